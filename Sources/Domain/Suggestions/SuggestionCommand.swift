/// What somebody asks for, with what the rules look at. Words travel beside it.
package enum SuggestionCommand: Sendable, Equatable {
  case revise(SuggestionEvent.Revised)
  case invite([CoSigner])
  case sign(ID<Person>)
  case declineToSign(ID<Person>)
  /// `signsAs`: the one who hands it in, the lead or the delegation's head.
  case submit(session: ID<CongressSession>?, sits: Bool, hasContent: Bool)
  case discard
  case withdraw
  /// Goes on with it after all, while others have still to agree.
  case takeBackWithdrawal
  case agreeToWithdraw(ID<Person>)
  case sendBack
  case refuse(ground: String)
  case treatAsLetter(ground: String)
  /// The number was taken in the same transaction: a refusal gives it back.
  case register(value: Int, session: ID<CongressSession>?, category: ID<MatterCategory>?)
  case merge(into: SuggestionStatus, id: ID<Suggestion>)
  case takeIn(SuggestionStatus.MergedProposal)
  case split(into: [ID<Suggestion>])
  case handOver(HandlingKind, units: [Target])
  case signFor(part: Int)
  case appoint(part: Int, drafter: ID<Person>)
  case askReturn(part: Int, proposed: ID<HandlingUnit>?)
  case settleReturn(part: Int, agrees: Bool)
  case reassign(part: Int, to: ID<HandlingUnit>, hard: Bool)
  /// The unit is no more; whoever has taken its business over goes on with the part and its dates.
  case succeed(part: Int, by: ID<HandlingUnit>)
  case giveOpinion(part: Int, hasContent: Bool)
  case returnOpinion(part: Int)
  case contact(SuggestionEvent.Contacted)
  case itemize(part: Int, count: Int)
  case settleItem(Int)
  case promise(part: Int, due: CivilDate)
  case keepPromise(Int)
  /// 再次答复函 about a promise that was kept.
  case draftPromiseLetter(Int, points: Int)
  case signPromiseLetter(Int)
  case ratePromise(Int, by: ID<Person>, Satisfaction)
  case remindPromiseRater(Int)
  case closeUnratedPromise(Int)
  case askExtension(part: Int, until: CivilDate)
  case settleExtension(part: Int, agrees: Bool)
  case draftLetter(part: Int, resultClass: String, drafter: ID<Person>?, points: Int)
  case checkLetter(part: Int)
  case returnLetter(part: Int)
  case signLetter(part: Int, letterAgreed: Bool, withoutOpinions: Bool, toAll: Bool)
  case rate(Rating)
  case remindRater(part: Int)
  case closeUnrated(part: Int)
  case study(part: Int, rehandles: Bool)
  case settleDispute(part: Int, rehandles: Bool)
  case makeKey(KeyUrging)
  case urge(form: UrgingForm, on: CivilDate, files: [ID<SuggestionFile>] = [])
  case removePhoto(ID<SuggestionFile>, part: Int?, hasReason: Bool)
  case conceal(Bool)
  case redact(by: ID<Person>)
  case objectToPublication(Bool)
  case publish(Bool, by: ID<Person>)
  case recordOutlet(SuggestionEvent.Outlet)

  package struct Target: Sendable, Equatable {
    package let unit: ID<HandlingUnit>
    package let role: SuggestionRole
    /// 涉及面广、处理难度大: six months at once, where the congress decides it at the hand-over.
    package let isHard: Bool

    package init(_ unit: ID<HandlingUnit>, _ role: SuggestionRole, isHard: Bool = false) {
      self.unit = unit
      self.role = role
      self.isHard = isHard
    }
  }

  package struct Rating: Sendable, Equatable {
    package let part: Int
    package let person: ID<Person>
    package let attitude: Satisfaction
    package let result: Satisfaction
    package let hasReason: Bool
    /// Set when it is keyed in from paper.
    package let keyedBy: ID<Person>?
    /// The paper that it is keyed in from.
    package let scans: [ID<SuggestionFile>]

    package init(
      part: Int, person: ID<Person>, attitude: Satisfaction, result: Satisfaction, hasReason: Bool,
      keyedBy: ID<Person>? = nil, scans: [ID<SuggestionFile>] = []
    ) {
      self.part = part
      self.person = person
      self.attitude = attitude
      self.result = result
      self.hasReason = hasReason
      self.keyedBy = keyedBy
      self.scans = scans
    }
  }

  package var act: SuggestionAct {
    switch self {
    case .revise: .revise
    case .invite: .invite
    case .sign: .sign
    case .declineToSign: .declineToSign
    case .submit: .submit
    case .discard: .discard
    case .withdraw, .takeBackWithdrawal: .withdraw
    case .agreeToWithdraw: .agreeToWithdraw
    case .sendBack: .sendBack
    case .refuse: .refuse
    case .treatAsLetter: .treatAsLetter
    case .register: .register
    case .merge, .takeIn: .merge
    case .split: .split
    case .handOver: .handOver
    case .signFor: .signFor
    case .appoint: .appoint
    case .askReturn: .askReturn
    case .settleReturn: .settleReturn
    case .reassign, .succeed: .reassign
    case .giveOpinion: .giveOpinion
    case .returnOpinion: .returnOpinion
    case .contact: .contact
    case .itemize: .itemize
    case .settleItem: .settleItem
    case .promise: .promise
    case .keepPromise: .keepPromise
    case .draftPromiseLetter: .draftPromiseLetter
    case .signPromiseLetter: .signPromiseLetter
    case .ratePromise: .ratePromise
    case .remindPromiseRater: .remindPromiseRater
    case .closeUnratedPromise: .closeUnratedPromise
    case .askExtension: .askExtension
    case .settleExtension: .settleExtension
    case .draftLetter: .draftLetter
    case .checkLetter: .checkLetter
    case .returnLetter: .returnLetter
    case .signLetter: .signLetter
    case .rate: .rate
    case .remindRater: .remindRater
    case .closeUnrated: .closeUnrated
    case .study: .study
    case .settleDispute: .settleDispute
    case .makeKey: .makeKey
    case .urge: .urge
    case .removePhoto: .removePhoto
    case .conceal: .conceal
    case .redact: .redact
    case .objectToPublication: .objectToPublication
    case .publish: .publish
    case .recordOutlet: .recordOutlet
    }
  }
}
