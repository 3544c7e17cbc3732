import Actions
import DatabaseKit
import Domain
import Store
import TestSupport
import Testing

/// 承诺事项台账、交办清单、公开材料, by whoever looks.
@Suite struct SuggestionOverviewTests {
  private struct Telling {
    let tell: SuggestionTeller
    var places: TestPlaces { tell.places }
    var environment: AppEnvironment { tell.environment }
    var today: CivilDate { tell.town.now.date }

    /// Handed over to the unit, answered, with a promise by a day.
    func promised(_ name: String, until: CivilDate, isConfidential: Bool = false) async throws -> ID<Suggestion> {
      var input = tell.input(name)
      input.isConfidential = isConfidential
      let id = try await tell.draft(input)
      _ = try await SubmitSuggestion.run(id, tell.request(tell.lead), in: environment)
      try await tell.register(id)
      try await tell.handOver(id)
      let unit = places.unitRegistrar.actor
      try await tell.act(.signFor(part: 1), on: id, part: 1, by: unit)
      try await tell.act(.promise(part: 1, due: until), on: id, part: 1, words: "修好\(name)。", by: unit)
      _ = try await ContactDeputy.run(
        .init(part: 1, kind: .phone, on: today, with: [places.deputy.person], isSigned: false), words: "说明了打算。",
        on: id, tell.request(unit), in: environment)
      _ = try await DraftReplyLetter.run(
        tell.letter(), resultClass: "B", part: 1, on: id, tell.request(unit), in: environment)
      try await tell.act(.checkLetter(part: 1), on: id, part: 1, by: unit)
      _ = try await SignReplyLetter.run(
        .init(part: 1), on: id, tell.request(places.unitHead.actor), in: environment)
      return id
    }

    func keep(_ id: ID<Suggestion>) async throws {
      _ = try await KeepPromise.run(
        1, words: "已经修好。", letter: tell.letter("落实了。"), part: 1, on: id,
        tell.request(places.unitRegistrar.actor), in: environment)
    }

    func sign(_ id: ID<Suggestion>) async throws {
      _ = try await SignPromiseLetter.run(
        promise: 1, part: 1, on: id, tell.request(places.unitHead.actor), in: environment)
    }

    func ledger(_ actor: Actor, _ change: (inout SuggestionLedgerFilter) -> Void = { _ in }) async throws
      -> ReadPromiseLedger.Page
    {
      var filter = SuggestionLedgerFilter()
      change(&filter)
      return try await ReadPromiseLedger.run(filter, by: actor, in: environment)
    }
  }

  // MARK: 承诺事项台账

