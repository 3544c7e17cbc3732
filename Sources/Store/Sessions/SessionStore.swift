package import DatabaseKit
package import Domain

/// The sessions of congresses.
package enum SessionStore {
  package static func insert(_ session: CongressSession, in tx: any WriteTransaction) throws {
    try tx.execute(
      """
      INSERT INTO congress_sessions (id, congress_id, term_id, number, kind, begins_on, ends_on, place, secretariat,
        motions_until, suggestions_until, state, revision)
      VALUES (\(bind: session.id), \(bind: session.congress), \(bind: session.term), \(bind: session.number),
        \(bind: session.kind), \(bind: session.beginsOn), \(bind: session.endsOn), \(bind: session.place),
        \(bind: session.secretariat), \(bind: session.motionsUntil), \(bind: session.suggestionsUntil),
        \(bind: session.state), \(bind: session.revision))
      """)
  }

  /// False when somebody else was faster. The number stays as it is (``renumber(_:in:)``).
  package static func update(_ session: CongressSession, seen revision: Int, in tx: any WriteTransaction) throws -> Bool
  {
    try tx.execute(
      """
      UPDATE congress_sessions SET kind = \(bind: session.kind), begins_on = \(bind: session.beginsOn),
        ends_on = \(bind: session.endsOn), place = \(bind: session.place), secretariat = \(bind: session.secretariat),
        motions_until = \(bind: session.motionsUntil), suggestions_until = \(bind: session.suggestionsUntil),
        state = \(bind: session.state), revision = revision + 1
      WHERE id = \(bind: session.id) AND revision = \(bind: revision)
      """) == 1
  }

  /// Gives numbers anew. Those that change are out of the way first: two never have the same, not even in between.
  package static func renumber(_ numbers: [ID<CongressSession>: Int], in tx: any WriteTransaction) throws {
    let numbers = numbers.sorted { $0.key < $1.key }
    for (id, _) in numbers {
      try tx.execute("UPDATE congress_sessions SET number = -number WHERE id = \(bind: id)")
    }
    for (id, number) in numbers {
      try tx.execute("UPDATE congress_sessions SET number = \(bind: number) WHERE id = \(bind: id)")
    }
  }

  package static func session(_ id: ID<CongressSession>, in tx: any ReadTransaction) throws -> CongressSession? {
    try tx.row("\(columns) WHERE id = \(bind: id)").map(session)
  }

  /// All of a congress, the newest first.
  package static func sessions(of congress: ID<Congress>, in tx: any ReadTransaction) throws -> [CongressSession] {
    try tx.rows("\(columns) WHERE congress_id = \(bind: congress) ORDER BY begins_on DESC, id DESC").map(session)
  }

  /// The session that a congress holds on a day, if it is open.
  package static func sitting(of congress: ID<Congress>, on date: CivilDate, in tx: any ReadTransaction) throws
    -> CongressSession?
  {
    try tx.row(
      """
      \(columns) WHERE congress_id = \(bind: congress) AND state = 'open' AND begins_on <= \(bind: date)
        AND ends_on >= \(bind: date)
      """
    ).map(session)
  }

  /// The last session that had begun by a day: what is put forward between sessions is counted under it.
  package static func latest(of congress: ID<Congress>, on date: CivilDate, in tx: any ReadTransaction) throws
    -> CongressSession?
  {
    try tx.row(
      """
      \(columns) WHERE congress_id = \(bind: congress) AND state IN ('open', 'closed') AND begins_on <= \(bind: date)
      ORDER BY begins_on DESC, id DESC LIMIT 1
      """
    ).map(session)
  }

  private static let columns: SQL = """
    SELECT id, congress_id, term_id, number, kind, begins_on, ends_on, place, secretariat, motions_until,
      suggestions_until, state, revision FROM congress_sessions
    """

  private static func session(_ row: Row) throws -> CongressSession {
    CongressSession(
      id: try row("id"), congress: try row("congress_id"), term: try row("term_id"), number: try row("number"),
      kind: try row.word("kind"), beginsOn: try row("begins_on"), endsOn: try row("ends_on"),
      place: try row("place"), secretariat: try row("secretariat"), motionsUntil: try row("motions_until"),
      suggestionsUntil: try row("suggestions_until"), state: try row.word("state"), revision: try row("revision"))
  }
}
