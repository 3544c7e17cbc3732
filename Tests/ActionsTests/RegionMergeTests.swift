import Actions
import DatabaseKit
import Domain
import Store
import TestSupport
import Testing

/// 并乡镇: two townships with ten thousand matters become one while everybody goes on working.
@Suite struct RegionMergeTests {
  struct Places: Sendable {
    let first: ID<Region>
    let second: ID<Region>
    let village: ID<Region>
    let old: ID<Venue>
    let kept: ID<Venue>
  }

  /// Two townships in the town's congress: one with a home of its own, one with the home that goes on.
  private func places(_ town: TestTown) async throws -> Places {
    let environment = town.environment
    let clerk = town.places.clerk.actor
    let county = try #require(
      try await ReadDirectory.regions(in: environment).first { $0.level == .county })
    func township(_ name: String) async throws -> ID<Region> {
      try await SaveStructure.addRegion(
        name: name, level: .township, under: county.id, code: nil, from: town.now.date, by: clerk, in: environment)
    }
    func home(_ name: String, _ region: ID<Region>, _ liaison: TestStaff) async throws -> ID<Venue> {
      let id = SaveVenue.newID(in: environment)
      try await SaveVenue.run(
        Venue(
          id: id, congress: town.places.congress, region: region, kind: .home, name: name, mark: String(name.prefix(2))),
        by: clerk, in: environment)
      try await ManageAccounts.grant(
        Post(role: .liaison, congress: town.places.congress, venue: id), to: liaison.person, by: clerk, in: environment)
      return id
    }
    let first = try await township("上河乡")
    let second = try await township("下河乡")
    let village = try await SaveStructure.addRegion(
      name: "上河村", level: .village, under: first, code: nil, from: town.now.date, by: clerk, in: environment)
    return Places(
      first: first, second: second, village: village, old: try await home("上河代表之家", first, town.places.liaison),
      kept: try await home("下河代表之家", second, town.places.otherLiaison))
  }

  /// Matters with history and counts, without the forms they came in by.
  private func fill(_ town: TestTown, _ places: Places, count: Int) async throws {
    let congress = town.places.congress
    let levels = try await town.database.read { tx in
      (
        first: try RegionStore.levels(of: places.first, in: tx),
        second: try RegionStore.levels(of: places.second, in: tx)
      )
    }
    let workflow = try await town.environment.rules.workflow(settings: nil)
    let lastYear = town.now.adding(days: -400)
    for chunk in stride(from: 0, to: count, by: 500) {
      let ids = (0..<(500 * 12)).map { _ in town.environment.ids.next(at: town.now) }
      try await town.database.write { tx in
        for index in chunk..<min(chunk + 500, count) {
          let own = Array(ids[((index - chunk) * 12)..<((index - chunk) * 12 + 12)])
          let isFirst = index % 2 == 0
          let at = index % 4 < 2 ? lastYear : town.now
          let promise = workflow.promise(received: at)
          let event = MatterEvent.Submitted(
            channel: .web, congress: congress, venue: isFirst ? places.old : places.kept, owner: .venue, receivedAt: at,
            countsFrom: promise.countsFrom, acceptDue: promise.accept, replyDue: promise.reply,
            divertDue: promise.divert)
          // A tenth of them are over and stay where they are.
          let isOver = index % 10 == 9 || index % 10 == 8
          var status = MatterStatus(submitted: event)
          let id = ID<Matter>(own[0])
          var head = try EventStore.append(
            NewEntry(
              id: ID(own[1]), kind: .matter, subject: id.raw, act: "submit", at: at, actor: .visitor,
              facts: try MatterEventCoding.facts(.submitted(event)), words: nil, salt: []),
            after: .start, in: tx)
          if isOver {
            head = try EventStore.append(
              NewEntry(
                id: ID(own[2]), kind: .matter, subject: id.raw, act: "withdraw", at: at, actor: .sender,
                facts: try MatterEventCoding.facts(.withdrawn), words: nil, salt: []),
              after: head, in: tx)
            status.apply(.withdrawn, at: at, actor: nil)
          }
          let matter = Matter(
            id: id, receipt: "M\(index)", title: "事项", category: nil, replyWay: .phone, isMinor: false,
            enteredBy: nil, previous: nil, settings: nil, revision: 1, status: status)
          try MatterStore.insert(matter, levels: isFirst ? levels.first : levels.second, head: head, in: tx)
          let document = SearchDocument.staff(matter, facts: MatterFacts(id: id, status: status), words: [])
          try SearchStore.insert([document].compactMap { $0 }, in: .staff, tx)
          let changes = MatterStatus.changes(from: nil, to: status)
          try CountStore.add(changes, event: ID(own[1]), ids: Array(own[3...]), in: tx)
        }
      }
    }
  }

  private func open(_ venue: ID<Venue>, _ town: TestTown) async throws -> Int {
    try await town.database.read { tx in try RegionMergeStore.openMatters(at: [venue], in: tx) }
  }

  private func numbers(_ town: TestTown, year: Int, asNow: Bool) async throws -> [String: Int] {
    let lines = try await ReadRegionNumbers.run(
      of: town.places.congress, year: year, byVillage: false, asNow: asNow, in: town.environment)
    return Dictionary(lines.map { ($0.region.name, $0.received) }, uniquingKeysWith: +)
  }

  @Test("一万件诉求的两个乡合并，边办边移交，一件不丢不重，往年数字不变", arguments: DatabaseEngine.allCases)
  func tenThousandUnderLoad(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { town in
      let tell = MatterTeller(town)
      let places = try await places(town)
      try await fill(town, places, count: 10_000)
      try await TimedJobs.runOnce(FoldCounts(), holder: "t", rounds: 1000, in: town.environment)
      let lastYear = town.now.adding(days: -400).date.year
      let then = try await numbers(town, year: lastYear, asNow: false)
      let congressBefore = try await ReadNumbers.run(
        of: .congress(town.places.congress), year: lastYear, in: town.environment)
      let old = try await open(places.old, town)
      let kept = try await open(places.kept, town)
      #expect(old == 4000 && kept == 4000)
      let plan = RegionMergePlan(
        from: [places.first], into: places.second, venues: [.init(from: places.old, to: places.kept)])
      let preview = try await MergeRegions.preview(plan, in: town.environment)
      #expect(preview.problems.isEmpty && preview.allMatters == 5000 && preview.children == 1)
      _ = try await MergeRegions.run(
        plan, reason: "省政府批复", by: town.places.clerk.actor, in: town.environment)
      let servers = [town.environment, town.secondServer()]
      let both = Actor.person(
        Actor.SignedIn(
          person: town.places.liaison.person, name: "赵联络",
          posts: [places.old, places.kept].map {
            Post(role: .liaison, congress: town.places.congress, venue: $0)
          }, mandates: [], session: ID(1)))
      let waiting = try await town.database.read { tx in
        try RegionMergeStore.waiting(after: ID(0), limit: 4000, in: tx)
      }
      // Spread over the whole, so that the merge meets them anywhere.
      let working = stride(from: 60, to: waiting.count, by: 130).map { waiting[$0] }
      #expect(working.count > 25)
      let arrived = try await withThrowingTaskGroup(of: Int.self) { group in
        group.addTask {
          try await TimedJobs.runOnce(MergeWork(), holder: "one", rounds: 10_000, in: servers[0])
          return 0
        }
        group.addTask {
          // Residents go on sending to the station that is no more.
          for index in 0..<20 {
            _ = try await SubmitMatter.run(
              tell.input(to: .venue(places.old)), by: .visitor, key: tell.key("late\(index)"), in: servers[1])
          }
          return 20
        }
        group.addTask {
          // The liaison goes on with what she has, wherever it is by then.
          for id in working {
            let request = MatterRequest(actor: both, seen: nil)
            _ = try await AcceptMatter.run(
              .init(grade: .inGroup, urgency: .normal, category: nil), on: id, request, in: servers[1])
            _ = try await ReplyToMatter.run(.init(words: "已经修好了。"), on: id, request, in: servers[1])
          }
          return 0
        }
        return try await group.reduce(0, +)
      }
      try await TimedJobs.runOnce(MergeWork(), holder: "one", rounds: 10_000, in: servers[0])
      #expect(try await open(places.old, town) == 0)
      for id in working {
        let history = try await tell.page(id, by: town.places.clerk.actor).record.history.map(\.event.act)
        #expect(history.filter { $0 == .handOver }.count == 1 && history.filter { $0 == .reply }.count == 1)
      }
      #expect(try await open(places.kept, town) == old + kept + arrived)
      #expect(try await numbers(town, year: lastYear, asNow: false) == then)
      let now = try await numbers(town, year: lastYear, asNow: true)
      #expect(now["下河乡"] == then.values.reduce(0, +) && now["上河乡"] == nil)
      let congressAfter = try await ReadNumbers.run(
        of: .congress(town.places.congress), year: lastYear, in: town.environment)
      // What was received then and is answered now is the one number of that year that grows.
      let before = congressBefore.counts.filter { $0.key != .owedAnswered }
      #expect(congressAfter.counts.filter { $0.key != .owedAnswered } == before)
      let merges = try await MergeRegions.list(in: town.environment)
      #expect(merges.first?.from == ["上河乡"] && merges.first?.doneAt != nil)
      #expect(try await tell.findings() == [])
    }
  }

  @Test("合并后：旧区划停用，村归到新区划，旧码和旧表单通到新站点，办到一半的照旧办", arguments: DatabaseEngine.allCases)
  func everythingCarriesOn(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { town in
      let tell = MatterTeller(town)
      let places = try await places(town)
      let environment = town.environment
      let clerk = town.places.clerk.actor
      let matter = try await tell.submit(tell.input(to: .venue(places.old))).matter
      let before = try await tell.status(matter, by: clerk)
      let plan = RegionMergePlan(
        from: [places.first, places.second], into: nil, name: "两河镇",
        venues: [.init(from: places.old, to: places.kept)])
      let new = try await MergeRegions.run(plan, reason: "批复", by: clerk, in: environment)
      let regions = try await ReadDirectory.regions(in: environment)
      #expect(regions.filter { plan.from.contains($0.id) }.allSatisfy { $0.validTo == town.now.date })
      #expect(regions.first { $0.id == places.village }?.parent == new)
      #expect(regions.first { $0.id == places.village }?.path.contains("/\(new)/") == true)
      #expect(try await ReadDirectory.venue(places.kept, in: environment)?.region == new)
      let late = try await tell.submit(tell.input(to: .venue(places.old)), key: "late").matter
      #expect(try await tell.status(late, by: clerk).venue == places.kept)
      try await TimedJobs.runOnce(MergeWork(), holder: "one", in: environment)
      let after = try await tell.status(matter, by: clerk)
      #expect(after.venue == places.kept && after.state == before.state && after.acceptDue == before.acceptDue)
      #expect(after.replyDue == before.replyDue)
      // Whoever is not clerk cannot; nor twice.
      await #expect(throws: ActionError.refused(.notYours)) {
        try await MergeRegions.run(plan, reason: "再来", by: town.places.liaison.actor, in: environment)
      }
      await #expect(throws: ActionError.invalid([FieldProblem("plan", .notAllowed)])) {
        try await MergeRegions.run(plan, reason: "再来", by: clerk, in: environment)
      }
      #expect(try await tell.findings() == [])
    }
  }

  @Test("单位合并：没办完的转办事项由新单位接着办", arguments: DatabaseEngine.allCases)
  func unitsFollow(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { town in
      let tell = MatterTeller(town)
      let places = try await places(town)
      let matter = try await tell.submit().matter
      try await tell.accept(matter, grade: .transfer)
      let due = town.now.date.adding(days: 20)
      _ = try await TransferMatter.run(
        TransferMatter.Input(
          lead: town.places.unit, others: [], resultDue: due, sharing: .none, sharingReason: nil, words: "请到现场看看。"),
        on: matter, tell.request(town.places.clerk.actor), in: town.environment)
      let plan = RegionMergePlan(
        from: [places.first], into: places.second, units: [.init(from: town.places.unit, to: town.places.otherUnit)])
      #expect(try await MergeRegions.preview(plan, in: town.environment).openParts == 1)
      _ = try await MergeRegions.run(plan, reason: "批复", by: town.places.clerk.actor, in: town.environment)
      try await TimedJobs.runOnce(MergeWork(), holder: "one", in: town.environment)
      let part = try #require(try await tell.status(matter).handling(1))
      #expect(part.unit == town.places.otherUnit && part.resultDue == due && part.state == .sent)
      let target = HandlingActs.Target(matter: matter, part: 1, seen: nil)
      _ = try await HandlingActs.signFor(
        target, tell.request(town.places.otherUnitRegistrar.actor), in: town.environment)
      #expect(try await tell.findings() == [])
    }
  }
}
