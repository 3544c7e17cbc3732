import DatabaseKit
import Domain
import Store

/// Fills 承诺事项台账 of an installation that is older than it, in small steps with a mark where to go on. Acts keep their own
/// lines meanwhile.
package struct FillLedger: TimedJob {
  package let name = "fill-ledger"
  package let interval = 300
  private static let batch = 100
  private static let mark = "suggestion-ledger"
  private static let complete = "complete"

  package init() {}

  package func run(_ lease: JobLease, in environment: AppEnvironment) async throws -> Bool {
    let mark = try await environment.database.read { tx in try SettingsStore.registryValue(Self.mark, in: tx) }
    if mark == Self.complete { return false }
    return try await environment.database.write { tx in
      try lease.check(in: tx)
      let after = mark.flatMap { ID<Suggestion>(text: $0) } ?? ID(0)
      let next = try SuggestionPromiseStore.fill(after: after, limit: Self.batch, in: tx)
      try SettingsStore.setRegistryValue(Self.mark, next?.description ?? Self.complete, in: tx)
      return next != nil
    }
  }
}
