/// Which messages an event of a suggestion gives rise to: a pure function, as ``MatterMessages`` is of matters. What is not
/// here is found in the queues.
package enum SuggestionMessages {
  package static func after(_ event: SuggestionEvent, from old: SuggestionStatus, to new: SuggestionStatus)
    -> [ProposalMessage]
  {
    switch event {
    case .revised, .invited, .signed, .declinedToSign, .withdrawalAsked, .withdrawn:
      return amongAuthors(event, from: old, to: new)
    case .sentBack, .refused, .treatedAsLetter, .registered, .merged, .split: return reviewed(event, new)
    case .handedOver, .appointed, .returnAsked, .returnSettled, .reassigned, .opinionGiven, .opinionReturned:
      return handled(event, from: old, to: new)
    case .extensionAsked, .extended, .extensionRefused: return extended(event, from: old, to: new)
    case .letterDrafted, .letterChecked, .letterReturned: return insideUnit(event, from: old, to: new)
    case .letterSigned, .promiseKept, .promiseLetterSigned, .promiseRated, .promiseRaterReminded, .rated,
      .raterReminded,
      .studied, .disputeSettled:
      return answered(event, new)
    case .madeKey, .urged, .redacted, .publicationObjected, .published: return overseen(event, new)
    case .drafted, .submitted, .discarded, .withdrawalTakenBack, .withdrawalAgreed, .tookIn, .signedFor, .contacted,
      .itemized, .itemSettled, .promised, .promiseLetterDrafted, .promiseClosedUnrated, .closedUnrated, .photoRemoved,
      .concealed,
      .outletRecorded:
      return []
    }
  }

  /// What was withdrawn or thrown away is not announced any more; that it was withdrawn is.
  package static func isAnnounced(_ kind: NoticeKind, _ status: SuggestionStatus) -> Bool {
    switch status.state {
    case .withdrawn, .discarded: kind == .proposalWithdrawn
    default: true
    }
  }

  /// Whether what a notice said still holds for whoever has it: what was settled meanwhile is taken out of a message before
  /// it goes.
  package static func stands(_ kind: NoticeKind, _ status: SuggestionStatus, for person: ID<Person>) -> Bool {
    guard isAnnounced(kind, status) else { return false }
    let parts = status.parts
    func isSome(_ state: SuggestionPartState) -> Bool { parts.contains { $0.state == state } }
    switch kind {
    case .coSignAsked:
      return !status.state.isBeforeCongress
        && status.coSigners.contains { $0.person == person && $0.answer == .invited }
    case .sentForRevision: return status.state == .returned
    case .withdrawalAsked:
      return status.withdrawalAskedOn != nil && status.signed.contains { $0.person == person && !$0.agreesToWithdraw }
    case .partHandedOver: return isSome(.handedOver)
    case .appointed: return parts.contains { $0.drafter == person && $0.state.isOpen }
    case .returnAsked: return isSome(.returnAsked)
    case .opinionArrived: return status.isOpenLead
    case .opinionReturned: return status.coParts.contains { $0.state == .signedFor }
    case .extensionAsked: return parts.contains { $0.extensionAsked != nil }
    case .letterToCheck: return isSome(.drafted)
    case .letterToSign: return isSome(.checked)
    case .letterReturned: return isSome(.signedFor)
    case .letterToRate, .ratingReminder:
      return parts.contains { $0.verdict == .awaiting && status.missingRaters(of: $0).contains(person) }
    case .promiseToRate: return status.standingPromises.contains { status.missingRaters(of: $0).contains(person) }
    case .toRehandle: return parts.contains { $0.round > 1 && $0.state.isOpen }
    case .toKeepAgain: return status.openPromises.contains { $0.turn > 1 }
    case .toReview: return status.publication == .redacted
    case .publicationObjected: return status.objectsToPublication
    case .clockNear, .clockLate: return status.clocks.contains { $0.due != nil }
    case .urged: return parts.contains(where: status.isOwed) || !status.openPromises.isEmpty
    // What happened, happened.
    default: return true
    }
  }
}

// MARK: Among the deputies

extension SuggestionMessages {
  private static func amongAuthors(
    _ event: SuggestionEvent, from old: SuggestionStatus, to new: SuggestionStatus
  ) -> [ProposalMessage] {
    let toLead = NoticeAudience.person(new.proposer.person)
    switch event {
    // The words are others: whoever had signed is asked again.
    case .revised(let facts): return facts.asksAgain ? ProposalMessage.each(.coSignAsked, old.signed.map(\.person)) : []
    case .invited(let signers): return ProposalMessage.each(.coSignAsked, signers.map(\.person))
    case .signed(let person): return [ProposalMessage(.coSigned, toLead, about: person)]
    case .declinedToSign(let person): return [ProposalMessage(.coSignDeclined, toLead, about: person)]
    case .withdrawalAsked:
      return ProposalMessage.each(.withdrawalAsked, new.signed.filter { !$0.agreesToWithdraw }.map(\.person))
    case .withdrawn:
      return toDeputies(.proposalWithdrawn, new)
        + old.parts.filter(old.isOwed).map { toUnit(.proposalWithdrawn, $0) }
    default: return []
    }
  }

