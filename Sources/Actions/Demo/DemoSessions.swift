import DatabaseKit
import Domain
import Store

/// When a demonstration place holds its sessions: in the second week of January, well before any Spring Festival, and a
/// township again in July.
enum DemoSessionDays {
  /// The first days of all sessions through a day, from a year on.
  static func all(at level: CongressLevel, from year: Int, through last: CivilDate) -> [CivilDate] {
    guard year <= last.year else { return [] }
    return (year...last.year).flatMap { year -> [CivilDate] in
      let winter = tuesday(CivilDate(year: year, month: 1, day: 8))
      let summer = tuesday(CivilDate(year: year, month: 7, day: 10))
      return (level == .township ? [winter, summer] : [winter]).compactMap { $0 }
    }.filter { $0 <= last }
  }

  private static func tuesday(_ date: CivilDate?) -> CivilDate? {
    date.map { date in
      date.adding(days: (Weekday.tuesday.rawValue - date.weekday.rawValue + 7) % 7)
    }
  }

  /// The day on which the term of a place begins: its first session.
  ///
  /// - Parameter count: so many sessions lie in it, where they do not hang on the age of the place.
  static func term(at level: CongressLevel, began: CivilDate, today: CivilDate, count: Int? = nil) -> CivilDate {
    if let count { return all(at: level, from: today.year - count - 1, through: today).suffix(count).first ?? began }
    return all(at: level, from: began.year - 1, through: began).last ?? began
  }
}

/// The sessions of a term, told after the event: each with its meetings, who was there, and leave. Written in one
/// transaction each, with the times at which people would have done it.
struct DemoSessions {
  let congress: ID<Congress>
  let level: CongressLevel
  let place: String
  /// Who plans, opens and closes; who keeps the lists and decides leave while the congress sits.
  let clerk: ID<Person>
  let secretary: ID<Person>
  let today: CivilDate
  let clock: DemoClock
  let environment: AppEnvironment

  /// One of the sessions has a deputy who was absent without leave.
  private static let absentee = 16

  /// The sessions of a place whose town is told, up to today.
  static func tell(
    _ town: DemoDirectory, at congress: ID<Congress>, _ level: CongressLevel, in place: String, clerk: ID<Person>
  ) async throws {
    let secretary = try await secretary(of: congress, in: town.environment)
    try await DemoSessions(
      congress: congress, level: level, place: place, clerk: clerk, secretary: secretary, today: town.today,
      clock: town.clock, environment: town.environment
    ).build()
  }

  /// The sessions of the running term or, with nothing ahead, of one that is over.
  func build(_ former: CongressTerm? = nil) async throws {
    let running = try await environment.database.read { tx in try CongressStore.terms(of: congress, in: tx).first }
    guard let term = former ?? running else { return }
    let last = term.endedOn?.adding(days: -1) ?? today
    let days = DemoSessionDays.all(at: level, from: term.beganOn.year, through: last).filter { $0 >= term.beganOn }
    for (index, day) in days.enumerated() {
      try await hold(day, number: index + 1, in: term.id, isAbsentee: index == days.count - 2)
    }
    guard term.endedOn == nil else { return }
    let ahead = DemoSessionDays.all(at: level, from: today.year, through: today.adding(months: 13)).first {
      $0 > today
    }
    if let ahead { try await plan(ahead, number: days.count + 1, in: term.id) }
  }

  // MARK: Parts

  private func session(_ day: CivilDate, _ number: Int, _ term: ID<CongressTerm>, _ state: CongressSession.State)
    -> CongressSession
  {
    CongressSession(
      id: environment.newID(at: clock.now), congress: congress, term: term, number: number, kind: .regular,
      beginsOn: day, endsOn: day.adding(days: level == .township ? 0 : 2), place: place,
      secretariat: level == .township ? "大会秘书组" : "大会秘书处",
      motionsUntil: day.start.adding(hours: level == .township ? 11 : 36), state: state)
  }

