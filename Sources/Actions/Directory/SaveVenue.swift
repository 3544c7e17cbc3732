import DatabaseKit
package import Domain
import Store

/// 家室站点: a venue, the deputies placed there and the days on which they receive.
package enum SaveVenue {
  package static func newID(in environment: AppEnvironment) -> ID<Venue> { environment.newID(at: environment.now()) }

  /// - Parameter seen: the revision that was edited; refused when somebody was faster.
  package static func run(_ venue: Venue, seen: Int? = nil, by actor: Actor, in environment: AppEnvironment)
    async throws
  {
    let edit = DirectoryEdit(environment, by: actor)
    if venue.name.isEmpty { throw ActionError.invalid([FieldProblem("name", .missing)]) }
    let facts = [
      "name": venue.name, "address": venue.address, "telephone": venue.telephone, "hours": venue.openingHours,
      "host": venue.host,
    ]
    try await edit.run(.venue, venue.id.raw, "save", of: venue.congress, facts: facts) { tx in
      try DirectoryEdit.check(.venue(venue.id), isOf: venue.congress, mayBeNew: true, in: tx)
      guard try RegionStore.region(venue.region, in: tx) != nil else {
        throw ActionError.invalid([FieldProblem("region", .notFound)])
      }
      try checkParents(venue, in: tx)
      try DirectoryEdit.claim(.venue(venue.id), seen: seen, in: tx)
      let position = try VenueStore.nextPosition(of: venue.congress, in: tx)
      try VenueStore.save(venue, position: position, in: tx)
    }
  }

  /// A venue stands under another of its congress, never under itself.
  private static func checkParents(_ venue: Venue, in tx: any ReadTransaction) throws {
    var above = venue.parent
    var steps = 0
    while let id = above {
      if id == venue.id || steps > 10 { throw ActionError.invalid([FieldProblem("parent", .loop)]) }
      guard let parent = try VenueStore.venue(id, in: tx), parent.congress == venue.congress else {
        throw ActionError.invalid([FieldProblem("parent", .notFound)])
      }
      above = parent.parent
      steps += 1
    }
  }

  /// 代表进站.
  package static func place(
    _ mandate: ID<Mandate>, at venue: ID<Venue>, by actor: Actor, in environment: AppEnvironment
  ) async throws {
    let edit = DirectoryEdit(environment, by: actor)
    guard let congress = try await environment.database.read({ tx in try VenueStore.venue(venue, in: tx)?.congress })
    else { throw ActionError.notFound }
    let facts = ["mandate": mandate.description]
    try await edit.run(.venue, venue.raw, "place", of: congress, facts: facts) { tx in
      guard let found = try PersonStore.mandate(mandate, in: tx), found.state == .active else {
        throw ActionError.invalid([FieldProblem("mandate", .notFound)])
      }
      try VenueStore.place(mandate, of: found.person, at: venue, from: edit.now.date, in: tx)
    }
  }

  package static func endPlacement(
    of mandate: ID<Mandate>, at venue: ID<Venue>, by actor: Actor, in environment: AppEnvironment
  ) async throws {
    let edit = DirectoryEdit(environment, by: actor)
    guard let congress = try await environment.database.read({ tx in try VenueStore.venue(venue, in: tx)?.congress })
    else { throw ActionError.notFound }
    let facts = ["mandate": mandate.description]
    try await edit.run(.venue, venue.raw, "end-placement", of: congress, facts: facts) { tx in
      try VenueStore.endPlacement(of: mandate, at: venue, on: edit.now.date, in: tx)
    }
  }

  /// 接待选民日, as a rule.
  package static func saveReception(_ rule: ReceptionRule, by actor: Actor, in environment: AppEnvironment) async throws
  {
    let edit = DirectoryEdit(environment, by: actor)
    if rule.opens >= rule.closes { throw ActionError.invalid([FieldProblem("closes", .notAllowed)]) }
    guard
      let congress = try await environment.database.read({ tx in try VenueStore.venue(rule.venue, in: tx)?.congress })
    else { throw ActionError.notFound }
    let facts = ["topic": rule.topic, "place": rule.place, "opens": "\(rule.opens)", "closes": "\(rule.closes)"]
    try await edit.run(.reception, rule.id.raw, "save", of: congress, facts: facts) { tx in
      try DirectoryEdit.check(.reception(rule.id), isOf: congress, mayBeNew: true, in: tx)
      try VenueStore.save(rule, in: tx)
    }
  }

  package static func endReception(
    _ id: ID<ReceptionRule>, of venue: ID<Venue>, by actor: Actor, in environment: AppEnvironment
  ) async throws {
    let edit = DirectoryEdit(environment, by: actor)
    guard let congress = try await environment.database.read({ tx in try VenueStore.venue(venue, in: tx)?.congress })
    else { throw ActionError.notFound }
    try await edit.run(.reception, id.raw, "end", of: congress, facts: [:]) { tx in
      try DirectoryEdit.check(.reception(id), isOf: congress, in: tx)
      try VenueStore.endReception(id, on: edit.now.date, in: tx)
    }
  }
}
