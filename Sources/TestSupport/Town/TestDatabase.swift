package import DatabaseKit
import Foundation

/// An empty database for one test: a file of its own on SQLite, a database of its own on PostgreSQL.
package enum TestDatabase {
  package static func run<T>(on engine: DatabaseEngine, _ body: (any Database) async throws -> T) async throws -> T {
    try await reopening(on: engine) { open in try await closing(try open(.everyCommit), body) }
  }

  /// The same database opened as often as `body` likes, which closes what it opened.
  package static func reopening<T>(
    on engine: DatabaseEngine, _ body: ((Durability) throws -> any Database) async throws -> T
  ) async throws -> T {
    switch engine {
    case .sqlite:
      let folder = FileManager.default.temporaryDirectory.appendingPathComponent("database-\(UUID().uuidString)")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      defer { try? FileManager.default.removeItem(at: folder) }
      return try await body {
        try SQLiteDatabase(path: folder.appendingPathComponent("data.sqlite").path, durability: $0)
      }
    case .postgresql:
      return try await TestPostgres.withDatabase { url in
        try await body { PostgresDatabase(url: url, connections: 4, durability: $0) }
      }
    }
  }

  private static func closing<T>(_ database: any Database, _ body: (any Database) async throws -> T) async throws -> T {
    let result: Result<T, any Error>
    do { result = .success(try await body(database)) } catch { result = .failure(error) }
    await database.close()
    return try result.get()
  }
}
