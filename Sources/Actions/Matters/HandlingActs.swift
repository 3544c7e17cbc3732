import DatabaseKit
package import Domain
import Store

/// The acts on one unit's part of a matter.
package enum HandlingActs {
  /// Who acts on which part, and what he saw of it: several units work on one matter, so the part alone is compared.
  package struct Target: Sendable {
    package let matter: ID<Matter>
    package let part: Int
    package let seen: String?

    package init(matter: ID<Matter>, part: Int, seen: String?) {
      self.matter = matter
      self.part = part
      self.seen = seen
    }
  }

  /// 签收.
  package static func signFor(_ target: Target, _ request: MatterRequest, in environment: AppEnvironment) async throws
    -> MatterChanged
  {
    try await change(.signFor, target, request, environment) { work in
      try work.carryOut(.signFor(part: target.part))
    }
  }

  /// 指定承办人: somebody who drafts for this unit.
  package static func appoint(
    _ drafter: ID<Person>, _ target: Target, _ request: MatterRequest, in environment: AppEnvironment
  ) async throws -> MatterChanged {
    let today = environment.now().date
    return try await change(.appoint, target, request, environment) { work in
      guard let unit = work.matter.status.handling(target.part)?.unit,
        try AccountStore.holders(of: .unitDrafter, unit: unit, on: today, in: work.tx).contains(drafter),
        !work.facts.excluded.contains(drafter)
      else { throw ActionError.invalid([FieldProblem("drafter", .notFound)]) }
      try work.carryOut(.appoint(part: target.part, drafter: drafter))
    }
  }

  /// 申请退回.
  package static func askReturn(
    reason: ReturnReason, proposed: ID<HandlingUnit>?, words: String, _ target: Target, _ request: MatterRequest,
    in environment: AppEnvironment
  ) async throws -> MatterChanged {
    try await change(.askReturn, target, request, environment) { work in
      try work.check(proposed.map { [$0] } ?? [])
      try work.carryOut(
        .askReturn(part: target.part, reason: reason, proposed: proposed), words: MatterWords(text: words))
    }
  }

  package struct Settlement: Sendable {
    package let agrees: Bool
    /// Takes it on at once.
    package let next: ID<HandlingUnit>?
    package let resultDue: CivilDate?
    package let words: String

    package init(agrees: Bool, next: ID<HandlingUnit>?, resultDue: CivilDate?, words: String) {
      self.agrees = agrees
      self.next = next
      self.resultDue = resultDue
      self.words = words
    }
  }

  /// 处理退回.
  package static func settleReturn(
    _ settlement: Settlement, _ target: Target, _ request: MatterRequest, in environment: AppEnvironment
  ) async throws -> MatterChanged {
    try await change(.settleReturn, target, request, environment) { work in
      try work.check(settlement.next.map { [$0] } ?? [])
      try work.carryOut(
        .settleReturn(
          part: target.part, agrees: settlement.agrees, next: settlement.agrees ? settlement.next : nil,
          resultDue: settlement.resultDue), words: MatterWords(text: settlement.words))
    }
  }

  /// 撤回转办.
  package static func recall(
    words: String, _ target: Target, _ request: MatterRequest, in environment: AppEnvironment
  ) async throws -> MatterChanged {
    try await change(.recall, target, request, environment) { work in
      try work.carryOut(.recall(part: target.part), words: MatterWords(text: words))
    }
  }

  /// 拟办理结果.
  package static func draftResult(
    _ input: RecordResult.Input, _ target: Target, _ request: MatterRequest, in environment: AppEnvironment
  ) async throws -> MatterChanged {
    try await change(.draftResult, target, request, environment) { work in
      let files = try AttachPhotos.run(input.photos, to: target.matter, fromSender: false, at: work.now, in: work.tx)
      try work.carryOut(
        .draftResult(part: target.part, outcome: input.outcome, files: files), words: MatterWords(text: input.words))
    }
  }

  /// 退改.
  package static func sendBack(
    words: String, _ target: Target, _ request: MatterRequest, in environment: AppEnvironment
  ) async throws -> MatterChanged {
    try await change(.sendBack, target, request, environment) { work in
      try work.carryOut(.sendBack(part: target.part), words: MatterWords(text: words))
    }
  }

  /// 签发: what is signed is the draft as it stands.
  package static func signResult(_ target: Target, _ request: MatterRequest, in environment: AppEnvironment)
    async throws -> MatterChanged
  {
    try await change(.signResult, target, request, environment) { work in
      let draft = try EventStore.history(of: .matter, target.matter.raw, in: work.tx).last { entry in
        guard entry.act == MatterAct.draftResult.rawValue else { return false }
        return try MatterEventCoding.event(.draftResult, entry.facts).part == target.part
      }
      let words = try draft?.words.map { try JSONText.decode(MatterWords.self, from: $0) }
      try work.carryOut(.signResult(part: target.part), words: words ?? MatterWords())
    }
  }

  private static func change(
    _ act: MatterAct, _ target: Target, _ request: MatterRequest, _ environment: AppEnvironment,
    _ body: @escaping @Sendable (MatterWork) throws -> Void
  ) async throws -> MatterChanged {
    try await MatterChange(environment).run(act, on: target.matter, part: target.part, request) { work in
      guard let handling = work.matter.status.handling(target.part) else { throw ActionError.notFound }
      if let seen = target.seen, seen != handling.mark { throw ActionError.changedMeanwhile }
      try body(work)
    }
  }
}

extension UnitHandling {
  /// Changes whenever something happens to the part: what a form remembers of it.
  package var mark: String { "\(state.rawValue)-\(refusals)-\(drafts)-\(drafter?.description ?? "")" }
}
