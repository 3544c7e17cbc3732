import DatabaseKit
package import Domain
import SecretsKit
import Store

/// 查进度: number and lookup code open a matter. Tries are limited per number and per address, so that six digits are
/// enough; whoever holds or held the receipt is not bound by what strangers try.
package enum LookupMatter {
  /// One number from one address within an hour.
  private static let perPlace = 8
  /// One number from all strange browsers, or from one that held its receipt, within a day.
  private static let perDay = 30
  /// All numbers from one address within an hour.
  private static let perAddress = 40

  /// Gives a fresh capability: whoever knows number and code gets the same rights as the holder of the link.
  ///
  /// - Parameter receipts: the capabilities that the browser keeps.
  package static func run(
    number: String, code: String, address: String, receipts: [[UInt8]] = [], in environment: AppEnvironment
  ) async throws -> [UInt8] {
    let capability = environment.random(16)
    _ = try await find(
      number: number, code: code, address: address, receipts: receipts, giving: capability, in: environment)
    return capability
  }

  /// The matter that number and code open, under the same limits.
  ///
  /// - Parameter giving: a capability that opens the matter from now on.
  package static func find(
    number: String, code: String, address: String, receipts: [[UInt8]] = [], giving capability: [UInt8]? = nil,
    in environment: AppEnvironment
  ) async throws -> ID<Matter> {
    if environment.readOnly != nil { throw ActionError.readOnly }
    let now = environment.now()
    let tokens = environment.tokens
    let given = tokens.lookupHash(receipt: number, code: code)
    let held = receipts.map(Tokens.hash)
    let known = try await environment.database.read { tx -> [UInt8]? in
      guard !held.isEmpty, let matter = try MatterStore.matter(receipt: number, in: tx) else { return nil }
      return try MatterPartStore.everHeld(matter.id, among: held, in: tx)
    }
    let limits = limits(number, address, known, tokens)
    let ids = environment.newIDs(limits.count, at: now)
    // Whether it is right and how often it was tried is one transaction: a hundred tries at once are a hundred.
    let found = try await environment.database.write(locking: AttemptLimit.locks(limits), isolation: .addsOnly) {
      tx -> ID<Matter>? in
      try AttemptLimit.take(limits, ids: ids, at: now, in: tx)
      guard let matter = try MatterStore.matter(receipt: number, in: tx),
        let stored = try MatterPartStore.lookupHash(of: matter.id, in: tx), Tokens.equal(stored, given)
      else { return nil }
      try SignInStore.removeAttempts(ids, in: tx)
      if let capability {
        try MatterPartStore.addCapability(Tokens.hash(capability), to: matter.id, isPrimary: false, at: now, in: tx)
      }
      return matter.id
    }
    guard let found else { throw ActionError.wrongSecret }
    return found
  }

  private static func limits(_ number: String, _ address: String, _ known: [UInt8]?, _ tokens: Tokens)
    -> [AttemptLimit]
  {
    if let known {
      let key = tokens.keyedHash("lookup-holder", number + "|" + Base64URL.encode(known))
      return [
        AttemptLimit("lookup-holder", key, perPlace, within: AttemptLimit.hour),
        AttemptLimit("lookup-holder", key, perDay, within: AttemptLimit.day),
      ]
    }
    let network = ClientAddress(text: address)?.network ?? address
    return [
      AttemptLimit(
        "lookup-place", tokens.keyedHash("lookup-place", network + "|" + number), perPlace, within: AttemptLimit.hour),
      AttemptLimit("lookup-number", tokens.keyedHash("lookup-number", number), perDay, within: AttemptLimit.day),
      AttemptLimit(
        "lookup-address", tokens.keyedHash("lookup-address", network), perAddress, within: AttemptLimit.hour),
    ]
  }
}
