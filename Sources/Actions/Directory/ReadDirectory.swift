import DatabaseKit
package import Domain
import SecretsKit
import Store

/// Lists and records of the directory, for public pages and for maintenance.
package enum ReadDirectory {
  package static func congresses(in environment: AppEnvironment) async throws -> [Congress] {
    try await environment.database.read { tx in try CongressStore.all(in: tx) }
  }

  /// Whether the actor keeps the directory of a congress: what its pages offer.
  package static func mayEdit(_ congress: ID<Congress>?, by actor: Actor, in environment: AppEnvironment) async throws
    -> Bool
  {
    let here = try await congresses(in: environment).filter(\.isRunHere).map(\.id)
    return DirectoryAccess.mayEdit(congress, runHere: Set(here), by: actor)
  }

  package static func regions(in environment: AppEnvironment) async throws -> [Region] {
    try await environment.database.read { tx in try RegionStore.all(in: tx) }
  }

  package static func venues(of congress: ID<Congress>?, in environment: AppEnvironment) async throws -> [VenueLine] {
    try await environment.database.read { tx in try VenueStore.lines(of: congress, in: tx) }
  }

  package static func venue(_ id: ID<Venue>, in environment: AppEnvironment) async throws -> Venue? {
    try await environment.database.read { tx in try VenueStore.venue(id, in: tx) }
  }

  package static func categories(of congress: ID<Congress>, in environment: AppEnvironment) async throws
    -> [MatterCategory]
  {
    try await environment.database.read { tx in try GroupStore.categories(of: congress, in: tx) }
  }

  /// The units that a congress hands matters to now.
  package static func units(of congress: ID<Congress>, in environment: AppEnvironment) async throws -> [HandlingUnit] {
    try await environment.database.read { tx in try GroupStore.units(of: congress, in: tx) }.filter {
      $0.validTo == nil
    }
  }

  package static func unit(_ id: ID<HandlingUnit>, in environment: AppEnvironment) async throws -> HandlingUnit? {
    try await environment.database.read { tx in try GroupStore.unit(id, in: tx) }
  }

  /// Everything about one congress that its maintenance page shows.
  package struct CongressDetail: Sendable {
    package let congress: Congress
    package let terms: [CongressTerm]
    package let bodies: [CongressBody]
    package let constituencies: [Constituency]
    package let electingUnits: [ElectingUnit]
    package let delegations: [(delegation: Delegation, members: [MemberLine])]
    package let groups: [(group: DeputyGroup, members: [MemberLine])]
    package let units: [HandlingUnit]
    package let categories: [MatterCategory]
  }

  package struct MemberLine: Sendable, Equatable {
    package let person: Named<Person>
    package let leads: Bool
    package let from: CivilDate
    package let to: CivilDate?
  }

  package static func congress(_ id: ID<Congress>, in environment: AppEnvironment) async throws -> CongressDetail? {
    try await environment.database.read { tx in
      guard let congress = try CongressStore.congress(id, in: tx) else { return nil }
      func lines(_ members: [StoredMember]) -> [MemberLine] {
        members.map { MemberLine(person: $0.person, leads: $0.leads, from: $0.from, to: $0.to) }
      }
      return CongressDetail(
        congress: congress, terms: try CongressStore.terms(of: id, in: tx),
        bodies: try CongressStore.bodies(of: id, in: tx),
        constituencies: try CongressStore.constituencies(of: id, in: tx),
        electingUnits: try CongressStore.electingUnits(of: id, in: tx),
        delegations: try GroupStore.delegations(of: id, in: tx).map {
          (delegation: $0, members: lines(try GroupStore.members(of: $0.id, in: tx)))
        },
        groups: try GroupStore.groups(of: id, in: tx).map {
          (group: $0, members: lines(try GroupStore.members(of: $0.id, in: tx)))
        },
        units: try GroupStore.units(of: id, in: tx), categories: try GroupStore.categories(of: id, in: tx))
    }
  }

  /// Persons and mandates by level: two measures that are never mixed.
  package static func deputyCounts(in environment: AppEnvironment) async throws
    -> (persons: Int, byLevel: [CongressLevel: Int])
  {
    try await environment.database.read { tx in try PersonStore.counts(in: tx) }
  }
}

