/// Separated values (RFC 4180), in the encodings and with the separators that Chinese offices use.
package enum SeparatedValues {
  package static func read(_ bytes: [UInt8], limits: TableLimits = TableLimits()) throws(TableProblem) -> Table {
    let text = try TextDecoding.decode(bytes)
    var parser = SeparatedParser(separator: separator(of: text), limits: limits)
    for scalar in text.unicodeScalars { try parser.take(scalar) }
    let rows = try parser.finish()
    if rows.isEmpty { throw .empty }
    return Table(rows: rows)
  }

  /// The sign that parts the first line most often, outside of quotes.
  private static func separator(of text: String) -> Unicode.Scalar {
    var counts: [Unicode.Scalar: Int] = [:]
    var quoted = false
    for scalar in text.unicodeScalars {
      if scalar == "\"" { quoted.toggle() }
      if quoted { continue }
      if scalar == "\n" || scalar == "\r" { break }
      if scalar == "," || scalar == "\t" || scalar == ";" { counts[scalar, default: 0] += 1 }
    }
    let commas = counts[","] ?? 0
    if (counts["\t"] ?? 0) > commas { return "\t" }
    return (counts[";"] ?? 0) > commas ? ";" : ","
  }

  /// One line, ready for Excel: quoted where needed, and no cell begins as a formula does.
  package static func line(_ cells: [String]) -> String {
    cells.map { cell in
      let safe = CellGuard.escaped(cell)
      guard safe.unicodeScalars.contains(where: { $0 == "," || $0 == "\"" || $0 == "\n" || $0 == "\r" }) else {
        return safe
      }
      return "\"" + safe.replacing("\"", with: "\"\"") + "\""
    }.joined(separator: ",") + "\r\n"
  }

  /// A whole file: UTF-8 with the mark by which Excel knows it.
  package static func file(_ rows: [[String]]) -> [UInt8] {
    [0xEF, 0xBB, 0xBF] + rows.flatMap { Array(line($0).utf8) }
  }
}

/// Text that a sheet would take for a formula. On its way out it gets an apostrophe, which Excel and WPS show as text;
/// on its way in that apostrophe is taken off again, so that text is the same both ways.
package enum CellGuard {
  private static func isDangerous(_ scalar: Unicode.Scalar?) -> Bool {
    scalar == "=" || scalar == "+" || scalar == "-" || scalar == "@" || scalar == "\t" || scalar == "\r"
  }

  package static func escaped(_ text: String) -> String {
    isDangerous(text.unicodeScalars.first) ? "'" + text : text
  }

  package static func unescaped(_ text: String) -> String {
    let scalars = text.unicodeScalars
    return scalars.first == "'" && isDangerous(scalars.dropFirst().first) ? String(scalars.dropFirst()) : text
  }
}

private struct SeparatedParser {
  private enum State { case start, plain, quoted, afterQuote }

  private let separator: Unicode.Scalar
  private let limits: TableLimits
  private var state = State.start
  private var rows: [TableRow] = []
  private var cells: [TableCell] = []
  private var cell = String.UnicodeScalarView()
  private var length = 0
  /// The line of the file on which the row begins: a quoted cell may hold line ends.
  private var line = 1
  private var rowLine = 1
  private var afterReturn = false

  init(separator: Unicode.Scalar, limits: TableLimits) {
    self.separator = separator
    self.limits = limits
  }

  mutating func take(_ scalar: Unicode.Scalar) throws(TableProblem) {
    if scalar == "\0" { throw .damaged("NUL") }
    let isSecondHalf = scalar == "\n" && afterReturn
    afterReturn = scalar == "\r"
    if state == .quoted {
      if scalar == "\"" { state = .afterQuote } else { try add(scalar) }
      return
    }
    if state == .afterQuote, scalar == "\"" {
      state = .quoted
      return try add(scalar)
    }
    if isSecondHalf { return }
    switch scalar {
    case separator: try endCell()
    case "\n", "\r": try endRow()
    case "\"":
      guard state == .start else { return try add(scalar) }
      state = .quoted
    default:
      if state == .start { state = .plain }
      try add(scalar)
    }
  }

  mutating func finish() throws(TableProblem) -> [TableRow] {
    if state == .quoted { throw .damaged("quote not closed") }
    if !cells.isEmpty || length > 0 || state == .afterQuote { try endRow() }
    return rows
  }

  private mutating func add(_ scalar: Unicode.Scalar) throws(TableProblem) {
    length += 1
    if length > limits.cellCharacters { throw .cellTooLong(row: rowLine, maximum: limits.cellCharacters) }
    cell.append(scalar)
  }

  private mutating func endCell() throws(TableProblem) {
    let text = String(cell)
    cells.append(TableCell(text.isEmpty ? .empty : .text(text)))
    cell = String.UnicodeScalarView()
    length = 0
    state = .start
    if cells.count > limits.columns, !text.isEmpty { throw .tooManyColumns(limits.columns) }
    if cells.count > 16_384 { throw .tooManyColumns(limits.columns) }
  }

  private mutating func endRow() throws(TableProblem) {
    try endCell()
    while cells.last?.content == .empty { cells.removeLast() }
    // A sheet counts rows, not lines: a cell with line ends in it is still one row.
    if !cells.isEmpty { rows.append(TableRow(number: line, cells: cells)) }
    cells = []
    line += 1
    rowLine = line
    if rows.count > limits.rows { throw .tooManyRows(limits.rows) }
  }
}
