package import DatabaseKit
package import Domain

/// The units' parts as their lists read them: written with the matter's row, from the same status.
package enum HandlingStore {
  /// Brings the rows of a matter to what its status says.
  package static func save(
    _ parts: [UnitHandling], unlessIn before: [UnitHandling], of matter: ID<Matter>, congress: ID<Congress>,
    in tx: any WriteTransaction
  ) throws {
    // A loader writes them from the status when it writes the matter.
    if tx is LoadingTransaction { return }
    for handling in parts where !before.contains(handling) {
      try tx.execute(
        """
        INSERT INTO matter_handlings (matter_id, part, unit_id, congress_id, is_lead, state, sent_on, due_on, drafter_id,
          answered_on, in_time)
        VALUES (\(bind: matter), \(bind: handling.part), \(bind: handling.unit), \(bind: congress),
          \(bind: handling.isLead), \(bind: handling.state), \(bind: handling.sentOn), \(bind: handling.resultDue),
          \(bind: handling.drafter), \(bind: handling.answeredOn), \(bind: handling.inTime))
        ON CONFLICT (matter_id, part) DO UPDATE SET state = excluded.state, unit_id = excluded.unit_id, drafter_id = excluded.drafter_id,
          answered_on = excluded.answered_on, in_time = excluded.in_time, congress_id = excluded.congress_id
        """)
    }
  }

  /// One page of a tab, by the day the result is due.
  package static func page(
    _ tab: HandlingTab, scope: PartScope, after cursor: PartCursor?, limit: Int, in tx: any ReadTransaction
  ) throws -> [HandlingLine] {
    var conditions = [seen(scope), "h.state IN (\(words(tab.states)))"]
    let newestFirst = tab == .answered
    let sort: SQL = newestFirst ? "h.answered_on" : "h.due_on"
    let sign: SQL = newestFirst ? "<" : ">"
    if let cursor {
      let (day, matter) = (cursor.matter.sort, cursor.matter.id)
      conditions.append(
        """
        (\(sort) \(sign) \(bind: day) OR (\(sort) = \(bind: day) AND (h.matter_id \(sign) \(bind: matter)
          OR (h.matter_id = \(bind: matter) AND h.part > \(bind: cursor.part)))))
        """)
    }
    let direction: SQL = newestFirst ? "DESC" : "ASC"
    return try tx.rows(
      """
      SELECT h.matter_id, h.part, m.receipt, m.title, k.name AS category_name, u.name AS unit_name, h.is_lead, h.state,
        h.sent_on, h.due_on, h.answered_on, h.in_time, m.urgency
      FROM matter_handlings h JOIN matters m ON m.id = h.matter_id JOIN handling_units u ON u.id = h.unit_id
      LEFT JOIN matter_categories k ON k.id = m.category_id
      WHERE \(SQL.all(conditions)) ORDER BY \(sort) \(direction), h.matter_id \(direction), h.part LIMIT \(bind: limit)
      """
    ).map { row in
      HandlingLine(
        matter: try row("matter_id"), part: try row("part"), receipt: try row("receipt"), title: try row("title"),
        category: try row("category_name"), unit: try row("unit_name"), isLead: try row("is_lead"),
        state: try row.word("state"), sentOn: try row("sent_on"), due: try row("due_on"),
        answeredOn: try row("answered_on"), inTime: try row("in_time"), urgency: try row.word("urgency"))
    }
  }

  /// How many open parts the scope shows, by state.
  package static func counts(_ scope: PartScope, in tx: any ReadTransaction) throws -> [HandlingState: Int] {
    let open = words(HandlingState.allCases.filter(\.isOpen))
    var result: [HandlingState: Int] = [:]
    for row in try tx.rows(
      """
      SELECT h.state, COUNT(*) AS n FROM matter_handlings h JOIN matters m ON m.id = h.matter_id
      WHERE \(seen(scope)) AND h.state IN (\(open)) GROUP BY h.state
      """)
    {
      result[try row.word("state")] = try row("n", as: Int.self)
    }
    return result
  }

  /// A row, for a comparison with the status.
  static func handling(_ row: Row) throws -> HandlingRow {
    HandlingRow(
      part: try row("part"), unit: try row("unit_id"), congress: try row("congress_id"), isLead: try row("is_lead"),
      state: try row.word("state"), sentOn: try row("sent_on"), due: try row("due_on"), drafter: try row("drafter_id"),
      answeredOn: try row("answered_on"), inTime: try row("in_time"))
  }

  private static func words(_ states: [HandlingState]) -> SQL {
    SQL.joined(states.map { "\(word: $0)" }, by: ", ")
  }

  private static func seen(_ scope: PartScope) -> SQL {
    let mine: SQL = """
      (h.unit_id IN \(SQL.list(scope.units)) OR (h.unit_id IN \(SQL.list(scope.drafting))
        AND h.drafter_id = \(bind: scope.person)) OR (h.congress_id IN \(SQL.list(scope.disputes))
        AND h.state = 'disputed'))
      """
    return """
      \(mine) AND m.seal IS NULL AND NOT EXISTS (SELECT 1 FROM matter_exclusions x
        WHERE x.matter_id = h.matter_id AND x.person_id = \(bind: scope.person))
      """
  }
}

/// A part as its row says it.
package struct HandlingRow: Sendable, Equatable {
  let part: Int
  let unit: ID<HandlingUnit>
  let congress: ID<Congress>
  let isLead: Bool
  let state: HandlingState
  let sentOn: CivilDate
  let due: CivilDate
  let drafter: ID<Person>?
  let answeredOn: CivilDate?
  let inTime: Bool?

  package static func expected(_ handling: UnitHandling, in congress: ID<Congress>) -> HandlingRow {
    HandlingRow(
      part: handling.part, unit: handling.unit, congress: congress, isLead: handling.isLead, state: handling.state,
      sentOn: handling.sentOn, due: handling.resultDue, drafter: handling.drafter, answeredOn: handling.answeredOn,
      inTime: handling.inTime)
  }
}
