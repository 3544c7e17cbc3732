/// Reads inside one transaction: everything seen belongs to one moment.
package protocol ReadTransaction {
  /// For the one place in Store where the engines truly differ: the full-text index.
  var engine: DatabaseEngine { get }

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

  /// A change whose outcome nobody asks for before the commit: on PostgreSQL it goes out with the next statement that is
  /// waited for. An error of it, such as a unique violation, comes then, at the latest at the commit.
  func post(_ sql: SQL) throws(DatabaseError)
}

extension WriteTransaction {
  package func post(_ sql: SQL) throws(DatabaseError) { try execute(sql) }
}

/// Where people meet (numbers, seats, last acts): taken in sorted order before the transaction begins, so that its
/// snapshot is young enough not to fail.
package struct LockKey: Hashable, Comparable, Sendable {
  package enum Space: Int64, Sendable {
    case matter = 1
    case series, account, venue, settings, job, directory, code, person, receipt, node, attempt
    case suggestion, motion
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

  /// What it is busy with, for whoever watches the server.
  var load: DatabaseLoad { get }

  /// Puts everything that was committed under ``Durability/whenSettled`` onto the disk.
  func settle() async throws

  func close() async
}

extension Database {
  package var load: DatabaseLoad { DatabaseLoad(retries: retryCount) }

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

/// What a database is busy with.
package struct DatabaseLoad: Sendable, Equatable {
  /// Transactions that were run again since the start.
  package var retries = 0
  /// Commits since the start, and the writes that they took along: on PostgreSQL each write is a commit of its own.
  package var commits = 0
  package var writes = 0
  /// How many connections there may be, how many are at work, and how many callers wait: for one of them on PostgreSQL,
  /// for the one writer on SQLite.
  package var connections = 0
  package var inUse = 0
  package var waiting = 0

  package init(retries: Int = 0) { self.retries = retries }
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
  /// It decides from rows that only holders of its locks change, and from directory and settings, where a change that is
  /// made at the same moment may as well count from the next act on. Each statement sees what the holder before it has
  /// committed, so that on PostgreSQL it loses against nobody.
  case heldRows
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
