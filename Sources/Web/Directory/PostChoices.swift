import Domain

/// What a post can be chosen from: the actor's rights over the places that he holds posts of.
enum PostChoices {
  /// The roles that the actor can give this person somewhere.
  ///
  /// - Parameter vacant: by congress, the administrative posts that nobody holds.
  static func roles(
    for actor: Actor, to person: ID<Person>, vacant: [ID<Congress>: Set<PostRole>] = [:]
  ) -> [PostRole] {
    guard let giver = actor.signedIn else { return [] }
    return PostRole.allCases.filter { role in
      giver.posts.contains { own in
        let post = Post(
          role: role, congress: own.congress, venue: role.isOfVenue ? ID(0) : nil, unit: role.isOfUnit ? ID(0) : nil,
          region: role.isOfGrid ? ID(0) : nil)
        return DirectoryAccess.mayGrant(post, to: person, by: actor, vacant: vacant[own.congress] ?? [])
      }
    }
  }

  /// The congresses at whose venues the actor may give posts.
  static func congressesOfVenues(for actor: Actor) -> [ID<Congress>] {
    Set(actor.signedIn?.posts.map(\.congress) ?? []).sorted().filter { congress in
      DirectoryAccess.mayGrant(Post(role: .liaison, congress: congress, venue: ID(0)), to: ID(0), by: actor)
    }
  }

  /// The congresses whose own posts the actor may give.
  static func congresses(
    _ all: [Congress], for actor: Actor, vacant: [ID<Congress>: Set<PostRole>] = [:]
  ) -> [Congress] {
    all.filter { congress in
      [PostRole.clerk, .securityAdministrator, .auditor].contains { role in
        DirectoryAccess.mayGrant(
          Post(role: role, congress: congress.id), to: ID(0), by: actor, vacant: vacant[congress.id] ?? [])
      }
    }
  }
}
