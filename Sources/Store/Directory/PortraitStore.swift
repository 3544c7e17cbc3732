package import DatabaseKit
package import Domain

/// The files of a portrait.
package struct StoredPortrait: Sendable, Equatable {
  package let main: String
  package let thumb: String

  package init(main: String, thumb: String) {
    self.main = main
    self.thumb = thumb
  }
}

/// Portraits of deputies: public, one a person.
package enum PortraitStore {
  package static func save(
    _ portrait: StoredPortrait, of person: ID<Person>, agreedAt: Instant, in tx: any WriteTransaction
  ) throws {
    try tx.execute(
      """
      INSERT INTO person_portraits (person_id, main_sha256, thumb_sha256, agreed_at)
      VALUES (\(bind: person), \(bind: portrait.main), \(bind: portrait.thumb), \(bind: agreedAt))
      ON CONFLICT (person_id) DO UPDATE SET main_sha256 = excluded.main_sha256,
        thumb_sha256 = excluded.thumb_sha256, agreed_at = excluded.agreed_at
      """)
  }

  package static func remove(of person: ID<Person>, in tx: any WriteTransaction) throws {
    try tx.execute("DELETE FROM person_portraits WHERE person_id = \(bind: person)")
  }

  package static func portraits(of people: [ID<Person>], in tx: any ReadTransaction) throws
    -> [ID<Person>: StoredPortrait]
  {
    guard !people.isEmpty else { return [:] }
    let rows = try tx.rows(
      """
      SELECT person_id, main_sha256, thumb_sha256 FROM person_portraits WHERE person_id IN \(SQL.list(people))
      """)
    return try Dictionary(
      rows.map {
        (
          try $0("person_id", as: ID<Person>.self),
          StoredPortrait(main: try $0("main_sha256"), thumb: try $0("thumb_sha256"))
        )
      }, uniquingKeysWith: { first, _ in first })
  }

  /// Whether a portrait names the file.
  static func isNeeded(_ sha256: String, in tx: any ReadTransaction) throws -> Bool {
    try tx.row(
      """
      SELECT 1 FROM person_portraits WHERE main_sha256 = \(bind: sha256) OR thumb_sha256 = \(bind: sha256) LIMIT 1
      """) != nil
  }
}
