package import DatabaseKit
package import Domain

/// 家室站点, who is there, and when residents are received.
package enum VenueStore {
  package static func save(_ venue: Venue, position: Int, in tx: any WriteTransaction) throws {
    let workflow = try JSONText.encode(venue.workflow)
    let duties = try JSONText.encode(venue.duties)
    let rules = try JSONText.encode(venue.rules)
    try tx.execute(
      """
      INSERT INTO venues (id, congress_id, region_id, kind, tier, parent_id, name, mark, named_after_id, host, address,
        longitude_e7, latitude_e7, telephone, opening_hours, workflow, duties, rules, position, valid_from, valid_to,
        revision)
      VALUES (\(bind: venue.id), \(bind: venue.congress), \(bind: venue.region), \(bind: venue.kind),
        \(bind: venue.tier), \(bind: venue.parent), \(bind: venue.name), \(bind: venue.mark),
        \(bind: venue.namedAfter), \(bind: venue.host), \(bind: venue.address), \(bind: venue.longitudeE7),
        \(bind: venue.latitudeE7), \(bind: venue.telephone), \(bind: venue.openingHours), \(bind: workflow),
        \(bind: duties), \(bind: rules), \(bind: position), \(bind: venue.validFrom), \(bind: venue.validTo), 1)
      ON CONFLICT (id) DO UPDATE SET tier = excluded.tier, parent_id = excluded.parent_id, name = excluded.name,
        mark = excluded.mark, named_after_id = excluded.named_after_id, host = excluded.host,
        address = excluded.address, longitude_e7 = excluded.longitude_e7, latitude_e7 = excluded.latitude_e7,
        telephone = excluded.telephone, opening_hours = excluded.opening_hours, workflow = excluded.workflow,
        duties = excluded.duties, rules = excluded.rules, valid_to = excluded.valid_to,
        revision = venues.revision + 1
      """)
    try SearchSourceStore.refresh(venue.id, in: tx)
  }

  static func close(_ venue: ID<Venue>, on date: CivilDate, in tx: any WriteTransaction) throws {
    try tx.execute(
      "UPDATE venues SET valid_to = \(bind: date), revision = revision + 1 WHERE id = \(bind: venue)")
    try SearchSourceStore.refresh(venue, in: tx)
  }

  package static func venue(_ id: ID<Venue>, in tx: any ReadTransaction) throws -> Venue? {
    try tx.row("SELECT * FROM venues WHERE id = \(bind: id)").map(venue)
  }

  /// All venues of a congress that are open, or all that ever were.
  package static func venues(of congress: ID<Congress>, openOnly: Bool = true, in tx: any ReadTransaction) throws
    -> [Venue]
  {
    let open: SQL = openOnly ? "AND valid_to IS NULL" : ""
    return try tx.rows(
      "SELECT * FROM venues WHERE congress_id = \(bind: congress) \(open) ORDER BY position, id"
    ).map(venue)
  }

  package static func lines(of congress: ID<Congress>?, in tx: any ReadTransaction) throws -> [VenueLine] {
    try lines(congress.map { "AND v.congress_id = \(bind: $0)" } ?? "", in: tx)
  }

  package static func lines(_ ids: [ID<Venue>], in tx: any ReadTransaction) throws -> [VenueLine] {
    ids.isEmpty ? [] : try lines("AND v.id IN \(SQL.list(ids))", in: tx)
  }

  private static func lines(_ scope: SQL, in tx: any ReadTransaction) throws -> [VenueLine] {
    try tx.rows(
      """
      SELECT v.id, v.kind, v.tier, v.name, r.name AS region_name, v.address, v.telephone, v.opening_hours,
        (SELECT COUNT(DISTINCT d.person_id) FROM venue_deputies d WHERE d.venue_id = v.id AND d.to_on IS NULL) AS deputies
      FROM venues v JOIN regions r ON r.id = v.region_id WHERE v.valid_to IS NULL \(scope)
      ORDER BY v.position, v.id
      """
    ).map {
      VenueLine(
        id: try $0("id"), kind: try $0.word("kind"), tier: try $0.word("tier"), name: try $0("name"),
        regionName: try $0("region_name"), address: try $0("address"), telephone: try $0("telephone"),
        openingHours: try $0("opening_hours"), deputyCount: try $0("deputies"))
    }
  }

  package static func nextPosition(of congress: ID<Congress>, in tx: any ReadTransaction) throws -> Int {
    try tx.row("SELECT COALESCE(MAX(position), 0) + 1 AS next FROM venues WHERE congress_id = \(bind: congress)")?(
      "next") ?? 1
  }

  private static func venue(_ row: Row) throws -> Venue {
    func lines(_ column: String) throws -> [String] { try JSONText.decode([String].self, from: row(column)) }
    return Venue(
      id: try row("id"), congress: try row("congress_id"), region: try row("region_id"), kind: try row.word("kind"),
      tier: try row.word("tier"), parent: try row("parent_id"), name: try row("name"), mark: try row("mark"),
      namedAfter: try row("named_after_id"), host: try row("host"), address: try row("address"),
      longitudeE7: try row("longitude_e7"), latitudeE7: try row("latitude_e7"), telephone: try row("telephone"),
      openingHours: try row("opening_hours"), workflow: try lines("workflow"), duties: try lines("duties"),
      rules: try lines("rules"), validFrom: try row("valid_from"), validTo: try row("valid_to"))
  }

  // MARK: Deputies at a venue

  package static func place(
    _ mandate: ID<Mandate>, of person: ID<Person>, at venue: ID<Venue>, from: CivilDate, in tx: any WriteTransaction
  ) throws {
    try tx.execute(
      """
      INSERT INTO venue_deputies (venue_id, mandate_id, person_id, from_on)
      VALUES (\(bind: venue), \(bind: mandate), \(bind: person), \(bind: from))
      ON CONFLICT (venue_id, mandate_id, from_on) DO UPDATE SET to_on = NULL
      """)
  }

  package static func endPlacement(
    of mandate: ID<Mandate>, at venue: ID<Venue>, on date: CivilDate, in tx: any WriteTransaction
  ) throws {
    try tx.execute(
      """
      UPDATE venue_deputies SET to_on = \(bind: date)
      WHERE venue_id = \(bind: venue) AND mandate_id = \(bind: mandate) AND to_on IS NULL
      """)
  }

  /// The deputies in a venue with the mandate they are there for; only mandates in force.
  package static func deputies(at venue: ID<Venue>, in tx: any ReadTransaction) throws
    -> [(mandate: ID<Mandate>, person: Named<Person>, level: CongressLevel)]
  {
    try tx.rows(
      """
      SELECT d.mandate_id, p.id, p.name, m.level FROM venue_deputies d
      JOIN mandates m ON m.id = d.mandate_id JOIN people p ON p.id = d.person_id
      WHERE d.venue_id = \(bind: venue) AND d.to_on IS NULL AND m.state = 'active'
      ORDER BY m.level, p.sort_key, p.id
      """
    ).map { row in
      (
        mandate: try row("mandate_id"), person: Named(id: try row("id"), name: try row("name")),
        level: CongressLevel(rawValue: try row("level")) ?? .township
      )
    }
  }

  /// Where a deputy is placed, the lowest venue first: the station before the home.
  package static func placements(of person: ID<Person>, in tx: any ReadTransaction) throws
    -> [(venue: ID<Venue>, mandate: ID<Mandate>)]
  {
    try tx.rows(
      """
      SELECT d.venue_id, d.mandate_id FROM venue_deputies d JOIN venues v ON v.id = d.venue_id
      JOIN mandates m ON m.id = d.mandate_id
      WHERE d.person_id = \(bind: person) AND d.to_on IS NULL AND v.valid_to IS NULL AND m.state = 'active'
      ORDER BY CASE v.kind WHEN 'home' THEN 1 ELSE 0 END, m.level DESC, v.position, v.id
      """
    ).map { (venue: try $0("venue_id"), mandate: try $0("mandate_id")) }
  }

  /// Where residents found a deputy, also when his mandate is suspended or over: his station before the home.
  package static func lastVenue(of person: ID<Person>, in tx: any ReadTransaction) throws -> ID<Venue>? {
    try tx.row(
      """
      SELECT d.venue_id FROM venue_deputies d JOIN venues v ON v.id = d.venue_id
      WHERE d.person_id = \(bind: person) AND v.valid_to IS NULL
      ORDER BY CASE WHEN d.to_on IS NULL THEN 0 ELSE 1 END, CASE v.kind WHEN 'home' THEN 1 ELSE 0 END, d.from_on DESC,
        v.id LIMIT 1
      """)?.first()
  }

  // MARK: Receptions

  package static func save(_ rule: ReceptionRule, in tx: any WriteTransaction) throws {
    let (recurrence, day) =
      switch rule.recurrence {
      case .monthly(let day): ("monthly", day)
      case .weekly(let weekday): ("weekly", weekday.rawValue)
      }
    try tx.execute(
      """
      INSERT INTO reception_rules (id, venue_id, recurrence, day, opens, closes, topic, place)
      VALUES (\(bind: rule.id), \(bind: rule.venue), \(bind: recurrence), \(bind: day), \(bind: rule.opens),
        \(bind: rule.closes), \(bind: rule.topic), \(bind: rule.place))
      ON CONFLICT (id) DO UPDATE SET recurrence = excluded.recurrence, day = excluded.day, opens = excluded.opens,
        closes = excluded.closes, topic = excluded.topic, place = excluded.place
      """)
    try tx.execute("DELETE FROM reception_deputies WHERE rule_id = \(bind: rule.id)")
    for person in rule.people {
      try tx.execute(
        "INSERT INTO reception_deputies (rule_id, person_id) VALUES (\(bind: rule.id), \(bind: person))")
    }
  }

  package static func endReception(_ id: ID<ReceptionRule>, on date: CivilDate, in tx: any WriteTransaction) throws {
    try tx.execute("UPDATE reception_rules SET valid_to = \(bind: date) WHERE id = \(bind: id)")
  }

  /// Reception rules in force: of a congress's venues, of one venue, or with one deputy.
  package static func receptions(_ scope: ReceptionScope, in tx: any ReadTransaction) throws
    -> [(rule: ReceptionRule, venueName: String, people: [Named<Person>])]
  {
    let condition: SQL =
      switch scope {
      case .congress(let id): "v.congress_id = \(bind: id)"
      case .venue(let id): "v.id = \(bind: id)"
      case .people(let ids):
        "EXISTS (SELECT 1 FROM reception_deputies x WHERE x.rule_id = r.id AND x.person_id IN \(SQL.list(ids)))"
      }
    let rows = try tx.rows(
      """
      SELECT r.id, r.venue_id, r.recurrence, r.day, r.opens, r.closes, r.topic, r.place, v.name AS venue_name
      FROM reception_rules r JOIN venues v ON v.id = r.venue_id
      WHERE r.valid_to IS NULL AND v.valid_to IS NULL AND \(condition) ORDER BY r.id
      """)
    let ids = try rows.map { try $0("id", as: ID<ReceptionRule>.self) }
    var people: [ID<ReceptionRule>: [Named<Person>]] = [:]
    if !ids.isEmpty {
      for row in try tx.rows(
        """
        SELECT d.rule_id, p.id, p.name FROM reception_deputies d JOIN people p ON p.id = d.person_id
        WHERE d.rule_id IN \(SQL.list(ids)) ORDER BY p.sort_key, p.id
        """)
      {
        people[try row("rule_id"), default: []].append(Named(id: try row("id"), name: try row("name")))
      }
    }
    return try zip(rows, ids).map { row, id in
      let day: Int = try row("day")
      let names = people[id] ?? []
      let rule = ReceptionRule(
        id: id, venue: try row("venue_id"),
        recurrence: try row("recurrence", as: String.self) == "weekly"
          ? .weekly(Weekday(rawValue: day) ?? .monday) : .monthly(day: day),
        opens: try row("opens"), closes: try row("closes"), topic: try row("topic"), place: try row("place"),
        people: names.map(\.id))
      return (rule: rule, venueName: try row("venue_name"), people: names)
    }
  }
}

/// Whose receptions.
package enum ReceptionScope: Sendable {
  case congress(ID<Congress>)
  case venue(ID<Venue>)
  case people([ID<Person>])
}
