package import DatabaseKit
package import Domain

/// Campaigns, and what is counted of them.
package enum CampaignStore {
  package static func insert(_ campaign: Campaign, in tx: any WriteTransaction) throws {
    let days: Int? = days(of: campaign.schedule)
    try tx.execute(
      """
      INSERT INTO campaigns (id, congress_id, theme, body, audience, channels, recurrence, first_on, last_on, days,
        state, revision)
      VALUES (\(bind: campaign.id), \(bind: campaign.congress), \(bind: campaign.theme), \(bind: campaign.text),
        \(bind: campaign.audience), \(bind: words(of: campaign.residentChannels)), \(bind: campaign.schedule.kind),
        \(bind: campaign.schedule.first), \(bind: campaign.schedule.last), \(bind: days), 'draft', 1)
      """)
    try insertParts(of: campaign, in: tx)
  }

  /// False when somebody else was faster.
  package static func update(_ campaign: Campaign, seen: Int, in tx: any WriteTransaction) throws -> Bool {
    let days: Int? = days(of: campaign.schedule)
    let changed = try tx.execute(
      """
      UPDATE campaigns SET theme = \(bind: campaign.theme), body = \(bind: campaign.text),
        audience = \(bind: campaign.audience), channels = \(bind: words(of: campaign.residentChannels)),
        recurrence = \(bind: campaign.schedule.kind), first_on = \(bind: campaign.schedule.first),
        last_on = \(bind: campaign.schedule.last), days = \(bind: days), revision = revision + 1
      WHERE id = \(bind: campaign.id) AND revision = \(bind: seen)
      """)
    guard changed == 1 else { return false }
    try tx.execute("DELETE FROM campaign_regions WHERE campaign_id = \(bind: campaign.id)")
    try tx.execute("DELETE FROM campaign_categories WHERE campaign_id = \(bind: campaign.id)")
    try insertParts(of: campaign, in: tx)
    try SearchSourceStore.refresh(campaign.id, in: tx)
    return true
  }

  private static func insertParts(of campaign: Campaign, in tx: any WriteTransaction) throws {
    for region in campaign.regions {
      try tx.execute(
        "INSERT INTO campaign_regions (campaign_id, region_id) VALUES (\(bind: campaign.id), \(bind: region))")
    }
    for category in campaign.categories {
      try tx.execute(
        """
        INSERT INTO campaign_categories (campaign_id, category_id) VALUES (\(bind: campaign.id), \(bind: category))
        """)
    }
  }

  package static func publish(_ id: ID<Campaign>, seen: Int, at now: Instant, in tx: any WriteTransaction) throws
    -> Bool
  {
    let changed = try tx.execute(
      """
      UPDATE campaigns SET state = 'published', published_at = \(bind: now), revision = revision + 1
      WHERE id = \(bind: id) AND revision = \(bind: seen) AND state = 'draft'
      """)
    try SearchSourceStore.refresh(id, in: tx)
    return changed == 1
  }

  package static func stop(
    _ id: ID<Campaign>, reason: String, seen: Int, at now: Instant, in tx: any WriteTransaction
  ) throws -> Bool {
    try tx.execute(
      """
      UPDATE campaigns SET state = 'stopped', stopped_at = \(bind: now), stop_reason = \(bind: reason),
        revision = revision + 1
      WHERE id = \(bind: id) AND revision = \(bind: seen) AND state <> 'stopped'
      """) == 1
  }

  package static func campaign(_ id: ID<Campaign>, in tx: any ReadTransaction) throws -> Campaign? {
    try read("id = \(bind: id)", in: tx).first
  }

  package static func campaigns(_ ids: [ID<Campaign>], in tx: any ReadTransaction) throws -> [Campaign] {
    ids.isEmpty ? [] : try read("id IN \(SQL.list(ids))", in: tx)
  }

  /// The campaigns of some congresses, the newest first.
  package static func campaigns(of congresses: [ID<Congress>], in tx: any ReadTransaction) throws -> [Campaign] {
    try read("congress_id IN \(SQL.list(congresses))", in: tx)
  }

  private static func read(_ condition: SQL, in tx: any ReadTransaction) throws -> [Campaign] {
    let rows = try tx.rows(
      """
      SELECT id, congress_id, theme, body, audience, channels, recurrence, first_on, last_on, days, state, published_at,
        stopped_at, stop_reason, revision
      FROM campaigns WHERE \(condition) ORDER BY id DESC
      """)
    let ids: [ID<Campaign>] = try rows.map { try $0("id") }
    if ids.isEmpty { return [] }
    var regions: [ID<Campaign>: [ID<Region>]] = [:]
    for row in try tx.rows(
      """
      SELECT campaign_id, region_id FROM campaign_regions WHERE campaign_id IN \(SQL.list(ids))
      ORDER BY campaign_id, region_id
      """)
    {
      regions[try row("campaign_id"), default: []].append(try row("region_id"))
    }
    var categories: [ID<Campaign>: [ID<MatterCategory>]] = [:]
    for row in try tx.rows(
      """
      SELECT campaign_id, category_id FROM campaign_categories WHERE campaign_id IN \(SQL.list(ids))
      ORDER BY campaign_id, category_id
      """)
    {
      categories[try row("campaign_id"), default: []].append(try row("category_id"))
    }
    return try rows.map { row in
      let id: ID<Campaign> = try row("id")
      return try campaign(row, regions: regions[id] ?? [], categories: categories[id] ?? [])
    }
  }

  private static func campaign(_ row: Row, regions: [ID<Region>], categories: [ID<MatterCategory>]) throws -> Campaign {
    let channels: String = try row("channels")
    return Campaign(
      id: try row("id"), congress: try row("congress_id"), theme: try row("theme"), text: try row("body"),
      audience: try row.word("audience"),
      residentChannels: Set(
        try channels.split(separator: " ").map { word in
          guard let channel = MatterChannel(rawValue: String(word)) else {
            throw DatabaseError.decoding("channel \(word)")
          }
          return channel
        }),
      regions: regions, categories: categories, schedule: try schedule(row), state: try row.word("state"),
      publishedAt: try row("published_at"), stoppedAt: try row("stopped_at"), stopReason: try row("stop_reason"),
      revision: try row("revision"))
  }

  private static func schedule(_ row: Row) throws -> CampaignSchedule {
    let kind: CampaignSchedule.Kind = try row.word("recurrence")
    let first: CivilDate = try row("first_on")
    return switch kind {
    case .once: .once(first, try row("last_on"))
    case .yearly: .yearly(first, try row("last_on"))
    case .quarterly: .quarterly(days: try row("days"), from: first, through: try row("last_on"))
    }
  }

  private static func days(of schedule: CampaignSchedule) -> Int? {
    guard case .quarterly(let days, _, _) = schedule else { return nil }
    return days
  }

  private static func words(of channels: Set<MatterChannel>) -> String {
    channels.map(\.rawValue).sorted().joined(separator: " ")
  }

  // MARK: Counts

  /// What was brought in a campaign, by round, channel and category. What was sealed meanwhile is left out.
  package static func counts(of id: ID<Campaign>, in tx: any ReadTransaction) throws -> [CampaignCount] {
    try tx.rows(
      """
      SELECT campaign_round, channel, category_id, COUNT(*) AS n FROM matters
      WHERE campaign_id = \(bind: id) AND campaign_id IS NOT NULL AND seal IS NULL AND held = '[]'
      GROUP BY campaign_round, channel, category_id ORDER BY campaign_round, channel, category_id
      """
    ).map {
      CampaignCount(
        round: try $0("campaign_round"), channel: try $0.word("channel"), category: try $0("category_id"),
        count: try $0("n"))
    }
  }

  /// Categories with those that they lie under, in the order in which a place has them.
  package static func categories(_ ids: [ID<MatterCategory>], in tx: any ReadTransaction) throws -> [CampaignCategory] {
    if ids.isEmpty { return [] }
    return try tx.rows(
      """
      SELECT k.id, k.name, p.id AS parent_id, p.name AS parent_name, COALESCE(p.position, k.position) AS top,
        CASE WHEN p.id IS NULL THEN 0 ELSE k.position END AS inner_position
      FROM matter_categories k LEFT JOIN matter_categories p ON p.id = k.parent_id
      WHERE k.id IN \(SQL.list(ids)) ORDER BY top, inner_position, k.id
      """
    ).map { row in
      let parent = try row("parent_id", as: ID<MatterCategory>?.self).map {
        Named(id: $0, name: try row("parent_name", as: String?.self) ?? "")
      }
      return CampaignCategory(own: Named(id: try row("id"), name: try row("name")), parent: parent)
    }
  }
}
