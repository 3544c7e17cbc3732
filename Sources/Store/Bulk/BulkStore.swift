package import DatabaseKit
package import Domain

/// Runs of many matters through one act, and their rows.
package enum BulkStore {
  package static func insert(_ run: BulkRun, rows: [BulkRow], in tx: any WriteTransaction) throws {
    try tx.execute(
      """
      INSERT INTO bulk_runs (id, act, list, has_more, state, made_by, made_at, changed_at)
      VALUES (\(bind: run.id), \(bind: run.act), \(bind: run.list), \(bind: run.hasMore), \(bind: run.state),
        \(bind: run.madeBy), \(bind: run.madeAt), \(bind: run.changedAt))
      """)
    for row in rows {
      try tx.execute(
        """
        INSERT INTO bulk_rows (run_id, position, matter_id, seen, outcome)
        VALUES (\(bind: run.id), \(bind: row.position), \(bind: row.matter), \(bind: row.seen), 'waiting')
        """)
    }
  }

  package static func run(_ id: ID<BulkRun>, in tx: any ReadTransaction) throws -> BulkRun? {
    try tx.row("\(columns) WHERE r.id = \(bind: id)").map(run)
  }

  /// What was said about the run, as JSON.
  package static func input(of id: ID<BulkRun>, in tx: any ReadTransaction) throws -> String? {
    try tx.row("SELECT input FROM bulk_runs WHERE id = \(bind: id)")?("input")
  }

  /// The newest of a person's first.
  package static func runs(of person: ID<Person>, limit: Int, in tx: any ReadTransaction) throws -> [BulkRun] {
    try tx.rows("\(columns) WHERE r.made_by = \(bind: person) ORDER BY r.id DESC LIMIT \(bind: limit)").map(run)
  }

  package static func runs(_ state: BulkState, untouchedSince: Instant, limit: Int, in tx: any ReadTransaction) throws
    -> [BulkRun]
  {
    try tx.rows(
      """
      \(columns) WHERE r.state = \(bind: state) AND r.changed_at <= \(bind: untouchedSince)
      ORDER BY r.id LIMIT \(bind: limit)
      """
    ).map(run)
  }

  package static func rows(of id: ID<BulkRun>, in tx: any ReadTransaction) throws -> [BulkRow] {
    try tx.rows("\(rowColumns) WHERE run_id = \(bind: id) ORDER BY position").map(row)
  }

  package static func waiting(of id: ID<BulkRun>, limit: Int, in tx: any ReadTransaction) throws -> [BulkRow] {
    try tx.rows(
      """
      \(rowColumns) WHERE run_id = \(bind: id) AND outcome = 'waiting' ORDER BY position LIMIT \(bind: limit)
      """
    ).map(row)
  }

  /// Says what is to happen; false when it was confirmed meanwhile.
  package static func prepare(_ id: ID<BulkRun>, input: String, at now: Instant, in tx: any WriteTransaction) throws
    -> Bool
  {
    try tx.execute(
      """
      UPDATE bulk_runs SET input = \(bind: input), state = 'prepared', changed_at = \(bind: now)
      WHERE id = \(bind: id) AND state IN ('chosen', 'prepared')
      """) == 1
  }

  /// Confirms what was said at `seen`; false when something else is said by now, or when it was confirmed already.
  package static func start(_ id: ID<BulkRun>, seen: Instant, at now: Instant, in tx: any WriteTransaction) throws
    -> Bool
  {
    try tx.execute(
      """
      UPDATE bulk_runs SET state = 'running', changed_at = \(bind: now)
      WHERE id = \(bind: id) AND state = 'prepared' AND changed_at = \(bind: seen)
      """) == 1
  }

  /// Keeps what became of rows; one that somebody else has kept meanwhile stays.
  package static func keep(_ rows: [BulkRow], of id: ID<BulkRun>, at now: Instant, in tx: any WriteTransaction) throws {
    for row in rows {
      let outcome: SQL
      switch row.outcome {
      case .waiting: continue
      case .done(let seq): outcome = "outcome = 'done', seq = \(bind: seq)"
      case .refused(let reason): outcome = "outcome = 'refused', reason = \(bind: reason.text)"
      }
      try tx.execute(
        """
        UPDATE bulk_rows SET \(outcome)
        WHERE run_id = \(bind: id) AND position = \(bind: row.position) AND outcome = 'waiting'
        """)
    }
    try tx.execute("UPDATE bulk_runs SET changed_at = \(bind: now) WHERE id = \(bind: id) AND state = 'running'")
  }

  /// All rows are gone through: what is left of the input is what the page shows.
  package static func finish(_ id: ID<BulkRun>, input: String, at now: Instant, in tx: any WriteTransaction) throws {
    try tx.execute(
      """
      UPDATE bulk_runs SET state = 'done', input = \(bind: input), changed_at = \(bind: now)
      WHERE id = \(bind: id) AND state = 'running'
      """)
  }

  package static func delete(_ id: ID<BulkRun>, in tx: any WriteTransaction) throws {
    try tx.execute("DELETE FROM bulk_rows WHERE run_id = \(bind: id)")
    try tx.execute("DELETE FROM bulk_runs WHERE id = \(bind: id)")
  }

  private static let rowColumns: SQL = "SELECT position, matter_id, seen, outcome, seq, reason FROM bulk_rows"

  private static let columns: SQL = """
    SELECT r.id, r.act, r.list, r.has_more, r.state, r.made_by, r.made_at, r.changed_at,
      (SELECT COUNT(*) FROM bulk_rows w WHERE w.run_id = r.id AND w.outcome = 'waiting') AS waiting_count,
      (SELECT COUNT(*) FROM bulk_rows d WHERE d.run_id = r.id AND d.outcome = 'done') AS done_count,
      (SELECT COUNT(*) FROM bulk_rows f WHERE f.run_id = r.id AND f.outcome = 'refused') AS refused_count
    FROM bulk_runs r
    """

  private static func run(_ row: Row) throws -> BulkRun {
    BulkRun(
      id: try row("id"), act: try row.word("act"), list: try row("list"), hasMore: try row("has_more"),
      state: try row.word("state"), madeBy: try row("made_by"), madeAt: try row("made_at"),
      changedAt: try row("changed_at"),
      counts: BulkCounts(
        waiting: try row("waiting_count"), done: try row("done_count"), refused: try row("refused_count")))
  }

  private static func row(_ row: Row) throws -> BulkRow {
    let outcome: BulkOutcome
    switch try row("outcome", as: String.self) {
    case "done": outcome = .done(seq: try row("seq"))
    case "refused":
      guard let reason = BulkRefusal(text: try row("reason")) else { throw DatabaseError.decoding("bulk_rows.reason") }
      outcome = .refused(reason)
    default: outcome = .waiting
    }
    return BulkRow(position: try row("position"), matter: try row("matter_id"), seen: try row("seen"), outcome: outcome)
  }
}
