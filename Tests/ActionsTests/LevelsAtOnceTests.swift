import Actions
import DatabaseKit
import Domain
import TestSupport
import Testing

/// Two claim, merge, send up or answer at the same moment, through two servers on one database.
@Suite struct LevelsAtOnceTests {
  private typealias Act = @Sendable () async throws -> MatterChanged

  private func outcomes(_ acts: [Act]) async -> [ActionError?] {
    await withTaskGroup(of: ActionError?.self) { group in
      for act in acts {
        group.addTask {
          do {
            _ = try await act()
            return nil
          } catch { return error as? ActionError ?? .busy }
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
  }

  private func meet(
    on engine: DatabaseEngine,
    _ body: @escaping @Sendable (LevelTeller, AppEnvironment, Int) async throws -> (acts: [Act], winners: Int)
  ) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let level = try await LevelTeller(town)
      let other = town.secondServer()
      for round in 0..<4 {
        let (acts, winners) = try await body(level, other, round)
        let results = await outcomes(acts)
        #expect(results.filter { $0 == nil }.count == winners, "\(results)")
        #expect(!results.contains(.busy))
      }
      #expect(try await level.tell.findings() == [])
    }
  }

  @Test("两个小组同时认领，只归一组", arguments: DatabaseEngine.allCases)
  func claimedOnce(engine: DatabaseEngine) async throws {
    try await meet(on: engine) { level, other, round in
      let (tell, places) = (level.tell, level.places)
      let second = level.otherGroup
      let rival = Actor.person(
        Actor.SignedIn(
          person: places.otherDeputy.person, name: "王五", posts: [], mandates: [places.otherDeputy.mandate],
          groups: [second], session: ID(1)))
      let matter = try await level.submit("round \(round)")
      _ = try await ClaimMatter.offer(
        to: [places.group, second], words: nil, on: matter, tell.request(places.liaison.actor), in: level.environment)
      return (
        [
          { [environment = level.environment, actor = level.member] in
            try await ClaimMatter.claim(
              by: nil, words: nil, on: matter, MatterRequest(actor: actor, seen: nil), in: environment)
          },
          {
            try await ClaimMatter.claim(
              by: nil, words: nil, on: matter, MatterRequest(actor: rival, seen: nil), in: other)
          },
        ], 1
      )
    }
  }

  @Test("两人同时把一件并到两处，只并到一处", arguments: DatabaseEngine.allCases)
  func mergedOnce(engine: DatabaseEngine) async throws {
    try await meet(on: engine) { level, other, round in
      let places = level.places
      let (first, second, third) = (
        try await level.submit("a \(round)"), try await level.submit("b \(round)"),
        try await level.submit("c \(round)")
      )
      return (
        [
          { [environment = level.environment] in
            try await MergeMatters.run(
              [third], into: first, words: "同一件。", MatterRequest(actor: places.liaison.actor, seen: nil),
              in: environment)
          },
          {
            try await MergeMatters.run(
              [third], into: second, words: "同一件。", MatterRequest(actor: places.chief.actor, seen: nil), in: other)
          },
        ], 1
      )
    }
  }

  @Test("答复主件的同时有人再并一件，都不丢", arguments: DatabaseEngine.allCases)
  func mergeWhileAnswered(engine: DatabaseEngine) async throws {
    try await meet(on: engine) { level, other, round in
      let (tell, places) = (level.tell, level.places)
      let (lead, follower) = (try await level.submit("lead \(round)"), try await level.submit("more \(round)"))
      try await tell.accept(lead)
      let seen = try await tell.page(lead).record.matter.revision
      return (
        [
          { [environment = level.environment] in
            try await ReplyToMatter.run(
              .init(words: "修好了。", outcome: nil), on: lead,
              MatterRequest(actor: places.liaison.actor, seen: seen), in: environment)
          },
          {
            try await MergeMatters.run(
              [follower], into: lead, words: "同一件。", MatterRequest(actor: places.chief.actor, seen: seen), in: other)
          },
        ], 1
      )
    }
  }

  @Test("上报的同时本站答复，只成一件", arguments: DatabaseEngine.allCases)
  func escalatedOrAnswered(engine: DatabaseEngine) async throws {
    try await meet(on: engine) { level, other, round in
      let (tell, places) = (level.tell, level.places)
      let matter = try await level.submit("round \(round)")
      try await tell.accept(matter)
      let seen = try await tell.page(matter).record.matter.revision
      let day = tell.town.now.date.adding(days: 30)
      return (
        [
          { [environment = level.environment] in
            try await EscalateMatter.run(
              .init(to: .venue(places.home, places.congress), resultDue: day, words: "请上级解决。"), on: matter,
              MatterRequest(actor: places.liaison.actor, seen: seen), in: environment)
          },
          {
            try await ReplyToMatter.run(
              .init(words: "修好了。", outcome: nil), on: matter,
              MatterRequest(actor: places.chief.actor, seen: seen), in: other)
          },
        ], 1
      )
    }
  }
}
