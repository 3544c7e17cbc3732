package import DatabaseKit
package import Domain

/// Who stands where somebody's mandate has ended: all serving deputies of the same constituency or electing unit. A
/// constituency has one to three seats (选举法 25), so there is no single successor.
package enum SuccessorStore {
  package struct Deputy: Sendable, Equatable {
    package let person: Named<Person>
    /// The name of the constituency or electing unit.
    package let electedBy: String
    package let isIndirect: Bool
  }

  /// By the mandates of `person` that have ended, the lowest level first. Where constituencies were drawn anew after a
  /// term, those of the same congress that share an area with the old one count as the same.
  package static func deputies(after person: ID<Person>, in tx: any ReadTransaction) throws -> [Deputy] {
    let same = try deputies(
      person, where: "(m.constituency_id = mine.constituency_id OR m.electing_unit_id = mine.electing_unit_id)", in: tx)
    if !same.isEmpty { return same }
    return try deputies(
      person,
      where: """
        EXISTS (SELECT 1 FROM constituency_regions a JOIN constituency_regions b ON b.region_id = a.region_id
          WHERE a.constituency_id = mine.constituency_id AND b.constituency_id = m.constituency_id)
        """, in: tx)
  }

  private static func deputies(_ person: ID<Person>, where condition: SQL, in tx: any ReadTransaction) throws
    -> [Deputy]
  {
    let rows = try tx.rows(
      """
      SELECT p.id, p.name, COALESCE(k.name, u.name, '') AS elected_by, m.electing_unit_id FROM mandates mine
      JOIN mandates m ON m.congress_id = mine.congress_id AND m.state = 'active' AND \(condition)
      JOIN people p ON p.id = m.person_id
      LEFT JOIN constituencies k ON k.id = m.constituency_id LEFT JOIN electing_units u ON u.id = m.electing_unit_id
      WHERE mine.person_id = \(bind: person) AND mine.state = 'ended' AND m.person_id <> \(bind: person)
      ORDER BY mine.level DESC, mine.id, p.sort_key, p.id LIMIT 60
      """)
    var seen: Set<ID<Person>> = []
    return try rows.compactMap { row in
      let id: ID<Person> = try row("id")
      guard seen.insert(id).inserted else { return nil }
      return Deputy(
        person: Named(id: id, name: try row("name")), electedBy: try row("elected_by"),
        isIndirect: try row("electing_unit_id", as: ID<ElectingUnit>?.self) != nil)
    }
  }
}
