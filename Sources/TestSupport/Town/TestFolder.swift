package import Actions
package import DatabaseKit
import Domain
package import Foundation
import Logging
import SecretsKit
import Store

/// An installation in a folder, as `serve` has it: SQLite's file, uploads, seal log and keys.
package enum TestFolder {
  /// Gives `body` a fresh town in a folder of its own, with the path of its database; the folder goes afterwards.
  package static func run<T>(_ body: (TestTown, URL) async throws -> T) async throws -> T {
    let root = FileManager.default.temporaryDirectory.appendingPathComponent("folder-\(UUID().uuidString)")
    let data = root.appendingPathComponent("data")
    try FileManager.default.createDirectory(at: data, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: root) }
    let database = try SQLiteDatabase(path: data.appendingPathComponent("lianluo.sqlite").path)
    _ = try await Migrator(Schema.migrations).apply(on: database, at: 0)
    let places = try await TestPlaces.build(on: database)
    let clock = DemoClock(TestTown.start)
    let environment = try self.environment(database, data, clock)
    let town = TestTown(
      environment: environment, clock: clock, places: places, files: MemoryFiles(), seals: MemorySeals())
    let result: Result<T, any Error>
    do { result = .success(try await body(town, data)) } catch { result = .failure(error) }
    await environment.passwords.shutDown()
    await database.close()
    return try result.get()
  }

  /// The installation that a folder holds, opened by whoever put it there.
  package static func environment(_ database: any Database, _ data: URL, _ clock: DemoClock) throws -> AppEnvironment {
    let chance = DemoChance(seed: 5)
    return try AppEnvironment(
      database: database, now: { clock.now }, uptime: { ContinuousClock.now }, ids: IDGenerator(node: 9),
      random: { chance.bytes($0) }, keys: KeyRing(random: DemoChance(seed: 4711).bytes),
      passwords: PasswordHasher(cost: PasswordHasher.Cost(memory: 8, passes: 1)), pictures: PlainPictures(),
      files: FolderFileStore(root: data.appendingPathComponent("files"), random: { chance.bytes($0) }),
      sealLog: FileSealLog(url: data.appendingPathComponent("seals.log")),
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
  }
}
