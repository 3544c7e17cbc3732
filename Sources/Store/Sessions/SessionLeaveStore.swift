package import DatabaseKit
package import Domain

/// Requests for leave, and what absences come to.
package enum SessionLeaveStore {
  package static func insert(_ leave: SessionLeave, in tx: any WriteTransaction) throws {
    try tx.execute(
      """
      INSERT INTO session_leaves (id, session_id, mandate_id, is_whole, reason, asked_at, asked_by, is_late, state,
        decided_at, decided_by, decision, revision)
      VALUES (\(bind: leave.id), \(bind: leave.session), \(bind: leave.mandate), \(bind: leave.scope == .whole),
        \(bind: leave.reason), \(bind: leave.askedAt), \(bind: leave.askedBy), \(bind: leave.isLate),
        \(bind: leave.state), \(bind: leave.decidedAt), \(bind: leave.decidedBy), \(bind: leave.decision),
        \(bind: leave.revision))
      """)
    guard case .meetings(let meetings) = leave.scope else { return }
    for meeting in meetings {
      try tx.execute(
        "INSERT INTO session_leave_meetings (leave_id, meeting_id) VALUES (\(bind: leave.id), \(bind: meeting))")
    }
  }

  /// What became of a request; false when somebody else was faster.
  package static func settle(_ leave: SessionLeave, seen revision: Int, in tx: any WriteTransaction) throws -> Bool {
    try tx.execute(
      """
      UPDATE session_leaves SET state = \(bind: leave.state), decided_at = \(bind: leave.decidedAt),
        decided_by = \(bind: leave.decidedBy), decision = \(bind: leave.decision), revision = revision + 1
      WHERE id = \(bind: leave.id) AND revision = \(bind: revision) AND state = 'requested'
      """) == 1
  }

  package static func leave(_ id: ID<SessionLeave>, in tx: any ReadTransaction) throws -> SessionLeave? {
    try read("id = \(bind: id)", in: tx).first
  }

  /// All of a session, the first asked first.
  package static func leaves(of session: ID<CongressSession>, in tx: any ReadTransaction) throws -> [SessionLeave] {
    try read("session_id = \(bind: session)", in: tx)
  }

  package static func leaves(of mandates: [ID<Mandate>], in tx: any ReadTransaction) throws -> [SessionLeave] {
    try read("mandate_id IN \(SQL.list(mandates))", in: tx)
  }

  /// How many wait for a decision, by session.
  package static func waiting(of congress: ID<Congress>, in tx: any ReadTransaction) throws
    -> [ID<CongressSession>: Int]
  {
    let rows = try tx.rows(
      """
      SELECT l.session_id, COUNT(*) AS n FROM session_leaves l JOIN congress_sessions s ON s.id = l.session_id
      WHERE s.congress_id = \(bind: congress) AND l.state = 'requested' GROUP BY l.session_id
      """)
    return try Dictionary(
      rows.map { (try $0("session_id"), try $0("n")) }, uniquingKeysWith: { first, _ in first })
  }

  private static func read(_ condition: SQL, in tx: any ReadTransaction) throws -> [SessionLeave] {
    let rows = try tx.rows(
      """
      SELECT id, session_id, mandate_id, is_whole, reason, asked_at, asked_by, is_late, state, decided_at, decided_by,
        decision, revision
      FROM session_leaves WHERE \(condition) ORDER BY asked_at, id
      """)
    let partial = try rows.filter { try !$0("is_whole", as: Bool.self) }.map { try $0("id", as: ID<SessionLeave>.self) }
    var meetings: [ID<SessionLeave>: [ID<SessionMeeting>]] = [:]
    if !partial.isEmpty {
      for row in try tx.rows(
        """
        SELECT leave_id, meeting_id FROM session_leave_meetings WHERE leave_id IN \(SQL.list(partial))
        ORDER BY leave_id, meeting_id
        """)
      {
        meetings[try row("leave_id"), default: []].append(try row("meeting_id"))
      }
    }
    return try rows.map { row in
      let id: ID<SessionLeave> = try row("id")
      return SessionLeave(
        id: id, session: try row("session_id"), mandate: try row("mandate_id"),
        scope: try row("is_whole", as: Bool.self) ? .whole : .meetings(meetings[id] ?? []), reason: try row("reason"),
        askedAt: try row("asked_at"), askedBy: try row("asked_by"), isLate: try row("is_late"),
        state: try row.word("state"), decidedAt: try row("decided_at"), decidedBy: try row("decided_by"),
        decision: try row("decision"), revision: try row("revision"))
    }
  }

  // MARK: Absences

  /// The mandates that were absent from some meeting of all deputies in sessions of a term that are closed, with their
  /// records at all of them.
  ///
  /// - Parameter mandate: of one only.
  package static func records(
    of term: ID<CongressTerm>, mandate: ID<Mandate>? = nil, in tx: any ReadTransaction
  ) throws -> [ID<Mandate>: [SessionRecord]] {
    let only: SQL = mandate.map { "AND a.mandate_id = \(bind: $0)" } ?? ""
    let held: SQL = """
      FROM congress_sessions s JOIN session_meetings m ON m.session_id = s.id
      JOIN session_attendance a ON a.meeting_id = m.id
      WHERE s.term_id = \(bind: term) AND s.state = 'closed' AND m.is_plenary \(only)
      """
    let absent: [ID<Mandate>] = try tx.rows(
      "SELECT DISTINCT a.mandate_id \(held) AND a.status = 'absent' ORDER BY a.mandate_id"
    ).map { try $0.first() }
    if absent.isEmpty { return [:] }
    let rows = try tx.rows(
      """
      SELECT a.mandate_id, s.id, m.id AS meeting_id, a.status \(held) AND a.mandate_id IN \(SQL.list(absent))
      ORDER BY a.mandate_id, s.begins_on, s.id, m.held_on, m.starts, m.id
      """)
    let leaves = Dictionary(grouping: try leaves(of: absent, in: tx), by: \.mandate)
    var sessions: [ID<CongressSession>: CongressSession] = [:]
    var found: [ID<Mandate>: [ID<CongressSession>: [SessionRecord.Meeting]]] = [:]
    for row in rows {
      let (mandate, id): (ID<Mandate>, ID<CongressSession>) = (try row("mandate_id"), try row("id"))
      if sessions[id] == nil { sessions[id] = try SessionStore.session(id, in: tx) }
      let mine = (leaves[mandate] ?? []).filter { $0.session == id }
      let meeting = Self.meeting(
        try row("meeting_id"), isPresent: try row("status", as: String.self) == "present", mine)
      found[mandate, default: [:]][id, default: []].append(meeting)
    }
    return found.mapValues { bySession in
      bySession.compactMap { id, meetings in sessions[id].map { SessionRecord(session: $0, meetings: meetings) } }
        .sorted { ($0.session.beginsOn, $0.session.id) < ($1.session.beginsOn, $1.session.id) }
    }
  }

  private static func meeting(_ id: ID<SessionMeeting>, isPresent: Bool, _ leaves: [SessionLeave])
    -> SessionRecord.Meeting
  {
    if isPresent { return .present }
    let leaves = leaves.filter { $0.scope.covers(id) }
    if leaves.contains(where: { $0.state == .approved }) { return .excused }
    return leaves.contains { $0.state == .requested } ? .pending : .absent
  }
}

extension SessionLeaveStore {
  /// Whose mandates they are.
  ///
  /// - Parameter isServing: leaves out those that have ended.
  package static func people(of mandates: [ID<Mandate>], isServing: Bool = false, in tx: any ReadTransaction) throws
    -> [ID<Mandate>: Named<Person>]
  {
    if mandates.isEmpty { return [:] }
    let state: SQL = isServing ? "AND m.state <> 'ended'" : ""
    let rows = try tx.rows(
      """
      SELECT m.id, p.id AS person_id, p.name FROM mandates m JOIN people p ON p.id = m.person_id
      WHERE m.id IN \(SQL.list(mandates)) \(state)
      """)
    return try Dictionary(
      rows.map { (try $0("id"), Named(id: try $0("person_id"), name: try $0("name"))) },
      uniquingKeysWith: { first, _ in first })
  }
}
