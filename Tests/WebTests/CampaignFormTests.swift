import Actions
import DatabaseKit
import Domain
import HummingbirdTesting
import TestSupport
import Testing

/// 征集活动 on the site: the clerk's form, the public page, matters brought within one.
@Suite struct CampaignFormTests {
  private func published(
    _ town: TestTown, _ audience: Campaign.Audience = .residents,
    channels: Set<MatterChannel> = [.code, .web, .visit, .grid], days: ClosedRange<Int> = 0...9
  ) async throws -> ID<Campaign> {
    let (places, today) = (town.places, town.now.date)
    let id = try await SaveCampaign.run(
      SaveCampaign.Input(
        theme: "征集民生诉求", text: "请说说身边的急难愁盼。", audience: audience, residentChannels: channels,
        categories: [places.category],
        schedule: .once(today.adding(days: days.lowerBound), today.adding(days: days.upperBound))),
      of: places.congress, by: places.clerk.actor, in: town.environment)
    try await SaveCampaign.publish(id, of: places.congress, seen: 1, by: places.clerk.actor, in: town.environment)
    return id
  }

  private func mark(_ town: TestTown) async throws -> CampaignMark? {
    try await ReadMatterRecord.run(
      SubmitSteps.newest(town), by: town.places.clerk.actor, in: town.environment
    ).record.matter.status.campaign
  }

  @Test("经办人新建、改错、发布、提前结束；打的字都在", arguments: DatabaseEngine.allCases)
  func kept(engine: DatabaseEngine) async throws {
    try await withSite(on: engine) { town, client in
      let (browser, today) = (SiteBrowser(client), town.now.date)
      try await browser.signIn("clerk")
      let path = "/work/campaigns/new"
      let bad = try await browser.fill(
        path, on: path,
        ["theme": "", "text": "说说出行的事。", "recurrence": "quarterly", "first": "\(today)", "last": "", "days": "很多"])
      #expect(bad.status == 422 && bad.text.contains("请填1到90之间的数"))
      #expect(bad.form(path).contains { $0.name == "text" && $0.value == "说说出行的事。" })
      let values = ["theme": "征集出行难题", "days": "15", "r\(town.places.village)": "1", "c\(town.places.category)": "1"]
      let made = try await browser.post(path, SiteBrowser.merge(bad.form(path), values))
      #expect(made.status == 303, "\(made.text)")
      let place = String(made.location.prefix { $0 != "?" })
      let page = try await browser.open(made.location)
      #expect(page.text.contains("草稿") && page.text.contains("每季度的前15天") && page.text.contains("东村"))
      #expect(try await SiteBrowser(client).get(place.replacing("/work", with: "")).status == 404)
      #expect(try await browser.fill(place + "/publish", on: place).status == 303)
      #expect(try await browser.get(place + "/publish").status == 404)
      // What was typed into an older form comes back beside what stands there now.
      let old = try await browser.open(place + "/edit")
      #expect(try await browser.fill(place + "/edit", on: place + "/edit", ["theme": "出行难题"]).status == 303)
      let late = try await browser.post(
        place + "/edit", SiteBrowser.merge(old.form(place + "/edit"), ["theme": "另一个题目"]))
      #expect(late.status == 409 && late.text.contains("现在：出行难题　您填的：另一个题目"))
      let again = try await browser.post(place + "/edit", late.form(place + "/edit"))
      #expect(again.status == 303)
      let history = try await browser.open(place).text
      #expect(history.contains("主题：另一个题目") && history.contains("主题：出行难题") && history.contains("主题：征集出行难题"))
      let unreasoned = try await browser.fill(place + "/stop", on: place)
      #expect(unreasoned.status == 422 && unreasoned.text.contains("请填写理由"))
      #expect(try await browser.fill(place + "/stop", on: place, ["reason": "已经收齐"]).status == 303)
      #expect(try await browser.open(place).text.contains("已提前结束"))
    }
  }

  @Test("联络员、代表、网格员看得见，改不了")
  func others() async throws {
    try await withSite { town, client in
      let id = try await published(town)
      let draft = try await SaveCampaign.run(
        SaveCampaign.Input(theme: "还没有发布的", text: "说说。", schedule: .once(town.now.date, town.now.date)),
        of: town.places.congress, by: town.places.clerk.actor, in: town.environment)
      for name in ["liaison", "chief", "grid"] {
        let browser = SiteBrowser(client)
        try await browser.signIn(name)
        let list = try await browser.get("/work/campaigns")
        #expect(list.status == 200 && list.text.contains("征集民生诉求") && !list.text.contains("还没有发布的"), "\(name)")
        let page = try await browser.get("/work/campaigns/\(id)")
        #expect(page.status == 200 && !page.text.contains("/stop") && !page.text.contains("/edit"), "\(name)")
        #expect(try await browser.get("/work/campaigns/\(draft)").status == 404)
        #expect(try await browser.get("/work/campaigns/\(id)/edit").status == 403)
      }
    }
  }

