package import DatabaseKit
package import Domain

/// Printed codes: the row says what a code stands for and whether it still holds.
package enum CodeStore {
  package static func insert(_ code: CodeRecord, by person: ID<Person>?, in tx: any WriteTransaction) throws {
    var deputy: ID<Person>?
    var venue: ID<Venue>?
    var grid: ID<Region>?
    var campaign: ID<Campaign>?
    switch code.subject {
    case .deputy(let id): deputy = id
    case .venue(let id): venue = id
    case .grid(let id): grid = id
    case .campaign(let id): campaign = id
    case .congress: break
    }
    try tx.execute(
      """
      INSERT INTO codes (id, congress_id, person_id, venue_id, grid_id, campaign_id, version, issued_at, issued_by)
      VALUES (\(bind: code.id), \(bind: code.congress), \(bind: deputy), \(bind: venue), \(bind: grid),
        \(bind: campaign), \(bind: code.version), \(bind: code.issuedAt), \(bind: person))
      """)
  }

  package static func code(_ id: ID<Code>, in tx: any ReadTransaction) throws -> CodeRecord? {
    try tx.row("\(columns) WHERE id = \(bind: id)").map(code)
  }

  /// The newest code of a subject that holds.
  package static func current(_ subject: CodeRecord.Subject, of congress: ID<Congress>, in tx: any ReadTransaction)
    throws -> CodeRecord?
  {
    try tx.row("\(columns) WHERE \(condition(subject, congress)) AND revoked_at IS NULL ORDER BY version DESC LIMIT 1")
      .map(code)
  }

  package static func all(of congress: ID<Congress>, in tx: any ReadTransaction) throws -> [CodeRecord] {
    try tx.rows("\(columns) WHERE congress_id = \(bind: congress) ORDER BY id").map(code)
  }

  package static func nextVersion(_ subject: CodeRecord.Subject, of congress: ID<Congress>, in tx: any ReadTransaction)
    throws -> Int
  {
    try tx.row("SELECT COALESCE(MAX(version), 0) + 1 AS next FROM codes WHERE \(condition(subject, congress))")?("next")
      ?? 1
  }

  package static func revoke(_ id: ID<Code>, reason: String, at now: Instant, in tx: any WriteTransaction) throws
    -> Bool
  {
    try tx.execute(
      """
      UPDATE codes SET revoked_at = \(bind: now), revoked_reason = \(bind: reason)
      WHERE id = \(bind: id) AND revoked_at IS NULL
      """) == 1
  }

  private static func condition(_ subject: CodeRecord.Subject, _ congress: ID<Congress>) -> SQL {
    switch subject {
    case .deputy(let id): "person_id = \(bind: id)"
    case .venue(let id): "venue_id = \(bind: id)"
    case .grid(let id): "grid_id = \(bind: id)"
    case .campaign(let id): "campaign_id = \(bind: id)"
    case .congress:
      """
      congress_id = \(bind: congress) AND person_id IS NULL AND venue_id IS NULL AND grid_id IS NULL
        AND campaign_id IS NULL
      """
    }
  }

  private static let columns: SQL = """
    SELECT id, congress_id, person_id, venue_id, grid_id, campaign_id, version, issued_at, revoked_at, revoked_reason
    FROM codes
    """

  private static func code(_ row: Row) throws -> CodeRecord {
    let congress: ID<Congress> = try row("congress_id")
    let subject: CodeRecord.Subject
    if let person = try row("person_id", as: ID<Person>?.self) {
      subject = .deputy(person)
    } else if let venue = try row("venue_id", as: ID<Venue>?.self) {
      subject = .venue(venue)
    } else if let grid = try row("grid_id", as: ID<Region>?.self) {
      subject = .grid(grid)
    } else if let campaign = try row("campaign_id", as: ID<Campaign>?.self) {
      subject = .campaign(campaign)
    } else {
      subject = .congress(congress)
    }
    return CodeRecord(
      id: try row("id"), congress: congress, subject: subject, version: try row("version"),
      issuedAt: try row("issued_at"), revokedAt: try row("revoked_at"), revokedReason: try row("revoked_reason"))
  }
}
