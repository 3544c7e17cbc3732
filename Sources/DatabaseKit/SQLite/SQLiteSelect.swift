import GRDB
import GRDBSQLite

/// A statement that only reads, bound and stepped by SQLite's own functions: a page reads some hundred values, and the
/// library's way through its generic conversions took longer than finding them.
struct SQLiteSelect {
  /// Kept, so that what it points to lives as long.
  private let prepared: Statement
  private var statement: OpaquePointer { prepared.sqliteStatement }
  private let columns: ColumnNames

  /// - Parameter statement: one that writes nothing.
  init(_ statement: Statement) {
    prepared = statement
    columns = ColumnNames(statement.columnNames)
  }

  /// All rows. The values count in the order of the statement's parameters.
  func rows(_ values: [SQLValue]) throws -> [Row] {
    defer {
      sqlite3_reset(statement)
      sqlite3_clear_bindings(statement)
    }
    for (index, value) in values.enumerated() { try check(bind(value, Int32(index + 1))) }
    let count = Int32(columns.names.count)
    var result: [Row] = []
    while true {
      let code = sqlite3_step(statement)
      guard code == SQLITE_ROW else {
        try check(code)
        return result
      }
      var stored: [SQLValue?] = []
      stored.reserveCapacity(Int(count))
      for column in 0..<count { stored.append(value(column)) }
      result.append(Row(columns: columns, values: stored))
    }
  }

  private func check(_ code: Int32) throws {
    if code == SQLITE_OK || code == SQLITE_DONE { return }
    let message = sqlite3_errmsg(sqlite3_db_handle(statement)).map { String(cString: $0) }
    throw GRDB.DatabaseError(
      resultCode: ResultCode(rawValue: sqlite3_extended_errcode(sqlite3_db_handle(statement))), message: message)
  }

  private func bind(_ value: SQLValue, _ index: Int32) -> Int32 {
    switch value {
    case .null: return sqlite3_bind_null(statement, index)
    case .integer(let integer): return sqlite3_bind_int64(statement, index, integer)
    case .bool(let bool): return sqlite3_bind_int64(statement, index, bool ? 1 : 0)
    case .real(let real): return sqlite3_bind_double(statement, index, real)
    case .text(var text):
      return text.withUTF8 { bytes in
        bytes.withMemoryRebound(to: CChar.self) { characters in
          guard let base = characters.baseAddress else { return sqlite3_bind_text(statement, index, "", 0, copied) }
          return sqlite3_bind_text(statement, index, base, Int32(characters.count), copied)
        }
      }
    case .blob(let bytes):
      if bytes.isEmpty { return sqlite3_bind_zeroblob(statement, index, 0) }
      return bytes.withUnsafeBytes { sqlite3_bind_blob(statement, index, $0.baseAddress, Int32($0.count), copied) }
    }
  }

  /// SQLITE_TRANSIENT: SQLite copies what it is given, for the text may be gone before the statement is stepped.
  private var copied: sqlite3_destructor_type { unsafeBitCast(-1, to: sqlite3_destructor_type.self) }

  private func value(_ column: Int32) -> SQLValue? {
    switch sqlite3_column_type(statement, column) {
    case SQLITE_INTEGER: return .integer(sqlite3_column_int64(statement, column))
    case SQLITE_FLOAT: return .real(sqlite3_column_double(statement, column))
    case SQLITE_TEXT:
      guard let text = sqlite3_column_text(statement, column) else { return nil }
      let bytes = UnsafeBufferPointer(start: text, count: Int(sqlite3_column_bytes(statement, column)))
      return .text(String(decoding: bytes, as: UTF8.self))
    case SQLITE_BLOB:
      guard let blob = sqlite3_column_blob(statement, column) else { return .blob([]) }
      return .blob(Array(UnsafeRawBufferPointer(start: blob, count: Int(sqlite3_column_bytes(statement, column)))))
    default: return nil
    }
  }
}
