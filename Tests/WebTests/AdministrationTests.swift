import Actions
import DatabaseKit
import Domain
import HummingbirdTesting
import TestSupport
import Testing
import Web

/// The forms of the three administrators, and edits that meet.
@Suite struct AdministrationTests {
  @Test("安全设置：填错的留着，先看再存，存了就生效")
  func securitySettings() async throws {
    try await withSite { town, client in
      let browser = SiteBrowser(client)
      try await browser.signIn("security")
      let wrong = try await browser.fill(
        "/work/security/preview", on: "/work/security", ["minimum": "7", "log": "182", "idle": "15", "reason": "检查"])
      #expect(wrong.status == 422)
      #expect(wrong.text.contains("密码最少几位请填8到64之间的数"))
      #expect(wrong.text.contains("登录日志保存几天请填183到3650之间的数"))
      #expect(wrong.text.contains("value=\"15\"") && wrong.text.contains("value=\"检查\""))
      let preview = try await browser.fill(
        "/work/security/preview", on: "/work/security", ["minimum": "10", "idle": "15", "reason": "检查"])
      #expect(preview.status == 200 && preview.text.contains("8 → 10") && preview.text.contains("30 → 15"))
      let saved = try await browser.post("/work/security", preview.form("/work/security"))
      #expect(saved.status == 303)
      #expect(try await ManageSecurity.current(in: town.environment).settings.password.minimum == 10)
      // The same form again, after somebody else's: nothing is overwritten, what was chosen is shown beside.
      let stale = try await browser.post("/work/security", preview.form("/work/security"))
      #expect(stale.status == 409 && stale.text.contains("刚才有人改过设置"))
    }
  }

  @Test("审计员只看：列表、筛选、一条的详情，没有表单")
  func audit() async throws {
    try await withSite { town, client in
      let browser = SiteBrowser(client)
      let matter = try await SubmitSteps.submit(browser)
      _ = matter
      let id = try await SubmitSteps.newest(town)
      _ = try await RevealContact.run(
        reason: "电话核实", on: id, MatterRequest(actor: town.places.clerk.actor, seen: nil), in: town.environment)
      try await browser.signIn("auditor")
      let page = try await browser.get("/work/audit")
      #expect(page.status == 200 && page.text.contains("查看了群众的联系方式") && page.text.contains("电话核实"))
      #expect(!page.text.contains("路灯") && !page.text.contains("陈大娘") && !page.text.contains("13800001234"))
      let filtered = try await browser.get("/work/audit?kind=settings")
      #expect(!filtered.text.contains("电话核实"))
      let line = try #require(page.text.firstMatch(of: /\/work\/audit\/([0-9]+)/)?.1)
      #expect(try await browser.get("/work/audit/\(line)").status == 200)
      for path in ["/work/security", "/work/accounts", "/work/directory/edit/region", "/work/matters/\(id)"] {
        #expect([403, 404].contains(try await browser.get(path).status))
      }
    }
  }

  @Test("两人同时改一个单位：后存的看到两个版本，写的都在，再存一次才覆盖")
  func bothVersions() async throws {
    try await withSite { town, client in
      let places = town.places
      let browser = SiteBrowser(client)
      try await browser.signIn("clerk")
      let form = "/work/directory/edit/unit"
      let opened = try await browser.get("\(form)?congress=\(places.congress)&id=\(places.unit)")
      _ = try await SaveStructure.saveUnit(
        places.unit, of: places.congress, name: "镇水利所", telephone: "0000-7654321", by: places.chair.actor,
        in: town.environment)
      let fields = SiteBrowser.merge(opened.form(form), ["name": "镇水务站"])
      let conflict = try await browser.post(form, fields)
      #expect(conflict.status == 409)
      #expect(conflict.text.contains("现在：镇水利所") && conflict.text.contains("您填的：镇水务站"))
      #expect(conflict.text.contains("value=\"镇水务站\""))
      #expect(try await ReadDirectory.unit(places.unit, in: town.environment)?.name == "镇水利所")
      let again = try await browser.post(form, conflict.form(form))
      #expect(again.status == 303)
      #expect(try await ReadDirectory.unit(places.unit, in: town.environment)?.name == "镇水务站")
      let history = try await browser.get("/work/directory/history/unit/\(places.unit)")
      #expect(history.status == 200 && history.text.contains("镇水利所") && history.text.contains("镇水务站"))
    }
  }

  @Test("结束最后一位联络员：没选接替的人不能结束，选了就交接")
  func endingAPost() async throws {
    try await withSite { town, client in
      let browser = SiteBrowser(client)
      try await SubmitSteps.submit(browser, on: "/submit?venue=\(town.places.station)")
      try await browser.signIn("clerk")
      let person = town.places.liaison.person
      let posts = try #require(try await ReadPeople.one(person, by: .system, in: town.environment)).posts
      let path = "/work/directory/posts/\(try #require(posts.first).id)/end"
      let refused = try await browser.fill(path, on: path)
      #expect(refused.status == 422 && refused.text.contains("请选接替的人") && refused.text.contains("还有1件未办结"))
      let done = try await browser.fill(path, on: path, ["successor": "\(town.places.otherLiaison.person)"])
      #expect(done.status == 303)
      let left = try #require(try await ReadPeople.one(person, by: .system, in: town.environment)).posts
      #expect(left.isEmpty)
    }
  }
}
