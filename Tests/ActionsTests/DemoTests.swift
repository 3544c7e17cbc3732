import Actions
import DatabaseKit
import Domain
import Foundation
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
      try await everybodySignsIn(.town, environment)
    }
  }

  @Test("示范区：八个代表团、各组各网格的人数和一年的诉求都对，验证无误", arguments: DatabaseEngine.allCases)
  func districtHasItsShape(engine: DatabaseEngine) async throws {
    try await TestTown.demo(.district, on: engine, today: today, seed: 1) { (environment) async throws in
      let report = try await Verify.run(in: environment, progress: { _ in })
      #expect(report.findings.map(\.what) == [])
      let (delegations, groups, grids) = try await environment.database.read { tx in
        (
          delegations: try tx.rows(
            """
            SELECT d.name, COUNT(*) AS n FROM delegations d JOIN delegation_members m ON m.delegation_id = d.id
            WHERE m.to_on IS NULL GROUP BY d.name
            """
          ).map { (try $0("name", as: String.self), try $0("n", as: Int.self)) },
          groups: try tx.rows(
            """
            SELECT g.name, COUNT(*) AS n FROM deputy_groups g JOIN group_members m ON m.group_id = g.id
            WHERE m.to_on IS NULL AND g.kind = 'expertise' GROUP BY g.name
            """
          ).map { (try $0("name", as: String.self), try $0("n", as: Int.self)) },
          grids: try tx.rows(
            """
            SELECT a.name, COUNT(*) AS n FROM regions g JOIN grid_heads h ON h.grid_id = g.id
            JOIN regions v ON v.id = g.parent_id JOIN regions a ON a.id = v.parent_id
            WHERE h.to_on IS NULL GROUP BY a.name
            """
          ).map { (try $0("name", as: String.self), try $0("n", as: Int.self)) }
        )
      }
      let seats = Dictionary(uniqueKeysWithValues: delegations)
      #expect(seats.count == 8)
      #expect([seats["春晓代表团"], seats["秋实代表团"], seats["冬阳代表团"]] == [20, 27, 24])
      func members(_ prefix: String) -> [Int] { groups.filter { $0.0.hasPrefix(prefix) }.map(\.1) }
      #expect(members("春晓") == [5, 5, 5, 5])
      #expect(members("秋实").count == 5 && members("秋实").reduce(0, +) == 27)
      #expect(members("暖阳行动").count == 5 && members("暖阳行动").reduce(0, +) == 24)
      #expect(Dictionary(uniqueKeysWithValues: grids) == ["春晓街道": 38, "秋实街道": 27])
      try await numbersAreWhole(environment)
      try await everybodySignsIn(.district, environment)
      try await olderMattersAreCountedToo(environment)
    }
  }

  /// Ninety received, and every number the length of its list.
  private func numbersAreWhole(_ environment: AppEnvironment) async throws {
    let found = try await ReadDirectory.congresses(in: environment).first(where: \.isRunHere)
    let congress = try #require(found).id
    let year = today.parts.year
    let numbers = try await ReadNumbers.run(of: .congress(congress), year: year, in: environment)
    let expected: [MatterMeasure: Int] = [
      .received: 90, .owed: 90, .owedAnswered: 90, .answered: 90, .solved: 85, .ratedBySender: 90, .sentUp: 5,
      .archived: 90,
    ]
    for (measure, count) in expected { #expect(numbers[measure] == count, "\(measure)") }
    #expect(numbers[.satisfiedBySender] + numbers[.basicBySender] == 88)
    for measure in ReadNumbers.yearly {
      #expect(try await length(measure, .any, congress, environment) == numbers[measure], "\(measure)")
    }
    let categories = try await ReadNumbers.categories(of: congress, year: year, in: environment)
    #expect(categories.map { $0.category?.name } == ["政策咨询", "法律服务", "医疗教育", "生活保障"])
    #expect(categories.map(\.count).reduce(0, +) == 90 && categories.allSatisfy { $0.count >= 10 })
    for line in categories {
      let id = try #require(line.category).id
      #expect(try await length(.received, .top(id), congress, environment) == line.count)
    }
    #expect(try await length(.received, .none, congress, environment) == 0)
  }

  /// What the migration counts of matters that were there before it is what the acts would have counted.
  private func olderMattersAreCountedToo(_ environment: AppEnvironment) async throws {
    let file = try #require(Schema.migrations.first { $0.name == "shares" })
    let insert = try #require(file.text(for: environment.database.engine).components(separatedBy: ";").first)
    try await environment.database.write { tx in
      for table: SQL in ["count_totals", "count_deltas"] {
        try tx.execute("DELETE FROM \(table) WHERE measure IN ('owed', 'owed_answered', 'sent_up')")
      }
    }
    #expect(try await !Verify.run(in: environment, progress: { _ in }).findings.isEmpty)
    try await environment.database.write { tx in try tx.execute(SQL(trustedFile: insert)) }
    let report = try await Verify.run(in: environment, progress: { _ in })
    #expect(report.findings.map(\.what) == [])
  }

  private func length(
    _ measure: MatterMeasure, _ category: CountedCategory, _ congress: ID<Congress>, _ environment: AppEnvironment
  ) async throws -> Int {
    var count = 0
    var cursor: ListCursor?
    repeat {
      let page = try await ReadNumbers.list(
        measure, of: congress, category: category, year: today.parts.year, after: cursor, in: environment)
      count += page.rows.count
      cursor = page.next
    } while cursor != nil
    return count
  }

  /// Everybody on the printed list gets in; the convener is a member of a group.
  private func everybodySignsIn(_ scale: DemoScale, _ environment: AppEnvironment) async throws {
    let origin = SignInOrigin(address: "127.0.0.1", device: "电脑浏览器", isLoopback: true)
    for line in scale.signIns {
      let session = try await SignIn.run(
        username: line.username, password: DemoTown.password, from: origin, demoOpen: false, in: environment)
      let actor = try await LoadActor.run(token: session.token, in: environment)
      #expect(actor != nil, "\(line.username)")
      if line.username == "convener" { #expect(actor?.groups.isEmpty == false) }
    }
  }

  /// The second time the history is told to the loader, which leaves the same rows (``LoadingTests``).
  @Test("同一种子同一日期，每张表逐字节相同，成批写入的也一样", arguments: [DemoScale.town, .district, .county])
  func sameSeedSameBytes(scale: DemoScale) async throws {
    let first = try await dump(scale, seed: 1)
    let second = try await dump(scale, seed: 1, loading: scale != .county)
    let other = try await dump(scale, seed: 2)
    #expect(first.count > 5000)
    #expect(TableDump.differences(first, second) == [])
    #expect(first != other)
  }

  private func dump(_ scale: DemoScale, seed: UInt64, loading: Bool = false) async throws -> [String] {
    let shape = scale == .county ? CountyShape.small(matters: 300) : nil
    return try await TestTown.demo(scale, on: .sqlite, today: today, seed: seed, shape: shape, loading: loading) {
      try await TableDump.everything($0.database)
    }
  }
}
