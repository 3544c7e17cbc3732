import DatabaseKit
package import Domain
import Store

/// A session as a list shows it.
package struct SessionLine: Sendable, Equatable {
  package let session: CongressSession
  package let congress: Named<Congress>
  package let level: CongressLevel
  /// 第几届.
  package let term: Int
}

/// A session for everybody: when, where, and in which delegations the deputies sit. Nothing of single persons.
package struct SessionPageData: Sendable, Equatable {
  package let line: SessionLine
  package let meetings: [SessionMeeting]
  package let delegations: [(delegation: Named<Delegation>, members: Int)]
  /// Deputies on its first day.
  package let deputies: Int

  package static func == (left: SessionPageData, right: SessionPageData) -> Bool {
    left.line == right.line && left.meetings == right.meetings && left.deputies == right.deputies
      && left.delegations.map(\.delegation) == right.delegations.map(\.delegation)
      && left.delegations.map(\.members) == right.delegations.map(\.members)
  }
}

package enum ReadSessions {
  /// The sessions of every congress that is run here, the newest first; those that were called off are nobody's business.
  package static func list(in environment: AppEnvironment) async throws -> [SessionLine] {
    try await environment.database.read { tx in
      try lines(of: CongressStore.all(in: tx).filter(\.isRunHere), in: tx).filter { $0.session.state != .cancelled }
    }
  }

  static func lines(of congresses: [Congress], in tx: any ReadTransaction) throws -> [SessionLine] {
    try congresses.flatMap { congress in
      let terms = try CongressStore.terms(of: congress.id, in: tx)
      return try SessionStore.sessions(of: congress.id, in: tx).map { session in
        SessionLine(
          session: session, congress: Named(id: congress.id, name: congress.name), level: congress.level,
          term: terms.first { $0.id == session.term }?.number ?? 0)
      }
    }.sorted { ($0.session.beginsOn, $0.session.id) > ($1.session.beginsOn, $1.session.id) }
  }

  static func line(_ id: ID<CongressSession>, in tx: any ReadTransaction) throws -> SessionLine? {
    guard let session = try SessionStore.session(id, in: tx),
      let congress = try CongressStore.congress(session.congress, in: tx)
    else { return nil }
    let term = try CongressStore.terms(of: congress.id, in: tx).first { $0.id == session.term }
    return SessionLine(
      session: session, congress: Named(id: congress.id, name: congress.name), level: congress.level,
      term: term?.number ?? 0)
  }

  package static func one(_ id: ID<CongressSession>, in environment: AppEnvironment) async throws -> SessionPageData {
    try await environment.database.read { tx in
      guard let line = try line(id, in: tx), line.session.state != .cancelled else { throw ActionError.notFound }
      let members = try SessionStore.delegationMembers(of: line.congress.id, on: line.session.beginsOn, in: tx)
      let counts = Dictionary(grouping: members, by: \.delegation).mapValues(\.count)
      let meetings = try SessionMeetingStore.meetings(of: id, in: tx).map { meeting in
        // The word is for those in the hall.
        var meeting = meeting
        meeting.word = nil
        return meeting
      }
      return SessionPageData(
        line: line, meetings: meetings,
        delegations: try GroupStore.delegations(of: line.congress.id, in: tx).map {
          (delegation: Named(id: $0.id, name: $0.name), members: counts[$0.id] ?? 0)
        }, deputies: try SessionMeetingStore.deputies(of: line.congress.id, on: line.session.beginsOn, in: tx))
    }
  }
}

// MARK: At the desk

/// The sessions of a congress for whoever works on them.
package struct SessionDesk: Sendable {
  package let congress: Named<Congress>
  package let level: CongressLevel
  package let lines: [SessionLine]
  /// Requests that wait, by session.
  package let waiting: [ID<CongressSession>: Int]
  package let shortfalls: [SessionCadence.Shortfall]
  package let mayPlan: Bool
  /// For the form of a new one: the term that is running, and the one that comes after it.
  package let running: CongressTerm?
  package let next: CongressTerm?
  /// No session of the running term is kept here yet.
  package let asksNumber: Bool
}

package enum ReadSessionDesk {
  /// One for each congress whose sessions the actor works on.
  package static func run(by actor: Actor, in environment: AppEnvironment) async throws -> [SessionDesk] {
    let today = environment.now().date
    return try await environment.database.read { tx in
      try CongressStore.all(in: tx).filter { congress in
        congress.isRunHere
          && SessionAccess.may(.look, at: congress.id, in: nil, hasSecretary: false, by: actor)
      }.map { congress in
        let lines = try ReadSessions.lines(of: [congress], in: tx)
        let sessions = lines.map(\.session)
        let (running, next) = try PlanSession.terms(of: congress.id, sessions, on: today, in: tx)
        let first = sessions.filter { $0.state != .cancelled }.map(\.beginsOn).min()
        return SessionDesk(
          congress: Named(id: congress.id, name: congress.name), level: congress.level, lines: lines,
          waiting: try SessionLeaveStore.waiting(of: congress.id, in: tx),
          shortfalls: SessionCadence.shortfalls(
            sessions, at: congress.level, since: running.map { max($0.beganOn, first ?? $0.beganOn) } ?? today,
            on: today),
          mayPlan: SessionAccess.may(.plan, at: congress.id, in: nil, hasSecretary: false, by: actor),
          running: running, next: next,
          asksNumber: !sessions.contains { $0.term == running?.id && $0.state != .cancelled })
      }
    }
  }
}
