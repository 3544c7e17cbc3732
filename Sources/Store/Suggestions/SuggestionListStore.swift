package import DatabaseKit
package import Domain

/// Queues and lists of suggestions: keyset paging, never an offset.
package enum SuggestionListStore {
  private static func scope(_ desk: SuggestionDesk) -> SQL {
    switch desk {
    case .receiver(let congress, let receiver):
      "congress_id = \(bind: congress) AND desk = \(bind: receiver)"
    case .unit(let id): "unit_id = \(bind: id)"
    case .drafter(let unit, let person):
      """
      unit_id = \(bind: unit) AND suggestion_id IN (SELECT suggestion_id FROM suggestion_parts
        WHERE drafter_id = \(bind: person) AND unit_id = \(bind: unit) AND state <> 'returned')
      """
    case .person(let id): "person_id = \(bind: id)"
    case .congress(let id, let reach):
      "congress_id = \(bind: id) AND kind NOT IN \(SQL.list(hidden(from: reach).map(\.rawValue)))"
    }
  }

  /// What runs before somebody sees a suggestion at all.
  private static func hidden(from reach: SuggestionReach) -> [SuggestionClock.Kind] {
    switch reach {
    case .received: [.sign, .revise]
    case .handedOver: [.sign, .revise, .handOver]
    }
  }

  package static func queue(
    _ desk: SuggestionDesk, kinds: [SuggestionClock.Kind] = [], before today: CivilDate? = nil,
    after cursor: SuggestionQueue.Cursor?,
    limit: Int, in tx: any ReadTransaction
  ) throws -> [SuggestionQueue.Item] {
    var conditions = [scope(desk)]
    if !kinds.isEmpty { conditions.append("kind IN \(SQL.list(kinds.map(\.rawValue)))") }
    if let today { conditions.append("due_on < \(bind: today)") }
    if let cursor {
      let due = cursor.due?.description ?? SuggestionStore.never
      conditions.append(
        """
        (due_on > \(bind: due) OR (due_on = \(bind: due) AND (suggestion_id > \(bind: cursor.suggestion)
          OR (suggestion_id = \(bind: cursor.suggestion) AND position > \(bind: cursor.position)))))
        """)
    }
    // A promise is counted by its own number, and says by itself whose it is.
    let promises = SQL.list(SuggestionClock.Kind.allCases.filter(\.isOfPromise).map(\.rawValue))
    return try tx.rows(
      """
      SELECT c.suggestion_id, c.position, c.kind, c.part, c.due_on, s.title, s.state, s.session_id, s.period, s.number,
        s.is_key, s.keeps_proposer, p.name AS proposer, COALESCE(own.name, promised.name) AS unit
      FROM (SELECT suggestion_id, position, kind, part, due_on FROM suggestion_clocks WHERE \(SQL.all(conditions))
        ORDER BY due_on, suggestion_id, position LIMIT \(bind: limit)) c
      JOIN suggestions s ON s.id = c.suggestion_id JOIN people p ON p.id = s.proposer_id
      LEFT JOIN suggestion_parts sp ON sp.suggestion_id = c.suggestion_id AND sp.part = c.part
        AND c.kind NOT IN \(promises)
      LEFT JOIN handling_units own ON own.id = sp.unit_id
      LEFT JOIN suggestion_promises pr ON pr.suggestion_id = c.suggestion_id AND pr.number = c.part
        AND c.kind IN \(promises)
      LEFT JOIN handling_units promised ON promised.id = pr.unit_id
      ORDER BY c.due_on, c.suggestion_id, c.position
      """
    ).map(item)
  }

  private static func item(_ row: Row) throws -> SuggestionQueue.Item {
    let due: String = try row("due_on")
    let number: Int? = try row("number")
    let session: ID<CongressSession>? = try row("session_id")
    let period: SuggestionPeriod = try row.word("period")
    return SuggestionQueue.Item(
      line: SuggestionQueue.Line(
        suggestion: try row("suggestion_id"), position: try row("position"), kind: try row.word("kind"),
        part: try row("part"), due: due == SuggestionStore.never ? nil : CivilDate(text: due)),
      title: try row("title"), state: try row.word("state"),
      number: number.map { SuggestionNumber(session: session, period: period, value: $0) }, isKey: try row("is_key"),
      proposer: try row("proposer"), keepsProposer: try row("keeps_proposer"), unit: try row("unit"))
  }

  /// Those of which somebody owes something by a day up to `last`.
  package static func clocked(
    through last: CivilDate, after id: ID<Suggestion>?, limit: Int, in tx: any ReadTransaction
  ) throws -> [ID<Suggestion>] {
    try tx.rows(
      """
      SELECT DISTINCT suggestion_id FROM suggestion_clocks
      WHERE suggestion_id > \(bind: id ?? ID(0)) AND due_on <= \(bind: last) ORDER BY suggestion_id LIMIT \(bind: limit)
      """
    ).map { try $0.first() }
  }

  /// How many clocks of each kind stand in a queue, and how many are past their day.
  package static func counts(of desk: SuggestionDesk, today: CivilDate, in tx: any ReadTransaction) throws
    -> [SuggestionClock.Kind: (all: Int, late: Int)]
  {
    var result: [SuggestionClock.Kind: (all: Int, late: Int)] = [:]
    for row in try tx.rows(
      """
      SELECT kind, COUNT(*) AS n, CAST(SUM(CASE WHEN due_on < \(bind: today) THEN 1 ELSE 0 END) AS BIGINT) AS late
      FROM suggestion_clocks WHERE \(scope(desk)) GROUP BY kind
      """)
    {
      result[try row.word("kind")] = (all: try row("n"), late: try row("late"))
    }
    return result
  }

  /// What a deputy has put forward or signed, or was asked to sign, the newest first.
  package static func own(_ person: ID<Person>, before cursor: ID<Suggestion>?, limit: Int, in tx: any ReadTransaction)
    throws -> [ID<Suggestion>]
  {
    var conditions: [SQL] = ["person_id = \(bind: person) AND role <> 'declined'"]
    if let cursor { conditions.append("suggestion_id < \(bind: cursor)") }
    return try tx.rows(
      """
      SELECT DISTINCT suggestion_id FROM suggestion_people WHERE \(SQL.all(conditions))
      ORDER BY suggestion_id DESC LIMIT \(bind: limit)
      """
    ).map { try $0.first() }
  }

  /// Of which somebody at units has a part in some states, the newest first.
  ///
  /// - Parameter year: in which it was handed over; nil for all.
  package static func ofUnits(
    _ desks: [SuggestionDesk], states: [SuggestionPartState], year: Int? = nil, before cursor: ID<Suggestion>?,
    limit: Int, in tx: any ReadTransaction
  ) throws -> [ID<Suggestion>] {
    let scopes = desks.compactMap { desk -> SQL? in
      switch desk {
      case .unit(let unit): "unit_id = \(bind: unit)"
      case .drafter(let unit, let person): "(unit_id = \(bind: unit) AND drafter_id = \(bind: person))"
      case .receiver, .person, .congress: nil
      }
    }
    guard !scopes.isEmpty else { return [] }
    var conditions: [SQL] = [
      "(\(SQL.joined(scopes, by: " OR ")))", "state IN \(SQL.list(states.map(\.rawValue)))",
    ]
    if let year {
      conditions.append("handed_over_on >= \(bind: "\(year)-01-01") AND handed_over_on <= \(bind: "\(year)-12-31")")
    }
    if let cursor { conditions.append("suggestion_id < \(bind: cursor)") }
    return try tx.rows(
      """
      SELECT DISTINCT suggestion_id FROM suggestion_parts WHERE \(SQL.all(conditions))
      ORDER BY suggestion_id DESC LIMIT \(bind: limit)
      """
    ).map { try $0.first() }
  }

  /// How many parts units have still to answer, or to give their opinion on.
  package static func openParts(of units: [ID<HandlingUnit>], in tx: any ReadTransaction) throws -> Int {
    if units.isEmpty { return 0 }
    let owed: [SuggestionClock.Kind] = [.signFor, .reply, .opinion]
    return try tx.row(
      """
      SELECT COUNT(*) AS n FROM (SELECT DISTINCT suggestion_id, part FROM suggestion_clocks
        WHERE unit_id IN \(SQL.list(units)) AND kind IN \(SQL.list(owed.map(\.rawValue)))) AS owed
      """)?("n") ?? 0
  }

  /// Those of a congress in some states, the newest first.
  package static func ofCongress(
    _ congress: ID<Congress>, states: Set<SuggestionState>, before cursor: ID<Suggestion>?, limit: Int,
    in tx: any ReadTransaction
  ) throws -> [ID<Suggestion>] {
    var conditions: [SQL] = [
      "congress_id = \(bind: congress)", "state IN \(SQL.list(states.map(\.rawValue).sorted()))",
    ]
    if let cursor { conditions.append("id < \(bind: cursor)") }
    return try tx.rows(
      "SELECT id FROM suggestions WHERE \(SQL.all(conditions)) ORDER BY id DESC LIMIT \(bind: limit)"
    ).map { try $0.first() }
  }

  /// The suggestions that a matter has become part of.
  package static func from(matter: ID<Matter>, in tx: any ReadTransaction) throws -> [ID<Suggestion>] {
    try tx.rows(
      "SELECT suggestion_id FROM suggestion_matters WHERE matter_id = \(bind: matter) ORDER BY suggestion_id"
    ).map { try $0.first() }
  }
}
