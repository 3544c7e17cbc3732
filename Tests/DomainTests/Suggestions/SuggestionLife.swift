import Domain
import Foundation

/// People, units and drafts of suggestions.
enum SuggestionSample {
  static let congress = Sample.county
  static let session = ID<CongressSession>(600)
  static let lead = ID<Person>(501)
  static let first = ID<Person>(502)
  static let second = ID<Person>(503)
  static let invited = ID<Person>(504)
  static let declined = ID<Person>(505)
  static let stranger = ID<Person>(506)
  static let other = ID<Person>(507)
  static let enterer = ID<Person>(508)
  static let clerk = ID<Person>(509)
  static let drafter = ID<Person>(510)
  static let unit = ID<HandlingUnit>(551)
  static let helper = ID<HandlingUnit>(552)
  static let third = ID<HandlingUnit>(553)

  static func mandate(_ person: ID<Person>) -> ID<Mandate> { ID(person.raw + 1000) }
  static func signer(_ person: ID<Person>, _ answer: CoSigner.Answer = .invited) -> CoSigner {
    CoSigner(person: person, mandate: mandate(person), answer: answer)
  }

  static func drafted(
    level: CongressLevel = .county, signers: [ID<Person>] = [], delegation: ID<Delegation>? = nil,
    isConfidential: Bool = false, enteredBy: ID<Person>? = nil
  ) -> SuggestionEvent.Drafted {
    SuggestionEvent.Drafted(
      congress: congress, level: level, term: nil,
      proposer: SuggestionProposer(person: lead, mandate: mandate(lead), delegation: delegation),
      signed: signers.map { signer($0, .signed) }, enteredBy: enteredBy, isConfidential: isConfidential)
  }

  /// Another suggestion that can be handled together with this one.
  static let proposal = SuggestionStatus.MergedProposal(
    suggestion: ID(702), proposer: SuggestionProposer(person: other, mandate: mandate(other)), signers: [])

  static func targets(_ kind: HandlingKind, isHard: Bool = false) -> [SuggestionCommand.Target] {
    switch kind {
    case .sole: [.init(unit, .sole, isHard: isHard)]
    case .lead: [.init(unit, .lead, isHard: isHard), .init(helper, .co, isHard: isHard)]
    case .separate: [.init(unit, .separate, isHard: isHard), .init(helper, .separate, isHard: isHard)]
    }
  }

  static func contact(_ part: Int, _ kind: SuggestionContactKind = .phone, on date: CivilDate, isSigned: Bool = false)
    -> SuggestionCommand
  {
    .contact(
      .init(part: part, kind: kind, on: date, with: [lead], isSigned: isSigned, files: isSigned ? [ID(990)] : []))
  }

  static func rate(_ part: Int, _ person: ID<Person> = lead, _ result: Satisfaction = .satisfied) -> SuggestionCommand {
    .rate(.init(part: part, person: person, attitude: .satisfied, result: result, hasReason: true))
  }
}

/// A suggestion in the test's hands: acts are carried out one after the other and the events are kept.
struct SuggestionLife {
  private(set) var status: SuggestionStatus
  private(set) var events: [(event: SuggestionEvent, on: CivilDate)]
  let drafted: SuggestionEvent.Drafted
  var now: Instant
  var workflow: SuggestionWorkflow

  /// Begun on a Monday in March, unless the test has another day; no holiday is near.
  init(
    _ drafted: SuggestionEvent.Drafted = SuggestionSample.drafted(), rules: SuggestionRules = SuggestionRules(),
    on date: String = "2026-03-02"
  ) {
    self.drafted = drafted
    now = at(date)
    status = SuggestionStatus(drafted, on: now.date)
    events = [(.drafted(drafted), now.date)]
    workflow = SuggestionWorkflow(rules: rules, calendar: SampleHolidays.calendar)
  }

  var today: CivilDate { now.date }

  @discardableResult
  mutating func act(_ command: SuggestionCommand, on date: String? = nil) throws -> SuggestionEvent {
    if let date { now = at(date) }
    let event = try workflow.decide(command, on: status, at: now)
    status.apply(event, on: now.date)
    events.append((event, now.date))
    return event
  }

  /// Why the command is refused; nil when it is accepted, which changes nothing here.
  func refusal(_ command: SuggestionCommand, on date: String? = nil) -> SuggestionRefusal? {
    do {
      _ = try workflow.decide(command, on: status, at: date.map { at($0) } ?? now)
      return nil
    } catch {
      return error
    }
  }

