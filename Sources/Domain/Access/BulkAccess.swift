/// What somebody may try on many matters at once: what some post of his could do to some matter. Each row is decided by
/// ``MatterAccess`` again, when it is shown and when it is done.
package enum BulkAccess {
  package static func acts(for actor: Actor) -> [BulkAct] {
    let relations = Set(actor.signedIn?.posts.compactMap { relation($0.role) } ?? [])
    return BulkAct.allCases.filter { !relations.isDisjoint(with: MatterAccess.relations(for: $0.act)) }
  }

  /// A run is its maker's alone: others would see what he chose, and go on in his name.
  package static func sees(_ run: BulkRun, _ actor: Actor) -> Bool { actor.person == run.madeBy }

  /// What a post makes of its holder in the matters of its place.
  private static func relation(_ role: PostRole) -> MatterRelation? {
    switch role {
    case .liaison: .liaison
    case .chief: .chief
    case .clerk: .clerk
    case .chair: .chair
    case .upperClerk: .upperClerk
    case .systemAdministrator, .securityAdministrator, .auditor, .coordinator, .unitRegistrar, .unitDrafter, .unitHead,
      .gridWorker, .secretary, .director, .committee:
      nil
    }
  }
}
