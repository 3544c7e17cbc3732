import DatabaseKit
package import Domain
import SecretsKit
import Store

/// What waits with a person, post by post and mandate by mandate.
package enum ReadOpenWork {
  package struct Page: Sendable {
    package let person: Named<Person>
    package let username: String?
    package let posts: [OpenWork]
    /// Mandates in force with the open matters owed by them.
    package let mandates: [(mandate: MandateLine, count: Int)]
    /// What was handed over before.
    package let orders: [(order: HandOverOrder, successor: String?)]
  }

  package static func run(_ person: ID<Person>, in environment: AppEnvironment) async throws -> Page? {
    let today = environment.now().date
    return try await environment.database.read { tx in
      guard let name = try PersonStore.names([person], in: tx)[person] else { return nil }
      let orders = try HandOverStore.list(of: person, in: tx)
      let names = try PersonStore.names(orders.compactMap(\.successor), in: tx)
      let mandates = try PersonStore.mandates(of: [person], in: tx)[person] ?? []
      return Page(
        person: Named(id: person, name: name),
        username: try AccountStore.account(of: person, in: tx)?.account.username,
        posts: try AccountStore.lines(person: person, on: today, in: tx).map { try work($0, on: today, in: tx) },
        mandates: try mandates.filter { $0.state != .ended }.map {
          (mandate: $0, count: try HandOverStore.count(of: person, by: $0.id, in: tx))
        },
        orders: orders.map { (order: $0, successor: $0.successor.flatMap { names[$0] }) })
    }
  }

  package static func one(_ post: ID<PostRecord>, in environment: AppEnvironment) async throws -> OpenWork? {
    let today = environment.now().date
    return try await environment.database.read { tx in
      try AccountStore.line(post, on: today, in: tx).map { try work($0, on: today, in: tx) }
    }
  }

  static func work(_ line: PostLine, on date: CivilDate, in tx: any ReadTransaction) throws -> OpenWork {
    let held = try AccountStore.lines(
      venue: line.venue?.id, unit: line.unit?.id, congress: line.congress.id, on: date, in: tx)
    let others = held.filter { $0.role == line.role && $0.post == line.post && $0.person.id != line.person.id }
    return OpenWork(post: line, count: try HandOverStore.count(in: line, in: tx), others: others.map(\.person))
  }

  /// People with an account that is in use: who can take something over.
  package static func candidates(except person: ID<Person>, in environment: AppEnvironment) async throws
    -> [Named<Person>]
  {
    try await environment.database.read { tx in
      try AccountStore.all(in: tx).filter { $0.account.state == .active && $0.account.person != person }.map {
        Named(id: $0.account.person, name: $0.name)
      }
    }
  }

  /// Deputies in force who can take over what a mandate's holder owes: those of his stations first.
  package static func deputies(instead person: ID<Person>, in environment: AppEnvironment) async throws
    -> [Named<Person>]
  {
    try await environment.database.read { tx in
      var seen: Set<ID<Person>> = [person]
      var found: [Named<Person>] = []
      for placement in try VenueStore.placements(of: person, in: tx) {
        for deputy in try VenueStore.deputies(at: placement.venue, in: tx) where seen.insert(deputy.person.id).inserted
        {
          found.append(deputy.person)
        }
      }
      return found
    }
  }
}

/// 结束职务: what waits in the post goes to whoever holds it beside, or to a successor who is given it in the same act.
package enum EndPost {
  package static func run(
    _ post: ID<PostRecord>, successor: ID<Person>? = nil, by actor: Actor, in environment: AppEnvironment
  ) async throws {
    if environment.readOnly != nil { throw ActionError.readOnly }
    let now = environment.now()
    guard let line = try await environment.database.read({ tx in try AccountStore.line(post, on: now.date, in: tx) })
    else { throw ActionError.notFound }
    let entry = ManageAccounts.record(
      "end " + line.role.rawValue, line.venue?.id.description ?? line.unit?.id.description ?? "", line.person.id, actor,
      environment)
    let given = successor.map { NewPost(line.post, to: $0, by: actor, in: environment) }
    let order = HandOverOrder(
      id: environment.newID(at: now), kind: .drafter(line.unit?.id ?? ID(0)), person: line.person.id,
      successor: successor, reason: "end " + line.role.rawValue, orderedBy: actor.person, orderedAt: now)
    let locks = [line.person.id, successor].compactMap { $0 }.map { LockKey(.account, $0.raw) }
    // Two of the last two who leave at once meet at the place.
    let place = line.venue?.id.raw ?? line.unit?.id.raw ?? line.congress.id.raw
    let begins = try await environment.database.write(locking: locks + [LockKey(.directory, place)]) { tx in
      guard DirectoryAccess.mayGrant(line.post, to: line.person.id, by: actor) else {
        throw ActionError.refused(.notYours)
      }
      guard successor != line.person.id else { throw ActionError.invalid([FieldProblem("successor", .notAllowed)]) }
      let work = try ReadOpenWork.work(line, on: now.date, in: tx)
      if work.needsSuccessor, successor == nil { throw ActionError.invalid([FieldProblem("successor", .missing)]) }
      guard try AccountStore.end(post, on: now.date, in: tx) else { throw ActionError.notFound }
      try ManageAccounts.append(entry, in: tx)
      if let successor, let given, !work.others.contains(where: { $0.id == successor }) {
        guard DirectoryAccess.mayGrant(line.post, to: successor, by: actor) else {
          throw ActionError.refused(.notYours)
        }
        try given.insert(in: tx)
      }
      guard work.isPersonal, work.count > 0 else { return false }
      try HandOverStore.insert(order, in: tx)
      return true
    }
    if begins { try await HandOverMatters.begin(order.id, in: environment) }
  }
}

/// 停用账号: the sign-ins end at once; what was given to its holder to draft goes to others of his units.
package enum DisableAccount {
  /// - Parameter drafters: by unit, who drafts from now on; where nobody is named it waits with the registrar.
  package static func run(
    _ username: String, drafters: [ID<HandlingUnit>: ID<Person>] = [:], by actor: Actor, in environment: AppEnvironment
  ) async throws {
    let now = environment.now()
    let found = try await environment.database.read { tx in
      try AccountStore.account(username: username.lowercased(), in: tx)?.account.person
    }
    guard let person = found else { throw ActionError.notFound }
    let orders = drafters.sorted { $0.key < $1.key }.map { unit, successor in
      HandOverOrder(
        id: environment.newID(at: now), kind: .drafter(unit), person: person, successor: successor,
        reason: "disabled", orderedBy: actor.person, orderedAt: now)
    }
    try await ManageAccounts.setState(of: username, .disabled, by: actor, in: environment) { tx in
      for order in orders {
        guard case .drafter(let unit) = order.kind, let successor = order.successor, successor != person,
          try AccountStore.holders(of: .unitDrafter, unit: unit, on: now.date, in: tx).contains(successor)
        else { throw ActionError.invalid([FieldProblem("successor", .notFound)]) }
        try HandOverStore.insert(order, in: tx)
      }
    }
    for order in orders { try await HandOverMatters.begin(order.id, in: environment) }
  }
}
