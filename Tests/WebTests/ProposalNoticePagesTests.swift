import Actions
import DatabaseKit
import Domain
import HTTPKit
import HummingbirdTesting
import TestSupport
import Testing
import Web

/// 提醒 of suggestions and motions: what stands there, and where a tap leads.
@Suite struct ProposalNoticePagesTests {
  private func deliver(_ town: TestTown) async throws {
    try await TimedJobs.runOnce(DeliverOutbox(), holder: "test", in: town.environment)
  }

  private func invite(_ town: TestTown, _ tell: TestMotions, isConfidential: Bool = false) async throws
    -> ID<Suggestion>
  {
    let id = try await DraftSuggestion.run(
      DraftSuggestion.Input(
        title: "关于修复东村水渠的建议", text: "东村的水渠年久失修，每年灌溉季节漏水，建议列入维修计划。", isConfidential: isConfidential),
      for: tell.lead.person, of: tell.congress, tell.request(tell.lead.actor()), in: town.environment
    ).id
    _ = try await InviteCoSigners.run(
      [tell.deputies[1].person], on: id, tell.request(tell.lead.actor()), in: town.environment)
    return id
  }

  @Test("被请的代表点开提醒，到了建议、议案，就地联名；办了以后别人的提醒里有名字", arguments: DatabaseEngine.allCases)
  func tap(engine: DatabaseEngine) async throws {
    try await withSite(on: engine) { town, client in
      let tell = try await TestMotions.build(in: town, deputies: 6, township: true, withAccounts: true)
      let suggestion = try await invite(town, tell)
      let motion = try await tell.draft()
      try await tell.invite(motion, 1)
      try await deliver(town)
      let signer = SiteBrowser(client)
      try await signer.signIn("signer2")
      let list = try await signer.open("/work/notices").text
      #expect(list.contains("请您联名") && list.contains("关于修复东村水渠的建议") && list.contains(TestMotions.text.cause))
      let pages = ["/work/suggestions/\(suggestion)", "/work/motions/\(motion)"]
      for page in pages {
        #expect(list.contains("href=\"\(page)\""))
        #expect(try await signer.fill(page + "/sign", on: page).status == 303)
      }
      try await deliver(town)
      let lead = SiteBrowser(client)
      try await lead.signIn("signer1")
      let told = try await lead.open("/work/notices").text
      #expect(told.contains("有代表同意联名") && told.contains("联名乙代表 · 关于修复东村水渠的建议"))
      #expect(try await signer.fill("/work/notices/read", on: "/work/notices").status == 303)
      #expect(!(try await signer.open("/work/notices").text.contains("全部标为已读")))
    }
  }

  @Test("单位的提醒带到自己那一件，没有保密代表的名字；别人点不开；编号写在前面")
  func unit() async throws {
    try await withSite { town, client in
      let tell = try await TestMotions.build(in: town, deputies: 6, township: true, withAccounts: true)
      let id = try await invite(town, tell, isConfidential: true)
      let (places, clerk) = (town.places, tell.request(tell.clerk.actor))
      _ = try await SubmitSuggestion.run(id, tell.request(tell.lead.actor()), in: town.environment)
      _ = try await RegisterSuggestion.run(nil, on: id, clerk, in: town.environment)
      _ = try await HandOverSuggestion.run(
        .sole, to: [.init(places.unit, .sole)], on: id, clerk, in: town.environment)
      try await deliver(town)
      let unit = SiteBrowser(client)
      try await unit.signIn(places.unitRegistrar.username)
      let list = try await unit.open("/work/notices").text
      #expect(list.contains("有代表建议交办，请签收") && list.contains("第1号 · 关于修复东村水渠的建议"))
      #expect(!list.contains(tell.lead.name))
      let page = "/work/suggestions/\(id)"
      #expect(list.contains("href=\"\(page)\""))
      let opened = try await unit.open(page)
      #expect(opened.status == 200 && !opened.text.contains(tell.lead.name))
      let other = SiteBrowser(client)
      try await other.signIn(places.otherUnitRegistrar.username)
      #expect(try await other.open("/work/notices").text.contains("没有提醒"))
      #expect(try await other.get(page).status == 404)
      let lead = SiteBrowser(client)
      try await lead.signIn("signer1")
      #expect(try await lead.open("/work/notices").text.contains("已立案编号"))
    }
  }

  @Test("接口里的提醒说得出是哪件建议")
  func application() async throws {
    try await withSite { town, client in
      let tell = try await TestMotions.build(in: town, deputies: 6, township: true, withAccounts: true)
      let id = try await invite(town, tell)
      try await deliver(town)
      let signer = try await APIClient(client).signedIn(tell.signer(2))
      let first = try await signer.get("/work/notices")["items"]?.list?.first
      #expect(first?["kind"] == "co_sign_asked" && first?["suggestion"] == .text("\(id)"))
      #expect(first?["title"] == "关于修复东村水渠的建议" && first?["text"] == "请您联名")
    }
  }

  @Test("每一种提醒都有话说，没有两种说得一样")
  func words() {
    let words = NoticeKind.allCases.map(Words.notice)
    #expect(words.allSatisfy { !$0.isEmpty })
    #expect(Set(words).count == words.count)
  }
}
