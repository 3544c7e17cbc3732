package import DatabaseKit
import Foundation

/// An empty database for one test: a file of its own on SQLite, a database of its own on PostgreSQL.
package enum TestDatabase {
  package static func run<T>(on engine: DatabaseEngine, _ body: (any Database) async throws -> T) async throws -> T {
    switch engine {
    case .sqlite:
      let folder = FileManager.default.temporaryDirectory.appendingPathComponent("database-\(UUID().uuidString)")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      defer { try? FileManager.default.removeItem(at: folder) }
      return try await closing(try SQLiteDatabase(path: folder.appendingPathComponent("data.sqlite").path), body)
    case .postgresql:
      return try await TestPostgres.withDatabase { url in
        try await closing(PostgresDatabase(url: url, connections: 4), body)
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
