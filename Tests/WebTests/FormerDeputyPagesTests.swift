import Actions
import DatabaseKit
import Domain
import TestSupport
import Testing

/// 换届 on the site: the clerk ends mandates, and whoever was a deputy finds what he has put forward.
@Suite struct FormerDeputyPagesTests {
  private static func request(_ actor: Actor) -> ProposalRequest { ProposalRequest(actor: actor, seen: nil, key: nil) }

  /// One with a unit.
  private static func handedOver(_ town: TestTown) async throws -> ID<Suggestion> {
    let places = town.places
    let id = try await DraftSuggestion.run(
      .init(
        title: "关于修复东村水渠的建议", text: "水渠年久失修，每年灌溉季节漏水，建议列入今年的维修计划并向村民公布进度。",
        category: places.category, proposedUnits: [places.unit], matters: []),
      for: places.deputy.person, of: places.congress, request(places.deputy.actor()), in: town.environment
    ).id
    _ = try await SubmitSuggestion.run(id, request(places.deputy.actor()), in: town.environment)
    _ = try await RegisterSuggestion.run(nil, on: id, request(places.clerk.actor), in: town.environment)
    _ = try await HandOverSuggestion.run(
      .sole, to: [.init(places.unit, .sole)], on: id, request(places.clerk.actor), in: town.environment)
    return id
  }

