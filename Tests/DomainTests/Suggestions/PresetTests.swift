import Domain
import Foundation
import Testing

/// Every clock and every step of the rules of five places, against days counted by hand (``PresetExpectation``).
@Suite struct PresetTests {
  typealias Place = PresetExpectation
  typealias S = SuggestionSample

  private static func life(_ place: Place, on date: String, signers: [ID<Person>] = []) -> SuggestionLife {
    SuggestionLife(SuggestionSample.drafted(signers: signers), rules: place.rules, on: date)
  }

  /// Handed over on 2026-09-28.
  private static func handled(_ place: Place, _ kind: HandlingKind, isHard: Bool = false) throws -> SuggestionLife {
    var life = life(place, on: "2026-09-21")
    try life.submit()
    try life.handOver(kind, isHard: isHard, on: "2026-09-28")
    return life
  }

  private static func due(_ life: SuggestionLife, _ part: Int) -> SuggestionPart? { life.status.part(part) }

  @Test("交办期限：闭会期间从收到之日起算，跨春节；会议期间由大会交办", arguments: try Place.every())
  func handOver(place: Place) throws {
    var life = Self.life(place, on: "2026-02-11")
    try life.submit()
    #expect(life.status.handOverDue?.date == place.handOver.map { day($0) })
    #expect(life.status.receiver == .workBody && life.status.period == .outOfSession)
    #expect(life.status.clocks.map(\.due) == [place.handOver.map { day($0) }])
    if let last = place.handOver {
      for (date, inTime) in [(day(last), true), (day(last).adding(days: 1), false)] {
        var later = life
        try later.act(.register(value: 1, session: nil, category: nil))
        guard
          case .handedOver(let facts) = try later.act(
            .handOver(.sole, units: S.targets(.sole)), on: date.description)
        else { return #expect(Bool(false)) }
        #expect(facts.inTime == inTime)
      }
    }
    var inSession = Self.life(place, on: "2026-02-11")
    try inSession.submit(sits: true)
    #expect(inSession.status.handOverDue == nil && inSession.status.receiver == .secretariat)
  }

  @Test("退回期限：最后一天可以，过一天不行；签收与未签收、跨国庆", arguments: try Place.every())
  func returns(place: Place) throws {
    let life = try Self.handled(place, .sole)
    let received = day("2026-10-08")
    #expect(Self.due(life, 1)?.deemedReceivedOn.date == received && Self.due(life, 1)?.receivedOn == received)
    var signed = life
    try signed.act(.signFor(part: 1), on: "2026-09-29")
    for (life, last) in [(life, place.returnUnsigned), (signed, place.returnSigned)] {
      #expect(Self.due(life, 1)?.returnDue.date == day(last))
      let ask = SuggestionCommand.askReturn(part: 1, proposed: S.third)
      #expect(life.refusal(ask, on: last) == nil)
      #expect(life.refusal(ask, on: day(last).adding(days: 1).description) == .returnTooLate)
    }
    // Signing late moves nothing: it counts as received by then.
    var late = life
    try late.act(.signFor(part: 1), on: "2026-10-12")
    #expect(Self.due(late, 1)?.returnDue == Self.due(life, 1)?.returnDue)
    #expect(Self.due(late, 1)?.opinionDue == Self.due(life, 1)?.opinionDue)
    // A refused return: the unit keeps it for good.
    try signed.act(.askReturn(part: 1, proposed: nil), on: "2026-09-30")
    #expect(Self.due(signed, 1)?.reassignDue?.date == place.reassign.map { day($0) })
    try signed.act(.settleReturn(part: 1, agrees: false))
    #expect(signed.refusal(.askReturn(part: 1, proposed: nil)) == .returnRefusedBefore)
  }

  @Test("改派：新单位的期限从改派之日起算，总的时间从首次交办算起", arguments: try Place.every())
  func reassign(place: Place) throws {
    var life = try Self.handled(place, .sole)
    try life.act(.askReturn(part: 1, proposed: S.third), on: "2026-09-30")
    try life.act(.settleReturn(part: 1, agrees: true), on: "2026-10-09")
    #expect(life.refusal(.reassign(part: 1, to: S.unit, hard: false)) == .sameUnit)
    try life.act(.reassign(part: 1, to: S.third, hard: false))
    let next = try #require(Self.due(life, 2))
    #expect(next.firstHandedOverOn == day("2026-09-28") && next.handedOverOn == day("2026-10-09"))
    #expect(next.replyDue == day("2027-01-09") && next.unit == S.third && next.state == .handedOver)
    #expect(life.status.isToAndFro(S.unit) && !life.status.isToAndFro(S.third))
  }

  @Test("沟通期限、协办意见期限：各按收到或交办起算；未签收的按视为收到", arguments: try Place.every())
  func contactAndOpinion(place: Place) throws {
    let life = try Self.handled(place, .lead)
    var signed = life
    try signed.act(.signFor(part: 1), on: "2026-09-29")
    try signed.act(.signFor(part: 2))
    for (life, contact, opinion) in [
      (life, place.contactUnsigned, place.opinionUnsigned), (signed, place.contactSigned, place.opinionSigned),
    ] {
      #expect(Self.due(life, 1)?.contactDue?.date == contact.map { day($0) })
      #expect(Self.due(life, 2)?.opinionDue?.date == day(opinion))
      #expect(Self.due(life, 1)?.opinionDue == nil && Self.due(life, 2)?.contactDue == nil)
    }
    for (date, inTime) in [(day(place.opinionSigned), true), (day(place.opinionSigned).adding(days: 1), false)] {
      var later = signed
      #expect(
        try later.act(.giveOpinion(part: 2, hasContent: true), on: date.description)
          == .opinionGiven(part: 2, inTime: inTime))
    }
    #expect(signed.refusal(.giveOpinion(part: 2, hasContent: false)) == .opinionEmpty)
    try signed.act(.giveOpinion(part: 2, hasContent: true), on: "2026-09-30")
    try signed.act(.returnOpinion(part: 2), on: "2026-10-09")
    #expect(Self.due(signed, 2)?.opinionDue?.date == day(place.redo ?? place.opinionSigned))
  }

