import Actions
import DatabaseKit
import Domain
import Store
import TestSupport
import Testing

/// Who hears what of a suggestion and of a motion, by the notices that are there in the end.
@Suite struct SuggestionNoticeTests {
  private func deliver(_ town: TestTown) async throws {
    try await TimedJobs.runOnce(DeliverOutbox(), holder: "test", in: town.environment)
  }

  /// What somebody heard, oldest first.
  private func heard(_ actor: Actor, _ town: TestTown) async throws -> [NoticeKind] {
    try await deliver(town)
    return try await ReadNotices.list(of: actor, before: nil, in: town.environment).notices.reversed().map(\.kind)
  }

  private func newest(_ actor: Actor, _ town: TestTown) async throws -> NoticeLine? {
    try await deliver(town)
    return try await ReadNotices.list(of: actor, before: nil, in: town.environment).notices.first
  }

  private func total(_ town: TestTown) async throws -> Int {
    try await town.database.read { tx in try tx.row("SELECT COUNT(*) AS n FROM notices")?("n") ?? 0 }
  }

  // MARK: The whole way

  private struct Way {
    let tell: SuggestionTeller
    let id: ID<Suggestion>
    var places: TestPlaces { tell.places }
    var unit: Actor { places.unitRegistrar.actor }
    var helper: Actor { places.otherUnitRegistrar.actor }
    var second: TestDeputy { places.secondDeputy }

    func act(_ command: SuggestionCommand, _ part: Int? = nil, words: String? = nil, by actor: Actor) async throws {
      try await tell.act(command, on: id, part: part, words: words, by: actor)
    }

    func answer() async throws {
      try await act(
        .contact(.init(part: 1, kind: .visit, on: tell.town.now.date, with: [places.deputy.person], isSigned: false)),
        1, words: "到现场看了水渠。", by: places.unitDrafter.actor)
      _ = try await DraftReplyLetter.run(
        tell.letter(), resultClass: "B", part: 1, on: id, tell.request(places.unitDrafter.actor), in: tell.environment)
      try await act(.checkLetter(part: 1), 1, by: unit)
      _ = try await SignReplyLetter.run(
        .init(part: 1), on: id, tell.request(places.unitHead.actor), in: tell.environment)
    }

    func rate(_ deputy: TestDeputy, _ result: Satisfaction, _ reason: String = "") async throws {
      _ = try await RateSuggestion.run(
        .init(part: 1, attitude: .satisfied, result: result, reason: reason), on: id, tell.request(deputy.actor()),
        in: tell.environment)
    }
  }

  private func begin(_ tell: SuggestionTeller) async throws -> Way {
    let (places, environment) = (tell.places, tell.environment)
    let way = Way(tell: tell, id: try await tell.draft())
    _ = try await InviteCoSigners.run(
      [places.secondDeputy.person, places.otherDeputy.person], on: way.id, tell.request(tell.lead), in: environment)
    try await way.act(.sign(way.second.person), by: way.second.actor())
    try await way.act(.declineToSign(places.otherDeputy.person), by: places.otherDeputy.actor())
    _ = try await SubmitSuggestion.run(way.id, tell.request(tell.lead), in: environment)
    try await tell.register(way.id)
    try await tell.handOver(way.id, [.init(places.unit, .lead), .init(places.otherUnit, .co)])
    return way
  }

  private func handle(_ way: Way) async throws {
    let (tell, places) = (way.tell, way.places)
    try await way.act(.askReturn(part: 2, proposed: nil), 2, words: "不属于本单位职责。", by: way.helper)
    try await way.act(.settleReturn(part: 2, agrees: false), 2, words: "属于你单位职责。", by: places.coordinator.actor)
    try await way.act(.signFor(part: 1), 1, by: way.unit)
    try await way.act(.signFor(part: 2), 2, by: way.helper)
    _ = try await AppointDrafter.run(
      places.unitDrafter.person, part: 1, on: way.id, tell.request(way.unit), in: tell.environment)
    try await way.act(.giveOpinion(part: 2, hasContent: true), 2, words: "同意。", by: way.helper)
    try await way.act(.returnOpinion(part: 2), 2, words: "请写明资金。", by: way.unit)
    try await way.act(.giveOpinion(part: 2, hasContent: true), 2, words: "资金已列入预算。", by: way.helper)
    let until = try #require(try await tell.status(way.id).part(1)).handedOverOn.adding(months: 5)
    try await way.act(.askExtension(part: 1, until: until), 1, words: "要等汛期过后。", by: way.unit)
    try await way.act(.settleExtension(part: 1, agrees: true), 1, by: tell.clerk)
    try await way.act(.promise(part: 1, due: until), 1, words: "修好东村水渠。", by: places.unitDrafter.actor)
  }

