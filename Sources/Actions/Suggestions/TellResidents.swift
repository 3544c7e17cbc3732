import DatabaseKit
package import Domain
import Store

/// 转告群众: the answer to a suggestion goes to the residents from whose matters it grew, in words that whoever tells it
/// answers for. Each matter takes its own way: result, answer, and the resident is asked to rate.
package enum TellResidents {
  package struct Told: Sendable, Equatable {
    package var matters: [ID<Matter>] = []
    /// Those that somebody else has to answer, or that are over.
    package var left: [ID<Matter>] = []
  }

  package static func run(
    _ text: String, outcome: MatterOutcome, of id: ID<Suggestion>, by actor: Actor, in environment: AppEnvironment
  ) async throws -> Told {
    let (found, matters) = try await environment.database.read { tx -> (Suggestion, [ID<Matter>]) in
      guard let suggestion = try SuggestionStore.suggestion(id, in: tx),
        SuggestionAccess.sees(SuggestionFacts(id: id, status: suggestion.status), actor)
      else { throw ActionError.notFound }
      // Those handled together with it are answered by the same letter.
      let others = try SuggestionStore.suggestions(suggestion.status.merged.map(\.suggestion), in: tx)
      let all = suggestion.status.matters + others.flatMap(\.status.matters)
      var seen: Set<ID<Matter>> = []
      return (suggestion, all.filter { seen.insert($0).inserted })
    }
    guard found.status.answeringParts.contains(where: { $0.answeredOn != nil || $0.round > 1 }) else {
      throw ActionError.suggestion(.notInThisState)
    }
    var told = Told()
    for matter in matters {
      do {
        try await tell(text, outcome, matter, actor, environment)
        told.matters.append(matter)
      } catch ActionError.refused, ActionError.rule, ActionError.notFound {
        told.left.append(matter)
      }
    }
    return told
  }

  private static func tell(
    _ text: String, _ outcome: MatterOutcome, _ matter: ID<Matter>, _ actor: Actor, _ environment: AppEnvironment
  ) async throws {
    let request = MatterRequest(actor: actor, seen: nil)
    _ = try await MatterChange(environment).run(.reply, on: matter, request) { work in
      // What has no result yet gets that of the suggestion.
      if work.matter.status.state == .accepted { try work.carryOut(.recordResult(outcome: outcome, files: [])) }
      try work.carryOut(.reply(oral: nil, isEntered: false), words: MatterWords(text: text))
    }
  }
}
