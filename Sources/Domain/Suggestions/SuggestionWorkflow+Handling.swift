// 沟通、协办意见、分项、延期.

extension SuggestionWorkflow {
  static let inWork: Set<SuggestionPartState> = [.signedFor, .drafted, .checked]

  func decideHandling(_ command: SuggestionCommand, _ status: SuggestionStatus, _ today: CivilDate)
    throws(SuggestionRefusal) -> SuggestionEvent
  {
    switch command {
    case .giveOpinion(let number, let hasContent):
      let part = try part(number, of: status, in: [.signedFor])
      guard part.role == .co else { throw .answersItself }
      guard hasContent else { throw .opinionEmpty }
      return .opinionGiven(part: number, inTime: part.opinionDue.map { today <= $0.date } ?? true)
    case .returnOpinion(let number):
      let part = try part(number, of: status, in: [.opinionGiven])
      // What the leading unit has answered is answered.
      guard status.isOpenLead else { throw .partNotInThisState }
      let window = rules.redoOpinionWithin
      return .opinionReturned(
        part: number, due: window?.due(from: today, calendar) ?? part.opinionDue ?? DueDate(date: today))
    case .contact(let facts): return try contact(facts, status, today)
    case .itemize(let number, let count):
      _ = try part(number, of: status, in: Self.inWork.union([.answered]))
      guard count > 0 else { throw .nothingChanged }
      guard status.items.count + count <= Self.mostItems else { throw .tooManyItems }
      let first = (status.items.map(\.number).max() ?? 0) + 1
      return .itemized(part: number, numbers: Array(first..<first + count))
    case .settleItem(let number):
      guard let item = status.items.first(where: { $0.number == number }) else { throw .noSuchItem }
      guard item.settledOn == nil else { throw .nothingChanged }
      return .itemSettled(number: number)
    case .askExtension(let number, let until): return try askExtension(status, number, until, today)
    case .settleExtension(let number, let agrees):
      guard let part = status.part(number) else { throw .noSuchPart }
      guard part.state.isOpen, let asked = part.extensionAsked else { throw .noExtensionAsked }
      return agrees ? .extended(part: number, until: asked.until) : .extensionRefused(part: number)
    default: throw .notInThisState
    }
  }

  private func contact(_ facts: SuggestionEvent.Contacted, _ status: SuggestionStatus, _ today: CivilDate)
    throws(SuggestionRefusal) -> SuggestionEvent
  {
    guard let part = status.part(facts.part) else { throw .noSuchPart }
    guard part.hasCome, part.state != .handedOver, part.state != .returnAsked else { throw .partNotInThisState }
    guard facts.on <= today else { throw .dateInFuture }
    guard facts.on >= part.roundBeganOn else { throw .dateBeforeHandOver }
    let people = Set(status.people(leadsOnly: false))
    guard !facts.with.isEmpty, Set(facts.with).isSubset(of: people) else { throw .nobodyContacted }
    // 面复的签字记录: what is said to be signed can be seen.
    if facts.kind == .faceToFaceReply, facts.isSigned, facts.files.isEmpty { throw .scanMissing }
    return .contacted(facts)
  }

  /// Never beyond six months from the hand-over, and asked for before the time is over.
  private func askExtension(_ status: SuggestionStatus, _ number: Int, _ until: CivilDate, _ today: CivilDate)
    throws(SuggestionRefusal) -> SuggestionEvent
  {
    let part = try part(number, of: status, in: Self.inWork)
    guard part.role.answers else { throw .helpsOnly }
    guard part.round == 1 else { throw .beingRehandled }
    guard rules.extensionMode != .byClass else { throw .extensionByClassOnly }
    guard !part.isExtended, part.extensionAsked == nil else { throw .alreadyExtended }
    guard today <= part.replyDue else { throw .extensionTooLate }
    guard until > part.replyDue else { throw .notLonger }
    guard until <= SuggestionLaw.replyDue(handedOver: part.handedOverOn, isExtended: true) else {
      throw .beyondSixMonths
    }
    return rules.extensionMode == .byNotice
      ? .extended(part: number, until: until) : .extensionAsked(part: number, until: until)
  }
}

extension SuggestionStatus {
  /// The leading unit has still to answer.
  var isOpenLead: Bool { parts.contains { $0.role == .lead && $0.state.isOpen } }
}
