package import DatabaseKit
import Synchronization

/// Passes everything on and remembers the statements of reads, so that a test can ask for their plans.
package final class RecordingDatabase: Database {
  private let base: any Database
  private let statements = Mutex<[SQL]>([])

  package init(_ base: any Database) { self.base = base }

  package var engine: DatabaseEngine { base.engine }
  package var retryCount: Int { base.retryCount }
  package var recorded: [SQL] { statements.withLock { $0 } }

  package func read<T: Sendable>(
    _ length: ReadLength, _ body: @escaping @Sendable (any ReadTransaction) throws -> T
  ) async throws -> T {
    try await base.read(length) { [self] tx in
      try body(RecordingTransaction(base: tx) { sql in self.statements.withLock { $0.append(sql) } })
    }
  }

  package func write<T: Sendable>(
    locking keys: [LockKey], isolation: WriteIsolation,
    _ body: @escaping @Sendable (any WriteTransaction) throws -> T
  ) async throws -> T {
    try await base.write(locking: keys, isolation: isolation, body)
  }

  package func settle() async throws { try await base.settle() }
  package func close() async { await base.close() }
}

private struct RecordingTransaction: ReadTransaction {
  let base: any ReadTransaction
  let record: (SQL) -> Void
  var engine: DatabaseEngine { base.engine }

  func rows(_ sql: SQL) throws(DatabaseError) -> [Row] {
    record(sql)
    return try base.rows(sql)
  }
}
