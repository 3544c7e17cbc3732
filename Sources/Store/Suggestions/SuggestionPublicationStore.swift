package import DatabaseKit
package import Domain

/// What everybody may read of suggestions; nothing private is ever in here.
package enum SuggestionPublicationStore {
  /// Saves the redacted version, and has it found when it is public.
  package static func save(
    _ publication: SuggestionPublication, units: [ID<HandlingUnit>], in tx: any WriteTransaction
  ) throws {
    try saveRows(publication, units: units, in: tx)
    try SearchSourceStore.refresh(publication.suggestion, in: tx)
  }

  /// Without its document in the search, which whoever loads many adds by himself.
  package static func saveRows(
    _ publication: SuggestionPublication, units: [ID<HandlingUnit>], in tx: any WriteTransaction
  ) throws {
    try tx.execute(
      """
      INSERT INTO suggestion_publications (suggestion_id, congress_id, session_id, period, number, category_id, proposer,
        title, text, reply, is_summary, units, result_class, answered_on, overall, is_public, published_at)
      VALUES (\(bind: publication.suggestion), \(bind: publication.congress), \(bind: publication.session),
        \(bind: (publication.number?.period ?? .outOfSession)), \(bind: publication.number?.value),
        \(bind: publication.category), \(bind: publication.proposer), \(bind: publication.title),
        \(bind: publication.text), \(bind: publication.reply), \(bind: publication.isSummary),
        \(bind: publication.units), \(bind: publication.resultClass), \(bind: publication.answeredOn),
        \(bind: publication.overall), \(bind: publication.isPublic), \(bind: publication.publishedAt))
      ON CONFLICT (suggestion_id) DO UPDATE SET category_id = excluded.category_id, proposer = excluded.proposer,
        title = excluded.title, text = excluded.text, reply = excluded.reply, is_summary = excluded.is_summary,
        units = excluded.units, result_class = excluded.result_class, answered_on = excluded.answered_on,
        overall = excluded.overall, is_public = excluded.is_public, published_at = excluded.published_at
      """)
    try tx.execute(
      "DELETE FROM suggestion_publication_units WHERE suggestion_id = \(bind: publication.suggestion)")
    for unit in units {
      try tx.execute(
        """
        INSERT INTO suggestion_publication_units (suggestion_id, unit_id)
        VALUES (\(bind: publication.suggestion), \(bind: unit))
        """)
    }
  }

  package static func setPublic(
    _ id: ID<Suggestion>, _ isPublic: Bool, at now: Instant, in tx: any WriteTransaction
  ) throws {
    try tx.execute(
      """
      UPDATE suggestion_publications SET is_public = \(bind: isPublic), published_at = \(bind: now)
      WHERE suggestion_id = \(bind: id)
      """)
    try SearchSourceStore.refresh(id, in: tx)
  }

  /// Blank where the deputy asks to be kept out of it.
  package static func setProposer(_ id: ID<Suggestion>, _ name: String, in tx: any WriteTransaction) throws {
    try tx.execute(
      "UPDATE suggestion_publications SET proposer = \(bind: name) WHERE suggestion_id = \(bind: id)")
    try SearchSourceStore.refresh(id, in: tx)
  }

  /// Whatever was redacted, public or not.
  package static func one(_ id: ID<Suggestion>, in tx: any ReadTransaction) throws -> SuggestionPublication? {
    try tx.row("\(columns) WHERE suggestion_id = \(bind: id)").map(publication)
  }

  /// Whatever was redacted of several, in no order.
  package static func several(_ ids: [ID<Suggestion>], in tx: any ReadTransaction) throws -> [SuggestionPublication] {
    if ids.isEmpty { return [] }
    return try tx.rows("\(columns) WHERE suggestion_id IN \(SQL.list(ids))").map(publication)
  }

  /// The titles of those that are public.
  package static func titles(_ ids: [ID<Suggestion>], in tx: any ReadTransaction) throws
    -> [(id: ID<Suggestion>, title: String)]
  {
    if ids.isEmpty { return [] }
    return try tx.rows(
      "SELECT suggestion_id, title FROM suggestion_publications WHERE is_public AND suggestion_id IN \(SQL.list(ids))"
    ).map { (id: try $0("suggestion_id"), title: try $0("title")) }
  }

  /// The units that answered some.
  package static func units(of ids: [ID<Suggestion>], in tx: any ReadTransaction) throws
    -> [ID<Suggestion>: [ID<HandlingUnit>]]
  {
    if ids.isEmpty { return [:] }
    var result: [ID<Suggestion>: [ID<HandlingUnit>]] = [:]
    for row in try tx.rows(
      "SELECT suggestion_id, unit_id FROM suggestion_publication_units WHERE suggestion_id IN \(SQL.list(ids))")
    {
      result[try row("suggestion_id"), default: []].append(try row("unit_id"))
    }
    return result
  }

  /// All that are public, the latest suggestions first.
  package static func all(
    of congress: ID<Congress>, before cursor: ID<Suggestion>?, limit: Int, in tx: any ReadTransaction
  ) throws -> [SuggestionPublication] {
    let older: SQL = cursor.map { "AND suggestion_id < \(bind: $0)" } ?? ""
    return try tx.rows(
      """
      \(columns) WHERE congress_id = \(bind: congress) AND is_public \(older)
      ORDER BY suggestion_id DESC LIMIT \(bind: limit)
      """
    ).map(publication)
  }

  /// What was made public last.
  package static func latest(of congress: ID<Congress>, limit: Int, in tx: any ReadTransaction) throws
    -> [SuggestionPublication]
  {
    try tx.rows(
      """
      \(columns) WHERE congress_id = \(bind: congress) AND is_public
      ORDER BY published_at DESC, suggestion_id DESC LIMIT \(bind: limit)
      """
    ).map(publication)
  }

  /// The public ones of a session, by period and number.
  package static func published(
    of congress: ID<Congress>, session: ID<CongressSession>?, limit: Int, in tx: any ReadTransaction
  ) throws -> [SuggestionPublication] {
    let inSession: SQL = session.map { "session_id = \(bind: $0)" } ?? "session_id IS NULL"
    return try tx.rows(
      """
      \(columns) WHERE congress_id = \(bind: congress) AND is_public AND \(inSession)
      ORDER BY period, COALESCE(number, 0), suggestion_id LIMIT \(bind: limit)
      """
    ).map(publication)
  }

  /// The sessions of which something is public.
  package static func sessions(of congress: ID<Congress>, in tx: any ReadTransaction) throws -> Set<ID<CongressSession>>
  {
    Set(
      try tx.rows(
        """
        SELECT DISTINCT session_id FROM suggestion_publications
        WHERE congress_id = \(bind: congress) AND is_public AND session_id IS NOT NULL
        """
      ).map { try $0.first() })
  }

  /// Where else some stand, in the order in which it was recorded.
  package static func outlets(of ids: [ID<Suggestion>], in tx: any ReadTransaction) throws
    -> [ID<Suggestion>: [SuggestionEvent.Outlet]]
  {
    guard !ids.isEmpty else { return [:] }
    var result: [ID<Suggestion>: [SuggestionEvent.Outlet]] = [:]
    for row in try tx.rows(
      """
      SELECT suggestion_id, name, address, on_date FROM suggestion_outlets
      WHERE suggestion_id IN \(SQL.list(ids)) ORDER BY suggestion_id, position
      """)
    {
      result[try row("suggestion_id"), default: []].append(
        SuggestionEvent.Outlet(name: try row("name"), address: try row("address"), on: try row("on_date")))
    }
    return result
  }

  package static func addOutlet(
    _ outlet: SuggestionEvent.Outlet, of id: ID<Suggestion>, checkedBy person: ID<Person>?,
    in tx: any WriteTransaction
  ) throws {
    try tx.execute(
      """
      INSERT INTO suggestion_outlets (suggestion_id, position, name, address, on_date, checked_by)
      SELECT \(bind: id), COUNT(*) + 1, \(bind: outlet.name), \(bind: outlet.address), \(bind: outlet.on), \(bind: person)
      FROM suggestion_outlets WHERE suggestion_id = \(bind: id)
      """)
  }

  private static let columns: SQL = """
    SELECT suggestion_id, congress_id, session_id, period, number, category_id, proposer, title, text, reply, is_summary,
      units, result_class, answered_on, overall, is_public, published_at FROM suggestion_publications
    """

  private static func publication(_ row: Row) throws -> SuggestionPublication {
    let session: ID<CongressSession>? = try row("session_id")
    let period: SuggestionPeriod = try row.word("period")
    let value: Int? = try row("number")
    let overall: String? = try row("overall")
    return SuggestionPublication(
      suggestion: try row("suggestion_id"), congress: try row("congress_id"), session: session,
      number: value.map { SuggestionNumber(session: session, period: period, value: $0) },
      category: try row("category_id"), proposer: try row("proposer"), title: try row("title"), text: try row("text"),
      reply: try row("reply"), isSummary: try row("is_summary"), units: try row("units"),
      resultClass: try row("result_class"), answeredOn: try row("answered_on"),
      overall: overall.flatMap { Satisfaction(rawValue: $0) }, isPublic: try row("is_public"),
      publishedAt: try row("published_at"))
  }
}
