/// One step of the schema: a numbered file that never changes once it has shipped.
package struct Migration: Sendable, Equatable {
  package let number: Int
  package let name: String
  /// Statements separated by semicolons at line ends; the same text runs on both engines, or each has its own where they
  /// truly differ.
  private let sqlite: String
  private let postgresql: String

  package init(number: Int, name: String, text: String) {
    self.init(number: number, name: name, sqlite: text, postgresql: text)
  }

  package init(number: Int, name: String, sqlite: String, postgresql: String) {
    self.number = number
    self.name = name
    self.sqlite = sqlite
    self.postgresql = postgresql
  }

  package func text(for engine: DatabaseEngine) -> String {
    switch engine {
    case .sqlite: sqlite
    case .postgresql: postgresql
    }
  }

  /// FNV-1a over the text: it only has to notice an edit, not to resist an attacker.
  package func checksum(for engine: DatabaseEngine) -> String {
    let text = text(for: engine)
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return String(hash, radix: 16)
  }
}

/// Brings a database to the newest schema, a migration a transaction, and refuses to touch one whose history differs.
package struct Migrator: Sendable {
  package let migrations: [Migration]

  package init(_ migrations: [Migration]) { self.migrations = migrations.sorted { $0.number < $1.number } }

  /// What is still to be applied; throws when an applied migration was changed since or is unknown here.
  package func plan(on database: any Database) async throws -> [Migration] {
    let applied = try await applied(on: database)
    for (number, checksum) in applied {
      guard let known = migrations.first(where: { $0.number == number }) else {
        throw DatabaseError.migration("the database has migration \(number), which this version does not know")
      }
      guard known.checksum(for: database.engine) == checksum else {
        throw DatabaseError.migration("migration \(number) (\(known.name)) was changed after it had been applied")
      }
    }
    return migrations.filter { applied[$0.number] == nil }
  }

  /// Applies the plan. Two servers that start at once do it once: the second waits for the first and finds nothing left.
  package func apply(on database: any Database, at now: Int64) async throws -> [Migration] {
    for _ in 0..<Self.longestWait {
      do { return try await applyOnce(on: database, at: now) } catch DatabaseError.lockWait { continue }
    }
    return try await applyOnce(on: database, at: now)
  }

  /// Another server's migration may take minutes, and each try waits for ten seconds.
  private static let longestWait = 60

  private func applyOnce(on database: any Database, at now: Int64) async throws -> [Migration] {
    try await createHistory(on: database)
    let todo = try await plan(on: database)
    let engine = database.engine
    for migration in todo {
      try await database.write(locking: [LockKey(.directory, 0)]) { tx in
        let done = try tx.row("SELECT number FROM schema_migrations WHERE number = \(bind: migration.number)")
        if done != nil { return }
        for statement in Self.statements(migration.text(for: engine), for: engine) {
          try tx.execute(SQL(trustedFile: statement))
        }
        try tx.execute(
          """
          INSERT INTO schema_migrations (number, name, checksum, applied_at)
          VALUES (\(bind: migration.number), \(bind: migration.name), \(bind: migration.checksum(for: engine)),
            \(bind: now))
          """)
      }
    }
    return todo
  }

  private func createHistory(on database: any Database) async throws {
    try await database.write(locking: [LockKey(.directory, 0)]) { tx in
      try tx.execute(
        """
        CREATE TABLE IF NOT EXISTS schema_migrations (
          number BIGINT PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL, applied_at BIGINT NOT NULL)
        """)
    }
  }

  private func applied(on database: any Database) async throws -> [Int: String] {
    try await database.read { tx in
      do {
        let rows = try tx.rows("SELECT number, checksum FROM schema_migrations")
        return try Dictionary(
          rows.map { (try $0("number", as: Int.self), try $0("checksum", as: String.self)) },
          uniquingKeysWith: { first, _ in first })
      } catch DatabaseError.statement(let code, _) where Self.noSuchTable.contains(code) {
        return [:]  // A new database has no such table yet.
      }
    }
  }

  /// What PostgreSQL and SQLite call it. Any other failure is none of a new database: its keys would be made anew.
  private static let noSuchTable: Set<String> = ["42P01", "1"]

  /// Splits a file at semicolons that end a line and writes the key type that SQLite needs: only `INTEGER PRIMARY KEY`
  /// makes the id the row's own number there.
  static func statements(_ text: String, for engine: DatabaseEngine) -> [String] {
    var statements: [String] = []
    var current = ""
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let code = line.firstRange(of: "--").map { line[..<$0.lowerBound] } ?? line
      let trimmed = code.drop { $0 == " " }
      if trimmed.isEmpty { continue }
      current += code + "\n"
      if trimmed.reversed().drop(while: { $0 == " " }).first == ";" {
        statements.append(current)
        current = ""
      }
    }
    if !current.allSatisfy({ $0 == " " || $0 == "\n" }) { statements.append(current) }
    guard engine == .sqlite else { return statements }
    return statements.map { $0.replacing("BIGINT PRIMARY KEY", with: "INTEGER PRIMARY KEY") }
  }
}
