import DatabaseKit
import Domain
import Store

/// What a deputy and the residents he named brought in one form: matters of their own with the same words.
enum MatterForm {
  /// The others that came in one form with a matter.
  static func others(as matter: ID<Matter>, in tx: any ReadTransaction) throws -> [ID<Matter>] {
    guard let own = try submitted(matter, in: tx) else { return [] }
    let lead = own.lead ?? matter
    let followers = try own.lead == nil ? own.followers : submitted(lead, in: tx)?.followers
    return ([lead] + (followers ?? [])).filter { $0 != matter }
  }

  private static func submitted(_ id: ID<Matter>, in tx: any ReadTransaction) throws -> MatterEvent.Submitted? {
    guard let first = try EventStore.first(of: .matter, id.raw, in: tx),
      case .submitted(let facts) = try MatterEventCoding.event(.submit, first.facts)
    else { return nil }
    return facts
  }
}
