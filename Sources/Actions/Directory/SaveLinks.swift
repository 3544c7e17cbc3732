import DatabaseKit
package import Domain
import Store

/// Mechanisms of responsibility: what a place calls them, whom they link, how often there has to be contact.
package enum SaveMechanism {
  package struct Input: Sendable {
    package let name: String
    package let note: String
    package let from: LinkEnd
    package let to: LinkEnd
    package let cadence: Cadence

    package init(name: String, note: String = "", from: LinkEnd, to: LinkEnd, cadence: Cadence) {
      self.name = name
      self.note = note
      self.from = from
      self.to = to
      self.cadence = cadence
    }
  }

  package static func add(
    _ input: Input, of congress: ID<Congress>, key: RequestKey? = nil, by actor: Actor, in environment: AppEnvironment
  ) async throws -> ID<LinkMechanism> {
    try check(input)
    let edit = DirectoryEdit(environment, by: actor)
    let id: ID<LinkMechanism> = environment.newID(at: edit.now)
    return try await edit.runOnce(.mechanism, id.raw, "form", of: congress, facts: facts(input), made: id, key: key) {
      tx in
      try LinkStore.insert(
        LinkMechanism(
          id: id, congress: congress, name: input.name, note: input.note, from: input.from, to: input.to,
          cadence: input.cadence, validFrom: edit.now.date), in: tx)
    }
  }

  /// Name, note and cadence; what is linked stays, or old links would say something else.
  package static func change(
    _ id: ID<LinkMechanism>, congress: ID<Congress>, _ input: Input, ends: Bool = false, seen: Int, by actor: Actor,
    in environment: AppEnvironment
  ) async throws {
    try check(input)
    let edit = DirectoryEdit(environment, by: actor)
    try await edit.runOnce(
      .mechanism, id.raw, ends ? "dissolve" : "save", of: congress, facts: facts(input), made: id, key: nil
    ) { tx in
      try DirectoryEdit.check(.mechanism(id), isOf: congress, in: tx)
      guard
        try LinkStore.update(
          id, name: input.name, note: input.note, cadence: input.cadence, endedOn: ends ? edit.now.date : nil,
          seen: seen, in: tx)
      else { throw ActionError.changedMeanwhile }
    }
  }

  private static func check(_ input: Input) throws {
    if input.name.isEmpty { throw ActionError.invalid([FieldProblem("name", .missing)]) }
    guard LinkEnd.origins.contains(input.from) else { throw ActionError.invalid([FieldProblem("origin", .notAllowed)]) }
    guard (0...99).contains(input.cadence.contacts) else {
      throw ActionError.invalid([FieldProblem("contacts", .notANumber(0...99))])
    }
  }

  private static func facts(_ input: Input) -> [String: String] {
    [
      "name": input.name, "purpose": input.note, "origin": input.from.rawValue, "target": input.to.rawValue,
      "contacts": "\(input.cadence.contacts)", "period": input.cadence.period.rawValue,
    ]
  }
}

