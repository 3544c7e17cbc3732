import Synchronization

/// Public pages that many read alike: rendered once and served as bytes for two seconds.
package final class PageCache: Sendable {
  private let kept = Mutex<[String: (bytes: [UInt8], at: ContinuousClock.Instant)]>([:])
  private static let lifetime = Duration.seconds(2)
  private static let most = 200

  package init() {}

  func bytes(_ key: String, render: () async throws -> [UInt8]) async throws -> [UInt8] {
    let now = ContinuousClock.now
    if let hit = kept.withLock({ $0[key] }), now - hit.at < Self.lifetime { return hit.bytes }
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
