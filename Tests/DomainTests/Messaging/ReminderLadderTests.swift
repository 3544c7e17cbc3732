import Domain
import Testing

/// Reminders before, on and after a date.
@Suite struct ReminderLadderTests {
  /// Weekends are off; Wednesday the 25th is a holiday, Saturday the 28th is worked.
  private static let calendar: WorkingCalendar = {
    let days = [
      HolidayTable.Day(date: date(25), kind: .off, name: "节"), HolidayTable.Day(date: date(28), kind: .work, name: "节"),
    ]
    return WorkingCalendar(table: HolidayTable(days: days, years: [2026], version: 1))
  }()

  /// A day of November 2026; the 18th is a Wednesday.
  private static func date(_ day: Int) -> CivilDate { CivilDate(daysSinceEpoch: 20_775 + day - 18) }

  private func step(_ due: Int, _ today: Int, _ rules: ReminderRules = ReminderRules()) -> ReminderStep? {
    ReminderLadder.step(due: Self.date(due), today: Self.date(today), rules: rules, calendar: Self.calendar)
  }

  @Test("到期前、当天、逾期：按工作日数，周末和节日不提醒")
  func rungs() {
    // Due on Friday the 20th.
    let expected: [(Int, Int?, Int)] = [
      (16, nil, 0), (17, nil, 0), (18, -1, 0), (19, -1, 0), (20, 0, 0), (21, nil, 0), (22, nil, 0), (23, 1, 1),
      (24, 1, 2), (25, nil, 0), (26, 1, 3), (27, 2, 4), (28, 2, 5), (29, nil, 0), (30, 2, 6),
    ]
    for (today, ordinal, late) in expected {
      let found = step(20, today)
      #expect(found?.ordinal == ordinal, "\(today)")
      if let found { #expect(found.late == late, "\(today)") }
    }
  }

  @Test("单位的日子落在休息日：前一个工作日算当天，后一个算逾期")
  func dayOff() {
    #expect(step(22, 20)?.ordinal == 0)
    #expect(step(22, 19)?.ordinal == -1)
    #expect(step(22, 23)?.ordinal == 1)
    #expect(step(25, 24)?.ordinal == 0)
    #expect(step(25, 26)?.ordinal == 1)
  }

  @Test("设置：不提前、当天不提醒、只提醒一次")
  func settings() {
    var rules = ReminderRules()
    rules.before = 0
    #expect(step(20, 19, rules) == nil)
    rules.onTheDay = false
    #expect(step(20, 20, rules) == nil)
    rules.before = 2
    #expect(step(20, 20, rules)?.ordinal == -1)
    rules.every = 0
    #expect(step(20, 23, rules)?.ordinal == 1)
    #expect(step(20, 30, rules) == ReminderStep(ordinal: 1, late: 6))
  }

  @Test("地平线够远：任何一天要提醒的都在里面")
  func horizon() {
    for today in 16...30 where Self.calendar.isWorkingDay(Self.date(today)) {
      for longest in 0...10 {
        var rules = ReminderRules()
        rules.before = longest
        let last = ReminderLadder.horizon(today: Self.date(today), longest: longest, calendar: Self.calendar)
        for due in today...(today + 25) where step(due, today, rules) != nil {
          #expect(Self.date(due) <= last, "\(today) \(longest) \(due)")
        }
      }
    }
  }

  @Test("提醒谁：办的人和站里，逾期久了有站长、主席；封存的只到上一级经办人")
  func audiences() throws {
    let rules = ReminderRules()
    let submitted = MatterStatus(submitted: Sample.submitted())
    func audiences(_ status: MatterStatus, _ ordinal: Int, _ late: Int) -> [NoticeAudience] {
      ReminderLadder.audiences(
        .accept, ReminderStep(ordinal: ordinal, late: late), rules: rules, status: status, part: nil)
    }
    let owner: [NoticeAudience] = [.person(Sample.deputy), .liaisons(Sample.station)]
    #expect(audiences(submitted, -1, 0) == owner)
    #expect(audiences(submitted, 1, 1) == owner)
    #expect(audiences(submitted, 1, 3) == owner + [.chiefs(Sample.station)])
    #expect(audiences(submitted, 2, 6) == owner + [.chiefs(Sample.station), .chairs(Sample.town)])
    for reason in [SealReason.accusation, .bypass] {
      let sealed = MatterStatus(submitted: Sample.atDesk(reason))
      #expect(audiences(sealed, 2, 9) == [.desk(Sample.county)])
    }
    let dissatisfied = try Life.reaching(.dissatisfied).status
    let clock = try #require(ReminderLadder.clock(of: dissatisfied))
    #expect(clock.clock == .reply && clock.due == dissatisfied.replyDue.date)
    #expect(ReminderLadder.stands(.reply, part: 0, due: clock.due, dissatisfied))
    #expect(!ReminderLadder.stands(.reply, part: 0, due: clock.due.adding(days: 1), dissatisfied))
    #expect(!ReminderLadder.stands(.accept, part: 0, due: clock.due, dissatisfied))
    #expect(ReminderLadder.clock(of: try Life.reaching(.closed).status) == nil)
    #expect(ReminderLadder.clock(of: try Life.reaching(.awaitingSupplement).status) == nil)
    #expect(ReminderLadder.clock(of: try Life.reaching(.replied).status)?.clock == .feedback)
  }
}
