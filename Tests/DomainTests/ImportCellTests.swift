import Domain
import Testing

/// What is made of single cells: the faults that sheets and typists plant.
@Suite struct ImportCellTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let field: ImportField
    let cell: ImportCell
    let value: String
    var fault: ImportFault?
    var mended = false

    var testDescription: String { "\(field) \(cell)" }
  }

  private static func good(_ field: ImportField, _ cell: ImportCell, _ value: String) -> Case {
    Case(field: field, cell: cell, value: value)
  }
  private static func mended(_ field: ImportField, _ cell: ImportCell, _ fault: ImportFault, _ value: String) -> Case {
    Case(field: field, cell: cell, value: value, fault: fault, mended: true)
  }
  private static func wrong(_ field: ImportField, _ cell: ImportCell, _ fault: ImportFault) -> Case {
    Case(field: field, cell: cell, value: "", fault: fault)
  }

  static let names = [
    good(.name, .text("张三"), "张三"), mended(.name, .text("张 三"), .nameForm, "张三"),
    mended(.name, .text("　张三"), .nameForm, "张三"), mended(.name, .text("张三\u{00A0}"), .nameForm, "张三"),
    good(.name, .text("阿卜杜拉·买买提"), "阿卜杜拉·买买提"), mended(.name, .text("阿卜杜拉•买买提"), .nameForm, "阿卜杜拉·买买提"),
    mended(.name, .text("阿卜杜拉・买买提"), .nameForm, "阿卜杜拉·买买提"),
    mended(.name, .text("阿卜杜拉 . 买买提"), .nameForm, "阿卜杜拉·买买提"), good(.name, .text("Anna Li"), "Anna Li"),
    wrong(.name, .text("张三1"), .badCharacters), wrong(.name, .text("=HYPERLINK(A1)"), .badCharacters),
    wrong(.name, .text("张\u{FFFD}"), .badCharacters), wrong(.name, .formula, .formula),
    wrong(.name, .error("#N/A"), .cellError),
  ]

  static let phones = [
    good(.mobile, .text("13912345678"), "13912345678"), good(.mobile, .number("13912345678"), "13912345678"),
    good(.mobile, .number("13912345678.0"), "13912345678"), good(.mobile, .text("139 1234 5678"), "13912345678"),
    good(.mobile, .text("+86 139-1234-5678"), "13912345678"),
    mended(.mobile, .text("１３９１２３４５６７８"), .fullWidth, "13912345678"),
    wrong(.mobile, .text("1.38E+10"), .scientific), wrong(.mobile, .number("1.38E+10"), .scientific),
    wrong(.mobile, .text("１.３８Ｅ＋１０"), .scientific), wrong(.mobile, .text("1391234567"), .wrongPhone),
    wrong(.mobile, .text("没有"), .wrongPhone), wrong(.mobile, .text("=1+1"), .wrongPhone),
    wrong(.mobile, .formula, .formula), good(.mobile, .empty, ""),
  ]

  static let identities = [
    good(.citizenID, .text("11010519491231002X"), "11010519491231002X"),
    good(.citizenID, .text("11010519491231002x"), "11010519491231002X"),
    good(.citizenID, .text("110105491231002"), "110105491231002"),
    wrong(.citizenID, .number("3.3010219800101E+17"), .roundedID),
    wrong(.citizenID, .number("330102198001011000"), .roundedID),
    wrong(.citizenID, .text("330102198001011000"), .roundedID),
    wrong(.citizenID, .text("3.30102E+17"), .roundedID), wrong(.citizenID, .text("110105194912310021"), .wrongID),
    wrong(.citizenID, .text("11010519491331002X"), .wrongID),
    mended(.citizenID, .text("１１０１０５１９４９１２３１００２Ｘ"), .fullWidth, "11010519491231002X"),
  ]

  static let dates = [
    good(.from, .text("2021-11-20"), "2021-11-20"), good(.from, .date(44520), "2021-11-20"),
    mended(.from, .number("44520"), .dateForm, "2021-11-20"), mended(.from, .text("44520"), .dateForm, "2021-11-20"),
    mended(.from, .text("2021年11月20日"), .dateForm, "2021-11-20"),
    mended(.from, .text("2021.11.20"), .dateForm, "2021-11-20"),
    mended(.from, .text("2021/1/5"), .dateForm, "2021-01-05"),
    mended(.from, .text("2021/11/20 0:00:00"), .dateForm, "2021-11-20"),
    mended(.from, .number("20211120"), .dateForm, "2021-11-20"),
    mended(.from, .text("２０２１－１１－２０"), .fullWidth, "2021-11-20"), wrong(.from, .text("2021年11月"), .dateForm),
    wrong(.from, .text("21.11.20"), .dateForm), wrong(.from, .text("2021-02-30"), .dateForm),
    wrong(.from, .text("11/20/2021"), .dateForm), wrong(.from, .number("2021"), .dateForm),
    wrong(.from, .text("二〇二一年"), .dateForm), wrong(.from, .formula, .formula),
  ]

  static let others = [
    good(.residence, .text("990201100201"), "990201100201"), good(.residence, .number("990201100201"), "990201100201"),
    mended(.residence, .text("９９０２０１１００２０１"), .fullWidth, "990201100201"),
    wrong(.residence, .text("9.90201E+11"), .scientific), wrong(.residence, .text("9902011002"), .wrongCode),
    good(.isPublic, .text("是"), "yes"), wrong(.isPublic, .text("也许"), .notAChoice),
    good(.expertise, .text("农业， 水利；"), "农业、水利"), good(.workplace, .text("=1+1"), "=1+1"),
    good(.workplace, .text("'=1+1"), "=1+1"), good(.workplace, .text("-"), "-"),
    good(.workplace, .text("@all"), "@all"),
    wrong(.workplace, .text(String(repeating: "长", count: 61)), .tooLong),
  ]

  @Test(arguments: names + phones + identities + dates + others)
  func cell(_ sample: Case) throws {
    let column = try #require(ImportKind.deputy.column(sample.field))
    let read = column.read(sample.cell)
    #expect(read.value == sample.value)
    #expect(read.fault == sample.fault)
    #expect(read.isMended == sample.mended)
  }

  @Test("列的字母")
  func letters() {
    #expect(
      [0, 25, 26, 51, 52, 701, 702].map { ImportFinding.letters($0) } == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"])
  }

  @Test("区划代码自己说明级别和上级")
  func regionCodes() {
    let table: [(String, RegionLevel?, [String])] = [
      ("990000000000", .province, []), ("990200000000", .prefecture, ["990000000000"]),
      ("990201000000", .county, ["990200000000", "990000000000"]),
      ("990201100000", .township, ["990201000000", "990200000000", "990000000000"]),
      ("990201100201", .village, ["990201100000", "990201000000", "990200000000", "990000000000"]),
      ("99020110020", nil, []), ("000000000000", nil, []), ("99020110020a", nil, []),
    ]
    for (code, level, above) in table {
      #expect(RegionCode.level(of: code) == level, "\(code)")
      #expect(RegionCode.above(code) == above, "\(code)")
    }
  }

  @Test("每种名单的表头和别名不重复，必填的都认得出来", arguments: ImportKind.allCases)
  func heads(kind: ImportKind) {
    let heads = kind.columns.flatMap { [$0.head] + $0.aliases }.map(ImportColumn.normalised)
    #expect(Set(heads).count == heads.count)
    #expect(Set(kind.columns.map(\.field)).count == kind.columns.count)
    for column in kind.columns { #expect(column.answers(to: " \(column.head)（必填）* ")) }
  }
}
