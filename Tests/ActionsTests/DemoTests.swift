import Actions
import DatabaseKit
import Domain
import Store
import TestSupport
import Testing

/// The demonstration town is made through the same actions, so it is a test of them.
@Suite(.serialized) struct DemoTests {
  private let today = CivilDate(daysSinceEpoch: 20_775)

  @Test("示范镇建得成，各种状态都有，验证无误", arguments: DatabaseEngine.allCases)
  func isWholeAndSound(engine: DatabaseEngine) async throws {
    try await TestTown.demo(on: engine, today: today, seed: 1) { (environment) async throws in
      let report = try await Verify.run(in: environment, progress: { _ in })
      #expect(report.findings.map(\.what) == [])
      #expect(report.matters > 150)
      let states = try await environment.database.read { tx in
        Set(try tx.rows("SELECT DISTINCT state FROM matters").map { try $0.first(as: String.self) })
      }
      #expect(Set(MatterState.allCases.map(\.rawValue)).subtracting(states) == [])
      let mandates = try await environment.database.read { tx in
        try tx.rows("SELECT level, COUNT(*) AS n FROM mandates GROUP BY level ORDER BY n").map {
          try $0("n", as: Int.self)
        }
      }
      #expect(mandates == [1, 18, 48])
      let villages = try await environment.database.read { tx in
        try tx.rows("SELECT id FROM regions WHERE level = \(bind: RegionLevel.village.rawValue)").count
      }
      #expect(villages == 15)
    }
  }

  @Test("同一种子同一日期，每张表逐字节相同")
  func sameSeedSameBytes() async throws {
    let first = try await dump(seed: 1)
    let second = try await dump(seed: 1)
    let other = try await dump(seed: 2)
    #expect(first.count > 5000)
    #expect(first == second)
    #expect(first != other)
  }

  private func dump(seed: UInt64) async throws -> [String] {
    var lines: [String] = []
    try await TestTown.demo(on: .sqlite, today: today, seed: seed) { environment in
      lines = try await environment.database.read { tx in
        let tables = try tx.rows("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").map {
          try $0.first(as: String.self)
        }
        return try tables.flatMap { table in
          try tx.rows(SQL(trustedFile: "SELECT * FROM \(table) ORDER BY 1, 2")).map { "\(table) \($0)" }
        }
      }
    }
    return lines
  }
}
