import DatabaseKit
import Domain
import Store

/// Names one sending of a form: the same form sent twice with the same content by the same holder has the same key.
package struct RequestKey: Sendable, Hashable {
  package let hash: [UInt8]

  package init(hash: [UInt8]) { self.hash = hash }

  /// Where two sendings of one form meet: the second waits, and finds the result of the first.
  var lock: LockKey { LockKey(.receipt, hash.prefix(8).reduce(Int64(0)) { $0 << 8 | Int64($1) }) }
}

/// Carries an act out once however often its request comes.
enum Once {
  /// Inside the transaction: the earlier result, or nil after which the caller goes on and calls ``remember``.
  static func earlier(_ key: RequestKey?, in tx: any ReadTransaction) throws -> String? {
    guard let key else { return nil }
    return try RequestStore.result(of: key.hash, in: tx)
  }

  /// Inside the transaction, when the result is known beforehand: nil the first time, otherwise the earlier result.
  static func claim(_ key: RequestKey, _ result: String, at now: Instant, in tx: any WriteTransaction) throws -> String?
  {
    try RequestStore.claim(key.hash, result: result, at: now, in: tx)
  }

  static func remember(_ key: RequestKey?, _ result: String, at now: Instant, in tx: any WriteTransaction) throws {
    guard let key else { return }
    try RequestStore.remember(key.hash, result: result, at: now, in: tx)
  }
}
