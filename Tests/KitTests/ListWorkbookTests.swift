import Documents
import TablesKit
import Testing

/// Lists as workbooks, read back by a reader that shares no line with the writer.
@Suite struct ListWorkbookTests {
  private func written(_ rows: [[SheetCell]]) async throws -> Table {
    let book = try ListWorkbook(sheet: "名单", note: "谁在什么时候导出", columns: [.init("甲"), .init("乙"), .init("丙")])
    try await book.append(rows)
    return try TableReader.read(try await book.finish())
  }

  @Test("像公式的开头仍是文字，看不见的字符去掉，太长的截断并说明")
  func textStaysText() async throws {
    let tricky = [
      "=HYPERLINK(\"http://x\",\"点\")", "+86 138", "-1+1", "@SUM(A1)", "'=1", "=cmd|' /C calc'!A0", "1.38E+10", "00012",
    ]
    let table = try await written(tricky.map { [.text($0)] })
    for (row, text) in zip(table.rows.dropFirst(2), tricky) { #expect(row[0] == .text(text)) }
    for row in table.rows { for cell in row.cells { #expect(cell.content != .formula) } }
    let dirty = try await written([
      [.text("\t=1+1"), .text("\r=2"), .text("a\u{0}b\u{8}c\u{202E}d\u{200B}e\u{FEFF}\u{FFFF}")],
      [.text(String(repeating: "长", count: 5000)), .text("第一行\n第二行"), .text("<b>&\"'")],
    ])
    #expect(dirty.rows[2][0] == .text(" =1+1") && dirty.rows[2][1] == .text(" =2"))
    #expect(dirty.rows[2][2] == .text("abcde"))
    guard case .text(let cut) = dirty.rows[3][0] else { throw TableProblem.empty }
    #expect(cut.count == SheetText.longest && cut.hasSuffix(SheetText.cutMark))
    #expect(dirty.rows[3][1] == .text("第一行\n第二行") && dirty.rows[3][2] == .text("<b>&\"'"))
  }

  @Test("第一行说明，第二行表头，日期是日期，数是数")
  func shape() async throws {
    let table = try await written([
      [.date(year: 2026, month: 11, day: 18), .number(42), .empty],
      [.moment(year: 2026, month: 11, day: 18, hour: 9, minute: 30), .text(""), .text("尾")],
    ])
    #expect(table.rows[0][0] == .text("谁在什么时候导出"))
    #expect(table.rows[1].cells.map(\.content) == [.text("甲"), .text("乙"), .text("丙")])
    #expect(table.rows[2][0] == .date(46_344) && table.rows[2][1] == .number("42"))
    #expect(table.rows[3][1] == .empty && table.rows[3][2] == .text("尾"))
  }

  @Test("一万五千行，内容一行不少")
  func manyRows() async throws {
    let book = try ListWorkbook(sheet: "名单", note: "多", columns: [.init("序"), .init("诉求"), .init("日期")])
    for start in stride(from: 0, to: 15_000, by: 500) {
      try await book.append(
        (start..<start + 500).map { [.number($0), .text("第\($0)件：村口的路灯坏了"), .date(year: 2026, month: 1, day: 2)] })
    }
    let bytes = try await book.finish()
    let table = try TableReader.read(bytes)
    #expect(table.rows.count == 15_002)
    #expect(table.rows[15_001][1] == .text("第14999件：村口的路灯坏了"))
  }

  @Test("写到一半不要了，也不留下什么")
  func givenUp() async throws {
    for _ in 0..<50 {
      let book = try ListWorkbook(sheet: "名单", note: "半", columns: [.init("甲")])
      try await book.append([[.text("一")]])
    }
    let book = try ListWorkbook(sheet: "名单", note: "空", columns: [.init("甲")])
    #expect(try TableReader.read(try await book.finish()).rows.count == 2)
    await #expect(throws: Spreadsheet.Failure.self) { try await book.append([[.text("晚了")]]) }
    await #expect(throws: Spreadsheet.Failure.self) { try await book.finish() }
  }
}
