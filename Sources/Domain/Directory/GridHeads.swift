/// 大网格长: somebody who answers for a grid (a region of that level), from and to a date, with the reason of both.
package struct GridHead: Sendable, Equatable {
  package let id: ID<GridHead>
  package let grid: ID<Region>
  package let person: Named<Person>
  package let from: CivilDate
  package let to: CivilDate?
  package let reason: String
  package let endReason: String?

  package init(
    id: ID<GridHead>, grid: ID<Region>, person: Named<Person>, from: CivilDate, to: CivilDate?, reason: String,
    endReason: String?
  ) {
    self.id = id
    self.grid = grid
    self.person = person
    self.from = from
    self.to = to
    self.reason = reason
    self.endReason = endReason
  }
}

/// A grid in the list of grids: where it lies and who is its head now.
package struct GridLine: Sendable, Equatable {
  package let id: ID<Region>
  package let name: String
  /// The village or community above it.
  package let above: String
  package let heads: [GridHead]

  package init(id: ID<Region>, name: String, above: String, heads: [GridHead]) {
    self.id = id
    self.name = name
    self.above = above
    self.heads = heads
  }

  package var head: GridHead? { heads.first { $0.to == nil } }
}
