import DatabaseKit
package import Domain
import SecretsKit
import Store

/// A token for a cookie, and until when it holds.
package struct SignInToken: Sendable, Equatable {
  package let token: [UInt8]
  package let expires: Instant
  /// The password has to be changed first.
  package let mustChange: Bool
}

/// Where a sign-in comes from, as far as it matters.
package struct SignInOrigin: Sendable {
  /// The peer's address; hashed before it is kept.
  package let address: String
  /// A few words such as 手机浏览器, shown in the list of one's own sign-ins.
  package let device: String
  /// The request came from this machine itself, without a proxy in between.
  package let isLoopback: Bool

  package init(address: String, device: String, isLoopback: Bool) {
    self.address = address
    self.device = device
    self.isLoopback = isLoopback
  }
}

/// Staff sign in with a user name and a password.
package enum SignIn {
  /// - Parameter demoOpen: demonstration accounts may be used from elsewhere, too (`--demo-open`).
  package static func run(
    username: String, password: String, from origin: SignInOrigin, demoOpen: Bool, in environment: AppEnvironment
  ) async throws -> SignInToken {
    if environment.readOnly != nil { throw ActionError.readOnly }
    let now = environment.now()
    let name = username.lowercased()
    let keys = [
      ("sign-in-name", environment.tokens.keyedHash("sign-in-name", name), SignInPolicy.failuresAllowed),
      // A guess at many names from one place is stopped, too; whole offices share an address, so it is wider.
      ("sign-in-address", environment.tokens.keyedHash("sign-in-address", origin.address), 50),
    ]
    let since = now.adding(milliseconds: -SignInPolicy.failureWindow)
    let stored = try await environment.database.read { tx in
      for (kind, hash, allowed) in keys
      where try SignInStore.attempts(kind: kind, keyHash: hash, since: since, in: tx) >= allowed {
        throw ActionError.locked
      }
      return try AccountStore.account(username: name, in: tx)
    }
    let isRight = try await check(password, stored?.passwordHash, in: environment)
    guard let account = stored?.account, isRight, account.state == .active,
      !account.isDemo || origin.isLoopback || demoOpen
    else {
      let ids = environment.newIDs(2, at: now)
      try await environment.database.write { tx in
        for ((kind, hash, _), id) in zip(keys, ids) {
          try SignInStore.addAttempt(id, kind: kind, keyHash: hash, at: now, in: tx)
        }
      }
      throw ActionError.wrongSecret
    }
    let expires = now.adding(milliseconds: SignInPolicy.staffAbsolute)
    let token = try await begin(account.person, isDevice: false, expires: expires, origin, in: environment)
    try await environment.database.write { tx in
      try SignInStore.clearAttempts(kind: keys[0].0, keyHash: keys[0].1, in: tx)
    }
    return SignInToken(token: token, expires: expires, mustChange: account.mustChange)
  }

  /// Takes as long for an unknown name as for a known one.
  private static func check(_ password: String, _ hash: String?, in environment: AppEnvironment) async throws -> Bool {
    guard password.utf8.count <= SignInPolicy.passwordMaximum else { return false }
    do {
      guard let hash else {
        _ = try await environment.passwords.hash(password, salt: [UInt8](repeating: 7, count: 16))
        return false
      }
      return try await environment.passwords.verify(password, against: hash)
    } catch SecretsError.busy {
      throw ActionError.busy
    }
  }

  static func begin(
    _ person: ID<Person>, isDevice: Bool, expires: Instant, _ origin: SignInOrigin, in environment: AppEnvironment
  ) async throws -> [UInt8] {
    let now = environment.now()
    let token = environment.random(16)
    let id: ID<SignInSession> = environment.newID(at: now)
    try await environment.database.write { tx in
      try SignInStore.insert(
        id, tokenHash: Tokens.hash(token), person: person, isDevice: isDevice, at: now, expires: expires,
        device: origin.device, in: tx)
    }
    return token
  }
}

/// Ends sign-ins.
package enum SignOut {
  package static func run(_ session: ID<SignInSession>, of person: ID<Person>, in environment: AppEnvironment)
    async throws
  {
    let now = environment.now()
    let ended = try await environment.database.write { tx in
      try SignInStore.end(session, of: person, at: now, in: tx)
    }
    guard ended else { throw ActionError.notFound }
  }

  package static func list(of person: ID<Person>, in environment: AppEnvironment) async throws -> [SignInLine] {
    try await environment.database.read { tx in try SignInStore.list(of: person, limit: 30, in: tx) }
  }
}
