/// A deputy's mandate with all that placing it (编排代表进站) asks for.
package struct PlacementMandate: Sendable, Equatable {
  package let id: ID<Mandate>
  package let person: Named<Person>
  package let congress: Named<Congress>
  package let level: CongressLevel
  /// The area of the congress that the mandate is of.
  package let congressRegion: ID<Region>
  package let constituency: String?
  package let constituencyRegions: [ID<Region>]
  package let residence: ID<Region>?
  /// Where a deputy of a higher congress serves.
  package let stationed: ID<Region>?
  /// Where the mandate is placed now, in venues that are arranged here.
  package var current: [ID<Venue>]
  /// Where it is placed in venues of another congress, which places it itself.
  package let elsewhere: [Named<Venue>]
  package let exception: PlacementException?

  package init(
    id: ID<Mandate>, person: Named<Person>, congress: Named<Congress>, level: CongressLevel,
    congressRegion: ID<Region>, constituency: String? = nil, constituencyRegions: [ID<Region>] = [],
    residence: ID<Region>? = nil, stationed: ID<Region>? = nil, current: [ID<Venue>] = [],
    elsewhere: [Named<Venue>] = [], exception: PlacementException? = nil
  ) {
    self.id = id
    self.person = person
    self.congress = congress
    self.level = level
    self.congressRegion = congressRegion
    self.constituency = constituency
    self.constituencyRegions = constituencyRegions
    self.residence = residence
    self.stationed = stationed
    self.current = current
    self.elsewhere = elsewhere
    self.exception = exception
  }
}

/// What is different for one mandate, and why: another venue, or none.
package struct PlacementException: Sendable, Equatable {
  package let venue: ID<Venue>?
  package let reason: String

  package init(venue: ID<Venue>?, reason: String) {
    self.venue = venue
    self.reason = reason
  }
}

