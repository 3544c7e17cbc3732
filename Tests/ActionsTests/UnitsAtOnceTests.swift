import Actions
import DatabaseKit
import Domain
import TestSupport
import Testing

/// Where people meet on a unit's part, two try at the same moment, through two servers on one database.
@Suite struct UnitsAtOnceTests: UnitTelling {
  private func outcomes(_ bodies: [@Sendable () async throws -> MatterChanged]) async -> [ActionError?] {
    await withTaskGroup(of: ActionError?.self) { group in
      for body in bodies {
        group.addTask {
          do {
            _ = try await body()
            return nil
          } catch { return error as? ActionError ?? .busy }
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
  }

  @Test("单位申请退回的同时站里撤回转办，只成一件", arguments: DatabaseEngine.allCases)
  func returnAgainstRecall(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = MatterTeller(town)
      let (places, other) = (town.places, town.secondServer())
      for round in 0..<4 {
        let matter = try await handedOver(tell, "race \(round)")
        let seen = try #require(try await tell.status(matter).handling(1)).mark
        let target = target(matter, seen: seen)
        let results = await outcomes([
          { [environment = town.environment] in
            try await HandlingActs.askReturn(
              reason: .notOurs, proposed: nil, words: "不归我们管。", target,
              MatterRequest(actor: places.unitRegistrar.actor, seen: nil), in: environment)
          },
          {
            try await HandlingActs.recall(
              words: "转错了。", target, MatterRequest(actor: places.liaison.actor, seen: nil), in: other)
          },
        ])
        #expect(results.filter { $0 == nil }.count == 1)
        // Whoever was second is told that it changed, or does not see the part any more.
        #expect(results.compactMap { $0 }.allSatisfy { $0 == .changedMeanwhile || $0 == .notFound }, "\(results)")
      }
      #expect(try await tell.findings() == [])
    }
  }

  @Test("两人同时改派，只派出一家", arguments: DatabaseEngine.allCases)
  func reassignOnce(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = MatterTeller(town)
      let (places, other) = (town.places, town.secondServer())
      for round in 0..<4 {
        let matter = try await handedOver(tell, "again \(round)")
        _ = try await HandlingActs.askReturn(
          reason: .notOurs, proposed: nil, words: "不归我们管。", target(matter),
          tell.request(places.unitRegistrar.actor), in: tell.environment)
        let seen = try #require(try await tell.status(matter).handling(1)).mark
        let target = target(matter, seen: seen)
        let settlement = HandlingActs.Settlement(
          agrees: true, next: places.otherUnit, resultDue: nil, words: "改请村建办办。")
        let results = await outcomes([
          { [environment = town.environment] in
            try await HandlingActs.settleReturn(
              settlement, target, MatterRequest(actor: places.liaison.actor, seen: nil), in: environment)
          },
          {
            try await HandlingActs.settleReturn(
              settlement, target, MatterRequest(actor: places.clerk.actor, seen: nil), in: other)
          },
        ])
        #expect(results.filter { $0 == nil }.count == 1 && results.contains(.changedMeanwhile), "\(results)")
        #expect(try await tell.status(matter).openHandlings.map(\.unit) == [places.otherUnit])
      }
      #expect(try await tell.findings() == [])
    }
  }

  @Test("两个单位同时各办各的，互不妨碍", arguments: DatabaseEngine.allCases)
  func unitsDoNotHinderEachOther(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = MatterTeller(town)
      let (places, other) = (town.places, town.secondServer())
      let matter = try await handedOver(tell, others: [places.otherUnit])
      let status = try await tell.status(matter)
      let marks = try [1, 2].map { try #require(status.handling($0)).mark }
      let results = await outcomes([
        { [environment = town.environment, mark = marks[0]] in
          try await HandlingActs.signFor(
            HandlingActs.Target(matter: matter, part: 1, seen: mark),
            MatterRequest(actor: places.unitRegistrar.actor, seen: nil), in: environment)
        },
        { [mark = marks[1]] in
          try await HandlingActs.signFor(
            HandlingActs.Target(matter: matter, part: 2, seen: mark),
            MatterRequest(actor: places.otherUnitRegistrar.actor, seen: nil), in: other)
        },
      ])
      #expect(results == [nil, nil])
      #expect(try await tell.findings() == [])
    }
  }
}
