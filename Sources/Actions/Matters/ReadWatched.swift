import DatabaseKit
package import Domain
import Store

/// What others have and the reader follows: what his groups may claim, what was sent up from his place, what rose to it.
package enum ReadWatched {
  package static let pageSize = 50

  package struct Page: Sendable {
    package let lines: [MatterLine]
    package let next: ListCursor?
  }

  package static func run(
    _ kind: WatchKind, after cursor: ListCursor?, limit: Int = pageSize, by actor: Actor,
    in environment: AppEnvironment
  ) async throws -> Page {
    let watches = MatterAccess.watches(for: actor)[kind] ?? []
    let reader = actor.person ?? ID(0)
    return try await environment.database.read(limit > pageSize ? .long : .short) { tx in
      let lines = try MatterListStore.watched(
        kind, by: watches, reader: reader, after: cursor, limit: limit + 1, in: tx)
      let page = Array(lines.prefix(limit))
      return Page(
        lines: page,
        next: lines.count > limit ? page.last.map { ListCursor(sort: $0.sortOn.description, id: $0.id.raw) } : nil)
    }
  }
}
