import Actions
import DatabaseKit
import Domain
import Store
import TestSupport
import Testing

/// Grids as workplaces: where a scan in a grid goes, what its worker sees and does, and what he does not.
struct GridTests {
  private func input(_ tell: MatterTeller, _ grid: ID<Region>, to addressee: Addressee? = nil, sealed: Bool = false)
    -> SubmitMatter.Input
  {
    var input = tell.input(to: addressee ?? .arrange(tell.places.congress), bypasses: sealed)
    input.grid = grid
    return input
  }

  private func facts(_ matter: ID<Matter>, _ town: TestTown) async throws -> MatterFacts {
    let found = try await town.database.read { tx in try MatterStore.facts(of: [matter], in: tx)[matter] }
    return try #require(found)
  }

  @Test("扫网格的码：网格、网格长和这一片的站", arguments: DatabaseEngine.allCases)
  func aScanPresetsGridHeadAndVenue(_ engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { town in
      let (tell, places) = (MatterTeller(town), town.places)
      let area = try #require(try await ReadGrids.area(places.grid, in: town.environment))
      #expect(area.grid.name == "东村第一网格" && area.head?.id == places.deputy.person)
      #expect(area.venue.id == places.station && area.groups.map(\.id) == [places.group])
      // To the head, whoever else is chosen inside the area stays in it.
      let toHead = try await facts(
        tell.submit(input(tell, places.grid, to: .deputy(places.deputy.person)), key: "head").matter, town)
      #expect(toHead.grid == places.grid && toHead.status.venue == places.station)
      #expect(toHead.status.owner == .deputy(places.deputy.mandate, places.deputy.person))
      let arranged = try await facts(tell.submit(input(tell, places.grid), key: "arranged").matter, town)
      #expect(arranged.grid == places.grid && arranged.status.venue == places.station)
      #expect(arranged.status.owner == .venue)
      // Without a head the venue answers.
      let second = try #require(try await ReadGrids.area(places.secondGrid, in: town.environment))
      #expect(second.head == nil && second.venue.id == places.station)
      // A head whose mandate stands still is none.
      try await SaveMandate.change(
        places.deputy.mandate, to: .suspended, reason: .detained, on: town.now.date, by: .system, in: town.environment)
      #expect(try await ReadGrids.area(places.grid, in: town.environment)?.head == nil)
      let levels = try await town.database.read { tx in
        try tx.row("SELECT village_id, grid_id FROM matters WHERE id = \(bind: toHead.id)").map {
          (try $0("village_id", as: ID<Region>?.self), try $0("grid_id", as: ID<Region>?.self))
        }
      }
      #expect(levels?.0 == places.village && levels?.1 == places.grid)
      #expect(try await tell.findings() == [])
    }
  }

