package import DatabaseKit
package import Domain

/// One private contact field as stored.
package struct StoredContactField: Sendable, Equatable {
  package let field: ContactField
  package let sealed: [UInt8]
  package let keyID: Int
  package let mask: String
  package let isPublic: Bool

  package init(field: ContactField, sealed: [UInt8], keyID: Int, mask: String, isPublic: Bool) {
    self.field = field
    self.sealed = sealed
    self.keyID = keyID
    self.mask = mask
    self.isPublic = isPublic
  }
}

/// People and their mandates.
package enum PersonStore {
  package static func save(_ person: Person, searchText: String, sortKey: String, in tx: any WriteTransaction) throws {
    try tx.execute(
      """
      INSERT INTO people (id, name, search_text, sort_key, residence_id, workplace, occupation, introduction, revision)
      VALUES (\(bind: person.id), \(bind: person.name), \(bind: searchText), \(bind: sortKey),
        \(bind: person.residence), \(bind: person.workplace), \(bind: person.occupation),
        \(bind: person.introduction), 1)
      ON CONFLICT (id) DO UPDATE SET name = excluded.name, search_text = excluded.search_text,
        sort_key = excluded.sort_key, residence_id = excluded.residence_id, workplace = excluded.workplace,
        occupation = excluded.occupation, introduction = excluded.introduction, revision = people.revision + 1
      """)
    try tx.execute("DELETE FROM person_expertise WHERE person_id = \(bind: person.id)")
    for field in person.expertise {
      try tx.execute(
        """
        INSERT INTO person_expertise (person_id, field) VALUES (\(bind: person.id), \(bind: field))
        ON CONFLICT DO NOTHING
        """)
    }
    try SearchSourceStore.refresh(person.id, in: tx)
  }

  package static func person(_ id: ID<Person>, in tx: any ReadTransaction) throws -> Person? {
    let expertise = try tx.rows(
      "SELECT field FROM person_expertise WHERE person_id = \(bind: id) ORDER BY field"
    ).map { try $0.first(as: String.self) }
    return try tx.row(
      """
      SELECT id, name, residence_id, workplace, occupation, introduction FROM people WHERE id = \(bind: id)
      """
    ).map {
      Person(
        id: try $0("id"), name: try $0("name"), residence: try $0("residence_id"), workplace: try $0("workplace"),
        occupation: try $0("occupation"), expertise: expertise, introduction: try $0("introduction"))
    }
  }

  package static func names(_ ids: [ID<Person>], in tx: any ReadTransaction) throws -> [ID<Person>: String] {
    guard !ids.isEmpty else { return [:] }
    let rows = try tx.rows("SELECT id, name FROM people WHERE id IN \(SQL.list(ids))")
    return try Dictionary(
      rows.map { (try $0("id", as: ID<Person>.self), try $0("name", as: String.self)) },
      uniquingKeysWith: { first, _ in first })
  }

  // MARK: Contact

  package static func save(
    _ contact: StoredContactField, of person: ID<Person>, agreedAt: Instant?, in tx: any WriteTransaction
  ) throws {
    try tx.execute(
      """
      INSERT INTO person_contacts (person_id, field, sealed, key_id, mask, is_public, agreed_at)
      VALUES (\(bind: person), \(bind: contact.field), \(bind: contact.sealed), \(bind: contact.keyID),
        \(bind: contact.mask), \(bind: contact.isPublic), \(bind: agreedAt))
      ON CONFLICT (person_id, field) DO UPDATE SET sealed = excluded.sealed, key_id = excluded.key_id,
        mask = excluded.mask, is_public = excluded.is_public, agreed_at = excluded.agreed_at
      """)
  }

  package static func contacts(of person: ID<Person>, in tx: any ReadTransaction) throws -> [StoredContactField] {
    try tx.rows(
      """
      SELECT field, sealed, key_id, mask, is_public FROM person_contacts WHERE person_id = \(bind: person)
      ORDER BY field
      """
    ).map {
      StoredContactField(
        field: try $0.word("field"), sealed: try $0("sealed"), keyID: try $0("key_id"), mask: try $0("mask"),
        isPublic: try $0("is_public"))
    }
  }

  package static func removeContact(_ field: ContactField, of person: ID<Person>, in tx: any WriteTransaction) throws {
    try tx.execute("DELETE FROM person_contacts WHERE person_id = \(bind: person) AND field = \(bind: field)")
  }

  // MARK: Mandates

  package static func insert(_ mandate: Mandate, level: CongressLevel, in tx: any WriteTransaction) throws {
    try tx.execute(
      """
      INSERT INTO mandates (id, person_id, congress_id, term_id, constituency_id, electing_unit_id, stationed_id, level,
        state, reason, began_on, changed_on)
      VALUES (\(bind: mandate.id), \(bind: mandate.person), \(bind: mandate.congress), \(bind: mandate.term),
        \(bind: mandate.constituency), \(bind: mandate.electingUnit), \(bind: mandate.stationed),
        \(bind: level.rawValue), \(bind: mandate.state), \(bind: mandate.reason), \(bind: mandate.beganOn),
        \(bind: mandate.changedOn))
      """)
    try SearchSourceStore.refresh(mandate.person, in: tx)
  }

  package static func change(
    _ mandate: ID<Mandate>, to state: MandateState, reason: MandateReason?, on date: CivilDate,
    in tx: any WriteTransaction
  ) throws {
    try tx.execute(
      """
      UPDATE mandates SET state = \(bind: state), reason = \(bind: reason), changed_on = \(bind: date)
      WHERE id = \(bind: mandate)
      """)
  }

  /// Whoever was elected again goes on in another term.
  package static func renew(_ mandate: ID<Mandate>, in term: ID<CongressTerm>, _ tx: any WriteTransaction) throws {
    try tx.execute("UPDATE mandates SET term_id = \(bind: term) WHERE id = \(bind: mandate)")
  }

  package static func mandate(_ id: ID<Mandate>, in tx: any ReadTransaction) throws -> Mandate? {
    try tx.row(
      """
      SELECT id, person_id, congress_id, term_id, constituency_id, electing_unit_id, stationed_id, state, reason,
        began_on, changed_on FROM mandates WHERE id = \(bind: id)
      """
    ).map {
      Mandate(
        id: try $0("id"), person: try $0("person_id"), congress: try $0("congress_id"), term: try $0("term_id"),
        constituency: try $0("constituency_id"), electingUnit: try $0("electing_unit_id"),
        stationed: try $0("stationed_id"), state: try $0.word("state"), reason: try $0.optionalWord("reason"),
        beganOn: try $0("began_on"), changedOn: try $0("changed_on"))
    }
  }

  package static func activeMandates(of person: ID<Person>, in tx: any ReadTransaction) throws -> [ID<Mandate>] {
    try tx.rows(
      "SELECT id FROM mandates WHERE person_id = \(bind: person) AND state = 'active' ORDER BY level DESC, id"
    ).map { try $0.first() }
  }

  /// The mandate in force that a person holds at a congress.
  package static func activeMandate(of person: ID<Person>, at congress: ID<Congress>, in tx: any ReadTransaction) throws
    -> Mandate?
  {
    let id = try tx.row(
      """
      SELECT id FROM mandates WHERE person_id = \(bind: person) AND congress_id = \(bind: congress)
        AND state = 'active' ORDER BY id LIMIT 1
      """)
    return try id.flatMap { try mandate($0.first(), in: tx) }
  }

  package static func mandates(of people: [ID<Person>], in tx: any ReadTransaction) throws
    -> [ID<Person>: [MandateLine]]
  {
    guard !people.isEmpty else { return [:] }
    let rows = try tx.rows(
      """
      SELECT m.id, m.person_id, m.congress_id, c.name AS congress_name, c.short_name, m.level, t.number AS term_number,
        COALESCE(k.name, u.name, '') AS elected_by, m.state, m.reason, m.began_on, m.changed_on
      FROM mandates m JOIN congresses c ON c.id = m.congress_id
      LEFT JOIN congress_terms t ON t.id = m.term_id
      LEFT JOIN constituencies k ON k.id = m.constituency_id
      LEFT JOIN electing_units u ON u.id = m.electing_unit_id
      WHERE m.person_id IN \(SQL.list(people)) ORDER BY m.level, m.id
      """)
    var result: [ID<Person>: [MandateLine]] = [:]
    for row in rows {
      guard let level = CongressLevel(rawValue: try row("level")) else { throw DatabaseError.decoding("level") }
      result[try row("person_id"), default: []].append(
        MandateLine(
          id: try row("id"), congress: try row("congress_id"), congressName: try row("congress_name"),
          congressShortName: try row("short_name"), level: level, termNumber: try row("term_number"),
          electedBy: try row("elected_by"), state: try row.word("state"), reason: try row.optionalWord("reason"),
          beganOn: try row("began_on"), changedOn: try row("changed_on")))
    }
    return result
  }

  // MARK: Search

  /// Deputies after `cursor` in the order of their names, each once however many mandates.
  package static func deputies(
    _ filter: DeputyFilter, regionPath: String?, servingOnly: Bool, after cursor: ListCursor?, limit: Int,
    in tx: any ReadTransaction
  ) throws -> [(line: DeputyLine, sortKey: String)] {
    var conditions: [SQL] = ["m.person_id = p.id"]
    if servingOnly { conditions.append("m.state = 'active'") }
    if let level = filter.congressLevel { conditions.append("m.level = \(bind: level.rawValue)") }
    if let congress = filter.congress { conditions.append("m.congress_id = \(bind: congress)") }
    if let venue = filter.venue {
      conditions.append(
        """
        EXISTS (SELECT 1 FROM venue_deputies v WHERE v.mandate_id = m.id AND v.venue_id = \(bind: venue)
          AND v.to_on IS NULL)
        """)
    }
    if let path = regionPath {
      conditions.append(
        """
        EXISTS (SELECT 1 FROM venue_deputies v JOIN venues x ON x.id = v.venue_id JOIN regions r ON r.id = x.region_id
          WHERE v.mandate_id = m.id AND v.to_on IS NULL AND r.path >= \(bind: path) AND r.path < \(bind: path + "~"))
        """)
    }
    var outer: [SQL] = ["EXISTS (SELECT 1 FROM mandates m WHERE \(SQL.all(conditions)))"]
    if !filter.query.isEmpty { outer.append(.contains("p.search_text", filter.query)) }
    if let field = filter.expertise {
      outer.append(
        "EXISTS (SELECT 1 FROM person_expertise e WHERE e.person_id = p.id AND e.field = \(bind: field))")
    }
    if let cursor {
      outer.append(
        """
        (p.sort_key > \(bind: cursor.sort) OR (p.sort_key = \(bind: cursor.sort) AND p.id > \(bind: cursor.id)))
        """)
    }
    let rows = try tx.rows(
      """
      SELECT p.id, p.name, p.occupation, p.sort_key FROM people p WHERE \(SQL.all(outer))
      ORDER BY p.sort_key, p.id LIMIT \(bind: limit)
      """)
    let lines = try rows.map { row in
      (
        line: DeputyLine(id: try row("id"), name: try row("name"), occupation: try row("occupation")),
        sortKey: try row("sort_key", as: String.self)
      )
    }
    return try zip(lines, complete(lines.map(\.line), in: tx)).map { (line: $1, sortKey: $0.sortKey) }
  }

  package static func lines(of people: [ID<Person>], in tx: any ReadTransaction) throws -> [DeputyLine] {
    if people.isEmpty { return [] }
    let bare = try tx.rows("SELECT id, name, occupation FROM people WHERE id IN \(SQL.list(people)) ORDER BY id").map {
      DeputyLine(id: try $0("id"), name: try $0("name"), occupation: try $0("occupation"))
    }
    return try complete(bare, in: tx)
  }

  /// Adds mandates, expertise and venues to lines that have only names.
  package static func complete(_ lines: [DeputyLine], in tx: any ReadTransaction) throws -> [DeputyLine] {
    let ids = lines.map(\.id)
    guard !ids.isEmpty else { return [] }
    let mandates = try mandates(of: ids, in: tx)
    var expertise: [ID<Person>: [String]] = [:]
    for row in try tx.rows(
      "SELECT person_id, field FROM person_expertise WHERE person_id IN \(SQL.list(ids)) ORDER BY field")
    {
      expertise[try row("person_id"), default: []].append(try row("field"))
    }
    var venues: [ID<Person>: [Named<Venue>]] = [:]
    for row in try tx.rows(
      """
      SELECT DISTINCT d.person_id, v.id, v.name, v.position FROM venue_deputies d JOIN venues v ON v.id = d.venue_id
      WHERE d.person_id IN \(SQL.list(ids)) AND d.to_on IS NULL AND v.valid_to IS NULL
      ORDER BY v.position DESC, v.id
      """)
    {
      venues[try row("person_id"), default: []].append(Named(id: try row("id"), name: try row("name")))
    }
    return lines.map { line in
      var line = line
      line.mandates = mandates[line.id] ?? []
      line.expertise = expertise[line.id] ?? []
      line.venues = venues[line.id] ?? []
      return line
    }
  }

  /// The fields of expertise in use, most common first.
  package static func expertiseInUse(limit: Int, in tx: any ReadTransaction) throws -> [String] {
    try tx.rows(
      """
      SELECT field, COUNT(*) AS n FROM person_expertise GROUP BY field ORDER BY n DESC, field LIMIT \(bind: limit)
      """
    ).map { try $0("field") }
  }

  /// Serving deputies of all congresses known here: persons counted once, mandates by level.
  package static func counts(in tx: any ReadTransaction) throws -> (persons: Int, byLevel: [CongressLevel: Int]) {
    let persons: Int =
      try tx.row("SELECT COUNT(DISTINCT person_id) AS n FROM mandates WHERE state = 'active'")?("n") ?? 0
    var byLevel: [CongressLevel: Int] = [:]
    for row in try tx.rows("SELECT level, COUNT(*) AS n FROM mandates WHERE state = 'active' GROUP BY level") {
      if let level = CongressLevel(rawValue: try row("level")) { byLevel[level] = try row("n") }
    }
    return (persons, byLevel)
  }
}

