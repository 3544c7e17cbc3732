import DatabaseKit
package import Domain
import Store

/// 归档: after all three gates, with the next number of the year in the answering venue's archive, or the desk's.
package enum ArchiveMatter {
  package static func run(
    _ words: String?, on matter: ID<Matter>, _ request: MatterRequest, in environment: AppEnvironment
  )
    async throws -> MatterChanged
  {
    let found = try await environment.database.read { tx in try MatterStore.matter(matter, in: tx) }
    let series = found?.status.archivePlace.map(Series.init)
    let lock = series.map { [LockKey(.series, $0.scope)] } ?? []
    return try await MatterChange(environment).run(.archive, on: matter, request, extraLocks: lock) { work in
      guard let place = work.matter.status.archivePlace else { throw ActionError.rule(.gatesOpen) }
      let now = Series(place)
      // Moved while we waited: its new archive is not locked.
      guard now.scope == series?.scope else { throw ActionError.changedMeanwhile }
      let number = try MatterStore.nextNumber(
        kind: now.kind, scope: now.scope, year: work.now.date.year, in: work.tx)
      try work.carryOut(.archive(number: number), words: MatterWords(text: words))
    }
  }

  /// Where the numbers come from.
  private struct Series {
    let kind: String
    let scope: Int64

    init(_ place: ArchivePlace) {
      switch place {
      case .venue(let id): (kind, scope) = ("archive", id.raw)
      case .desk(let id): (kind, scope) = ("archive-desk", id.raw)
      }
    }
  }
}
