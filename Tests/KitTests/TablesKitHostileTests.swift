import Foundation
import TablesKit
import TestSupport
import Testing

/// Files made to burst, to read other files, or to crash the reader.
@Suite struct TablesKitHostileTests {
  private let book = TestWorkbook([[.text("姓名"), .text("手机")], [.text("张三"), .number("13912345678")]])

  /// The book's parts with one of them changed.
  private func parts(_ change: (inout [TestZip.Part]) -> Void) -> [UInt8] {
    var parts = book.parts
    change(&parts)
    return TestZip.archive(parts)
  }

  private func replacing(_ name: String, _ text: String) -> [UInt8] {
    parts { parts in
      for index in parts.indices where parts[index].name == name { parts[index].bytes = Array(text.utf8) }
    }
  }

  private func problem(_ bytes: [UInt8], _ limits: TableLimits = TableLimits()) -> TableProblem? {
    do {
      _ = try TableReader.read(bytes, limits: limits)
      return nil
    } catch { return error }
  }

  @Test("压缩炸弹：体积、倍率、分件数、重叠的分件")
  func bombs() {
    let zeros = [UInt8](repeating: 0x20, count: 40 << 20)
    #expect(problem(parts { $0[3] = .init("xl/worksheets/sheet1.xml", zeros, deflated: true) }) == .bomb)
    var lying = TestZip.Part("xl/worksheets/sheet1.xml", zeros, deflated: true)
    lying.claimedSize = 4096
    #expect(problem(parts { $0[3] = lying }) == .bomb)
    var limits = TableLimits()
    limits.inflatedBytes = 1000
    #expect(problem(book.bytes, limits) == .bomb)
    #expect(problem(parts { $0 += (0..<400).map { .init("x\($0)", []) } }) == .bomb)
    let overlapping = parts { parts in
      for index in 0..<20 {
        var part = TestZip.Part("again\(index)", parts[3].bytes)
        part.claimedOffset = 40
        parts.append(part)
      }
    }
    #expect(problem(overlapping) == .bomb)
    #expect(problem(parts { $0.append($0[3]) }) == .damaged("name twice"))
  }

  @Test(
    "外部实体和文档类型一律拒绝",
    arguments: [
      "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><worksheet><sheetData/></worksheet>",
      "<!DOCTYPE x SYSTEM \"http://127.0.0.1/x.dtd\"><worksheet/>", "<worksheet>&a;</worksheet>",
      "<worksheet><!ENTITY a \"b\"></worksheet>", "<worksheet x=\"&xxe;\"/>", "<worksheet>&amp</worksheet>",
    ])
  func entities(xml: String) {
    #expect(problem(replacing("xl/worksheets/sheet1.xml", xml)) == .entities)
    #expect(problem(replacing("xl/workbook.xml", xml)) == .entities)
  }

  @Test("十亿次大笑不会展开")
  func laughs() {
    var xml = "<!DOCTYPE lolz [<!ENTITY lol \"lol\">"
    for index in 1...9 { xml += "<!ENTITY lol\(index) \"&lol\(index - 1);&lol\(index - 1);\">" }
    #expect(problem(replacing("xl/workbook.xml", xml + "]><workbook>&lol9;</workbook>")) == .entities)
  }

  @Test(
    "坏的 XML 是坏文件，不是崩溃",
    arguments: [
      "<worksheet>", "<worksheet></sheet>", "<worksheet/>", "<a b=c/>", "<a b=\"1\" b=\"2\"/>", "<a><![CDATA[x", "x",
      "<", "</a>",
      "<worksheet><sheetData><row r=\"2\"><c r=\"A1\"><v>1</v></c></row><row r=\"1\"><c r=\"A1\"><v>1</v></c></row></sheetData></worksheet>",
      "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>99</v></c></row></sheetData></worksheet>",
      "<worksheet><sheetData><row r=\"1\"><c r=\"B1\"><v>1</v></c><c r=\"A1\"><v>1</v></c></row></sheetData></worksheet>",
      "<worksheet><sheetData><row r=\"1\"><c r=\"ZZZZZZZZZZZZZZZ1\"><v>1</v></c></row></sheetData></worksheet>",
      "<worksheet><sheetData><row r=\"99999999999999999999\"><c><v>1</v></c></row></sheetData></worksheet>",
    ])
  func broken(xml: String) {
    #expect(problem(replacing("xl/worksheets/sheet1.xml", xml)) != nil)
  }

