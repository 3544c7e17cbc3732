package import Actions
package import DatabaseKit
package import Domain
import Logging
import PictureKit
package import SecretsKit
package import Store

/// An installation for one test: a small town on a database of its own, with a clock that stands where the test puts it.
package struct TestTown: Sendable {
  package let environment: AppEnvironment
  package let clock: DemoClock
  package let places: TestPlaces
  package let files: MemoryFiles
  package let seals: MemorySeals

  /// A Wednesday without a holiday near, 10:00 in the office.
  package static let start = CivilDate(daysSinceEpoch: 20_775).start.adding(hours: 10)

  package var database: any Database { environment.database }
  package var now: Instant { clock.now }

  /// Runs `body` in a fresh town on `engine`.
  package static func run<T>(
    on engine: DatabaseEngine, pictures: any PictureMaking = PlainPictures(), log: LogRecorder? = nil,
    _ body: (TestTown) async throws -> T
  ) async throws -> T {
    switch engine {
    case .sqlite:
      let database = try SQLiteDatabase(inMemory: ())
      _ = try await Migrator(Schema.migrations).apply(on: database, at: 0)
      let places = try await TestPlaces.build(on: database)
      let town = make(on: database, places, pictures, log)
      return try await town.closing(body)
    case .postgresql:
      let (template, places) = try await TestTemplate.shared.get()
      return try await TestPostgres.withDatabase(template: template) { url in
        let town = make(on: PostgresDatabase(url: url, connections: 4), places, pictures, log)
        return try await town.closing(body)
      }
    }
  }

  /// A demonstration place on a database of its own.
  /// - Parameter loading: Its history is told to a loader, not to the database itself.
  package static func demo<T>(
    _ scale: DemoScale = .town, on engine: DatabaseEngine, today: CivilDate, seed: UInt64, shape: CountyShape? = nil,
    loading: Bool = false,
    _ body: (AppEnvironment) async throws -> T
  ) async throws -> T {
    try await TestDatabase.run(on: engine) { database in
      _ = try await Migrator(Schema.migrations).apply(on: database, at: 0)
      let clock = DemoClock(scale.shape == nil ? today.adding(months: -24).start : scale.began(today).start)
      let environment = environment(
        on: database, clock: clock, node: 0, seed: seed, pictures: PlainPhotos(), files: MemoryFiles(),
        seals: MemorySeals())
      let loader = LoadingDatabase(database)
      let told = loading ? AppEnvironment(environment, database: loader) : environment
      try await scale.build(
        today: today, clock: clock, chance: DemoChance(seed: seed), shape: shape, in: told, progress: { _ in })
      if loading { try await loader.finish() }
      let result: Result<T, any Error>
      do { result = .success(try await body(environment)) } catch { result = .failure(error) }
      await environment.passwords.shutDown()
      return try result.get()
    }
  }

  private func closing<T>(_ body: (TestTown) async throws -> T) async throws -> T {
    let result: Result<T, any Error>
    do { result = .success(try await body(self)) } catch { result = .failure(error) }
    await environment.passwords.shutDown()
    await database.close()
    return try result.get()
  }

  private static func make(
    on database: any Database, _ places: TestPlaces, _ pictures: any PictureMaking, _ log: LogRecorder?
  ) -> TestTown {
    let clock = DemoClock(start)
    let files = MemoryFiles()
    let seals = MemorySeals()
    let environment = environment(
      on: database, clock: clock, node: 1, seed: 1, pictures: pictures, files: files, seals: seals,
      logger: log?.logger())
    return TestTown(environment: environment, clock: clock, places: places, files: files, seals: seals)
  }

  /// The keys of every test.
  package static var keys: KeyRing { KeyRing(random: DemoChance(seed: 4711).bytes) }

  /// Every test uses the same keys, so that codes and contacts made with the places can be read.
  static func environment(
    on database: any Database, clock: DemoClock, node: Int, seed: UInt64, pictures: any PictureMaking,
    files: MemoryFiles, seals: MemorySeals, logger: Logger? = nil, keyFile: KeyFile? = nil,
    couriers: Couriers = .none
  ) -> AppEnvironment {
    let chance = DemoChance(seed: seed)
    return AppEnvironment(
      database: database, now: { clock.now }, uptime: { ContinuousClock.now }, ids: IDGenerator(node: node),
      random: { chance.bytes($0) },
      keys: keys, keyFile: keyFile,
      // The cheapest cost that argon2 takes: tests sign in a hundred times.
      passwords: PasswordHasher(cost: PasswordHasher.Cost(memory: 8, passes: 1)), pictures: pictures, files: files,
      sealLog: seals, logger: logger ?? Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, couriers: couriers)
  }

  /// The same installation on a server whose clock is behind.
  package static func early(_ town: TestTown, at instant: Instant) -> AppEnvironment {
    environment(
      on: town.database, clock: DemoClock(instant), node: 7, seed: 97, pictures: town.environment.pictures,
      files: town.files, seals: town.seals)
  }

  /// The same installation with ways out; `server` tells several apart.
  package func sending(_ couriers: Couriers, server: Int = 4, log: LogRecorder? = nil) -> AppEnvironment {
    Self.environment(
      on: database, clock: clock, node: server, seed: UInt64(90 + server), pictures: environment.pictures, files: files,
      seals: seals, logger: log?.logger(), couriers: couriers)
  }

  /// What permission on a matter is decided by.
  package func facts(of matter: ID<Matter>) async throws -> MatterFacts? {
    try await database.read { tx in
      try MatterStore.matter(matter, in: tx).map { try MatterStore.facts(of: $0, in: tx) }
    }
  }

  /// The same installation reached through a loader, which has to finish in the end.
  package func loading() -> (town: TestTown, loader: LoadingDatabase) {
    let loader = LoadingDatabase(database)
    let environment = AppEnvironment(environment, database: loader)
    return (TestTown(environment: environment, clock: clock, places: places, files: files, seals: seals), loader)
  }

  /// The same installation, with its reads passing through `recorder`.
  package func recorded(by recorder: RecordingDatabase) -> AppEnvironment {
    Self.environment(
      on: recorder, clock: clock, node: 3, seed: 98, pictures: environment.pictures, files: files, seals: seals)
  }

  /// The same installation over another way to its database, one that fails say.
  package func over(_ database: any Database, node: Int = 4) -> AppEnvironment {
    Self.environment(
      on: database, clock: clock, node: node, seed: UInt64(node), pictures: environment.pictures, files: files,
      seals: seals)
  }

  /// The same installation seen by a server that looks at a key file.
  package func server(node: Int, keyFile: KeyFile, log: LogRecorder? = nil) -> AppEnvironment {
    Self.environment(
      on: database, clock: clock, node: node, seed: UInt64(100 + node), pictures: environment.pictures, files: files,
      seals: seals, logger: log?.logger(), keyFile: keyFile)
  }

  /// The same installation seen by another server: its own caches and node number on the same database.
  package func secondServer() -> AppEnvironment {
    Self.environment(
      on: database, clock: clock, node: 2, seed: 99, pictures: environment.pictures, files: files, seals: seals)
  }
}

/// The PostgreSQL database that holds the places, made once for all tests of a process.
actor TestTemplate {
  static let shared = TestTemplate()

  private var made: Task<(String, TestPlaces), any Error>?

  func get() async throws -> (String, TestPlaces) {
    if let made { return try await made.value }
    let task = Task {
      let name = TestPostgres.newName()
      try await TestPostgres.create(name)
      let database = PostgresDatabase(url: try TestPostgres.url(of: name), connections: 1)
      _ = try await Migrator(Schema.migrations).apply(on: database, at: 0)
      let places = try await TestPlaces.build(on: database)
      await database.close()
      return (name, places)
    }
    made = task
    return try await task.value
  }
}