/// 找代表.
package enum FindDeputies {
  package static let pageSize = 24

  package struct Page: Sendable {
    package let deputies: [DeputyLine]
    package let next: ListCursor?
    package let expertise: [String]
  }

  /// - Parameter servingOnly: false also finds people whose mandates have ended, for maintenance.
  package static func run(
    _ filter: DeputyFilter, after cursor: ListCursor?, servingOnly: Bool = true, limit: Int = pageSize,
    in environment: AppEnvironment
  ) async throws -> Page {
    let today = environment.now().date
    let calendar = try await environment.rules.calendar()
    var normalised = filter
    normalised.query = Pinyin.normalisedQuery(filter.query)
    let search = normalised
    return try await environment.database.read { tx in
      let path = try search.region.flatMap { try RegionStore.region($0, in: tx)?.path }
      let found = try PersonStore.deputies(
        search, regionPath: path, servingOnly: servingOnly, after: cursor, limit: limit + 1, in: tx)
      let page = Array(found.prefix(limit))
      let lines = try Receptions.addNext(to: page.map(\.line), from: today, calendar: calendar, in: tx)
      let last = found.count > limit ? page.last : nil
      return Page(
        deputies: lines, next: last.map { ListCursor(sort: $0.sortKey, id: $0.line.id.raw) },
        expertise: try PersonStore.expertiseInUse(limit: 12, in: tx))
    }
  }
}

/// When residents are received, as dates.
enum Receptions {
  static func dates(
    _ scope: ReceptionScope, from first: CivilDate, through last: CivilDate, calendar: WorkingCalendar,
    in tx: any ReadTransaction
  ) throws -> [ReceptionDate] {
    try VenueStore.receptions(scope, in: tx).flatMap { found in
      found.rule.dates(from: first, through: last, calendar: calendar).map { date in
        ReceptionDate(
          date: date, opens: found.rule.opens, closes: found.rule.closes, topic: found.rule.topic,
          place: found.rule.place, venue: Named(id: found.rule.venue, name: found.venueName), people: found.people)
      }
    }
    .sorted { ($0.date, $0.opens, $0.venue.id.raw) < ($1.date, $1.opens, $1.venue.id.raw) }
  }

  static func addNext(
    to lines: [DeputyLine], from today: CivilDate, calendar: WorkingCalendar, in tx: any ReadTransaction
  ) throws -> [DeputyLine] {
    let dates = try dates(
      .people(lines.map(\.id)), from: today, through: today.adding(days: 70), calendar: calendar, in: tx)
    return lines.map { line in
      var line = line
      line.nextReception = dates.first { $0.people.contains { $0.id == line.id } }
      return line
    }
  }
}

/// A deputy's public page.
package struct DeputyPageData: Sendable {
  package let person: Person
  package let line: DeputyLine
  /// Agreed to by the deputy, field by field.
  package let contacts: [(field: ContactField, text: String)]
  package let venue: Venue?
  package let receptions: [ReceptionDate]
  package let numbers: YearNumbers
  package let answered: [MatterPublication]
  package let moreAnswered: Bool
}

package enum ReadDeputy {
  /// Nil when the person was never a deputy.
  package static func run(_ id: ID<Person>, in environment: AppEnvironment) async throws -> DeputyPageData? {
    let now = environment.now()
    let calendar = try await environment.rules.calendar()
    let cipher = environment.cipher
    let numbers = try await ReadNumbers.run(of: .deputy(id), year: now.date.year, in: environment)
    let answered = try await ReadPublications.list(of: .deputy(id), limit: 5, in: environment)
    return try await environment.database.read { tx in
      guard let person = try PersonStore.person(id, in: tx) else { return nil }
      let bare = DeputyLine(id: id, name: person.name, occupation: person.occupation)
      guard let line = try PersonStore.complete([bare], in: tx).first, !line.mandates.isEmpty else { return nil }
      let receptions = try Receptions.dates(
        .people([id]), from: now.date, through: now.date.adding(days: 70), calendar: calendar, in: tx)
      var contacts: [(field: ContactField, text: String)] = []
      for stored in try PersonStore.contacts(of: id, in: tx) where stored.isPublic && line.isServing {
        let text = try cipher.open(
          FieldCipher.Sealed(keyID: stored.keyID, bytes: stored.sealed), record: id.raw, field: "person_contacts")
        contacts.append((field: stored.field, text: text))
      }
      let venue = try VenueStore.placements(of: id, in: tx).first.flatMap { try VenueStore.venue($0.venue, in: tx) }
      return DeputyPageData(
        person: person, line: line, contacts: contacts, venue: venue, receptions: Array(receptions.prefix(3)),
        numbers: numbers, answered: answered.publications, moreAnswered: answered.next != nil)
    }
  }

  /// One's own contact fields, opened, for the deputy himself or the clerk.
  package static func contacts(of id: ID<Person>, in environment: AppEnvironment) async throws
    -> [(field: ContactField, text: String, isPublic: Bool)]
  {
    let cipher = environment.cipher
    return try await environment.database.read { tx in
      try PersonStore.contacts(of: id, in: tx).map { stored in
        let text = try cipher.open(
          FieldCipher.Sealed(keyID: stored.keyID, bytes: stored.sealed), record: id.raw, field: "person_contacts")
        return (field: stored.field, text: text, isPublic: stored.isPublic)
      }
    }
  }
}

