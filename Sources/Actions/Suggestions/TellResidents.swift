import DatabaseKit
package import Domain
import SecretsKit
import Store

/// 转告群众: the answer to a suggestion goes to the residents from whose matters it grew, in words that whoever tells it
/// answers for. Each matter takes its own way: result (a station's is the explanation), answer, and the resident is asked to
/// rate.
package enum TellResidents {
  package struct Told: Sendable, Equatable {
    package var matters: [ID<Matter>] = []
    /// Those that somebody else has to answer, or that are over.
    package var left: [ID<Matter>] = []
  }

  /// Only what was typed goes to the residents, and who has put the suggestion forward is not named.
  ///
  /// - Parameter key: under which each of them is told once, however often the request comes.
  /// - Throws: `notYours` for whoever sees it and neither stands behind it nor looks after it.
  package static func run(
    _ text: String, outcome: MatterOutcome, of id: ID<Suggestion>, by actor: Actor, key: RequestKey? = nil,
    in environment: AppEnvironment
  ) async throws -> Told {
    let (found, matters) = try await environment.database.read { tx -> (Suggestion, [ID<Matter>]) in
      guard let suggestion = try SuggestionStore.suggestion(id, in: tx) else { throw ActionError.notFound }
      let facts = SuggestionFacts(id: id, status: suggestion.status)
      guard SuggestionAccess.sees(facts, actor) else { throw ActionError.notFound }
      guard SuggestionAccess.tellsResidents(facts, actor) else { throw ActionError.refused(.notYours) }
      // Those handled together with it are answered by the same letter.
      let others = try SuggestionStore.suggestions(suggestion.status.merged.map(\.suggestion), in: tx)
      let all = suggestion.status.matters + others.flatMap(\.status.matters)
      var seen: Set<ID<Matter>> = []
      return (suggestion, all.filter { seen.insert($0).inserted })
    }
    guard found.status.wasAnswered else {
      throw ActionError.suggestion(.notInThisState)
    }
    var told = Told()
    for matter in matters {
      do {
        let request = MatterRequest(actor: actor, seen: nil, key: key.map { own($0, matter, environment) })
        try await tell(text, outcome, matter, request, environment)
        told.matters.append(matter)
      } catch ActionError.refused, ActionError.rule, ActionError.notFound {
        told.left.append(matter)
      }
    }
    return told
  }

  /// The request as far as it is about one matter.
  private static func own(_ key: RequestKey, _ matter: ID<Matter>, _ environment: AppEnvironment) -> RequestKey {
    RequestKey(hash: environment.tokens.mac("tell-residents", [key.hash, Array(matter.description.utf8)]))
  }

  private static func tell(
    _ text: String, _ outcome: MatterOutcome, _ matter: ID<Matter>, _ request: MatterRequest,
    _ environment: AppEnvironment
  ) async throws {
    _ = try await MatterChange(environment).run(.reply, on: matter, request) { work in
      let status = work.matter.status
      if status.state == .accepted {
        switch status.owner {
        // What has no result yet gets that of the suggestion.
        case .deputy, .group: try work.carryOut(.recordResult(outcome: outcome, files: []))
        // A station explains; where a unit owes the result, it is waited for.
        case .venue, .desk: if status.grade != .inGroup { throw ActionError.rule(.resultNeedsUnit) }
        }
      }
      try work.carryOut(.reply(oral: nil, isEntered: false), words: MatterWords(text: text))
    }
  }
}
