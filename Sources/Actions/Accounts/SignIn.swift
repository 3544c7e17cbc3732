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
  /// An application keeps the token itself, not a browser as a cookie.
  package let isApplication: Bool

  package init(address: String, device: String, isLoopback: Bool, isApplication: Bool = false) {
    self.address = address
    self.device = device
    self.isLoopback = isLoopback
    self.isApplication = isApplication
  }
}

/// Staff sign in with a user name and a password.
package enum SignIn {
  /// A guess at many names from one place is stopped, too; whole offices share an address, so it is wider.
  private static let failuresPerAddress = 50

  /// The failed tries of a name are counted under this key.
  static func key(of username: String, in environment: AppEnvironment) -> [UInt8] {
    environment.tokens.keyedHash("sign-in-name", username.lowercased())
  }

  static let nameKind = "sign-in-name"
  private static let addressKind = "sign-in-address"

  /// - Parameter demoOpen: demonstration accounts may be used from elsewhere, too (`--demo-open`).
  package static func run(
    username: String, password: String, from origin: SignInOrigin, demoOpen: Bool, in environment: AppEnvironment
  ) async throws -> SignInToken {
    if environment.readOnly != nil { throw ActionError.readOnly }
    let now = environment.now()
    let name = username.lowercased()
    let rules = try await environment.rules.security()
    let keys = [
      (nameKind, key(of: name, in: environment), rules.lock.failures),
      (addressKind, environment.tokens.keyedHash("sign-in-address", origin.address), failuresPerAddress),
    ]
    let since = now.adding(milliseconds: -rules.lock.window)
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
      let act: SignInAct = stored == nil ? .unknownName : isRight ? .disabledAccount : .wrongPassword
      let ids = environment.newIDs(4, at: now)
      try await environment.database.write { tx in
        for ((kind, hash, _), id) in zip(keys, ids) {
          try SignInStore.addAttempt(id, kind: kind, keyHash: hash, at: now, in: tx)
        }
        try AuditStore.add(act, id: ids[2], of: stored?.account.person, at: now, facts: origin.facts, in: tx)
        if try SignInStore.attempts(kind: nameKind, keyHash: keys[0].1, since: since, in: tx) == rules.lock.failures {
          try AuditStore.add(.locked, id: ids[3], of: stored?.account.person, at: now, facts: origin.facts, in: tx)
        }
      }
      throw ActionError.wrongSecret
    }
    let start = NewSignIn(of: account.person, isDevice: false, from: origin, rules.session, in: environment)
    try await environment.database.write(locking: [LockKey(.account, account.person.raw)]) { tx in
      try start.insert(in: tx)
      try SignInStore.clearAttempts(kind: nameKind, keyHash: keys[0].1, in: tx)
    }
    return SignInToken(
      token: start.token, expires: start.expires,
      mustChange: account.mustChange || account.isOutdated(at: now, rules.password))
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
}

extension SignInOrigin {
  /// What the log keeps of it: staff and deputies only, so that an auditor can tell one machine from another.
  var facts: SignInFacts { SignInFacts(address: address, device: device) }
}

/// A sign-in made ready outside of the transaction that begins it.
struct NewSignIn: Sendable {
  let token: [UInt8]
  let expires: Instant
  private let id: ID<SignInSession>
  private let person: ID<Person>
  private let isDevice: Bool
  private let origin: SignInOrigin
  private let limits: SecuritySettings.Session
  private let now: Instant
  private let lineIDs: [Int64]

  init(
    of person: ID<Person>, isDevice: Bool, from origin: SignInOrigin, _ limits: SecuritySettings.Session,
    in environment: AppEnvironment
  ) {
    now = environment.now()
    // Of another length than a cookie's: what is one can never be shown as the other.
    token = environment.random(origin.isApplication ? TokenPolicy.bytes : 16)
    id = environment.newID(at: now)
    expires = now.adding(milliseconds: limits.lifetime(isDevice: isDevice))
    lineIDs = environment.newIDs(limits.perPerson + 8, at: now)
    self.person = person
    self.isDevice = isDevice
    self.origin = origin
    self.limits = limits
  }

  /// The caller holds the account's lock: two that begin at once are two.
  func insert(in tx: any WriteTransaction) throws {
    let live = try SignInStore.live(of: person, at: now, limits, in: tx)
    let surplus = live.prefix(max(0, live.count + 1 - limits.perPerson))
    for (session, line) in zip(surplus, lineIDs.dropFirst()) {
      _ = try SignInStore.end(session, of: person, at: now, in: tx)
      try AuditStore.add(.displaced, id: line, of: person, at: now, facts: origin.facts, in: tx)
    }
    try SignInStore.insert(
      id, tokenHash: Tokens.hash(token), person: person, isDevice: isDevice, at: now, expires: expires,
      device: origin.device, in: tx)
    try AuditStore.add(
      isDevice ? .signInBySlip : .signIn, id: lineIDs[0], of: person, at: now, facts: origin.facts, in: tx)
  }
}

/// Ends sign-ins.
package enum SignOut {
  package static func run(_ session: ID<SignInSession>, of person: ID<Person>, in environment: AppEnvironment)
    async throws
  {
    let now = environment.now()
    let id = environment.ids.next(at: now)
    let ended = try await environment.database.write { tx in
      let ended = try SignInStore.end(session, of: person, at: now, in: tx)
      if ended {
        try AuditStore.add(.signOut, id: id, of: person, at: now, facts: SignInFacts(address: "", device: ""), in: tx)
      }
      return ended
    }
    guard ended else { throw ActionError.notFound }
  }

  package static func list(of person: ID<Person>, in environment: AppEnvironment) async throws -> [SignInLine] {
    try await environment.database.read { tx in try SignInStore.list(of: person, limit: 30, in: tx) }
  }
}
