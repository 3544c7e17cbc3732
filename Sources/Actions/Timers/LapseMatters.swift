import DatabaseKit
import Domain
import Store

/// A deputy or a group that has not accepted in time leaves the matter to the liaison's queue.
package struct LapseMatters: TimedJob {
  package let name = "lapse-matters"
  package let interval = 60
  package let goesByDate = true

  package init() {}

  package func run(_ lease: JobLease, in environment: AppEnvironment) async throws -> Bool {
    let today = environment.now().date
    let due = try await environment.database.read { tx in try MatterStore.lapsed(before: today, limit: 50, in: tx) }
    for id in due {
      do {
        _ = try await MatterChange(environment).run(.lapse, on: id, MatterRequest(actor: .system, seen: nil)) { work in
          try lease.check(in: work.tx)
          try work.carryOut(.lapse(owner: work.matter.status.owner))
        }
      } catch ActionError.rule {
        continue  // Somebody was faster than the timer.
      }
    }
    return due.count == 50
  }
}
