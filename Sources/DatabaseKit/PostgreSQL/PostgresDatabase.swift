import Synchronization

/// PostgreSQL 15 or later through libpq. Reads see one snapshot; writes are serialisable and run again when they lose.
package final class PostgresDatabase: Database {
  package let engine = DatabaseEngine.postgresql
  private let pool: PostgresPool
  private let retries = Mutex(0)
  /// How often a losing transaction is run again before the caller hears of it.
  private static let attempts = 10

  /// - Parameters:
  ///   - url: a libpq connection string or URL.
  ///   - connections: connections and threads; each is held for a whole transaction.
  package init(url: String, connections: Int = 4, durability: Durability = .everyCommit) {
    pool = PostgresPool(url: url, size: connections, durability: durability)
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
    try connection.command("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY")
    do {
      let result = try body(PostgresTransaction(connection: connection))
      try connection.command("COMMIT")
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
        return try await pool.use { connection in try Self.writing(connection, numbers, isolation, body) }
      } catch DatabaseError.conflictRetriesExhausted where attempt < Self.attempts {
        retries.withLock { $0 += 1 }
        attempt += 1
        try await Task.sleep(for: .microseconds(Int.random(in: 200...2000) * attempt * attempt))
      } catch DatabaseError.unavailable(let reason) where attempt == 1 && reason == Self.lostBeforeBegin {
        pool.dropIdle()
        attempt += 1
      }
    }
  }

  /// The connection was found dead before anything was sent: trying again cannot do anything twice.
  private static let lostBeforeBegin = "lost before begin"

  private static func writing<T>(
    _ connection: PostgresConnection, _ locks: [Int64], _ isolation: WriteIsolation,
    _ body: (any WriteTransaction) throws -> T
  ) throws -> T {
    do {
      for lock in locks { try connection.command("SELECT pg_advisory_lock(\(lock))") }
    } catch DatabaseError.unavailable {
      throw DatabaseError.unavailable(lostBeforeBegin)
    }
    defer {
      if !connection.isBroken {
        // Session locks outlive a transaction; a connection that cannot unlock is broken and ends with its locks.
        for lock in locks.reversed() { do { try connection.command("SELECT pg_advisory_unlock(\(lock))") } catch {} }
      }
    }
    do {
      try connection.command(
        isolation == .addsOnly ? "BEGIN ISOLATION LEVEL READ COMMITTED" : "BEGIN ISOLATION LEVEL SERIALIZABLE")
    } catch DatabaseError.unavailable {
      throw DatabaseError.unavailable(lostBeforeBegin)
    }
    do {
      let result = try body(PostgresTransaction(connection: connection))
      try connection.command("COMMIT")
      return result
    } catch {
      rollBack(connection)
      throw error
    }
  }

  private static func rollBack(_ connection: PostgresConnection) {
    guard !connection.isBroken, connection.isInTransaction else { return }
    // If this fails the connection is broken, the server rolls back by itself and the pool drops it.
    do { try connection.command("ROLLBACK") } catch {}
  }

  package var retryCount: Int { retries.withLock { $0 } }

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
}
