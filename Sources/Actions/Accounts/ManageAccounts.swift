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
    by actor: Actor, in environment: AppEnvironment
  ) async throws -> ID<Account> {
    if environment.readOnly != nil { throw ActionError.readOnly }
    let account = try await NewAccount(
      username: username, password: password, person: person, mustChange: mustChange, isDemo: isDemo, by: actor,
      in: environment)
    try await environment.database.write(locking: [LockKey(.account, person.raw)]) { tx in
      try check(actor, mayManage: person, on: account.at.date, in: tx)
      try account.insert(in: tx)
    }
    return account.record.id
  }

  /// Sets somebody's password; every sign-in of that person ends.
  package static func setPassword(
    of username: String, to password: String, mustChange: Bool, by actor: Actor, in environment: AppEnvironment
  ) async throws {
    try await setPassword(of: username, to: password, mustChange: mustChange, by: actor, in: environment) {
      person, tx in
      try check(actor, mayManage: person, on: environment.now().date, in: tx)
    }
  }

  private static func setPassword(
    of username: String, to password: String, mustChange: Bool, by actor: Actor, in environment: AppEnvironment,
    check: @escaping @Sendable (ID<Person>, any ReadTransaction) throws -> Void
  ) async throws {
    if environment.readOnly != nil { throw ActionError.readOnly }
    let name = username.lowercased()
    let rules = try await environment.rules.security().password
    if let problem = SignInPolicy.problem(with: password, username: name, rules: rules) {
      throw ActionError.invalid([FieldProblem("password", .password(problem))])
    }
    let now = environment.now()
    let account = try await find(name, in: environment)
    if !mustChange { try await refuseFormer(password, of: account, rules, in: environment) }
    let hash = try await environment.passwords.hash(password, salt: environment.random(16))
    let entry = record("set-password", name, account.person, actor, environment)
    let formerID = environment.ids.next(at: now)
    try await environment.database.write(locking: [LockKey(.account, account.person.raw)]) { tx in
      try check(account.person, tx)
      try SecurityStore.keepPassword(formerID, of: account.id, in: tx)
      try AccountStore.setPassword(account.id, hash: hash, mustChange: mustChange, at: now, in: tx)
      try SignInStore.endAll(of: account.person, at: now, in: tx)
      // One's own new password leaves one's own tokens; somebody else sets one when something went wrong.
      if mustChange { try AccessTokenStore.endAll(of: account.person, at: now, in: tx) }
      try append(entry, in: tx)
    }
  }

  /// What a person chooses for himself is none of the last ones, the present one among them. A password for the first
  /// sign-in is chosen by somebody else, who does not know them.
  private static func refuseFormer(
    _ password: String, of account: AccountRecord, _ rules: SecuritySettings.Password, in environment: AppEnvironment
  ) async throws {
    let hashes = try await environment.database.read { tx in
      let former = try SecurityStore.formerPasswords(of: account.id, limit: rules.history - 1, in: tx)
      return try [AccountStore.account(of: account.person, in: tx)?.passwordHash].compactMap { $0 } + former
    }
    for hash in hashes where try await environment.passwords.verify(password, against: hash) {
      throw ActionError.invalid([FieldProblem("password", .password(.usedBefore(history: rules.history)))])
    }
  }

  /// Changes one's own password; other sign-ins end. Tries of the old one are counted by sign-in, as those of a PIN: at a
  /// desk that was left open it cannot be guessed, and nobody elsewhere is locked out by it.
  package static func changeOwn(
    old: String, new: String, by person: Actor.SignedIn, in environment: AppEnvironment
  ) async throws {
    if environment.readOnly != nil { throw ActionError.readOnly }
    let now = environment.now()
    let lock = try await environment.rules.security().lock
    let key = environment.tokens.keyedHash("own-password", "\(person.person)|\(person.session)")
    let limits = [
      AttemptLimit("own-password", key, lock.failures, within: lock.window),
      AttemptLimit("own-password", key, 20, within: AttemptLimit.day),
    ]
    let ids = environment.newIDs(limits.count, at: now)
    let stored = try await environment.database.write(locking: AttemptLimit.locks(limits), isolation: .addsOnly) { tx in
      try AttemptLimit.take(limits, ids: ids, at: now, in: tx)
      return try AccountStore.account(of: person.person, in: tx)
    }
    guard let stored else { throw ActionError.notFound }
    let isRight: Bool
    do { isRight = try await environment.passwords.verify(old, against: stored.passwordHash) } catch {
      // Nobody has looked at it: it was no try.
      try await environment.database.write { tx in try SignInStore.removeAttempts(ids, in: tx) }
      throw error
    }
    guard isRight else { throw ActionError.invalid([FieldProblem("old", .wrong)]) }
    try await environment.database.write { tx in
      try SignInStore.clearAttempts(kind: "own-password", keyHash: key, in: tx)
    }
    try await setPassword(
      of: stored.account.username, to: new, mustChange: false, by: .person(person), in: environment
    ) { _, _ in }
  }

  package static func setState(
    of username: String, _ state: AccountRecord.State, by actor: Actor, in environment: AppEnvironment
  ) async throws {
    try await setState(of: username, state, by: actor, in: environment) { _ in }
  }

  /// - Parameter also: what else happens in the same act.
  static func setState(
    of username: String, _ state: AccountRecord.State, by actor: Actor, in environment: AppEnvironment,
    also: @escaping @Sendable (any WriteTransaction) throws -> Void
  ) async throws {
    if environment.readOnly != nil { throw ActionError.readOnly }
    let name = username.lowercased()
    let now = environment.now()
    let account = try await find(name, in: environment)
    let entry = record(state.rawValue, name, account.person, actor, environment)
    // Nobody locks himself out: the last one who could undo it would be gone.
    if state == .disabled, account.person == actor.person { throw ActionError.refused(.notYours) }
    try await environment.database.write(locking: [LockKey(.account, account.person.raw)]) { tx in
      try check(actor, mayManage: account.person, on: now.date, in: tx)
      try AccountStore.setState(account.id, state, in: tx)
      if state == .disabled {
        try SignInStore.endAll(of: account.person, at: now, in: tx)
        try AccessTokenStore.endAll(of: account.person, at: now, in: tx)
      }
      try also(tx)
      try append(entry, in: tx)
    }
  }

  package static func grant(_ post: Post, to person: ID<Person>, by actor: Actor, in environment: AppEnvironment)
    async throws
  {
    if environment.readOnly != nil { throw ActionError.readOnly }
    let given = NewPost(post, to: person, by: actor, in: environment)
    // Two who name the first one at once meet at the congress.
    let locks =
      [LockKey(.account, person.raw)]
      + (PostRole.administrative.contains(post.role) ? [LockKey(.account, post.congress.raw)] : [])
    try await environment.database.write(locking: locks) { tx in
      let vacant = try AccountStore.vacant(at: post.congress, on: given.date, in: tx)
      guard DirectoryAccess.mayGrant(post, to: person, by: actor, vacant: vacant) else {
        throw ActionError.refused(.notYours)
      }
      try given.insert(in: tx)
    }
  }

  private static func check(
    _ actor: Actor, mayManage person: ID<Person>, on date: CivilDate, in tx: any ReadTransaction
  ) throws {
    let posts = try AccountStore.posts(of: person, on: date, in: tx)
    guard DirectoryAccess.mayManageAccount(holding: posts, by: actor) else { throw ActionError.refused(.notYours) }
  }

  private static func find(_ username: String, in environment: AppEnvironment) async throws -> AccountRecord {
    let found = try await environment.database.read { tx in try AccountStore.account(username: username, in: tx) }
    guard let found else { throw ActionError.notFound }
    return found.account
  }

  static func nameProblem(_ name: String) -> FieldProblem? {
    if name.count < 2 { return FieldProblem("username", .tooShort(minimum: 2, actual: name.count)) }
    if name.count > 32 { return FieldProblem("username", .tooLong(maximum: 32, actual: name.count)) }
    let allowed = name.unicodeScalars.allSatisfy { scalar in
      ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar) || scalar == "." || scalar == "-" || scalar == "_"
    }
    return allowed ? nil : FieldProblem("username", .notAllowed)
  }

  static func record(
    _ act: String, _ about: String, _ person: ID<Person>, _ actor: Actor, _ environment: AppEnvironment
  ) -> NewEntry {
    let now = environment.now()
    return NewEntry(
      id: environment.newID(at: now), kind: .account, subject: person.raw, act: act, at: now, actor: actor.recordActor,
      facts: #"{"about":"\#(about)"}"#, words: nil, salt: environment.random(16))
  }

  static func append(_ entry: NewEntry, in tx: any WriteTransaction) throws {
    _ = try EventStore.append(entry, after: try EventStore.head(of: entry.kind, entry.subject, in: tx), in: tx)
  }
}

