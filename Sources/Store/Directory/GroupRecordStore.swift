package import DatabaseKit
package import Domain

/// A group with its members, duties, fields and whom it guides; every row dated, ended with its reason.
package enum GroupRecordStore {
  package static func profile(_ id: ID<DeputyGroup>, in tx: any ReadTransaction) throws -> GroupProfile? {
    let fields = try tx.rows("SELECT field FROM group_fields WHERE group_id = \(bind: id) ORDER BY field")
    let categories = try tx.rows(
      """
      SELECT c.id, c.name FROM group_categories g JOIN matter_categories c ON c.id = g.category_id
      WHERE g.group_id = \(bind: id) ORDER BY c.position, c.id
      """)
    return try tx.row(
      """
      SELECT g.id, g.congress_id, g.kind, g.name, g.valid_from, g.valid_to, g.purpose, g.reason, g.revision,
        c.name AS congress_name FROM deputy_groups g JOIN congresses c ON c.id = g.congress_id WHERE g.id = \(bind: id)
      """
    ).map { row in
      GroupProfile(
        group: DeputyGroup(
          id: id, congress: try row("congress_id"), kind: try row.word("kind"), name: try row("name"),
          validFrom: try row("valid_from"), validTo: try row("valid_to")),
        congressName: try row("congress_name"), purpose: try row("purpose"), reason: try row("reason"),
        fields: try fields.map { try $0.first() },
        categories: try categories.map { Named(id: try $0("id"), name: try $0("name")) }, revision: try row("revision"))
    }
  }

  package static func insert(_ group: DeputyGroup, purpose: String, reason: String, in tx: any WriteTransaction) throws
  {
    try tx.execute(
      """
      INSERT INTO deputy_groups (id, congress_id, kind, name, valid_from, purpose, reason, revision)
      VALUES (\(bind: group.id), \(bind: group.congress), \(bind: group.kind), \(bind: group.name),
        \(bind: group.validFrom), \(bind: purpose), \(bind: reason), 1)
      """)
  }

  /// False when it was changed meanwhile.
  package static func update(
    _ group: ID<DeputyGroup>, name: String, purpose: String, seen: Int, in tx: any WriteTransaction
  ) throws -> Bool {
    try tx.execute(
      """
      UPDATE deputy_groups SET name = \(bind: name), purpose = \(bind: purpose), revision = revision + 1
      WHERE id = \(bind: group) AND revision = \(bind: seen)
      """) == 1
  }

  /// Dissolves a group: its members and duties end with it.
  package static func dissolve(
    _ group: ID<DeputyGroup>, on date: CivilDate, reason: String, seen: Int, in tx: any WriteTransaction
  ) throws -> Bool {
    let changed = try tx.execute(
      """
      UPDATE deputy_groups SET valid_to = \(bind: date), reason = \(bind: reason), revision = revision + 1
      WHERE id = \(bind: group) AND revision = \(bind: seen) AND valid_to IS NULL
      """)
    guard changed == 1 else { return false }
    try tx.execute(
      """
      UPDATE group_members SET to_on = \(bind: date), end_reason = \(bind: reason)
      WHERE group_id = \(bind: group) AND to_on IS NULL
      """)
    for table: SQL in ["group_venues", "guided_bodies"] {
      try tx.execute(
        """
        UPDATE \(table) SET to_on = \(bind: date), end_reason = \(bind: reason)
        WHERE group_id = \(bind: group) AND end_reason IS NULL AND (to_on IS NULL OR to_on > \(bind: date))
        """)
    }
    return true
  }

  package static func setTaken(
    fields: [String], categories: [ID<MatterCategory>], by group: ID<DeputyGroup>, in tx: any WriteTransaction
  ) throws {
    try tx.execute("DELETE FROM group_fields WHERE group_id = \(bind: group)")
    for field in fields {
      try tx.execute(
        "INSERT INTO group_fields (group_id, field) VALUES (\(bind: group), \(bind: field)) ON CONFLICT DO NOTHING")
    }
    try tx.execute("DELETE FROM group_categories WHERE group_id = \(bind: group)")
    for category in categories {
      try tx.execute(
        """
        INSERT INTO group_categories (group_id, category_id) VALUES (\(bind: group), \(bind: category))
        ON CONFLICT DO NOTHING
        """)
    }
  }

  // MARK: Lists

  /// Groups of a congress after `last`, those that work before those that were dissolved.
  package static func lines(
    of congress: ID<Congress>, kind: GroupKind?, ended: Bool, after last: ID<DeputyGroup>?, limit: Int,
    in tx: any ReadTransaction
  ) throws -> [GroupLine] {
    var conditions: [SQL] = [
      "congress_id = \(bind: congress)", ended ? "valid_to IS NOT NULL" : "valid_to IS NULL",
    ]
    if let kind { conditions.append("kind = \(bind: kind)") }
    if let last { conditions.append("id > \(bind: last)") }
    let rows = try tx.rows(
      """
      SELECT id, kind, name, valid_to FROM deputy_groups WHERE \(SQL.all(conditions)) ORDER BY id LIMIT \(bind: limit)
      """)
    let ids = try rows.map { try $0("id", as: ID<DeputyGroup>.self) }
    if ids.isEmpty { return [] }
    var members: [ID<DeputyGroup>: [(name: String, role: GroupRole)]] = [:]
    for row in try tx.rows(
      """
      SELECT m.group_id, p.name, m.role FROM group_members m JOIN people p ON p.id = m.person_id
      WHERE m.group_id IN \(SQL.list(ids)) AND m.to_on IS NULL ORDER BY p.sort_key, p.id
      """)
    {
      members[try row("group_id"), default: []].append((name: try row("name"), role: try row.word("role")))
    }
    var venues: [ID<DeputyGroup>: [String]] = [:]
    for row in try tx.rows(
      """
      SELECT g.group_id, v.name FROM group_venues g JOIN venues v ON v.id = g.venue_id
      WHERE g.group_id IN \(SQL.list(ids)) AND g.duty = 'resident' AND g.to_on IS NULL ORDER BY g.id
      """)
    {
      venues[try row("group_id"), default: []].append(try row("name"))
    }
    return try zip(rows, ids).map { row, id in
      let people = members[id] ?? []
      return GroupLine(
        id: id, kind: try row.word("kind"), name: try row("name"), members: people.count,
        leaders: people.filter(\.role.leads), venues: venues[id] ?? [], endedOn: try row("valid_to"))
    }
  }

  package static func counts(of congress: ID<Congress>, in tx: any ReadTransaction) throws -> [GroupKind: Int] {
    let rows = try tx.rows(
      """
      SELECT kind, COUNT(*) AS n FROM deputy_groups WHERE congress_id = \(bind: congress) AND valid_to IS NULL
      GROUP BY kind
      """)
    return try Dictionary(rows.map { (try $0.word("kind"), try $0("n", as: Int.self)) }, uniquingKeysWith: { $1 })
  }

  // MARK: Members

  package static func addMember(
    _ person: ID<Person>, to group: ID<DeputyGroup>, as role: GroupRole, from: CivilDate, reason: String,
    in tx: any WriteTransaction
  ) throws {
    try tx.execute(
      """
      INSERT INTO group_members (group_id, person_id, is_convener, role, from_on, reason)
      VALUES (\(bind: group), \(bind: person), \(bind: role.leads), \(bind: role), \(bind: from), \(bind: reason))
      ON CONFLICT (group_id, person_id, from_on) DO UPDATE SET is_convener = excluded.is_convener,
        role = excluded.role, reason = excluded.reason, to_on = NULL, end_reason = NULL
      """)
  }

  /// False when the person was no member.
  package static func endMember(
    _ person: ID<Person>, of group: ID<DeputyGroup>, on date: CivilDate, reason: String, in tx: any WriteTransaction
  ) throws -> Bool {
    try tx.execute(
      """
      UPDATE group_members SET to_on = \(bind: date), end_reason = \(bind: reason)
      WHERE group_id = \(bind: group) AND person_id = \(bind: person) AND to_on IS NULL
      """) >= 1
  }

  /// Everybody who is or was in a group, in the order of their names.
  package static func members(of group: ID<DeputyGroup>, in tx: any ReadTransaction) throws -> [GroupMember] {
    try tx.rows(
      """
      SELECT p.id, p.name, g.role, g.from_on, g.to_on, g.reason, g.end_reason FROM group_members g
      JOIN people p ON p.id = g.person_id WHERE g.group_id = \(bind: group) ORDER BY p.sort_key, p.id, g.from_on
      """
    ).map {
      GroupMember(
        person: Named(id: try $0("id"), name: try $0("name")), role: try $0.word("role"), tenure: try tenure($0))
    }
  }

  /// The groups that a person is in now.
  package static func groups(of person: ID<Person>, in tx: any ReadTransaction) throws -> [GroupOfPerson] {
    let rows = try tx.rows(
      """
      SELECT g.id, g.name, g.kind, m.role FROM group_members m JOIN deputy_groups g ON g.id = m.group_id
      WHERE m.person_id = \(bind: person) AND m.to_on IS NULL AND g.valid_to IS NULL
      ORDER BY g.id
      """)
    let ids = try rows.map { try $0("id", as: ID<DeputyGroup>.self) }
    let duties = try ids.isEmpty ? [] : duties("g.group_id IN \(SQL.list(ids))", in: tx)
    return try zip(rows, ids).map { row, id in
      GroupOfPerson(
        group: Named(id: id, name: try row("name")), kind: try row.word("kind"), role: try row.word("role"),
        duties: duties.filter { $0.group.id == id })
    }
  }

  // MARK: Duties

  package static func insert(_ duty: GroupDuty, in tx: any WriteTransaction) throws {
    try tx.execute(
      """
      INSERT INTO group_venues (id, group_id, venue_id, duty, from_on, to_on, reason)
      VALUES (\(bind: duty.id), \(bind: duty.group.id), \(bind: duty.venue.id), \(bind: duty.kind),
        \(bind: duty.tenure.from), \(bind: duty.tenure.to), \(bind: duty.tenure.reason))
      """)
  }

  package static func endDuty(
    _ id: ID<GroupDuty>, of group: ID<DeputyGroup>, on date: CivilDate, reason: String, in tx: any WriteTransaction
  ) throws -> Bool {
    try tx.execute(
      """
      UPDATE group_venues SET to_on = \(bind: date), end_reason = \(bind: reason)
      WHERE id = \(bind: id) AND group_id = \(bind: group) AND end_reason IS NULL
        AND (to_on IS NULL OR to_on >= \(bind: date))
      """) == 1
  }

  package static func duties(of group: ID<DeputyGroup>, in tx: any ReadTransaction) throws -> [GroupDuty] {
    try duties("g.group_id = \(bind: group)", in: tx)
  }

  package static func duties(at venue: ID<Venue>, in tx: any ReadTransaction) throws -> [GroupDuty] {
    try duties("g.venue_id = \(bind: venue) AND d.kind <> 'guidance'", in: tx)
  }

  private static func duties(_ condition: SQL, in tx: any ReadTransaction) throws -> [GroupDuty] {
    try tx.rows(
      """
      SELECT g.id, g.group_id, d.name AS group_name, g.venue_id, v.name AS venue_name, g.duty, g.from_on, g.to_on,
        g.reason, g.end_reason
      FROM group_venues g JOIN deputy_groups d ON d.id = g.group_id JOIN venues v ON v.id = g.venue_id
      WHERE \(condition) ORDER BY g.from_on DESC, g.id DESC
      """
    ).map {
      GroupDuty(
        id: try $0("id"), group: Named(id: try $0("group_id"), name: try $0("group_name")),
        venue: Named(id: try $0("venue_id"), name: try $0("venue_name")), kind: try $0.word("duty"),
        tenure: try tenure($0))
    }
  }

  // MARK: Guidance

  package static func insert(
    _ id: ID<GuidedBody>, _ subject: GuidedSubject, guidedBy group: ID<DeputyGroup>, from: CivilDate, reason: String,
    in tx: any WriteTransaction
  ) throws {
    var (region, congress, guided): (ID<Region>?, ID<Congress>?, ID<DeputyGroup>?)
    switch subject {
    case .region(let id): region = id
    case .congress(let id): congress = id
    case .group(let id): guided = id
    }
    try tx.execute(
      """
      INSERT INTO guided_bodies (id, group_id, region_id, congress_id, guided_group_id, from_on, reason)
      VALUES (\(bind: id), \(bind: group), \(bind: region), \(bind: congress), \(bind: guided), \(bind: from),
        \(bind: reason))
      """)
  }

  package static func endGuidance(
    _ id: ID<GuidedBody>, by group: ID<DeputyGroup>, on date: CivilDate, reason: String, in tx: any WriteTransaction
  ) throws -> Bool {
    try tx.execute(
      """
      UPDATE guided_bodies SET to_on = \(bind: date), end_reason = \(bind: reason)
      WHERE id = \(bind: id) AND group_id = \(bind: group) AND to_on IS NULL
      """) == 1
  }

  package static func guided(by group: ID<DeputyGroup>, in tx: any ReadTransaction) throws -> [GuidedBody] {
    try tx.rows(
      """
      SELECT b.id, b.region_id, b.congress_id, b.guided_group_id, COALESCE(r.name, c.name, g.name) AS name, b.from_on,
        b.to_on, b.reason, b.end_reason
      FROM guided_bodies b LEFT JOIN regions r ON r.id = b.region_id LEFT JOIN congresses c ON c.id = b.congress_id
      LEFT JOIN deputy_groups g ON g.id = b.guided_group_id
      WHERE b.group_id = \(bind: group) ORDER BY b.id
      """
    ).map { row in
      let subject: GuidedSubject
      if let region: ID<Region> = try row("region_id", as: ID<Region>?.self) {
        subject = .region(region)
      } else if let congress: ID<Congress> = try row("congress_id", as: ID<Congress>?.self) {
        subject = .congress(congress)
      } else {
        subject = .group(try row("guided_group_id"))
      }
      return GuidedBody(id: try row("id"), subject: subject, name: try row("name"), tenure: try tenure(row))
    }
  }

  static func tenure(_ row: Row) throws -> Tenure {
    Tenure(from: try row("from_on"), to: try row("to_on"), reason: try row("reason"), endReason: try row("end_reason"))
  }
}
