import Foundation
import TestSupport
import Testing
import Web

/// A rule that the browser does not understand is dropped without a word, and everything in its list with it.
@Suite(.serialized) struct StylesheetTests {
  @Test("样式表里每一条规则，浏览器都认得")
  func everyRuleIsUnderstood() async throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../Sources/Web/Assets/style.css")
    let written = try String(contentsOf: file, encoding: .utf8)
      .replacing(#/\/\*(.|\n)*?\*\//#, with: "").replacing(#/"[^"]*"/#, with: "")
      .filter { $0 == "{" }.count
    try await Journey.run { journey in
      let visitor = try await journey.visitor(.desktop)
      try await visitor.open(.home)
      let understood: Int = try await visitor.page.evaluate(
        """
        (() => {
          const count = rules => [...(rules || [])].reduce((sum, rule) => sum + 1 + count(rule.cssRules), 0);
          return [...document.styleSheets].reduce((sum, sheet) => sum + count(sheet.cssRules), 0);
        })()
        """)
      #expect(written > 300 && understood == written)
    }
  }
}
