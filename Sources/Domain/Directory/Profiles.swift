// What pages show of the directory: plain values, names already found.

/// One mandate as it is shown.
package struct MandateLine: Sendable, Equatable {
  package let id: ID<Mandate>
  package let congress: ID<Congress>
  package let congressName: String
  package let congressShortName: String
  package let level: CongressLevel
  package let termNumber: Int?
  /// The constituency or the electing unit.
  package let electedBy: String
  package let state: MandateState
  package let reason: MandateReason?
  package let beganOn: CivilDate
  package let changedOn: CivilDate?

  package init(
    id: ID<Mandate>, congress: ID<Congress>, congressName: String, congressShortName: String, level: CongressLevel,
    termNumber: Int?, electedBy: String, state: MandateState, reason: MandateReason?, beganOn: CivilDate,
    changedOn: CivilDate?
  ) {
    self.id = id
    self.congress = congress
    self.congressName = congressName
    self.congressShortName = congressShortName
    self.level = level
    self.termNumber = termNumber
    self.electedBy = electedBy
    self.state = state
    self.reason = reason
    self.beganOn = beganOn
    self.changedOn = changedOn
  }
}

/// A name with the id it stands for.
package struct Named<Subject>: Sendable, Equatable {
  package let id: ID<Subject>
  package let name: String

  package init(id: ID<Subject>, name: String) {
    self.id = id
    self.name = name
  }
}

/// A deputy in a list.
package struct DeputyLine: Sendable, Equatable {
  package let id: ID<Person>
  package let name: String
  package let occupation: String
  package var mandates: [MandateLine]
  package var expertise: [String]
  package var venues: [Named<Venue>]
  package var nextReception: ReceptionDate?

  package init(
    id: ID<Person>, name: String, occupation: String, mandates: [MandateLine] = [], expertise: [String] = [],
    venues: [Named<Venue>] = [], nextReception: ReceptionDate? = nil
  ) {
    self.id = id
    self.name = name
    self.occupation = occupation
    self.mandates = mandates
    self.expertise = expertise
    self.venues = venues
    self.nextReception = nextReception
  }

  package var isServing: Bool { mandates.contains { $0.state == .active } }
}

/// A day on which residents are received.
package struct ReceptionDate: Sendable, Equatable {
  package let date: CivilDate
  package let opens: Int
  package let closes: Int
  package let topic: String
  package let place: String
  package let venue: Named<Venue>
  package let people: [Named<Person>]

  package init(
    date: CivilDate, opens: Int, closes: Int, topic: String, place: String, venue: Named<Venue>, people: [Named<Person>]
  ) {
    self.date = date
    self.opens = opens
    self.closes = closes
    self.topic = topic
    self.place = place
    self.venue = venue
    self.people = people
  }
}

/// A venue in a list.
package struct VenueLine: Sendable, Equatable {
  package let id: ID<Venue>
  package let kind: VenueKind
  package let tier: VenueTier
  package let name: String
  package let regionName: String
  package let address: String
  package let telephone: String
  package let openingHours: String
  package let deputyCount: Int

  package init(
    id: ID<Venue>, kind: VenueKind, tier: VenueTier, name: String, regionName: String, address: String,
    telephone: String, openingHours: String, deputyCount: Int
  ) {
    self.id = id
    self.kind = kind
    self.tier = tier
    self.name = name
    self.regionName = regionName
    self.address = address
    self.telephone = telephone
    self.openingHours = openingHours
    self.deputyCount = deputyCount
  }
}

/// A post in force with the names it needs.
package struct PostLine: Sendable, Equatable {
  package let id: ID<PostRecord>
  package let person: Named<Person>
  package let role: PostRole
  package let congress: Named<Congress>
  package let venue: Named<Venue>?
  package let unit: Named<HandlingUnit>?
  package let region: Named<Region>?
  package let from: CivilDate
  package let to: CivilDate?

  package init(
    id: ID<PostRecord>, person: Named<Person>, role: PostRole, congress: Named<Congress>, venue: Named<Venue>?,
    unit: Named<HandlingUnit>?, region: Named<Region>? = nil, from: CivilDate, to: CivilDate?
  ) {
    self.id = id
    self.person = person
    self.role = role
    self.congress = congress
    self.venue = venue
    self.unit = unit
    self.region = region
    self.from = from
    self.to = to
  }

  package var post: Post {
    Post(role: role, congress: congress.id, venue: venue?.id, unit: unit?.id, region: region?.id)
  }
  /// Where it is held: the venue, the unit, the grid, or the congress.
  package var place: String { venue?.name ?? unit?.name ?? region?.name ?? congress.name }
}

package enum PostRecord {}

/// Which deputies a search is after. Every part narrows.
package struct DeputyFilter: Sendable, Equatable {
  /// A name, a part of one, or pinyin initials.
  package var query = ""
  package var congressLevel: CongressLevel?
  package var congress: ID<Congress>?
  package var region: ID<Region>?
  package var venue: ID<Venue>?
  package var expertise: String?
  package init() {}
}

/// A printed code.
package struct CodeRecord: Sendable, Equatable {
  package enum Subject: Sendable, Equatable {
    case deputy(ID<Person>)
    case venue(ID<Venue>)
    case grid(ID<Region>)
    case campaign(ID<Campaign>)
    case congress(ID<Congress>)
  }

  package let id: ID<Code>
  package let congress: ID<Congress>
  package let subject: Subject
  package let version: Int
  package let issuedAt: Instant
  package let revokedAt: Instant?
  package let revokedReason: String?

  package init(
    id: ID<Code>, congress: ID<Congress>, subject: Subject, version: Int, issuedAt: Instant, revokedAt: Instant? = nil,
    revokedReason: String? = nil
  ) {
    self.id = id
    self.congress = congress
    self.subject = subject
    self.version = version
    self.issuedAt = issuedAt
    self.revokedAt = revokedAt
    self.revokedReason = revokedReason
  }
}
