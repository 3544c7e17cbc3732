import DatabaseKit
import Domain
import Store

/// What the teller of the demonstration has to look up between two steps.
enum DemoReading {
  static func roles(of person: ID<Person>, on date: CivilDate, in environment: AppEnvironment) async throws
    -> (mandates: [ID<Mandate>], groups: [ID<DeputyGroup>])
  {
    try await environment.database.read { tx in
      (
        mandates: try PersonStore.activeMandates(of: person, in: tx),
        groups: try GroupStore.groups(with: person, on: date, in: tx)
      )
    }
  }

  static func owner(of matter: ID<Matter>, in environment: AppEnvironment) async throws -> ID<Person>? {
    try await environment.database.read { tx in try MatterStore.matter(matter, in: tx)?.status.ownerPerson }
  }

  static func state(of matter: ID<Matter>, in environment: AppEnvironment) async throws -> MatterState? {
    try await environment.database.read { tx in try MatterStore.matter(matter, in: tx)?.status.state }
  }

  static func round(of matter: ID<Matter>, in environment: AppEnvironment) async throws -> Int {
    try await environment.database.read { tx in try MatterStore.matter(matter, in: tx)?.status.round ?? 1 }
  }

  static func venue(of matter: ID<Matter>, in environment: AppEnvironment) async throws -> ID<Venue>? {
    try await environment.database.read { tx in try MatterStore.matter(matter, in: tx)?.status.venue }
  }

  static func openPart(of matter: ID<Matter>, in environment: AppEnvironment) async throws -> Int? {
    try await environment.database.read { tx in try MatterStore.matter(matter, in: tx)?.status.openHandlings.last?.part
    }
  }

  static func openness(of matter: ID<Matter>, in environment: AppEnvironment) async throws
    -> (visibility: MatterVisibility, photos: [ID<MatterFile>])
  {
    try await environment.database.read { tx in
      (
        visibility: try MatterStore.matter(matter, in: tx)?.status.visibility ?? .hidden,
        photos: try MatterPartStore.photos(of: matter, in: tx).map(\.id)
      )
    }
  }
}
