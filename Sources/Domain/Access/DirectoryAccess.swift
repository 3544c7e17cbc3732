/// The one place that decides who may change the directory, accounts, posts, codes and holidays. A right belongs to a
/// congress; a post at one congress gives none at another.
package enum DirectoryAccess {
  /// Clerk and chair keep the directory of their congress. What belongs to no congress that is run here (regions, a
  /// congress whose deputies are only stationed here) is kept by the clerk and chair of any.
  package static func mayEdit(_ congress: ID<Congress>?, runHere: Set<ID<Congress>>, by actor: Actor) -> Bool {
    switch actor {
    case .system: return true
    case .visitor, .sender: return false
    case .person(let person):
      let mine = kept(by: person)
      guard let congress, runHere.contains(congress) else { return !mine.isEmpty }
      return mine.contains(congress)
    }
  }

  /// A person is kept by the congresses that he or she belongs to by mandate or post; somebody who belongs to none is
  /// kept by any. One's own record is not in question here: contact data have a way of their own.
  package static func mayEdit(
    personOf congresses: Set<ID<Congress>>, runHere: Set<ID<Congress>>, by actor: Actor
  ) -> Bool {
    if congresses.isEmpty { return mayEdit(nil, runHere: runHere, by: actor) }
    return congresses.contains { mayEdit($0, runHere: runHere, by: actor) }
  }

  /// A congress that is only known is entered like any other record. One that is run here becomes the site's own place, so
  /// it is set up from the command line, or by the clerk of the congress above it.
  package static func mayAddCongress(isRunHere: Bool, under parent: ID<Congress>?, by actor: Actor) -> Bool {
    switch actor {
    case .system: return true
    case .visitor, .sender: return false
    case .person(let person):
      let mine = kept(by: person)
      return isRunHere ? parent.map(mine.contains) ?? false : !mine.isEmpty
    }
  }

  /// Who gives and ends posts: the security administrator every post of his congress, clerk and chair those at its venues,
  /// units and grids. Where nobody is security administrator or auditor yet, the system administrator names the first.
  /// Nobody gives to or takes from himself, so no post leads to another one.
  ///
  /// - Parameter vacant: the administrative posts that nobody holds at the post's congress.
  package static func mayGrant(
    _ post: Post, to person: ID<Person>, by actor: Actor, vacant: Set<PostRole> = []
  ) -> Bool {
    switch actor {
    case .system: return true
    case .visitor, .sender: return false
    case .person(let giver):
      guard giver.person != person, post.namesItsPlace else { return false }
      if giver.holds(.securityAdministrator, of: post.congress) { return true }
      if giver.holds(.systemAdministrator, of: post.congress), post.role != .systemAdministrator,
        PostRole.administrative.contains(post.role), vacant.contains(post.role)
      {
        return true
      }
      return (post.role.isOfVenue || post.role.isOfUnit || post.role.isOfGrid)
        && kept(by: giver).contains(post.congress)
    }
  }

  /// 三员分立: system, security and audit duties are never one person's, at whatever congresses, whoever gives them.
  package static func joinsDuties(_ role: PostRole, with held: [Post]) -> Bool {
    guard PostRole.administrative.contains(role) else { return false }
    return held.contains { PostRole.administrative.contains($0.role) && $0.role != role }
  }

  /// The account of somebody with these posts: whoever sets its password could act in all of them, so an administrator
  /// has to be one of every congress that they belong to, and nobody's who guards or reads what administrators do.
  package static func mayManageAccount(holding posts: [Post], by actor: Actor) -> Bool {
    switch actor {
    case .system: return true
    case .visitor, .sender: return false
    case .person(let person):
      return person.holds(.systemAdministrator) && !posts.contains { joinsDuties(.systemAdministrator, with: [$0]) }
        && posts.allSatisfy { person.holds(.systemAdministrator, of: $0.congress) }
    }
  }

  /// Ends sign-ins and unlocks names of people with these posts: the security administrator of all their congresses.
  package static func mayGuard(holding posts: [Post], by actor: Actor) -> Bool {
    switch actor {
    case .system: true
    case .visitor, .sender: false
    case .person(let person):
      person.holds(.securityAdministrator)
        && posts.allSatisfy { person.holds(.securityAdministrator, of: $0.congress) }
    }
  }

  /// Passwords and sign-ins have one set of rules in an installation: the security administrator of its topmost congress
  /// makes them.
  package static func maySetSecurity(top congress: ID<Congress>?, by actor: Actor) -> Bool {
    switch actor {
    case .system: true
    case .visitor, .sender: false
    case .person(let person): congress.map { person.holds(.securityAdministrator, of: $0) } ?? false
    }
  }

  /// Codes in print are made by whoever prints cards and posters: clerk and chair, chiefs and liaisons of the congress.
  package static func mayIssueCode(of congress: ID<Congress>, by actor: Actor) -> Bool {
    switch actor {
    case .system: true
    case .visitor, .sender: false
    case .person(let person):
      person.posts.contains { post in
        switch post.role {
        case .clerk, .chair, .chief, .liaison: post.congress == congress
        case .systemAdministrator, .securityAdministrator, .auditor, .upperClerk, .coordinator, .unitRegistrar,
          .unitDrafter, .unitHead, .gridWorker, .secretary, .director, .committee:
          false
        }
      }
    }
  }

  /// A contact under a link of responsibility is entered by whoever answers for it, or at a desk of its congress.
  package static func mayLogContact(of responsible: ID<Person>, at congress: ID<Congress>, by actor: Actor) -> Bool {
    switch actor {
    case .system: return true
    case .visitor, .sender: return false
    case .person(let person):
      if person.person == responsible { return true }
      let desks: [PostRole] = [.clerk, .chair, .chief, .liaison]
      return desks.contains { person.holds($0, of: congress) }
    }
  }

  /// Holidays are the same for everybody; any clerk, chair or system administrator may paste the yearly notice.
  package static func mayImportHolidays(by actor: Actor) -> Bool {
    switch actor {
    case .system: true
    case .visitor, .sender: false
    case .person(let person): person.holds(.systemAdministrator) || !kept(by: person).isEmpty
    }
  }

  private static func kept(by person: Actor.SignedIn) -> Set<ID<Congress>> {
    Set(person.posts.filter { $0.role == .clerk || $0.role == .chair }.map(\.congress))
  }
}
