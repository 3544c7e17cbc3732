import DatabaseKit
import Domain
import TestSupport
import Testing
import Web

/// The coarse gate of an act's route never turns away somebody whom the act itself admits: a page would offer him what he
/// cannot send.
@Suite struct RouteGateTests {
  /// Somebody as each relation can be held; a relation that several kinds of people hold has one of each.
  private static func holders(_ relation: MatterRelation, _ places: TestPlaces) -> [Actor] {
    let member = places.secondDeputy.actor()
    switch relation {
    case .visitor, .sender, .system: return []
    case .owner: return [places.deputy.actor()]
    case .groupMember, .offered: return [member]
    case .liaison, .overseer: return [places.liaison.actor]
    case .chief: return [places.chief.actor]
    case .clerk: return [places.clerk.actor]
    case .chair: return [places.chair.actor]
    case .upperClerk: return [places.upperClerk.actor]
    case .unitRegistrar: return [places.unitRegistrar.actor]
    case .unitDrafter: return [places.unitDrafter.actor]
    case .unitHead: return [places.unitHead.actor]
    case .coordinator: return [places.coordinator.actor]
    case .firstReceiver: return [places.liaison.actor, places.chair.actor, places.deputy.actor(), member]
    case .gridWorker: return places.staff.filter { $0.post.role == .gridWorker }.map(\.actor)
    case .actedFor: return [places.deputy.actor()]
    }
  }

  @Test func nobodyIsOfferedWhatHisRouteRefuses() async throws {
    try await TestTown.run(on: .sqlite) { town in
      for line in SiteServer.table().lines where line.method == "POST" && line.pattern.hasPrefix("/work/matters/:id/") {
        let word = line.pattern.split(separator: "/").last.map { String($0) } ?? ""
        let act = try #require(MatterAct(rawValue: word), "\(line.pattern)")
        for relation in MatterAccess.relations(for: act) {
          // At a unit's part an act has a route of its own.
          if [.unitRegistrar, .unitDrafter, .unitHead, .coordinator].contains(relation) { continue }
          for actor in Self.holders(relation, town.places) {
            #expect(line.access.admits(actor), "\(relation) may \(act) and is refused at \(line.pattern)")
          }
        }
      }
    }
  }
}
