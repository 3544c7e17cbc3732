package import DatabaseKit
package import Domain

/// A message waiting to be passed on.
package struct OutboxMessage: Sendable, Equatable {
  package let id: Int64
  package let topic: String
  package let payload: String
  package let attempts: Int
}

/// The outbox and the notices inside the system.
package enum MessageStore {
  package static func enqueue(
    _ id: Int64, topic: String, payload: String, at available: Instant, in tx: any WriteTransaction
  ) throws {
    let row: SQL = """
      INSERT INTO outbox (id, topic, payload, available_at, attempts)
      VALUES (\(bind: id), \(bind: topic), \(bind: payload), \(bind: available), 0)
      """
    if let loading = tx as? LoadingTransaction { return loading.wait(row, since: available) }
    try tx.post(row)
  }

  package static func waiting(at now: Instant, limit: Int, in tx: any ReadTransaction) throws -> [OutboxMessage] {
    try tx.rows(
      """
      SELECT id, topic, payload, attempts FROM outbox WHERE done_at IS NULL AND available_at <= \(bind: now)
      ORDER BY available_at, id LIMIT \(bind: limit)
      """
    ).map {
      OutboxMessage(id: try $0("id"), topic: try $0("topic"), payload: try $0("payload"), attempts: try $0("attempts"))
    }
  }

  /// How many messages are waiting, and since when the oldest could have gone out.
  package static func backlog(in tx: any ReadTransaction) throws -> (count: Int, oldest: Instant?) {
    let row = try tx.row(
      "SELECT COUNT(*) AS n, MIN(available_at) AS oldest FROM outbox WHERE done_at IS NULL")
    return (try row?("n") ?? 0, try row?("oldest", as: Instant?.self) ?? nil)
  }

  package static func markDone(_ ids: [Int64], at now: Instant, in tx: any WriteTransaction) throws {
    guard !ids.isEmpty else { return }
    try tx.post("UPDATE outbox SET done_at = \(bind: now), attempts = attempts + 1 WHERE id IN \(SQL.list(ids))")
  }

  package static func deleteDone(before: Instant, in tx: any WriteTransaction) throws {
    try tx.execute("DELETE FROM outbox WHERE done_at IS NOT NULL AND done_at < \(bind: before)")
  }

  package static func insertNotice(
    _ id: ID<Notice>, to person: ID<Person>, kind: NoticeKind, matter: ID<Matter>?, about: ID<Person>? = nil,
    session: ID<CongressSession>? = nil, suggestion: ID<Suggestion>? = nil, motion: ID<Motion>? = nil,
    at now: Instant, in tx: any WriteTransaction
  ) throws {
    try tx.post(
      """
      INSERT INTO notices (id, person_id, matter_id, kind, at, about_id, session_id, suggestion_id, motion_id)
      VALUES (\(bind: id), \(bind: person), \(bind: matter), \(bind: kind), \(bind: now), \(bind: about),
        \(bind: session), \(bind: suggestion), \(bind: motion))
      """)
  }

  /// A notice about what it leads to.
  package static func insertNotice(
    _ id: ID<Notice>, to person: ID<Person>, kind: NoticeKind, subject: NoticeSubject, about: ID<Person>?,
    at now: Instant, in tx: any WriteTransaction
  ) throws {
    switch subject {
    case .matter(let matter):
      try insertNotice(id, to: person, kind: kind, matter: matter, about: about, at: now, in: tx)
    case .suggestion(let suggestion):
      try insertNotice(
        id, to: person, kind: kind, matter: nil, about: about, suggestion: suggestion, at: now, in: tx)
    case .motion(let motion):
      try insertNotice(id, to: person, kind: kind, matter: nil, about: about, motion: motion, at: now, in: tx)
    }
  }

  package static func notices(
    of person: ID<Person>, before cursor: Int64?, limit: Int, in tx: any ReadTransaction
  ) throws -> [NoticeLine] {
    let older: SQL = cursor.map { "AND n.id < \(bind: $0)" } ?? ""
    return try tx.rows(
      """
      SELECT n.id, n.kind, n.matter_id, m.title, n.at, n.read_at, n.about_id, p.name AS about_name, n.session_id,
        n.suggestion_id, n.motion_id
      FROM notices n
      LEFT JOIN matters m ON m.id = n.matter_id LEFT JOIN people p ON p.id = n.about_id WHERE n.person_id = \(bind: person) \(older)
      ORDER BY n.id DESC LIMIT \(bind: limit)
      """
    ).map { row in
      var line = NoticeLine(
        id: try row("id"), kind: try row.word("kind"), matter: try row("matter_id"), title: try row("title"),
        at: try row("at"), isRead: try row("read_at", as: Int64?.self) != nil,
        about: try row("about_id", as: ID<Person>?.self).map { Named(id: $0, name: try row("about_name")) },
        session: try row("session_id"))
      line.suggestion = try row("suggestion_id")
      line.motion = try row("motion_id")
      return line
    }
  }

  /// How many notices wait to be read, counted up to `most`: it stands on every page of the workbench.
  package static func unread(of person: ID<Person>, most: Int, in tx: any ReadTransaction) throws -> Int {
    try tx.row(
      """
      SELECT COUNT(*) AS n FROM (
        SELECT 1 FROM notices WHERE person_id = \(bind: person) AND read_at IS NULL LIMIT \(bind: most)
      ) AS first_ones
      """)?("n") ?? 0
  }

  package static func hasUnread(_ kind: NoticeKind, of person: ID<Person>, in tx: any ReadTransaction) throws -> Bool {
    try tx.row(
      """
      SELECT 1 AS found FROM notices WHERE person_id = \(bind: person) AND read_at IS NULL AND kind = \(bind: kind) LIMIT 1
      """) != nil
  }

  package static func markRead(of person: ID<Person>, kind: NoticeKind, at now: Instant, in tx: any WriteTransaction)
    throws
  {
    try tx.execute(
      """
      UPDATE notices SET read_at = \(bind: now)
      WHERE person_id = \(bind: person) AND kind = \(bind: kind) AND read_at IS NULL
      """)
  }

  package static func markRead(of person: ID<Person>, at now: Instant, in tx: any WriteTransaction) throws {
    try tx.execute("UPDATE notices SET read_at = \(bind: now) WHERE person_id = \(bind: person) AND read_at IS NULL")
  }

  package static func markRead(
    _ notice: ID<Notice>, of person: ID<Person>, at now: Instant, in tx: any WriteTransaction
  ) throws {
    try tx.execute(
      """
      UPDATE notices SET read_at = \(bind: now)
      WHERE id = \(bind: notice) AND person_id = \(bind: person) AND read_at IS NULL
      """)
  }

  package static func markRead(
    of person: ID<Person>, about matter: ID<Matter>, at now: Instant, in tx: any WriteTransaction
  ) throws {
    try tx.execute(
      """
      UPDATE notices SET read_at = \(bind: now)
      WHERE person_id = \(bind: person) AND matter_id = \(bind: matter) AND read_at IS NULL
      """)
  }
}
