import Actions
import DatabaseKit
import Domain
import Store
import TestSupport
import Testing

/// The whole way of a suggestion, and what `verify` says of it.
@Suite struct SuggestionWayTests {
  private struct Way {
    let tell: SuggestionTeller
    let id: ID<Suggestion>
    let third: ID<HandlingUnit>
    var places: TestPlaces { tell.places }
    var unit: Actor { places.unitRegistrar.actor }
    var helper: Actor { places.otherUnitRegistrar.actor }
    var signers: [TestDeputy] { [places.secondDeputy, places.otherDeputy] }

    @discardableResult
    func act(_ command: SuggestionCommand, _ part: Int? = nil, words: String? = nil, by actor: Actor) async throws
      -> ProposalChanged<Suggestion>
    { try await tell.act(command, on: id, part: part, words: words, by: actor) }

    func status() async throws -> SuggestionStatus { try await tell.status(id) }
    func advance(_ days: Int64) { tell.town.clock.move(to: tell.town.now.adding(days: days)) }

    func answer(_ opening: String, withoutOpinions: String? = nil) async throws {
      let today = tell.town.now.date
      try await act(
        .contact(.init(part: 1, kind: .visit, on: today, with: [places.deputy.person], isSigned: false)), 1,
        words: "到现场看了水渠。", by: places.unitDrafter.actor)
      _ = try await DraftReplyLetter.run(
        tell.letter(opening), resultClass: "B", part: 1, on: id, tell.request(places.unitDrafter.actor),
        in: tell.environment)
      try await act(.checkLetter(part: 1), 1, by: unit)
      _ = try await SignReplyLetter.run(
        .init(part: 1, withoutOpinions: withoutOpinions), on: id, tell.request(places.unitHead.actor),
        in: tell.environment)
    }

    func keepPromise() async throws {
      _ = try await KeepPromise.run(
        1, words: "水渠已经修好。", letter: tell.letter("承诺的事项已经落实。"), part: 1, on: id, tell.request(unit),
        in: tell.environment)
    }

    func signPromise(by actor: Actor) async throws {
      _ = try await SignPromiseLetter.run(
        promise: 1, part: 1, on: id, tell.request(actor), in: tell.environment)
    }

    func rate(_ deputy: TestDeputy, _ result: Satisfaction, _ reason: String = "") async throws {
      _ = try await RateSuggestion.run(
        .init(part: 1, attitude: .satisfied, result: result, reason: reason), on: id, tell.request(deputy.actor()),
        in: tell.environment)
    }
  }