  @Test("从活动的页面提一件，计入活动；填错了再交，活动还在", arguments: DatabaseEngine.allCases)
  func brought(engine: DatabaseEngine) async throws {
    try await withSite(on: engine) { town, client in
      let id = try await published(town)
      let browser = SiteBrowser(client)
      #expect(try await browser.open("/").text.contains("征集民生诉求"))
      #expect(try await browser.open("/campaigns").text.contains("正在征集"))
      let page = try await browser.open("/campaigns/\(id)")
      #expect(page.status == 200 && page.text.contains("我要反映") && page.text.contains("群众提的：0件"))
      #expect(!page.text.contains("代表提的："))
      let form = try await browser.open("/submit?campaign=\(id)")
      #expect(form.text.contains("您参加的征集活动"))
      var wrong = SubmitSteps.good
      wrong["phone"] = "123"
      let again = try await browser.post("/submit", SiteBrowser.merge(form.form("/submit"), wrong))
      #expect(again.status == 422 && again.text.contains("您参加的征集活动"))
      let sent = try await browser.post("/submit", SiteBrowser.merge(again.form("/submit"), SubmitSteps.good))
      #expect(sent.status == 303)
      #expect(try await mark(town)?.campaign == id)
      #expect(try await browser.open("/campaigns/\(id)").text.contains("群众提的：1件"))
      let desk = SiteBrowser(client)
      try await desk.signIn("clerk")
      #expect(try await desk.open("/work/matters?campaign=\(id)").text.contains("路灯"))
      #expect(try await !desk.open("/work/matters?campaign=4711").text.contains("路灯"))
      let record = try await desk.open("/work/matters/\(SubmitSteps.newest(town))")
      #expect(record.text.contains("/work/campaigns/\(id)"))
    }
  }

  @Test("活动过了，老海报上的码还能反映，只是不计入活动", arguments: DatabaseEngine.allCases)
  func oldPoster(engine: DatabaseEngine) async throws {
    try await withSite(on: engine) { town, client in
      let id = try await published(town)
      let code = try await ManageCodes.current(
        .campaign(id), of: town.places.congress, by: town.places.clerk.actor, in: town.environment)
      let address = "/c/" + PrintedCode.token(code, in: town.environment)
      let running = try await SiteBrowser(client).open(address)
      #expect(running.text.contains("/submit?campaign=\(id)&amp;from=code"))
      let browser = SiteBrowser(client)
      let early = try await browser.open("/submit?campaign=\(id)&from=code")
      town.clock.move(to: town.now.adding(seconds: 12 * 86_400))
      let page = try await browser.open(address)
      #expect(page.status == 200 && page.text.contains("本次征集已结束，您仍可以反映"))
      #expect(page.text.contains("href=\"/submit\""))
      #expect(try await browser.open("/submit?campaign=\(id)").text.contains("本次征集已结束，您仍可以反映"))
      // The form was opened while it ran and is sent days later.
      let sent = try await browser.post("/submit", SiteBrowser.merge(early.form("/submit"), SubmitSteps.good))
      if sent.status == 422 {
        let again = try await browser.post("/submit", sent.form("/submit"))
        #expect(again.status == 303)
      }
      #expect(try await SubmitSteps.count(town) == 1)
      #expect(try await mark(town) == nil)
    }
  }

  @Test("代表在活动里随手提：预先选好；活动过了说清楚，打的字还在")
  func raised() async throws {
    try await withSite { town, client in
      let id = try await published(town, .deputies)
      let phone = SiteBrowser(client)
      try await SlipSteps.redeem(for: town.places.deputy, town, phone)
      #expect(try await phone.open("/work/campaigns/\(id)").text.contains("/work/raise?campaign=\(id)"))
      let form = try await phone.open("/work/raise?campaign=\(id)")
      let values = ["what": "文化广场的健身器材坏了两件。", "where": "东村文化广场"]
      let fields = SiteBrowser.merge(form.form("/work/raise"), values)
      #expect(fields.contains { $0.name == "campaign" && $0.value == "\(id)" })
      let sent = try await phone.post("/work/raise", fields)
      #expect(sent.status == 303, "\(sent.status)")
      let page = try await SiteBrowser(client).open("/campaigns/\(id)").text
      #expect(page.contains("代表提的：1件") && !page.contains("群众提的：") && !page.contains("我要反映"))
      town.clock.move(to: town.now.adding(seconds: 12 * 86_400))
      let late = try await phone.post(
        "/work/raise",
        SiteBrowser.merge(
          try await phone.open("/work/raise").form("/work/raise"), values.merging(["campaign": "\(id)"]) { $1 }))
      #expect(late.status == 422 && late.text.contains("现在不在征集期内"))
      #expect(late.form("/work/raise").contains { $0.name == "what" && $0.value == values["what"] })
    }
  }

  @Test("代录和网格登记选活动；来源不对的说清楚，打的字还在")
  func atTheDesk() async throws {
    try await withSite { town, client in
      let id = try await published(town)
      let desk = SiteBrowser(client)
      try await desk.signIn("liaison")
      let values = ["what": "三组的水沟堵了，一下雨就往院子里灌。", "where": "东村三组", "campaign": "\(id)"]
      let refused = try await desk.fill(
        "/work/intake", on: "/work/intake", values.merging(["channel": "phone"]) { $1 })
      #expect(refused.status == 422 && refused.text.contains("这个征集活动不收这种来源的诉求"))
      let kept = refused.form("/work/intake")
      #expect(kept.contains { $0.name == "campaign" && $0.value == "\(id)" })
      #expect(kept.contains { $0.name == "what" && $0.value == values["what"] })
      #expect(try await desk.post("/work/intake", SiteBrowser.merge(kept, ["channel": "visit"])).status == 200)
      #expect(try await mark(town)?.campaign == id)
      let worker = SiteBrowser(client)
      try await worker.signIn("grid")
      #expect(try await worker.fill("/work/grid/new", on: "/work/grid/new", values).status == 200)
      #expect(try await mark(town)?.campaign == id)
      let page = try await SiteBrowser(client).open("/campaigns/\(id)").text
      #expect(page.contains("群众提的：2件"))
      town.clock.move(to: town.now.adding(seconds: 12 * 86_400))
      #expect(try await !desk.open("/work/intake").text.contains("征集民生诉求"))
    }
  }
}
