import Actions
import DatabaseKit
import Domain
import Store
import TestSupport
import Testing

/// 编排代表进站 over a county's 541 mandates, on both engines.
@Suite struct PlacementTests {
  private func propose(_ roster: CountyRoster, _ environment: AppEnvironment) async throws -> PlaceDeputies.Proposal {
    try await PlaceDeputies.propose(of: roster.congress, by: roster.clerk, in: environment)
  }

  private func apply(
    _ roster: CountyRoster, seen: String, key: RequestKey? = nil, by actor: Actor? = nil, _ environment: AppEnvironment
  ) async throws -> PlaceDeputies.Outcome {
    try await PlaceDeputies.apply(
      of: roster.congress, seen: seen, key: key, by: actor ?? roster.clerk, in: environment)
  }

  /// Mandates with a placement in force, events of placing, and mandates placed more than once.
  private func counts(_ environment: AppEnvironment) async throws -> [Int] {
    try await environment.database.read { tx in
      let queries: [SQL] = [
        "SELECT COUNT(DISTINCT mandate_id) AS n FROM venue_deputies WHERE to_on IS NULL",
        "SELECT COUNT(*) AS n FROM events WHERE subject_kind = 'mandate' AND act = 'place'",
        "SELECT COUNT(*) AS n FROM venue_deputies WHERE to_on IS NULL",
      ]
      return try queries.map { try tx.row($0)?("n") ?? 0 }
    }
  }

  @Test("541名：每一名都编进去，或者写明缺什么", arguments: DatabaseEngine.allCases)
  func everyoneIsPlacedOrNamed(_ engine: DatabaseEngine) async throws {
    try await CountyRoster.run(on: engine) { environment, roster in
      let before = try await propose(roster, environment)
      #expect(before.plan.total == 541 && before.plan.placed == 0)
      #expect(before.venues.count == 44)
      let named = before.plan.gaps
      #expect(
        Dictionary(named.map { ($0.mandate.id, $0.gap) }, uniquingKeysWith: { $1 }) == roster.faulty.mapValues { $0 })
      #expect(named.count == 9 && before.plan.changes.count == 532)

      // Two of the named are settled by hand: one gets a venue, one is left out with a reason.
      let hard = roster.faulty.keys.sorted()
      try await SavePlacementException.run(
        PlacementException(venue: roster.central[0], reason: "在县城工作"), of: hard[0], congress: roster.congress,
        by: roster.clerk, in: environment)
      try await SavePlacementException.run(
        PlacementException(venue: nil, reason: "长期外出"), of: hard[1], congress: roster.congress, by: roster.clerk,
        in: environment)
      let key = RequestKey(hash: [1, 2, 3, 4, 5, 6, 7, 8])
      await #expect(throws: ActionError.changedMeanwhile) {
        try await apply(roster, seen: before.seen, key: key, environment)
      }
      #expect(try await counts(environment) == [0, 0, 0])
      let seen = try await propose(roster, environment).seen
      let done = try await apply(roster, seen: seen, key: key, environment)
      #expect(done.placed == 533 && done.total == 541)
      #expect(done.run.placed == 533 && done.run.planned == 533 && done.run.finished != nil)
      #expect(try await counts(environment) == [533, 533, 533])

      // The same form once more does nothing more, and says the same.
      #expect(try await apply(roster, seen: seen, key: key, environment) == done)
      #expect(try await counts(environment) == [533, 533, 533])

