import Actions
import DatabaseKit
import Domain
import Store
import TestSupport
import Testing

/// What is found among published suggestions, and what stands in the queues of each desk.
@Suite struct SuggestionSearchTests {
  /// Answered, redacted and published, each under its own title.
  private func publish(_ title: String, _ tell: SuggestionTeller) async throws -> ID<Suggestion> {
    let (town, places) = (tell.town, tell.places)
    let id = try await tell.submitted(title)
    try await tell.register(id)
    try await tell.handOver(id)
    try await tell.act(.signFor(part: 1), on: id, part: 1, by: places.unitRegistrar.actor)
    _ = try await ContactDeputy.run(
      .init(part: 1, kind: .phone, on: town.now.date, with: [places.deputy.person], isSigned: false),
      words: "说了打算。", on: id, tell.request(places.unitRegistrar.actor), in: town.environment)
    _ = try await DraftReplyLetter.run(
      tell.letter(), resultClass: "A", part: 1, on: id, tell.request(places.unitRegistrar.actor), in: town.environment)
    try await tell.act(.checkLetter(part: 1), on: id, part: 1, by: places.unitRegistrar.actor)
    _ = try await SignReplyLetter.run(
      .init(part: 1), on: id, tell.request(places.unitHead.actor), in: town.environment)
    _ = try await RedactSuggestion.run(
      .init(title: title, text: "公开的正文", reply: "已经列入计划", isSummary: false), on: id, tell.request(tell.clerk),
      in: town.environment)
    _ = try await PublishSuggestion.run(
      true, reason: nil, on: id, tell.request(places.chair.actor), in: town.environment)
    return id
  }

  private func find(_ tell: SuggestionTeller, _ change: (inout SuggestionSearch) -> Void) async throws
    -> [ID<Suggestion>]
  {
    var search = SuggestionSearch()
    change(&search)
    let page = try await ReadPublishedSuggestions.run(
      search, of: tell.places.congress, before: nil, in: tell.environment)
    #expect(!page.isPartial)
    return page.lines.map(\.suggestion)
  }

