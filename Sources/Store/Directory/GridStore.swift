package import DatabaseKit
package import Domain

/// Grids as places of work: who heads one, which venue answers for it, which groups settle what comes from it.
package enum GridStore {
  /// A grid that is open and lies in the congress's area.
  package static func isGrid(_ id: ID<Region>, of congress: ID<Congress>, in tx: any ReadTransaction) throws -> Bool {
    guard let grid = try RegionStore.region(id, in: tx), grid.level == .grid, grid.validTo == nil,
      let area = try CongressStore.congress(congress, in: tx)?.region,
      let path = try RegionStore.region(area, in: tx)?.path
    else { return false }
    return grid.path.hasPrefix(path)
  }

  /// What a grid is called outside of its village: 东村第一网格.
  package static func name(of grid: Region, in tx: any ReadTransaction) throws -> String {
    let village = try grid.parent.flatMap { try RegionStore.region($0, in: tx)?.name } ?? ""
    return grid.name.hasPrefix(village) ? grid.name : village + grid.name
  }

  package static func name(_ grid: ID<Region>, in tx: any ReadTransaction) throws -> String? {
    try RegionStore.region(grid, in: tx).map { try name(of: $0, in: tx) }
  }

  /// The open grids of a congress's area with the name of the village that each lies in.
  package static func grids(of congress: ID<Congress>, in tx: any ReadTransaction) throws
    -> [(grid: Named<Region>, village: String)]
  {
    guard let area = try CongressStore.congress(congress, in: tx)?.region,
      let path = try RegionStore.region(area, in: tx)?.path
    else { return [] }
    return try tx.rows(
      """
      SELECT g.id, g.name, COALESCE(v.name, '') AS village FROM regions g LEFT JOIN regions v ON v.id = g.parent_id
      WHERE g.level = \(bind: RegionLevel.grid.rawValue) AND g.valid_to IS NULL AND g.path >= \(bind: path)
        AND g.path < \(bind: path + "~") ORDER BY v.position, v.id, g.position, g.id
      """
    ).map { (grid: Named(id: try $0("id"), name: try $0("name")), village: try $0("village")) }
  }

  /// The heads of grids (大网格长) on a day: deputies whose mandate is in force, with that mandate.
  package static func heads(of grids: [ID<Region>], on date: CivilDate, in tx: any ReadTransaction) throws
    -> [ID<Region>: (person: Named<Person>, mandate: ID<Mandate>)]
  {
    guard !grids.isEmpty else { return [:] }
    let rows = try tx.rows(
      """
      SELECT h.grid_id, p.id, p.name, m.id AS mandate_id FROM grid_heads h JOIN people p ON p.id = h.person_id
      JOIN mandates m ON m.person_id = p.id AND m.state = 'active'
      WHERE h.grid_id IN \(SQL.list(grids)) AND h.from_on <= \(bind: date)
        AND (h.to_on IS NULL OR h.to_on > \(bind: date))
      ORDER BY h.from_on DESC, m.level DESC, m.id
      """)
    var heads: [ID<Region>: (person: Named<Person>, mandate: ID<Mandate>)] = [:]
    for row in rows {
      let grid: ID<Region> = try row("grid_id")
      if heads[grid] == nil {
        heads[grid] = (person: Named(id: try row("id"), name: try row("name")), mandate: try row("mandate_id"))
      }
    }
    return heads
  }

  /// The open venue that answers for a place: the one nearest above it, a station before a home; of congresses run here.
  package static func venue(for region: Region, in tx: any ReadTransaction) throws -> ID<Venue>? {
    let ids = region.path.split(separator: "/").compactMap { ID<Region>(text: $0) }
    guard !ids.isEmpty else { return nil }
    return try tx.row(
      """
      SELECT v.id FROM venues v JOIN regions r ON r.id = v.region_id JOIN congresses c ON c.id = v.congress_id
      WHERE v.region_id IN \(SQL.list(ids)) AND v.valid_to IS NULL AND c.is_run_here
      ORDER BY r.level DESC, CASE v.kind WHEN 'station' THEN 0 WHEN 'point' THEN 1 WHEN 'home' THEN 2 ELSE 3 END,
        v.position, v.id LIMIT 1
      """)?.first()
  }

  /// The groups that settle what comes from a place: those with a member who heads the grid or is placed at its venue.
  package static func groups(
    of congress: ID<Congress>, head: ID<Person>?, venue: ID<Venue>, on date: CivilDate, in tx: any ReadTransaction
  ) throws -> [Named<DeputyGroup>] {
    try tx.rows(
      """
      SELECT g.id, g.name FROM deputy_groups g
      WHERE g.congress_id = \(bind: congress) AND g.valid_to IS NULL AND g.kind <> 'guidance' AND EXISTS (
        SELECT 1 FROM group_members m WHERE m.group_id = g.id AND m.from_on <= \(bind: date)
          AND (m.to_on IS NULL OR m.to_on > \(bind: date)) AND (m.person_id = \(bind: head) OR m.person_id IN (
            SELECT d.person_id FROM venue_deputies d WHERE d.venue_id = \(bind: venue) AND d.to_on IS NULL)))
      ORDER BY CASE g.kind WHEN 'territorial' THEN 0 ELSE 1 END, g.id
      """
    ).map { Named(id: try $0("id"), name: try $0("name")) }
  }
}
