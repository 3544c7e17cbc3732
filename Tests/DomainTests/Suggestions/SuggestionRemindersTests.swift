import Domain
import Testing

/// Whom the date of a suggestion reaches, and on which days.
@Suite struct SuggestionRemindersTests {
  /// So many working days past the date, climbed day by day.
  private static func rung(_ late: Int) -> SuggestionReminders.Rung {
    func ordinal(_ late: Int) -> Int { late > 0 ? 1 + (late - 1) / 3 : 0 }
    return SuggestionReminders.Rung(ReminderStep(ordinal: ordinal(late), late: late), after: ordinal(late - 1))
  }

  private static func audiences(
    _ clock: SuggestionClock, _ rung: SuggestionReminders.Rung, _ status: SuggestionStatus
  ) -> Set<NoticeAudience> {
    Set(SuggestionReminders.audiences(clock, rung, rules: ReminderRules(), status))
  }

  @Test("欠着的人先听到；逾期加单位负责人，久了加代表工作机构、再加它的负责人，各一次")
  func ladder() throws {
    let status = try SuggestionLife.reaching(.handling).status
    let part = try #require(status.parts.first)
    let unit = SuggestionClock(.reply, part: part.number, .unit(part.unit), due: part.replyDue)
    let drafter: Set<NoticeAudience> = part.drafter.map { [.person($0)] } ?? []
    let owing = drafter.union([.unitRegistrars(part.unit)])
    let head = owing.union([.unitHeads(part.unit)])
    let body = NoticeAudience.workBody(status.congress)
    let leader: NoticeAudience =
      status.level == .township ? .chairs(status.congress) : .directors(status.congress)
    #expect(Self.audiences(unit, Self.rung(0), status) == owing)
    #expect(Self.audiences(unit, Self.rung(1), status) == head)
    #expect(Self.audiences(unit, Self.rung(4), status) == head.union([body]))
    #expect(Self.audiences(unit, Self.rung(7), status) == head.union([leader]))
    #expect(Self.audiences(unit, Self.rung(10), status) == head)
    let rating = SuggestionClock(.rating, part: part.number, .person(status.proposer.person), due: part.replyDue)
    #expect(Self.audiences(rating, Self.rung(0), status) == [.person(status.proposer.person)])
    // The unit hears nothing of what a deputy owes, however late.
    let late = SuggestionReminders.Rung(ReminderStep(ordinal: 4, late: 10), after: nil)
    #expect(Self.audiences(rating, late, status) == [.person(status.proposer.person), body, leader])
    for (receiver, audience) in [
      (SuggestionReceiver.secretariat, NoticeAudience.secretaries(status.congress)), (.workBody, body),
      (.presidium, body),
    ] {
      let clock = SuggestionClock(.handOver, .receiver(receiver), due: part.replyDue)
      #expect(Self.audiences(clock, Self.rung(0), status) == [audience], "\(receiver)")
    }
  }

  /// Due on Thursday, 8 October 2026, the first working day after the National Day week.
  @Test(
    "国庆后到期：节前提醒一次，节里不提醒，当天再提醒；一天里第二回、没有新的一级都不算",
    arguments: [
      ("2026-09-28", "2026-09-27", nil), ("2026-09-29", "2026-09-28", -1), ("2026-09-30", "2026-09-29", nil),
      ("2026-10-01", "2026-09-30", nil),
      ("2026-10-08", "2026-09-30", 0), ("2026-10-08", "2026-10-08", nil), ("2026-10-09", "2026-10-08", 1),
      ("2026-10-10", "2026-10-09", nil), ("2026-10-13", "2026-10-12", 2), ("2026-10-13", "2026-09-28", 2),
    ] as [(String, String, Int?)])
  func days(today: String, last: String, ordinal: Int?) throws {
    let rung = SuggestionReminders.rung(
      day("2026-10-08"), since: day(last), today: day(today), rules: ReminderRules(), calendar: SampleHolidays.calendar)
    #expect(rung?.step.ordinal == ordinal)
  }
}
