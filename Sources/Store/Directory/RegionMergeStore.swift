package import DatabaseKit
package import Domain

/// Merges of regions, what succeeded what, and the matters that still have to follow.
package enum RegionMergeStore {
  package static func insert(
    _ id: ID<RegionMerge>, into region: ID<Region>, on date: CivilDate, reason: String, plan: RegionMergePlan,
    by person: ID<Person>?, at now: Instant, in tx: any WriteTransaction
  ) throws {
    try tx.execute(
      """
      INSERT INTO region_merges (id, into_id, on_date, reason, plan, ordered_by, ordered_at, after_id, moved)
      VALUES (\(bind: id), \(bind: region), \(bind: date), \(bind: reason), \(bind: try JSONText.encode(plan)),
        \(bind: person), \(bind: now), 0, 0)
      """)
    for old in plan.from {
      try tx.execute(
        """
        INSERT INTO region_successions (region_id, successor_id, merge_id, on_date)
        VALUES (\(bind: old), \(bind: region), \(bind: id), \(bind: date))
        """)
    }
    for move in plan.venues {
      try tx.execute(
        """
        INSERT INTO venue_successions (venue_id, successor_id, merge_id)
        VALUES (\(bind: move.from), \(bind: move.to), \(bind: id))
        """)
    }
    for move in plan.units {
      try tx.execute(
        """
        INSERT INTO unit_successions (unit_id, successor_id, merge_id)
        VALUES (\(bind: move.from), \(bind: move.to), \(bind: id))
        """)
    }
  }

  /// Ends a region; everything below it goes on under `target`.
  package static func close(
    _ region: Region, into target: Region, on date: CivilDate, in tx: any WriteTransaction
  ) throws {
    try tx.execute(
      "UPDATE regions SET valid_to = \(bind: date), revision = revision + 1 WHERE id = \(bind: region.id)")
    try tx.execute(
      "UPDATE region_codes SET valid_to = \(bind: date) WHERE region_id = \(bind: region.id) AND valid_to IS NULL")
    for child in try RegionStore.subtree(of: region.path, in: tx) where child.id != region.id && child.validTo == nil {
      let parent = child.parent == region.id ? target.id : child.parent
      let path = target.path + child.path.dropFirst(region.path.count)
      try tx.execute(
        "UPDATE regions SET parent_id = \(bind: parent), path = \(bind: path) WHERE id = \(bind: child.id)")
    }
    try tx.execute("UPDATE venues SET region_id = \(bind: target.id) WHERE region_id = \(bind: region.id)")
  }

  package static func close(_ venue: ID<Venue>, into target: ID<Venue>, on date: CivilDate, in tx: any WriteTransaction)
    throws
  {
    for (mandate, person, _) in try VenueStore.deputies(at: venue, in: tx) {
      try VenueStore.endPlacement(of: mandate, at: venue, on: date, in: tx)
      try VenueStore.place(mandate, of: person.id, at: target, from: date, in: tx)
    }
    try VenueStore.close(venue, on: date, in: tx)
  }

  package static func close(_ unit: ID<HandlingUnit>, on date: CivilDate, in tx: any WriteTransaction) throws {
    try tx.execute(
      "UPDATE handling_units SET valid_to = \(bind: date), revision = revision + 1 WHERE id = \(bind: unit)")
  }

  /// The station that answers today in place of one that was closed.
  package static func successor(of venue: ID<Venue>, in tx: any ReadTransaction) throws -> ID<Venue>? {
    var last: ID<Venue>?
    var next = try step(venue, in: tx)
    var steps = 0
    while let venue = next, steps < 10 {
      last = venue
      next = try step(venue, in: tx)
      steps += 1
    }
    return last
  }

  private static func step(_ venue: ID<Venue>, in tx: any ReadTransaction) throws -> ID<Venue>? {
    try tx.row("SELECT successor_id FROM venue_successions WHERE venue_id = \(bind: venue)")?.first()
  }

  package static func successor(of unit: ID<HandlingUnit>, in tx: any ReadTransaction) throws -> ID<HandlingUnit>? {
    try tx.row("SELECT successor_id FROM unit_successions WHERE unit_id = \(bind: unit)")?.first()
  }

  /// By region, the one that it became part of.
  package static func successions(in tx: any ReadTransaction) throws -> [ID<Region>: ID<Region>] {
    var result: [ID<Region>: ID<Region>] = [:]
    for row in try tx.rows("SELECT region_id, successor_id FROM region_successions") {
      result[try row("region_id")] = try row("successor_id")
    }
    return result
  }

  /// Open matters whose station or whose unit was closed, after `id`.
  package static func waiting(after id: ID<Matter>, limit: Int, in tx: any ReadTransaction) throws -> [ID<Matter>] {
    let atVenues = try tx.rows(
      """
      SELECT m.id FROM venue_successions s JOIN matters m ON m.venue_id = s.venue_id
      WHERE m.queue <> 'ended' AND m.id > \(bind: id) ORDER BY m.id LIMIT \(bind: limit)
      """)
    let atUnits = try tx.rows(
      """
      SELECT DISTINCT h.matter_id FROM unit_successions s JOIN matter_handlings h ON h.unit_id = s.unit_id
      WHERE h.state IN ('sent', 'signed_for', 'return_asked', 'disputed', 'drafted') AND h.matter_id > \(bind: id)
      ORDER BY h.matter_id LIMIT \(bind: limit)
      """)
    let all = Set(try (atVenues + atUnits).map { try $0.first(as: ID<Matter>.self) })
    return Array(all.sorted().prefix(limit))
  }

  // MARK: How far

  package static func open(in tx: any ReadTransaction) throws
    -> (id: ID<RegionMerge>, after: ID<Matter>, orderedBy: ID<Person>?)?
  {
    try tx.row(
      "SELECT id, after_id, ordered_by FROM region_merges WHERE done_at IS NULL ORDER BY id LIMIT 1"
    ).map { (id: try $0("id"), after: try $0("after_id"), orderedBy: try $0("ordered_by")) }
  }

  package static func mark(
    _ id: ID<RegionMerge>, after last: ID<Matter>, moved: Int, done: Instant?, in tx: any WriteTransaction
  ) throws {
    try tx.execute(
      """
      UPDATE region_merges SET after_id = \(bind: last), moved = moved + \(bind: moved), done_at = \(bind: done)
      WHERE id = \(bind: id)
      """)
  }

  /// Somebody's form was on its way while the station closed: the newest merge goes on.
  package static func reopen(in tx: any WriteTransaction) throws {
    try tx.execute(
      """
      UPDATE region_merges SET after_id = 0, done_at = NULL WHERE id = (SELECT MAX(id) FROM region_merges)
      """)
  }

  package static func list(in tx: any ReadTransaction) throws -> [RegionMergeLine] {
    let rows = try tx.rows(
      """
      SELECT g.id, g.into_id, r.name AS into_name, g.on_date, g.reason, p.name AS by_name, g.moved, g.done_at
      FROM region_merges g JOIN regions r ON r.id = g.into_id LEFT JOIN people p ON p.id = g.ordered_by
      ORDER BY g.id DESC LIMIT 50
      """)
    return try rows.map { row in
      let id: ID<RegionMerge> = try row("id")
      let from = try tx.rows(
        """
        SELECT r.name FROM region_successions s JOIN regions r ON r.id = s.region_id WHERE s.merge_id = \(bind: id)
        ORDER BY r.position, r.id
        """
      ).map { try $0.first(as: String.self) }
      return RegionMergeLine(
        id: id, into: Named(id: try row("into_id"), name: try row("into_name")), from: from, on: try row("on_date"),
        reason: try row("reason"), orderedBy: try row("by_name"), moved: try row("moved"), doneAt: try row("done_at"))
    }
  }

  // MARK: Numbers

  /// Matters that a region's id stands on, whatever became of it.
  package static func count(madeUnder regions: [ID<Region>], in tx: any ReadTransaction) throws -> Int {
    try tx.row(
      """
      SELECT COUNT(*) AS n FROM matters
      WHERE township_id IN \(SQL.list(regions)) OR village_id IN \(SQL.list(regions))
      """)?("n") ?? 0
  }

  package static func openMatters(at venues: [ID<Venue>], in tx: any ReadTransaction) throws -> Int {
    try tx.row(
      "SELECT COUNT(*) AS n FROM matters WHERE venue_id IN \(SQL.list(venues)) AND queue <> 'ended'")?("n") ?? 0
  }

  package static func openParts(at units: [ID<HandlingUnit>], in tx: any ReadTransaction) throws -> Int {
    let matters: Int =
      try tx.row(
        """
        SELECT COUNT(*) AS n FROM matter_handlings WHERE unit_id IN \(SQL.list(units))
          AND state IN ('sent', 'signed_for', 'return_asked', 'disputed', 'drafted')
        """)?("n") ?? 0
    return try matters + SuggestionListStore.openParts(of: units, in: tx)
  }

  /// A year's matters by the region that they were made under; sealed ones are nobody's to count here.
  package static func numbers(
    of congress: ID<Congress>, byVillage: Bool, from first: CivilDate, through last: CivilDate,
    in tx: any ReadTransaction
  ) throws -> [(region: ID<Region>, received: Int, answered: Int, open: Int)] {
    let column: SQL = byVillage ? "village_id" : "township_id"
    return try tx.rows(
      """
      SELECT \(column) AS region_id, COUNT(*) AS received,
        CAST(SUM(CASE WHEN first_reply_on IS NULL THEN 0 ELSE 1 END) AS BIGINT) AS answered,
        CAST(SUM(CASE WHEN queue = 'ended' THEN 0 ELSE 1 END) AS BIGINT) AS still_open
      FROM matters WHERE congress_id = \(bind: congress) AND received_on >= \(bind: first)
        AND received_on <= \(bind: last) AND seal IS NULL AND held = '[]' AND \(column) IS NOT NULL
      GROUP BY \(column) ORDER BY \(column)
      """
    ).map {
      (
        region: try $0("region_id"), received: try $0("received"), answered: try $0("answered"),
        open: try $0("still_open")
      )
    }
  }
}