/// An account made ready outside of the transaction that adds it.
struct NewAccount: Sendable {
  let record: AccountRecord
  let at: Instant
  private let hash: String
  private let entry: NewEntry

  init(
    username: String, password: String, person: ID<Person>, mustChange: Bool, isDemo: Bool = false, by actor: Actor,
    in environment: AppEnvironment
  ) async throws {
    let name = username.lowercased()
    if let problem = ManageAccounts.nameProblem(name) { throw ActionError.invalid([problem]) }
    let rules = try await environment.rules.security().password
    if let problem = SignInPolicy.problem(with: password, username: name, rules: rules) {
      throw ActionError.invalid([FieldProblem("password", .password(problem))])
    }
    at = environment.now()
    hash = try await environment.passwords.hash(password, salt: environment.random(16))
    record = AccountRecord(
      id: environment.newID(at: at), person: person, username: name, state: .active, mustChange: mustChange,
      isDemo: isDemo, passwordSince: at)
    entry = ManageAccounts.record("add", name, person, actor, environment)
  }

  func insert(in tx: any WriteTransaction) throws {
    guard try AccountStore.account(username: record.username, in: tx) == nil else {
      throw ActionError.invalid([FieldProblem("username", .taken)])
    }
    guard try AccountStore.account(of: record.person, in: tx) == nil else {
      throw ActionError.invalid([FieldProblem("person", .taken)])
    }
    try AccountStore.insert(record, passwordHash: hash, at: at, in: tx)
    try ManageAccounts.append(entry, in: tx)
  }
}

