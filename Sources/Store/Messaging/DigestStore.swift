package import DatabaseKit
package import Domain

/// A notice on its way into a digest, with what it says now.
package struct DigestItem: Sendable, Equatable {
  package let id: Int64
  package let notice: ID<Notice>
  package let kind: NoticeKind
  package let group: NoticeGroup
  package let subject: NoticeSubject?
  package let isRead: Bool
}

/// Preferences, and notices on their way into messages.
package enum DigestStore {
  // MARK: Preferences

  package static func preferences(of person: ID<Person>, in tx: any ReadTransaction) throws -> MessagePreferences {
    guard
      let text: String = try tx.row(
        "SELECT preferences FROM message_preferences WHERE person_id = \(bind: person)")?.first()
    else { return MessagePreferences() }
    return try JSONText.decode(MessagePreferences.self, from: text)
  }

  package static func save(
    _ preferences: MessagePreferences, of person: ID<Person>, at now: Instant, in tx: any WriteTransaction
  ) throws {
    try tx.execute(
      """
      INSERT INTO message_preferences (person_id, preferences, changed_at)
      VALUES (\(bind: person), \(bind: try JSONText.encode(preferences)), \(bind: now))
      ON CONFLICT (person_id) DO UPDATE SET preferences = excluded.preferences, changed_at = excluded.changed_at
      """)
  }

  /// The channels for which a person has entered an address.
  package static func reachable(_ person: ID<Person>, in tx: any ReadTransaction) throws -> Set<MessageChannel> {
    let fields = try tx.rows(
      "SELECT field FROM person_contacts WHERE person_id = \(bind: person) AND field IN ('mobile', 'email')"
    ).map { try $0.word("field", as: ContactField.self) }
    return Set(fields.map { $0 == .mobile ? .sms : .mail })
  }

  // MARK: Items

  package static func insert(
    _ id: Int64, notice: ID<Notice>, to person: ID<Person>, _ channel: MessageChannel, congress: ID<Congress>,
    group: NoticeGroup, due: Instant, in tx: any WriteTransaction
  ) throws {
    try tx.execute(
      """
      INSERT INTO message_items (id, person_id, channel, notice_id, congress_id, group_word, due_at)
      VALUES (\(bind: id), \(bind: person), \(bind: channel), \(bind: notice), \(bind: congress), \(bind: group),
        \(bind: due))
      """)
  }

  /// Whose items are due, by channel.
  package static func due(at now: Instant, limit: Int, in tx: any ReadTransaction) throws
    -> [(person: ID<Person>, channel: MessageChannel, congress: ID<Congress>)]
  {
    try tx.rows(
      """
      SELECT person_id, channel, MIN(congress_id) AS congress_id FROM message_items
      WHERE message_id IS NULL AND due_at <= \(bind: now) GROUP BY person_id, channel
      ORDER BY person_id, channel LIMIT \(bind: limit)
      """
    ).map { (person: try $0("person_id"), channel: try $0.word("channel"), congress: try $0("congress_id")) }
  }

  /// All that waits for somebody: when one goes out, the others go along.
  package static func waiting(
    for person: ID<Person>, _ channel: MessageChannel, in tx: any ReadTransaction
  ) throws -> [DigestItem] {
    try items("i.person_id = \(bind: person) AND i.channel = \(bind: channel) AND i.message_id IS NULL", in: tx)
  }

  package static func items(of message: ID<Message>, in tx: any ReadTransaction) throws -> [DigestItem] {
    try items("i.message_id = \(bind: message)", in: tx)
  }

  private static func items(_ condition: SQL, in tx: any ReadTransaction) throws -> [DigestItem] {
    try tx.rows(
      """
      SELECT i.id, i.notice_id, i.group_word, n.kind, n.matter_id, n.suggestion_id, n.motion_id, n.read_at
      FROM message_items i
      JOIN notices n ON n.id = i.notice_id WHERE \(condition) ORDER BY i.id
      """
    ).map { row in
      let matter = try row("matter_id", as: ID<Matter>?.self).map { NoticeSubject.matter($0) }
      let suggestion = try row("suggestion_id", as: ID<Suggestion>?.self).map { NoticeSubject.suggestion($0) }
      let motion = try row("motion_id", as: ID<Motion>?.self).map { NoticeSubject.motion($0) }
      return DigestItem(
        id: try row("id"), notice: try row("notice_id"), kind: try row.word("kind"),
        group: try row.word("group_word"), subject: matter ?? suggestion ?? motion,
        isRead: try row("read_at", as: Int64?.self) != nil)
    }
  }

  package static func take(_ items: [Int64], into message: ID<Message>, in tx: any WriteTransaction) throws {
    guard !items.isEmpty else { return }
    try tx.execute("UPDATE message_items SET message_id = \(bind: message) WHERE id IN \(SQL.list(items))")
  }

  package static func remove(_ items: [Int64], in tx: any WriteTransaction) throws {
    guard !items.isEmpty else { return }
    try tx.execute("DELETE FROM message_items WHERE id IN \(SQL.list(items))")
  }
}