/// A venue's public page.
package struct VenuePageData: Sendable {
  package let venue: Venue
  package let congress: Congress
  package let parent: Named<Venue>?
  package let staff: [PostLine]
  package let deputies: [DeputyLine]
  package let receptions: [ReceptionDate]
  package let answered: [MatterPublication]
}

package enum ReadVenue {
  package static func run(_ id: ID<Venue>, in environment: AppEnvironment) async throws -> VenuePageData? {
    let today = environment.now().date
    let calendar = try await environment.rules.calendar()
    let answered = try await ReadPublications.list(of: .venue(id), limit: 5, in: environment)
    return try await environment.database.read { tx in
      guard let venue = try VenueStore.venue(id, in: tx),
        let congress = try CongressStore.congress(venue.congress, in: tx)
      else { return nil }
      var seen: Set<ID<Person>> = []
      let people = try VenueStore.deputies(at: id, in: tx).map(\.person).filter { seen.insert($0.id).inserted }
      let lines = try PersonStore.complete(
        people.map { DeputyLine(id: $0.id, name: $0.name, occupation: "") }, in: tx)
      let parent = try venue.parent.flatMap { try VenueStore.venue($0, in: tx) }
      return VenuePageData(
        venue: venue, congress: congress, parent: parent.map { Named(id: $0.id, name: $0.name) },
        staff: try AccountStore.lines(venue: id, on: today, in: tx), deputies: lines,
        receptions: try Receptions.dates(
          .venue(id), from: today, through: today.adding(days: 70), calendar: calendar, in: tx),
        answered: answered.publications)
    }
  }

  /// Whom a matter of this venue can be handed to.
  package struct Assignees: Sendable {
    package let deputies: [Named<Person>]
    package let groups: [Named<DeputyGroup>]
    package let venues: [Named<Venue>]

    package static let none = Assignees(deputies: [], groups: [], venues: [])
  }

  package static func assignees(venue: ID<Venue>?, congress: ID<Congress>, in environment: AppEnvironment) async throws
    -> Assignees
  {
    try await environment.database.read { tx in
      let venues = try VenueStore.venues(of: congress, in: tx)
      var seen: Set<ID<Person>> = []
      var deputies: [Named<Person>] = []
      for id in [venue].compactMap({ $0 }) + venues.map(\.id) where deputies.count < 300 {
        for found in try VenueStore.deputies(at: id, in: tx) where seen.insert(found.person.id).inserted {
          deputies.append(found.person)
        }
      }
      return Assignees(
        deputies: deputies,
        groups: try GroupStore.groups(of: congress, in: tx).filter { $0.validTo == nil }.map {
          Named(id: $0.id, name: $0.name)
        },
        venues: venues.filter { $0.id != venue }.map { Named(id: $0.id, name: $0.name) })
    }
  }
}

/// The receptions of a congress's venues in a stretch of days.
package enum ReadReceptions {
  package static func run(
    of congress: ID<Congress>, from first: CivilDate, through last: CivilDate, in environment: AppEnvironment
  ) async throws -> [ReceptionDate] {
    let calendar = try await environment.rules.calendar()
    return try await environment.database.read { tx in
      try Receptions.dates(.congress(congress), from: first, through: last, calendar: calendar, in: tx)
    }
  }
}
