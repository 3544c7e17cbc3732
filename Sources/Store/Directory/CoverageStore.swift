package import DatabaseKit
package import Domain

/// Numbers and lists of what is without something. A number and its list come from one condition.
package enum CoverageStore {
  /// - Parameter path: of the region that the congress is of; what lies in it is the congress's to cover.
  package static func count(
    _ gap: CoverageGap, of congress: ID<Congress>, path: String, on date: CivilDate, in tx: any ReadTransaction
  ) throws -> CoverageCount {
    guard let source = source(gap, congress, path, date) else { return CoverageCount(without: 0, all: 0) }
    let all = try tx.row("SELECT COUNT(*) AS n FROM \(source.from)")?("n", as: Int.self) ?? 0
    let without = try tx.row("SELECT COUNT(*) AS n FROM \(source.from) AND \(source.without)")?("n", as: Int.self) ?? 0
    return CoverageCount(without: without, all: all)
  }

  package static func list(
    _ gap: CoverageGap, of congress: ID<Congress>, path: String, on date: CivilDate, after last: Int64?, limit: Int,
    in tx: any ReadTransaction
  ) throws -> [CoverageLine] {
    guard let source = source(gap, congress, path, date) else { return [] }
    return try tx.rows(
      """
      SELECT x.id, x.name, \(source.detail) AS detail FROM \(source.from) AND \(source.without)
        AND x.id > \(bind: last ?? 0)
      ORDER BY x.id LIMIT \(bind: limit)
      """
    ).map {
      CoverageLine(id: try $0("id"), subject: try $0("id"), name: try $0("name"), detail: try $0("detail"))
    }
  }

  private struct Source {
    /// Tables with a condition; the record itself is called x.
    let from: SQL
    let without: SQL
    let detail: SQL
  }

  /// Nil for deputies: whether one is placed, and why not, is the placement's own rule.
  private static func source(_ gap: CoverageGap, _ congress: ID<Congress>, _ path: String, _ date: CivilDate)
    -> Source?
  {
    switch gap {
    case .deputiesWithoutStation: return nil
    case .villagesWithoutVenue: return regions(.village, path, without: noVenue(date))
    case .gridsWithoutDeputy:
      return regions(
        .grid, path,
        without: """
          NOT EXISTS (SELECT 1 FROM grid_heads h JOIN mandates m ON m.person_id = h.person_id AND m.state = 'active'
            WHERE h.grid_id = x.id AND h.to_on IS NULL)
          """)
    case .venuesWithoutChief: return venues(congress, without: noPost(.chief, date))
    case .venuesWithoutLiaison: return venues(congress, without: noPost(.liaison, date))
    case .venuesWithoutDeputy:
      return venues(
        congress,
        without: """
          NOT EXISTS (SELECT 1 FROM venue_deputies d JOIN mandates m ON m.id = d.mandate_id AND m.state = 'active'
            WHERE d.venue_id = x.id AND d.to_on IS NULL)
          """)
    case .unitsWithoutAccount:
      return Source(
        from: "handling_units x WHERE x.congress_id = \(bind: congress) AND x.valid_to IS NULL",
        without: """
          NOT EXISTS (SELECT 1 FROM posts o JOIN accounts a ON a.person_id = o.person_id AND a.state = 'active'
            WHERE o.unit_id = x.id AND o.from_on <= \(bind: date) AND (o.to_on IS NULL OR o.to_on > \(bind: date)))
          """, detail: "x.telephone")
    case .groupsWithoutConvener:
      return Source(
        from: "deputy_groups x WHERE x.congress_id = \(bind: congress) AND x.valid_to IS NULL",
        without: """
          NOT EXISTS (SELECT 1 FROM group_members g WHERE g.group_id = x.id AND g.to_on IS NULL
            AND g.role IN ('convener', 'head', 'lead_leader'))
          """, detail: "x.kind")
    }
  }

  private static func regions(_ level: RegionLevel, _ path: String, without: SQL) -> Source {
    Source(
      from: """
        regions x LEFT JOIN regions above ON above.id = x.parent_id
        WHERE x.path >= \(bind: path) AND x.path < \(bind: path + "~") AND x.level = \(bind: level.rawValue)
          AND x.valid_to IS NULL
        """, without: without, detail: "COALESCE(above.name, '')")
  }

  /// No venue in the village, and none that a cluster gives it.
  private static func noVenue(_ date: CivilDate) -> SQL {
    """
    NOT EXISTS (SELECT 1 FROM venues v JOIN regions r ON r.id = v.region_id
      WHERE v.valid_to IS NULL AND r.path >= x.path AND r.path < x.path || '~')
    AND NOT EXISTS (SELECT 1 FROM cluster_parts c JOIN cluster_parts s ON s.cluster_id = c.cluster_id
      JOIN venues v ON v.id = s.venue_id WHERE c.region_id = x.id AND v.valid_to IS NULL
      AND c.from_on <= \(bind: date) AND c.to_on IS NULL AND s.from_on <= \(bind: date) AND s.to_on IS NULL)
    """
  }

  private static func venues(_ congress: ID<Congress>, without: SQL) -> Source {
    Source(
      from: """
        venues x JOIN regions r ON r.id = x.region_id
        WHERE x.congress_id = \(bind: congress) AND x.valid_to IS NULL
        """, without: without, detail: "r.name")
  }

  private static func noPost(_ role: PostRole, _ date: CivilDate) -> SQL {
    """
    NOT EXISTS (SELECT 1 FROM posts o WHERE o.venue_id = x.id AND o.role = \(bind: role)
      AND o.from_on <= \(bind: date) AND (o.to_on IS NULL OR o.to_on > \(bind: date)))
    """
  }
}
