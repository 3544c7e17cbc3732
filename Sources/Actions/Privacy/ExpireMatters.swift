import DatabaseKit
package import Domain
import Store

/// The time of keeping is over: contact, words and photos go, class by class, under rules that somebody has confirmed. Fifty
/// matters a step, each in a transaction of its own, with a mark where to go on; once a day it begins anew, so that whatever
/// was held or waited for another matter of its form comes round again.
package struct ExpireMatters: TimedJob {
  package let name = "expire-matters"
  package let interval = 3600
  private static let batch = 50

  package init() {}

  /// How far the day's round has come.
  package struct Mark: Sendable, Equatable, Codable {
    package let day: CivilDate
    /// The settings it ran under.
    package let number: Int
    package var endedOn: CivilDate?
    package var id: ID<Matter>?
    package var isDone: Bool
    /// Matters of which something was erased in this round.
    package var erased: Int
  }

  package func run(_ lease: JobLease, in environment: AppEnvironment) async throws -> Bool {
    let congresses = try await environment.database.read { tx in try RetentionStore.congresses(in: tx) }
    for congress in congresses where try await step(congress, lease, in: environment) { return true }
    return false
  }

  /// True when there is more to do for this congress.
  private func step(_ congress: ID<Congress>, _ lease: JobLease, in environment: AppEnvironment) async throws -> Bool {
    environment.rules.forget()
    let settings = try await environment.rules.current(of: congress)
    let plan = RetentionPlan(settings.settings)
    let today = environment.now().date
    let (confirmed, last) = try await environment.database.read { tx in
      (try RetentionStore.confirmation(of: congress, in: tx), try Self.mark(of: congress, in: tx))
    }
    // Nothing is erased under rules that nobody has seen the result of.
    guard confirmed?.plan == plan else { return false }
    var mark = Mark(day: today, number: settings.number, isDone: false, erased: 0)
    if let last, last.day == today, last.number == settings.number { mark = last }
    if mark.isDone { return false }
    let after = mark.endedOn.flatMap { day in mark.id.map { (endedOn: day, id: $0) } }
    let found = try await environment.database.read(.long) { tx in
      try RetentionStore.due(of: congress, plan.cutoffs(today), after: after, limit: Self.batch, in: tx)
    }
    for item in found where try await expire(item.id, plan, today, lease, in: environment) { mark.erased += 1 }
    mark.endedOn = found.last?.endedOn ?? mark.endedOn
    mark.id = found.last?.id ?? mark.id
    mark.isDone = found.count < Self.batch
    let next = mark
    try await environment.database.write { tx in
      try lease.check(in: tx)
      try SettingsStore.setRegistryValue(Self.key(congress), try JSONText.encode(next), in: tx)
    }
    return !mark.isDone
  }

  /// False when nothing was due after all: held meanwhile, or another one of its form is still being handled.
  private func expire(
    _ id: ID<Matter>, _ plan: RetentionPlan, _ today: CivilDate, _ lease: JobLease, in environment: AppEnvironment
  ) async throws -> Bool {
    let form = try await environment.database.read { tx in try MatterForm.others(as: id, in: tx) }
    let orphans = Orphans()
    do {
      _ = try await MatterChange(environment).run(
        .erase, on: id, MatterRequest(actor: .system, seen: nil), others: form
      ) { work in
        try lease.check(in: work.tx)
        let others = try form.map { try work.other($0, goesAlone: true).matter.status }
        let parts = plan.due(RetentionFacts(work.matter.status, others), today: today)
        if parts.isEmpty { throw ActionError.rule(.nothingChanged) }
        orphans.set(
          try MatterErasure.carryOut(
            parts, reason: "保存期限已满", basis: .retention, on: work, sameForm: form))
      }
    } catch ActionError.rule {
      return false
    } catch ActionError.changedMeanwhile {
      return false
    }
    try await orphans.delete(in: environment)
    return true
  }

  private static func key(_ congress: ID<Congress>) -> String { "expired/\(congress)" }

  static func mark(of congress: ID<Congress>, in tx: any ReadTransaction) throws -> Mark? {
    try SettingsStore.registryValue(key(congress), in: tx).map { try JSONText.decode(Mark.self, from: $0) }
  }
}

extension RetentionFacts {
  init(_ status: MatterStatus, _ others: [MatterStatus]) {
    let ends = ([status] + others).map { $0.state.isEnded ? $0.endedAt?.date : nil }
    self.init(
      endedOn: status.state.isEnded ? status.endedAt?.date : nil,
      formEndedOn: ends.contains(nil) ? nil : ends.compactMap { $0 }.max(), isSealed: status.seal != nil,
      isPublished: status.publication != .none, erased: status.erased)
  }
}
