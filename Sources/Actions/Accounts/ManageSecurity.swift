import DatabaseKit
package import Domain
import SecretsKit
import Store

/// Rules of passwords and sign-ins: read, and changed by making a new version.
package enum ManageSecurity {
  package static func current(in environment: AppEnvironment) async throws -> VersionedSecurity {
    try await environment.rules.versionedSecurity()
  }

  package static func history(in environment: AppEnvironment) async throws -> [(line: SecurityLine, madeBy: String?)] {
    try await environment.database.read { tx in
      let lines = try SecurityStore.list(in: tx)
      let names = try PersonStore.names(lines.compactMap(\.madeBy), in: tx)
      return lines.map { (line: $0, madeBy: $0.madeBy.flatMap { names[$0] }) }
    }
  }

  /// Whether the actor may change the rules: there is one set of them in an installation.
  package static func maySave(by actor: Actor, in environment: AppEnvironment) async throws -> Bool {
    try await environment.database.read { tx in
      DirectoryAccess.maySetSecurity(top: try top(in: tx), by: actor)
    }
  }

  private static func top(in tx: any ReadTransaction) throws -> ID<Congress>? {
    try CongressStore.all(in: tx).filter(\.isRunHere).min { ($0.level, $0.id) < ($1.level, $1.id) }?.id
  }

  /// - Parameter seen: the number of the version that was edited; refused when it is no longer the newest.
  package static func save(
    _ settings: SecuritySettings, reason: String, seen: Int, by actor: Actor, in environment: AppEnvironment
  ) async throws -> VersionedSecurity {
    if environment.readOnly != nil { throw ActionError.readOnly }
    let wrong = settings.outOfRange.map { FieldProblem($0.name, .notANumber($0.range)) }
    if !wrong.isEmpty { throw ActionError.invalid(wrong) }
    if reason.isEmpty { throw ActionError.invalid([FieldProblem("reason", .missing)]) }
    let now = environment.now()
    let entry = NewEntry(
      id: environment.newID(at: now), kind: .security, subject: 1, act: "save", at: now, actor: actor.recordActor,
      facts: try JSONText.encode(settings), words: try JSONText.encode(MatterWords(text: reason)),
      salt: environment.random(16))
    let version = VersionedSecurity(number: seen + 1, settings: settings)
    try await environment.database.write(locking: [LockKey(.settings, 1)]) { tx in
      guard DirectoryAccess.maySetSecurity(top: try top(in: tx), by: actor) else {
        throw ActionError.refused(.notYours)
      }
      guard try SecurityStore.current(in: tx).number == seen else { throw ActionError.changedMeanwhile }
      try SecurityStore.insert(version, reason: reason, by: actor.person, at: now, in: tx)
      try ManageAccounts.append(entry, in: tx)
    }
    environment.rules.forget()
    return version
  }
}

/// Everybody's sign-ins and locked names, for the security administrator.
package enum GuardSignIns {
  package static let pageSize = 50

  package struct Line: Sendable, Equatable {
    package let person: Named<Person>
    package let signIn: SignInLine
    /// The reader may end it.
    package let isGuarded: Bool
  }

  package struct Page: Sendable {
    package let lines: [Line]
    package let next: ListCursor?
    /// Names that wait for the lock to run out.
    package let locked: [(account: AccountLine, isGuarded: Bool)]
  }

  package static func run(after cursor: ListCursor?, by actor: Actor, in environment: AppEnvironment) async throws
    -> Page
  {
    let now = environment.now()
    let rules = try await environment.rules.security()
    let accounts = try await ManageAccounts.list(in: environment)
    let found = try await environment.database.read { tx in
      let live = try SignInStore.live(at: now, rules.session, before: cursor, limit: pageSize + 1, in: tx)
      let locked =
        try SignInStore.locked(
          kinds: [SignIn.placeKind, SignIn.deviceKind], least: rules.lock.failures,
          since: now.adding(milliseconds: -rules.lock.window), in: tx)
        + SignInStore.locked(
          kinds: [SignIn.nameKind], least: rules.lock.failures * SignIn.widening,
          since: now.adding(milliseconds: -AttemptLimit.hour), in: tx)
      let lines = try live.prefix(pageSize).map { item in
        let posts = try AccountStore.posts(of: item.person.id, on: now.date, in: tx)
        return Line(
          person: item.person, signIn: item.line, isGuarded: DirectoryAccess.mayGuard(holding: posts, by: actor))
      }
      return (lines: lines, more: live.count > pageSize, locked: Set(locked))
    }
    let names = accounts.filter { found.locked.contains(SignIn.key(of: $0.account.username, in: environment)) }
    return Page(
      lines: found.lines,
      next: found.more ? found.lines.last.map { ListCursor(sort: now.date.description, id: $0.signIn.id.raw) } : nil,
      locked: names.map { line in
        (account: line, isGuarded: DirectoryAccess.mayGuard(holding: line.posts.map(\.post), by: actor))
      })
  }

  /// Ends somebody's sign-in: a phone that was lost, a desk that was left open.
  package static func end(_ session: ID<SignInSession>, by actor: Actor, in environment: AppEnvironment) async throws {
    if environment.readOnly != nil { throw ActionError.readOnly }
    let now = environment.now()
    guard
      let person = try await environment.database.read({ tx in try SignInStore.person(of: session, in: tx) })
    else { throw ActionError.notFound }
    let entry = ManageAccounts.record("end-sign-in", "", person, actor, environment)
    try await environment.database.write(locking: [LockKey(.account, person.raw)]) { tx in
      try check(actor, mayGuard: person, on: now.date, in: tx)
      guard try SignInStore.end(session, of: person, at: now, in: tx) else { throw ActionError.notFound }
      try ManageAccounts.append(entry, in: tx)
    }
  }

  /// Lets a locked name try again at once.
  package static func unlock(_ username: String, by actor: Actor, in environment: AppEnvironment) async throws {
    if environment.readOnly != nil { throw ActionError.readOnly }
    let now = environment.now()
    let key = SignIn.key(of: username, in: environment)
    let found = try await environment.database.read { tx in
      try AccountStore.account(username: username.lowercased(), in: tx)?.account
    }
    guard let account = found else { throw ActionError.notFound }
    let entry = ManageAccounts.record("unlock", account.username, account.person, actor, environment)
    try await environment.database.write(locking: [LockKey(.account, account.person.raw)]) { tx in
      try check(actor, mayGuard: account.person, on: now.date, in: tx)
      try SignInStore.clearAttempts(about: key, in: tx)
      try ManageAccounts.append(entry, in: tx)
    }
  }

  private static func check(
    _ actor: Actor, mayGuard person: ID<Person>, on date: CivilDate, in tx: any ReadTransaction
  ) throws {
    let posts = try AccountStore.posts(of: person, on: date, in: tx)
    guard DirectoryAccess.mayGuard(holding: posts, by: actor) else { throw ActionError.refused(.notYours) }
  }
}

/// 三员: which administrative posts nobody holds.
package enum AdministratorPosts {
  /// Of the congresses that are run here; empty when everything is as it should be.
  package static func vacant(in environment: AppEnvironment) async throws -> [ID<Congress>: Set<PostRole>] {
    let today = environment.now().date
    return try await environment.database.read { tx in
      var result: [ID<Congress>: Set<PostRole>] = [:]
      for congress in try CongressStore.all(in: tx) where congress.isRunHere {
        let vacant = try AccountStore.vacant(at: congress.id, on: today, in: tx)
        if !vacant.isEmpty { result[congress.id] = vacant }
      }
      return result
    }
  }
}
