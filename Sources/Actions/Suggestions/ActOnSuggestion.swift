package import Domain
import Store

/// Carries out an act that is nothing but its command: everything it needs is in the status.
package enum ActOnSuggestion {
  /// - Parameters:
  ///   - part: the unit's part in question, by which a unit's rights are decided.
  ///   - words: what was written; erasable, apart from the facts.
  /// - Throws: `notYours` for a command about another part than `part`, in the name of somebody else, or one that has an
  ///   action of its own, which looks at more than the status.
  package static func run(
    _ command: SuggestionCommand, on id: ID<Suggestion>, part: Int? = nil, words: String? = nil,
    _ request: ProposalRequest, in environment: AppEnvironment
  ) async throws -> ProposalChanged<Suggestion> {
    try await SuggestionChange(environment).run(command.act, on: id, part: part, request) { work in
      let own = command.part(in: work.status)
      if let own, own != part { try work.check(command.act, part: own) }
      try checkSelf(command, work)
      if command.needsReason, words?.isEmpty ?? true { throw ActionError.suggestion(.reasonMissing) }
      if case .reassign(_, let unit, _) = command {
        try ProposalDirectory.check([unit], of: work.status.congress, in: work.tx)
      }
      if case .sign(let person) = command {
        try ProposalDirectory.checkDeputy(person, of: work.status.congress, in: work.tx)
      }
      try work.carryOut(command, words: SuggestionWords(text: words))
    }
  }

  /// Whoever is named in a command is the one who asks; paper is keyed in by the work body.
  private static func checkSelf(_ command: SuggestionCommand, _ work: SuggestionWork) throws {
    if case .system = work.request.actor { return }
    let asks = work.request.actor.person
    let isWorkBody = SuggestionAccess.relations(of: work.request.actor, to: work.facts).contains(.workBody)
    let isRight =
      switch command {
      case .sign(let person), .declineToSign(let person), .agreeToWithdraw(let person), .redact(let person),
        .publish(_, let person):
        person == asks
      case .ratePromise(_, let person, _): person == asks || isWorkBody
      case .rate(let rating):
        // A scan comes through the action that stores it.
        rating.keyedBy == nil && rating.scans.isEmpty && rating.person == asks
      case .contact(let facts): facts.files.isEmpty
      case .urge(_, _, let files): files.isEmpty
      case .revise, .invite, .submit, .register, .merge, .takeIn, .split, .handOver, .succeed, .appoint, .draftLetter,
        .signLetter, .draftPromiseLetter, .signPromiseLetter, .removePhoto:
        false
      default: true
      }
    guard isRight else { throw ActionError.refused(.notYours) }
  }
}

extension SuggestionCommand {
  /// The unit's part that it is about.
  func part(in status: SuggestionStatus) -> Int? {
    switch self {
    case .signFor(let part), .appoint(let part, _), .askReturn(let part, _), .settleReturn(let part, _),
      .reassign(let part, _, _), .succeed(let part, _), .giveOpinion(let part, _), .returnOpinion(let part),
      .itemize(let part, _),
      .promise(let part, _), .askExtension(let part, _), .settleExtension(let part, _), .draftLetter(let part, _, _, _),
      .checkLetter(let part), .returnLetter(let part), .signLetter(let part, _, _, _):
      part
    case .contact(let facts): facts.part
    case .settleItem(let number): status.items.first { $0.number == number }?.part
    case .keepPromise(let number), .draftPromiseLetter(let number, _), .signPromiseLetter(let number):
      status.promises.first { $0.number == number }?.part
    default: nil
    }
  }

  /// 说明情况和理由: what cannot be asked for or decided without saying why.
  var needsReason: Bool {
    switch self {
    case .sendBack, .refuse, .treatAsLetter, .askReturn: true
    // 重庆 28: 不满意的，应当填写具体意见.
    case .ratePromise(_, _, let verdict): verdict == .dissatisfied
    case .study(_, let rehandles), .settleDispute(_, let rehandles): !rehandles
    default: false
    }
  }
}

/// 测评 by the deputy who is signed in, or keyed in from the 征询意见表 by the work body.
package enum RateSuggestion {
  package struct Input: Sendable {
    package let part: Int
    package let attitude: Satisfaction
    package let result: Satisfaction
    package let reason: String
    /// Whose paper it is; nil for one's own rating.
    package let onPaperOf: ID<Person>?
    /// The paper, which has to be there then.
    package let scans: [PhotoTicket]

    package init(
      part: Int, attitude: Satisfaction, result: Satisfaction, reason: String, onPaperOf: ID<Person>? = nil,
      scans: [PhotoTicket] = []
    ) {
      self.part = part
      self.attitude = attitude
      self.result = result
      self.reason = reason
      self.onPaperOf = onPaperOf
      self.scans = scans
    }
  }

  package static func run(
    _ input: Input, on id: ID<Suggestion>, _ request: ProposalRequest, in environment: AppEnvironment
  ) async throws -> ProposalChanged<Suggestion> {
    guard let person = request.actor.person else { throw ActionError.refused(.notYours) }
    return try await SuggestionChange(environment).run(.rate, on: id, request) { work in
      let relations = SuggestionAccess.relations(of: request.actor, to: work.facts)
      if input.onPaperOf != nil, !relations.contains(.workBody) { throw ActionError.refused(.notYours) }
      let scans =
        input.onPaperOf == nil
        ? [] : try AttachSuggestionPhotos.run(input.scans, to: id, at: work.now, in: work.tx)
      try work.carryOut(
        .rate(
          .init(
            part: input.part, person: input.onPaperOf ?? person, attitude: input.attitude, result: input.result,
            hasReason: !input.reason.isEmpty, keyedBy: input.onPaperOf == nil ? nil : person, scans: scans)),
        words: SuggestionWords(text: input.reason.isEmpty ? nil : input.reason))
    }
  }
}

/// Names who drafts the answer of a part: somebody of the unit who drafts there.
package enum AppointDrafter {
  package static func run(
    _ drafter: ID<Person>, part: Int, on id: ID<Suggestion>, _ request: ProposalRequest,
    in environment: AppEnvironment
  ) async throws -> ProposalChanged<Suggestion> {
    try await SuggestionChange(environment).run(.appoint, on: id, part: part, request) { work in
      guard let unit = work.status.part(part)?.unit else { throw ActionError.notFound }
      let drafters = try AccountStore.holders(of: .unitDrafter, unit: unit, on: work.now.date, in: work.tx)
      guard drafters.contains(drafter) else { throw ActionError.invalid([FieldProblem("drafter", .notFound)]) }
      try work.carryOut(.appoint(part: part, drafter: drafter))
    }
  }
}
