import Actions
import DatabaseKit
import Domain
import TestSupport
import Testing
import Web

/// 批量办理 in the browser: tick, say, look, confirm, see what became of each; without a script as well.
@Suite struct BulkFormTests {
  private static let queue = "/work/matters?queue=to-reply"

  private func accepted(_ count: Int, _ town: TestTown) async throws -> [ID<Matter>] {
    var result: [ID<Matter>] = []
    for index in 0..<count {
      let input = SubmitMatter.Input(
        addressee: .venue(town.places.station), channel: .code, text: "第\(index)件：村口的路灯坏了，晚上看不见。", place: "东村村口",
        name: "陈大娘", phone: "13800001234", visibility: .hidden)
      let matter = try await SubmitMatter.run(
        input, by: .visitor, key: RequestKey(hash: [UInt8(index)]), in: town.environment
      ).matter
      _ = try await AcceptMatter.run(
        .init(grade: .inGroup, urgency: .normal, category: nil), on: matter,
        MatterRequest(actor: town.places.liaison.actor, seen: nil), in: town.environment)
      result.append(matter)
    }
    return result
  }

  /// The boxes of a queue's page.
  private func boxes(_ page: SiteAnswer) -> [String] {
    page.text.split(separator: "name=\"matter\" value=\"").dropFirst().map { String($0.prefix { $0 != "\"" }) }
  }

  private func choose(_ act: String, _ rows: [String], _ browser: SiteBrowser, range: String = "") async throws
    -> SiteAnswer
  {
    let fields = SiteBrowser.merge(try await browser.open(Self.queue).form("/work/bulk"), ["range": range, "act": act])
    return try await browser.post("/work/bulk", fields + rows.map { (name: "matter", value: $0) })
  }

  @Test("勾选、填写、预览、确认，逐件有结果", arguments: DatabaseEngine.allCases)
  func wholeWay(engine: DatabaseEngine) async throws {
    try await withSite(on: engine) { town, client in
      let matters = try await accepted(3, town)
      let browser = SiteBrowser(client)
      try await browser.signIn("clerk")
      let rows = boxes(try await browser.open(Self.queue))
      #expect(rows.count == 3)
      let sent = try await choose("assign", Array(rows.prefix(2)), browser)
      #expect(sent.status == 303 && sent.location.hasPrefix("/work/bulk/"))
      let path = sent.location
      #expect(try await browser.get(path).text.contains("可以办"))
      // Nothing is said yet: the form comes back with a sentence.
      let empty = try await browser.fill(path + "/prepare", on: path)
      #expect(empty.status == 422 && empty.text.contains("请选择交给谁"))
      let to = "d-\(town.places.deputy.person)"
      #expect(try await browser.fill(path + "/prepare", on: path, ["to": to, "words": "请到现场看看"]).status == 303)
      let preview = try await browser.get(path)
      #expect(preview.text.contains("确认办理这2件") && preview.text.contains("交给" + town.places.deputy.name))
      #expect(preview.text.contains("请到现场看看"), "what was typed is kept")
      let confirm = preview.form(path + "/start")
      #expect(try await browser.post(path + "/start", confirm).status == 303)
      #expect(try await browser.post(path + "/start", confirm).status == 303, "sent twice")
      let done = try await browser.get(path)
      #expect(done.text.contains("办好2件") && !done.text.contains("请到现场看看"))
      #expect(try await browser.get("/work/bulk").text.contains("批量分派"))
      let record = try await browser.get("/work/matters/\(matters[0])").text
      #expect(record.contains("请到现场看看"))
      let other = SiteBrowser(client)
      try await other.signIn("chair")
      #expect(try await other.get(path).status == 404)
    }
  }

  @Test("没有勾选、办不了的、别人先办的，都说明白")
  func sentences() async throws {
    try await withSite { town, client in
      let matters = try await accepted(2, town)
      let browser = SiteBrowser(client)
      try await browser.signIn("clerk")
      let none = try await choose("urge", [], browser)
      #expect(none.status == 422 && none.text.contains("还没有勾选") && none.text.contains("待答复"))
      let rows = boxes(try await browser.open(Self.queue))
      let path = try await choose("assign", rows, browser).location
      _ = try await AssignMatter.run(
        .init(to: .deputy(town.places.secondDeputy.person)), on: matters[0],
        MatterRequest(actor: town.places.liaison.actor, seen: nil), in: town.environment)
      _ = try await browser.fill(path + "/prepare", on: path, ["to": "d-\(town.places.deputy.person)"])
      let preview = try await browser.get(path)
      #expect(preview.text.contains("确认办理这1件"))
      #expect(preview.text.contains("\(town.places.liaison.name)办过“分派”"))
      _ = try await browser.fill(path + "/start", on: path)
      let done = try await browser.get(path)
      #expect(done.text.contains("办好1件，没有办1件"))
      // The whole page and the whole list without a single tick.
      for range in ["page", "all"] {
        let answer = try await choose("urge", [], browser, range: range)
        #expect(answer.status == 303)
        #expect(try await browser.get(answer.location).text.contains("<b>2</b>"))
      }
      for forged in ["x", "1:2:3", "99999999999999:1", "-1:1"] {
        #expect(try await choose("urge", [forged], browser).status == 422, "\(forged)")
      }
    }
  }

  @Test("谁有哪些按钮")
  func whoHasWhat() async throws {
    try await withSite { town, client in
      _ = try await accepted(1, town)
      let table: [(String, [String], [String])] = [
        ("clerk", ["assign", "transfer", "urge"], []), ("liaison", ["assign", "transfer"], ["urge"]),
        ("chair", ["urge"], ["assign", "transfer"]),
      ]
      for (name, has, hasNot) in table {
        let browser = SiteBrowser(client)
        try await browser.signIn(name)
        let page = try await browser.open(Self.queue).text
        for act in has { #expect(page.contains("value=\"\(act)\">"), "\(name) \(act)") }
        for act in hasNot { #expect(!page.contains("value=\"\(act)\">"), "\(name) \(act)") }
        for act in hasNot {
          let rows = boxes(try await browser.open(Self.queue))
          #expect(try await choose(act, rows, browser).status == 403, "\(name) \(act)")
        }
      }
      let grid = SiteBrowser(client)
      try await grid.signIn("grid")
      #expect(try await grid.get("/work/bulk").status == 403)
    }
  }
}