/// The regions and open venues that mandates are placed in.
package struct PlacementMap: Sendable {
  package let regions: [ID<Region>: Region]
  package let venues: [Venue]
  /// Venues that a cluster (片区) gives to a village without one of its own.
  package let clusters: [ID<Region>: [ID<Venue>]]
  /// The venues in each region and in all that lies below it, in their order.
  private let inside: [ID<Region>: [Venue]]
  private let byID: [ID<Venue>: Venue]

  package init(regions: [Region], venues: [Venue], clusters: [ID<Region>: [ID<Venue>]] = [:]) {
    let byRegion = Dictionary(regions.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    var inside: [ID<Region>: [Venue]] = [:]
    for venue in venues {
      var region = byRegion[venue.region]
      while let found = region {
        inside[found.id, default: []].append(venue)
        region = found.parent.flatMap { byRegion[$0] }
      }
    }
    self.regions = byRegion
    self.venues = venues
    self.clusters = clusters
    self.inside = inside
    byID = Dictionary(venues.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  package func venue(_ id: ID<Venue>) -> Venue? { byID[id] }

  package func venues(in area: Region) -> [Venue] { inside[area.id] ?? [] }

  /// The region itself or the one above it at this level.
  package func ancestor(of id: ID<Region>, at level: RegionLevel) -> Region? {
    var region = regions[id]
    while let found = region, found.level > level { region = found.parent.flatMap { regions[$0] } }
    return region?.level == level ? region : nil
  }

  package func lies(_ id: ID<Region>, in area: Region) -> Bool { regions[id]?.path.hasPrefix(area.path) ?? false }
}

/// Why a mandate belongs where the proposal puts it.
package enum PlacementReason: Sendable, Equatable {
  /// Of a higher congress: where the deputy serves, or lives.
  case stationed(String)
  case residence(String)
  /// The village that the constituency is.
  case constituencyVillage(String)
  /// The constituency has several villages and the deputy lives in this one.
  case villageInConstituency(String)
  /// The constituency has several villages of one township.
  case constituencyTownship(String)
  /// A township's deputy in his own village.
  case ownVillage(String)
  /// The village has no venue: its cluster's, or the township's.
  case cluster(village: String)
  case noVillageStation(village: String)
  case exception(String)
  /// No rule leads anywhere, but the mandate is placed already.
  case asPlaced
}

/// What is missing.
package enum PlacementGap: Sendable, Equatable {
  /// Of a higher congress, without residence or place of service.
  case noResidence
  /// Residence or constituency are only known above the township.
  case tooWide(String)
  case noConstituencyRegions
  case spansTownships
  case noVenue(String)
  /// The exception names a venue that is closed.
  case venueClosed
  /// Not placed on purpose.
  case onPurpose(String)
}

package enum PlacementDecision: Sendable, Equatable {
  case venue(ID<Venue>, PlacementReason)
  /// In a venue of another congress.
  case elsewhere(Named<Venue>)
  case none(PlacementGap)
}

/// 市级代表在常驻的镇、县级代表在所选举选区的镇村、镇级代表在本村: the rule of the place, computed from facts alone.
package enum PlacementRule {
  package static func decide(_ mandate: PlacementMandate, in map: PlacementMap) -> PlacementDecision {
    if let exception = mandate.exception {
      guard let venue = exception.venue else { return .none(.onPurpose(exception.reason)) }
      return map.venue(venue) == nil ? .none(.venueClosed) : .venue(venue, .exception(exception.reason))
    }
    if mandate.current.isEmpty, let other = mandate.elsewhere.first { return .elsewhere(other) }
    let decision: PlacementDecision =
      switch mandate.level {
      case .nation, .province, .prefecture: higher(mandate, map)
      case .county: county(mandate, map)
      case .township: township(mandate, map)
      }
    if case .none = decision, let current = mandate.current.first { return .venue(current, .asPlaced) }
    return decision
  }

  /// Where the deputy serves, else where he lives: that township's home or central station.
  private static func higher(_ mandate: PlacementMandate, _ map: PlacementMap) -> PlacementDecision {
    guard let base = mandate.stationed ?? mandate.residence, let region = map.regions[base] else {
      return .none(.noResidence)
    }
    guard let township = map.ancestor(of: base, at: .township) else { return .none(.tooWide(region.name)) }
    let reason: PlacementReason =
      mandate.stationed == nil ? .residence(township.name) : .stationed(township.name)
    return inTownship(township, mandate, map, because: reason)
  }

  /// The village or township of the constituency.
  private static func county(_ mandate: PlacementMandate, _ map: PlacementMap) -> PlacementDecision {
    let regions = mandate.constituencyRegions.compactMap { map.regions[$0] }
    guard !regions.isEmpty else { return .none(.noConstituencyRegions) }
    let villages = villages(regions, map)
    if villages.count == 1, regions.allSatisfy({ $0.level >= .village }), let only = villages.first {
      return inVillage(only, mandate, map, because: .constituencyVillage(only.name))
    }
    if let home = mandate.residence.flatMap({ map.ancestor(of: $0, at: .village) }),
      regions.contains(where: { map.lies(home.id, in: $0) }), !inside(home, map).isEmpty
    {
      return inVillage(home, mandate, map, because: .villageInConstituency(home.name))
    }
    let townships = Set(regions.compactMap { map.ancestor(of: $0.id, at: .township)?.id })
    if townships.isEmpty { return .none(.tooWide(regions[0].name)) }
    if townships.count > 1 {
      // Several townships elect together: the one he lives in, if it is among them.
      guard let own = mandate.residence.flatMap({ map.ancestor(of: $0, at: .township) }), townships.contains(own.id)
      else { return .none(.spansTownships) }
      return inTownship(own, mandate, map, because: .residence(own.name))
    }
    guard let township = townships.first.flatMap({ map.regions[$0] }) else { return .none(.noConstituencyRegions) }
    return inTownship(township, mandate, map, because: .constituencyTownship(township.name))
  }

  /// Everybody in his own village: where he lives, else where he was elected.
  private static func township(_ mandate: PlacementMandate, _ map: PlacementMap) -> PlacementDecision {
    guard let area = map.regions[mandate.congressRegion] else { return .none(.noConstituencyRegions) }
    if let home = mandate.residence.flatMap({ map.ancestor(of: $0, at: .village) }), map.lies(home.id, in: area) {
      return inVillage(home, mandate, map, because: .ownVillage(home.name))
    }
    let regions = mandate.constituencyRegions.compactMap { map.regions[$0] }
    let villages = villages(regions, map)
    if villages.count == 1, regions.allSatisfy({ $0.level >= .village }), let only = villages.first {
      return inVillage(only, mandate, map, because: .constituencyVillage(only.name))
    }
    if regions.isEmpty, mandate.residence == nil { return .none(.noConstituencyRegions) }
    return inTownship(area, mandate, map, because: .constituencyTownship(area.name))
  }

  private static func villages(_ regions: [Region], _ map: PlacementMap) -> [Region] {
    var seen: Set<ID<Region>> = []
    return regions.compactMap { map.ancestor(of: $0.id, at: .village) }.filter { seen.insert($0.id).inserted }
  }

  private static func inVillage(
    _ village: Region, _ mandate: PlacementMandate, _ map: PlacementMap, because reason: PlacementReason
  ) -> PlacementDecision {
    let here = map.venues(in: village)
    if let kept = here.first(where: { mandate.current.contains($0.id) }) { return .venue(kept.id, reason) }
    if let best = inside(village, map).first { return .venue(best.id, reason) }
    let shared = map.clusters[village.id] ?? []
    if let kept = shared.first(where: mandate.current.contains) { return .venue(kept, .cluster(village: village.name)) }
    if let first = shared.first { return .venue(first, .cluster(village: village.name)) }
    guard let township = map.ancestor(of: village.id, at: .township) else { return .none(.noVenue(village.name)) }
    return inTownship(township, mandate, map, because: .noVillageStation(village: village.name))
  }

  /// Stations of a village, then its home or point; studios and windows are not for placing.
  private static func inside(_ village: Region, _ map: PlacementMap) -> [Venue] {
    func rank(_ venue: Venue) -> Int? {
      switch venue.kind {
      case .station: 0
      case .home: 1
      case .point: 2
      case .studio, .window: nil
      }
    }
    return ranked(map.venues(in: village), rank)
  }

  private static func inTownship(
    _ township: Region, _ mandate: PlacementMandate, _ map: PlacementMap, because reason: PlacementReason
  ) -> PlacementDecision {
    let here = map.venues(in: township)
    // Whoever is in a venue of this township already stays in it.
    if let kept = here.first(where: { mandate.current.contains($0.id) }) { return .venue(kept.id, reason) }
    func rank(_ venue: Venue) -> Int? {
      if venue.kind == .home, venue.region == township.id { return 0 }
      if venue.tier == .central { return 1 }
      return venue.kind == .station && venue.region == township.id ? 2 : nil
    }
    guard let best = ranked(here, rank).first else { return .none(.noVenue(township.name)) }
    return .venue(best.id, reason)
  }

  private static func ranked(_ venues: [Venue], _ rank: (Venue) -> Int?) -> [Venue] {
    venues.enumerated().compactMap { index, venue in rank(venue).map { (rank: $0, index: index, venue: venue) } }
      .sorted { ($0.rank, $0.index) < ($1.rank, $1.index) }.map(\.venue)
  }
}
