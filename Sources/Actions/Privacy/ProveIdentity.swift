import DatabaseKit
package import Domain
import SecretsKit
import Store

/// Whoever asks about his own data says once more who he is: the lookup code, and the telephone number that he left (his
/// name, where he left none). A receipt that somebody else scanned, or a browser that many use, is not enough.
package enum ProveIdentity {
  private static let perHour = 8
  private static let perDay = 30
  /// For how long the forms stay open.
  private static let lifetime: Int64 = 30 * 60_000

  /// What he is asked for beside the code.
  package enum Question: Sendable, Equatable { case phone, name, nothing }

  package static func question(for matter: ID<Matter>, in environment: AppEnvironment) async throws -> Question {
    let contacts = try await environment.database.read { tx in try MatterPartStore.contacts(of: matter, in: tx) }
    if contacts.contains(where: { $0.phoneIndex != nil }) { return .phone }
    return contacts.contains { $0.name != nil } ? .name : .nothing
  }

  /// - Parameter answer: the number as digits, or the name.
  /// - Returns: what the forms carry from then on, see ``holds(_:for:at:in:)``.
  package static func run(
    code: String, answer: String, number: String, of matter: ID<Matter>, in environment: AppEnvironment
  ) async throws -> [UInt8] {
    let now = environment.now()
    let given = environment.tokens.lookupHash(receipt: number, code: code)
    let (stored, contacts) = try await environment.database.read { tx in
      (try MatterPartStore.lookupHash(of: matter, in: tx), try MatterPartStore.contacts(of: matter, in: tx))
    }
    let isCode = stored.map { Tokens.equal($0, given) } ?? false
    let isRight = try await isKnown(answer, contacts, matter, in: environment) && isCode
    // A count of its own: whoever comes here holds the receipt and is not bound by what strangers try at the look-up.
    let key = environment.tokens.keyedHash("prove", number)
    let limits = [
      AttemptLimit("prove", key, perHour, within: AttemptLimit.hour),
      AttemptLimit("prove", key, perDay, within: AttemptLimit.day),
    ]
    let ids = environment.newIDs(limits.count, at: now)
    try await environment.database.write(locking: AttemptLimit.locks(limits), isolation: .addsOnly) { tx in
      try AttemptLimit.take(limits, ids: ids, at: now, in: tx)
      if isRight { try SignInStore.removeAttempts(ids, in: tx) }
    }
    guard isRight else { throw ActionError.wrongSecret }
    let time = withUnsafeBytes(of: now.milliseconds.bigEndian) { Array($0) }
    return time + mac(time, matter, in: environment)
  }

  private static func isKnown(
    _ answer: String, _ contacts: [StoredContact], _ matter: ID<Matter>, in environment: AppEnvironment
  ) async throws -> Bool {
    let indexes = contacts.compactMap(\.phoneIndex)
    if !indexes.isEmpty {
      let given = environment.cipher.index(answer)
      return indexes.contains { Tokens.equal($0, given) }
    }
    let names = try contacts.compactMap { contact in
      try contact.name.map {
        try environment.cipher.open(
          FieldCipher.Sealed(keyID: contact.keyID, bytes: $0), record: matter.raw, field: "matter_contacts.name")
      }
    }
    return names.isEmpty || names.contains(answer)
  }

  /// Whether what a form carries was given for this matter a short while ago.
  package static func holds(_ proof: [UInt8], for matter: ID<Matter>, at now: Instant, in environment: AppEnvironment)
    -> Bool
  {
    guard proof.count == 24 else { return false }
    let time = Array(proof.prefix(8))
    guard Tokens.equal(Array(proof.dropFirst(8)), mac(time, matter, in: environment)) else { return false }
    let age = now.milliseconds - time.reduce(Int64(0)) { $0 << 8 | Int64($1) }
    return age >= -60_000 && age < lifetime
  }

  private static func mac(_ time: [UInt8], _ matter: ID<Matter>, in environment: AppEnvironment) -> [UInt8] {
    environment.tokens.mac("information", [time, Array(matter.description.utf8)])
  }
}
