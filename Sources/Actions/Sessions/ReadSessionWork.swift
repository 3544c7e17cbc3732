import DatabaseKit
package import Domain
import Store

/// How many stand where at a meeting.
package struct MeetingCount: Sendable, Equatable {
  package var expected = 0
  package var present = 0
  package var leave = 0
  package var absent = 0
  package let quorum: Quorum
  /// Nobody has ticked them yet.
  package var open: Int { max(0, expected - present - leave - absent) }
}

/// A request as the desk sees it.
package struct LeaveLine: Sendable, Equatable {
  package let leave: SessionLeave
  package let deputy: Named<Person>
  package let asker: String
  package let decider: String?
  /// May be decided by whoever reads it.
  package let mayDecide: Bool
}

/// A deputy whose absences are to be spoken of.
package struct AbsenceLine: Sendable, Equatable {
  package let mandate: ID<Mandate>
  package let deputy: Named<Person>
  package let standing: SessionAbsences.Standing
}

/// A session with everything that its tabs show.
package struct SessionWork: Sendable {
  package let line: SessionLine
  package let rights: Set<SessionAccess.Right>
  package let meetings: [SessionMeeting]
  package let counts: [ID<SessionMeeting>: MeetingCount]
  package let leaves: [LeaveLine]
  package let delegations: [(delegation: Named<Delegation>, members: [DelegationMember])]
  /// Expected deputies of no delegation.
  package let without: Int
  package let absences: [AbsenceLine]
  package let secretaries: [Named<Person>]
  /// Mandates of earlier terms that stand although this session has begun a new one.
  package let former: Int

  package var session: CongressSession { line.session }
  package func may(_ right: SessionAccess.Right) -> Bool { rights.contains(right) }
}

/// Somebody on a roll.
package struct RollLine: Sendable, Equatable {
  package let mandate: ID<Mandate>
  package let person: ID<Person>
  package let name: String
  package let delegation: ID<Delegation>?
  package let mark: AttendanceMark?
  package let attendance: Attendance?
  /// Asked for and not decided.
  package let leaveWaits: Bool
}

package struct SessionRoll: Sendable {
  package let line: SessionLine
  package let meeting: SessionMeeting
  package let count: MeetingCount
  package let rights: Set<SessionAccess.Right>
  package let delegations: [Named<Delegation>]
  package let lines: [RollLine]
}

