/// What waits in a post: its holder cannot leave it to nobody.
package struct OpenWork: Sendable, Equatable {
  package let post: PostLine
  /// Matters or parts that are not finished.
  package let count: Int
  /// Others who hold the same post: the work stays with them.
  package let others: [Named<Person>]

  package init(post: PostLine, count: Int, others: [Named<Person>]) {
    self.post = post
    self.count = count
    self.others = others
  }

  /// What is drafted is given to one person; everything else belongs to the post, whoever holds it.
  package var isPersonal: Bool { post.role == .unitDrafter }

  /// Somebody has to be named.
  package var needsSuccessor: Bool { count > 0 && (isPersonal || others.isEmpty) }
}

package enum HandOver {}

/// Work that moves from one person to the next, in steps.
package struct HandOverOrder: Sendable, Equatable {
  package enum Kind: Sendable, Equatable {
    /// What a deputy owed by this mandate.
    case mandate(ID<Mandate>)
    /// What was given to him to draft in this unit.
    case drafter(ID<HandlingUnit>)
  }

  package let id: ID<HandOver>
  package let kind: Kind
  package let person: ID<Person>
  /// Nil: a deputy's matters go to the station.
  package let successor: ID<Person>?
  package let reason: String
  package let orderedBy: ID<Person>?
  package let orderedAt: Instant
  /// The last matter that was looked at.
  package let after: ID<Matter>
  package let moved: Int
  package let doneAt: Instant?

  package init(
    id: ID<HandOver>, kind: Kind, person: ID<Person>, successor: ID<Person>?, reason: String,
    orderedBy: ID<Person>?, orderedAt: Instant, after: ID<Matter> = ID(0), moved: Int = 0, doneAt: Instant? = nil
  ) {
    self.id = id
    self.kind = kind
    self.person = person
    self.successor = successor
    self.reason = reason
    self.orderedBy = orderedBy
    self.orderedAt = orderedAt
    self.after = after
    self.moved = moved
    self.doneAt = doneAt
  }
}
