/// Which messages an event of a motion gives rise to: a pure function, as ``MatterMessages`` is of matters.
package enum MotionMessages {
  package static func after(_ event: MotionEvent, from old: MotionStatus, to new: MotionStatus) -> [ProposalMessage] {
    let lead = new.proposer.person
    switch event {
    // The words are others: whoever had signed is asked again.
    case .revised(let asksAgain): return asksAgain ? ProposalMessage.each(.coSignAsked, old.signed.map(\.person)) : []
    case .invited(let signers): return ProposalMessage.each(.coSignAsked, signers.map(\.person))
    case .signed(let person): return [ProposalMessage(.coSigned, .person(lead), about: person)]
    case .declinedToSign(let person): return [ProposalMessage(.coSignDeclined, .person(lead), about: person)]
    case .sentBack:
      let typed = new.enteredBy.map { [$0] } ?? []
      return ProposalMessage.each(.sentForRevision, [lead] + typed)
    case .registered: return toSigners(.registered, new)
    case .referred, .referredAfterSession:
      return [ProposalMessage(.committeeAsked, .committees(new.congress))] + toSigners(.motionReferred, new)
    case .putOnAgenda: return toSigners(.onAgenda, new)
    case .becameSuggestion: return toSigners(.becameSuggestion, new)
    case .voted(_, let isAdopted), .voteCorrected(_, let isAdopted):
      return toSigners(isAdopted ? .adopted : .notAdopted, new)
    case .withdrawalAsked:
      return [
        ProposalMessage(.withdrawalAsked, .secretaries(new.congress)),
        ProposalMessage(.withdrawalAsked, .clerks(new.congress)),
      ]
    case .withdrawalRefused: return ProposalMessage.each(.withdrawalRefused, [lead])
    case .withdrawn: return toSigners(.proposalWithdrawn, new)
    case .milestoneAdded, .milestoneMoved, .milestoneFinished, .reported:
      return ProposalMessage.each(.implementation, [lead])
    case .drafted, .submitted, .discarded, .opinionGiven, .considered, .leaderNamed, .leaderReleased, .noted,
      .published:
      return []
    }
  }

  private static func toSigners(_ kind: NoticeKind, _ status: MotionStatus) -> [ProposalMessage] {
    ProposalMessage.each(kind, status.signers)
  }

  /// What was withdrawn or thrown away is not announced any more; that it was withdrawn is.
  package static func isAnnounced(_ kind: NoticeKind, _ status: MotionStatus) -> Bool {
    switch status.state {
    case .withdrawn, .discarded: kind == .proposalWithdrawn
    default: true
    }
  }

  /// Whether what a notice said still holds for whoever has it: what was settled meanwhile is taken out of a message before
  /// it goes.
  package static func stands(_ kind: NoticeKind, _ status: MotionStatus, for person: ID<Person>) -> Bool {
    guard isAnnounced(kind, status) else { return false }
    switch kind {
    case .coSignAsked:
      return status.state == .drafting && status.coSigners.contains { $0.person == person && $0.answer == .invited }
    case .sentForRevision: return status.state == .drafting
    case .withdrawalAsked: return status.withdrawalAskedOn != nil
    case .committeeAsked:
      return status.opinion == nil && [.withCommittee, .toCommitteeAfterSession].contains(status.state)
    // What happened, happened.
    default: return true
    }
  }
}
