package import DatabaseKit
package import Domain

/// Mechanisms, the links made under them, and the contacts that were kept.
package enum LinkStore {
  package static func insert(_ mechanism: LinkMechanism, in tx: any WriteTransaction) throws {
    try tx.execute(
      """
      INSERT INTO link_mechanisms (id, congress_id, name, note, from_kind, to_kind, contacts, period, valid_from,
        revision)
      VALUES (\(bind: mechanism.id), \(bind: mechanism.congress), \(bind: mechanism.name), \(bind: mechanism.note),
        \(bind: mechanism.from), \(bind: mechanism.to), \(bind: mechanism.cadence.contacts),
        \(bind: mechanism.cadence.period), \(bind: mechanism.validFrom), 1)
      """)
  }

  /// Name, note and cadence; what is linked stays as it was set up.
  package static func update(
    _ id: ID<LinkMechanism>, name: String, note: String, cadence: Cadence, endedOn: CivilDate?, seen: Int,
    in tx: any WriteTransaction
  ) throws -> Bool {
    try tx.execute(
      """
      UPDATE link_mechanisms SET name = \(bind: name), note = \(bind: note), contacts = \(bind: cadence.contacts),
        period = \(bind: cadence.period), valid_to = \(bind: endedOn), revision = revision + 1
      WHERE id = \(bind: id) AND revision = \(bind: seen)
      """) == 1
  }

  package static func mechanisms(of congress: ID<Congress>, in tx: any ReadTransaction) throws -> [LinkMechanism] {
    try tx.rows("\(mechanismColumns) WHERE congress_id = \(bind: congress) ORDER BY id").map(mechanism)
  }

  package static func mechanism(_ id: ID<LinkMechanism>, in tx: any ReadTransaction) throws -> LinkMechanism? {
    try tx.row("\(mechanismColumns) WHERE id = \(bind: id)").map(mechanism)
  }

  private static let mechanismColumns: SQL = """
    SELECT id, congress_id, name, note, from_kind, to_kind, contacts, period, valid_from, valid_to, revision
    FROM link_mechanisms
    """

  private static func mechanism(_ row: Row) throws -> LinkMechanism {
    LinkMechanism(
      id: try row("id"), congress: try row("congress_id"), name: try row("name"), note: try row("note"),
      from: try row.word("from_kind"), to: try row.word("to_kind"),
      cadence: Cadence(contacts: try row("contacts"), period: try row.word("period")),
      validFrom: try row("valid_from"), validTo: try row("valid_to"), revision: try row("revision"))
  }

  // MARK: Links

  package static func insert(
    _ id: ID<ResponsibilityLink>, from person: ID<Person>, to target: ResponsibilityLink.Target,
    under mechanism: ID<LinkMechanism>, from date: CivilDate, reason: String, in tx: any WriteTransaction
  ) throws {
    var (venue, other, region, voters): (ID<Venue>?, ID<Person>?, ID<Region>?, String?)
    switch target {
    case .venue(let id): venue = id
    case .person(let id): other = id
    case .region(let id): region = id
    case .voters(let text): voters = text
    }
    try tx.execute(
      """
      INSERT INTO responsibility_links (id, mechanism_id, from_person_id, to_venue_id, to_person_id, to_region_id,
        to_voters, from_on, reason)
      VALUES (\(bind: id), \(bind: mechanism), \(bind: person), \(bind: venue), \(bind: other), \(bind: region),
        \(bind: voters), \(bind: date), \(bind: reason))
      """)
  }

  package static func end(
    _ id: ID<ResponsibilityLink>, on date: CivilDate, reason: String, in tx: any WriteTransaction
  ) throws -> Bool {
    try tx.execute(
      """
      UPDATE responsibility_links SET to_on = \(bind: date), end_reason = \(bind: reason)
      WHERE id = \(bind: id) AND to_on IS NULL
      """) == 1
  }

  package static func link(_ id: ID<ResponsibilityLink>, in tx: any ReadTransaction) throws -> ResponsibilityLink? {
    try tx.row("\(linkColumns) WHERE l.id = \(bind: id)").map(link)
  }

  /// Links under a mechanism after `last`, in the order in which they were made.
  package static func links(
    under mechanism: ID<LinkMechanism>, ended: Bool, after last: ID<ResponsibilityLink>?, limit: Int,
    in tx: any ReadTransaction
  ) throws -> [ResponsibilityLink] {
    let open: SQL = ended ? "l.to_on IS NOT NULL" : "l.to_on IS NULL"
    return try tx.rows(
      """
      \(linkColumns) WHERE l.mechanism_id = \(bind: mechanism) AND \(open) AND l.id > \(bind: last?.raw ?? 0)
      ORDER BY l.id LIMIT \(bind: limit)
      """
    ).map(link)
  }

  /// The links that somebody answers for now.
  package static func links(of person: ID<Person>, in tx: any ReadTransaction) throws -> [ResponsibilityLink] {
    try tx.rows("\(linkColumns) WHERE l.from_person_id = \(bind: person) AND l.to_on IS NULL ORDER BY l.id").map(link)
  }

  package static func counts(of congress: ID<Congress>, in tx: any ReadTransaction) throws -> [ID<LinkMechanism>: Int] {
    let rows = try tx.rows(
      """
      SELECT l.mechanism_id, COUNT(*) AS n FROM responsibility_links l JOIN link_mechanisms m ON m.id = l.mechanism_id
      WHERE m.congress_id = \(bind: congress) AND l.to_on IS NULL GROUP BY l.mechanism_id
      """)
    return try Dictionary(
      rows.map { (try $0("mechanism_id"), try $0("n", as: Int.self)) }, uniquingKeysWith: { $1 })
  }

  private static let linkColumns: SQL = """
    SELECT l.id, l.mechanism_id, l.from_person_id, p.name AS from_name, l.to_venue_id, l.to_person_id, l.to_region_id,
      l.to_voters, COALESCE(v.name, q.name, r.name, l.to_voters) AS target_name, l.from_on, l.to_on, l.reason,
      l.end_reason
    FROM responsibility_links l JOIN people p ON p.id = l.from_person_id LEFT JOIN venues v ON v.id = l.to_venue_id
    LEFT JOIN people q ON q.id = l.to_person_id LEFT JOIN regions r ON r.id = l.to_region_id
    """

  private static func link(_ row: Row) throws -> ResponsibilityLink {
    let target: ResponsibilityLink.Target
    if let venue: ID<Venue> = try row("to_venue_id", as: ID<Venue>?.self) {
      target = .venue(venue)
    } else if let person: ID<Person> = try row("to_person_id", as: ID<Person>?.self) {
      target = .person(person)
    } else if let region: ID<Region> = try row("to_region_id", as: ID<Region>?.self) {
      target = .region(region)
    } else {
      target = .voters(try row("to_voters"))
    }
    return ResponsibilityLink(
      id: try row("id"), mechanism: try row("mechanism_id"),
      from: Named(id: try row("from_person_id"), name: try row("from_name")), target: target,
      targetName: try row("target_name"), tenure: try GroupRecordStore.tenure(row))
  }

  // MARK: Contacts

  package static func insert(
    _ contact: LinkContact, by person: ID<Person>?, at now: Instant, in tx: any WriteTransaction
  ) throws {
    try tx.execute(
      """
      INSERT INTO link_contacts (id, link_id, on_date, way, what, entered_by, entered_at)
      VALUES (\(bind: contact.id), \(bind: contact.link), \(bind: contact.date), \(bind: contact.way),
        \(bind: contact.what), \(bind: person), \(bind: now))
      """)
  }

  /// The newest contacts of a link.
  package static func contacts(of link: ID<ResponsibilityLink>, limit: Int, in tx: any ReadTransaction) throws
    -> [LinkContact]
  {
    try tx.rows(
      """
      SELECT c.id, c.link_id, c.on_date, c.way, c.what, p.name AS entered FROM link_contacts c
      LEFT JOIN people p ON p.id = c.entered_by
      WHERE c.link_id = \(bind: link) ORDER BY c.on_date DESC, c.id DESC LIMIT \(bind: limit)
      """
    ).map {
      LinkContact(
        id: try $0("id"), link: try $0("link_id"), date: try $0("on_date"), way: try $0.word("way"),
        what: try $0("what"), enteredBy: try $0("entered"))
    }
  }

  /// The days of contact of these links in a stretch of days.
  package static func dates(
    of links: [ID<ResponsibilityLink>], in range: ClosedRange<CivilDate>, in tx: any ReadTransaction
  ) throws -> [ID<ResponsibilityLink>: [CivilDate]] {
    if links.isEmpty { return [:] }
    var dates: [ID<ResponsibilityLink>: [CivilDate]] = [:]
    for row in try tx.rows(
      """
      SELECT link_id, on_date FROM link_contacts WHERE link_id IN \(SQL.list(links))
        AND on_date >= \(bind: range.lowerBound) AND on_date <= \(bind: range.upperBound) ORDER BY on_date
      """)
    {
      dates[try row("link_id"), default: []].append(try row("on_date"))
    }
    return dates
  }

  package static func last(of links: [ID<ResponsibilityLink>], in tx: any ReadTransaction) throws
    -> [ID<ResponsibilityLink>: CivilDate]
  {
    if links.isEmpty { return [:] }
    let rows = try tx.rows(
      """
      SELECT link_id, MAX(on_date) AS last FROM link_contacts WHERE link_id IN \(SQL.list(links)) GROUP BY link_id
      """)
    return try Dictionary(
      rows.map { (try $0("link_id"), try $0("last", as: CivilDate.self)) }, uniquingKeysWith: { $1 })
  }
}
