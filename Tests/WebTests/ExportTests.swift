import Actions
import DatabaseKit
import Domain
import HTTPTypes
import TablesKit
import TestSupport
import Testing
import Web

/// 导出: only what one may see, as text, with a line in the log.
@Suite struct ExportTests {
  private func export(
    _ path: String, on page: String, _ browser: SiteBrowser, _ more: [(name: String, value: String)] = []
  )
    async throws -> SiteAnswer
  {
    let shown = try await browser.open(page)
    let fields = shown.form(path).isEmpty ? shown.form("/work/bulk") : shown.form(path)
    return try await browser.post(path, fields + more)
  }

  private func texts(_ answer: SiteAnswer) throws -> [[String]] {
    try TableReader.read(answer.bytes).rows.map { row in
      row.cells.map { cell in
        switch cell.content {
        case .text(let text): text
        case .date(let days): "date \(days)"
        case .number(let number): number
        case .empty: ""
        case .formula: "FORMULA"
        case .error(let text): text
        }
      }
    }
  }

  private func lastLine(_ town: TestTown) async throws -> ReadAudit.Line? {
    var filter = AuditFilter()
    filter.kind = .export
    return try await ReadAudit.run(filter, after: nil, by: town.places.auditor.actor, in: town.environment).lines.first
  }

  @Test("队列：只有看得到的行和列，联系方式不在里面，公式不成公式，有记录", arguments: DatabaseEngine.allCases)
  func queue(engine: DatabaseEngine) async throws {
    try await withSite(on: engine) { town, client in
      let sender = SiteBrowser(client)
      let title = "=SUM(A1:A9)路灯坏了，晚上看不见。"
      try await SubmitSteps.submit(sender, ["what": title, "name": "陈秀莲", "phone": "13866661234"])
      let browser = SiteBrowser(client)
      try await browser.signIn("clerk")
      let answer = try await export("/work/matters/export", on: "/work/matters?queue=to-accept&channel=web", browser)
      #expect(answer.status == 200)
      #expect(answer.header("content-type")?.hasSuffix("spreadsheetml.sheet") == true)
      let disposition = answer.header("content-disposition") ?? ""
      #expect(disposition.hasPrefix("attachment; filename=\"lianluo.xlsx\"; filename*=UTF-8''%E5%BE%85"))
      #expect(disposition.contains("2026-11-18.xlsx"))
      let rows = try texts(answer)
      #expect(
        rows[0][0].contains("待办队列-待受理") && rows[0][0].contains("来源：网上") && rows[0][0].contains(town.places.clerk.name))
      #expect(rows[1].first == "回执号" && rows[1].contains("期限"))
      #expect(rows.count == 4 && rows[3][0] == "共1行")
      #expect(rows[2].contains { $0.hasPrefix("=SUM") } && !rows.joined().contains("FORMULA"))
      #expect(rows[2].contains("date 46344"), "\(rows[2])")
      for secret in ["陈秀莲", "13866661234", "6666"] { #expect(!rows.joined().contains { $0.contains(secret) }) }
      let line = try #require(try await lastLine(town))
      #expect(line.facts == ["what": "待办队列-待受理", "filter": "来源：网上", "rows": "1"])
      #expect(line.line.actor == town.places.clerk.person)
      // The other station's liaison has nothing of it; what is sealed is nobody's.
      let other = SiteBrowser(client)
      try await other.signIn("otherliaison")
      let form = try await other.open("/work/directory").form("/work/directory/export/units")
      let theirs = try await other.post("/work/matters/export", form + [(name: "queue", value: "to-accept")])
      #expect(try texts(theirs).count == 3, "no row but the last line")
      let ticked = (name: "matter", value: "\(try await SubmitSteps.newest(town)):1")
      let forged = try await other.post("/work/matters/export", form + [ticked])
      #expect(try texts(forged).count == 3, "no row but the last line")
    }
  }

  @Test("搜索词里的长号码不进记录；勾选的只出勾选的")
  func narrowed() async throws {
    try await withSite { town, client in
      let sender = SiteBrowser(client)
      for index in 0..<3 { try await SubmitSteps.submit(sender, ["what": "第\(index)件：村口的路灯坏了。"]) }
      let browser = SiteBrowser(client)
      try await browser.signIn("clerk")
      // Long numbers find nothing, and are no less private for that.
      let form = try await browser.open("/work/matters?queue=to-accept").form("/work/bulk").filter { $0.name != "q" }
      let found = try await browser.post("/work/matters/export", form + [(name: "q", value: "13866661234")])
      #expect(try texts(found).count == 3)
      #expect(try await lastLine(town)?.facts?["filter"]?.contains("＊＊") == true)
      #expect(try await lastLine(town)?.facts?["filter"]?.contains("138") == false)
      let box = (name: "matter", value: "\(try await SubmitSteps.newest(town)):1")
      let ticked = try await export("/work/matters/export", on: "/work/matters?queue=to-accept", browser, [box])
      #expect(try texts(ticked).count == 4)
      #expect(try await lastLine(town)?.facts?["filter"]?.hasSuffix("勾选的") == true)
    }
  }

  @Test("名册、数字、活动、审计：谁能导出什么")
  func whoMay() async throws {
    try await withSite { town, client in
      let clerk = SiteBrowser(client)
      try await clerk.signIn("clerk")
      for (part, name) in [
        ("deputies", "张三"), ("venues", "代表之家"), ("groups", "组"), ("units", ""),
      ] {
        let path = "/work/directory/export/\(part)"
        let rows = try texts(try await export(path, on: "/work/directory", clerk))
        #expect(rows.count > 3 && rows.joined().contains { $0.contains(name) }, "\(part)")
        #expect(try await lastLine(town)?.facts?["rows"] == "\(rows.count - 3)")
      }
      try await SubmitSteps.submit(SiteBrowser(client))
      let number = try texts(
        try await export("/work/numbers/received/export", on: "/numbers/received", clerk))
      #expect(number.count == 4 && number[2][1] == "未公开")
      #expect(try await clerk.post("/work/audit/export", []).status == 403)
      let auditor = SiteBrowser(client)
      try await auditor.signIn("auditor")
      let log = try texts(try await export("/work/audit/export", on: "/work/audit?kind=export", auditor))
      #expect(log.count == 8 && log[0][0].contains("导出"))
      // The auditor sees no matter: neither on a page nor in a file.
      let fields = try await auditor.open("/work/audit").form("/work/audit/export")
      #expect(try await auditor.post("/work/matters/export", fields).status == 403)
      #expect(try await SiteBrowser(client).post("/work/matters/export", []).status == 403, "without a sign-in")
      #expect(!(try await SiteBrowser(client).open("/numbers/received")).text.contains("导出"))
      #expect(try await clerk.post("/work/directory/export/contacts", fields).status == 403, "somebody else's form")
    }
  }

  @Test("微信里说明怎么打开")
  func inWeChat() async throws {
    try await withSite { _, client in
      let browser = SiteBrowser(client)
      try await browser.signIn("clerk")
      let answer = try await browser.get(
        "/work/directory", headers: [.userAgent: "Mozilla/5.0 (Linux; Android 14) MicroMessenger/8.0"])
      #expect(answer.text.contains("在浏览器打开"))
      #expect(!(try await browser.get("/work/directory")).text.contains("在浏览器打开"))
    }
  }
}