  /// From two residents' matters to the closed suggestion.
  private func walk(_ town: TestTown) async throws -> Way {
    let tell = SuggestionTeller(town)
    let way = try await begin(tell)
    try await handle(way)
    try await way.answer("您提出的建议收悉。")
    #expect(try await way.status().state == .replied)
    await #expect(throws: ActionError.suggestion(.reasonMissing)) {
      try await way.rate(way.signers[0], .dissatisfied)
    }
    try await way.rate(way.signers[0], .dissatisfied, "没有写明完工日期。")
    #expect(try await way.status().part(1)?.round == 2)
    way.advance(3)
    try await way.answer("再次研究后答复如下。")
    for deputy in [town.places.deputy] + way.signers { try await way.rate(deputy, .satisfied) }
    #expect(try await way.status().state == .closed)
    return way
  }

  /// Drafted from two matters, signed by two, handed in during the session, numbered.
  private func begin(_ tell: SuggestionTeller) async throws -> Way {
    let matters = MatterTeller(tell.town)
    var linked: [ID<Matter>] = []
    for name in ["one", "two"] {
      let matter = try await matters.submit(key: name).matter
      try await matters.accept(matter)
      try await matters.assign(matter)
      linked.append(matter)
    }
    let session = try await tell.openSession()
    let id = try await tell.draft(tell.input(matters: linked + [linked[0]]))
    let way = Way(tell: tell, id: id, third: try await tell.unit("三河镇财政所"))
    _ = try await InviteCoSigners.run(way.signers.map(\.person), on: id, tell.request(tell.lead), in: tell.environment)
    for signer in way.signers {
      _ = try await ActOnSuggestion.run(
        .sign(signer.person), on: id, tell.request(signer.actor()), in: tell.environment)
    }
    _ = try await SubmitSuggestion.run(id, tell.request(tell.lead), in: tell.environment)
    try await tell.register(id)
    let status = try await way.status()
    #expect(status.number == SuggestionNumber(session: session, period: .inSession, value: 1))
    #expect(status.receiver == .presidium && status.matters == linked && status.signed.count == 2)
    return way
  }

  /// Lead and helper; the helper's part goes to another unit; longer, with the deputy's knowledge; a promise.
  private func handle(_ way: Way) async throws {
    let (tell, places) = (way.tell, way.places)
    try await tell.handOver(way.id, [.init(places.unit, .lead), .init(places.otherUnit, .co)])
    way.advance(1)
    try await way.act(.askReturn(part: 2, proposed: way.third), 2, words: "属于财政所职责。", by: way.helper)
    _ = try await SettleSuggestionReturn.run(
      part: 2, next: way.third, words: "同意。", on: way.id, tell.request(places.coordinator.actor), in: tell.environment)
    await #expect(throws: ActionError.notFound) { try await way.act(.signFor(part: 2), 2, by: way.helper) }
    try await way.act(.signFor(part: 1), 1, by: way.unit)
    _ = try await AppointDrafter.run(
      places.unitDrafter.person, part: 1, on: way.id, tell.request(way.unit), in: tell.environment)
    let finance = tell.actor(.unitRegistrar, way.third)
    try await way.act(.signFor(part: 3), 3, by: finance)
    let until = try #require(try await way.status().part(1)).handedOverOn.adding(months: 5)
    try await way.act(.askExtension(part: 1, until: until), 1, words: "要等汛期过后。", by: way.unit)
    try await way.act(.settleExtension(part: 1, agrees: true), 1, by: tell.clerk)
    try await way.act(.promise(part: 1, due: until), 1, words: "修好东村水渠。", by: places.unitDrafter.actor)
    try await way.act(.giveOpinion(part: 3, hasContent: true), 3, words: "资金已列入预算。", by: finance)
    #expect(try await way.status().part(1)?.replyDue == until)
    way.advance(20)
  }

  @Test("两件诉求成一件建议，从提出到再次答复满意办结；历史可核对", arguments: DatabaseEngine.allCases)
  func wholeWay(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let way = try await walk(town)
      let status = try await way.status()
      #expect(status.wasRehandled && status.overall == .satisfied && status.openPromises.count == 1)
      #expect(status.part(1)?.recipients.count == 3 && status.part(1)?.earlierClasses == ["B"])
      let letters = try await town.database.read { tx in try SuggestionLetterStore.letters(of: way.id, in: tx) }
      #expect(letters.map(\.text.opening) == ["您提出的建议收悉。", "再次研究后答复如下。"])
      #expect(letters.allSatisfy { $0.signedOn != nil })
      let history = try await way.tell.history(way.id)
      #expect(try SuggestionReplay(history)?.status == status)
      #expect(history.map(\.seq) == Array(1...history.count))
      let from = try await town.database.read { tx in
        try status.matters.map { try SuggestionListStore.from(matter: $0, in: tx) }
      }
      #expect(from == [[way.id], [way.id]])
      try await TimedJobs.runAll(holder: "test", in: town.environment)
      let report = try await Verify.run(in: town.environment, progress: { _ in })
      #expect(report.findings == [] && report.suggestions == 1 && report.matters == 2)
      // The promise is kept later, told in a letter, and rated.
      let deputy = town.places.deputy.person
      try await way.keepPromise()
      await #expect(throws: ActionError.suggestion(.promiseLetterMissing)) {
        try await way.act(.ratePromise(1, by: deputy, .satisfied), by: way.tell.lead)
      }
      await #expect(throws: ActionError.refused(.notYours)) { try await way.signPromise(by: way.unit) }
      try await way.signPromise(by: town.places.unitHead.actor)
      let told = try await town.database.read { tx in try SuggestionPromiseStore.letters(of: way.id, in: tx) }
      #expect(told.map(\.text.opening) == ["承诺的事项已经落实。"] && told[0].signedOn == town.now.date)
      await #expect(throws: ActionError.suggestion(.reasonMissing)) {
        try await way.act(.ratePromise(1, by: deputy, .dissatisfied), by: way.tell.lead)
      }
      try await way.act(.ratePromise(1, by: deputy, .dissatisfied), words: "渠底还在漏水。", by: way.tell.lead)
      // Back with the unit, in the ledger; the second letter stands beside the first.
      #expect(try await way.status().openPromises.map(\.turn) == [2])
      let page = try await ReadPromiseLedger.run(.init(), by: town.places.clerk.actor, in: town.environment)
      #expect(page.states == [.open: 1] && page.lines.map(\.overall) == [.dissatisfied])
      try await way.keepPromise()
      try await way.signPromise(by: town.places.unitHead.actor)
      let both = try await town.database.read { tx in try SuggestionPromiseStore.letters(of: way.id, in: tx) }
      #expect(both.map(\.round) == [1, 2] && both.allSatisfy { $0.signedOn != nil && $0.promise == 1 })
      await #expect(throws: ActionError.refused(.notYours)) {
        try await way.act(.remindPromiseRater(1), by: town.places.unitHead.actor)
      }
      town.clock.move(to: town.now.adding(days: 60))
      try await way.act(.remindPromiseRater(1), by: town.places.clerk.actor)
      town.clock.move(to: town.now.adding(days: 1))
      try await way.act(.closeUnratedPromise(1), by: town.places.clerk.actor)
      #expect(try await way.status().clocks.isEmpty)
      #expect(try await way.tell.findings() == [])
    }
  }

  @Test("并案、分拆、撤回、退回修改以后，核对都没有差错", arguments: DatabaseEngine.allCases)
  func otherEnds(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = SuggestionTeller(town)
      let (lead, joined) = (try await tell.submitted("甲"), try await tell.submitted("乙"))
      _ = try await MergeSuggestion.run(joined, into: lead, tell.request(tell.clerk), in: town.environment)
      let several = try await tell.submitted("丙")
      _ = try await SplitSuggestion.run(
        [.init(title: "丙一", text: "第一个问题"), .init(title: "丙二", text: "第二个问题")], on: several,
        tell.request(tell.clerk), in: town.environment)
      let gone = try await tell.submitted("丁")
      try await tell.act(.withdraw, on: gone, by: tell.lead)
      let back = try await tell.submitted("戊")
      try await tell.act(.sendBack, on: back, words: "请写具体。", by: tell.clerk)
      _ = try await ReviseSuggestion.run(tell.input("戊，写具体了"), on: back, tell.request(tell.lead), in: town.environment)
      _ = try await SubmitSuggestion.run(back, tell.request(tell.lead), in: town.environment)
      #expect(try await tell.stored(back).title == "戊，写具体了")
      let report = try await Verify.run(in: town.environment, progress: { _ in })
      #expect(report.findings == [] && report.suggestions == 7)
    }
  }

  // MARK: By trying

  @Test("换个任务号、换个人名、绕过专门的动作，都不行", arguments: DatabaseEngine.allCases)
  func nobodyElse(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = SuggestionTeller(town)
      let places = town.places
      let id = try await tell.handedOver([.init(places.unit, .lead), .init(places.otherUnit, .co)])
      let (unit, notYours) = (places.unitRegistrar.actor, ActionError.refused(.notYours))
      let other = places.secondDeputy
      for (command, part, actor) in [
        (SuggestionCommand.signFor(part: 2), 1, unit), (.askReturn(part: 2, proposed: nil), 1, unit),
        (.register(value: 9, session: nil, category: nil), nil, tell.clerk),
        (.handOver(.sole, units: [.init(places.unit, .sole)]), nil, tell.clerk),
        (.appoint(part: 1, drafter: other.person), 1, unit),
        (.redact(by: other.person), nil, tell.clerk), (.publish(true, by: other.person), nil, tell.clerk),
        (
          .rate(.init(part: 1, person: other.person, attitude: .satisfied, result: .satisfied, hasReason: false)), nil,
          tell.lead
        ),
      ] as [(SuggestionCommand, Int?, Actor)] {
        await #expect(throws: notYours, "\(command.act)") {
          try await tell.act(command, on: id, part: part, words: "试试", by: actor)
        }
      }
      await #expect(throws: ActionError.suggestion(.reasonMissing)) {
        try await tell.act(.askReturn(part: 1, proposed: nil), on: id, part: 1, by: unit)
      }
      await #expect(throws: ActionError.invalid([FieldProblem("units", .notFound)])) {
        try await tell.draft(.init(title: "甲", text: "乙", proposedUnits: [ID(77)]))
      }
      // A liaison of another station does not draft for the deputy; his own does.
      func draft(_ actor: Actor) async throws {
        _ = try await DraftSuggestion.run(
          tell.input(), for: places.deputy.person, of: places.congress, tell.request(actor), in: town.environment)
      }
      try await draft(places.liaison.actor)
      await #expect(throws: notYours) { try await draft(places.upperClerk.actor) }
      await #expect(throws: notYours) { try await draft(other.actor()) }
      #expect(try await tell.status(id).parts.map(\.state) == [.handedOver, .handedOver])
    }
  }

  @Test("只有空格的、别处的类别和单位、已经卸任的代表，都不成", arguments: DatabaseEngine.allCases)
  func whatIsChecked(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = SuggestionTeller(town)
      let places = town.places
      let blank = try await tell.draft(.init(title: "空白", text: String(repeating: "　 ", count: 30)))
      await #expect(throws: ActionError.suggestion(.empty)) {
        try await SubmitSuggestion.run(blank, tell.request(tell.lead), in: town.environment)
      }
      await #expect(throws: ActionError.invalid([FieldProblem("category", .notFound)])) {
        try await tell.draft(.init(title: "甲", text: "乙", category: ID(77)))
      }
      let id = try await tell.submitted()
      await #expect(throws: ActionError.invalid([FieldProblem("category", .notFound)])) {
        try await RegisterSuggestion.run(ID(77), on: id, tell.request(tell.clerk), in: town.environment)
      }
      await #expect(throws: ActionError.invalid([FieldProblem("pieces", .missing)])) {
        try await SplitSuggestion.run(
          [.init(title: "一", text: "有"), .init(title: "二", text: " ")], on: id, tell.request(tell.clerk),
          in: town.environment)
      }
      try await tell.register(id)
      await #expect(throws: ActionError.invalid([FieldProblem("units", .notFound)])) {
        try await tell.handOver(id, [.init(ID(77), .sole)])
      }
      #expect(try await tell.status(id).number?.value == 1)
      let draft = try await tell.draft()
      let signer = places.secondDeputy
      _ = try await InviteCoSigners.run([signer.person], on: draft, tell.request(tell.lead), in: town.environment)
      let gone = ActionError.invalid([FieldProblem("deputy", .notFound)])
      try await town.database.write { tx in
        for mandate in [signer.mandate, places.deputy.mandate] {
          try PersonStore.change(mandate, to: .ended, reason: .resigned, on: TestTown.start.date, in: tx)
        }
      }
      await #expect(throws: gone) {
        try await ActOnSuggestion.run(
          .sign(signer.person), on: draft, tell.request(signer.actor()), in: town.environment)
      }
      await #expect(throws: gone) {
        try await SubmitSuggestion.run(draft, tell.request(tell.lead), in: town.environment)
      }
    }
  }

  // MARK: Tampering

  struct Tampering: Sendable, CustomTestStringConvertible {
    let name: String
    let statement: SQL
    let finding: String
    var testDescription: String { name }

    init(_ name: String, _ statement: SQL, _ finding: String) {
      (self.name, self.statement, self.finding) = (name, statement, finding)
    }
  }

  static let tamperings: [Tampering] = [
    Tampering(
      "改状态", "UPDATE suggestions SET status = REPLACE(status, '\"state\":\"closed\"', '\"state\":\"replied\"')",
      "当前状态与历史不一致"),
    Tampering("改列表所用的栏", "UPDATE suggestions SET overall = 'basic'", "列表所用的各栏"),
    Tampering("改标题", "UPDATE suggestions SET title = '别的标题'", "标题或正文"),
    Tampering("改正文", "UPDATE suggestions SET text = '别的正文'", "标题或正文"),
    Tampering("改承办任务", "UPDATE suggestion_parts SET in_time = NULL WHERE part = 1", "承办任务与历史"),
    Tampering("删承办任务", "DELETE FROM suggestion_parts WHERE part = 3", "承办任务与历史"),
    Tampering("改期限", "UPDATE suggestion_clocks SET due_on = '2030-01-01'", "期限与历史"),
    Tampering("删期限", "DELETE FROM suggestion_clocks", "期限与历史"),
    Tampering("删联名", "DELETE FROM suggestion_people WHERE role = 'signed'", "代表名单与历史"),
    Tampering("改名单", "UPDATE suggestion_people SET role = 'declined' WHERE position = 1", "代表名单与历史"),
    Tampering("断开诉求", "DELETE FROM suggestion_matters", "关联的诉求与历史"),
    Tampering(
      "改答复函", "UPDATE suggestion_letters SET body = REPLACE(body, '维修', '缓修') WHERE round = 1", "答复函与历史"),
    Tampering("改签发日期", "UPDATE suggestion_letters SET signed_on = '2026-01-01' WHERE round = 2", "答复函与历史"),
    Tampering(
      "改事件", "UPDATE events SET facts = '{\"discarded\":{}}' WHERE subject_kind = 'suggestion' AND act = 'withdraw'",
      "内容被改动"),
    Tampering("改台账", "UPDATE suggestion_promises SET state = 'rated'", "承诺事项台账"),
    Tampering(
      "改承诺的答复函", "UPDATE suggestion_promise_letters SET body = REPLACE(body, '落实', '搁置')", "承诺事项的答复函"),
    Tampering(
      "删最后一条历史", "DELETE FROM events WHERE subject_kind = 'suggestion' AND act = 'draft-promise-letter'", "最后一条历史对不上"),
    Tampering("删整段历史", "DELETE FROM events WHERE subject_kind = 'suggestion'", "没有历史"),
  ]

  @Test("查出每一种改动", arguments: DatabaseEngine.allCases, tamperings)
  func findsTampering(engine: DatabaseEngine, tampering: Tampering) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let way = try await walk(town)
      try await way.keepPromise()
      let gone = try await way.tell.submitted("撤回的一件")
      try await way.tell.act(.withdraw, on: gone, by: way.tell.lead)
      // Something runs still: clocks are there to be changed.
      _ = try await way.tell.submitted("还在办的一件")
      #expect(try await way.tell.findings() == [])
      let changed = try await town.database.write { tx in try tx.execute(tampering.statement) }
      #expect(changed > 0)
      let findings = try await way.tell.findings()
      #expect(findings.contains { $0.contains(tampering.finding) }, "\(findings)")
    }
  }
}
