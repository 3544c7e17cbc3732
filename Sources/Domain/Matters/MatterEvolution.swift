/// Rebuilds a matter's status from what happened: no rule, no clock, no refusal, so old histories always replay.
extension MatterStatus {
  /// The status right after submission.
  package init(submitted event: MatterEvent.Submitted) {
    state = .submitted
    resume = nil
    round = 1
    channel = event.channel
    raiser = event.raiser
    campaign = event.campaign
    congress = event.congress
    venue = event.venue
    owner = event.owner
    previousOwner = nil
    handlings = []
    grade = nil
    urgency = .normal
    visibility = event.visibility
    receivedAt = event.receivedAt
    countsFrom = event.countsFrom
    roundFrom = event.countsFrom
    acceptFrom = event.countsFrom
    pauses = []
    acceptDue = event.acceptDue
    replyDue = event.replyDue
    divertDue = event.divertDue
    feedbackDue = nil
    closableAfter = nil
    acceptedAt = nil
    outcome = nil
    resultAt = nil
    firstReplyAt = nil
    firstReplyInTime = nil
    lastReplyAt = nil
    lastReplyOn = nil
    replyEntered = false
    feedback = nil
    endedAt = nil
    archive = nil
    seal = event.seal
    publication = .none
    redactedBy = nil
    objections = []
    erased = []
    origin = nil
    escalations = []
    overseer = nil
    overseerDue = nil
    offered = event.offered ?? []
    mergedInto = event.lead
    followers = event.followers ?? []
    held = event.held ?? []
  }

  /// The status after one more event. `actor` is who did it, which only the reviewer rule needs.
  package mutating func apply(_ event: MatterEvent, at: Instant, actor: ID<Person>?) {
    switch event {
    case .submitted(let submitted): self = MatterStatus(submitted: submitted)
    case .accepted(let accepted): apply(accepted, at)
    case .declined: end(.declined, at)
    case .diverted:
      // Whoever tells the way has looked at it.
      held = []
      end(.diverted, at)
    case .sealed(let sealed): apply(sealed)
    case .assigned(let assigned): apply(assigned, at)
    case .offered, .claimed, .handedBack, .escalated, .passedDown, .merged, .joined, .parted, .risen:
      applyAmongLevels(event, at)
    case .classified(let classified):
      grade = classified.grade ?? grade
      urgency = classified.urgency
    case .noted, .urged, .revealed, .reissued, .corrected: break
    case .asked(let asked):
      resume = state
      state = .awaitingSupplement
      pauses.append(Pause(from: asked.from, until: nil))
    case .supplemented(let supplemented): apply(supplemented)
    case .transferred, .recalled, .signedFor, .appointed, .returnAsked, .returnSettled, .resultDrafted, .sentBack,
      .resultSigned:
      applyToUnits(event, at)
    case .resultRecorded(let result):
      state = .resultRecorded
      outcome = result.outcome
      resultAt = at
    case .replied(let replied): apply(replied, at)
    case .rated, .feedbackRecorded, .closedUnrated: applyFeedback(event, at)
    case .reopened(let reopened): apply(reopened)
    case .withdrawn:
      recallOpenHandlings()
      end(.withdrawn, at)
    case .redacted, .published: applyPublication(event, by: actor)
    case .archived(let mark):
      end(.archived, at)
      archive = mark
    case .objected(let objected):
      objections.removeAll { $0 == objected.seq }
      if !objected.isSettled { objections = (objections + [objected.seq]).sorted() }
    case .erased(let facts):
      erased.formUnion(facts.taken)
      if facts.taken.contains(.published) { publication = .none }
    case .lapsed:
      owner = .venue
      offered = []
    case .handedOver(let handedOver): apply(handedOver)
    case .recounted(let recounted):
      acceptDue = recounted.acceptDue
      replyDue = recounted.replyDue
      feedbackDue = recounted.feedbackDue
      closableAfter = recounted.closableAfter
    case .released(let released):
      held = []
      acceptFrom = released.acceptFrom
      acceptDue = released.acceptDue
    }
  }

  private mutating func end(_ final: MatterState, _ at: Instant) {
    state = final
    endedAt = at
  }

  private mutating func apply(_ accepted: MatterEvent.Accepted, _ at: Instant) {
    state = .accepted
    // At the level above it is taken on once more; the sender's matter was taken on when it was first.
    if escalations.isEmpty || acceptedAt == nil { acceptedAt = at }
    grade = accepted.grade
    urgency = accepted.urgency
  }

  private mutating func apply(_ sealed: MatterEvent.Sealed) {
    recallOpenHandlings()
    if state == .withUnit { state = .accepted }
    leaveOthers()
    held = []
    seal = sealed.reason
    congress = sealed.congress
    venue = nil
    owner = .desk
    publication = .none
  }

  private mutating func apply(_ handedOver: MatterEvent.HandedOver) {
    owner = handedOver.owner
    venue = handedOver.venue ?? venue
    for move in handedOver.units { update(move.part) { $0.pass(to: move.unit) } }
  }

  private mutating func apply(_ reopened: MatterEvent.Reopened) {
    previousOwner = owner
    owner = reopened.owner
    round += 1
    state = .accepted
    replyDue = reopened.replyDue
    overseer = nil
    overseerDue = nil
    offered = []
    outcome = nil
    resultAt = nil
  }

