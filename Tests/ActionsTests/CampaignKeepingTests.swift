import Actions
import DatabaseKit
import Domain
import SecretsKit
import Store
import TestSupport
import Testing

/// Keeping campaigns: drafts, versions, mistakes, codes; on both engines.
@Suite struct CampaignKeepingTests {
  @Test("草稿只有管的人看得见；发布后都看得见；提前结束要理由", arguments: DatabaseEngine.allCases)
  func draftPublishedStopped(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let teller = CampaignTeller(MatterTeller(town))
      let places = town.places
      let id = try await teller.draft()
      for actor in [Actor.visitor, places.liaison.actor, places.deputy.actor(), places.upperClerk.actor] {
        await #expect(throws: ActionError.notFound) { try await teller.data(id, by: actor) }
        #expect(try await ReadCampaigns.list(by: actor, in: town.environment).isEmpty)
      }
      #expect(try await teller.data(id, by: places.chair.actor).mayEdit)
      #expect(try await teller.mark(of: teller.bring(id, key: "draft")) == nil)
      await #expect(throws: ActionError.notFound) {
        try await ManageCodes.issue(
          .campaign(id), of: places.congress, by: places.liaison.actor, in: town.environment)
      }
      for actor in [places.liaison.actor, places.chief.actor, places.deputy.actor(), places.upperClerk.actor] {
        await #expect(throws: ActionError.refused(.notYours)) {
          try await SaveCampaign.publish(id, of: places.congress, seen: 1, by: actor, in: town.environment)
        }
        await #expect(throws: ActionError.refused(.notYours)) {
          try await SaveCampaign.run(teller.input(), of: places.congress, by: actor, in: town.environment)
        }
      }
      // Another congress's clerk names his own: the record is not his.
      await #expect(throws: ActionError.self) {
        try await SaveCampaign.publish(id, of: places.county, seen: 1, by: places.clerk.actor, in: town.environment)
      }
      try await SaveCampaign.publish(id, of: places.congress, seen: 1, by: places.chair.actor, in: town.environment)
      #expect(try await teller.data(id).mayEdit == false)
      await #expect(throws: ActionError.invalid([FieldProblem("reason", .missing)])) {
        try await SaveCampaign.stop(
          id, of: places.congress, reason: "", seen: 2, by: places.clerk.actor, in: town.environment)
      }
      let kept = try await teller.bring(id, key: "kept")
      try await teller.stop(id)
      #expect(try await teller.data(id).phase == .stopped)
      #expect(try await teller.mark(of: kept)?.campaign == id)
      #expect(try await teller.mark(of: teller.bring(id, key: "stopped")) == nil)
      await #expect(throws: ActionError.invalid([FieldProblem("campaign", .notAllowed)])) { try await teller.stop(id) }
      let history = try await ReadDirectoryHistory.run(.campaign, id.raw, in: town.environment)
      #expect(history.map(\.act) == ["stop", "publish", "form"] && history[0].facts["reason"] == "已经收齐")
    }
  }

  @Test("已发布的改动留在历史里；期次和开始的日子不能改", arguments: DatabaseEngine.allCases)
  func editsOfAPublishedOne(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let teller = CampaignTeller(MatterTeller(town))
      let (places, today) = (town.places, teller.today)
      let id = try await teller.published()
      func save(_ schedule: CampaignSchedule, _ theme: String = "征集民生诉求", seen: Int = 2) async throws {
        var input = teller.input(schedule: schedule)
        (input.id, input.theme, input.seen) = (id, theme, seen)
        _ = try await SaveCampaign.run(
          input, of: places.congress, by: places.clerk.actor, in: town.environment)
      }
      await #expect(throws: ActionError.invalid([FieldProblem("recurrence", .fixed)])) {
        try await save(.yearly(today, today.adding(days: 20)))
      }
      await #expect(throws: ActionError.invalid([FieldProblem("first", .fixed)])) {
        try await save(.once(today.adding(days: 1), today.adding(days: 20)))
      }
      try await save(.once(today, today.adding(days: 30)), "关注民意提建议")
      let history = try await ReadDirectoryHistory.run(.campaign, id.raw, in: town.environment)
      #expect(history.map { $0.facts["theme"] } == ["关注民意提建议", nil, "征集民生诉求"])
      #expect(history.map { $0.facts["last"] } == ["\(today.adding(days: 30))", nil, "\(today.adding(days: 20))"])
    }
  }

  @Test("两位经办人同时改，后到的看到两个版本", arguments: DatabaseEngine.allCases)
  func twoClerksAtOnce(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let teller = CampaignTeller(MatterTeller(town))
      let places = town.places
      let id = try await teller.draft()
      @Sendable func save(_ theme: String, by actor: Actor, _ environment: AppEnvironment) async -> ActionError? {
        var input = teller.input()
        (input.id, input.theme, input.seen) = (id, theme, 1)
        do {
          _ = try await SaveCampaign.run(input, of: places.congress, by: actor, in: environment)
          return nil
        } catch { return error as? ActionError ?? .busy }
      }
      let second = town.secondServer()
      async let one = save("甲", by: places.clerk.actor, town.environment)
      async let two = save("乙", by: places.chair.actor, second)
      let results = await [one, two]
      #expect(results.filter { $0 == nil }.count == 1 && results.contains(.changedMeanwhile))
      let data = try await teller.data(id, by: places.clerk.actor)
      #expect(data.campaign.revision == 2 && data.campaign.theme == (results[0] == nil ? "甲" : "乙"))
      // Publishing what somebody has changed meanwhile is refused, too.
      await #expect(throws: ActionError.changedMeanwhile) {
        try await SaveCampaign.publish(id, of: places.congress, seen: 1, by: places.clerk.actor, in: town.environment)
      }
      await second.passwords.shutDown()
    }
  }

  @Test("同一张表单送两次，只建一个", arguments: DatabaseEngine.allCases)
  func doubleTap(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = MatterTeller(town)
      let teller = CampaignTeller(tell)
      func make() async throws -> ID<Campaign> {
        try await SaveCampaign.run(
          teller.input(), of: town.places.congress, key: tell.key("once"), by: town.places.clerk.actor,
          in: town.environment)
      }
      let first = try await make()
      #expect(try await make() == first)
      #expect(try await ReadCampaigns.list(by: town.places.clerk.actor, in: town.environment).count == 1)
    }
  }

  private func problems(_ teller: CampaignTeller, _ change: (inout SaveCampaign.Input) -> Void) async
    -> [FieldProblem]
  {
    var input = teller.input()
    change(&input)
    do {
      _ = try await teller.draft(input)
      return []
    } catch {
      if case ActionError.invalid(let problems) = error { return problems }
      return [FieldProblem("\(error)", .wrong)]
    }
  }

  @Test("填错的，一次说全", arguments: DatabaseEngine.allCases)
  func whatIsWrong(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let teller = CampaignTeller(MatterTeller(town))
      let today = teller.today
      #expect(
        await problems(teller) {
          ($0.theme, $0.text, $0.residentChannels) = ("", "", [])
          $0.schedule = .once(today, today.adding(days: -1))
        } == [
          FieldProblem("theme", .missing), FieldProblem("text", .missing), FieldProblem("channels", .missing),
          FieldProblem("last", .beforeFirst),
        ])
      #expect(
        await problems(teller) { $0.theme = String(repeating: "长", count: 41) }
          == [FieldProblem("theme", .tooLong(maximum: 40, actual: 41))])
      #expect(await problems(teller) { $0.residentChannels = [.deputy] } == [FieldProblem("channels", .notAllowed)])
      #expect(await problems(teller) { $0.regions = [ID(4711)] } == [FieldProblem("regions", .notFound)])
      #expect(await problems(teller) { $0.categories = [ID(4711)] } == [FieldProblem("categories", .notFound)])
      let over = try await teller.draft(
        teller.input(schedule: .once(today.adding(days: -9), today.adding(days: -1))))
      await #expect(throws: ActionError.invalid([FieldProblem("last", .tooEarly)])) {
        try await SaveCampaign.publish(
          over, of: town.places.congress, seen: 1, by: town.places.clerk.actor, in: town.environment)
      }
    }
  }

  @Test("活动的码：扫到活动，作废的说明去处", arguments: DatabaseEngine.allCases)
  func codes(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let teller = CampaignTeller(MatterTeller(town))
      let (places, environment) = (town.places, town.environment)
      let id = try await teller.published()
      let code = try await ManageCodes.current(
        .campaign(id), of: places.congress, by: places.liaison.actor, in: environment)
      #expect(
        try await ManageCodes.current(.campaign(id), of: places.congress, by: places.clerk.actor, in: environment)
          == code)
      #expect(
        try await ManageCodes.current(.congress(places.congress), of: places.congress, by: .system, in: environment)
          == places.congressCode)
      let token = PrintedCode.token(code, in: environment)
      #expect(try await ScanCode.run(token, in: environment) == .campaign(id))
      try await teller.stop(id)
      #expect(try await ScanCode.run(token, in: environment) == .campaign(id))
      #expect(
        try await ManageCodes.list(of: places.congress, in: environment).contains {
          $0.name == "征集民生诉求" && $0.scans == 2
        })
      try await ManageCodes.revoke(code, reason: "更换", by: places.clerk.actor, in: environment)
      guard case .ended(let end) = try await ScanCode.run(token, in: environment) else {
        Issue.record("a revoked code still leads to its campaign")
        return
      }
      #expect(end.subject == "征集民生诉求" && end.reason == .revoked && end.venue?.id == places.home)
    }
  }
}
