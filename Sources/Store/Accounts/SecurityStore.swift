package import DatabaseKit
package import Domain

/// The versions of the security settings, and the passwords that were used before.
package enum SecurityStore {
  package static func current(in tx: any ReadTransaction) throws -> VersionedSecurity {
    try tx.row("\(columns) ORDER BY number DESC LIMIT 1").map(version) ?? .defaults
  }

  package static func list(in tx: any ReadTransaction) throws -> [SecurityLine] {
    try tx.rows("\(columns) ORDER BY number DESC LIMIT 50").map {
      SecurityLine(
        version: try version($0), reason: try $0("reason"), madeBy: try $0("made_by"), madeAt: try $0("made_at"))
    }
  }

  /// Appends a version; the caller holds the lock of the settings.
  package static func insert(
    _ version: VersionedSecurity, reason: String, by person: ID<Person>?, at now: Instant, in tx: any WriteTransaction
  ) throws {
    try tx.execute(
      """
      INSERT INTO security_versions (number, settings, reason, made_by, made_at)
      VALUES (\(bind: version.number), \(bind: try JSONText.encode(version.settings)), \(bind: reason),
        \(bind: person), \(bind: now))
      """)
  }

  private static let columns: SQL = "SELECT number, settings, reason, made_by, made_at FROM security_versions"

  private static func version(_ row: Row) throws -> VersionedSecurity {
    VersionedSecurity(
      number: try row("number"), settings: try JSONText.decode(SecuritySettings.self, from: row("settings")))
  }

  // MARK: Former passwords

  /// The newest first.
  package static func formerPasswords(of account: ID<Account>, limit: Int, in tx: any ReadTransaction) throws
    -> [String]
  {
    try tx.rows(
      """
      SELECT password_hash FROM former_passwords WHERE account_id = \(bind: account)
      ORDER BY id DESC LIMIT \(bind: limit)
      """
    ).map { try $0.first() }
  }

  /// Keeps the password that is about to be replaced.
  package static func keepPassword(_ id: Int64, of account: ID<Account>, in tx: any WriteTransaction) throws {
    try tx.execute(
      """
      INSERT INTO former_passwords (id, account_id, password_hash)
      SELECT \(bind: id), id, password_hash FROM accounts WHERE id = \(bind: account)
      """)
  }
}

/// Sign-ins as the security administrator sees them.
extension SignInStore {
  /// The sign-ins of a person that hold at `now`, the one used least recently first.
  package static func live(
    of person: ID<Person>, at now: Instant, _ limits: SecuritySettings.Session, in tx: any ReadTransaction
  ) throws -> [ID<SignInSession>] {
    try tx.rows(
      """
      SELECT id FROM sign_in_sessions WHERE person_id = \(bind: person) AND \(holds(at: now, limits))
      ORDER BY seen_at, id
      """
    ).map { try $0.first() }
  }

  /// Everybody's that hold, the newest first.
  package static func live(
    at now: Instant, _ limits: SecuritySettings.Session, before cursor: ListCursor?, limit: Int,
    in tx: any ReadTransaction
  ) throws -> [(person: Named<Person>, line: SignInLine)] {
    let older: SQL = cursor.map { "AND s.id < \(bind: $0.id)" } ?? ""
    return try tx.rows(
      """
      SELECT s.id, s.kind, s.began_at, s.seen_at, s.expires_at, s.device, s.person_id, p.name
      FROM sign_in_sessions s JOIN people p ON p.id = s.person_id
      WHERE \(holds(at: now, limits)) \(older) ORDER BY s.id DESC LIMIT \(bind: limit)
      """
    ).map {
      (
        person: Named(id: try $0("person_id"), name: try $0("name")),
        line: SignInLine(
          id: try $0("id"), isDevice: try $0("kind", as: String.self) == "device", began: try $0("began_at"),
          seen: try $0("seen_at"), ended: nil, expires: try $0("expires_at"), device: try $0("device"))
      )
    }
  }

  /// How many sign-ins hold.
  package static func count(at now: Instant, _ limits: SecuritySettings.Session, in tx: any ReadTransaction) throws
    -> Int
  {
    try tx.row("SELECT COUNT(*) AS n FROM sign_in_sessions WHERE \(holds(at: now, limits))")?("n") ?? 0
  }

  package static func person(of session: ID<SignInSession>, in tx: any ReadTransaction) throws -> ID<Person>? {
    try tx.row("SELECT person_id FROM sign_in_sessions WHERE id = \(bind: session)")?.first()
  }

  private static func holds(at now: Instant, _ limits: SecuritySettings.Session) -> SQL {
    let desk = now.adding(milliseconds: -limits.lifetime(isDevice: false))
    let device = now.adding(milliseconds: -limits.lifetime(isDevice: true))
    return """
      ended_at IS NULL AND expires_at > \(bind: now)
      AND ((kind = 'device' AND began_at > \(bind: device))
        OR (kind = 'password' AND began_at > \(bind: desk) AND seen_at >= \(bind: now.adding(milliseconds: -limits.idle))))
      """
  }

  /// The subjects of which one key has at least `least` failed tries since then.
  package static func locked(kinds: [String], least: Int, since: Instant, in tx: any ReadTransaction) throws
    -> [[UInt8]]
  {
    try tx.rows(
      """
      SELECT DISTINCT subject_hash FROM (
        SELECT subject_hash, kind, key_hash FROM attempts
        WHERE kind IN \(SQL.list(kinds)) AND at > \(bind: since) AND subject_hash IS NOT NULL
        GROUP BY subject_hash, kind, key_hash HAVING COUNT(*) >= \(bind: least)
      ) AS full_ones
      """
    ).map { try $0.first() }
  }

  /// Removes sign-ins that have not held since then.
  package static func forget(expiredBefore instant: Instant, in tx: any WriteTransaction) throws {
    try tx.execute("DELETE FROM sign_in_sessions WHERE expires_at < \(bind: instant)")
  }
}
