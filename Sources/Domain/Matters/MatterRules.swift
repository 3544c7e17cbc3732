/// The time limits under which a matter is handled. They are settings of a congress, versioned; a matter keeps the
/// version it came in under. Sources of the defaults: `docs/rules.md`.
package struct MatterRules: Sendable, Equatable, Codable {
  /// Working days from receipt until somebody has taken the matter on.
  package var acceptWithin = 3
  /// Working days from receipt until the first reply.
  package var firstReplyWithin = 15
  /// Working days from a dissatisfied rating until the next reply.
  package var rehandleWithin = 15
  /// Working days after a reply within which staff ask the resident whether it helped.
  package var feedbackWithin = 5
  /// Working days after a reply from which a matter may be closed on a documented attempt.
  package var closeUnratedAfter = 15
  /// Calendar days from receipt for the written notice of a matter that belongs elsewhere (信访工作条例 23).
  package var divertNoticeWithin = 15
  /// Minutes after midnight; later counts as received on the next working day.
  package var officeOpens = 8 * 60 + 30
  package var officeCloses = 17 * 60 + 30
  /// Working days before a due date from which it stands under 即将到期.
  package var dueSoonDays = 2

  package init() {}
}

extension MatterRules {
  /// The day that counts as the day of receipt: a submission after hours or on a day that is not worked counts as
  /// received on the next working day.
  package func countsFrom(_ received: Instant, calendar: WorkingCalendar) -> CivilDate {
    let date = received.date
    guard calendar.isWorkingDay(date), received.minuteOfDay < officeCloses else {
      return calendar.workingDay(onOrAfter: date.adding(days: calendar.isWorkingDay(date) ? 1 : 0))
    }
    return date
  }
}
