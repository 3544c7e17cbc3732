import Actions
import DatabaseKit
import Domain
import HummingbirdTesting
import TestSupport
import Testing

/// 我的个人信息 as a resident uses it, the clerk's queue, and the pages of keeping.
@Suite struct InformationPagesTests {
  private struct Mine {
    let browser: SiteBrowser
    let path: String
    let code: String
    let matter: ID<Matter>
  }

  private func submitted(_ town: TestTown, _ client: any TestClientProtocol) async throws -> Mine {
    let browser = SiteBrowser(client)
    let sent = try await SubmitSteps.submit(browser, on: "/submit?venue=\(town.places.station)")
    let receipt = try await browser.open("/mine/\(sent.number)")
    let code = try #require(receipt.text.firstMatch(of: /<dd>([0-9]{2} [0-9]{2} [0-9]{2})<\/dd>/)).1
    #expect(receipt.text.contains("/mine/\(sent.number)/information"))
    return Mine(
      browser: browser, path: "/mine/\(sent.number)/information", code: String(code).replacing(" ", with: ""),
      matter: try await SubmitSteps.newest(town))
  }

  private func proved(_ mine: Mine, phone: String = "138 0000 1234") async throws -> SiteAnswer {
    try await mine.browser.fill(mine.path, on: mine.path, ["code": mine.code, "answer": phone])
  }

  @Test("先确认是本人：只有回执不够，填错的留着，对了才看得到表单", arguments: DatabaseEngine.allCases)
  func proof(engine: DatabaseEngine) async throws {
    try await withSite(on: engine) { town, client in
      let mine = try await submitted(town, client)
      let page = try await mine.browser.get(mine.path)
      #expect(page.status == 200 && page.text.contains("先确认是您本人") && page.text.contains("陈大娘"))
      #expect(page.text.contains("138****1234") && !page.text.contains("13800001234"))
      #expect(!page.text.contains("/information/deletion\""))
      let wrong = try await proved(mine, phone: "13800009999")
      #expect(wrong.status == 422 && wrong.text.contains("没有都对上") && wrong.text.contains("value=\"13800009999\""))
      let short = try await mine.browser.fill(mine.path, on: mine.path, ["code": "12", "answer": ""])
      #expect(short.status == 422 && short.text.contains("查询码是6位数字") && short.text.contains("请填写电话"))
      let right = try await proved(mine)
      #expect(right.status == 200 && right.text.contains("打开完整的一份") && !right.text.contains("13800001234"))
      #expect(right.header("Cache-Control") == "no-store")
      // Without the receipt there is no such page, and what the forms carry does not open another one's.
      #expect(try await SiteBrowser(client).get(mine.path).status == 404)
      let other = try await submitted(town, client)
      var stolen = right.form(mine.path + "/copy")
      stolen =
        try await other.browser.open(other.path).form(other.path).filter { $0.name == "form" }
        + stolen.filter { $0.name == "proof" } + [(name: "as", value: "page")]
      let refused = try await other.browser.post(other.path + "/copy", stolen)
      #expect(refused.status == 422 && refused.text.contains("再确认一次"))
    }
  }

  @Test("查阅复制：马上看到全部，存成文件；半小时后要再确认")
  func copy() async throws {
    try await withSite { town, client in
      let mine = try await submitted(town, client)
      let form = try await proved(mine).form(mine.path + "/copy")
      let page = try await mine.browser.post(mine.path + "/copy", SiteBrowser.merge(form, ["as": "page"]))
      #expect(page.status == 200 && page.text.contains("13800001234") && page.text.contains("村口的路灯坏了三天"))
      let again = try await proved(mine).form(mine.path + "/copy")
      let file = try await mine.browser.post(mine.path + "/copy", SiteBrowser.merge(again, ["as": "file"]))
      #expect(file.status == 200 && file.header("Content-Type") == "application/json; charset=utf-8")
      #expect(file.header("Content-Disposition")?.hasPrefix("attachment;") == true)
      #expect(file.text.contains("\"电话\" : \"13800001234\"") && file.text.contains("\"地点\" : \"东村村口\""))
      let asked = try await town.database.read { tx in
        try tx.row("SELECT COUNT(*) AS n FROM information_requests WHERE kind = 'copy' AND state = 'granted'")?(
          "n", as: Int.self)
      }
      #expect(asked == 2)
      let late = try await proved(mine).form(mine.path + "/copy")
      town.clock.move(to: town.now.adding(seconds: 1801))
      let expired = try await mine.browser.post(mine.path + "/copy", SiteBrowser.merge(late, ["as": "page"]))
      #expect(expired.status == 422 && expired.text.contains("过了半小时") && !expired.text.contains("13800001234"))
    }
  }

