package import DatabaseKit
package import Domain

/// A message as it is stored: whom it goes to by ids, never an address.
package struct StoredMessage: Sendable, Equatable {
  package let id: ID<Message>
  package let reference: String
  package let channel: MessageChannel
  package let kind: MessageKind
  package let congress: ID<Congress>
  package let matter: ID<Matter>?
  package let person: ID<Person>?
  package let numberIndex: [UInt8]?
  package let mask: String
  package let attempts: Int
  package let dueAt: Instant
  package let madeAt: Instant

  /// A new one, to be sent for the first time.
  package init(
    id: ID<Message>, reference: String, channel: MessageChannel, kind: MessageKind, congress: ID<Congress>,
    matter: ID<Matter>? = nil, person: ID<Person>? = nil, numberIndex: [UInt8]? = nil, mask: String, dueAt: Instant,
    madeAt: Instant
  ) {
    self.id = id
    self.reference = reference
    self.channel = channel
    self.kind = kind
    self.congress = congress
    self.matter = matter
    self.person = person
    self.numberIndex = numberIndex
    self.mask = mask
    attempts = 0
    self.dueAt = dueAt
    self.madeAt = madeAt
  }

  fileprivate init(_ row: Row) throws {
    id = try row("id")
    reference = try row("reference")
    channel = try row.word("channel")
    kind = try row.word("kind")
    congress = try row("congress_id")
    matter = try row("matter_id")
    person = try row("person_id")
    numberIndex = try row("number_index")
    mask = try row("mask")
    attempts = try row("attempts")
    dueAt = try row("due_at")
    madeAt = try row("made_at")
  }
}

