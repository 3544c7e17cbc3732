/// What happened to a motion, with every fact needed to rebuild its status. Words are apart (``MotionWords``).
package enum MotionEvent: Sendable, Equatable, Codable {
  case drafted(Drafted)
  case revised(asksAgain: Bool)
  case invited([CoSigner])
  case signed(ID<Person>)
  case declinedToSign(ID<Person>)
  case submitted(Submitted)
  case discarded
  case sentBack
  case registered(value: Int)
  case referred(committee: String)
  case opinionGiven(MotionOpinion)
  case putOnAgenda(on: CivilDate)
  case referredAfterSession(committee: String, on: CivilDate)
  case becameSuggestion(ID<Suggestion>, on: CivilDate)
  case considered(on: CivilDate)
  /// With what followed from the numbers.
  case voted(MotionVote, isAdopted: Bool)
  /// What was keyed in wrongly stays in the event before.
  case voteCorrected(MotionVote, isAdopted: Bool)
  case withdrawalAsked
  case withdrawalRefused
  case withdrawn
  case leaderNamed(MotionLeader)
  case leaderReleased(number: Int)
  case milestoneAdded(MotionMilestone)
  case milestoneMoved(number: Int, due: CivilDate)
  case milestoneFinished(number: Int, on: CivilDate)
  case noted(MotionNote)
  case published(Bool)
  case reported(on: CivilDate)

  package struct Drafted: Sendable, Equatable, Codable {
    package var congress: ID<Congress>
    package var level: CongressLevel
    package var term: ID<CongressTerm>?
    package var proposer: SuggestionProposer
    package var enteredBy: ID<Person>?

    package init(
      congress: ID<Congress>, level: CongressLevel, term: ID<CongressTerm>?, proposer: SuggestionProposer,
      enteredBy: ID<Person>? = nil
    ) {
      self.congress = congress
      self.level = level
      self.term = term
      self.proposer = proposer
      self.enteredBy = enteredBy
    }
  }

  package struct Submitted: Sendable, Equatable, Codable {
    package var session: ID<CongressSession>
    /// Who had signed and is not a deputy any more.
    package var lapsed: [ID<Person>]

    package init(session: ID<CongressSession>, lapsed: [ID<Person>]) {
      self.session = session
      self.lapsed = lapsed
    }
  }

  package var act: MotionAct {
    switch self {
    case .drafted: .draft
    case .revised: .revise
    case .invited: .invite
    case .signed: .sign
    case .declinedToSign: .declineToSign
    case .submitted: .submit
    case .discarded: .discard
    case .sentBack: .sendBack
    case .registered: .register
    case .referred: .refer
    case .opinionGiven: .giveOpinion
    case .putOnAgenda: .putOnAgenda
    case .referredAfterSession: .referAfterSession
    case .becameSuggestion: .becomeSuggestion
    case .considered: .consider
    case .voted: .vote
    case .voteCorrected: .correctVote
    case .withdrawalAsked: .withdraw
    case .withdrawalRefused: .settleWithdrawal
    case .withdrawn: .withdraw
    case .leaderNamed: .nameLeader
    case .leaderReleased: .releaseLeader
    case .milestoneAdded: .addMilestone
    case .milestoneMoved: .moveMilestone
    case .milestoneFinished: .finishMilestone
    case .noted: .note
    case .published: .publish
    case .reported: .report
    }
  }
}

// What an event makes of a status. Knows no rule: the same function replays old histories.

extension MotionStatus {
  /// Takes an event over that happened on `date`.
  package mutating func apply(_ event: MotionEvent, on date: CivilDate) {
    switch event {
    case .drafted: break
    case .revised, .invited, .signed, .declinedToSign, .submitted, .discarded, .sentBack:
      applyDraft(event, on: date)
    case .registered(let value): number = value
    case .referred(let committee):
      state = .withCommittee
      self.committee = committee
    case .opinionGiven(let opinion): self.opinion = opinion
    case .putOnAgenda(let date):
      state = .onAgenda
      isAfterSession = false
      decidedOn = date
    case .referredAfterSession(let committee, let date):
      state = .toCommitteeAfterSession
      self.committee = committee
      isAfterSession = true
      decidedOn = date
    case .becameSuggestion(let suggestion, let date):
      state = .becameSuggestion
      self.suggestion = suggestion
      decidedOn = date
    case .considered(let date):
      state = .considered
      consideredOn = date
    case .voted(let vote, let isAdopted), .voteCorrected(let vote, let isAdopted):
      state = isAdopted ? .adopted : .notAdopted
      self.vote = vote
    case .withdrawalAsked: withdrawalAskedOn = date
    case .withdrawalRefused: withdrawalAskedOn = nil
    case .withdrawn: state = .withdrawn
    case .leaderNamed, .leaderReleased, .milestoneAdded, .milestoneMoved, .milestoneFinished, .noted, .published,
      .reported:
      applyImplementing(event)
    }
  }

  private mutating func applyDraft(_ event: MotionEvent, on date: CivilDate) {
    switch event {
    case .revised(let asksAgain): if asksAgain { coSigners.askAgain() }
    case .invited(let signers): coSigners.invite(signers)
    case .signed(let person): coSigners.answer(person, .signed, on: date)
    case .declinedToSign(let person): coSigners.answer(person, .declined, on: date)
    case .submitted(let facts):
      state = .submitted
      session = facts.session
      submittedOn = date
      // Whoever has not answered by now, or cannot sign any more, is not among the signers.
      coSigners.removeAll { $0.answer == .invited || facts.lapsed.contains($0.person) }
    case .discarded: state = .discarded
    case .sentBack:
      state = .drafting
      submittedOn = nil
    default: break
    }
  }

  private mutating func applyImplementing(_ event: MotionEvent) {
    switch event {
    case .leaderNamed(let leader): leaders.append(leader)
    case .leaderReleased(let number): leaders.removeAll { $0.number == number }
    case .milestoneAdded(let milestone):
      state = .implementing
      milestones.append(milestone)
    case .milestoneMoved(let number, let due): change(number) { $0.due = due }
    case .milestoneFinished(let number, let date): change(number) { $0.doneOn = date }
    case .noted(let note): notes.append(note)
    case .published(let publishes): isPublic = publishes
    case .reported(let date):
      state = .reported
      reportedOn = date
    default: break
    }
  }

  private mutating func change(_ number: Int, _ change: (inout MotionMilestone) -> Void) {
    guard let index = milestones.firstIndex(where: { $0.number == number }) else { return }
    change(&milestones[index])
  }
}
