import DatabaseKit
package import Domain
import Store

/// A campaign as a list shows it.
package struct CampaignLine: Sendable, Equatable {
  package let campaign: Campaign
  package let congress: Named<Congress>
  package let phase: Campaign.Phase

  package init(campaign: Campaign, congress: Named<Congress>, phase: Campaign.Phase) {
    self.campaign = campaign
    self.congress = congress
    self.phase = phase
  }
}

/// A campaign with the names that its page needs.
package struct CampaignPageData: Sendable, Equatable {
  package let campaign: Campaign
  package let congress: Named<Congress>
  package let regions: [Named<Region>]
  package let categories: [CampaignCategory]
  package let counts: [CampaignCount]
  /// The categories that were counted.
  package let counted: [CampaignCategory]
  /// Those that have begun, and those in which something was brought, the newest first.
  package let rounds: [CampaignRound]
  package let phase: Campaign.Phase
  package let mayEdit: Bool
}

package enum ReadCampaigns {
  /// How many rounds a page offers.
  private static let most = 24

  /// The campaigns of every congress that is run here, the newest first; drafts for whoever keeps them.
  package static func list(by actor: Actor = .visitor, in environment: AppEnvironment) async throws -> [CampaignLine] {
    let today = environment.now().date
    return try await environment.database.read { tx in
      let here = try CongressStore.all(in: tx).filter(\.isRunHere)
      let names = Dictionary(here.map { ($0.id, $0.shortName) }, uniquingKeysWith: { $1 })
      let ids = Set(here.map(\.id))
      return try CampaignStore.campaigns(of: here.map(\.id), in: tx).compactMap { campaign in
        let keeps = DirectoryAccess.mayEdit(campaign.congress, runHere: ids, by: actor)
        guard CampaignAccess.mayRead(campaign, keeps: keeps) else { return nil }
        return CampaignLine(
          campaign: campaign, congress: Named(id: campaign.congress, name: names[campaign.congress] ?? ""),
          phase: campaign.phase(on: today))
      }
    }
  }

  /// Those that take matters now by one of some channels.
  package static func running(by channels: Set<MatterChannel>, in environment: AppEnvironment) async throws
    -> [CampaignLine]
  {
    try await list(in: environment).filter { line in
      guard case .running = line.phase else { return false }
      return !line.campaign.channels.isDisjoint(with: channels)
    }
  }

  /// A campaign for whoever may read it; its absence and its being a draft look the same.
  package static func one(_ id: ID<Campaign>, by actor: Actor = .visitor, in environment: AppEnvironment) async throws
    -> CampaignPageData
  {
    let today = environment.now().date
    return try await environment.database.read(.long) { tx in
      guard let campaign = try CampaignStore.campaign(id, in: tx) else { throw ActionError.notFound }
      let here = Set(try CongressStore.all(in: tx).filter(\.isRunHere).map(\.id))
      let keeps = DirectoryAccess.mayEdit(campaign.congress, runHere: here, by: actor)
      guard CampaignAccess.mayRead(campaign, keeps: keeps) else { throw ActionError.notFound }
      let counts = try CampaignStore.counts(of: id, in: tx)
      return CampaignPageData(
        campaign: campaign,
        congress: Named(
          id: campaign.congress, name: try CongressStore.congress(campaign.congress, in: tx)?.shortName ?? ""),
        regions: try campaign.regions.compactMap { id in
          try RegionStore.region(id, in: tx).map { Named(id: id, name: $0.name) }
        },
        categories: try CampaignStore.categories(campaign.categories, in: tx), counts: counts,
        counted: try CampaignStore.categories(
          Set(counts.compactMap(\.category)).sorted { $0.raw < $1.raw }, in: tx),
        rounds: rounds(of: campaign, counts, today), phase: campaign.phase(on: today), mayEdit: keeps)
    }
  }

  private static func rounds(of campaign: Campaign, _ counts: [CampaignCount], _ today: CivilDate) -> [CampaignRound] {
    guard let published = campaign.publishedAt else { return [] }
    let until = min(campaign.stoppedAt?.date ?? today, today)
    // What was over before it was published never took anything.
    var rounds = campaign.schedule.rounds(through: until, limit: most).filter { $0.last >= published.date }
    for number in Set(counts.map(\.round)) where !rounds.contains(where: { $0.number == number }) {
      if let round = campaign.schedule.round(numbered: number) { rounds.append(round) }
    }
    return rounds.sorted().reversed()
  }
}
