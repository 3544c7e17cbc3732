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
  /// Working days that a unit is given for its result, as a proposal at the hand-over.
  package var unitResultWithin = 30
  /// Working days from the hand-over in which a unit may ask to give a matter back (信访工作条例 23 as the model).
  package var unitReturnWithin = 5
  /// Working days past a missed date after which the level above looks after a matter; 0 leaves it where it is.
  package var riseAfter = 3
  /// Working days after receipt after which a matter that was held for a look is released by itself; 0: never.
  package var releaseHeldAfter = 1
  /// Calendar days from receipt for the written notice of a matter that belongs elsewhere (信访工作条例 23).
  package var divertNoticeWithin = 15
  /// Minutes after midnight; later counts as received on the next working day.
  package var officeOpens = 8 * 60 + 30
  package var officeCloses = 17 * 60 + 30
  /// Working days before a due date from which it stands under 即将到期.
  package var dueSoonDays = 2

  package init() {}

  /// A version stored before a limit existed has its default.
  package init(from decoder: any Decoder) throws {
    let stored = try decoder.container(keyedBy: CodingKeys.self)
    func read(_ key: CodingKeys, _ limit: inout Int) throws {
      limit = try stored.decodeIfPresent(Int.self, forKey: key) ?? limit
    }
    try read(.acceptWithin, &acceptWithin)
    try read(.firstReplyWithin, &firstReplyWithin)
    try read(.rehandleWithin, &rehandleWithin)
    try read(.feedbackWithin, &feedbackWithin)
    try read(.closeUnratedAfter, &closeUnratedAfter)
    try read(.unitResultWithin, &unitResultWithin)
    try read(.unitReturnWithin, &unitReturnWithin)
    try read(.riseAfter, &riseAfter)
    try read(.releaseHeldAfter, &releaseHeldAfter)
    try read(.divertNoticeWithin, &divertNoticeWithin)
    try read(.officeOpens, &officeOpens)
    try read(.officeCloses, &officeCloses)
    try read(.dueSoonDays, &dueSoonDays)
  }
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
