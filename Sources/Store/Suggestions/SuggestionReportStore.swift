package import DatabaseKit
package import Domain

/// The numbers of 办理情况报告 and the lists behind them. Each number has one condition, by which it is counted and listed.
package enum SuggestionReportStore {
  private typealias Kind = SuggestionFigure.Kind

  // MARK: Conditions

  /// What a report is about, as `s`.
  private static func base(_ scope: SuggestionReportScope) -> SQL {
    let states = SuggestionState.allCases.filter(\.isBeforeCongress).map(\.rawValue)
    let reached: SQL = scope.reach == .handedOver ? " AND s.handed_over_on IS NOT NULL" : ""
    if let term = scope.term {
      return """
        s.congress_id = \(bind: scope.congress) AND s.term_id = \(bind: term) AND s.state IN \(SQL.list(states))
        AND s.submitted_on IS NOT NULL\(reached)
        """
    }
    return """
      s.congress_id = \(bind: scope.congress) AND s.year >= \(bind: scope.from.year)
      AND s.year <= \(bind: scope.through.year) AND s.state IN \(SQL.list(states))
      AND s.submitted_on >= \(bind: scope.from) AND s.submitted_on <= \(bind: scope.through)\(reached)
      """
  }

  /// Numbers counted in one go over suggestions; the column is called as the kind.
  private static func whole(_ today: CivilDate) -> [(kind: Kind, column: SQL, condition: SQL)] {
    standing + [
      (.notDue, "not_due", "\(owes(nil)) AND NOT \(owes(today))"), (.overdue, "overdue", owes(today)),
    ]
  }

  /// A unit has to answer; with a day: and should have done so before it.
  private static func owes(_ today: CivilDate?) -> SQL {
    let late: SQL = today.map { " AND p.reply_due_on < \(bind: $0)" } ?? ""
    return """
      (s.state IN ('handling', 'studying', 'disputed') AND EXISTS (
        SELECT 1 FROM suggestion_parts p WHERE p.suggestion_id = s.id AND p.role <> 'co' AND p.state <> 'returned'
          AND p.answered_on IS NULL\(late)))
      """
  }

  private static let standing: [(kind: Kind, column: SQL, condition: SQL)] = [
    (.received, "received", "1 = 1"),
    (.inSession, "in_session", "s.period = 'in_session'"),
    (.outOfSession, "out_of_session", "s.period = 'out_of_session'"),
    (.registered, "registered", "s.number IS NOT NULL"),
    (.handedOver, "handed_over", "s.handed_over_on IS NOT NULL"),
    (
      .answered, "answered",
      """
      s.state IN ('replied', 'studying', 'disputed', 'closed') AND s.handed_over_on IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM suggestion_parts p WHERE p.suggestion_id = s.id AND p.role <> 'co' AND p.state <> 'returned'
          AND p.answered_on IS NULL)
      """
    ),
    (.rehandled, "rehandled", "s.was_rehandled"),
    (.key, "key", "s.is_key"),
    (.promisesOpen, "promises_open", "s.open_promises > 0"),
    (
      .promisesKept, "promises_kept",
      """
      EXISTS (SELECT 1 FROM suggestion_promises k WHERE k.suggestion_id = s.id AND k.state <> 'open')
      """
    ),
    (.satisfied, "satisfied", "s.overall = 'satisfied'"),
    (.basic, "basic", "s.overall = 'basic'"),
    (.dissatisfied, "dissatisfied", "s.overall = 'dissatisfied'"),
    (
      .awaiting, "awaiting",
      """
      EXISTS (SELECT 1 FROM suggestion_parts p WHERE p.suggestion_id = s.id AND p.state <> 'returned'
        AND p.verdict = 'awaiting')
      """
    ),
    (
      .unreturned, "unreturned",
      """
      s.overall IS NULL AND EXISTS (SELECT 1 FROM suggestion_parts p WHERE p.suggestion_id = s.id
        AND p.state <> 'returned' AND p.verdict = 'unrated')
      """
    ),
  ]

  /// Numbers counted in one go over units' parts, as `p`.
  private static let ofParts: [(kind: Kind, column: SQL, condition: SQL)] = [
    (.parts, "parts", "1 = 1"),
    (.partAnswering, "part_answering", "p.role <> 'co'"),
    (.partHelping, "part_helping", "p.role = 'co'"),
    (.partAnswered, "part_answered", "p.role <> 'co' AND p.answered_on IS NOT NULL"),
    (.partInTime, "part_in_time", "p.role <> 'co' AND p.answered_on IS NOT NULL AND p.in_time"),
    (.partRehandled, "part_rehandled", "p.round > 1"),
    (.partSatisfied, "part_satisfied", "p.overall = 'satisfied'"),
    (.partBasic, "part_basic", "p.overall = 'basic'"),
    (.partDissatisfied, "part_dissatisfied", "p.overall = 'dissatisfied'"),
    (.partUnreturned, "part_unreturned", "p.overall IS NULL AND p.verdict = 'unrated'"),
  ]

  private static let isClassed: SQL = "p.role <> 'co' AND p.answered_on IS NOT NULL AND p.result_class IS NOT NULL"
  private static let hasCome: SQL = "p.state <> 'returned'"

  private static func condition(_ figure: SuggestionFigure, _ today: CivilDate) -> SQL {
    switch figure.kind {
    case .category:
      return figure.category.map { "s.category_id = \(bind: $0)" } ?? "s.category_id IS NULL"
    case .state: return "s.state = \(bind: figure.state)"
    default: break
    }
    guard figure.kind.isOfParts else { return whole(today).first { $0.kind == figure.kind }?.condition ?? "1 = 0" }
    var conditions: [SQL] = [hasCome]
    if figure.kind == .partClass {
      conditions.append("\(isClassed) AND p.result_class = \(bind: figure.resultClass)")
    } else {
      conditions.append(ofParts.first { $0.kind == figure.kind }?.condition ?? "1 = 0")
    }
    if let unit = figure.unit { conditions.append("p.unit_id = \(bind: unit)") }
    return SQL.all(conditions)
  }

  private static func source(_ figure: SuggestionFigure) -> SQL {
    figure.kind.isOfParts ? "suggestions s JOIN suggestion_parts p ON p.suggestion_id = s.id" : "suggestions s"
  }

  // MARK: Counting

  package static func report(_ scope: SuggestionReportScope, in tx: any ReadTransaction) throws -> SuggestionReport {
    var counts: [SuggestionFigure: Int] = [:]
    let base = base(scope)
    let whole = whole(scope.today)
    func sums(_ figures: [(kind: Kind, column: SQL, condition: SQL)]) -> SQL {
      SQL.joined(
        figures.map {
          "COALESCE(CAST(SUM(CASE WHEN \($0.condition) THEN 1 ELSE 0 END) AS BIGINT), 0) AS \($0.column)"
        }, by: ", ")
    }
    if let row = try tx.row("SELECT \(sums(whole)) FROM suggestions s WHERE \(base)") {
      for figure in whole { counts[SuggestionFigure(figure.kind)] = try row(figure.kind.rawValue) }
    }
    for row in try tx.rows(
      "SELECT s.category_id, COUNT(*) AS n FROM suggestions s WHERE \(base) GROUP BY s.category_id")
    { counts[SuggestionFigure(.category, category: try row("category_id"))] = try row("n") }
    for row in try tx.rows("SELECT s.state, COUNT(*) AS n FROM suggestions s WHERE \(base) GROUP BY s.state") {
      counts[SuggestionFigure(.state, state: try row.word("state"))] = try row("n")
    }
    func add(_ count: Int, _ figure: SuggestionFigure) {
      counts[figure] = count
      var all = figure
      all.unit = nil
      counts[all, default: 0] += count
    }
    let parts: SQL = """
      suggestions s JOIN suggestion_parts p ON p.suggestion_id = s.id WHERE \(base) AND \(hasCome)
      """
    for row in try tx.rows("SELECT p.unit_id, \(sums(ofParts)) FROM \(parts) GROUP BY p.unit_id") {
      let unit: ID<HandlingUnit> = try row("unit_id")
      for figure in ofParts { add(try row(figure.kind.rawValue), SuggestionFigure(figure.kind, unit: unit)) }
    }
    for row in try tx.rows(
      """
      SELECT p.unit_id, p.result_class, COUNT(*) AS n FROM \(parts) AND \(isClassed) GROUP BY p.unit_id, p.result_class
      """)
    { add(try row("n"), SuggestionFigure(.partClass, unit: try row("unit_id"), resultClass: try row("result_class"))) }
    return SuggestionReport(counts)
  }

  // MARK: Listing

  package static func count(_ figure: SuggestionFigure, _ scope: SuggestionReportScope, in tx: any ReadTransaction)
    throws -> Int
  {
    try tx.row(
      "SELECT COUNT(*) AS n FROM \(source(figure)) WHERE \(base(scope)) AND \(condition(figure, scope.today))")?("n")
      ?? 0
  }

  /// The newest first.
  package static func list(
    _ figure: SuggestionFigure, _ scope: SuggestionReportScope, after cursor: SuggestionReportRow?, limit: Int,
    in tx: any ReadTransaction
  ) throws -> [SuggestionReportRow] {
    let part: SQL = figure.kind.isOfParts ? "p.part" : "0"
    var conditions = [base(scope), condition(figure, scope.today)]
    if let cursor {
      conditions.append(
        """
        (s.id < \(bind: cursor.suggestion) OR (s.id = \(bind: cursor.suggestion) AND \(part) > \(bind: cursor.part)))
        """)
    }
    return try tx.rows(
      """
      SELECT s.id AS suggestion_id, CAST(\(part) AS BIGINT) AS position FROM \(source(figure))
      WHERE \(SQL.all(conditions)) ORDER BY s.id DESC, position LIMIT \(bind: limit)
      """
    ).map { SuggestionReportRow(suggestion: try $0("suggestion_id"), part: try $0("position")) }
  }
}
