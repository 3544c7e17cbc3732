import DatabaseKit
import Domain
import Store

/// 逾期升级: a matter that was left lying so many working days past its date is looked after by the venue above.
package struct RiseMatters: TimedJob {
  package let name = "rise-matters"
  package let interval = 60
  package let goesByDate = true
  private static let page = 100

  package init() {}

  package func run(_ lease: JobLease, in environment: AppEnvironment) async throws -> Bool {
    let today = environment.now().date
    var cursor: (due: CivilDate, id: ID<Matter>)?
    while true {
      let after = cursor
      let late = try await environment.database.read { tx in
        try MatterStore.overdue(before: today, after: after, limit: Self.page, in: tx)
      }
      for matter in late {
        // Most are not so late yet, or of a place without this rule: those cost no transaction.
        let workflow = try await environment.rules.workflow(settings: matter.settings)
        if workflow.missed(matter.status, today) != nil { try await rise(matter.id, lease, in: environment) }
      }
      guard late.count == Self.page, let last = late.last, let due = last.status.runningClock?.date else {
        return false
      }
      cursor = (due, last.id)
    }
  }

  private func rise(_ id: ID<Matter>, _ lease: JobLease, in environment: AppEnvironment) async throws {
    do {
      _ = try await MatterChange(environment).run(.rise, on: id, MatterRequest(actor: .system, seen: nil)) { work in
        try lease.check(in: work.tx)
        let place = work.matter.status.place
        // At the top it is the chief of the place itself who is told.
        guard let venue = try LevelsAbove.nearest(above: place, in: work.tx) ?? place.venue else { return }
        try work.carryOut(.rise(to: venue))
      }
    } catch ActionError.rule {
      return  // Somebody was faster than the timer.
    }
  }
}
