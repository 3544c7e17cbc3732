import DatabaseKit
package import Domain
import Store

/// 代表资格: added when somebody is elected, suspended or ended with a reason and a date, never overwritten.
package enum SaveMandate {
  package struct Input: Sendable {
    package let person: ID<Person>
    package let congress: ID<Congress>
    package let constituency: ID<Constituency>?
    package let electingUnit: ID<ElectingUnit>?
    package let stationed: ID<Region>?
    package let beganOn: CivilDate

    package init(
      person: ID<Person>, congress: ID<Congress>, constituency: ID<Constituency>? = nil,
      electingUnit: ID<ElectingUnit>? = nil, stationed: ID<Region>? = nil, beganOn: CivilDate
    ) {
      self.person = person
      self.congress = congress
      self.constituency = constituency
      self.electingUnit = electingUnit
      self.stationed = stationed
      self.beganOn = beganOn
    }
  }

  package static func add(_ input: Input, by actor: Actor, in environment: AppEnvironment) async throws -> ID<Mandate> {
    let edit = DirectoryEdit(environment, by: actor)
    let id: ID<Mandate> = environment.newID(at: edit.now)
    let facts = [
      "person": input.person.description, "congress": input.congress.description, "began": "\(input.beganOn)",
    ]
    try await edit.run(
      .mandate, id.raw, "add", of: input.congress, facts: facts, lock: LockKey(.person, input.person.raw)
    ) { tx in
      guard let congress = try CongressStore.congress(input.congress, in: tx) else {
        throw ActionError.invalid([FieldProblem("congress", .notFound)])
      }
      let existing = try PersonStore.mandates(of: [input.person], in: tx)[input.person] ?? []
      if existing.contains(where: { $0.congress == input.congress && $0.state != .ended }) {
        throw ActionError.invalid([FieldProblem("congress", .taken)])
      }
      try checkSeats(input, in: tx)
      let mandate = Mandate(
        id: id, person: input.person, congress: input.congress,
        term: try CongressStore.terms(of: input.congress, in: tx).first?.id, constituency: input.constituency,
        electingUnit: input.electingUnit, stationed: input.stationed, state: .active, beganOn: input.beganOn)
      try PersonStore.insert(mandate, level: congress.level, in: tx)
    }
    return id
  }

  private static func checkSeats(_ input: Input, in tx: any ReadTransaction) throws {
    if let constituency = input.constituency {
      let all = try CongressStore.constituencies(of: input.congress, in: tx)
      guard all.contains(where: { $0.id == constituency }) else {
        throw ActionError.invalid([FieldProblem("constituency", .notFound)])
      }
    }
    if let unit = input.electingUnit {
      guard try CongressStore.electingUnits(of: input.congress, in: tx).contains(where: { $0.id == unit }) else {
        throw ActionError.invalid([FieldProblem("unit", .notFound)])
      }
      if input.constituency != nil { throw ActionError.invalid([FieldProblem("unit", .notAllowed)]) }
    }
  }

  /// Suspends, resumes or ends a mandate (代表法 61, 62).
  package static func change(
    _ id: ID<Mandate>, to state: MandateState, reason: MandateReason?, on date: CivilDate, by actor: Actor,
    in environment: AppEnvironment
  ) async throws {
    guard state == .active ? reason == nil : MandateReason.allowed(for: state).contains(where: { $0 == reason }) else {
      throw ActionError.invalid([FieldProblem("reason", .notAllowed)])
    }
    let edit = DirectoryEdit(environment, by: actor)
    if date > edit.now.date { throw ActionError.invalid([FieldProblem("on", .inFuture)]) }
    let congress = try await environment.database.read { tx in try PersonStore.mandate(id, in: tx)?.congress }
    guard let congress else { throw ActionError.notFound }
    let facts = ["state": state.rawValue, "reason": reason?.rawValue ?? "", "on": "\(date)"]
    try await edit.run(.mandate, id.raw, state.rawValue, of: congress, facts: facts) { tx in
      guard let mandate = try PersonStore.mandate(id, in: tx) else { throw ActionError.notFound }
      if mandate.state == .ended { throw ActionError.invalid([FieldProblem("state", .notAllowed)]) }
      if mandate.state == state { throw ActionError.rule(.nothingChanged) }
      try PersonStore.change(id, to: state, reason: reason, on: date, in: tx)
    }
  }
}
