import DatabaseKit
import Domain
import Store

/// Goes on with imports whose request is over or whose server was stopped, and throws away files that nobody confirmed.
package struct ContinueImports: TimedJob {
  package let name = "continue-imports"
  package let interval = 5
  /// A request that is still at work touches its run more often than this.
  private static let quiet: Int64 = 10 * 1000
  private static let keptUnconfirmed: Int64 = 7 * 24 * 3_600_000
  private static let readingAtMost: Int64 = 3_600_000

  package init() {}

  package func run(_ lease: JobLease, in environment: AppEnvironment) async throws -> Bool {
    let now = environment.now()
    let waiting = try await environment.database.read { tx in
      let since = now.adding(milliseconds: -Self.quiet)
      return try ImportStore.runs(.applying, untouchedSince: since, in: tx)
        + ImportStore.runs(.undoing, untouchedSince: since, in: tx)
    }
    for run in waiting {
      while try await ImportSteps.step(run.id, in: environment) {
        try await environment.database.write { tx in try lease.check(in: tx) }
      }
    }
    let old = try await environment.database.read { tx in
      try ImportStore.runs(.checked, untouchedSince: now.adding(milliseconds: -Self.keptUnconfirmed), in: tx)
        + ImportStore.runs(.reading, untouchedSince: now.adding(milliseconds: -Self.readingAtMost), in: tx)
    }
    for run in old {
      try await environment.database.write { tx in
        try lease.check(in: tx)
        guard try ImportStore.move(run.id, from: run.state, to: .discarded, at: now, in: tx) else { return }
        try ImportStore.forgetRows(of: run.id, through: Int.max, in: tx)
      }
    }
    return false
  }
}
