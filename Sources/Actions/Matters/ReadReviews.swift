import DatabaseKit
package import Domain
import Store

/// 公开稿审核: versions that were redacted and wait for somebody else to release them.
package enum ReadReviews {
  package static func run(by actor: Actor, in environment: AppEnvironment) async throws -> [MatterLine] {
    let scopes = MatterAccess.scopes(for: actor)
    let reader = actor.person ?? ID(0)
    return try await environment.database.read { tx in
      try scopes.flatMap { try MatterListStore.redacted(in: $0, reader: reader, limit: 100, in: tx) }
    }
  }
}
