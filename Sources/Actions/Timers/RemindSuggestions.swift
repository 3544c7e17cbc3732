import DatabaseKit
import Domain
import Store

/// 期限提醒 of suggestions: once on each working day it walks through the clocks that come near their day or are past it, and
/// tells whoever owes the step; one notice for a suggestion, however many of its clocks are meant.
package struct RemindSuggestions: TimedJob {
  package let name = "remind-suggestions"
  package let interval = 60
  private static let page = 50
  private static let mark = "reminded-suggestions"

  package init() {}

  package func run(_ lease: JobLease, in environment: AppEnvironment) async throws -> Bool {
    let now = environment.now()
    let calendar = try await environment.rules.calendar()
    guard RemindMatters.isTime(now, calendar) else { return false }
    let text = try await environment.database.read { tx in try SettingsStore.registryValue(Self.mark, in: tx) ?? "" }
    let walk = Walk(text, today: now.date, calendar)
    if walk.isDone { return false }
    let last = ReminderLadder.horizon(today: now.date, longest: RemindMatters.longestBefore, calendar: calendar)
    let found = try await environment.database.read { tx in
      try SuggestionStore.suggestions(
        SuggestionListStore.clocked(through: last, after: walk.after, limit: Self.page, in: tx), in: tx)
    }
    var rules: [ID<Congress>: ReminderRules] = [:]
    for congress in Set(found.map(\.status.congress)) {
      rules[congress] = try await environment.rules.current(of: congress).settings.reminders
    }
    let ladder = Ladder(walk: walk, rules: rules, calendar: calendar)
    let expected = try await environment.database.read { tx in
      try found.reduce(0) { try $0 + ladder.told($1.status, in: tx).count }
    }
    let queuing = try await MessageQueuing(environment, congresses: [])
    // Some more, for whoever has a post since.
    let supply = MessageSupply(environment, ids: (expected + 20) * (1 + queuing.channels.count), messages: 0)
    let isLast = found.count < Self.page
    let next = isLast ? walk.done : walk.moved(to: found.last?.id)
    try await environment.database.write { tx in
      try lease.check(in: tx)
      let taker = supply.taker()
      // As they are now: what was done since is not reminded of.
      for suggestion in try SuggestionStore.suggestions(found.map(\.id), in: tx) {
        for (person, kind) in try ladder.told(suggestion.status, in: tx) where taker.hasID {
          let notice = ID<Notice>(try taker.id())
          try MessageStore.insertNotice(
            notice, to: person, kind: kind, subject: .suggestion(suggestion.id), about: nil, at: now, in: tx)
          try queuing.queue(notice, group: kind.group, to: person, taker, at: now, in: tx)
        }
      }
      try SettingsStore.setRegistryValue(Self.mark, next.text, in: tx)
    }
    return !isLast
  }

  /// What a day's walk goes by.
  private struct Ladder: Sendable {
    let walk: Walk
    let rules: [ID<Congress>: ReminderRules]
    let calendar: WorkingCalendar

    /// Each person once; what is late says more than what is near.
    func told(_ status: SuggestionStatus, in tx: any ReadTransaction) throws -> [(person: ID<Person>, kind: NoticeKind)]
    {
      guard let rules = rules[status.congress] else { return [] }
      var told: [ID<Person>: NoticeKind] = [:]
      for clock in status.clocks {
        guard let due = clock.due,
          let rung = SuggestionReminders.rung(due, since: walk.last, today: walk.day, rules: rules, calendar: calendar)
        else { continue }
        for audience in SuggestionReminders.audiences(clock, rung, rules: rules, status) {
          for person in try AudienceFinder.people(audience, status.congress, walk.day, in: tx) {
            if rung.step.isOverdue || told[person] == nil { told[person] = SuggestionReminders.kind(of: rung.step) }
          }
        }
      }
      return told.sorted { $0.key < $1.key }.map { (person: $0.key, kind: $0.value) }
    }
  }
}

extension RemindSuggestions {
  /// How far a day's walk has come, and the day of the one before: in the registry, so that another server goes on where this
  /// one stopped. `2026-03-04` is a day that is done; `2026-03-05/2026-03-04/123` one that is under way.
  struct Walk: Sendable, Equatable {
    let day: CivilDate
    let last: CivilDate
    let after: ID<Suggestion>?
    let isDone: Bool

    private init(day: CivilDate, last: CivilDate, after: ID<Suggestion>?, isDone: Bool) {
      self.day = day
      self.last = last
      self.after = after
      self.isDone = isDone
    }

    /// A day that lies ahead was reached by a clock set wrong: as if yesterday had been the last.
    init(_ text: String, today: CivilDate, _ calendar: WorkingCalendar) {
      let parts = text.split(separator: "/").map { String($0) }
      let known = parts.first.flatMap { CivilDate(text: $0) }
      day = today
      guard let known, known <= today else {
        last = Self.workingDay(before: today, calendar)
        after = nil
        isDone = false
        return
      }
      let earlier = parts.count == 3 ? CivilDate(text: parts[1]) : nil
      // One that was broken off on another day begins anew: some may be told once more, nothing is left out.
      last = known == today ? earlier ?? today : earlier ?? known
      after = known == today && parts.count == 3 ? ID<Suggestion>(text: parts[2]) : nil
      isDone = known == today && earlier == nil
    }

    var text: String { isDone ? "\(day)" : "\(day)/\(last)/\(after ?? ID(0))" }
    var done: Walk { Walk(day: day, last: last, after: nil, isDone: true) }

    func moved(to id: ID<Suggestion>?) -> Walk { Walk(day: day, last: last, after: id ?? after, isDone: false) }

    private static func workingDay(before today: CivilDate, _ calendar: WorkingCalendar) -> CivilDate {
      let earlier = (1...60).lazy.map { today.adding(days: -$0) }
      return earlier.first { calendar.isWorkingDay($0) } ?? today.adding(days: -1)
    }
  }
}