  private func meetings(of session: CongressSession) -> [SessionMeeting] {
    let shapes: [(day: Int, starts: Int, title: String)] =
      level == .township
      ? [(0, 9 * 60, "第一次全体会议"), (0, 14 * 60 + 30, "第二次全体会议")]
      : [(0, 9 * 60, "第一次全体会议（开幕）"), (1, 9 * 60, "第二次全体会议"), (2, 15 * 60, "第三次全体会议（闭幕）")]
    return shapes.map {
      SessionMeeting(
        id: environment.newID(at: clock.now), session: session.id, heldOn: session.beginsOn.adding(days: $0.day),
        starts: $0.starts, title: $0.title, isPlenary: true)
    }
  }

  private func plan(_ day: CivilDate, number: Int, in term: ID<CongressTerm>) async throws {
    let session = session(day, number, term, .planned)
    let meetings = meetings(of: session)
    let entries = [entry(.session, session.id.raw, "plan", clock.now, clerk, facts(of: session))]
    try await environment.database.write { tx in
      try SessionStore.insert(session, in: tx)
      for meeting in meetings { try SessionMeetingStore.insert(meeting, in: tx) }
      try append(entries, in: tx)
    }
  }

  private func hold(_ day: CivilDate, number: Int, in term: ID<CongressTerm>, isAbsentee: Bool) async throws {
    let session = session(day, number, term, .closed)
    let meetings = meetings(of: session)
    let deputies = try await environment.database.read { tx in
      try SessionMeetingStore.expected(of: congress, on: day, in: tx)
    }
    let absent = isAbsentee && deputies.count > Self.absentee ? deputies[Self.absentee].mandate : nil
    let away = deputies.enumerated().filter { index, deputy in
      (index * 7 + number * 5) % 19 == 3 && deputy.mandate != absent
    }.map(\.element)
    let leaves = away.enumerated().map { leave(of: $1, from: session, $0) }
    var entries = [
      entry(.session, session.id.raw, "plan", day.adding(days: -30).start.adding(hours: 10), clerk, facts(of: session)),
      entry(
        .session, session.id.raw, "open", day.start.adding(hours: 8), clerk,
        ["number": "\(number)"].merging(number == 1 ? ["term": "1"] : [:]) { $1 }),
    ]
    var marks: [AttendanceMark] = []
    for meeting in meetings {
      let present = deputies.filter { deputy in
        deputy.mandate != absent
          && !leaves.contains { $0.mandate == deputy.mandate && $0.state == .approved && $0.scope.covers(meeting.id) }
      }
      let at = meeting.startsAt.adding(seconds: -600)
      marks += present.map {
        AttendanceMark(meeting: meeting.id, mandate: $0.mandate, isPresent: true, source: .staff, by: secretary, at: at)
      }
      entries.append(
        entry(
          .session, session.id.raw, "attendance", at, secretary,
          [
            "meeting": meeting.id.description, "title": meeting.title, "to": "present", "count": "\(present.count)",
            "mandates": present.map(\.mandate.description).joined(separator: " "),
          ]))
    }
    let closed = session.endsOn.start.adding(hours: 18)
    entries.append(
      entry(
        .session, session.id.raw, "close", closed, clerk,
        ["ends": "\(session.endsOn)", "meetings": "\(meetings.count)"]))
    for leave in leaves { entries += history(of: leave) }
    let (ticked, told) = (marks, entries)
    try await environment.database.write { tx in
      try SessionStore.insert(session, in: tx)
      for meeting in meetings { try SessionMeetingStore.insert(meeting, in: tx) }
      for leave in leaves { try SessionLeaveStore.insert(leave, in: tx) }
      for mark in ticked { try SessionMeetingStore.mark(mark, in: tx) }
      for meeting in meetings { try SessionMeetingStore.close(meeting, of: congress, at: closed, in: tx) }
      try append(told, in: tx)
    }
  }

  // MARK: Leave

