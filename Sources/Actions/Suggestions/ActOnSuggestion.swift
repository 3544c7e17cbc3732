package import Domain
import Store

/// Carries out an act that is nothing but its command: everything it needs is in the status.
package enum ActOnSuggestion {
  /// - Parameters:
  ///   - part: the unit's part in question, by which a unit's rights are decided.
  ///   - words: what was written; erasable, apart from the facts.
  package static func run(
    _ command: SuggestionCommand, on id: ID<Suggestion>, part: Int? = nil, words: String? = nil,
    _ request: SuggestionRequest, in environment: AppEnvironment
  ) async throws -> SuggestionChanged {
    try await SuggestionChange(environment).run(command.act, on: id, part: part, request) { work in
      try work.carryOut(command, words: SuggestionWords(text: words))
    }
  }
}

/// 测评 by the deputy who is signed in, or keyed in from the 征询意见表 by the work body.
package enum RateSuggestion {
  package struct Input: Sendable {
    package let part: Int
    package let attitude: Satisfaction
    package let result: Satisfaction
    package let reason: String
    /// Whose paper it is; nil for one's own rating.
    package let onPaperOf: ID<Person>?

    package init(
      part: Int, attitude: Satisfaction, result: Satisfaction, reason: String, onPaperOf: ID<Person>? = nil
    ) {
      self.part = part
      self.attitude = attitude
      self.result = result
      self.reason = reason
      self.onPaperOf = onPaperOf
    }
  }

  package static func run(
    _ input: Input, on id: ID<Suggestion>, _ request: SuggestionRequest, in environment: AppEnvironment
  ) async throws -> SuggestionChanged {
    guard let person = request.actor.person else { throw ActionError.refused(.notYours) }
    return try await SuggestionChange(environment).run(.rate, on: id, request) { work in
      let relations = SuggestionAccess.relations(of: request.actor, to: work.facts)
      if input.onPaperOf != nil, !relations.contains(.workBody) { throw ActionError.refused(.notYours) }
      try work.carryOut(
        .rate(
          .init(
            part: input.part, person: input.onPaperOf ?? person, attitude: input.attitude, result: input.result,
            hasReason: !input.reason.isEmpty, keyedBy: input.onPaperOf == nil ? nil : person)),
        words: SuggestionWords(text: input.reason.isEmpty ? nil : input.reason))
    }
  }
}

/// Names who drafts the answer of a part: somebody of the unit who drafts there.
package enum AppointDrafter {
  package static func run(
    _ drafter: ID<Person>, part: Int, on id: ID<Suggestion>, _ request: SuggestionRequest,
    in environment: AppEnvironment
  ) async throws -> SuggestionChanged {
    try await SuggestionChange(environment).run(.appoint, on: id, part: part, request) { work in
      guard let unit = work.status.part(part)?.unit else { throw ActionError.notFound }
      let drafters = try AccountStore.holders(of: .unitDrafter, unit: unit, on: work.now.date, in: work.tx)
      guard drafters.contains(drafter) else { throw ActionError.invalid([FieldProblem("drafter", .notFound)]) }
      try work.carryOut(.appoint(part: part, drafter: drafter))
    }
  }
}
