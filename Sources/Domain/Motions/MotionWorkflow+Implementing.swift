// What follows when it was adopted: leaders, milestones, visits, publication, the report.

extension MotionWorkflow {
  func decideImplementing(_ command: MotionCommand, _ status: MotionStatus, _ today: CivilDate)
    throws(MotionRefusal) -> MotionEvent
  {
    switch command {
    case .nameLeader(let name, let office):
      guard status.leaders.count < Self.mostLeaders else { throw .tooManyLeaders }
      if status.leaders.contains(where: { $0.name == name && $0.office == office }) { throw .nothingChanged }
      let number = (status.leaders.map(\.number).max() ?? 0) + 1
      return .leaderNamed(MotionLeader(number: number, name: name, office: office))
    case .releaseLeader(let number):
      guard status.leaders.contains(where: { $0.number == number }) else { throw .noSuchLeader }
      return .leaderReleased(number: number)
    case .addMilestone(let title, let due):
      guard status.milestones.count < Self.mostMilestones else { throw .tooManyMilestones }
      guard due >= status.vote?.on ?? due else { throw .dateTooEarly }
      let number = (status.milestones.map(\.number).max() ?? 0) + 1
      return .milestoneAdded(MotionMilestone(number: number, title: title, due: due))
    case .moveMilestone, .finishMilestone: return try decideMilestone(command, status, today)
    case .note(let form, let date, let isPublic):
      guard status.notes.count < Self.mostNotes else { throw .tooManyNotes }
      try check(date, notBefore: status.vote?.on, today)
      return .noted(MotionNote(number: status.notes.count + 1, form: form, on: date, isPublic: isPublic))
    case .publish(let publishes):
      // What is public may be published anew with other words.
      guard publishes || status.isPublic else { throw .nothingChanged }
      return .published(publishes)
    case .report(let date):
      guard status.openMilestones.isEmpty else { throw .milestonesOpen }
      try check(date, notBefore: status.vote?.on, today)
      return .reported(on: date)
    default: throw .notInThisState
    }
  }

  private func decideMilestone(_ command: MotionCommand, _ status: MotionStatus, _ today: CivilDate)
    throws(MotionRefusal) -> MotionEvent
  {
    switch command {
    case .moveMilestone(let number, let due):
      let milestone = try open(number, status)
      guard milestone.due != due else { throw .nothingChanged }
      guard due >= status.vote?.on ?? due else { throw .dateTooEarly }
      return .milestoneMoved(number: number, due: due)
    case .finishMilestone(let number, let date):
      _ = try open(number, status)
      try check(date, notBefore: status.vote?.on, today)
      return .milestoneFinished(number: number, on: date)
    default: throw .notInThisState
    }
  }

  private func open(_ number: Int, _ status: MotionStatus) throws(MotionRefusal) -> MotionMilestone {
    guard let milestone = status.milestone(number) else { throw .noSuchMilestone }
    guard milestone.doneOn == nil else { throw .milestoneDone }
    return milestone
  }
}

// MARK: Which acts a page offers

extension MotionWorkflow {
  /// Whether an act can be offered to `person` now: not where the workflow would refuse whatever is filled in.
  package func offers(_ act: MotionAct, on status: MotionStatus, to person: ID<Person>?) -> Bool {
    guard act.states.contains(status.state) else { return false }
    let isWithdrawing = status.withdrawalAskedOn != nil
    switch act {
    case .sign, .declineToSign: return status.coSigners.contains { $0.person == person && $0.answer == .invited }
    case .sendBack, .register: return status.number == nil
    case .refer: return status.number != nil && status.level != .township
    case .referAfterSession: return status.number != nil && status.level != .township && !waitsForOpinion(status)
    case .putOnAgenda, .becomeSuggestion: return status.number != nil && !waitsForOpinion(status) && !isWithdrawing
    case .consider, .vote: return !isWithdrawing
    case .correctVote: return !status.followedVote
    case .withdraw: return !isWithdrawing
    case .settleWithdrawal: return isWithdrawing
    case .releaseLeader: return !status.leaders.isEmpty
    case .moveMilestone, .finishMilestone: return !status.openMilestones.isEmpty
    case .report: return status.openMilestones.isEmpty
    case .draft: return false
    case .revise, .invite, .submit, .discard, .giveOpinion, .nameLeader, .addMilestone, .note, .publish: return true
    }
  }

  private func waitsForOpinion(_ status: MotionStatus) -> Bool {
    status.state == .withCommittee && status.opinion == nil
  }
}