  private static let reasons = ["住院治疗，医嘱卧床休息。", "在外地培训，已报单位。", "家中老人病重，需要照料。", "出差在外，赶不回来。"]

  /// Asked some days before by the deputy; one in a session is refused and comes.
  private func leave(
    of deputy: SessionMeetingStore.Expected, from session: CongressSession, _ index: Int
  ) -> SessionLeave {
    let asked = session.beginsOn.adding(days: -(index % 5 + 2)).start.adding(hours: 15)
    let isRefused = index == 2
    return SessionLeave(
      id: environment.newID(at: clock.now), session: session.id, mandate: deputy.mandate, scope: .whole,
      reason: Self.reasons[index % Self.reasons.count], askedAt: asked, askedBy: deputy.person, isLate: false,
      state: isRefused ? .refused : .approved, decidedAt: asked.adding(hours: 18), decidedBy: clerk,
      decision: isRefused ? "会期只有几天，请调整行程，按时参加会议。" : nil, revision: 2)
  }

  private func history(of leave: SessionLeave) -> [NewEntry] {
    let facts = [
      "session": leave.session.description, "mandate": leave.mandate.description, "late": "no", "scope": "whole",
    ]
    return [
      entry(.leave, leave.id.raw, "ask", leave.askedAt, leave.askedBy, facts, words: leave.reason),
      entry(
        .leave, leave.id.raw, leave.state == .approved ? "approve" : "refuse", leave.decidedAt ?? leave.askedAt, clerk,
        ["session": leave.session.description], words: leave.decision),
    ]
  }

  // MARK: History

  private func facts(of session: CongressSession) -> [String: String] {
    [
      "kind": session.kind.rawValue, "begins": "\(session.beginsOn)", "ends": "\(session.endsOn)",
      "place": session.place, "secretariat": session.secretariat, "number": "\(session.number)",
    ]
  }

  private func entry(
    _ kind: SubjectKind, _ subject: Int64, _ act: String, _ at: Instant, _ person: ID<Person>,
    _ facts: [String: String], words: String? = nil
  ) -> NewEntry {
    // A text made of strings is always encoded.
    let text = (try? JSONText.encode(facts)) ?? "{}"
    return NewEntry(
      id: environment.newID(at: clock.now), kind: kind, subject: subject, act: act, at: at, actor: .person(person),
      facts: text, words: words.flatMap { try? JSONText.encode(["text": $0]) }, salt: environment.random(16))
  }

  private func append(_ entries: [NewEntry], in tx: any WriteTransaction) throws {
    for entry in entries {
      let head = try EventStore.head(of: entry.kind, entry.subject, in: tx)
      _ = try EventStore.append(entry, after: head, in: tx)
    }
  }
}

extension DemoSessions {
  /// 大会秘书处工作人员, with a sign-in.
  static func secretary(of congress: ID<Congress>, in environment: AppEnvironment) async throws -> ID<Person> {
    let person = try await SavePerson.run(
      SavePerson.Input(id: nil, name: "文会清", occupation: "机关干部"), by: .system, in: environment)
    try await ManageAccounts.grant(
      Post(role: .secretary, congress: congress), to: person, by: .system, in: environment)
    _ = try await ManageAccounts.add(
      username: "secretary", password: DemoTown.password, for: person, mustChange: false, isDemo: true, by: .system,
      in: environment)
    return person
  }

  /// 代表团, each with its first member as its head.
  static func delegations(
    _ shapes: [(name: String, mandates: [ID<Mandate>])], of congress: ID<Congress>, from date: CivilDate,
    in environment: AppEnvironment
  ) async throws {
    for shape in shapes where !shape.mandates.isEmpty {
      let id = try await SaveStructure.saveDelegation(
        nil, of: congress, name: shape.name, by: .system, in: environment)
      try await environment.database.write { tx in
        for (index, mandate) in shape.mandates.enumerated() {
          try GroupStore.addMember(mandate, to: id, isHead: index == 0, from: date, in: tx)
        }
      }
    }
  }
}