  private func finish(_ way: Way) async throws {
    let (tell, places) = (way.tell, way.places)
    try await way.answer()
    try await way.rate(way.second, .dissatisfied, "没有写明完工日期。")
    tell.town.clock.move(to: tell.town.now.adding(days: 2))
    try await way.answer()
    for deputy in [places.deputy, way.second] { try await way.rate(deputy, .satisfied) }
    _ = try await KeepPromise.run(
      1, words: "水渠已经修好。", letter: tell.letter("承诺的事项已经落实。"), part: 1, on: way.id, tell.request(way.unit),
      in: tell.environment)
    _ = try await SignPromiseLetter.run(
      promise: 1, part: 1, on: way.id, tell.request(places.unitHead.actor), in: tell.environment)
    try await way.act(.ratePromise(1, by: places.deputy.person, .satisfied), by: tell.lead)
    _ = try await UrgeSuggestion.run(
      .onSite, on: tell.town.now.date, words: "看了水渠。", of: way.id, tell.request(tell.clerk), in: tell.environment)
    _ = try await RedactSuggestion.run(
      .init(title: "关于修复东村水渠的建议", text: "水渠漏水。", reply: "已经修好。", isSummary: true), on: way.id,
      tell.request(tell.clerk), in: tell.environment)
    _ = try await PublishSuggestion.run(
      true, reason: nil, on: way.id, tell.request(places.chair.actor), in: tell.environment)
    try await way.act(.objectToPublication(true), words: "写得不对。", by: tell.lead)
  }

  @Test("一件建议从联名到公开：每个人听到该听的，自己做的不告诉自己", arguments: DatabaseEngine.allCases)
  func wholeWay(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = SuggestionTeller(town)
      let places = town.places
      let way = try await begin(tell)
      try await handle(way)
      try await finish(way)
      try await deliver(town)
      let expected: [(String, Actor, [NoticeKind])] = [
        (
          "领衔", tell.lead,
          [
            .coSigned, .coSignDeclined, .registered, .extended, .letterToRate, .rehandling, .letterToRate, .promiseKept,
            .promiseToRate, .published,
          ]
        ),
        (
          "联名", way.second.actor(),
          [
            .coSignAsked, .registered, .extended, .letterToRate, .letterToRate, .promiseToRate, .published,
          ]
        ),
        ("没有联名", places.otherDeputy.actor(), [.coSignAsked]),
        (
          "主办收发", way.unit,
          [
            .partHandedOver, .opinionArrived, .opinionArrived, .extensionAgreed, .letterToCheck, .toRehandle,
            .letterToCheck, .deputyRated, .deputyRated, .deputyRated, .urged,
          ]
        ),
        ("主办承办人", places.unitDrafter.actor, [.appointed]),
        ("主办负责人", places.unitHead.actor, [.letterToSign, .letterToSign]),
        ("协办收发", way.helper, [.partHandedOver, .returnRefused, .opinionReturned]),
        ("政府督查室", places.coordinator.actor, [.returnAsked]),
        ("经办人", tell.clerk, [.returnAsked, .extensionAsked, .deputyDissatisfied, .publicationObjected]),
        ("主席", places.chair.actor, [.toReview]),
        ("别的站", places.otherLiaison.actor, []), ("大会秘书处", places.secretary.actor, []),
      ]
      for (name, actor, kinds) in expected { #expect(try await heard(actor, town) == kinds, "\(name)") }
      #expect(try await total(town) == expected.reduce(0) { $0 + $1.2.count })
      #expect(try await tell.findings() == [])
    }
  }

