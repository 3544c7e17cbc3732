package enum RegionMerge {}

/// 并乡镇、村改社区: which regions become one, and what becomes of their stations and units. Stations and units that are
/// not named carry on under the region that takes over.
package struct RegionMergePlan: Sendable, Equatable, Codable {
  /// Regions that end.
  package var from: [ID<Region>]
  /// The one that takes over; nil makes a new one of this name beside the first.
  package var into: ID<Region>?
  package var name: String
  /// Stations that close, and those that answer for their matters from then on.
  package var venues: [Move<Venue>]
  package var units: [Move<HandlingUnit>]

  package struct Move<Subject>: Sendable, Equatable, Codable {
    package let from: ID<Subject>
    package let to: ID<Subject>

    package init(from: ID<Subject>, to: ID<Subject>) {
      self.from = from
      self.to = to
    }
  }

  package init(
    from: [ID<Region>], into: ID<Region>?, name: String = "", venues: [Move<Venue>] = [],
    units: [Move<HandlingUnit>] = []
  ) {
    self.from = from
    self.into = into
    self.name = name
    self.venues = venues
    self.units = units
  }

  /// Why a plan cannot be carried out.
  package enum Problem: Error, Sendable, Equatable {
    case nothingToMerge, regionEnded, levelsDiffer, intoItself, nameMissing
    case venueElsewhere, venueClosed, noLiaison, unitElsewhere
  }
}

/// What a merge would do, before it is ordered.
package struct RegionMergePreview: Sendable, Equatable {
  package let problems: [RegionMergePlan.Problem]
  package let from: [Region]
  package let into: Region?
  /// Regions below that carry on under the one that takes over.
  package let children: Int
  package let venuesKept: [Named<Venue>]
  package let venuesClosed: [(from: Named<Venue>, to: Named<Venue>)]
  package let openMatters: Int
  package let openParts: Int
  /// Matters that keep the region that they were made under.
  package let allMatters: Int

  package init(
    problems: [RegionMergePlan.Problem], from: [Region], into: Region?, children: Int, venuesKept: [Named<Venue>],
    venuesClosed: [(from: Named<Venue>, to: Named<Venue>)], openMatters: Int, openParts: Int, allMatters: Int
  ) {
    self.problems = problems
    self.from = from
    self.into = into
    self.children = children
    self.venuesKept = venuesKept
    self.venuesClosed = venuesClosed
    self.openMatters = openMatters
    self.openParts = openParts
    self.allMatters = allMatters
  }

  package static func == (left: Self, right: Self) -> Bool {
    left.problems == right.problems && left.openMatters == right.openMatters && left.openParts == right.openParts
      && left.allMatters == right.allMatters && left.children == right.children
  }
}

/// A merge that was ordered, and how far it has come.
package struct RegionMergeLine: Sendable, Equatable {
  package let id: ID<RegionMerge>
  package let into: Named<Region>
  package let from: [String]
  package let on: CivilDate
  package let reason: String
  package let orderedBy: String?
  package let moved: Int
  package let doneAt: Instant?

  package init(
    id: ID<RegionMerge>, into: Named<Region>, from: [String], on: CivilDate, reason: String, orderedBy: String?,
    moved: Int, doneAt: Instant?
  ) {
    self.id = id
    self.into = into
    self.from = from
    self.on = on
    self.reason = reason
    self.orderedBy = orderedBy
    self.moved = moved
    self.doneAt = doneAt
  }
}

/// Matters of a year by region: as the regions were then, or as they are now.
package struct RegionNumbers: Sendable, Equatable {
  package let region: Named<Region>
  package let ended: CivilDate?
  package var received: Int
  package var answered: Int
  package var open: Int

  package init(region: Named<Region>, ended: CivilDate?, received: Int, answered: Int, open: Int) {
    self.region = region
    self.ended = ended
    self.received = received
    self.answered = answered
    self.open = open
  }
}
