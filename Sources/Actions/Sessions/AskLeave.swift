import DatabaseKit
package import Domain
import Store

/// 请假: asked by the deputy, or entered on his word; taken back by him before anybody has decided.
package enum AskLeave {
  package struct Input: Sendable {
    package var scope: SessionLeave.Scope
    package var reason: String
    /// Whose leave it is, where somebody else enters it.
    package var mandate: ID<Mandate>?

    package init(scope: SessionLeave.Scope, reason: String, mandate: ID<Mandate>? = nil) {
      self.scope = scope
      self.reason = reason
      self.mandate = mandate
    }
  }

  package static func run(
    _ input: Input, from session: ID<CongressSession>, key: RequestKey? = nil, by actor: Actor,
    in environment: AppEnvironment
  ) async throws -> ID<SessionLeave> {
    try check(input)
    guard let person = actor.signedIn else { throw ActionError.refused(.notYours) }
    let edit = SessionEdit(environment, by: actor, notices: 20)
    let id: ID<SessionLeave> = environment.newID(at: edit.now)
    return try await edit.run(.leave, id, "ask", locking: [LockKey(.directory, session.raw)], key: key) { tx in
      let (found, mandate) = try place(input, session, person, edit, in: tx)
      let meetings = try SessionMeetingStore.meetings(of: session, in: tx)
      if case .meetings(let ids) = input.scope, !Set(ids).isSubset(of: meetings.map(\.id)) {
        throw ActionError.invalid([FieldProblem("scope", .notFound)])
      }
      let mine = try SessionLeaveStore.leaves(of: [mandate.id], in: tx).filter { $0.session == session }
      if mine.contains(where: { $0.state == .requested }) { throw ActionError.session(.leaveWaits, "scope") }
      if isGiven(input.scope, mine.filter { $0.state == .approved }) {
        throw ActionError.session(.leaveGiven, "scope")
      }
      let leave = SessionLeave(
        id: id, session: session, mandate: mandate.id, scope: input.scope, reason: input.reason, askedAt: edit.now,
        askedBy: person.person, isLate: SessionLeave.isLate(input.scope, asked: edit.now, found, meetings))
      try SessionLeaveStore.insert(leave, in: tx)
      let hasSecretary = try SessionEdit.hasSecretary(
        found.congress, about: mandate.person, on: edit.now.date, in: tx)
      let deciders = try edit.holders(
        of: SessionAccess.deciders(in: found.state, hasSecretary: hasSecretary), at: found.congress,
        except: mandate.person, in: tx)
      try edit.tell(deciders, .leaveAsked, about: mandate.person, session, in: tx)
      return SessionEdit.Entry(facts(of: leave), words: input.reason)
    }
  }

  package static func withdraw(
    _ id: ID<SessionLeave>, seen: Int, key: RequestKey? = nil, by actor: Actor, in environment: AppEnvironment
  ) async throws {
    let edit = SessionEdit(environment, by: actor)
    let session = try await DecideLeave.session(of: id, in: environment)
    try await edit.run(.leave, id, "withdraw", locking: [LockKey(.directory, session.raw)], key: key) { tx in
      guard var leave = try SessionLeaveStore.leave(id, in: tx) else { throw ActionError.notFound }
      guard SessionAccess.mayAsk(for: leave.mandate, by: actor) else { throw ActionError.notFound }
      guard let next = SessionLeave.next(leave.state, .withdraw) else { throw ActionError.changedMeanwhile }
      leave.state = next
      leave.decidedAt = edit.now
      guard try SessionLeaveStore.settle(leave, seen: seen, in: tx) else { throw ActionError.changedMeanwhile }
      return SessionEdit.Entry([:])
    }
  }

  // MARK: Checks

  private static func check(_ input: Input) throws {
    var problems: [FieldProblem] = []
    if case .meetings(let ids) = input.scope, ids.isEmpty { problems.append(FieldProblem("scope", .missing)) }
    let range = SessionLeave.textLength
    if input.reason.isEmpty {
      problems.append(FieldProblem("reason", .missing))
    } else if input.reason.count < range.lowerBound {
      problems.append(FieldProblem("reason", .tooShort(minimum: range.lowerBound, actual: input.reason.count)))
    } else if input.reason.count > range.upperBound {
      problems.append(FieldProblem("reason", .tooLong(maximum: range.upperBound, actual: input.reason.count)))
    }
    if !problems.isEmpty { throw ActionError.invalid(problems) }
  }

  /// The session and the mandate, when this person may ask for it there.
  private static func place(
    _ input: Input, _ id: ID<CongressSession>, _ person: Actor.SignedIn, _ edit: SessionEdit,
    in tx: any ReadTransaction
  ) throws -> (CongressSession, Mandate) {
    guard let session = try SessionStore.session(id, in: tx) else { throw ActionError.notFound }
    let wanted: ID<Mandate>?
    if let other = input.mandate {
      _ = try edit.session(id, for: .enterLeave, in: tx)
      wanted = other
    } else {
      wanted = try CheckIn.mandate(of: person, at: session.congress, in: tx)
    }
    guard let wanted, let mandate = try PersonStore.mandate(wanted, in: tx), mandate.congress == session.congress,
      mandate.state == .active
    else {
      if input.mandate != nil { throw ActionError.invalid([FieldProblem("mandate", .notFound)]) }
      throw ActionError.notFound
    }
    if session.state == .cancelled { throw ActionError.session(.cancelled) }
    if session.state == .closed, edit.now.date > session.endsOn.adding(days: SessionLeave.lateDays) {
      throw ActionError.session(.tooLate)
    }
    return (session, mandate)
  }

  /// Everything that is asked for was given already.
  private static func isGiven(_ scope: SessionLeave.Scope, _ given: [SessionLeave]) -> Bool {
    if given.contains(where: { $0.scope == .whole }) { return true }
    guard case .meetings(let ids) = scope else { return false }
    return ids.allSatisfy { id in given.contains { $0.scope.covers(id) } }
  }

  private static func facts(of leave: SessionLeave) -> [String: String] {
    var facts = [
      "session": leave.session.description, "mandate": leave.mandate.description, "late": leave.isLate ? "yes" : "no",
    ]
    switch leave.scope {
    case .whole: facts["scope"] = "whole"
    case .meetings(let ids): facts["scope"] = ids.map(\.description).joined(separator: " ")
    }
    return facts
  }
}
