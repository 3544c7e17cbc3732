import Domain
import Foundation
import Testing

@Suite struct CivilDateTests {
  @Test(arguments: [
    ("2025-11-30", 3, "2026-02-28"), ("2027-11-30", 3, "2028-02-29"), ("2025-08-31", 6, "2026-02-28"),
    ("2025-01-31", 1, "2025-02-28"), ("2025-03-31", -1, "2025-02-28"), ("2024-02-29", 12, "2025-02-28"),
    ("2025-12-15", 1, "2026-01-15"), ("2025-01-15", -1, "2024-12-15"), ("2025-06-30", 0, "2025-06-30"),
    ("2025-10-31", 1, "2025-11-30"),
  ])
  func addsMonthsClampedToTheirLastDay(start: String, months: Int, end: String) {
    #expect(day(start).adding(months: months) == day(end))
  }

  @Test(arguments: [
    "", "2025-1-01", "2025-02-29", "2025-13-01", "2025-00-10", "2025-04-31", "2025-04-00", "1899-12-31", "2201-01-01",
    "2025/01/01", "2025-01-01 ", "２025-01-01", "20250101", "-025-01-01", "2025-01-0a", "+025-01-01",
  ])
  func refusesWhatIsNoDate(text: String) {
    #expect(CivilDate(text: text) == nil)
  }

  /// Every day that can be written, against the neighbouring day and its own text.
  @Test func everyDayOfThreeHundredYears() {
    var weekday = day("1900-01-01").weekday
    #expect(weekday == .monday)
    var previous: (year: Int, month: Int, day: Int) = (1899, 12, 31)
    for number in day("1900-01-01").daysSinceEpoch...day("2200-12-31").daysSinceEpoch {
      let date = CivilDate(daysSinceEpoch: number)
      let parts = date.parts
      let follows =
        (parts.year, parts.month, parts.day) == (previous.year, previous.month, previous.day + 1)
        || (parts.day == 1 && previous.day == CivilDate.days(in: previous.month, of: previous.year)
          && (parts.month == previous.month + 1 || (parts.month == 1 && parts.year == previous.year + 1)))
      if !follows || date.weekday != weekday || CivilDate(text: date.description) != date {
        Issue.record("\(date)")
        return
      }
      previous = parts
      weekday = Weekday(rawValue: (weekday.rawValue + 1) % 7)!
    }
  }

  @Test(arguments: [("2025-10-01", Weekday.wednesday), ("2026-02-17", .tuesday), ("1969-12-31", .wednesday)])
  func knowsTheWeekday(date: String, weekday: Weekday) {
    #expect(day(date).weekday == weekday)
  }

  @Test func aDateBeginsAtMidnightInBeijing() {
    #expect(day("2025-03-05").start.milliseconds == 1_741_104_000_000)
    #expect(day("2025-03-05").start.adding(milliseconds: -1).date == day("2025-03-04"))
    #expect(Instant(milliseconds: 0).date == day("1970-01-01"))
    #expect(Instant(milliseconds: 0).minuteOfDay == 8 * 60)
    #expect(Instant(milliseconds: -8 * 3_600_000 - 1).date == day("1969-12-31"))
    #expect(Instant(milliseconds: -8 * 3_600_000 - 1).minuteOfDay == 1439)
    #expect(at("2025-03-05", 17, 30).minuteOfDay == 1050)
  }

  @Test func isWithinATimeOnlyForwards() {
    let then = at("2025-03-05")
    #expect(then.isWithin(1000, after: then))
    #expect(then.adding(milliseconds: 999).isWithin(1000, after: then))
    #expect(!then.adding(milliseconds: 1000).isWithin(1000, after: then))
    #expect(!then.adding(milliseconds: -1).isWithin(1000, after: then))
  }

  @Test func goesThroughJSON() throws {
    let dates = [day("2025-03-05"), day("2200-12-31")]
    let json = try JSONEncoder().encode(dates)
    #expect(String(decoding: json, as: UTF8.self) == #"["2025-03-05","2200-12-31"]"#)
    #expect(try JSONDecoder().decode([CivilDate].self, from: json) == dates)
    for bad in [#"["2025-02-30"]"#, "[20250305]", "[null]"] {
      #expect(throws: DecodingError.self) { try JSONDecoder().decode([CivilDate].self, from: Data(bad.utf8)) }
    }
  }
}
