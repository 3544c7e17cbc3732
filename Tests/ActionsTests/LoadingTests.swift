import Actions
import DatabaseKit
import Domain
import Store
import TestSupport
import Testing

/// A history told to the loader leaves the same rows as one told to the database itself: every table of the schema, every
/// column, every row, compared as they lie there. The demonstration town and district are compared the same way in
/// ``DemoTests``.
@Suite struct LoadingTests {
  @Test("成批写入与逐件办理，留下的每张表逐行相同", arguments: DatabaseEngine.allCases)
  func leavesTheSameRows(engine: DatabaseEngine) async throws {
    let told = try await TestTown.run(on: engine) { (town) async throws in
      try await Story(town).tell()
      try await TimedJobs.runAll(holder: "test", in: town.environment)
      return try await TableDump.everything(town.database)
    }
    let loaded = try await TestTown.run(on: engine) { (town) async throws in
      let (loading, loader) = town.loading()
      try await Story(loading).tell()
      // What it is about goes the short way: only setting up the campaign and the sealed accusation do not.
      let (short, ordinary) = (await loader.short, await loader.ordinary)
      #expect(short > 150 && ordinary < 12, "\(short) \(ordinary)")
      try await loader.finish()
      try await TimedJobs.runAll(holder: "test", in: town.environment)
      return try await TableDump.everything(town.database)
    }
    #expect(told.filter { $0.hasPrefix("events ") }.count > 90)
    #expect(TableDump.differences(told, loaded) == [])
  }

  @Test("写入后照常办理：接着的编号、计数、历史都对", arguments: DatabaseEngine.allCases)
  func goesOnAfterwards(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let (loading, loader) = town.loading()
      let first = try await MatterTeller(loading).closed("a")
      try await MatterTeller(loading).archive(first)
      let open = try await MatterTeller(loading).answered("b")
      try await loader.finish()
      let tell = MatterTeller(town)
      try await tell.rate(open, .satisfied)
      try await tell.archive(open)
      #expect(try await tell.status(first).archive?.number == 1)
      #expect(try await tell.status(open).archive?.number == 2)
      // And once more to a loader, which finds what the database has.
      let (again, second) = town.loading()
      let third = try await MatterTeller(again).closed("c")
      try await MatterTeller(again).archive(third)
      try await second.finish()
      #expect(try await tell.status(third).archive?.number == 3)
      try await TimedJobs.runAll(holder: "test", in: town.environment)
      #expect(try await tell.findings() == [])
    }
  }

  @Test("回执号撞上了就换下一个，和逐件办理一样", arguments: DatabaseEngine.allCases)
  func takenNumbers(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let (_, loader) = town.loading()
      // Two servers whose chance is the same.
      var receipts: [SubmitMatter.Receipt] = []
      for seconds: Int64 in [0, 1] {
        let at = town.now.adding(seconds: seconds)
        let environment = AppEnvironment(TestTown.early(town, at: at), database: loader)
        let tell = MatterTeller(town)
        receipts.append(
          try await SubmitMatter.run(tell.input(), by: .visitor, key: tell.key("twin \(seconds)"), in: environment))
      }
      try await loader.finish()
      #expect(receipts[0].number != receipts[1].number)
      for receipt in receipts {
        let found = try await ReadMatterRecord.run(
          receipt: receipt.number, by: town.places.liaison.actor, in: town.environment)
        #expect(found.record.matter.id == receipt.matter)
      }
    }
  }

  @Test("被拒绝的办理不留痕迹；放不下的先写下去，再接着办", arguments: DatabaseEngine.allCases)
  func refusalsLeaveNothing(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let (loading, loader) = town.loading()
      let tell = MatterTeller(loading)
      let matter = try await tell.answered()
      await #expect(throws: (any Error).self) { try await tell.archive(matter) }
      await #expect(throws: (any Error).self) { try await tell.accept(matter) }
      // A list of everything needs the database: what waits is written, and the matter goes on from memory.
      var filter = QueueFilter()
      filter.tab = .toFeedback
      let queue = try await ReadQueue.run(filter, by: town.places.liaison.actor, in: loading.environment)
      #expect(queue.lines.map(\.id) == [matter])
      try await tell.rate(matter, .basic)
      try await loader.finish()
      #expect(try await MatterTeller(town).status(matter).state == .closed)
      try await TimedJobs.runAll(holder: "test", in: town.environment)
      #expect(try await MatterTeller(town).findings() == [])
    }
  }
}

