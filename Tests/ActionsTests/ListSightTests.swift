import Actions
import DatabaseKit
import Domain
import Store
import TestSupport
import Testing

/// Lists name what can be opened and nothing else, for everybody and in every state of seal and owner.
struct ListSightTests {
  @Test(arguments: DatabaseEngine.allCases)
  func listsShowWhatCanBeOpened(_ engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { town in
      let matters = try await everyKind(in: town)
      let actors = try await everybody(in: town)
      var seenBySomebody: Set<ID<Matter>> = []
      for (who, actor) in actors {
        let opened = try await matters.asyncFilter { matter in
          // A deputy finds what was only entered in his name through the notice, not in a list.
          try await !town.relations(of: actor, to: matter).subtracting([.actedFor]).isEmpty
        }
        let listed = try await listed(by: actor, in: town)
        #expect(Set(listed) == Set(opened), "\(who)")
        #expect(listed.count == Set(listed).count, "\(who): twice")
        seenBySomebody.formUnion(opened)
        try await expectCounts(of: actor, who, in: town)
      }
      #expect(seenBySomebody == Set(matters))
    }
  }

  @Test(arguments: DatabaseEngine.allCases)
  func postsDoNotHideWhatWaitsForTheDeputy(_ engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { town in
      let matters = try await everyKind(in: town)
      let places = town.places
      let second = places.secondDeputy
      let both = Actor.person(
        Actor.SignedIn(
          person: second.person, name: second.name,
          posts: [Post(role: .liaison, congress: places.congress, venue: places.otherStation)],
          mandates: [second.mandate], groups: second.groups, session: ID(1)))
      let own = try await listed(by: both, own: true, in: town)
      let owned = try await matters.asyncFilter { matter in
        try await !town.relations(of: both, to: matter).isDisjoint(with: [.owner, .groupMember])
      }
      #expect(owned.count == 2)
      #expect(Set(own) == Set(owned))
    }
  }

  @Test(arguments: DatabaseEngine.allCases)
  func searchKeepsToTheSame(_ engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { town in
      let tell = MatterTeller(town)
      let places = town.places
      let sealed = try await tell.submit(tell.input(text: "某人收了钱", isAccusation: true), key: "sealed").matter
      _ = try await tell.submit(tell.input(text: "收了 100% 的垃圾_费 A\\B Road"), key: "open")
      func found(_ words: String, by actor: Actor) async throws -> [String] {
        var filter = QueueFilter()
        filter.query = words
        return try await ReadQueue.run(filter, by: actor, in: town.environment).lines.map(\.title)
      }
      let receipt = try await tell.page(sealed, by: places.upperClerk.actor).record.matter.receipt
      for staff in places.staff where staff.username != "upperclerk" {
        let byTitle = try await found("收了钱", by: staff.actor)
        let byNumber = try await found(receipt, by: staff.actor)
        #expect(byTitle == [] && byNumber == [], "\(staff.username)")
      }
      let byDesk = try await found("收了钱", by: places.upperClerk.actor)
      #expect(byDesk == ["某人收了钱"])
      for (words, hits) in [
        ("100%", 1), ("0% 的", 1), ("1%0", 1), ("12%", 0), ("垃圾_费", 1), ("圾费", 0), ("a\\b ROAD", 1), ("%", 0), ("_", 0),
      ] {
        let titles = try await found(words, by: places.clerk.actor)
        #expect(titles.count == hits, "\(words)")
      }
    }
  }

  /// The words of the index say of everybody what opening says, parts of units included.
  @Test(arguments: DatabaseEngine.allCases)
  func searchesFindWhatCanBeOpened(_ engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { town in
      let matters = try await everyKind(in: town) + handedOver(in: town)
      for (who, actor) in try await everybody(in: town) {
        let (found, facts) = try await town.database.read { tx in
          (
            found: try SearchStore.find(.scope(SearchScope.words(for: actor)), in: .staff, limit: 1000, tx),
            facts: try MatterStore.facts(of: matters, in: tx)
          )
        }
        // People who are kept from a matter are told apart afterwards; the index knows nothing of them.
        let seen = facts.values.filter { facts in
          let open = MatterFacts(id: facts.id, status: facts.status, actedFor: facts.actedFor, grid: facts.grid)
          return MatterAccess.sees(open, actor)
            || facts.status.handlings.contains { MatterAccess.sees(part: $0.part, of: open, actor) }
        }
        #expect(Set(found) == Set(seen.map(\.id.raw)), "\(who)")
      }
    }
  }

