/// What somebody asks for, with what the rules look at. Words travel beside it.
package enum MotionCommand: Sendable, Equatable {
  case revise(asksAgain: Bool)
  case invite([CoSigner])
  case sign(ID<Person>)
  case declineToSign(ID<Person>)
  case submit(Submission)
  case discard
  case sendBack
  /// The number was taken in the same transaction: a refusal gives it back.
  case register(value: Int)
  case refer(committee: String)
  case giveOpinion(MotionOpinion)
  case putOnAgenda(on: CivilDate)
  case referAfterSession(committee: String, on: CivilDate)
  case becomeSuggestion(ID<Suggestion>, on: CivilDate)
  case consider(on: CivilDate)
  case vote(MotionVote)
  case correctVote(MotionVote)
  case withdraw
  case settleWithdrawal(agrees: Bool)
  case nameLeader(name: String, office: String)
  case releaseLeader(Int)
  case addMilestone(title: String, due: CivilDate)
  case moveMilestone(Int, due: CivilDate)
  case finishMilestone(Int, on: CivilDate)
  case note(form: UrgingForm?, on: CivilDate, isPublic: Bool)
  case publish(Bool)
  case report(on: CivilDate)

  package struct Submission: Sendable, Equatable {
    /// The session that is open today; nil between sessions.
    package let session: CongressSession?
    /// Signers whose mandates are not in force any more.
    package let lapsed: Set<ID<Person>>
    package let thinPart: MotionText.Part?
    /// The members of the delegation that puts it forward; nil where deputies do.
    package let delegation: Set<ID<Person>>?

    package init(
      session: CongressSession?, lapsed: Set<ID<Person>> = [], thinPart: MotionText.Part? = nil,
      delegation: Set<ID<Person>>? = nil
    ) {
      self.session = session
      self.lapsed = lapsed
      self.thinPart = thinPart
      self.delegation = delegation
    }
  }

  package var act: MotionAct {
    switch self {
    case .revise: .revise
    case .invite: .invite
    case .sign: .sign
    case .declineToSign: .declineToSign
    case .submit: .submit
    case .discard: .discard
    case .sendBack: .sendBack
    case .register: .register
    case .refer: .refer
    case .giveOpinion: .giveOpinion
    case .putOnAgenda: .putOnAgenda
    case .referAfterSession: .referAfterSession
    case .becomeSuggestion: .becomeSuggestion
    case .consider: .consider
    case .vote: .vote
    case .correctVote: .correctVote
    case .withdraw: .withdraw
    case .settleWithdrawal: .settleWithdrawal
    case .nameLeader: .nameLeader
    case .releaseLeader: .releaseLeader
    case .addMilestone: .addMilestone
    case .moveMilestone: .moveMilestone
    case .finishMilestone: .finishMilestone
    case .note: .note
    case .publish: .publish
    case .report: .report
    }
  }
}
