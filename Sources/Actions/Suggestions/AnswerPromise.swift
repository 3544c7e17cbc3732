package import Domain
import Store

/// 报告承诺落实: what was done, and the draft of the letter that tells the deputies, who were answered before.
package enum KeepPromise {
  /// - Parameter letter: nil where the first answer has still to be given and tells it.
  package static func run(
    _ number: Int, words: String, letter: LetterText?, part: Int, on id: ID<Suggestion>, _ request: ProposalRequest,
    in environment: AppEnvironment
  ) async throws -> ProposalChanged<Suggestion> {
    if let letter { try DraftPromiseLetter.check(letter) }
    return try await SuggestionChange(environment).run(.keepPromise, on: id, part: part, request) { work in
      try DraftPromiseLetter.check(number, isOf: part, work)
      try work.carryOut(.keepPromise(number), words: SuggestionWords(text: words))
      guard let letter, work.status.promises.contains(where: { $0.number == number && $0.owesLetter }) else { return }
      try DraftPromiseLetter.save(letter, number, work)
    }
  }
}

/// 起草承诺落实情况的答复函: the fixed form once more, as long as it is not signed.
package enum DraftPromiseLetter {
  package static func run(
    _ text: LetterText, promise number: Int, part: Int, on id: ID<Suggestion>, _ request: ProposalRequest,
    in environment: AppEnvironment
  ) async throws -> ProposalChanged<Suggestion> {
    try check(text)
    return try await SuggestionChange(environment).run(.draftPromiseLetter, on: id, part: part, request) { work in
      try check(number, isOf: part, work)
      try save(text, number, work)
    }
  }

  static func check(_ text: LetterText) throws {
    try DraftReplyLetter.check(text)
  }

  /// Rights are decided by the part: the promise has to be one of it.
  static func check(_ number: Int, isOf part: Int, _ work: SuggestionWork) throws {
    guard let promise = work.status.promises.first(where: { $0.number == number }) else { return }
    guard promise.part == part else { throw ActionError.refused(.notYours) }
  }

  static func save(_ text: LetterText, _ number: Int, _ work: SuggestionWork) throws {
    try work.carryOut(
      .draftPromiseLetter(number, points: text.points.count { !$0.isEmpty }), words: SuggestionWords(letter: text))
    let round = work.status.turn(ofPromise: number)
    try SuggestionPromiseStore.save(text, promise: number, round: round, of: work.suggestion.id, in: work.tx)
  }
}

/// 签发承诺落实情况的答复函: the unit's head signs, and it is with those who had the first answer.
package enum SignPromiseLetter {
  package static func run(
    promise number: Int, part: Int, on id: ID<Suggestion>, _ request: ProposalRequest, in environment: AppEnvironment
  ) async throws -> ProposalChanged<Suggestion> {
    try await SuggestionChange(environment).run(.signPromiseLetter, on: id, part: part, request) { work in
      try DraftPromiseLetter.check(number, isOf: part, work)
      try work.carryOut(.signPromiseLetter(number))
      let round = work.status.turn(ofPromise: number)
      try SuggestionPromiseStore.sign(promise: number, round: round, of: id, on: work.now.date, in: work.tx)
    }
  }
}