  @Test("网格员登记、分类、上报小组，反馈给群众", arguments: DatabaseEngine.allCases)
  func fromTheRegistrationToTheFeedback(_ engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { town in
      let (tell, places) = (MatterTeller(town), town.places)
      let worker = places.gridWorker.actor
      let matter = try await RegisterInGrid.run(
        tell.input(), in: places.grid, by: #require(worker.signedIn), key: tell.key("register"), in: town.environment
      ).matter
      var record = try await tell.page(matter, by: worker)
      #expect(record.record.matter.status.channel == .grid && record.record.grid?.id == places.grid)
      #expect(record.record.matter.enteredBy == places.gridWorker.person)
      #expect(record.allowed == [.assign, .classify, .note, .reveal] && record.reportsUp)
      _ = try await ClassifyMatter.run(
        .init(title: "路灯坏了", grade: .inGroup, urgency: .urgent, category: places.category), on: matter,
        tell.request(worker), in: town.environment)
      for refused in [
        Assignee.deputy(places.secondDeputy.person), .venue(places.otherStation), .group(ID(4711)),
      ] {
        await #expect(throws: ActionError.self, "\(refused)") {
          try await AssignMatter.run(.init(to: refused), on: matter, tell.request(worker), in: town.environment)
        }
      }
      _ = try await AssignMatter.run(
        .init(to: .group(places.group), words: "看过现场，请小组协调。"), on: matter, tell.request(worker), in: town.environment)
      let member = places.secondDeputy.actor()
      #expect(try await tell.status(matter, by: member).ownerGroup == places.group)
      try await tell.accept(matter, by: member)
      // Taken on: what it is classed as and who has it is not the worker's any more.
      record = try await tell.page(matter, by: worker)
      #expect(record.allowed == [.note, .reveal])
      try await tell.reply(matter, by: member)
      try await TimedJobs.runAll(holder: "test", in: town.environment)
      let heard = try await ReadNotices.list(of: worker, before: nil, in: town.environment).notices
      #expect(heard.map(\.kind) == [.gridMoved, .gridMoved] && heard.allSatisfy { $0.matter == matter })
      _ = try await RecordFeedback.run(
        .init(
          attitude: .satisfied, result: .satisfied, words: nil, asker: "格网员", askedOn: town.now.date, how: .phone),
        on: matter, tell.request(worker), in: town.environment)
      #expect(try await tell.status(matter).state == .closed)
      let office = try await tell.page(matter).record.history.last?.office
      #expect(office == .grid("东村第一网格"))
      #expect(try await tell.findings() == [])
    }
  }

  @Test("只看得见自己网格的；封存的、回避的看不见", arguments: DatabaseEngine.allCases)
  func onlyHisOwn(_ engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { town in
      let (tell, places) = (MatterTeller(town), town.places)
      let worker = places.gridWorker.actor
      let own = try await tell.submit(input(tell, places.grid), key: "own").matter
      let kept = try await tell.submit(input(tell, places.grid), key: "kept").matter
      let beside = try await tell.submit(input(tell, places.secondGrid), key: "beside").matter
      let sealed = try await tell.submit(input(tell, places.grid, sealed: true), key: "sealed").matter
      let without = try await tell.submit(key: "without").matter
      try await town.database.write { tx in
        try MatterStore.exclude([places.gridWorker.person], from: kept, in: tx)
      }
      for hidden in [kept, beside, sealed, without] {
        await #expect(throws: ActionError.notFound) { try await tell.page(hidden, by: worker) }
        await #expect(throws: ActionError.notFound) {
          try await AssignMatter.run(
            .init(to: .venue(places.station)), on: hidden, tell.request(worker), in: town.environment)
        }
      }
      let listed = try await ReadQueue.ofGrids(QueueFilter(), by: worker, in: town.environment)
      #expect(listed.lines.map(\.id) == [own] && listed.counts[.toAccept] == 1)
      await #expect(throws: ActionError.refused(.notYours)) {
        try await RegisterInGrid.run(
          tell.input(), in: places.secondGrid, by: #require(worker.signedIn), key: tell.key("r"), in: town.environment)
      }
      // Whoever has left the post sees nothing any more.
      let left = Actor.person(
        .init(person: places.gridWorker.person, name: "某", posts: [], mandates: [], session: ID(1)))
      await #expect(throws: ActionError.notFound) { try await tell.page(own, by: left) }
    }
  }

  @Test("队列按键翻页，一件不漏一件不重", arguments: DatabaseEngine.allCases)
  func pagesByKey(_ engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { town in
      let (tell, places) = (MatterTeller(town), town.places)
      var sent: Set<ID<Matter>> = []
      for index in 0..<(ReadQueue.pageSize + 7) {
        sent.insert(try await tell.submit(input(tell, places.grid), key: "\(index)").matter)
      }
      var filter = QueueFilter()
      let first = try await ReadQueue.ofGrids(filter, by: places.gridWorker.actor, in: town.environment)
      #expect(first.next != nil)
      filter.cursor = first.next
      let second = try await ReadQueue.ofGrids(filter, by: places.gridWorker.actor, in: town.environment)
      #expect(first.lines.count == ReadQueue.pageSize && second.lines.count == 7 && second.next == nil)
      #expect(Set((first.lines + second.lines).map(\.id)) == sent)
    }
  }

  /// The head takes it on while the worker reports it up: one of them is told that it has changed.
  @Test(arguments: DatabaseEngine.allCases)
  func reportedUpAndAcceptedAtOnce(_ engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { town in
      let (tell, places) = (MatterTeller(town), town.places)
      for round in 0..<6 {
        let matter = try await tell.submit(
          input(tell, places.grid, to: .deputy(places.deputy.person)), key: "both \(round)"
        ).matter
        async let up = attempt {
          try await AssignMatter.run(
            .init(to: .group(places.group)), on: matter, tell.request(places.gridWorker.actor, seen: 1),
            in: town.environment)
        }
        async let taken = attempt {
          try await AcceptMatter.run(
            .init(grade: .inGroup, urgency: .normal, category: places.category), on: matter,
            tell.request(places.deputy.actor(), seen: 1), in: town.environment)
        }
        let (reported, accepted) = try await (up, taken)
        #expect(reported != accepted)
        let status = try await tell.status(matter)
        #expect(reported ? status.ownerGroup == places.group : status.state == .accepted)
      }
      #expect(try await tell.findings() == [])
    }
  }

  /// False when somebody was faster, or has made it not one's own.
  private func attempt(_ act: @Sendable () async throws -> MatterChanged) async throws -> Bool {
    do {
      _ = try await act()
      return true
    } catch ActionError.changedMeanwhile, ActionError.refused, ActionError.notFound {
      return false
    }
  }

  @Test("网格员由经办人任免，网格要在本级", arguments: DatabaseEngine.allCases)
  func postsOfGrids(_ engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { town in
      let places = town.places
      func grant(_ region: ID<Region>?) async throws {
        try await ManageAccounts.grant(
          Post(role: .gridWorker, congress: places.congress, region: region), to: places.secondDeputy.person,
          by: places.clerk.actor, in: town.environment)
      }
      try await grant(places.secondGrid)
      await #expect(throws: ActionError.duplicate) { try await grant(places.secondGrid) }
      await #expect(throws: ActionError.invalid([FieldProblem("grid", .notFound)])) {
        try await grant(places.village)
      }
      await #expect(throws: ActionError.refused(.notYours)) { try await grant(nil) }
      let posts = try await town.database.read { tx in
        try AccountStore.posts(of: places.secondDeputy.person, on: town.now.date, in: tx)
      }
      #expect(posts.map(\.region) == [places.secondGrid])
    }
  }
}
