package import DatabaseKit
package import Domain

/// Mandates that come from before a session's term.
package enum FormerMandateStore {
  private static func scope(_ session: CongressSession) -> SQL {
    """
    FROM mandates m JOIN people p ON p.id = m.person_id
      LEFT JOIN congress_terms t ON t.id = m.term_id
      LEFT JOIN constituencies k ON k.id = m.constituency_id
      LEFT JOIN electing_units u ON u.id = m.electing_unit_id
    WHERE m.congress_id = \(bind: session.congress) AND m.state <> 'ended' AND m.began_on < \(bind: session.beginsOn)
      AND (m.term_id IS NULL OR t.number < (SELECT n.number FROM congress_terms n WHERE n.id = \(bind: session.term)))
    """
  }

  /// By name.
  package static func list(before session: CongressSession, in tx: any ReadTransaction) throws -> [FormerMandate] {
    try tx.rows(
      """
      SELECT m.id, m.person_id, p.name, t.number AS term_number, COALESCE(k.name, u.name, '') AS elected_by, m.state
      \(scope(session)) ORDER BY p.sort_key, p.id, m.id
      """
    ).map {
      FormerMandate(
        id: try $0("id"), person: Named(id: try $0("person_id"), name: try $0("name")), term: try $0("term_number"),
        electedBy: try $0("elected_by"), state: try $0.word("state"))
    }
  }

  package static func count(before session: CongressSession, in tx: any ReadTransaction) throws -> Int {
    try tx.row("SELECT COUNT(*) AS n \(scope(session))")?("n") ?? 0
  }
}
