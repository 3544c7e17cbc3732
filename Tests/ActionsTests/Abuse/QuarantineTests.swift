import Actions
import DatabaseKit
import Domain
import Store
import TestSupport
import Testing

/// 待甄别 from end to end: what is told to whom, what is counted, who may, two at once, the timer.
@Suite("甄别") struct QuarantineTests {
  private func held(_ tell: MatterTeller, _ key: String = "held", to addressee: Addressee? = nil) async throws
    -> SubmitMatter.Receipt
  {
    var input = tell.input(to: addressee)
    input.held = [.trap]
    return try await tell.submit(input, key: key)
  }

  private func lines(_ town: TestTown, by actor: Actor) async throws -> [HeldLine] {
    try await ReadHeld.run(after: nil, by: actor, in: town.environment).lines
  }

  private func counts(_ town: TestTown, by actor: Actor) async throws -> [QueueTab: Int] {
    try await ReadMenu.counts(by: actor, in: town.environment).queues.filter { $0.value != 0 }
  }

  @Test("只有站里、镇里看得到；代表、别的站、网格员看不到；放行后都和平常一样", arguments: DatabaseEngine.allCases)
  func keepsApart(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = MatterTeller(town)
      let places = town.places
      let matter = try await held(tell, to: .deputy(places.deputy.person)).matter
      #expect(try await counts(town, by: places.liaison.actor) == [.held: 1])
      #expect(try await counts(town, by: places.clerk.actor) == [.held: 1])
      #expect(try await counts(town, by: places.deputy.actor()) == [:])
      #expect(try await counts(town, by: places.otherLiaison.actor) == [:])
      let shown = try await lines(town, by: places.liaison.actor)
      #expect(shown.map(\.line.id) == [matter] && shown.first?.reasons == [.trap])
      #expect(shown.first?.text == "村口的路灯坏了三天，晚上看不见。")
      for actor in [places.deputy.actor(), places.otherLiaison.actor, places.upperClerk.actor] {
        #expect(try await lines(town, by: actor).isEmpty)
        await #expect(throws: ActionError.notFound) { try await tell.page(matter, by: actor) }
        await #expect(throws: ActionError.notFound) {
          try await ReleaseMatter.run(on: matter, tell.request(actor), in: town.environment)
        }
      }
      await #expect(throws: ActionError.refused(.notYours)) {
        try await ReleaseMatter.run(on: matter, tell.request(places.chair.actor), in: town.environment)
      }
      await #expect(throws: ActionError.rule(.heldFirst)) { try await tell.assign(matter) }
      // The sender sees his receipt as everybody does.
      #expect(try await tell.status(matter, by: .sender(matter)).isHeld)
      #expect(try await numbers(town) == 0)
      #expect(try await tell.findings() == [])
      let changed = try await ReleaseMatter.run(on: matter, tell.request(places.liaison.actor), in: town.environment)
      #expect(changed.seq == 2)
      #expect(try await counts(town, by: places.liaison.actor) == [.toAccept: 1])
      #expect(try await counts(town, by: places.deputy.actor()) == [.toAccept: 1])
      #expect(try await lines(town, by: places.liaison.actor).isEmpty)
      #expect(try await numbers(town) == 1)
      #expect(try await tell.findings() == [])
      try await tell.accept(matter, by: places.deputy.actor())
    }
  }

  private func numbers(_ town: TestTown) async throws -> Int {
    let (congress, date) = (town.places.congress, town.now.date)
    return try await town.database.read { tx in
      let sums = try CountStore.sums(of: ["received", "owed"], for: .congress(congress), in: tx)
      let list = try MatterListStore.counted(
        .received, congress: congress, from: date, through: date, after: nil, limit: 10, in: tx)
      let total = sums["received"]?.values.reduce(0, +) ?? 0
      #expect(list.count == total)
      return total
    }
  }

  @Test("不予受理的告诉本人理由，不计入数字", arguments: DatabaseEngine.allCases)
  func declines(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = MatterTeller(town)
      let places = town.places
      let input = DeclineMatter.Input(reason: .promotion, words: "这里不受理商业推广。")
      // The clerk declines what is held, even of a deputy, and nothing else.
      let matter = try await held(tell, to: .deputy(places.deputy.person)).matter
      _ = try await DeclineMatter.run(input, on: matter, tell.request(places.clerk.actor), in: town.environment)
      let page = try await tell.page(matter, by: .sender(matter))
      #expect(page.record.matter.status.state == .declined && page.record.history.last?.words.text == "这里不受理商业推广。")
      await #expect(throws: ActionError.notFound) { try await tell.page(matter, by: places.deputy.actor()) }
      #expect(try await numbers(town) == 0)
      #expect(try await counts(town, by: places.liaison.actor) == [:])
      let usual = try await tell.submit(key: "usual").matter
      await #expect(throws: ActionError.refused(.notYours)) {
        try await DeclineMatter.run(input, on: usual, tell.request(places.clerk.actor), in: town.environment)
      }
      #expect(try await tell.findings() == [])
    }
  }

  @Test("几件只提醒一次，看过以后再来才再提醒；放行时该知道的人才知道", arguments: DatabaseEngine.allCases)
  func oneNotice(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = MatterTeller(town)
      let places = town.places
      func notices(of actor: Actor) async throws -> [NoticeKind] {
        try await ReadNotices.list(of: actor, before: nil, in: town.environment).notices.map(\.kind)
      }
      func deliver() async throws {
        try await TimedJobs.runOnce(DeliverOutbox(), holder: "test", in: town.environment)
      }
      var ids: [ID<Matter>] = []
      for number in 0..<6 {
        ids.append(try await held(tell, "h\(number)", to: .deputy(places.deputy.person)).matter)
        if number == 2 { try await deliver() }
      }
      try await deliver()
      #expect(try await notices(of: places.liaison.actor) == [.held])
      #expect(try await notices(of: places.deputy.actor()) == [])
      try await ReadHeld.markRead(of: places.liaison.person, in: town.environment)
      ids.append(try await held(tell, "again").matter)
      try await deliver()
      #expect(try await notices(of: places.liaison.actor) == [.held, .held])
      try await ReleaseMatter.run(on: ids[0], tell.request(places.liaison.actor), in: town.environment)
      try await deliver()
      #expect(try await notices(of: places.deputy.actor()) == [.arrived])
    }
  }

  @Test("两个人同时放行，只成一次", arguments: DatabaseEngine.allCases)
  func releasesAtOnce(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = MatterTeller(town)
      for round in 0..<4 {
        let matter = try await held(tell, "round \(round)").matter
        let pairs = [
          (town.environment, town.places.liaison.actor), (town.secondServer(), town.places.clerk.actor),
        ]
        let results = await withTaskGroup(of: ActionError?.self) { group in
          for (environment, actor) in pairs {
            group.addTask {
              do {
                try await ReleaseMatter.run(
                  on: matter, MatterRequest(actor: actor, seen: nil), in: environment)
                return nil
              } catch { return error as? ActionError }
            }
          }
          return await group.reduce(into: [ActionError?]()) { $0.append($1) }
        }
        #expect(results.filter { $0 == nil }.count == 1)
        #expect(results.compactMap { $0 } == [.rule(.nothingChanged)])
        #expect(try await tell.page(matter).record.history.map(\.event.act) == [.submit, .release])
      }
      #expect(try await tell.findings() == [])
    }
  }

  @Test("过了一个工作日没人看，自动放行一次；受理期限从那时起算", arguments: DatabaseEngine.allCases)
  func nobodyIsForgotten(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = MatterTeller(town)
      let matter = try await held(tell).matter
      let promised = try await tell.status(matter)
      func run() async throws {
        try await TimedJobs.runOnce(ReleaseHeld(), holder: "test", in: town.environment)
      }
      for days in [0, 1] {
        if days > 0 { tell.advance(days: days) }
        try await run()
        #expect(try await tell.status(matter).isHeld)
      }
      tell.advance(days: 1)
      try await run()
      try await run()
      let status = try await tell.status(matter)
      #expect(!status.isHeld && status.acceptDue.date > promised.acceptDue.date)
      #expect(status.replyDue == promised.replyDue && status.receivedAt == promised.receivedAt)
      #expect(try await tell.page(matter).record.history.map(\.event.act) == [.submit, .release])
      #expect(try await tell.findings() == [])
    }
  }

  @Test("封存的检举也先甄别，只有上一级经办人看得到", arguments: DatabaseEngine.allCases)
  func sealedOnes(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = MatterTeller(town)
      var input = tell.input(isAccusation: true)
      input.held = [.trap]
      let matter = try await tell.submit(input, key: "sealed").matter
      #expect(try await lines(town, by: town.places.upperClerk.actor).map(\.line.id) == [matter])
      for actor in [town.places.liaison.actor, town.places.clerk.actor, town.places.chief.actor] {
        #expect(try await lines(town, by: actor).isEmpty)
        await #expect(throws: ActionError.notFound) {
          try await ReleaseMatter.run(on: matter, tell.request(actor), in: town.environment)
        }
      }
      try await ReleaseMatter.run(on: matter, tell.request(town.places.upperClerk.actor), in: town.environment)
      #expect(try await tell.findings() == [])
    }
  }
}

