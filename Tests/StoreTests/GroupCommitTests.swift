import DatabaseKit
import TestSupport
import Testing

/// Writes that arrive together share a commit on SQLite; the callers must not notice.
@Suite struct GroupCommitTests {
  struct Refusal: Error, Equatable { let number: Int }

  @Test("合并提交时，一个拒绝不影响别人", arguments: DatabaseEngine.allCases)
  func oneRefusesTheOthersStay(engine: DatabaseEngine) async throws {
    try await TestDatabase.run(on: engine) { (database) async throws in
      try await database.write { tx in
        try tx.execute("CREATE TABLE notes (id BIGINT PRIMARY KEY, text TEXT NOT NULL)")
      }
      let refused = Set([7, 19])
      let violating = 23
      let outcomes = await withTaskGroup(of: (Int, Result<Int, any Error>).self) { group in
        for number in 0..<40 {
          group.addTask {
            do {
              let value = try await database.write { tx in
                try tx.execute("INSERT INTO notes (id, text) VALUES (\(bind: number), 'n')")
                if refused.contains(number) { throw Refusal(number: number) }
                if number == violating {
                  try tx.execute("INSERT INTO notes (id, text) VALUES (\(bind: number), 'again')")
                }
                return number * 2
              }
              return (number, .success(value))
            } catch {
              return (number, .failure(error))
            }
          }
        }
        return await group.reduce(into: [Int: Result<Int, any Error>]()) { $0[$1.0] = $1.1 }
      }
      for (number, outcome) in outcomes {
        switch outcome {
        case .success(let value):
          #expect(value == number * 2)
          #expect(!refused.contains(number) && number != violating)
        case .failure(let error as Refusal): #expect(error.number == number)
        case .failure(let error): #expect(error as? DatabaseError == .uniqueViolation && number == violating)
        }
      }
      let kept = try await database.read { tx in
        try tx.rows("SELECT id FROM notes ORDER BY id").map { try $0.first(as: Int.self) }
      }
      #expect(kept == (0..<40).filter { !refused.contains($0) && $0 != violating })
    }
  }

  @Test("SQLite 把同时到来的写入并成少数几次提交")
  func groupsAreFormed() async throws {
    try await TestDatabase.run(on: .sqlite) { (database) async throws in
      try await database.write { tx in try tx.execute("CREATE TABLE notes (id BIGINT PRIMARY KEY)") }
      let sqlite = try #require(database as? SQLiteDatabase)
      let before = sqlite.commitCount
      try await withThrowingTaskGroup(of: Void.self) { group in
        for number in 0..<64 {
          group.addTask { () async throws -> Void in
            try await database.write { tx in _ = try tx.execute("INSERT INTO notes (id) VALUES (\(bind: number))") }
          }
        }
        try await group.waitForAll()
      }
      let count = try await database.read { tx in try tx.rows("SELECT id FROM notes").count }
      #expect(count == 64)
      #expect(sqlite.commitCount - before < 40)
      #expect(database.retryCount == 0)
    }
  }
}
