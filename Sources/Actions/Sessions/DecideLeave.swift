import DatabaseKit
package import Domain
import Store

/// A person gives leave or refuses it, with the time and, where it is refused, the reason (代表法 13).
package enum DecideLeave {
  package static func run(
    _ id: ID<SessionLeave>, approves: Bool, words: String, seen: Int, key: RequestKey? = nil, by actor: Actor,
    in environment: AppEnvironment
  ) async throws {
    if !approves, words.isEmpty { throw ActionError.invalid([FieldProblem("words", .missing)]) }
    let longest = SessionLeave.textLength.upperBound
    if words.count > longest {
      throw ActionError.invalid([FieldProblem("words", .tooLong(maximum: longest, actual: words.count))])
    }
    let edit = SessionEdit(environment, by: actor, notices: SessionWarning.most + 1)
    let session = try await session(of: id, in: environment)
    try await edit.run(
      .leave, id, approves ? "approve" : "refuse", locking: [LockKey(.directory, session.raw)], key: key
    ) { tx in
      guard var leave = try SessionLeaveStore.leave(id, in: tx),
        let deputy = try PersonStore.mandate(leave.mandate, in: tx)?.person
      else { throw ActionError.notFound }
      let found = try edit.session(session, for: .decideLeave, about: deputy, in: tx)
      guard SessionAccess.mayDecide(leaveOf: deputy, by: actor) else { throw ActionError.refused(.notYours) }
      guard let next = SessionLeave.next(leave.state, approves ? .approve : .refuse) else {
        throw ActionError.changedMeanwhile
      }
      leave.state = next
      leave.decidedAt = edit.now
      leave.decidedBy = actor.person
      leave.decision = words.isEmpty ? nil : words
      guard try SessionLeaveStore.settle(leave, seen: seen, in: tx) else { throw ActionError.changedMeanwhile }
      try edit.tell([deputy], approves ? .leaveApproved : .leaveRefused, about: nil, session, in: tx)
      if found.state == .closed, !approves {
        try SessionWarning.tell(of: found, mandate: leave.mandate, from: 1, edit, in: tx)
      }
      return SessionEdit.Entry(["session": session.description], words: leave.decision)
    }
  }

  static func session(of id: ID<SessionLeave>, in environment: AppEnvironment) async throws -> ID<CongressSession> {
    let found = try await environment.database.read { tx in try SessionLeaveStore.leave(id, in: tx)?.session }
    guard let found else { throw ActionError.notFound }
    return found
  }
}
