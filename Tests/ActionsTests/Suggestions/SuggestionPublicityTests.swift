import Actions
import DatabaseKit
import Domain
import Store
import TestSupport
import Testing

/// What stands in public, on the resident's receipt and before units, once something has changed behind it.
@Suite struct SuggestionPublicityTests {
  private struct Way {
    let tell: SuggestionTeller
    let id: ID<Suggestion>
    var places: TestPlaces { tell.places }

    func answer() async throws {
      try await tell.act(.signFor(part: 1), on: id, part: 1, by: places.unitRegistrar.actor)
      _ = try await ContactDeputy.run(
        .init(part: 1, kind: .phone, on: tell.town.now.date, with: [places.deputy.person], isSigned: false),
        words: "说了打算。", on: id, tell.request(places.unitRegistrar.actor), in: tell.environment)
      _ = try await DraftReplyLetter.run(
        tell.letter(), resultClass: "A", part: 1, on: id, tell.request(places.unitRegistrar.actor),
        in: tell.environment)
      try await tell.act(.checkLetter(part: 1), on: id, part: 1, by: places.unitRegistrar.actor)
      _ = try await SignReplyLetter.run(
        .init(part: 1), on: id, tell.request(places.unitHead.actor), in: tell.environment)
    }

    func redact() async throws {
      _ = try await RedactSuggestion.run(
        .init(title: "修水渠", text: "公开的正文", reply: "公开的答复", isSummary: false), on: id,
        tell.request(tell.clerk), in: tell.environment)
    }

    func publish() async throws {
      _ = try await PublishSuggestion.run(
        true, reason: nil, on: id, tell.request(places.chair.actor), in: tell.environment)
    }

    func publication() async throws -> SuggestionPublication? {
      try await tell.town.database.read { tx in try SuggestionPublicationStore.one(id, in: tx) }
    }
  }

  private func way(_ town: TestTown, matters: [ID<Matter>] = []) async throws -> Way {
    let tell = SuggestionTeller(town)
    let id = try await tell.draft(tell.input(matters: matters))
    _ = try await SubmitSuggestion.run(id, tell.request(tell.lead), in: town.environment)
    try await tell.register(id)
    try await tell.handOver(id)
    return Way(tell: tell, id: id)
  }

