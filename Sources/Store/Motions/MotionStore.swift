package import DatabaseKit
package import Domain

/// Motions and the rows that repeat parts of their status. Whoever changes a status appends its event in the same
/// transaction.
package enum MotionStore {
  package static func insert(_ motion: Motion, head: ChainHead, in tx: any WriteTransaction) throws {
    let columns = try columns(of: motion)
    let own: SQL = "id, revision, last_seq, last_hash"
    let values: SQL = """
      \(bind: motion.id), \(bind: motion.revision), \(bind: head.seq), \(bind: head.hash)
      """
    try tx.post(
      """
      INSERT INTO motions (\(SQL.joined([own] + columns.map(\.name), by: ", ")))
      VALUES (\(SQL.joined([values] + columns.map(\.value), by: ", ")))
      """)
    try savePeople(motion.id, motion.status, isNew: true, in: tx)
  }

  /// False when somebody else was faster.
  package static func update(_ motion: Motion, before: MotionStatus, head: ChainHead, in tx: any WriteTransaction)
    throws -> Bool
  {
    let own: SQL = "revision = revision + 1, last_seq = \(bind: head.seq), last_hash = \(bind: head.hash)"
    let set = try columns(of: motion).map { column -> SQL in "\(column.name) = \(column.value)" }
    let changed = try tx.execute(
      """
      UPDATE motions SET \(SQL.joined([own] + set, by: ", "))
      WHERE id = \(bind: motion.id) AND revision = \(bind: motion.revision)
      """)
    guard changed == 1 else { return false }
    if MotionStanding.all(of: before) != MotionStanding.all(of: motion.status) {
      try savePeople(motion.id, motion.status, isNew: false, in: tx)
    }
    return true
  }

  private static func columns(of motion: Motion) throws -> [(name: SQL, value: SQL)] {
    let status = motion.status
    return [
      ("congress_id", "\(bind: status.congress)"), ("term_id", "\(bind: status.term)"),
      ("session_id", "\(bind: status.session)"), ("state", "\(bind: status.state)"),
      ("cause", "\(bind: motion.text.cause)"), ("grounds", "\(bind: motion.text.grounds)"),
      ("plan", "\(bind: motion.text.plan)"), ("public_text", "\(bind: motion.publicText)"),
      ("status", "\(bind: try JSONText.encode(status))"), ("proposer_id", "\(bind: status.proposer.person)"),
      ("delegation_id", "\(bind: status.proposer.delegation)"), ("number", "\(bind: status.number)"),
      ("submitted_on", "\(bind: status.submittedOn)"), ("is_public", "\(bind: status.isPublic)"),
      ("suggestion_id", "\(bind: status.suggestion)"),
    ]
  }

  package static func motion(_ id: ID<Motion>, in tx: any ReadTransaction) throws -> Motion? {
    try tx.row("SELECT * FROM motions WHERE id = \(bind: id)").map(motion)
  }

  /// Several; those that do not exist are left out.
  package static func motions(_ ids: [ID<Motion>], in tx: any ReadTransaction) throws -> [Motion] {
    guard !ids.isEmpty else { return [] }
    return try tx.rows("SELECT * FROM motions WHERE id IN \(SQL.list(ids)) ORDER BY id").map(motion)
  }

  /// With the end of its chain, for a change.
  package static func forChange(_ id: ID<Motion>, in tx: any ReadTransaction) throws -> (Motion, ChainHead)? {
    try tx.row("SELECT * FROM motions WHERE id = \(bind: id)").map { row in
      (try motion(row), ChainHead(seq: try row("last_seq"), hash: try row("last_hash")))
    }
  }

  package static func count(in tx: any ReadTransaction) throws -> Int {
    try tx.row("SELECT COUNT(*) AS n FROM motions")?("n") ?? 0
  }

  static func motion(_ row: Row) throws -> Motion {
    Motion(
      id: try row("id"), text: MotionText(cause: try row("cause"), grounds: try row("grounds"), plan: try row("plan")),
      status: try JSONText.decode(MotionStatus.self, from: row("status")), publicText: try row("public_text"),
      revision: try row("revision"))
  }

  // MARK: Lists

  /// What a deputy leads or has signed, or somebody has typed, the newest first.
  package static func own(_ person: ID<Person>, before cursor: ID<Motion>?, limit: Int, in tx: any ReadTransaction)
    throws -> [Motion]
  {
    var conditions: [SQL] = [
      "id IN (SELECT motion_id FROM motion_people WHERE person_id = \(bind: person) AND role IN ('lead', 'signed', 'enterer'))"
    ]
    if let cursor { conditions.append("id < \(bind: cursor)") }
    return try list(conditions, limit, in: tx)
  }

  /// Those that somebody is asked to sign.
  package static func invitations(of person: ID<Person>, limit: Int, in tx: any ReadTransaction) throws -> [Motion] {
    try list(
      [
        "state = 'drafting'",
        "id IN (SELECT motion_id FROM motion_people WHERE person_id = \(bind: person) AND role = 'invited')",
      ], limit, in: tx)
  }

  /// Those of some congresses in some states, the newest first.
  package static func ofCongresses(
    _ congresses: [ID<Congress>], states: [MotionState], before cursor: ID<Motion>?, limit: Int,
    in tx: any ReadTransaction
  ) throws -> [Motion] {
    guard !congresses.isEmpty, !states.isEmpty else { return [] }
    var conditions: [SQL] = [
      "congress_id IN \(SQL.list(congresses))", "state IN \(SQL.list(states.map(\.rawValue)))",
    ]
    if let cursor { conditions.append("id < \(bind: cursor)") }
    return try list(conditions, limit, in: tx)
  }

  /// How many of some congresses stand in each state.
  package static func counts(of congresses: [ID<Congress>], in tx: any ReadTransaction) throws -> [MotionState: Int] {
    guard !congresses.isEmpty else { return [:] }
    var counts: [MotionState: Int] = [:]
    for row in try tx.rows(
      "SELECT state, COUNT(*) AS n FROM motions WHERE congress_id IN \(SQL.list(congresses)) GROUP BY state")
    {
      counts[try row.word("state")] = try row("n")
    }
    return counts
  }

  /// What everybody may read, the newest first.
  package static func published(before cursor: ID<Motion>?, limit: Int, in tx: any ReadTransaction) throws -> [Motion] {
    var conditions: [SQL] = ["is_public"]
    if let cursor { conditions.append("id < \(bind: cursor)") }
    return try list(conditions, limit, in: tx)
  }

  private static func list(_ conditions: [SQL], _ limit: Int, in tx: any ReadTransaction) throws -> [Motion] {
    try tx.rows("SELECT * FROM motions WHERE \(SQL.all(conditions)) ORDER BY id DESC LIMIT \(bind: limit)").map(motion)
  }

  // MARK: People

  private static func savePeople(_ id: ID<Motion>, _ status: MotionStatus, isNew: Bool, in tx: any WriteTransaction)
    throws
  {
    if !isNew { try tx.post("DELETE FROM motion_people WHERE motion_id = \(bind: id)") }
    for (position, standing) in MotionStanding.all(of: status).enumerated() {
      try tx.post(
        """
        INSERT INTO motion_people (motion_id, person_id, position, role)
        VALUES (\(bind: id), \(bind: standing.person), \(bind: position), \(bind: standing.role))
        """)
    }
  }

  package static func name(of delegation: ID<Delegation>, in tx: any ReadTransaction) throws -> String? {
    try tx.row("SELECT name FROM delegations WHERE id = \(bind: delegation)")?.first()
  }

  /// How many drafts wait for somebody's answer.
  package static func invitationCount(of person: ID<Person>, in tx: any ReadTransaction) throws -> Int {
    try tx.row(
      """
      SELECT COUNT(*) AS n FROM motion_people p JOIN motions m ON m.id = p.motion_id
      WHERE p.person_id = \(bind: person) AND p.role = 'invited' AND m.state = 'drafting'
      """)?("n") ?? 0
  }

  /// Of some mandates those that are in force.
  package static func active(_ mandates: [ID<Mandate>], in tx: any ReadTransaction) throws -> Set<ID<Mandate>> {
    guard !mandates.isEmpty else { return [] }
    return Set(
      try tx.rows("SELECT id FROM mandates WHERE id IN \(SQL.list(mandates)) AND state = 'active'").map {
        try $0.first()
      })
  }
}
