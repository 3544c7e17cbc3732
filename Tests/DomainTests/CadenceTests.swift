import Domain
import Testing

/// How often there has to be contact, as tables.
struct CadenceTests {
  private static func date(_ text: String) -> CivilDate { CivilDate(text: text) ?? CivilDate(daysSinceEpoch: 0) }

  @Test(arguments: [
    (CadencePeriod.week, "2026-11-21", "2026-11-16", "2026-11-22"),
    (.week, "2026-11-16", "2026-11-16", "2026-11-22"), (.week, "2027-01-01", "2026-12-28", "2027-01-03"),
    (.month, "2028-02-10", "2028-02-01", "2028-02-29"), (.quarter, "2026-11-21", "2026-10-01", "2026-12-31"),
    (.quarter, "2026-01-01", "2026-01-01", "2026-03-31"), (.year, "2026-06-30", "2026-01-01", "2026-12-31"),
  ])
  func periods(_ period: CadencePeriod, _ day: String, _ first: String, _ last: String) {
    let range = period.range(of: Self.date(day))
    #expect(range == Self.date(first)...Self.date(last))
    #expect(range.contains(Self.date(day)))
    let before = period.rangeBefore(Self.date(day))
    #expect(before.upperBound == range.lowerBound.adding(days: -1))
    #expect(period.range(of: before.lowerBound) == before)
  }

  /// Contacts, period, from, to, ended; owed in the fourth quarter of 2026 (92 days).
  @Test(arguments: [
    (1, "2026-01-01", nil as String?, false, 1), (1, "2026-10-01", nil, false, 1), (1, "2026-10-02", nil, false, 0),
    (1, "2026-12-31", nil, false, 0), (3, "2026-10-01", nil, false, 3), (3, "2026-11-01", nil, false, 1),
    (6, "2026-11-01", nil, false, 3), (2, "2026-01-01", "2026-11-15", false, 1),
    (2, "2026-01-01", "2026-11-15", true, 0), (2, "2026-01-01", "2026-11-16", true, 1),
    (1, "2027-01-01", nil, false, 0), (1, "2026-01-01", "2026-09-30", false, 0), (0, "2026-01-01", nil, false, 0),
  ])
  func owed(_ contacts: Int, _ from: String, _ to: String?, _ isEnded: Bool, _ expected: Int) {
    let tenure = Tenure(
      from: Self.date(from), to: to.map(Self.date), reason: "分工", endReason: isEnded ? "调动" : nil)
    let cadence = Cadence(contacts: contacts, period: .quarter)
    #expect(cadence.owed(by: tenure, in: CadencePeriod.quarter.range(of: Self.date("2026-11-21"))) == expected)
  }

  @Test func standing() {
    let calendar = WorkingCalendar(table: .empty)
    let tenure = Tenure(from: Self.date("2026-01-01"), reason: "分工")
    let cadence = Cadence(contacts: 2, period: .month)
    let today = Self.date("2026-11-20")
    let dates = ["2026-10-31", "2026-11-01", "2026-12-01"].map(Self.date)
    let now = cadence.standing(of: tenure, contacts: dates, in: today, today: today, calendar: calendar)
    #expect(now.done == 1 && now.owed == 2 && now.missing == 1 && !now.isOver)
    // Friday the 20th, then five days and Monday the 30th.
    #expect(now.workingDaysLeft == 7)
    let before = cadence.standing(
      of: tenure, contacts: dates, in: Self.date("2026-10-15"), today: today, calendar: calendar)
    #expect(before.done == 1 && before.missing == 1 && before.isOver && before.workingDaysLeft == 0)
    let met = cadence.standing(
      of: tenure, contacts: dates + [Self.date("2026-11-30"), Self.date("2026-11-02")], in: today, today: today,
      calendar: calendar)
    #expect(met.missing == 0 && met.done == 3)
  }

  @Test(arguments: [
    ("2026-11-20", nil as String?, nil as String?, Tenure.Phase.now), ("2026-11-22", nil, nil, .coming),
    ("2026-01-01", "2026-11-21", nil, .now), ("2026-01-01", "2026-11-21", "调动", .over),
    ("2026-01-01", "2026-11-20", nil, .over), ("2026-01-01", "2026-11-22", "调动", .now),
  ])
  func phases(_ from: String, _ to: String?, _ ended: String?, _ expected: Tenure.Phase) {
    let tenure = Tenure(from: Self.date(from), to: to.map(Self.date), reason: "", endReason: ended)
    #expect(tenure.phase(on: Self.date("2026-11-21")) == expected)
  }

  @Test func sizes() {
    let expected: [(Int, GroupSize)] = [
      (0, .small), (8, .small), (11, .small), (12, .fits), (20, .fits), (27, .fits), (30, .fits), (31, .large),
    ]
    for (members, size) in expected { #expect(GroupSize.of(members, in: .territorial) == size, "\(members)") }
    #expect(GroupSize.of(5, in: .expertise) == .fits)
    #expect(GroupRole.allowed(in: .guidance) == [.leadLeader, .head, .deputyHead, .member])
    for kind in GroupKind.allCases where kind != .guidance {
      #expect(GroupRole.allowed(in: kind) == [.convener, .member])
    }
  }
}
