import DatabaseKit
package import Domain
import Store

/// 归档: after all three gates, with the next number of the answering venue's year.
package enum ArchiveMatter {
  package static func run(
    _ words: String?, on matter: ID<Matter>, _ request: MatterRequest, in environment: AppEnvironment
  )
    async throws -> MatterChanged
  {
    let venue = try await environment.database.read { tx in try MatterStore.matter(matter, in: tx)?.status.venue }
    let lock = (venue ?? nil).map { [LockKey(.series, $0.raw)] } ?? []
    return try await MatterChange(environment).run(.archive, on: matter, request, extraLocks: lock) { work in
      guard let venue = work.matter.status.venue else { throw ActionError.rule(.gatesOpen) }
      let number = try MatterStore.nextNumber(
        kind: "archive", scope: venue.raw, year: work.now.date.year, in: work.tx)
      try work.carryOut(.archive(number: number), words: MatterWords(text: words))
    }
  }
}
