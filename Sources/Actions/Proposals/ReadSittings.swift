import DatabaseKit
package import Domain
import Store

/// The congresses that are run here and in which somebody sits.
package enum ReadMandates {
  package static func run(of person: ID<Person>, in environment: AppEnvironment) async throws -> [Named<Congress>] {
    try await environment.database.read { tx in try SittingStore.congresses(of: person, in: tx) }
  }
}

/// The deputies of a congress with a mandate in force, by their names.
package enum ReadCongressDeputies {
  package static func run(of congress: ID<Congress>, in environment: AppEnvironment) async throws -> [Named<Person>] {
    try await environment.database.read { tx in try SittingStore.deputies(of: congress, in: tx) }
  }
}
