package import DatabaseKit
package import Domain

/// The ids of a place's levels, kept on the record it was made under.
package struct RegionLevels: Sendable, Equatable {
  package var ids: [RegionLevel: ID<Region>] = [:]
  package init(_ ids: [RegionLevel: ID<Region>] = [:]) { self.ids = ids }
}

/// Matters and their rows. Whoever changes a status appends its event in the same transaction.
package enum MatterStore {
  package static func count(in tx: any ReadTransaction) throws -> Int {
    try tx.row("SELECT COUNT(*) AS n FROM matters")?("n") ?? 0
  }

  package static func insert(_ matter: Matter, levels: RegionLevels, head: ChainHead, in tx: any WriteTransaction)
    throws
  {
    if let loading = tx as? LoadingTransaction { return try loading.hold(matter, levels: levels, head: head) }
    let status = try MatterRow.statusColumns(matter.status)
    let columns: SQL = """
      id, receipt, title, category_id, reply_way, is_minor, entered_by, previous_id, settings_id, revision,
      last_seq, last_hash, province_id, prefecture_id, county_id, township_id, village_id, grid_id
      """
    let values: SQL = """
      \(bind: matter.id), \(bind: matter.receipt), \(bind: matter.title), \(bind: matter.category),
      \(bind: matter.replyWay), \(bind: matter.isMinor), \(bind: matter.enteredBy), \(bind: matter.previous),
      \(bind: matter.settings), \(bind: matter.revision), \(bind: head.seq), \(bind: head.hash),
      \(bind: levels.ids[.province]), \(bind: levels.ids[.prefecture]), \(bind: levels.ids[.county]),
      \(bind: levels.ids[.township]), \(bind: levels.ids[.village]), \(bind: levels.ids[.grid])
      """
    try tx.post(
      """
      INSERT INTO matters (\(SQL.joined([columns] + status.map(\.column), by: ", ")))
      VALUES (\(SQL.joined([values] + status.map(\.value), by: ", ")))
      """)
  }

  /// Writes title, category and what is not as it was in the status of a matter whose revision is still
  /// `matter.revision`; gives false when somebody else was faster. A column that is named in an update has all its indexes
  /// written anew, changed or not, so only those that changed are.
  package static func update(
    _ matter: Matter, after before: MatterStatus, head: ChainHead, in tx: any WriteTransaction
  ) throws -> Bool {
    if let loading = tx as? LoadingTransaction { return try loading.update(matter, head: head) }
    let own: SQL = """
      title = \(bind: matter.title), category_id = \(bind: matter.category), revision = revision + 1,
      last_seq = \(bind: head.seq), last_hash = \(bind: head.hash)
      """
    let changed = zip(try MatterRow.statusColumns(matter.status), try MatterRow.statusColumns(before))
      .filter { $0.value != $1.value }.map { now, _ -> SQL in "\(now.column) = \(now.value)" }
    let set = SQL.joined([own] + changed, by: ", ")
    return try tx.execute(
      "UPDATE matters SET \(set) WHERE id = \(bind: matter.id) AND revision = \(bind: matter.revision)") == 1
  }

  /// Writes what a loader has made of a matter.
  static func overwrite(_ matter: Matter, head: ChainHead, in tx: any WriteTransaction) throws {
    let set = try columns(matter, head, revision: "\(bind: matter.revision)")
    try tx.execute("UPDATE matters SET \(set) WHERE id = \(bind: matter.id)")
  }

  private static func columns(_ matter: Matter, _ head: ChainHead, revision: SQL) throws -> SQL {
    let own: SQL = """
      title = \(bind: matter.title), category_id = \(bind: matter.category), revision = \(revision),
      last_seq = \(bind: head.seq), last_hash = \(bind: head.hash)
      """
    let status: [SQL] = try MatterRow.statusColumns(matter.status).map { "\($0.column) = \($0.value)" }
    return SQL.joined([own] + status, by: ", ")
  }

  package static func matter(_ id: ID<Matter>, in tx: any ReadTransaction) throws -> Matter? {
    if let loading = tx as? LoadingTransaction { return try loading.held(id).matter }
    return try tx.row("SELECT * FROM matters WHERE id = \(bind: id)").map(MatterRow.matter)
  }

  package static func matter(receipt: String, in tx: any ReadTransaction) throws -> Matter? {
    try tx.row("SELECT * FROM matters WHERE receipt = \(bind: receipt)").map(MatterRow.matter)
  }

  /// The matter with the end of its chain, for a change.
  package static func forChange(_ id: ID<Matter>, in tx: any ReadTransaction) throws -> (Matter, ChainHead)? {
    if let loading = tx as? LoadingTransaction {
      let held = try loading.held(id)
      return (held.matter, held.head)
    }
    return try tx.row("SELECT * FROM matters WHERE id = \(bind: id)").map { row in
      (try MatterRow.matter(row), ChainHead(seq: try row("last_seq"), hash: try row("last_hash")))
    }
  }

  package static func facts(of matter: Matter, in tx: any ReadTransaction) throws -> MatterFacts {
    if let loading = tx as? LoadingTransaction { return try loading.held(matter.id).facts }
    let excluded = try tx.rows("SELECT person_id FROM matter_exclusions WHERE matter_id = \(bind: matter.id)")
    let entered = try tx.rows(
      "SELECT person_id FROM matter_entered_acts WHERE matter_id = \(bind: matter.id) AND NOT objected")
    return MatterFacts(
      id: matter.id, status: matter.status,
      excluded: Set(try excluded.map { try $0.first(as: ID<Person>.self) }),
      actedFor: Set(try entered.map { try $0.first(as: ID<Person>.self) }), grid: matter.grid)
  }

  /// Each of the matters with those that are handled together with it, itself first.
  package static func together(with ids: [ID<Matter>], in tx: any ReadTransaction) throws
    -> [ID<Matter>: [ID<Matter>]]
  {
    if ids.isEmpty { return [:] }
    var result: [ID<Matter>: [ID<Matter>]] = [:]
    for row in try tx.rows("SELECT id, followers, merged_into_id FROM matters WHERE id IN \(SQL.list(ids))") {
      let id: ID<Matter> = try row("id")
      let lead: ID<Matter>? = try row("merged_into_id")
      let followers = try JSONText.decode([ID<Matter>].self, from: row("followers"))
      result[id] = [id] + followers + [lead].compactMap { $0 }
    }
    return result
  }

  /// The facts of several matters at once.
  package static func facts(of ids: [ID<Matter>], in tx: any ReadTransaction) throws -> [ID<Matter>: MatterFacts] {
    Dictionary(
      try mattersWithFacts(ids, in: tx).map { ($0.matter.id, $0.facts) }, uniquingKeysWith: { first, _ in first })
  }

  /// Several matters with their facts, in the order of their ids.
  package static func mattersWithFacts(_ ids: [ID<Matter>], in tx: any ReadTransaction) throws
    -> [(matter: Matter, facts: MatterFacts)]
  {
    guard !ids.isEmpty else { return [] }
    var excluded: [ID<Matter>: Set<ID<Person>>] = [:]
    for row in try tx.rows(
      "SELECT matter_id, person_id FROM matter_exclusions WHERE matter_id IN \(SQL.list(ids))")
    {
      excluded[try row("matter_id"), default: []].insert(try row("person_id"))
    }
    var entered: [ID<Matter>: Set<ID<Person>>] = [:]
    for row in try tx.rows(
      "SELECT matter_id, person_id FROM matter_entered_acts WHERE matter_id IN \(SQL.list(ids)) AND NOT objected")
    {
      entered[try row("matter_id"), default: []].insert(try row("person_id"))
    }
    return try tx.rows("SELECT * FROM matters WHERE id IN \(SQL.list(ids)) ORDER BY id").map { row in
      let matter = try MatterRow.matter(row)
      let facts = MatterFacts(
        id: matter.id, status: matter.status, excluded: excluded[matter.id] ?? [],
        actedFor: entered[matter.id] ?? [], grid: matter.grid)
      return (matter, facts)
    }
  }

  /// How many others are handled together with a matter, whichever of them leads.
  package static func companions(of matter: Matter, in tx: any ReadTransaction) throws -> Int {
    if matter.status.mergedInto == nil, matter.status.followers.isEmpty { return 0 }
    let lead = matter.status.mergedInto ?? matter.id
    return try tx.row("SELECT COUNT(*) AS n FROM matters WHERE merged_into_id = \(bind: lead)")?("n") ?? 0
  }

  /// The matters that are kept from a person.
  package static func exclusions(of person: ID<Person>, in tx: any ReadTransaction) throws -> Set<ID<Matter>> {
    Set(
      try tx.rows("SELECT matter_id FROM matter_exclusions WHERE person_id = \(bind: person)").map { try $0.first() })
  }

  package static func exclude(_ people: [ID<Person>], from matter: ID<Matter>, in tx: any WriteTransaction) throws {
    for person in people {
      try tx.execute(
        """
        INSERT INTO matter_exclusions (matter_id, person_id) VALUES (\(bind: matter), \(bind: person))
        ON CONFLICT DO NOTHING
        """)
    }
  }

  package static func recordEntered(
    _ matter: ID<Matter>, seq: Int, for person: ID<Person>, in tx: any WriteTransaction
  ) throws {
    if let loading = tx as? LoadingTransaction {
      return try loading.change(matter) {
        $0.entered.append(LoadedMatter.EnteredAct(seq: seq, person: person, objected: false))
      }
    }
    try insertEntered(matter, seq: seq, for: person, objected: false, in: tx)
  }

  static func insertEntered(
    _ matter: ID<Matter>, seq: Int, for person: ID<Person>, objected: Bool, in tx: any WriteTransaction
  ) throws {
    try tx.post(
      """
      INSERT INTO matter_entered_acts (matter_id, seq, person_id, objected)
      VALUES (\(bind: matter), \(bind: seq), \(bind: person), \(bind: objected))
      """)
  }

  /// The acts entered on a deputy's word, in their order.
  static func entered(_ matter: ID<Matter>, in tx: any ReadTransaction) throws
    -> [(seq: Int, person: ID<Person>, objected: Bool)]
  {
    try tx.rows(
      "SELECT seq, person_id, objected FROM matter_entered_acts WHERE matter_id = \(bind: matter) ORDER BY seq"
    ).map { (seq: try $0("seq"), person: try $0("person_id"), objected: try $0("objected")) }
  }

  /// False when there is no such act entered for that person, or he has objected to it before.
  package static func markObjected(
    _ matter: ID<Matter>, seq: Int, by person: ID<Person>, in tx: any WriteTransaction
  ) throws -> Bool {
    if let loading = tx as? LoadingTransaction {
      let open = try loading.held(matter).entered.firstIndex { $0.seq == seq && $0.person == person && !$0.objected }
      if let open { try loading.change(matter) { $0.entered[open].objected = true } }
      return open != nil
    }
    return try tx.execute(
      """
      UPDATE matter_entered_acts SET objected = TRUE
      WHERE matter_id = \(bind: matter) AND seq = \(bind: seq) AND person_id = \(bind: person) AND NOT objected
      """) == 1
  }

  /// The next number of a gap-free series. The caller holds the series' lock; a rollback gives the number back.
  package static func nextNumber(kind: String, scope: Int64, year: Int, in tx: any WriteTransaction) throws -> Int {
    if let loading = tx as? LoadingTransaction {
      let series = LoadingMemory.Series(kind: kind, scope: scope, year: year)
      if let known = loading.nextNumber(series) { return known }
      let last = try loading.storedRows(
        """
        SELECT value FROM number_series
        WHERE kind = \(bind: kind) AND scope_id = \(bind: scope) AND year = \(bind: year)
        """
      ).first?.first(as: Int.self)
      loading.setNumber((last ?? 0) + 1, of: series)
      return (last ?? 0) + 1
    }
    let row = try tx.row(
      """
      INSERT INTO number_series (kind, scope_id, year, value)
      VALUES (\(bind: kind), \(bind: scope), \(bind: year), 1)
      ON CONFLICT (kind, scope_id, year) DO UPDATE SET value = number_series.value + 1 RETURNING value
      """)
    guard let row else { throw DatabaseError.decoding("number_series gave nothing") }
    return try row.first()
  }

  /// The last number that a loader has given.
  static func setNumber(_ value: Int, kind: String, scope: Int64, year: Int, in tx: any WriteTransaction) throws {
    try tx.execute(
      """
      INSERT INTO number_series (kind, scope_id, year, value)
      VALUES (\(bind: kind), \(bind: scope), \(bind: year), \(bind: value))
      ON CONFLICT (kind, scope_id, year) DO UPDATE SET value = excluded.value
      """)
  }

  /// Open matters whose deputy or group let the accept date pass.
  package static func lapsed(before today: CivilDate, limit: Int, in tx: any ReadTransaction) throws -> [ID<Matter>] {
    try tx.rows(
      """
      SELECT id FROM matters WHERE queue = 'to_accept' AND owner_kind IN ('deputy', 'group') AND accept_due_on < \(bind: today)
        AND merged_into_id IS NULL
      ORDER BY accept_due_on, id LIMIT \(bind: limit)
      """
    ).map { try $0.first() }
  }

  /// The levels of the place that a matter was made under.
  package static func levels(of id: ID<Matter>, in tx: any ReadTransaction) throws -> RegionLevels {
    if let loading = tx as? LoadingTransaction { return try loading.held(id).levels }
    return try tx.row("SELECT * FROM matters WHERE id = \(bind: id)").map(levels) ?? RegionLevels()
  }

  private static func levels(_ row: Row) throws -> RegionLevels {
    var levels = RegionLevels()
    for (level, column) in [
      (RegionLevel.province, "province_id"), (.prefecture, "prefecture_id"), (.county, "county_id"),
      (.township, "township_id"), (.village, "village_id"), (.grid, "grid_id"),
    ] {
      levels.ids[level] = try row(column, as: ID<Region>?.self)
    }
    return levels
  }

  /// The newest matters that were taken in at a congress and that the reader may see, with their levels.
  package static func newest(
    of congress: ID<Congress>, seenBy reader: ID<Person>, limit: Int, in tx: any ReadTransaction
  ) throws -> [(matter: Matter, levels: RegionLevels)] {
    try tx.rows(
      """
      SELECT m.* FROM matters m WHERE m.counted_congress_id = \(bind: congress) AND m.seal IS NULL AND m.held = '[]'
        AND m.owner_kind <> 'desk' AND NOT EXISTS (SELECT 1 FROM matter_exclusions x
          WHERE x.matter_id = m.id AND x.person_id = \(bind: reader))
      ORDER BY m.received_on DESC, m.id DESC LIMIT \(bind: limit)
      """
    ).map { (matter: try MatterRow.matter($0), levels: try levels($0)) }
  }

  /// Open matters past their date that nobody above looks after for it, oldest date first.
  package static func overdue(
    before today: CivilDate, after cursor: (due: CivilDate, id: ID<Matter>)?, limit: Int, in tx: any ReadTransaction
  ) throws -> [Matter] {
    var conditions: [SQL] = [
      "clock_due_on < \(bind: today)", "(overseer_due_on IS NULL OR overseer_due_on <> clock_due_on)",
      "owner_kind <> 'desk' AND seal IS NULL AND merged_into_id IS NULL",
    ]
    if let cursor {
      conditions.append(
        """
        (clock_due_on > \(bind: cursor.due) OR (clock_due_on = \(bind: cursor.due) AND id > \(bind: cursor.id)))
        """)
    }
    return try tx.rows(
      "SELECT * FROM matters WHERE \(SQL.all(conditions)) ORDER BY clock_due_on, id LIMIT \(bind: limit)"
    ).map(MatterRow.matter)
  }

  /// Matters received before today that nobody has looked at yet, the oldest first.
  package static func held(
    before today: CivilDate, after cursor: (from: CivilDate, id: ID<Matter>)?, limit: Int, in tx: any ReadTransaction
  ) throws -> [Matter] {
    var conditions: [SQL] = ["queue = 'held'", "counts_from < \(bind: today)"]
    if let cursor {
      conditions.append(
        """
        (counts_from > \(bind: cursor.from) OR (counts_from = \(bind: cursor.from) AND id > \(bind: cursor.id)))
        """)
    }
    return try tx.rows(
      "SELECT * FROM matters WHERE \(SQL.all(conditions)) ORDER BY counts_from, id LIMIT \(bind: limit)"
    ).map(MatterRow.matter)
  }

  /// Open matters after `id`, for a recount of their due dates.
  package static func open(after id: ID<Matter>, limit: Int, in tx: any ReadTransaction) throws -> [ID<Matter>] {
    try tx.rows(
      """
      SELECT id FROM matters WHERE id > \(bind: id)
        AND state NOT IN ('declined', 'diverted', 'withdrawn', 'archived', 'closed')
      ORDER BY id LIMIT \(bind: limit)
      """
    ).map { try $0.first() }
  }
}
