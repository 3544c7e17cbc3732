/// Single-row inserts, gathered into statements of many rows: one way to the database for each some hundred values instead
/// of one for each row.
package struct InsertBatches {
  /// An insert's text with its values cut out.
  private struct Template {
    let prefix: String
    /// What stands before, between and behind the values of a row.
    let pieces: [String]
    let suffix: String

    /// Nil for anything but one row of values whose conflict clause names none.
    init?(_ text: String) {
      guard text.hasPrefix("INSERT INTO "), !text.contains("RETURNING"), !text.contains("DO NOTHING"),
        let start = text.firstRange(of: "VALUES (")
      else { return nil }
      var depth = 1
      var quoted = false
      var end = start.upperBound
      while end < text.endIndex {
        let character = text[end]
        if character == "'" { quoted.toggle() }
        if !quoted, character == "(" { depth += 1 }
        if !quoted, character == ")" {
          depth -= 1
          if depth == 0 { break }
        }
        end = text.index(after: end)
      }
      guard depth == 0 else { return nil }
      let rest = text[text.index(after: end)...]
      guard !rest.contains("$"), !rest.contains("'") else { return nil }
      prefix = String(text[..<start.lowerBound]) + "VALUES "
      pieces = Self.pieces(String(text[start.upperBound..<end]))
      suffix = String(rest)
    }

    private static func pieces(_ row: String) -> [String] {
      var pieces = [""]
      var isNumber = false
      for character in row {
        if character == "$" {
          isNumber = true
          pieces.append("")
        } else if !(isNumber && character.isASCII && character.isNumber) {
          isNumber = false
          pieces[pieces.count - 1].append(character)
        }
      }
      return pieces
    }
  }

  private var templates: [String: Int] = [:]
  private var parsed: [(template: Template, rows: [[SQLValue]])] = []

  package init() {}

  package var isEmpty: Bool { parsed.allSatisfy { $0.rows.isEmpty } }

  /// Takes an insert in; false when it is not a plain one of one row.
  package mutating func add(_ sql: SQL) -> Bool {
    let (text, values) = sql.rendered()
    if let known = templates[text] {
      parsed[known].rows.append(values)
      return true
    }
    guard let template = Template(text), template.pieces.count == values.count + 1 else { return false }
    templates[text] = parsed.count
    parsed.append((template, [values]))
    return true
  }

  /// The statements, table by table in the order in which each came first, and empties it.
  ///
  /// Few sizes of statement are used, because each is prepared by itself.
  package mutating func take() -> [SQL] {
    var statements: [SQL] = []
    for index in parsed.indices {
      let (template, rows) = parsed[index]
      parsed[index].rows = []
      var size = max(1, Self.mostValues / max(1, template.pieces.count - 1))
      var start = 0
      while start < rows.count {
        while size > rows.count - start { size = max(1, size / 4) }
        statements.append(Self.statement(template, rows[start..<start + size]))
        start += size
      }
    }
    return statements
  }

  /// SQLite takes 32,766 values in a statement, PostgreSQL 65,535; more than this gains nothing.
  private static let mostValues = 2000

  private static func statement(_ template: Template, _ rows: ArraySlice<[SQLValue]>) -> SQL {
    var segments: [SQL.Segment] = [.text(template.prefix)]
    segments.reserveCapacity(rows.count * template.pieces.count * 2 + 2)
    for (number, row) in rows.enumerated() {
      segments.append(.text((number == 0 ? "(" : ", (") + template.pieces[0]))
      for (value, piece) in zip(row, template.pieces.dropFirst()) {
        segments.append(.bind(value))
        if !piece.isEmpty { segments.append(.text(piece)) }
      }
      segments.append(.text(")"))
    }
    segments.append(.text(template.suffix))
    return SQL(segments: segments)
  }
}
