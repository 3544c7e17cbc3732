// 交办、签收、申退、改派.

extension SuggestionWorkflow {
  func decideHandOver(_ command: SuggestionCommand, _ status: SuggestionStatus, _ today: CivilDate)
    throws(SuggestionRefusal) -> SuggestionEvent
  {
    switch command {
    case .handOver(let kind, let targets): return try handOver(status, kind, targets, today)
    case .signFor(let number):
      let part = try part(number, of: status, in: [.handedOver])
      return .signedFor(windows(of: part, receivedOn: min(today, part.deemedReceivedOn.date)))
    case .appoint(let number, let drafter):
      let part = try part(number, of: status, in: [.signedFor, .drafted, .checked])
      guard part.drafter != drafter else { throw .nothingChanged }
      return .appointed(part: number, drafter: drafter)
    case .askReturn(let number, let proposed): return try askReturn(status, number, proposed, today)
    case .settleReturn(let number, let agrees):
      _ = try part(number, of: status, in: [.returnAsked])
      return .returnSettled(part: number, agrees: agrees)
    case .reassign(let number, let unit, let hard): return try reassign(status, number, to: unit, hard: hard, today)
    case .succeed(let number, let unit): return try succeed(status, number, by: unit, today)
    default: throw .notInThisState
    }
  }

  private func handOver(
    _ status: SuggestionStatus, _ kind: HandlingKind, _ targets: [SuggestionCommand.Target], _ today: CivilDate
  ) throws(SuggestionRefusal) -> SuggestionEvent {
    guard Set(targets.map(\.unit)).count == targets.count else { throw .sameUnitTwice }
    let roles = targets.map(\.role)
    let fits =
      switch kind {
      case .sole: roles == [.sole]
      case .lead:
        roles.count >= 2 && roles.filter { $0 == .lead }.count == 1 && roles.allSatisfy { $0 == .lead || $0 == .co }
      case .separate: roles.count >= 2 && roles.allSatisfy { $0 == .separate }
      }
    guard fits else { throw .wrongUnits }
    let parts = targets.enumerated().map { index, target in
      newPart(number: index + 1, target.unit, target.role, first: today, hard: target.isHard, today)
    }
    return .handedOver(.init(kind: kind, parts: parts, inTime: status.handOverDue.map { today <= $0.date } ?? true))
  }

  /// A part with all its clocks. Windows from the receipt are counted from the day by which it counts as received, and
  /// again when the unit signs.
  func newPart(
    number: Int, _ unit: ID<HandlingUnit>, _ role: SuggestionRole, first: CivilDate, hard: Bool, _ today: CivilDate
  ) -> SuggestionPart {
    let received = calendar.due(workingDays: rules.deemedReceivedAfter, after: today)
    let isExtended = hard && role.answers && rules.extensionMode == .byClass
    let part = SuggestionPart(
      number: number, unit: unit, role: role, firstHandedOverOn: first, handedOverOn: today,
      deemedReceivedOn: received, returnDue: received, contactDue: nil, opinionDue: nil,
      replyDue: SuggestionLaw.replyDue(handedOver: today, isExtended: isExtended), isExtended: isExtended)
    let windows = windows(of: part, receivedOn: received.date)
    var result = part
    result.returnDue = windows.returnDue
    result.contactDue = windows.contactDue
    result.opinionDue = windows.opinionDue
    return result
  }

  private func windows(of part: SuggestionPart, receivedOn: CivilDate) -> SuggestionEvent.SignedFor {
    func due(_ window: SuggestionWindow) -> DueDate {
      window.due(from: window.anchor == .receipt ? receivedOn : part.handedOverOn, calendar)
    }
    return SuggestionEvent.SignedFor(
      part: part.number, returnDue: due(rules.returnWithin),
      contactDue: part.role.answers ? rules.contactWithin.map(due) : nil,
      opinionDue: part.role.answers ? nil : due(rules.opinionWithin))
  }

  /// The last day counts to its end; whoever was told to keep it keeps it.
  private func askReturn(
    _ status: SuggestionStatus, _ number: Int, _ proposed: ID<HandlingUnit>?, _ today: CivilDate
  ) throws(SuggestionRefusal) -> SuggestionEvent {
    let part = try part(number, of: status, in: [.handedOver, .signedFor])
    guard part.round == 1 else { throw .beingRehandled }
    guard part.refusedReturns == 0 else { throw .returnRefusedBefore }
    guard today <= part.returnDue.date else { throw .returnTooLate }
    guard proposed != part.unit else { throw .sameUnit }
    return .returnAsked(
      .init(part: number, proposed: proposed, reassignDue: rules.reassignWithin?.due(from: today, calendar)))
  }

  /// The new unit has clocks of its own; the total age goes on from the first hand-over.
  private func reassign(
    _ status: SuggestionStatus, _ number: Int, to unit: ID<HandlingUnit>, hard: Bool, _ today: CivilDate
  ) throws(SuggestionRefusal) -> SuggestionEvent {
    guard let part = status.part(number) else { throw .noSuchPart }
    guard part.state == .returnAsked else { throw .returnNotSettled }
    guard unit != part.unit else { throw .sameUnit }
    if status.parts.contains(where: { $0.hasCome && $0.number != number && $0.unit == unit }) { throw .sameUnitTwice }
    let next = newPart(
      number: status.nextPartNumber, unit, part.role, first: part.firstHandedOverOn, hard: hard || part.isExtended,
      today)
    return .reassigned(part: number, next: next)
  }

  /// The law's months run on: that a unit was dissolved is not the deputy's affair.
  private func succeed(_ status: SuggestionStatus, _ number: Int, by unit: ID<HandlingUnit>, _ today: CivilDate)
    throws(SuggestionRefusal) -> SuggestionEvent
  {
    guard let part = status.part(number) else { throw .noSuchPart }
    guard part.state.isOpen else { throw .partNotInThisState }
    guard unit != part.unit else { throw .sameUnit }
    // A helping unit that takes the leading one over helps nobody any more.
    if let other = status.parts.first(where: { $0.hasCome && $0.number != number && $0.unit == unit }) {
      guard part.role == .lead, other.role == .co else { throw .sameUnitTwice }
    }
    var next = newPart(
      number: status.nextPartNumber, unit, part.role, first: part.firstHandedOverOn, hard: part.isExtended, today)
    next.follows = number
    next.recipients = part.recipients
    next.raters = part.raters
    next.replyDue = part.replyDue
    next.isExtended = part.isExtended
    next.round = part.round
    next.roundBeganOn = part.roundBeganOn
    next.earlierClasses = part.earlierClasses
    return .reassigned(part: number, next: next)
  }
}

extension SuggestionStatus {
  var nextPartNumber: Int { (parts.map(\.number).max() ?? 0) + 1 }

  /// The same unit gets back what it had given back: a pair that was handed to and fro.
  package func isToAndFro(_ unit: ID<HandlingUnit>) -> Bool {
    parts.contains { $0.unit == unit && $0.state == .returned }
  }
}
