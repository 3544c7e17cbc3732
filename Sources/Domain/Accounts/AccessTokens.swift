/// A token for an application that acts for a person.
package enum AccessToken {}

/// How far a token reaches: what its holder may do, or only what he may read.
package enum TokenScope: String, CaseIterable, Sendable, Codable {
  case read, work

  package func covers(_ needed: TokenScope) -> Bool { self == .work || needed == .read }
}

/// What a token of one's own may be.
package enum TokenPolicy {
  package static let nameLength = 1...40
  /// In days; one made for longer would be forgotten.
  package static let days = 1...365
  /// Live ones a person can have.
  package static let mostPerPerson = 20
  /// 256 bits.
  package static let bytes = 32
}

/// A token in a list of one's own: never the token itself.
package struct TokenLine: Sendable, Equatable {
  package let id: ID<AccessToken>
  package let name: String
  package let scope: TokenScope
  package let made: Instant
  package let seen: Instant?
  package let expires: Instant
  package let ended: Instant?

  package init(
    id: ID<AccessToken>, name: String, scope: TokenScope, made: Instant, seen: Instant?, expires: Instant,
    ended: Instant?
  ) {
    self.id = id
    self.name = name
    self.scope = scope
    self.made = made
    self.seen = seen
    self.expires = expires
    self.ended = ended
  }

  package func isLive(at now: Instant) -> Bool { ended == nil && expires > now }
}
