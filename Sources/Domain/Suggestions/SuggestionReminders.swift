/// 期限提醒 of suggestions: the ladder that matters have, over the clocks that run. It keeps no rungs; the day on which it was
/// climbed last says which are new.
///
/// A reminder is nobody's act. It takes nobody out of a statistic, which only the work body's own does, and tells a unit
/// nothing of what a deputy thinks.
package enum SuggestionReminders {
  /// The rung that has been reached since `last`, a working day before `today`; nil where there is none.
  package static func step(
    _ due: CivilDate, since last: CivilDate, today: CivilDate, rules: ReminderRules, calendar: WorkingCalendar
  ) -> ReminderStep? {
    guard let step = ReminderLadder.step(due: due, today: today, rules: rules, calendar: calendar) else { return nil }
    let earlier = ReminderLadder.step(due: due, today: last, rules: rules, calendar: calendar)
    return earlier.map { $0 < step } ?? true ? step : nil
  }

  package static func kind(of step: ReminderStep) -> NoticeKind { step.isOverdue ? .clockLate : .clockNear }

  /// Whom it reaches: whoever owes the step; past the date the unit's head, too, and with more time the work body and whoever
  /// leads it.
  package static func audiences(
    _ clock: SuggestionClock, _ step: ReminderStep, rules: ReminderRules, _ status: SuggestionStatus
  ) -> [NoticeAudience] {
    let congress = status.congress
    var result: [NoticeAudience]
    switch clock.debtor {
    case .person(let person): result = [.person(person)]
    case .unit(let unit):
      result = [.unitRegistrars(unit)]
      if !clock.kind.isOfPromise, let drafter = status.part(clock.part)?.drafter { result.append(.person(drafter)) }
      if step.isOverdue { result.append(.unitHeads(unit)) }
    case .receiver(.secretariat): result = [.secretaries(congress)]
    case .receiver(.workBody), .receiver(.presidium): result = [.workBody(congress)]
    }
    guard step.isOverdue else { return result }
    if rules.chiefAfter > 0, step.late >= rules.chiefAfter { result.append(.workBody(congress)) }
    if rules.chairAfter > 0, step.late >= rules.chairAfter {
      result.append(status.level == .township ? .chairs(congress) : .directors(congress))
    }
    return result
  }
}
