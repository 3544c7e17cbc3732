package import Actions
package import DatabaseKit
import Domain
package import Foundation
import SecretsKit
import Store

/// A small town in a data folder, as the built `lianluo` opens it: for tests that kill a server.
package struct TestInstallation: Sendable {
  package let folder: URL
  /// What the command has to be told beside the folder.
  package let arguments: [String]
  package let places: TestPlaces
  private let database: any Database

  package static func run<T>(on engine: DatabaseEngine, _ body: (TestInstallation) async throws -> T) async throws -> T
  {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("installation-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try KeyRing(random: DemoChance(seed: 4711).bytes).save(to: folder.appendingPathComponent("keys.json"))
    switch engine {
    case .sqlite:
      let database = try SQLiteDatabase(path: folder.appendingPathComponent("lianluo.sqlite").path)
      _ = try await Migrator(Schema.migrations).apply(on: database, at: 0)
      let places = try await TestPlaces.build(on: database)
      return try await closing(
        TestInstallation(folder: folder, arguments: [], places: places, database: database), body)
    case .postgresql:
      let (template, places) = try await TestTemplate.shared.get()
      return try await TestPostgres.withDatabase(template: template) { url in
        let database = PostgresDatabase(url: url, connections: 2)
        return try await closing(
          TestInstallation(folder: folder, arguments: ["--database-url", url], places: places, database: database),
          body)
      }
    }
  }

  private static func closing<T>(_ installation: TestInstallation, _ body: (TestInstallation) async throws -> T)
    async throws -> T
  {
    let result: Result<T, any Error>
    do { result = .success(try await body(installation)) } catch { result = .failure(error) }
    await installation.database.close()
    return try result.get()
  }

  /// The same place seen from the test, so many seconds after the real time.
  package func environment(later seconds: Int64, node: Int, couriers: Couriers) -> AppEnvironment {
    let now = Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)).adding(seconds: seconds)
    return TestTown.environment(
      on: database, clock: DemoClock(now), node: node, seed: UInt64(node), pictures: PlainPictures(),
      files: MemoryFiles(), seals: MemorySeals(), couriers: couriers)
  }

  /// Starts the server on a free port, with these in its environment.
  package func serve(_ variables: [String: String]) throws -> Process {
    let probe = try LoopbackServer { $0.hangUp() }
    let port = probe.port
    probe.stop()
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try TestPictures.childExecutable())
    process.arguments = ["serve", "--data", folder.path, "--port", "\(port)"] + arguments
    process.environment = ProcessInfo.processInfo.environment.merging(variables) { $1 }
    process.standardError = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    return process
  }

  package func settle() async throws { try await database.settle() }
}