/// Who is responsible for whom or what, from when and why.
package enum SaveLink {
  package struct Input: Sendable {
    package let from: ID<Person>
    package let to: ResponsibilityLink.Target
    package let date: CivilDate?
    package let reason: String

    package init(from: ID<Person>, to: ResponsibilityLink.Target, date: CivilDate? = nil, reason: String) {
      self.from = from
      self.to = to
      self.date = date
      self.reason = reason
    }
  }

  package static func add(
    _ input: Input, under mechanism: ID<LinkMechanism>, congress: ID<Congress>, key: RequestKey? = nil,
    by actor: Actor, in environment: AppEnvironment
  ) async throws -> ID<ResponsibilityLink> {
    let edit = DirectoryEdit(environment, by: actor)
    try edit.check(reason: input.reason, from: input.date)
    let id: ID<ResponsibilityLink> = environment.newID(at: edit.now)
    let from = input.date ?? edit.now.date
    let facts = [
      "mechanism": mechanism.description, "person": input.from.description, "from": "\(from)", "reason": input.reason,
    ]
    return try await edit.runOnce(
      .link, id.raw, "form", of: congress, facts: facts, made: id, key: key,
      meeting: LockKey(.directory, mechanism.raw)
    ) { tx in
      guard let found = try LinkStore.mechanism(mechanism, in: tx), found.congress == congress, found.validTo == nil
      else { throw ActionError.notFound }
      try check(input, found, in: tx)
      try LinkStore.insert(
        id, from: input.from, to: input.to, under: mechanism, from: from, reason: input.reason, in: tx)
    }
  }

  /// Both ends are what the mechanism links, and nobody is linked to the same twice.
  private static func check(_ input: Input, _ mechanism: LinkMechanism, in tx: any ReadTransaction) throws {
    guard try PersonStore.person(input.from, in: tx) != nil else {
      throw ActionError.invalid([FieldProblem("person", .notFound)])
    }
    if mechanism.from == .deputy, try PersonStore.activeMandates(of: input.from, in: tx).isEmpty {
      throw ActionError.invalid([FieldProblem("person", .notAllowed)])
    }
    let fits: Bool
    switch (mechanism.to, input.to) {
    case (.venue, .venue(let venue)): fits = try VenueStore.venue(venue, in: tx)?.validTo == nil
    case (.region, .region(let region)): fits = try RegionStore.region(region, in: tx) != nil
    case (.voters, .voters(let text)): fits = !text.isEmpty
    case (.person, .person(let person)):
      fits = try person != input.from && PersonStore.person(person, in: tx) != nil
    case (.deputy, .person(let person)):
      fits = try person != input.from && !PersonStore.activeMandates(of: person, in: tx).isEmpty
    default: fits = false
    }
    guard fits else { throw ActionError.invalid([FieldProblem("target", .notAllowed)]) }
    let mine = try LinkStore.links(of: input.from, in: tx)
    if mine.contains(where: { $0.mechanism == mechanism.id && $0.target == input.to }) {
      throw ActionError.invalid([FieldProblem("target", .taken)])
    }
  }

  package static func end(
    _ id: ID<ResponsibilityLink>, congress: ID<Congress>, reason: String, by actor: Actor,
    in environment: AppEnvironment
  ) async throws {
    let edit = DirectoryEdit(environment, by: actor)
    try edit.check(reason: reason)
    try await edit.runOnce(
      .link, id.raw, "end", of: congress, facts: ["reason": reason], made: id, key: nil
    ) { tx in
      try DirectoryEdit.check(.link(id), isOf: congress, in: tx)
      guard try LinkStore.end(id, on: edit.now.date, reason: reason, in: tx) else {
        throw ActionError.rule(.nothingChanged)
      }
    }
  }
}

/// An entry in a link's log: by whoever answers for the link, or at a desk of the congress.
package enum LogContact {
  package struct Input: Sendable {
    package let date: CivilDate
    package let way: LinkWay
    package let what: String

    package init(date: CivilDate, way: LinkWay, what: String) {
      self.date = date
      self.way = way
      self.what = what
    }
  }

  package static func run(
    _ input: Input, on link: ID<ResponsibilityLink>, key: RequestKey? = nil, by actor: Actor,
    in environment: AppEnvironment
  ) async throws -> ID<LinkContact> {
    let edit = DirectoryEdit(environment, by: actor)
    if input.date > edit.now.date { throw ActionError.invalid([FieldProblem("date", .inFuture)]) }
    if input.what.isEmpty { throw ActionError.invalid([FieldProblem("what", .missing)]) }
    let id: ID<LinkContact> = environment.newID(at: edit.now)
    let facts = ["date": "\(input.date)", "way": input.way.rawValue]
    let allowed = { @Sendable (tx: any ReadTransaction) throws -> Bool in
      guard let found = try LinkStore.link(link, in: tx),
        let congress = try OwnershipStore.congress(of: .link(link), in: tx)
      else { throw ActionError.notFound }
      return DirectoryAccess.mayLogContact(of: found.from.id, at: congress, by: actor)
    }
    return try await edit.runOnce(.link, link.raw, "contact", if: allowed, facts: facts, made: id, key: key) { tx in
      guard let found = try LinkStore.link(link, in: tx) else { throw ActionError.notFound }
      // What was done while the link held may be entered after its end.
      guard input.date >= found.tenure.from, found.tenure.to.map({ input.date <= $0 }) ?? true else {
        throw ActionError.invalid([FieldProblem("date", .notAllowed)])
      }
      try LinkStore.insert(
        LinkContact(id: id, link: link, date: input.date, way: input.way, what: input.what, enteredBy: nil),
        by: actor.person, at: edit.now, in: tx)
    }
  }
}
