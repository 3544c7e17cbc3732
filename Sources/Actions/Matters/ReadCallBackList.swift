import DatabaseKit
package import Domain
import SecretsKit
import Store

/// 回访抽查: a random share of the answered matters of a month, the same for everybody who asks: the draw follows from
/// venue and month, not from who draws.
package enum ReadCallBackList {
  package static func run(venue: ID<Venue>, month: CivilDate, by actor: Actor, in environment: AppEnvironment)
    async throws -> [MatterLine]
  {
    guard let first = CivilDate(year: month.year, month: month.month, day: 1) else { return [] }
    let last = first.adding(months: 1).adding(days: -1)
    let (lines, hidden, congress) = try await environment.database.read(.long) { tx in
      guard let place = try VenueStore.venue(venue, in: tx) else { throw ActionError.notFound }
      guard MatterAccess.scopes(for: actor).contains(where: { $0 == .venue(venue) || $0 == .congress(place.congress) })
      else { throw ActionError.notFound }
      let lines = try MatterListStore.answered(at: venue, from: first, through: last, in: tx)
      return (lines, try MatterStore.exclusions(of: actor.person ?? ID(0), in: tx), place.congress)
    }
    let share = try await environment.rules.current(of: congress).settings.publication.callBackShare
    let count = lines.isEmpty ? 0 : max(1, (lines.count * share + 99) / 100)
    let drawn = lines.sorted {
      draw($0.id, venue, first, environment) < draw($1.id, venue, first, environment)
    }
    // Whoever is kept from a matter does not see that it was drawn; nothing is drawn in its place.
    return drawn.prefix(count).filter { !hidden.contains($0.id) }.sorted { $0.id < $1.id }
  }

  private static func draw(_ id: ID<Matter>, _ venue: ID<Venue>, _ month: CivilDate, _ environment: AppEnvironment)
    -> UInt64
  {
    environment.tokens.mac("call-back", [Array("\(venue)|\(month)|\(id)".utf8)]).prefix(8)
      .reduce(0) { $0 << 8 | UInt64($1) }
  }
}
