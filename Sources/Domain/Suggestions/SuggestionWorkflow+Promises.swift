// 承诺事项: made, kept, answered a second time, rated.

extension SuggestionWorkflow {
  func decidePromise(_ command: SuggestionCommand, _ status: SuggestionStatus, _ today: CivilDate)
    throws(SuggestionRefusal) -> SuggestionEvent
  {
    switch command {
    case .promise(let number, let due):
      let part = try part(number, of: status, in: Self.inWork)
      guard part.role.answers else { throw .helpsOnly }
      guard due > today else { throw .dateNotAhead }
      return .promised(
        SuggestionPromise(number: (status.promises.map(\.number).max() ?? 0) + 1, part: number, due: due))
    case .keepPromise(let number):
      let (promise, part) = try promise(number, of: status)
      guard promise.keptOn == nil else { throw .nothingChanged }
      // 沪 22: 应当在解决问题后书面告知代表. Before the first answer that letter tells it.
      return .promiseKept(number: number, owesLetter: !part.raters.isEmpty)
    case .draftPromiseLetter(let number, let points):
      let (_, part) = try owed(number, of: status)
      guard points > 0 else { throw .noPoints }
      return .promiseLetterDrafted(part: part.number, number: number)
    case .signPromiseLetter(let number):
      let (answer, part) = try owed(number, of: status)
      guard answer.draftedOn != nil else { throw .promiseLetterMissing }
      return .promiseLetterSigned(
        .init(
          part: part.number, number: number, recipients: part.recipients, raters: part.raters,
          ratingDue: rules.ratingWithin.due(from: today, calendar)))
    case .ratePromise(let number, let person, let verdict):
      return try rate(number, person, verdict, status, today)
    case .remindPromiseRater(let number):
      let (promise, part) = try unrated(number, of: status)
      guard status.ratingDue(of: promise).map({ today > $0 }) ?? true else { throw .ratingNotOver }
      return .promiseRaterReminded(part: part.number, number: number)
    case .closeUnratedPromise(let number):
      let (promise, part) = try unrated(number, of: status)
      // As for answers (重庆 29): 经催促仍然不反馈.
      guard let reminded = promise.reminders?.last, today > reminded else { throw .notReminded }
      return .promiseClosedUnrated(part: part.number, number: number)
    default: throw .notInThisState
    }
  }

  private func promise(_ number: Int, of status: SuggestionStatus) throws(SuggestionRefusal)
    -> (SuggestionPromise, SuggestionPart)
  {
    guard let promise = status.promises.first(where: { $0.number == number }), let part = status.part(promise.part)
    else { throw .noSuchPromise }
    return (promise, part)
  }

  /// A promise whose second answer is owed.
  private func owed(_ number: Int, of status: SuggestionStatus) throws(SuggestionRefusal)
    -> (SuggestionPromise.Answer, SuggestionPart)
  {
    let (promise, part) = try promise(number, of: status)
    guard promise.keptOn != nil else { throw .promiseNotKept }
    guard let answer = promise.answer, answer.signedOn == nil else { throw .nothingChanged }
    guard part.hasCome else { throw .partNotInThisState }
    return (answer, part)
  }

  /// A promise that was kept and that somebody has not said anything about.
  private func unrated(_ number: Int, of status: SuggestionStatus) throws(SuggestionRefusal)
    -> (SuggestionPromise, SuggestionPart)
  {
    let (promise, part) = try promise(number, of: status)
    guard promise.keptOn != nil else { throw .promiseNotKept }
    guard !promise.owesLetter else { throw .promiseLetterMissing }
    guard !status.missingRaters(of: promise).isEmpty else { throw .nobodyMissing }
    return (promise, part)
  }

  /// One who is not content is enough, as with answers: the unit keeps it once more, in the time that the congress gives for
  /// handling again, and it stays in the ledger. The others say what they think of that.
  private func rate(
    _ number: Int, _ person: ID<Person>, _ verdict: Satisfaction, _ status: SuggestionStatus, _ today: CivilDate
  ) throws(SuggestionRefusal) -> SuggestionEvent {
    let (promise, part) = try promise(number, of: status)
    guard status.raters(of: promise).contains(person) || promise.owesLetter else { throw .notARater }
    guard promise.keptOn != nil else { throw .notInThisState }
    guard !promise.owesLetter else { throw .promiseLetterMissing }
    guard promise.closedUnratedOn == nil else { throw .notInThisState }
    guard status.missingRaters(of: promise).contains(person) else { throw .ratedBefore }
    let again = verdict == .dissatisfied && part.hasCome
    return .promiseRated(
      .init(promise: number, person: person, verdict: verdict, on: today, round: promise.round),
      rehandleDue: again ? rules.rehandleWithin.due(from: today, calendar) : nil)
  }
}
