import Actions
import DatabaseKit
import Domain
import TestSupport
import Testing

/// What the rules of a congress do to what comes in, and what a dry run says before they are saved.
@Suite struct RoutingWayTests {
  private func save(_ rules: [RoutingRule], _ tell: MatterTeller) async throws {
    let current = try await tell.environment.rules.current(of: tell.places.congress)
    var settings = current.settings
    settings.routing = rules
    _ = try await ManageSettings.save(
      settings, reason: "按事找组", of: tell.places.congress, seen: current.number, by: tell.places.clerk.actor,
      in: tell.environment)
  }

  private func input(_ tell: MatterTeller, to addressee: Addressee, _ category: ID<MatterCategory>?)
    -> SubmitMatter.Input
  {
    var input = tell.input(to: addressee)
    input.category = category
    return input
  }

  @Test("来件按规则请小组认领、交站、受理定级后请小组认领", arguments: DatabaseEngine.allCases)
  func rulesAct(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = MatterTeller(town)
      let places = town.places
      try await save(
        [
          RoutingRule(category: places.otherCategory, region: nil, grade: nil, target: .group(places.group)),
          RoutingRule(category: places.category, region: nil, grade: .inGroup, target: .group(places.group)),
          RoutingRule(category: places.category, region: nil, grade: nil, target: .venue(places.otherStation)),
        ], tell)
      let water = try await tell.submit(input(tell, to: .venue(places.station), places.otherCategory), key: "w").matter
      #expect(try await tell.status(water).offered == [places.group])
      // Left to the station: the rule says which. Named: it stays.
      let road = try await tell.submit(
        input(tell, to: .arrange(places.congress), places.category), key: "r"
      ).matter
      #expect(try await tell.status(road, by: places.clerk.actor).venue == places.otherStation)
      let named = try await tell.submit(input(tell, to: .venue(places.station), places.category), key: "n").matter
      let kept = try await tell.status(named)
      #expect(kept.venue == places.station && kept.offered == [])
      try await tell.accept(named)
      #expect(try await tell.status(named).offered == [places.group])
      // A deputy was addressed: no rule takes it from him.
      let his = try await tell.submit(
        input(tell, to: .deputy(places.deputy.person), places.otherCategory), key: "d"
      ).matter
      #expect(try await tell.status(his).offered == [])
      #expect(try await tell.findings() == [])
    }
  }

  @Test("试运行只算不改，说清每条会接住哪些", arguments: DatabaseEngine.allCases)
  func dryRun(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = MatterTeller(town)
      let places = town.places
      for index in 0..<3 { _ = try await tell.submit(key: "matter \(index)") }
      let accepted = try await tell.submit(key: "accepted").matter
      try await tell.accept(accepted)
      try await tell.assign(accepted, to: .group(places.group))
      _ = try await tell.submit(tell.input(isAccusation: true), key: "sealed")
      let before = try await tell.page(accepted).record.matter.revision
      let run = try await RouteByRules.dryRun(
        [
          RoutingRule(category: places.category, region: nil, grade: nil, target: .group(places.group)),
          RoutingRule(category: nil, region: places.village, grade: nil, target: .venue(places.station)),
        ], of: places.congress, by: places.clerk.actor, in: town.environment)
      #expect(run.total == 4 && run.rules.map(\.count) == [1, 3] && run.unmatched.count == 0)
      #expect(run.rules.map(\.agreeing) == [1, 3] && run.rules[0].samples.map(\.id) == [accepted])
      #expect(try await tell.page(accepted).record.matter.revision == before)
    }
  }
}
