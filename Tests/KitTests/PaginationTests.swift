import Testing

@testable import PaperKit

@Suite struct PaginationTests {
  /// A strip that is called by a letter.
  private func strip(
    _ name: String, _ height: Double = 10, gap: Double = 0, joins: Bool = false, breaks: Bool = false,
    head: String? = nil
  ) -> Strip<String> {
    Strip(
      height: height, gap: gap, joinsNext: joins, startsPage: breaks, head: head.map { .init(height: 10, content: $0) },
      content: name)
  }

  private func pages(_ strips: [Strip<String>], height: Double = 30) -> [[String]] {
    var pagination = Pagination<String>(height: height)
    var pages: [Pagination<String>.Page] = []
    for strip in strips { pages += pagination.add(strip) }
    pages += pagination.finish(atLeastOne: pages.isEmpty)
    for page in pages where !page.isEmpty {
      #expect(page.first?.isFirst == true && page.last?.isLast == true)
      #expect(page.filter(\.isFirst).count == 1 && page.filter(\.isLast).count == 1)
      #expect(page.map(\.top) == page.map(\.top).sorted() && page[0].top == 0)
    }
    return pages.map { $0.map { "\($0.content)\(Int($0.top))" } }
  }

  @Test("放满一页才换页，页首不留空")
  func fills() {
    #expect(pages([strip("a"), strip("b", gap: 5), strip("c", gap: 5)]) == [["a0", "b15"], ["c0"]])
    #expect(pages([strip("a"), strip("b"), strip("c")]) == [["a0", "b10", "c20"]])
    #expect(pages([]) == [[]])
  }

  @Test("连在一起的不拆开；比一页还长的才拆")
  func keepsTogether() {
    #expect(pages([strip("a"), strip("b"), strip("c", joins: true), strip("d")]) == [["a0", "b10"], ["c0", "d10"]])
    let long = (0..<5).map { strip("\($0)", joins: $0 < 4) }
    #expect(
      pages([strip("a")] + long) == [
        ["a0", "00", "10"].enumerated().map { "\($1.first ?? "?")\($0 * 10)" }, ["20", "310", "420"],
      ])
  }

  @Test("表头在每一页重复，不重复在自己下面")
  func repeatsHead() {
    let rows = (0..<4).map { strip("\($0)", head: "H") }
    #expect(
      pages([strip("H", joins: true)] + rows) == [["H0", "010", "120"], ["H0", "210", "320"]])
    // What comes after the table begins a page without it.
    #expect(pages([strip("H", joins: true), rows[0], rows[1], strip("x")]) == [["H0", "010", "120"], ["x0"]])
    // The head is part of the reckoning: a row of 25 does not fit below it.
    #expect(pages([strip("a", 25), strip("r", 20, head: "H")]) == [["a0"], ["H0", "r10"]])
  }

  @Test("分页符换页；开头、末尾、连着几个都不出空白页")
  func breaks() {
    #expect(pages([strip("a", breaks: true), strip("b", breaks: true)]) == [["a0"], ["b0"]])
    #expect(pages([strip("a", joins: true), strip("b", breaks: true)]) == [["a0"], ["b0"]])
  }

  @Test("比一页还高的一条也放得下，只占一页")
  func tooTall() {
    #expect(pages([strip("a"), strip("b", 50), strip("c")]) == [["a0"], ["b0"], ["c0"]])
  }
}
