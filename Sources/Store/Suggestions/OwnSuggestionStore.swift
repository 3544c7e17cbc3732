package import DatabaseKit
package import Domain

/// What somebody stands behind, whether or not he is a deputy still.
package enum OwnSuggestionStore {
  /// Whether one of them is open, or a promise about one, or an answer of his is waited for.
  package static func hasOpen(_ person: ID<Person>, in tx: any ReadTransaction) throws -> Bool {
    // One that goes along with another is open with that, behind which he stands, too.
    let open = SuggestionState.allCases.filter { $0.isBeforeCongress && !$0.isEnded && $0 != .merged }
    return try tx.row(
      """
      SELECT 1 AS n WHERE EXISTS (
        SELECT 1 FROM suggestion_people o JOIN suggestions s ON s.id = o.suggestion_id
        WHERE o.person_id = \(bind: person) AND o.role IN ('lead', 'signed', 'merged')
          AND (s.state IN \(SQL.list(open.map(\.rawValue))) OR (s.state = 'closed' AND s.open_promises > 0)))
        OR EXISTS (SELECT 1 FROM suggestion_clocks c WHERE c.person_id = \(bind: person))
      """) != nil
  }
}
