package import DatabaseKit
package import Domain

/// A line of 承诺事项台账, as the status gives it.
package struct SuggestionPromiseRow: Sendable, Hashable {
  let number: Int
  let congress: ID<Congress>
  let unit: ID<HandlingUnit>
  let year: Int
  let state: String
  let due: CivilDate

  /// Promises of units that gave their part back ended with it.
  static func all(_ status: SuggestionStatus) -> [SuggestionPromiseRow] {
    guard let year = status.submittedOn?.year else { return [] }
    return status.standingPromises.compactMap { promise in
      status.part(promise.part).map { SuggestionPromiseRow(promise, $0.unit, year, of: status) }
    }
  }

  private init(_ promise: SuggestionPromise, _ unit: ID<HandlingUnit>, _ year: Int, of status: SuggestionStatus) {
    number = promise.number
    congress = status.congress
    self.unit = unit
    self.year = year
    state = status.state(of: promise).rawValue
    due = promise.due
  }

  init(_ row: Row) throws {
    number = try row("number")
    congress = try row("congress_id")
    unit = try row("unit_id")
    year = try row("year")
    state = try row("state")
    due = try row("due_on")
  }
}

/// 承诺事项: the ledger, what was promised in words, and the letters about what was kept.
package enum SuggestionPromiseStore {
  static func save(
    _ rows: [SuggestionPromiseRow], of id: ID<Suggestion>, isNew: Bool, in tx: any WriteTransaction
  ) throws {
    if !isNew { try tx.post("DELETE FROM suggestion_promises WHERE suggestion_id = \(bind: id)") }
    for row in rows {
      try tx.post(
        """
        INSERT INTO suggestion_promises (suggestion_id, number, congress_id, unit_id, year, state, due_on)
        VALUES (\(bind: id), \(bind: row.number), \(bind: row.congress), \(bind: row.unit), \(bind: row.year),
          \(bind: row.state), \(bind: row.due))
        """)
    }
  }

  // MARK: The ledger

  private static func scope(_ desk: SuggestionLedgerDesk) -> SQL {
    switch desk {
    case .congress(let id): "congress_id = \(bind: id)"
    case .units(let ids): "unit_id IN \(SQL.list(ids))"
    }
  }

  private static func conditions(_ filter: SuggestionLedgerFilter, _ desk: SuggestionLedgerDesk, _ today: CivilDate)
    -> [SQL]
  {
    var conditions = [scope(desk)]
    if let year = filter.year { conditions.append("year = \(bind: year)") }
    if let unit = filter.unit { conditions.append("unit_id = \(bind: unit)") }
    if let state = filter.state { conditions.append("state = \(bind: state.rawValue)") }
    if filter.isLate { conditions.append("state = 'open' AND due_on < \(bind: today)") }
    return conditions
  }

  /// The soonest first.
  package static func ledger(
    _ filter: SuggestionLedgerFilter, of desk: SuggestionLedgerDesk, today: CivilDate,
    after cursor: SuggestionLedgerRow?, limit: Int, in tx: any ReadTransaction
  ) throws -> [SuggestionLedgerRow] {
    var conditions = conditions(filter, desk, today)
    if let cursor {
      conditions.append(
        """
        (due_on > \(bind: cursor.due) OR (due_on = \(bind: cursor.due) AND (suggestion_id > \(bind: cursor.suggestion)
          OR (suggestion_id = \(bind: cursor.suggestion) AND number > \(bind: cursor.number)))))
        """)
    }
    return try tx.rows(
      """
      SELECT suggestion_id, number, due_on FROM suggestion_promises WHERE \(SQL.all(conditions))
      ORDER BY due_on, suggestion_id, number LIMIT \(bind: limit)
      """
    ).map { SuggestionLedgerRow(suggestion: try $0("suggestion_id"), number: try $0("number"), due: try $0("due_on")) }
  }

  /// How many promises fit, by state, and how many of the open ones are past their day; whatever state is asked for.
  package static func counts(
    _ filter: SuggestionLedgerFilter, of desk: SuggestionLedgerDesk, today: CivilDate, in tx: any ReadTransaction
  ) throws -> (states: [SuggestionPromiseState: Int], late: Int) {
    var all = filter
    all.state = nil
    all.isLate = false
    var result: (states: [SuggestionPromiseState: Int], late: Int) = ([:], 0)
    for row in try tx.rows(
      """
      SELECT state, COUNT(*) AS n, CAST(SUM(CASE WHEN due_on < \(bind: today) THEN 1 ELSE 0 END) AS BIGINT) AS late
      FROM suggestion_promises WHERE \(SQL.all(conditions(all, desk, today))) GROUP BY state
      """)
    {
      let state: SuggestionPromiseState = try row.word("state")
      result.states[state] = try row("n")
      if state == .open { result.late = try row("late") }
    }
    return result
  }

  /// The years of suggestions that have promises, the newest first.
  package static func years(of desk: SuggestionLedgerDesk, in tx: any ReadTransaction) throws -> [Int] {
    try tx.rows("SELECT DISTINCT year FROM suggestion_promises WHERE \(scope(desk)) ORDER BY year DESC").map {
      try $0.first()
    }
  }

  /// The units that have promised something.
  package static func units(of desk: SuggestionLedgerDesk, in tx: any ReadTransaction) throws -> [Named<HandlingUnit>] {
    try tx.rows(
      """
      SELECT id, name FROM handling_units
      WHERE id IN (SELECT unit_id FROM suggestion_promises WHERE \(scope(desk))) ORDER BY name, id
      """
    ).map { Named(id: try $0("id"), name: try $0("name")) }
  }

  /// The entries that made, kept and rated promises, for their words; those of an erased entry are gone.
  package static func entries(of ids: [ID<Suggestion>], in tx: any ReadTransaction) throws
    -> [(suggestion: ID<Suggestion>, event: SuggestionEvent, words: SuggestionWords)]
  {
    guard !ids.isEmpty else { return [] }
    return try tx.rows(
      """
      SELECT subject_id, facts, words FROM events
      WHERE subject_kind = 'suggestion' AND subject_id IN \(SQL.list(ids)) AND act IN ('promise', 'keep-promise')
      ORDER BY subject_id, seq
      """
    ).map { row in
      let words: String? = try row("words")
      return (
        suggestion: try row("subject_id"), event: try JSONText.decode(SuggestionEvent.self, from: row("facts")),
        words: try words.map { try JSONText.decode(SuggestionWords.self, from: $0) } ?? SuggestionWords()
      )
    }
  }

  // MARK: Letters

  /// The newest draft takes the place of the one before; a signed letter stays as it is. Each time that a promise is kept
  /// has a letter of its own (``PromiseLetter/key``).
  package static func save(
    _ text: LetterText, promise: Int, round: Int = 1, of id: ID<Suggestion>, in tx: any WriteTransaction
  ) throws {
    let key = PromiseLetter.key(promise, round)
    try tx.execute(
      """
      INSERT INTO suggestion_promise_letters (suggestion_id, promise, body)
      VALUES (\(bind: id), \(bind: key), \(bind: try JSONText.encode(text)))
      ON CONFLICT (suggestion_id, promise) DO UPDATE SET body = excluded.body
      WHERE suggestion_promise_letters.signed_on IS NULL
      """)
  }

  package static func sign(
    promise: Int, round: Int = 1, of id: ID<Suggestion>, on date: CivilDate, in tx: any WriteTransaction
  ) throws {
    let key = PromiseLetter.key(promise, round)
    try tx.execute(
      """
      UPDATE suggestion_promise_letters SET signed_on = \(bind: date)
      WHERE suggestion_id = \(bind: id) AND promise = \(bind: key) AND signed_on IS NULL
      """)
  }

  package static func letters(of id: ID<Suggestion>, in tx: any ReadTransaction) throws -> [PromiseLetter] {
    try tx.rows(
      """
      SELECT promise, body, signed_on FROM suggestion_promise_letters WHERE suggestion_id = \(bind: id) ORDER BY promise
      """
    ).map(letter)
  }

  static func letter(_ row: Row) throws -> PromiseLetter {
    let key: Int = try row("promise")
    return PromiseLetter(
      promise: key % PromiseLetter.span, round: key / PromiseLetter.span + 1,
      text: try JSONText.decode(LetterText.self, from: row("body")),
      signedOn: try row("signed_on"))
  }
}
