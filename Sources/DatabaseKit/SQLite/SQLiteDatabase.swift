import Foundation
import GRDB
import Glibc
import Synchronization

/// SQLite through GRDB: many readers, one writer, every commit on the disk before it is answered.
package final class SQLiteDatabase: Database {
  package let engine = DatabaseEngine.sqlite
  private let writer: any DatabaseWriter
  private let queue: GroupCommit
  /// Threads of their own for long reads. A reader that was taken here is given back here, too: were it given back by a task
  /// that resumes, all threads of the tasks could meanwhile wait for a reader, and none would ever be free.
  private let longReads = {
    let threads = OperationQueue()
    threads.maxConcurrentOperationCount = SQLiteDatabase.longReadsAtOnce
    return threads
  }()
  private static let longReadsAtOnce = 2

  /// Opens or creates the file at `path`.
  ///
  /// GRDB sets `synchronous = NORMAL` on a pool after its preparation hook, so FULL is set afterwards and read back:
  /// an acknowledged commit has to survive the machine losing power.
  package init(path: String, durability: Durability = .everyCommit) throws(DatabaseError) {
    do {
      var configuration = Configuration()
      configuration.busyMode = .timeout(5)
      // Nobody waits for a reader: there are as many as threads that could want one.
      configuration.maximumReaderCount = max(4, ProcessInfo.processInfo.activeProcessorCount) + Self.longReadsAtOnce
      configuration.label = "lianluo"
      let pool = try DatabasePool(path: path, configuration: configuration)
      let level: Int? = try pool.writeWithoutTransaction { db in
        try db.execute(sql: durability == .everyCommit ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = OFF")
        try db.execute(sql: "PRAGMA wal_autocheckpoint = 2000")
        // What is told in bulk comes to rows all over the file: with the usual two megabytes each page is written many times.
        if durability != .everyCommit { try db.execute(sql: "PRAGMA cache_size = -262144") }
        return try Int.fetchOne(db, sql: "PRAGMA synchronous")
      }
      guard level == (durability == .everyCommit ? 2 : 0) else {
        throw DatabaseError.statement(code: "synchronous", message: "could not be set")
      }
      writer = pool
      queue = GroupCommit(writer: pool)
    } catch {
      throw SQLiteErrors.translate(error)
    }
  }

  /// A database that lives in memory only, for tests.
  package init(inMemory: Void) throws(DatabaseError) {
    do {
      let memory = try DatabaseQueue(configuration: Configuration())
      writer = memory
      queue = GroupCommit(writer: memory)
    } catch {
      throw SQLiteErrors.translate(error)
    }
  }

  /// Only for reading, by one at a time: a copy that nobody else uses stays as it is, byte by byte.
  package init(reading path: String) throws(DatabaseError) {
    do {
      var configuration = Configuration()
      configuration.readonly = true
      let reader = try DatabaseQueue(path: path, configuration: configuration)
      writer = reader
      queue = GroupCommit(writer: reader)
    } catch {
      throw SQLiteErrors.translate(error)
    }
  }

  /// Writes the database at `path`, as it is at this moment, into a new file. Others go on reading and writing it.
  package static func copy(_ path: String, to copy: String) async throws {
    do {
      var configuration = Configuration()
      configuration.readonly = true
      configuration.busyMode = .timeout(5)
      let source = try DatabaseQueue(path: path, configuration: configuration)
      // Empty, and readable by nobody else, before anything is in it.
      unlink(copy)
      let file = open(copy, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
      guard file >= 0 else { throw errno == ENOSPC ? DatabaseError.diskFull : .unavailable("copy \(errno)") }
      Glibc.close(file)
      try await source.writeWithoutTransaction { db in try db.execute(sql: "VACUUM INTO ?", arguments: [copy]) }
      try source.close()
    } catch {
      throw SQLiteErrors.translate(error)
    }
  }

  /// Whether every page of the file is sound; takes a while.
  package func isWhole() async throws -> Bool {
    do {
      return try await readElsewhere { db in try String.fetchAll(db, sql: "PRAGMA quick_check(1)") == ["ok"] }
    } catch {
      throw SQLiteErrors.translate(error)
    }
  }

  package func read<T: Sendable>(
    _ length: ReadLength, _ body: @escaping @Sendable (any ReadTransaction) throws -> T
  ) async throws -> T {
    do {
      switch length {
      case .short: return try readHere(body)
      case .long: return try await readElsewhere { db in try body(SQLiteTransaction(db: db)) }
      }
    } catch {
      throw SQLiteErrors.passing(error)
    }
  }

  /// Reads on the thread that asks. A page makes a few short reads, and waking another thread for each of them took
  /// longer than reading.
  private func readHere<T>(_ body: @Sendable (any ReadTransaction) throws -> T) throws -> T {
    try writer.read { db in try body(SQLiteTransaction(db: db)) }
  }

  private func readElsewhere<T: Sendable>(_ body: @escaping @Sendable (GRDB.Database) throws -> T) async throws -> T {
    try await withCheckedThrowingContinuation { continuation in
      longReads.addOperation { [writer] in
        continuation.resume(with: Result { try writer.read(body) })
      }
    }
  }

  package func write<T: Sendable>(
    locking keys: [LockKey], isolation: WriteIsolation,
    _ body: @escaping @Sendable (any WriteTransaction) throws -> T
  ) async throws -> T {
    try await queue.write(body)
  }

  package var retryCount: Int { queue.reruns }

  package var load: DatabaseLoad { queue.load }

  /// Commits since the start; writes that arrive together share one.
  package var commitCount: Int { queue.commits }

  package func close() async {
    // Readers and the writer are idle when the server has drained; a failure to close loses nothing.
    do { try writer.close() } catch {}
  }

  /// Moves the write-ahead log into the main file and empties it: the one file is the whole database, and on the disk.
  package func settle() async throws {
    do {
      try await writer.writeWithoutTransaction { db in
        try db.execute(sql: "PRAGMA synchronous = FULL")
        _ = try db.checkpoint(.truncate)
      }
    } catch {
      throw SQLiteErrors.translate(error)
    }
  }
}

/// The transaction handed to closures on SQLite.
struct SQLiteTransaction: WriteTransaction {
  let db: GRDB.Database
  var engine: DatabaseEngine { .sqlite }

  func rows(_ sql: SQL) throws(DatabaseError) -> [Row] {
    let (text, values) = sql.rendered()
    do {
      let statement = try db.cachedStatement(sql: text)
      // What writes and returns rows goes by the library, which keeps account of transactions.
      if statement.isReadonly { return try SQLiteSelect(statement).rows(values) }
      try statement.setArguments(SQLiteTransaction.arguments(values))
      let cursor = try GRDB.Row.fetchCursor(statement)
      let columns = ColumnNames(statement.columnNames)
      var result: [Row] = []
      while let row = try cursor.next() {
        var stored: [SQLValue?] = []
        stored.reserveCapacity(columns.names.count)
        for position in 0..<columns.names.count {
          stored.append(SQLiteTransaction.value(row[position] as DatabaseValue))
        }
        result.append(Row(columns: columns, values: stored))
      }
      return result
    } catch {
      throw SQLiteErrors.translate(error)
    }
  }

  func execute(_ sql: SQL) throws(DatabaseError) -> Int {
    let (text, values) = sql.rendered()
    do {
      let statement = try db.cachedStatement(sql: text)
      try statement.execute(arguments: SQLiteTransaction.arguments(values))
      return db.changesCount
    } catch {
      throw SQLiteErrors.translate(error)
    }
  }

  /// In order: the numbers rise along the text, which is the order in which SQLite counts parameters.
  private static func arguments(_ values: [SQLValue]) -> StatementArguments {
    StatementArguments(values.map(databaseValue))
  }

  private static func databaseValue(_ value: SQLValue) -> DatabaseValue {
    switch value {
    case .text(let text): text.databaseValue
    case .integer(let integer): integer.databaseValue
    case .real(let real): real.databaseValue
    case .bool(let bool): bool.databaseValue
    case .blob(let bytes): Data(bytes).databaseValue
    case .null: .null
    }
  }

  private static func value(_ stored: DatabaseValue) -> SQLValue? {
    switch stored.storage {
    case .null: nil
    case .int64(let integer): .integer(integer)
    case .double(let real): .real(real)
    case .string(let text): .text(text)
    case .blob(let data): .blob([UInt8](data))
    }
  }
}

enum SQLiteErrors {
  static func translate(_ error: any Error) -> DatabaseError {
    if let own = error as? DatabaseError { return own }
    guard let sqlite = error as? GRDB.DatabaseError else {
      return .statement(code: "sqlite", message: String(describing: type(of: error)))
    }
    switch sqlite.extendedResultCode {
    case .SQLITE_CONSTRAINT_UNIQUE, .SQLITE_CONSTRAINT_PRIMARYKEY, .SQLITE_CONSTRAINT_ROWID: return .uniqueViolation
    case .SQLITE_CONSTRAINT_FOREIGNKEY: return .foreignKeyViolation
    case .SQLITE_CONSTRAINT_CHECK, .SQLITE_CONSTRAINT_NOTNULL: return .checkViolation
    default: break
    }
    switch sqlite.resultCode {
    case .SQLITE_FULL: return .diskFull
    case .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_IOERR, .SQLITE_CANTOPEN:
      return .unavailable("sqlite \(sqlite.resultCode.rawValue)")
    default: return .statement(code: "\(sqlite.extendedResultCode.rawValue)", message: sqlite.message ?? "")
    }
  }

  /// Errors of the closure itself pass unchanged, those of the engine are translated.
  static func passing(_ error: any Error) -> any Error {
    error is GRDB.DatabaseError ? translate(error) : error
  }
}
