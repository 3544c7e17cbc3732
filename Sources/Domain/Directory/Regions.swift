/// A level of the state, from the nation down to the grid.
package enum RegionLevel: Int, CaseIterable, Sendable, Codable, Comparable {
  case nation, province, prefecture, county, township, village, grid

  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// An area in the dated tree. Codes are attributes with validity of their own; the id is what records refer to.
package struct Region: Sendable, Equatable {
  package let id: ID<Region>
  package let parent: ID<Region>?
  package let level: RegionLevel
  package var name: String
  /// The ids from the root to this region, each followed by a slash.
  package let path: String
  package var validFrom: CivilDate?
  package var validTo: CivilDate?
  package var code: String?

  package init(
    id: ID<Region>, parent: ID<Region>?, level: RegionLevel, name: String, path: String, validFrom: CivilDate? = nil,
    validTo: CivilDate? = nil, code: String? = nil
  ) {
    self.id = id
    self.parent = parent
    self.level = level
    self.name = name
    self.path = path
    self.validFrom = validFrom
    self.validTo = validTo
    self.code = code
  }
}
