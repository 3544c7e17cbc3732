/// Reads the first visible sheet of an Excel workbook (ECMA-376). Formulas are named and never computed.
enum WorkbookReader {
  static func read(_ bytes: [UInt8], limits: TableLimits) throws(TableProblem) -> Table {
    var archive = try ZipArchive(bytes, limits: limits)
    let book = try workbook(&archive)
    let strings = try sharedStrings(&archive, limits)
    let dates = try dateStyles(&archive)
    guard let sheet = try archive.contents(of: book.sheet) else { throw .damaged("no sheet") }
    var reader = SheetReader(sheet, strings: strings, dates: dates, is1904: book.is1904, limits: limits)
    let table = try reader.read()
    if table.rows.isEmpty { throw .empty }
    return table
  }

  /// Which file the first visible sheet is.
  private static func workbook(_ archive: inout ZipArchive) throws(TableProblem) -> (sheet: String, is1904: Bool) {
    guard let bytes = try archive.contents(of: "xl/workbook.xml") else { throw .damaged("not a workbook") }
    var reader = XMLReader(bytes)
    var is1904 = false
    var relation: String?
    while let event = try reader.next() {
      guard case .start(let name, let attributes) = event else { continue }
      if name == "workbookPr" { is1904 = isTrue(attributes["date1904"]) }
      if name == "sheet", relation == nil, (attributes["state"] ?? "visible") == "visible" {
        relation = attributes["r:id"]
      }
    }
    guard let relation, let bytes = try archive.contents(of: "xl/_rels/workbook.xml.rels") else {
      throw .damaged("no sheet")
    }
    reader = XMLReader(bytes)
    while let event = try reader.next() {
      guard case .start("Relationship", let attributes) = event, attributes["Id"] == relation,
        let target = attributes["Target"], attributes["TargetMode"] != "External"
      else { continue }
      return (target.hasPrefix("/") ? String(target.dropFirst()) : "xl/" + target, is1904)
    }
    throw .damaged("no sheet")
  }

  static func isTrue(_ text: String?) -> Bool { text == "1" || text == "true" }

  private static func sharedStrings(_ archive: inout ZipArchive, _ limits: TableLimits) throws(TableProblem)
    -> [String]
  {
    guard let bytes = try archive.contents(of: "xl/sharedStrings.xml") else { return [] }
    var reader = XMLReader(bytes)
    var strings: [String] = []
    while let event = try reader.next() {
      // 拼音 above the characters is no part of the text.
      if case .start("si", _) = event { strings.append(try reader.text(of: "si", skipping: ["rPh"])) }
    }
    return strings
  }

  /// Which cell formats show a number as a date.
  private static func dateStyles(_ archive: inout ZipArchive) throws(TableProblem) -> [Bool] {
    guard let bytes = try archive.contents(of: "xl/styles.xml") else { return [] }
    var reader = XMLReader(bytes)
    var custom: [Int: Bool] = [:]
    var styles: [Bool] = []
    var isInside = false
    while let event = try reader.next() {
      switch event {
      case .start("numFmt", let attributes):
        if let id = attributes["numFmtId"].flatMap({ Int($0) }) { custom[id] = isDate(attributes["formatCode"] ?? "") }
      case .start("cellXfs", _): isInside = true
      case .end("cellXfs"): isInside = false
      case .start("xf", let attributes):
        if isInside {
          let id = attributes["numFmtId"].flatMap { Int($0) } ?? 0
          styles.append(custom[id] ?? builtInDates.contains(id))
        }
      default: break
      }
    }
    return styles
  }

  /// 14 to 17 and 22 everywhere; 27 to 31, 36, 50 to 54, 57 and 58 in Chinese and Japanese.
  private static let builtInDates = Set(Array(14...17) + [22] + Array(27...31) + [36] + Array(50...54) + [57, 58])

  /// A format with a year or a day in it; what stands in quotes or brackets or behind a backslash is not format.
  private static func isDate(_ code: String) -> Bool {
    var quoted = false
    var bracketed = false
    var escaped = false
    for character in code.lowercased() {
      if escaped {
        escaped = false
        continue
      }
      switch character {
      case "\\": escaped = true
      case "\"": quoted.toggle()
      case "[": bracketed = true
      case "]": bracketed = false
      case "y", "d": if !quoted, !bracketed { return true }
      default: break
      }
    }
    return false
  }
}

/// Reads the rows of one sheet.
private struct SheetReader {
  private var reader: XMLReader
  private let strings: [String]
  private let dates: [Bool]
  private let is1904: Bool
  private let limits: TableLimits
  private var table = Table(rows: [])