  @Test("按词、编号、会议、单位、结果都找得到，合在一起都要符合；不公开了就找不到，名字保密了也找不到", arguments: DatabaseEngine.allCases)
  func published(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = SuggestionTeller(town)
      try await TimedJobs.runOnce(IndexSearch(), holder: "test", rounds: 10, in: town.environment)
      let canal = try await publish("关于修复东村水渠的建议", tell)
      let lamp = try await publish("关于西河装路灯的建议", tell)
      let draft = try await tell.draft(tell.input("关于石桥路灯的建议"))
      #expect(try await find(tell) { _ in } == [lamp, canal])
      #expect(try await find(tell) { $0.words = "水渠" } == [canal])
      #expect(try await find(tell) { $0.words = "路灯 西河" } == [lamp])
      #expect(try await find(tell) { $0.words = "列入计划" } == [lamp, canal])
      #expect(try await find(tell) { $0.words = "石桥" }.isEmpty, "a draft: \(draft)")
      #expect(try await find(tell) { $0.words = "！？" }.isEmpty)
      #expect(try await find(tell) { $0.words = town.places.deputy.name } == [lamp, canal])
      let number = try #require(try await tell.status(canal).number)
      #expect(try await find(tell) { $0.number = number.value } == [canal])
      #expect(try await find(tell) { $0.number = 99 }.isEmpty)
      #expect(try await find(tell) { $0.unit = town.places.unit } == [lamp, canal])
      #expect(try await find(tell) { $0.unit = town.places.otherUnit }.isEmpty)
      #expect(try await find(tell) { $0.resultClass = "A" } == [lamp, canal])
      #expect(try await find(tell) { $0.resultClass = "B" }.isEmpty)
      #expect(
        try await find(tell) {
          $0.words = "水渠"
          $0.resultClass = "A"
          $0.unit = town.places.unit
        } == [canal])
      let alike = try await ReadSimilarSuggestions.run("关于尽快修复东村水渠的建议", of: town.places.congress, in: town.environment)
      #expect(alike.map(\.id) == [canal])
      let all = try await SearchAnything.run("水渠", kind: nil, before: nil, by: .visitor, in: town.environment)
      #expect(all.kind == .suggestions && all.counts[.suggestions] == 1 && all.hits.map(\.id) == [canal.raw])
      try await tell.act(.conceal(true), on: canal, by: tell.lead)
      #expect(try await find(tell) { $0.words = town.places.deputy.name } == [lamp])
      try await tell.act(.withdraw, on: lamp, words: "已经解决。", by: tell.lead)
      #expect(try await find(tell) { $0.words = "路灯" }.isEmpty)
      #expect(try await find(tell) { $0.unit = town.places.unit } == [canal])
      #expect(try await tell.findings() == [])
    }
  }

  @Test("检索重做以后一样找得到；少了一份，检查说得出是哪一件", arguments: DatabaseEngine.allCases)
  func anew(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = SuggestionTeller(town)
      let canal = try await publish("关于修复东村水渠的建议", tell)
      try await town.database.write { tx in try SearchStore.remove([canal.raw], from: .open, tx) }
      #expect(try await tell.findings().contains { $0.hasPrefix("公开的建议 \(canal)") })
      try await IndexSearch.restart(in: town.environment)
      try await TimedJobs.runOnce(IndexSearch(), holder: "test", rounds: 20, in: town.environment)
      #expect(try await find(tell) { $0.words = "水渠" } == [canal])
      #expect(try await tell.findings() == [])
    }
  }

  @Test("队列里的每一行，都是看得到的；提出人的名字该保密的保密；计数马上是新的", arguments: DatabaseEngine.allCases)
  func queues(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = SuggestionTeller(town)
      let places = town.places
      let open = try await tell.handedOver()
      let kept = try await tell.handedOver([.init(places.unit, .lead), .init(places.otherUnit, .co)])
      try await tell.act(.conceal(true), on: kept, by: tell.lead)
      let waiting = try await tell.submitted("关于西河装路灯的建议")
      func post(_ role: PostRole) -> Actor {
        .person(
          Actor.SignedIn(
            person: places.clerk.person, name: "某人", posts: [Post(role: role, congress: places.congress)], mandates: [],
            session: ID(1)))
      }
      let actors =
        [tell.lead, tell.clerk, places.chair.actor, places.unitRegistrar.actor, places.otherUnitRegistrar.actor]
        + [PostRole.secretary, .director, .committee, .coordinator].map(post)
      let units = Dictionary(
        try await ReadDirectory.units(of: places.congress, in: town.environment).map { ($0.id, $0.name) },
        uniquingKeysWith: { first, _ in first })
      var rows = 0
      for actor in actors {
        let page = try await ReadSuggestionQueue.run(kind: nil, after: nil, by: actor, in: town.environment)
        #expect(page.lines.count == page.counts.values.reduce(0) { $0 + $1.all })
        rows += page.lines.count
        for line in page.lines {
          let status = try await tell.status(line.clock.suggestion)
          let facts = SuggestionFacts(id: line.clock.suggestion, status: status)
          #expect(SuggestionAccess.sees(facts, actor))
          #expect((line.proposer != nil) == SuggestionAccess.seesProposer(facts, actor), "\(actor) \(line)")
          #expect(line.unit == status.part(line.clock.part).flatMap { units[$0.unit] })
        }
      }
      #expect(rows > 10)
      // Counted, and counted anew after the next act.
      let before = try await ReadSuggestionQueue.run(kind: nil, after: nil, by: tell.clerk, in: town.environment)
      try await tell.act(.sendBack, on: waiting, words: "请写具体。", by: tell.clerk)
      let after = try await ReadSuggestionQueue.run(kind: nil, after: nil, by: tell.clerk, in: town.environment)
      #expect(before.counts[.handOver]?.all == 1 && after.counts[.handOver]?.all == nil)
      _ = open
    }
  }
}
