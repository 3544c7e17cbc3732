package import Domain
import Store

/// Whom a matter is handed to inside the congress.
package enum Assignee: Sendable, Equatable {
  case deputy(ID<Person>)
  case group(ID<DeputyGroup>)
  case venue(ID<Venue>)
}

/// 分派: to a deputy of the venue, to a group, or to another venue, which then has to accept it.
package enum AssignMatter {
  package struct Input: Sendable {
    package let to: Assignee
    package let words: String?

    package init(to: Assignee, words: String? = nil) {
      self.to = to
      self.words = words
    }
  }

  package static func run(
    _ input: Input, on matter: ID<Matter>, _ request: MatterRequest, in environment: AppEnvironment
  ) async throws -> MatterChanged {
    try await MatterChange(environment).run(.assign, on: matter, request) { work in
      try work.checkReach(input.to)
      let (owner, venue, congress) = try work.place(input.to)
      try work.carryOut(
        .assign(owner: owner, venue: venue, congress: congress), words: MatterWords(text: input.words))
    }
  }
}

extension MatterWork {
  /// Whoever acts only as the worker of the grid reports up: to the venue or a group of its area, and nobody else.
  fileprivate func checkReach(_ assignee: Assignee) throws {
    let able = MatterAccess.relations(of: request.actor, to: facts).intersection(MatterAccess.relations(for: .assign))
    guard able == [.gridWorker] else { return }
    guard let grid = matter.grid, let area = try GridArea.find(grid, on: now.date, in: tx),
      area.mayReport(to: assignee)
    else { throw ActionError.invalid([FieldProblem("to", .notAllowed)]) }
  }

  /// Finds the owner, venue and congress that an assignee stands for.
  func place(_ assignee: Assignee) throws -> (owner: MatterOwner, venue: ID<Venue>, congress: ID<Congress>) {
    let wrong = ActionError.invalid([FieldProblem("to", .notFound)])
    switch assignee {
    case .venue(let id):
      guard let venue = try VenueStore.venue(id, in: tx), venue.validTo == nil else { throw wrong }
      return (.venue, id, venue.congress)
    case .group(let id):
      guard let venue = matter.status.venue else { throw wrong }
      let groups = try GroupStore.groups(of: matter.status.congress, in: tx)
      guard groups.contains(where: { $0.id == id && $0.validTo == nil }) else { throw wrong }
      return (.group(id), venue, matter.status.congress)
    case .deputy(let person):
      let placements = try VenueStore.placements(of: person, in: tx)
      let here = placements.first { $0.venue == matter.status.venue }
      guard let placement = here ?? placements.first, let venue = try VenueStore.venue(placement.venue, in: tx),
        !facts.excluded.contains(person)
      else { throw wrong }
      // A deputy of another station handles it from here; the matter stays with the venue that answers for it.
      let answering = matter.status.venue ?? venue.id
      let congress = matter.status.venue == nil ? venue.congress : matter.status.congress
      return (.deputy(placement.mandate, person), answering, congress)
    }
  }
}
