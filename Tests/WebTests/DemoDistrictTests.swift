import Actions
import DatabaseKit
import Domain
import Foundation
import TestSupport
import Testing

/// What the demonstration district shows to whoever opens it.
@Suite(.serialized) struct DemoDistrictTests {
  private let today = CivilDate(daysSinceEpoch: 20_775)

  @Test("示范区的工作数字页上写着九十件、全部答复、解决八十五件、满意八十八件、上报五件", arguments: DatabaseEngine.allCases)
  func numbersPageSaysSo(engine: DatabaseEngine) async throws {
    try await TestTown.demo(.district, on: engine, today: today, seed: 1) { environment in
      try await withSite(of: environment) { client in
        let browser = SiteBrowser(client)
        let page = try await browser.open("/numbers")
        let figures = Self.figures(page.text)
        #expect(figures["今年收到诉求"] == "90 件 其中0件已说明去处")
        #expect(figures["已答复"] == "90 件 答复率100.0%，90 ÷ 90")
        #expect(figures["群众满意"] == "97.8 % 88 ÷ 90 件评价，含基本满意")
        #expect(figures["已解决"]?.hasPrefix("85 件") ?? false)
        #expect(figures["向上级提交"]?.hasPrefix("5 件") ?? false)
        #expect(figures.count == 6)
        let rows = Self.rows(page.text)
        #expect(rows.prefix(4).map(\.words) == ["政策咨询", "法律服务", "医疗教育", "生活保障"])
        #expect(rows.prefix(4).map(\.count).reduce(0, +) == 90)
        #expect(page.text.contains("答复率＝") && page.text.contains("向上级提交＝"))

        for row in rows.prefix(4) {
          let list = try await browser.open(row.url.replacing("&amp;", with: "&"))
          #expect(list.text.contains("共\(row.count)件") && list.text.contains("收到诉求：\(row.words)"))
        }
        let sentUp = try await browser.open("/numbers/sent-up")
        #expect(sentUp.text.contains("共5件") && sentUp.text.components(separatedBy: "<time ").count == 6)
        for wrong in ["abc", "1", "none"] {
          let answer = try await browser.get("/numbers/received?category=\(wrong)")
          #expect(answer.status == 404, "\(wrong)")
        }
        try await browser.signIn("convener", password: DemoTown.password)
        #expect(try await browser.open("/work").text.contains("请您的小组认领"))
      }
    }
  }

  @Test("年初还没有收到诉求时，不说哪一年就看上一年")
  func earlyInAYear() async throws {
    let early = try #require(CivilDate(year: 2026, month: 2, day: 3))
    try await TestTown.demo(.district, on: .sqlite, today: early, seed: 1) { environment in
      try await withSite(of: environment) { client in
        let browser = SiteBrowser(client)
        let last = Self.figures(try await browser.open("/numbers").text)
        let asked = Self.figures(try await browser.open("/numbers?year=2026").text)
        #expect(last["2025年收到诉求"]?.hasPrefix("90 件") ?? false)
        #expect(last["已答复"] == "90 件 答复率100.0%，90 ÷ 90")
        #expect(last["群众满意"]?.hasPrefix("97.8 % 88 ÷ 90") ?? false)
        #expect([last["已解决"]?.prefix(4), last["向上级提交"]?.prefix(3)] == ["85 件", "5 件"])
        #expect(asked["今年收到诉求"]?.hasPrefix("0 件") ?? false)
      }
    }
  }

  // MARK: Reading the page

  private static func plain(_ html: some StringProtocol) -> String {
    String(html).replacing(#/<[^>]*>/#, with: " ").split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  private static func figures(_ html: String) -> [String: String] {
    var result: [String: String] = [:]
    for match in html.matches(of: #/<dt>(.*?)<\/dt>\s*<dd>(.*?)<\/dd>/#.dotMatchesNewlines()) {
      result[plain(match.1)] = plain(match.2)
    }
    return result
  }

  private static func rows(_ html: String) -> [(url: String, words: String, count: Int)] {
    html.matches(of: #/<a href="([^"]*)" class="row-link">([^<]*)<\/a><\/td>\s*<td class="num">(\d+)<\/td>/#).map {
      (url: String($0.1), words: String($0.2), count: Int($0.3) ?? 0)
    }
  }
}
