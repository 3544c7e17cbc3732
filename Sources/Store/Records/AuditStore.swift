package import DatabaseKit
package import Domain

/// The log that auditors search: one line for every entry of a history that is something for them, written with it, and
/// for everything that happens at the door.
package enum AuditStore {
  /// Beside the entry itself, in its transaction.
  static func index(_ entry: RecordEntry, in tx: any WriteTransaction) throws {
    guard let kind = AuditKind.of(entry.kind, entry.act) else { return }
    let person: ID<Person>? = entry.kind == .account ? ID(entry.subject) : nil
    try tx.post(
      """
      INSERT INTO audit_lines (id, at, kind, act, actor_id, person_id, event_id, facts)
      VALUES (\(bind: entry.id), \(bind: entry.at), \(bind: kind), \(bind: entry.act), \(bind: entry.actor.person),
        \(bind: person), \(bind: entry.id), '{}')
      """)
  }

  package static func add(
    _ act: SignInAct, id: Int64, of person: ID<Person>?, at now: Instant, facts: SignInFacts,
    in tx: any WriteTransaction
  ) throws {
    try tx.post(
      """
      INSERT INTO audit_lines (id, at, kind, act, actor_id, person_id, facts)
      VALUES (\(bind: id), \(bind: now), \(bind: act.kind), \(bind: act.rawValue),
        \(bind: act.kind == .signIn ? person : nil), \(bind: person), \(bind: try JSONText.encode(facts)))
      """)
  }

  /// The newest first.
  package static func page(
    _ filter: AuditFilter, before cursor: (at: Instant, id: Int64)?, limit: Int, in tx: any ReadTransaction
  ) throws -> [AuditLine] {
    var conditions: [SQL] = []
    if let kind = filter.kind { conditions.append("a.kind = \(bind: kind)") }
    if let person = filter.person {
      conditions.append("(a.actor_id = \(bind: person) OR a.person_id = \(bind: person))")
    }
    if let from = filter.from { conditions.append("a.at >= \(bind: from.start)") }
    if let through = filter.through { conditions.append("a.at < \(bind: through.adding(days: 1).start)") }
    if let cursor {
      conditions.append("(a.at < \(bind: cursor.at) OR (a.at = \(bind: cursor.at) AND a.id < \(bind: cursor.id)))")
    }
    return try tx.rows(
      "\(columns) WHERE \(SQL.all(conditions)) ORDER BY a.at DESC, a.id DESC LIMIT \(bind: limit)"
    ).map(line)
  }

  package static func line(_ id: Int64, in tx: any ReadTransaction) throws -> AuditLine? {
    try tx.row("\(columns) WHERE a.id = \(bind: id)").map(line)
  }

  /// Removes what happened at the door before `instant`, up to `limit` lines. Lines of histories stay with them.
  package static func forget(before instant: Instant, limit: Int, in tx: any WriteTransaction) throws -> Int {
    try tx.execute(
      """
      DELETE FROM audit_lines WHERE id IN (SELECT id FROM audit_lines
        WHERE at < \(bind: instant) AND event_id IS NULL ORDER BY at, id LIMIT \(bind: limit))
      """)
  }

  /// Entries of histories that have no line though an auditor should find them.
  package static func missing(in tx: any ReadTransaction) throws -> Int {
    try tx.row(
      """
      SELECT COUNT(*) AS n FROM events e
      WHERE ((e.subject_kind = 'matter' AND e.act = 'reveal')
          OR (e.subject_kind = 'information_request' AND e.act IN ('reveal', 'decide'))
          OR e.subject_kind IN ('settings', 'holidays', 'security', 'account', 'keys', 'hold'))
        AND NOT EXISTS (SELECT 1 FROM audit_lines a WHERE a.id = e.id)
      """)?("n") ?? 0
  }

  /// The receipt numbers of matters and the stations that answer for them.
  package static func matters(_ ids: [ID<Matter>], in tx: any ReadTransaction) throws
    -> [Int64: (receipt: String, place: String?)]
  {
    guard !ids.isEmpty else { return [:] }
    let rows = try tx.rows(
      """
      SELECT m.id, m.receipt, v.name AS venue_name FROM matters m LEFT JOIN venues v ON v.id = m.venue_id
      WHERE m.id IN \(SQL.list(ids))
      """)
    var result: [Int64: (receipt: String, place: String?)] = [:]
    for row in rows { result[try row("id")] = (receipt: try row("receipt"), place: try row("venue_name")) }
    return result
  }

  private static let columns: SQL = """
    SELECT a.id, a.at, a.kind, a.act, a.actor_id, a.person_id, COALESCE(e.facts, a.facts) AS facts, e.subject_kind,
      e.subject_id, e.seq
    FROM audit_lines a LEFT JOIN events e ON e.id = a.event_id
    """

  private static func line(_ row: Row) throws -> AuditLine {
    let subject = try row.optionalWord("subject_kind", as: SubjectKind.self).map {
      AuditLine.Subject(kind: $0, id: try row("subject_id"), seq: try row("seq"))
    }
    return AuditLine(
      id: try row("id"), at: try row("at"), kind: try row.word("kind"), act: try row("act"),
      actor: try row("actor_id"), person: try row("person_id"), subject: subject, facts: try row("facts"))
  }
}
