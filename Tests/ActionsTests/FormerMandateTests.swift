import Actions
import DatabaseKit
import Domain
import Store
import TestSupport
import Testing

/// 换届: mandates of the former term end by an act of the clerk, for those whom he names.
@Suite struct FormerMandateTests {
  typealias Teller = SessionActionTests.Teller

  private static func states(_ town: TestTown) async throws -> [MandateState?] {
    let mandates = town.places.deputies.map(\.mandate)
    return try await town.database.read { tx in
      try mandates.map { try PersonStore.mandate($0, in: tx)?.state }
    }
  }

  @Test("新一届第一次会议开幕以后列出上一届的代表，只终止勾选的；连任的、别人已经终止的不动", arguments: DatabaseEngine.allCases)
  func endsThoseNamed(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = Teller(town: town)
      let places = town.places
      let suggestions = SuggestionTeller(town)
      let suggestion = try await suggestions.handedOver()
      let id = try await tell.plan(term: true)
      await #expect(throws: ActionError.notFound) {
        _ = try await SettleFormerMandates.read(id, by: tell.clerk, in: town.environment)
      }
      #expect(try await tell.work(id).former == 0)
      try await tell.open(id)
      // Nothing happened by itself.
      #expect(try await Self.states(town) == [.active, .active, .active])
      #expect(try await tell.work(id).former == 3)
      let data = try await SettleFormerMandates.read(id, by: tell.clerk, in: town.environment)
      #expect(Set(data.mandates.map(\.id)) == Set(places.deputies.map(\.mandate)))
      #expect(data.mandates.allSatisfy { $0.term == 20 && !$0.person.name.isEmpty })
      for stranger in [tell.secretary, places.liaison.actor, places.deputy.actor()] {
        await #expect(throws: ActionError.refused(.notYours)) {
          _ = try await SettleFormerMandates.end([places.deputy.mandate], at: id, by: stranger, in: town.environment)
        }
      }
      await #expect(throws: ActionError.self) {
        _ = try await SettleFormerMandates.end([], at: id, by: tell.clerk, in: town.environment)
      }
      let chosen: Set = [places.deputy.mandate, places.otherDeputy.mandate]
      #expect(try await SettleFormerMandates.end(chosen, at: id, by: tell.clerk, in: town.environment) == 2)
      #expect(try await Self.states(town) == [.ended, .active, .ended])
      let ended = try #require(
        try await town.database.read { tx in try PersonStore.mandate(places.deputy.mandate, in: tx) })
      #expect(ended.reason == .termEnded && ended.changedOn == tell.today)
      #expect(try await SettleFormerMandates.end(chosen, at: id, by: tell.clerk, in: town.environment) == 0)
      #expect(try await tell.work(id).former == 1)
      // The third was elected again: his mandate goes on in the new term, once; those that have ended stay ended.
      let every = Set(places.deputies.map(\.mandate))
      await #expect(throws: ActionError.refused(.notYours)) {
        _ = try await SettleFormerMandates.renew(every, at: id, by: tell.secretary, in: town.environment)
      }
      #expect(try await SettleFormerMandates.renew(every, at: id, by: tell.clerk, in: town.environment) == 1)
      #expect(try await SettleFormerMandates.renew(every, at: id, by: tell.clerk, in: town.environment) == 0)
      #expect(try await Self.states(town) == [.ended, .active, .ended])
      let third = places.deputies[1]
      let lines = try await town.database.read { tx in try PersonStore.mandates(of: [third.person], in: tx) }
      #expect(lines[third.person]?.map(\.termNumber) == [21])
      #expect(try await tell.work(id).former == 0)
      // What he has put forward goes on, with him.
      let status = try await suggestions.status(suggestion)
      #expect(status.state == .handling && status.proposer.person == places.deputy.person)
      #expect(try await suggestions.findings() == [])
    }
  }

  @Test("两位经办人同时终止：每人的资格只终止一次", arguments: DatabaseEngine.allCases)
  func twoAtOnce(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = Teller(town: town)
      let id = try await tell.plan(term: true)
      try await tell.open(id)
      let all = Set(town.places.deputies.map(\.mandate))
      async let one = SettleFormerMandates.end(all, at: id, by: tell.clerk, in: town.environment)
      async let other = SettleFormerMandates.end(all, at: id, by: town.places.chair.actor, in: town.environment)
      let sum = try await one + other
      #expect(sum == 3)
      #expect(try await Self.states(town) == [.ended, .ended, .ended])
    }
  }
}
