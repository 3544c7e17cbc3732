/// When whoever owes a step is reminded of its date.
package struct ReminderRules: Sendable, Equatable, Codable {
  /// Working days before the date; 0: not before it.
  package var before = 2
  /// On the day itself.
  package var onTheDay = true
  /// After it every so many working days, beginning with the first; 0: on the first only.
  package var every = 3
  /// Working days past the date from which the chief hears of it, too; 0: never.
  package var chiefAfter = 3
  /// The same for the congress's chair.
  package var chairAfter = 6

  package init() {}

  /// Rules stored before a step existed have its default.
  package init(from decoder: any Decoder) throws {
    let stored = try decoder.container(keyedBy: CodingKeys.self)
    before = try stored.decodeIfPresent(Int.self, forKey: .before) ?? before
    onTheDay = try stored.decodeIfPresent(Bool.self, forKey: .onTheDay) ?? onTheDay
    every = try stored.decodeIfPresent(Int.self, forKey: .every) ?? every
    chiefAfter = try stored.decodeIfPresent(Int.self, forKey: .chiefAfter) ?? chiefAfter
    chairAfter = try stored.decodeIfPresent(Int.self, forKey: .chairAfter) ?? chairAfter
  }
}

/// Which date is meant.
package enum ReminderClock: String, CaseIterable, Sendable, Codable {
  case accept, reply
  /// A unit's part.
  case part
  /// To ask the sender whether it helped.
  case feedback
}

/// A rung of the ladder: before, on, and the first, second … time after the date. Later rungs are greater.
package struct ReminderStep: Sendable, Hashable, Comparable, Codable {
  /// −1 before, 0 on the day, then the number of the time after it.
  package let ordinal: Int
  /// Working days past the date; 0 up to the day itself.
  package let late: Int

  package init(ordinal: Int, late: Int) {
    self.ordinal = ordinal
    self.late = late
  }

  package var isOverdue: Bool { ordinal > 0 }

  package static func < (left: ReminderStep, right: ReminderStep) -> Bool { left.ordinal < right.ordinal }
}

/// The ladder as a pure function of the date and the day: what was missed is the newest rung and no other.
package enum ReminderLadder {
  /// The newest rung that the day has reached; nil before the first, and on a day that is not worked.
  package static func step(due: CivilDate, today: CivilDate, rules: ReminderRules, calendar: WorkingCalendar)
    -> ReminderStep?
  {
    guard calendar.isWorkingDay(today) else { return nil }
    if today > due {
      // A date on a day that is not worked (a unit's day is a date): the next one that is worked is past it.
      let late = max(1, calendar.workingDays(after: due, through: today))
      let number = rules.every > 0 ? 1 + (late - 1) / rules.every : 1
      return ReminderStep(ordinal: number, late: late)
    }
    // The day itself, or the last one worked before it.
    let left = calendar.workingDays(after: today, through: due)
    if left == 0, rules.onTheDay { return ReminderStep(ordinal: 0, late: 0) }
    return rules.before > 0 && left <= rules.before ? ReminderStep(ordinal: -1, late: 0) : nil
  }

  /// The last date of which a day may have to remind: up to it due dates are looked at.
  package static func horizon(today: CivilDate, longest: Int, calendar: WorkingCalendar) -> CivilDate {
    // Days off behind the last working day belong to it, too.
    calendar.due(workingDays: longest + 1, after: today).date
  }

  /// Whom a rung reaches. A sealed matter is the desk's alone.
  package static func audiences(
    _ clock: ReminderClock, _ step: ReminderStep, rules: ReminderRules, status: MatterStatus, part: UnitHandling?
  ) -> [NoticeAudience] {
    if status.seal != nil || status.owner == .desk { return [.desk(status.congress)] }
    var result: [NoticeAudience] = []
    switch clock {
    case .part:
      guard let part else { return [] }
      result.append(.unitRegistrars(part.unit))
      if let drafter = part.drafter { result.append(.person(drafter)) }
      if step.isOverdue || part.state == .drafted { result.append(.unitHeads(part.unit)) }
    case .feedback: result += status.venue.map { [.liaisons($0)] } ?? []
    case .accept, .reply:
      switch status.owner {
      case .deputy(_, let person): result.append(.person(person))
      case .group(let group): result.append(.group(group))
      case .venue, .desk: break
      }
      result += status.venue.map { [.liaisons($0)] } ?? []
    }
    guard step.isOverdue else { return result }
    if let overseer = status.overseer { result += [.liaisons(overseer), .chiefs(overseer)] }
    if rules.chiefAfter > 0, step.late >= rules.chiefAfter, let venue = status.venue { result.append(.chiefs(venue)) }
    if rules.chairAfter > 0, step.late >= rules.chairAfter { result.append(.chairs(status.congress)) }
    return result
  }

  /// The clock that runs in a state, beside the units' own.
  package static func clock(of status: MatterStatus) -> (clock: ReminderClock, due: CivilDate)? {
    switch status.state {
    case .submitted: (.accept, status.acceptDue.date)
    case .accepted, .withUnit, .resultRecorded, .dissatisfied: (.reply, status.replyDue.date)
    case .replied: status.feedbackDue.map { (.feedback, $0.date) }
    case .awaitingSupplement, .closed, .declined, .diverted, .withdrawn, .archived: nil
    }
  }

  /// Whether a reminder still holds: the same clock still runs to the same date.
  package static func stands(_ clock: ReminderClock, part: Int, due: CivilDate, _ status: MatterStatus) -> Bool {
    if clock == .part {
      return status.handlings.contains { $0.part == part && $0.state.isOpen && $0.resultDue == due }
    }
    guard let running = self.clock(of: status) else { return false }
    return running.clock == clock && running.due == due
  }
}
