import Documents
import Foundation
import TablesKit
import TestSupport
import Testing

/// Sheets that programs write: read as they are meant.
@Suite struct TablesKitTests {
  private func texts(_ table: Table) -> [[TableCell.Content]] { table.rows.map { $0.cells.map(\.content) } }

  @Test("工作簿里的文字、数字、日期、公式、错误和合并单元格")
  func workbook() throws {
    let book = TestWorkbook(
      [
        [.text("姓名"), .text("手机")], [], [.text("a<b>&\"c\""), .number("1.38E+10"), .empty, .date(44520)],
        [.formula("A1&\"x\"", cached: "x"), .error("#N/A"), .text("=1+1")],
      ], merges: ["A3:B4"])
    let table = try TableReader.read(book.bytes)
    #expect(table.rows.map(\.number) == [1, 3, 4])
    #expect(texts(table)[1] == [.text("a<b>&\"c\""), .number("1.38E+10"), .empty, .date(44520)])
    #expect(texts(table)[2] == [.formula, .error("#N/A"), .text("=1+1")])
    #expect(table.merges == [TableMerge(rows: 3...4, columns: 0...1)])
    var old = book
    old.is1904 = true
    #expect(try TableReader.read(old.bytes).rows[1][3] == .date(44520 + 1462))
  }

  @Test("自己写的工作簿：等号开头的是文字，读回来一样")
  func roundTrip() throws {
    let cells = ["=1+1", "+86", "-5", "@x", "张三", "013912345678", " 空格 ", "<&>", "a\nb"]
    let sheet = Spreadsheet.Sheet(
      name: "名单", columns: [.init("姓名", isRequired: true), .init("类型", choices: ["甲", "乙"])],
      rows: cells.map { [$0, "甲"] })
    let bytes = try Spreadsheet([sheet, .init(name: "说明", columns: [.init("列")], rows: [["x"]])]).xlsx()
    let table = try TableReader.read(bytes)
    #expect(texts(table).first == [.text("姓名*"), .text("类型")])
    #expect(texts(table).dropFirst().map { $0.first } == cells.map { .text($0) })
    #expect(
      try TableReader.read(SeparatedValues.file(cells.map { [$0] })).rows.map { row -> String in
        if case .text(let text) = row[0] { return CellGuard.unescaped(text) }
        return ""
      } == cells)
  }

  @Test("openpyxl 写的工作簿")
  func otherWriters() throws {
    let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
      "Fixtures/openpyxl.xlsx")
    let table = try TableReader.read([UInt8](try Data(contentsOf: url)))
    #expect(texts(table)[0] == [.text("姓名"), .text("手机号码"), .text("当选日期"), .text("身份证号码")])
    #expect(texts(table)[1] == [.text("张三"), .number("13912345678"), .date(44520), .number("3.30102198001011e+17")])
    #expect(texts(table)[2] == [.text("=李四"), .formula, .text("2021年11月20日")])
    #expect(table.merges == [TableMerge(rows: 4...5, columns: 0...0)])
  }

  @Test("CSV 的引号、换行、分隔符")
  func separated() throws {
    let table = try SeparatedValues.read(Array("a,\"b,\"\"c\"\"\n d\",\r\n\r\n,x\r\n\"\",\n e".utf8))
    #expect(texts(table) == [[.text("a"), .text("b,\"c\"\n d")], [.empty, .text("x")], [.text(" e")]])
    #expect(table.rows.map(\.number) == [1, 3, 5])
    #expect(texts(try SeparatedValues.read(Array("a\tb,c\td\n".utf8))) == [[.text("a"), .text("b,c"), .text("d")]])
    #expect(
      texts(try SeparatedValues.read(Array("a;b\rc;d".utf8))) == [[.text("a"), .text("b")], [.text("c"), .text("d")]])
    #expect(throws: TableProblem.damaged("quote not closed")) { try SeparatedValues.read(Array("a,\"b".utf8)) }
    #expect(throws: TableProblem.damaged("NUL")) { try SeparatedValues.read([0x61, 0, 0x62]) }
  }

  @Test("编码：UTF-8、带 BOM、UTF-16、GBK、GB18030")
  func encodings() throws {
    let word = "姓名"
    let utf16 = word.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    #expect(try TextDecoding.decode(Array(word.utf8)) == word)
    #expect(try TextDecoding.decode([0xEF, 0xBB, 0xBF] + Array(word.utf8)) == word)
    #expect(try TextDecoding.decode([0xFF, 0xFE] + utf16) == word)
    #expect(try TextDecoding.decode([0xFE, 0xFF, 0x59, 0xD3, 0x54, 0x0D]) == word)
    #expect(try TextDecoding.decode([0xD0, 0xD5, 0xC3, 0xFB]) == word)
    // Four bytes for 㐀 of extension A, which GBK does not have.
    #expect(try TextDecoding.decode([0xFE, 0x9F, 0x81, 0x39, 0xEE, 0x39]) == "䶮㐀")
    #expect(throws: TableProblem.encoding) { try TextDecoding.decode([0xD0, 0xD5, 0xC3]) }
    #expect(throws: TableProblem.encoding) { try TextDecoding.decode([0xFF, 0xFF, 0x80]) }
    #expect(throws: TableProblem.encoding) { try TextDecoding.decode([0xFF, 0xFE, 0x00]) }
  }
}
