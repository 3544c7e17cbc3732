/// A value that both engines store alike.
package enum SQLValue: Sendable, Hashable {
  case text(String)
  case integer(Int64)
  case real(Double)
  case bool(Bool)
  case blob([UInt8])
  /// PostgreSQL needs to know the type of a missing value, too.
  case null(SQLType)
}

package enum SQLType: Sendable, Hashable { case text, integer, real, bool, blob }

/// Something that can stand behind `\(bind:)`.
package protocol SQLBindable: Sendable {
  static var sqlType: SQLType { get }
  var sqlValue: SQLValue { get }
}

extension String: SQLBindable {
  package static var sqlType: SQLType { .text }
  package var sqlValue: SQLValue { .text(self) }
}
extension Int64: SQLBindable {
  package static var sqlType: SQLType { .integer }
  package var sqlValue: SQLValue { .integer(self) }
}
extension Int: SQLBindable {
  package static var sqlType: SQLType { .integer }
  package var sqlValue: SQLValue { .integer(Int64(self)) }
}
extension Double: SQLBindable {
  package static var sqlType: SQLType { .real }
  package var sqlValue: SQLValue { .real(self) }
}
extension Bool: SQLBindable {
  package static var sqlType: SQLType { .bool }
  package var sqlValue: SQLValue { .bool(self) }
}
extension [UInt8]: SQLBindable {
  package static var sqlType: SQLType { .blob }
  package var sqlValue: SQLValue { .blob(self) }
}
/// A piece of SQL: text from the source code and bound values. There is no way to put a string variable into the text,
/// so an injection does not compile. `\(bind: x)` adds a value, `\(other)` splices another piece; values are numbered
/// when the statement is rendered.
package struct SQL: Sendable, Equatable, ExpressibleByStringInterpolation {
  enum Segment: Sendable, Equatable {
    case text(String)
    case bind(SQLValue)
  }

  var segments: [Segment]
  /// PostgreSQL plans it anew for the values that it is asked with, and not once for any values: where some fit a handful of
  /// rows and others a third of the table. A statement takes it over from its pieces.
  package var isPlannedForValues = false

  package init(stringLiteral value: String) { segments = [.text(value)] }

  package init(stringInterpolation: StringInterpolation) {
    segments = stringInterpolation.segments
    isPlannedForValues = stringInterpolation.isPlannedForValues
  }

  /// A whole migration file: text that ships with the product.
  package init(trustedFile text: String) { segments = [.text(text)] }

  /// Pieces that were parts of statements before.
  init(segments: [Segment]) { self.segments = segments }

  package struct StringInterpolation: StringInterpolationProtocol {
    var segments: [Segment] = []
    var isPlannedForValues = false

    package init(literalCapacity: Int, interpolationCount: Int) { segments.reserveCapacity(interpolationCount * 2 + 1) }

    package mutating func appendLiteral(_ literal: String) {
      if !literal.isEmpty { segments.append(.text(literal)) }
    }

    package mutating func appendInterpolation<T: SQLBindable>(bind value: T) { segments.append(.bind(value.sqlValue)) }

    package mutating func appendInterpolation<T: SQLBindable>(bind value: T?) {
      segments.append(.bind(value?.sqlValue ?? .null(T.sqlType)))
    }

    package mutating func appendInterpolation(_ sql: SQL) {
      segments.append(contentsOf: sql.segments)
      if sql.isPlannedForValues { isPlannedForValues = true }
    }
  }

  package static func + (left: SQL, right: SQL) -> SQL { "\(left)\(right)" }

  /// The values in brackets for an `IN`; an empty list matches nothing.
  package static func list(_ values: [some SQLBindable]) -> SQL {
    values.isEmpty ? "(NULL)" : "(\(joined(values.map { "\(bind: $0)" }, by: ", ")))"
  }

  /// Pieces one after another with a separator between them.
  package static func joined(_ pieces: [SQL], by separator: SQL) -> SQL {
    var segments: [Segment] = []
    segments.reserveCapacity(pieces.count * 3)
    for (index, piece) in pieces.enumerated() {
      if index > 0 { segments.append(contentsOf: separator.segments) }
      segments.append(contentsOf: piece.segments)
    }
    var result = SQL(segments: segments)
    result.isPlannedForValues = pieces.contains(where: \.isPlannedForValues)
    return result
  }

  /// Pieces joined by `AND`; none is true.
  package static func all(_ conditions: [SQL]) -> SQL {
    conditions.isEmpty ? "1 = 1" : joined(conditions, by: " AND ")
  }

  /// The text with `$1 … $n` and the values in that order. The numbers rise along the text because SQLite counts
  /// parameters by first appearance.
  package func rendered() -> (text: String, values: [SQLValue]) {
    var text = ""
    var values: [SQLValue] = []
    for segment in segments {
      switch segment {
      case .text(let piece): text += piece
      case .bind(let value):
        values.append(value)
        text += "$\(values.count)"
      }
    }
    return (text, values)
  }
}

// Words of a closed set are stored as they are written in code.
extension SQL.StringInterpolation {
  /// A word as part of the text instead of a value. For columns that a partial index's condition names: SQLite prepares a
  /// statement anew for each value that is bound to be compared with such a column. Words come from the source code, so
  /// there are few texts; one with anything but small letters and underscores is bound all the same.
  package mutating func appendInterpolation<Word: RawRepresentable & CaseIterable>(word: Word)
  where Word.RawValue == String {
    let text = word.rawValue
    let isPlain = text.utf8.allSatisfy {
      ($0 >= UInt8(ascii: "a") && $0 <= UInt8(ascii: "z")) || $0 == UInt8(ascii: "_")
    }
    segments.append(isPlain ? .text("'" + text + "'") : .bind(.text(text)))
  }

  package mutating func appendInterpolation<Word: RawRepresentable>(bind word: Word) where Word.RawValue == String {
    appendInterpolation(bind: word.rawValue)
  }

  package mutating func appendInterpolation<Word: RawRepresentable>(bind word: Word?) where Word.RawValue == String {
    appendInterpolation(bind: word?.rawValue)
  }
}
