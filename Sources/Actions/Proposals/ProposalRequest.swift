package import Domain

/// Who asks for an act on a suggestion or a motion, and how the request came.
package struct ProposalRequest: Sendable {
  package let actor: Actor
  /// The revision the person saw; nil for the demonstration and timers.
  package let seen: Int?
  package let key: RequestKey?
  /// Entered for a deputy on his word.
  package let onBehalf: OnBehalf?

  package init(actor: Actor, seen: Int? = nil, key: RequestKey? = nil, onBehalf: OnBehalf? = nil) {
    self.actor = actor
    self.seen = seen
    self.key = key
    self.onBehalf = onBehalf
  }
}

/// What an act left behind.
package struct ProposalChanged<Subject>: Sendable, Equatable {
  package let id: ID<Subject>
  package let revision: Int

  /// As it is remembered of a request, should it come twice.
  var text: String { "\(id)/\(revision)" }

  init(id: ID<Subject>, revision: Int) {
    self.id = id
    self.revision = revision
  }

  init(result: String) throws {
    let parts = result.split(separator: "/")
    guard parts.count == 2, let id = ID<Subject>(text: parts[0]), let revision = Int(parts[1]) else {
      throw ActionError.duplicate
    }
    self.init(id: id, revision: revision)
  }
}
