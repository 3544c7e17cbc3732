import DatabaseKit
import Domain
import Store

/// Who an audience is on a day.
enum AudienceFinder {
  static func people(
    _ audience: NoticeAudience, _ congress: ID<Congress>, _ date: CivilDate, in tx: any ReadTransaction
  ) throws -> [ID<Person>] {
    func holders(_ role: PostRole, _ congress: ID<Congress>) throws -> [ID<Person>] {
      try AccountStore.holders(of: role, venue: nil, congress: congress, on: date, in: tx)
    }
    switch audience {
    case .person(let id): return [id]
    case .liaisons(let venue):
      return try AccountStore.holders(of: .liaison, venue: venue, congress: congress, on: date, in: tx)
    case .chiefs(let venue):
      return try AccountStore.holders(of: .chief, venue: venue, congress: congress, on: date, in: tx)
    case .chairs(let congress): return try holders(.chair, congress)
    case .clerks(let congress): return try holders(.clerk, congress)
    case .group(let group): return try GroupStore.members(of: group, in: tx).filter { $0.to == nil }.map(\.person.id)
    case .desk(let above): return try holders(.upperClerk, above)
    case .unitRegistrars(let unit): return try AccountStore.holders(of: .unitRegistrar, unit: unit, on: date, in: tx)
    case .unitHeads(let unit): return try AccountStore.holders(of: .unitHead, unit: unit, on: date, in: tx)
    case .gridWorkers(let grid): return try AccountStore.workers(of: grid, on: date, in: tx)
    case .secretaries(let congress): return try holders(.secretary, congress)
    case .directors(let congress): return try holders(.director, congress)
    case .committees(let congress): return try holders(.committee, congress)
    case .workBody(let congress):
      let clerks = try holders(.clerk, congress)
      if !clerks.isEmpty { return clerks }
      let leader: PostRole =
        try CongressStore.congress(congress, in: tx)?.level == .township ? .chair : .director
      return try holders(leader, congress)
    case .coordinators(let congress):
      // Where nobody is named to coordinate, the clerk settles it.
      let named = try holders(.coordinator, congress)
      if !named.isEmpty { return named }
      return try holders(.clerk, congress)
    case .reviewers(let venue):
      let chiefs = try venue.map {
        try AccountStore.holders(of: .chief, venue: $0, congress: congress, on: date, in: tx)
      }
      let clerks = try holders(.clerk, congress)
      return Array(Set((chiefs ?? []) + clerks)).sorted()
    }
  }
}
