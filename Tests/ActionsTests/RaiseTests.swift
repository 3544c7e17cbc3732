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
    try await raise(tell, name, for: [], by: deputy).own
  }

  private func raise(
    _ tell: MatterTeller, _ name: String, for residents: [RaiseMatter.Resident],
    category: ID<MatterCategory>?? = nil, by deputy: TestDeputy? = nil
  ) async throws -> RaiseMatter.Receipts {
    let actor = (deputy ?? tell.places.deputy).actor(isDevice: true)
    return try await RaiseMatter.run(
      RaiseMatter.Input(
        text: "走访时看到文化广场的健身器材坏了两件，怕伤着孩子。", place: "东村文化广场", category: category ?? tell.places.category,
        visibility: .hidden, photos: [], residents: residents),
      by: try #require(actor.signedIn), at: tell.places.congress, key: tell.key(name), in: tell.environment)
  }

  private let residents = [
    RaiseMatter.Resident(name: "李大爷", phone: "13800001111"), RaiseMatter.Resident(name: "王婶", phone: ""),
  ]

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

  @Test("替两位群众反映：各有回执，一起办，各自评价，一位不满意只重办他的", arguments: DatabaseEngine.allCases)
  func withTwoResidents(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = MatterTeller(town)
      let places = town.places
      let receipts = try await raise(tell, "two", for: residents)
      #expect(try await raise(tell, "two", for: residents) == receipts)
      let (own, first, second) = (receipts.own.matter, receipts.residents[0].matter, receipts.residents[1].matter)
      #expect(Set(([receipts.own] + receipts.residents).map(\.number)).count == 3)
      #expect(try await tell.status(own).followers == [first, second])
      for matter in [first, second] {
        let status = try await tell.status(matter)
        #expect(status.mergedInto == own && status.channel == .carried && status.raiser == places.deputy.person)
        #expect(status.owner == .venue && status.venue == places.station)
        // He cannot open what he passed on: it is the resident's.
        await #expect(throws: ActionError.notFound) { try await tell.page(matter, by: places.deputy.actor()) }
      }
      try await TimedJobs.runAll(holder: "test", in: town.environment)
      let notices = try await ReadNotices.list(of: places.liaison.actor, before: nil, in: town.environment).notices
      #expect(notices.map(\.matter) == [own], "one thing, one notice")

      try await tell.accept(own)
      #expect(try await tell.status(first).state == .accepted)
      await #expect(throws: ActionError.rule(.handledTogether)) { try await tell.assign(first) }
      try await tell.assign(own, to: .deputy(places.secondDeputy.person))
      try await tell.reply(own, by: places.secondDeputy.actor())
      try await tell.rate(own, .satisfied)
      try await tell.rate(first, .satisfied)
      try await tell.rate(second, .dissatisfied)
      #expect(try await tell.status(first).state == .closed)
      let returned = try await tell.status(second)
      #expect(returned.state == .dissatisfied && returned.mergedInto == nil)

      let counted = try await numbers(tell)
      #expect(counted[.received] == 2 && counted[.ratedBySender] == 2 && counted[.satisfiedBySender] == 1)
      #expect(counted[.raised] == 1 && counted[.raisedRated] == 1 && counted[.raisedSatisfied] == 1)
      #expect(try await tell.findings() == [])
    }
  }

  @Test("小组认领时一起受理", arguments: DatabaseEngine.allCases)
  func claimedTogether(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = MatterTeller(town)
      let receipts = try await raise(tell, "claimed", for: residents)
      let follower = receipts.residents[0].matter
      _ = try await ClaimMatter.offer(
        to: [town.places.group], words: nil, on: receipts.own.matter, tell.request(town.places.liaison.actor),
        in: tell.environment)
      _ = try await ClaimMatter.claim(
        by: nil, words: nil, on: receipts.own.matter, tell.request(town.places.secondDeputy.actor()),
        in: tell.environment)
      let status = try await tell.status(follower)
      #expect(status.state == .accepted && status.owner == .group(town.places.group))
      #expect(try await tell.findings() == [])
    }
  }

  @Test("封存一件，同一张表里提的都封存，被反映的人一件也看不到", arguments: DatabaseEngine.allCases, [0, 1])
  func sealedTogether(engine: DatabaseEngine, sealed: Int) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = MatterTeller(town)
      let places = town.places
      let receipts = try await raise(tell, "sealed", for: residents)
      let all = [receipts.own.matter] + receipts.residents.map(\.matter)
      try await tell.accept(all[0])
      try await tell.assign(all[0], to: .deputy(places.secondDeputy.person))
      #expect(try await tell.status(all[1]).ownerPerson == places.secondDeputy.person)
      _ = try await SealMatter.run(
        .init(accused: [places.secondDeputy.person], words: "反映的是这位代表。"), on: all[sealed],
        tell.request(places.chief.actor), in: tell.environment)
      for matter in all {
        let status = try await tell.status(matter, by: places.upperClerk.actor)
        #expect(status.seal == .accusation && status.owner == .desk && status.mergedInto == nil)
        for actor in [places.secondDeputy.actor(), places.liaison.actor, places.chief.actor] {
          await #expect(throws: ActionError.notFound) { try await tell.page(matter, by: actor) }
        }
      }
      #expect(try await tell.findings() == [])
    }
  }

  @Test("封存群众的一件，后来并进来的别人那件不封，单独接着办", arguments: DatabaseEngine.allCases)
  func whoOnlyWentAlongGoesOn(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = MatterTeller(town)
      let places = town.places
      let receipts = try await raise(tell, "form", for: residents)
      let stranger = try await tell.submit(key: "stranger").matter
      try await tell.accept(receipts.own.matter)
      _ = try await MergeMatters.run(
        [stranger], into: receipts.own.matter, words: "同一件事。", tell.request(places.liaison.actor), in: tell.environment
      )
      _ = try await SealMatter.run(
        .init(accused: []), on: receipts.residents[0].matter, tell.request(places.liaison.actor), in: tell.environment)
      let status = try await tell.status(stranger)
      #expect(status.seal == nil && status.mergedInto == nil && status.state == .accepted)
      #expect(try await tell.status(receipts.own.matter, by: places.upperClerk.actor).seal == .accusation)
      try await tell.assign(stranger)
      #expect(try await tell.findings() == [])
    }
  }

  @Test("答复以后才封存：并在一起的也分开，记录页不再露出封存的那件", arguments: DatabaseEngine.allCases)
  func sealedAfterTheAnswer(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = MatterTeller(town)
      let places = town.places
      let lead = try await tell.submit(key: "lead").matter
      let follower = try await tell.submit(key: "follower").matter
      try await tell.accept(lead)
      _ = try await MergeMatters.run(
        [follower], into: lead, words: "同一件事。", tell.request(places.liaison.actor), in: tell.environment)
      try await tell.assign(lead)
      try await tell.reply(lead)
      _ = try await SealMatter.run(
        .init(accused: []), on: lead, tell.request(places.chief.actor), in: tell.environment)
      let status = try await tell.status(follower)
      #expect(status.state == .replied && status.seal == nil && status.mergedInto == nil)
      let company = try await ReadCompany.run(
        follower, by: places.liaison.actor, mayMerge: false, in: tell.environment)
      #expect(company == MatterCompany())
      #expect(try await tell.findings() == [])
    }
  }

  @Test("受理时定的类别，群众的也跟着；替他反映的代表不能办他的事，也不能替他评", arguments: DatabaseEngine.allCases)
  func carrierStaysOut(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = MatterTeller(town)
      let places = town.places
      let receipts = try await raise(tell, "carrier", for: residents, category: .some(nil))
      let (own, first) = (receipts.own.matter, receipts.residents[0].matter)
      _ = try await AcceptMatter.run(
        .init(grade: .inGroup, urgency: .normal, category: places.category), on: own,
        tell.request(places.liaison.actor), in: tell.environment)
      #expect(try await tell.page(first, by: places.liaison.actor).record.matter.category == places.category)
      try await tell.assign(own, to: .deputy(places.secondDeputy.person))
      try await tell.reply(own, by: places.secondDeputy.actor())
      _ = try await RateMatter.run(
        .init(
          attitude: .satisfied, result: .dissatisfied, reason: "没有修好。", isFlagged: false,
          signedIn: places.deputy.person), on: first, tell.request(.sender(first)), in: tell.environment)
      #expect(try await tell.status(first).feedback?.isFlagged == true)
      await #expect(throws: ActionError.rule(.raisedIt)) {
        try await RehandleMatter.run(
          .init(to: .deputy(places.deputy.person), words: "请再办。"), on: first,
          tell.request(places.liaison.actor), in: tell.environment)
      }
      #expect(try await tell.findings() == [])
    }
  }

  @Test("上报以后群众的也跟着上去，首接的站点仍看得到，答复下来各自收到", arguments: DatabaseEngine.allCases)
  func sentUpTogether(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let level = try await LevelTeller(town)
      let tell = level.tell
      let liaison = town.places.liaison.actor
      let receipts = try await raise(tell, "up", for: residents)
      let (own, first) = (receipts.own.matter, receipts.residents[0].matter)
      try await tell.accept(own)
      try await level.escalate(own, to: .venue(level.countyHome, town.places.county))
      #expect(try await tell.status(first, by: liaison).venue == level.countyHome)
      #expect(try await level.watched(.sentUp, by: liaison).contains(first))
      // A deputy of the place who has nothing to do with it sees nothing.
      await #expect(throws: ActionError.notFound) { try await tell.page(first, by: town.places.otherDeputy.actor()) }
      _ = try await AcceptMatter.run(
        .init(grade: .inGroup, urgency: .normal, category: nil), on: own, tell.request(level.countyLiaison),
        in: tell.environment)
      try await level.passDown(own, .solved, by: level.countyLiaison)
      #expect(try await level.watched(.sentUp, by: liaison) == [])
      try await tell.reply(own, by: liaison, outcome: nil)
      try await tell.rate(first, .satisfied)
      #expect(try await tell.status(first).state == .closed)
      #expect(try await tell.findings() == [])
    }
  }

  @Test("最多替五位反映")
  func fiveAtMost() async throws {
    try await TestTown.run(on: .sqlite) { (town) async throws in
      let tell = MatterTeller(town)
      let many = (1...6).map { RaiseMatter.Resident(name: "第\($0)位", phone: "") }
      await #expect(throws: ActionError.rule(.tooManyTogether)) { try await raise(tell, "many", for: many) }
      #expect(try await numbers(tell)[.raised] == 0)
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
