import DatabaseKit
package import Domain
import Store

/// A record as its form shows it: the values by field, and the version that they are.
package struct DirectoryValues: Sendable, Equatable {
  package let values: [String: String]
  package let revision: Int
}

/// The records that several people may edit at once.
package enum ReadDirectoryValues {
  package enum Record: Sendable, Equatable {
    case region(ID<Region>)
    case congress(ID<Congress>)
    case constituency(ID<Constituency>, ID<Congress>)
    case unit(ID<HandlingUnit>)
    case category(ID<MatterCategory>, ID<Congress>)
    case person(ID<Person>)
    case venue(ID<Venue>)
    case mandate(ID<Mandate>)
  }

  /// Nil when there is no such record.
  package static func run(_ record: Record, in environment: AppEnvironment) async throws -> DirectoryValues? {
    try await environment.database.read { tx in
      guard let values = try values(of: record, in: tx) else { return nil }
      let (table, id) = table(of: record)
      return DirectoryValues(values: values, revision: try RevisionStore.revision(table, id, in: tx) ?? 0)
    }
  }

  static func table(of record: Record) -> (table: RevisionStore.Table, id: Int64) {
    switch record {
    case .region(let id): (.regions, id.raw)
    case .congress(let id): (.congresses, id.raw)
    case .constituency(let id, _): (.constituencies, id.raw)
    case .unit(let id): (.units, id.raw)
    case .category(let id, _): (.categories, id.raw)
    case .person(let id): (.people, id.raw)
    case .venue(let id): (.venues, id.raw)
    case .mandate(let id): (.mandates, id.raw)
    }
  }

  private static func values(of record: Record, in tx: any ReadTransaction) throws -> [String: String]? {
    switch record {
    case .region(let id): return try RegionStore.region(id, in: tx).map { ["name": $0.name] }
    case .congress(let id):
      return try CongressStore.congress(id, in: tx).map { ["name": $0.name, "short": $0.shortName] }
    case .constituency(let id, let congress):
      return try CongressStore.constituencies(of: congress, in: tx).first { $0.id == id }.map {
        ["name": $0.name, "seats": "\($0.seats)", "region": $0.regions.first?.description ?? ""]
      }
    case .unit(let id): return try GroupStore.unit(id, in: tx).map { ["name": $0.name, "telephone": $0.telephone] }
    case .category(let id, let congress):
      return try GroupStore.categories(of: congress, in: tx).first { $0.id == id }.map {
        [
          "name": $0.name, "position": "\($0.position)", "parent": $0.parent?.description ?? "",
          "inactive": $0.isActive ? "" : "1",
        ]
      }
    case .person(let id): return try PersonStore.person(id, in: tx).map(person)
    case .venue(let id): return try VenueStore.venue(id, in: tx).map(venue)
    case .mandate(let id):
      return try PersonStore.mandate(id, in: tx).map {
        ["state": $0.state.rawValue, "reason": $0.reason?.rawValue ?? "", "on": $0.changedOn?.description ?? ""]
      }
    }
  }

  private static func person(_ person: Person) -> [String: String] {
    [
      "name": person.name, "occupation": person.occupation, "workplace": person.workplace,
      "residence": person.residence?.description ?? "", "expertise": person.expertise.joined(separator: "、"),
      "introduction": person.introduction,
    ]
  }

  private static func venue(_ venue: Venue) -> [String: String] {
    [
      "name": venue.name, "mark": venue.mark, "kind": venue.kind.rawValue, "tier": venue.tier.rawValue,
      "region": venue.region.description, "parent": venue.parent?.description ?? "", "host": venue.host,
      "address": venue.address, "telephone": venue.telephone, "hours": venue.openingHours,
      "workflow": venue.workflow.joined(separator: "\n"), "duties": venue.duties.joined(separator: "\n"),
      "rules": venue.rules.joined(separator: "\n"),
    ]
  }
}

extension DirectoryEdit {
  /// Inside the edit: refuses when the record is not the version that was seen any more.
  static func claim(_ record: ReadDirectoryValues.Record, seen: Int?, in tx: any WriteTransaction) throws {
    let (table, id) = ReadDirectoryValues.table(of: record)
    guard try RevisionStore.claim(table, id, seen: seen, in: tx) else { throw ActionError.changedMeanwhile }
  }
}
