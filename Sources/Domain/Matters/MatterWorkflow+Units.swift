/// The part of a matter's life that units play: hand-over, return, result.
extension MatterWorkflow {
  /// At most so many units share a matter.
  package static let mostUnits = 8

  func decideOnUnits(_ command: MatterCommand, _ matter: MatterStatus, _ now: Instant) throws(MatterRefusal)
    -> MatterEvent
  {
    let today = now.date
    switch command {
    case .transfer(let units, let day, let sharing, let reason):
      guard matter.seal == nil, matter.owner != .desk else { throw .sealed }
      if sharing == .needed, reason == nil { throw .reasonMissing }
      return .transferred(
        try transfer(matter, to: units, until: day, sharing, reason: sharing == .needed ? reason : nil, today))
    case .settleReturn(let part, let agrees, let next, let day):
      return try settle(matter, part, agrees: agrees, next: next, until: day, today)
    case .recall(let part), .signFor(let part), .appoint(let part, _), .askReturn(let part, _, _),
      .draftResult(let part, _, _), .sendBack(let part), .signResult(let part):
      return try decide(command, on: try open(part, command.act, matter), matter, today)
    default: throw .notInThisState
    }
  }

  private func decide(_ command: MatterCommand, on handling: UnitHandling, _ matter: MatterStatus, _ today: CivilDate)
    throws(MatterRefusal) -> MatterEvent
  {
    let part = handling.part
    switch command {
    case .recall:
      try checkLead(handling, matter)
      return .recalled(.init(part: part))
    case .signFor: return .signedFor(.init(part: part))
    case .appoint(_, let drafter):
      guard handling.drafter != drafter else { throw .nothingChanged }
      return .appointed(.init(part: part, drafter: drafter))
    case .askReturn(_, let reason, let proposed):
      guard handling.refusals < UnitHandling.mostRefusals else { throw .returnSettledForGood }
      // Once refused it may ask the coordinator, however long the first answer took.
      guard handling.refusals > 0 || today <= handling.returnDue.date else { throw .returnTooLate }
      return .returnAsked(
        .init(part: part, reason: reason, proposed: proposed, isDisputed: handling.refusals > 0))
    case .draftResult(_, let outcome, let files):
      return .resultDrafted(.init(part: part, outcome: outcome, files: files))
    case .sendBack: return .sentBack(.init(part: part))
    case .signResult:
      try checkLead(handling, matter)
      let passedOn = calendar.due(workingDays: rules.feedbackWithin, after: today)
      let due = passedOn.date < matter.replyDue.date ? passedOn : matter.replyDue
      return .resultSigned(
        .init(
          part: part, outcome: handling.outcome ?? .explained, inTime: today <= handling.resultDue,
          replyDue: handling.isLead ? due : nil))
    default: throw .notInThisState
    }
  }

  /// The states of a part in which an act on it can happen.
  static func handlingStates(for act: MatterAct) -> Set<HandlingState> {
    switch act {
    case .recall: Set(HandlingState.allCases.filter(\.isOpen))
    case .signFor: [.sent]
    case .appoint: [.signedFor, .drafted]
    case .askReturn: [.sent, .signedFor]
    case .settleReturn: [.returnAsked, .disputed]
    case .draftResult: [.signedFor, .drafted]
    case .sendBack, .signResult: [.drafted]
    default: []
    }
  }

  /// Whether an act on a part could happen today with some input.
  package func offers(_ act: MatterAct, on handling: UnitHandling, of matter: MatterStatus, today: CivilDate) -> Bool {
    guard matter.state == .withUnit, Self.handlingStates(for: act).contains(handling.state) else { return false }
    switch act {
    case .askReturn:
      return handling.refusals < UnitHandling.mostRefusals
        && (handling.refusals > 0 || today <= handling.returnDue.date)
    case .recall, .signResult: return !handling.isLead || matter.openHandlings.count == 1
    default: return true
    }
  }

  private func open(_ part: Int, _ act: MatterAct, _ matter: MatterStatus) throws(MatterRefusal) -> UnitHandling {
    guard let handling = matter.handling(part), Self.handlingStates(for: act).contains(handling.state) else {
      throw .handlingElsewhere
    }
    return handling
  }

  /// The lead collects what the others say, so it neither goes nor answers before them.
  private func checkLead(_ handling: UnitHandling, _ matter: MatterStatus) throws(MatterRefusal) {
    if handling.isLead, matter.openHandlings.count > 1 { throw .othersOpen }
  }

  private func transfer(
    _ matter: MatterStatus, to units: [TransferTarget], until day: CivilDate, _ sharing: ContactSharing,
    reason: String?, _ today: CivilDate, replacing gone: Int? = nil
  ) throws(MatterRefusal) -> Transfer {
    guard day > today, day <= today.adding(days: 366) else { throw .resultDayWrong }
    let staying = matter.openHandlings.filter { $0.part != gone }
    guard !units.isEmpty, units.count + staying.count <= Self.mostUnits, Set(units.map(\.unit)).count == units.count
    else { throw .nothingChanged }
    for target in units where staying.contains(where: { $0.unit == target.unit }) { throw .unitHasIt }
    let leads = units.filter(\.isLead).count + staying.filter(\.isLead).count
    guard leads == 1 else { throw .oneLead }
    // The lead answers last, so nobody has longer than the lead, unless that is late already.
    if let lead = staying.first(where: \.isLead), lead.resultDue > today, day > lead.resultDue { throw .resultDayWrong }
    if units.contains(where: \.isLead), staying.contains(where: { $0.resultDue > day }) { throw .resultDayWrong }
    let first = (matter.handlings.last?.part ?? 0) + 1
    let returnDue = calendar.due(workingDays: rules.unitReturnWithin, after: today)
    let parts = units.enumerated().map { index, target in
      UnitHandling(
        part: first + index, unit: target.unit, round: matter.round, isLead: target.isLead, sentOn: today,
        resultDue: day, returnDue: returnDue, sharing: sharing)
    }
    // The promise to the sender is never shortened by a hand-over.
    let passedOn = calendar.due(workingDays: rules.feedbackWithin, after: day)
    let due = passedOn.date > matter.replyDue.date ? passedOn : matter.replyDue
    return Transfer(parts: parts, replyDue: due, sharingReason: reason)
  }

  private func settle(
    _ matter: MatterStatus, _ part: Int, agrees: Bool, next: ID<HandlingUnit>?, until day: CivilDate?,
    _ today: CivilDate
  ) throws(MatterRefusal) -> MatterEvent {
    let handling = try open(part, .settleReturn, matter)
    let isFinal = handling.state == .disputed
    guard agrees else { return .returnSettled(.init(part: part, agreed: false, isFinal: isFinal, next: nil)) }
    guard let next else {
      try checkLead(handling, matter)
      return .returnSettled(.init(part: part, agreed: true, isFinal: isFinal, next: nil))
    }
    guard next != handling.unit else { throw .unitHasIt }
    // The new unit has a clock of its own; the sender's promise goes along.
    let transfer = try transfer(
      matter, to: [TransferTarget(unit: next, isLead: handling.isLead)], until: day ?? handling.resultDue,
      // Whoever was told of the sender is not this unit: it would be shared anew.
      .none, reason: nil, today, replacing: part)
    return .returnSettled(.init(part: part, agreed: true, isFinal: isFinal, next: transfer))
  }
}
