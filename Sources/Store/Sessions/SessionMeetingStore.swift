package import DatabaseKit
package import Domain

/// The meetings of a session, who is expected at them, and what was ticked.
package enum SessionMeetingStore {
  package static func insert(_ meeting: SessionMeeting, in tx: any WriteTransaction) throws {
    try tx.execute(
      """
      INSERT INTO session_meetings (id, session_id, held_on, starts, title, is_plenary, word, revision)
      VALUES (\(bind: meeting.id), \(bind: meeting.session), \(bind: meeting.heldOn), \(bind: meeting.starts),
        \(bind: meeting.title), \(bind: meeting.isPlenary), \(bind: meeting.word), \(bind: meeting.revision))
      """)
  }

  /// False when somebody else was faster.
  package static func update(_ meeting: SessionMeeting, seen revision: Int, in tx: any WriteTransaction) throws -> Bool
  {
    try tx.execute(
      """
      UPDATE session_meetings SET held_on = \(bind: meeting.heldOn), starts = \(bind: meeting.starts),
        title = \(bind: meeting.title), is_plenary = \(bind: meeting.isPlenary), revision = revision + 1
      WHERE id = \(bind: meeting.id) AND revision = \(bind: revision)
      """) == 1
  }

  /// Opens the check-in with a word, or closes it.
  package static func setWord(_ word: String?, of meeting: ID<SessionMeeting>, in tx: any WriteTransaction) throws {
    try tx.execute("UPDATE session_meetings SET word = \(bind: word) WHERE id = \(bind: meeting)")
  }

  package static func closeWords(of session: ID<CongressSession>, in tx: any WriteTransaction) throws {
    try tx.execute("UPDATE session_meetings SET word = NULL WHERE session_id = \(bind: session)")
  }

  package static func remove(_ meeting: ID<SessionMeeting>, in tx: any WriteTransaction) throws {
    try tx.execute("DELETE FROM session_leave_meetings WHERE meeting_id = \(bind: meeting)")
    try tx.execute("DELETE FROM session_meetings WHERE id = \(bind: meeting)")
  }

  package static func meeting(_ id: ID<SessionMeeting>, in tx: any ReadTransaction) throws -> SessionMeeting? {
    try tx.row("\(columns) WHERE id = \(bind: id)").map(meeting)
  }

  /// In the order of time.
  package static func meetings(of session: ID<CongressSession>, in tx: any ReadTransaction) throws -> [SessionMeeting] {
    try tx.rows("\(columns) WHERE session_id = \(bind: session) ORDER BY held_on, starts, id").map(meeting)
  }

  /// Meetings at which deputies check in now, of sessions that are open.
  package static func meetings(withWord word: String, on date: CivilDate, in tx: any ReadTransaction) throws
    -> [SessionMeeting]
  {
    try tx.rows(
      """
      \(columns) WHERE word = \(bind: word) AND held_on = \(bind: date) AND EXISTS (SELECT 1 FROM congress_sessions s
        WHERE s.id = session_id AND s.state = 'open') ORDER BY id
      """
    ).map(meeting)
  }

  private static let columns: SQL =
    "SELECT id, session_id, held_on, starts, title, is_plenary, word, revision FROM session_meetings"

  private static func meeting(_ row: Row) throws -> SessionMeeting {
    SessionMeeting(
      id: try row("id"), session: try row("session_id"), heldOn: try row("held_on"), starts: try row("starts"),
      title: try row("title"), isPlenary: try row("is_plenary"), word: try row("word"), revision: try row("revision"))
  }

  // MARK: Who is expected

  /// A deputy on a roll.
  package struct Expected: Sendable, Equatable {
    package let mandate: ID<Mandate>
    package let person: ID<Person>
    package let name: String
  }

  /// In force on a day: elected by then, neither suspended nor ended. A mandate keeps only its last change, so somebody who
  /// was suspended and is back was not in force before he came back.
  private static func isExpected(of congress: ID<Congress>, on date: CivilDate) -> SQL {
    """
    m.congress_id = \(bind: congress) AND m.began_on <= \(bind: date)
      AND ((m.state = 'active' AND (m.changed_on IS NULL OR m.changed_on <= \(bind: date)))
        OR (m.state <> 'active' AND m.changed_on > \(bind: date) AND m.reason <> 'entered_in_error'))
    """
  }

  package static func expected(of congress: ID<Congress>, on date: CivilDate, in tx: any ReadTransaction) throws
    -> [Expected]
  {
    try tx.rows(
      """
      SELECT m.id, m.person_id, p.name FROM mandates m JOIN people p ON p.id = m.person_id
      WHERE \(isExpected(of: congress, on: date)) ORDER BY p.sort_key, p.id, m.id
      """
    ).map { Expected(mandate: try $0("id"), person: try $0("person_id"), name: try $0("name")) }
  }

  /// Whom a meeting of a session that is closed had expected.
  package static func ticked(at meeting: ID<SessionMeeting>, in tx: any ReadTransaction) throws -> [Expected] {
    try tx.rows(
      """
      SELECT m.id, m.person_id, p.name FROM session_attendance a JOIN mandates m ON m.id = a.mandate_id
      JOIN people p ON p.id = m.person_id WHERE a.meeting_id = \(bind: meeting) ORDER BY p.sort_key, p.id, m.id
      """
    ).map { Expected(mandate: try $0("id"), person: try $0("person_id"), name: try $0("name")) }
  }

  /// 全体代表: the suspended ones, too.
  package static func deputies(of congress: ID<Congress>, on date: CivilDate, in tx: any ReadTransaction) throws -> Int
  {
    try tx.row(
      """
      SELECT COUNT(*) AS n FROM mandates WHERE congress_id = \(bind: congress) AND began_on <= \(bind: date)
        AND (state <> 'ended' OR (changed_on > \(bind: date) AND reason <> 'entered_in_error'))
      """)?("n") ?? 0
  }

  // MARK: Ticks

  package static func mark(_ mark: AttendanceMark, in tx: any WriteTransaction) throws {
    let status = mark.isPresent ? "present" : "absent"
    try tx.execute(
      """
      INSERT INTO session_attendance (meeting_id, mandate_id, status, source, by_person, at)
      VALUES (\(bind: mark.meeting), \(bind: mark.mandate), \(bind: status), \(bind: mark.source), \(bind: mark.by),
        \(bind: mark.at))
      ON CONFLICT (meeting_id, mandate_id) DO UPDATE SET status = excluded.status, source = excluded.source,
        by_person = excluded.by_person, at = excluded.at
      """)
  }

  package static func unmark(_ mandate: ID<Mandate>, at meeting: ID<SessionMeeting>, in tx: any WriteTransaction) throws
  {
    try tx.execute(
      "DELETE FROM session_attendance WHERE meeting_id = \(bind: meeting) AND mandate_id = \(bind: mandate)")
  }

  /// Whoever a meeting expected and nobody ticked was not there.
  package static func close(
    _ meeting: SessionMeeting, of congress: ID<Congress>, at now: Instant, in tx: any WriteTransaction
  ) throws {
    try tx.execute(
      """
      INSERT INTO session_attendance (meeting_id, mandate_id, status, source, at)
      SELECT \(bind: meeting.id), m.id, 'absent', 'closing', \(bind: now) FROM mandates m
      WHERE \(isExpected(of: congress, on: meeting.heldOn))
      ON CONFLICT DO NOTHING
      """)
  }

  /// All that was ticked in a session, by meeting and mandate.
  package static func marks(of session: ID<CongressSession>, in tx: any ReadTransaction) throws -> [AttendanceMark] {
    try tx.rows(
      """
      SELECT a.meeting_id, a.mandate_id, a.status, a.source, a.by_person, a.at FROM session_meetings m
      JOIN session_attendance a ON a.meeting_id = m.id WHERE m.session_id = \(bind: session)
      ORDER BY a.meeting_id, a.mandate_id
      """
    ).map(mark)
  }

  package static func marks(at meeting: ID<SessionMeeting>, in tx: any ReadTransaction) throws
    -> [ID<Mandate>: AttendanceMark]
  {
    let marks = try tx.rows("\(markColumns) WHERE meeting_id = \(bind: meeting)").map(mark)
    return Dictionary(marks.map { ($0.mandate, $0) }, uniquingKeysWith: { first, _ in first })
  }

  package static func mark(of mandate: ID<Mandate>, at meeting: ID<SessionMeeting>, in tx: any ReadTransaction) throws
    -> AttendanceMark?
  {
    try tx.row("\(markColumns) WHERE meeting_id = \(bind: meeting) AND mandate_id = \(bind: mandate)").map(mark)
  }

  private static let markColumns: SQL =
    "SELECT meeting_id, mandate_id, status, source, by_person, at FROM session_attendance"

  private static func mark(_ row: Row) throws -> AttendanceMark {
    AttendanceMark(
      meeting: try row("meeting_id"), mandate: try row("mandate_id"),
      isPresent: try row("status", as: String.self) == "present", source: try row.word("source"),
      by: try row("by_person"), at: try row("at"))
  }
}
