import Actions
import DatabaseKit
import Domain
import Synchronization
import TestSupport
import Testing

/// 批量办理: the acts of one at a time, row by row, each once whatever happens in between.
@Suite struct BulkTests {
  private let reminder = BulkInput.urge("请抓紧办理。")

  private func matters(_ count: Int, _ tell: MatterTeller, accepted: Bool = true) async throws -> [ID<Matter>] {
    var result: [ID<Matter>] = []
    for index in 0..<count {
      let matter = try await tell.submit(key: "bulk \(index)").matter
      if accepted { try await tell.accept(matter) }
      result.append(matter)
    }
    return result
  }

  private func choose(
    _ act: BulkAct, _ matters: [ID<Matter>], by actor: Actor, _ tell: MatterTeller, key: String = "choose"
  ) async throws -> ID<BulkRun> {
    var rows: [(matter: ID<Matter>, seen: Int)] = []
    for matter in matters { rows.append((matter, try await tell.page(matter, by: actor).record.matter.revision)) }
    return try await ChooseMatters.run(
      .init(act: act, choice: .ticked(rows), list: "待答复"), by: actor, key: tell.key(key), in: tell.environment)
  }

  private func prepared(
    _ input: BulkInput, _ matters: [ID<Matter>], by actor: Actor, _ tell: MatterTeller, key: String = "choose"
  ) async throws -> ID<BulkRun> {
    let run = try await choose(input.act, matters, by: actor, tell, key: key)
    try await CarryOutBulk.prepare(input, for: run, by: actor, in: tell.environment)
    return run
  }

  private func start(_ run: ID<BulkRun>, by actor: Actor, _ environment: AppEnvironment) async throws {
    let seen = try await ReadBulk.page(run, by: actor, in: environment).run.changedAt
    try await CarryOutBulk.start(run, seen: seen, by: actor, in: environment)
  }

  private func outcomes(_ run: ID<BulkRun>, by actor: Actor, _ environment: AppEnvironment) async throws
    -> [BulkOutcome]
  {
    try await ReadBulk.page(run, by: actor, in: environment).lines.map(\.row.outcome)
  }

  private func acts(_ act: MatterAct, of matter: ID<Matter>, _ tell: MatterTeller) async throws -> Int {
    try await tell.page(matter, by: tell.places.clerk.actor).record.history.count { $0.event.act == act }
  }

  /// Everything that an act leaves: histories, counts, messages, keys.
  private func traces(_ town: TestTown) async throws -> [Int] {
    try await town.database.read { tx in
      var counts: [Int] = []
      for sql: SQL in [
        "SELECT COUNT(*) FROM events", "SELECT COUNT(*) FROM count_deltas", "SELECT COUNT(*) FROM outbox",
        "SELECT COUNT(*) FROM idempotency_keys", "SELECT CAST(SUM(revision) AS BIGINT) FROM matters",
      ] { counts.append(try tx.row(sql)?.first(as: Int.self) ?? 0) }
      return counts
    }
  }

