import DatabaseKit
import Domain
import Store

/// A matter that was held and that nobody has looked at within the days of its congress is released: nobody is forgotten.
package struct ReleaseHeld: TimedJob {
  package let name = "release-held"
  package let interval = 300

  package init() {}

  package func run(_ lease: JobLease, in environment: AppEnvironment) async throws -> Bool {
    let today = environment.now().date
    var cursor: (from: CivilDate, id: ID<Matter>)?
    while true {
      let after = cursor
      let held = try await environment.database.read { tx in
        try MatterStore.held(before: today, after: after, limit: 50, in: tx)
      }
      for matter in held {
        let workflow = try await environment.rules.workflow(settings: matter.settings)
        guard workflow.isForgotten(matter.status, today: today) else { continue }
        do {
          _ = try await MatterChange(environment).run(
            .release, on: matter.id, MatterRequest(actor: .system, seen: nil)
          ) { work in
            try lease.check(in: work.tx)
            try work.carryOut(.release(isByTimer: true))
          }
        } catch ActionError.rule {
          continue  // Somebody was faster than the timer.
        }
      }
      guard held.count == 50, let last = held.last else { return false }
      cursor = (last.status.countsFrom, last.id)
    }
  }
}
