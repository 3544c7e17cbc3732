/// A named limit: one or more rates that all have to have tokens left, such as five an hour and twenty a day.
package struct LimitPolicy: Hashable, Sendable {
  /// Lower-case ASCII, as in a `RateLimit-Policy` header. Two policies of one name share their buckets.
  package let name: String
  /// None: the policy is switched off.
  package let rates: [TokenRate]

  package init(_ name: String, _ rates: [TokenRate]) {
    self.name = name
    self.rates = rates
  }
}

/// Where a subject stands with one policy: of several rates the one that binds most. All that a `RateLimit` header needs.
package struct LimitStanding: Equatable, Sendable {
  package let policy: String
  /// How many come back within the window.
  package let limit: Int
  /// The window, in seconds.
  package let window: Int
  /// How many may still be done now.
  package let remaining: Int
  /// Seconds until as much as possible may be done again.
  package let reset: Int
  /// Seconds after which it may be tried again; nil when it was allowed.
  package let retryAfter: Int?

  package init(policy: String, limit: Int, window: Int, remaining: Int, reset: Int, retryAfter: Int?) {
    self.policy = policy
    self.limit = limit
    self.window = window
    self.remaining = remaining
    self.reset = reset
    self.retryAfter = retryAfter
  }

  package var isAllowed: Bool { retryAfter == nil }
}

/// The answer to a request for tokens of one or several policies: all were given, or none.
package struct LimitVerdict: Equatable, Sendable {
  /// In the order asked for; policies that are switched off have none.
  package let standings: [LimitStanding]

  package init(standings: [LimitStanding]) { self.standings = standings }

  package var isAllowed: Bool { standings.allSatisfy(\.isAllowed) }

  /// What refused, with the longest wait; nil when it was allowed.
  package var refusal: LimitStanding? {
    standings.filter { !$0.isAllowed }.max { ($0.retryAfter ?? 0) < ($1.retryAfter ?? 0) }
  }

  /// The one nearest to its end, for a header.
  package var tightest: LimitStanding? { refusal ?? standings.min { $0.remaining < $1.remaining } }
}

/// Whom a limit counts. Kept only as a keyed hash.
package enum LimitSubject: Hashable, Sendable {
  case address(ClientAddress)
  /// A normalised phone number.
  case contact(String)
  case person(ID<Person>)
  /// Anything else that is counted, such as an API token's id.
  case other(String)

  /// The text that is hashed; subjects of different kinds never meet.
  package var text: String {
    switch self {
    case .address(let address): "address|" + address.network
    case .contact(let number): "contact|" + number
    case .person(let person): "person|" + person.description
    case .other(let text): "other|" + text
    }
  }
}