/// Matters of many kinds, each by the acts that people use.
private struct Story: UnitTelling {
  let tell: MatterTeller
  var places: TestPlaces { tell.places }
  var environment: AppEnvironment { tell.environment }

  init(_ town: TestTown) { tell = MatterTeller(town) }

  func tell() async throws {
    try await rated()
    try await toDeputy()
    try await throughUnits()
    try await twoRounds()
    try await ended()
    try await raised()
    try await published()
    try await upAndDown()
    // Everything has a day after it: some rows are written, some are still held.
    tell.advance(days: 1)
    _ = try await tell.closed("after")
  }

  /// To a station; rated, archived with the next number.
  private func rated() async throws {
    for name in ["rated-1", "rated-2"] {
      let matter = try await tell.closed(name)
      _ = try await NoteMatter.run("已电话回访。", photos: [], on: matter, request(places.liaison), in: environment)
      tell.advance(days: 1)
      try await tell.archive(matter)
    }
    let asked = try await tell.answered("asked")
    _ = try await RecordFeedback.run(
      .init(
        attitude: .satisfied, result: .basic, words: "电话里说可以。", asker: "周联络", askedOn: tell.town.now.date, how: .phone),
      on: asked, request(places.liaison), in: environment)
    try await tell.archive(asked)
  }

  /// To a deputy, in whose name the station accepts; a minor; a question and its answer; an objection.
  private func toDeputy() async throws {
    var input = tell.input(to: .deputy(places.deputy.person))
    input.guardian = "陈母"
    let matter = try await tell.submit(input, key: "deputy").matter
    let accepted = try await AcceptMatter.run(
      .init(grade: .inGroup, urgency: .urgent, category: places.category, title: "路灯不亮"), on: matter,
      tell.request(places.liaison.actor, onBehalf: tell.onBehalf(of: places.deputy)), in: environment)
    _ = try await ObjectToAct.run(
      "我说的是下周。", to: accepted.seq, on: matter, tell.request(places.deputy.actor()), in: environment)
    _ = try await AskSender.run("是哪一盏？", on: matter, tell.request(places.deputy.actor()), in: environment)
    tell.advance(days: 1)
    _ = try await SupplementMatter.run(
      "东头第二盏。", photos: [], on: matter, tell.request(.sender(matter)), in: environment)
    _ = try await RecordResult.run(
      .init(outcome: .solved, words: "换了灯头。"), on: matter, tell.request(places.deputy.actor()), in: environment)
    try await tell.reply(matter, outcome: nil)
  }

  /// To two units; one gives it back; drafted, signed, answered.
  private func throughUnits() async throws {
    let matter = try await handedOver(tell, "units", others: [places.otherUnit], sharing: .agreed)
    tell.advance(days: 1)
    _ = try await HandlingActs.askReturn(
      reason: .notOurs, proposed: places.unit, words: "不归我们管。", target(matter, 2),
      request(places.otherUnitRegistrar), in: environment)
    _ = try await HandlingActs.settleReturn(
      .init(agrees: true, next: nil, resultDue: nil, words: "同意。"), target(matter, 2), request(places.liaison),
      in: environment)
    _ = try await HandlingActs.signFor(target(matter), request(places.unitRegistrar), in: environment)
    _ = try await HandlingActs.appoint(
      places.unitDrafter.person, target(matter), request(places.unitRegistrar), in: environment)
    _ = try await HandlingActs.draftResult(
      .init(outcome: .solved, words: "已补好渠口。"), target(matter), request(places.unitDrafter), in: environment)
    _ = try await HandlingActs.sendBack(words: "写明日期。", target(matter), request(places.unitHead), in: environment)
    _ = try await HandlingActs.draftResult(
      .init(outcome: .solved, words: "已于昨日补好渠口。"), target(matter), request(places.unitDrafter), in: environment)
    _ = try await HandlingActs.signResult(target(matter), request(places.unitHead), in: environment)
    try await tell.reply(matter, outcome: nil)
    try await tell.rate(matter, .satisfied)
  }