  /// 代表法 51: 自交办之日起三个月; 六个月. Clamped to the end of a shorter month, and never moved by a holiday.
  @Test(
    "答复期限三个月、六个月：月末、闰日",
    arguments: [
      ("2025-11-30", "2026-02-28", "2026-05-30"), ("2026-08-31", "2026-11-30", "2027-02-28"),
      ("2027-11-30", "2028-02-29", "2028-05-30"), ("2027-08-31", "2027-11-30", "2028-02-29"),
      ("2028-02-29", "2028-05-29", "2028-08-29"), ("2026-07-01", "2026-10-01", "2027-01-01"),
      ("2025-11-20", "2026-02-20", "2026-05-20"), ("2026-09-28", "2026-12-28", "2027-03-28"),
    ])
  func months(handedOver: String, three: String, six: String) throws {
    for place in try Place.every() {
      var life = Self.life(place, on: handedOver)
      try life.submit()
      try life.handOver(.lead, isHard: true)
      #expect(Self.due(life, 1)?.replyDue == day(place.mode == .byClass ? six : three))
      var plain = Self.life(place, on: handedOver)
      try plain.submit()
      try plain.handOver(.lead)
      #expect(Self.due(plain, 1)?.replyDue == day(three))
      try plain.act(.signFor(part: 1))
      let ask = SuggestionCommand.askExtension(part: 1, until: day(six))
      let beyond = SuggestionCommand.askExtension(part: 1, until: day(six).adding(days: 1))
      guard place.mode != .byClass else {
        #expect(plain.refusal(ask) == .extensionByClassOnly)
        continue
      }
      #expect(plain.refusal(beyond) == .beyondSixMonths)
      #expect(plain.refusal(ask, on: three) == nil)
      #expect(plain.refusal(ask, on: day(three).adding(days: 1).description) == .extensionTooLate)
      #expect(plain.refusal(.askExtension(part: 1, until: day(three))) == .notLonger)
      try plain.act(ask, on: three)
      // By notice at once, by consent when the work body agrees; refused, the first day stays.
      #expect(Self.due(plain, 1)?.replyDue == day(place.mode == .byNotice ? six : three))
      guard place.mode == .byConsent else { continue }
      var refused = plain
      try refused.act(.settleExtension(part: 1, agrees: false))
      #expect(Self.due(refused, 1)?.replyDue == day(three) && refused.refusal(ask) == nil)
      try plain.act(.settleExtension(part: 1, agrees: true))
      #expect(Self.due(plain, 1)?.replyDue == day(six) && plain.refusal(ask) == .alreadyExtended)
    }
  }

