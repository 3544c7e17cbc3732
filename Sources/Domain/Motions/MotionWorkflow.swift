/// The rules of a motion's life as a pure function: status, command and now give the event that happens, or a named
/// refusal. Who may ask is decided by ``MotionAccess``.
package struct MotionWorkflow: Sendable {
  package let rules: MotionRules

  package init(rules: MotionRules) { self.rules = rules }

  /// As many as a page can show and a person can read.
  package static let mostSigners = 100
  package static let mostLeaders = 12
  package static let mostMilestones = 40
  package static let mostNotes = 300

  /// What happens when `command` is carried out now.
  package func decide(_ command: MotionCommand, on status: MotionStatus, at now: Instant) throws(MotionRefusal)
    -> MotionEvent
  {
    guard command.act.states.contains(status.state) else { throw .notInThisState }
    switch command {
    case .revise, .invite, .sign, .declineToSign, .submit, .discard: return try decideDraft(command, status, now)
    case .sendBack, .register, .refer, .giveOpinion, .putOnAgenda, .referAfterSession, .becomeSuggestion, .consider,
      .vote, .correctVote, .withdraw, .settleWithdrawal:
      return try decideBefore(command, status, now.date)
    case .nameLeader, .releaseLeader, .addMilestone, .moveMilestone, .finishMilestone, .note, .publish, .report:
      return try decideImplementing(command, status, now.date)
    }
  }

  /// A day that is entered later than it was.
  func check(_ date: CivilDate, notBefore first: CivilDate?, _ today: CivilDate) throws(MotionRefusal) {
    guard date <= today else { throw .dateInFuture }
    if let first, date < first { throw .dateTooEarly }
  }
}

// MARK: Drafting

extension MotionWorkflow {
  private func decideDraft(_ command: MotionCommand, _ status: MotionStatus, _ now: Instant) throws(MotionRefusal)
    -> MotionEvent
  {
    switch command {
    case .revise(let asksAgain): return .revised(asksAgain: asksAgain)
    case .invite(let signers): return try invite(signers, status)
    case .sign(let person):
      try checkInvited(person, status)
      return .signed(person)
    case .declineToSign(let person):
      try checkInvited(person, status)
      return .declinedToSign(person)
    case .submit(let submission): return try submit(submission, status, now)
    case .discard: return .discarded
    default: throw .notInThisState
    }
  }

  private func invite(_ signers: [CoSigner], _ status: MotionStatus) throws(MotionRefusal) -> MotionEvent {
    if signers.contains(where: { $0.person == status.proposer.person }) { throw .proposerSigns }
    let known = Set(status.coSigners.filter { $0.answer != .declined }.map(\.person))
    if signers.contains(where: { known.contains($0.person) }) { throw .alreadyAnswered }
    guard !signers.isEmpty, Set(signers.map(\.person)).count == signers.count else { throw .nothingChanged }
    guard status.coSigners.count + signers.count <= Self.mostSigners else { throw .tooManySigners }
    return .invited(signers.map { CoSigner(person: $0.person, mandate: $0.mandate) })
  }

  private func checkInvited(_ person: ID<Person>, _ status: MotionStatus) throws(MotionRefusal) {
    guard let signer = status.coSigners.last(where: { $0.person == person }) else { throw .notInvited }
    guard signer.answer == .invited else { throw .alreadyAnswered }
  }

  private func submit(_ submission: MotionCommand.Submission, _ status: MotionStatus, _ now: Instant)
    throws(MotionRefusal) -> MotionEvent
  {
    if let part = submission.thinPart { throw .partMissing(part) }
    guard let session = submission.session, session.sits(on: now.date) else { throw .notSitting }
    // The moment itself is still in time.
    if let until = session.motionsUntil, now > until { throw .tooLate(since: until) }
    guard !submission.lapsed.contains(status.proposer.person) else { throw .leaderLapsed }
    let standing = Set(status.signers).subtracting(submission.lapsed)
    if let members = submission.delegation {
      guard rules.delegationsPropose else { throw .delegationsDoNotPropose }
      let behind = standing.intersection(members).count
      guard behind * 2 > members.count else { throw .tooFewOfDelegation(has: behind, of: members.count) }
    } else {
      guard standing.count >= status.signersNeeded else {
        throw .tooFewSigners(has: standing.count, needs: status.signersNeeded)
      }
    }
    return .submitted(.init(session: session.id, lapsed: submission.lapsed.sorted()))
  }
}

