import DatabaseKit
import Store
import TestSupport
import Testing

@testable import Domain

/// Campaigns as rows, on both engines.
@Suite struct CampaignStoreTests {
  private static let first = CivilDate(daysSinceEpoch: 20_700)

  private static func campaign(_ town: TestTown, _ id: Int64, _ schedule: CampaignSchedule) -> Campaign {
    Campaign(
      id: ID(id), congress: town.places.congress, theme: "征集\(id)", text: "说一说\n第二行", audience: .both,
      residentChannels: [.web, .code, .paper], regions: [town.places.village, town.places.grid],
      categories: [town.places.category, town.places.otherCategory], schedule: schedule)
  }

  @Test("存进去的读出来一样：三种期次、范围、类别", arguments: DatabaseEngine.allCases)
  func goesThroughItsRows(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { town in
      let first = Self.first
      let schedules: [CampaignSchedule] = [
        .once(first, first.adding(days: 30)), .quarterly(days: 15, from: first, through: nil),
        .quarterly(days: 15, from: first, through: first.adding(days: 400)), .yearly(first, first.adding(days: 40)),
      ]
      for (index, schedule) in schedules.enumerated() {
        var campaign = Self.campaign(town, Int64(index + 1), schedule)
        if index == 1 {
          campaign.regions = []
          campaign.categories = []
          campaign.residentChannels = []
          campaign.audience = .deputies
        }
        campaign.regions.sort { $0.raw < $1.raw }
        campaign.categories.sort { $0.raw < $1.raw }
        let made = campaign
        try await town.database.write { tx in try CampaignStore.insert(made, in: tx) }
        #expect(try await town.database.read { tx in try CampaignStore.campaign(made.id, in: tx) } == made)
      }
      let all = try await town.database.read { [congress = town.places.congress] tx in
        try CampaignStore.campaigns(of: [congress], in: tx).map(\.id)
      }
      #expect(all == [ID(4), ID(3), ID(2), ID(1)])
    }
  }

  @Test("只改看过的那一版，状态只往前走", arguments: DatabaseEngine.allCases)
  func onlyTheVersionThatWasSeen(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { town in
      var campaign = Self.campaign(town, 1, .once(Self.first, Self.first.adding(days: 30)))
      let (made, now) = (campaign, town.now)
      try await town.database.write { tx in try CampaignStore.insert(made, in: tx) }
      campaign.theme = "改过的"
      campaign.regions = []
      let changed = campaign
      func write(_ body: @escaping @Sendable (any WriteTransaction) throws -> Bool) async throws -> Bool {
        try await town.database.write(body)
      }
      #expect(try await write { try CampaignStore.update(changed, seen: 2, in: $0) } == false)
      #expect(try await write { try CampaignStore.update(changed, seen: 1, in: $0) })
      #expect(try await write { try CampaignStore.publish(ID(1), seen: 1, at: now, in: $0) } == false)
      #expect(try await write { try CampaignStore.publish(ID(1), seen: 2, at: now, in: $0) })
      #expect(try await write { try CampaignStore.publish(ID(1), seen: 3, at: now, in: $0) } == false)
      #expect(try await write { try CampaignStore.stop(ID(1), reason: "够了", seen: 3, at: now, in: $0) })
      #expect(try await write { try CampaignStore.stop(ID(1), reason: "又一次", seen: 4, at: now, in: $0) } == false)
      let stored = try await town.database.read { tx in try CampaignStore.campaign(ID(1), in: tx) }
      #expect(stored?.theme == "改过的" && stored?.regions == [] && stored?.stopReason == "够了")
      #expect(stored?.state == .stopped && stored?.publishedAt == now && stored?.revision == 4)
    }
  }

  @Test("说不通的行进不了库", arguments: DatabaseEngine.allCases)
  func nonsenseIsRefused(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { town in
      let made = Self.campaign(town, 1, .once(Self.first, Self.first.adding(days: 30)))
      try await town.database.write { tx in try CampaignStore.insert(made, in: tx) }
      for change: SQL in [
        "days = 5", "last_on = NULL", "audience = 'all'", "state = 'published'", "state = 'stopped'",
        "stop_reason = 'x'", "recurrence = 'quarterly'",
      ] {
        await #expect(throws: DatabaseError.self, "\(change)") {
          try await town.database.write { tx in try tx.execute("UPDATE campaigns SET \(change) WHERE id = 1") }
        }
      }
    }
  }
}
