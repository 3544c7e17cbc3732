/// What a place asks of its directory, both ways: everybody has a place, every place has somebody.
package enum CoverageGap: String, CaseIterable, Sendable {
  case deputiesWithoutStation = "deputies-without-station"
  case villagesWithoutVenue = "villages-without-venue"
  case gridsWithoutDeputy = "grids-without-deputy"
  case venuesWithoutChief = "venues-without-chief"
  case venuesWithoutLiaison = "venues-without-liaison"
  case venuesWithoutDeputy = "venues-without-deputy"
  case unitsWithoutAccount = "units-without-account"
  case groupsWithoutConvener = "groups-without-convener"
}

/// How many of how many are without.
package struct CoverageCount: Sendable, Equatable {
  package let without: Int
  package let all: Int

  package init(without: Int, all: Int) {
    self.without = without
    self.all = all
  }

  package var covered: Int { all - without }
}

/// A record in the list behind a number.
package struct CoverageLine: Sendable, Equatable {
  package let id: Int64
  /// The person, for a mandate.
  package let subject: Int64
  package let name: String
  package let detail: String
  package let reason: String?

  package init(id: Int64, subject: Int64, name: String, detail: String, reason: String? = nil) {
    self.id = id
    self.subject = subject
    self.name = name
    self.detail = detail
    self.reason = reason
  }
}
