// 答复函、测评、重新办理.

extension SuggestionWorkflow {
  func decideLetter(_ command: SuggestionCommand, _ status: SuggestionStatus, _ today: CivilDate)
    throws(SuggestionRefusal) -> SuggestionEvent
  {
    switch command {
    case .draftLetter(let number, let resultClass, let drafter, let points):
      let part = try part(number, of: status, in: [.signedFor, .drafted])
      guard part.role.answers else { throw .helpsOnly }
      guard rules.classes.contains(where: { $0.code == resultClass }) else { throw .unknownClass }
      guard points > 0 else { throw .noPoints }
      return .letterDrafted(part: number, resultClass: resultClass, drafter: drafter)
    case .checkLetter(let number):
      _ = try part(number, of: status, in: [.drafted])
      return .letterChecked(part: number)
    case .returnLetter(let number):
      _ = try part(number, of: status, in: [.drafted, .checked])
      return .letterReturned(part: number)
    case .signLetter(let number, let letterAgreed, let withoutOpinions, let toAll):
      return try signLetter(
        status, number, letterAgreed: letterAgreed, withoutOpinions: withoutOpinions, toAll: toAll, today)
    default: throw .notInThisState
    }
  }

  /// The head signs; the letter is with the deputies the same moment.
  private func signLetter(
    _ status: SuggestionStatus, _ number: Int, letterAgreed: Bool, withoutOpinions: Bool, toAll: Bool,
    _ today: CivilDate
  ) throws(SuggestionRefusal) -> SuggestionEvent {
    let part = try part(number, of: status, in: [.checked])
    guard let code = part.resultClass, let resultClass = rules.classes.first(where: { $0.code == code }) else {
      throw .unknownClass
    }
    if let obstacle = obstacle(
      to: part, of: status, resultClass, letterAgreed: letterAgreed, withoutOpinions: withoutOpinions)
    {
      throw obstacle
    }
    let recipients =
      switch rules.replyTo {
      case .everySigner: status.people(leadsOnly: false)
      case .lead: status.people(leadsOnly: true)
      case .byArrangement: status.people(leadsOnly: !toAll)
      }
    return .letterSigned(
      .init(
        part: number, round: part.round, resultClass: code, recipients: recipients,
        raters: status.people(leadsOnly: rules.rater == .lead),
        ratingDue: rules.ratingWithin.due(from: today, calendar), inTime: today <= part.replyDue,
        isWithoutOpinions: withoutOpinions && isWaiting(part, status)))
  }

  private func isWaiting(_ part: SuggestionPart, _ status: SuggestionStatus) -> Bool {
    part.role == .lead && part.round == 1 && status.coParts.contains { $0.state != .opinionGiven }
  }

  /// What is missing before the head can sign.
  package func obstacle(
    to part: SuggestionPart, of status: SuggestionStatus, _ resultClass: ResultClass, letterAgreed: Bool,
    withoutOpinions: Bool
  ) -> SuggestionRefusal? {
    if part.contactedOn == nil { return .contactMissing }
    if rules.isFaceToFaceFirst, part.metOn == nil, !letterAgreed { return .meetingMissing }
    if isWaiting(part, status), !withoutOpinions { return .opinionsMissing }
    if resultClass.isTracked, !status.promises.contains(where: { $0.part == part.number }) { return .promiseMissing }
    return nil
  }

  func decideRating(_ command: SuggestionCommand, _ status: SuggestionStatus, _ today: CivilDate)
    throws(SuggestionRefusal) -> SuggestionEvent
  {
    switch command {
    case .rate(let rating): return try rate(rating, status, today)
    case .remindRater(let number):
      let part = try awaiting(number, status)
      guard part.ratingDue.map({ today > $0.date }) ?? true else { throw .ratingNotOver }
      return .raterReminded(part: number)
    case .closeUnrated(let number):
      let part = try awaiting(number, status)
      // 重庆 29: 超过评价期限，经催促仍然不反馈.
      guard let reminded = part.ratingReminders.last, today > reminded else { throw .notReminded }
      return .closedUnrated(part: number)
    case .study(let number, let rehandles):
      let part = try part(number, of: status, in: [.answered])
      guard part.verdict == .studying else { throw .partNotInThisState }
      return .studied(.init(part: number, rehandleDue: rehandles ? rehandleDue(today) : nil))
    case .settleDispute(let number, let rehandles):
      let part = try part(number, of: status, in: [.answered])
      guard part.verdict == .disputed else { throw .partNotInThisState }
      return .disputeSettled(
        .init(part: number, rehandleDue: rehandles ? rehandleDue(today) : nil, step: rules.secondStep))
    default: throw .notInThisState
    }
  }

