import Actions
import DatabaseKit
import Domain
import TestSupport
import Testing

/// 随手提, by the actions, on both engines.
@Suite struct RaiseTests {
  private func raise(_ tell: MatterTeller, _ name: String = "raise", by deputy: TestDeputy? = nil) async throws
    -> SubmitMatter.Receipt
  {
    let actor = (deputy ?? tell.places.deputy).actor(isDevice: true)
    return try await RaiseMatter.run(
      RaiseMatter.Input(
        text: "走访时看到文化广场的健身器材坏了两件，怕伤着孩子。", place: "东村文化广场", category: tell.places.category,
        visibility: .hidden, photos: []),
      by: try #require(actor.signedIn), at: tell.places.congress, key: tell.key(name), in: tell.environment)
  }

  private func numbers(_ tell: MatterTeller) async throws -> YearNumbers {
    try await ReadNumbers.run(of: .congress(tell.places.congress), year: tell.town.now.date.year, in: tell.environment)
  }

  @Test("代表提的到自己站里，别人办，本人评价，和群众诉求分开数", arguments: DatabaseEngine.allCases)
  func wholeWay(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = MatterTeller(town)
      let places = town.places
      _ = try await tell.closed("resident")
      let receipt = try await raise(tell)
      let matter = receipt.matter
      let status = try await tell.status(matter)
      #expect(status.owner == .venue && status.venue == places.station && status.raiser == places.deputy.person)
      try await tell.accept(matter)
      await #expect(throws: ActionError.rule(.raisedIt)) { try await tell.assign(matter) }
      try await tell.assign(matter, to: .deputy(places.secondDeputy.person))
      try await tell.reply(matter, by: places.secondDeputy.actor())
      try await tell.rate(matter, .satisfied)

      let counted = try await numbers(tell)
      #expect(counted[.received] == 1 && counted[.satisfiedBySender] == 1 && counted[.solved] == 1)
      for measure in [MatterMeasure.raised, .raisedAnswered, .raisedSolved, .raisedRated, .raisedSatisfied] {
        #expect(counted[measure] == 1, "\(measure)")
      }
      for measure in ReadNumbers.yearly {
        let list = try await ReadNumbers.list(
          measure, of: places.congress, year: town.now.date.year, after: nil, in: tell.environment)
        #expect(list.rows.count == counted[measure], "\(measure)")
      }
      #expect(try await tell.findings() == [])
    }
  }

  @Test("进展提醒提的代表；记录页他看不到，凭回执看", arguments: DatabaseEngine.allCases)
  func heIsToldAndReadsHisReceipt(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = MatterTeller(town)
      let deputy = town.places.deputy
      let matter = try await raise(tell).matter
      try await tell.accept(matter)
      try await TimedJobs.runAll(holder: "test", in: town.environment)
      let notices = try await ReadNotices.list(of: deputy.actor(), before: nil, in: town.environment).notices
      #expect(notices.map(\.kind) == [.raisedMoved] && notices.map(\.matter) == [nil])
      await #expect(throws: ActionError.notFound) { try await tell.page(matter, by: deputy.actor()) }
      #expect(try await tell.page(matter, by: .sender(matter)).record.enteredByName == deputy.name)
    }
  }

  @Test("不是代表的不能随手提")
  func onlyDeputies() async throws {
    try await TestTown.run(on: .sqlite) { (town) async throws in
      let tell = MatterTeller(town)
      let liaison = try #require(town.places.liaison.actor.signedIn)
      await #expect(throws: ActionError.refused(.notYours)) {
        try await RaiseMatter.run(
          RaiseMatter.Input(text: "不该能提的事情", place: "东村", category: nil, visibility: .hidden, photos: []),
          by: liaison, at: town.places.congress, key: tell.key("no"), in: tell.environment)
      }
    }
  }

  @Test("连点两下只提一件", arguments: DatabaseEngine.allCases)
  func doubleTap(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = MatterTeller(town)
      let first = try await raise(tell)
      #expect(try await raise(tell) == first)
      #expect(try await numbers(tell)[.raised] == 1)
    }
  }
}
