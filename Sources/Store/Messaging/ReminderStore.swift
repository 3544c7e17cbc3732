package import DatabaseKit
package import Domain

/// The ladder of reminders: due dates by index, rungs that were climbed, what people were reminded of.
package enum ReminderStore {
  /// Where a walk through the due dates goes on.
  package struct Mark: Sendable, Equatable {
    package let due: CivilDate
    package let matter: ID<Matter>
    package let part: Int

    package init(due: CivilDate, matter: ID<Matter>, part: Int) {
      self.due = due
      self.matter = matter
      self.part = part
    }
  }

  /// Matters whose running clock ends up to a date, oldest first.
  package static func running(through last: CivilDate, after mark: Mark?, limit: Int, in tx: any ReadTransaction) throws
    -> [Matter]
  {
    try matters("clock_due_on", "clock_due_on IS NOT NULL", last, mark, limit, in: tx)
  }

  /// Answered matters whose senders are to be asked up to a date.
  package static func toAsk(through last: CivilDate, after mark: Mark?, limit: Int, in tx: any ReadTransaction) throws
    -> [Matter]
  {
    try matters("feedback_due_on", "queue = 'to_feedback' AND feedback_due_on IS NOT NULL", last, mark, limit, in: tx)
  }

  private static func matters(
    _ column: SQL, _ condition: SQL, _ last: CivilDate, _ mark: Mark?, _ limit: Int, in tx: any ReadTransaction
  ) throws -> [Matter] {
    var conditions: [SQL] = [condition, "\(column) <= \(bind: last)"]
    if let mark {
      // The whole of it as one range of the index, and its beginning left out.
      conditions.append("\(column) >= \(bind: mark.due)")
      conditions.append("(\(column) > \(bind: mark.due) OR id > \(bind: mark.matter))")
    }
    return try tx.rows(
      "SELECT * FROM matters WHERE \(SQL.all(conditions)) ORDER BY \(column), id LIMIT \(bind: limit)"
    ).map(MatterRow.matter)
  }

  /// Units' open parts that are due up to a date.
  package static func parts(through last: CivilDate, after mark: Mark?, limit: Int, in tx: any ReadTransaction) throws
    -> [Mark]
  {
    var conditions: [SQL] = [
      "state IN ('sent', 'signed_for', 'return_asked', 'disputed', 'drafted')", "due_on <= \(bind: last)",
    ]
    if let mark {
      conditions.append("due_on >= \(bind: mark.due)")
      conditions.append(
        """
        (due_on > \(bind: mark.due) OR matter_id > \(bind: mark.matter)
          OR (matter_id = \(bind: mark.matter) AND part > \(bind: mark.part)))
        """)
    }
    return try tx.rows(
      """
      SELECT due_on, matter_id, part FROM matter_handlings WHERE \(SQL.all(conditions))
      ORDER BY due_on, matter_id, part LIMIT \(bind: limit)
      """
    ).map { Mark(due: try $0("due_on"), matter: try $0("matter_id"), part: try $0("part")) }
  }

  package static func matters(_ ids: [ID<Matter>], in tx: any ReadTransaction) throws -> [ID<Matter>: Matter] {
    guard !ids.isEmpty else { return [:] }
    let found = try tx.rows("SELECT * FROM matters WHERE id IN \(SQL.list(ids))").map(MatterRow.matter)
    return Dictionary(found.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// True when this rung is above all that were climbed for the date; it counts as climbed from now on.
  package static func climb(
    _ matter: ID<Matter>, part: Int, _ clock: ReminderClock, due: CivilDate, _ step: ReminderStep, on date: CivilDate,
    in tx: any WriteTransaction
  ) throws -> Bool {
    try tx.execute(
      """
      INSERT INTO reminders (matter_id, part, clock, due_on, step, on_date)
      VALUES (\(bind: matter), \(bind: part), \(bind: clock), \(bind: due), \(bind: step.ordinal), \(bind: date))
      ON CONFLICT (matter_id, part, clock, due_on) DO UPDATE SET step = excluded.step, on_date = excluded.on_date
      WHERE reminders.step < excluded.step
      """) == 1
  }

  package static func add(
    _ person: ID<Person>, on date: CivilDate, _ matter: ID<Matter>, part: Int, _ clock: ReminderClock, due: CivilDate,
    _ step: ReminderStep, in tx: any WriteTransaction
  ) throws {
    try tx.execute(
      """
      INSERT INTO reminder_entries (person_id, on_date, matter_id, part, clock, due_on, step, late)
      VALUES (\(bind: person), \(bind: date), \(bind: matter), \(bind: part), \(bind: clock), \(bind: due),
        \(bind: step.ordinal), \(bind: step.late))
      ON CONFLICT (person_id, on_date, matter_id, part, clock) DO NOTHING
      """)
  }

  /// Who has something of the day and no notice of it yet.
  package static func untold(on date: CivilDate, limit: Int, in tx: any ReadTransaction) throws -> [ID<Person>] {
    try tx.rows(
      """
      SELECT DISTINCT person_id FROM reminder_entries WHERE on_date = \(bind: date) AND notice_id IS NULL
      ORDER BY person_id LIMIT \(bind: limit)
      """
    ).map { try $0.first() }
  }

  /// The notice that a person has of the day already.
  package static func notice(of person: ID<Person>, on date: CivilDate, in tx: any ReadTransaction) throws
    -> ID<Notice>?
  {
    try tx.row(
      """
      SELECT notice_id FROM reminder_entries WHERE person_id = \(bind: person) AND on_date = \(bind: date)
        AND notice_id IS NOT NULL LIMIT 1
      """)?.first()
  }

  package static func tell(
    _ person: ID<Person>, on date: CivilDate, by notice: ID<Notice>, in tx: any WriteTransaction
  ) throws {
    try tx.execute(
      """
      UPDATE reminder_entries SET notice_id = \(bind: notice)
      WHERE person_id = \(bind: person) AND on_date = \(bind: date) AND notice_id IS NULL
      """)
  }

  /// One reminder of a notice.
  package struct Entry: Sendable, Equatable {
    package let matter: ID<Matter>
    package let part: Int
    package let clock: ReminderClock
    package let due: CivilDate
    package let step: ReminderStep
  }

  /// What a notice names; only a person's own.
  package static func entries(of notices: [ID<Notice>], person: ID<Person>, in tx: any ReadTransaction) throws
    -> [ID<Notice>: [Entry]]
  {
    guard !notices.isEmpty else { return [:] }
    var entries: [ID<Notice>: [Entry]] = [:]
    for row in try tx.rows(
      """
      SELECT notice_id, matter_id, part, clock, due_on, step, late FROM reminder_entries
      WHERE notice_id IN \(SQL.list(notices)) AND person_id = \(bind: person) ORDER BY due_on, matter_id, part, clock
      """)
    {
      entries[try row("notice_id"), default: []].append(
        Entry(
          matter: try row("matter_id"), part: try row("part"), clock: try row.word("clock"), due: try row("due_on"),
          step: ReminderStep(ordinal: try row("step"), late: try row("late"))))
    }
    return entries
  }

  /// What a person is reminded of by a day's notice.
  package static func day(of notice: ID<Notice>, in tx: any ReadTransaction) throws -> CivilDate? {
    try tx.row("SELECT on_date FROM reminder_entries WHERE notice_id = \(bind: notice) LIMIT 1")?.first()
  }

  package static func forget(before date: CivilDate, in tx: any WriteTransaction) throws {
    try tx.execute("DELETE FROM reminder_entries WHERE on_date < \(bind: date)")
    try tx.execute("DELETE FROM reminders WHERE on_date < \(bind: date)")
  }
}
