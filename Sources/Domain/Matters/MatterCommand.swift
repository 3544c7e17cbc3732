/// What somebody asks to happen to a matter. Words travel beside it and are only looked at for being there.
package enum MatterCommand: Sendable, Equatable {
  case accept(grade: MatterGrade, urgency: MatterUrgency, category: ID<MatterCategory>?)
  case decline(reason: DeclineReason, nextVenue: ID<Venue>?, nextDeputy: ID<Person>?)
  case divert(kind: DivertKind, organ: String)
  case seal(reason: SealReason, to: ID<Congress>, accused: [ID<Person>])
  case assign(owner: MatterOwner, venue: ID<Venue>, congress: ID<Congress>)
  case offer(to: [ID<DeputyGroup>])
  case claim(by: ID<DeputyGroup>)
  case handBack
  case classify(grade: MatterGrade?, urgency: MatterUrgency, category: ID<MatterCategory>?)
  case note(files: [ID<MatterFile>])
  case urge
  case ask
  case supplement(files: [ID<MatterFile>])
  case transfer(units: [TransferTarget], resultDue: CivilDate, sharing: ContactSharing, sharingReason: String?)
  case recall(part: Int)
  case signFor(part: Int)
  case appoint(part: Int, drafter: ID<Person>)
  case askReturn(part: Int, reason: ReturnReason, proposed: ID<HandlingUnit>?)
  /// `next` takes the part on at once, until `resultDue`.
  case settleReturn(part: Int, agrees: Bool, next: ID<HandlingUnit>?, resultDue: CivilDate?)
  case draftResult(part: Int, outcome: MatterOutcome, files: [ID<MatterFile>])
  case sendBack(part: Int)
  case signResult(part: Int)
  case recordResult(outcome: MatterOutcome, files: [ID<MatterFile>])
  case escalate(to: EscalationTarget, resultDue: CivilDate)
  /// Without an outcome it goes back unanswered.
  case passDown(outcome: MatterOutcome?)
  /// `followers` come to this one; the earliest of their dates is the date of all.
  case merge(followers: [ID<Matter>], acceptDue: DueDate, replyDue: DueDate)
  case join(MatterEvent.Joined)
  case part
  case reply(oral: MatterEvent.OralReply?, isEntered: Bool)
  case rate(attitude: Satisfaction, result: Satisfaction, hasReason: Bool, isFlagged: Bool)
  case recordFeedback(
    attitude: Satisfaction, result: Satisfaction, asker: String, askedOn: CivilDate, how: ContactWay, hasReason: Bool)
  case closeUnrated(asker: String, askedOn: CivilDate, how: ContactWay)
  case rehandle(owner: MatterOwner)
  case withdraw
  case redact(files: [ID<MatterFile>])
  case publish(isPublic: Bool, reviewer: ID<Person>)
  /// The number was taken in the same transaction: a refusal gives it back.
  case archive(number: Int)
  case object(seq: Int, isSettled: Bool)
  case reveal(reason: String, part: Int? = nil)
  case reissue(verifiedBy: String)
  case correct(fields: [CorrectedField], request: ID<InformationRequest>?)
  case erase(
    reason: String, seqs: [Int], parts: [ErasedPart] = ErasedPart.allCases, basis: ErasureBasis = .office,
    with: ID<Matter>? = nil)
  case lapse(owner: MatterOwner)
  case recount
  /// `venue` when another station answers from now on, `units` the parts that another unit takes over.
  case handOver(owner: MatterOwner, venue: ID<Venue>?, units: [MatterEvent.HandedOver.PartMove] = [])
  case rise(to: ID<Venue>)
  case release(isByTimer: Bool)

  package var act: MatterAct {
    switch self {
    case .accept: .accept
    case .decline: .decline
    case .divert: .divert
    case .seal: .seal
    case .assign: .assign
    case .offer: .offer
    case .claim: .claim
    case .handBack: .handBack
    case .classify: .classify
    case .note: .note
    case .urge: .urge
    case .ask: .ask
    case .supplement: .supplement
    case .transfer: .transfer
    case .recall: .recall
    case .signFor: .signFor
    case .appoint: .appoint
    case .askReturn: .askReturn
    case .settleReturn: .settleReturn
    case .draftResult: .draftResult
    case .sendBack: .sendBack
    case .signResult: .signResult
    case .recordResult: .recordResult
    case .escalate: .escalate
    case .passDown: .passDown
    case .merge: .merge
    case .join: .join
    case .part: .part
    case .reply: .reply
    case .rate: .rate
    case .recordFeedback: .recordFeedback
    case .closeUnrated: .closeUnrated
    case .rehandle: .rehandle
    case .withdraw: .withdraw
    case .redact: .redact
    case .publish: .publish
    case .archive: .archive
    case .object: .object
    case .reveal: .reveal
    case .reissue: .reissue
    case .correct: .correct
    case .erase: .erase
    case .lapse: .lapse
    case .recount: .recount
    case .handOver: .handOver
    case .rise: .rise
    case .release: .release
    }
  }
}
