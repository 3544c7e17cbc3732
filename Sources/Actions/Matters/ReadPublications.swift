import DatabaseKit
package import Domain
import Store

/// The redacted versions that everybody may read.
package enum ReadPublications {
  package static let pageSize = 20

  package static func list(
    of scope: MatterScope, category: ID<MatterCategory>? = nil, after cursor: ListCursor? = nil, limit: Int = pageSize,
    in environment: AppEnvironment
  ) async throws -> (publications: [MatterPublication], next: ListCursor?) {
    let found = try await environment.database.read { tx in
      try PublicationStore.list(of: scope, category: category, after: cursor, limit: limit + 1, in: tx)
    }
    let page = Array(found.prefix(limit))
    let next = found.count > limit ? page.last : nil
    return (page, next.map { ListCursor(sort: String($0.publishedAt.milliseconds), id: $0.matter.raw) })
  }

  /// The public page of a matter with its dates; nil unless it is released.
  package static func one(_ id: ID<Matter>, in environment: AppEnvironment) async throws
    -> (
      publication: MatterPublication, record: MatterRecord, workflow: MatterWorkflow, settings: CongressSettings,
      others: Int
    )?
  {
    let found = try await environment.database.read { tx -> (MatterPublication, MatterRecord, Int)? in
      guard let publication = try PublicationStore.publication(id, in: tx), publication.isPublic,
        let matter = try MatterStore.matter(id, in: tx)
      else { return nil }
      return (
        publication, try ReadMatterRecord.record(matter, in: tx), try MatterStore.companions(of: matter, in: tx)
      )
    }
    guard let (publication, record, others) = found else { return nil }
    let settings = try await environment.rules.version(record.matter.settings).settings
    let workflow = MatterWorkflow(rules: settings.rules, calendar: try await environment.rules.calendar())
    return (publication, record, workflow, settings, others)
  }

  /// The version that was redacted last, released or not: for the reviewer.
  package static func draft(_ id: ID<Matter>, in environment: AppEnvironment) async throws -> MatterPublication? {
    try await environment.database.read { tx in try PublicationStore.publication(id, in: tx) }
  }
}

/// The bytes of a photo, for whoever may see it.
package enum ReadPhoto {
  package enum Viewer: Sendable {
    /// Somebody who sees the matter: staff or the holder of the receipt.
    case actor(Actor)
    case everybody
  }

  package static func run(
    _ file: ID<MatterFile>, of matter: ID<Matter>, thumbnail: Bool, for viewer: Viewer, in environment: AppEnvironment
  ) async throws -> [UInt8] {
    let address = try await environment.database.read { tx -> String? in
      guard let photo = try MatterPartStore.photo(file, of: matter, in: tx) else { return nil }
      switch viewer {
      case .everybody: guard try PublicationStore.isPublic(file, of: matter, in: tx) else { return nil }
      case .actor(let actor):
        guard let found = try MatterStore.matter(matter, in: tx),
          MatterAccess.sees(try MatterStore.facts(of: found, in: tx), actor)
        else { return nil }
        if case .sender = actor {
          let shown = try ReadMatterRecord.record(found, in: tx).photosForSender
          guard shown.contains(where: { $0.id == file }) else { return nil }
        }
      }
      return thumbnail ? photo.thumbSHA256 : photo.mainSHA256
    }
    guard let address, let bytes = try await environment.files.get(address) else { throw ActionError.notFound }
    return bytes
  }
}