  /// Dissatisfied, handled again by somebody else, dissatisfied once more, filed by the chief.
  private func twoRounds() async throws {
    let matter = try await tell.answered("rounds")
    try await tell.rate(matter, .dissatisfied)
    tell.advance(days: 1)
    _ = try await RehandleMatter.run(
      .init(to: .deputy(places.secondDeputy.person), words: "再看现场。"), on: matter, request(places.liaison),
      in: environment)
    try await tell.reply(matter, by: places.secondDeputy.actor())
    try await tell.rate(matter, .dissatisfied)
    _ = try await ArchiveMatter.run("已办理两次。", on: matter, request(places.chief), in: environment)
  }

  private func ended() async throws {
    let withdrawn = try await tell.submit(key: "withdrawn").matter
    _ = try await WithdrawMatter.run("不用办了。", on: withdrawn, tell.request(.sender(withdrawn)), in: environment)
    let declined = try await tell.submit(key: "declined").matter
    _ = try await DeclineMatter.run(
      .init(reason: .outOfScope, words: "不属于这里。"), on: declined, request(places.liaison), in: environment)
    let diverted = try await tell.submit(key: "diverted").matter
    _ = try await DivertMatter.run(
      .init(kind: .petition, organ: "县信访局", words: "请到信访局。"), on: diverted, request(places.liaison), in: environment)
    _ = try await tell.submit(tell.input(isAccusation: true), key: "accusation")
    let sealed = try await tell.submit(key: "sealed").matter
    _ = try await SealMatter.run(
      .init(accused: [places.chief.person], words: "涉及具体人员。"), on: sealed, request(places.liaison), in: environment)
  }

  /// Raised by a deputy in a campaign, with two residents beside him.
  private func raised() async throws {
    let campaign = try await CampaignTeller(tell).published(CampaignTeller(tell).input(.both))
    guard let deputy = places.deputy.actor(isDevice: true).signedIn else { return }
    let receipts = try await RaiseMatter.run(
      RaiseMatter.Input(
        text: "文化广场的健身器材坏了两件。", place: "东村文化广场", category: places.category, visibility: .hidden, photos: [],
        residents: [.init(name: "李大爷", phone: "13800001111"), .init(name: "王婶", phone: "")], campaign: campaign),
      by: deputy, at: places.congress, key: tell.key("raised"), in: environment)
    let matter = receipts.own.matter
    try await tell.accept(matter)
    try await tell.assign(matter, to: .deputy(places.secondDeputy.person))
    try await tell.reply(matter, by: places.secondDeputy.actor())
    try await tell.rate(matter, .basic)
    try await tell.rate(receipts.residents[0].matter, .satisfied)
    try await tell.archive(matter)
  }

  private func published() async throws {
    let matter = try await tell.submit(tell.input(visibility: .redacted), key: "published").matter
    try await tell.accept(matter)
    try await tell.assign(matter)
    try await tell.reply(matter)
    _ = try await RedactMatter.run(
      .init(title: "路灯不亮", text: "村口路灯坏了。", place: "东村", reply: "已修好。", photos: []), on: matter,
      request(places.liaison), in: environment)
    _ = try await PublishMatter.run(
      isPublic: true, words: nil, on: matter, request(places.clerk), in: environment)
  }

  /// Sent up from the station to the home, moved to another station, put up for a group.
  private func upAndDown() async throws {
    let up = try await tell.submit(key: "up").matter
    try await tell.accept(up, grade: .escalate)
    _ = try await EscalateMatter.run(
      .init(
        to: .venue(places.home, places.congress), resultDue: tell.town.now.date.adding(days: 30), words: "超出本站能力。"),
      on: up, request(places.liaison), in: environment)
    let moved = try await tell.submit(key: "moved").matter
    try await tell.assign(moved, to: .venue(places.otherStation))
    let offered = try await tell.submit(key: "offered").matter
    _ = try await ClaimMatter.offer(
      to: [places.group], words: "请农业小组看看。", on: offered, request(places.liaison), in: environment)
    _ = try await ClaimMatter.claim(
      by: places.group, words: nil, on: offered, tell.request(places.secondDeputy.actor()), in: environment)
    _ = try await UrgeMatter.run("请抓紧。", on: offered, request(places.clerk), in: environment)
  }

  private func request(_ staff: TestStaff) -> MatterRequest { tell.request(staff.actor) }
}
