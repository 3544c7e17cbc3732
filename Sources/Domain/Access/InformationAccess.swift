/// Who may do what with a request about one's own data. Whoever has no relation to the matter has none to its requests.
package enum InformationAccess {
  package enum Act: Sendable, CaseIterable {
    /// Ask, and take it back.
    case ask
    /// Read it, and decide.
    case decide
    /// Know that one is open.
    case know
  }

  package static func may(_ act: Act, on matter: MatterFacts, by actor: Actor) -> Bool {
    let mine = MatterAccess.relations(of: actor, to: matter)
    switch act {
    case .ask: return mine.contains(.sender)
    case .decide: return !mine.isDisjoint(with: [.clerk, .upperClerk])
    case .know: return !mine.isDisjoint(with: [.clerk, .upperClerk, .chief, .chair])
    }
  }

  /// Whose requests somebody decides: of the congress that he is clerk of, and of what is sealed at his desk.
  package static func scopes(for actor: Actor) -> [QueueScope] {
    guard let person = actor.signedIn else { return [] }
    var scopes: [QueueScope] = []
    for post in person.posts {
      let scope: QueueScope? =
        switch post.role {
        case .clerk: .congress(post.congress)
        case .upperClerk: .desk(post.congress)
        default: nil
        }
      if let scope, !scopes.contains(scope) { scopes.append(scope) }
    }
    return Array(scopes.prefix(8))
  }
}

/// Who sees and makes the rules of keeping, confirms what they erase, and places holds.
package enum RetentionAccess {
  /// Clerk and chair; at a congress that is not run here whoever works at its desk.
  package static func may(_ congress: ID<Congress>, isRunHere: Bool, by actor: Actor) -> Bool {
    guard let person = actor.signedIn else { return false }
    if isRunHere { return person.holds(.clerk, of: congress) || person.holds(.chair, of: congress) }
    return person.holds(.upperClerk, of: congress)
  }

  /// A hold on one matter: whoever may see it; a sealed one is held by the desk where it lies.
  package static func mayHold(_ matter: MatterFacts, by actor: Actor) -> Bool {
    !MatterAccess.relations(of: actor, to: matter).isDisjoint(with: [.clerk, .chair, .upperClerk])
  }
}
