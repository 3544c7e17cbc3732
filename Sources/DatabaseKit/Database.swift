/// Reads inside one transaction: everything seen belongs to one moment.
package protocol ReadTransaction {
  func rows(_ sql: SQL) throws(DatabaseError) -> [Row]
}

extension ReadTransaction {
  /// The first row, if there is one.
  package func row(_ sql: SQL) throws(DatabaseError) -> Row? { try rows(sql).first }
}

/// Reads and changes inside one transaction. The closure may run twice (a conflict on PostgreSQL, a neighbour in a group
/// commit on SQLite), so it does nothing but SQL: ids, times, secrets and encryption are made before it.
package protocol WriteTransaction: ReadTransaction {
  /// The number of rows changed.
  @discardableResult
  func execute(_ sql: SQL) throws(DatabaseError) -> Int
}

/// Where people meet (numbers, seats, last acts): taken in sorted order before the transaction begins, so that its
/// snapshot is young enough not to fail.
package struct LockKey: Hashable, Comparable, Sendable {
  package enum Space: Int64, Sendable {
    case matter = 1
    case series, account, venue, settings, job, directory, code, person, receipt, node, attempt
  }

  let number: Int64

  package init(_ space: Space, _ id: Int64) {
    // splitmix64 over both, so that keys of different spaces do not meet; a collision only waits needlessly.
    var z = UInt64(bitPattern: id) &+ UInt64(space.rawValue) &* 0x9E37_79B9_7F4A_7C15
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    number = Int64(bitPattern: z ^ (z >> 31))
  }

  package static func < (left: LockKey, right: LockKey) -> Bool { left.number < right.number }
}

/// One SQL database, SQLite or PostgreSQL: async to enter, synchronous inside, one closure is one transaction.
package protocol Database: Sendable {
  /// "sqlite" or "postgresql": for messages and the few places where the engines truly differ.
  var engine: DatabaseEngine { get }

  func read<T: Sendable>(_ length: ReadLength, _ body: @escaping @Sendable (any ReadTransaction) throws -> T)
    async throws -> T

  /// Runs `body` in a transaction, again when it loses against another; see ``WriteTransaction``.
  @discardableResult
  func write<T: Sendable>(
    locking keys: [LockKey], isolation: WriteIsolation, _ body: @escaping @Sendable (any WriteTransaction) throws -> T
  ) async throws -> T

  /// How many times a transaction was run again since the start.
  var retryCount: Int { get }

  /// Puts everything that was committed under ``Durability/whenSettled`` onto the disk.
  func settle() async throws

  func close() async
}

extension Database {
  package func read<T: Sendable>(_ body: @escaping @Sendable (any ReadTransaction) throws -> T) async throws -> T {
    try await read(.short, body)
  }

  @discardableResult
  package func write<T: Sendable>(
    locking keys: [LockKey] = [], _ body: @escaping @Sendable (any WriteTransaction) throws -> T
  ) async throws -> T {
    try await write(locking: keys, isolation: .serializable, body)
  }
}

/// How long a read may take.
package enum ReadLength: Sendable {
  /// It finds what it wants by an index. On SQLite it runs on the thread that asks.
  case short
  /// It may walk through much: on SQLite it runs on a thread of its own, so that pages do not wait for it.
  case long
}

/// What a write may rest on. SQLite has one writer, so that both are the same there.
package enum WriteIsolation: Sendable {
  /// It decides from what it reads: as if nobody else wrote meanwhile.
  case serializable
  /// It only adds rows, and unique keys keep twins apart. On PostgreSQL such transactions do not lose against each other
  /// because their rows come to lie on one page of an index.
  case addsOnly
}

package enum DatabaseEngine: String, Sendable, CaseIterable { case sqlite, postgresql }

/// When a commit is answered.
package enum Durability: Sendable {
  /// When it is on the disk: for everything that people do.
  case everyCommit
  /// At once; only ``Database/settle()`` promises anything. For making a new installation, which is made anew when the
  /// machine loses power on the way.
  case whenSettled
}
