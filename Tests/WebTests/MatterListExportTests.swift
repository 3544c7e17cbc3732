import Actions
import DatabaseKit
import Domain
import HummingbirdTesting
import TablesKit
import TestSupport
import Testing

/// 导出 of the lists beside the queue: 待认领 and 已上报, a unit's parts, a grid worker's matters.
@Suite struct MatterListExportTests {
  private static let plea = "我叫陈大娘，渠口漏水三天了，电话13800001234，淹了半亩地。"

  private func rows(_ answer: SiteAnswer) throws -> [[String]] {
    try TableReader.read(answer.bytes).rows.map { row in
      row.cells.map { cell in
        switch cell.content {
        case .text(let text), .number(let text): text
        case .date: "a date"
        case .empty: ""
        case .formula, .error: "broken"
        }
      }
    }
  }

  private func export(_ path: String, on page: String, _ browser: SiteBrowser) async throws -> [[String]] {
    let shown = try await browser.open(page)
    #expect(shown.text.contains("每次导出都有记录"), "\(page)")
    let answer = try await browser.post(path, shown.form(path))
    #expect(answer.status == 200, "\(path)")
    return try rows(answer)
  }

  private func lastExport(_ town: TestTown) async throws -> [String: String]? {
    var filter = AuditFilter()
    filter.kind = .export
    return try await ReadAudit.run(filter, after: nil, by: town.places.auditor.actor, in: town.environment).lines.first?
      .facts
  }

  /// A matter at the unit, with the sender's name and number in its words.
  private func handedOver(_ town: TestTown, _ sender: SiteBrowser) async throws {
    let places = town.places
    try await SubmitSteps.submit(sender, ["what": Self.plea, "to": "v-\(places.station)"])
    let matter = try await SubmitSteps.newest(town)
    _ = try await AcceptMatter.run(
      .init(grade: .transfer, urgency: .urgent, category: places.category), on: matter,
      MatterRequest(actor: places.liaison.actor, seen: nil), in: town.environment)
    _ = try await TransferMatter.run(
      TransferMatter.Input(
        lead: places.unit, others: [], resultDue: town.now.date.adding(days: 20), sharing: .none, sharingReason: nil,
        words: "请到现场看看。"), on: matter, MatterRequest(actor: places.clerk.actor, seen: nil), in: town.environment)
  }

  @Test("单位的转办事项：本单位的行，姓名电话隐去，有记录；别的单位和别的岗位没有", arguments: DatabaseEngine.allCases)
  func unit(engine: DatabaseEngine) async throws {
    try await withSite(on: engine) { town, client in
      try await handedOver(town, SiteBrowser(client))
      let browser = SiteBrowser(client)
      try await browser.signIn("unit")
      let found = try await export("/work/unit/export", on: "/work/unit?tab=to-sign-for", browser)
      #expect(found.count == 4 && found[0][0].contains("转办事项-待签收") && found[3][0] == "共1行")
      #expect(found[1].first == "回执号" && found[2].contains("紧急") && found[2].contains("主办"))
      #expect(found[2].contains { $0.contains("渠口漏水三天了") })
      for secret in ["陈大娘", "13800001234"] { #expect(!found.joined().contains { $0.contains(secret) }, "\(secret)") }
      #expect(try await lastExport(town) == ["what": "转办事项-待签收", "rows": "1"])
      let other = SiteBrowser(client)
      try await other.signIn("otherunit")
      let empty = try await other.open("/work/unit")
      #expect(!empty.text.contains("/work/unit/export"), "nothing to hand out")
      let token = try await other.open("/work/sign-ins").form("/work/sign-out").filter { $0.name == "form" }
      #expect(try rows(try await other.post("/work/unit/export", token + [("tab", "to-sign-for")])).count == 3)
      let liaison = SiteBrowser(client)
      try await liaison.signIn("liaison")
      let own = try await liaison.open("/work/sign-ins").form("/work/sign-out").filter { $0.name == "form" }
      #expect(try await liaison.post("/work/unit/export", own).status == 403)
      #expect(try await liaison.post("/work/grid/export", own).status == 403)
      #expect(try await SiteBrowser(client).post("/work/unit/export", []).status == 403, "without a sign-in")
    }
  }

  @Test("网格员：自己网格的行，提出人隐去；别处来的不在里面")
  func grid() async throws {
    try await withSite { town, client in
      let sender = SiteBrowser(client)
      try await SubmitSteps.submit(sender, ["what": "别处的水管破了，一直流水。"])
      let code = "/c/" + PrintedCode.token(town.places.gridCode, in: town.environment)
      try await SubmitSteps.submit(sender, ["what": "三组的水沟堵了，往院子里灌。", "name": "陈秀莲"], on: code)
      let browser = SiteBrowser(client)
      try await browser.signIn("grid")
      let found = try await export("/work/grid/export", on: "/work/grid", browser)
      #expect(found.count == 4 && found[0][0].contains("网格事项-") && found[2].contains { $0.contains("三组的水沟") })
      for secret in ["陈秀莲", "13800001234"] { #expect(!found.joined().contains { $0.contains(secret) }, "\(secret)") }
      #expect(try await lastExport(town)?["rows"] == "1")
    }
  }

  @Test("待认领、已上报：有这份清单的人才导得出，没有的当作没有这个页面")
  func watched() async throws {
    try await withSite { town, client in
      let places = town.places
      let request = MatterRequest(actor: places.liaison.actor, seen: nil)
      try await SubmitSteps.submit(SiteBrowser(client), ["what": Self.plea, "to": "v-\(places.station)"])
      let matter = try await SubmitSteps.newest(town)
      _ = try await AcceptMatter.run(
        .init(grade: .inGroup, urgency: .normal, category: places.category), on: matter, request, in: town.environment)
      _ = try await ClaimMatter.offer(
        to: [places.group], words: "请农业小组看看。", on: matter, request, in: town.environment)
      let member = SiteBrowser(client)
      try await SlipSteps.redeem(for: places.secondDeputy, town, member)
      let found = try await export("/work/watched/offered/export", on: "/work/watched/offered", member)
      #expect(found.count == 4 && found[0][0].contains("待认领") && found[0][0].contains("人大代表"))
      for secret in ["陈大娘", "13800001234"] {
        #expect(!found[2].contains { $0.contains(secret) } || found[2][1].contains(secret), "only what the page shows")
      }
      #expect(try await lastExport(town)?["what"] == "待认领")
      let liaison = SiteBrowser(client)
      try await liaison.signIn("liaison")
      let page = try await liaison.open("/work/watched/sent-up")
      #expect(page.status == 200 && !page.text.contains("/export\""), "nothing to hand out")
      let own = try await liaison.open("/work/sign-ins").form("/work/sign-out").filter { $0.name == "form" }
      #expect(try rows(try await liaison.post("/work/watched/sent-up/export", own)).count == 3)
      for other in ["offered", "sealed"] {
        #expect(try await liaison.post("/work/watched/\(other)/export", own).status == 404, "\(other)")
      }
    }
  }
}