  /// Parts of units in every state that somebody sees or sees no more.
  private func handedOver(in town: TestTown) async throws -> [ID<Matter>] {
    let tell = MatterTeller(town)
    let places = town.places
    var matters: [ID<Matter>] = []
    for name in ["open part", "drafted part", "recalled part", "disputed part"] {
      let matter = try await tell.submit(key: name).matter
      try await tell.accept(matter, grade: .transfer)
      _ = try await TransferMatter.run(
        TransferMatter.Input(
          lead: places.unit, others: [places.otherUnit], resultDue: town.now.date.adding(days: 30), sharing: .none,
          sharingReason: nil, words: "请看"), on: matter, tell.request(places.liaison.actor), in: town.environment)
      matters.append(matter)
    }
    let target = { (matter: ID<Matter>) in HandlingActs.Target(matter: matter, part: 1, seen: nil) }
    _ = try await HandlingActs.signFor(
      target(matters[1]), tell.request(places.unitRegistrar.actor), in: town.environment)
    _ = try await HandlingActs.appoint(
      places.unitDrafter.person, target(matters[1]), tell.request(places.unitRegistrar.actor), in: town.environment)
    _ = try await HandlingActs.recall(
      words: "弄错了", HandlingActs.Target(matter: matters[2], part: 2, seen: nil), tell.request(places.liaison.actor),
      in: town.environment)
    let second = HandlingActs.Target(matter: matters[3], part: 2, seen: nil)
    for _ in 0..<2 {
      _ = try await HandlingActs.askReturn(
        reason: .otherLeads, proposed: nil, words: "请别的单位办。", second,
        tell.request(places.otherUnitRegistrar.actor), in: town.environment)
      if try await tell.status(matters[3]).handling(2)?.state == .disputed { break }
      _ = try await HandlingActs.settleReturn(
        HandlingActs.Settlement(agrees: false, next: nil, resultDue: nil, words: "请先看现场。"), second,
        tell.request(places.liaison.actor), in: town.environment)
    }
    return matters
  }

  @Test(arguments: DatabaseEngine.allCases)
  func noticesForgetWhatWasSealed(_ engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { town in
      let tell = MatterTeller(town)
      let places = town.places
      let matter = try await tell.submit().matter
      try await tell.assign(matter)
      try await TimedJobs.runAll(holder: "test", in: town.environment)
      let told = try await ReadNotices.list(of: places.deputy.actor(), before: nil, in: town.environment).notices
      #expect(told.map(\.matter) == [matter])
      #expect(told.first?.title != nil)
      // Written before the seal, delivered after it.
      try await tell.accept(matter, by: places.deputy.actor())
      _ = try await AskSender.run("哪一盏？", on: matter, tell.request(places.deputy.actor()), in: town.environment)
      _ = try await SupplementMatter.run(
        "东头那盏", photos: [], on: matter, tell.request(.sender(matter)), in: town.environment)
      _ = try await SealMatter.run(
        .init(accused: [places.deputy.person]), on: matter, tell.request(places.chief.actor), in: town.environment)
      try await TimedJobs.runAll(holder: "test", in: town.environment)
      for actor in [places.deputy.actor(), places.liaison.actor] {
        let notices = try await ReadNotices.list(of: actor, before: nil, in: town.environment).notices
        #expect(notices.count == 1)
        #expect(notices.allSatisfy { $0.matter == nil && $0.title == nil })
      }
      let desk = try await ReadNotices.list(of: places.upperClerk.actor, before: nil, in: town.environment).notices
      #expect(desk.map(\.matter) == [matter])
    }
  }

  @Test(arguments: DatabaseEngine.allCases)
  func soonIsWhatTheRulesSay(_ engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { town in
      let tell = MatterTeller(town)
      let places = town.places
      let matter = try await tell.submit().matter
      var filter = QueueFilter()
      filter.tab = .dueSoon
      for actor in [places.clerk.actor, places.liaison.actor] {
        let before = try await ReadQueue.run(filter, by: actor, in: town.environment)
        #expect(before.lines.isEmpty && before.counts[.dueSoon] == 0)
      }
      var settings = CongressSettings()
      settings.rules.dueSoonDays = 3
      _ = try await ManageSettings.save(
        settings, reason: "早点提醒", of: places.congress, seen: 0, by: places.clerk.actor, in: town.environment)
      for actor in [places.clerk.actor, places.liaison.actor] {
        let after = try await ReadQueue.run(filter, by: actor, in: town.environment)
        #expect(after.lines.map(\.id) == [matter])
        #expect(after.counts[.dueSoon] == 1)
        #expect(after.soonDays == 3)
      }
    }
  }

  // MARK: The town

