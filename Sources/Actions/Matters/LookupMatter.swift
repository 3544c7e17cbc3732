import DatabaseKit
package import Domain
import SecretsKit
import Store

/// 查进度: number and lookup code open a matter. Tries are limited per number and per address, so that six digits are
/// enough.
package enum LookupMatter {
  private static let perNumber = 8
  private static let perAddress = 40
  private static let window: Int64 = 3_600_000

  /// Gives a fresh capability: whoever knows number and code gets the same rights as the holder of the link.
  package static func run(
    number: String, code: String, address: String, in environment: AppEnvironment
  ) async throws -> [UInt8] {
    let matter = try await find(number: number, code: code, address: address, in: environment)
    let capability = environment.random(16)
    let now = environment.now()
    try await environment.database.write { tx in
      try MatterPartStore.addCapability(Tokens.hash(capability), to: matter, isPrimary: false, at: now, in: tx)
    }
    return capability
  }

  /// The matter that number and code open, under the same limits.
  package static func find(
    number: String, code: String, address: String, in environment: AppEnvironment
  ) async throws -> ID<Matter> {
    let now = environment.now()
    let since = now.adding(milliseconds: -window)
    let tokens = environment.tokens
    let numberKey = tokens.keyedHash("lookup-number", number)
    let addressKey = tokens.keyedHash("lookup-address", address)
    let given = tokens.lookupHash(receipt: number, code: code)
    let outcome = try await environment.database.read { tx -> (matter: ID<Matter>?, isLocked: Bool) in
      let tries = try SignInStore.attempts(kind: "lookup-number", keyHash: numberKey, since: since, in: tx)
      let fromHere = try SignInStore.attempts(kind: "lookup-address", keyHash: addressKey, since: since, in: tx)
      if tries >= perNumber || fromHere >= perAddress { return (nil, true) }
      guard let matter = try MatterStore.matter(receipt: number, in: tx),
        let stored = try MatterPartStore.lookupHash(of: matter.id, in: tx), Tokens.equal(stored, given)
      else { return (nil, false) }
      return (matter.id, false)
    }
    if outcome.isLocked { throw ActionError.locked }
    if let matter = outcome.matter { return matter }
    let ids = environment.newIDs(2, at: now)
    try await environment.database.write { tx in
      try SignInStore.addAttempt(ids[0], kind: "lookup-number", keyHash: numberKey, at: now, in: tx)
      try SignInStore.addAttempt(ids[1], kind: "lookup-address", keyHash: addressKey, at: now, in: tx)
    }
    throw ActionError.wrongSecret
  }
}