  @Test("更正：填错的留着；经办人看到、核实、同意，本人看到结果；重复按只提一次", arguments: DatabaseEngine.allCases)
  func correction(engine: DatabaseEngine) async throws {
    try await withSite(on: engine) { town, client in
      let mine = try await submitted(town, client)
      let action = mine.path + "/correction"
      let form = try await proved(mine).form(action)
      let empty = try await mine.browser.post(action, form)
      #expect(empty.status == 422 && empty.text.contains("请至少填一项"))
      let wrong = try await mine.browser.post(
        action, SiteBrowser.merge(empty.form(action), ["phone": "139", "name": "程大娘"]))
      #expect(wrong.status == 422 && wrong.text.contains("现在是3位") && wrong.text.contains("value=\"程大娘\""))
      let fields = SiteBrowser.merge(wrong.form(action), ["phone": "139-0000-5678", "words": "是村西头那盏。"])
      let sent = try await mine.browser.post(action, fields)
      #expect(sent.status == 303 && sent.location == mine.path + "?done=correction")
      #expect(try await mine.browser.post(action, fields).location == sent.location)
      let shown = try await mine.browser.open(sent.location)
      #expect(shown.text.contains("更正的请求收到了") && shown.text.contains("等待决定") && !shown.text.contains("13900005678"))
      #expect(try await proved(mine).form(action).isEmpty)
      let desk = SiteBrowser(client)
      try await desk.signIn("clerk")
      let queue = try await desk.get("/work/information")
      let link = try #require(queue.text.firstMatch(of: /\/work\/information\/[0-9]+/)).0
      let page = try await desk.get(String(link))
      #expect(page.text.contains("是村西头那盏。") && !page.text.contains("程大娘") && !page.text.contains("13900005678"))
      let looked = try await desk.post(link + "/reveal", page.form(link + "/reveal"))
      #expect(looked.status == 200 && looked.text.contains("程大娘") && looked.text.contains("13900005678"))
      #expect(try await desk.get("/work/matters/\(mine.matter)").text.contains("群众提出了个人信息请求"))
      let silent = try await desk.post(link + "/decide", page.form(link + "/decide"))
      #expect(silent.status == 422 && silent.text.contains("请选择同意") && silent.text.contains("请写明理由"))
      let groundless = try await desk.fill(
        link + "/decide", on: String(link), ["outcome": "refused", "reason": "打电话核实过"])
      #expect(groundless.status == 422 && groundless.text.contains("请选法律依据") && groundless.text.contains("打电话核实过"))
      let decided = try await desk.fill(link + "/decide", on: String(link), ["outcome": "granted", "reason": "打电话核实过"])
      #expect(decided.status == 303)
      let result = try await mine.browser.get(mine.path)
      #expect(result.text.contains("已同意") && result.text.contains("打电话核实过") && result.text.contains("程大娘"))
      // The old number proves nothing any more; the new one does.
      #expect(try await proved(mine).status == 422)
      #expect(try await proved(mine, phone: "13900005678").status == 200)
      // Decided twice by an old page.
      let late = try await desk.post(
        link + "/decide",
        SiteBrowser.merge(page.form(link + "/decide"), ["outcome": "refused", "ground": "accurate", "reason": "不改"]))
      #expect(late.status == 422 && late.text.contains("已经有了决定"))
    }
  }