      // 覆盖情况 reads the same, and the list behind its number names everybody who is left.
      let rows = try await ReadCoverage.run(in: environment)
      let row = try #require(rows.first { $0.congress.id == roster.congress })
      #expect(row.counts[.deputiesWithoutStation] == CoverageCount(without: 8, all: 541))
      let list = try await ReadCoverage.list(.deputiesWithoutStation, of: roster.congress, after: nil, in: environment)
      #expect(Set(list.deputies.map(\.mandate.id)) == Set(hard.dropFirst()))
      #expect(list.deputies.allSatisfy { $0.gap != nil })
      #expect(list.deputies.first { $0.mandate.id == hard[1] }?.gap == .onPurpose("长期外出"))
      let findings = try await Verify.run(in: environment, progress: { _ in }).findings
      #expect(findings.map(\.what) == [])
    }
  }

  @Test("把缺的补上，就是541名里的541名", arguments: DatabaseEngine.allCases)
  func allOfThem(_ engine: DatabaseEngine) async throws {
    try await CountyRoster.run(on: engine) { environment, roster in
      for mandate in roster.faulty.keys {
        try await SavePlacementException.run(
          PlacementException(venue: roster.central[1], reason: "主席团会议决定"), of: mandate, congress: roster.congress,
          by: roster.clerk, in: environment)
      }
      let seen = try await propose(roster, environment).seen
      let done = try await apply(roster, seen: seen, environment)
      #expect(done.placed == 541 && done.total == 541)
      let row = try await ReadCoverage.run(in: environment).first
      #expect(row?.counts[.deputiesWithoutStation] == CoverageCount(without: 0, all: 541))
      let again = try await propose(roster, environment)
      #expect(again.plan.changes.isEmpty)
      await #expect(throws: ActionError.rule(.nothingChanged)) {
        try await apply(roster, seen: again.seen, environment)
      }
      // Taken away again, the exception's deputy stays where he is; moved, he has one venue and two stretches.
      let one = roster.faulty.keys.sorted()[0]
      try await SavePlacementException.run(
        PlacementException(venue: roster.central[2], reason: "住处变了"), of: one, congress: roster.congress,
        by: roster.clerk, in: environment)
      let moved = try await apply(roster, seen: try await propose(roster, environment).seen, environment)
      #expect(moved.run.planned == 1 && moved.placed == 541)
      #expect(try await counts(environment)[2] == 541)
      let history = try await ReadDirectoryHistory.run(.mandate, one.raw, in: environment)
      #expect(history.map(\.act) == ["place", "placement-exception", "place", "placement-exception"])
      #expect(history[0].facts["was"] == "第2镇中心联络站" && history[0].facts["venue"] == "第3镇中心联络站")
    }
  }

  @Test("两位经办人同时编排：一位办成，一位重新核对", arguments: DatabaseEngine.allCases)
  func twoClerksAtOnce(_ engine: DatabaseEngine) async throws {
    try await CountyRoster.run(on: engine) { environment, roster in
      let seen = try await propose(roster, environment).seen
      func attempt(_ actor: Actor) async -> Result<PlaceDeputies.Outcome, any Error> {
        do { return .success(try await apply(roster, seen: seen, by: actor, environment)) } catch {
          return .failure(error)
        }
      }
      async let first = attempt(roster.clerk)
      async let second = attempt(roster.otherClerk)
      let results = await [first, second]
      let errors = results.compactMap { result -> ActionError? in
        if case .failure(let error) = result { return error as? ActionError }
        return nil
      }
      #expect(errors == [.changedMeanwhile])
      #expect(try await counts(environment) == [532, 532, 532])
      let runs = try await propose(roster, environment).runs
      #expect(runs.count == 1 && runs[0].placed == 532)
    }
  }

  @Test("名录中途变了就停下，已办的都在，剩下的接着办", arguments: DatabaseEngine.allCases)
  func stopsAndGoesOn(_ engine: DatabaseEngine) async throws {
    try await CountyRoster.run(on: engine) { environment, roster in
      let seen = try await propose(roster, environment).seen
      // A server that stopped after its first chunk: the run stands as it left it.
      struct Stopped: Error {}
      await #expect(throws: Stopped.self) {
        try await PlaceDeputies.apply(
          of: roster.congress, seen: seen, key: nil, by: roster.clerk, in: environment, mayGoOn: { throw Stopped() })
      }
      #expect(try await counts(environment) == [50, 50, 50])
      let rest = try await propose(roster, environment)
      #expect(rest.runs.first?.finished == nil && rest.runs.first?.placed == 50)
      #expect(rest.plan.changes.count == 482)
      let done = try await apply(roster, seen: rest.seen, by: roster.otherClerk, environment)
      #expect(done.run.placed == 532 && done.run.planned == 532 && done.run.finished != nil)
      #expect(try await propose(roster, environment).runs.count == 1)
      #expect(try await counts(environment) == [532, 532, 532])

      // Somebody whose mandate ended while the page was open.
      try await SaveMandate.change(
        roster.mandates[300], to: .ended, reason: .resigned, on: environment.now().date, by: .system, in: environment)
      await #expect(throws: ActionError.changedMeanwhile) {
        try await apply(roster, seen: done.run.id.description, environment)
      }
      #expect(try await propose(roster, environment).plan.total == 540)
    }
  }

  @Test("只有本级的经办人能编排", arguments: DatabaseEngine.allCases)
  func rights(_ engine: DatabaseEngine) async throws {
    try await CountyRoster.run(on: engine) { environment, roster in
      let seen = try await propose(roster, environment).seen
      let stranger = Actor.person(
        Actor.SignedIn(
          person: roster.people[0], name: "邻镇", posts: [Post(role: .clerk, congress: ID(77))], mandates: [],
          session: ID(1)))
      let liaison = Actor.person(
        Actor.SignedIn(
          person: roster.people[0], name: "联络",
          posts: [Post(role: .liaison, congress: roster.congress, venue: roster.central[0])], mandates: [],
          session: ID(1)))
      for actor in [stranger, liaison, .visitor] {
        await #expect(throws: ActionError.refused(.notYours)) {
          try await apply(roster, seen: seen, by: actor, environment)
        }
        await #expect(throws: ActionError.refused(.notYours)) {
          try await SavePlacementException.run(
            PlacementException(venue: nil, reason: "不编"), of: roster.mandates[9], congress: roster.congress, by: actor,
            in: environment)
        }
      }
      #expect(try await counts(environment) == [0, 0, 0])
      let wrong: [(PlacementException?, ID<Mandate>)] = [
        (PlacementException(venue: ID(5), reason: "没有这个站"), roster.mandates[9]),
        (PlacementException(venue: nil, reason: ""), roster.mandates[9]),
        (PlacementException(venue: nil, reason: "没有这个人"), ID(5)), (nil, roster.mandates[9]),
      ]
      for (exception, mandate) in wrong {
        await #expect(throws: ActionError.self) {
          try await SavePlacementException.run(
            exception, of: mandate, congress: roster.congress, by: roster.clerk, in: environment)
        }
      }
    }
  }
}
