/// What the State Council's yearly notices change in the week: holidays and make-up working days (调休), as facts by date.
package struct HolidayTable: Sendable, Equatable {
  package enum Kind: String, Sendable, Codable { case off, work }

  package struct Day: Sendable, Equatable, Codable {
    package let date: CivilDate
    package let kind: Kind
    /// The holiday's name, such as 春节.
    package let name: String

    package init(date: CivilDate, kind: Kind, name: String) {
      self.date = date
      self.kind = kind
      self.name = name
    }
  }

  /// The years whose notice is in the table; any other year counts weekends only and is provisional.
  package let years: Set<Int>
  /// Grows with each import; a due date remembers nothing of it, it is computed again when the table changes.
  package let version: Int
  private let days: [CivilDate: Day]
  /// Days on which the notices change the week, in order, each with what all up to it change together.
  private let changes: [(day: Int, sum: Int)]

  package init(days: [Day], years: Set<Int>, version: Int) {
    self.days = Dictionary(days.map { ($0.date, $0) }, uniquingKeysWith: { _, later in later })
    self.years = years
    self.version = version
    var sum = 0
    changes = self.days.values.sorted { $0.date < $1.date }.compactMap { day in
      switch (day.kind, day.date.weekday.isWeekend) {
      case (.off, false): sum -= 1
      case (.work, true): sum += 1
      case (.off, true), (.work, false): return nil
      }
      return (day.date.daysSinceEpoch, sum)
    }
  }

  package static func == (left: HolidayTable, right: HolidayTable) -> Bool {
    left.years == right.years && left.version == right.version && left.days == right.days
  }

  /// Working days from some day in the past up to and including `date`: only differences mean anything.
  fileprivate func workingDays(through date: CivilDate) -> Int {
    let shifted = date.daysSinceEpoch + 3
    let weekday = (shifted % 7 + 7) % 7
    let weeks = (shifted - weekday) / 7
    var (low, high) = (0, changes.count)
    while low < high {
      let middle = (low + high) / 2
      if changes[middle].day <= date.daysSinceEpoch { low = middle + 1 } else { high = middle }
    }
    return weeks * 5 + min(weekday + 1, 5) + (low == 0 ? 0 : changes[low - 1].sum)
  }

  package static let empty = HolidayTable(days: [], years: [], version: 0)

  package func day(_ date: CivilDate) -> Day? { days[date] }

  package var all: [Day] { days.values.sorted { $0.date < $1.date } }
}

/// Why a day counts or does not.
package enum DayKind: Sendable, Equatable {
  case workday
  case weekend
  /// A statutory holiday or a weekend inside its break.
  case holiday(String)
  /// A weekend day worked in exchange for a holiday.
  case makeUp(String)

  package var isWorking: Bool {
    switch self {
    case .workday, .makeUp: true
    case .weekend, .holiday: false
    }
  }
}

/// Days on which a clock stood still: from `from` up to but not including `until`. The day of asking does not count, the
/// day of the answer does. An open pause has no end yet.
package struct Pause: Sendable, Equatable, Codable {
  package let from: CivilDate
  package var until: CivilDate?

  package init(from: CivilDate, until: CivilDate?) {
    self.from = from
    self.until = until
  }

  func covers(_ date: CivilDate) -> Bool {
    guard date >= from else { return false }
    guard let until else { return true }
    return date < until
  }
}

/// A date by which something is due.
package struct DueDate: Sendable, Equatable, Codable {
  package let date: CivilDate
  /// Counted past the last year of the holiday table: only weekends were left out (暂按周末推算), and an import of the
  /// next table recomputes it.
  package let isProvisional: Bool

  package init(date: CivilDate, isProvisional: Bool = false) {
    self.date = date
    self.isProvisional = isProvisional
  }
}

/// Counts working days with holidays, make-up days and pauses.
package struct WorkingCalendar: Sendable, Equatable {
  package let table: HolidayTable

  package init(table: HolidayTable) { self.table = table }

  package func kind(of date: CivilDate) -> DayKind {
    if let day = table.day(date) {
      return day.kind == .off ? .holiday(day.name) : .makeUp(day.name)
    }
    return date.weekday.isWeekend ? .weekend : .workday
  }

  package func isWorkingDay(_ date: CivilDate) -> Bool { kind(of: date).isWorking }

  package func isProvisional(_ date: CivilDate) -> Bool { !table.years.contains(date.year) }

  /// The date itself when it is worked, otherwise the next one that is.
  package func workingDay(onOrAfter date: CivilDate) -> CivilDate {
    var day = date
    while !isWorkingDay(day) { day = day.adding(days: 1) }
    return day
  }

  /// The last of `count` working days after `start`; `start` itself never counts (the day of receipt is not counted),
  /// nor does a paused day. With an open pause the pause is taken to end on `today`, so the date moves on day by day
  /// until the answer comes.
  package func due(workingDays count: Int, after start: CivilDate, pauses: [Pause] = [], today: CivilDate? = nil)
    -> DueDate
  {
    let closed = Self.closing(pauses, on: today)
    var left = count
    var day = start
    var provisional = false
    while left > 0 {
      day = day.adding(days: 1)
      if isProvisional(day) { provisional = true }
      if isWorkingDay(day), !closed.contains(where: { $0.covers(day) }) { left -= 1 }
    }
    return DueDate(date: day, isProvisional: provisional)
  }

  /// Working days after `start` up to and including `end`; negative when `end` lies before `start`.
  package func workingDays(after start: CivilDate, through end: CivilDate, pauses: [Pause] = []) -> Int {
    guard end >= start else { return -workingDays(after: end, through: start, pauses: pauses) }
    if pauses.isEmpty { return table.workingDays(through: end) - table.workingDays(through: start) }
    var count = 0
    var day = start
    while day < end {
      day = day.adding(days: 1)
      if isWorkingDay(day), !pauses.contains(where: { $0.covers(day) }) { count += 1 }
    }
    return count
  }

  /// The count behind a due date, in runs of neighbouring days that count or do not for the same reason.
  package func explain(after start: CivilDate, through end: CivilDate, pauses: [Pause] = []) -> [DayRun] {
    var runs: [DayRun] = []
    var day = start
    while day < end {
      day = day.adding(days: 1)
      let kind = kind(of: day)
      let reason: DayRun.Reason =
        switch kind {
        case .workday: pauses.contains { $0.covers(day) } ? .paused : .counted
        case .makeUp(let name): pauses.contains { $0.covers(day) } ? .paused : .makeUp(name)
        case .weekend: .weekend
        case .holiday(let name): .holiday(name)
        }
      if let last = runs.last, last.reason == reason {
        runs[runs.count - 1].through = day
        runs[runs.count - 1].days += 1
      } else {
        runs.append(DayRun(from: day, through: day, days: 1, reason: reason))
      }
    }
    return runs
  }

  private static func closing(_ pauses: [Pause], on today: CivilDate?) -> [Pause] {
    pauses.map { pause in
      guard pause.until == nil else { return pause }
      return Pause(from: pause.from, until: max(today ?? pause.from, pause.from))
    }
  }
}

/// Neighbouring days of one kind inside a count.
package struct DayRun: Sendable, Equatable {
  package enum Reason: Sendable, Equatable {
    case counted
    case makeUp(String)
    case weekend
    case holiday(String)
    case paused

    package var counts: Bool {
      switch self {
      case .counted, .makeUp: true
      case .weekend, .holiday, .paused: false
      }
    }
  }

  package let from: CivilDate
  package var through: CivilDate
  package var days: Int
  package let reason: Reason

  package var counted: Int { reason.counts ? days : 0 }
}
