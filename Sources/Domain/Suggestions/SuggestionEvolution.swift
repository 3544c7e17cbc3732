// What an event makes of a status. Knows no rule: the same function replays old histories.

extension SuggestionEvent {
  package var act: SuggestionAct {
    switch self {
    case .drafted: .draft
    case .revised: .revise
    case .invited: .invite
    case .signed: .sign
    case .declinedToSign: .declineToSign
    case .submitted: .submit
    case .discarded: .discard
    case .withdrawalAsked, .withdrawalTakenBack, .withdrawn: .withdraw
    case .withdrawalAgreed: .agreeToWithdraw
    case .sentBack: .sendBack
    case .refused: .refuse
    case .treatedAsLetter: .treatAsLetter
    case .registered: .register
    case .merged, .tookIn: .merge
    case .split: .split
    case .handedOver: .handOver
    case .signedFor: .signFor
    case .appointed: .appoint
    case .returnAsked: .askReturn
    case .returnSettled: .settleReturn
    case .reassigned: .reassign
    case .opinionGiven: .giveOpinion
    case .opinionReturned: .returnOpinion
    case .contacted: .contact
    case .itemized: .itemize
    case .itemSettled: .settleItem
    case .promised: .promise
    case .promiseKept: .keepPromise
    case .promiseLetterDrafted: .draftPromiseLetter
    case .promiseLetterSigned: .signPromiseLetter
    case .promiseRated: .ratePromise
    case .promiseRaterReminded: .remindPromiseRater
    case .promiseClosedUnrated: .closeUnratedPromise
    case .extensionAsked: .askExtension
    case .extended: .settleExtension
    case .extensionRefused: .settleExtension
    case .letterDrafted: .draftLetter
    case .letterChecked: .checkLetter
    case .letterReturned: .returnLetter
    case .letterSigned: .signLetter
    case .rated: .rate
    case .raterReminded: .remindRater
    case .closedUnrated: .closeUnrated
    case .studied: .study
    case .disputeSettled: .settleDispute
    case .madeKey: .makeKey
    case .urged: .urge
    case .photoRemoved: .removePhoto
    case .concealed: .conceal
    case .redacted: .redact
    case .publicationObjected: .objectToPublication
    case .published: .publish
    case .outletRecorded: .recordOutlet
    }
  }
}

extension SuggestionStatus {
  /// Takes an event over that happened on `date`.
  package mutating func apply(_ event: SuggestionEvent, on date: CivilDate) {
    switch event {
    case .drafted: break
    case .revised, .invited, .signed, .declinedToSign, .submitted, .discarded, .withdrawalAsked, .withdrawalAgreed,
      .withdrawalTakenBack, .withdrawn, .concealed:
      applyDraft(event, on: date)
    case .sentBack:
      state = .returned
      forgetWithdrawal()
    case .refused: end(.refused, on: date)
    case .treatedAsLetter: end(.letter, on: date)
    case .registered(let facts):
      state = .registered
      forgetUnanswered()
      number = facts.number
      category = facts.category
      registeredOn = date
    case .merged(let lead):
      state = .merged
      forgetUnanswered()
      mergedInto = lead
    case .tookIn(let proposal): merged.append(proposal)
    case .split: end(.split, on: date)
    case .handedOver(let facts):
      handling = facts.kind
      parts = facts.parts
      handedOverOn = date
      restate(on: date)
    case .signedFor, .appointed, .returnAsked, .returnSettled, .reassigned, .opinionGiven, .opinionReturned,
      .contacted, .extensionAsked, .extended, .extensionRefused, .letterDrafted, .letterChecked, .letterReturned,
      .letterSigned, .raterReminded, .closedUnrated, .studied, .disputeSettled:
      applyToPart(event, on: date)
      restate(on: date)
    case .itemized(let part, let numbers): items += numbers.map { SuggestionItem(number: $0, part: part) }
    case .itemSettled(let number):
      if let index = items.firstIndex(where: { $0.number == number }) { items[index].settledOn = date }
    case .promised, .promiseKept, .promiseLetterDrafted, .promiseLetterSigned, .promiseRated,
      .promiseRaterReminded, .promiseClosedUnrated:
      applyPromise(event, on: date)
    case .rated(let facts):
      ratings.append(facts.rating)
      if let verdict = facts.verdict { change(facts.rating.part) { $0.verdict = verdict } }
      if let due = facts.rehandleDue { rehandle(facts.rating.part, on: date, due: due.date) }
      restate(on: date)
    case .madeKey(let key): self.key = key
    case .urged: urgings += 1
    case .redacted(let person):
      publication = .redacted
      redactedBy = person
    case .publicationObjected(let objects):
      objectsToPublication = objects
      if objects { takeDown() }
    case .published(let isPublic): publication = isPublic ? .published : .withheld
    case .outletRecorded, .photoRemoved: break
    }
  }