  private func rehandleDue(_ today: CivilDate) -> DueDate { rules.rehandleWithin.due(from: today, calendar) }

  private func awaiting(_ number: Int, _ status: SuggestionStatus) throws(SuggestionRefusal) -> SuggestionPart {
    guard let part = status.part(number) else { throw .noSuchPart }
    guard part.verdict == .awaiting else { throw .partNotInThisState }
    guard !status.missingRaters(of: part).isEmpty else { throw .nobodyMissing }
    return part
  }

  /// One who is not content is enough: the answer goes back, or is studied first. The others rate the next answer.
  private func rate(_ rating: SuggestionCommand.Rating, _ status: SuggestionStatus, _ today: CivilDate)
    throws(SuggestionRefusal) -> SuggestionEvent
  {
    guard let part = status.part(rating.part) else { throw .noSuchPart }
    guard part.raters.contains(rating.person) else { throw .notARater }
    if status.ratings(of: part).contains(where: { $0.person == rating.person }) { throw .ratedBefore }
    guard part.verdict == .awaiting else {
      throw part.round > 1 || part.verdict == .studying ? .beingRehandled : .partNotInThisState
    }
    let made = SuggestionRating(
      part: part.number, round: part.round, person: rating.person, attitude: rating.attitude, result: rating.result,
      on: today, isPaper: rating.keyedBy != nil)
    if made.isPaper, rating.scans.isEmpty { throw .scanMissing }
    let scans = rating.scans.isEmpty ? nil : rating.scans
    if made.overall == .dissatisfied {
      guard rating.hasReason else { throw .reasonMissing }
      var facts = dissatisfied(made, part, by: rating.keyedBy, today)
      facts.scans = scans
      return .rated(facts)
    }
    let isLast = status.missingRaters(of: part) == [rating.person]
    return .rated(
      .init(
        rating: made, verdict: isLast ? .content : nil, rehandleDue: nil, keyedBy: rating.keyedBy, scans: scans))
  }

  private func dissatisfied(
    _ rating: SuggestionRating, _ part: SuggestionPart, by keyedBy: ID<Person>?, _ today: CivilDate
  ) -> SuggestionEvent.Rated {
    if part.round > 1 { return .init(rating: rating, verdict: .disputed, rehandleDue: nil, keyedBy: keyedBy) }
    return switch rules.dissatisfaction {
    case .studied: .init(rating: rating, verdict: .studying, rehandleDue: nil, keyedBy: keyedBy)
    case .always:
      .init(rating: rating, verdict: SuggestionPart.Verdict.none, rehandleDue: rehandleDue(today), keyedBy: keyedBy)
    }
  }
}

// MARK: 督办、公开

extension SuggestionWorkflow {
  func decideAfter(_ command: SuggestionCommand, _ status: SuggestionStatus, _ today: CivilDate)
    throws(SuggestionRefusal) -> SuggestionEvent
  {
    switch command {
    case .makeKey(let key):
      // 代表法 52: 主任会议 exists where there is a standing committee.
      guard status.level != .township else { throw .noDirectorsMeeting }
      guard key.decidedOn <= today else { throw .dateInFuture }
      return .madeKey(key)
    case .urge(let form, let date, let files):
      guard date <= today else { throw .dateInFuture }
      return .urged(form: form, on: date, files: files.isEmpty ? nil : files)
    case .removePhoto(let file, let part, let hasReason):
      guard hasReason else { throw .reasonMissing }
      return .photoRemoved(file, part: part)
    case .redact(let person): return .redacted(by: person)
    case .objectToPublication(let objects):
      guard rules.deputyMayObject || !objects else { throw .objectionsNotProvided }
      guard status.objectsToPublication != objects else { throw .nothingChanged }
      return .publicationObjected(objects)
    case .publish(let publishes, let person):
      guard status.publication != .none else { throw .nothingRedacted }
      guard status.state.isAnswered || (!publishes && status.publication == .published) else { throw .notInThisState }
      guard publishes else { return .published(false) }
      guard status.redactedBy != person else { throw .needsSecondPerson }
      if status.objectsToPublication, rules.deputyMayObject { throw .deputyObjects }
      return .published(true)
    case .recordOutlet(let outlet):
      guard status.publication == .published else { throw .nothingRedacted }
      guard outlet.on <= today else { throw .dateInFuture }
      return .outletRecorded(outlet)
    default: throw .notInThisState
    }
  }
}
