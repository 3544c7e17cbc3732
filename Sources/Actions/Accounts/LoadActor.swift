import DatabaseKit
package import Domain
import Logging
import SecretsKit
import Store

/// Who is behind a sign-in token.
package enum LoadActor {
  /// The actor, or nil when the token is unknown, ended or expired. Marks the sign-in as seen at most once a minute.
  package static func run(token: [UInt8], in environment: AppEnvironment) async throws -> Actor.SignedIn? {
    try await signIn(tokenHash: Tokens.hash(token), in: environment)?.person
  }

  static func signIn(tokenHash hash: [UInt8], in environment: AppEnvironment) async throws
    -> (person: Actor.SignedIn, expires: Instant)?
  {
    let now = environment.now()
    let rules = try await environment.rules.security()
    let found = try await environment.database.read { tx -> (Actor.SignedIn, StoredSignIn)? in
      guard let signIn = try SignInStore.live(tokenHash: hash, at: now, rules.session, in: tx) else { return nil }
      var mustChange = false
      if !signIn.isDevice {
        guard let account = try AccountStore.account(of: signIn.person, in: tx)?.account, account.state == .active
        else { return nil }
        mustChange = account.mustChange || account.isOutdated(at: now, rules.password)
      }
      let actor = try actor(
        of: signIn.person, session: signIn.id, isDevice: signIn.isDevice, hasPIN: signIn.pinUntil > now,
        mustChange: mustChange, at: now, in: tx)
      return (actor, signIn)
    }
    guard let (actor, signIn) = found else { return nil }
    await mark(seen: signIn.seen, at: now, in: environment) { tx in try SignInStore.touch(signIn.id, at: now, in: tx) }
    return (actor, signIn.expires)
  }

  /// Writes down that somebody was here, at most once a minute.
  static func mark(
    seen: Instant, at now: Instant, in environment: AppEnvironment,
    _ touch: @escaping @Sendable (any WriteTransaction) throws -> Void
  ) async {
    guard now.milliseconds - seen.milliseconds > 60_000, environment.readOnly == nil else { return }
    do { try await environment.database.write { tx in try touch(tx) } } catch {
      // Reading goes on where nothing can be written, on a full disk say: only the mark of this visit is lost.
      environment.logger.warning(
        "sign-in not marked", metadata: ["what": .string(DatabaseTrouble(error)?.what ?? "")])
    }
  }

  static func actor(
    of person: ID<Person>, session: ID<SignInSession>, isDevice: Bool, hasPIN: Bool, mustChange: Bool, at now: Instant,
    in tx: any ReadTransaction
  ) throws -> Actor.SignedIn {
    Actor.SignedIn(
      person: person, name: try PersonStore.names([person], in: tx)[person] ?? "",
      // A phone signed in with a slip is a deputy's phone: it carries no desk of the same person.
      posts: isDevice ? [] : try AccountStore.posts(of: person, on: now.date, in: tx),
      mandates: try PersonStore.activeMandates(of: person, in: tx),
      groups: try GroupStore.groups(with: person, on: now.date, in: tx), session: session,
      isDevice: isDevice, hasPIN: hasPIN, mustChangePassword: mustChange)
  }
}
