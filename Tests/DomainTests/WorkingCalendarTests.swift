import Domain
import Testing

@Suite struct WorkingCalendarTests {
  private let calendar = SampleHolidays.calendar

  @Test(arguments: [
    ("2025-01-26", DayKind.makeUp("春节")), ("2025-01-27", .workday), ("2025-01-28", .holiday("春节")),
    ("2025-02-01", .holiday("春节")), ("2025-02-05", .workday), ("2025-02-08", .makeUp("春节")),
    ("2025-02-09", .weekend), ("2025-09-28", .makeUp("国庆节")), ("2025-10-08", .holiday("国庆节")),
    ("2025-10-11", .makeUp("国庆节")), ("2026-02-14", .makeUp("春节")), ("2026-02-23", .holiday("春节")),
    ("2026-02-28", .makeUp("春节")), ("2026-10-10", .makeUp("国庆节")), ("2027-10-01", .workday),
  ])
  func saysWhatADayIs(date: String, kind: DayKind) {
    #expect(calendar.kind(of: day(date)) == kind)
    let works =
      switch kind {
      case .workday, .makeUp: true
      case .weekend, .holiday: false
      }
    #expect(calendar.isWorkingDay(day(date)) == works)
  }

  /// The day of receipt never counts; make-up days do; the last day is the day named.
  @Test(arguments: [
    // An ordinary week: Wednesday and three working days.
    ("2025-03-05", 3, "2025-03-10"), ("2025-03-05", 15, "2025-03-26"),
    // Received on the last day before 春节: 5, 6 and 7 February.
    ("2025-01-27", 3, "2025-02-07"), ("2025-01-27", 4, "2025-02-08"), ("2025-01-27", 5, "2025-02-10"),
    // Received before the make-up Sunday: it is the first day counted.
    ("2025-01-24", 1, "2025-01-26"), ("2025-01-24", 3, "2025-02-05"),
    ("2025-09-26", 1, "2025-09-28"), ("2025-09-30", 3, "2025-10-11"), ("2025-09-30", 15, "2025-10-28"),
    ("2026-02-13", 3, "2026-02-25"), ("2026-02-27", 1, "2026-02-28"), ("2026-09-30", 3, "2026-10-10"),
    // No day asked for: the day itself, worked or not.
    ("2025-10-01", 0, "2025-10-01"),
  ])
  func countsWorkingDays(start: String, count: Int, due: String) {
    #expect(calendar.due(workingDays: count, after: day(start)) == DueDate(date: day(due)))
    #expect(calendar.workingDays(after: day(start), through: day(due)) == count)
  }

  @Test("两天之间的工作日，和一天一天数的一样：法定节假日、调休、跨年，往回也一样") func countedAtOnce() {
    let (first, last) = (day("2024-12-20"), day("2026-03-10"))
    var counted = 0
    var date = first
    while date < last {
      date = date.adding(days: 1)
      if calendar.isWorkingDay(date) { counted += 1 }
      #expect(calendar.workingDays(after: first, through: date) == counted, "\(date)")
      #expect(calendar.workingDays(after: date, through: first) == -counted, "\(date)")
    }
    #expect(counted > 290)
    #expect(calendar.workingDays(after: day("1969-12-25"), through: day("1970-01-05")) == 7)
  }

  @Test func countsBackwards() {
    #expect(calendar.workingDays(after: day("2025-10-11"), through: day("2025-09-30")) == -3)
    #expect(calendar.workingDays(after: day("2025-10-08"), through: day("2025-10-08")) == 0)
  }

  @Test(arguments: [
    ("2026-12-20", 5, false), ("2026-12-28", 4, true), ("2026-12-31", 1, true), ("2027-03-01", 3, true),
  ])
  func isProvisionalBeyondTheTable(start: String, count: Int, provisional: Bool) {
    #expect(calendar.due(workingDays: count, after: day(start)).isProvisional == provisional)
  }

