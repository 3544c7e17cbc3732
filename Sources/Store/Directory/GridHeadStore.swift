package import DatabaseKit
package import Domain

/// Heads of grids (大网格长), dated.
package enum GridHeadStore {
  package static func insert(
    _ id: ID<GridHead>, _ person: ID<Person>, as headOf: ID<Region>, from: CivilDate, reason: String,
    in tx: any WriteTransaction
  ) throws {
    try tx.execute(
      """
      INSERT INTO grid_heads (id, grid_id, person_id, from_on, reason)
      VALUES (\(bind: id), \(bind: headOf), \(bind: person), \(bind: from), \(bind: reason))
      """)
  }

  /// Ends whoever is head now; false when nobody is.
  package static func end(of grid: ID<Region>, on date: CivilDate, reason: String, in tx: any WriteTransaction) throws
    -> Bool
  {
    try tx.execute(
      """
      UPDATE grid_heads SET to_on = \(bind: date), end_reason = \(bind: reason)
      WHERE grid_id = \(bind: grid) AND to_on IS NULL
      """) == 1
  }

  /// Who is head of a grid now.
  package static func head(of grid: ID<Region>, in tx: any ReadTransaction) throws -> GridHead? {
    try tx.row("\(columns) WHERE h.grid_id = \(bind: grid) AND h.to_on IS NULL").map(head)
  }

  /// Everybody who was or is head of these grids, the newest first.
  package static func heads(of grids: [ID<Region>], in tx: any ReadTransaction) throws -> [ID<Region>: [GridHead]] {
    if grids.isEmpty { return [:] }
    let rows = try tx.rows(
      "\(columns) WHERE h.grid_id IN \(SQL.list(grids)) ORDER BY h.from_on DESC, h.id DESC")
    return Dictionary(grouping: try rows.map(head), by: \.grid)
  }

  /// The grids that somebody is head of now.
  package static func grids(of person: ID<Person>, in tx: any ReadTransaction) throws -> [Named<Region>] {
    try tx.rows(
      """
      SELECT r.id, r.name FROM grid_heads h JOIN regions r ON r.id = h.grid_id
      WHERE h.person_id = \(bind: person) AND h.to_on IS NULL AND r.valid_to IS NULL ORDER BY r.path
      """
    ).map { Named(id: try $0("id"), name: try $0("name")) }
  }

  /// Grids below a region in the order of the tree, each with the name of what it lies in.
  package static func grids(below path: String, after last: String?, limit: Int, in tx: any ReadTransaction) throws
    -> [(id: ID<Region>, name: String, above: String, path: String)]
  {
    try tx.rows(
      """
      SELECT r.id, r.name, r.path, p.name AS above FROM regions r JOIN regions p ON p.id = r.parent_id
      WHERE r.path > \(bind: last ?? path) AND r.path < \(bind: path + "~")
        AND r.level = \(bind: RegionLevel.grid.rawValue) AND r.valid_to IS NULL
      ORDER BY r.path LIMIT \(bind: limit)
      """
    ).map { (id: try $0("id"), name: try $0("name"), above: try $0("above"), path: try $0("path")) }
  }

  private static let columns: SQL = """
    SELECT h.id, h.grid_id, h.person_id, p.name, h.from_on, h.to_on, h.reason, h.end_reason
    FROM grid_heads h JOIN people p ON p.id = h.person_id
    """

  private static func head(_ row: Row) throws -> GridHead {
    GridHead(
      id: try row("id"), grid: try row("grid_id"), person: Named(id: try row("person_id"), name: try row("name")),
      from: try row("from_on"), to: try row("to_on"), reason: try row("reason"), endReason: try row("end_reason"))
  }
}
