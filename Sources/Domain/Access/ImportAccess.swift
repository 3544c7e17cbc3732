extension DirectoryAccess {
  /// A roster is brought in by whoever may enter its records one by one: the keepers of the directory, for posts at venues
  /// and units those of them who give such posts, for accounts whoever manages those of the congress.
  package static func mayImport(
    _ kind: ImportKind, into congress: ID<Congress>, runHere: Set<ID<Congress>>, by actor: Actor
  ) -> Bool {
    // A post at no venue in particular stands for those that the file gives.
    let post = Post(role: .liaison, congress: congress, venue: ID(0))
    return switch kind {
    case .account: mayManageAccount(holding: [post], by: actor)
    case .post: mayEdit(congress, runHere: runHere, by: actor) && mayGrant(post, to: ID(0), by: actor)
    case .region, .grid, .constituency, .venue, .unit, .deputy, .group: mayEdit(congress, runHere: runHere, by: actor)
    }
  }
}
