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

  private typealias Act = @Sendable (HandlingActs.Target, AppEnvironment) async throws -> MatterChanged

  /// Two acts meet on one part that both have seen, four times over; exactly one of them is done each time.
  private func meet(
    on engine: DatabaseEngine,
    prepare: @escaping @Sendable (MatterTeller, ID<Matter>) async throws -> Void = { _, _ in },
    _ acts: @escaping @Sendable (TestPlaces) -> (Act, Act),
    loser: @escaping @Sendable (ActionError) -> Bool,
    after: @escaping @Sendable (TestPlaces, MatterStatus) -> Void = { _, _ in }
  ) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = MatterTeller(town)
      let (first, second) = acts(town.places)
      let (here, there) = (town.environment, town.secondServer())
      for round in 0..<4 {
        let matter = try await handedOver(tell, "round \(round)")
        try await prepare(tell, matter)
        let target = target(matter, seen: try #require(try await tell.status(matter).handling(1)).mark)
        let results = await outcomes([{ try await first(target, here) }, { try await second(target, there) }])
        #expect(results.filter { $0 == nil }.count == 1 && results.compactMap { $0 }.allSatisfy(loser), "\(results)")
        after(town.places, try await tell.status(matter))
      }
      #expect(try await tell.findings() == [])
    }
  }

  @Test("退回期限最后一分钟，单位申请退回的同时站里撤回转办，只成一件", arguments: DatabaseEngine.allCases)
  func returnAgainstRecall(engine: DatabaseEngine) async throws {
    try await meet(
      on: engine,
      prepare: { tell, matter in
        let last = try #require(try await tell.status(matter).handling(1)).returnDue.date
        tell.town.clock.move(to: last.start.adding(seconds: 24 * 3600 - 60))
        #expect(tell.town.now.date == last)
      },
      { places in
        (
          { target, environment in
            try await HandlingActs.askReturn(
              reason: .notOurs, proposed: nil, words: "不归我们管。", target,
              MatterRequest(actor: places.unitRegistrar.actor, seen: nil), in: environment)
          },
          { target, environment in
            try await HandlingActs.recall(
              words: "转错了。", target, MatterRequest(actor: places.liaison.actor, seen: nil), in: environment)
          }
        )
      },
      // Whoever was second is told that it changed, or does not see the part any more.
      loser: { $0 == .changedMeanwhile || $0 == .notFound })
  }

  @Test("两人同时改派，只派出一家", arguments: DatabaseEngine.allCases)
  func reassignOnce(engine: DatabaseEngine) async throws {
    try await meet(
      on: engine,
      prepare: { tell, matter in
        _ = try await HandlingActs.askReturn(
          reason: .notOurs, proposed: nil, words: "不归我们管。",
          HandlingActs.Target(matter: matter, part: 1, seen: nil), tell.request(tell.places.unitRegistrar.actor),
          in: tell.environment)
      },
      { places in
        func settle(by staff: TestStaff) -> Act {
          { target, environment in
            try await HandlingActs.settleReturn(
              HandlingActs.Settlement(agrees: true, next: places.otherUnit, resultDue: nil, words: "改请村建办办。"),
              target, MatterRequest(actor: staff.actor, seen: nil), in: environment)
          }
        }
        return (settle(by: places.liaison), settle(by: places.clerk))
      }, loser: { $0 == .changedMeanwhile },
      after: { places, status in #expect(status.openHandlings.map(\.unit) == [places.otherUnit]) })
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
