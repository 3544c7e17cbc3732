import DatabaseKit
package import Domain
import Store

/// 大网格长: names a head for a grid, in place of whoever was it, or ends it without a successor.
package enum SaveGridHead {
  package static func run(
    _ person: ID<Person>, headOf grid: ID<Region>, from date: CivilDate? = nil, reason: String, by actor: Actor,
    in environment: AppEnvironment
  ) async throws {
    if reason.isEmpty { throw ActionError.invalid([FieldProblem("reason", .missing)]) }
    let edit = DirectoryEdit(environment, by: actor)
    let from = date ?? edit.now.date
    if from > edit.now.date { throw ActionError.invalid([FieldProblem("from", .inFuture)]) }
    let id: ID<GridHead> = environment.newID(at: edit.now)
    let facts = ["person": person.description, "from": "\(from)", "reason": reason]
    try await edit.run(.region, grid.raw, "grid-head", of: nil, facts: facts) { tx in
      guard let region = try RegionStore.region(grid, in: tx), region.level == .grid, region.validTo == nil else {
        throw ActionError.invalid([FieldProblem("grid", .notFound)])
      }
      guard !(try PersonStore.activeMandates(of: person, in: tx)).isEmpty else {
        throw ActionError.invalid([FieldProblem("person", .notAllowed)])
      }
      if let current = try GridHeadStore.head(of: grid, in: tx) {
        if current.person.id == person { throw ActionError.invalid([FieldProblem("person", .taken)]) }
        if current.from > from { throw ActionError.invalid([FieldProblem("from", .notAllowed)]) }
        _ = try GridHeadStore.end(of: grid, on: from, reason: reason, in: tx)
      }
      try GridHeadStore.insert(id, person, as: grid, from: from, reason: reason, in: tx)
    }
  }

  package static func end(
    _ grid: ID<Region>, reason: String, by actor: Actor, in environment: AppEnvironment
  ) async throws {
    if reason.isEmpty { throw ActionError.invalid([FieldProblem("reason", .missing)]) }
    let edit = DirectoryEdit(environment, by: actor)
    try await edit.run(.region, grid.raw, "end-grid-head", of: nil, facts: ["reason": reason]) { tx in
      guard try GridHeadStore.end(of: grid, on: edit.now.date, reason: reason, in: tx) else {
        throw ActionError.notFound
      }
    }
  }
}

/// The grids of a place with their heads.
package enum ReadGridHeads {
  package static let pageSize = 60

  /// The grids that somebody is head of now.
  package static func grids(of person: ID<Person>, in environment: AppEnvironment) async throws -> [Named<Region>] {
    try await environment.database.read { tx in try GridHeadStore.grids(of: person, in: tx) }
  }

  /// Grids in a congress's area, in the order of the tree.
  package static func list(
    of congress: ID<Congress>, after last: String?, in environment: AppEnvironment
  ) async throws -> (grids: [GridLine], next: String?) {
    try await environment.database.read { tx in
      guard let place = try CongressStore.congress(congress, in: tx),
        let region = try RegionStore.region(place.region, in: tx)
      else { throw ActionError.notFound }
      let found = try GridHeadStore.grids(below: region.path, after: last, limit: pageSize + 1, in: tx)
      let page = Array(found.prefix(pageSize))
      let heads = try GridHeadStore.heads(of: page.map(\.id), in: tx)
      return (
        grids: page.map { GridLine(id: $0.id, name: $0.name, above: $0.above, heads: heads[$0.id] ?? []) },
        next: found.count > pageSize ? page.last?.path : nil
      )
    }
  }
}
