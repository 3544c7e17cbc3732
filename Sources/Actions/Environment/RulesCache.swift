import DatabaseKit
package import Domain
import Store
import Synchronization

/// Settings and holidays, read outside of transactions. A version never changes, so it is kept for good; which version is
/// the newest, and the holiday table, are looked up again after a second.
package final class RulesCache: Sendable {
  private struct State {
    var versions: [ID<SettingsVersion>: VersionedSettings] = [:]
    var current: [ID<Congress>: (settings: VersionedSettings, readAt: Instant)] = [:]
    var holidays: (table: HolidayTable, readAt: Instant)?
  }

  private let state = Mutex(State())
  private let database: any Database
  private let now: @Sendable () -> Instant
  private static let milliseconds: Int64 = 1000

  init(database: any Database, now: @escaping @Sendable () -> Instant) {
    self.database = database
    self.now = now
  }

  /// The newest settings of a congress.
  package func current(of congress: ID<Congress>) async throws -> VersionedSettings {
    let now = now()
    if let kept = state.withLock({ $0.current[congress] }), now.isWithin(Self.milliseconds, after: kept.readAt) {
      return kept.settings
    }
    let read = try await database.read { tx in try SettingsStore.current(of: congress, in: tx) }
    state.withLock { $0.current[congress] = (read, now) }
    return read
  }

  /// The settings a record was made under; the defaults for nil.
  package func version(_ id: ID<SettingsVersion>?) async throws -> VersionedSettings {
    guard let id else { return .defaults }
    if let kept = state.withLock({ $0.versions[id] }) { return kept }
    guard let read = try await database.read({ tx in try SettingsStore.version(id, in: tx) }) else { return .defaults }
    state.withLock { $0.versions[id] = read }
    return read
  }

  package func calendar() async throws -> WorkingCalendar {
    let now = now()
    if let kept = state.withLock({ $0.holidays }), now.isWithin(Self.milliseconds, after: kept.readAt) {
      return WorkingCalendar(table: kept.table)
    }
    let table = try await database.read { tx in try SettingsStore.holidays(in: tx) }
    state.withLock { $0.holidays = (table, now) }
    return WorkingCalendar(table: table)
  }

  package func workflow(settings id: ID<SettingsVersion>?) async throws -> MatterWorkflow {
    MatterWorkflow(rules: try await version(id).settings.rules, calendar: try await calendar())
  }

  /// After a change made by this server: the next reader sees it at once.
  package func forget() {
    state.withLock { state in
      state.current = [:]
      state.holidays = nil
    }
  }
}