/// Messages on their way out.
package enum SendingStore {
  package static func insert(_ message: StoredMessage, in tx: any WriteTransaction) throws {
    try tx.execute(
      """
      INSERT INTO messages (id, reference, channel, kind, congress_id, matter_id, person_id, number_index, mask, state,
        attempts, due_at, made_at, changed_at)
      VALUES (\(bind: message.id), \(bind: message.reference), \(bind: message.channel), \(bind: message.kind),
        \(bind: message.congress), \(bind: message.matter), \(bind: message.person), \(bind: message.numberIndex),
        \(bind: message.mask), 'queued', 0, \(bind: message.dueAt), \(bind: message.madeAt), \(bind: message.madeAt))
      """)
  }

  package static func waiting(_ channel: MessageChannel, at now: Instant, limit: Int, in tx: any ReadTransaction)
    throws -> [StoredMessage]
  {
    try tx.rows(
      """
      \(columns) WHERE channel = \(bind: channel) AND state = 'queued' AND due_at <= \(bind: now)
      ORDER BY due_at, id LIMIT \(bind: limit)
      """
    ).map { try StoredMessage($0) }
  }

  /// Messages that were being sent and have not been heard of since.
  package static func lost(_ channel: MessageChannel, before: Instant, limit: Int, in tx: any ReadTransaction) throws
    -> [StoredMessage]
  {
    try tx.rows(
      """
      \(columns) WHERE channel = \(bind: channel) AND state = 'sending' AND changed_at < \(bind: before)
      ORDER BY changed_at, id LIMIT \(bind: limit)
      """
    ).map { try StoredMessage($0) }
  }

  package static func message(_ id: ID<Message>, in tx: any ReadTransaction) throws
    -> (message: StoredMessage, state: MessageState)?
  {
    try tx.row("\(columns) WHERE id = \(bind: id)").map {
      (message: try StoredMessage($0), state: try $0.word("state"))
    }
  }

  /// The one digest that already waits for somebody, if there is one.
  package static func waitingDigest(
    of person: ID<Person>, _ channel: MessageChannel, in tx: any ReadTransaction
  ) throws -> ID<Message>? {
    try tx.row(
      """
      SELECT id FROM messages WHERE person_id = \(bind: person) AND channel = \(bind: channel) AND state = 'queued'
        AND kind = 'digest' ORDER BY id LIMIT 1
      """)?.first()
  }

  // MARK: Steps

  /// From now on its fate is unknown, until ``mark(_:attempts:_:at:in:)``. False when it is not waiting any more.
  package static func begin(_ message: StoredMessage, at now: Instant, in tx: any WriteTransaction) throws -> Bool {
    try tx.execute(
      """
      UPDATE messages SET state = 'sending', attempts = attempts + 1, changed_at = \(bind: now), tried_on = \(bind: now.date)
      WHERE id = \(bind: message.id) AND state = 'queued' AND attempts = \(bind: message.attempts)
      """) == 1
  }

  /// What became of the try with this number; of a try that was taken for lost meanwhile nothing is written.
  package static func mark(
    _ id: ID<Message>, attempts: Int, _ step: SendStep, at now: Instant, in tx: any WriteTransaction
  ) throws -> Bool {
    let (state, due): (MessageState, Instant) =
      switch step {
      case .sent: (.sent, now)
      case .again(let at): (.queued, at)
      case .uncertain: (.uncertain, now)
      case .failed: (.failed, now)
      }
    return try tx.execute(
      """
      UPDATE messages SET state = \(bind: state), due_at = \(bind: due), changed_at = \(bind: now)
      WHERE id = \(bind: id) AND state = 'sending' AND attempts = \(bind: attempts)
      """) == 1
  }

  package static func drop(
    _ id: ID<Message>, _ reason: DropReason, at now: Instant, in tx: any WriteTransaction
  ) throws {
    try tx.execute(
      """
      UPDATE messages SET state = 'dropped', reason = \(bind: reason), changed_at = \(bind: now)
      WHERE id = \(bind: id) AND state IN ('queued', 'sending')
      """)
  }

  package static func postpone(_ id: ID<Message>, until due: Instant, in tx: any WriteTransaction) throws {
    try tx.execute("UPDATE messages SET due_at = \(bind: due) WHERE id = \(bind: id) AND state = 'queued'")
  }

  /// A failed one is tried again from the beginning, under the id that it has. False when it has not failed.
  package static func retry(_ id: ID<Message>, at now: Instant, in tx: any WriteTransaction) throws -> Bool {
    try tx.execute(
      """
      UPDATE messages SET state = 'queued', attempts = 0, due_at = \(bind: now), made_at = \(bind: now),
        changed_at = \(bind: now)
      WHERE id = \(bind: id) AND state = 'failed'
      """) == 1
  }

  // MARK: Lists

  package static func page(
    _ tab: MessageTab, of congress: ID<Congress>, before cursor: Int64?, limit: Int, in tx: any ReadTransaction
  ) throws -> [MessageLine] {
    let older: SQL = cursor.map { "AND id < \(bind: $0)" } ?? ""
    // One range of the index a state; there are two at most.
    let parts: [SQL] = tab.states.map { state in
      """
      SELECT * FROM (SELECT id, channel, kind, mask, state, reason, attempts, made_at, changed_at, due_at, matter_id
      FROM messages WHERE congress_id = \(bind: congress) AND state = \(bind: state) \(older)
      ORDER BY id DESC LIMIT \(bind: limit)) AS one_state
      """
    }
    return try tx.rows("\(SQL.joined(parts, by: " UNION ALL ")) ORDER BY id DESC LIMIT \(bind: limit)").map { row in
      MessageLine(
        id: try row("id"), channel: try row.word("channel"), kind: try row.word("kind"), mask: try row("mask"),
        state: try row.word("state"), reason: try row.optionalWord("reason"), attempts: try row("attempts"),
        madeAt: try row("made_at"), changedAt: try row("changed_at"), dueAt: try row("due_at"),
        matter: try row("matter_id"))
    }
  }

  package static func counts(of congress: ID<Congress>, in tx: any ReadTransaction) throws -> [MessageState: Int] {
    var counts: [MessageState: Int] = [:]
    for row in try tx.rows(
      "SELECT state, COUNT(*) AS n FROM messages WHERE congress_id = \(bind: congress) GROUP BY state")
    {
      counts[try row.word("state")] = try row("n")
    }
    return counts
  }

  /// How many test messages somebody was sent since.
  package static func tests(of person: ID<Person>, since: Instant, in tx: any ReadTransaction) throws -> Int {
    try tx.row(
      """
      SELECT COUNT(*) AS n FROM messages WHERE person_id = \(bind: person) AND kind = 'test' AND made_at > \(bind: since)
      """)?("n") ?? 0
  }

  /// Removes what is over and old.
  package static func forget(before: Instant, limit: Int, in tx: any WriteTransaction) throws -> Int {
    let old = try tx.rows(
      """
      SELECT id FROM messages WHERE changed_at < \(bind: before) AND state NOT IN ('queued', 'sending')
      ORDER BY changed_at LIMIT \(bind: limit)
      """
    ).map { try $0.first(as: Int64.self) }
    guard !old.isEmpty else { return 0 }
    try tx.execute("DELETE FROM message_items WHERE message_id IN \(SQL.list(old))")
    return try tx.execute("DELETE FROM messages WHERE id IN \(SQL.list(old))")
  }

  private static let columns: SQL = """
    SELECT id, reference, channel, kind, congress_id, matter_id, person_id, number_index, mask, state, attempts, due_at,
      made_at
    FROM messages
    """
}
