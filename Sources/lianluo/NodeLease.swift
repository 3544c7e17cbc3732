import DatabaseKit
import Domain
import Foundation
import Store
import Synchronization

/// The number of this process among those that work on one database: it stands in every id made here, so that two servers,
/// or a server and a command, never make the same one.
final class NodeLease: Sendable {
  /// How often the lease is renewed; it lasts six times as long.
  static let renewal = Duration.seconds(20)
  private static let lifetime: Int64 = 120

  private let database: any Database
  private let ids: IDGenerator
  private let now: @Sendable () -> Instant
  private let holder: String
  private let number = Mutex<Int?>(nil)

  init(database: any Database, ids: IDGenerator, holder: String, now: @escaping @Sendable () -> Instant) {
    self.holder = holder
    self.database = database
    self.ids = ids
    self.now = now
  }

  func take() async throws {
    let (holder, now) = (holder, now())
    let taken = try await database.write(locking: [LockKey(.node, 0)]) { tx in
      try RequestStore.takeNode(holder: holder, at: now, until: now.adding(seconds: Self.lifetime), in: tx)
    }
    ids.beyond(try await database.read { tx in try RequestStore.greatestID(in: tx) })
    number.withLock { $0 = taken }
    ids.use(node: taken)
  }

  /// Renews the lease; a number that was lost meanwhile, after a long sleep say, is replaced.
  func keep() async throws {
    guard let held = number.withLock({ $0 }) else { return }
    let (holder, until) = (holder, now().adding(seconds: Self.lifetime))
    let isOurs = try await database.write { tx in
      try RequestStore.keepNode(held, holder: holder, until: until, in: tx)
    }
    if !isOurs { try await take() }
  }

  func leave() async {
    guard let held = number.withLock({ $0.take() }) else { return }
    let holder = holder
    do {
      try await database.write { tx in try RequestStore.leaveNode(held, holder: holder, in: tx) }
    } catch {
      // Nothing is lost: the lease runs out by itself.
    }
  }
}
