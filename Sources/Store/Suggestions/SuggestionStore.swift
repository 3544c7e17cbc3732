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
    let status = suggestion.status
    return [
      ("congress_id", "\(bind: status.congress)"), ("term_id", "\(bind: status.term)"),
      ("session_id", "\(bind: status.session)"), ("period", "\(bind: status.period)"),
      ("receiver", "\(bind: status.receiver)"), ("state", "\(bind: status.state)"),
      ("status", "\(bind: try JSONText.encode(status))"), ("proposer_id", "\(bind: status.proposer.person)"),
      ("delegation_id", "\(bind: status.proposer.delegation)"), ("category_id", "\(bind: status.category)"),
      ("number", "\(bind: status.number?.value)"), ("year", "\(bind: status.submittedOn?.year)"),
      ("submitted_on", "\(bind: status.submittedOn)"), ("handed_over_on", "\(bind: status.handedOverOn)"),
      ("closed_on", "\(bind: status.closedOn)"), ("handling", "\(bind: status.handling)"),
      ("overall", "\(bind: status.overall)"), ("was_rehandled", "\(bind: status.wasRehandled)"),
      ("is_key", "\(bind: status.key != nil)"), ("is_confidential", "\(bind: status.isConfidential)"),
      ("open_promises", "\(bind: status.openPromises.count)"), ("publication", "\(bind: status.publication)"),
      ("merged_into_id", "\(bind: status.mergedInto)"),
    ]
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
      status: try JSONText.decode(SuggestionStatus.self, from: row("status")), revision: try row("revision"))
  }

  // MARK: Rows that repeat the status

  private static func saveParts(of suggestion: Suggestion, before: SuggestionStatus?, in tx: any WriteTransaction)
    throws
  {
    let now = suggestion.status
    if before.map(people) != people(now) { try savePeople(suggestion.id, now, isNew: before == nil, in: tx) }
    if before?.parts != now.parts || before?.ratings != now.ratings {
      for part in now.parts
      where before?.part(part.number) != part || before?.overall(of: part) != now.overall(of: part) {
        try savePart(part, suggestion.id, now, in: tx)
      }
    }
    if before?.clocks ?? [] != now.clocks { try saveClocks(suggestion.id, now, isNew: before == nil, in: tx) }
    if before?.matters ?? [] != now.matters {
      if before != nil { try tx.post("DELETE FROM suggestion_matters WHERE suggestion_id = \(bind: suggestion.id)") }
      for matter in now.matters {
        try tx.post(
          """
          INSERT INTO suggestion_matters (suggestion_id, matter_id) VALUES (\(bind: suggestion.id), \(bind: matter))
          """)
      }
    }
  }

  private struct Standing: Hashable {
    let person: ID<Person>
    let role: String
  }

  private static func people(_ status: SuggestionStatus) -> [Standing] {
    var result = [Standing(person: status.proposer.person, role: "lead")]
    result += status.coSigners.map { Standing(person: $0.person, role: $0.answer.rawValue) }
    if let enterer = status.enteredBy { result.append(Standing(person: enterer, role: "enterer")) }
    for other in status.merged {
      result.append(Standing(person: other.proposer.person, role: "merged"))
      result += other.signers.filter { $0.answer == .signed }.map { Standing(person: $0.person, role: "merged") }
    }
    var seen: Set<Standing> = []
    return result.filter { seen.insert($0).inserted }
  }

  private static func savePeople(
    _ id: ID<Suggestion>, _ status: SuggestionStatus, isNew: Bool, in tx: any WriteTransaction
  ) throws {
    if !isNew { try tx.post("DELETE FROM suggestion_people WHERE suggestion_id = \(bind: id)") }
    for (position, standing) in people(status).enumerated() {
      try tx.post(
        """
        INSERT INTO suggestion_people (suggestion_id, person_id, position, role)
        VALUES (\(bind: id), \(bind: standing.person), \(bind: position), \(bind: standing.role))
        """)
    }
  }

  private static func savePart(
    _ part: SuggestionPart, _ id: ID<Suggestion>, _ status: SuggestionStatus, in tx: any WriteTransaction
  ) throws {
    try tx.post(
      """
      INSERT INTO suggestion_parts (suggestion_id, part, congress_id, unit_id, role, state, handed_over_on,
        reply_due_on, is_extended, drafter_id, round, result_class, answered_on, in_time, verdict, overall)
      VALUES (\(bind: id), \(bind: part.number), \(bind: status.congress), \(bind: part.unit), \(bind: part.role),
        \(bind: part.state), \(bind: part.handedOverOn), \(bind: part.replyDue), \(bind: part.isExtended),
        \(bind: part.drafter), \(bind: part.round), \(bind: part.resultClass), \(bind: part.answeredOn),
        \(bind: part.answeredInTime), \(bind: part.verdict), \(bind: status.overall(of: part)))
      ON CONFLICT (suggestion_id, part) DO UPDATE SET state = excluded.state, reply_due_on = excluded.reply_due_on,
        is_extended = excluded.is_extended, drafter_id = excluded.drafter_id, round = excluded.round,
        result_class = excluded.result_class, answered_on = excluded.answered_on, in_time = excluded.in_time,
        verdict = excluded.verdict, overall = excluded.overall
      """)
  }

  private static func saveClocks(
    _ id: ID<Suggestion>, _ status: SuggestionStatus, isNew: Bool, in tx: any WriteTransaction
  ) throws {
    if !isNew { try tx.post("DELETE FROM suggestion_clocks WHERE suggestion_id = \(bind: id)") }
    for (position, clock) in status.clocks.enumerated() {
      var desk: String?
      var unit: ID<HandlingUnit>?
      var person: ID<Person>?
      switch clock.debtor {
      case .receiver(let receiver): desk = receiver.rawValue
      case .unit(let id): unit = id
      case .person(let id): person = id
      }
      try tx.post(
        """
        INSERT INTO suggestion_clocks (suggestion_id, position, part, kind, congress_id, desk, unit_id, person_id, due_on)
        VALUES (\(bind: id), \(bind: position), \(bind: clock.part), \(bind: clock.kind), \(bind: status.congress),
          \(bind: desk), \(bind: unit), \(bind: person), \(bind: clock.due?.description ?? never))
        """)
    }
  }

  /// Stands for no day in the column, and sorts behind all.
  static let never = "9999-12-31"
}
