/// The names of a result's columns, shared by its rows.
package final class ColumnNames: Sendable {
  let names: [String]

  init(_ names: [String]) { self.names = names }

  /// Looked for one after another: a result has few columns, and most names fit into a word or two.
  func position(of name: String) -> Int? { names.firstIndex(of: name) }
}

/// One row of a result. Reading is strict: a missing column, a wrong type or an unexpected NULL throws an error that
/// names the column.
package struct Row: Sendable {
  let columns: ColumnNames
  let values: [SQLValue?]

  package func callAsFunction<T: SQLReadable>(_ name: String, as type: T.Type = T.self) throws(DatabaseError) -> T {
    guard let position = columns.position(of: name) else { throw .decoding("no column \(name)") }
    do { return try T(stored: values[position]) } catch { throw .decoding("column \(name) is not \(T.self)") }
  }

  /// The only column of a one-column result.
  package func first<T: SQLReadable>(as type: T.Type = T.self) throws(DatabaseError) -> T {
    do { return try T(stored: values.first ?? nil) } catch { throw .decoding("the first column is not \(T.self)") }
  }
}

/// What a column holds is not what was asked for.
package struct SQLMismatch: Error {
  package init() {}
}

/// Something that can be read from a column; nil is NULL. The initializer throws where one that fails would do: an
/// optional of a type that is known only when it runs is looked up for every value that is read.
package protocol SQLReadable {
  init(stored: SQLValue?) throws(SQLMismatch)
}

extension String: SQLReadable {
  package init(stored: SQLValue?) throws(SQLMismatch) {
    guard case .text(let text)? = stored else { throw SQLMismatch() }
    self = text
  }
}
extension Int64: SQLReadable {
  package init(stored: SQLValue?) throws(SQLMismatch) {
    guard case .integer(let integer)? = stored else { throw SQLMismatch() }
    self = integer
  }
}
extension Int: SQLReadable {
  package init(stored: SQLValue?) throws(SQLMismatch) {
    guard case .integer(let integer)? = stored else { throw SQLMismatch() }
    self = Int(integer)
  }
}
extension Double: SQLReadable {
  package init(stored: SQLValue?) throws(SQLMismatch) {
    switch stored {
    case .real(let real): self = real
    case .integer(let integer): self = Double(integer)
    default: throw SQLMismatch()
    }
  }
}
extension Bool: SQLReadable {
  package init(stored: SQLValue?) throws(SQLMismatch) {
    switch stored {
    case .bool(let bool): self = bool
    case .integer(let integer) where integer == 0 || integer == 1: self = integer == 1
    default: throw SQLMismatch()
    }
  }
}
extension [UInt8]: SQLReadable {
  package init(stored: SQLValue?) throws(SQLMismatch) {
    guard case .blob(let blob)? = stored else { throw SQLMismatch() }
    self = blob
  }
}
extension Optional: SQLReadable where Wrapped: SQLReadable {
  package init(stored: SQLValue?) throws(SQLMismatch) {
    guard let stored else {
      self = .none
      return
    }
    self = .some(try Wrapped(stored: stored))
  }
}

extension Row {
  /// A word of a closed set.
  package func word<Word: RawRepresentable>(_ name: String, as type: Word.Type = Word.self) throws(DatabaseError)
    -> Word
  where Word.RawValue == String {
    let text: String = try self(name)
    guard let word = Word(rawValue: text) else { throw .decoding("column \(name) is not a \(Word.self)") }
    return word
  }

  /// A word of a closed set, or nothing.
  package func optionalWord<Word: RawRepresentable>(_ name: String, as type: Word.Type = Word.self)
    throws(DatabaseError) -> Word? where Word.RawValue == String
  {
    guard let text: String = try self(name, as: String?.self) else { return nil }
    guard let word = Word(rawValue: text) else { throw .decoding("column \(name) is not a \(Word.self)") }
    return word
  }
}
