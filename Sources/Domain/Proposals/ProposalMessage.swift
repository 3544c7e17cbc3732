/// What is told of a suggestion or a motion, and to whom.
package struct ProposalMessage: Sendable, Hashable {
  package let kind: NoticeKind
  package let audience: NoticeAudience
  /// Whose answer it tells; named only to those who may know who stands behind the suggestion.
  package let about: ID<Person>?

  package init(_ kind: NoticeKind, _ audience: NoticeAudience, about: ID<Person>? = nil) {
    self.kind = kind
    self.audience = audience
    self.about = about
  }

  /// The most kinds that one event gives rise to: as many are put into the outbox, each for all of its audiences.
  package static let mostKinds = 4

  /// One for each of some people.
  static func each(_ kind: NoticeKind, _ people: [ID<Person>]) -> [ProposalMessage] {
    people.map { ProposalMessage(kind, .person($0)) }
  }
}
