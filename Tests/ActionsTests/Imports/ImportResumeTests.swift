import Actions
import DatabaseKit
import Domain
import TestSupport
import Testing

/// Stops in the middle, two at once, and records on which something hangs.
@Suite struct ImportResumeTests {
  private func roster(_ town: TestTown, _ deputies: Int) async throws -> RosterFile {
    let roster = RosterFile(deputies: deputies, faults: 0)
    _ = try await SaveStructure.saveDelegation(
      nil, of: town.places.congress, name: "北团", by: .system, in: town.environment)
    _ = try await ImportTests.bring(.constituency, roster.constituencyWorkbook, town)
    return roster
  }

  @Test("中途停下，定时任务接着导；撤销也一样", arguments: DatabaseEngine.allCases)
  func resumes(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let roster = try await roster(town, 330)
      let before = try await ImportTests.counts(town)
      let run = try await ImportTests.bring(.deputy, roster.workbook, town, apply: false)
      let clerk = town.places.clerk.actor
      // The server stops after the first step; another one takes over.
      try await ApplyImport.begin(run, by: clerk, in: town.environment)
      #expect(try await ApplyImport.step(run, in: town.environment))
      let half = try await ImportTests.page(run, town).run
      #expect(half.state == .applying && half.done > 0 && half.done < 330)
      let other = town.secondServer()
      town.clock.move(to: town.now.adding(seconds: 30))
      try await TimedJobs.runOnce(ContinueImports(), holder: "other", in: other)
      let whole = try await ImportTests.page(run, town).run
      #expect(whole.state == .applied && whole.done == 330 && whole.made == 660)
      #expect(try await ImportTests.counts(town)["mandates"] == (before["mandates"] ?? 0) + 330)
      // Once more does nothing, and says so.
      await #expect(throws: ActionError.changedMeanwhile) {
        try await ApplyImport.run(run, by: clerk, in: town.environment)
      }

