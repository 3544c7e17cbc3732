/// 期限提醒 of suggestions: the ladder that matters have, over the clocks that run. It keeps no rungs; the day on which it was
/// climbed last says which are new.
///
/// A reminder is nobody's act. It takes nobody out of a statistic, which only the work body's own does, and tells a unit
/// nothing of what a deputy thinks.
package enum SuggestionReminders {
  /// A rung that was reached, and the ordinal of the one that had been; nil where there was none.
  package struct Rung: Sendable, Equatable {
    package let step: ReminderStep
    package let earlier: Int?

    package init(_ step: ReminderStep, after earlier: Int?) {
      self.step = step
      self.earlier = earlier
    }

    /// Whether it is the first so many working days past the date.
    func isFirst(from days: Int, every: Int) -> Bool {
      guard days > 0, step.late >= days else { return false }
      // The ordinal of the first rung that is as late.
      let first = every > 0 ? 1 + (days - 1 + every - 1) / every : 1
      return (earlier ?? 0) < first
    }
  }

  /// The rung that has been reached since `last`, a working day before `today`; nil where there is none.
  package static func rung(
    _ due: CivilDate, since last: CivilDate, today: CivilDate, rules: ReminderRules, calendar: WorkingCalendar
  ) -> Rung? {
    guard let step = ReminderLadder.step(due: due, today: today, rules: rules, calendar: calendar) else { return nil }
    let earlier = ReminderLadder.step(due: due, today: last, rules: rules, calendar: calendar)
    return earlier.map { $0 < step } ?? true ? Rung(step, after: earlier?.ordinal) : nil
  }

  package static func kind(of step: ReminderStep) -> NoticeKind { step.isOverdue ? .clockLate : .clockNear }

  /// Whom it reaches: whoever owes the step; past the date the unit's head, too. The work body and whoever leads it
  /// hear of each once, when it has come so far: a county has dozens, and their queue says how many are late.
  package static func audiences(
    _ clock: SuggestionClock, _ rung: Rung, rules: ReminderRules, _ status: SuggestionStatus
  ) -> [NoticeAudience] {
    let (congress, isOverdue) = (status.congress, rung.step.isOverdue)
    var result: [NoticeAudience]
    switch clock.debtor {
    case .person(let person): result = [.person(person)]
    case .unit(let unit):
      result = [.unitRegistrars(unit)]
      if !clock.kind.isOfPromise, let drafter = status.part(clock.part)?.drafter { result.append(.person(drafter)) }
      if isOverdue { result.append(.unitHeads(unit)) }
    case .receiver(.secretariat): result = [.secretaries(congress)]
    case .receiver(.workBody), .receiver(.presidium): result = [.workBody(congress)]
    }
    guard isOverdue else { return result }
    if rung.isFirst(from: rules.chiefAfter, every: rules.every) { result.append(.workBody(congress)) }
    if rung.isFirst(from: rules.chairAfter, every: rules.every) {
      result.append(status.level == .township ? .chairs(congress) : .directors(congress))
    }
    return result
  }
}
