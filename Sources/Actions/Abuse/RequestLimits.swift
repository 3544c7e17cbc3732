package import Domain
package import SecretsKit
import Synchronization

/// The token buckets of this server, in memory. They are per process by design: behind N servers a subject has up to N
/// times the limit, so each is given the limit divided by N. What must hold over all servers (sign-ins, lookups) is rows.
///
/// At most ``most`` buckets are kept. A full bucket says nothing and goes first; when none of those looked at is full, the
/// fullest one goes. So whoever wants to have his own empty bucket forgotten has to empty about as many others as there is
/// room for, which is the very flood that the limit is against.
package final class RequestLimits: Sendable {
  /// A policy and whom it counts.
  package struct Claim: Sendable {
    package let policy: LimitPolicy
    package let subject: LimitSubject
    package let cost: Int

    package init(_ policy: LimitPolicy, _ subject: LimitSubject, cost: Int = 1) {
      self.policy = policy
      self.subject = subject
      self.cost = cost
    }
  }

  fileprivate struct Key: Hashable {
    let high: UInt64
    let low: UInt64
  }

  fileprivate struct Entry {
    let key: Key
    let rate: TokenRate
    var bucket: TokenBucket
  }

  fileprivate struct Table {
    var places: [Key: Int] = [:]
    var entries: [Entry] = []
    var hand = 0
  }

  /// How many buckets are looked at for the one that makes room.
  fileprivate static let looks = 32

  private let table = Mutex(Table())
  private let tokens: Tokens
  private let most: Int

  /// - Parameter most: the room for buckets; about a hundred bytes each.
  package init(tokens: Tokens, most: Int = 65_536) {
    self.tokens = tokens
    self.most = max(1, most)
  }

  /// Buckets kept at present.
  package var count: Int { table.withLock { $0.entries.count } }

  /// Takes what all claims need, or nothing at all.
  @discardableResult
  package func take(_ claims: [Claim], at now: Instant) -> LimitVerdict {
    let wanted = claims.map { claim in (claim, keys(claim)) }
    return table.withLock { table in
      let isAllowed = wanted.allSatisfy { claim, keys in
        zip(keys, claim.policy.rates).allSatisfy { key, rate in
          table.bucket(key, rate, now).wait(for: claim.cost, by: rate, at: now) == 0
        }
      }
      var standings: [LimitStanding] = []
      for (claim, keys) in wanted {
        for (key, rate) in zip(keys, claim.policy.rates) where isAllowed && claim.cost > 0 {
          table.change(key, rate, now, most) { $0.take(claim.cost, by: rate, at: now) }
        }
        if let standing = table.standing(claim, keys, now, wasTaken: isAllowed) { standings.append(standing) }
      }
      return LimitVerdict(standings: standings)
    }
  }

  @discardableResult
  package func take(_ policy: LimitPolicy, for subject: LimitSubject, cost: Int = 1, at now: Instant) -> LimitVerdict {
    take([Claim(policy, subject, cost: cost)], at: now)
  }

  /// One key for each rate of the policy: neither address nor number is kept, only a keyed hash.
  private func keys(_ claim: Claim) -> [Key] {
    if claim.policy.rates.isEmpty { return [] }
    let mac = tokens.mac("limit", [Array(claim.policy.name.utf8), Array(claim.subject.text.utf8)])
    let high = mac.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    let low = mac.suffix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    return claim.policy.rates.indices.map { Key(high: high, low: low ^ UInt64($0)) }
  }
}

extension RequestLimits.Table {
  fileprivate func bucket(_ key: RequestLimits.Key, _ rate: TokenRate, _ now: Instant) -> TokenBucket {
    places[key].map { entries[$0].bucket } ?? TokenBucket(full: rate, at: now)
  }

  fileprivate mutating func change(
    _ key: RequestLimits.Key, _ rate: TokenRate, _ now: Instant, _ most: Int, _ body: (inout TokenBucket) -> Void
  ) {
    if let place = places[key] {
      body(&entries[place].bucket)
      return
    }
    if entries.count >= most { makeRoom(now) }
    var bucket = TokenBucket(full: rate, at: now)
    body(&bucket)
    places[key] = entries.count
    entries.append(RequestLimits.Entry(key: key, rate: rate, bucket: bucket))
  }

  /// Forgets a full bucket, or else the fullest of some.
  private mutating func makeRoom(_ now: Instant) {
    var best = 0
    var fullest = -1.0
    for _ in 0..<min(RequestLimits.looks, entries.count) {
      hand = (hand + 1) % entries.count
      let fullness = entries[hand].bucket.fullness(by: entries[hand].rate, at: now)
      if fullness > fullest { (best, fullest) = (hand, fullness) }
      if fullness >= 1 { break }
    }
    places[entries[best].key] = nil
    let last = entries.removeLast()
    if best < entries.count {
      entries[best] = last
      places[last.key] = best
    }
  }

  /// Of a policy's rates the one that binds most; nil for a policy that is switched off.
  fileprivate func standing(
    _ claim: RequestLimits.Claim, _ keys: [RequestLimits.Key], _ now: Instant, wasTaken: Bool
  ) -> LimitStanding? {
    let all = zip(keys, claim.policy.rates).map { key, rate in
      let bucket = bucket(key, rate, now)
      let wait = wasTaken ? 0 : bucket.wait(for: claim.cost, by: rate, at: now)
      return LimitStanding(
        policy: claim.policy.name, limit: rate.refill, window: rate.seconds,
        remaining: bucket.remaining(by: rate, at: now), reset: Self.seconds(bucket.untilFull(by: rate, at: now)),
        retryAfter: wait == 0 ? nil : Self.seconds(wait))
    }
    return all.max { left, right in
      (left.retryAfter ?? 0, -left.remaining) < (right.retryAfter ?? 0, -right.remaining)
    }
  }

  private static func seconds(_ milliseconds: Int64) -> Int { Int((milliseconds + 999) / 1000) }
}
