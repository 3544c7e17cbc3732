/// The rules of a matter's life as a pure function: status, command, today and the calendar give the event that happens,
/// or a named refusal. Who may ask is decided by ``MatterAccess``; rows, numbers and messages are the action's business.
package struct MatterWorkflow: Sendable {
  package let rules: MatterRules
  package let calendar: WorkingCalendar

  package init(rules: MatterRules, calendar: WorkingCalendar) {
    self.rules = rules
    self.calendar = calendar
  }

  /// The dates promised to a matter received at `received`.
  package func promise(received: Instant) -> Promise {
    let from = rules.countsFrom(received, calendar: calendar)
    return Promise(
      countsFrom: from,
      isAfterHours: from != received.date,
      accept: calendar.due(workingDays: rules.acceptWithin, after: from),
      reply: calendar.due(workingDays: rules.firstReplyWithin, after: from),
      divert: received.date.adding(days: rules.divertNoticeWithin))
  }

  package struct Promise: Sendable, Equatable {
    package let countsFrom: CivilDate
    package let isAfterHours: Bool
    package let accept: DueDate
    package let reply: DueDate
    package let divert: CivilDate
  }

  /// What happens when `command` is carried out now.
  package func decide(_ command: MatterCommand, on matter: MatterStatus, at now: Instant) throws(MatterRefusal)
    -> MatterEvent
  {
    guard command.act.states.contains(matter.state) else { throw .notInThisState }
    if let obstacle = obstacle(to: command.act, on: matter) { throw obstacle }
    switch command {
    case .accept(let grade, let urgency, let category):
      return .accepted(.init(grade: grade, urgency: urgency, category: category))
    case .decline(let reason, let venue, let deputy):
      return .declined(.init(reason: reason, nextVenue: venue, nextDeputy: deputy))
    case .divert(let kind, let organ):
      return .diverted(.init(kind: kind, organ: organ, inTime: now.date <= matter.divertDue))
    case .seal(let reason, let congress, let accused):
      guard matter.seal == nil else { throw .sealed }
      return .sealed(.init(reason: reason, congress: congress, accused: accused))
    case .assign(let owner, let venue, let congress):
      return try assign(matter, to: owner, at: venue, of: congress, now)
    case .offer, .claim, .handBack, .escalate, .passDown, .merge, .join, .part, .rise:
      return try decideAmongLevels(command, matter, now)
    case .classify(let grade, let urgency, let category):
      return .classified(.init(grade: grade, urgency: urgency, category: category))
    case .note(let files): return .noted(.init(files: files))
    case .urge: return .urged
    case .ask: return .asked(.init(from: now.date))
    case .supplement(let files): return supplement(matter, files, now)
    case .transfer, .recall, .signFor, .appoint, .askReturn, .settleReturn, .draftResult, .sendBack, .signResult:
      return try decideOnUnits(command, matter, now)
    case .recordResult(let outcome, let files): return try recordResult(matter, outcome, files)
    case .reply(let oral, let isEntered): return try reply(matter, oral, isEntered, now)
    case .rate(let attitude, let result, let hasReason, let isFlagged):
      return try rate(matter, attitude, result, hasReason: hasReason, isFlagged: isFlagged, now)
    case .recordFeedback(let attitude, let result, let asker, let askedOn, let how, let hasReason):
      if attitude == .dissatisfied || result == .dissatisfied, !hasReason { throw .reasonMissing }
      try check(askedOn, matter, now)
      return .feedbackRecorded(
        .init(
          attitude: attitude, result: result, asker: asker, askedOn: askedOn, how: how,
          rehandleDue: rehandleDue(attitude, result, now)))
    case .closeUnrated(let asker, let askedOn, let how): return try closeUnrated(matter, asker, askedOn, how, now)
    case .rehandle(let owner): return try rehandle(matter, owner)
    case .withdraw: return .withdrawn
    case .redact(let files):
      // Whoever had the words erased does not want them read by everybody either.
      guard matter.visibility != .hidden, Self.hasWords(matter) else { throw .keptPrivate }
      guard matter.seal == nil else { throw .sealed }
      return .redacted(.init(files: files))
    case .publish(let isPublic, let reviewer): return try publish(matter, isPublic, reviewer)
    case .archive(let number): return try archive(matter, number, now)
    case .object(let seq, let isSettled):
      guard matter.objections.contains(seq) == isSettled else { throw .nothingChanged }
      return .objected(.init(seq: seq, isSettled: isSettled))
    case .reveal(let reason, let part): return .revealed(.init(reason: reason, part: part))
    case .reissue(let verifiedBy): return .reissued(.init(verifiedBy: verifiedBy))
    case .correct, .erase: return try decideOnPrivacy(command)
    case .lapse(let owner): return try lapse(matter, owner, now)
    case .recount: return try recount(matter, now)
    case .release(let isByTimer): return try release(matter, isByTimer: isByTimer, now)
    case .handOver(let owner, let venue, let units): return try handOver(matter, to: owner, at: venue, units)
    }
  }

  /// Whether the facts of this matter would let the act happen with some input today: what a page offers.
  package func offers(_ act: MatterAct, on matter: MatterStatus, today: CivilDate) -> Bool {
    guard act.states.contains(matter.state), obstacle(to: act, on: matter) == nil else { return false }
    switch act {
    case .offer, .claim, .handBack, .escalate, .passDown, .merge, .join, .part, .rise:
      return offersAmongLevels(act, on: matter, today: today)
    case .recordResult: return matter.grade == .inGroup && (matter.ownerMandate != nil || matter.ownerGroup != nil)
    case .rate: return matter.feedback?.source != .sender
    case .closeUnrated: return matter.closableAfter.map { today > $0.date } ?? false
    case .archive: return (matter.state == .closed || matter.round > 1) && matter.archivePlace != nil
    case .redact: return matter.visibility != .hidden && Self.hasWords(matter) && matter.seal == nil
    case .publish: return matter.publication != .none
    case .seal: return matter.seal == nil
    case .assign: return matter.seal != .accusation
    case .transfer:
      return matter.seal == nil && matter.owner != .desk && matter.openHandlings.count < Self.mostUnits
    case .recall, .signFor, .appoint, .askReturn, .settleReturn, .draftResult, .sendBack, .signResult:
      return matter.openHandlings.contains { offers(act, on: $0, of: matter, today: today) }
    case .lapse: return matter.owner.mayLapse && today > matter.acceptDue.date
    case .recount: return recounted(matter, today) != matter
    case .handOver: return matter.owner != .desk
    case .release: return matter.isHeld
    case .submit, .accept, .decline, .divert, .classify, .note, .urge, .ask, .supplement, .reply, .recordFeedback,
      .rehandle, .withdraw, .object, .reveal, .reissue, .correct, .erase:
      return true
    }
  }
}

