/// The part of a matter's life in which groups claim, levels above take over, and several matters are handled together.
extension MatterWorkflow {
  /// At most so many matters follow another one.
  package static let mostFollowers = 20

  /// What can still happen to a matter by itself while it is handled together with another one.
  static let aloneWhileTogether: Set<MatterAct> = [
    .note, .classify, .withdraw, .part, .join, .rate, .recordFeedback, .closeUnrated, .redact, .publish, .archive,
    .object, .reveal, .reissue, .correct, .erase, .recount, .seal, .rehandle, .handOver,
  ]

  /// What whoever received the matter first does, and nobody above.
  static let owedBelow: Set<MatterAct> = [.reply, .decline, .divert]

  func decideAmongLevels(_ command: MatterCommand, _ matter: MatterStatus, _ now: Instant) throws(MatterRefusal)
    -> MatterEvent
  {
    switch command {
    case .offer(let groups):
      guard matter.owner == .venue else { throw .claimedAlready }
      guard !groups.isEmpty, groups != matter.offered else { throw .nothingChanged }
      return .offered(.init(groups: groups))
    case .claim(let group):
      guard matter.owner == .venue, matter.offered.contains(group) else { throw .claimedAlready }
      return .claimed(.init(group: group))
    case .handBack:
      guard matter.ownerGroup != nil else { throw .nothingChanged }
      return .handedBack(.init(owner: matter.owner))
    case .escalate(let target, let day): return try escalate(matter, to: target, until: day, now)
    case .passDown(let outcome):
      guard let step = matter.openEscalation else { throw .nothingChanged }
      let passedOn = calendar.due(workingDays: rules.feedbackWithin, after: now.date)
      return .passedDown(
        .init(
          number: step.number, outcome: outcome,
          replyDue: outcome != nil && passedOn.date < matter.replyDue.date ? passedOn : matter.replyDue))
    case .merge(let followers, let acceptDue, let replyDue):
      guard matter.seal == nil, matter.owner != .desk else { throw .sealed }
      guard !followers.isEmpty else { throw .nothingChanged }
      guard Set(matter.followers + followers).count <= Self.mostFollowers else { throw .tooManyTogether }
      return .merged(.init(followers: followers, acceptDue: acceptDue, replyDue: replyDue))
    case .join(let facts): return try join(matter, facts)
    case .part:
      guard matter.mergedInto != nil else { throw .nothingChanged }
      return .parted
    case .rise(let venue):
      guard let due = missed(matter, now.date) else { throw .notLapsed }
      return .risen(.init(venue: venue, due: due))
    default: throw .notInThisState
    }
  }

  func offersAmongLevels(_ act: MatterAct, on matter: MatterStatus, today: CivilDate) -> Bool {
    let isOpenHere = matter.seal == nil && matter.owner != .desk
    switch act {
    case .offer: return isOpenHere && matter.owner == .venue
    case .claim: return matter.owner == .venue && !matter.offered.isEmpty
    case .handBack: return matter.ownerGroup != nil
    case .escalate, .merge: return isOpenHere
    case .join:
      return isOpenHere && matter.mergedInto == nil && matter.followers.isEmpty && matter.openEscalation == nil
    case .passDown: return matter.openEscalation != nil
    case .part: return matter.mergedInto != nil
    case .rise: return missed(matter, today) != nil
    default: return false
    }
  }

  /// The date that was missed by so many working days that the level above looks after it; nil when none was, or when it
  /// does so already.
  package func missed(_ matter: MatterStatus, _ today: CivilDate) -> CivilDate? {
    guard rules.riseAfter > 0, matter.seal == nil, matter.owner != .desk, matter.mergedInto == nil,
      let due = matter.runningClock?.date, due != matter.overseerDue
    else { return nil }
    return today > calendar.due(workingDays: rules.riseAfter, after: due).date ? due : nil
  }

  private func escalate(
    _ matter: MatterStatus, to target: EscalationTarget, until day: CivilDate, _ now: Instant
  ) throws(MatterRefusal) -> MatterEvent {
    guard matter.seal == nil, matter.owner != .desk else { throw .sealed }
    guard day > now.date, day <= now.date.adding(days: 366) else { throw .resultDayWrong }
    if let venue = target.venue {
      guard venue != matter.venue else { throw .nothingChanged }
      guard !matter.waiting.contains(where: { $0.from.venue == venue }) else { throw .escalationLoop }
    } else if matter.state != .accepted {
      throw .notInThisState
    } else if matter.openEscalation?.venue == nil, matter.openEscalation != nil {
      throw .nothingChanged
    }
    let isRepeat = matter.escalations.contains {
      $0.venue == target.venue && $0.congress == target.congress && $0.state == .sentDown
    }
    let step = Escalation(
      number: matter.escalations.count + 1, round: matter.round, from: matter.place, fromOwner: matter.owner,
      to: target, sentOn: now.date, resultDue: day, isRepeat: isRepeat)
    let passedOn = calendar.due(workingDays: rules.feedbackWithin, after: day)
    return .escalated(
      .init(
        step: step,
        acceptDue: target.venue == nil ? nil : calendar.due(workingDays: rules.acceptWithin, after: now.date),
        replyDue: passedOn.date > matter.replyDue.date ? passedOn : matter.replyDue))
  }

  private func join(_ matter: MatterStatus, _ facts: MatterEvent.Joined) throws(MatterRefusal) -> MatterEvent {
    guard matter.seal == nil, matter.owner != .desk else { throw .sealed }
    guard matter.mergedInto == nil else { throw .handledTogether }
    guard matter.followers.isEmpty else { throw .leadsOthers }
    guard matter.openEscalation == nil else { throw .owedBelow }
    try check(facts.owner, matter)
    return .joined(facts)
  }

  /// What an event of the leading matter means for one that is handled together with it. `lead` is its status after the
  /// event. Every sender is answered by himself, and rates by himself.
  package func followed(
    _ event: MatterEvent, of id: ID<Matter>, now lead: MatterStatus, by follower: MatterStatus
  ) -> [MatterEvent] {
    guard follower.mergedInto == id else { return [] }
    // Nothing leads to what was sealed.
    if case .sealed = event { return follower.state.isEnded ? [] : [.parted] }
    guard follower.state == .submitted || follower.state == .accepted else { return [] }
    switch event {
    case .declined, .diverted, .withdrawn: return [.parted]
    case .accepted(let facts) where follower.state == .submitted: return [.accepted(facts)]
    // A group that claims takes it on by that; those that go along are taken on, too.
    case .claimed where follower.state == .submitted:
      let taken = MatterEvent.Accepted(grade: lead.grade ?? .inGroup, urgency: lead.urgency)
      return [
        .accepted(taken),
        .joined(.init(lead: id, owner: lead.owner, place: lead.place, replyDue: lead.replyDue)),
      ]
    case .replied(let facts):
      let told = facts.oral?.toldOn ?? lead.lastReplyOn
      var own = facts
      own.inTime = told.map { $0 <= follower.replyDue.date } ?? facts.inTime
      return [.replied(own)]
    default:
      let along = MatterEvent.Joined(lead: id, owner: lead.owner, place: lead.place, replyDue: lead.replyDue)
      let here = MatterEvent.Joined(
        lead: id, owner: follower.owner, place: follower.place, replyDue: follower.replyDue)
      return along == here ? [] : [.joined(along)]
    }
  }
}
