package import DatabaseKit
package import Domain

/// Who sits where: mandates in force, in congresses that are run here.
package enum SittingStore {
  /// The deputies of a congress, by their names.
  package static func deputies(of congress: ID<Congress>, in tx: any ReadTransaction) throws -> [Named<Person>] {
    try tx.rows(
      """
      SELECT DISTINCT p.id, p.name, p.sort_key FROM mandates m JOIN people p ON p.id = m.person_id
      WHERE m.congress_id = \(bind: congress) AND m.state = 'active' ORDER BY p.sort_key, p.id
      """
    ).map { Named(id: try $0("id"), name: try $0("name")) }
  }

  /// The congresses in which a deputy sits.
  package static func congresses(of person: ID<Person>, in tx: any ReadTransaction) throws -> [Named<Congress>] {
    try tx.rows(
      """
      SELECT DISTINCT c.id, c.name, c.level FROM mandates m JOIN congresses c ON c.id = m.congress_id
      WHERE m.person_id = \(bind: person) AND m.state = 'active' AND c.is_run_here ORDER BY c.level, c.id
      """
    ).map { Named(id: try $0("id"), name: try $0("name")) }
  }
}
