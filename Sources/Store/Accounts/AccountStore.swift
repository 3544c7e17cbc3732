package import DatabaseKit
package import Domain

/// Accounts and posts.
package enum AccountStore {
  package static func insert(
    _ account: AccountRecord, passwordHash: String, at now: Instant, in tx: any WriteTransaction
  ) throws {
    try tx.execute(
      """
      INSERT INTO accounts (id, person_id, username, password_hash, state, must_change, is_demo, password_changed_at)
      VALUES (\(bind: account.id), \(bind: account.person), \(bind: account.username), \(bind: passwordHash),
        \(bind: account.state), \(bind: account.mustChange), \(bind: account.isDemo), \(bind: now))
      """)
  }

  package static func account(username: String, in tx: any ReadTransaction) throws
    -> (account: AccountRecord, passwordHash: String)?
  {
    try tx.row("\(columns) WHERE username = \(bind: username)").map { row in
      (account: try account(row), passwordHash: try row("password_hash"))
    }
  }

  package static func account(of person: ID<Person>, in tx: any ReadTransaction) throws
    -> (account: AccountRecord, passwordHash: String)?
  {
    try tx.row("\(columns) WHERE person_id = \(bind: person)").map { row in
      (account: try account(row), passwordHash: try row("password_hash"))
    }
  }

  package static func all(in tx: any ReadTransaction) throws -> [(account: AccountRecord, name: String)] {
    try tx.rows(
      """
      SELECT a.id, a.person_id, a.username, a.password_hash, a.state, a.must_change, a.is_demo, a.password_changed_at, p.name
      FROM accounts a JOIN people p ON p.id = a.person_id ORDER BY a.username
      """
    ).map { (account: try account($0), name: try $0("name")) }
  }

  package static func setPassword(
    _ account: ID<Account>, hash: String, mustChange: Bool, at now: Instant, in tx: any WriteTransaction
  ) throws {
    try tx.execute(
      """
      UPDATE accounts SET password_hash = \(bind: hash), must_change = \(bind: mustChange), is_demo = FALSE,
        password_changed_at = \(bind: now) WHERE id = \(bind: account)
      """)
  }

  package static func setState(
    _ account: ID<Account>, _ state: AccountRecord.State, in tx: any WriteTransaction
  ) throws {
    try tx.execute("UPDATE accounts SET state = \(bind: state) WHERE id = \(bind: account)")
  }

  package static func hasDemoAccounts(in tx: any ReadTransaction) throws -> Bool {
    try tx.row("SELECT 1 FROM accounts WHERE is_demo AND state = 'active' LIMIT 1") != nil
  }

  private static let columns: SQL =
    "SELECT id, person_id, username, password_hash, state, must_change, is_demo, password_changed_at FROM accounts"

  private static func account(_ row: Row) throws -> AccountRecord {
    AccountRecord(
      id: try row("id"), person: try row("person_id"), username: try row("username"), state: try row.word("state"),
      mustChange: try row("must_change"), isDemo: try row("is_demo"), passwordSince: try row("password_changed_at"))
  }

  // MARK: Posts

  package static func insert(
    _ post: Post, id: ID<PostRecord>, person: ID<Person>, from: CivilDate, in tx: any WriteTransaction
  ) throws {
    try tx.execute(
      """
      INSERT INTO posts (id, person_id, role, congress_id, venue_id, unit_id, region_id, from_on)
      VALUES (\(bind: id), \(bind: person), \(bind: post.role), \(bind: post.congress), \(bind: post.venue),
        \(bind: post.unit), \(bind: post.region), \(bind: from))
      """)
  }

  package static func end(_ post: ID<PostRecord>, on date: CivilDate, in tx: any WriteTransaction) throws -> Bool {
    try tx.execute("UPDATE posts SET to_on = \(bind: date) WHERE id = \(bind: post) AND to_on IS NULL") == 1
  }

  package static func posts(of person: ID<Person>, on date: CivilDate, in tx: any ReadTransaction) throws -> [Post] {
    try tx.rows(
      """
      SELECT role, congress_id, venue_id, unit_id, region_id FROM posts
      WHERE person_id = \(bind: person) AND from_on <= \(bind: date) AND (to_on IS NULL OR to_on > \(bind: date)) ORDER BY id
      """
    ).map(post)
  }

  /// A post with the days it was held.
  package struct DatedPost: Sendable, Equatable {
    package let person: ID<Person>
    package let post: Post
    let from: CivilDate
    let to: CivilDate?

    package func holds(on date: CivilDate) -> Bool { from <= date && (to.map { date <= $0 } ?? true) }
  }

  /// All posts that people have held, the ended ones too.
  package static func history(of people: [ID<Person>], in tx: any ReadTransaction) throws -> [DatedPost] {
    guard !people.isEmpty else { return [] }
    return try tx.rows(
      """
      SELECT person_id, role, congress_id, venue_id, unit_id, region_id, from_on, to_on FROM posts
      WHERE person_id IN \(SQL.list(people)) ORDER BY id
      """
    ).map {
      DatedPost(
        person: try $0("person_id"), post: try post($0),
        from: try $0("from_on"), to: try $0("to_on"))
    }
  }

  private static func post(_ row: Row) throws -> Post {
    Post(
      role: try row.word("role"), congress: try row("congress_id"), venue: try row("venue_id"),
      unit: try row("unit_id"), region: try row("region_id"))
  }

  /// A post in force.
  package static func line(_ post: ID<PostRecord>, on date: CivilDate, in tx: any ReadTransaction) throws -> PostLine? {
    let person: ID<Person>? = try tx.row("SELECT person_id FROM posts WHERE id = \(bind: post)")?.first()
    guard let person else { return nil }
    return try lines(person: person, on: date, in: tx).first { $0.id == post }
  }

  /// Posts in force, with names; of everybody, of a venue or of a congress.
  package static func lines(
    venue: ID<Venue>? = nil, unit: ID<HandlingUnit>? = nil, congress: ID<Congress>? = nil, person: ID<Person>? = nil,
    on date: CivilDate,
    in tx: any ReadTransaction
  ) throws -> [PostLine] {
    var conditions: [SQL] = ["o.from_on <= \(bind: date)", "(o.to_on IS NULL OR o.to_on > \(bind: date))"]
    if let venue { conditions.append("o.venue_id = \(bind: venue)") }
    if let unit { conditions.append("o.unit_id = \(bind: unit)") }
    if let congress { conditions.append("o.congress_id = \(bind: congress)") }
    if let person { conditions.append("o.person_id = \(bind: person)") }
    return try tx.rows(
      """
      SELECT o.id, o.role, o.person_id, p.name, o.congress_id, c.name AS congress_name, o.venue_id,
        v.name AS venue_name, o.unit_id, u.name AS unit_name, o.region_id, g.name AS region_name, o.from_on,
        o.to_on
      FROM posts o JOIN people p ON p.id = o.person_id JOIN congresses c ON c.id = o.congress_id
      LEFT JOIN venues v ON v.id = o.venue_id LEFT JOIN handling_units u ON u.id = o.unit_id
      LEFT JOIN regions g ON g.id = o.region_id
      WHERE \(SQL.all(conditions)) ORDER BY o.congress_id, o.role, o.id
      """
    ).map { row in
      PostLine(
        id: try row("id"), person: Named(id: try row("person_id"), name: try row("name")), role: try row.word("role"),
        congress: Named(id: try row("congress_id"), name: try row("congress_name")),
        venue: try row("venue_id", as: ID<Venue>?.self).map { Named(id: $0, name: try row("venue_name")) },
        unit: try row("unit_id", as: ID<HandlingUnit>?.self).map { Named(id: $0, name: try row("unit_name")) },
        region: try row("region_id", as: ID<Region>?.self).map { Named(id: $0, name: try row("region_name")) },
        from: try row("from_on"), to: try row("to_on"))
    }
  }

  /// The administrative posts of a congress that nobody holds on a day.
  package static func vacant(at congress: ID<Congress>, on date: CivilDate, in tx: any ReadTransaction) throws
    -> Set<PostRole>
  {
    let held = try tx.rows(
      """
      SELECT DISTINCT role FROM posts WHERE congress_id = \(bind: congress) AND from_on <= \(bind: date)
        AND (to_on IS NULL OR to_on > \(bind: date))
        AND role IN ('system_administrator', 'security_administrator', 'auditor')
      """
    ).map { try $0.word("role", as: PostRole.self) }
    return PostRole.administrative.subtracting(held)
  }

  /// Who holds a role for a venue or a congress on a day: whom a notice goes to.
  package static func holders(
    of role: PostRole, venue: ID<Venue>?, congress: ID<Congress>, on date: CivilDate, in tx: any ReadTransaction
  ) throws -> [ID<Person>] {
    let place: SQL =
      venue.map { "venue_id = \(bind: $0)" }
      ?? "congress_id = \(bind: congress) AND venue_id IS NULL AND unit_id IS NULL AND region_id IS NULL"
    return try tx.rows(
      """
      SELECT DISTINCT person_id FROM posts WHERE role = \(bind: role) AND \(place) AND from_on <= \(bind: date)
        AND (to_on IS NULL OR to_on > \(bind: date)) ORDER BY person_id
      """
    ).map { try $0.first() }
  }

  /// Who holds a role in a unit on a day.
  package static func holders(
    of role: PostRole, unit: ID<HandlingUnit>, on date: CivilDate, in tx: any ReadTransaction
  ) throws -> [ID<Person>] {
    try tx.rows(
      """
      SELECT DISTINCT person_id FROM posts WHERE role = \(bind: role) AND unit_id = \(bind: unit)
        AND from_on <= \(bind: date) AND (to_on IS NULL OR to_on > \(bind: date)) ORDER BY person_id
      """
    ).map { try $0.first() }
  }

  /// The workers of a grid on a day.
  package static func workers(of grid: ID<Region>, on date: CivilDate, in tx: any ReadTransaction) throws
    -> [ID<Person>]
  {
    try tx.rows(
      """
      SELECT DISTINCT person_id FROM posts WHERE role = \(bind: PostRole.gridWorker) AND region_id = \(bind: grid)
        AND from_on <= \(bind: date) AND (to_on IS NULL OR to_on > \(bind: date)) ORDER BY person_id
      """
    ).map { try $0.first() }
  }
}