extension PersonStore {
  /// The congresses that a person belongs to: by a mandate that has not ended, or by a post in force.
  package static func congresses(of person: ID<Person>, on date: CivilDate, in tx: any ReadTransaction) throws
    -> [ID<Congress>]
  {
    try tx.rows(
      """
      SELECT congress_id FROM mandates WHERE person_id = \(bind: person) AND state <> 'ended'
      UNION
      SELECT congress_id FROM posts WHERE person_id = \(bind: person) AND from_on <= \(bind: date)
        AND (to_on IS NULL OR to_on > \(bind: date))
      """
    ).map { try $0.first() }
  }

  /// All people after `cursor` in the order of their names.
  package static func people(_ query: String, after cursor: ListCursor?, limit: Int, in tx: any ReadTransaction) throws
    -> [(line: DeputyLine, sortKey: String)]
  {
    var conditions: [SQL] = []
    if !query.isEmpty { conditions.append(.contains("p.search_text", query)) }
    if let cursor {
      conditions.append(
        """
        (p.sort_key > \(bind: cursor.sort) OR (p.sort_key = \(bind: cursor.sort) AND p.id > \(bind: cursor.id)))
        """)
    }
    let rows = try tx.rows(
      """
      SELECT p.id, p.name, p.occupation, p.sort_key FROM people p WHERE \(SQL.all(conditions))
      ORDER BY p.sort_key, p.id LIMIT \(bind: limit)
      """)
    let bare = try rows.map {
      DeputyLine(id: try $0("id"), name: try $0("name"), occupation: try $0("occupation"))
    }
    return try zip(rows, complete(bare, in: tx)).map { (line: $1, sortKey: try $0("sort_key", as: String.self)) }
  }

  package static func servingMandates(limit: Int, in tx: any ReadTransaction) throws
    -> [(id: ID<Mandate>, name: String, congress: ID<Congress>)]
  {
    try tx.rows(
      """
      SELECT m.id, p.name, c.short_name, m.congress_id FROM mandates m JOIN people p ON p.id = m.person_id
      JOIN congresses c ON c.id = m.congress_id
      WHERE m.state = 'active' ORDER BY p.sort_key, p.id, m.level LIMIT \(bind: limit)
      """
    ).map {
      (
        id: try $0("id"), name: try $0("name", as: String.self) + "（" + $0("short_name", as: String.self) + "代表）",
        congress: try $0("congress_id")
      )
    }
  }
}