      try await UndoImport.begin(run, by: clerk, in: town.environment)
      #expect(try await UndoImport.step(run, in: town.environment))
      #expect(try await ImportTests.page(run, town).run.state == .undoing)
      town.clock.move(to: town.now.adding(seconds: 30))
      try await TimedJobs.runOnce(ContinueImports(), holder: "other", in: other)
      #expect(try await ImportTests.page(run, town).run.state == .undone)
      #expect(try await ImportTests.counts(town) == before)
    }
  }

  @Test("同一份名单两人同时导入，每人只有一份", arguments: DatabaseEngine.allCases)
  func twoAtOnce(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let roster = try await roster(town, 240)
      let before = try await ImportTests.counts(town)
      let other = town.secondServer()
      let first = try await ImportTests.bring(.deputy, roster.workbook, town, apply: false)
      let second = try await ImportTests.bring(.deputy, roster.workbook, town, apply: false)
      let actors = (town.places.clerk.actor, town.places.chair.actor)
      async let one: Void = ApplyImport.run(first, by: actors.0, in: town.environment)
      async let two: Void = ApplyImport.run(second, by: actors.1, in: other)
      _ = try await (one, two)
      let pages = [try await ImportTests.page(first, town), try await ImportTests.page(second, town)]
      #expect(pages.map(\.run.made).reduce(0, +) == 480)
      #expect(pages.flatMap(\.findings).count == 240)
      #expect(pages.flatMap(\.findings).allSatisfy { $0.fault == .duplicate })
      #expect(try await ImportTests.counts(town)["mandates"] == (before["mandates"] ?? 0) + 240)
    }
  }

  @Test("两台服务器同时接着导同一批，不多不少", arguments: DatabaseEngine.allCases)
  func twoGoOn(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let roster = try await roster(town, 240)
      let run = try await ImportTests.bring(.deputy, roster.workbook, town, apply: false)
      try await ApplyImport.begin(run, by: town.places.clerk.actor, in: town.environment)
      let other = town.secondServer()
      func goOn(_ environment: AppEnvironment) async throws {
        while try await ApplyImport.step(run, in: environment) {}
      }
      async let one: Void = goOn(town.environment)
      async let two: Void = goOn(other)
      _ = try await (one, two)
      let page = try await ImportTests.page(run, town)
      #expect(page.run.made == 480 && page.findings.isEmpty)
    }
  }

  @Test("撤销时有诉求的代表不删，资格终止并说明；其余都撤", arguments: DatabaseEngine.allCases)
  func keepsWhatIsUsed(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let roster = try await roster(town, 12)
      let before = try await ImportTests.counts(town)
      let run = try await ImportTests.bring(.deputy, roster.workbook, town)
      let found = try await ReadPeople.list(RosterFile.name(4), after: nil, in: town.environment).people.first
      let person = try #require(found)
      let mandate = try #require(person.mandates.first)
      let matter = try await MatterTeller(town).submit().matter
      try await town.database.write { tx in
        try tx.execute(
          """
          UPDATE matters SET owner_kind = 'deputy', owner_person_id = \(bind: person.id.raw),
            owner_mandate_id = \(bind: mandate.id.raw) WHERE id = \(bind: matter.raw)
          """)
      }
      try await UndoImport.run(run, by: town.places.clerk.actor, in: town.environment)
      let page = try await ImportTests.page(run, town)
      #expect(page.run.state == .undone)
      #expect(page.kept.map(\.record.kind) == [.person, .mandate])
      #expect(page.kept.map(\.isEnded) == [false, true])
      #expect(page.kept.map { $0.hangers[.matters] } == [1, 1])
      let after = try await ImportTests.counts(town)
      #expect(after["mandates"] == (before["mandates"] ?? 0) + 1 && after["people"] == (before["people"] ?? 0) + 1)
      let left = try await ReadPeople.list(RosterFile.name(4), after: nil, in: town.environment).people.first
      #expect(left?.mandates.map(\.state) == [.ended] && left?.mandates.first?.reason == .enteredInError)
    }
  }

  @Test("别的记录指着的人也不删，说明有关联", arguments: DatabaseEngine.allCases)
  func keepsWhatOthersPointTo(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let roster = try await roster(town, 12)
      let before = try await ImportTests.counts(town)
      let run = try await ImportTests.bring(.deputy, roster.workbook, town)
      let found = try await ReadPeople.list(RosterFile.name(4), after: nil, in: town.environment).people.first
      let person = try #require(found)
      let id = town.environment.ids.next(at: town.now)
      try await town.database.write { tx in
        try tx.execute(
          """
          INSERT INTO grid_heads (id, grid_id, person_id, from_on, reason)
          VALUES (\(bind: id), \(bind: town.places.village.raw), \(bind: person.id.raw), '2026-01-01', '任命')
          """)
      }
      try await UndoImport.run(run, by: town.places.clerk.actor, in: town.environment)
      let page = try await ImportTests.page(run, town)
      #expect(page.run.state == .undone && page.kept.map(\.record.id) == [person.id.raw])
      #expect(page.kept.first?.hangers == [.others: 1])
      #expect(try await ImportTests.counts(town)["people"] == (before["people"] ?? 0) + 1)
      #expect(try await ImportTests.counts(town)["mandates"] == before["mandates"])
    }
  }

  @Test("七天没有确认的名单连同内容一起丢掉")
  func forgetsUnconfirmed() async throws {
    try await TestTown.run(on: .sqlite) { (town) async throws in
      let roster = try await roster(town, 9)
      let run = try await ImportTests.bring(.deputy, roster.workbook, town, apply: false)
      town.clock.move(to: town.now.adding(days: 8))
      try await TimedJobs.runOnce(ContinueImports(), holder: "server", in: town.environment)
      #expect(try await ImportTests.page(run, town).run.state == .discarded)
      #expect(try await ImportTests.counts(town)["waiting"] == 0)
    }
  }

  @Test("只有本级人大的经办人和主席能导入；账号只有系统管理员能")
  func rights() async throws {
    try await TestTown.run(on: .sqlite) { (town) async throws in
      let places = town.places
      let bytes = Array("单位名称,电话\n水务局,0000-1112222\n".utf8)
      for staff in [places.liaison, places.chief, places.administrator, places.upperClerk, places.unitHead] {
        await #expect(throws: ActionError.refused(.notYours), "\(staff.username)") {
          try await ImportTests.bring(.unit, bytes, town, by: staff.actor)
        }
      }
      let run = try await ImportTests.bring(.unit, bytes, town, by: places.chair.actor)
      await #expect(throws: ActionError.notFound) {
        _ = try await ReadImports.page(
          run, fault: nil, after: 0, by: places.liaison.actor, in: town.environment)
      }
      await #expect(throws: ActionError.refused(.notYours)) {
        try await UndoImport.run(run, by: places.liaison.actor, in: town.environment)
      }
      let accounts = Array("姓名,用户名\n张三,zhangsan\n".utf8)
      await #expect(throws: ActionError.refused(.notYours)) {
        try await ImportTests.bring(.account, accounts, town, by: places.clerk.actor)
      }
    }
  }
}
