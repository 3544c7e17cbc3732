import DatabaseKit
import Domain
import Store

/// Counts the open due dates again after the holiday table has changed, in small steps with a mark where to go on.
package struct RecountMatters: TimedJob {
  package let name = "recount-matters"
  package let interval = 30
  private static let batch = 50
  private static let mark = "recounted"

  package init() {}

  package func run(_ lease: JobLease, in environment: AppEnvironment) async throws -> Bool {
    let (version, position) = try await environment.database.read { tx in
      let version = try SettingsStore.holidayVersion(in: tx)
      return (version, try Self.position(in: tx))
    }
    guard position.version != version || position.after != nil else { return false }
    environment.rules.forget()
    let after = position.version == version ? position.after ?? ID(0) : ID(0)
    let ids = try await environment.database.read { tx in
      try MatterStore.open(after: after, limit: Self.batch, in: tx)
    }
    for id in try await moved(ids, in: environment) {
      do {
        _ = try await MatterChange(environment).run(.recount, on: id, MatterRequest(actor: .system, seen: nil)) {
          work in
          try lease.check(in: work.tx)
          try work.carryOut(.recount)
        }
      } catch ActionError.rule {
        continue  // Nothing changes for this one, or it ended meanwhile.
      }
    }
    let done = ids.count < Self.batch
    let next = done ? "\(version)" : "\(version)/\(ids.last?.description ?? "0")"
    try await environment.database.write { tx in
      try lease.check(in: tx)
      try SettingsStore.setRegistryValue(Self.mark, next, in: tx)
    }
    return !done
  }

  /// Those whose dates another table moves. Most have none near a holiday, and new ones come in while this looks: reading
  /// them takes a part of what a change would.
  private func moved(_ ids: [ID<Matter>], in environment: AppEnvironment) async throws -> [ID<Matter>] {
    let matters = try await environment.database.read { tx in try ids.compactMap { try MatterStore.matter($0, in: tx) }
    }
    let today = environment.now().date
    var moved: [ID<Matter>] = []
    for matter in matters {
      let workflow = try await environment.rules.workflow(settings: matter.settings)
      if workflow.offers(.recount, on: matter.status, today: today) { moved.append(matter.id) }
    }
    return moved
  }

  /// The table version that was counted last, and how far a count under way has come.
  private static func position(in tx: any ReadTransaction) throws -> (version: Int, after: ID<Matter>?) {
    let text = try SettingsStore.registryValue(mark, in: tx) ?? "0"
    let parts = text.split(separator: "/")
    let version = parts.first.flatMap { Int($0) } ?? 0
    return (version, parts.count > 1 ? ID<Matter>(text: parts[1]) : nil)
  }
}
