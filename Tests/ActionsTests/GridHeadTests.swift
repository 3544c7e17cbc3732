import Actions
import DatabaseKit
import Domain
import Store
import TestSupport
import Testing

/// 大网格长: one at a time, dated, with reasons; whoever follows ends whoever was before.
struct GridHeadTests {
  @Test("网格长一次一位，接任即止，都有日期和理由", arguments: DatabaseEngine.allCases)
  func oneAfterAnother(_ engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { town in
      let (places, environment, clerk) = (town.places, town.environment, town.places.clerk.actor)
      let grid = try await SaveStructure.addRegion(
        name: "第一网格", level: .grid, under: places.village, code: nil, from: town.now.date, by: clerk, in: environment)
      func heads() async throws -> [GridHead] {
        try await environment.database.read { tx in try GridHeadStore.heads(of: [grid], in: tx) }[grid] ?? []
      }
      let before = town.now.date.adding(days: -30)
      try await SaveGridHead.run(
        places.deputy.person, headOf: grid, from: before, reason: "住在本网格", by: clerk, in: environment)
      try await SaveGridHead.run(places.secondDeputy.person, headOf: grid, reason: "轮换", by: clerk, in: environment)
      var all = try await heads()
      #expect(all.map(\.person.name) == ["李四", "张三"])
      #expect(all[1].to == town.now.date && all[1].endReason == "轮换" && all[1].from == before)
      let wrong: [(ID<Person>, ID<Region>, CivilDate?, String)] = [
        (places.secondDeputy.person, grid, nil, "再任"), (places.clerk.person, grid, nil, "不是代表"),
        (places.deputy.person, places.village, nil, "不是网格"), (places.deputy.person, grid, nil, ""),
        (places.deputy.person, grid, town.now.date.adding(days: 1), "未到"),
        (places.deputy.person, grid, before, "早于现任"),
      ]
      for (person, region, from, reason) in wrong {
        await #expect(throws: ActionError.self, "\(reason)") {
          try await SaveGridHead.run(
            person, headOf: region, from: from, reason: reason, by: clerk, in: environment)
        }
      }
      await #expect(throws: ActionError.refused(.notYours)) {
        try await SaveGridHead.run(
          places.deputy.person, headOf: grid, reason: "自荐", by: places.liaison.actor, in: environment)
      }
      try await SaveGridHead.end(grid, reason: "外出务工", by: clerk, in: environment)
      all = try await heads()
      #expect(all.allSatisfy { $0.to != nil } && all.count == 2)
      await #expect(throws: ActionError.notFound) {
        try await SaveGridHead.end(grid, reason: "再止", by: clerk, in: environment)
      }
      let history = try await ReadDirectoryHistory.run(.region, grid.raw, in: environment)
      #expect(history.map(\.act) == ["end-grid-head", "grid-head", "grid-head", "add"])
      let line = try #require(
        try await ReadGridHeads.list(of: places.congress, after: nil, in: environment).grids.first { $0.id == grid })
      #expect(line.above == "东村" && line.head == nil && line.heads.count == 2)
    }
  }

  @Test("两人同时任命同一网格的网格长，只有一位在任", arguments: DatabaseEngine.allCases)
  func twoAtOnce(_ engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { town in
      let (places, environment, other) = (town.places, town.environment, town.secondServer())
      let grid = try await SaveStructure.addRegion(
        name: "第一网格", level: .grid, under: places.village, code: nil, from: town.now.date, by: .system,
        in: environment)
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
          try await SaveGridHead.run(
            places.deputy.person, headOf: grid, reason: "甲", by: places.clerk.actor, in: environment)
        }
        group.addTask {
          try await SaveGridHead.run(
            places.secondDeputy.person, headOf: grid, reason: "乙", by: places.chair.actor, in: other)
        }
        try await group.waitForAll()
      }
      let heads = try await environment.database.read { tx in try GridHeadStore.heads(of: [grid], in: tx) }[grid]
      #expect(heads?.count == 2)
      #expect(heads?.filter { $0.to == nil }.count == 1)
    }
  }
}