  @Test("按时答复以最后一天为准；答复每位还是领衔，谁来测评、到哪天", arguments: try Place.every())
  func answerAndRaters(place: Place) throws {
    var life = Self.life(place, on: "2025-11-12", signers: [S.first, S.second])
    try life.submit()
    try life.handOver()
    try life.prepare(1)
    func signed(_ date: String, toAll: Bool) throws -> SuggestionEvent.LetterSigned? {
      var life = life
      let sign = SuggestionCommand.signLetter(part: 1, letterAgreed: false, withoutOpinions: false, toAll: toAll)
      guard case .letterSigned(let facts) = try life.act(sign, on: date) else { return nil }
      return facts
    }
    let facts = try #require(try signed("2026-02-12", toAll: true))
    #expect(facts.recipients == place.recipients && facts.raters == place.raters && facts.inTime)
    #expect(facts.ratingDue.date == day(place.rating))
    #expect(try signed("2026-02-13", toAll: false)?.recipients == place.recipientsByLead)
    #expect(try signed("2026-02-13", toAll: false)?.inTime == false)
  }

  @Test("面复为主：先面复，或者代表同意书面答复；别处登记过沟通就可以", arguments: try Place.every())
  func meeting(place: Place) throws {
    var life = Self.life(place, on: "2026-03-02")
    try life.submit()
    try life.handOver()
    let sign = { SuggestionCommand.signLetter(part: 1, letterAgreed: $0, withoutOpinions: false, toAll: true) }
    var met = life
    try met.prepare(1)
    #expect(met.refusal(sign(false)) == nil)
    try life.prepare(1, isMet: false)
    #expect(life.refusal(sign(false)) == (place.meetsFirst ? .meetingMissing : nil))
    #expect(life.refusal(sign(true)) == nil)
  }

  @Test("不满意：一律重新办理，还是先研究；再次答复的期限；再次不满意怎么办", arguments: try Place.every())
  func dissatisfied(place: Place) throws {
    var life = Self.life(place, on: "2026-01-05")
    try life.submit()
    try life.handOver()
    try life.answer(1, on: "2026-01-20")
    let no = SuggestionCommand.rate(
      .init(part: 1, person: S.lead, attitude: .satisfied, result: .dissatisfied, hasReason: false))
    #expect(life.refusal(no) == .reasonMissing)
    try life.act(S.rate(1, S.lead, .dissatisfied), on: "2026-01-31")
    if place.dissatisfied == .studied {
      #expect(life.status.state == .studying)
      var upheld = life
      try upheld.act(.study(part: 1, rehandles: false))
      #expect(upheld.status.state == .closed && upheld.status.part(1)?.verdict == .upheld)
      try life.act(.study(part: 1, rehandles: true))
    }
    #expect(life.status.state == .handling && life.status.part(1)?.round == 2)
    #expect(life.status.part(1)?.replyDue == day(place.rehandle))
    #expect(life.refusal(.askExtension(part: 1, until: day("2026-04-30"))) == .beingRehandled)
    #expect(life.refusal(.askReturn(part: 1, proposed: nil)) == .beingRehandled)
    try life.answer(1, on: place.rehandle)
    #expect(life.status.part(1)?.answeredInTime == true)
    try life.act(S.rate(1, S.lead, .dissatisfied))
    #expect(life.status.state == .disputed)
    guard case .disputeSettled(let facts) = try life.act(.settleDispute(part: 1, rehandles: false)) else {
      return #expect(Bool(false))
    }
    #expect(facts.step == place.step && life.status.state == .closed && life.status.overall == .dissatisfied)
  }

