package import DatabaseKit
import Domain

/// A table with sealed columns: what a change of keys has to go through. A test walks the schema for others.
package struct SealedTable: Sendable {
  package struct Column: Sendable {
    let sql: SQL
    /// The same, to read it by.
    let name: String
    /// What is bound into the value beside the record's id.
    package let field: StaticString
  }

  /// For messages.
  package let word: String
  let name: SQL
  let id: SQL
  /// The rest of the key: a number or a word.
  let second: SQL?
  package let columns: [Column]
  /// The record's id is the sum of both.
  package let addsSecond: Bool

  package static let all: [SealedTable] = [
    SealedTable(
      word: "matter_contacts", name: "matter_contacts", id: "matter_id", second: "position",
      columns: [
        Column(sql: "name_sealed", name: "name_sealed", field: "matter_contacts.name"),
        Column(sql: "phone_sealed", name: "phone_sealed", field: "matter_contacts.phone"),
        Column(sql: "guardian_sealed", name: "guardian_sealed", field: "matter_contacts.guardian"),
      ], addsSecond: false),
    SealedTable(
      word: "person_contacts", name: "person_contacts", id: "person_id", second: "field",
      columns: [Column(sql: "sealed", name: "sealed", field: "person_contacts")], addsSecond: false),
    SealedTable(
      word: "import_rows", name: "import_rows", id: "run_id", second: "position",
      columns: [Column(sql: "sealed", name: "sealed", field: "import_rows")], addsSecond: true),
    SealedTable(
      word: "information_requests", name: "information_requests", id: "id", second: nil,
      columns: [Column(sql: "sealed", name: "sealed", field: "information_requests")], addsSecond: false),
  ]
}

/// A row with sealed values, in whatever table.
package struct SealedRow: Sendable {
  package let id: Int64
  let second: SQLValue?
  package let keyID: Int
  /// In the order of the table's columns.
  package let values: [[UInt8]?]

  /// The id that is bound into the values.
  package func record(in table: SealedTable) -> Int64 {
    guard table.addsSecond, case .integer(let position)? = second else { return id }
    return id &+ position
  }
}

package enum SealedRowStore {
  /// Rows that name one of some keys.
  package static func rows(_ table: SealedTable, keys: [Int], limit: Int, in tx: any ReadTransaction) throws
    -> [SealedRow]
  {
    let second: SQL = table.second.map { ", \($0) AS second" } ?? ""
    let columns = SQL.joined(table.columns.map(\.sql), by: ", ")
    return try tx.rows(
      """
      SELECT \(table.id) AS id, key_id, \(columns)\(second) FROM \(table.name)
      WHERE key_id IN \(SQL.list(keys)) LIMIT \(bind: limit)
      """
    ).map { row in
      var key: SQLValue?
      if table.second != nil {
        key =
          table.word == "person_contacts"
          ? .text(try row("second", as: String.self)) : .integer(try row("second", as: Int64.self))
      }
      return SealedRow(
        id: try row("id"), second: key, keyID: try row("key_id"),
        values: try table.columns.map { try row($0.name, as: [UInt8]?.self) })
    }
  }

  /// Puts new values in place of those that were read; false when somebody changed them meanwhile, who then used the new
  /// key anyway.
  package static func replace(
    _ row: SealedRow, in table: SealedTable, with values: [[UInt8]?], keyID: Int, in tx: any WriteTransaction
  ) throws -> Bool {
    let set = SQL.joined(
      zip(table.columns, values).map { "\($0.sql) = \(bind: $1)" } + ["key_id = \(bind: keyID)"], by: ", ")
    var same: [SQL] = ["\(table.id) = \(bind: row.id)", "key_id = \(bind: row.keyID)"]
    if let second = table.second {
      switch row.second {
      case .integer(let number)?: same.append("\(second) = \(bind: number)")
      case .text(let word)?: same.append("\(second) = \(bind: word)")
      default: break
      }
    }
    for (column, value) in zip(table.columns, row.values) {
      same.append(value.map { "\(column.sql) = \(bind: $0)" } ?? "\(column.sql) IS NULL")
    }
    return try tx.execute("UPDATE \(table.name) SET \(set) WHERE \(SQL.all(same))") == 1
  }

  /// How many rows name each key, by table and key.
  package static func counts(in tx: any ReadTransaction) throws -> [String: [Int: Int]] {
    var result: [String: [Int: Int]] = [:]
    for table in SealedTable.all {
      for row in try tx.rows("SELECT key_id, COUNT(*) AS n FROM \(table.name) WHERE key_id > 0 GROUP BY key_id") {
        result[table.word, default: [:]][try row("key_id")] = try row("n", as: Int.self)
      }
    }
    return result
  }
}