  private static func reviewed(_ event: SuggestionEvent, _ new: SuggestionStatus) -> [ProposalMessage] {
    switch event {
    case .sentBack:
      let typed = new.enteredBy.map { [$0] } ?? []
      return ProposalMessage.each(.sentForRevision, [new.proposer.person] + typed)
    case .refused: return toDeputies(.proposalRefused, new)
    case .treatedAsLetter: return toDeputies(.treatedAsLetter, new)
    case .registered: return toDeputies(.registered, new)
    case .merged: return toDeputies(.mergedInto, new)
    case .split: return toDeputies(.split, new)
    default: return []
    }
  }

  /// Everybody who is answered through it: those who stand behind it and behind what goes along with it.
  private static func toDeputies(_ kind: NoticeKind, _ status: SuggestionStatus) -> [ProposalMessage] {
    ProposalMessage.each(kind, status.people(leadsOnly: false))
  }
}

// MARK: With the units

extension SuggestionMessages {
  private static func toUnit(_ kind: NoticeKind, _ part: SuggestionPart) -> ProposalMessage {
    ProposalMessage(kind, .unitRegistrars(part.unit))
  }

  /// To whoever drafts it, or where nobody is named to whoever names him.
  private static func toDrafter(_ kind: NoticeKind, _ part: SuggestionPart) -> ProposalMessage {
    ProposalMessage(kind, part.drafter.map { .person($0) } ?? .unitRegistrars(part.unit))
  }

  private static func handled(_ event: SuggestionEvent, from old: SuggestionStatus, to new: SuggestionStatus)
    -> [ProposalMessage]
  {
    let part = event.part.flatMap { new.part($0) }
    switch event {
    case .handedOver(let facts):
      // Six months from the start are more than three, and the deputy is told.
      let isLonger = facts.parts.contains { $0.isExtended }
      return facts.parts.map { toUnit(.partHandedOver, $0) } + (isLonger ? toDeputies(.extended, new) : [])
    case .appointed(_, let drafter): return [ProposalMessage(.appointed, .person(drafter))]
    // The body that looks after it and the government's office: either settles it.
    case .returnAsked:
      return [
        ProposalMessage(.returnAsked, .workBody(new.congress)),
        ProposalMessage(.returnAsked, .coordinators(new.congress)),
      ]
    case .returnSettled(_, let agrees): return part.map { [toUnit(agrees ? .returnAgreed : .returnRefused, $0)] } ?? []
    case .reassigned(let number, let next):
      let isLonger = next.isExtended && old.part(number)?.isExtended == false
      return [toUnit(.partHandedOver, next)] + (isLonger ? toDeputies(.extended, new) : [])
    case .opinionGiven:
      return new.parts.first { $0.role == .lead && $0.hasCome }.map { [toUnit(.opinionArrived, $0)] } ?? []
    case .opinionReturned: return part.map { [toUnit(.opinionReturned, $0)] } ?? []
    default: return []
    }
  }

  /// 延期的，告知代表: the deputies hear of every day that was moved, asked for or only told (上海 19、河南 20).
  private static func extended(_ event: SuggestionEvent, from old: SuggestionStatus, to new: SuggestionStatus)
    -> [ProposalMessage]
  {
    let part = event.part.flatMap { new.part($0) }
    let unit = { (kind: NoticeKind) in part.map { [toUnit(kind, $0)] } ?? [] }
    switch event {
    case .extensionAsked: return [ProposalMessage(.extensionAsked, .workBody(new.congress))]
    case .extensionRefused: return unit(.extensionRefused)
    case .extended:
      // By notice there was nobody to ask.
      let wasAsked = event.part.flatMap { old.part($0) }?.extensionAsked != nil
      let told = wasAsked ? unit(.extensionAgreed) : [ProposalMessage(.extended, .workBody(new.congress))]
      return told + toDeputies(.extended, new)
    default: return []
    }
  }