// MARK: Before the congress

extension MotionWorkflow {
  private func decideBefore(_ command: MotionCommand, _ status: MotionStatus, _ today: CivilDate)
    throws(MotionRefusal) -> MotionEvent
  {
    switch command {
    case .sendBack:
      // A number that was given stays given: the session's list has no gaps.
      guard status.number == nil else { throw .alreadyNumbered }
      return .sentBack
    case .register(let value):
      guard status.number == nil else { throw .alreadyNumbered }
      return .registered(value: value)
    case .refer(let committee):
      try checkCommittee(status)
      return .referred(committee: committee)
    case .giveOpinion(let opinion):
      guard status.opinion != opinion else { throw .nothingChanged }
      return .opinionGiven(opinion)
    case .putOnAgenda(let date):
      try checkDecision(date, status, today)
      return .putOnAgenda(on: date)
    case .referAfterSession(let committee, let date):
      try checkCommittee(status)
      try checkDecision(date, status, today)
      return .referredAfterSession(committee: committee, on: date)
    case .becomeSuggestion(let id, let date):
      try checkDecision(date, status, today)
      return .becameSuggestion(id, on: date)
    case .consider(let date):
      try checkNotWithdrawing(status)
      try check(date, notBefore: status.decidedOn, today)
      return .considered(on: date)
    case .vote(let vote):
      try checkNotWithdrawing(status)
      guard vote.isPossible else { throw .votesDoNotAdd }
      try check(vote.on, notBefore: status.consideredOn, today)
      return .voted(vote, isAdopted: vote.isAdopted)
    case .correctVote(let vote):
      guard !status.followedVote else { throw .voteCarriedOn }
      guard vote.isPossible else { throw .votesDoNotAdd }
      try check(vote.on, notBefore: status.consideredOn, today)
      guard vote != status.vote else { throw .nothingChanged }
      return .voteCorrected(vote, isAdopted: vote.isAdopted)
    case .withdraw, .settleWithdrawal: return try decideWithdrawal(command, status)
    default: throw .notInThisState
    }
  }

  private func checkCommittee(_ status: MotionStatus) throws(MotionRefusal) {
    guard status.level != .township else { throw .noCommittee }
    guard status.number != nil else { throw .notNumbered }
  }

  /// 由主席团决定是否列入会议议程，或者先交专门委员会审议、提出意见，再决定 (组织法 22).
  private func checkDecision(_ date: CivilDate, _ status: MotionStatus, _ today: CivilDate) throws(MotionRefusal) {
    guard status.number != nil else { throw .notNumbered }
    if status.state == .withCommittee, status.opinion == nil { throw .opinionMissing }
    try checkNotWithdrawing(status)
    try check(date, notBefore: status.decidedOn ?? status.submittedOn, today)
  }

  private func checkNotWithdrawing(_ status: MotionStatus) throws(MotionRefusal) {
    if status.withdrawalAskedOn != nil { throw .withdrawalPending }
  }

  /// What is on the agenda, or was otherwise decided about, is withdrawn with the presidium's consent and before the vote
  /// (代表法 15); before that the deputies still have it in their hands.
  private func decideWithdrawal(_ command: MotionCommand, _ status: MotionStatus) throws(MotionRefusal) -> MotionEvent {
    switch command {
    case .withdraw:
      guard status.decidedOn != nil else { return .withdrawn }
      guard status.withdrawalAskedOn == nil else { throw .nothingChanged }
      return .withdrawalAsked
    case .settleWithdrawal(let agrees):
      guard status.withdrawalAskedOn != nil else { throw .noWithdrawalAsked }
      return agrees ? .withdrawn : .withdrawalRefused
    default: throw .notInThisState
    }
  }
}
