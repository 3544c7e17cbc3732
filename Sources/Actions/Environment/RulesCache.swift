import DatabaseKit
package import Domain
import Store
import Synchronization

/// Settings and holidays, read outside of transactions. A version never changes, so it is kept for good; which version is
/// the newest, and the holiday table, are looked up again after a second of real time: a history that is told may leap.
package final class RulesCache: Sendable {
  private struct State {
    var versions: [ID<SettingsVersion>: VersionedSettings] = [:]
    var current: [ID<Congress>: (settings: VersionedSettings, readAt: ContinuousClock.Instant)] = [:]
    var holidays: (table: HolidayTable, readAt: ContinuousClock.Instant)?
    var security: (settings: VersionedSecurity, readAt: ContinuousClock.Instant)?
  }

  private let state = Mutex(State())
  private let database: any Database
  private static let age: Duration = .seconds(1)

  private let uptime: @Sendable () -> ContinuousClock.Instant

  init(database: any Database, uptime: @escaping @Sendable () -> ContinuousClock.Instant) {
    self.database = database
    self.uptime = uptime
  }

  /// The newest settings of a congress.
  package func current(of congress: ID<Congress>) async throws -> VersionedSettings {
    let now = uptime()
    if let kept = state.withLock({ $0.current[congress] }), now - kept.readAt < Self.age {
      return kept.settings
    }
    let read = try await database.read { tx in try SettingsStore.current(of: congress, in: tx) }
    state.withLock { $0.current[congress] = (read, now) }
    return read
  }

  /// The rules of passwords and sign-ins as they are now.
  package func security() async throws -> SecuritySettings { try await versionedSecurity().settings }

  package func versionedSecurity() async throws -> VersionedSecurity {
    let now = uptime()
    if let kept = state.withLock({ $0.security }), now - kept.readAt < Self.age { return kept.settings }
    let read = try await database.read { tx in try SecurityStore.current(in: tx) }
    state.withLock { $0.security = (read, now) }
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
    let now = uptime()
    if let kept = state.withLock({ $0.holidays }), now - kept.readAt < Self.age {
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
      state.security = nil
    }
  }
}