  @Test func withoutATableOnlyWeekendsAreLeftOut() {
    let plain = WorkingCalendar(table: .empty)
    #expect(
      plain.due(workingDays: 3, after: day("2025-09-30")) == DueDate(date: day("2025-10-03"), isProvisional: true))
  }

  @Test func findsTheNextWorkingDay() {
    for (date, next) in [
      ("2025-10-01", "2025-10-09"), ("2025-10-11", "2025-10-11"), ("2025-10-12", "2025-10-13"),
      ("2026-02-15", "2026-02-24"), ("2025-03-05", "2025-03-05"),
    ] {
      #expect(calendar.workingDay(onOrAfter: day(date)) == day(next))
    }
  }

  /// The day of asking does not count, the day of the answer does.
  @Test(arguments: [
    // Asked on Thursday the 6th, answered on Monday the 10th: 5 (receipt) | 6, 7 stand still | 10, 11, 12.
    ("2025-03-06", "2025-03-10", "2025-03-12"),
    // Asked and answered on one day: nothing stands still.
    ("2025-03-06", "2025-03-06", "2025-03-10"),
    // Over a weekend only.
    ("2025-03-08", "2025-03-10", "2025-03-10"),
    // Asked before the clock began.
    ("2025-03-04", "2025-03-07", "2025-03-11"),
  ])
  func standsStillDuringAPause(from: String, until: String, due: String) {
    let pause = Pause(from: day(from), until: day(until))
    #expect(calendar.due(workingDays: 3, after: day("2025-03-05"), pauses: [pause]).date == day(due))
    #expect(calendar.workingDays(after: day("2025-03-05"), through: day(due), pauses: [pause]) == 3)
  }

  @Test func anOpenPauseMovesTheDateDayByDay() {
    let open = [Pause(from: day("2025-03-06"), until: nil)]
    func due(today: String) -> CivilDate {
      calendar.due(workingDays: 3, after: day("2025-03-05"), pauses: open, today: day(today)).date
    }
    #expect(due(today: "2025-03-06") == day("2025-03-10"))
    #expect(due(today: "2025-03-07") == day("2025-03-11"))
    #expect(due(today: "2025-03-10") == day("2025-03-12"))
    #expect(due(today: "2025-03-13") == day("2025-03-17"))
  }

  @Test func twoPausesAddUp() {
    let pauses = [
      Pause(from: day("2025-03-06"), until: day("2025-03-07")),
      Pause(from: day("2025-03-10"), until: day("2025-03-12")),
    ]
    // 7, 12 and 13 count; 6, 10 and 11 do not.
    #expect(calendar.due(workingDays: 3, after: day("2025-03-05"), pauses: pauses).date == day("2025-03-13"))
  }

  @Test func explainsACount() {
    let runs = calendar.explain(after: day("2025-09-26"), through: day("2025-10-13"))
    let expected = [
      ("2025-09-27", 1, DayRun.Reason.weekend), ("2025-09-28", 1, .makeUp("国庆节")), ("2025-09-29", 2, .counted),
      ("2025-10-01", 8, .holiday("国庆节")), ("2025-10-09", 2, .counted), ("2025-10-11", 1, .makeUp("国庆节")),
      ("2025-10-12", 1, .weekend), ("2025-10-13", 1, .counted),
    ]
    #expect(runs.map(\.from) == expected.map { day($0.0) })
    #expect(runs.map(\.days) == expected.map { $0.1 })
    #expect(runs.map(\.reason) == expected.map { $0.2 })
    #expect(runs.map(\.counted).reduce(0, +) == 7)
    #expect(
      runs.map(\.counted).reduce(0, +) == calendar.workingDays(after: day("2025-09-26"), through: day("2025-10-13")))
  }

  @Test func explainsAPause() {
    let pause = Pause(from: day("2025-10-10"), until: day("2025-10-13"))
    let runs = calendar.explain(after: day("2025-10-08"), through: day("2025-10-13"), pauses: [pause])
    #expect(runs.map(\.reason) == [.counted, .paused, .weekend, .counted])
    #expect(runs.map(\.counted).reduce(0, +) == 2)
  }

  /// Counted day by day in another way, from every day of the two years.
  @Test func agreesWithCountingByHand() {
    for start in day("2025-01-01").daysSinceEpoch...day("2026-10-31").daysSinceEpoch {
      var left = 15
      var date = CivilDate(daysSinceEpoch: start)
      while left > 0 {
        date = date.adding(days: 1)
        let marked = SampleHolidays.table.day(date)
        let works = marked.map { $0.kind == .work } ?? (date.weekday != .saturday && date.weekday != .sunday)
        if works { left -= 1 }
      }
      #expect(calendar.due(workingDays: 15, after: CivilDate(daysSinceEpoch: start)).date == date)
    }
  }
}

/// 17:30 之后或者非工作日收到的，从下一个工作日起算.
@Suite struct DeemedReceiptTests {
  @Test(arguments: [
    ("2025-03-05", 0, 0, "2025-03-05"), ("2025-03-05", 8, 29, "2025-03-05"), ("2025-03-05", 17, 29, "2025-03-05"),
    ("2025-03-05", 17, 30, "2025-03-06"), ("2025-03-05", 23, 59, "2025-03-06"),
    ("2025-03-07", 17, 30, "2025-03-10"), ("2025-03-08", 10, 0, "2025-03-10"), ("2025-03-09", 20, 0, "2025-03-10"),
    // A make-up Saturday is worked; on its evening the Sunday follows.
    ("2025-10-11", 10, 0, "2025-10-11"), ("2025-10-11", 18, 0, "2025-10-13"),
    ("2025-09-30", 17, 29, "2025-09-30"), ("2025-09-30", 17, 30, "2025-10-09"), ("2025-10-04", 9, 0, "2025-10-09"),
    ("2026-02-14", 18, 0, "2026-02-24"),
  ])
  func countsFrom(date: String, hour: Int, minute: Int, from: String) {
    let promise = Sample.workflow.promise(received: at(date, hour, minute))
    #expect(promise.countsFrom == day(from))
    #expect(promise.isAfterHours == (date != from))
  }

  @Test func theDatesPromised() {
    let promise = Sample.workflow.promise(received: at("2025-09-30", 18))
    #expect(promise.accept == DueDate(date: day("2025-10-13")))
    #expect(promise.reply == DueDate(date: day("2025-10-29")))
    // Calendar days from the receipt itself: the law's clock does not wait for office hours.
    #expect(promise.divert == day("2025-10-15"))
  }

  @Test func theOfficeOfAnotherPlaceClosesEarlier() {
    var rules = MatterRules()
    rules.officeCloses = 17 * 60
    rules.acceptWithin = 1
    let promise = MatterWorkflow(rules: rules, calendar: SampleHolidays.calendar)
      .promise(received: at("2025-03-05", 17, 15))
    #expect(promise.countsFrom == day("2025-03-06"))
    #expect(promise.accept.date == day("2025-03-07"))
  }
}
