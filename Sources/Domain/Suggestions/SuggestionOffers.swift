// Which acts a page offers: those that the workflow would not refuse whatever is filled in.

extension SuggestionAct {
  /// Done on one unit's part; the others on the whole suggestion.
  package var isOnPart: Bool {
    switch self {
    case .draft, .revise, .invite, .sign, .declineToSign, .submit, .discard, .withdraw, .agreeToWithdraw, .sendBack,
      .refuse, .treatAsLetter, .register, .merge, .split, .handOver, .makeKey, .urge, .removePhoto, .conceal, .redact,
      .objectToPublication, .publish, .recordOutlet:
      false
    case .signFor, .appoint, .askReturn, .settleReturn, .reassign, .giveOpinion, .returnOpinion, .contact, .itemize,
      .settleItem, .promise, .keepPromise, .draftPromiseLetter, .signPromiseLetter, .ratePromise,
      .remindPromiseRater, .closeUnratedPromise, .askExtension, .settleExtension, .draftLetter, .checkLetter,
      .returnLetter, .signLetter, .rate, .remindRater, .closeUnrated,
      .study, .settleDispute:
      true
    }
  }
}

extension SuggestionWorkflow {
  /// Whether an act on the whole can be offered to `person` now.
  package func offers(_ act: SuggestionAct, on status: SuggestionStatus, to person: ID<Person>) -> Bool {
    guard act.states.contains(status.state) else { return false }
    switch act {
    case .sign, .declineToSign:
      return status.coSigners.contains { $0.person == person && $0.answer == .invited }
    // What was asked for can be taken back, though others have come along meanwhile.
    case .withdraw: return status.merged.isEmpty || status.withdrawalAskedOn != nil
    case .sendBack, .refuse, .treatAsLetter, .split: return status.merged.isEmpty
    case .agreeToWithdraw:
      return status.withdrawalAskedOn != nil && status.merged.isEmpty
        && status.signed.contains { $0.person == person && !$0.agreesToWithdraw }
    case .merge: return status.merged.isEmpty
    case .makeKey: return status.level != .township
    case .publish:
      return status.publication == .published || (status.publication != .none && status.state.isAnswered)
    case .redact: return status.publication != .published
    case .recordOutlet: return status.publication == .published
    case .objectToPublication: return rules.deputyMayObject
    // Beside the pictures of each entry.
    case .removePhoto: return false
    default: return !act.isOnPart
    }
  }

  /// Whether an act on a part can be offered now.
  package func offers(
    _ act: SuggestionAct, on part: SuggestionPart, of status: SuggestionStatus, to person: ID<Person>, today: CivilDate
  ) -> Bool {
    guard act.states.contains(status.state), part.hasCome else { return false }
    let inWork = [.signedFor, .drafted, .checked].contains(part.state)
    switch act {
    case .signFor: return part.state == .handedOver
    case .appoint: return inWork
    case .askReturn:
      return [.handedOver, .signedFor].contains(part.state) && part.round == 1 && part.refusedReturns == 0
        && today <= part.returnDue.date
    case .settleReturn: return part.state == .returnAsked
    // Only for a unit that is no more, which is not known here.
    case .reassign: return part.state.isOpen
    case .giveOpinion: return part.role == .co && part.state == .signedFor
    case .returnOpinion: return part.state == .opinionGiven && status.isOpenLead
    case .contact: return part.role.answers && (inWork || part.state == .answered)
    case .itemize, .promise: return part.role.answers && inWork
    case .settleItem: return status.items.contains { $0.part == part.number && $0.settledOn == nil }
    case .keepPromise: return status.openPromises.contains { $0.part == part.number }
    case .draftPromiseLetter: return status.promises.contains { $0.part == part.number && $0.owesLetter }
    case .signPromiseLetter:
      return status.promises.contains { $0.part == part.number && $0.owesLetter && $0.answer?.draftedOn != nil }
    case .ratePromise: return !unratedPromises(of: part, status, by: person).isEmpty
    case .remindPromiseRater:
      return unrated(of: part, status).contains { promise in
        (status.ratingDue(of: promise).map { today > $0 } ?? false) && promise.reminders?.last != today
      }
    case .closeUnratedPromise:
      return unrated(of: part, status).contains { $0.reminders?.last.map { today > $0 } ?? false }
    case .askExtension:
      return part.role.answers && inWork && part.round == 1 && !part.isExtended && part.extensionAsked == nil
        && rules.extensionMode != .byClass && today <= part.replyDue
    case .settleExtension: return part.state.isOpen && part.extensionAsked != nil
    case .draftLetter: return part.role.answers && [.signedFor, .drafted].contains(part.state)
    case .checkLetter: return part.state == .drafted
    case .returnLetter: return [.drafted, .checked].contains(part.state)
    case .signLetter: return part.state == .checked
    case .rate: return part.verdict == .awaiting && !status.missingRaters(of: part).isEmpty
    case .remindRater:
      return part.verdict == .awaiting && (part.ratingDue.map { today > $0.date } ?? false)
        && part.ratingReminders.last != today
    case .closeUnrated: return part.verdict == .awaiting && (part.ratingReminders.last.map { today > $0 } ?? false)
    case .study: return part.verdict == .studying
    case .settleDispute: return part.verdict == .disputed
    default: return false
    }
  }

  /// Promises that were kept and that somebody has not said anything about.
  package func unrated(of part: SuggestionPart, _ status: SuggestionStatus) -> [SuggestionPromise] {
    status.promises.filter { $0.part == part.number && !status.missingRaters(of: $0).isEmpty }
  }

  /// Promises that were kept and that a rater has not said anything about.
  package func unratedPromises(of part: SuggestionPart, _ status: SuggestionStatus, by person: ID<Person>)
    -> [SuggestionPromise]
  {
    status.promises.filter { $0.part == part.number && status.missingRaters(of: $0).contains(person) }
  }
}
