package import DatabaseKit
package import Domain

/// A sign-in as found by its token.
package struct StoredSignIn: Sendable, Equatable {
  package let id: ID<SignInSession>
  package let person: ID<Person>
  package let isDevice: Bool
  package let began: Instant
  package let seen: Instant
  package let expires: Instant
  package let pinUntil: Instant
}

/// Sign-ins, slips, PINs and failed tries.
package enum SignInStore {
  package static func insert(
    _ id: ID<SignInSession>, tokenHash: [UInt8], person: ID<Person>, isDevice: Bool, at now: Instant,
    expires: Instant, device: String, in tx: any WriteTransaction
  ) throws {
    try tx.execute(
      """
      INSERT INTO sign_in_sessions (id, token_hash, person_id, kind, began_at, seen_at, expires_at, device, pin_until)
      VALUES (\(bind: id), \(bind: tokenHash), \(bind: person), \(bind: isDevice ? "device" : "password"),
        \(bind: now), \(bind: now), \(bind: expires), \(bind: device), 0)
      """)
  }

  /// The sign-in that a token belongs to, if it has not ended, has not expired and keeps to today's limits.
  package static func live(
    tokenHash: [UInt8], at now: Instant, _ limits: SecuritySettings.Session, in tx: any ReadTransaction
  ) throws -> StoredSignIn? {
    let row = try tx.row(
      """
      SELECT id, person_id, kind, began_at, seen_at, expires_at, pin_until FROM sign_in_sessions
      WHERE token_hash = \(bind: tokenHash) AND ended_at IS NULL AND expires_at > \(bind: now)
      """)
    guard let row else { return nil }
    let found = StoredSignIn(
      id: try row("id"), person: try row("person_id"), isDevice: try row("kind", as: String.self) == "device",
      began: try row("began_at"), seen: try row("seen_at"), expires: try row("expires_at"),
      pinUntil: try row("pin_until"))
    if !found.isDevice, now.milliseconds - found.seen.milliseconds > limits.idle { return nil }
    if now.milliseconds - found.began.milliseconds >= limits.lifetime(isDevice: found.isDevice) { return nil }
    return found
  }

  package static func touch(_ id: ID<SignInSession>, at now: Instant, in tx: any WriteTransaction) throws {
    try tx.execute("UPDATE sign_in_sessions SET seen_at = \(bind: now) WHERE id = \(bind: id)")
  }

  package static func grantPIN(_ id: ID<SignInSession>, until: Instant, in tx: any WriteTransaction) throws {
    try tx.execute("UPDATE sign_in_sessions SET pin_until = \(bind: until) WHERE id = \(bind: id)")
  }

  /// Ends one sign-in of a person; false when there is none such.
  package static func end(
    _ id: ID<SignInSession>, of person: ID<Person>, at now: Instant, in tx: any WriteTransaction
  ) throws -> Bool {
    try tx.execute(
      """
      UPDATE sign_in_sessions SET ended_at = \(bind: now)
      WHERE id = \(bind: id) AND person_id = \(bind: person) AND ended_at IS NULL
      """) == 1
  }

  package static func endAll(of person: ID<Person>, at now: Instant, in tx: any WriteTransaction) throws {
    try tx.execute(
      "UPDATE sign_in_sessions SET ended_at = \(bind: now) WHERE person_id = \(bind: person) AND ended_at IS NULL")
  }

  package static func list(of person: ID<Person>, limit: Int, in tx: any ReadTransaction) throws -> [SignInLine] {
    try tx.rows(
      """
      SELECT id, kind, began_at, seen_at, ended_at, expires_at, device FROM sign_in_sessions
      WHERE person_id = \(bind: person) ORDER BY began_at DESC, id DESC LIMIT \(bind: limit)
      """
    ).map {
      SignInLine(
        id: try $0("id"), isDevice: try $0("kind", as: String.self) == "device", began: try $0("began_at"),
        seen: try $0("seen_at"), ended: try $0("ended_at"), expires: try $0("expires_at"), device: try $0("device"))
    }
  }

  // MARK: Slips

  package static func insertSlip(
    _ id: ID<SignInSlip>, codeHash: [UInt8], person: ID<Person>, by issuer: ID<Person>, at now: Instant,
    expires: Instant, in tx: any WriteTransaction
  ) throws {
    // A new slip kills the ones before it.
    try tx.execute(
      """
      UPDATE sign_in_slips SET expires_at = \(bind: now)
      WHERE person_id = \(bind: person) AND used_at IS NULL AND expires_at > \(bind: now)
      """)
    try tx.execute(
      """
      INSERT INTO sign_in_slips (id, code_hash, person_id, issued_by, issued_at, expires_at)
      VALUES (\(bind: id), \(bind: codeHash), \(bind: person), \(bind: issuer), \(bind: now), \(bind: expires))
      """)
  }

  /// The person of a slip that can still be used.
  package static func slip(codeHash: [UInt8], at now: Instant, in tx: any ReadTransaction) throws
    -> (id: ID<SignInSlip>, person: ID<Person>)?
  {
    try tx.row(
      """
      SELECT id, person_id FROM sign_in_slips
      WHERE code_hash = \(bind: codeHash) AND used_at IS NULL AND expires_at > \(bind: now)
      """
    ).map { (id: try $0("id"), person: try $0("person_id")) }
  }

  /// False when somebody used it first.
  package static func useSlip(_ id: ID<SignInSlip>, at now: Instant, in tx: any WriteTransaction) throws -> Bool {
    try tx.execute("UPDATE sign_in_slips SET used_at = \(bind: now) WHERE id = \(bind: id) AND used_at IS NULL") == 1
  }

  // MARK: PIN

  package static func pinHash(of person: ID<Person>, in tx: any ReadTransaction) throws -> String? {
    try tx.row("SELECT pin_hash FROM pins WHERE person_id = \(bind: person)")?.first()
  }

  package static func setPIN(of person: ID<Person>, hash: String, at now: Instant, in tx: any WriteTransaction) throws {
    try tx.execute(
      """
      INSERT INTO pins (person_id, pin_hash, set_at) VALUES (\(bind: person), \(bind: hash), \(bind: now))
      ON CONFLICT (person_id) DO UPDATE SET pin_hash = excluded.pin_hash, set_at = excluded.set_at
      """)
  }

  // MARK: Failed tries

  package static func addAttempt(
    _ id: Int64, kind: String, keyHash: [UInt8], subject: [UInt8]? = nil, at now: Instant, in tx: any WriteTransaction
  ) throws {
    try tx.execute(
      """
      INSERT INTO attempts (id, kind, key_hash, at, subject_hash)
      VALUES (\(bind: id), \(bind: kind), \(bind: keyHash), \(bind: now), \(bind: subject))
      """)
  }

  package static func attempts(kind: String, keyHash: [UInt8], since: Instant, in tx: any ReadTransaction) throws -> Int
  {
    try tx.row(
      """
      SELECT COUNT(*) AS n FROM attempts
      WHERE kind = \(bind: kind) AND key_hash = \(bind: keyHash) AND at > \(bind: since)
      """)?("n") ?? 0
  }

  package static func clearAttempts(kind: String, keyHash: [UInt8], in tx: any WriteTransaction) throws {
    try tx.execute("DELETE FROM attempts WHERE kind = \(bind: kind) AND key_hash = \(bind: keyHash)")
  }

  /// Takes single tries back: they were none.
  package static func removeAttempts(_ ids: [Int64], in tx: any WriteTransaction) throws {
    if ids.isEmpty { return }
    try tx.execute("DELETE FROM attempts WHERE id IN \(SQL.list(ids))")
  }

  /// Forgets every try that was about this subject, from wherever it came.
  package static func clearAttempts(about subject: [UInt8], in tx: any WriteTransaction) throws {
    try tx.execute("DELETE FROM attempts WHERE subject_hash = \(bind: subject)")
  }
}