extension MatterWorkflow {
  private func assign(
    _ matter: MatterStatus, to owner: MatterOwner, at venue: ID<Venue>, of congress: ID<Congress>, _ now: Instant
  ) throws(MatterRefusal) -> MatterEvent {
    guard matter.seal != .accusation else { throw .sealed }
    try check(owner, matter)
    let moves = venue != matter.venue
    guard moves || owner != matter.owner else { throw .nothingChanged }
    return .assigned(
      .init(
        owner: owner, congress: congress, venue: venue,
        acceptDue: moves ? calendar.due(workingDays: rules.acceptWithin, after: now.date) : nil))
  }

  private func supplement(_ matter: MatterStatus, _ files: [ID<MatterFile>], _ now: Instant) -> MatterEvent {
    var pauses = matter.pauses
    if !pauses.isEmpty { pauses[pauses.count - 1].until = now.date }
    let accept =
      matter.resume == .submitted
      ? calendar.due(workingDays: rules.acceptWithin, after: matter.acceptFrom, pauses: pauses) : matter.acceptDue
    let counted = calendar.due(workingDays: replyDays(matter), after: matter.roundFrom, pauses: pauses)
    // What was promised for the units' sake stays promised when it came back from them.
    let keepsPromise = matter.followsOthers && matter.replyDue.date > counted.date
    return .supplemented(
      .init(
        files: files, until: now.date, acceptDue: accept, replyDue: keepsPromise ? matter.replyDue : counted))
  }

