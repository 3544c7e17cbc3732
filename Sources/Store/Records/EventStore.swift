import Crypto
package import DatabaseKit
package import Domain

/// What is to be added to a record's history.
package struct NewEntry: Sendable {
  package let id: ID<RecordEvent>
  package let kind: SubjectKind
  package let subject: Int64
  package let act: String
  package let at: Instant
  package let actor: RecordActor
  package let onBehalf: OnBehalf?
  package let facts: String
  package let words: String?
  /// 16 random bytes, used only when there are words.
  package let salt: [UInt8]

  package init(
    id: ID<RecordEvent>, kind: SubjectKind, subject: Int64, act: String, at: Instant, actor: RecordActor,
    onBehalf: OnBehalf? = nil, facts: String, words: String?, salt: [UInt8]
  ) {
    self.id = id
    self.kind = kind
    self.subject = subject
    self.act = act
    self.at = at
    self.actor = actor
    self.onBehalf = onBehalf
    self.facts = facts
    self.words = words
    self.salt = salt
  }
}

/// The append-only history of every record, each entry chained to the one before it in the same record.
package enum EventStore {
  /// Appends and gives the new end of the chain. `head` is the end the caller has read in the same transaction.
  package static func append(_ entry: NewEntry, after head: ChainHead, in tx: any WriteTransaction) throws -> ChainHead
  {
    let entry = try chained(entry, after: head)
    let isHeld = try (tx as? LoadingTransaction)?.append(entry) ?? false
    if !isHeld { try insert(entry, in: tx) }
    return ChainHead(seq: entry.seq, hash: entry.hash)
  }

  /// The entry as it will stand in the history: numbered, committed to its words, and hashed over the one before.
  private static func chained(_ entry: NewEntry, after head: ChainHead) throws -> RecordEntry {
    let commitment = entry.words.map { EventChain.commitment(words: $0, salt: entry.salt) } ?? EventChain.noWords
    let hash = EventChain.hash(
      previous: head.hash, kind: entry.kind, subject: entry.subject, seq: head.seq + 1, act: entry.act, at: entry.at,
      actor: entry.actor, onBehalf: try entry.onBehalf.map(JSONText.encode), facts: entry.facts,
      commitment: commitment)
    return RecordEntry(
      id: entry.id, kind: entry.kind, subject: entry.subject, seq: head.seq + 1, act: entry.act, at: entry.at,
      actor: entry.actor, onBehalf: entry.onBehalf, facts: entry.facts, words: entry.words,
      salt: entry.words == nil ? nil : entry.salt, commitment: commitment, previousHash: head.hash, hash: hash,
      seal: nil)
  }

  /// Writes the entry, and its line for auditors.
  static func insert(_ entry: RecordEntry, in tx: any WriteTransaction) throws {
    let onBehalf = try entry.onBehalf.map(JSONText.encode)
    try tx.post(
      """
      INSERT INTO events (id, subject_kind, subject_id, seq, act, at, on_date, actor_kind, actor_id, on_behalf, facts,
        words, salt, commitment, previous_hash, hash)
      VALUES (\(bind: entry.id), \(bind: entry.kind), \(bind: entry.subject), \(bind: entry.seq), \(bind: entry.act),
        \(bind: entry.at), \(bind: entry.at.date), \(bind: entry.actor.kindWord), \(bind: entry.actor.person),
        \(bind: onBehalf), \(bind: entry.facts), \(bind: entry.words),
        \(bind: entry.salt), \(bind: entry.commitment), \(bind: entry.previousHash), \(bind: entry.hash))
      """)
    try AuditStore.index(entry, in: tx)
  }

  /// The end of a record's chain, for records whose row does not keep it.
  package static func head(of kind: SubjectKind, _ subject: Int64, in tx: any ReadTransaction) throws -> ChainHead {
    let row = try tx.row(
      """
      SELECT seq, hash FROM events WHERE subject_kind = \(bind: kind) AND subject_id = \(bind: subject)
      ORDER BY seq DESC LIMIT 1
      """)
    guard let row else { return .start }
    return ChainHead(seq: try row("seq"), hash: try row("hash"))
  }

  /// The whole history of a record, oldest first.
  package static func history(of kind: SubjectKind, _ subject: Int64, in tx: any ReadTransaction) throws
    -> [RecordEntry]
  {
    if kind == .matter, let loading = tx as? LoadingTransaction { return try loading.held(ID(subject)).entries }
    return try tx.rows(
      columns + " WHERE subject_kind = \(bind: kind) AND subject_id = \(bind: subject) ORDER BY seq"
    ).map(entry)
  }

  /// How a record began.
  package static func first(of kind: SubjectKind, _ subject: Int64, in tx: any ReadTransaction) throws -> RecordEntry? {
    try tx.row(
      columns + " WHERE subject_kind = \(bind: kind) AND subject_id = \(bind: subject) AND seq = 1"
    ).map(entry)
  }

  package static func count(in tx: any ReadTransaction) throws -> Int {
    try tx.row("SELECT COUNT(*) AS n FROM events")?("n") ?? 0
  }

  /// Erases the words of entries; facts and hashes stay, so the chain still holds.
  package static func eraseWords(
    of kind: SubjectKind, _ subject: Int64, seqs: [Int], in tx: any WriteTransaction
  ) throws {
    try tx.post(
      """
      UPDATE events SET words = NULL, salt = NULL
      WHERE subject_kind = \(bind: kind) AND subject_id = \(bind: subject) AND seq IN \(SQL.list(seqs))
      """)
  }

  static let columns: SQL = """
    SELECT id, subject_kind, subject_id, seq, act, at, actor_kind, actor_id, on_behalf, facts, words, salt, commitment,
      previous_hash, hash, seal_id FROM events
    """

  static func entry(_ row: Row) throws -> RecordEntry {
    RecordEntry(
      id: try row("id"), kind: try row.word("subject_kind"), subject: try row("subject_id"), seq: try row("seq"),
      act: try row("act"), at: try row("at"),
      actor: try RecordActor(word: row("actor_kind"), person: row("actor_id")),
      onBehalf: try row("on_behalf", as: String?.self).map { try JSONText.decode(OnBehalf.self, from: $0) },
      facts: try row("facts"), words: try row("words"), salt: try row("salt"), commitment: try row("commitment"),
      previousHash: try row("previous_hash"), hash: try row("hash"), seal: try row("seal_id"))
  }
}

