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
      try tx.post(
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

  package static func unitNames(_ units: [ID<HandlingUnit>], in tx: any ReadTransaction) throws
    -> [ID<HandlingUnit>: String]
  {
    if units.isEmpty { return [:] }
    return Dictionary(
      try tx.rows("SELECT id, name FROM handling_units WHERE id IN \(SQL.list(units))").map {
        (try $0("id"), try $0("name"))
      }, uniquingKeysWith: { first, _ in first })
  }

  /// One page of a tab, by the day the result is due; what was answered by the day of the answer, newest first.
  package static func page(
    _ tab: HandlingTab, scope: PartScope, after cursor: PartCursor?, limit: Int, in tx: any ReadTransaction
  ) throws -> [HandlingLine] {
    let sort: SQL = tab == .answered ? "h.answered_on" : "h.due_on"
    let (sign, direction): (SQL, SQL) = tab == .answered ? ("<", "DESC") : (">", "ASC")
    var later: SQL = ""
    if let cursor {
      let (day, matter) = (cursor.matter.sort, cursor.matter.id)
      later = """
        AND (\(sort) \(sign) \(bind: day) OR (\(sort) = \(bind: day) AND (h.matter_id \(sign) \(bind: matter)
          OR (h.matter_id = \(bind: matter) AND h.part > \(bind: cursor.part)))))
        """
    }
    // Each unit and state in its own order, and no further than the page goes.
    let branches = tab.states.flatMap { state in
      owners(scope, state).map { owner -> SQL in
        """
        SELECT * FROM (SELECT h.matter_id, h.part, \(sort) AS sort_on FROM matter_handlings h
          WHERE \(owner) AND h.state = \(word: state) AND \(seen(scope)) \(later)
          ORDER BY \(sort) \(direction), h.matter_id \(direction), h.part LIMIT \(bind: limit)) AS branch
        """
      }
    }
    if branches.isEmpty { return [] }
    return try tx.rows(
      """
      SELECT h.matter_id, h.part, m.receipt, m.title, k.name AS category_name, u.name AS unit_name, h.is_lead, h.state,
        h.sent_on, h.due_on, h.answered_on, h.in_time, m.urgency
      FROM (SELECT * FROM (\(SQL.joined(branches, by: " UNION "))) AS found
        ORDER BY sort_on \(direction), matter_id \(direction), part LIMIT \(bind: limit)) AS f
      JOIN matter_handlings h ON h.matter_id = f.matter_id AND h.part = f.part
      JOIN matters m ON m.id = h.matter_id JOIN handling_units u ON u.id = h.unit_id
      LEFT JOIN matter_categories k ON k.id = m.category_id
      ORDER BY f.sort_on \(direction), f.matter_id \(direction), f.part
      """
    ).map { row in
      HandlingLine(
        matter: try row("matter_id"), part: try row("part"), receipt: try row("receipt"), title: try row("title"),
        category: try row("category_name"), unit: try row("unit_name"), isLead: try row("is_lead"),
        state: try row.word("state"), sentOn: try row("sent_on"), due: try row("due_on"),
        answeredOn: try row("answered_on"), inTime: try row("in_time"), urgency: try row.word("urgency"))
    }
  }

  /// How many open parts the scope shows, by state: counted from the index, less the few that are hidden from the reader.
  package static func counts(_ scope: PartScope, in tx: any ReadTransaction) throws -> [HandlingState: Int] {
    var result: [HandlingState: Int] = [:]
    for state in HandlingState.allCases where state.isOpen {
      for owner in owners(scope, state) {
        let all = try tx.row(
          "SELECT COUNT(*) AS n FROM matter_handlings h WHERE \(owner) AND h.state = \(word: state)")
        var count: Int = try all?("n") ?? 0
        for hidden in hidden(from: scope.person) {
          let part = try tx.row(
            """
            SELECT COUNT(*) AS n FROM \(hidden) CROSS JOIN matter_handlings h
            WHERE h.matter_id = s.id AND \(owner) AND h.state = \(word: state)
            """)
          count -= try part?("n") ?? 0
        }
        if count > 0 { result[state, default: 0] += count }
      }
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

  /// Disjoint parts of the scope in one state, each of which an index gives in order.
  private static func owners(_ scope: PartScope, _ state: HandlingState) -> [SQL] {
    let drafting = scope.drafting.filter { !scope.units.contains($0) }
    var result: [SQL] = scope.units.map { "h.unit_id = \(bind: $0)" }
    result += drafting.map { "h.unit_id = \(bind: $0) AND h.drafter_id = \(bind: scope.person)" }
    if state == .disputed {
      let others = scope.units + drafting
      result += scope.disputes.map {
        others.isEmpty
          ? "h.congress_id = \(bind: $0)" : "h.congress_id = \(bind: $0) AND h.unit_id NOT IN \(SQL.list(others))"
      }
    }
    return result
  }

  private static func seen(_ scope: PartScope) -> SQL {
    """
    NOT EXISTS (SELECT 1 FROM matters m WHERE m.id = h.matter_id AND m.seal IS NOT NULL)
      AND NOT EXISTS (SELECT 1 FROM matter_exclusions x
        WHERE x.matter_id = h.matter_id AND x.person_id = \(bind: scope.person))
    """
  }

  /// The few matters whose parts are not shown: sealed ones, and others that are kept from the person.
  private static func hidden(from person: ID<Person>) -> [SQL] {
    [
      "(SELECT id FROM matters WHERE seal IS NOT NULL) AS s",
      """
      (SELECT m.id FROM matter_exclusions x CROSS JOIN matters m
        WHERE x.person_id = \(bind: person) AND m.id = x.matter_id AND m.seal IS NULL) AS s
      """,
    ]
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