/// A post made ready outside of the transaction that gives it.
struct NewPost: Sendable {
  private let id: ID<PostRecord>
  private let post: Post
  private let person: ID<Person>
  let date: CivilDate
  private let entry: NewEntry

  init(_ post: Post, to person: ID<Person>, by actor: Actor, in environment: AppEnvironment) {
    let now = environment.now()
    id = environment.newID(at: now)
    self.post = post
    self.person = person
    date = now.date
    entry = ManageAccounts.record(
      "grant " + post.role.rawValue,
      post.venue?.description ?? post.unit?.description ?? post.region?.description ?? "", person, actor, environment)
  }

  func insert(in tx: any WriteTransaction) throws {
    guard post.namesItsPlace else { throw ActionError.invalid([FieldProblem("venue", .notAllowed)]) }
    if let venue = post.venue {
      guard try VenueStore.venue(venue, in: tx)?.congress == post.congress else {
        throw ActionError.invalid([FieldProblem("venue", .notFound)])
      }
    } else if let unit = post.unit {
      guard try GroupStore.units(of: post.congress, in: tx).contains(where: { $0.id == unit && $0.validTo == nil })
      else { throw ActionError.invalid([FieldProblem("unit", .notFound)]) }
    } else if let grid = post.region {
      guard try GridStore.isGrid(grid, of: post.congress, in: tx) else {
        throw ActionError.invalid([FieldProblem("grid", .notFound)])
      }
    } else if try CongressStore.congress(post.congress, in: tx) == nil {
      throw ActionError.invalid([FieldProblem("congress", .notFound)])
    }
    guard try PersonStore.person(person, in: tx) != nil else { throw ActionError.notFound }
    let held = try AccountStore.posts(of: person, on: date, in: tx)
    if held.contains(post) { throw ActionError.duplicate }
    if DirectoryAccess.joinsDuties(post.role, with: held) { throw ActionError.refused(.dutiesApart) }
    try AccountStore.insert(post, id: id, person: person, from: date, in: tx)
    try ManageAccounts.append(entry, in: tx)
  }
}
