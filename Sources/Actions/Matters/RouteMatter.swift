import DatabaseKit
package import Domain
import Store

/// To whom a matter is addressed.
package enum Addressee: Sendable, Equatable {
  case deputy(ID<Person>)
  case venue(ID<Venue>)
  case group(ID<DeputyGroup>)
  /// 由联络站安排.
  case arrange(ID<Congress>)
}

/// Where a matter goes: found from the addressee, the placements and the levels of the place.
struct MatterRoute: Sendable {
  let congress: ID<Congress>
  let venue: ID<Venue>?
  let owner: MatterOwner
  let levels: RegionLevels
  let seal: SealReason?
  /// The groups for which the rules put it up.
  var offered: [ID<DeputyGroup>] = []

  /// What the rules of the congress make of what was left to it: another venue, or a group that may claim it.
  func following(
    _ rules: [RoutingRule], addressee: Addressee, category: ID<MatterCategory>?, in tx: any ReadTransaction
  ) throws -> MatterRoute {
    guard !rules.isEmpty, seal == nil, owner == .venue else { return self }
    let facts = RoutingFacts(
      categories: try CategoryParents(of: congress, in: tx).path(category), regions: Set(levels.ids.values), grade: nil)
    switch Routing.target(for: facts, in: rules) {
    case .group(let group):
      let open = try GroupStore.groups(of: congress, in: tx).contains { $0.id == group && $0.validTo == nil }
      var route = self
      if open { route.offered = [group] }
      return route
    case .venue(let id):
      // Whoever named a station keeps it.
      guard case .arrange = addressee, let other = try VenueStore.venue(id, in: tx), other.validTo == nil,
        other.congress == congress
      else { return self }
      return MatterRoute(
        congress: congress, venue: id, owner: .venue, levels: try RegionStore.levels(of: other.region, in: tx),
        seal: nil)
    case .unit, nil: return self
    }
  }

  /// - Parameter grid: where it comes from, when that is known: its levels are those of the matter, and the venue of its
  ///   area answers unless another venue was chosen.
  static func resolve(
    _ addressee: Addressee, grid: ID<Region>?, seal: SealReason?, on date: CivilDate, in tx: any ReadTransaction
  ) throws -> MatterRoute {
    let area = try grid.flatMap { try GridArea.find($0, on: date, in: tx) }
    let (venue, owner) =
      try area.map { try station(addressee, on: date, in: $0, tx) } ?? station(addressee, on: date, in: tx)
    let levels = try RegionStore.levels(of: area?.region ?? venue.region, in: tx)
    guard let seal else {
      return MatterRoute(congress: venue.congress, venue: venue.id, owner: owner, levels: levels, seal: nil)
    }
    return MatterRoute(
      congress: try above(venue, seal, in: tx), venue: nil, owner: .desk, levels: levels, seal: seal)
  }

  private static func station(
    _ addressee: Addressee, on date: CivilDate, in area: GridArea, _ tx: any ReadTransaction
  ) throws -> (Venue, MatterOwner) {
    switch addressee {
    case .venue, .group: return try station(addressee, on: date, in: tx)
    case .deputy, .arrange: break
    }
    guard let venue = try VenueStore.venue(area.venue.id, in: tx) else { throw ActionError.notFound }
    guard case .deputy(let person) = addressee else { return (venue, .venue) }
    if let head = area.head, let mandate = area.mandate, head.id == person { return (venue, .deputy(mandate, person)) }
    return (venue, try station(addressee, on: date, in: tx).1)
  }

  private static func station(_ addressee: Addressee, on date: CivilDate, in tx: any ReadTransaction) throws -> (
    Venue, MatterOwner
  ) {
    switch addressee {
    case .venue(let asked):
      // A station that was merged is reached through the one that answers in its place.
      let id = try RegionMergeStore.successor(of: asked, in: tx) ?? asked
      guard let venue = try VenueStore.venue(id, in: tx), venue.validTo == nil else {
        throw ActionError.invalid([FieldProblem("to", .notFound)])
      }
      return (venue, .venue)
    case .group(let id): return (try station(of: id, on: date, in: tx), .group(id))
    case .arrange(let congress): return (try home(of: congress, in: tx), .venue)
    case .deputy(let person):
      let placements = try VenueStore.placements(of: person, in: tx)
      if let placement = placements.first, let venue = try VenueStore.venue(placement.venue, in: tx) {
        return (venue, .deputy(placement.mandate, person))
      }
      return try unplaced(person, in: tx)
    }
  }

  /// A group is met where it is on duty, or through the home of its congress. Guidance groups are no address for residents.
  private static func station(of group: ID<DeputyGroup>, on date: CivilDate, in tx: any ReadTransaction) throws
    -> Venue
  {
    guard let found = try GroupRecordStore.profile(group, in: tx)?.group, found.validTo == nil,
      found.kind != .guidance, try CongressStore.congress(found.congress, in: tx)?.isRunHere == true
    else { throw ActionError.invalid([FieldProblem("to", .notFound)]) }
    let duties = try GroupRecordStore.duties(of: group, in: tx).filter { $0.tenure.holds(on: date) }
    let duty = duties.first { $0.kind == .resident } ?? duties.first
    if let venue = try duty.flatMap({ try VenueStore.venue($0.venue.id, in: tx) }), venue.validTo == nil,
      venue.congress == found.congress
    {
      return venue
    }
    return try home(of: found.congress, in: tx)
  }

  /// A deputy who is in no venue yet is reached through the home of a congress he belongs to.
  private static func unplaced(_ person: ID<Person>, in tx: any ReadTransaction) throws -> (Venue, MatterOwner) {
    guard let mandate = try PersonStore.activeMandates(of: person, in: tx).first,
      let congress = try PersonStore.mandate(mandate, in: tx)?.congress
    else { throw ActionError.invalid([FieldProblem("to", .notFound)]) }
    let here = try CongressStore.all(in: tx).filter(\.isRunHere)
    guard let seat = here.first(where: { $0.id == congress }) ?? here.first else { throw ActionError.notFound }
    return (try home(of: seat.id, in: tx), .deputy(mandate, person))
  }

  private static func home(of congress: ID<Congress>, in tx: any ReadTransaction) throws -> Venue {
    let venues = try VenueStore.venues(of: congress, in: tx)
    guard let home = venues.first(where: { $0.kind == .home }) ?? venues.first else { throw ActionError.notFound }
    return home
  }

  /// The desk above: an accusation goes to the congress above; a matter sent past its station goes to the clerk above,
  /// too, because the home and the station are run by the same people. Where no congress above is known, the desk is that
  /// of the same congress: whoever holds the post 上一级指定经办人 there, never its ordinary clerks.
  static func above(_ venue: Venue, _ seal: SealReason, in tx: any ReadTransaction) throws -> ID<Congress> {
    let congress = try CongressStore.congress(venue.congress, in: tx)
    return congress?.parent ?? venue.congress
  }
}
