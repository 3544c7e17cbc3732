import DatabaseKit
package import Domain
import Store

/// A grid with whoever answers for what comes from it.
package struct GridArea: Sendable, Equatable {
  package let grid: Named<Region>
  package let congress: ID<Congress>
  /// 大网格长: the deputy who heads it, with a mandate in force.
  package let head: Named<Person>?
  let mandate: ID<Mandate>?
  /// The venue that answers for the place.
  package let venue: Named<Venue>
  package let region: ID<Region>
  /// The groups that settle what comes from here.
  package let groups: [Named<DeputyGroup>]

  /// Whom its worker may report a matter up to.
  package func mayReport(to assignee: Assignee) -> Bool {
    switch assignee {
    case .deputy: false
    case .group(let id): groups.contains { $0.id == id }
    case .venue(let id): venue.id == id
    }
  }

  /// The same as choices of a form.
  package var assignees: ReadVenue.Assignees {
    ReadVenue.Assignees(deputies: [], groups: groups, venues: [venue])
  }

  /// Nil when there is no such grid, or no venue answers for it.
  static func find(_ id: ID<Region>, on date: CivilDate, in tx: any ReadTransaction) throws -> GridArea? {
    guard let region = try RegionStore.region(id, in: tx), region.level == .grid, region.validTo == nil,
      let venueID = try GridStore.venue(for: region, in: tx), let venue = try VenueStore.venue(venueID, in: tx)
    else { return nil }
    let head = try GridStore.heads(of: [id], on: date, in: tx)[id]
    return GridArea(
      grid: Named(id: id, name: try GridStore.name(of: region, in: tx)), congress: venue.congress, head: head?.person,
      mandate: head?.mandate,
      venue: Named(id: venue.id, name: venue.name), region: id,
      groups: try GridStore.groups(of: venue.congress, head: head?.person.id, venue: venue.id, on: date, in: tx))
  }
}

/// A grid in a list for printing.
package struct PrintedGrid: Sendable, Equatable {
  package let grid: Named<Region>
  package let head: String?
}

package enum ReadGrids {
  package static func area(_ id: ID<Region>, in environment: AppEnvironment) async throws -> GridArea? {
    let today = environment.now().date
    return try await environment.database.read { tx in try GridArea.find(id, on: today, in: tx) }
  }

  /// The areas of a worker's grids, in the order of his posts.
  package static func areas(of person: Actor.SignedIn, in environment: AppEnvironment) async throws -> [GridArea] {
    let today = environment.now().date
    return try await environment.database.read { tx in
      try person.grids.compactMap { try GridArea.find($0, on: today, in: tx) }
    }
  }

  /// All grids of a congress's area.
  package static func all(of congress: ID<Congress>, in environment: AppEnvironment) async throws -> [PrintedGrid] {
    let today = environment.now().date
    return try await environment.database.read { tx in
      let grids = try GridStore.grids(of: congress, in: tx)
      let heads = try GridStore.heads(of: grids.map(\.grid.id), on: today, in: tx)
      return grids.map { line in
        let name = line.grid.name.hasPrefix(line.village) ? line.grid.name : line.village + line.grid.name
        return PrintedGrid(grid: Named(id: line.grid.id, name: name), head: heads[line.grid.id]?.person.name)
      }
    }
  }

  /// The grids to choose from where a post of a grid worker is given.
  package static func choices(of congress: ID<Congress>, in environment: AppEnvironment) async throws
    -> [(value: String, words: String)]
  {
    try await all(of: congress, in: environment).map { ($0.grid.id.description, $0.grid.name) }
  }

  /// The grid of a scanned code, for the form that it led to.
  package static func grid(ofCode id: ID<Code>, in environment: AppEnvironment) async throws -> ID<Region>? {
    try await environment.database.read { tx in
      guard case .grid(let grid)? = try CodeStore.code(id, in: tx)?.subject else { return nil }
      return grid
    }
  }
}

extension MatterPageData {
  /// Whether the reader can hand it on only as the worker of its grid: he reports up.
  package var reportsUp: Bool {
    relations.intersection(MatterAccess.relations(for: .assign)) == [.gridWorker]
  }
}

/// 网格员登记: a grid worker enters what a resident told him. It comes to the grid's head or, where there is none, to the
/// venue; classing it and reporting it up are acts of their own.
package enum RegisterInGrid {
  package static func run(
    _ input: SubmitMatter.Input, in grid: ID<Region>, by worker: Actor.SignedIn, key: RequestKey,
    in environment: AppEnvironment
  ) async throws -> SubmitMatter.Receipt {
    guard worker.holds(.gridWorker, of: grid) else { throw ActionError.refused(.notYours) }
    guard let area = try await ReadGrids.area(grid, in: environment) else {
      throw ActionError.invalid([FieldProblem("grid", .notFound)])
    }
    var input = input
    input.addressee = area.head.map { .deputy($0.id) } ?? .venue(area.venue.id)
    input.channel = .grid
    input.grid = grid
    return try await SubmitMatter.run(input, by: .person(worker), key: key, in: environment)
  }
}
