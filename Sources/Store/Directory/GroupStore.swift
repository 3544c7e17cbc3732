package import DatabaseKit
package import Domain

/// Somebody in a delegation or group, dated.
package struct StoredMember: Sendable, Equatable {
  package let person: Named<Person>
  package let leads: Bool
  package let from: CivilDate
  package let to: CivilDate?
}

/// Delegations, deputy groups, handling units and categories.
package enum GroupStore {
  package static func save(_ delegation: Delegation, in tx: any WriteTransaction) throws {
    try tx.execute(
      """
      INSERT INTO delegations (id, congress_id, name)
      VALUES (\(bind: delegation.id), \(bind: delegation.congress), \(bind: delegation.name))
      ON CONFLICT (id) DO UPDATE SET name = excluded.name
      """)
  }

  package static func delegations(of congress: ID<Congress>, in tx: any ReadTransaction) throws -> [Delegation] {
    try tx.rows(
      """
      SELECT id, congress_id, name FROM delegations WHERE congress_id = \(bind: congress) AND valid_to IS NULL
      ORDER BY id
      """
    ).map { Delegation(id: try $0("id"), congress: try $0("congress_id"), name: try $0("name")) }
  }

  package static func addMember(
    _ mandate: ID<Mandate>, to delegation: ID<Delegation>, isHead: Bool, from: CivilDate, in tx: any WriteTransaction
  ) throws {
    try tx.execute(
      """
      INSERT INTO delegation_members (delegation_id, mandate_id, is_head, from_on)
      VALUES (\(bind: delegation), \(bind: mandate), \(bind: isHead), \(bind: from))
      ON CONFLICT (delegation_id, mandate_id, from_on) DO UPDATE SET is_head = excluded.is_head, to_on = NULL
      """)
  }

  package static func endMember(
    _ mandate: ID<Mandate>, of delegation: ID<Delegation>, on date: CivilDate, in tx: any WriteTransaction
  ) throws {
    try tx.execute(
      """
      UPDATE delegation_members SET to_on = \(bind: date)
      WHERE delegation_id = \(bind: delegation) AND mandate_id = \(bind: mandate) AND to_on IS NULL
      """)
  }

  package static func members(of delegation: ID<Delegation>, in tx: any ReadTransaction) throws -> [StoredMember] {
    try tx.rows(
      """
      SELECT p.id, p.name, d.is_head AS leads, d.from_on, d.to_on FROM delegation_members d
      JOIN mandates m ON m.id = d.mandate_id JOIN people p ON p.id = m.person_id
      WHERE d.delegation_id = \(bind: delegation) ORDER BY d.is_head DESC, p.sort_key, p.id
      """
    ).map(member)
  }

  package static func groups(of congress: ID<Congress>, in tx: any ReadTransaction) throws -> [DeputyGroup] {
    try tx.rows(
      """
      SELECT id, congress_id, kind, name, valid_from, valid_to FROM deputy_groups
      WHERE congress_id = \(bind: congress) ORDER BY id
      """
    ).map {
      DeputyGroup(
        id: try $0("id"), congress: try $0("congress_id"), kind: try $0.word("kind"), name: try $0("name"),
        validFrom: try $0("valid_from"), validTo: try $0("valid_to"))
    }
  }

  package static func members(of group: ID<DeputyGroup>, in tx: any ReadTransaction) throws -> [StoredMember] {
    try tx.rows(
      """
      SELECT p.id, p.name, g.is_convener AS leads, g.from_on, g.to_on FROM group_members g
      JOIN people p ON p.id = g.person_id
      WHERE g.group_id = \(bind: group) ORDER BY g.is_convener DESC, p.sort_key, p.id
      """
    ).map(member)
  }

  package static func groups(with person: ID<Person>, on date: CivilDate, in tx: any ReadTransaction) throws
    -> [ID<DeputyGroup>]
  {
    try tx.rows(
      """
      SELECT group_id FROM group_members WHERE person_id = \(bind: person) AND from_on <= \(bind: date)
        AND (to_on IS NULL OR to_on >= \(bind: date)) ORDER BY group_id
      """
    ).map { try $0.first() }
  }

  private static func member(_ row: Row) throws -> StoredMember {
    StoredMember(
      person: Named(id: try row("id"), name: try row("name")), leads: try row("leads"), from: try row("from_on"),
      to: try row("to_on"))
  }

  // MARK: Handling units

  package static func save(_ unit: HandlingUnit, in tx: any WriteTransaction) throws {
    try tx.execute(
      """
      INSERT INTO handling_units (id, congress_id, name, telephone, valid_to)
      VALUES (\(bind: unit.id), \(bind: unit.congress), \(bind: unit.name), \(bind: unit.telephone),
        \(bind: unit.validTo))
      ON CONFLICT (id) DO UPDATE SET name = excluded.name, telephone = excluded.telephone,
        valid_to = excluded.valid_to
      """)
  }

  package static func units(of congress: ID<Congress>, in tx: any ReadTransaction) throws -> [HandlingUnit] {
    try tx.rows(
      """
      SELECT id, congress_id, name, telephone, valid_to FROM handling_units WHERE congress_id = \(bind: congress)
      ORDER BY id
      """
    ).map(unit)
  }

  package static func unit(_ id: ID<HandlingUnit>, in tx: any ReadTransaction) throws -> HandlingUnit? {
    try tx.row("SELECT id, congress_id, name, telephone, valid_to FROM handling_units WHERE id = \(bind: id)").map(unit)
  }

  private static func unit(_ row: Row) throws -> HandlingUnit {
    HandlingUnit(
      id: try row("id"), congress: try row("congress_id"), name: try row("name"), telephone: try row("telephone"),
      validTo: try row("valid_to"))
  }

  // MARK: Categories

  package static func save(_ category: MatterCategory, in tx: any WriteTransaction) throws {
    try tx.execute(
      """
      INSERT INTO matter_categories (id, congress_id, parent_id, name, position, is_active)
      VALUES (\(bind: category.id), \(bind: category.congress), \(bind: category.parent), \(bind: category.name),
        \(bind: category.position), \(bind: category.isActive))
      ON CONFLICT (id) DO UPDATE SET name = excluded.name, position = excluded.position,
        is_active = excluded.is_active
      """)
  }

  package static func categories(of congress: ID<Congress>, in tx: any ReadTransaction) throws -> [MatterCategory] {
    try tx.rows(
      """
      SELECT id, congress_id, parent_id, name, position, is_active FROM matter_categories
      WHERE congress_id = \(bind: congress) ORDER BY position, id
      """
    ).map {
      MatterCategory(
        id: try $0("id"), congress: try $0("congress_id"), parent: try $0("parent_id"), name: try $0("name"),
        position: try $0("position"), isActive: try $0("is_active"))
    }
  }
}