package enum ReadSessionWork {
  package static func one(_ id: ID<CongressSession>, by actor: Actor, in environment: AppEnvironment) async throws
    -> SessionWork
  {
    let today = environment.now().date
    return try await environment.database.read { tx in
      let (line, rights) = try opened(id, by: actor, on: today, in: tx)
      let session = line.session
      let meetings = try SessionMeetingStore.meetings(of: id, in: tx)
      let leaves = try SessionLeaveStore.leaves(of: id, in: tx)
      var counts: [ID<SessionMeeting>: MeetingCount] = [:]
      for meeting in meetings {
        counts[meeting.id] = try count(roll(of: meeting, session, leaves, in: tx), meeting, session, in: tx)
      }
      let members = try SessionStore.delegationMembers(of: session.congress, on: session.beginsOn, in: tx)
      let inDelegations = Set(members.map(\.mandate))
      let expected = try SessionMeetingStore.expected(of: session.congress, on: session.beginsOn, in: tx)
      let byDelegation = Dictionary(grouping: members, by: \.delegation)
      let holders = try AccountStore.holders(
        of: .secretary, venue: nil, congress: session.congress, on: today, in: tx)
      let names = try PersonStore.names(holders, in: tx)
      return SessionWork(
        line: line, rights: rights, meetings: meetings, counts: counts,
        leaves: try lines(leaves, session, by: actor, on: today, in: tx),
        delegations: try GroupStore.delegations(of: session.congress, in: tx).map {
          (delegation: Named(id: $0.id, name: $0.name), members: byDelegation[$0.id] ?? [])
        }, without: expected.count { !inDelegations.contains($0.mandate) },
        absences: try absences(of: session.term, in: tx),
        secretaries: holders.map { Named(id: $0, name: names[$0] ?? "") },
        former: try SettleFormerMandates.count(session, in: tx))
    }
  }

  /// The roll of one meeting.
  package static func roll(
    _ meeting: ID<SessionMeeting>, of id: ID<CongressSession>, by actor: Actor, in environment: AppEnvironment
  ) async throws -> SessionRoll {
    let today = environment.now().date
    return try await environment.database.read { tx in
      let (line, rights) = try opened(id, by: actor, on: today, in: tx)
      let meeting = try SaveMeeting.meeting(meeting, of: id, in: tx)
      let leaves = try SessionLeaveStore.leaves(of: id, in: tx)
      let lines = try roll(of: meeting, line.session, leaves, in: tx)
      return SessionRoll(
        line: line, meeting: meeting, count: try count(lines, meeting, line.session, in: tx), rights: rights,
        delegations: try GroupStore.delegations(of: line.congress.id, in: tx).map {
          Named(id: $0.id, name: $0.name)
        }, lines: lines)
    }
  }

  /// The deputies of a session by name, for choosing one.
  package static func deputies(of session: CongressSession, in environment: AppEnvironment) async throws
    -> [(mandate: ID<Mandate>, name: String)]
  {
    let today = environment.now().date
    return try await environment.database.read { tx in
      try SessionMeetingStore.expected(
        of: session.congress, on: min(max(today, session.beginsOn), session.endsOn), in: tx
      ).map { (mandate: $0.mandate, name: $0.name) }
    }
  }

  // MARK: Parts

  private static func opened(
    _ id: ID<CongressSession>, by actor: Actor, on today: CivilDate, in tx: any ReadTransaction
  ) throws -> (SessionLine, Set<SessionAccess.Right>) {
    guard let line = try ReadSessions.line(id, in: tx) else { throw ActionError.notFound }
    let hasSecretary = try SessionEdit.hasSecretary(line.congress.id, on: today, in: tx)
    let rights = SessionAccess.Right.allCases.filter {
      SessionAccess.may($0, at: line.congress.id, in: line.session.state, hasSecretary: hasSecretary, by: actor)
    }
    guard rights.contains(.look) else { throw ActionError.notFound }
    return (line, Set(rights))
  }

  static func roll(
    of meeting: SessionMeeting, _ session: CongressSession, _ leaves: [SessionLeave], in tx: any ReadTransaction
  ) throws -> [RollLine] {
    let isFixed = session.state == .closed && meeting.isPlenary
    let expected =
      isFixed
      ? try SessionMeetingStore.ticked(at: meeting.id, in: tx)
      : try SessionMeetingStore.expected(of: session.congress, on: meeting.heldOn, in: tx)
    let marks = try SessionMeetingStore.marks(at: meeting.id, in: tx)
    let members = try SessionStore.delegationMembers(of: session.congress, on: meeting.heldOn, in: tx)
    let delegations = Dictionary(members.map { ($0.mandate, $0.delegation) }, uniquingKeysWith: { first, _ in first })
    let mine = Dictionary(grouping: leaves.filter { $0.scope.covers(meeting.id) }, by: \.mandate)
    return expected.map { deputy in
      let leaves = mine[deputy.mandate] ?? []
      let mark = marks[deputy.mandate]
      return RollLine(
        mandate: deputy.mandate, person: deputy.person, name: deputy.name, delegation: delegations[deputy.mandate],
        mark: mark,
        attendance: AttendanceMark.attendance(mark, hasLeave: leaves.contains { $0.state == .approved }),
        leaveWaits: leaves.contains { $0.state == .requested })
    }
  }

  private static func count(
    _ lines: [RollLine], _ meeting: SessionMeeting, _ session: CongressSession, in tx: any ReadTransaction
  ) throws -> MeetingCount {
    let present = lines.count { $0.attendance == .present }
    let all = try SessionMeetingStore.deputies(of: session.congress, on: meeting.heldOn, in: tx)
    var count = MeetingCount(quorum: Quorum(all: all, present: present))
    count.expected = lines.count
    count.present = present
    count.leave = lines.count { $0.attendance == .leave }
    count.absent = lines.count { $0.attendance == .absent }
    return count
  }

  private static func lines(
    _ leaves: [SessionLeave], _ session: CongressSession, by actor: Actor, on today: CivilDate,
    in tx: any ReadTransaction
  ) throws -> [LeaveLine] {
    let people = try SessionLeaveStore.people(of: leaves.map(\.mandate), in: tx)
    let names = try PersonStore.names(leaves.flatMap { [$0.askedBy, $0.decidedBy].compactMap { $0 } }, in: tx)
    return try leaves.map { leave in
      let deputy = people[leave.mandate] ?? Named(id: leave.askedBy, name: "")
      let hasSecretary = try SessionEdit.hasSecretary(session.congress, about: deputy.id, on: today, in: tx)
      let may = SessionAccess.may(
        .decideLeave, at: session.congress, in: session.state, hasSecretary: hasSecretary, by: actor)
      return LeaveLine(
        leave: leave, deputy: deputy, asker: names[leave.askedBy] ?? "",
        decider: leave.decidedBy.flatMap { names[$0] },
        mayDecide: may && leave.state == .requested && SessionAccess.mayDecide(leaveOf: deputy.id, by: actor))
    }
  }

  /// Those with one unapproved absence or more whose mandates have not ended, the worst first.
  static func absences(of term: ID<CongressTerm>, mandate: ID<Mandate>? = nil, in tx: any ReadTransaction) throws
    -> [AbsenceLine]
  {
    let records = try SessionLeaveStore.records(of: term, mandate: mandate, in: tx)
    let standings = records.mapValues(SessionAbsences.standing).filter { $0.value != .none }
    let people = try SessionLeaveStore.people(of: standings.keys.sorted(), isServing: true, in: tx)
    return standings.compactMap { mandate, standing in
      people[mandate].map { AbsenceLine(mandate: mandate, deputy: $0, standing: standing) }
    }.sorted { ($0.standing.count, $1.mandate) > ($1.standing.count, $0.mandate) }
  }
}

extension SessionAbsences.Standing {
  package var count: Int {
    switch self {
    case .none: 0
    case .noted: 1
    case .reached(let sessions): sessions.count
    }
  }
}

/// What a deputy's page in the directory says of absences, to whoever keeps it.
package enum ReadAbsences {
  package static func run(_ person: ID<Person>, by actor: Actor, in environment: AppEnvironment) async throws
    -> [AbsenceLine]
  {
    let today = environment.now().date
    return try await environment.database.read { tx in
      let mandates = try PersonStore.mandates(of: [person], in: tx)[person] ?? []
      return try mandates.filter { mandate in
        mandate.state != .ended
          && SessionAccess.may(.look, at: mandate.congress, in: nil, hasSecretary: false, by: actor)
      }.flatMap { mandate in
        let sessions = try SessionStore.sessions(of: mandate.congress, in: tx)
        let running = try PlanSession.terms(of: mandate.congress, sessions, on: today, in: tx).running
        return try running.map { try ReadSessionWork.absences(of: $0.id, mandate: mandate.id, in: tx) } ?? []
      }
    }
  }
}