  @Test("县人大常委会负责人看得到提交的建议、看不到草稿，没有可办的；公开材料只看不登记")
  func chairOfAStandingCommittee() async throws {
    try await withSite(on: .sqlite) { town, client in
      let county = try await TestMotions.build(in: town, deputies: 2, withAccounts: true)
      let environment = town.environment
      let person = try await SavePerson.run(
        SavePerson.Input(id: nil, name: "常主任", occupation: "干部"), by: .system, in: environment)
      let post = Post(role: .chair, congress: county.congress)
      try await ManageAccounts.grant(post, to: person, by: .system, in: environment)
      _ = try await ManageAccounts.add(
        username: "countychair", password: TestPlaces.password, for: person, mustChange: false, by: .system,
        in: environment)
      func draft(_ title: String) async throws -> ID<Suggestion> {
        try await DraftSuggestion.run(
          .init(title: title, text: "县道坑洼不平，车辆绕行，建议列入今年的大修计划并公布进度。", category: nil, proposedUnits: [], matters: []),
          for: county.lead.person, of: county.congress, Self.request(county.lead.actor()), in: environment
        ).id
      }
      let kept = try await draft("关于还没有写完的建议")
      let submitted = try await draft("关于大修县道的建议")
      _ = try await SubmitSuggestion.run(submitted, Self.request(county.lead.actor()), in: environment)
      let chair = SiteBrowser(client)
      try await chair.signIn("countychair")
      #expect(try await chair.open("/work").text.contains("代表建议"))
      let all = try await chair.open("/work/suggestions/all").text
      #expect(all.contains("关于大修县道的建议") && !all.contains("关于还没有写完的建议"))
      let page = try await chair.get("/work/suggestions/\(submitted)")
      #expect(page.status == 200 && page.text.contains("联名甲代表"))
      #expect(page.form("/work/suggestions/\(submitted)/register").isEmpty)
      #expect(try await chair.get("/work/suggestions/\(kept)").status == 404)
      await #expect(throws: ActionError.refused(.notYours)) {
        _ = try await RegisterSuggestion.run(
          nil, on: submitted,
          Self.request(
            .person(Actor.SignedIn(person: person, name: "常主任", posts: [post], mandates: [], session: ID(1)))),
          in: environment)
      }
      for (role, mayRecord) in [(PostRole.chair, false), (.clerk, true), (.director, true)] {
        let actor = Actor.person(
          Actor.SignedIn(
            person: person, name: "常主任", posts: [Post(role: role, congress: county.congress)], mandates: [],
            session: ID(1)))
        #expect(
          try await ReadPortalPackage.run(nil, by: actor, in: environment).mayRecord == mayRecord, "\(role)")
      }
    }
  }

  /// The other two were elected again: one is not told by chance, all by the last choice of the list.
  private static func renew(_ places: TestPlaces, _ form: String, _ page: String, _ clerk: SiteBrowser) async throws {
    let both = try await clerk.fill(form, on: form, ["none": "1", "m\(places.otherDeputy.mandate)": "1"])
    #expect(both.status == 422 && both.text.contains("就不要勾选"))
    let all = try await clerk.fill(form, on: form, ["none": "1"])
    #expect(all.status == 200 && all.text.contains("确认2名代表连任") && !all.text.contains(places.deputy.name))
    for _ in 0..<2 { #expect(try await clerk.post(form, all.form(form)).status == 303) }
    #expect(try await !clerk.open(page).text.contains("以前各届的代表"))
    #expect(try await clerk.open(form).text.contains("都已登记资格终止或者连任"))
  }

  @Test("换届：先勾选、再核对名单、再确认；没有勾的提示；资格终止的代表登录后找得到自己的建议，办结以后菜单不再有", arguments: DatabaseEngine.allCases)
  func wholeWay(engine: DatabaseEngine) async throws {
    try await withSite(on: engine) { town, client in
      let places = town.places
      let id = try await Self.handedOver(town)
      let session = try await PlanSession.add(
        PlanSession.Input(
          beginsOn: town.now.date, endsOn: town.now.date.adding(days: 1), place: "镇政府礼堂", beginsTerm: true),
        of: places.congress, by: places.clerk.actor, in: town.environment)
      let clerk = SiteBrowser(client)
      try await clerk.signIn("clerk")
      let page = "/work/sessions/\(session)"
      let form = page + "/former-deputies"
      #expect(try await clerk.get(form).status == 404)
      #expect(try await clerk.fill(page + "/open", on: page).status == 303)
      let shown = try await clerk.open(page).text
      #expect(shown.contains("还有3名以前各届的代表，还没有登记") && shown.contains(form))
      let list = try await clerk.open(form).text
      for deputy in places.deputies { #expect(list.contains(deputy.name), "\(deputy.name)") }
      let none = try await clerk.fill(form, on: form)
      #expect(none.status == 422 && none.text.contains("请勾选没有连任"))
      let ticked = try await clerk.fill(form, on: form, ["m\(places.deputy.mandate)": "1"])
      #expect(ticked.status == 200 && ticked.text.contains("确认终止1名代表的资格"))
      #expect(ticked.text.contains("<p class=\"quote\">\(places.deputy.name)</p>"))
      #expect(ticked.text.contains("其余2名已经连任，登记为第二十一届代表") && ticked.text.contains(places.otherDeputy.name))
      let sent = try await clerk.post(form, ticked.form(form))
      #expect(sent.status == 303)
      #expect(try await clerk.open(sent.location).text.contains("还有2名以前各届的代表"))
      #expect(try await clerk.post(form, ticked.form(form)).status == 303)
      try await Self.renew(places, form, page, clerk)
      let secretary = SiteBrowser(client)
      try await secretary.signIn("secretary")
      #expect(try await secretary.get(form).status == 403)

      // The clerk lets him in again: the liaison's slips are for deputies.
      func slip(_ issuer: Actor) async throws -> PrintedSlip {
        try await IssueSlip.run(
          for: places.deputy.person, by: issuer, key: RequestKey(hash: town.environment.random(16)),
          in: town.environment)
      }
      await #expect(throws: ActionError.self) { _ = try await slip(places.liaison.actor) }
      let phone = SiteBrowser(client)
      try await SlipSteps.redeem(for: places.deputy, by: places.clerk.actor, town, phone)
      let start = try await phone.open("/work")
      #expect(start.text.contains("代表建议</h1>") && start.text.contains("我的建议"))
      #expect(!start.text.contains("起草建议") && !start.text.contains("随手提"))
      let own = try await phone.open("/work/suggestions/own")
      #expect(own.text.contains("关于修复东村水渠的建议") && !own.text.contains("起草建议"))
      #expect(try await phone.get("/work/suggestions/\(id)").status == 200)
      #expect(try await phone.get("/work/suggestions/new").status == 403)
      // Ended: the entry is gone, the list of his own stays where it was.
      _ = try await ActOnSuggestion.run(
        .withdraw, on: id, Self.request(places.deputy.actor()), in: town.environment)
      #expect(!(try await phone.open("/work/notices").text.contains("我的建议")))
      await #expect(throws: ActionError.self) { _ = try await slip(places.clerk.actor) }
    }
  }
}
