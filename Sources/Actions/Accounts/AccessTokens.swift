import DatabaseKit
package import Domain
import SecretsKit
import Store

/// A token as it is shown once.
package struct NewAccessToken: Sendable, Equatable {
  package let token: [UInt8]
  package let line: TokenLine
}

/// Tokens of one's own for applications.
package enum AccessTokens {
  package static let pageSize = 60

  package struct Input: Sendable {
    package let name: String
    package let scope: TokenScope
    package let days: Int

    package init(name: String, scope: TokenScope, days: Int) {
      self.name = name
      self.scope = scope
      self.days = days
    }
  }

  /// Only for somebody with a password: a deputy's phone, which was signed in with a slip, needs none and gets none.
  ///
  /// - Parameter seed: what the token is made from under our own key, stored nowhere: random bytes, or what names the
  ///   request where it may be sent again, so that it makes one token and shows it again.
  package static func make(
    _ input: Input, by person: Actor.SignedIn, seed: [UInt8], key: RequestKey, from origin: SignInOrigin,
    in environment: AppEnvironment
  ) async throws -> NewAccessToken {
    if environment.readOnly != nil { throw ActionError.readOnly }
    try check(input)
    guard !person.isDevice else { throw ActionError.refused(.notYours) }
    let now = environment.now()
    let id: ID<AccessToken> = environment.newID(at: now)
    let lineID = environment.ids.next(at: now)
    let hash = Tokens.hash(token(id, of: person.person, seed, in: environment))
    let expires = now.adding(days: Int64(input.days))
    let facts = SignInFacts(address: origin.address, device: input.name)
    let line = try await environment.database.write(locking: [LockKey(.account, person.person.raw)]) { tx in
      if let earlier = try Once.claim(key, id.description, at: now, in: tx) {
        let made = try AccessTokenStore.list(of: person.person, limit: pageSize, in: tx).first {
          $0.id.description == earlier && $0.ended == nil && $0.expires > now
        }
        guard let made else { throw ActionError.duplicate }
        return made
      }
      guard try AccountStore.account(of: person.person, in: tx)?.account.state == .active else {
        throw ActionError.refused(.notYours)
      }
      guard try AccessTokenStore.liveCount(of: person.person, at: now, in: tx) < TokenPolicy.mostPerPerson else {
        throw ActionError.invalid([FieldProblem("name", .tooMany(limit: TokenPolicy.mostPerPerson))])
      }
      try AccessTokenStore.insert(
        id, tokenHash: hash, of: person.person, name: input.name, scope: input.scope, at: now, expires: expires, in: tx)
      try AuditStore.add(.makeToken, id: lineID, of: person.person, at: now, facts: facts, in: tx)
      return TokenLine(
        id: id, name: input.name, scope: input.scope, made: now, seen: nil, expires: expires, ended: nil)
    }
    return NewAccessToken(token: token(line.id, of: person.person, seed, in: environment), line: line)
  }

  /// Its own for each making: a seed that comes again after its request is forgotten makes another token, and one that
  /// was revoked never holds again.
  private static func token(
    _ id: ID<AccessToken>, of person: ID<Person>, _ seed: [UInt8], in environment: AppEnvironment
  ) -> [UInt8] {
    let parts = [seed, Array(person.description.utf8), Array(id.description.utf8)]
    return environment.tokens.mac("token-left", parts) + environment.tokens.mac("token-right", parts)
  }

  private static func check(_ input: Input) throws {
    var problems: [FieldProblem] = []
    if input.name.isEmpty { problems.append(FieldProblem("name", .missing)) }
    if input.name.count > TokenPolicy.nameLength.upperBound {
      problems.append(
        FieldProblem("name", .tooLong(maximum: TokenPolicy.nameLength.upperBound, actual: input.name.count)))
    }
    if !TokenPolicy.days.contains(input.days) { problems.append(FieldProblem("days", .notANumber(TokenPolicy.days))) }
    if !problems.isEmpty { throw ActionError.invalid(problems) }
  }

  package static func list(of person: ID<Person>, in environment: AppEnvironment) async throws -> [TokenLine] {
    try await environment.database.read { tx in try AccessTokenStore.list(of: person, limit: pageSize, in: tx) }
  }

  /// Ends one of one's own at once.
  package static func revoke(
    _ id: ID<AccessToken>, of person: ID<Person>, from origin: SignInOrigin, in environment: AppEnvironment
  ) async throws {
    if environment.readOnly != nil { throw ActionError.readOnly }
    let now = environment.now()
    let lineID = environment.ids.next(at: now)
    try await environment.database.write { tx in
      let name = try AccessTokenStore.list(of: person, limit: pageSize, in: tx).first { $0.id == id }?.name ?? ""
      guard try AccessTokenStore.end(id, of: person, at: now, in: tx) else { throw ActionError.notFound }
      try AuditStore.add(
        .revokeToken, id: lineID, of: person, at: now, facts: SignInFacts(address: origin.address, device: name),
        in: tx)
    }
  }
}

/// Who is behind a bearer token: a sign-in of an application, or a token of somebody's own.
package struct Bearer: Sendable {
  package let person: Actor.SignedIn
  package let scope: TokenScope
  package let expires: Instant
  /// Nil for a sign-in.
  package let token: ID<AccessToken>?
}

extension LoadActor {
  /// Nil when the token is unknown, ended or expired, or its person's account is not active.
  package static func run(bearer token: [UInt8], in environment: AppEnvironment) async throws -> Bearer? {
    let now = environment.now()
    let hash = Tokens.hash(token)
    if let signIn = try await signIn(tokenHash: hash, in: environment) {
      return Bearer(person: signIn.person, scope: .work, expires: signIn.expires, token: nil)
    }
    let found = try await environment.database.read { tx -> (person: Actor.SignedIn, line: TokenLine)? in
      guard let (person, line) = try AccessTokenStore.live(tokenHash: hash, at: now, in: tx),
        let account = try AccountStore.account(of: person, in: tx)?.account, account.state == .active
      else { return nil }
      // A token outlives a password that has served its time, but not one that somebody else has set anew.
      let actor = try actor(
        of: person, session: ID(line.id.raw), isDevice: false, hasPIN: false, mustChange: account.mustChange, at: now,
        in: tx)
      return (actor, line)
    }
    guard let (person, line) = found else { return nil }
    await mark(seen: line.seen ?? line.made, at: now, in: environment) { tx in
      try AccessTokenStore.touch(line.id, at: now, in: tx)
    }
    return Bearer(person: person, scope: line.scope, expires: line.expires, token: line.id)
  }
}

/// A request under a key of the application's own.
package enum RepeatedRequest {
  /// - Throws: `ActionError.duplicate` when the key came with another content before.
  package static func check(key: [UInt8], content: [UInt8], in environment: AppEnvironment) async throws {
    if environment.readOnly != nil { throw ActionError.readOnly }
    let now = environment.now()
    let earlier = try await environment.database.write(locking: [], isolation: .addsOnly) { tx in
      try AccessTokenStore.claim(key: key, content: content, at: now, in: tx)
    }
    if let earlier, earlier != content { throw ActionError.duplicate }
  }
}