  private mutating func applyPromise(_ event: SuggestionEvent, on date: CivilDate) {
    func change(_ number: Int, _ change: (inout SuggestionPromise) -> Void) {
      guard let index = promises.firstIndex(where: { $0.number == number }) else { return }
      change(&promises[index])
    }
    switch event {
    case .promised(let promise): promises.append(promise)
    case .promiseKept(let number, let owesLetter):
      change(number) { promise in
        promise.keptOn = date
        promise.answer = owesLetter == true ? SuggestionPromise.Answer() : nil
      }
    case .promiseLetterDrafted(_, let number): change(number) { $0.answer?.draftedOn = date }
    case .promiseLetterSigned(let facts):
      change(facts.number) { promise in
        promise.answer?.signedOn = date
        promise.answer?.recipients = facts.recipients
        promise.answer?.raters = facts.raters
        promise.answer?.ratingDue = facts.ratingDue.date
      }
    case .promiseRated(let rating, let rehandleDue):
      promiseRatings.append(rating)
      if let due = rehandleDue { change(rating.promise) { $0.reopen(due: due.date) } }
    case .promiseRaterReminded(_, let number): change(number) { $0.reminders = ($0.reminders ?? []) + [date] }
    case .promiseClosedUnrated(_, let number): change(number) { $0.closedUnratedOn = date }
    default: break
    }
  }

  private mutating func applyDraft(_ event: SuggestionEvent, on date: CivilDate) {
    switch event {
    case .revised(let facts):
      category = facts.category
      proposedUnits = facts.proposedUnits
      isConfidential = facts.isConfidential
      matters = facts.matters
      if facts.asksAgain { coSigners.askAgain() }
    case .invited(let signers): coSigners.invite(signers)
    case .signed(let person): coSigners.answer(person, .signed, on: date)
    case .declinedToSign(let person): coSigners.answer(person, .declined, on: date)
    case .submitted(let facts):
      state = .submitted
      session = facts.session
      period = facts.period
      receiver = facts.receiver
      handOverDue = facts.handOverDue
      submittedOn = date
    case .discarded: end(.discarded, on: date)
    case .withdrawalAsked: withdrawalAskedOn = date
    case .withdrawalAgreed(let person):
      if let index = coSigners.firstIndex(where: { $0.person == person }) { coSigners[index].agreesToWithdraw = true }
    case .withdrawalTakenBack: forgetWithdrawal()
    case .withdrawn:
      end(.withdrawn, on: date)
      takeDown()
    case .concealed(let conceals): isConfidential = conceals
    default: break
    }
  }

  /// The version for everybody will be made of the new answer.
  private mutating func rehandle(_ number: Int, on date: CivilDate, due: CivilDate) {
    change(number) { $0.beginAgain(on: date, due: due) }
    publication = .none
    redactedBy = nil
  }

  /// Nobody reads it outside any more.
  private mutating func takeDown() {
    if publication == .published { publication = .withheld }
  }

  /// What the others agreed to was this request, not a later one.
  private mutating func forgetWithdrawal() {
    withdrawalAskedOn = nil
    for index in coSigners.indices { coSigners[index].agreesToWithdraw = false }
  }

  /// Whoever has not answered is told so until it is taken in, can still sign when it comes back, and is then no longer
  /// among those behind it.
  private mutating func forgetUnanswered() { coSigners.removeAll { $0.answer == .invited } }