extension RecordActor {
  var kindWord: String {
    switch self {
    case .person: "person"
    case .sender: "sender"
    case .visitor: "visitor"
    case .system: "system"
    }
  }

  init(word: String, person: ID<Person>?) throws(DatabaseError) {
    switch (word, person) {
    case ("person", let person?): self = .person(person)
    case ("sender", _): self = .sender
    case ("visitor", _): self = .visitor
    case ("system", _): self = .system
    default: throw .decoding("column actor_kind is not an actor")
    }
  }
}

/// The hashes of the history. Every field is length-prefixed, so no two different entries give the same bytes.
package enum EventChain {
  package static let noWords = [UInt8](repeating: 0, count: 32)

  package static func commitment(words: String, salt: [UInt8]) -> [UInt8] {
    var hash = SHA256()
    hash.update(data: salt)
    hash.update(data: Array(words.utf8))
    return Array(hash.finalize())
  }

  package static func hash(
    previous: [UInt8], kind: SubjectKind, subject: Int64, seq: Int, act: String, at: Instant, actor: RecordActor,
    onBehalf: String?, facts: String, commitment: [UInt8]
  ) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(256 + facts.utf8.count)
    func field(_ part: some Collection<UInt8>) {
      withUnsafeBytes(of: UInt32(part.count).littleEndian) { bytes.append(contentsOf: $0) }
      bytes.append(contentsOf: part)
    }
    field(previous)
    field(kind.rawValue.utf8)
    field(String(subject).utf8)
    field(String(seq).utf8)
    field(act.utf8)
    field(String(at.milliseconds).utf8)
    field(actor.kindWord.utf8)
    field((actor.person?.description ?? "").utf8)
    field((onBehalf ?? "").utf8)
    field(facts.utf8)
    field(commitment)
    return Array(SHA256.hash(data: bytes))
  }

  /// The hash that a stored entry should have.
  package static func hash(of entry: RecordEntry) throws -> [UInt8] {
    hash(
      previous: entry.previousHash, kind: entry.kind, subject: entry.subject, seq: entry.seq, act: entry.act,
      at: entry.at, actor: entry.actor, onBehalf: try entry.onBehalf.map(JSONText.encode), facts: entry.facts,
      commitment: entry.commitment)
  }
}
