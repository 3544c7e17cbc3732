package import Actions
package import Domain
import HTTPTypes
import Hummingbird

/// A limit was reached: answered with 429, when to come again, and whom to call.
package struct LimitReached: Error, Sendable, Equatable {
  package let standing: LimitStanding
}

extension Visit {
  /// Whom a limit by address counts. Nil for a request of this machine itself with no proxy in between: a proxy that does
  /// not say for whom it asks must not make one visitor of all.
  package var addressSubject: LimitSubject? { isLoopback ? nil : .address(client) }

  /// A claim on a limit by address; nil when the visit has none.
  package func claim(_ limited: Limited, cost: Int = 1) -> RequestLimits.Claim? {
    addressSubject.map { claim(limited, $0, cost: cost) }
  }

  package func claim(_ limited: Limited, _ subject: LimitSubject, cost: Int = 1) -> RequestLimits.Claim {
    RequestLimits.Claim(options.limits.policy(limited), subject, cost: cost)
  }

  /// What a matter sent from here counts against: who keys in for others by himself, everybody else by address, and by
  /// the number that is given.
  func submitClaims(phone: String) -> [RequestLimits.Claim] {
    if let person = actor.signedIn, person.isStaff || !person.grids.isEmpty || person.isDeputy {
      return [claim(.desk, .person(person.person))]
    }
    let contact: [RequestLimits.Claim] = phone.isEmpty ? [] : [claim(.contact, .contact(phone))]
    return [claim(.submit)].compactMap { $0 } + contact
  }

  /// What refuses a matter sent from here; what is sent twice counts once.
  func submitRefusal(phone: String, key: RequestKey) async throws -> LimitStanding? {
    if recent.knows(key) { return nil }
    guard let refusal = take(submitClaims(phone: phone)).refusal else { return nil }
    return try await SubmitMatter.isKnown(key, in: environment) ? nil : refusal
  }

  /// Takes what all claims need, or nothing.
  package func take(_ claims: [RequestLimits.Claim?]) -> LimitVerdict {
    limits.take(claims.compactMap { $0 }, at: now)
  }

  /// Takes it or throws ``LimitReached``.
  package func require(_ claims: RequestLimits.Claim?...) throws {
    if let refusal = take(claims).refusal { throw LimitReached(standing: refusal) }
  }
}

/// The sentences and headers of a limit that was reached.
enum LimitWords {
  /// 今天 18:32以后: rounded up to the next minute, so that whoever comes then is let in.
  static func when(_ standing: LimitStanding, _ visit: Visit) -> String {
    let seconds = Int64(standing.retryAfter ?? 60)
    let at = Instant(milliseconds: (visit.now.adding(seconds: seconds).milliseconds + 59_999) / 60_000 * 60_000)
    return DateWords.moment(at, today: visit.today)
  }

  static func sentence(_ standing: LimitStanding, _ visit: Visit) -> String {
    let again = "请在\(when(standing, visit))以后再提交"
    switch standing.policy {
    case Limited.contact.rawValue: return "用这个手机号刚才已经提了好几件，\(again)；几件事也可以写在一起说"
    case Limited.photos.rawValue: return "从这个网络传来的照片太多了，\(again)，或者先不带照片提交"
    case Limited.desk.rawValue: return "您登记得太快了，\(again)"
    default: return "从这个网络提交的人太多了，\(again)"
    }
  }

  /// What can be done at once.
  static func otherWay(_ visit: Visit) -> String {
    let phone = visit.site.telephone
    return phone.isEmpty ? "急事可以直接到联络站说。" : "急事请打电话 \(phone)，也可以直接到联络站说。"
  }

  /// The status, when to try again, and where the limit stands (draft-ietf-httpapi-ratelimit-headers).
  static func mark(_ response: inout Response, _ standing: LimitStanding) {
    response.status = .tooManyRequests
    for field in fields(standing) { response.headers[field.name] = field.value }
    if let seconds = standing.retryAfter { response.headers[.retryAfter] = "\(seconds)" }
  }

  /// `RateLimit-Policy: "submit";q=120;w=3600` and `RateLimit: "submit";r=29;t=30`.
  static func fields(_ standing: LimitStanding) -> [HTTPField] {
    [
      HTTPField(
        name: .rateLimitPolicy, value: "\"\(standing.policy)\";q=\(standing.limit);w=\(standing.window)"),
      HTTPField(name: .rateLimit, value: "\"\(standing.policy)\";r=\(standing.remaining);t=\(standing.reset)"),
    ]
  }
}