  private mutating func applyToPart(_ event: SuggestionEvent, on date: CivilDate) {
    switch event {
    case .signedFor(let facts):
      change(facts.part) { part in
        part.state = .signedFor
        part.signedForOn = date
        part.returnDue = facts.returnDue
        part.contactDue = facts.contactDue
        part.opinionDue = facts.opinionDue
      }
    case .appointed(let number, let drafter): change(number) { $0.drafter = drafter }
    case .returnAsked(let facts):
      change(facts.part) { part in
        part.state = .returnAsked
        part.returnAskedOn = date
        part.reassignDue = facts.reassignDue
      }
    case .returnSettled(let number, let agrees):
      // When it is agreed to, the part stays until another unit has it.
      guard !agrees else { return }
      change(number) { part in
        part.state = part.signedForOn == nil ? .handedOver : .signedFor
        part.refusedReturns += 1
        part.returnAskedOn = nil
        part.reassignDue = nil
      }
    case .reassigned(let number, let next): handOn(number, to: next)
    case .opinionGiven(let number, let inTime):
      change(number) { part in
        part.state = .opinionGiven
        part.opinionGivenOn = date
        part.opinionInTime = inTime
      }
    case .opinionReturned(let number, let due):
      change(number) { part in
        part.state = .signedFor
        part.opinionGivenOn = nil
        part.opinionDue = due
      }
    case .contacted(let facts):
      change(facts.part) { part in
        part.contactedOn = max(part.contactedOn ?? facts.on, facts.on)
        if facts.kind == .faceToFaceReply, facts.isSigned { part.metOn = facts.on }
      }
    case .extensionAsked(let number, let until): change(number) { $0.extensionAsked = .init(on: date, until: until) }
    case .extended(let number, let until):
      change(number) { part in
        part.replyDue = until
        part.isExtended = true
        part.extensionAsked = nil
      }
    case .extensionRefused(let number): change(number) { $0.extensionAsked = nil }
    default: applyLetter(event, on: date)
    }
  }

  /// Another unit has it: questions that are not settled go along.
  private mutating func handOn(_ number: Int, to next: SuggestionPart) {
    // What a unit promised that gave its part back ended with that; a successor keeps it, and answers for what was kept.
    if next.follows == number {
      for index in promises.indices where promises[index].part == number {
        if promises[index].keptOn == nil || promises[index].owesLetter { promises[index].part = next.number }
      }
      for index in parts.indices where parts[index].unit == next.unit && parts[index].hasCome {
        parts[index].state = .returned
      }
    }
    change(number) { part in
      part.state = .returned
      part.extensionAsked = nil
    }
    for index in items.indices where items[index].part == number && items[index].settledOn == nil {
      items[index].part = next.number
    }
    parts.append(next)
  }

  private mutating func applyLetter(_ event: SuggestionEvent, on date: CivilDate) {
    switch event {
    case .letterDrafted(let number, let resultClass, let drafter):
      change(number) { part in
        part.state = .drafted
        part.resultClass = resultClass
        part.drafter = drafter ?? part.drafter
      }
    case .letterChecked(let number): change(number) { $0.state = .checked }
    case .letterReturned(let number): change(number) { $0.state = .signedFor }
    case .letterSigned(let facts):
      change(facts.part) { part in
        part.state = .answered
        part.answeredOn = date
        part.answeredInTime = facts.inTime
        part.recipients = facts.recipients
        part.raters = facts.raters
        part.ratingDue = facts.ratingDue
        part.ratingReminders = []
        part.verdict = .awaiting
        part.extensionAsked = nil
      }
    case .raterReminded(let number): change(number) { $0.ratingReminders.append(date) }
    case .closedUnrated(let number): change(number) { $0.verdict = .unrated }
    case .studied(let facts):
      change(facts.part) { $0.verdict = .upheld }
      if let due = facts.rehandleDue { rehandle(facts.part, on: date, due: due.date) }
    case .disputeSettled(let facts):
      change(facts.part) { $0.verdict = .settled }
      if let due = facts.rehandleDue { rehandle(facts.part, on: date, due: due.date) }
    default: break
    }
  }

  private mutating func change(_ number: Int, _ change: (inout SuggestionPart) -> Void) {
    guard let index = parts.firstIndex(where: { $0.number == number }) else { return }
    change(&parts[index])
  }

  private mutating func restate(on date: CivilDate) {
    state = stateOfParts
    closedOn = state == .closed ? closedOn ?? date : nil
  }

  private mutating func end(_ ending: SuggestionState, on date: CivilDate) {
    state = ending
    forgetUnanswered()
    closedOn = date
  }
}

extension SuggestionPart {
  /// 重新办理: the next round, by another date.
  fileprivate mutating func beginAgain(on date: CivilDate, due: CivilDate) {
    if let resultClass { earlierClasses.append(resultClass) }
    round += 1
    state = .signedFor
    verdict = .none
    replyDue = due
    answeredOn = nil
    answeredInTime = nil
    ratingDue = nil
    // The deputy is asked again, before the next answer: no rule names a day for it.
    roundBeganOn = date
    contactDue = nil
    contactedOn = nil
    metOn = nil
    resultClass = nil
  }
}