  @Test("预览不留痕，确认后每件一条记录，与逐件办的一样", arguments: DatabaseEngine.allCases)
  func sameAsOneByOne(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = MatterTeller(town)
      let clerk = town.places.clerk.actor
      let all = try await matters(4, tell)
      // One is answered already: it cannot be assigned.
      try await tell.assign(all[3])
      try await tell.reply(all[3])
      let input = BulkInput.assign(.init(to: .deputy(town.places.secondDeputy.person), words: "请到现场看看。"))
      let single = try await tell.submit(key: "single").matter
      try await tell.accept(single)
      let run = try await prepared(input, all, by: clerk, tell)
      let before = try await traces(town)
      let preview = try await ReadBulk.page(run, by: clerk, in: town.environment)
      #expect(try await traces(town) == before, "a preview left something behind")
      #expect(preview.able == 3)
      #expect(preview.target == town.places.secondDeputy.name + "代表")
      guard case .cannot(.rule(.notInThisState)) = preview.lines[3].forecast else {
        Issue.record("\(String(describing: preview.lines[3].forecast))")
        return
      }
      try await start(run, by: clerk, town.environment)
      let done = try await ReadBulk.page(run, by: clerk, in: town.environment)
      #expect(done.run.state == .done)
      #expect(done.run.counts == BulkCounts(waiting: 0, done: 3, refused: 1))
      #expect(done.lines[3].row.outcome == .refused(.rule(.notInThisState)))
      _ = try await AssignMatter.run(
        .init(to: .deputy(town.places.secondDeputy.person), words: "请到现场看看。"), on: single, tell.request(clerk),
        in: town.environment)
      let one = try await tell.page(single, by: clerk).record
      for (matter, line) in zip(all.prefix(3), done.lines) {
        let record = try await tell.page(matter, by: clerk).record
        #expect(record.history.last?.event == one.history.last?.event)
        #expect(record.history.last?.words == one.history.last?.words)
        #expect(record.history.last?.actor == one.history.last?.actor)
        #expect(record.history.count == one.history.count, "one entry a row")
        #expect(line.row.outcome == .done(seq: record.history.count))
        #expect(record.matter.status.owner == one.matter.status.owner)
      }
      // What was written stands in the histories and nowhere else.
      guard case .assign(let left) = done.input else { return }
      #expect(left.words == nil)
      #expect(try await tell.findings() == [])
    }
  }

  @Test("预览的是办的：会怎样就真的怎样")
  func previewIsTheAct() async throws {
    try await TestTown.run(on: .sqlite) { (town) async throws in
      let tell = MatterTeller(town)
      let clerk = town.places.clerk.actor
      let all = try await matters(2, tell)
      let input = BulkInput.transfer(
        .init(
          lead: town.places.unit, others: [], resultDue: town.now.date.adding(days: 30), sharing: .none,
          sharingReason: nil, words: "请查清原因。"))
      let run = try await prepared(input, all, by: clerk, tell)
      let preview = try await ReadBulk.page(run, by: clerk, in: town.environment)
      try await start(run, by: clerk, town.environment)
      for line in preview.lines {
        guard case .will(_, let after) = line.forecast else { throw ActionError.notFound }
        #expect(try await tell.status(line.row.matter, by: clerk) == after)
      }
      #expect(try await acts(.transfer, of: all[0], tell) == 1)
    }
  }

  @Test("勾选以后别人办过的不覆盖，说明谁办了什么")
  func reportsWhatChanged() async throws {
    try await TestTown.run(on: .sqlite) { (town) async throws in
      let tell = MatterTeller(town)
      let clerk = town.places.clerk.actor
      let all = try await matters(2, tell)
      let input = BulkInput.assign(.init(to: .deputy(town.places.secondDeputy.person)))
      let run = try await prepared(input, all, by: clerk, tell)
      try await tell.assign(all[0])
      let expected = BulkRefusal.changed(
        BulkChange(act: .assign, by: town.places.liaison.person, at: town.now))
      let preview = try await ReadBulk.page(run, by: clerk, in: town.environment)
      #expect(preview.lines[0].forecast == .cannot(expected))
      #expect(preview.people[town.places.liaison.person] == town.places.liaison.name)
      try await start(run, by: clerk, town.environment)
      #expect(try await outcomes(run, by: clerk, town.environment)[0] == .refused(expected))
      #expect(try await tell.status(all[0]).ownerPerson == town.places.deputy.person)
    }
  }

  @Test("确认两次只办一次；改过的要重新看过才能确认", arguments: DatabaseEngine.allCases)
  func confirmedTwice(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = MatterTeller(town)
      let clerk = town.places.clerk.actor
      let all = try await matters(3, tell)
      let run = try await prepared(reminder, all, by: clerk, tell)
      #expect(try await choose(.urge, all, by: clerk, tell) == run, "the same choice sent twice is one run")
      let seen = try await ReadBulk.page(run, by: clerk, in: town.environment).run.changedAt
      tell.advance(days: 0)
      town.clock.move(to: town.now.adding(seconds: 1))
      try await CarryOutBulk.prepare(.urge("请今天办。"), for: run, by: clerk, in: town.environment)
      await #expect(throws: ActionError.changedMeanwhile) {
        try await CarryOutBulk.start(run, seen: seen, by: clerk, in: town.environment)
      }
      #expect(try await acts(.urge, of: all[0], tell) == 0)
      let now = try await ReadBulk.page(run, by: clerk, in: town.environment).run.changedAt
      let other = town.secondServer()
      try await withThrowingTaskGroup(of: Void.self) { group in
        for server in [town.environment, other, town.environment] {
          group.addTask { try await CarryOutBulk.start(run, seen: now, by: clerk, in: server) }
        }
        try await group.waitForAll()
      }
      try await CarryOutBulk.goOn(run, by: clerk, in: other)
      for matter in all { #expect(try await acts(.urge, of: matter, tell) == 1) }
      #expect(try await ReadBulk.page(run, by: clerk, in: town.environment).run.counts.done == 3)
      #expect(try await tell.findings() == [])
    }
  }

  @Test("两人勾选有重叠，每件只办一次，后到的得到说明", arguments: DatabaseEngine.allCases)
  func overlapping(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = MatterTeller(town)
      let (clerk, liaison) = (town.places.clerk.actor, town.places.liaison.actor)
      let all = try await matters(9, tell)
      let mine = try await prepared(
        .assign(.init(to: .deputy(town.places.deputy.person))), Array(all.prefix(6)), by: clerk, tell)
      let his = try await prepared(
        .assign(.init(to: .deputy(town.places.secondDeputy.person))), Array(all.suffix(6)), by: liaison, tell,
        key: "other")
      let second = town.secondServer()
      async let one: Void = start(mine, by: clerk, town.environment)
      async let two: Void = start(his, by: liaison, second)
      _ = try await (one, two)
      let left = try await outcomes(mine, by: clerk, town.environment)
      let right = try await outcomes(his, by: liaison, town.environment)
      for matter in all { #expect(try await acts(.assign, of: matter, tell) == 1) }
      for index in 3..<6 {
        let both = [left[index], right[index - 3]]
        #expect(both.count { if case .done = $0 { true } else { false } } == 1, "\(both)")
        #expect(both.count { if case .refused(.changed) = $0 { true } else { false } } == 1, "\(both)")
      }
      #expect(try await tell.findings() == [])
    }
  }

  @Test("办到一半断了，接着办，已办的不再办", arguments: DatabaseEngine.allCases)
  func cutOff(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = MatterTeller(town)
      let clerk = town.places.clerk.actor
      let all = try await matters(13, tell)
      let run = try await prepared(reminder, all, by: clerk, tell)
      let seen = try await ReadBulk.page(run, by: clerk, in: town.environment).run.changedAt
      // Each try gets a little further, and loses what it had not kept yet: start, some rows, never the keeping.
      for writes in [1, 4, 7, 12] {
        let broken = BreakingDatabase(town.database, after: writes)
        let environment = town.over(broken, node: 10 + writes)
        do { try await CarryOutBulk.start(run, seen: seen, by: clerk, in: environment) } catch {}
        #expect(broken.isBroken, "after \(writes) writes")
      }
      let half = try await ReadBulk.page(run, by: clerk, in: town.environment)
      #expect(half.run.state == .running && half.run.counts.waiting > 0)
      // The timer goes on when nobody has touched it for a while.
      try await TimedJobs.runOnce(ContinueBulk(), holder: "test", in: town.environment)
      #expect(try await ReadBulk.page(run, by: clerk, in: town.environment).run.state == .running)
      town.clock.move(to: town.now.adding(seconds: 11))
      try await TimedJobs.runOnce(ContinueBulk(), holder: "test", in: town.environment)
      let page = try await ReadBulk.page(run, by: clerk, in: town.environment)
      #expect(page.run.state == .done && page.run.counts.done == 13)
      for matter in all { #expect(try await acts(.urge, of: matter, tell) == 1) }
      #expect(try await tell.findings() == [])
    }
  }

  @Test("各人能办什么，只看得到自己的")
  func access() async throws {
    try await TestTown.run(on: .sqlite) { (town) async throws in
      let tell = MatterTeller(town)
      let places = town.places
      #expect(BulkAccess.acts(for: places.clerk.actor) == [.assign, .transfer, .urge])
      #expect(BulkAccess.acts(for: places.chair.actor) == [.urge])
      #expect(BulkAccess.acts(for: places.liaison.actor) == [.assign, .transfer])
      #expect(BulkAccess.acts(for: places.upperClerk.actor) == [.assign])
      for actor in [
        places.auditor.actor, places.deputy.actor(), places.unitHead.actor, places.gridWorker.actor, .visitor,
      ] {
        #expect(BulkAccess.acts(for: actor).isEmpty)
        await #expect(throws: ActionError.refused(.notYours)) {
          try await ChooseMatters.run(
            .init(act: .urge, choice: .listed(QueueFilter(), wholeList: true), list: "x"), by: actor,
            key: tell.key("no"), in: town.environment)
        }
      }
      let all = try await matters(2, tell)
      let run = try await prepared(reminder, all, by: places.clerk.actor, tell)
      for actor in [places.chair.actor, places.liaison.actor, places.chief.actor, .visitor, .system] {
        await #expect(throws: ActionError.notFound) {
          try await ReadBulk.page(run, by: actor, in: town.environment)
        }
        await #expect(throws: ActionError.notFound) {
          try await CarryOutBulk.start(run, seen: town.now, by: actor, in: town.environment)
        }
        await #expect(throws: ActionError.notFound) {
          try await CarryOutBulk.goOn(run, by: actor, in: town.environment)
        }
      }
      // A forged choice: the liaison of the other station does not learn so much as the title.
      let other = places.otherLiaison.actor
      let forged = try await ChooseMatters.run(
        .init(act: .assign, choice: .ticked(all.map { ($0, 2) }), list: "x"), by: other, key: tell.key("forged"),
        in: town.environment)
      try await CarryOutBulk.prepare(
        .assign(.init(to: .deputy(places.otherDeputy.person))), for: forged, by: other, in: town.environment)
      let shown = try await ReadBulk.page(forged, by: other, in: town.environment)
      #expect(shown.lines.allSatisfy { $0.matter == nil && $0.forecast == .cannot(.access(.notVisible)) })
      try await start(forged, by: other, town.environment)
      #expect(
        try await outcomes(forged, by: other, town.environment) == [
          .refused(.access(.notVisible)), .refused(.access(.notVisible)),
        ])
      for matter in all { #expect(try await acts(.assign, of: matter, tell) == 0) }
    }
  }

  @Test("一次最多200件：整张名单取排在前面的，其余说明")
  func bounded() async throws {
    try await TestTown.run(on: .sqlite) { (town) async throws in
      let tell = MatterTeller(town)
      let clerk = town.places.clerk.actor
      let all = try await matters(203, tell, accepted: false)
      func choose(_ choice: ChooseMatters.Choice, _ key: String) async throws -> BulkRun {
        let run = try await ChooseMatters.run(
          .init(act: .urge, choice: choice, list: "待受理"), by: clerk, key: tell.key(key), in: town.environment)
        let page = try await ReadBulk.page(run, by: clerk, in: town.environment)
        return page.run
      }
      let whole = try await choose(.listed(QueueFilter(), wholeList: true), "whole")
      #expect(whole.counts.all == 200 && whole.hasMore)
      let page = try await choose(.listed(QueueFilter(), wholeList: false), "page")
      #expect(page.counts.all == 50 && !page.hasMore)
      var filter = QueueFilter()
      filter.query = "没有这样的标题"
      let found = filter
      await #expect(throws: ActionError.invalid([FieldProblem("matter", .missing)])) {
        try await choose(.listed(found, wholeList: true), "none")
      }
      await #expect(throws: ActionError.self) { try await choose(.ticked(all.map { ($0, 1) }), "forged") }
      try await CarryOutBulk.prepare(reminder, for: whole.id, by: clerk, in: town.environment)
      try await start(whole.id, by: clerk, town.environment)
      let done = try await ReadBulk.page(whole.id, by: clerk, in: town.environment)
      #expect(done.run.counts.done == 200)
      // Seven days unconfirmed, ninety days after: gone.
      tell.advance(days: 8)
      try await TimedJobs.runOnce(ContinueBulk(), holder: "test", in: town.environment)
      #expect(try await ReadBulk.list(by: clerk, in: town.environment).map(\.id) == [whole.id])
      tell.advance(days: 90)
      try await TimedJobs.runOnce(ContinueBulk(), holder: "test", in: town.environment)
      #expect(try await ReadBulk.list(by: clerk, in: town.environment).isEmpty)
    }
  }

  @Test("确认的人离任以后，没办的不再办")
  func rightsAreThoseOfToday() async throws {
    try await TestTown.run(on: .sqlite) { (town) async throws in
      let tell = MatterTeller(town)
      let clerk = town.places.clerk.actor
      let all = try await matters(3, tell)
      let run = try await prepared(reminder, all, by: clerk, tell)
      let seen = try await ReadBulk.page(run, by: clerk, in: town.environment).run.changedAt
      let broken = BreakingDatabase(town.database, after: 1)
      do { try await CarryOutBulk.start(run, seen: seen, by: clerk, in: town.over(broken, node: 10)) } catch {}
      try await town.database.write { tx in
        try tx.execute("UPDATE accounts SET state = 'disabled' WHERE person_id = \(bind: town.places.clerk.person)")
      }
      town.clock.move(to: town.now.adding(seconds: 11))
      try await TimedJobs.runOnce(ContinueBulk(), holder: "test", in: town.environment)
      #expect(
        try await outcomes(run, by: clerk, town.environment).allSatisfy { $0 == .refused(.access(.notVisible)) })
      #expect(try await acts(.urge, of: all[0], tell) == 0)
    }
  }

  @Test("不办的理由存得下、读得回")
  func refusalsAsText() {
    var all: [BulkRefusal] = [.changed(nil), .wrongTarget, .expired, .failed]
    all += AccessRefusal.allCases.map { .access($0) } + MatterRefusal.allCases.map { .rule($0) }
    all += [nil, ID<Person>(7)].map {
      .changed(BulkChange(act: .recordFeedback, by: $0, at: Instant(milliseconds: 1_700_000_000_000)))
    }
    for refusal in all { #expect(BulkRefusal(text: refusal.text) == refusal) }
    for text in ["", "x", "rule:x", "access", "changed:x:1:", "changed:assign:x:"] {
      #expect(BulkRefusal(text: text) == nil, "\(text)")
    }
  }
}