  /// The status that the events alone give.
  var replayed: SuggestionStatus? {
    guard let first = events.first else { return nil }
    var status = SuggestionStatus(drafted, on: first.on)
    for event in events.dropFirst() { status.apply(event.event, on: event.on) }
    return status
  }

  // MARK: The usual way

  mutating func submit(sits: Bool = false, on date: String? = nil) throws {
    try act(.submit(session: SuggestionSample.session, sits: sits, hasContent: true), on: date)
  }

  mutating func handOver(_ kind: HandlingKind = .sole, isHard: Bool = false, on date: String? = nil) throws {
    try act(.register(value: 1, session: SuggestionSample.session, category: nil))
    try act(.handOver(kind, units: SuggestionSample.targets(kind, isHard: isHard)), on: date)
  }

  /// Contact, letter, check: only the head's signature is missing.
  mutating func prepare(_ part: Int, isMet: Bool = true) throws {
    guard let code = workflow.rules.classes.first(where: { !$0.isTracked })?.code else { return }
    if status.part(part)?.state == .handedOver { try act(.signFor(part: part)) }
    try act(SuggestionSample.contact(part, isMet ? .faceToFaceReply : .phone, on: today, isSigned: isMet))
    try act(.draftLetter(part: part, resultClass: code, drafter: nil, points: 1))
    try act(.checkLetter(part: part))
  }

  mutating func answer(_ part: Int = 1, on date: String? = nil, toAll: Bool = true) throws {
    try prepare(part)
    try act(
      .signLetter(part: part, letterAgreed: false, withoutOpinions: true, toAll: toAll), on: date)
  }

  /// A suggestion that was led to a state in the usual way.
  static func reaching(
    _ state: SuggestionState, _ kind: HandlingKind = .sole, rules: SuggestionRules? = nil
  ) throws -> SuggestionLife {
    var studied = SuggestionRules()
    studied.dissatisfaction = .studied
    var life = SuggestionLife(rules: rules ?? studied)
    func dissatisfied() throws { try life.act(SuggestionSample.rate(1, SuggestionSample.lead, .dissatisfied)) }
    switch state {
    case .drafting: return life
    case .discarded: try life.act(.discard)
    default: try life.submit()
    }
    switch state {
    case .drafting, .discarded, .submitted: return life
    case .returned: try life.act(.sendBack)
    case .refused: try life.act(.refuse(ground: "personal"))
    case .letter: try life.act(.treatAsLetter(ground: "forwarded"))
    case .registered: try life.act(.register(value: 1, session: SuggestionSample.session, category: nil))
    case .withdrawn: try life.act(.withdraw)
    case .split: try life.act(.split(into: [ID(801), ID(802)]))
    case .merged:
      var lead = SuggestionLife()
      try lead.submit()
      try life.act(.merge(into: lead.status, id: ID(701)))
    case .handling, .replied, .studying, .disputed, .closed: try life.handOver(kind)
    }
    switch state {
    case .replied: try life.answer()
    case .studying, .disputed:
      try life.answer()
      try dissatisfied()
      guard state == .disputed else { return life }
      try life.act(.study(part: 1, rehandles: true))
      try life.answer()
      try dissatisfied()
    case .closed:
      try life.answer()
      try life.act(SuggestionSample.rate(1))
    default: break
    }
    return life
  }
}

/// For each act the commands that somebody could send, good ones where there are any.
enum SuggestionCandidates {
  static func commands(_ act: SuggestionAct, for status: SuggestionStatus, today: CivilDate) -> [SuggestionCommand] {
    let parts = status.parts.map(\.number) + [99]
    switch act {
    case .draft: return []
    case .revise:
      return [true, false].map {
        .revise(.init(category: nil, proposedUnits: [], isConfidential: false, matters: [], asksAgain: $0))
      }
    case .invite:
      return [SuggestionSample.first, SuggestionSample.second].map { .invite([SuggestionSample.signer($0)]) }
    case .sign: return [SuggestionSample.first, SuggestionSample.second].map { .sign($0) }
    case .declineToSign: return [SuggestionSample.first, SuggestionSample.second].map { .declineToSign($0) }
    case .submit:
      return [true, false].map { .submit(session: SuggestionSample.session, sits: $0, hasContent: true) }
    case .discard: return [.discard]
    case .withdraw: return [.withdraw, .takeBackWithdrawal]
    case .agreeToWithdraw: return [SuggestionSample.first, SuggestionSample.second].map { .agreeToWithdraw($0) }
    case .sendBack: return [.sendBack]
    case .refuse: return [.refuse(ground: "personal")]
    case .treatAsLetter: return [.treatAsLetter(ground: "personal")]
    case .register: return [.register(value: 7, session: SuggestionSample.session, category: nil)]
    case .merge:
      var lead = SuggestionStatus(SuggestionSample.drafted(), on: today)
      lead.state = .submitted
      return [.merge(into: lead, id: ID(701)), .takeIn(SuggestionSample.proposal)]
    case .split: return [.split(into: [ID(801), ID(802)])]
    case .handOver: return HandlingKind.allCases.map { .handOver($0, units: SuggestionSample.targets($0)) }
    default: return parts.flatMap { ofPart(act, $0, status, today) } + whole(act, status, today)
    }
  }

