package import DatabaseKit
package import Domain

/// Tokens for applications: stored hashed, tied to a person.
package enum AccessTokenStore {
  package static func insert(
    _ id: ID<AccessToken>, tokenHash: [UInt8], of person: ID<Person>, name: String, scope: TokenScope, at now: Instant,
    expires: Instant, in tx: any WriteTransaction
  ) throws {
    try tx.execute(
      """
      INSERT INTO api_tokens (id, token_hash, person_id, name, scope, made_at, expires_at)
      VALUES (\(bind: id), \(bind: tokenHash), \(bind: person), \(bind: name), \(bind: scope), \(bind: now),
        \(bind: expires))
      """)
  }

  /// The token with this hash, if it has not ended and not expired.
  package static func live(tokenHash: [UInt8], at now: Instant, in tx: any ReadTransaction) throws
    -> (person: ID<Person>, line: TokenLine)?
  {
    try tx.row(
      """
      SELECT person_id, id, name, scope, made_at, seen_at, expires_at, ended_at FROM api_tokens
      WHERE token_hash = \(bind: tokenHash) AND ended_at IS NULL AND expires_at > \(bind: now)
      """
    ).map { (person: try $0("person_id"), line: try line($0)) }
  }

  /// The newest first.
  package static func list(of person: ID<Person>, limit: Int, in tx: any ReadTransaction) throws -> [TokenLine] {
    try tx.rows(
      """
      SELECT id, name, scope, made_at, seen_at, expires_at, ended_at FROM api_tokens
      WHERE person_id = \(bind: person) ORDER BY made_at DESC, id DESC LIMIT \(bind: limit)
      """
    ).map(line)
  }

  package static func liveCount(of person: ID<Person>, at now: Instant, in tx: any ReadTransaction) throws -> Int {
    try tx.row(
      """
      SELECT COUNT(*) AS n FROM api_tokens
      WHERE person_id = \(bind: person) AND ended_at IS NULL AND expires_at > \(bind: now)
      """)?("n") ?? 0
  }

  package static func touch(_ id: ID<AccessToken>, at now: Instant, in tx: any WriteTransaction) throws {
    try tx.execute("UPDATE api_tokens SET seen_at = \(bind: now) WHERE id = \(bind: id)")
  }

  /// False when the person has no live token such as that.
  package static func end(
    _ id: ID<AccessToken>, of person: ID<Person>, at now: Instant, in tx: any WriteTransaction
  ) throws -> Bool {
    try tx.execute(
      """
      UPDATE api_tokens SET ended_at = \(bind: now)
      WHERE id = \(bind: id) AND person_id = \(bind: person) AND ended_at IS NULL AND expires_at > \(bind: now)
      """) == 1
  }

  package static func endAll(of person: ID<Person>, at now: Instant, in tx: any WriteTransaction) throws {
    try tx.execute(
      "UPDATE api_tokens SET ended_at = \(bind: now) WHERE person_id = \(bind: person) AND ended_at IS NULL")
  }

  /// Those that could not be used any more before an instant: the list of one's own needs them no more.
  package static func forget(before: Instant, in tx: any WriteTransaction) throws {
    try tx.execute("DELETE FROM api_tokens WHERE expires_at < \(bind: before) OR ended_at < \(bind: before)")
  }

  private static func line(_ row: Row) throws -> TokenLine {
    TokenLine(
      id: try row("id"), name: try row("name"), scope: try row.word("scope"), made: try row("made_at"),
      seen: try row("seen_at"), expires: try row("expires_at"), ended: try row("ended_at"))
  }

  // MARK: Keys of requests

  /// Nil when the key is new, otherwise the content that it came with the first time.
  package static func claim(
    key keyHash: [UInt8], content: [UInt8], at now: Instant, in tx: any WriteTransaction
  ) throws -> [UInt8]? {
    let inserted = try tx.execute(
      """
      INSERT INTO api_requests (key_hash, content_hash, at) VALUES (\(bind: keyHash), \(bind: content), \(bind: now))
      ON CONFLICT (key_hash) DO NOTHING
      """)
    if inserted == 1 { return nil }
    return try tx.row("SELECT content_hash FROM api_requests WHERE key_hash = \(bind: keyHash)")?.first()
  }

  package static func forgetRequests(before: Instant, in tx: any WriteTransaction) throws {
    try tx.execute("DELETE FROM api_requests WHERE at < \(bind: before)")
  }
}
