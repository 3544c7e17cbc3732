import DatabaseKit
import Domain
import Store

/// Goes on with runs whose request is over or whose server was stopped, and throws away those that nobody confirmed and
/// those whose result nobody needs any more.
package struct ContinueBulk: TimedJob {
  package let name = "continue-bulk"
  package let interval = 5
  /// A request that is still at work touches its run more often than this.
  private static let quiet: Int64 = 10 * 1000
  private static let most = 20

  package init() {}

  package func run(_ lease: JobLease, in environment: AppEnvironment) async throws -> Bool {
    let now = environment.now()
    let waiting = try await environment.database.read { tx in
      try BulkStore.runs(.running, untouchedSince: now.adding(milliseconds: -Self.quiet), limit: Self.most, in: tx)
    }
    for run in waiting {
      // With the rights that whoever confirmed it has by now.
      let actor = try await environment.database.read { tx in try Self.actor(run.madeBy, on: now.date, in: tx) }
      while try await CarryOutBulk.step(run.id, by: actor, in: environment) {
        try await environment.database.write { tx in try lease.check(in: tx) }
      }
    }
    return try await forget(at: now, lease, in: environment)
  }

  private func forget(at now: Instant, _ lease: JobLease, in environment: AppEnvironment) async throws -> Bool {
    let (unconfirmed, looked) = (now.adding(days: -BulkRun.waitsDays), now.adding(days: -BulkRun.keptDays))
    let old = try await environment.database.read { tx in
      try BulkStore.runs(.chosen, untouchedSince: unconfirmed, limit: Self.most, in: tx)
        + BulkStore.runs(.prepared, untouchedSince: unconfirmed, limit: Self.most, in: tx)
        + BulkStore.runs(.done, untouchedSince: looked, limit: Self.most, in: tx)
    }
    if old.isEmpty { return false }
    try await environment.database.write { tx in
      try lease.check(in: tx)
      for run in old {
        // Somebody may have confirmed it this very moment.
        guard try BulkStore.run(run.id, in: tx)?.changedAt == run.changedAt else { continue }
        try BulkStore.delete(run.id, in: tx)
      }
    }
    return old.count >= Self.most
  }

  /// A person with posts, mandates and groups of today; nobody when his account is closed.
  private static func actor(_ person: ID<Person>, on date: CivilDate, in tx: any ReadTransaction) throws -> Actor {
    guard try AccountStore.account(of: person, in: tx)?.account.state == .active else { return .visitor }
    return .person(
      Actor.SignedIn(
        person: person, name: "", posts: try AccountStore.posts(of: person, on: date, in: tx),
        mandates: try PersonStore.activeMandates(of: person, in: tx),
        groups: try GroupStore.groups(with: person, on: date, in: tx), session: ID(0)))
  }
}
