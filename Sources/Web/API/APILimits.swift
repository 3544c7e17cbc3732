import Actions
import Domain
import HTTPTypes

/// How many requests somebody may make in a while, and what answers tell about it
/// (draft-ietf-httpapi-ratelimit-headers). Whoever shows a token is counted by himself, everybody else by his address,
/// which a whole village may share.
struct APILimits: Sendable {
  private let buckets: RequestLimits
  private let perMinute: Int

  init(buckets: RequestLimits, perMinute: Int) {
    self.buckets = buckets
    self.perMinute = perMinute
  }

  /// The headers that every answer of an operation carries.
  static let headers = ["RateLimit-Policy", "RateLimit"]

  /// What a request costs: looking is cheap, pictures are not.
  private static func cost(_ route: APIRoute) -> Int {
    if case .picture = route.body { return 10 }
    return route.changes ? 3 : 1
  }

  func take(_ route: APIRoute, _ bearer: Bearer?, address: String, at now: Instant) -> LimitVerdict {
    let subject =
      bearer.map { LimitSubject.person($0.person.person) } ?? .address(ClientAddress(text: address) ?? .loopback)
    let name = bearer == nil ? "address" : "person"
    let rate = TokenRate(capacity: perMinute, refill: perMinute, seconds: 60)
    return buckets.take(LimitPolicy(name, [rate]), for: subject, cost: Self.cost(route), at: now)
  }

  static func fields(_ verdict: LimitVerdict) -> HTTPFields {
    var fields = HTTPFields()
    guard let standing = verdict.tightest else { return fields }
    fields[.rateLimitPolicy] = "\"\(standing.policy)\";q=\(standing.limit);w=\(standing.window)"
    fields[.rateLimit] = "\"\(standing.policy)\";r=\(standing.remaining);t=\(standing.reset)"
    return fields
  }
}

extension HTTPField.Name {
  static let rateLimitPolicy = HTTPField.Name("RateLimit-Policy") ?? .accept
  static let rateLimit = HTTPField.Name("RateLimit") ?? .accept
}