  private func closeUnrated(
    _ matter: MatterStatus, _ asker: String, _ askedOn: CivilDate, _ how: ContactWay, _ now: Instant
  ) throws(MatterRefusal) -> MatterEvent {
    guard let after = matter.closableAfter, now.date > after.date else { throw .notYetClosable }
    try check(askedOn, matter, now)
    return .closedUnrated(.init(asker: asker, askedOn: askedOn, how: how))
  }

  private func lapse(_ matter: MatterStatus, _ owner: MatterOwner, _ now: Instant) throws(MatterRefusal) -> MatterEvent
  {
    guard matter.owner == owner, owner.mayLapse, now.date > matter.acceptDue.date else { throw .notLapsed }
    return .lapsed(.init(owner: owner))
  }

  private func handOver(
    _ matter: MatterStatus, to owner: MatterOwner, at venue: ID<Venue>?, _ units: [MatterEvent.HandedOver.PartMove]
  ) throws(MatterRefusal) -> MatterEvent {
    // What lies at the desk changes hands there with the post.
    guard matter.owner != .desk, owner != .desk else { throw .sealed }
    guard owner != matter.owner || (venue != nil && venue != matter.venue) || !units.isEmpty else {
      throw .nothingChanged
    }
    for move in units where matter.handling(move.part)?.state.isOpen != true { throw .handlingElsewhere }
    if owner != matter.owner { try check(owner, matter) }
    return .handedOver(
      .init(owner: owner, from: matter.owner, venue: venue == matter.venue ? nil : venue, units: units))
  }

  /// The length of the reply clock that runs in this round, in working days.
  package func replyDays(_ matter: MatterStatus) -> Int {
    matter.round > 1 || matter.state == .dissatisfied ? rules.rehandleWithin : rules.firstReplyWithin
  }

  private func recordResult(_ matter: MatterStatus, _ outcome: MatterOutcome, _ files: [ID<MatterFile>])
    throws(MatterRefusal) -> MatterEvent
  {
    guard matter.grade == .inGroup else { throw .resultNeedsUnit }
    switch matter.owner {
    case .deputy, .group: return .resultRecorded(.init(outcome: outcome, files: files))
    case .venue, .desk: throw .resultNeedsDeputy
    }
  }

  private func reply(_ matter: MatterStatus, _ oral: MatterEvent.OralReply?, _ isEntered: Bool, _ now: Instant)
    throws(MatterRefusal) -> MatterEvent
  {
    if let oral {
      if oral.toldOn > now.date { throw .dateInFuture }
      if oral.toldOn < matter.roundBegan { throw .toldBeforeRound }
    }
    let today = now.date
    return .replied(
      .init(
        oral: oral,
        // Without a recorded result an answer can only explain.
        outcome: matter.state == .resultRecorded ? matter.outcome ?? .explained : .explained,
        inTime: (oral?.toldOn ?? today) <= matter.replyDue.date,
        isEntered: isEntered,
        feedbackDue: calendar.due(workingDays: rules.feedbackWithin, after: today),
        closableAfter: calendar.due(workingDays: rules.closeUnratedAfter, after: today)))
  }

  private func rate(
    _ matter: MatterStatus, _ attitude: Satisfaction, _ result: Satisfaction, hasReason: Bool, isFlagged: Bool,
    _ now: Instant
  ) throws(MatterRefusal) -> MatterEvent {
    guard matter.feedback?.source != .sender else { throw .alreadyRated }
    if attitude == .dissatisfied || result == .dissatisfied, !hasReason { throw .reasonMissing }
    return .rated(
      .init(
        attitude: attitude, result: result, isFlagged: isFlagged, rehandleDue: rehandleDue(attitude, result, now)))
  }

