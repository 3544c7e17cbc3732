import DatabaseKit
import Glibc
import TestSupport
import Testing

/// PostgreSQL out of reach, and locks after a failure.
@Suite struct PostgresTroubleTests {
  /// A port at which connections come about and nothing is ever said, as behind a cable that was cut.
  /// Gives how many connections came about meanwhile, too.
  private func withMutePort(_ body: (Int) async throws -> Void) async throws -> Int {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
    defer { close(listener) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        bind(listener, pointer, length) == 0 && listen(listener, 64) == 0
          && getsockname(listener, pointer, &length) == 0
      }
    }
    try #require(bound)
    try await body(Int(UInt16(bigEndian: address.sin_port)))
    var connections = 0
    while true {
      let one = accept(listener, nil, nil)
      if one < 0 { return connections }
      close(one)
      connections += 1
    }
  }

  @Test("服务器一声不吭：六十个请求都在几秒里得到答复，没有一个排队等死")
  func silence() async throws {
    let tries = try await withMutePort { port in
      let database = PostgresDatabase(url: "postgresql://nobody@127.0.0.1:\(port)/nothing", connections: 4)
      await withTaskGroup(of: Void.self) { group in
        for _ in 0..<60 {
          group.addTask {
            let error = await #expect(throws: DatabaseError.self) {
              try await database.read { tx in try tx.rows("SELECT 1 AS one").count }
            }
            guard case .unavailable? = error else {
              Issue.record("\(String(describing: error))")
              return
            }
          }
        }
      }
      await database.close()
    }
    // Each takes two seconds: were each request to try for itself, the last would wait for half a minute.
    #expect((1...30).contains(tries), "\(tries)")
  }

  @Test("办不成的事不把锁带走")
  func locksAreGivenBack() async throws {
    try await TestPostgres.withDatabase { url in
      let (first, second) = (PostgresDatabase(url: url, connections: 1), PostgresDatabase(url: url, connections: 1))
      let keys = [LockKey(.matter, 1), LockKey(.matter, 2)]
      for _ in 0..<3 {
        await #expect(throws: DatabaseError.self) {
          try await first.write(locking: keys) { tx in try tx.execute("UPDATE nowhere SET nothing = 1") }
        }
        let locks = try await second.write(locking: keys.reversed()) { tx in
          // The cluster's other databases have locks of their own.
          try tx.rows(
            """
            SELECT objid FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database
            WHERE locktype = 'advisory' AND granted AND datname = current_database()
            """
          ).count
        }
        #expect(locks == 2)
      }
      await first.close()
      await second.close()
    }
  }
}
