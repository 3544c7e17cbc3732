package import Domain
import Store

/// 交办: sole, leading with helping units, or separate.
package enum HandOverSuggestion {
  package static func run(
    _ kind: HandlingKind, to targets: [SuggestionCommand.Target], words: String? = nil, on id: ID<Suggestion>,
    _ request: SuggestionRequest, in environment: AppEnvironment
  ) async throws -> SuggestionChanged {
    try await SuggestionChange(environment).run(.handOver, on: id, request) { work in
      try SuggestionDirectory.check(targets.map(\.unit), of: work.status.congress, in: work.tx)
      try work.carryOut(.handOver(kind, units: targets), words: SuggestionWords(text: words))
    }
  }
}

/// Decides a return: refused, the unit keeps it; agreed, another unit has it in the same moment, so that nobody is without.
package enum SettleSuggestionReturn {
  package static func run(
    part: Int, next: ID<HandlingUnit>?, isHard: Bool = false, words: String? = nil, on id: ID<Suggestion>,
    _ request: SuggestionRequest, in environment: AppEnvironment
  ) async throws -> SuggestionChanged {
    try await SuggestionChange(environment).run(.settleReturn, on: id, part: part, request) { work in
      try work.carryOut(.settleReturn(part: part, agrees: next != nil), words: SuggestionWords(text: words))
      guard let next else { return }
      try SuggestionDirectory.check([next], of: work.status.congress, in: work.tx)
      try work.carryOut(.reassign(part: part, to: next, hard: isHard))
    }
  }
}
