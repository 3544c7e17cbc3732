import Synchronization

/// PostgreSQL 15 or later through libpq. Reads see one snapshot; writes are serialisable and run again when they lose.
package final class PostgresDatabase: Database {
  package let engine = DatabaseEngine.postgresql
  private let pool: PostgresPool
  private let retries = Mutex(0)
  private let commits = Mutex(0)
  /// How often a losing transaction is run again before the caller hears of it.
  private static let attempts = 10

  /// - Parameters:
  ///   - url: a libpq connection string or URL.
  ///   - connections: connections and threads; each is held for a whole transaction.
  package init(
    url: String, connections: Int = 4, durability: Durability = .everyCommit,
    patience: PostgresPatience = PostgresPatience()
  ) {
    pool = PostgresPool(url: url, size: connections, durability: durability, patience: patience)
  }

  package func read<T: Sendable>(
    _ length: ReadLength, _ body: @escaping @Sendable (any ReadTransaction) throws -> T
  ) async throws -> T {
    do {
      return try await pool.use { connection in try Self.reading(connection, body) }
    } catch DatabaseError.unavailable {
      // An idle connection may have been ended by the server while nobody used it; a read can simply be tried anew.
      pool.dropIdle()
      return try await pool.use { connection in try Self.reading(connection, body) }
    }
  }

  private static func reading<T>(_ connection: PostgresConnection, _ body: (any ReadTransaction) throws -> T) throws
    -> T
  {
    try connection.begin()
    try connection.post("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY")
    do {
      let result = try body(PostgresTransaction(connection: connection))
      // What was read is read: nobody has to wait for the end of it.
      try connection.post("COMMIT")
      try connection.leave()
      return result
    } catch {
      rollBack(connection)
      throw error
    }
  }

  package func write<T: Sendable>(
    locking keys: [LockKey], isolation: WriteIsolation,
    _ body: @escaping @Sendable (any WriteTransaction) throws -> T
  ) async throws -> T {
    let numbers = Set(keys).sorted().map(\.number)
    var attempt = 1
    while true {
      do {
        let result = try await pool.use { connection in try Self.writing(connection, numbers, isolation, body) }
        commits.withLock { $0 += 1 }
        return result
      } catch DatabaseError.conflictRetriesExhausted where attempt < Self.attempts {
        retries.withLock { $0 += 1 }
        attempt += 1
        try await Task.sleep(for: .microseconds(Int.random(in: 200...2000) * attempt * attempt))
      } catch let lost as LostBeforeCommit {
        guard attempt == 1 else { throw lost.error }
        pool.dropIdle()
        attempt += 1
      }
    }
  }

  /// The connection was lost before the commit was sent or carried out: the server has rolled back, so that trying again
  /// cannot do anything twice.
  private struct LostBeforeCommit: Error { let error: DatabaseError }

  private static func writing<T>(
    _ connection: PostgresConnection, _ locks: [Int64], _ isolation: WriteIsolation,
    _ body: (any WriteTransaction) throws -> T
  ) throws -> T {
    var isCommitting = false
    do {
      try connection.begin()
      // The locks come before the transaction, and so before its snapshot. They are waited for: without them nothing of it
      // may be carried out.
      for lock in locks { try connection.post("SELECT pg_advisory_lock(\(lock))") }
      if !locks.isEmpty { try connection.finish() }
      try connection.post(
        isolation == .serializable ? "BEGIN ISOLATION LEVEL SERIALIZABLE" : "BEGIN ISOLATION LEVEL READ COMMITTED")
      let result = try body(PostgresTransaction(connection: connection))
      isCommitting = true
      try connection.commit()
      unlock(locks, connection)
      return result
    } catch {
      rollBack(connection)
      unlock(locks, connection)
      let isOpen = !isCommitting || connection.hasFailedBeforeItsEnd
      if isOpen, let error = error as? DatabaseError, case .unavailable = error {
        throw LostBeforeCommit(error: error)
      }
      throw error
    }
  }

  /// Session locks outlive a transaction, so they are given back by themselves; nobody has to wait for it. A connection
  /// that cannot unlock is broken and ends with its locks.
  private static func unlock(_ locks: [Int64], _ connection: PostgresConnection) {
    if locks.isEmpty || connection.isBroken { return }
    do {
      try connection.post("SELECT pg_advisory_unlock_all()")
      try connection.leave()
    } catch {}
  }

  private static func rollBack(_ connection: PostgresConnection) {
    // What was posted and never asked for has to be read first.
    do { try connection.finish() } catch {}
    guard !connection.isBroken, connection.isInTransaction else { return }
    // If this fails the connection is broken, the server rolls back by itself and the pool drops it.
    do { try connection.command("ROLLBACK") } catch {}
  }

  package var retryCount: Int { retries.withLock { $0 } }

  package var load: DatabaseLoad {
    var load = pool.load
    load.retries = retryCount
    load.commits = commits.withLock { $0 }
    load.writes = load.commits
    return load
  }

  package func settle() async throws {
    try await pool.use { connection in
      // A commit that waits for the disk takes all earlier ones along; it needs a number of its own to be written at all.
      try connection.command("SET synchronous_commit = on")
      try connection.command("SELECT txid_current()")
    }
  }

  package func close() async { await pool.close() }
}

/// The transaction handed to closures on PostgreSQL.
struct PostgresTransaction: WriteTransaction {
  var engine: DatabaseEngine { .postgresql }
  let connection: PostgresConnection

  func rows(_ sql: SQL) throws(DatabaseError) -> [Row] { try connection.run(sql).rows() }

  func execute(_ sql: SQL) throws(DatabaseError) -> Int { try connection.run(sql).changedRows }

  func post(_ sql: SQL) throws(DatabaseError) { try connection.post(sql) }
}
