import Domain
import Synchronization

/// Public pages that many read alike: rendered once and served as bytes for two seconds.
package final class PageCache: Sendable {
  private let kept = Mutex<[String: (bytes: [UInt8], at: Instant)]>([:])
  private static let milliseconds: Int64 = 2000
  private static let most = 200

  package init() {}

  func bytes(_ key: String, at now: Instant, render: () async throws -> [UInt8]) async throws -> [UInt8] {
    if let hit = kept.withLock({ $0[key] }), now.isWithin(Self.milliseconds, after: hit.at) { return hit.bytes }
    let bytes = try await render()
    kept.withLock { kept in
      if kept.count >= Self.most { kept.removeAll() }
      kept[key] = (bytes, now)
    }
    return bytes
  }

  /// After a change by this server, so that whoever made it sees it.
  package func forget() { kept.withLock { $0.removeAll() } }
}
