import Actions
import DatabaseKit
import Domain
import TestSupport
import Testing

/// 办理情况报告 on the site: each number leads to its rows.
@Suite struct SuggestionReportPageTests {
  /// Suggestions of the town: one a draft, one handed in, two with units.
  private static func tell(_ town: TestTown) async throws {
    let places = town.places
    func request(_ actor: Actor) -> ProposalRequest { ProposalRequest(actor: actor, seen: nil, key: nil) }
    for step in 0..<4 {
      let id = try await DraftSuggestion.run(
        .init(
          title: "关于修复第\(step)段水渠的建议", text: "水渠年久失修，每年灌溉季节漏水，建议列入今年的维修计划并向村民公布进度。",
          category: places.category, proposedUnits: [places.unit], matters: []),
        for: places.deputy.person, of: places.congress, request(places.deputy.actor()), in: town.environment
      ).id
      if step == 0 { continue }
      _ = try await SubmitSuggestion.run(id, request(places.deputy.actor()), in: town.environment)
      if step == 1 { continue }
      _ = try await RegisterSuggestion.run(nil, on: id, request(places.clerk.actor), in: town.environment)
      let targets: [SuggestionCommand.Target] = [.init(places.unit, .lead), .init(places.otherUnit, .co)]
      _ = try await HandOverSuggestion.run(
        .lead, to: targets, on: id, request(places.clerk.actor), in: town.environment)
    }
  }

  @Test("每个数都点得开，点开就是那么多行；打印、PDF、Excel 都有", arguments: DatabaseEngine.allCases)
  func figures(engine: DatabaseEngine) async throws {
    try await withSite(on: engine) { town, client in
      try await Self.tell(town)
      let browser = SiteBrowser(client)
      try await browser.signIn("clerk")
      #expect(try await browser.open("/work/suggestions").text.contains("/work/suggestions/report"))
      let page = try await browser.open("/work/suggestions/report").text
      #expect(page.contains("满意率＝") && page.contains("少于5件测评的不计算") && page.contains("没有测评"))
      let links = page.matches(of: /href="(\/work\/suggestions\/report\/list[^"]*)">([0-9]+)</)
      #expect(links.count > 25)
      var sum = 0
      for link in links {
        let list = try await browser.open(String(link.1).replacing("&amp;", with: "&")).text
        #expect(list.matches(of: /<td class="t-title">/).count == Int(link.2), "\(link.1)")
        sum += Int(link.2) ?? 0
      }
      #expect(sum > 20)
      let bad = try await browser.get("/work/suggestions/report?from=2026-12-31&through=2026-01-01")
      #expect(bad.status == 422 && bad.text.contains("开始不能晚于结束"))
      #expect(try await browser.get("/work/suggestions/report/list?figure=state").status == 404)
      #expect(try await browser.open("/work/suggestions/report/paper").text.contains("代表建议、批评和意见办理情况报告"))
      let file = try await browser.get("/work/suggestions/report/pdf")
      #expect(file.status == 200 && file.bytes.starts(with: Array("%PDF".utf8)))
      let export = "/work/suggestions/report/export"
      let book = try await browser.fill(export, on: "/work/suggestions/report")
      #expect(book.status == 200 && book.bytes.starts(with: Array("PK".utf8)))
      let station = SiteBrowser(client)
      try await station.signIn("liaison")
      #expect(try await station.get("/work/suggestions/report").status == 403)
      // The government's office counts what has been handed over, and not what waits at the desk.
      let office = SiteBrowser(client)
      try await office.signIn("coordinator")
      let seen = try await office.open("/work/suggestions/report").text
      #expect(seen.contains("只统计已经交办的建议") && seen.contains(/figure=received">2</))
      #expect(page.contains(/figure=received">3</))
    }
  }
}
