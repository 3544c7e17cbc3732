import DatabaseKit
package import Domain
import Store

/// 换届: once the first session of a term is open, clerk and chair end the mandates of those who were not elected again
/// (代表法 2), each by the act that ends mandates, and say who was; nothing happens by itself.
package enum SettleFormerMandates {
  package struct Data: Sendable {
    package let line: SessionLine
    package let mandates: [FormerMandate]
  }

  package static func read(_ id: ID<CongressSession>, by actor: Actor, in environment: AppEnvironment) async throws
    -> Data
  {
    try await environment.database.read { tx in
      guard let line = try ReadSessions.line(id, in: tx) else { throw ActionError.notFound }
      try check(line.session, actor)
      return Data(line: line, mandates: try FormerMandateStore.list(before: line.session, in: tx))
    }
  }

  /// How many mandates of earlier terms stand; none where the session does not begin a term, or has not begun.
  static func count(_ session: CongressSession, in tx: any ReadTransaction) throws -> Int {
    guard session.number == 1, session.state == .open || session.state == .closed else { return 0 }
    return try FormerMandateStore.count(before: session, in: tx)
  }

  /// - Returns: how many go on in the session's term; those that somebody else has settled meanwhile are not among them.
  package static func renew(
    _ chosen: Set<ID<Mandate>>, at id: ID<CongressSession>, by actor: Actor, in environment: AppEnvironment
  ) async throws -> Int {
    let data = try await read(id, by: actor, in: environment)
    var renewed = 0
    for mandate in data.mandates where chosen.contains(mandate.id) {
      let isNew = try await SaveMandate.renew(
        mandate.id, at: data.line.session, number: data.line.term, by: actor, in: environment)
      if isNew { renewed += 1 }
    }
    return renewed
  }

  /// - Returns: how many were ended; those that somebody else has ended meanwhile are not among them.
  package static func end(
    _ chosen: Set<ID<Mandate>>, at id: ID<CongressSession>, by actor: Actor, in environment: AppEnvironment
  ) async throws -> Int {
    if chosen.isEmpty { throw ActionError.invalid([FieldProblem("mandates", .missing)]) }
    let data = try await read(id, by: actor, in: environment)
    var ended = 0
    for mandate in data.mandates where chosen.contains(mandate.id) {
      do {
        try await SaveMandate.change(
          mandate.id, to: .ended, reason: .termEnded, on: data.line.session.beginsOn, by: actor, in: environment)
        ended += 1
      } catch ActionError.invalid(let problems) where problems.contains(where: { $0.field == "state" }) {
        continue
      }
    }
    return ended
  }

  private static func check(_ session: CongressSession, _ actor: Actor) throws {
    guard
      SessionAccess.may(.plan, at: session.congress, in: session.state, hasSecretary: false, by: actor)
    else { throw ActionError.refused(.notYours) }
    guard session.number == 1, session.state == .open || session.state == .closed else { throw ActionError.notFound }
  }
}
