import DatabaseKit
package import Domain
import Store

/// A session as the deputy sees it who belongs to it.
package struct OwnSession: Sendable, Equatable {
  package let line: SessionLine
  package let mandate: ID<Mandate>
  package let meetings: [OwnMeeting]
  package let leaves: [SessionLeave]
  package let deciders: [ID<SessionLeave>: String]

  package var waiting: SessionLeave? { leaves.first { $0.state == .requested } }
  package let mayAsk: Bool
}

package struct OwnMeeting: Sendable, Equatable {
  package let meeting: SessionMeeting
  package let attendance: Attendance?
  /// Deputies check in at it now.
  package let isOpen: Bool
}

package enum ReadOwnSessions {
  /// So many past sessions are shown.
  private static let past = 6

  /// The sessions of the congresses that are run here and that the deputy belongs to, the newest first.
  package static func list(of person: Actor.SignedIn, in environment: AppEnvironment) async throws -> [SessionLine] {
    try await environment.database.read { tx in
      var congresses: [Congress] = []
      for id in person.mandates {
        guard let mandate = try PersonStore.mandate(id, in: tx),
          let congress = try CongressStore.congress(mandate.congress, in: tx), congress.isRunHere,
          !congresses.contains(congress)
        else { continue }
        congresses.append(congress)
      }
      let lines = try ReadSessions.lines(of: congresses, in: tx).filter { $0.session.state != .cancelled }
      let ahead = lines.filter { $0.session.state != .closed }
      return ahead + lines.filter { $0.session.state == .closed }.prefix(past)
    }
  }

  package static func one(_ id: ID<CongressSession>, of person: Actor.SignedIn, in environment: AppEnvironment)
    async throws -> OwnSession
  {
    let today = environment.now().date
    return try await environment.database.read { tx in
      guard let line = try ReadSessions.line(id, in: tx), line.session.state != .cancelled,
        let mandate = try CheckIn.mandate(of: person, at: line.congress.id, in: tx)
      else { throw ActionError.notFound }
      let session = line.session
      let leaves = try SessionLeaveStore.leaves(of: [mandate], in: tx).filter { $0.session == id }
      let meetings = try SessionMeetingStore.meetings(of: id, in: tx).map { meeting in
        let mark = try SessionMeetingStore.mark(of: mandate, at: meeting.id, in: tx)
        var shown = meeting
        shown.word = nil
        return OwnMeeting(
          meeting: shown,
          attendance: AttendanceMark.attendance(
            mark, hasLeave: leaves.contains { $0.state == .approved && $0.scope.covers(meeting.id) }),
          isOpen: meeting.word != nil && session.state == .open && meeting.heldOn == today)
      }
      let names = try PersonStore.names(leaves.compactMap(\.decidedBy), in: tx)
      let isOver = session.state == .closed && today > session.endsOn.adding(days: SessionLeave.lateDays)
      return OwnSession(
        line: line, mandate: mandate, meetings: meetings, leaves: leaves.reversed(),
        deciders: Dictionary(
          leaves.compactMap { leave in leave.decidedBy.flatMap { names[$0] }.map { (leave.id, $0) } },
          uniquingKeysWith: { first, _ in first }),
        mayAsk: !isOver && !leaves.contains { $0.state == .requested }
          && !leaves.contains { $0.state == .approved && $0.scope == .whole })
    }
  }

  /// Whether anything is asked of the deputy now: for the head of his page.
  package static func current(of person: Actor.SignedIn, in environment: AppEnvironment) async throws -> SessionLine? {
    try await list(of: person, in: environment).filter { $0.session.state != .closed }.min {
      ($0.session.beginsOn, $0.session.id) < ($1.session.beginsOn, $1.session.id)
    }
  }
}
