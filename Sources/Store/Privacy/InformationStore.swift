package import DatabaseKit
package import Domain

/// Requests of people about their own data. What they wrote stands in the request's history.
package enum InformationStore {
  /// - Parameter sealed: what a correction is to put in place.
  package static func insert(
    _ request: InformationRequest, sealed: (bytes: [UInt8], keyID: Int)?, in tx: any WriteTransaction
  ) throws {
    let fields = try JSONText.encode(request.fields)
    try tx.execute(
      """
      INSERT INTO information_requests (id, matter_id, kind, state, asked_at, due_on, due_open, settled_at, ground, sealed,
        key_id, fields, revision)
      VALUES (\(bind: request.id), \(bind: request.matter), \(bind: request.kind), \(bind: request.state),
        \(bind: request.askedAt), \(bind: request.due.date), \(bind: request.due.isProvisional),
        \(bind: request.settledAt), \(bind: request.ground), \(bind: sealed?.bytes), \(bind: sealed?.keyID ?? 0),
        \(bind: fields), 1)
      """)
  }

  /// False when somebody was faster. What was sealed goes: it is in its place, or refused.
  package static func settle(_ request: InformationRequest, in tx: any WriteTransaction) throws -> Bool {
    try tx.execute(
      """
      UPDATE information_requests SET state = \(bind: request.state), settled_at = \(bind: request.settledAt),
        ground = \(bind: request.ground), sealed = NULL, key_id = 0, revision = revision + 1
      WHERE id = \(bind: request.id) AND revision = \(bind: request.revision) AND state = 'open'
      """) == 1
  }

  package static func request(_ id: ID<InformationRequest>, in tx: any ReadTransaction) throws -> InformationRequest? {
    try tx.row("SELECT * FROM information_requests WHERE id = \(bind: id)").map(request)
  }

  /// What a correction is to put in place.
  package static func sealed(_ id: ID<InformationRequest>, in tx: any ReadTransaction) throws
    -> (bytes: [UInt8], keyID: Int)?
  {
    guard let row = try tx.row("SELECT sealed, key_id FROM information_requests WHERE id = \(bind: id)"),
      let bytes = try row("sealed", as: [UInt8]?.self)
    else { return nil }
    return (bytes, try row("key_id"))
  }

  /// All that were made about a matter, the newest first.
  package static func requests(of matter: ID<Matter>, in tx: any ReadTransaction) throws -> [InformationRequest] {
    try tx.rows("SELECT * FROM information_requests WHERE matter_id = \(bind: matter) ORDER BY id DESC").map(request)
  }

  /// What is to be put in place is private like what it replaces. An open request stays, and says so.
  package static func forgetSealed(of matter: ID<Matter>, in tx: any WriteTransaction) throws {
    try tx.execute(
      "UPDATE information_requests SET sealed = NULL, key_id = 0 WHERE matter_id = \(bind: matter) AND sealed IS NOT NULL"
    )
  }

  // MARK: Lists
  // Joined in this order: a planner without statistics would look through all matters of a place for its few requests.

  /// Open ones, those due first; or settled ones, the newest first.
  package static func lines(
    _ scopes: [QueueScope], reader: ID<Person>, isOpen: Bool, limit: Int, in tx: any ReadTransaction
  ) throws -> [InformationLine] {
    guard let condition = seen(scopes, reader) else { return [] }
    let part: SQL =
      isOpen
      ? "r.state = 'open' AND \(condition) ORDER BY r.due_on, r.id"
      : "r.settled_at IS NOT NULL AND r.kind <> 'copy' AND \(condition) ORDER BY r.settled_at DESC, r.id DESC"
    return try tx.rows(
      """
      SELECT r.*, m.receipt, m.title, m.seal, v.name AS venue_name FROM information_requests r
      CROSS JOIN matters m LEFT JOIN venues v ON v.id = m.venue_id
      WHERE m.id = r.matter_id AND \(part) LIMIT \(bind: limit)
      """
    ).map { row in
      InformationLine(
        request: try request(row), receipt: try row("receipt"), title: try row("title"),
        venue: try row("venue_name"), isSealed: try row("seal", as: String?.self) != nil)
    }
  }

  /// How many wait, and how many of them are late.
  package static func counts(
    _ scopes: [QueueScope], reader: ID<Person>, today: CivilDate, in tx: any ReadTransaction
  ) throws -> (open: Int, overdue: Int) {
    guard let condition = seen(scopes, reader) else { return (0, 0) }
    let row = try tx.row(
      """
      SELECT COUNT(*) AS n, COALESCE(CAST(SUM(CASE WHEN r.due_on < \(bind: today) THEN 1 ELSE 0 END) AS BIGINT), 0) AS late
      FROM information_requests r CROSS JOIN matters m
      WHERE m.id = r.matter_id AND r.state = 'open' AND \(condition)
      """)
    return (try row?("n") ?? 0, try row?("late") ?? 0)
  }

  private static func seen(_ scopes: [QueueScope], _ reader: ID<Person>) -> SQL? {
    scopes.isEmpty ? nil : "(\(SQL.joined(scopes.map { MatterListStore.seen($0, by: reader) }, by: " OR ")))"
  }

  private static func request(_ row: Row) throws -> InformationRequest {
    InformationRequest(
      id: try row("id"), matter: try row("matter_id"), kind: try row.word("kind"), state: try row.word("state"),
      askedAt: try row("asked_at"),
      due: DueDate(date: try row("due_on"), isProvisional: try row("due_open")), settledAt: try row("settled_at"),
      ground: try row.optionalWord("ground"),
      fields: try JSONText.decode([CorrectedField].self, from: row("fields")), revision: try row("revision"))
  }
}

/// A request's event as the facts that are stored, and back.
package enum InformationEventCoding {
  private struct Seqs: Codable { let seqs: [Int] }

  package static func facts(_ event: InformationEvent) throws -> String {
    switch event {
    case .asked(let facts): try JSONText.encode(facts)
    case .decided(let facts): try JSONText.encode(facts)
    case .withdrawn, .looked: "{}"
    case .erased(let seqs): try JSONText.encode(Seqs(seqs: seqs))
    }
  }

  package static func event(_ act: String, _ facts: String) throws -> InformationEvent {
    switch act {
    case "ask": .asked(try JSONText.decode(InformationEvent.Asked.self, from: facts))
    case "decide": .decided(try JSONText.decode(InformationEvent.Decided.self, from: facts))
    case "withdraw": .withdrawn
    case "reveal": .looked
    case "erase": .erased(seqs: try JSONText.decode(Seqs.self, from: facts).seqs)
    default: throw DatabaseError.decoding("act \(act)")
    }
  }
}
