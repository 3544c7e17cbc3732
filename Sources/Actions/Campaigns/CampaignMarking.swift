import DatabaseKit
import Domain
import Store

extension CampaignMark {
  /// Inside the transaction of a submission. Staff and deputies are told why it does not belong to the campaign; a resident
  /// with an old poster is heard all the same, without it.
  static func of(_ input: SubmitMatter.Input, route: MatterRoute, on date: CivilDate, in tx: any ReadTransaction) throws
    -> CampaignMark?
  {
    guard let id = input.campaign else { return nil }
    // What a deputy carries for residents follows his own matter, where the campaign takes both.
    let isLenient = MatterChannel.online.contains(input.channel) || input.channel == .carried
    guard var campaign = try CampaignStore.campaign(id, in: tx), campaign.isOpenToRead,
      let seat = try CongressStore.congress(campaign.congress, in: tx)?.region
    else {
      if isLenient { return nil }
      throw ActionError.invalid([FieldProblem("campaign", .notFound)])
    }
    if case .arrange = input.addressee {
      // Where it is from is known only when somebody has arranged who answers; what the campaign asked for counts.
      campaign.regions = []
    }
    if !campaign.regions.isEmpty { campaign.regions = try followed(campaign.regions, in: tx) }
    do {
      return try campaign.mark(
        on: date, channel: input.channel, places: Set(route.levels.ids.values), seat: seat,
        isSealed: route.seal != nil)
    } catch {
      if isLenient { return nil }
      throw ActionError.invalid([FieldProblem("campaign", .campaign(error))])
    }
  }

  /// What was merged is covered by what it became part of.
  private static func followed(_ regions: [ID<Region>], in tx: any ReadTransaction) throws -> [ID<Region>] {
    let successions = try RegionMergeStore.successions(in: tx)
    var found = Set(regions)
    for region in regions {
      var next = successions[region]
      while let region = next, found.insert(region).inserted { next = successions[region] }
    }
    return Array(found)
  }
}
