package import Actions
package import DatabaseKit
import SecretsKit
import Store

extension TestTown {
  /// A new installation: the schema and nothing else.
  package static func runEmpty<T>(on engine: DatabaseEngine, _ body: (AppEnvironment) async throws -> T) async throws
    -> T
  {
    try await TestDatabase.run(on: engine) { database in
      _ = try await Migrator(Schema.migrations).apply(on: database, at: 0)
      let environment = environment(
        on: database, clock: DemoClock(start), node: 0, seed: 5, pictures: PlainPictures(), files: MemoryFiles(),
        seals: MemorySeals())
      let result: Result<T, any Error>
      do { result = .success(try await body(environment)) } catch { result = .failure(error) }
      await environment.passwords.shutDown()
      return try result.get()
    }
  }
}
