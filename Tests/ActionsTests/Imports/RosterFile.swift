import Domain
import TestSupport

/// A county's roster as a clerk would send it, with faults planted in known places.
struct RosterFile {
  /// A fault and where it was planted: the row and column of the sheet.
  struct Planted: Hashable {
    let row: Int
    let column: Int
    let fault: ImportFault
  }

  static let heads = [
    "姓名", "选区或选举单位", "当选日期", "手机号码", "身份证号码", "居住地区划代码", "工作单位", "职业", "专业特长", "代表团",
  ]

  private(set) var rows: [[TestWorkbook.Cell]] = []
  private(set) var merges: [String] = []
  private(set) var planted: [Planted] = []
  private(set) var constituencies: [String] = []
  private let village: String

  /// Three deputies a constituency; faults in every tenth row, each of the ten in turn.
  init(deputies: Int, faults: Int, village: String = "990201100201", prefix: String = "第") {
    self.village = village
    constituencies = (0..<(deputies + 2) / 3).map { "\(prefix)\($0 + 1)号选区" }
    for index in 0..<deputies { rows.append(row(index)) }
    for number in 0..<faults { plant(number, at: number * 10 + 5) }
  }

  /// A title and the heads stand above: the first deputy is in row 3.
  private static func sheetRow(_ index: Int) -> Int { index + 3 }

  private func row(_ index: Int) -> [TestWorkbook.Cell] {
    [
      .text(Self.name(index)), .text(constituencies[index / 3]), .date(44520), .text(Self.mobile(index)),
      .text(Self.citizenID(index)), .text(village), .text("第\(index)生产队"), .text("农民"), .text("农业、水利"), .text("北团"),
    ]
  }

  static func name(_ index: Int) -> String {
    let surnames = Array("赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏")
    let given = Array("春夏秋冬山川河海松柏梅兰竹菊云雨雪霜江湖田禾麦稻粮果花草木林")
    return String([surnames[index % 30], given[index / 30 % 30], given[(index / 900 + index) % 30]])
  }

  static func mobile(_ index: Int) -> String { "139" + String(10_000_000 + index) }

  static func citizenID(_ index: Int) -> String {
    let digits = "990201" + "19\(60 + index / 1000)" + "0101" + String(String(1000 + index % 1000).suffix(3))
    return digits + String(CitizenID.check(of: digits) ?? "0")
  }

  private mutating func plant(_ number: Int, at index: Int) {
    let faults: [ImportFault] = [
      .unknownCode, .scientific, .roundedID, .fullWidth, .nameForm, .dateForm, .duplicate, .missingParent, .formula,
      .merged,
    ]
    let fault = faults[number % 10]
    let turn = number / 10
    let column: Int
    switch fault {
    case .unknownCode: (column, rows[index][5]) = (5, .text("990201199\(100 + turn)"))
    case .scientific: (column, rows[index][3]) = (3, turn % 2 == 0 ? .text("1.38E+10") : .number("1.38E+10"))
    case .roundedID:
      (column, rows[index][4]) = (4, turn % 2 == 0 ? .number("3.3010219800101E+17") : .text("330102198001011000"))
    case .fullWidth:
      let full = Self.mobile(index).unicodeScalars.map { String(UnicodeScalar($0.value + 0xFEE0) ?? $0) }.joined()
      (column, rows[index][3]) = (3, .text(full))
    case .nameForm:
      let blank = "\(Self.name(index).prefix(1)) \(Self.name(index).dropFirst())"
      (column, rows[index][0]) = (0, .text(turn % 2 == 0 ? blank : "阿\(Self.name(index))•买买提"))
    case .dateForm: (column, rows[index][2]) = (2, turn % 2 == 0 ? .number("44520") : .text("2021年11月20日"))
    case .duplicate: (column, rows[index]) = (0, rows[index - 1])
    case .missingParent: (column, rows[index][1]) = (1, .text("没有的选区"))
    case .formula: (column, rows[index][3]) = (3, .formula("VLOOKUP(A1,B:B,1)", cached: Self.mobile(index)))
    default:
      column = 6
      let row = Self.sheetRow(index)
      // Two cells beside each other, or one above the other: then two rows cannot be told apart.
      merges.append(turn % 2 == 0 ? "G\(row):H\(row)" : "G\(row):G\(row + 1)")
      rows[turn % 2 == 0 ? index : index + 1][turn % 2 == 0 ? 7 : 6] = .empty
    }
    planted.append(Planted(row: Self.sheetRow(index), column: column, fault: fault))
  }

  /// Rows that stay out: seven of the ten faults are not mended, and half of the merges take the next row along.
  var wrongRows: Int {
    let kept = planted.filter { ![.fullWidth, .nameForm, .dateForm].contains($0.fault) }.count
    return kept
      + merges.filter { merge in
        let ends = merge.split(separator: ":")
        return ends[0].dropFirst() != ends[1].dropFirst()
      }.count
  }

  var workbook: [UInt8] {
    let title: [TestWorkbook.Cell] = [.text("示范县第十八届人民代表大会代表名册")]
    return TestWorkbook([title, Self.heads.map { .text($0) }] + rows, merges: ["A1:J1"] + merges).bytes
  }

  /// The constituencies that the roster refers to.
  var constituencyWorkbook: [UInt8] {
    let heads: [TestWorkbook.Cell] = [.text("选区名称*"), .text("应选代表名额（名）"), .text("包含区划代码"), .text("备注")]
    return TestWorkbook(
      [heads] + constituencies.map { [.text($0), .number("3"), .number(village), .text("=1+1")] }
    ).bytes
  }
}
