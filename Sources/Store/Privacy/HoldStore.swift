package import DatabaseKit
package import Domain

/// Legal holds (保全).
package enum HoldStore {
  package static func insert(_ hold: LegalHold, in tx: any WriteTransaction) throws {
    try tx.execute(
      """
      INSERT INTO legal_holds (id, congress_id, matter_id, venue_id, category_id, from_on, through_on, reason, placed_by,
        placed_at)
      VALUES (\(bind: hold.id), \(bind: hold.congress), \(bind: hold.coverage.matter), \(bind: hold.coverage.venue),
        \(bind: hold.coverage.category), \(bind: hold.coverage.from), \(bind: hold.coverage.through),
        \(bind: hold.reason), \(bind: hold.placedBy), \(bind: hold.placedAt))
      """)
  }

  /// False when it was lifted before.
  package static func lift(
    _ id: ID<LegalHold>, reason: String, by person: ID<Person>?, at now: Instant, in tx: any WriteTransaction
  ) throws -> Bool {
    try tx.execute(
      """
      UPDATE legal_holds SET lifted_at = \(bind: now), lifted_by = \(bind: person), lift_reason = \(bind: reason)
      WHERE id = \(bind: id) AND lifted_at IS NULL
      """) == 1
  }

  package static func hold(_ id: ID<LegalHold>, in tx: any ReadTransaction) throws -> LegalHold? {
    try tx.row("SELECT * FROM legal_holds WHERE id = \(bind: id)").map(hold)
  }

  /// Those in force first, the newest first.
  package static func holds(of congress: ID<Congress>, limit: Int, in tx: any ReadTransaction) throws -> [LegalHold] {
    try tx.rows(
      """
      SELECT * FROM legal_holds WHERE congress_id = \(bind: congress)
      ORDER BY CASE WHEN lifted_at IS NULL THEN 0 ELSE 1 END, id DESC LIMIT \(bind: limit)
      """
    ).map(hold)
  }

  package static func isHeld(_ matter: ID<Matter>, in tx: any ReadTransaction) throws -> Bool {
    try tx.row("SELECT 1 FROM matters m WHERE m.id = \(bind: matter) AND \(covered)") != nil
  }

  /// That some hold in force covers the matter `m`: what came from there or lies there, in the category or one below it,
  /// received in the period.
  static let covered: SQL = """
    EXISTS (SELECT 1 FROM legal_holds h WHERE h.lifted_at IS NULL
      AND (h.congress_id = m.congress_id OR h.congress_id = m.origin_congress_id)
      AND (h.matter_id IS NULL OR h.matter_id = m.id)
      AND (h.venue_id IS NULL OR h.venue_id = m.venue_id OR h.venue_id = m.origin_venue_id
        OR h.venue_id = m.archive_venue_id)
      AND (h.category_id IS NULL OR h.category_id = m.category_id
        OR h.category_id = (SELECT k.parent_id FROM matter_categories k WHERE k.id = m.category_id))
      AND (h.from_on IS NULL OR m.received_on >= h.from_on)
      AND (h.through_on IS NULL OR m.received_on <= h.through_on))
    """

  private static func hold(_ row: Row) throws -> LegalHold {
    LegalHold(
      id: try row("id"), congress: try row("congress_id"),
      coverage: LegalHold.Coverage(
        matter: try row("matter_id"), venue: try row("venue_id"), category: try row("category_id"),
        from: try row("from_on"), through: try row("through_on")),
      reason: try row("reason"), placedBy: try row("placed_by"), placedAt: try row("placed_at"),
      liftedAt: try row("lifted_at"), liftReason: try row("lift_reason"))
  }
}
