import Actions
import DatabaseKit
import Domain
import Store
import TestSupport
import Testing

/// 转告群众: from the answer to a suggestion to the residents from whose matters it grew.
@Suite struct TellResidentsTests {
  private static let told = "水渠已经列入今年的维修计划，十月底以前修好。"
  /// What stands in the suggestion and its handling, and is nobody's business whose matter it grew from.
  private static let secrets = ["机密标题甲", "机密情况乙", "机密沟通丙", "机密答复丁", "机密收件戊"]

  /// A confidential suggestion that the liaison has entered for a deputy of another station, from four matters.
  private struct Way {
    let tell: SuggestionTeller
    let matters: MatterTeller
    let id: ID<Suggestion>
    /// Two that the station answers, one that the proposer answers, one that is over.
    let own: [ID<Matter>]
    let others: [ID<Matter>]

    var places: TestPlaces { tell.places }
    var proposer: TestDeputy { places.otherDeputy }
    var liaison: Actor { places.liaison.actor }

    func run(by actor: Actor, _ name: String? = nil) async throws -> TellResidents.Told {
      try await TellResidents.run(
        TellResidentsTests.told, outcome: .planned, of: id, by: actor, key: name.map(tell.key), in: tell.environment)
    }

    func answer() async throws {
      let unit = places.unitRegistrar.actor
      try await tell.register(id)
      try await tell.handOver(id)
      try await tell.act(.signFor(part: 1), on: id, part: 1, by: unit)
      try await tell.act(
        .contact(.init(part: 1, kind: .visit, on: tell.town.now.date, with: [proposer.person], isSigned: false)),
        on: id, part: 1, words: secrets[2], by: unit)
      var letter = tell.letter()
      letter.points = [secrets[3]]
      letter.copies = secrets[4]
      _ = try await DraftReplyLetter.run(
        letter, resultClass: "A", part: 1, on: id, tell.request(unit), in: tell.environment)
      try await tell.act(.checkLetter(part: 1), on: id, part: 1, by: unit)
      _ = try await SignReplyLetter.run(
        .init(part: 1), on: id, tell.request(places.unitHead.actor), in: tell.environment)
    }

    private var secrets: [String] { TellResidentsTests.secrets }
  }

  private func begin(_ town: TestTown) async throws -> Way {
    let (tell, matters) = (SuggestionTeller(town), MatterTeller(town))
    var made: [ID<Matter>] = []
    for name in ["one", "two", "three", "four"] {
      let matter = try await matters.submit(key: name).matter
      try await matters.accept(matter)
      made.append(matter)
    }
    try await matters.assign(made[2], to: .deputy(town.places.otherDeputy.person))
    _ = try await matters.reply(made[3], by: town.places.liaison.actor, outcome: nil)
    try await matters.rate(made[3], .satisfied)
    let input = DraftSuggestion.Input(
      title: Self.secrets[0], text: Self.secrets[1] + "：东村的水渠年久失修，每年灌溉季节漏水，建议列入维修计划。",
      category: town.places.category, isConfidential: true, matters: made)
    let id = try await DraftSuggestion.run(
      input, for: town.places.otherDeputy.person, of: town.places.congress, tell.request(town.places.liaison.actor),
      in: town.environment
    ).id
    _ = try await SubmitSuggestion.run(id, tell.request(town.places.liaison.actor), in: town.environment)
    return Way(tell: tell, matters: matters, id: id, own: [made[0], made[1]], others: [made[2], made[3]])
  }

  @Test("答复以后转告：各件诉求得到答复、请群众评价；别人答复的和办结的不动", arguments: DatabaseEngine.allCases)
  func residentsAreTold(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let way = try await begin(town)
      await #expect(throws: ActionError.suggestion(.notInThisState)) { try await way.run(by: way.liaison) }
      try await way.answer()
      // Who sees only his part of it, and who does not see it at all.
      await #expect(throws: ActionError.refused(.notYours)) { try await way.run(by: way.places.unitRegistrar.actor) }
      await #expect(throws: ActionError.refused(.notYours)) { try await way.run(by: way.places.coordinator.actor) }
      await #expect(throws: ActionError.notFound) { try await way.run(by: way.places.secondDeputy.actor()) }
      await #expect(throws: ActionError.notFound) { try await way.run(by: .visitor) }
      for matter in way.own { #expect(try await way.matters.status(matter).state == .accepted) }

      let first = try await way.run(by: way.liaison, "once")
      #expect(first.matters == way.own && first.left == way.others)
      for matter in way.own {
        let status = try await way.matters.status(matter)
        #expect(status.state == .replied && status.outcome == .explained)
        let seen = try await way.matters.page(matter, by: .sender(matter))
        #expect(seen.allowed.contains(.rate))
        #expect(seen.record.history.last { $0.event.act == .reply }?.words.text == Self.told)
      }
      #expect(try await way.matters.status(way.others[0]).state == .accepted)
      // The deputy answers what he has himself, with the result.
      let second = try await way.run(by: way.proposer.actor())
      #expect(second.matters == [way.others[0]] && second.left == way.own + [way.others[1]])
      let deputys = try await way.matters.status(way.others[0])
      #expect(deputys.state == .replied && deputys.outcome == .planned)
      // Sent again it is the same; pressed again later there is nobody left to be told.
      #expect(try await way.run(by: way.liaison, "once") == first)
      #expect(try await way.run(by: way.liaison).matters == [])
      for (matter, verdict) in zip(way.own, [Satisfaction.satisfied, .dissatisfied]) {
        try await way.matters.rate(matter, verdict)
      }
      #expect(try await way.matters.status(way.own[0]).state == .closed)
      #expect(try await way.matters.findings() == [])
    }
  }

  @Test("要求保密的：群众那里没有代表的名字，也没有建议、沟通、答复函里的一个字", arguments: DatabaseEngine.allCases)
  func nothingPrivatePasses(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let way = try await begin(town)
      try await way.answer()
      let first = try await way.run(by: way.liaison)
      #expect(first.matters == way.own)
      try await TimedJobs.runAll(holder: "test", in: town.environment)
      for matter in way.own {
        for reader in [Actor.sender(matter), way.liaison] {
          let seen = "\(try await way.matters.page(matter, by: reader))"
          #expect(seen.contains(Self.told))
          // Whoever typed it for the deputy finds his way to it; the resident does not learn that it is there.
          let own = reader == way.liaison ? ["\(way.id)", Self.secrets[0]] : []
          for secret in Self.secrets + [way.proposer.name, "\(way.proposer.person)", "\(way.id)"]
          where !own.contains(secret) {
            #expect(!seen.contains(secret), "\(secret)")
          }
        }
      }
      // Of all that is stored, only the suggestion's own rows have it.
      let lines = try await TableDump.everything(town.database).filter { line in
        !line.hasPrefix("suggestion") && !(line.hasPrefix("events ") && line.contains("suggestion"))
      }
      #expect(lines.contains { $0.contains(Self.told) })
      for secret in Self.secrets {
        #expect(lines.first { $0.contains(secret) } == nil, "\(secret)")
      }
    }
  }
}