  /// A letter on its way through the unit; of a draft that is written anew only the first is told.
  private static func insideUnit(_ event: SuggestionEvent, from old: SuggestionStatus, to new: SuggestionStatus)
    -> [ProposalMessage]
  {
    guard let number = event.part, let part = new.part(number) else { return [] }
    switch event {
    case .letterDrafted: return old.part(number)?.state == .drafted ? [] : [toUnit(.letterToCheck, part)]
    case .letterChecked: return [ProposalMessage(.letterToSign, .unitHeads(part.unit))]
    case .letterReturned: return [toDrafter(.letterReturned, part)]
    default: return []
    }
  }
}

// MARK: Answers, verdicts, publicity

extension SuggestionMessages {
  private static func answered(_ event: SuggestionEvent, _ new: SuggestionStatus) -> [ProposalMessage] {
    switch event {
    case .letterSigned(let facts):
      return ProposalMessage.each(.letterToRate, facts.raters)
        + ProposalMessage.each(.letterArrived, facts.recipients.filter { !facts.raters.contains($0) })
    case .promiseKept: return ProposalMessage.each(.promiseKept, new.people(leadsOnly: true))
    case .promiseLetterSigned(let facts):
      return ProposalMessage.each(.promiseToRate, facts.raters)
        + ProposalMessage.each(.letterArrived, facts.recipients.filter { !facts.raters.contains($0) })
    case .promiseRaterReminded(_, let number):
      return new.promises.first { $0.number == number }.map {
        ProposalMessage.each(.promiseToRate, new.missingRaters(of: $0))
      } ?? []
    case .promiseRated(let rating, let rehandleDue):
      let part = new.promises.first { $0.number == rating.promise }.flatMap { new.part($0.part) }
      guard rehandleDue != nil, let part else { return rated(part, rating.verdict, isAgain: false, new) }
      return [
        toUnit(.toKeepAgain, part), ProposalMessage(.deputyDissatisfied, .workBody(new.congress)),
      ]
    case .rated(let facts):
      // Keyed in from paper: whoever rated looks whether it is what he wrote.
      let keyed = facts.keyedBy == nil ? [] : [ProposalMessage(.actedFor, .person(facts.rating.person))]
      return rated(new.part(facts.rating.part), facts.rating.overall, isAgain: facts.rehandleDue != nil, new) + keyed
    case .raterReminded(let number):
      return new.part(number).map { ProposalMessage.each(.ratingReminder, new.missingRaters(of: $0)) } ?? []
    case .studied(let facts), .disputeSettled(let facts):
      guard let part = new.part(facts.part) else { return [] }
      return facts.rehandleDue == nil
        ? [toUnit(.upheld, part)] + toDeputies(.upheld, new)
        : [toUnit(.toRehandle, part)] + toDeputies(.rehandling, new)
    default: return []
    }
  }

  /// A verdict that was sent stands on the unit's page. Who is not content moves the work body, too; where that alone
  /// makes the unit answer anew, the deputies hear it.
  private static func rated(
    _ part: SuggestionPart?, _ verdict: Satisfaction, isAgain: Bool, _ status: SuggestionStatus
  ) -> [ProposalMessage] {
    guard let part else { return [] }
    guard verdict == .dissatisfied else { return [toUnit(.deputyRated, part)] }
    let toBody = ProposalMessage(.deputyDissatisfied, .workBody(status.congress))
    return isAgain
      ? [toUnit(.toRehandle, part), toBody] + toDeputies(.rehandling, status)
      : [toUnit(.deputyDissatisfied, part), toBody]
  }

  private static func overseen(_ event: SuggestionEvent, _ new: SuggestionStatus) -> [ProposalMessage] {
    switch event {
    case .madeKey: return new.parts.filter(\.hasCome).map { toUnit(.madeKey, $0) } + toDeputies(.madeKey, new)
    case .urged: return owing(new).map { toUnit(.urged, $0) }
    // A second person looks it through: where there is one clerk, whoever leads the body.
    case .redacted:
      let leader: NoticeAudience = new.level == .township ? .chairs(new.congress) : .directors(new.congress)
      return [ProposalMessage(.toReview, .clerks(new.congress)), ProposalMessage(.toReview, leader)]
    case .publicationObjected(let objects):
      return [ProposalMessage(objects ? .publicationObjected : .publicationAllowed, .workBody(new.congress))]
    case .published(let isPublic): return isPublic ? toDeputies(.published, new) : []
    default: return []
    }
  }

  /// The parts of which something is owed; where nothing is, those that answered.
  private static func owing(_ status: SuggestionStatus) -> [SuggestionPart] {
    let owing = status.parts.filter { part in
      part.hasCome && (status.isOwed(part) || status.openPromises.contains { $0.part == part.number })
    }
    return owing.isEmpty ? status.answeringParts : owing
  }
}
