import DatabaseKit
import Domain
import Logging
import SecretsKit
import Store

/// After an exchange of keys: seals what older keys have sealed anew, two hundred rows a step, while people go on. Where it
/// stops it goes on: the rows themselves say what is left.
package struct ReencryptContacts: TimedJob {
  package let name = "re-encrypt"
  package let interval = 30
  static let batch = 200

  package init() {}

  package func run(_ lease: JobLease, in environment: AppEnvironment) async throws -> Bool {
    let keys = environment.cipher.lines
    let older = keys.filter { !$0.isCurrent }.map(\.id)
    guard !older.isEmpty else { return false }
    for table in SealedTable.all {
      let rows = try await environment.database.read { tx in
        try SealedRowStore.rows(table, keys: older, limit: Self.batch, in: tx)
      }
      if rows.isEmpty { continue }
      let renewed = rows.compactMap { row in Renewed(row, table, in: environment) }
      let done = try await environment.database.write { tx in
        try lease.check(in: tx)
        return try renewed.filter {
          try SealedRowStore.replace($0.row, in: table, with: $0.values, keyID: $0.keyID, in: tx)
        }.count
      }
      if done > 0 { return true }
      // A row that does not open stays as it is, and `keys retire` counts it.
      environment.logger.warning(
        "rows not sealed anew", metadata: ["table": .string(table.word), "rows": .stringConvertible(rows.count)])
    }
    return false
  }
}

/// A row with its values sealed by the newest key.
private struct Renewed: Sendable {
  let row: SealedRow
  let values: [[UInt8]?]
  let keyID: Int

  /// Nil when it does not open.
  init?(_ row: SealedRow, _ table: SealedTable, in environment: AppEnvironment) {
    let record = row.record(in: table)
    do {
      let sealed = try zip(table.columns, row.values).map { column, value -> FieldCipher.Sealed? in
        guard let value else { return nil }
        let text = try environment.cipher.open(
          FieldCipher.Sealed(keyID: row.keyID, bytes: value), record: record, field: column.field)
        return try environment.cipher.seal(text, record: record, field: column.field, nonce: environment.random(12))
      }
      let keys = Set(sealed.compactMap { $0?.keyID })
      // Another exchange in the middle of a row: next time.
      guard keys.count <= 1 else { return nil }
      self.row = row
      values = sealed.map { $0?.bytes }
      keyID = keys.first ?? 0
    } catch {
      // Left as it is; the job says how many there are.
      return nil
    }
  }
}
