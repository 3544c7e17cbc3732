package import Domain
import Store

/// 起草答复函: the fixed form, kept with each round.
package enum DraftReplyLetter {
  /// Points of a letter, each answering one of the deputy's.
  package static let mostPoints = 30
  private static let longest = 10_000

  package static func run(
    _ text: LetterText, resultClass: String, part: Int, on id: ID<Suggestion>, _ request: ProposalRequest,
    in environment: AppEnvironment
  ) async throws -> ProposalChanged<Suggestion> {
    try check(text)
    return try await SuggestionChange(environment).run(.draftLetter, on: id, part: part, request) { work in
      try work.carryOut(
        .draftLetter(
          part: part, resultClass: resultClass, drafter: nil, points: text.points.count { !$0.isEmpty }),
        words: SuggestionWords(letter: text))
      let round = work.status.part(part)?.round ?? 1
      try SuggestionLetterStore.save(
        ReplyLetter(part: part, round: round, resultClass: resultClass, text: text, signedOn: nil), of: id,
        in: work.tx)
    }
  }

  /// What holds for every letter.
  static func check(_ text: LetterText) throws {
    let length = text.points.reduce(text.opening.count + text.opinions.count + text.closing.count) { $0 + $1.count }
    if length > longest {
      throw ActionError.invalid([FieldProblem("points", .tooLong(maximum: longest, actual: length))])
    }
    if text.points.count > mostPoints {
      throw ActionError.invalid([FieldProblem("points", .tooMany(limit: mostPoints))])
    }
    if text.documentNumber.isEmpty { throw ActionError.invalid([FieldProblem("document", .missing)]) }
  }
}

/// 签发答复函: the unit's head signs, and it is with the deputies.
package enum SignReplyLetter {
  package struct Input: Sendable {
    package var part: Int
    /// The deputy agreed to a letter without a meeting, where meetings come first.
    package var letterAgreed: Bool
    /// Why the leading unit does not wait for opinions that are missing.
    package var withoutOpinions: String?
    /// To every signer, where the lead could pass it on.
    package var toAll: Bool

    package init(part: Int, letterAgreed: Bool = false, withoutOpinions: String? = nil, toAll: Bool = true) {
      self.part = part
      self.letterAgreed = letterAgreed
      self.withoutOpinions = withoutOpinions
      self.toAll = toAll
    }
  }

  package static func run(
    _ input: Input, on id: ID<Suggestion>, _ request: ProposalRequest, in environment: AppEnvironment
  ) async throws -> ProposalChanged<Suggestion> {
    try await SuggestionChange(environment).run(.signLetter, on: id, part: input.part, request) { work in
      let round = work.status.part(input.part)?.round ?? 1
      let reason = input.withoutOpinions.flatMap { $0.isEmpty ? nil : $0 }
      try work.carryOut(
        .signLetter(
          part: input.part, letterAgreed: input.letterAgreed, withoutOpinions: reason != nil,
          toAll: input.toAll),
        words: SuggestionWords(text: reason))
      try SuggestionLetterStore.sign(part: input.part, round: round, of: id, on: work.now.date, in: work.tx)
    }
  }
}
