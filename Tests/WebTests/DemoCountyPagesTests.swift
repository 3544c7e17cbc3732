import Actions
import DatabaseKit
import Domain
import Foundation
import TestSupport
import Testing

/// What the demonstration county shows to whoever opens it.
@Suite(.serialized) struct DemoCountyPagesTests {
  private let today = CivilDate(daysSinceEpoch: 20_775)

  @Test("演示县的本届数字：群众、代表、合计各是各的，每个数字点开，翻到底正好那么多件")
  func everyNumberIsItsList() async throws {
    let shape = CountyShape.small(matters: 400)
    let shares = shape.shares
    try await TestTown.demo(.county, on: .sqlite, today: today, seed: 1, shape: shape) { environment in
      try await withSite(of: environment) { client in
        let browser = SiteBrowser(client)
        let page = try await browser.open("/numbers")
        #expect(page.text.contains("本届以来</h2>") && page.text.contains("第19届，20"))
        let home = try await browser.open("/").text
        #expect(home.contains("县人大代表之家</h1>"), "named after the county, not after a township's home")
        let links = page.text.matches(of: #/href="(\/numbers\/term-[a-z-]+\?stream=([a-z]+))"[^>]*>(\d+)</#)
        let numbers = Dictionary(
          links.map { (String($0.1), Int($0.3) ?? -1) }, uniquingKeysWith: { first, _ in first })
        let expected = [
          "/numbers/term-brought?stream=residents": shares.received,
          "/numbers/term-brought?stream=deputies": shares.raised,
          "/numbers/term-brought?stream=both": 400, "/numbers/term-in-campaign?stream=deputies": shares.raised,
          "/numbers/term-concluded?stream=residents": shares.concluded,
          "/numbers/term-concluded?stream=deputies": shares.raisedConcluded,
          "/numbers/term-concluded?stream=both": shares.allConcluded,
          "/numbers/term-content?stream=residents": shares.content,
          "/numbers/term-content?stream=deputies": shares.raisedContent,
          "/numbers/term-content?stream=both": shares.allContent,
        ]
        #expect(numbers == expected)
        #expect(page.text.contains("合计为\(shares.allContent)÷\(shares.allConcluded)"))
        for (url, count) in numbers { #expect(try await rows(url, browser, count) == count, "\(url)") }
        for wrong in ["term-brought?stream=all", "term-in-campaign?stream=residents", "term-x"] {
          #expect(try await browser.get("/numbers/" + wrong).status == 404, "\(wrong)")
        }
      }
    }
  }

  /// Walks a list from page to page.
  private func rows(_ url: String, _ browser: SiteBrowser, _ count: Int) async throws -> Int {
    var found = 0
    var next: String? = url
    while let url = next {
      let page = try await browser.open(url)
      #expect(page.text.contains("共\(count)件"))
      found += page.text.components(separatedBy: "<time ").count - 1
      next = page.text.firstMatch(of: #/href="(\/numbers\/term-[^"]*after=[^"]*)"/#).map {
        String($0.1).replacing("&amp;", with: "&")
      }
    }
    return found
  }
}