  static func ofPart(_ act: SuggestionAct, _ part: Int, _ status: SuggestionStatus, _ today: CivilDate)
    -> [SuggestionCommand]
  {
    switch act {
    case .signFor: [.signFor(part: part)]
    case .appoint: [.appoint(part: part, drafter: SuggestionSample.drafter)]
    case .askReturn: [.askReturn(part: part, proposed: SuggestionSample.third), .askReturn(part: part, proposed: nil)]
    case .settleReturn: [.settleReturn(part: part, agrees: true), .settleReturn(part: part, agrees: false)]
    case .reassign: [.reassign(part: part, to: SuggestionSample.third, hard: false)]
    case .giveOpinion: [.giveOpinion(part: part, hasContent: true)]
    case .returnOpinion: [.returnOpinion(part: part)]
    case .contact: [SuggestionSample.contact(part, .faceToFaceReply, on: today, isSigned: true)]
    case .itemize: [.itemize(part: part, count: 2)]
    case .promise: [.promise(part: part, due: today.adding(days: 90))]
    case .askExtension:
      [.askExtension(part: part, until: (status.part(part)?.handedOverOn ?? today).adding(months: 5))]
    case .settleExtension: [.settleExtension(part: part, agrees: true), .settleExtension(part: part, agrees: false)]
    case .draftLetter: ["A", "B"].map { .draftLetter(part: part, resultClass: $0, drafter: nil, points: 2) }
    case .checkLetter: [.checkLetter(part: part)]
    case .returnLetter: [.returnLetter(part: part)]
    case .signLetter: [.signLetter(part: part, letterAgreed: true, withoutOpinions: true, toAll: true)]
    case .rate:
      status.people(leadsOnly: false).flatMap { person in
        Satisfaction.allCases.map { SuggestionSample.rate(part, person, $0) }
      }
    case .remindRater: [.remindRater(part: part)]
    case .closeUnrated: [.closeUnrated(part: part)]
    case .study: [.study(part: part, rehandles: true), .study(part: part, rehandles: false)]
    case .settleDispute: [.settleDispute(part: part, rehandles: true), .settleDispute(part: part, rehandles: false)]
    default: []
    }
  }

  private static func whole(_ act: SuggestionAct, _ status: SuggestionStatus, _ today: CivilDate) -> [SuggestionCommand]
  {
    switch act {
    case .settleItem: (status.items.map(\.number) + [99]).map { .settleItem($0) }
    case .keepPromise: (status.promises.map(\.number) + [99]).map { .keepPromise($0) }
    case .draftPromiseLetter:
      (status.promises.map(\.number) + [99]).map { .draftPromiseLetter($0, points: 1) }
    case .signPromiseLetter: (status.promises.map(\.number) + [99]).map { .signPromiseLetter($0) }
    case .ratePromise:
      (status.promises.map(\.number) + [99]).map { .ratePromise($0, by: SuggestionSample.lead, .basic) }
    case .remindPromiseRater: (status.promises.map(\.number) + [99]).map { .remindPromiseRater($0) }
    case .closeUnratedPromise: (status.promises.map(\.number) + [99]).map { .closeUnratedPromise($0) }
    case .makeKey: [.makeKey(.init(decidedOn: today, decision: "第一次主任会议", leader: "副主任", committee: "社会委"))]
    case .urge: [.urge(form: .onSite, on: today)]
    case .removePhoto: [true, false].map { .removePhoto(ID(5), part: nil, hasReason: $0) }
    case .conceal: [.conceal(true), .conceal(false)]
    case .redact: [.redact(by: SuggestionSample.clerk)]
    case .objectToPublication: [.objectToPublication(true), .objectToPublication(false)]
    case .publish:
      [
        .publish(true, by: SuggestionSample.clerk), .publish(true, by: SuggestionSample.other),
        .publish(false, by: SuggestionSample.clerk),
      ]
    case .recordOutlet: [.recordOutlet(.init(name: "县人大网站", address: "https://example.com/1", on: today))]
    default: []
    }
  }
}
