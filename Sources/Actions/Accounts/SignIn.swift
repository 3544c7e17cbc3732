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
  /// What the device keeps to be known again; see ``KnownDevices``.
  package var marks: [[UInt8]] = []
}

/// Where a sign-in comes from, as far as it matters.
package struct SignInOrigin: Sendable {
  /// The peer's address; hashed before it is kept.
  package let address: String
  /// A few words such as 手机浏览器, shown in the list of one's own sign-ins.
  package let device: String
  /// The request came from this machine itself, without a proxy in between.
  package let isLoopback: Bool
  /// The marks of those who signed in on this device before.
  package let marks: [[UInt8]]
  /// An application keeps the token itself, not a browser as a cookie.
  package let isApplication: Bool

  package init(
    address: String, device: String, isLoopback: Bool, marks: [[UInt8]] = [], isApplication: Bool = false
  ) {
    self.address = address
    self.device = device
    self.isLoopback = isLoopback
    self.marks = marks
    self.isApplication = isApplication
  }

  /// What limits count.
  var network: String { ClientAddress(text: address)?.network ?? address }
}

/// Staff sign in with a user name and a password.
package enum SignIn {
  /// A guess at many names from one place is stopped, too; whole offices share an address, so it is wider.
  private static let failuresPerAddress = 50
  /// From all strange devices together, as a multiple of what one address has, within an hour.
  static let widening = 10

  /// The failed tries of a name are counted under this key.
  static func key(of username: String, in environment: AppEnvironment) -> [UInt8] {
    environment.tokens.keyedHash("sign-in-name", username.lowercased())
  }

  static let nameKind = "sign-in-name"
  /// A name tried from one address.
  static let placeKind = "sign-in-place"
  /// A name tried from a device that knows it.
  static let deviceKind = "sign-in-device"
  private static let addressKind = "sign-in-address"

  /// What a try counts against. A device that knows the name counts by itself: neither strangers elsewhere nor others
  /// behind the same address can lock it out. All other tries share three limits.
  private static func limits(
    _ name: String, _ origin: SignInOrigin, _ lock: SecuritySettings.Lock, in environment: AppEnvironment
  ) -> [AttemptLimit] {
    let subject = key(of: name, in: environment)
    if let mark = KnownDevices.find(name, among: origin.marks, in: environment) {
      let key = environment.tokens.keyedHash(
        "sign-in-device", Base64URL.encode(Array(mark.prefix(16))) + "|" + name)
      return [AttemptLimit(deviceKind, key, lock.failures, within: lock.window, subject: subject)]
    }
    let place = environment.tokens.keyedHash("sign-in-place", origin.network + "|" + name)
    let address = environment.tokens.keyedHash("sign-in-address", origin.network)
    return [
      AttemptLimit(placeKind, place, lock.failures, within: lock.window, subject: subject),
      AttemptLimit(nameKind, subject, lock.failures * widening, within: AttemptLimit.hour, subject: subject),
      AttemptLimit(addressKind, address, failuresPerAddress, within: lock.window),
    ]
  }

  /// - Parameter demoOpen: demonstration accounts may be used from elsewhere, too (`--demo-open`).
  package static func run(
    username: String, password: String, from origin: SignInOrigin, demoOpen: Bool, in environment: AppEnvironment
  ) async throws -> SignInToken {
    if environment.readOnly != nil { throw ActionError.readOnly }
    let now = environment.now()
    let name = username.lowercased()
    let rules = try await environment.rules.security()
    let limits = limits(name, origin, rules.lock, in: environment)
    let ids = environment.newIDs(limits.count, at: now)
    // The try is written down before the password is looked at, so that a hundred at once are a hundred.
    let isLast = try await environment.database.write(
      locking: AttemptLimit.locks(limits), isolation: .addsOnly
    ) { tx in
      try AttemptLimit.take(limits, ids: ids, at: now, in: tx)
    }
    let stored = try await environment.database.read { tx in try AccountStore.account(username: name, in: tx) }
    let isRight: Bool
    do {
      isRight = try await check(password, stored?.passwordHash, in: environment)
    } catch {
      // Nobody has looked at it: it was no try.
      try await environment.database.write { tx in try SignInStore.removeAttempts(ids, in: tx) }
      throw error
    }
    guard let account = stored?.account, isRight, account.state == .active,
      !account.isDemo || origin.isLoopback || demoOpen
    else {
      let act: SignInAct = stored == nil ? .unknownName : isRight ? .disabledAccount : .wrongPassword
      let lines = environment.newIDs(2, at: now)
      try await environment.database.write { tx in
        try AuditStore.add(act, id: lines[0], of: stored?.account.person, at: now, facts: origin.facts, in: tx)
        if isLast {
          try AuditStore.add(.locked, id: lines[1], of: stored?.account.person, at: now, facts: origin.facts, in: tx)
        }
      }
      throw ActionError.wrongSecret
    }
    let start = NewSignIn(of: account.person, isDevice: false, from: origin, rules.session, in: environment)
    try await environment.database.write(locking: [LockKey(.account, account.person.raw)]) { tx in
      try start.insert(in: tx)
      // One's own slips are forgotten; what strangers have tried under the name still counts.
      try SignInStore.removeAttempts(ids, in: tx)
      try SignInStore.clearAttempts(kind: limits[0].kind, keyHash: limits[0].key, in: tx)
    }
    return SignInToken(
      token: start.token, expires: start.expires,
      mustChange: account.mustChange || account.isOutdated(at: now, rules.password),
      marks: KnownDevices.adding(name, to: origin.marks, in: environment))
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
