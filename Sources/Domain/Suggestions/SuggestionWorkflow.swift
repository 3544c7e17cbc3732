/// The rules of a suggestion's life as a pure function: status, command, today and the calendar give the events that
/// happen, or a named refusal. Who may ask is decided by ``SuggestionAccess``.
package struct SuggestionWorkflow: Sendable {
  package let rules: SuggestionRules
  package let calendar: WorkingCalendar

  package init(rules: SuggestionRules, calendar: WorkingCalendar) {
    self.rules = rules
    self.calendar = calendar
  }

  /// As many as a page can show and a person can read.
  package static let mostSigners = 60
  package static let mostItems = 60

  /// What happens when `command` is carried out now.
  package func decide(_ command: SuggestionCommand, on status: SuggestionStatus, at now: Instant)
    throws(SuggestionRefusal) -> SuggestionEvent
  {
    guard command.act.states.contains(status.state) else { throw .notInThisState }
    let today = now.date
    switch command {
    case .revise, .invite, .sign, .declineToSign, .submit, .discard, .withdraw, .takeBackWithdrawal,
      .agreeToWithdraw, .conceal:
      return try decideDraft(command, status, today)
    case .sendBack, .refuse, .treatAsLetter, .register, .merge, .takeIn, .split:
      return try decideReview(command, status, today)
    case .handOver, .signFor, .appoint, .askReturn, .settleReturn, .reassign, .succeed:
      return try decideHandOver(command, status, today)
    case .giveOpinion, .returnOpinion, .contact, .itemize, .settleItem, .askExtension, .settleExtension:
      return try decideHandling(command, status, today)
    case .promise, .keepPromise, .draftPromiseLetter, .signPromiseLetter, .ratePromise, .remindPromiseRater,
      .closeUnratedPromise:
      return try decidePromise(command, status, today)
    case .draftLetter, .checkLetter, .returnLetter, .signLetter: return try decideLetter(command, status, today)
    case .rate, .remindRater, .closeUnrated, .study, .settleDispute: return try decideRating(command, status, today)
    case .makeKey, .urge, .removePhoto, .redact, .objectToPublication, .publish, .recordOutlet:
      return try decideAfter(command, status, today)
    }
  }

  /// A part in one of some states.
  func part(_ number: Int, of status: SuggestionStatus, in states: Set<SuggestionPartState>) throws(SuggestionRefusal)
    -> SuggestionPart
  {
    guard let part = status.part(number) else { throw .noSuchPart }
    guard states.contains(part.state) else { throw .partNotInThisState }
    return part
  }
}

// MARK: Drafting

extension SuggestionWorkflow {
  private func decideDraft(_ command: SuggestionCommand, _ status: SuggestionStatus, _ today: CivilDate)
    throws(SuggestionRefusal) -> SuggestionEvent
  {
    switch command {
    case .revise(let facts): return .revised(facts)
    case .invite(let signers): return try invite(signers, status)
    case .sign(let person):
      try checkInvited(person, status)
      return .signed(person)
    case .declineToSign(let person):
      try checkInvited(person, status)
      return .declinedToSign(person)
    case .submit(let session, let sits, let hasContent):
      return try submit(status, session, sits: sits, hasContent: hasContent, today)
    case .discard: return .discarded
    case .withdraw:
      // Others are answered through it.
      guard status.merged.isEmpty else { throw .leadsOthers }
      let waits = rules.withdrawalNeedsAll && status.signed.contains { !$0.agreesToWithdraw }
      if waits, status.withdrawalAskedOn != nil { throw .nothingChanged }
      return waits ? .withdrawalAsked : .withdrawn
    case .takeBackWithdrawal:
      guard status.withdrawalAskedOn != nil else { throw .nothingChanged }
      return .withdrawalTakenBack
    case .agreeToWithdraw(let person):
      guard status.merged.isEmpty else { throw .leadsOthers }
      guard status.withdrawalAskedOn != nil,
        status.signed.contains(where: { $0.person == person && !$0.agreesToWithdraw })
      else { throw .nothingToAgree }
      let others = status.signed.filter { $0.person != person && !$0.agreesToWithdraw }
      return others.isEmpty ? .withdrawn : .withdrawalAgreed(person)
    case .conceal(let conceals):
      guard status.isConfidential != conceals else { throw .nothingChanged }
      return .concealed(conceals)
    default: throw .notInThisState
    }
  }

