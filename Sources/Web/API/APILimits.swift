import Actions
import Domain
import HTTPTypes

/// How many requests somebody may make in a while, and what answers tell about it
/// (draft-ietf-httpapi-ratelimit-headers). Whoever shows a token is counted by himself, everybody else by his address,
/// which a whole village may share.
struct APILimits: Sendable {
  let buckets: RequestLimits
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

  func take(_ route: APIRoute, _ bearer: Bearer?, _ visit: Visit) -> LimitVerdict {
    let subject = bearer.map { LimitSubject.person($0.person.person) } ?? .address(visit.client)
    let name = bearer == nil ? "address" : "person"
    let rate = TokenRate(capacity: perMinute, refill: perMinute, seconds: 60)
    return buckets.take(LimitPolicy(name, [rate]), for: subject, cost: Self.cost(route), at: visit.now)
  }

  static func fields(_ verdict: LimitVerdict) -> HTTPFields {
    var fields = HTTPFields()
    guard let standing = verdict.tightest else { return fields }
    for field in LimitWords.fields(standing) { fields[field.name] = field.value }
    return fields
  }
}