  /// A matter in every state of seal and owner, some of them hidden from somebody.
  private func everyKind(in town: TestTown) async throws -> [ID<Matter>] {
    let tell = MatterTeller(town)
    let places = town.places
    func submit(_ key: String, _ input: SubmitMatter.Input? = nil) async throws -> ID<Matter> {
      let receipt = try await tell.submit(input, key: key)
      return receipt.matter
    }
    let plain = try await submit("plain")
    let elsewhere = try await submit("elsewhere", tell.input(to: .venue(places.otherStation)))
    let accusation = try await submit("accusation", tell.input(isAccusation: true))
    let bypass = try await submit("bypass", tell.input(bypasses: true))
    let grouped = try await submit("grouped")
    try await tell.accept(grouped)
    try await tell.assign(grouped, to: .group(places.group))
    let owned = try await submit("owned")
    try await tell.assign(owned, to: .deputy(places.secondDeputy.person))
    let sealed = try await submit("sealed")
    try await tell.assign(sealed)
    _ = try await SealMatter.run(
      .init(accused: [places.liaison.person, places.deputy.person]), on: sealed, tell.request(places.chief.actor),
      in: town.environment)
    let lifted = try await submit("lifted", tell.input(bypasses: true))
    _ = try await AssignMatter.run(
      .init(to: .venue(places.station)), on: lifted, tell.request(places.upperClerk.actor), in: town.environment)
    // Somebody with an interest in an open matter, and one at the desk itself.
    let kept = try await submit("kept")
    let keptAtDesk = try await submit("kept at desk", tell.input(isAccusation: true))
    try await town.database.write { tx in
      try MatterStore.exclude([places.clerk.person, places.liaison.person], from: kept, in: tx)
      try MatterStore.exclude([places.upperClerk.person], from: keptAtDesk, in: tx)
    }
    let ended = try await submit("ended")
    _ = try await WithdrawMatter.run(nil, on: ended, tell.request(.sender(ended)), in: town.environment)
    let answered = try await tell.answered("answered")
    // From the grids: open, kept from the worker, sealed, and from the grid beside.
    func inGrid(_ key: String, _ grid: ID<Region>, bypasses: Bool = false) async throws -> ID<Matter> {
      var input = tell.input(to: .arrange(places.congress), bypasses: bypasses)
      input.grid = grid
      return try await submit(key, input)
    }
    let grids = [
      try await inGrid("in grid", places.grid), try await inGrid("in grid, kept", places.grid),
      try await inGrid("in grid, sealed", places.grid, bypasses: true), try await inGrid("beside", places.secondGrid),
    ]
    try await town.database.write { tx in
      try MatterStore.exclude([places.gridWorker.person], from: grids[1], in: tx)
    }
    return grids + [
      plain, elsewhere, accusation, bypass, grouped, owned, sealed, lifted, kept, keptAtDesk, ended, answered,
    ]
  }

  /// Everybody of the town, and people with several posts, ended mandates or none.
  private func everybody(in town: TestTown) async throws -> [(String, Actor)] {
    let places = town.places
    func actor(
      _ posts: [Post], mandates: [ID<Mandate>] = [], groups: [ID<DeputyGroup>] = [], as person: ID<Person>? = nil
    ) -> Actor {
      .person(
        Actor.SignedIn(
          person: person ?? ID(4242), name: "某", posts: posts, mandates: mandates, groups: groups, session: ID(1)))
    }
    let desk = Post(role: .upperClerk, congress: places.county)
    let ownDesk = Post(role: .upperClerk, congress: places.congress)
    let stations = [places.station, places.otherStation].map {
      Post(role: .chief, congress: places.congress, venue: $0)
    }
    return places.staff.map { ($0.username, $0.actor) } + places.deputies.map { ($0.name, $0.actor()) } + [
      ("county's ordinary clerk", actor([Post(role: .clerk, congress: places.county)])),
      ("second clerk of the desk", actor([desk])),
      ("own desk", actor([ownDesk])),
      ("clerk and desk", actor([Post(role: .clerk, congress: places.congress), desk])),
      ("two stations", actor(stations)),
      ("own desk and a station", actor([ownDesk, stations[0]])),
      ("mandate ended", actor([], as: places.secondDeputy.person)),
      (
        "worker of two grids",
        actor(
          [places.grid, places.secondGrid].map {
            Post(role: .gridWorker, congress: places.congress, region: $0)
          })
      ),
      ("member of a group only", actor([], groups: [places.group])),
      (
        "administrator and deputy",
        actor(
          [Post(role: .systemAdministrator, congress: places.congress)], mandates: [places.secondDeputy.mandate],
          as: places.secondDeputy.person)
      ),
    ]
  }

  private func listed(by actor: Actor, own: Bool = false, in town: TestTown) async throws -> [ID<Matter>] {
    var ids: [ID<Matter>] = []
    for queue in QueueTab.allCases where queue.queue != nil {
      var filter = QueueFilter()
      filter.tab = queue
      ids += try await ReadQueue.run(filter, by: actor, own: own, in: town.environment).lines.map(\.id)
    }
    return ids
  }

  /// Each count is the length of its list.
  private func expectCounts(of actor: Actor, _ who: String, in town: TestTown) async throws {
    for tab in QueueTab.allCases where tab != .ended {
      var filter = QueueFilter()
      filter.tab = tab
      let page = try await ReadQueue.run(filter, by: actor, in: town.environment)
      #expect(page.counts[tab, default: 0] == page.lines.count, "\(who): \(tab)")
    }
  }
}

extension TestTown {
  /// What opening the matter's record says; nothing when it does not exist for the actor.
  fileprivate func relations(of actor: Actor, to matter: ID<Matter>) async throws -> Set<MatterRelation> {
    do {
      return try await ReadMatterRecord.run(matter, by: actor, in: environment).relations
    } catch ActionError.notFound {
      return []
    }
  }
}

extension Sequence {
  fileprivate func asyncFilter(_ holds: (Element) async throws -> Bool) async rethrows -> [Element] {
    var result: [Element] = []
    for element in self where try await holds(element) { result.append(element) }
    return result
  }
}