  @Test("层次过深、行列过多、单元格过长、文件过大")
  func limits() {
    let deep = String(repeating: "<a>", count: 500) + String(repeating: "</a>", count: 500)
    #expect(problem(replacing("xl/worksheets/sheet1.xml", deep)) == .damaged("too deep"))
    var limits = TableLimits()
    limits.rows = 100
    limits.columns = 10
    limits.cellCharacters = 50
    limits.fileBytes = 100_000
    let row = "<row><c t=\"inlineStr\"><is><t>x</t></is></c></row>"
    let many = "<worksheet><sheetData>" + String(repeating: row, count: 101) + "</sheetData></worksheet>"
    #expect(problem(replacing("xl/worksheets/sheet1.xml", many), limits) == .tooManyRows(100))
    #expect(problem(TestWorkbook([Array(repeating: .text("x"), count: 11)]).bytes, limits) == .tooManyColumns(10))
    let long = String(repeating: "长", count: 51)
    #expect(problem(TestWorkbook([[.text(long)]]).bytes, limits) == .cellTooLong(row: 1, maximum: 50))
    #expect(problem(Array(repeating: 0x61, count: 100_001), limits) == .tooLarge(megabytes: 0))
    #expect(problem(Array(String(repeating: "a\n", count: 101).utf8), limits) == .tooManyRows(100))
    #expect(problem(Array(String(repeating: "a,", count: 11).utf8 + [0x61]), limits) == .tooManyColumns(10))
    #expect(problem(Array(long.utf8), limits) == .cellTooLong(row: 1, maximum: 50))
  }

  @Test("加密的、旧格式的、空的说得出来")
  func other() {
    #expect(problem([]) == .empty)
    #expect(problem([0xEF, 0xBB, 0xBF]) == .empty)
    #expect(problem([0xD0, 0xCF, 0x11, 0xE0] + [UInt8](repeating: 0, count: 600)) == .oldExcel)
    let name = "EncryptedPackage".utf8.flatMap { [$0, 0] as [UInt8] }
    #expect(problem([0xD0, 0xCF, 0x11, 0xE0] + [UInt8](repeating: 0, count: 600) + name) == .encrypted)
    #expect(problem(parts { $0[0].flags = 1 }) == .encrypted)
    #expect(
      problem(
        parts {
          $0[0].method = 12; $0[0].isDeflated = false
        }) == .damaged("method 12"))
    #expect(problem(parts { $0[0].claimedCRC = 1 }) == .damaged("checksum"))
    #expect(problem(TestZip.archive([.init("word/document.xml", Array("<x/>".utf8))])) == .damaged("not a workbook"))
    #expect(problem(TestWorkbook([]).bytes) == .empty)
  }

  /// No prefix of a sound file and no flipped byte takes more than a refusal.
  @Test("任何截断、任何翻转的字节都不崩溃")
  func fuzz() {
    let bytes = book.bytes
    for length in stride(from: 0, to: bytes.count, by: 7) { #expect(problem(Array(bytes.prefix(length))) != nil) }
    var random = SeededRandom(seed: 7)
    for _ in 0..<3000 {
      var changed = bytes
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        changed[Int.random(in: 0..<changed.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
      }
      _ = problem(changed)
    }
    let sheet = Array(
      "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>&#65;</v></c></row></sheetData></worksheet>".utf8)
    for _ in 0..<3000 {
      var changed = sheet
      changed[Int.random(in: 0..<changed.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
      _ = problem(parts { $0[3].bytes = changed })
    }
  }
}
