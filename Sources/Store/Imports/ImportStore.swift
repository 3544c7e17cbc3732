package import DatabaseKit
package import Domain

/// A row that is still to be made, sealed.
package struct StoredImportRow: Sendable {
  package let position: Int
  package let row: Int
  package let sealed: [UInt8]
  package let keyID: Int

  package init(position: Int, row: Int, sealed: [UInt8], keyID: Int) {
    self.position = position
    self.row = row
    self.sealed = sealed
    self.keyID = keyID
  }
}

/// Runs of imports with their rows, findings and records.
package enum ImportStore {
  package static func insert(_ run: ImportRun, in tx: any WriteTransaction) throws {
    try tx.execute(
      """
      INSERT INTO import_runs (id, congress_id, kind, file_name, ignored_heads, state, row_count, ready_count, done_count,
        made_count, left_count, made_by, made_at, changed_at)
      VALUES (\(bind: run.id), \(bind: run.congress), \(bind: run.kind), \(bind: run.fileName),
        \(bind: try JSONText.encode(run.ignoredHeads)), \(bind: run.state), \(bind: run.rows), \(bind: run.ready),
        \(bind: run.done), \(bind: run.made), \(bind: run.left), \(bind: run.madeBy), \(bind: run.madeAt),
        \(bind: run.changedAt))
      """)
  }

  package static func run(_ id: ID<ImportRun>, in tx: any ReadTransaction) throws -> ImportRun? {
    try tx.row("\(columns) WHERE id = \(bind: id)").map(run)
  }

  package static func runs(
    of congresses: [ID<Congress>], before: ID<ImportRun>?, limit: Int, in tx: any ReadTransaction
  ) throws -> [ImportRun] {
    let earlier: SQL = before.map { "AND id < \(bind: $0)" } ?? ""
    return try tx.rows(
      """
      \(columns) WHERE congress_id IN \(SQL.list(congresses)) \(earlier) ORDER BY id DESC LIMIT \(bind: limit)
      """
    ).map(run)
  }

  /// Runs in a state that were not touched since.
  package static func runs(_ state: ImportState, untouchedSince: Instant, in tx: any ReadTransaction) throws
    -> [ImportRun]
  {
    try tx.rows(
      "\(columns) WHERE state = \(bind: state) AND changed_at <= \(bind: untouchedSince) ORDER BY id LIMIT 20"
    ).map(run)
  }

  /// False when the run was not in that state any more.
  package static func move(
    _ id: ID<ImportRun>, from: ImportState, to: ImportState, at now: Instant, in tx: any WriteTransaction
  ) throws -> Bool {
    try tx.execute(
      """
      UPDATE import_runs SET state = \(bind: to), changed_at = \(bind: now)
      WHERE id = \(bind: id) AND state = \(bind: from)
      """) == 1
  }

  package static func count(
    _ id: ID<ImportRun>, done: Int, made: Int, left: Int, at now: Instant, in tx: any WriteTransaction
  ) throws {
    try tx.execute(
      """
      UPDATE import_runs SET done_count = \(bind: done), made_count = \(bind: made), left_count = \(bind: left),
        changed_at = \(bind: now) WHERE id = \(bind: id)
      """)
  }

  private static let columns: SQL = """
    SELECT id, congress_id, kind, file_name, ignored_heads, state, row_count, ready_count, done_count, made_count,
      left_count, made_by, made_at, changed_at FROM import_runs
    """

  private static func run(_ row: Row) throws -> ImportRun {
    ImportRun(
      id: try row("id"), congress: try row("congress_id"), kind: try row.word("kind"), fileName: try row("file_name"),
      ignoredHeads: try JSONText.decode([String].self, from: row("ignored_heads")), state: try row.word("state"),
      rows: try row("row_count"), ready: try row("ready_count"), done: try row("done_count"),
      made: try row("made_count"), left: try row("left_count"), madeBy: try row("made_by"),
      madeAt: try row("made_at"), changedAt: try row("changed_at"))
  }

  // MARK: Rows

  package static func insert(_ rows: [StoredImportRow], of run: ID<ImportRun>, in tx: any WriteTransaction) throws {
    guard !rows.isEmpty else { return }
    let values: [SQL] = rows.map {
      "(\(bind: run), \(bind: $0.position), \(bind: $0.row), \(bind: $0.sealed), \(bind: $0.keyID))"
    }
    try tx.execute(
      """
      INSERT INTO import_rows (run_id, position, row_number, sealed, key_id) VALUES \(SQL.joined(values, by: ", "))
      """)
  }

  package static func rows(of run: ID<ImportRun>, after position: Int, limit: Int, in tx: any ReadTransaction) throws
    -> [StoredImportRow]
  {
    try tx.rows(
      """
      SELECT position, row_number, sealed, key_id FROM import_rows
      WHERE run_id = \(bind: run) AND position > \(bind: position) ORDER BY position LIMIT \(bind: limit)
      """
    ).map {
      StoredImportRow(
        position: try $0("position"), row: try $0("row_number"), sealed: try $0("sealed"), keyID: try $0("key_id"))
    }
  }

  package static func forgetRows(of run: ID<ImportRun>, through position: Int, in tx: any WriteTransaction) throws {
    try tx.execute("DELETE FROM import_rows WHERE run_id = \(bind: run) AND position <= \(bind: position)")
  }

  // MARK: Findings

  package static func insert(
    _ findings: [ImportFinding], from first: Int, of run: ID<ImportRun>, in tx: any WriteTransaction
  ) throws {
    guard !findings.isEmpty else { return }
    let values: [SQL] = findings.enumerated().map { index, finding in
      """
      (\(bind: run), \(bind: first + index), \(bind: finding.row), \(bind: finding.column), \(bind: finding.head),
        \(bind: finding.fault), \(bind: finding.isMended), \(bind: finding.shown), \(bind: finding.detail))
      """
    }
    try tx.execute(
      """
      INSERT INTO import_findings (run_id, seq, row_number, column_index, head, fault, is_mended, shown, detail)
      VALUES \(SQL.joined(values, by: ", "))
      """)
  }

  package static func nextFinding(of run: ID<ImportRun>, in tx: any ReadTransaction) throws -> Int {
    try tx.row("SELECT COALESCE(MAX(seq), 0) + 1 AS next FROM import_findings WHERE run_id = \(bind: run)")?("next")
      ?? 1
  }

  package static func findings(
    of run: ID<ImportRun>, fault: ImportFault?, after seq: Int, limit: Int, in tx: any ReadTransaction
  ) throws -> [(seq: Int, finding: ImportFinding)] {
    let only: SQL = fault.map { "AND fault = \(bind: $0)" } ?? ""
    return try tx.rows(
      """
      SELECT seq, row_number, column_index, head, fault, is_mended, shown, detail FROM import_findings
      WHERE run_id = \(bind: run) \(only) AND seq > \(bind: seq) ORDER BY seq LIMIT \(bind: limit)
      """
    ).map {
      (
        seq: try $0("seq"),
        finding: ImportFinding(
          row: try $0("row_number"), column: try $0("column_index"), head: try $0("head"), fault: try $0.word("fault"),
          isMended: try $0("is_mended"), shown: try $0("shown"), detail: try $0("detail"))
      )
    }
  }

  package static func faultCounts(of run: ID<ImportRun>, in tx: any ReadTransaction) throws
    -> [(fault: ImportFault, isMended: Bool, count: Int)]
  {
    try tx.rows(
      """
      SELECT fault, is_mended, COUNT(*) AS n FROM import_findings WHERE run_id = \(bind: run)
      GROUP BY fault, is_mended ORDER BY fault, is_mended
      """
    ).map { (fault: try $0.word("fault"), isMended: try $0("is_mended"), count: try $0("n")) }
  }

  // MARK: Records

  package static func insert(
    _ records: [ImportedRecord], from first: Int, of run: ID<ImportRun>, in tx: any WriteTransaction
  ) throws {
    guard !records.isEmpty else { return }
    let values: [SQL] = records.enumerated().map { index, record in
      """
      (\(bind: run), \(bind: first + index), \(bind: record.kind), \(bind: record.id), \(bind: record.label),
        'made', '{}')
      """
    }
    try tx.execute(
      """
      INSERT INTO import_records (run_id, seq, subject_kind, subject_id, label, state, hangers)
      VALUES \(SQL.joined(values, by: ", "))
      """)
  }

  /// What is still as the import made it, the newest first.
  package static func lastMade(of run: ID<ImportRun>, limit: Int, in tx: any ReadTransaction) throws
    -> [(seq: Int, record: ImportedRecord)]
  {
    try tx.rows(
      """
      SELECT seq, subject_kind, subject_id, label FROM import_records
      WHERE run_id = \(bind: run) AND state = 'made' ORDER BY seq DESC LIMIT \(bind: limit)
      """
    ).map { (seq: try $0("seq"), record: try record($0)) }
  }

  package static func records(
    of run: ID<ImportRun>, _ kind: SubjectKind, after seq: Int, limit: Int, in tx: any ReadTransaction
  ) throws -> [(seq: Int, record: ImportedRecord)] {
    try tx.rows(
      """
      SELECT seq, subject_kind, subject_id, label FROM import_records
      WHERE run_id = \(bind: run) AND subject_kind = \(bind: kind) AND state = 'made' AND seq > \(bind: seq)
      ORDER BY seq LIMIT \(bind: limit)
      """
    ).map { (seq: try $0("seq"), record: try record($0)) }
  }

  private static func record(_ row: Row) throws -> ImportedRecord {
    ImportedRecord(try row.word("subject_kind"), try row("subject_id"), try row("label"))
  }

  package static func markRemoved(_ seqs: [Int], of run: ID<ImportRun>, in tx: any WriteTransaction) throws {
    guard !seqs.isEmpty else { return }
    try tx.execute(
      "UPDATE import_records SET state = 'removed' WHERE run_id = \(bind: run) AND seq IN \(SQL.list(seqs))")
  }

  package static func markKept(
    _ seq: Int, of run: ID<ImportRun>, hangers: [ImportHanger: Int], isEnded: Bool, in tx: any WriteTransaction
  ) throws {
    let words = Dictionary(uniqueKeysWithValues: hangers.map { ($0.key.rawValue, $0.value) })
    try tx.execute(
      """
      UPDATE import_records SET state = \(bind: isEnded ? "ended" : "kept"), hangers = \(bind: try JSONText.encode(words))
      WHERE run_id = \(bind: run) AND seq = \(bind: seq)
      """)
  }

  package static func kept(of run: ID<ImportRun>, limit: Int, in tx: any ReadTransaction) throws -> [KeptRecord] {
    try tx.rows(
      """
      SELECT subject_kind, subject_id, label, state, hangers FROM import_records
      WHERE run_id = \(bind: run) AND state IN ('kept', 'ended') ORDER BY seq LIMIT \(bind: limit)
      """
    ).map { row in
      let words = try JSONText.decode([String: Int].self, from: row("hangers"))
      var hangers: [ImportHanger: Int] = [:]
      for (word, count) in words { if let hanger = ImportHanger(rawValue: word) { hangers[hanger] = count } }
      return KeptRecord(
        record: try record(row), hangers: hangers, isEnded: try row("state", as: String.self) == "ended")
    }
  }
}
