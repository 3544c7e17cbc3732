package import DatabaseKit
package import Domain

/// The redacted versions that everybody may read.
package enum PublicationStore {
  package static func save(
    _ publication: MatterPublication, person: ID<Person>?, category: ID<MatterCategory>?,
    in tx: any WriteTransaction
  ) throws {
    if publication.photos.isEmpty, let loading = tx as? LoadingTransaction,
      try loading.held(publication.matter).photos.isEmpty
    {
      return try loading.change(publication.matter) {
        $0.publication = LoadedMatter.Publication(publication: publication, person: person, category: category)
      }
    }
    try upsert(publication, person: person, category: category, in: tx)
    try tx.execute("DELETE FROM matter_publication_files WHERE matter_id = \(bind: publication.matter)")
    for (position, file) in publication.photos.enumerated() {
      try tx.execute(
        """
        INSERT INTO matter_publication_files (matter_id, file_id, position)
        VALUES (\(bind: publication.matter), \(bind: file), \(bind: position))
        """)
    }
  }

  static func upsert(
    _ publication: MatterPublication, person: ID<Person>?, category: ID<MatterCategory>?,
    in tx: any WriteTransaction
  ) throws {
    try tx.execute(
      """
      INSERT INTO matter_publications (matter_id, congress_id, venue_id, person_id, category_id, title, text, place,
        reply, form_of_address, is_public, published_at)
      VALUES (\(bind: publication.matter), \(bind: publication.congress), \(bind: publication.venue?.id),
        \(bind: person), \(bind: category), \(bind: publication.title), \(bind: publication.text),
        \(bind: publication.place), \(bind: publication.reply), \(bind: publication.formOfAddress),
        \(bind: publication.isPublic), \(bind: publication.publishedAt))
      ON CONFLICT (matter_id) DO UPDATE SET venue_id = excluded.venue_id, person_id = excluded.person_id,
        category_id = excluded.category_id, title = excluded.title, text = excluded.text, place = excluded.place,
        reply = excluded.reply, form_of_address = excluded.form_of_address, is_public = excluded.is_public,
        published_at = excluded.published_at
      """)
  }

  package static func setPublic(
    _ matter: ID<Matter>, _ isPublic: Bool, at now: Instant, in tx: any WriteTransaction
  ) throws {
    if let loading = tx as? LoadingTransaction, let made = try loading.held(matter).publication {
      return try loading.change(matter) {
        $0.publication?.publication = made.publication.released(isPublic, at: now)
      }
    }
    try tx.execute(
      """
      UPDATE matter_publications SET is_public = \(bind: isPublic), published_at = \(bind: now)
      WHERE matter_id = \(bind: matter)
      """)
  }

  package static func delete(_ matter: ID<Matter>, in tx: any WriteTransaction) throws {
    try tx.execute("DELETE FROM matter_publication_files WHERE matter_id = \(bind: matter)")
    try tx.execute("DELETE FROM matter_publications WHERE matter_id = \(bind: matter)")
  }

  package static func publication(_ matter: ID<Matter>, in tx: any ReadTransaction) throws -> MatterPublication? {
    let files = try tx.rows(
      "SELECT file_id FROM matter_publication_files WHERE matter_id = \(bind: matter) ORDER BY position"
    ).map { try $0.first(as: ID<MatterFile>.self) }
    return try tx.row("\(columns) WHERE b.matter_id = \(bind: matter)").map { try publication($0, photos: files) }
  }

  /// Those of some matters, released or not, without their photos.
  package static func publications(_ matters: [ID<Matter>], in tx: any ReadTransaction) throws -> [MatterPublication] {
    if matters.isEmpty { return [] }
    return try tx.rows("\(columns) WHERE b.matter_id IN \(SQL.list(matters)) ORDER BY b.matter_id").map {
      try publication($0, photos: [])
    }
  }

  /// Public ones, newest first, after a cursor: of a congress, a venue or a deputy.
  package static func list(
    of scope: MatterScope, category: ID<MatterCategory>?, after cursor: ListCursor?, limit: Int,
    in tx: any ReadTransaction
  ) throws -> [MatterPublication] {
    var conditions: [SQL] = ["b.is_public"]
    switch scope {
    case .congress(let id): conditions.append("b.congress_id = \(bind: id)")
    case .venue(let id): conditions.append("b.venue_id = \(bind: id)")
    case .deputy(let id): conditions.append("b.person_id = \(bind: id)")
    }
    if let category { conditions.append("b.category_id = \(bind: category)") }
    if let cursor, let at = Int64(cursor.sort) {
      conditions.append(
        "(b.published_at < \(bind: at) OR (b.published_at = \(bind: at) AND b.matter_id < \(bind: cursor.id)))")
    }
    return try tx.rows(
      "\(columns) WHERE \(SQL.all(conditions)) ORDER BY b.published_at DESC, b.matter_id DESC LIMIT \(bind: limit)"
    ).map { try publication($0, photos: []) }
  }

  /// Whether a photo stands on a public page.
  package static func isPublic(_ file: ID<MatterFile>, of matter: ID<Matter>, in tx: any ReadTransaction) throws -> Bool
  {
    try tx.row(
      """
      SELECT 1 FROM matter_publication_files f JOIN matter_publications b ON b.matter_id = f.matter_id
      WHERE f.matter_id = \(bind: matter) AND f.file_id = \(bind: file) AND b.is_public
      """) != nil
  }

  private static let columns: SQL = """
    SELECT b.matter_id, b.congress_id, b.venue_id, v.name AS venue_name, b.person_id, p.name AS person_name,
      k.name AS category_name, b.title, b.text, b.place, b.reply, b.form_of_address, b.is_public, b.published_at
    FROM matter_publications b LEFT JOIN venues v ON v.id = b.venue_id LEFT JOIN people p ON p.id = b.person_id
    LEFT JOIN matter_categories k ON k.id = b.category_id
    """

  private static func publication(_ row: Row, photos: [ID<MatterFile>]) throws -> MatterPublication {
    MatterPublication(
      matter: try row("matter_id"), congress: try row("congress_id"),
      venue: try row("venue_id", as: ID<Venue>?.self).map { Named(id: $0, name: try row("venue_name")) },
      deputy: try row("person_id", as: ID<Person>?.self).map { Named(id: $0, name: try row("person_name")) },
      category: try row("category_name"), title: try row("title"), text: try row("text"), place: try row("place"),
      reply: try row("reply"), formOfAddress: try row("form_of_address"), publishedAt: try row("published_at"),
      isPublic: try row("is_public"), photos: photos)
  }
}

extension MatterPublication {
  /// The same, shown or not.
  fileprivate func released(_ isPublic: Bool, at now: Instant) -> MatterPublication {
    MatterPublication(
      matter: matter, congress: congress, venue: venue, deputy: deputy, category: category, title: title, text: text,
      place: place, reply: reply, formOfAddress: formOfAddress, publishedAt: now, isPublic: isPublic, photos: photos)
  }
}