  private func invite(_ signers: [CoSigner], _ status: SuggestionStatus) throws(SuggestionRefusal) -> SuggestionEvent {
    if signers.contains(where: { $0.person == status.proposer.person }) { throw .proposerSigns }
    let known = Set(status.coSigners.filter { $0.answer != .declined }.map(\.person))
    if signers.contains(where: { known.contains($0.person) }) { throw .alreadyAnswered }
    guard !signers.isEmpty, Set(signers.map(\.person)).count == signers.count else { throw .nothingChanged }
    guard status.coSigners.count + signers.count <= Self.mostSigners else { throw .tooManySigners }
    return .invited(signers.map { CoSigner(person: $0.person, mandate: $0.mandate) })
  }

  private func checkInvited(_ person: ID<Person>, _ status: SuggestionStatus) throws(SuggestionRefusal) {
    guard let signer = status.coSigners.last(where: { $0.person == person }) else { throw .notInvited }
    guard signer.answer == .invited else { throw .alreadyAnswered }
  }

  /// Between sessions the time for handing over runs from today; in session the secretariat hands over while it sits.
  private func submit(
    _ status: SuggestionStatus, _ session: ID<CongressSession>?, sits: Bool, hasContent: Bool, _ today: CivilDate
  ) throws(SuggestionRefusal) -> SuggestionEvent {
    guard hasContent else { throw .empty }
    if status.proposer.delegation != nil {
      guard rules.delegationsPropose else { throw .delegationsDoNotPropose }
      // 重庆 8: 在市人民代表大会会议期间提出.
      guard sits else { throw .delegationOnlyInSession }
    }
    let period: SuggestionPeriod = sits ? .inSession : .outOfSession
    return .submitted(
      .init(
        session: session, period: period, receiver: .receiver(at: status.level, period),
        handOverDue: sits ? nil : rules.handOverWithin?.due(from: today, calendar)))
  }
}

// MARK: Review and registration

extension SuggestionWorkflow {
  private func decideReview(_ command: SuggestionCommand, _ status: SuggestionStatus, _ today: CivilDate)
    throws(SuggestionRefusal) -> SuggestionEvent
  {
    // Once others go along with it, it can only go forward: each of them is owed an answer.
    switch command {
    case .sendBack, .refuse, .treatAsLetter, .split: guard status.merged.isEmpty else { throw .leadsOthers }
    default: break
    }
    switch command {
    case .sendBack: return .sentBack
    case .refuse(let ground):
      try checkGround(ground)
      return .refused(ground: ground)
    case .treatAsLetter(let ground):
      try checkGround(ground)
      return .treatedAsLetter(ground: ground)
    case .register(let value, let session, let category):
      let number = SuggestionNumber(session: session, period: status.period, value: value)
      return .registered(.init(number: number, category: category ?? status.category))
    case .merge(let lead, let id):
      guard lead.congress == status.congress, lead.mergedInto == nil, status.merged.isEmpty,
        [.submitted, .registered].contains(lead.state), lead.withdrawalAskedOn == nil
      else { throw .notMergeable }
      return .merged(into: id)
    case .takeIn(let proposal): return .tookIn(proposal)
    case .split(let ids):
      guard ids.count >= 2 else { throw .tooFewParts }
      return .split(into: ids)
    default: throw .notInThisState
    }
  }

  private func checkGround(_ word: String) throws(SuggestionRefusal) {
    guard rules.grounds.contains(where: { $0.word == word }) else { throw .unknownGround }
  }
}
