import DatabaseKit
import Domain
import SecretsKit
import Store

/// A limit on tries that are kept as rows, so that it holds over all servers.
struct AttemptLimit: Sendable {
  let kind: String
  let key: [UInt8]
  /// So many tries within the window, and no more.
  let allowed: Int
  /// Milliseconds.
  let window: Int64
  /// Whose tries they are, to be forgotten together.
  var subject: [UInt8]?

  static let hour: Int64 = 3_600_000
  static let day: Int64 = 24 * hour

  init(_ kind: String, _ key: [UInt8], _ allowed: Int, within window: Int64, subject: [UInt8]? = nil) {
    self.kind = kind
    self.key = key
    self.allowed = allowed
    self.window = window
    self.subject = subject
  }

  /// Whoever tries under one key waits for the others: two at once are two.
  static func locks(_ limits: [AttemptLimit]) -> [LockKey] {
    Set(
      limits.map { limit in
        LockKey(
          .attempt, limit.key.prefix(8).reduce(Int64(0)) { $0 << 8 | Int64($1) } ^ TimedJobs.stableHash(of: limit.kind))
      }
    ).sorted()
  }

  func count(at now: Instant, in tx: any ReadTransaction) throws -> Int {
    try SignInStore.attempts(kind: kind, keyHash: key, since: now.adding(milliseconds: -window), in: tx)
  }

  /// Writes one try down under each limit; throws when one of them is reached. Limits of one kind and key share a row.
  /// - Returns: whether this try is the last one of the first limit.
  @discardableResult
  static func take(_ limits: [AttemptLimit], ids: [Int64], at now: Instant, in tx: any WriteTransaction) throws -> Bool
  {
    var isLast = false
    for (index, limit) in limits.enumerated() {
      let count = try limit.count(at: now, in: tx)
      if count >= limit.allowed { throw ActionError.locked }
      if index == 0 { isLast = count + 1 == limit.allowed }
    }
    var written: [AttemptLimit] = []
    for (limit, id) in zip(limits, ids)
    where !written.contains(where: { $0.kind == limit.kind && $0.key == limit.key }) {
      try SignInStore.addAttempt(
        id, kind: limit.kind, keyHash: limit.key, subject: limit.subject, at: now, in: tx)
      written.append(limit)
    }
    return isLast
  }
}
