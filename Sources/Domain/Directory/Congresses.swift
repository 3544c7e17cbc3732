/// The level of a people's congress. A sub-district has none: its organ is a body of the county's congress.
package enum CongressLevel: Int, CaseIterable, Sendable, Codable, Comparable {
  case nation, province, prefecture, county, township

  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// 人民代表大会 of one area and level. A term is apart (``CongressTerm``).
package struct Congress: Sendable, Equatable {
  package let id: ID<Congress>
  package let region: ID<Region>
  package let level: CongressLevel
  package var name: String
  /// Short form for cards and archive numbers, such as 示范镇.
  package var shortName: String
  /// The congress one level up, if it is known here.
  package let parent: ID<Congress>?
  /// False for a congress whose deputies are stationed here but which is run elsewhere.
  package var isRunHere: Bool

  package init(
    id: ID<Congress>, region: ID<Region>, level: CongressLevel, name: String, shortName: String,
    parent: ID<Congress>?, isRunHere: Bool
  ) {
    self.id = id
    self.region = region
    self.level = level
    self.name = name
    self.shortName = shortName
    self.parent = parent
    self.isRunHere = isRunHere
  }
}

/// 届: five years from the first session of one congress to the first session of the next; the end is an event.
package struct CongressTerm: Sendable, Equatable {
  package let id: ID<CongressTerm>
  package let congress: ID<Congress>
  package let number: Int
  /// The first day of its first session.
  package var beganOn: CivilDate
  package var endedOn: CivilDate?

  package init(
    id: ID<CongressTerm>, congress: ID<Congress>, number: Int, beganOn: CivilDate, endedOn: CivilDate? = nil
  ) {
    self.id = id
    self.congress = congress
    self.number = number
    self.beganOn = beganOn
    self.endedOn = endedOn
  }
}

/// The organs of a congress; each has the name it bears in this place.
package enum CongressBodyKind: String, CaseIterable, Sendable, Codable {
  case standingCommittee = "standing_committee"
  case directorsMeeting = "directors_meeting"
  case presidium
  case specialCommittee = "special_committee"
  case workCommittee = "work_committee"
  case deputyWorkCommittee = "deputy_work_committee"
  case subdistrictWorkCommittee = "subdistrict_work_committee"
  case office

  /// Which organs exist at a level: a township has a presidium and no standing committee (组织法 18, 19).
  package static func allowed(at level: CongressLevel) -> [CongressBodyKind] {
    level == .township
      ? [.presidium, .office]
      : [
        .standingCommittee, .directorsMeeting, .specialCommittee, .workCommittee, .deputyWorkCommittee,
        .subdistrictWorkCommittee, .office,
      ]
  }
}

package struct CongressBody: Sendable, Equatable {
  package let id: ID<CongressBody>
  package let congress: ID<Congress>
  package let kind: CongressBodyKind
  package var name: String
  /// The sub-district of a sub-district work committee.
  package let region: ID<Region>?

  package init(id: ID<CongressBody>, congress: ID<Congress>, kind: CongressBodyKind, name: String, region: ID<Region>?)
  {
    self.id = id
    self.congress = congress
    self.kind = kind
    self.name = name
    self.region = region
  }
}

/// 选区 (direct election, one to three seats, 选举法 25).
package struct Constituency: Sendable, Equatable {
  package let id: ID<Constituency>
  package let congress: ID<Congress>
  package var name: String
  package var seats: Int
  package var regions: [ID<Region>]
  package var validFrom: CivilDate?
  package var validTo: CivilDate?

  package init(
    id: ID<Constituency>, congress: ID<Congress>, name: String, seats: Int, regions: [ID<Region>],
    validFrom: CivilDate? = nil, validTo: CivilDate? = nil
  ) {
    self.id = id
    self.congress = congress
    self.name = name
    self.seats = seats
    self.regions = regions
    self.validFrom = validFrom
    self.validTo = validTo
  }
}

/// 选举单位: the lower congress (or the army) that elects upward.
package struct ElectingUnit: Sendable, Equatable {
  package let id: ID<ElectingUnit>
  package let congress: ID<Congress>
  package var name: String
  package let electingCongress: ID<Congress>?

  package init(id: ID<ElectingUnit>, congress: ID<Congress>, name: String, electingCongress: ID<Congress>?) {
    self.id = id
    self.congress = congress
    self.name = name
    self.electingCongress = electingCongress
  }
}

/// 代表团: deputies grouped for sessions; in some places a unit all year round.
package struct Delegation: Sendable, Equatable {
  package let id: ID<Delegation>
  package let congress: ID<Congress>
  package var name: String

  package init(id: ID<Delegation>, congress: ID<Congress>, name: String) {
    self.id = id
    self.congress = congress
    self.name = name
  }
}
