import Domain
import Testing

/// 接待选民日: rules give dates.
@Suite struct ReceptionRuleTests {
  private func dates(_ recurrence: ReceptionRule.Recurrence, _ first: String, _ last: String) -> [String] {
    let rule = ReceptionRule(
      id: ID(1), venue: Sample.station, recurrence: recurrence, opens: 540, closes: 660, topic: "", place: "",
      people: [])
    return rule.dates(from: day(first), through: day(last), calendar: SampleHolidays.calendar).map(\.description)
  }

  @Test func monthlyOnTheTenthShiftedOverHolidays() {
    #expect(
      dates(.monthly(day: 10), "2025-01-01", "2025-05-31") == [
        "2025-01-10", "2025-02-10", "2025-03-10", "2025-04-10", "2025-05-12",
      ])
    // 10 October 2026 is a Saturday that is worked.
    #expect(dates(.monthly(day: 10), "2026-10-01", "2026-10-31") == ["2026-10-10"])
    #expect(dates(.monthly(day: 3), "2025-10-01", "2025-10-31") == ["2025-10-09"])
  }

  @Test func theLastDayOfAShortMonth() {
    #expect(dates(.monthly(day: 31), "2026-04-01", "2026-07-01") == ["2026-04-30", "2026-06-01", "2026-06-30"])
    // Shifted out of the month before, which is asked for by its own first day only.
    #expect(dates(.monthly(day: 31), "2026-06-01", "2026-06-01") == ["2026-06-01"])
  }

  @Test func weeklyShiftedOverHolidays() {
    #expect(
      dates(.weekly(.monday), "2025-09-22", "2025-10-20") == [
        "2025-09-22", "2025-09-29", "2025-10-09", "2025-10-13", "2025-10-20",
      ])
    #expect(dates(.weekly(.wednesday), "2025-10-02", "2025-10-09") == ["2025-10-09"])
  }

  /// Two Mondays of 春节 2026 move to one day: one reception.
  @Test func twoShiftedDaysAreOneReception() {
    #expect(
      dates(.weekly(.monday), "2026-02-09", "2026-03-02") == ["2026-02-09", "2026-02-24", "2026-03-02"])
  }

  @Test func nothingOutsideTheSpan() {
    #expect(dates(.monthly(day: 10), "2025-03-11", "2025-04-09") == [])
    #expect(dates(.weekly(.friday), "2025-03-08", "2025-03-13") == [])
    #expect(dates(.weekly(.friday), "2025-03-14", "2025-03-14") == ["2025-03-14"])
  }
}

@Suite struct DeputyLineTests {
  private func line(_ states: [MandateState]) -> DeputyLine {
    DeputyLine(
      id: Sample.deputy, name: "某代表", occupation: "",
      mandates: states.map {
        MandateLine(
          id: Sample.mandate, congress: Sample.town, congressName: "", congressShortName: "", level: .township,
          termNumber: nil, electedBy: "", state: $0, reason: nil, beganOn: day("2022-01-01"), changedOn: nil)
      })
  }

  /// A deputy serves while one mandate is in force, whatever became of the others.
  @Test(arguments: [
    ([MandateState.active], true), ([.suspended], false), ([.ended], false), ([.ended, .active], true),
    ([.suspended, .ended], false), ([], false),
  ])
  func servesWithOneMandateInForce(states: [MandateState], serves: Bool) {
    #expect(line(states).isServing == serves)
  }
}
