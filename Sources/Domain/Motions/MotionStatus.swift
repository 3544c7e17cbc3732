/// Everything about a motion as of now, rebuilt from its events.
package struct MotionStatus: Sendable, Equatable, Codable {
  package let congress: ID<Congress>
  package let level: CongressLevel
  package var term: ID<CongressTerm>?
  /// The session that it was put before.
  package var session: ID<CongressSession>?
  package var state: MotionState
  package var proposer: SuggestionProposer
  package var coSigners: [CoSigner]
  /// Who typed it for the deputy.
  package var enteredBy: ID<Person>?
  package var draftedOn: CivilDate
  package var submittedOn: CivilDate?
  /// Gap-free within the session.
  package var number: Int?
  /// The committee that has or had it.
  package var committee: String?
  package var opinion: MotionOpinion?
  /// It went to a committee after the session, so that the standing committee decides.
  package var isAfterSession: Bool
  /// When the presidium decided what becomes of it.
  package var decidedOn: CivilDate?
  package var consideredOn: CivilDate?
  package var vote: MotionVote?
  package var withdrawalAskedOn: CivilDate?
  /// What it is handled as instead.
  package var suggestion: ID<Suggestion>?
  package var leaders: [MotionLeader]
  package var milestones: [MotionMilestone]
  package var notes: [MotionNote]
  package var isPublic: Bool
  package var reportedOn: CivilDate?

  package init(_ drafted: MotionEvent.Drafted, on date: CivilDate) {
    congress = drafted.congress
    level = drafted.level
    term = drafted.term
    state = .drafting
    proposer = drafted.proposer
    coSigners = []
    enteredBy = drafted.enteredBy
    draftedOn = date
    isAfterSession = false
    leaders = []
    milestones = []
    notes = []
    isPublic = false
  }
}

extension MotionStatus {
  package var signed: [CoSigner] { coSigners.filter { $0.answer == .signed } }
  /// All who stand behind it, the one who leads first, the others in the order in which they were asked.
  package var signers: [ID<Person>] { [proposer.person] + signed.map(\.person) }
  /// Somebody has acted on what the vote came to.
  package var followedVote: Bool {
    isPublic || reportedOn != nil || !leaders.isEmpty || !milestones.isEmpty || !notes.isEmpty
  }
  package var openMilestones: [MotionMilestone] { milestones.filter { $0.doneOn == nil } }
  package func milestone(_ number: Int) -> MotionMilestone? { milestones.first { $0.number == number } }
  /// How many it needs, the one who leads included.
  package var signersNeeded: Int { MotionLaw.signers(at: level) }
}
