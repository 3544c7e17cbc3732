import Actions
import Domain
import TestSupport

/// Tells of campaigns in a test.
struct CampaignTeller {
  let tell: MatterTeller
  var environment: AppEnvironment { tell.environment }
  var places: TestPlaces { tell.places }
  var today: CivilDate { tell.town.now.date }

  init(_ tell: MatterTeller) { self.tell = tell }

  func input(
    _ audience: Campaign.Audience = .residents, channels: Set<MatterChannel> = [.code, .web, .visit, .grid],
    regions: [ID<Region>] = [], schedule: CampaignSchedule? = nil
  ) -> SaveCampaign.Input {
    SaveCampaign.Input(
      theme: "征集民生诉求", text: "请说说身边的急难愁盼。", audience: audience, residentChannels: channels, regions: regions,
      categories: [places.category], schedule: schedule ?? .once(today, today.adding(days: 20)))
  }

  func draft(_ input: SaveCampaign.Input? = nil) async throws -> ID<Campaign> {
    try await SaveCampaign.run(
      input ?? self.input(), of: places.congress, by: places.clerk.actor, in: environment)
  }

  func published(_ input: SaveCampaign.Input? = nil) async throws -> ID<Campaign> {
    let id = try await draft(input)
    try await SaveCampaign.publish(id, of: places.congress, seen: 1, by: places.clerk.actor, in: environment)
    return id
  }

  func stop(_ id: ID<Campaign>, seen: Int = 2) async throws {
    try await SaveCampaign.stop(
      id, of: places.congress, reason: "已经收齐", seen: seen, by: places.clerk.actor, in: environment)
  }

  /// A matter brought within it.
  func bring(
    _ campaign: ID<Campaign>, _ channel: MatterChannel = .web, to addressee: Addressee? = nil,
    category: ID<MatterCategory>? = nil, sealed: Bool = false, key: String
  ) async throws -> ID<Matter> {
    var input = tell.input(to: addressee, channel: channel, bypasses: sealed)
    input.campaign = campaign
    input.category = category
    let actor: Actor = channel.isEntered ? places.liaison.actor : .visitor
    return try await SubmitMatter.run(input, by: actor, key: tell.key(key), in: environment).matter
  }

  func mark(of matter: ID<Matter>) async throws -> CampaignMark? { try await tell.status(matter).campaign }

  func data(_ id: ID<Campaign>, by actor: Actor = .visitor) async throws -> CampaignPageData {
    try await ReadCampaigns.one(id, by: actor, in: environment)
  }
}