  @Test("有一位不满意就重新办理，其他代表评下一次答复", arguments: try Place.every())
  func oneOfSeveral(place: Place) throws {
    var life = Self.life(place, on: "2026-03-02", signers: [S.first, S.second])
    try life.submit()
    try life.handOver()
    try life.answer()
    let raters = life.status.part(1)?.raters ?? []
    for stranger in [S.first, S.second, S.stranger] where !raters.contains(stranger) {
      #expect(life.refusal(S.rate(1, stranger)) == .notARater)
    }
    if raters.count > 1 {
      try life.act(S.rate(1, S.first))
      #expect(life.status.state == .replied && life.refusal(S.rate(1, S.first)) == .ratedBefore)
    }
    try life.act(S.rate(1, S.lead, .dissatisfied))
    if raters.count > 1 { #expect(life.refusal(S.rate(1, S.second)) == .beingRehandled) }
    if place.dissatisfied == .studied { try life.act(.study(part: 1, rehandles: true)) }
    try life.answer()
    for rater in raters {
      #expect(life.status.state == .replied)
      try life.act(S.rate(1, rater))
    }
    #expect(life.status.state == .closed && life.status.overall == .satisfied)
  }

  @Test("未反馈的：期限过后由代表工作机构催促，隔天仍不反馈才结", arguments: try Place.every())
  func unreturned(place: Place) throws {
    var life = Self.life(place, on: "2025-11-12")
    try life.submit()
    try life.handOver()
    try life.answer(1, on: "2026-02-12")
    let after = day(place.rating).adding(days: 1)
    #expect(life.refusal(.remindRater(part: 1), on: place.rating) == .ratingNotOver)
    #expect(life.refusal(.closeUnrated(part: 1), on: after.description) == .notReminded)
    try life.act(.remindRater(part: 1), on: after.description)
    #expect(life.refusal(.closeUnrated(part: 1)) == .notReminded)
    try life.act(.closeUnrated(part: 1), on: after.adding(days: 1).description)
    #expect(life.status.state == .closed && life.status.part(1)?.verdict == .unrated && life.status.overall == nil)
    #expect(place.rules.excludesUnreturned == place.excludesUnreturned)
  }

  @Test("撤回：联名的是否要一致同意；代表团能否提、什么时候提；代表能否不同意公开", arguments: try Place.every())
  func withdrawalAndTheRest(place: Place) throws {
    var life = Self.life(place, on: "2026-03-02", signers: [S.first, S.second])
    try life.submit()
    try life.act(.withdraw)
    #expect(life.status.state == (place.needsAll ? .submitted : .withdrawn))
    if place.needsAll {
      #expect(life.refusal(.withdraw) == .nothingChanged)
      // Taken back, what the others agreed to goes with it.
      try life.act(.agreeToWithdraw(S.first))
      try life.act(.takeBackWithdrawal)
      #expect(life.status.withdrawalAskedOn == nil && life.refusal(.agreeToWithdraw(S.second)) == .nothingToAgree)
      try life.act(.withdraw)
      try life.act(.agreeToWithdraw(S.second))
      #expect(life.refusal(.agreeToWithdraw(S.second)) == .nothingToAgree)
      try life.act(.agreeToWithdraw(S.first))
      #expect(life.status.state == .withdrawn)
    }
    let team = SuggestionLife(S.drafted(delegation: ID(9)), rules: place.rules)
    let submit = { SuggestionCommand.submit(session: S.session, sits: $0, hasContent: true) }
    #expect(team.refusal(submit(true)) == (place.delegations ? nil : .delegationsDoNotPropose))
    #expect(team.refusal(submit(false)) == (place.delegations ? .delegationOnlyInSession : .delegationsDoNotPropose))
    var closed = try SuggestionLife.reaching(.closed, rules: SuggestionRules())
    closed.workflow = SuggestionWorkflow(rules: place.rules, calendar: SampleHolidays.calendar)
    try closed.act(.redact(by: S.clerk))
    if place.mayObject {
      try closed.act(.objectToPublication(true))
    } else {
      #expect(closed.refusal(.objectToPublication(true)) == .objectionsNotProvided)
    }
    #expect(closed.refusal(.publish(true, by: S.clerk)) == .needsSecondPerson)
    #expect(closed.refusal(.publish(true, by: S.other)) == (place.mayObject ? .deputyObjects : nil))
  }

  @Test("每一项写明第几条；文中没有的不写", arguments: try Place.every()) func articles(place: Place) throws {
    for item in SuggestionRules.Item.allCases {
      #expect(place.rules.article(of: item) == place.articles[item], "\(item)")
    }
    #expect(Set(place.rules.articles.keys) == Set(place.articles.keys.map(\.rawValue)))
    #expect(Set(place.rules.classes.map(\.code)).count == place.rules.classes.count)
    #expect(Set(place.rules.grounds.map(\.word)).count == place.rules.grounds.count)
    let text = try JSONEncoder().encode(place.rules)
    #expect(try JSONDecoder().decode(SuggestionRules.self, from: text) == place.rules)
    #expect(try JSONDecoder().decode(SuggestionRules.self, from: Data("{}".utf8)) == SuggestionRules())
  }
}