  private func rehandleDue(_ attitude: Satisfaction, _ result: Satisfaction, _ now: Instant) -> DueDate? {
    guard max(attitude, result) == .dissatisfied else { return nil }
    return calendar.due(workingDays: rules.rehandleWithin, after: now.date)
  }

  private func rehandle(_ matter: MatterStatus, _ owner: MatterOwner) throws(MatterRefusal) -> MatterEvent {
    // What lies at the desk is taken up there again, where there is nobody else; nothing else comes to the desk.
    guard (owner == .desk) == (matter.owner == .desk) else { throw .sealed }
    if owner != .desk, owner.isSame(as: matter.owner) { throw .sameOwner }
    try check(owner, matter)
    return .reopened(.init(owner: owner, replyDue: matter.replyDue))
  }

  func check(_ owner: MatterOwner, _ matter: MatterStatus) throws(MatterRefusal) {
    if case .deputy(_, let person) = owner, person == matter.raiser { throw .raisedIt }
  }

  private func publish(_ matter: MatterStatus, _ isPublic: Bool, _ reviewer: ID<Person>) throws(MatterRefusal)
    -> MatterEvent
  {
    guard matter.publication != .none else { throw .nothingRedacted }
    guard isPublic else { return .published(.init(isPublic: false)) }
    guard matter.visibility != .hidden else { throw .keptPrivate }
    guard matter.redactedBy != reviewer else { throw .needsSecondPerson }
    return .published(.init(isPublic: true))
  }

  private func archive(_ matter: MatterStatus, _ number: Int, _ now: Instant) throws(MatterRefusal) -> MatterEvent {
    guard matter.gates.answered, matter.gates.fedBack, let place = matter.archivePlace else { throw .gatesOpen }
    if matter.state == .dissatisfied, matter.round == 1 { throw .rehandleOwed }
    let year = now.date.year
    switch place {
    case .venue(let venue): return .archived(ArchiveMark(venue: venue, year: year, number: number))
    case .desk(let congress): return .archived(ArchiveMark(desk: congress, year: year, number: number))
    }
  }

  /// The day on which somebody was asked about the answer.
  private func check(_ askedOn: CivilDate, _ matter: MatterStatus, _ now: Instant) throws(MatterRefusal) {
    if askedOn > now.date { throw .dateInFuture }
    if let replied = matter.lastReplyOn, askedOn < replied { throw .askedBeforeReply }
  }

  private func recount(_ matter: MatterStatus, _ now: Instant) throws(MatterRefusal) -> MatterEvent {
    guard recounted(matter, now.date) != matter else { throw .nothingChanged }
    return .recounted(recount(matter, now.date))
  }

  private func recounted(_ matter: MatterStatus, _ today: CivilDate) -> MatterStatus {
    var after = matter
    after.apply(.recounted(recount(matter, today)), at: today.start, actor: nil)
    return after
  }

  private func recount(_ matter: MatterStatus, _ today: CivilDate) -> MatterEvent.Recounted {
    let accept = calendar.due(
      workingDays: rules.acceptWithin, after: matter.acceptFrom, pauses: matter.pauses, today: today)
    let reply = calendar.due(
      workingDays: replyDays(matter), after: matter.roundFrom, pauses: matter.pauses, today: today)
    let replied = matter.lastReplyAt?.date
    // Units were given a day, which no holiday moves.
    return MatterEvent.Recounted(
      tableVersion: calendar.table.version,
      acceptDue: matter.state == .submitted || matter.resume == .submitted ? accept : matter.acceptDue,
      replyDue: matter.state == .replied || matter.followsOthers ? matter.replyDue : reply,
      feedbackDue: matter.state == .replied
        ? replied.map { calendar.due(workingDays: rules.feedbackWithin, after: $0) } : matter.feedbackDue,
      closableAfter: matter.state == .replied
        ? replied.map { calendar.due(workingDays: rules.closeUnratedAfter, after: $0) } : matter.closableAfter)
  }
}