  private mutating func apply(_ assigned: MatterEvent.Assigned, _ at: Instant) {
    owner = assigned.owner
    offered = []
    congress = assigned.congress
    venue = assigned.venue
    if seal == .bypass { seal = nil }
    if let due = assigned.acceptDue {
      acceptDue = due
      acceptFrom = at.date
      state = .submitted
    }
  }

  private mutating func applyFeedback(_ event: MatterEvent, _ at: Instant) {
    switch event {
    case .rated(let rated):
      settle(MatterFeedback(rated, at: at), rehandleDue: rated.rehandleDue)
    case .feedbackRecorded(let recorded):
      settle(MatterFeedback(recorded, at: at), rehandleDue: recorded.rehandleDue)
    case .closedUnrated:
      settle(MatterFeedback(source: .attempt, attitude: nil, result: nil, at: at), rehandleDue: nil)
    default: break
    }
  }

  private mutating func applyPublication(_ event: MatterEvent, by actor: ID<Person>?) {
    switch event {
    case .redacted:
      publication = .redacted
      redactedBy = actor
    case .published(let published): publication = published.isPublic ? .published : .redacted
    default: break
    }
  }

  private mutating func applyToUnits(_ event: MatterEvent, _ at: Instant) {
    switch event {
    case .transferred(let transfer): apply(transfer)
    case .recalled(let facts):
      update(facts.part) { $0.state = .recalled }
      leaveUnits()
    case .signedFor(let facts):
      update(facts.part) { handling in
        handling.state = .signedFor
        handling.signedOn = at.date
      }
    case .appointed(let facts): update(facts.part) { $0.drafter = facts.drafter }
    case .returnAsked(let facts): update(facts.part) { $0.state = facts.isDisputed ? .disputed : .returnAsked }
    case .returnSettled(let facts): apply(facts)
    case .resultDrafted(let facts):
      update(facts.part) { handling in
        handling.state = .drafted
        handling.drafts += 1
        handling.outcome = facts.outcome
      }
    case .sentBack(let facts): update(facts.part) { $0.state = .signedFor }
    case .resultSigned(let facts): apply(facts, at)
    default: break
    }
  }

  private mutating func apply(_ transfer: Transfer) {
    handlings += transfer.parts
    state = .withUnit
    replyDue = transfer.replyDue
    if grade != .escalate { grade = .transfer }
  }

  private mutating func apply(_ settled: MatterEvent.ReturnSettled) {
    guard settled.agreed else {
      update(settled.part) { handling in
        handling.state = handling.stateKept
        handling.refusals = settled.isFinal ? UnitHandling.mostRefusals : handling.refusals + 1
      }
      return
    }
    update(settled.part) { $0.state = .returned }
    if let next = settled.next { apply(next) }
    leaveUnits()
  }

  private mutating func apply(_ signed: MatterEvent.ResultSigned, _ at: Instant) {
    update(signed.part) { handling in
      handling.state = .answered
      handling.outcome = signed.outcome
      handling.answeredOn = at.date
      handling.inTime = signed.inTime
    }
    guard let due = signed.replyDue else { return }
    state = .resultRecorded
    outcome = signed.outcome
    resultAt = at
    replyDue = due
  }

  /// No unit has it any more: whoever answers goes on himself.
  private mutating func leaveUnits() {
    if openHandlings.isEmpty { state = .accepted }
  }

  private mutating func apply(_ supplemented: MatterEvent.Supplemented) {
    state = resume ?? .submitted
    resume = nil
    if !pauses.isEmpty { pauses[pauses.count - 1].until = supplemented.until }
    acceptDue = supplemented.acceptDue
    replyDue = supplemented.replyDue
  }

  private mutating func apply(_ replied: MatterEvent.Replied, _ at: Instant) {
    state = .replied
    outcome = replied.outcome
    if resultAt == nil { resultAt = at }
    if firstReplyAt == nil {
      firstReplyAt = at
      firstReplyInTime = replied.inTime
    }
    lastReplyAt = at
    lastReplyOn = replied.oral?.toldOn ?? at.date
    replyEntered = replied.isEntered
    feedback = nil
    feedbackDue = replied.feedbackDue
    closableAfter = replied.closableAfter
  }

  private mutating func settle(_ new: MatterFeedback, rehandleDue: DueDate?) {
    feedback = new
    if new.overall == .dissatisfied {
      state = .dissatisfied
      // His own is taken up again alone.
      mergedInto = nil
      roundFrom = new.at.date
      pauses = []
      if let rehandleDue { replyDue = rehandleDue }
    } else {
      state = .closed
    }
  }
}

extension MatterFeedback {
  fileprivate init(_ rated: MatterEvent.Rated, at: Instant) {
    self.init(source: .sender, attitude: rated.attitude, result: rated.result, at: at, isFlagged: rated.isFlagged)
  }

  fileprivate init(_ recorded: MatterEvent.FeedbackRecorded, at: Instant) {
    self.init(source: .staff, attitude: recorded.attitude, result: recorded.result, at: at)
  }
}
