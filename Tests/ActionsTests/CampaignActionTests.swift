import Actions
import DatabaseKit
import Domain
import SecretsKit
import Store
import TestSupport
import Testing

/// 征集活动, by the actions, on both engines.
@Suite struct CampaignActionTests {
  private func refused(_ rule: CampaignRefusal) -> ActionError { .invalid([FieldProblem("campaign", .campaign(rule))]) }

  @Test("期内的计入活动，期外的居民照收不计，代录的说清楚为什么", arguments: DatabaseEngine.allCases)
  func insideAndOutside(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = MatterTeller(town)
      let teller = CampaignTeller(tell)
      let first = teller.today.adding(days: 2)
      let id = try await teller.published(teller.input(schedule: .once(first, first.adding(days: 1))))
      let mark = CampaignMark(campaign: id, round: 0)
      #expect(try await teller.mark(of: teller.bring(id, key: "before")) == nil)
      await #expect(throws: refused(.notRunning)) { try await teller.bring(id, .visit, key: "early visit") }
      #expect(try await tell.page(teller.bring(id, key: "before 2")).record.campaign == nil)
      tell.advance(days: 2)
      #expect(try await teller.mark(of: teller.bring(id, key: "in")) == mark)
      let visit = try await teller.bring(id, .visit, key: "visit")
      #expect(try await tell.page(visit).record.campaign == Named(id: id, name: "征集民生诉求"))
      await #expect(throws: refused(.channel)) { try await teller.bring(id, .phone, key: "phone") }
      await #expect(throws: refused(.sealed)) { try await teller.bring(id, .visit, sealed: true, key: "sealed") }
      await #expect(throws: ActionError.invalid([FieldProblem("campaign", .notFound)])) {
        try await teller.bring(ID(4711), .visit, key: "none")
      }
      #expect(try await SubmitCount.of(town) == 4)
      tell.advance(days: 1)
      #expect(try await teller.mark(of: teller.bring(id, key: "last day")) == mark)
      tell.advance(days: 1)
      #expect(try await teller.mark(of: teller.bring(id, key: "after")) == nil)
      await #expect(throws: refused(.notRunning)) { try await teller.bring(id, .visit, key: "late visit") }
      #expect(try await tell.findings() == [])
    }
  }

  @Test("只限几个村的，别处的不计；只面向代表的，居民的不计", arguments: DatabaseEngine.allCases)
  func regionAndAudience(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = MatterTeller(town)
      let teller = CampaignTeller(tell)
      let places = town.places
      let village = try await teller.published(teller.input(regions: [places.village]))
      #expect(try await teller.mark(of: teller.bring(village, key: "inside"))?.campaign == village)
      let outside = try await teller.bring(village, to: .venue(places.otherStation), key: "outside")
      #expect(try await tell.status(outside, by: places.clerk.actor).campaign == nil)
      await #expect(throws: refused(.region)) {
        try await teller.bring(village, .visit, to: .venue(places.otherStation), key: "staff")
      }
      let deputies = try await teller.published(teller.input(.deputies))
      #expect(try await teller.mark(of: teller.bring(deputies, key: "resident")) == nil)
      await #expect(throws: refused(.notForResidents)) { try await teller.bring(deputies, .visit, key: "visitor") }
      // Staff's own mistakes leave nothing behind.
      #expect(try await SubmitCount.of(town) == 3)
    }
  }

  @Test("范围里的村合并了，合并后的照样计入，改别的也不丢范围", arguments: DatabaseEngine.allCases)
  func afterAMerge(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let teller = CampaignTeller(MatterTeller(town))
      let (places, clerk, environment) = (town.places, town.places.clerk.actor, town.environment)
      let id = try await teller.published(teller.input(regions: [places.village]))
      let regions = try await ReadDirectory.regions(in: environment)
      let parent = try #require(regions.first { $0.id == places.village }?.parent)
      let target = try await SaveStructure.addRegion(
        name: "新村", level: .village, under: parent, code: nil, from: town.now.date, by: clerk, in: environment)
      _ = try await MergeRegions.run(
        RegionMergePlan(from: [places.village], into: target), reason: "批复", by: clerk, in: environment)
      #expect(try await teller.mark(of: teller.bring(id, key: "merged"))?.campaign == id)
      var input = teller.input(regions: [places.village])
      (input.id, input.theme, input.seen) = (id, "改了题目", 2)
      _ = try await SaveCampaign.run(input, of: places.congress, by: clerk, in: environment)
      #expect(try await teller.data(id).campaign.regions == [places.village])
      // A region that has ended is not taken anew.
      await #expect(throws: ActionError.invalid([FieldProblem("regions", .notFound)])) {
        try await teller.draft(input.new)
      }
    }
  }

  @Test("网格员登记可以计入活动", arguments: DatabaseEngine.allCases)
  func fromTheGrid(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = MatterTeller(town)
      let teller = CampaignTeller(tell)
      let id = try await teller.published(teller.input(regions: [town.places.grid]))
      let worker = try #require(town.places.gridWorker.actor.signedIn)
      var input = tell.input()
      input.campaign = id
      let matter = try await RegisterInGrid.run(
        input, in: town.places.grid, by: worker, key: tell.key("grid"), in: town.environment
      ).matter
      #expect(try await teller.mark(of: matter)?.campaign == id)
      #expect(CampaignTally(.residents, of: try await teller.data(id).counts).channels == [.grid: 1])
      // The area of the grid's station is wider than the grid.
      #expect(try await teller.mark(of: teller.bring(id, key: "beside")) == nil)
    }
  }

  @Test("代表在活动里提的单独数；替群众带来的数在群众里，活动不收群众的就不计", arguments: DatabaseEngine.allCases)
  func raisedWithin(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = MatterTeller(town)
      let teller = CampaignTeller(tell)
      let (both, own) = (
        try await teller.published(teller.input(.both)), try await teller.published(teller.input(.deputies))
      )
      let residents = try await teller.published(teller.input(.residents))
      let deputy = try #require(town.places.deputy.actor(isDevice: true).signedIn)
      func raise(_ campaign: ID<Campaign>, _ key: String) async throws -> RaiseMatter.Receipts {
        try await RaiseMatter.run(
          RaiseMatter.Input(
            text: "文化广场的健身器材坏了两件。", place: "东村文化广场", category: town.places.category, visibility: .hidden,
            photos: [], residents: [RaiseMatter.Resident(name: "陈大娘", phone: "13800001234")], campaign: campaign),
          by: deputy, at: town.places.congress, key: tell.key(key), in: town.environment)
      }
      let first = try await raise(both, "both")
      #expect(try await teller.mark(of: first.own.matter)?.campaign == both)
      #expect(try await teller.mark(of: first.residents[0].matter)?.campaign == both)
      let second = try await raise(own, "own")
      #expect(try await teller.mark(of: second.own.matter)?.campaign == own)
      #expect(try await teller.mark(of: second.residents[0].matter) == nil)
      await #expect(throws: refused(.notForDeputies)) { try await raise(residents, "residents") }
      _ = try await teller.bring(both, category: town.places.category, key: "resident")
      let counts = try await teller.data(both).counts
      #expect(CampaignTally(.deputies, of: counts).channels == [.deputy: 1])
      #expect(CampaignTally(.residents, of: counts).channels == [.carried: 1, .web: 1])
      #expect(try await SubmitCount.of(town) == 5)
      #expect(try await tell.findings() == [])
    }
  }

  @Test("每季初自动开期，按期分开数", arguments: DatabaseEngine.allCases)
  func everyQuarter(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = MatterTeller(town)
      let teller = CampaignTeller(tell)
      let id = try await teller.published(
        teller.input(schedule: .quarterly(days: 10, from: teller.today, through: nil)))
      var expected: [Int: Int] = [:]
      for step in 0..<40 {
        let round = try await teller.mark(of: teller.bring(id, key: "step \(step)"))?.round
        #expect((round != nil) == (teller.today.day <= 10 && [1, 4, 7, 10].contains(teller.today.month)))
        if let round { expected[round, default: 0] += 1 }
        tell.advance(days: 7)
      }
      #expect(expected.count == 3)
      let data = try await teller.data(id)
      #expect(Dictionary(data.counts.map { ($0.round, $0.count) }, uniquingKeysWith: +) == expected)
      #expect(data.rounds.map(\.number).filter { expected[$0] != nil } == expected.keys.sorted(by: >))
    }
  }

  @Test("数出来的和逐件数的一样，封存的不在内，改了类别跟着走", arguments: DatabaseEngine.allCases)
  func countsAreAPlainRecount(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = MatterTeller(town)
      let teller = CampaignTeller(tell)
      let places = town.places
      let id = try await teller.published(teller.input(.both))
      let other = try await teller.published(teller.input(.both))
      var matters: [ID<Matter>] = []
      for index in 0..<24 {
        let channel: MatterChannel = [.code, .web, .visit][index % 3]
        let category = [places.category, places.otherCategory, nil][index % 4 % 3]
        matters.append(
          try await teller.bring(index % 5 == 4 ? other : id, channel, category: category, key: "m\(index)"))
      }
      try await tell.accept(matters[1])
      _ = try await SealMatter.run(
        SealMatter.Input(accused: []), on: matters[0], tell.request(places.liaison.actor), in: town.environment)
      for campaign in [id, other] {
        var plain: [CampaignCount: Int] = [:]
        let rows = try await town.database.read { tx in
          try tx.rows("SELECT id, seal, category_id FROM matters").map {
            (
              try $0("id", as: ID<Matter>.self), try $0("seal", as: String?.self),
              try $0("category_id", as: ID<MatterCategory>?.self)
            )
          }
        }
        for (matter, seal, category) in rows where seal == nil {
          let status = try await tell.status(matter)
          guard let mark = status.campaign, mark.campaign == campaign else { continue }
          plain[CampaignCount(round: mark.round, channel: status.channel, category: category, count: 0), default: 0] +=
            1
        }
        let counted = try await teller.data(campaign).counts
        #expect(
          Set(counted)
            == Set(plain.map { CampaignCount(round: $0.round, channel: $0.channel, category: $0.category, count: $1) }))
        #expect(!counted.isEmpty)
      }
      #expect(try await tell.findings() == [])
    }
  }
}

enum SubmitCount {
  static func of(_ town: TestTown) async throws -> Int {
    try await town.database.read { tx in try tx.row("SELECT COUNT(*) FROM matters")?.first(as: Int.self) ?? 0 }
  }
}

extension SaveCampaign.Input {
  fileprivate var new: SaveCampaign.Input {
    var input = self
    (input.id, input.seen) = (nil, nil)
    return input
  }
}