  init(_ bytes: [UInt8], strings: [String], dates: [Bool], is1904: Bool, limits: TableLimits) {
    reader = XMLReader(bytes)
    self.strings = strings
    self.dates = dates
    self.is1904 = is1904
    self.limits = limits
  }

  mutating func read() throws(TableProblem) -> Table {
    while let event = try reader.next() {
      switch event {
      case .start("row", let attributes): try readRow(attributes)
      case .start("mergeCell", let attributes):
        if let range = attributes["ref"].flatMap(Self.range) { table.merges.append(range) }
        if table.merges.count > limits.rows { throw .tooManyRows(limits.rows) }
      default: break
      }
    }
    return table
  }

  private mutating func readRow(_ attributes: [String: String]) throws(TableProblem) {
    let last = table.rows.last?.number ?? 0
    guard let number = attributes["r"].map({ Int($0) }) ?? last + 1, number > last else { throw .damaged("row") }
    var cells: [TableCell] = []
    var hasContent = false
    reading: while let event = try reader.next() {
      switch event {
      case .start("c", let attributes):
        let column =
          try attributes["r"].map { reference throws(TableProblem) in
            guard let place = Self.place(reference) else { throw TableProblem.damaged("cell") }
            return place.column
          } ?? cells.count
        guard column >= cells.count else { throw .damaged("cell") }
        let content = try readCell(attributes, row: number)
        if content == .empty { continue }
        // Formats alone reach far to the right; only what holds something counts.
        guard column < limits.columns else { throw .tooManyColumns(limits.columns) }
        while cells.count < column { cells.append(TableCell(.empty)) }
        cells.append(TableCell(content))
        hasContent = true
      case .end("row"): break reading
      default: break
      }
    }
    guard hasContent else { return }
    table.rows.append(TableRow(number: number, cells: cells))
    if table.rows.count > limits.rows { throw .tooManyRows(limits.rows) }
  }

  private mutating func readCell(_ attributes: [String: String], row: Int) throws(TableProblem) -> TableCell.Content {
    var value: String?
    var hasFormula = false
    reading: while let event = try reader.next() {
      switch event {
      case .start("v", _): value = try reader.text(of: "v")
      case .start("is", _): value = try reader.text(of: "is", skipping: ["rPh"])
      case .start("f", _):
        hasFormula = true
        _ = try reader.text(of: "f")
      case .end("c"): break reading
      default: break
      }
    }
    if hasFormula { return .formula }
    guard var text = value, !text.isEmpty else { return .empty }
    switch attributes["t"] ?? "n" {
    case "s":
      guard let index = Int(text), strings.indices.contains(index) else { throw .damaged("shared string") }
      text = strings[index]
    case "inlineStr", "str": break
    case "b": text = text == "1" ? "TRUE" : "FALSE"
    case "e": return .error(String(text.prefix(20)))
    case "n", "d": return number(text, style: attributes["s"].flatMap { Int($0) } ?? 0)
    default: throw .damaged("cell type")
    }
    if text.count > limits.cellCharacters { throw .cellTooLong(row: row, maximum: limits.cellCharacters) }
    return text.isEmpty ? .empty : .text(text)
  }

  private func number(_ text: String, style: Int) -> TableCell.Content {
    guard let value = Double(text), value.isFinite else { return .text(String(text.prefix(limits.cellCharacters))) }
    guard dates.indices.contains(style), dates[style], (0..<200_000).contains(value) else {
      return .number(String(text.prefix(40)))
    }
    return .date(Int(value) + (is1904 ? 1462 : 0))
  }

  /// `AB12` as its column from zero and its row.
  private static func place(_ reference: String) -> (column: Int, row: Int)? {
    var column = 0
    var row = 0
    for byte in reference.utf8 {
      switch byte {
      case 65...90:
        guard row == 0, column < 20_000 else { return nil }
        column = column * 26 + Int(byte - 64)
      case 48...57:
        guard column > 0, row < 10_000_000 else { return nil }
        row = row * 10 + Int(byte - 48)
      default: return nil
      }
    }
    return column > 0 && row > 0 ? (column - 1, row) : nil
  }

  private static func range(_ text: String) -> TableMerge? {
    let ends = text.split(separator: ":").compactMap { place(String($0)) }
    guard ends.count == 2, ends[0].row <= ends[1].row, ends[0].column <= ends[1].column else { return nil }
    return TableMerge(rows: ends[0].row...ends[1].row, columns: ends[0].column...ends[1].column)
  }
}