  @Test("删除：没有同意的告诉依据和申诉途径；撤回后可以再提；同意后页面说清已删除")
  func deletion() async throws {
    try await withSite { town, client in
      let mine = try await submitted(town, client)
      let action = mine.path + "/deletion"
      func ask() async throws { #expect(try await mine.browser.post(action, proved(mine).form(action)).status == 303) }
      try await ask()
      let withdraw = try await proved(mine).form(mine.path + "/withdraw")
      #expect(try await mine.browser.post(mine.path + "/withdraw", withdraw).status == 303)
      #expect(try await mine.browser.get(mine.path).text.contains("已撤回"))
      try await ask()
      let desk = SiteBrowser(client)
      try await desk.signIn("clerk")
      func decide(_ values: [String: String]) async throws -> SiteAnswer {
        let link = try #require(
          try await desk.get("/work/information").text.firstMatch(of: /\/work\/information\/[0-9]+/)
        ).0
        return try await desk.fill(link + "/decide", on: String(link), values)
      }
      let early = try await decide(["outcome": "granted", "reason": "同意"])
      #expect(early.status == 422 && early.text.contains("还没有办结，不能全部删除"))
      #expect(
        try await decide(["outcome": "refused", "ground": "in_handling", "reason": "办完再删"]).status == 303)
      let refused = try await mine.browser.get(mine.path).text
      town.clock.move(to: town.now.adding(seconds: 86_400))
      try await desk.signIn("clerk")
      #expect(refused.contains("没有同意") && refused.contains("第四十七条") && refused.contains("依法向人民法院起诉"))
      #expect(
        try await mine.browser.fill(
          mine.path.replacing("information", with: "withdraw"), on: mine.path.replacing("/information", with: "")
        ).status == 303)
      try await ask()
      #expect(try await decide(["outcome": "granted", "reason": "已撤回，同意删除"]).status == 303)
      let done = try await mine.browser.get(mine.path)
      #expect(done.text.contains("已同意") && done.text.contains("只核对查询码") && !done.text.contains("陈大娘"))
      let receipt = try await mine.browser.get(mine.path.replacing("/information", with: ""))
      #expect(receipt.status == 200 && receipt.text.contains("文字已依法删除") && !receipt.text.contains("路灯"))
      #expect(try await proved(mine, phone: "").status == 200)
    }
  }

  @Test("保存期限：先看数目再确认，改规则要理由，保全和解除都留理由", arguments: DatabaseEngine.allCases)
  func retention(engine: DatabaseEngine) async throws {
    try await withSite(on: engine) { town, client in
      _ = try await submitted(town, client)
      let desk = SiteBrowser(client)
      try await desk.signIn("chair")
      let path = "/work/retention/\(town.places.congress)"
      let page = try await desk.get(path)
      #expect(page.text.contains("还没有开始自动删除") && page.text.contains("办结后3年") && page.text.contains("登录日志：183天"))
      let unsure = try await desk.fill(path + "/confirm", on: path)
      #expect(unsure.status == 422 && unsure.text.contains("请先看过"))
      #expect(try await desk.fill(path + "/confirm", on: path, ["sure": "1"]).status == 303)
      #expect(try await desk.get(path).text.contains("正在按这个规则自动删除"))
      let wrong = try await desk.fill(path, on: path, ["words": "99", "reason": ""])
      #expect(wrong.status == 422 && wrong.text.contains("文字留几年请填0到30之间的数") && wrong.text.contains("value=\"99\""))
      #expect(try await desk.fill(path, on: path, ["words": "8", "reason": "县里统一"]).status == 303)
      #expect(try await desk.get(path).text.contains("规则改了，自动删除停着"))
      let nothing = try await desk.fill(path + "/holds", on: path, ["hold-reason": "来函"])
      #expect(nothing.status == 422 && nothing.text.contains("请填回执号") && nothing.text.contains("value=\"来函\""))
      #expect(
        try await desk.fill(path + "/holds", on: path, ["hold-reason": "来函", "venue": "\(town.places.station)"])
          .status == 303)
      let held = try await desk.get(path)
      let lift = try #require(held.text.firstMatch(of: /\/work\/retention\/[0-9]+\/holds\/[0-9]+\/lift/)).0
      #expect(try await desk.fill(String(lift), on: path).status == 422)
      #expect(try await desk.fill(String(lift), on: path, ["lift-reason": "案件办结"]).status == 303)
      #expect(try await desk.get(path).text.contains("已解除"))
      #expect(try await desk.get("/work/retention/\(town.places.county)").status == 404)
      let chief = SiteBrowser(client)
      try await chief.signIn("chief")
      #expect(try await chief.get(path).status == 403)
    }
  }
}