  @Test("审查以后才要求保密的，公开的文本上没有名字；取消保密又有了；撤回以后谁也看不到", arguments: DatabaseEngine.allCases)
  func theNameFollows(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let way = try await way(town)
      try await way.answer()
      try await way.redact()
      #expect(try await way.publication()?.proposer == town.places.deputy.name)
      try await way.tell.act(.conceal(true), on: way.id, by: way.tell.lead)
      #expect(try await way.publication()?.proposer == "")
      try await way.publish()
      let one = try await ReadPublishedSuggestions.one(way.id, in: town.environment)
      #expect(one.publication.proposer == "")
      try await way.tell.act(.conceal(false), on: way.id, by: way.tell.lead)
      #expect(try await way.publication()?.proposer == town.places.deputy.name)
      try await way.tell.act(.withdraw, on: way.id, words: "已经解决。", by: way.tell.lead)
      await #expect(throws: ActionError.notFound) {
        try await ReadPublishedSuggestions.one(way.id, in: town.environment)
      }
      #expect(try await way.tell.findings() == [])
    }
  }

  @Test("群众的回执：提交以后才说，公开以后才有链接；并案的看并入的那一件；保密的没有链接", arguments: DatabaseEngine.allCases)
  func onTheReceipt(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let matters = MatterTeller(town)
      let matter = try await matters.submit(key: "one").matter
      try await matters.accept(matter)
      try await matters.assign(matter)
      let tell = SuggestionTeller(town)
      func linked(_ actor: Actor? = nil) async throws -> [LinkedSuggestion] {
        try await ReadMatterRecord.run(matter, by: actor ?? .sender(matter), in: town.environment).suggestions
      }
      let draft = try await tell.draft(tell.input("乙", matters: [matter]))
      #expect(try await linked().isEmpty)
      _ = try await SubmitSuggestion.run(draft, tell.request(tell.lead), in: town.environment)
      let seen = try await linked()
      #expect(seen.map(\.state) == [.submitted] && seen[0].id == nil && seen[0].title == nil)
      let way = try await way(town)
      let joined = try await tell.submitted("丙")
      await #expect(throws: ActionError.suggestion(.notMergeable)) {
        try await MergeSuggestion.run(draft, into: way.id, tell.request(tell.clerk), in: town.environment)
      }
      _ = try await MergeSuggestion.run(draft, into: joined, tell.request(tell.clerk), in: town.environment)
      #expect(try await linked().map(\.state) == [.submitted])
      try await tell.register(joined)
      try await tell.handOver(joined)
      let led = Way(tell: tell, id: joined)
      try await led.answer()
      try await led.redact()
      try await led.publish()
      let published = try await linked()
      #expect(published.map(\.id) == [joined] && published[0].title == "修水渠" && published[0].isAnswered)
      try await tell.act(.conceal(true), on: joined, by: tell.lead)
      let kept = try await linked()
      #expect(kept.count == 1 && kept[0].id == nil && kept[0].title == nil && !kept[0].isPublished)
    }
  }

  @Test("代表工作机构代为沟通：只在单位没有沟通过的时候；单位看不到它附的签字记录", arguments: DatabaseEngine.allCases)
  func theWorkBodySpeaks(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let way = try await way(town)
      let (tell, places) = (way.tell, way.places)
      try await tell.act(.signFor(part: 1), on: way.id, part: 1, by: places.unitRegistrar.actor)
      let facts = SuggestionEvent.Contacted(
        part: 1, kind: .phone, on: town.now.date, with: [places.deputy.person], isSigned: false)
      func contact(_ actor: Actor) async throws {
        _ = try await ContactDeputy.run(facts, words: "代为联系。", on: way.id, tell.request(actor), in: town.environment)
      }
      try await contact(tell.clerk)
      let event = try #require(try await tell.history(way.id).last)
      let decoded = try JSONText.decode(SuggestionEvent.self, from: event.facts)
      guard case .contacted(let stored) = decoded else { Issue.record("\(decoded)"); return }
      #expect(stored.isByWorkBody == true)
      #expect(!SuggestionAccess.seesFiles(of: decoded, seesProposer: false, isOwnPart: true))
      #expect(SuggestionAccess.seesFiles(of: decoded, seesProposer: true, isOwnPart: false))
      await #expect(throws: ActionError.refused(.notYours)) { try await contact(tell.clerk) }
      try await contact(places.unitRegistrar.actor)
      #expect(try await tell.findings() == [])
    }
  }

  @Test("撤并的单位才能由别的单位接办，撤并前数得到它没办完的；改过的原文谁也看不到", arguments: DatabaseEngine.allCases)
  func dissolved(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let way = try await way(town)
      let (tell, places) = (way.tell, way.places)
      func succeed(_ unit: ID<HandlingUnit>, _ words: String = "并入村建办。") async throws {
        _ = try await SucceedSuggestionUnit.run(
          part: 1, by: unit, words: words, on: way.id, tell.request(tell.clerk), in: town.environment)
      }
      await #expect(throws: ActionError.suggestion(.returnNotSettled)) { try await succeed(places.otherUnit) }
      func open(_ unit: ID<HandlingUnit>) async throws -> Int {
        try await town.database.read { tx in try RegionMergeStore.openParts(at: [unit], in: tx) }
      }
      #expect(try await open(places.unit) == 1)
      try await town.dissolve(places.unit)
      await #expect(throws: ActionError.suggestion(.reasonMissing)) { try await succeed(places.otherUnit, "") }
      let offered = try await ReadSuggestion.run(way.id, by: tell.clerk, in: town.environment)
      #expect(offered.partActs[1]?.contains(.reassign) == true)
      try await succeed(places.otherUnit)
      #expect(try await open(places.unit) == 0)
      #expect(try await open(places.otherUnit) == 1)
      let data = try await ReadSuggestion.run(way.id, by: places.otherUnitRegistrar.actor, in: town.environment)
      #expect(data.parts.map(\.number) == [1, 2] && data.partActs[2]?.contains(.signFor) == true)
      let history = try await ReadSuggestion.run(way.id, by: tell.clerk, in: town.environment).history
      #expect(history.filter { [.draft, .submit].contains($0.event.act) }.allSatisfy { $0.words == SuggestionWords() })
      #expect(try await tell.findings() == [])
    }
  }
}
