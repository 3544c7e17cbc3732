import DatabaseKit
package import Domain
import Store

/// 交办: sole, leading with helping units, or separate.
package enum HandOverSuggestion {
  package static func run(
    _ kind: HandlingKind, to targets: [SuggestionCommand.Target], words: String? = nil, on id: ID<Suggestion>,
    _ request: ProposalRequest, in environment: AppEnvironment
  ) async throws -> ProposalChanged<Suggestion> {
    // Whoever ends a unit or its posts holds the unit, and counts what it owes before or after this.
    let locks = targets.map { LockKey(.directory, $0.unit.raw) }
    return try await SuggestionChange(environment).run(.handOver, on: id, request, locks: locks) { work in
      try ProposalDirectory.check(targets.map(\.unit), of: work.status.congress, in: work.tx)
      try work.carryOut(.handOver(kind, units: targets), words: SuggestionWords(text: words))
    }
  }
}

/// Decides a return: refused, the unit keeps it; agreed, another unit has it in the same moment, so that nobody is without.
package enum SettleSuggestionReturn {
  package static func run(
    part: Int, next: ID<HandlingUnit>?, isHard: Bool = false, words: String? = nil, on id: ID<Suggestion>,
    _ request: ProposalRequest, in environment: AppEnvironment
  ) async throws -> ProposalChanged<Suggestion> {
    try await SuggestionChange(environment).run(.settleReturn, on: id, part: part, request) { work in
      try work.carryOut(.settleReturn(part: part, agrees: next != nil), words: SuggestionWords(text: words))
      guard let next else { return }
      try ProposalDirectory.check([next], of: work.status.congress, in: work.tx)
      try work.carryOut(.reassign(part: part, to: next, hard: isHard))
    }
  }
}

/// 改派 of a part whose unit was dissolved or merged into another one.
package enum SucceedSuggestionUnit {
  package static func run(
    part: Int, by unit: ID<HandlingUnit>, words: String, on id: ID<Suggestion>, _ request: ProposalRequest,
    in environment: AppEnvironment
  ) async throws -> ProposalChanged<Suggestion> {
    if words.isEmpty { throw ActionError.suggestion(.reasonMissing) }
    return try await SuggestionChange(environment).run(.reassign, on: id, part: part, request) { work in
      let congress = work.status.congress
      let gone = try GroupStore.units(of: congress, in: work.tx).filter { $0.validTo != nil }.map(\.id)
      guard let old = work.status.part(part)?.unit, gone.contains(old) else {
        throw ActionError.suggestion(.returnNotSettled)
      }
      try ProposalDirectory.check([unit], of: congress, in: work.tx)
      try work.carryOut(.succeed(part: part, by: unit), words: SuggestionWords(text: words))
    }
  }
}
