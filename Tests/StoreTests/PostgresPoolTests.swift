import DatabaseKit
import TestSupport
import Testing

@Suite struct PostgresPoolTests {
  @Test func aServerThatIsAwayIsAnErrorEachTime() async {
    // Port 1 of the loopback address: nobody listens there. More tries than places: each place becomes free again.
    let database = PostgresDatabase(url: "postgresql://nobody@127.0.0.1:1/nothing", connections: 2)
    for _ in 1...5 {
      let error = await #expect(throws: DatabaseError.self) {
        try await database.read { tx in try tx.rows("SELECT 1 AS one").count }
      }
      guard case .unavailable? = error else {
        Issue.record("\(String(describing: error))")
        continue
      }
    }
    await database.close()
  }

  @Test func aFailedStatementLeavesThePoolItsSize() async throws {
    try await TestPostgres.withDatabase { url in
      let database = PostgresDatabase(url: url, connections: 1)
      // The first work of a connection fails: its place must not be given back twice.
      await #expect(throws: DatabaseError.self) {
        try await database.read { tx in try tx.rows("SELECT nothing FROM nowhere").count }
      }
      let seen = try await withThrowingTaskGroup(of: Int.self) { group in
        for _ in 1...4 { group.addTask { try await database.read { tx in try connections(tx) } } }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(seen == [1, 1, 1, 1])
      await database.close()
    }
  }

  @Test func aConnectionThatTheServerEndedIsReplacedUnnoticed() async throws {
    try await TestPostgres.withDatabase { url in
      let database = PostgresDatabase(url: url, connections: 1)
      let other = PostgresDatabase(url: url, connections: 1)
      try await database.write { tx in try tx.execute("CREATE TABLE marks (id BIGINT PRIMARY KEY)") }
      for id in 1...3 {
        _ = try await other.read { tx in
          try tx.rows(
            """
            SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid()
            """
          ).count
        }
        try await database.write(locking: [LockKey(.matter, 1)]) { tx in
          try tx.post("INSERT INTO marks (id) VALUES (\(bind: id))")
        }
      }
      let count = try await database.read { tx in try tx.rows("SELECT id FROM marks").count }
      #expect(count == 3)
      await other.close()
      await database.close()
    }
  }
}

/// How many connections there are to this database.
private func connections(_ tx: any ReadTransaction) throws -> Int {
  try tx.rows("SELECT count(*) AS open FROM pg_stat_activity WHERE datname = current_database()").first?("open") ?? 0
}
