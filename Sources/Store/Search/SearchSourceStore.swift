package import DatabaseKit
package import Domain

/// What documents are made from, and the documents that follow from a single row of the directory.
package enum SearchSourceStore {
  /// The words said in some matters, by matter, in order.
  package static func words(of matters: [ID<Matter>], in tx: any ReadTransaction) throws
    -> [ID<Matter>: [SpokenWords]]
  {
    if matters.isEmpty { return [:] }
    var result: [ID<Matter>: [SpokenWords]] = [:]
    for row in try tx.rows(
      """
      SELECT subject_id, act, words FROM events
      WHERE subject_kind = \(bind: SubjectKind.matter) AND subject_id IN \(SQL.list(matters)) AND words IS NOT NULL
      ORDER BY subject_id, seq
      """)
    {
      guard let spoken = try spoken(try row("act"), try row("words")) else { continue }
      result[try row("subject_id"), default: []].append(spoken)
    }
    return result
  }

  /// What an entry says that is looked for; nil for acts whose words are not.
  static func spoken(_ act: String, _ words: String?) throws -> SpokenWords? {
    guard let words, let act = MatterAct(rawValue: act), SpokenWords.acts.contains(act) else { return nil }
    return SpokenWords(act: act, words: try JSONText.decode(MatterWords.self, from: words))
  }

  /// The document of a person: only deputies have one.
  package static func deputies(_ ids: [ID<Person>], in tx: any ReadTransaction) throws -> [SearchDocument] {
    if ids.isEmpty { return [] }
    return try tx.rows(
      """
      SELECT p.id, p.search_text FROM people p WHERE p.id IN \(SQL.list(ids))
        AND EXISTS (SELECT 1 FROM mandates m WHERE m.person_id = p.id) ORDER BY p.id
      """
    ).map { .deputy(try $0("id"), searchText: try $0("search_text")) }
  }

  package static func venues(_ ids: [ID<Venue>], in tx: any ReadTransaction) throws -> [SearchDocument] {
    if ids.isEmpty { return [] }
    return try tx.rows("SELECT id, name, address, valid_to FROM venues WHERE id IN \(SQL.list(ids)) ORDER BY id")
      .compactMap { row in
        .venue(
          try row("id"), name: try row("name"), address: try row("address"),
          isOpen: try row("valid_to", as: CivilDate?.self) == nil)
      }
  }

  /// The documents of published suggestions.
  package static func suggestions(_ ids: [ID<Suggestion>], in tx: any ReadTransaction) throws -> [SearchDocument] {
    let units = try SuggestionPublicationStore.units(of: ids, in: tx)
    return try SuggestionPublicationStore.several(ids, in: tx).compactMap {
      .suggestion($0, units: units[$0.suggestion] ?? [])
    }
  }

  static func refresh(_ suggestion: ID<Suggestion>, in tx: any WriteTransaction) throws {
    try replace(suggestion.raw, by: try suggestions([suggestion], in: tx).first, in: tx)
  }

  /// Brings a deputy's document up to date with the rows of this transaction.
  static func refresh(_ person: ID<Person>, in tx: any WriteTransaction) throws {
    try replace(person.raw, by: try deputies([person], in: tx).first, in: tx)
  }

  static func refresh(_ venue: ID<Venue>, in tx: any WriteTransaction) throws {
    try replace(venue.raw, by: try venues([venue], in: tx).first, in: tx)
  }

  static func refresh(_ campaign: ID<Campaign>, in tx: any WriteTransaction) throws {
    let document = try CampaignStore.campaign(campaign, in: tx).flatMap { SearchDocument.campaign($0) }
    try replace(campaign.raw, by: document, in: tx)
  }

  private static func replace(_ id: Int64, by document: SearchDocument?, in tx: any WriteTransaction) throws {
    try SearchStore.remove([id], from: .open, tx)
    if let document { try SearchStore.insert([document], in: .open, tx) }
  }

  /// The next records of a kind after one, for a walk over all of them.
  package static func next(_ kind: SearchKind, after id: Int64, limit: Int, in tx: any ReadTransaction) throws
    -> [Int64]
  {
    let (source, key): (SQL, SQL) =
      switch kind {
      case .matters: ("matters", "id")
      case .suggestions: ("suggestion_publications", "suggestion_id")
      case .deputies: ("people", "id")
      case .venues: ("venues", "id")
      case .campaigns: ("campaigns", "id")
      }
    return try tx.rows(
      "SELECT \(key) FROM \(source) WHERE \(key) > \(bind: id) ORDER BY \(key) LIMIT \(bind: limit)"
    ).map { try $0.first() }
  }

  /// The released versions of some matters.
  package static func publications(of matters: [ID<Matter>], in tx: any ReadTransaction) throws
    -> [ID<Matter>: MatterPublication]
  {
    if matters.isEmpty { return [:] }
    return Dictionary(
      try PublicationStore.publications(matters, in: tx).map { ($0.matter, $0) },
      uniquingKeysWith: { first, _ in first })
  }
}
