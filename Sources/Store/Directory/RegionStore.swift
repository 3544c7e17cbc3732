package import DatabaseKit
package import Domain

/// The dated tree of regions.
package enum RegionStore {
  package static func insert(_ region: Region, position: Int, in tx: any WriteTransaction) throws {
    try tx.execute(
      """
      INSERT INTO regions (id, parent_id, level, name, path, position, valid_from, valid_to)
      VALUES (\(bind: region.id), \(bind: region.parent), \(bind: region.level.rawValue), \(bind: region.name),
        \(bind: region.path), \(bind: position), \(bind: region.validFrom), \(bind: region.validTo))
      """)
    if let code = region.code, let from = region.validFrom {
      try addCode(code, to: region.id, from: from, in: tx)
    }
  }

  package static func addCode(_ code: String, to region: ID<Region>, from: CivilDate, in tx: any WriteTransaction)
    throws
  {
    try tx.execute(
      """
      INSERT INTO region_codes (region_id, code, valid_from) VALUES (\(bind: region), \(bind: code), \(bind: from))
      ON CONFLICT DO NOTHING
      """)
  }

  package static func update(_ region: Region, in tx: any WriteTransaction) throws {
    try tx.execute(
      """
      UPDATE regions SET name = \(bind: region.name), valid_from = \(bind: region.validFrom),
        valid_to = \(bind: region.validTo) WHERE id = \(bind: region.id)
      """)
  }

  package static func region(_ id: ID<Region>, in tx: any ReadTransaction) throws -> Region? {
    try tx.row("\(columns) WHERE r.id = \(bind: id)").map(region)
  }

  /// The region and everything under it, parents before children.
  package static func subtree(of path: String, in tx: any ReadTransaction) throws -> [Region] {
    try tx.rows(
      """
      \(columns) WHERE r.path >= \(bind: path) AND r.path < \(bind: path + "~") ORDER BY r.level, r.position, r.id
      """
    ).map(region)
  }

  /// All regions, parents before children.
  package static func all(in tx: any ReadTransaction) throws -> [Region] {
    try tx.rows("\(columns) ORDER BY r.level, r.position, r.id").map(region)
  }

  package static func nextPosition(under parent: ID<Region>?, in tx: any ReadTransaction) throws -> Int {
    let row = try tx.row(
      "SELECT COALESCE(MAX(position), 0) + 1 AS next FROM regions WHERE parent_id = \(bind: parent)")
    return try row?("next") ?? 1
  }

  /// The ids of a region's levels, itself included.
  package static func levels(of id: ID<Region>, in tx: any ReadTransaction) throws -> RegionLevels {
    guard let region = try region(id, in: tx) else { return RegionLevels() }
    let ids = region.path.split(separator: "/").compactMap { ID<Region>(text: $0) }
    let rows = try tx.rows("SELECT id, level FROM regions WHERE id IN \(SQL.list(ids))")
    var levels = RegionLevels()
    for row in rows {
      if let level = RegionLevel(rawValue: try row("level")) { levels.ids[level] = try row("id") }
    }
    return levels
  }

  private static let columns: SQL = """
    SELECT r.id, r.parent_id, r.level, r.name, r.path, r.valid_from, r.valid_to,
      (SELECT c.code FROM region_codes c WHERE c.region_id = r.id AND c.valid_to IS NULL
       ORDER BY c.valid_from DESC LIMIT 1) AS code
    FROM regions r
    """

  private static func region(_ row: Row) throws -> Region {
    guard let level = RegionLevel(rawValue: try row("level")) else { throw DatabaseError.decoding("region level") }
    return Region(
      id: try row("id"), parent: try row("parent_id"), level: level, name: try row("name"), path: try row("path"),
      validFrom: try row("valid_from"), validTo: try row("valid_to"), code: try row("code"))
  }
}
