import DatabaseKit
package import Domain
import Store

/// The meetings of a session, and the word in the hall.
package enum SaveMeeting {
  package struct Input: Sendable {
    /// Nil for a new one.
    package var id: ID<SessionMeeting>?
    package var heldOn: CivilDate
    /// Minutes since midnight.
    package var starts: Int
    package var title: String
    package var isPlenary: Bool
    package var seen: Int?

    package init(
      id: ID<SessionMeeting>? = nil, heldOn: CivilDate, starts: Int, title: String, isPlenary: Bool = true,
      seen: Int? = nil
    ) {
      self.id = id
      self.heldOn = heldOn
      self.starts = starts
      self.title = title
      self.isPlenary = isPlenary
      self.seen = seen
    }
  }

  package static func run(
    _ input: Input, in session: ID<CongressSession>, key: RequestKey? = nil, by actor: Actor,
    in environment: AppEnvironment
  ) async throws -> ID<SessionMeeting> {
    try check(input)
    let edit = SessionEdit(environment, by: actor)
    let id: ID<SessionMeeting> = input.id ?? environment.newID(at: edit.now)
    let meeting = SessionMeeting(
      id: id, session: session, heldOn: input.heldOn, starts: input.starts, title: input.title,
      isPlenary: input.isPlenary)
    try await edit.run(
      .session, session, "meeting", locking: [LockKey(.directory, session.raw)], key: key
    ) { tx in
      let found = try edit.session(session, for: .arrange, in: tx)
      guard found.covers(meeting.heldOn) else { throw ActionError.session(.outsideSession, "date") }
      if input.id == nil {
        if try SessionMeetingStore.meetings(of: session, in: tx).count >= SessionMeeting.most {
          throw ActionError.session(.tooManyMeetings, "title")
        }
        try SessionMeetingStore.insert(meeting, in: tx)
      } else {
        let before = try Self.meeting(id, of: session, in: tx)
        if before.heldOn != meeting.heldOn || before.isPlenary != meeting.isPlenary,
          try !SessionMeetingStore.marks(at: id, in: tx).isEmpty
        {
          throw ActionError.session(.hasAttendance, "date")
        }
        guard try SessionMeetingStore.update(meeting, seen: input.seen ?? 0, in: tx) else {
          throw ActionError.changedMeanwhile
        }
      }
      return SessionEdit.Entry([
        "meeting": id.description, "title": meeting.title, "date": "\(meeting.heldOn)", "starts": "\(meeting.starts)",
        "plenary": meeting.isPlenary ? "yes" : "no",
      ])
    }
    return id
  }

  private static func check(_ input: Input) throws {
    var problems: [FieldProblem] = []
    let longest = SessionMeeting.titleLength.upperBound
    if input.title.isEmpty {
      problems.append(FieldProblem("title", .missing))
    } else if input.title.count > longest {
      problems.append(FieldProblem("title", .tooLong(maximum: longest, actual: input.title.count)))
    }
    if !(0...1439).contains(input.starts) { problems.append(FieldProblem("starts", .notANumber(0...1439))) }
    if !problems.isEmpty { throw ActionError.invalid(problems) }
  }

  /// Removes a meeting at which nobody was ticked.
  package static func remove(
    _ id: ID<SessionMeeting>, of session: ID<CongressSession>, key: RequestKey? = nil, by actor: Actor,
    in environment: AppEnvironment
  ) async throws {
    let edit = SessionEdit(environment, by: actor)
    try await edit.run(
      .session, session, "remove-meeting", locking: [LockKey(.directory, session.raw)], key: key
    ) { tx in
      _ = try edit.session(session, for: .arrange, in: tx)
      let meeting = try meeting(id, of: session, in: tx)
      if try !SessionMeetingStore.marks(at: id, in: tx).isEmpty { throw ActionError.session(.hasAttendance) }
      // Leave for this meeting alone would become leave for none.
      let leaves = try SessionLeaveStore.leaves(of: session, in: tx)
      let isNamed = leaves.contains { leave in
        if case .meetings(let ids) = leave.scope { return ids.contains(id) }
        return false
      }
      if isNamed { throw ActionError.session(.hasAttendance) }
      try SessionMeetingStore.remove(id, in: tx)
      return SessionEdit.Entry(["meeting": id.description, "title": meeting.title])
    }
  }

  /// Opens the check-in with a new word of six digits, or closes it.
  package static func setWord(
    _ opens: Bool, at id: ID<SessionMeeting>, of session: ID<CongressSession>, key: RequestKey? = nil,
    by actor: Actor, in environment: AppEnvironment
  ) async throws {
    let edit = SessionEdit(environment, by: actor)
    let number = environment.random(4).reduce(0) { $0 << 8 | Int($1) } % 900_000 + 100_000
    try await edit.run(
      .session, session, opens ? "open-check-in" : "close-check-in", locking: [LockKey(.directory, session.raw)],
      key: key
    ) { tx in
      let found = try edit.session(session, for: .arrange, in: tx)
      let meeting = try meeting(id, of: session, in: tx)
      guard found.state == .open else { throw ActionError.session(.notOpen) }
      if opens, meeting.heldOn != edit.now.date { throw ActionError.session(.notYet) }
      if opens == (meeting.word != nil) { return nil }
      try SessionMeetingStore.setWord(opens ? "\(number)" : nil, of: id, in: tx)
      return SessionEdit.Entry(["meeting": id.description, "title": meeting.title])
    }
  }

  static func meeting(_ id: ID<SessionMeeting>, of session: ID<CongressSession>, in tx: any ReadTransaction) throws
    -> SessionMeeting
  {
    guard let meeting = try SessionMeetingStore.meeting(id, in: tx), meeting.session == session else {
      throw ActionError.notFound
    }
    return meeting
  }
}
