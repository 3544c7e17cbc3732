package import DatabaseKit
package import Domain

/// Suggestions and the rows that repeat parts of their status. Whoever changes a status appends its event in the same
/// transaction.
package enum SuggestionStore {
  package static func insert(_ suggestion: Suggestion, head: ChainHead, in tx: any WriteTransaction) throws {
    let columns = try columns(of: suggestion)
    let own: SQL = "id, title, text, settings_id, revision, last_seq, last_hash"
    let values: SQL = """
      \(bind: suggestion.id), \(bind: suggestion.title), \(bind: suggestion.text), \(bind: suggestion.settings),
      \(bind: suggestion.revision), \(bind: head.seq), \(bind: head.hash)
      """
    try tx.post(
      """
      INSERT INTO suggestions (\(SQL.joined([own] + columns.map(\.name), by: ", ")))
      VALUES (\(SQL.joined([values] + columns.map(\.value), by: ", ")))
      """)
    try saveParts(of: suggestion, before: nil, in: tx)
  }

  /// False when somebody else was faster.
  package static func update(
    _ suggestion: Suggestion, before: SuggestionStatus, head: ChainHead, in tx: any WriteTransaction
  ) throws -> Bool {
    let own: SQL = """
      title = \(bind: suggestion.title), text = \(bind: suggestion.text), settings_id = \(bind: suggestion.settings),
      revision = revision + 1, last_seq = \(bind: head.seq), last_hash = \(bind: head.hash)
      """
    let set = try columns(of: suggestion).map { column -> SQL in "\(column.name) = \(column.value)" }
    let changed = try tx.execute(
      """
      UPDATE suggestions SET \(SQL.joined([own] + set, by: ", "))
      WHERE id = \(bind: suggestion.id) AND revision = \(bind: suggestion.revision)
      """)
    guard changed == 1 else { return false }
    try saveParts(of: suggestion, before: before, in: tx)
    return true
  }

  private static func columns(of suggestion: Suggestion) throws -> [(name: SQL, value: SQL)] {
    SuggestionColumns(suggestion.status).values + [("status", "\(bind: try JSONText.encode(suggestion.status))")]
  }

  package static func suggestion(_ id: ID<Suggestion>, in tx: any ReadTransaction) throws -> Suggestion? {
    try tx.row("SELECT * FROM suggestions WHERE id = \(bind: id)").map(suggestion)
  }

  /// Several, in the order asked for; those that do not exist are left out.
  package static func suggestions(_ ids: [ID<Suggestion>], in tx: any ReadTransaction) throws -> [Suggestion] {
    guard !ids.isEmpty else { return [] }
    let found = try tx.rows("SELECT * FROM suggestions WHERE id IN \(SQL.list(ids))").map(suggestion)
    let known = Dictionary(found.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    return ids.compactMap { known[$0] }
  }

  /// With the end of its chain, for a change.
  package static func forChange(_ id: ID<Suggestion>, in tx: any ReadTransaction) throws -> (Suggestion, ChainHead)? {
    try tx.row("SELECT * FROM suggestions WHERE id = \(bind: id)").map { row in
      (try suggestion(row), ChainHead(seq: try row("last_seq"), hash: try row("last_hash")))
    }
  }

  package static func count(in tx: any ReadTransaction) throws -> Int {
    try tx.row("SELECT COUNT(*) AS n FROM suggestions")?("n") ?? 0
  }

  static func suggestion(_ row: Row) throws -> Suggestion {
    Suggestion(
      id: try row("id"), title: try row("title"), text: try row("text"), settings: try row("settings_id"),
      status: try statuses.value(of: row("status")), revision: try row("revision"))
  }

  private static let statuses = ReadTexts<SuggestionStatus>(most: 1000)

  // MARK: Rows that repeat the status

  private static func saveParts(of suggestion: Suggestion, before: SuggestionStatus?, in tx: any WriteTransaction)
    throws
  {
    let id = suggestion.id
    let old = before.map { SuggestionRows(of: $0) }
    let now = SuggestionRows(of: suggestion.status)
    if old?.people != now.people { try save(now.people, of: id, isNew: old == nil, in: tx) }
    let known = old?.parts ?? []
    for part in now.parts where !known.contains(part) { try save(part, of: id, in: tx) }
    if old?.clocks ?? [] != now.clocks { try save(now.clocks, of: id, isNew: old == nil, in: tx) }
    if old?.promises ?? [] != now.promises {
      try SuggestionPromiseStore.save(now.promises, of: id, isNew: old == nil, in: tx)
    }
    if old?.matters ?? [] != now.matters {
      if old != nil { try tx.post("DELETE FROM suggestion_matters WHERE suggestion_id = \(bind: id)") }
      for matter in now.matters.sorted() {
        try tx.post("INSERT INTO suggestion_matters (suggestion_id, matter_id) VALUES (\(bind: id), \(bind: matter))")
      }
    }
  }

  private static func save(
    _ people: [SuggestionStanding], of id: ID<Suggestion>, isNew: Bool, in tx: any WriteTransaction
  ) throws {
    if !isNew { try tx.post("DELETE FROM suggestion_people WHERE suggestion_id = \(bind: id)") }
    for (position, standing) in people.enumerated() {
      try tx.post(
        """
        INSERT INTO suggestion_people (suggestion_id, person_id, position, role)
        VALUES (\(bind: id), \(bind: standing.person), \(bind: position), \(bind: standing.role))
        """)
    }
  }

  private static func save(_ row: SuggestionPartRow, of id: ID<Suggestion>, in tx: any WriteTransaction) throws {
    try tx.post(
      """
      INSERT INTO suggestion_parts (suggestion_id, part, congress_id, unit_id, role, state, handed_over_on,
        reply_due_on, is_extended, drafter_id, round, result_class, answered_on, in_time, verdict, overall)
      VALUES (\(bind: id), \(bind: row.part), \(bind: row.congress), \(bind: row.unit), \(bind: row.role),
        \(bind: row.state), \(bind: row.handedOverOn), \(bind: row.replyDue), \(bind: row.isExtended),
        \(bind: row.drafter), \(bind: row.round), \(bind: row.resultClass), \(bind: row.answeredOn),
        \(bind: row.inTime), \(bind: row.verdict), \(bind: row.overall))
      ON CONFLICT (suggestion_id, part) DO UPDATE SET state = excluded.state, reply_due_on = excluded.reply_due_on,
        is_extended = excluded.is_extended, drafter_id = excluded.drafter_id, round = excluded.round,
        result_class = excluded.result_class, answered_on = excluded.answered_on, in_time = excluded.in_time,
        verdict = excluded.verdict, overall = excluded.overall
      """)
  }

  private static func save(
    _ clocks: [SuggestionClockRow], of id: ID<Suggestion>, isNew: Bool, in tx: any WriteTransaction
  ) throws {
    if !isNew { try tx.post("DELETE FROM suggestion_clocks WHERE suggestion_id = \(bind: id)") }
    for row in clocks {
      try tx.post(
        """
        INSERT INTO suggestion_clocks (suggestion_id, position, part, kind, congress_id, desk, unit_id, person_id, due_on)
        VALUES (\(bind: id), \(bind: row.position), \(bind: row.part), \(bind: row.kind), \(bind: row.congress),
          \(bind: row.desk), \(bind: row.unit), \(bind: row.person), \(bind: row.due))
        """)
    }
  }

  /// Stands for no day in the column, and sorts behind all.
  static let never = "9999-12-31"
}
