import DatabaseKit
package import Domain
import Store

/// 开幕 and 闭幕.
package enum OpenSession {
  /// Opens a session. The first of a term begins the term and ends the one before it (代表法 2); what is open stays open.
  package static func run(
    _ id: ID<CongressSession>, seen: Int, key: RequestKey? = nil, by actor: Actor, in environment: AppEnvironment
  ) async throws {
    let edit = SessionEdit(environment, by: actor)
    let congress = try await PlanSession.congress(of: id, in: environment)
    try await edit.run(.session, id, "open", locking: PlanSession.locks(congress, id), key: key) { tx in
      var session = try edit.session(id, for: .plan, in: tx)
      if session.revision != seen { throw ActionError.changedMeanwhile }
      let all = try SessionStore.sessions(of: congress, in: tx)
      if let problem = SessionPlan.problem(opening: session, among: all, on: edit.now.date) {
        throw ActionError.session(problem)
      }
      session.state = .open
      guard try SessionStore.update(session, seen: seen, in: tx) else { throw ActionError.changedMeanwhile }
      var facts = ["number": "\(session.number)"]
      if session.number == 1 { facts["term"] = try begin(session, in: tx).map { "\($0)" } }
      return SessionEdit.Entry(facts)
    }
  }

  /// - Returns: the number of the term.
  private static func begin(_ session: CongressSession, in tx: any WriteTransaction) throws -> Int? {
    let terms = try CongressStore.terms(of: session.congress, in: tx)
    guard var term = terms.first(where: { $0.id == session.term }) else { return nil }
    term.beganOn = session.beginsOn
    try CongressStore.update(term, in: tx)
    if var former = terms.first(where: { $0.number < term.number }), former.endedOn != session.beginsOn {
      former.endedOn = session.beginsOn
      try CongressStore.update(former, in: tx)
    }
    return term.number
  }

  /// Closes a session: whoever was expected at a meeting of all deputies and was not ticked was not there. Clerk and chair
  /// are told of deputies who were absent twice without approval; ending a mandate stays an act of theirs (代表法 62).
  package static func close(
    _ id: ID<CongressSession>, seen: Int, key: RequestKey? = nil, by actor: Actor, in environment: AppEnvironment
  ) async throws {
    let edit = SessionEdit(environment, by: actor, notices: SessionWarning.most)
    let congress = try await PlanSession.congress(of: id, in: environment)
    try await edit.run(.session, id, "close", locking: PlanSession.locks(congress, id), key: key) { tx in
      var session = try edit.session(id, for: .plan, in: tx)
      if session.revision != seen { throw ActionError.changedMeanwhile }
      guard session.state == .open else { throw ActionError.session(.notOpen) }
      let meetings = try SessionMeetingStore.meetings(of: id, in: tx)
      if meetings.contains(where: { $0.startsAt > edit.now }) { throw ActionError.session(.meetingsAhead) }
      for meeting in meetings where meeting.isPlenary {
        try SessionMeetingStore.close(meeting, of: congress, at: edit.now, in: tx)
      }
      try SessionMeetingStore.closeWords(of: id, in: tx)
      session.state = .closed
      if edit.now.date < session.endsOn { session.endsOn = max(session.beginsOn, edit.now.date) }
      guard try SessionStore.update(session, seen: seen, in: tx) else { throw ActionError.changedMeanwhile }
      try SessionWarning.tell(of: session, edit, in: tx)
      return SessionEdit.Entry(["ends": "\(session.endsOn)", "meetings": "\(meetings.count)"])
    }
  }
}

/// 代表法 62: what clerk and chair are told.
enum SessionWarning {
  /// Of notices at one time.
  static let most = 80

  /// - Parameters:
  ///   - mandate: of one only.
  ///   - first: the number of the first notice that is free.
  static func tell(
    of session: CongressSession, mandate: ID<Mandate>? = nil, from first: Int = 0, _ edit: SessionEdit,
    in tx: any WriteTransaction
  ) throws {
    let records = try SessionLeaveStore.records(of: session.term, mandate: mandate, in: tx)
    var deputies: [ID<Person>] = []
    for (mandate, records) in records {
      guard case .reached(let sessions) = SessionAbsences.standing(records),
        sessions.contains(where: { $0.id == session.id }), let found = try PersonStore.mandate(mandate, in: tx),
        found.state != .ended
      else { continue }
      deputies.append(found.person)
    }
    guard !deputies.isEmpty else { return }
    var keepers: Set<ID<Person>> = []
    for role in [PostRole.clerk, .chair] {
      keepers.formUnion(
        try AccountStore.holders(of: role, venue: nil, congress: session.congress, on: edit.now.date, in: tx))
    }
    for (number, deputy) in deputies.sorted().enumerated() {
      try edit.warn(keepers.sorted(), of: deputy, session.id, from: first + number * keepers.count, in: tx)
    }
  }
}

extension SessionEdit {
  /// Whoever closes the session is warned like the others: it is he who has to act.
  func warn(
    _ people: [ID<Person>], of deputy: ID<Person>, _ session: ID<CongressSession>, from first: Int,
    in tx: any WriteTransaction
  ) throws {
    for (receiver, id) in zip(people, noticeIDs.dropFirst(first)) {
      try MessageStore.insertNotice(
        ID(id), to: receiver, kind: .absentTwice, matter: nil, about: deputy, session: session, at: now, in: tx)
    }
  }
}
