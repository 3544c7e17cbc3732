package import DatabaseKit
package import Domain

/// For whom something is counted.
package enum CountScope: Sendable, Hashable {
  case congress(ID<Congress>)
  case venue(ID<Venue>)
  case person(ID<Person>)
  case code(ID<Code>)

  var kind: String {
    switch self {
    case .congress: "congress"
    case .venue: "venue"
    case .person: "person"
    case .code: "code"
    }
  }

  var id: Int64 {
    switch self {
    case .congress(let id): id.raw
    case .venue(let id): id.raw
    case .person(let id): id.raw
    case .code(let id): id.raw
    }
  }

  /// The column of a delta that belongs to this scope.
  var deltaColumn: SQL {
    switch self {
    case .congress: "congress_id"
    case .venue: "venue_id"
    case .person: "person_id"
    case .code: "code_id"
    }
  }
}

/// Counts kept as signed changes beside folded totals: nobody updates a hot row, readers add both.
package enum CountStore {
  package static func add(
    _ changes: [(tally: Tally, count: Int)], event: ID<RecordEvent>, ids: [Int64], in tx: any WriteTransaction
  ) throws {
    guard ids.count >= changes.count else { throw DatabaseError.statement(code: "ids", message: "too few ids") }
    if changes.isEmpty { return }
    if let loading = tx as? LoadingTransaction { return loading.count(changes) }
    let rows = zip(changes, ids).map { change, id -> SQL in
      let tally = change.tally
      return """
        (\(bind: id), \(bind: event), \(bind: tally.measure), \(bind: tally.date), \(bind: change.count),
          \(bind: tally.congress), \(bind: tally.venue), \(bind: tally.person))
        """
    }
    try tx.post(
      """
      INSERT INTO count_deltas (id, event_id, measure, on_date, n, congress_id, venue_id, person_id)
      VALUES \(SQL.joined(rows, by: ", "))
      """)
  }

  /// One scan of a printed code: the day and nothing about the person.
  package static func addScan(of code: ID<Code>, on date: CivilDate, id: Int64, in tx: any WriteTransaction) throws {
    try tx.execute(
      """
      INSERT INTO count_deltas (id, event_id, measure, on_date, n, code_id)
      VALUES (\(bind: id), 0, 'scan', \(bind: date), 1, \(bind: code))
      """)
  }

  /// Sums by measure and date within a scope; `dates` bounds are inclusive, nil is open.
  package static func sums(
    of measures: [String], for scope: CountScope, from first: CivilDate? = nil, through last: CivilDate? = nil,
    in tx: any ReadTransaction
  ) throws -> [String: [CivilDate: Int]] {
    let names = SQL.list(measures)
    let from = first?.description ?? "0000-00-00"
    let through = last?.description ?? "9999-99-99"
    let rows = try tx.rows(
      """
      SELECT measure, on_date, CAST(SUM(n) AS BIGINT) AS n FROM (
        SELECT measure, on_date, value AS n FROM count_totals
        WHERE scope_kind = \(bind: scope.kind) AND scope_id = \(bind: scope.id) AND measure IN \(names)
          AND on_date >= \(bind: from) AND on_date <= \(bind: through) AND value <> 0
        UNION ALL
        SELECT measure, on_date, n FROM count_deltas
        WHERE \(scope.deltaColumn) = \(bind: scope.id) AND measure IN \(names) AND on_date >= \(bind: from) AND on_date <= \(bind: through)
      ) AS both_parts GROUP BY measure, on_date
      """)
    var result: [String: [CivilDate: Int]] = [:]
    for row in rows {
      let count: Int = try row("n")
      if count != 0 { result[try row("measure"), default: [:]][try row("on_date")] = count }
    }
    return result
  }

  /// Sums by measure alone within a scope and a time: they are added up where they lie.
  package static func totals(
    of measures: [String], for scope: CountScope, from first: CivilDate, through last: CivilDate,
    in tx: any ReadTransaction
  ) throws -> [String: Int] {
    let names = SQL.list(measures)
    let rows = try tx.rows(
      """
      SELECT measure, CAST(SUM(n) AS BIGINT) AS n FROM (
        SELECT measure, value AS n FROM count_totals
        WHERE scope_kind = \(bind: scope.kind) AND scope_id = \(bind: scope.id) AND measure IN \(names)
          AND on_date >= \(bind: first) AND on_date <= \(bind: last)
        UNION ALL
        SELECT measure, n FROM count_deltas
        WHERE \(scope.deltaColumn) = \(bind: scope.id) AND measure IN \(names) AND on_date >= \(bind: first)
          AND on_date <= \(bind: last)
      ) AS both_parts GROUP BY measure
      """)
    return try Dictionary(uniqueKeysWithValues: rows.map { (try $0("measure"), try $0("n")) })
  }

  /// Folds up to `limit` changes into the totals; gives how many. Changes that are not visible yet stay.
  package static func fold(limit: Int, in tx: any WriteTransaction) throws -> Int {
    let ids = try tx.rows("SELECT id FROM count_deltas ORDER BY id LIMIT \(bind: limit)").map {
      try $0("id", as: Int64.self)
    }
    guard let last = ids.last else { return 0 }
    for (kind, column) in [
      ("congress", "congress_id" as SQL), ("venue", "venue_id"), ("person", "person_id"), ("code", "code_id"),
    ] {
      try tx.execute(
        """
        INSERT INTO count_totals (scope_kind, scope_id, measure, on_date, value)
        SELECT \(bind: kind), \(column), measure, on_date, CAST(SUM(n) AS BIGINT) FROM count_deltas
        WHERE id <= \(bind: last) AND \(column) IS NOT NULL GROUP BY \(column), measure, on_date
        ON CONFLICT (scope_kind, scope_id, measure, on_date) DO UPDATE SET value = count_totals.value + excluded.value
        """)
    }
    try tx.execute("DELETE FROM count_deltas WHERE id <= \(bind: last)")
    try prune(in: tx)
    return ids.count
  }

  /// How many changes wait to be folded.
  package static func unfolded(in tx: any ReadTransaction) throws -> Int {
    try tx.row("SELECT COUNT(*) AS n FROM count_deltas")?("n") ?? 0
  }

  /// Totals that came back to nothing are no rows: of the lists of what waits there would be one for each day that was.
  static func prune(in tx: any WriteTransaction) throws {
    try tx.execute("DELETE FROM count_totals WHERE value = 0")
  }

  /// Adds what a loader has counted.
  static func addTotal(_ count: Int, to key: CountKey, in tx: any WriteTransaction) throws {
    try tx.execute(
      """
      INSERT INTO count_totals (scope_kind, scope_id, measure, on_date, value)
      VALUES (\(bind: key.kind), \(bind: key.id), \(bind: key.measure), \(bind: key.date), \(bind: count))
      ON CONFLICT (scope_kind, scope_id, measure, on_date) DO UPDATE SET value = count_totals.value + excluded.value
      """)
  }
}

/// The address of one count.
package struct CountKey: Hashable, Comparable, Sendable {
  package let kind: String
  package let id: Int64
  package let measure: String
  package let date: CivilDate

  package init(kind: String, id: Int64, measure: String, date: CivilDate) {
    self.kind = kind
    self.id = id
    self.measure = measure
    self.date = date
  }

  package static func < (left: CountKey, right: CountKey) -> Bool {
    (left.kind, left.id, left.measure, left.date) < (right.kind, right.id, right.measure, right.date)
  }

  /// The counts that a tally belongs to.
  package static func keys(of tally: Tally) -> [CountKey] {
    var keys = [
      CountKey(kind: "congress", id: tally.congress.raw, measure: tally.measure.rawValue, date: tally.date)
    ]
    if let venue = tally.venue {
      keys.append(CountKey(kind: "venue", id: venue.raw, measure: tally.measure.rawValue, date: tally.date))
    }
    if let person = tally.person {
      keys.append(CountKey(kind: "person", id: person.raw, measure: tally.measure.rawValue, date: tally.date))
    }
    return keys
  }
}
