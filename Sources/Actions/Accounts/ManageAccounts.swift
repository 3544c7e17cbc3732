import DatabaseKit
package import Domain
import SecretsKit
import Store

/// An account in the administrator's list.
package struct AccountLine: Sendable, Equatable {
  package let account: AccountRecord
  package let name: String
  package let posts: [PostLine]
}

/// User names, passwords and posts.
package enum ManageAccounts {
  package static func list(in environment: AppEnvironment) async throws -> [AccountLine] {
    let today = environment.now().date
    return try await environment.database.read { tx in
      let posts = Dictionary(grouping: try AccountStore.lines(on: today, in: tx)) { $0.person.id }
      return try AccountStore.all(in: tx).map {
        AccountLine(account: $0.account, name: $0.name, posts: posts[$0.account.person] ?? [])
      }
    }
  }

  /// Adds an account for a person who has none.
  package static func add(
    username: String, password: String, for person: ID<Person>, mustChange: Bool = true, isDemo: Bool = false,
    by actor: RecordActor, in environment: AppEnvironment
  ) async throws -> ID<Account> {
    if environment.readOnly != nil { throw ActionError.readOnly }
    let name = username.lowercased()
    if let problem = nameProblem(name) { throw ActionError.invalid([problem]) }
    if let problem = SignInPolicy.problem(with: password, username: name) {
      throw ActionError.invalid([FieldProblem("password", .password(problem))])
    }
    let now = environment.now()
    let hash = try await environment.passwords.hash(password, salt: environment.random(16))
    let id: ID<Account> = environment.newID(at: now)
    let entry = record("add", name, person, actor, environment)
    try await environment.database.write(locking: [LockKey(.account, person.raw)]) { tx in
      guard try AccountStore.account(username: name, in: tx) == nil else {
        throw ActionError.invalid([FieldProblem("username", .taken)])
      }
      guard try AccountStore.account(of: person, in: tx) == nil else {
        throw ActionError.invalid([FieldProblem("person", .taken)])
      }
      try AccountStore.insert(
        AccountRecord(
          id: id, person: person, username: name, state: .active, mustChange: mustChange, isDemo: isDemo),
        passwordHash: hash, at: now, in: tx)
      try append(entry, in: tx)
    }
    return id
  }

  /// Sets somebody's password; every sign-in of that person ends.
  package static func setPassword(
    of username: String, to password: String, mustChange: Bool, by actor: RecordActor, in environment: AppEnvironment
  ) async throws {
    let name = username.lowercased()
    if let problem = SignInPolicy.problem(with: password, username: name) {
      throw ActionError.invalid([FieldProblem("password", .password(problem))])
    }
    let now = environment.now()
    let hash = try await environment.passwords.hash(password, salt: environment.random(16))
    guard
      let account = try await environment.database.read({ tx in try AccountStore.account(username: name, in: tx) })
    else { throw ActionError.notFound }
    let entry = record("set-password", name, account.account.person, actor, environment)
    try await environment.database.write { tx in
      try AccountStore.setPassword(account.account.id, hash: hash, mustChange: mustChange, at: now, in: tx)
      try SignInStore.endAll(of: account.account.person, at: now, in: tx)
      try append(entry, in: tx)
    }
  }

  /// Changes one's own password; other sign-ins end.
  package static func changeOwn(
    old: String, new: String, by person: Actor.SignedIn, in environment: AppEnvironment
  ) async throws {
    guard
      let stored = try await environment.database.read({ tx in try AccountStore.account(of: person.person, in: tx) })
    else { throw ActionError.notFound }
    guard try await environment.passwords.verify(old, against: stored.passwordHash) else {
      throw ActionError.invalid([FieldProblem("old", .wrong)])
    }
    try await setPassword(
      of: stored.account.username, to: new, mustChange: false, by: .person(person.person), in: environment)
  }

  package static func setState(
    of username: String, _ state: AccountRecord.State, by actor: RecordActor, in environment: AppEnvironment
  ) async throws {
    let name = username.lowercased()
    let now = environment.now()
    guard
      let account = try await environment.database.read({ tx in try AccountStore.account(username: name, in: tx) })
    else { throw ActionError.notFound }
    let entry = record(state.rawValue, name, account.account.person, actor, environment)
    try await environment.database.write { tx in
      try AccountStore.setState(account.account.id, state, in: tx)
      if state == .disabled { try SignInStore.endAll(of: account.account.person, at: now, in: tx) }
      try append(entry, in: tx)
    }
  }

  package static func grant(_ post: Post, to person: ID<Person>, by actor: RecordActor, in environment: AppEnvironment)
    async throws
  {
    let now = environment.now()
    let id: ID<PostRecord> = environment.newID(at: now)
    let entry = record("grant " + post.role.rawValue, post.venue?.description ?? "", person, actor, environment)
    try await environment.database.write(locking: [LockKey(.account, person.raw)]) { tx in
      if try AccountStore.posts(of: person, on: now.date, in: tx).contains(post) { throw ActionError.duplicate }
      try AccountStore.insert(post, id: id, person: person, from: now.date, in: tx)
      try append(entry, in: tx)
    }
  }

  package static func end(_ post: ID<PostRecord>, by actor: RecordActor, in environment: AppEnvironment) async throws {
    let now = environment.now()
    guard
      let line = try await environment.database.read({ tx in
        try AccountStore.lines(on: now.date, in: tx).first { $0.id == post }
      })
    else { throw ActionError.notFound }
    let entry = record(
      "end " + line.role.rawValue, line.venue?.id.description ?? "", line.person.id, actor, environment)
    try await environment.database.write { tx in
      guard try AccountStore.end(post, on: now.date, in: tx) else { throw ActionError.notFound }
      try append(entry, in: tx)
    }
  }

  private static func nameProblem(_ name: String) -> FieldProblem? {
    if name.count < 2 { return FieldProblem("username", .tooShort(minimum: 2, actual: name.count)) }
    if name.count > 32 { return FieldProblem("username", .tooLong(maximum: 32, actual: name.count)) }
    let allowed = name.unicodeScalars.allSatisfy { scalar in
      ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar) || scalar == "." || scalar == "-" || scalar == "_"
    }
    return allowed ? nil : FieldProblem("username", .notAllowed)
  }

  private static func record(
    _ act: String, _ about: String, _ person: ID<Person>, _ actor: RecordActor, _ environment: AppEnvironment
  ) -> NewEntry {
    let now = environment.now()
    return NewEntry(
      id: environment.newID(at: now), kind: .account, subject: person.raw, act: act, at: now, actor: actor,
      facts: #"{"about":"\#(about)"}"#, words: nil, salt: environment.random(16))
  }

  private static func append(_ entry: NewEntry, in tx: any WriteTransaction) throws {
    _ = try EventStore.append(entry, after: try EventStore.head(of: entry.kind, entry.subject, in: tx), in: tx)
  }
}
