package import DatabaseKit
package import Domain

/// 交办清单: what of a session's suggestions lies with which unit, and what waits to be handed over.
package enum HandOverListStore {
  private static func session(_ id: ID<CongressSession>?) -> SQL {
    id.map { "s.session_id = \(bind: $0)" } ?? "s.session_id IS NULL"
  }

  /// The units with parts, and how many each has.
  package static func units(
    of congress: ID<Congress>, session id: ID<CongressSession>?, in tx: any ReadTransaction
  ) throws -> [(unit: ID<HandlingUnit>, leads: Int, helps: Int)] {
    try tx.rows(
      """
      SELECT p.unit_id, CAST(SUM(CASE WHEN p.role <> 'co' THEN 1 ELSE 0 END) AS BIGINT) AS leads,
        CAST(SUM(CASE WHEN p.role = 'co' THEN 1 ELSE 0 END) AS BIGINT) AS helps
      FROM suggestions s JOIN suggestion_parts p ON p.suggestion_id = s.id
      WHERE s.congress_id = \(bind: congress) AND \(session(id)) AND p.state <> 'returned'
        AND s.state IN ('handling', 'replied', 'studying', 'disputed', 'closed')
      GROUP BY p.unit_id ORDER BY p.unit_id
      """
    ).map { (unit: try $0("unit_id"), leads: try $0("leads"), helps: try $0("helps")) }
  }

  /// Suggestions with a part of these units (nil: of any), by period and number.
  package static func handedOver(
    of congress: ID<Congress>, session id: ID<CongressSession>?, units: [ID<HandlingUnit>]?, limit: Int,
    in tx: any ReadTransaction
  ) throws -> [Suggestion] {
    let mine: SQL =
      units.map {
        """
         AND EXISTS (SELECT 1 FROM suggestion_parts p WHERE p.suggestion_id = s.id AND p.state <> 'returned'
          AND p.unit_id IN \(SQL.list($0)))
        """
      } ?? ""
    return try tx.rows(
      """
      SELECT s.* FROM suggestions s WHERE s.congress_id = \(bind: congress) AND \(session(id))
        AND s.state IN ('handling', 'replied', 'studying', 'disputed', 'closed')\(mine)
      ORDER BY s.period, s.number, s.id LIMIT \(bind: limit)
      """
    ).map(SuggestionStore.suggestion)
  }

  private static func isReady(_ congress: ID<Congress>, _ id: ID<CongressSession>?) -> SQL {
    "s.congress_id = \(bind: congress) AND \(session(id)) AND s.state = 'registered'"
  }

  package static func readyCount(
    of congress: ID<Congress>, session id: ID<CongressSession>?, in tx: any ReadTransaction
  ) throws -> Int {
    try tx.row("SELECT COUNT(*) AS n FROM suggestions s WHERE \(isReady(congress, id))")?("n") ?? 0
  }

  /// Numbered, and not handed over yet.
  package static func ready(
    of congress: ID<Congress>, session id: ID<CongressSession>?, limit: Int, in tx: any ReadTransaction
  ) throws -> [Suggestion] {
    try tx.rows(
      """
      SELECT s.* FROM suggestions s WHERE \(isReady(congress, id))
      ORDER BY s.period, s.number, s.id LIMIT \(bind: limit)
      """
    ).map(SuggestionStore.suggestion)
  }
}
