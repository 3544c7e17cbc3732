import DatabaseKit
package import Domain
import Store

/// People with everything that their maintenance page shows.
package enum ReadPeople {
  package static let pageSize = 40

  package struct Record: Sendable {
    package let person: Person
    package let residence: String?
    package let mandates: [MandateLine]
    package let posts: [PostLine]
    package let placements: [(venue: Named<Venue>, mandate: ID<Mandate>)]
    package let username: String?
    package let contacts: [(field: ContactField, mask: String, isPublic: Bool)]
    /// Whether the reader keeps this person's record.
    package let mayEdit: Bool
  }

  /// All people, deputies or not, by name or pinyin.
  package static func list(_ query: String, after cursor: ListCursor?, in environment: AppEnvironment) async throws
    -> (people: [DeputyLine], next: ListCursor?)
  {
    let search = Pinyin.normalisedQuery(query)
    let found = try await environment.database.read { tx in
      try PersonStore.people(search, after: cursor, limit: pageSize + 1, in: tx)
    }
    let page = Array(found.prefix(pageSize))
    let last = found.count > pageSize ? page.last : nil
    return (page.map(\.line), last.map { ListCursor(sort: $0.sortKey, id: $0.line.id.raw) })
  }

  package static func one(_ id: ID<Person>, by reader: Actor, in environment: AppEnvironment) async throws -> Record? {
    let edit = DirectoryEdit(environment, by: reader)
    let today = edit.now.date
    return try await environment.database.read { tx in
      guard let person = try PersonStore.person(id, in: tx) else { return nil }
      return Record(
        person: person, residence: try person.residence.flatMap { try RegionStore.region($0, in: tx)?.name },
        mandates: try PersonStore.mandates(of: [id], in: tx)[id] ?? [],
        posts: try AccountStore.lines(person: id, on: today, in: tx),
        placements: try VenueStore.placements(of: id, in: tx).compactMap { placement in
          try VenueStore.venue(placement.venue, in: tx).map {
            (venue: Named(id: $0.id, name: $0.name), mandate: placement.mandate)
          }
        },
        username: try AccountStore.account(of: id, in: tx)?.account.username,
        contacts: try PersonStore.contacts(of: id, in: tx).map {
          (field: $0.field, mask: $0.mask, isPublic: $0.isPublic)
        }, mayEdit: try edit.mayEdit(id, in: tx))
    }
  }

  /// The placements and reception rules of a venue, with their ids.
  package struct VenueParts: Sendable {
    package let placements: [(mandate: ID<Mandate>, person: Named<Person>, level: CongressLevel)]
    package let receptions: [(rule: ReceptionRule, people: [Named<Person>])]
  }

  package static func venueParts(_ id: ID<Venue>, in environment: AppEnvironment) async throws -> VenueParts {
    try await environment.database.read { tx in
      VenueParts(
        placements: try VenueStore.deputies(at: id, in: tx),
        receptions: try VenueStore.receptions(.venue(id), in: tx).map { (rule: $0.rule, people: $0.people) })
    }
  }

  /// Serving mandates with the names of their holders, for choosing.
  package static func mandates(in environment: AppEnvironment) async throws
    -> [(id: ID<Mandate>, name: String, congress: ID<Congress>)]
  {
    try await environment.database.read { tx in try PersonStore.servingMandates(limit: 4000, in: tx) }
  }
}
