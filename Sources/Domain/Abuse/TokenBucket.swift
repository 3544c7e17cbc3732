/// How much may be done at once and how fast it comes back.
package struct TokenRate: Hashable, Sendable {
  /// Tokens of a full bucket: what may be done at once.
  package let capacity: Int
  /// Tokens that come back, evenly, within ``seconds``.
  package let refill: Int
  package let seconds: Int

  /// Values outside of what can be counted exactly are moved to the nearest that can.
  package init(capacity: Int, refill: Int, seconds: Int) {
    self.seconds = min(max(1, seconds), 366 * 86_400)
    let most = Int(Int64.max / 4 / (Int64(self.seconds) * 1000))
    self.capacity = min(max(1, capacity), most)
    self.refill = min(max(1, refill), most)
  }

  package static func hourly(_ refill: Int, burst: Int) -> TokenRate {
    TokenRate(capacity: burst, refill: refill, seconds: 3600)
  }

  package static func daily(_ refill: Int, burst: Int) -> TokenRate {
    TokenRate(capacity: burst, refill: refill, seconds: 86_400)
  }

  /// A token is this many parts, so that one millisecond brings exactly ``refill`` parts and nothing is rounded.
  fileprivate var partsPerToken: Int64 { Int64(seconds) * 1000 }
  fileprivate var fullParts: Int64 { Int64(capacity) * partsPerToken }

  fileprivate func milliseconds(for parts: Int64) -> Int64 {
    parts <= 0 ? 0 : (parts + Int64(refill) - 1) / Int64(refill)
  }
}

/// A token bucket: what is left of a ``TokenRate`` for one subject. It has no clock: whoever asks says what time it is. A
/// clock that was set back neither fills nor empties it, one that leaps forward fills it at most.
package struct TokenBucket: Equatable, Sendable {
  private var parts: Int64
  private var at: Instant

  /// A bucket nobody has taken from.
  package init(full rate: TokenRate, at now: Instant) {
    parts = rate.fullParts
    at = now
  }

  /// Takes `cost` tokens, or nothing at all when there are fewer. A cost beyond the capacity needs the full bucket, so that
  /// nothing is refused for ever.
  @discardableResult
  package mutating func take(_ cost: Int, by rate: TokenRate, at now: Instant) -> Bool {
    parts = filled(by: rate, at: now)
    at = now
    let wanted = Self.parts(cost, rate)
    guard wanted <= parts else { return false }
    parts -= wanted
    return true
  }

  /// Whole tokens that can be taken now.
  package func remaining(by rate: TokenRate, at now: Instant) -> Int {
    Int(filled(by: rate, at: now) / rate.partsPerToken)
  }

  /// Milliseconds until `cost` tokens are there; zero when they are.
  package func wait(for cost: Int, by rate: TokenRate, at now: Instant) -> Int64 {
    rate.milliseconds(for: Self.parts(cost, rate) - filled(by: rate, at: now))
  }

  /// Milliseconds until the bucket is full again; a full bucket says no more than none.
  package func untilFull(by rate: TokenRate, at now: Instant) -> Int64 {
    rate.milliseconds(for: rate.fullParts - filled(by: rate, at: now))
  }

  /// From 0 for an empty bucket to 1 for a full one.
  package func fullness(by rate: TokenRate, at now: Instant) -> Double {
    Double(filled(by: rate, at: now)) / Double(rate.fullParts)
  }

  private func filled(by rate: TokenRate, at now: Instant) -> Int64 {
    let level = min(parts, rate.fullParts)
    let (elapsed, overflow) = now.milliseconds.subtractingReportingOverflow(at.milliseconds)
    if overflow { return now > at ? rate.fullParts : level }
    if elapsed <= 0 { return level }
    if elapsed >= rate.milliseconds(for: rate.fullParts - level) { return rate.fullParts }
    return level + elapsed * Int64(rate.refill)
  }

  private static func parts(_ cost: Int, _ rate: TokenRate) -> Int64 {
    Int64(min(max(0, cost), rate.capacity)) * rate.partsPerToken
  }
}
