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

  /// What becomes of a mandate.
  package struct Change: Sendable {
    package let state: MandateState
    package let reason: MandateReason?
    package let on: CivilDate
    /// Who takes over the open matters of a mandate that stands still or ends; nil gives them to the station.
    package let successor: ID<Person>?
    /// The revision that was seen; refused when somebody was faster.
    package let seen: Int?

    package init(
      _ state: MandateState, reason: MandateReason?, on date: CivilDate, successor: ID<Person>? = nil, seen: Int? = nil
    ) {
      self.state = state
      self.reason = reason
      on = date
      self.successor = successor
      self.seen = seen
    }
  }

  /// Suspends, resumes or ends a mandate (代表法 61, 62).
  package static func change(
    _ id: ID<Mandate>, to state: MandateState, reason: MandateReason?, on date: CivilDate, by actor: Actor,
    in environment: AppEnvironment
  ) async throws {
    try await change(id, Change(state, reason: reason, on: date), by: actor, in: environment)
  }

  /// The change, its notice to stations and groups, and the order that hands the open matters over, in one transaction.
  package static func change(
    _ id: ID<Mandate>, _ change: Change, by actor: Actor, in environment: AppEnvironment
  ) async throws {
    let reasons = MandateReason.allowed(for: change.state)
    guard change.state == .active ? change.reason == nil : reasons.contains(where: { $0 == change.reason }) else {
      throw ActionError.invalid([FieldProblem("reason", .notAllowed)])
    }
    let edit = DirectoryEdit(environment, by: actor)
    if change.on > edit.now.date { throw ActionError.invalid([FieldProblem("on", .inFuture)]) }
    guard let before = try await environment.database.read({ tx in try PersonStore.mandate(id, in: tx) }) else {
      throw ActionError.notFound
    }
    if change.successor == before.person { throw ActionError.invalid([FieldProblem("successor", .notAllowed)]) }
    let facts = [
      "state": change.state.rawValue, "reason": change.reason?.rawValue ?? "", "on": "\(change.on)",
      "successor": change.successor?.description ?? "",
    ]
    let order = HandOverOrder(
      id: environment.newID(at: edit.now), kind: .mandate(id), person: before.person, successor: change.successor,
      reason: change.reason?.rawValue ?? change.state.rawValue, orderedBy: actor.person, orderedAt: edit.now)
    let noticeIDs = environment.newIDs(60, at: edit.now)
    let groupIDs = environment.newIDs(20, at: edit.now)
    let begins = try await edit.run(
      .mandate, id.raw, change.state.rawValue, of: before.congress, facts: facts,
      lock: LockKey(.person, before.person.raw)
    ) { tx in
      guard let mandate = try PersonStore.mandate(id, in: tx) else { throw ActionError.notFound }
      try DirectoryEdit.claim(.mandate(id), seen: change.seen, in: tx)
      if mandate.state == .ended { throw ActionError.invalid([FieldProblem("state", .notAllowed)]) }
      if mandate.state == change.state { throw ActionError.rule(.nothingChanged) }
      let told = try concerned(mandate, on: edit.now.date, in: tx).filter { $0 != actor.person }
      try PersonStore.change(id, to: change.state, reason: change.reason, on: change.on, in: tx)
      for (person, notice) in zip(told, noticeIDs) {
        try MessageStore.insertNotice(
          ID(notice), to: person, kind: .mandateChanged, matter: nil, about: mandate.person, at: edit.now, in: tx)
      }
      guard change.state != .active else { return false }
      if change.state == .ended, try PersonStore.activeMandates(of: mandate.person, in: tx).isEmpty {
        try leaveGroups(mandate.person, successor: change.successor, edit, groupIDs, in: tx)
      }
      if let successor = change.successor, try PersonStore.activeMandates(of: successor, in: tx).isEmpty {
        throw ActionError.invalid([FieldProblem("successor", .notFound)])
      }
      guard try HandOverStore.count(of: mandate.person, by: id, in: tx) > 0 else { return false }
      try HandOverStore.insert(order, in: tx)
      return true
    }
    if begins { try await HandOverMatters.begin(order.id, in: environment) }
  }

  /// 连任: the mandate goes on in the term of `session`, with its stations and groups; its history says when it came to that.
  ///
  /// - Returns: false where it has ended meanwhile, or is of that term already.
  package static func renew(
    _ id: ID<Mandate>, at session: CongressSession, number: Int, by actor: Actor, in environment: AppEnvironment
  ) async throws -> Bool {
    let edit = DirectoryEdit(environment, by: actor)
    guard let before = try await environment.database.read({ tx in try PersonStore.mandate(id, in: tx) }) else {
      throw ActionError.notFound
    }
    do {
      try await edit.run(
        .mandate, id.raw, "renew", of: before.congress, facts: ["term": "\(number)"],
        lock: LockKey(.person, before.person.raw)
      ) { tx in
        guard let mandate = try PersonStore.mandate(id, in: tx) else { throw ActionError.notFound }
        if mandate.state == .ended || mandate.term == session.term { throw ActionError.rule(.nothingChanged) }
        try DirectoryEdit.claim(.mandate(id), seen: nil, in: tx)
        try PersonStore.renew(id, in: session.term, tx)
      }
    } catch ActionError.rule(.nothingChanged) {
      return false
    }
    return true
  }

  /// A deputy who serves no more leaves the groups of deputies; where he convened, a successor who is a member convenes.
  private static func leaveGroups(
    _ person: ID<Person>, successor: ID<Person>?, _ edit: DirectoryEdit, _ ids: [Int64], in tx: any WriteTransaction
  ) throws {
    let reason = "代表资格终止"
    let today = edit.now.date
    for (mine, id) in zip(try GroupRecordStore.groups(of: person, in: tx).filter { $0.kind != .guidance }, ids) {
      let group = mine.group.id
      var facts = ["person": person.description, "reason": reason]
      _ = try GroupRecordStore.endMember(person, of: group, on: today, reason: reason, in: tx)
      let members = try GroupRecordStore.members(of: group, in: tx).filter { $0.tenure.to == nil }
      if mine.role == .convener, let successor, let next = members.first(where: { $0.person.id == successor }),
        next.role != .convener
      {
        _ = try GroupRecordStore.endMember(successor, of: group, on: today, reason: reason, in: tx)
        try GroupRecordStore.addMember(successor, to: group, as: .convener, from: today, reason: reason, in: tx)
        facts["convener"] = successor.description
      }
      try ManageAccounts.append(
        NewEntry(
          id: ID(id), kind: .group, subject: group.raw, act: "leave", at: edit.now, actor: edit.actor.recordActor,
          facts: try JSONText.encode(facts), words: nil, salt: []),
        in: tx)
    }
  }

  /// Liaisons and chiefs of the stations where the deputy is placed, and the other members of his groups.
  private static func concerned(_ mandate: Mandate, on date: CivilDate, in tx: any ReadTransaction) throws
    -> [ID<Person>]
  {
    var people: Set<ID<Person>> = []
    for placement in try VenueStore.placements(of: mandate.person, in: tx) where placement.mandate == mandate.id {
      for role in [PostRole.liaison, .chief] {
        people.formUnion(
          try AccountStore.holders(
            of: role, venue: placement.venue, congress: mandate.congress, on: date, in: tx))
      }
    }
    for group in try GroupStore.groups(with: mandate.person, on: date, in: tx) {
      people.formUnion(try GroupStore.members(of: group, in: tx).filter { $0.to == nil }.map(\.person.id))
    }
    people.remove(mandate.person)
    return people.sorted()
  }
}
