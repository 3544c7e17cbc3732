import DatabaseKit
package import Domain
import Store

/// The matter of a whole receipt number, for somebody at the workbench.
package enum FindReceipt {
  package enum Place: Sendable, Equatable {
    case record(ID<Matter>)
    /// A unit's part, for who sees no more of it.
    case part(ID<Matter>, Int)
  }

  /// Nil for what is not a whole number as well as for what the actor does not see: both look the same.
  package static func run(_ text: String, by actor: Actor, in environment: AppEnvironment) async throws -> Place? {
    guard let number = SearchQuery(text).receipt, number.count == 12, actor.signedIn != nil else { return nil }
    return try await environment.database.read { tx in
      guard let matter = try MatterStore.matter(receipt: number, in: tx) else { return nil }
      let facts = try MatterStore.facts(of: matter, in: tx)
      if MatterAccess.sees(facts, actor) { return .record(matter.id) }
      let part = matter.status.handlings.last { MatterAccess.sees(part: $0.part, of: facts, actor) }
      return part.map { .part(matter.id, $0.part) }
    }
  }
}
