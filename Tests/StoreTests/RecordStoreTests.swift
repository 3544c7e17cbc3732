import DatabaseKit
import Domain
import Store
import TestSupport
import Testing

/// Leases, nodes, counts, messages and the chain: the parts of the store that hold without any action.
@Suite struct RecordStoreTests {
  private func at(_ seconds: Int64) -> Instant { TestTown.start.adding(seconds: seconds) }

  private func run(_ engine: DatabaseEngine, _ body: (any Database) async throws -> Void) async throws {
    try await TestDatabase.run(on: engine) { (database) async throws in
      _ = try await Migrator(Schema.migrations).apply(on: database, at: 0)
      try await body(database)
    }
  }

  @Test("一个任务只归一台服务器，过期后换手，旧的不再有效", arguments: DatabaseEngine.allCases)
  func leases(engine: DatabaseEngine) async throws {
    try await run(engine) { (database) async throws in
      func lease(_ holder: String, _ now: Int64) async throws -> Int? {
        let (from, until) = (at(now), at(now + 60))
        return try await database.write { tx in
          try RequestStore.lease("fold", holder: holder, at: from, until: until, in: tx)
        }
      }
      func holds(_ holder: String, _ fence: Int) async throws -> Bool {
        try await database.read { tx in try RequestStore.holds("fold", holder: holder, fence: fence, in: tx) }
      }
      #expect(try await lease("a", 0) == 1)
      #expect(try await lease("b", 30) == nil)
      #expect(try await lease("a", 30) == 1)
      #expect(try await lease("b", 91) == 2)
      #expect(try await holds("a", 1) == false)
      #expect(try await holds("b", 2))
      #expect(try await lease("a", 100) == nil)
    }
  }

  @Test("两台服务器同时要，号码不同；过期的号码可以再用", arguments: DatabaseEngine.allCases)
  func nodes(engine: DatabaseEngine) async throws {
    try await run(engine) { (database) async throws in
      func take(_ holder: String, _ now: Int64) async throws -> Int {
        let (from, until) = (at(now), at(now + 120))
        return try await database.write(locking: [LockKey(.node, 0)]) { tx in
          try RequestStore.takeNode(holder: holder, at: from, until: until, in: tx)
        }
      }
      async let one = take("a", 0)
      async let two = take("b", 0)
      #expect(try await Set([one, two]) == [0, 1])
      #expect(try await take("c", 10) == 2)
      #expect(try await take("d", 500) == 0)
      let (holder, until) = ("gone", at(900))
      #expect(
        try await database.write { tx in try RequestStore.keepNode(0, holder: holder, until: until, in: tx) } == false
      )
    }
  }

  @Test("合计前后总数不变，合计时来的新数不丢", arguments: DatabaseEngine.allCases)
  func counts(engine: DatabaseEngine) async throws {
    try await run(engine) { (database) async throws in
      let congress = ID<Congress>(5)
      let day = at(0).date
      func sum() async throws -> Int? {
        try await database.read { tx in
          try CountStore.sums(of: [MatterMeasure.received.rawValue], for: .congress(congress), in: tx)[
            MatterMeasure.received.rawValue]?[day]
        }
      }
      try await withThrowingTaskGroup(of: Void.self) { group in
        for number in 0..<30 {
          group.addTask {
            try await database.write { tx in
              let tally = Tally(measure: .received, date: day, congress: congress, venue: ID(6), person: nil)
              try CountStore.add([(tally, 1)], event: ID(1), ids: [Int64(number)], in: tx)
            }
          }
          if number % 10 == 5 {
            group.addTask {
              _ = try await database.write { tx in try CountStore.fold(limit: 7, in: tx) }
            }
          }
        }
        try await group.waitForAll()
      }
      #expect(try await sum() == 30)
      while try await database.write({ tx in try CountStore.fold(limit: 7, in: tx) }) > 0 {}
      #expect(try await sum() == 30)
      let left = try await database.read { tx in try tx.rows("SELECT id FROM count_deltas").count }
      #expect(left == 0)
      let all = try await database.read { tx in
        var counts: [Int] = []
        try VerifyStore.counts(in: tx) { _, count in counts.append(count) }
        return counts
      }
      #expect(all == [30, 30])
    }
  }

  @Test("待发消息按时间先后取，做完的不再取", arguments: DatabaseEngine.allCases)
  func outbox(engine: DatabaseEngine) async throws {
    try await run(engine) { (database) async throws in
      let start = at(0)
      let (later, now) = (at(100), at(50))
      try await database.write { tx in
        try MessageStore.enqueue(1, topic: "t", payload: "{}", at: later, in: tx)
        try MessageStore.enqueue(3, topic: "t", payload: "{}", at: start, in: tx)
        try MessageStore.enqueue(2, topic: "t", payload: "{}", at: start, in: tx)
      }
      func waiting(_ now: Instant) async throws -> [Int64] {
        try await database.read { tx in try MessageStore.waiting(at: now, limit: 10, in: tx).map(\.id) }
      }
      #expect(try await waiting(now) == [2, 3])
      try await database.write { tx in try MessageStore.markDone([2], at: now, in: tx) }
      #expect(try await waiting(later) == [3, 1])
    }
  }

  @Test("历史只能接在末尾，接错被拒绝", arguments: DatabaseEngine.allCases)
  func chain(engine: DatabaseEngine) async throws {
    try await run(engine) { (database) async throws in
      let now = at(0)
      @Sendable func entry(_ id: Int64, _ act: String) -> NewEntry {
        NewEntry(
          id: ID(id), kind: .matter, subject: 9, act: act, at: now, actor: .system, facts: "{}", words: "词",
          salt: Array(repeating: UInt8(id), count: 16))
      }
      let first = try await database.write { tx in
        try EventStore.append(entry(1, "submit"), after: .start, in: tx)
      }
      let second = try await database.write { tx in try EventStore.append(entry(2, "accept"), after: first, in: tx) }
      #expect(second.seq == 2)
      // Two who saw the same end: the second one is refused by the unique place in the history.
      await #expect(throws: DatabaseError.uniqueViolation) {
        _ = try await database.write { tx in try EventStore.append(entry(3, "decline"), after: first, in: tx) }
      }
      let history = try await database.read { tx in try EventStore.history(of: .matter, 9, in: tx) }
      #expect(history.map(\.act) == ["submit", "accept"])
      #expect(history[1].previousHash == history[0].hash)
      #expect(try EventChain.hash(of: history[1]) == history[1].hash)
    }
  }

  @Test("同一请求只记一次", arguments: DatabaseEngine.allCases)
  func idempotency(engine: DatabaseEngine) async throws {
    try await run(engine) { (database) async throws in
      let now = at(0)
      let key: [UInt8] = [1, 2, 3]
      try await database.write { tx in try RequestStore.remember(key, result: "7", at: now, in: tx) }
      #expect(try await database.read { tx in try RequestStore.result(of: key, in: tx) } == "7")
      await #expect(throws: DatabaseError.uniqueViolation) {
        try await database.write { tx in try RequestStore.remember(key, result: "8", at: now, in: tx) }
      }
    }
  }
}