@Suite("相同的话") struct RecentTextsTests {
  private func key(_ number: Int) -> RequestKey { RequestKey(hash: Array("\(number)................".utf8.prefix(16))) }

  @Test("同一次提交不重复算，过了几小时不算，时钟倒退也不乱") func counts() {
    let texts = RecentTexts()
    let text = "请大家都来支持在河边建一座新的桥，现在绕路要走五公里。"
    #expect(texts.countAlike(text, key: key(1), at: TestTown.start) == 0)
    #expect(texts.countAlike(text, key: key(1), at: TestTown.start) == 0)
    #expect(texts.countAlike(text + "！", key: key(2), at: TestTown.start.adding(seconds: -5000)) == 1)
    #expect(texts.countAlike(text, key: key(3), at: TestTown.start.adding(hours: 7)) == 0)
    #expect(texts.countAlike("村口的路灯坏了三天，晚上看不见。", key: key(4), at: TestTown.start) == 0)
  }

  @Test("只记这么多件，先来的先忘") func isBounded() {
    let texts = RecentTexts(most: 10)
    for number in 0..<25 { _ = texts.countAlike("请大家都来支持在河边建一座新的桥。", key: key(number), at: TestTown.start) }
    #expect(texts.countAlike("请大家都来支持在河边建一座新的桥。", key: key(99), at: TestTown.start) == 10)
  }
}
