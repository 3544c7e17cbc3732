import Domain
import Synchronization

/// A page that is served more than once: the digest for its entity tag, and its compressed form as soon as somebody asks for it.
final class KeptPage: Sendable {
  let html: [UInt8]
  let digest: String
  private let packed = Mutex<[UInt8]?>(nil)

  init(html: [UInt8]) {
    self.html = html
    digest = ContentTag.hex(html)
  }

  /// The page compressed by `compress`, once.
  func packed(_ compress: ([UInt8]) -> [UInt8]?) -> [UInt8]? {
    packed.withLock { kept in
      if kept == nil { kept = compress(html) }
      return kept
    }
  }
}

/// Public pages that many read alike: rendered once and served as bytes for two seconds.
package final class PageCache: Sendable {
  private let kept = Mutex<[String: (page: KeptPage, at: Instant)]>([:])
  private static let milliseconds: Int64 = 2000
  private static let most = 200

  package init() {}

  func page(_ key: String, at now: Instant, render: () async throws -> [UInt8]) async throws -> KeptPage {
    if let hit = kept.withLock({ $0[key] }), now.isWithin(Self.milliseconds, after: hit.at) { return hit.page }
    let page = KeptPage(html: try await render())
    kept.withLock { kept in
      if kept.count >= Self.most { kept.removeAll() }
      kept[key] = (page, now)
    }
    return page
  }

  /// After a change by this server, so that whoever made it sees it.
  package func forget() { kept.withLock { $0.removeAll() } }
}
