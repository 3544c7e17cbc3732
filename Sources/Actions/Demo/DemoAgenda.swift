import Domain

/// What is still to happen in a made-up history, told in the order in which it happens.
final class DemoAgenda {
  private struct Step {
    let at: Instant
    let order: Int
    let run: () async throws -> Void
  }

  private let clock: DemoClock
  private let environment: AppEnvironment
  private var steps: [Step] = []
  private var order = 0

  init(clock: DemoClock, environment: AppEnvironment) {
    self.clock = clock
    self.environment = environment
  }

  func then(_ at: Instant, _ run: @escaping () async throws -> Void) {
    order += 1
    steps.append(Step(at: at, order: order, run: run))
  }

  /// Takes the steps in time until the morning of `today`; what would come later has not happened yet.
  func tell(until today: CivilDate, readers: [ID<Person>]) async throws {
    let end = today.start.adding(hours: 9).adding(seconds: 30 * 60)
    let caughtUp = today.adding(days: -3)
    var told = 0
    while let index = steps.indices.min(by: { (steps[$0].at, steps[$0].order) < (steps[$1].at, steps[$1].order) }) {
      let step = steps.remove(at: index)
      if step.at > end { break }
      if step.at.date > clock.now.date {
        try await TimedJobs.runOnce(DeliverOutbox(), holder: "demo", in: environment)
        // Everybody has read what came until a few days ago.
        if clock.now.date < caughtUp, step.at.date >= caughtUp {
          for person in readers { try await ReadNotices.markAllRead(of: person, in: environment) }
        }
      }
      clock.move(to: step.at)
      try await step.run()
      told += 1
      if told % 150 == 0 { try await TimedJobs.runAll(holder: "demo", in: environment) }
    }
  }
}

extension DemoChance {
  /// Some minute of the office day, some working days after `date`.
  func later(_ date: CivilDate, days: Int, _ calendar: WorkingCalendar, hour: Int? = nil) -> Instant {
    let day = days == 0 ? date : calendar.due(workingDays: days, after: date).date
    let minute = (hour ?? int(9...16)) * 60 + int(0...55)
    return day.start.adding(seconds: Int64(minute * 60 + int(0...59)))
  }

  func moment(_ date: CivilDate, inTheEvening: Bool) -> Instant {
    let hour = inTheEvening ? int(18...21) : int(8...16)
    return date.start.adding(seconds: Int64(hour * 3600 + int(0...3599)))
  }
}

extension WorkingCalendar {
  /// The day that lies some working days before another; that day itself for none.
  func back(workingDays days: Int, from day: CivilDate) -> CivilDate {
    var date = day
    var left = days
    while left > 0 {
      date = date.adding(days: -1)
      if isWorkingDay(date) { left -= 1 }
    }
    return date
  }
}
