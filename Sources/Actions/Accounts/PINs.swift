import DatabaseKit
package import Domain
import SecretsKit
import Store

/// The six-digit PIN that sensitive acts ask for on a deputy's phone.
package enum PINs {
  package static func isSet(for person: ID<Person>, in environment: AppEnvironment) async throws -> Bool {
    try await environment.database.read { tx in try SignInStore.pinHash(of: person, in: tx) != nil }
  }

  /// Sets the first PIN, or a new one when `old` is right.
  package static func set(
    _ pin: String, old: String?, by person: Actor.SignedIn, in environment: AppEnvironment
  ) async throws {
    if SignInPolicy.isWeak(pin: pin) { throw ActionError.invalid([FieldProblem("pin", .weakPIN)]) }
    if try await isSet(for: person.person, in: environment) {
      try await give(old ?? "", by: person, in: environment)
    }
    let hash = try await environment.passwords.hash(pin, salt: environment.random(16))
    let now = environment.now()
    let until = now.adding(milliseconds: SignInPolicy.pinLifetime)
    try await environment.database.write { tx in
      try SignInStore.setPIN(of: person.person, hash: hash, at: now, in: tx)
      try SignInStore.grantPIN(person.session, until: until, in: tx)
    }
  }

  /// Opens sensitive acts for ten minutes on this phone. Tries are counted by sign-in: whoever has found one phone of a
  /// deputy cannot lock the other, and gets twenty tries a day at a million codes.
  package static func give(_ pin: String, by person: Actor.SignedIn, in environment: AppEnvironment) async throws {
    let now = environment.now()
    let lock = try await environment.rules.security().lock
    let key = environment.tokens.keyedHash("pin", "\(person.person)|\(person.session)")
    let limits = [
      AttemptLimit("pin", key, lock.failures, within: lock.window),
      AttemptLimit("pin", key, 20, within: AttemptLimit.day),
    ]
    let ids = environment.newIDs(2, at: now)
    let hash = try await environment.database.write(locking: AttemptLimit.locks(limits), isolation: .addsOnly) { tx in
      try AttemptLimit.take(limits, ids: ids, at: now, in: tx)
      return try SignInStore.pinHash(of: person.person, in: tx)
    }
    var isRight = false
    if let hash {
      do { isRight = try await environment.passwords.verify(pin, against: hash) } catch {
        // Nobody has looked at it: it was no try.
        try await environment.database.write { tx in try SignInStore.removeAttempts(ids, in: tx) }
        throw error
      }
    }
    guard isRight else {
      let line = environment.ids.next(at: now)
      let facts = SignInFacts(address: "", device: "")
      try await environment.database.write { tx in
        try AuditStore.add(.wrongPIN, id: line, of: person.person, at: now, facts: facts, in: tx)
      }
      throw ActionError.wrongSecret
    }
    try await environment.database.write { tx in
      try SignInStore.clearAttempts(kind: "pin", keyHash: key, in: tx)
      try SignInStore.grantPIN(person.session, until: now.adding(milliseconds: SignInPolicy.pinLifetime), in: tx)
    }
  }
}
