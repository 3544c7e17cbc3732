import DatabaseKit
package import Domain
import Store

/// 保存期限: what is kept how long, what would go today, and the confirmation without which nothing goes.
package enum ManageRetention {
  package struct Page: Sendable {
    package let congress: Named<Congress>
    package let settings: VersionedSettings
    package let plan: RetentionPlan
    package let counts: [RetentionCount]
    /// Ended matters that a hold keeps although their time is over.
    package let held: Int
    package let confirmation: RetentionConfirmation?
    package let confirmedBy: String?
    /// The rules of today are the confirmed ones.
    package let isConfirmed: Bool
    package let progress: ExpireMatters.Mark?
    package let logDays: Int
  }

  private static let samples = 5

  package static func page(of congress: ID<Congress>, by actor: Actor, in environment: AppEnvironment) async throws
    -> Page
  {
    let settings = try await environment.rules.current(of: congress)
    let logDays = try await environment.rules.security().logDays
    let plan = RetentionPlan(settings.settings)
    let today = environment.now().date
    return try await environment.database.read(.long) { tx in
      try RetentionRight.check(congress, actor, in: tx)
      guard let found = try CongressStore.congress(congress, in: tx) else { throw ActionError.notFound }
      let confirmation = try RetentionStore.confirmation(of: congress, in: tx)
      return Page(
        congress: Named(id: found.id, name: found.name), settings: settings, plan: plan,
        counts: try counts(plan, congress, today, samples: samples, by: actor, in: tx),
        held: try RetentionStore.heldCount(of: congress, plan.cutoffs(today), in: tx), confirmation: confirmation,
        confirmedBy: try confirmation?.by.flatMap { try PersonStore.names([$0], in: tx)[$0] },
        isConfirmed: confirmation?.plan == plan, progress: try ExpireMatters.mark(of: congress, in: tx),
        logDays: logDays)
    }
  }

  private static func counts(
    _ plan: RetentionPlan, _ congress: ID<Congress>, _ today: CivilDate, samples: Int, by actor: Actor,
    in tx: any ReadTransaction
  ) throws -> [RetentionCount] {
    try RetentionClass.allCases.compactMap { kind in
      try plan.cutoff(kind, today: today).map {
        try RetentionStore.count(
          kind, of: congress, $0, samples: samples, reader: actor.person ?? ID(0), in: tx)
      }
    }
  }

  /// A new version of the rules; what it erases has to be confirmed again.
  package static func save(
    _ plan: (contact: Int, rules: RetentionRules), reason: String, of congress: ID<Congress>, seen: Int,
    by actor: Actor, in environment: AppEnvironment
  ) async throws {
    try await environment.database.read { tx in try RetentionRight.check(congress, actor, in: tx) }
    var settings = try await environment.rules.current(of: congress).settings
    settings.notice.retentionYears = plan.contact
    settings.retention = plan.rules
    _ = try await ManageSettings.save(
      settings, reason: "保存期限：" + reason, of: congress, seen: seen, by: actor, mayAtDesk: true, in: environment)
  }

  /// The preview was seen: from now on the timer erases under these rules.
  ///
  /// - Parameter seen: the number of the version that the preview was made with.
  package static func confirm(
    of congress: ID<Congress>, seen: Int, by actor: Actor, in environment: AppEnvironment
  ) async throws {
    if environment.readOnly != nil { throw ActionError.readOnly }
    guard let person = actor.person else { throw ActionError.refused(.notYours) }
    environment.rules.forget()
    let settings = try await environment.rules.current(of: congress)
    guard settings.number == seen else { throw ActionError.changedMeanwhile }
    let plan = RetentionPlan(settings.settings)
    let now = environment.now()
    let event: ID<RecordEvent> = environment.newID(at: now)
    let salt = environment.random(16)
    try await environment.database.write(locking: [LockKey(.settings, congress.raw)]) { tx in
      try RetentionRight.check(congress, actor, in: tx)
      guard try SettingsStore.current(of: congress, in: tx).number == seen else { throw ActionError.changedMeanwhile }
      let counts = Dictionary(
        try Self.counts(plan, congress, now.date, samples: 0, by: actor, in: tx).map { ($0.kind.rawValue, $0.count) },
        uniquingKeysWith: { $1 })
      try RetentionStore.confirm(plan, number: seen, of: congress, counts: counts, by: person, at: now, in: tx)
      let head = try EventStore.head(of: .settings, congress.raw, in: tx)
      _ = try EventStore.append(
        NewEntry(
          id: event, kind: .settings, subject: congress.raw, act: "confirm-retention", at: now,
          actor: .person(person), facts: try JSONText.encode(counts), words: nil, salt: salt),
        after: head, in: tx)
    }
  }
}

extension RetentionPlan {
  func cutoffs(_ today: CivilDate) -> RetentionStore.Cutoffs {
    var result: RetentionStore.Cutoffs = [:]
    for kind in RetentionClass.allCases { result[kind] = cutoff(kind, today: today) }
    return result
  }
}