  @Test("台账：按期限先后，分年、分单位、分进展，翻页不重不漏；单位只看自己的，保密的不露名", arguments: DatabaseEngine.allCases)
  func ledger(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let telling = Telling(tell: SuggestionTeller(town))
      let (clerk, unit) = (telling.tell.clerk, town.places.unitRegistrar.actor)
      let year = town.now.date.year
      let late = try await telling.promised("甲", until: town.now.date.adding(days: 20))
      let kept = try await telling.promised("乙", until: town.now.date.adding(days: 40))
      let rated = try await telling.promised("丙", until: town.now.date.adding(days: 60), isConfidential: true)
      let open = try await telling.promised("丁", until: town.now.date.adding(days: 90))
      for id in [kept, rated] { try await telling.keep(id) }
      try await telling.sign(rated)
      try await telling.tell.act(
        .ratePromise(1, by: town.places.deputy.person, .basic), on: rated, by: telling.tell.lead)
      town.clock.move(to: town.now.adding(days: 21))
      let all = try await telling.ledger(clerk)
      #expect(all.lines.map(\.row.suggestion) == [late, kept, rated, open] && all.next == nil)
      #expect(
        all.lines.map(\.state) == [.open, .kept, .rated, .open]
          && all.lines.map(\.isLate) == [true, false, false, false])
      #expect(all.states == [.open: 2, .kept: 1, .rated: 1] && all.late == 1 && all.years == [year])
      #expect(all.lines.map(\.promised) == ["修好甲。", "修好乙。", "修好丙。", "修好丁。"])
      #expect(all.lines[1].done == "已经修好。" && all.lines[2].overall == .basic && all.lines[0].resultClass == "B")
      #expect(all.lines.allSatisfy { $0.proposer == town.places.deputy.name } && all.isOfCongress)
      // Narrowed; the counts are of all states.
      func found(_ actor: Actor, _ change: (inout SuggestionLedgerFilter) -> Void) async throws -> [ID<Suggestion>] {
        try await telling.ledger(actor, change).lines.map(\.row.suggestion)
      }
      #expect(try await found(clerk) { $0.isLate = true } == [late])
      #expect(try await found(clerk) { $0.state = .kept } == [kept])
      #expect(try await found(clerk) { $0.year = year - 1 } == [])
      #expect(try await found(clerk) { $0.unit = town.places.otherUnit } == [])
      #expect(try await telling.ledger(clerk) { $0.state = .kept }.all == 4)
      var pages: [ID<Suggestion>] = []
      var cursor: SuggestionLedgerRow?
      repeat {
        let page = try await ReadPromiseLedger.run(
          SuggestionLedgerFilter(), after: cursor, limit: 1, by: clerk, in: town.environment)
        pages += page.lines.map(\.row.suggestion)
        cursor = page.next
      } while cursor != nil
      #expect(pages == [late, kept, rated, open])
      #expect(all.lines.allSatisfy { $0.isOpen })
      // By whom. The secretariat counts them, and does not open what came between sessions.
      let counted = try await telling.ledger(town.places.secretary.actor).lines
      #expect(counted.map(\.isOpen) == [false, false, false, false])
      #expect(counted.map { $0.proposer == nil } == [false, false, true, false])
      let own = try await telling.ledger(unit)
      #expect(own.lines.count == 4 && own.lines[2].proposer == nil && own.lines[0].proposer != nil && !own.isOfCongress)
      #expect(try await telling.ledger(town.places.otherUnitRegistrar.actor).lines.isEmpty)
      #expect(try await telling.ledger(town.places.coordinator.actor).lines[2].proposer == nil)
      for actor in [telling.tell.lead, town.places.liaison.actor, town.places.unitDrafter.actor, .visitor] {
        await #expect(throws: ActionError.refused(.notYours)) { try await telling.ledger(actor) }
      }
      #expect(try await telling.tell.findings() == [])
    }
  }

  // MARK: 交办清单

  @Test("交办清单：各单位一张，待交办的只有经办和主席看得到，单位只拿得到自己的一张", arguments: DatabaseEngine.allCases)
  func handOvers(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = SuggestionTeller(town)
      let places = town.places
      let session = try await tell.openSession()
      let both = try await tell.handedOver([.init(places.unit, .lead), .init(places.otherUnit, .co)])
      var input = tell.input("关于修桥的建议")
      input.isConfidential = true
      let secret = try await tell.draft(input)
      _ = try await SubmitSuggestion.run(secret, tell.request(tell.lead), in: town.environment)
      try await tell.register(secret)
      try await tell.handOver(secret)
      let ready = try await tell.submitted("关于修路的建议")
      try await tell.register(ready)
      _ = try await tell.submitted("还没有立案的")
      func sheets(_ actor: Actor, _ unit: ID<HandlingUnit>? = nil, ready: Bool = false) async throws
        -> [ReadHandOverList.Sheet]
      {
        try await ReadHandOverList.sheets(of: unit, ready: ready, session: session, by: actor, in: town.environment)
      }
      let overview = try await ReadHandOverList.overview(nil, by: tell.clerk, in: town.environment)
      #expect(overview.session?.id == session && overview.ready == 1)
      #expect(overview.units.map { [$0.leads, $0.helps] } == [[2, 0], [0, 1]])
      let all = try await sheets(tell.clerk)
      #expect(Set(all.map { $0.unit?.id }) == [places.unit, places.otherUnit, nil] && all.last?.unit == nil)
      let mine = try #require(all.first { $0.unit?.id == places.unit })
      #expect(mine.lines.map(\.suggestion) == [both, secret] && mine.lines.map(\.role) == [.lead, .sole])
      #expect(mine.lines.map { $0.number?.value } == [1, 2] && mine.lines[0].others.count == 1)
      // The sheet goes to the unit, whoever prints it.
      #expect(mine.lines.map(\.proposer) == [places.deputy.name, nil] && mine.lines.allSatisfy { $0.due != nil })
      #expect(all.last?.lines.map(\.suggestion) == [ready])
      #expect(try await sheets(tell.clerk, places.otherUnit).map(\.lines.count) == [1])
      #expect(try await sheets(tell.clerk, ready: true).map { $0.unit == nil } == [true])
      // The government's office: what has been handed over, no confidential name. A unit: its own sheet.
      let office = try await sheets(places.coordinator.actor)
      #expect(office.count == 2 && !office.contains { $0.unit == nil })
      #expect(office.first { $0.unit?.id == places.unit }?.lines.map(\.proposer) == [places.deputy.name, nil])
      let helper = try await sheets(places.otherUnitRegistrar.actor)
      #expect(helper.map(\.unit?.id) == [places.otherUnit])
      #expect(try await sheets(places.otherUnitRegistrar.actor, ready: true).isEmpty)
      await #expect(throws: ActionError.notFound) { try await sheets(places.otherUnitRegistrar.actor, places.unit) }
      await #expect(throws: ActionError.notFound) {
        try await ReadHandOverList.overview(ID(77), by: tell.clerk, in: town.environment)
      }
      for actor in [tell.lead, places.liaison.actor, places.unitDrafter.actor, .visitor] {
        await #expect(throws: ActionError.refused(.notYours)) { try await sheets(actor) }
      }
    }
  }

  // MARK: 公开材料

  @Test("公开材料：只有审查过又放行的文本；一个渠道登记一次，两人同时也一样", arguments: DatabaseEngine.allCases)
  func portal(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let telling = Telling(tell: SuggestionTeller(town))
      let (tell, places) = (telling.tell, town.places)
      let session = try await tell.openSession()
      func redacted(_ name: String) async throws -> ID<Suggestion> {
        let id = try await telling.promised(name, until: town.now.date.adding(days: 20))
        _ = try await RedactSuggestion.run(
          .init(title: "公开的\(name)", text: "公开的正文", reply: "公开的答复", isSummary: false), on: id,
          tell.request(tell.clerk), in: town.environment)
        return id
      }
      func publish(_ id: ID<Suggestion>) async throws {
        _ = try await PublishSuggestion.run(
          true, reason: nil, on: id, tell.request(places.chair.actor), in: town.environment)
      }
      let (shown, hidden) = (try await redacted("甲"), try await redacted("乙"))
      let other = try await redacted("丙")
      for id in [shown, other] { try await publish(id) }
      func package(_ actor: Actor) async throws -> ReadPortalPackage.Package {
        try await ReadPortalPackage.run(session, by: actor, in: town.environment)
      }
      let found = try await package(tell.clerk)
      #expect(found.items.map(\.publication.suggestion) == [shown, other])
      #expect(found.items.allSatisfy { $0.publication.text == "公开的正文" && $0.publication.reply == "公开的答复" })
      let one = try await ReadPortalPackage.one(shown, by: places.chair.actor, in: town.environment)
      #expect(one.items.map(\.publication.title) == ["公开的甲"])
      await #expect(throws: ActionError.notFound) {
        try await ReadPortalPackage.one(hidden, by: tell.clerk, in: town.environment)
      }
      for actor in [tell.lead, places.unitRegistrar.actor, places.secretary.actor, .visitor] {
        await #expect(throws: ActionError.refused(.notYours)) { try await package(actor) }
      }
      let outlet = SuggestionEvent.Outlet(name: "镇政府网站", address: "https://example.com/1", on: town.now.date)
      // Two at once on two servers' worth of connections: one entry each.
      async let first = RecordOutlets.run(outlet, for: session, by: tell.clerk, in: town.environment)
      async let second = RecordOutlets.run(outlet, for: session, by: places.chair.actor, in: town.environment)
      _ = try await (first, second)
      let after = try await package(tell.clerk)
      #expect(after.items.map(\.outlets) == [[outlet], [outlet]])
      let recorded = try await tell.history(shown).filter { $0.act == SuggestionAct.recordOutlet.rawValue }
      #expect(recorded.count == 1)
      let again = try await RecordOutlets.run(outlet, for: session, by: tell.clerk, in: town.environment)
      #expect(again.recorded == 0 && again.left == 0)
      #expect(try await tell.findings() == [])
    }
  }
}
