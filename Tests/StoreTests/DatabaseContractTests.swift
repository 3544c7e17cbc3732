import DatabaseKit
import TestSupport
import Testing

/// What every engine owes: the same statements give the same results and the same errors.
@Suite struct DatabaseContractTests {
  /// A table with every type, and one that refers to it.
  private func prepare(_ database: any Database) async throws {
    try await database.write { tx in
      try tx.execute(
        """
        CREATE TABLE things (
          id BIGINT PRIMARY KEY, name TEXT UNIQUE, size BIGINT CHECK (size < 1000), weight DOUBLE PRECISION,
          good BOOLEAN, data BYTEA)
        """)
      try tx.execute("CREATE TABLE parts (id BIGINT PRIMARY KEY, thing_id BIGINT NOT NULL REFERENCES things (id))")
    }
  }

  @Test("每种类型写入后原样读出", arguments: DatabaseEngine.allCases)
  func valuesComeBack(engine: DatabaseEngine) async throws {
    try await TestDatabase.run(on: engine) { (database) async throws in
      try await prepare(database)
      let texts = [
        "", "诉求", "O'Brien; DROP TABLE things; --", "👵🏽 \u{1F468}\u{200D}\u{1F33E}", "a\nb\t\\%_", "$1 ?1 :x",
      ]
      let blobs: [[UInt8]] = [[], [0], Array(0...255)]
      for (index, text) in texts.enumerated() {
        let blob = blobs[index % blobs.count]
        try await database.write { tx in
          try tx.execute(
            """
            INSERT INTO things (id, name, size, weight, good, data) VALUES (\(bind: Int64.max - Int64(index)),
              \(bind: text), \(bind: -index), \(bind: 0.1), \(bind: index % 2 == 0), \(bind: blob))
            """)
        }
        let row = try #require(
          try await database.read { tx in try tx.row("SELECT * FROM things WHERE name = \(bind: text)") })
        #expect(try row("id") == Int64.max - Int64(index))
        #expect(try row("name") == text)
        #expect(try row("size") == -index)
        #expect(try row("weight") == 0.1)
        #expect(try row("good") == (index % 2 == 0))
        #expect(try row("data") == blob)
      }
    }
  }

  /// Readers that only a resuming task would give back, and all threads of tasks waiting for one, are a server that never
  /// answers again.
  @Test("长读短读一起来得再多，也都读到，谁也不等死", arguments: DatabaseEngine.allCases)
  func longAndShortReads(engine: DatabaseEngine) async throws {
    try await TestDatabase.run(on: engine) { (database) async throws in
      try await prepare(database)
      let sum = try await withThrowingTaskGroup(of: Int.self) { group in
        for number in 0..<300 {
          group.addTask {
            try await database.read(number % 3 == 0 ? .short : .long) { tx in
              try tx.row("SELECT COUNT(*) + \(bind: number) AS n FROM things")?("n") ?? 0
            }
          }
        }
        return try await group.reduce(0, +)
      }
      #expect(sum == 300 * 299 / 2)
    }
  }

  @Test("空值可写可读，每种类型都可为空", arguments: DatabaseEngine.allCases)
  func nulls(engine: DatabaseEngine) async throws {
    try await TestDatabase.run(on: engine) { (database) async throws in
      try await prepare(database)
      try await database.write { tx in
        try tx.execute(
          """
          INSERT INTO things (id, name, size, weight, good, data) VALUES (1, \(bind: String?.none), \(bind: Int?.none),
            \(bind: Double?.none), \(bind: Bool?.none), \(bind: [UInt8]?.none))
          """)
      }
      let row = try #require(try await database.read { tx in try tx.row("SELECT * FROM things") })
      #expect(try row("name", as: String?.self) == nil)
      #expect(try row("size", as: Int?.self) == nil)
      #expect(try row("weight", as: Double?.self) == nil)
      #expect(try row("good", as: Bool?.self) == nil)
      #expect(try row("data", as: [UInt8]?.self) == nil)
      #expect(throws: DatabaseError.decoding("column name is not String")) { try row("name", as: String.self) }
    }
  }

  @Test("读错列名或类型时说出是哪一列", arguments: DatabaseEngine.allCases)
  func readingIsStrict(engine: DatabaseEngine) async throws {
    try await TestDatabase.run(on: engine) { (database) async throws in
      try await prepare(database)
      try await database.write { tx in try tx.execute("INSERT INTO things (id, name) VALUES (1, 'x')") }
      let row = try #require(try await database.read { tx in try tx.row("SELECT * FROM things") })
      #expect(throws: DatabaseError.decoding("no column nmae")) { try row("nmae", as: String.self) }
      #expect(throws: DatabaseError.decoding("column name is not Int")) { try row("name", as: Int.self) }
      #expect(throws: DatabaseError.decoding("column id is not String")) { try row("id", as: String.self) }
    }
  }

  @Test("约束错误两种引擎说法一致", arguments: DatabaseEngine.allCases)
  func violations(engine: DatabaseEngine) async throws {
    try await TestDatabase.run(on: engine) { (database) async throws in
      try await prepare(database)
      try await database.write { tx in try tx.execute("INSERT INTO things (id, name) VALUES (1, 'one')") }
      let cases: [(SQL, DatabaseError)] = [
        ("INSERT INTO things (id, name) VALUES (2, 'one')", .uniqueViolation),
        ("INSERT INTO things (id, name) VALUES (1, 'two')", .uniqueViolation),
        ("INSERT INTO things (id, size) VALUES (3, 1000)", .checkViolation),
        ("INSERT INTO parts (id, thing_id) VALUES (1, 99)", .foreignKeyViolation),
        ("DELETE FROM things WHERE id = (SELECT thing_id FROM parts)", .foreignKeyViolation),
      ]
      try await database.write { tx in try tx.execute("INSERT INTO parts (id, thing_id) VALUES (7, 1)") }
      for (sql, expected) in cases {
        await #expect(throws: expected) { try await database.write { tx in _ = try tx.execute(sql) } }
      }
      let count = try await database.read { tx in try tx.row("SELECT COUNT(*) FROM things")?.first(as: Int.self) }
      #expect(count == 1)
    }
  }

  @Test("落盘留待最后的库：落盘、关闭、重开后一行不少，之后每次提交照常落盘", arguments: DatabaseEngine.allCases)
  func settlingKeepsEverything(engine: DatabaseEngine) async throws {
    try await TestDatabase.reopening(on: engine) { open in
      let making = try open(.whenSettled)
      try await prepare(making)
      for id in 1...50 {
        try await making.write { tx in try tx.execute("INSERT INTO things (id) VALUES (\(bind: id))") }
      }
      try await making.settle()
      try await making.write { tx in try tx.execute("INSERT INTO things (id) VALUES (51)") }
      await making.close()
      let serving = try open(.everyCommit)
      #expect(try await serving.read { tx in try tx.row("SELECT COUNT(*) FROM things")?.first(as: Int.self) } == 51)
      await serving.close()
    }
  }

  struct Refusal: Error, Equatable {}

  @Test("抛错的写入整个撤回，错误原样传出", arguments: DatabaseEngine.allCases)
  func throwingRollsBack(engine: DatabaseEngine) async throws {
    try await TestDatabase.run(on: engine) { (database) async throws in
      try await prepare(database)
      await #expect(throws: Refusal()) {
        try await database.write { tx in
          try tx.execute("INSERT INTO things (id) VALUES (1)")
          throw Refusal()
        }
      }
      await #expect(throws: Refusal()) { try await database.read { _ in throw Refusal() } }
      #expect(try await database.read { tx in try tx.rows("SELECT id FROM things").count } == 0)
    }
  }

  @Test("插入或更新给出新值，改动行数数得对", arguments: DatabaseEngine.allCases)
  func upsertAndCounts(engine: DatabaseEngine) async throws {
    try await TestDatabase.run(on: engine) { (database) async throws in
      try await prepare(database)
      for expected in 1...3 {
        let size = try await database.write { tx in
          try tx.row(
            """
            INSERT INTO things (id, name, size) VALUES (1, 'n', 1)
            ON CONFLICT (name) DO UPDATE SET size = things.size + excluded.size RETURNING size
            """)?.first(as: Int.self)
        }
        #expect(size == expected)
      }
      let changed = try await database.write { tx in
        try tx.execute("INSERT INTO things (id) VALUES (2), (3), (4)")
          * 100 + (try tx.execute("UPDATE things SET good = TRUE WHERE id > 2"))
          * 10 + (try tx.execute("DELETE FROM things WHERE id = 99"))
      }
      #expect(changed == 320)
    }
  }

  @Test("文字按码位排序", arguments: DatabaseEngine.allCases)
  func textSortsByCodePoint(engine: DatabaseEngine) async throws {
    try await TestDatabase.run(on: engine) { (database) async throws in
      try await prepare(database)
      let names = ["李四", "a", "B", "张三", "b", "A", "Ä", "１"]
      try await database.write { tx in
        for (index, name) in names.enumerated() {
          try tx.execute("INSERT INTO things (id, name) VALUES (\(bind: index), \(bind: name))")
        }
      }
      let sorted = try await database.read { tx in
        try tx.rows("SELECT name FROM things ORDER BY name").map { try $0.first(as: String.self) }
      }
      #expect(sorted == names.sorted { $0.unicodeScalars.lexicographicallyPrecedes($1.unicodeScalars) })
    }
  }

  @Test("一次读取只看到一个时刻", arguments: DatabaseEngine.allCases)
  func readsSeeOneMoment(engine: DatabaseEngine) async throws {
    try await TestDatabase.run(on: engine) { (database) async throws in
      try await prepare(database)
      // A writer keeps two rows equal; a reader that sees them differ has seen two moments.
      try await database.write { tx in try tx.execute("INSERT INTO things (id, size) VALUES (1, 0), (2, 0)") }
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
          for size in 1...60 {
            try await database.write { tx in
              try tx.execute("UPDATE things SET size = \(bind: size) WHERE id = 1")
              try tx.execute("UPDATE things SET size = \(bind: size) WHERE id = 2")
            }
          }
        }
        group.addTask {
          for _ in 1...60 {
            let (first, second) = try await database.read { tx in
              (
                try tx.row("SELECT size FROM things WHERE id = 1")?.first(as: Int.self),
                try tx.row("SELECT size FROM things WHERE id = 2")?.first(as: Int.self)
              )
            }
            #expect(first == second)
          }
        }
        try await group.waitForAll()
      }
    }
  }

  @Test("同时加一不丢，反序加锁不死锁", arguments: DatabaseEngine.allCases)
  func concurrentIncrements(engine: DatabaseEngine) async throws {
    try await TestDatabase.run(on: engine) { (database) async throws in
      try await prepare(database)
      try await database.write { tx in try tx.execute("INSERT INTO things (id, size) VALUES (1, 0)") }
      let keys = [LockKey(.series, 1), LockKey(.matter, 2)]
      try await withThrowingTaskGroup(of: Void.self) { group in
        for index in 0..<40 {
          group.addTask {
            try await database.write(locking: index % 2 == 0 ? keys : keys.reversed()) { tx in
              let size = try tx.row("SELECT size FROM things WHERE id = 1")?.first(as: Int.self) ?? 0
              try tx.execute("UPDATE things SET size = \(bind: size + 1) WHERE id = 1")
            }
          }
        }
        try await group.waitForAll()
      }
      let size = try await database.read { tx in try tx.row("SELECT size FROM things")?.first(as: Int.self) }
      #expect(size == 40)
    }
  }

  @Test("拿着锁只改自己那几行：后来的看得到先来的，谁也不用重来", arguments: DatabaseEngine.allCases)
  func heldRows(engine: DatabaseEngine) async throws {
    try await TestDatabase.run(on: engine) { (database) async throws in
      try await prepare(database)
      try await database.write { tx in
        for id in 1...8 { try tx.execute("INSERT INTO things (id, size) VALUES (\(bind: id), 0)") }
      }
      let before = database.retryCount
      try await withThrowingTaskGroup(of: Void.self) { group in
        for index in 0..<80 {
          let id = index % 8 + 1
          group.addTask {
            try await database.write(locking: [LockKey(.matter, Int64(id))], isolation: .heldRows) { tx in
              let size = try tx.row("SELECT size FROM things WHERE id = \(bind: id)")?.first(as: Int.self) ?? 0
              try tx.execute("UPDATE things SET size = \(bind: size + 1) WHERE id = \(bind: id)")
            }
          }
        }
        try await group.waitForAll()
      }
      let sizes = try await database.read { tx in
        try tx.rows("SELECT size FROM things").map { try $0.first(as: Int.self) }
      }
      #expect(sizes == Array(repeating: 10, count: 8))
      #expect(database.retryCount == before)
    }
  }

  @Test("互相看着对方再写的两个事务，结果像先后做的一样", arguments: DatabaseEngine.allCases)
  func writeSkewIsImpossible(engine: DatabaseEngine) async throws {
    try await TestDatabase.run(on: engine) { (database) async throws in
      try await prepare(database)
      try await database.write { tx in try tx.execute("INSERT INTO things (id, good) VALUES (1, TRUE), (2, TRUE)") }
      for _ in 0..<10 {
        try await database.write { tx in try tx.execute("UPDATE things SET good = TRUE") }
        // Each goes off duty only while the other is on.
        try await withThrowingTaskGroup(of: Void.self) { group in
          for id in 1...2 {
            group.addTask {
              try await database.write { tx in
                let others = try tx.rows("SELECT id FROM things WHERE good AND id <> \(bind: id)")
                if !others.isEmpty { try tx.execute("UPDATE things SET good = FALSE WHERE id = \(bind: id)") }
              }
            }
          }
          try await group.waitForAll()
        }
        let onDuty = try await database.read { tx in try tx.rows("SELECT id FROM things WHERE good").count }
        #expect(onDuty == 1)
      }
    }
  }

  @Test("关闭后的访问得到明确的错误", arguments: DatabaseEngine.allCases)
  func closed(engine: DatabaseEngine) async throws {
    try await TestDatabase.run(on: engine) { (database) async throws in
      try await prepare(database)
      await database.close()
      await #expect(throws: DatabaseError.self) { try await database.read { tx in try tx.rows("SELECT 1") } }
      await #expect(throws: DatabaseError.self) { try await database.write { tx in try tx.execute("SELECT 1") } }
    }
  }

  @Test("没有等结果的写入：按次序生效，出错最迟在提交时说，什么也不留下", arguments: DatabaseEngine.allCases)
  func postedStatements(engine: DatabaseEngine) async throws {
    try await TestDatabase.run(on: engine) { (database) async throws in
      try await prepare(database)
      let many = 150
      let seen = try await database.write { tx -> Int in
        for id in 1...many { try tx.post("INSERT INTO things (id, name) VALUES (\(bind: id), \(bind: "n\(id)"))") }
        try tx.post("UPDATE things SET size = 7 WHERE id = 1")
        return try tx.row("SELECT size FROM things WHERE id = 1")?("size") ?? 0
      }
      #expect(seen == 7)
      await #expect(throws: DatabaseError.uniqueViolation) {
        try await database.write { tx in
          try tx.post("INSERT INTO things (id, name) VALUES (900, 'before')")
          try tx.post("INSERT INTO things (id, name) VALUES (901, 'n1')")
        }
      }
      await #expect(throws: DatabaseError.uniqueViolation) {
        try await database.write { tx in
          try tx.post("INSERT INTO things (id, name) VALUES (902, 'n2')")
          _ = try tx.rows("SELECT id FROM things")
        }
      }
      // The connections are as good as before, also for texts that were first sent in what failed.
      try await database.write { tx in try tx.post("INSERT INTO things (id, name) VALUES (903, 'after')") }
      let ids = try await database.read { tx in
        try tx.rows("SELECT id FROM things WHERE id > \(bind: many) ORDER BY id").map { try $0("id", as: Int.self) }
      }
      #expect(ids == [903])
    }
  }
}
