package import DatabaseKit
package import Domain

extension SessionStore {
  /// Who belongs to the delegations of a congress on a day, heads first.
  package static func delegationMembers(of congress: ID<Congress>, on date: CivilDate, in tx: any ReadTransaction)
    throws -> [DelegationMember]
  {
    try members("l.congress_id = \(bind: congress)", on: date, in: tx)
  }

  /// 团长 of a delegation on a day.
  package static func delegationHead(of delegation: ID<Delegation>, on date: CivilDate, in tx: any ReadTransaction)
    throws -> DelegationMember?
  {
    try members("l.id = \(bind: delegation) AND d.is_head", on: date, in: tx).first
  }

  /// The delegation that a mandate belongs to on a day.
  package static func delegation(of mandate: ID<Mandate>, on date: CivilDate, in tx: any ReadTransaction) throws
    -> DelegationMember?
  {
    try members("d.mandate_id = \(bind: mandate)", on: date, in: tx).first
  }

  /// The delegations that somebody heads on a day, each with its congress.
  package static func delegationsHeaded(by person: ID<Person>, on date: CivilDate, in tx: any ReadTransaction) throws
    -> [(delegation: Named<Delegation>, congress: ID<Congress>)]
  {
    try tx.rows(
      """
      SELECT l.id, l.name, l.congress_id FROM mandates m JOIN delegation_members d ON d.mandate_id = m.id
      JOIN delegations l ON l.id = d.delegation_id
      WHERE m.person_id = \(bind: person) AND m.state = 'active' AND d.is_head
        AND d.from_on <= \(bind: date) AND (d.to_on IS NULL OR d.to_on > \(bind: date))
        AND (l.valid_to IS NULL OR l.valid_to > \(bind: date))
      ORDER BY l.id
      """
    ).map { (delegation: Named(id: try $0("id"), name: try $0("name")), congress: try $0("congress_id")) }
  }

  private static func members(_ condition: SQL, on date: CivilDate, in tx: any ReadTransaction) throws
    -> [DelegationMember]
  {
    try tx.rows(
      """
      SELECT d.delegation_id, d.mandate_id, m.person_id, p.name, d.is_head FROM delegations l
      JOIN delegation_members d ON d.delegation_id = l.id JOIN mandates m ON m.id = d.mandate_id
      JOIN people p ON p.id = m.person_id
      WHERE \(condition) AND d.from_on <= \(bind: date) AND (d.to_on IS NULL OR d.to_on > \(bind: date))
        AND (l.valid_to IS NULL OR l.valid_to > \(bind: date))
      ORDER BY d.delegation_id, d.is_head DESC, p.sort_key, p.id, d.from_on
      """
    ).map {
      DelegationMember(
        delegation: try $0("delegation_id"), mandate: try $0("mandate_id"), person: try $0("person_id"),
        name: try $0("name"), isHead: try $0("is_head"))
    }
  }
}
