import DatabaseKit
import Store
import TestSupport
import Testing

@Suite struct MigratorTests {
  private let first = Migration(number: 1, name: "one", text: "CREATE TABLE one (id BIGINT PRIMARY KEY);\n")
  private let second = Migration(
    number: 2, name: "two",
    text: """
      -- A remark; with a semicolon.
      CREATE TABLE two (id BIGINT PRIMARY KEY, word TEXT NOT NULL);
      INSERT INTO two (id, word) VALUES (1, 'a');
      """)

  @Test("产品的结构在空库上建成，再次运行无事可做", arguments: DatabaseEngine.allCases)
  func productSchema(engine: DatabaseEngine) async throws {
    try await TestDatabase.run(on: engine) { (database) async throws in
      let migrator = Migrator(Schema.migrations)
      #expect(try await migrator.plan(on: database).count == Schema.migrations.count)
      #expect(try await migrator.apply(on: database, at: 1).map(\.number) == Schema.migrations.map(\.number))
      #expect(try await migrator.apply(on: database, at: 2) == [])
    }
  }

  @Test("只做还没做的", arguments: DatabaseEngine.allCases)
  func appliesWhatIsMissing(engine: DatabaseEngine) async throws {
    try await TestDatabase.run(on: engine) { (database) async throws in
      _ = try await Migrator([first]).apply(on: database, at: 1)
      #expect(try await Migrator([second, first]).plan(on: database) == [second])
      #expect(try await Migrator([second, first]).apply(on: database, at: 1) == [second])
      #expect(try await database.read { tx in try tx.row("SELECT word FROM two")?.first(as: String.self) } == "a")
    }
  }

  @Test("改过的和不认识的迁移都拒绝", arguments: DatabaseEngine.allCases)
  func refusesForeignHistory(engine: DatabaseEngine) async throws {
    try await TestDatabase.run(on: engine) { (database) async throws in
      _ = try await Migrator([first, second]).apply(on: database, at: 1)
      let edited = Migration(number: 2, name: "two", text: second.text(for: engine) + "\n-- later")
      await #expect(throws: DatabaseError.migration("migration 2 (two) was changed after it had been applied")) {
        try await Migrator([first, edited]).plan(on: database)
      }
      await #expect(
        throws: DatabaseError.migration("the database has migration 2, which this version does not know")
      ) {
        try await Migrator([first]).apply(on: database, at: 1)
      }
    }
  }

  @Test("失败的迁移不留半截", arguments: DatabaseEngine.allCases)
  func failureLeavesNothing(engine: DatabaseEngine) async throws {
    try await TestDatabase.run(on: engine) { (database) async throws in
      let broken = Migration(
        number: 2, name: "broken", text: "CREATE TABLE half (id BIGINT PRIMARY KEY);\nINSERT INTO nowhere VALUES (1);\n"
      )
      await #expect(throws: DatabaseError.self) { try await Migrator([first, broken]).apply(on: database, at: 1) }
      #expect(try await Migrator([first, broken]).plan(on: database) == [broken])
      await #expect(throws: DatabaseError.self) { try await database.read { tx in try tx.rows("SELECT * FROM half") } }
    }
  }

  @Test("两台服务器同时启动只做一次", arguments: DatabaseEngine.allCases)
  func twoAtOnce(engine: DatabaseEngine) async throws {
    try await TestDatabase.run(on: engine) { (database) async throws in
      let migrator = Migrator([first, second])
      async let one = migrator.apply(on: database, at: 1)
      async let two = migrator.apply(on: database, at: 1)
      _ = try await (one, two)
      #expect(try await database.read { tx in try tx.rows("SELECT * FROM two").count } == 1)
    }
  }
}
