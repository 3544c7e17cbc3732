package import DatabaseKit
package import Domain

/// What placing deputies rests on and what it changes.
package enum PlacementStore {
  /// All mandates in force with where they are placed, in the order of level, congress and name.
  /// - Parameter keeper: the congress whose venues are arranged; placements in others are told apart.
  package static func mandates(keeper: ID<Congress>, in tx: any ReadTransaction) throws -> [PlacementMandate] {
    let areas = try constituencyRegions(in: tx)
    let exceptions = try exceptions(in: tx)
    let (here, elsewhere) = try placements(keeper: keeper, in: tx)
    return try tx.rows(
      """
      SELECT m.id, m.person_id, p.name, m.congress_id, c.short_name, m.level, c.region_id, m.constituency_id,
        k.name AS constituency, p.residence_id, m.stationed_id
      FROM mandates m JOIN people p ON p.id = m.person_id JOIN congresses c ON c.id = m.congress_id
      LEFT JOIN constituencies k ON k.id = m.constituency_id
      WHERE m.state = 'active' ORDER BY m.level, m.congress_id, p.sort_key, p.id, m.id
      """
    ).map { row in
      guard let level = CongressLevel(rawValue: try row("level")) else { throw DatabaseError.decoding("level") }
      let id: ID<Mandate> = try row("id")
      let constituency: ID<Constituency>? = try row("constituency_id")
      return PlacementMandate(
        id: id, person: Named(id: try row("person_id"), name: try row("name")),
        congress: Named(id: try row("congress_id"), name: try row("short_name")), level: level,
        congressRegion: try row("region_id"), constituency: try row("constituency"),
        constituencyRegions: constituency.flatMap { areas[$0] } ?? [], residence: try row("residence_id"),
        stationed: try row("stationed_id"), current: here[id] ?? [], elsewhere: elsewhere[id] ?? [],
        exception: exceptions[id])
    }
  }

  private static func constituencyRegions(in tx: any ReadTransaction) throws -> [ID<Constituency>: [ID<Region>]] {
    var areas: [ID<Constituency>: [ID<Region>]] = [:]
    for row in try tx.rows(
      "SELECT constituency_id, region_id FROM constituency_regions ORDER BY constituency_id, region_id")
    {
      areas[try row("constituency_id"), default: []].append(try row("region_id"))
    }
    return areas
  }

  private static func placements(keeper: ID<Congress>, in tx: any ReadTransaction) throws
    -> (here: [ID<Mandate>: [ID<Venue>]], elsewhere: [ID<Mandate>: [Named<Venue>]])
  {
    var here: [ID<Mandate>: [ID<Venue>]] = [:]
    var elsewhere: [ID<Mandate>: [Named<Venue>]] = [:]
    for row in try tx.rows(
      """
      SELECT d.mandate_id, v.id, v.name, v.congress_id FROM venue_deputies d JOIN venues v ON v.id = d.venue_id
      WHERE d.to_on IS NULL AND v.valid_to IS NULL ORDER BY d.mandate_id, v.position, v.id
      """)
    {
      let (mandate, venue): (ID<Mandate>, ID<Venue>) = (try row("mandate_id"), try row("id"))
      if try row("congress_id") == keeper {
        here[mandate, default: []].append(venue)
      } else {
        elsewhere[mandate, default: []].append(Named(id: venue, name: try row("name")))
      }
    }
    return (here, elsewhere)
  }

  /// The congresses that have open venues of their own.
  package static func keepers(in tx: any ReadTransaction) throws -> Set<ID<Congress>> {
    Set(
      try tx.rows(
        """
        SELECT DISTINCT v.congress_id FROM venues v JOIN congresses c ON c.id = v.congress_id
        WHERE v.valid_to IS NULL AND c.is_run_here
        """
      ).map { try $0.first() })
  }

  /// Ends what a mandate has now in these venues.
  package static func end(
    _ mandate: ID<Mandate>, at venues: [ID<Venue>], on date: CivilDate, in tx: any WriteTransaction
  ) throws {
    try tx.execute(
      """
      UPDATE venue_deputies SET to_on = \(bind: date)
      WHERE mandate_id = \(bind: mandate) AND venue_id IN \(SQL.list(venues)) AND to_on IS NULL
      """)
  }

  // MARK: Exceptions

  private static func exceptions(in tx: any ReadTransaction) throws -> [ID<Mandate>: PlacementException] {
    let rows = try tx.rows("SELECT mandate_id, venue_id, reason FROM placement_exceptions")
    return try Dictionary(
      rows.map { row in
        (try row("mandate_id"), PlacementException(venue: try row("venue_id"), reason: try row("reason")))
      }, uniquingKeysWith: { $1 })
  }

  package static func set(
    _ exception: PlacementException, of mandate: ID<Mandate>, by person: ID<Person>?, at now: Instant,
    in tx: any WriteTransaction
  ) throws {
    try tx.execute(
      """
      INSERT INTO placement_exceptions (mandate_id, venue_id, reason, made_by, made_at)
      VALUES (\(bind: mandate), \(bind: exception.venue), \(bind: exception.reason), \(bind: person), \(bind: now))
      ON CONFLICT (mandate_id) DO UPDATE SET venue_id = excluded.venue_id, reason = excluded.reason,
        made_by = excluded.made_by, made_at = excluded.made_at
      """)
  }

  package static func removeException(of mandate: ID<Mandate>, in tx: any WriteTransaction) throws -> Bool {
    try tx.execute("DELETE FROM placement_exceptions WHERE mandate_id = \(bind: mandate)") == 1
  }

  // MARK: Runs

  package static func begin(
    _ run: ID<PlacementRun>, of congress: ID<Congress>, by person: ID<Person>?, at now: Instant, digest: [UInt8],
    planned: Int, in tx: any WriteTransaction
  ) throws {
    try tx.execute(
      """
      INSERT INTO placement_runs (id, congress_id, made_by, began_at, digest, planned, placed)
      VALUES (\(bind: run), \(bind: congress), \(bind: person), \(bind: now), \(bind: digest), \(bind: planned), 0)
      """)
  }

  /// The last run of a congress that was not finished: its id and the state that it left.
  package static func unfinished(of congress: ID<Congress>, in tx: any ReadTransaction) throws
    -> (id: ID<PlacementRun>, digest: [UInt8])?
  {
    try tx.row(
      """
      SELECT id, digest FROM placement_runs WHERE congress_id = \(bind: congress) AND finished_at IS NULL
      ORDER BY id DESC LIMIT 1
      """
    ).map { (id: try $0("id"), digest: try $0("digest")) }
  }

  package static func digest(of run: ID<PlacementRun>, in tx: any ReadTransaction) throws -> [UInt8]? {
    try tx.row("SELECT digest FROM placement_runs WHERE id = \(bind: run)")?("digest")
  }

  /// So many more are placed, and this is how things stand now.
  package static func progress(
    _ run: ID<PlacementRun>, placed: Int, digest: [UInt8], finished: Instant?, in tx: any WriteTransaction
  ) throws {
    try tx.execute(
      """
      UPDATE placement_runs SET placed = placed + \(bind: placed), digest = \(bind: digest),
        finished_at = \(bind: finished) WHERE id = \(bind: run)
      """)
  }

  /// The newest runs of a congress.
  package static func runs(of congress: ID<Congress>, limit: Int, in tx: any ReadTransaction) throws -> [PlacementRun] {
    try tx.rows(
      """
      SELECT r.id, p.name, r.began_at, r.finished_at, r.planned, r.placed FROM placement_runs r
      LEFT JOIN people p ON p.id = r.made_by WHERE r.congress_id = \(bind: congress)
      ORDER BY r.id DESC LIMIT \(bind: limit)
      """
    ).map {
      PlacementRun(
        id: try $0("id"), by: try $0("name"), began: try $0("began_at"), finished: try $0("finished_at"),
        planned: try $0("planned"), placed: try $0("placed"))
    }
  }

  package static func run(_ id: ID<PlacementRun>, in tx: any ReadTransaction) throws -> PlacementRun? {
    try tx.row(
      """
      SELECT r.id, p.name, r.began_at, r.finished_at, r.planned, r.placed FROM placement_runs r
      LEFT JOIN people p ON p.id = r.made_by WHERE r.id = \(bind: id)
      """
    ).map {
      PlacementRun(
        id: try $0("id"), by: try $0("name"), began: try $0("began_at"), finished: try $0("finished_at"),
        planned: try $0("planned"), placed: try $0("placed"))
    }
  }
}
