import DatabaseKit
package import Domain
import SecretsKit
import Store

/// 签到: several deputies at a time. Only what was ticked is written, so that two people at one list lose nothing of each
/// other's; where somebody else has meanwhile ticked otherwise, his tick stands and is named.
package enum TickAttendance {
  /// What somebody saw at a name.
  package enum Seen: String, CaseIterable, Sendable { case present, absent, nothing }

  package struct Tick: Sendable, Equatable {
    package let mandate: ID<Mandate>
    package let seen: Seen

    package init(_ mandate: ID<Mandate>, seen: Seen) {
      self.mandate = mandate
      self.seen = seen
    }
  }

  package struct Outcome: Sendable, Equatable {
    package var changed = 0
    /// Those whom somebody else has ticked otherwise meanwhile.
    package var kept: [String] = []
  }

  /// More than any congress of a county has, and bounded.
  package static let most = 800

  /// - Parameter wanted: present or absent; `nothing` takes a tick back.
  package static func run(
    _ ticks: [Tick], at id: ID<SessionMeeting>, of session: ID<CongressSession>, to wanted: Seen, by actor: Actor,
    in environment: AppEnvironment
  ) async throws -> Outcome {
    if ticks.isEmpty { throw ActionError.invalid([FieldProblem("ticks", .missing)]) }
    if ticks.count > most { throw ActionError.invalid([FieldProblem("ticks", .tooMany(limit: most))]) }
    let edit = SessionEdit(environment, by: actor)
    // A transaction may run twice; what it found goes out with its result.
    return try await edit.runWithOutcome(session) { tx in
      let found = try edit.session(session, for: .keepAttendance, in: tx)
      let meeting = try SaveMeeting.meeting(id, of: session, in: tx)
      if meeting.heldOn > edit.now.date { throw ActionError.session(.notYet, "ticks") }
      // After the end a tick is put right, never taken away: everybody who was expected stays on the roll.
      if found.state == .closed, wanted == .nothing { throw ActionError.session(.notOpen, "ticks") }
      let expected =
        found.state == .closed
        ? try SessionMeetingStore.ticked(at: id, in: tx)
        : try SessionMeetingStore.expected(of: found.congress, on: meeting.heldOn, in: tx)
      let names = Dictionary(expected.map { ($0.mandate, $0.name) }, uniquingKeysWith: { first, _ in first })
      let marks = try SessionMeetingStore.marks(at: id, in: tx)
      var outcome = Outcome()
      var changed: [ID<Mandate>] = []
      for tick in ticks {
        guard let name = names[tick.mandate] else { throw ActionError.session(.notExpected, "ticks") }
        let current: Seen = marks[tick.mandate].map { $0.isPresent ? .present : .absent } ?? .nothing
        if current == wanted { continue }
        if current != tick.seen {
          outcome.kept.append(name)
          continue
        }
        if wanted == .nothing {
          try SessionMeetingStore.unmark(tick.mandate, at: id, in: tx)
        } else {
          try SessionMeetingStore.mark(
            AttendanceMark(
              meeting: id, mandate: tick.mandate, isPresent: wanted == .present, source: .staff, by: actor.person,
              at: edit.now), in: tx)
        }
        changed.append(tick.mandate)
      }
      outcome.changed = changed.count
      let entry = SessionEdit.Entry([
        "meeting": id.description, "title": meeting.title, "to": wanted.rawValue, "count": "\(changed.count)",
        "mandates": changed.map(\.description).joined(separator: " "),
      ])
      let act = found.state == .closed ? "correct-attendance" : "attendance"
      return (outcome, changed.isEmpty ? nil : (act, entry))
    }
  }
}

/// A deputy checks in by himself, with the word that is shown in the hall.
package enum CheckIn {
  /// Wrong words of one person in an hour.
  package static let tries = 10

  package struct Outcome: Sendable, Equatable {
    package let session: ID<CongressSession>
    package let meeting: String
    /// He was on the list already.
    package let wasPresent: Bool
  }

  package static func run(_ word: String, by person: Actor.SignedIn, in environment: AppEnvironment) async throws
    -> Outcome
  {
    let edit = SessionEdit(environment, by: .person(person))
    let today = edit.now.date
    let limit = AttemptLimit(
      "check-in", environment.tokens.keyedHash("check-in", person.person.description), tries,
      within: AttemptLimit.hour)
    let attempt = environment.newIDs(1, at: edit.now)
    let found = try await environment.database.write(locking: AttemptLimit.locks([limit])) {
      tx -> (meeting: SessionMeeting, mandate: ID<Mandate>)? in
      if try limit.count(at: edit.now, in: tx) >= limit.allowed { throw ActionError.locked }
      let meetings = try SessionMeetingStore.meetings(withWord: word, on: today, in: tx)
      for meeting in meetings {
        guard let session = try SessionStore.session(meeting.session, in: tx) else { continue }
        if let mandate = try mandate(of: person, at: session.congress, in: tx) { return (meeting, mandate) }
      }
      try AttemptLimit.take([limit], ids: attempt, at: edit.now, in: tx)
      return nil
    }
    guard let (meeting, mandate) = found else { throw ActionError.invalid([FieldProblem("word", .wrong)]) }
    return try await edit.runWithOutcome(meeting.session) { tx in
      guard let session = try SessionStore.session(meeting.session, in: tx), session.state == .open,
        try SessionMeetingStore.meeting(meeting.id, in: tx)?.word == word
      else { throw ActionError.session(.checkInClosed, "word") }
      let expected = try SessionMeetingStore.expected(of: session.congress, on: meeting.heldOn, in: tx)
      guard expected.contains(where: { $0.mandate == mandate }) else {
        throw ActionError.session(.notExpected, "word")
      }
      let mark = try SessionMeetingStore.mark(of: mandate, at: meeting.id, in: tx)
      if mark?.isPresent == false { throw ActionError.session(.markedAbsent, "word") }
      let outcome = Outcome(session: session.id, meeting: meeting.title, wasPresent: mark != nil)
      if mark != nil { return (outcome, nil) }
      try SessionMeetingStore.mark(
        AttendanceMark(
          meeting: meeting.id, mandate: mandate, isPresent: true, source: .own, by: person.person, at: edit.now),
        in: tx)
      let entry = SessionEdit.Entry([
        "meeting": meeting.id.description, "title": meeting.title, "mandates": mandate.description,
      ])
      return (outcome, ("check-in", entry))
    }
  }

  /// The mandate in force that somebody holds at a congress.
  static func mandate(of person: Actor.SignedIn, at congress: ID<Congress>, in tx: any ReadTransaction) throws
    -> ID<Mandate>?
  {
    for id in person.mandates {
      if let mandate = try PersonStore.mandate(id, in: tx), mandate.congress == congress, mandate.state == .active {
        return id
      }
    }
    return nil
  }
}

extension SessionEdit {
  /// One act whose outcome is told to whoever asked; without an entry nothing was changed.
  func runWithOutcome<T: Sendable>(
    _ session: ID<CongressSession>,
    _ body: @escaping @Sendable (any WriteTransaction) throws -> (outcome: T, entry: (act: String, entry: Entry)?)
  ) async throws -> T {
    if environment.readOnly != nil { throw ActionError.readOnly }
    let edit = self
    return try await environment.database.write(locking: [LockKey(.directory, session.raw)]) { tx in
      let (outcome, made) = try body(tx)
      if let made { try edit.append(.session, session.raw, made.act, made.entry, in: tx) }
      return outcome
    }
  }
}