  @Test("同一张表交两次、同一批消息送两次，只有一条；一个人有两个职务也只有一条", arguments: DatabaseEngine.allCases)
  func once(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = SuggestionTeller(town)
      let places = town.places
      let id = try await tell.draft()
      for _ in 0..<2 {
        _ = try await InviteCoSigners.run(
          [places.secondDeputy.person], on: id, tell.request(tell.lead, key: tell.key("invite")), in: town.environment)
      }
      for _ in 0..<2 { try await deliver(town) }
      #expect(try await heard(places.secondDeputy.actor(), town) == [.coSignAsked])
      // One who signs for both units.
      try await ManageAccounts.grant(
        Post(role: .unitRegistrar, congress: places.congress, unit: places.otherUnit), to: places.unitRegistrar.person,
        by: .system, in: town.environment)
      _ = try await tell.handedOver([.init(places.unit, .lead), .init(places.otherUnit, .co)])
      #expect(try await heard(places.unitRegistrar.actor, town) == [.partHandedOver])
      #expect(try await heard(places.otherUnitRegistrar.actor, town) == [.partHandedOver])
    }
  }

  @Test("还没送到就作废、撤回了的，不再说；没有联名的人只看到有过这条提醒", arguments: DatabaseEngine.allCases)
  func takenBack(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = SuggestionTeller(town)
      let places = town.places
      func invite(_ deputy: TestDeputy, to id: ID<Suggestion>) async throws {
        _ = try await InviteCoSigners.run([deputy.person], on: id, tell.request(tell.lead), in: town.environment)
      }
      let draft = try await tell.draft()
      try await invite(places.secondDeputy, to: draft)
      try await tell.act(.discard, on: draft, by: tell.lead)
      let handed = try await tell.handedOver()
      try await tell.act(.withdraw, on: handed, by: tell.lead)
      #expect(try await heard(places.secondDeputy.actor(), town) == [])
      #expect(try await heard(places.unitRegistrar.actor, town) == [.proposalWithdrawn])
      // Somebody who has declined does not see it any more, nor what it was called.
      let declined = try await tell.draft()
      try await invite(places.otherDeputy, to: declined)
      let reader = places.otherDeputy.actor()
      let before = try #require(try await newest(reader, town))
      #expect(before.suggestion == declined && before.title == "关于修复东村水渠的建议")
      try await tell.act(.declineToSign(places.otherDeputy.person), on: declined, by: reader)
      let after = try #require(try await newest(reader, town))
      #expect(after.kind == .coSignAsked && after.suggestion == nil && after.title == nil && after.about == nil)
    }
  }

  @Test("要求保密的：单位、政府、委员会的提醒里没有代表的名字，办理的人照样听得到", arguments: DatabaseEngine.allCases)
  func confidential(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = SuggestionTeller(town)
      let places = town.places
      var input = tell.input()
      input.isConfidential = true
      let id = try await tell.draft(input)
      _ = try await InviteCoSigners.run(
        [places.secondDeputy.person], on: id, tell.request(tell.lead), in: town.environment)
      let second = places.secondDeputy.actor()
      try await tell.act(.sign(places.secondDeputy.person), on: id, by: second)
      try await deliver(town)
      let toLead = try await ReadNotices.list(of: tell.lead, before: nil, in: town.environment).notices
      #expect(toLead.map(\.about?.name) == [places.secondDeputy.name])
      _ = try await SubmitSuggestion.run(id, tell.request(tell.lead), in: town.environment)
      try await tell.register(id)
      try await tell.handOver(id)
      try await tell.act(
        .askReturn(part: 1, proposed: nil), on: id, part: 1, words: "不归我们。", by: places.unitRegistrar.actor)
      try await tell.act(
        .settleReturn(part: 1, agrees: false), on: id, part: 1, words: "归你们。", by: tell.clerk)
      // The signer's answer as a unit would find it, had it come to one.
      try await town.database.write { tx in
        try MessageStore.insertNotice(
          ID(77_001), to: places.unitRegistrar.person, kind: .coSigned, subject: .suggestion(id),
          about: places.secondDeputy.person, at: TestTown.start, in: tx)
      }
      try await deliver(town)
      for staff in places.unitStaff + [places.coordinator] {
        for line in try await ReadNotices.list(of: staff.actor, before: nil, in: town.environment).notices {
          #expect(line.about == nil && line.suggestion == id && line.title == input.title, "\(staff.name)")
        }
      }
      #expect(try await heard(places.coordinator.actor, town) == [.returnAsked])
    }
  }

  @Test("议案：请联名、进议程、表决，委员会听到要审议的", arguments: DatabaseEngine.allCases)
  func motions(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = try await TestMotions.build(in: town)
      let id = try await tell.numbered()
      try await tell.act(.refer(committee: "城建环资委"), on: id)
      try await tell.act(.giveOpinion(.agenda), on: id, by: tell.committee.actor, words: "建议列入。")
      try await tell.act(.putOnAgenda(on: tell.today), on: id)
      try await tell.act(.consider(on: tell.today), on: id)
      try await tell.act(.vote(MotionVote(votesFor: 10, against: 1, abstained: 0, all: 12, on: tell.today)), on: id)
      try await tell.act(.addMilestone(title: "清淤", due: tell.today.adding(days: 30)), on: id)
      try await tell.act(.finishMilestone(1, on: tell.today), on: id, by: tell.government.actor)
      let after: [NoticeKind] = [.registered, .motionReferred, .onAgenda, .adopted]
      let signed = Array(repeating: NoticeKind.coSigned, count: 9)
      #expect(try await heard(tell.lead.actor(), town) == signed + after + [.implementation, .implementation])
      #expect(try await heard(tell.deputies[3].actor(), town) == [.coSignAsked] + after)
      #expect(try await heard(tell.deputies[11].actor(), town) == [])
      #expect(try await heard(tell.committee.actor, town) == [.committeeAsked])
      #expect(try await heard(tell.clerk.actor, town) == [])
      let line = try #require(
        try await ReadNotices.list(of: tell.lead.actor(), before: nil, in: town.environment).notices.first)
      #expect(line.motion == id && line.title == TestMotions.text.cause && line.motionNumber == 1)
      // One that became a suggestion, and one that is taken back with the presidium's consent.
      let turned = try await tell.numbered()
      _ = try await TurnMotionIntoSuggestion.run(
        on: tell.today, words: "转为建议。", on: turned, tell.request(tell.clerk.actor), in: town.environment)
      #expect(try await heard(tell.deputies[3].actor(), town).last == .becameSuggestion)
    }
  }

  // MARK: By telephone

  @Test("短信照各人的选择、照免打扰，几件合成一条；签过了的不再发", arguments: DatabaseEngine.allCases)
  func byTelephone(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let messages = MessageTeller(town)
      let tell = SuggestionTeller(town)
      let second = town.places.secondDeputy
      try await messages.contact(second.person)
      try await messages.contact(town.places.deputy.person, mobile: "13911113333")
      func wait() async throws {
        try await messages.deliver()
        town.clock.move(to: town.now.adding(seconds: 11 * 60))
        try await messages.deliver()
      }
      func invited(_ name: String) async throws -> ID<Suggestion> {
        let id = try await tell.draft(tell.input(name))
        _ = try await InviteCoSigners.run([second.person], on: id, tell.request(tell.lead), in: town.environment)
        return id
      }
      let ids = [try await invited("甲"), try await invited("乙"), try await invited("丙")]
      // One of three is signed before the message goes; the lead wants no message about progress.
      try await messages.deliver()
      try await tell.act(.sign(second.person), on: ids[0], by: second.actor())
      try await wait()
      #expect(messages.sms.sent.map(\.address) == ["13911112222"])
      #expect(messages.sms.sent.first?.slots[.summary] == "待办2件")
      #expect(messages.sms.sent.allSatisfy { !$0.text.contains("甲") && !$0.text.contains("乙") })
      // At night it waits for the morning.
      town.clock.move(to: town.now.date.start.adding(hours: 22))
      _ = try await invited("丁")
      try await wait()
      #expect(messages.sms.sent.count == 1)
      town.clock.move(to: town.now.date.adding(days: 1).start.adding(hours: 8).adding(seconds: 60))
      try await messages.deliver()
      #expect(messages.sms.sent.count == 2 && messages.sms.sent.last?.slots[.summary] == "待办1件")
    }
  }

  @Test("一批消息给很多人：个个听到，没有一条丢")
  func manyPeople() async throws {
    try await TestTown.run(on: .sqlite) { town in
      _ = try await TestMotions.build(in: town, deputies: 14)
      let tell = SuggestionTeller(town)
      let congress = town.places.congress
      let id = try await tell.draft()
      let count = try await town.database.write { tx in
        let people = try tx.rows("SELECT id FROM people ORDER BY id").map { try $0.first(as: ID<Person>.self) }
        let audiences = people.map { NoticeAudience.person($0) }
        for message in 1...50 {
          let payload = OutboxPayload(
            .registered, to: audiences[0], further: Array(audiences.dropFirst()), about: .suggestion(id), congress,
            of: nil, except: nil)
          try MessageStore.enqueue(
            Int64(message), topic: OutboxPayload.topic, payload: try JSONText.encode(payload), at: TestTown.start,
            in: tx)
        }
        return people.count
      }
      #expect(count > 30)
      try await deliver(town)
      #expect(try await total(town) == count * 50)
    }
  }
}
