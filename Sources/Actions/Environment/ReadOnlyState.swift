import DatabaseKit
package import Domain
import Store
import Synchronization

/// Whether anything may be changed, and if not, why. A missing key holds as long as the program runs; maintenance comes and
/// goes by a row that all servers look at.
package final class ReadOnlyState: Sendable {
  private struct State {
    var maintenance: Maintenance?
    var readAt: ContinuousClock.Instant?
    var isReading = false
  }

  /// The sentence about a missing key; nil when the key is there.
  private let missingKey: String?
  private let state = Mutex(State())
  private static let age: Duration = .seconds(1)

  init(missingKey: String?) { self.missingKey = missingKey }

  /// What visitors are told; nil while everything may be changed.
  package var sentence: String? { missingKey ?? maintenance?.sentence }
  package var isForGood: Bool { missingKey != nil }
  package var maintenance: Maintenance? { state.withLock { $0.maintenance } }

  /// Looks again when a second has passed. One looks, the others go by what is known; and while the database is away what was
  /// known last holds on.
  func refresh(_ database: any Database, at now: ContinuousClock.Instant) async {
    if missingKey != nil { return }
    let looks = state.withLock { state in
      if state.isReading { return false }
      if let readAt = state.readAt, now - readAt < Self.age { return false }
      state.isReading = true
      return true
    }
    guard looks else { return }
    let read: Maintenance??
    do { read = .some(try await database.read { tx in try Maintenance.stored(in: tx) }) } catch { read = nil }
    state.withLock { state in
      if let read { state.maintenance = read }
      state.readAt = now
      state.isReading = false
    }
  }
}

extension Maintenance {
  private static let mark = "maintenance"

  static func stored(in tx: any ReadTransaction) throws -> Maintenance? {
    guard let text = try SettingsStore.registryValue(mark, in: tx), !text.isEmpty else { return nil }
    return try JSONText.decode(Maintenance.self, from: text)
  }

  static func store(_ maintenance: Maintenance?, in tx: any WriteTransaction) throws {
    try SettingsStore.setRegistryValue(mark, try maintenance.map { try JSONText.encode($0) } ?? "", in: tx)
  }
}

/// Begins or ends maintenance: every server of this database sees it within two seconds. Reading goes on; nothing is taken,
/// and the timed jobs rest.
package enum SetMaintenance {
  package static func run(_ maintenance: Maintenance?, in environment: AppEnvironment) async throws {
    try await environment.database.write { tx in try Maintenance.store(maintenance, in: tx) }
  }

  package static func current(in environment: AppEnvironment) async throws -> Maintenance? {
    try await environment.database.read { tx in try Maintenance.stored(in: tx) }
  }
}
