import DatabaseKit
import Domain
import Store

/// 期限提醒: once on each working day it walks through the dates that come near or are past, and whoever owes a step gets
/// one notice of all of his. Each rung of the ladder is climbed once for a date; rungs that were missed are left out.
package struct RemindMatters: TimedJob {
  package let name = "remind-matters"
  package let interval = 60
  private static let page = 100
  private static let mark = "reminded"
  /// The most working days before a date that a place may set.
  package static let longestBefore = 10

  package init() {}

  package func run(_ lease: JobLease, in environment: AppEnvironment) async throws -> Bool {
    let now = environment.now()
    let calendar = try await environment.rules.calendar()
    guard Self.isTime(now, calendar) else { return false }
    let text = try await environment.database.read { tx in try SettingsStore.registryValue(Self.mark, in: tx) ?? "" }
    let position = ReminderPosition(text: text, today: now.date)
    guard position.phase != .done else { return false }
    if position.phase == .tell { return try await tell(position, lease, at: now, in: environment) }
    return try await walk(position, lease, at: now, calendar, in: environment)
  }

  /// From the morning of a working day on, when people begin to work.
  static func isTime(_ now: Instant, _ calendar: WorkingCalendar) -> Bool {
    calendar.isWorkingDay(now.date) && now.minuteOfDay >= MatterRules().officeOpens
  }

  // MARK: The walk

  private func walk(
    _ position: ReminderPosition, _ lease: JobLease, at now: Instant, _ calendar: WorkingCalendar,
    in environment: AppEnvironment
  ) async throws -> Bool {
    let last = ReminderLadder.horizon(today: now.date, longest: Self.longestBefore, calendar: calendar)
    let due = try await environment.database.read { tx in
      try ReminderWalk.page(position, through: last, limit: Self.page, in: tx)
    }
    var climbing: [ReminderWalk.Due] = []
    for item in due {
      let rules = try await environment.rules.version(item.matter.settings).settings.reminders
      guard item.matter.status.mergedInto == nil,
        let step = ReminderLadder.step(due: item.mark.due, today: now.date, rules: rules, calendar: calendar)
      else { continue }
      climbing.append(item.climbing(step, rules))
    }
    let next = due.count < Self.page ? position.nextPhase : position.moved(to: due.last?.mark)
    let ids = environment.newIDs(climbing.count, at: now)
    let chosen = climbing
    try await environment.database.write { tx in
      try lease.check(in: tx)
      for (item, id) in zip(chosen, ids) { try ReminderWalk.climb(item, id: id, at: now, in: tx) }
      try SettingsStore.setRegistryValue(Self.mark, next.text, in: tx)
    }
    return true
  }

  // MARK: One notice a person

  private func tell(
    _ position: ReminderPosition, _ lease: JobLease, at now: Instant, in environment: AppEnvironment
  ) async throws -> Bool {
    let people = try await environment.database.read { tx in
      try ReminderStore.untold(on: now.date, limit: Self.page, in: tx)
    }
    let queuing = try await MessageQueuing(environment, congresses: [])
    let supply = MessageSupply(environment, ids: people.count * (1 + queuing.channels.count), messages: 0)
    let next = people.count < Self.page ? position.nextPhase : position
    try await environment.database.write { tx in
      try lease.check(in: tx)
      let taker = supply.taker()
      for person in people {
        // What came late on the day joins the notice that is there.
        if let notice = try ReminderStore.notice(of: person, on: now.date, in: tx) {
          try ReminderStore.tell(person, on: now.date, by: notice, in: tx)
          continue
        }
        let notice = ID<Notice>(try taker.id())
        try MessageStore.insertNotice(notice, to: person, kind: .reminder, matter: nil, at: now, in: tx)
        try ReminderStore.tell(person, on: now.date, by: notice, in: tx)
        let entries = try ReminderStore.entries(of: [notice], person: person, in: tx)[notice] ?? []
        let group: NoticeGroup = entries.contains { $0.step.isOverdue } ? .overdue : .reminders
        try queuing.queue(notice, group: group, to: person, taker, at: now, in: tx)
      }
      try SettingsStore.setRegistryValue(Self.mark, next.text, in: tx)
    }
    return people.count == Self.page
  }
}

/// How far the day's walk has come: in the registry, so that another server goes on where this one stopped.
struct ReminderPosition: Sendable, Equatable {
  enum Phase: String, CaseIterable, Sendable { case running, asking, parts, tell, done }

  let day: CivilDate
  let phase: Phase
  let after: ReminderStore.Mark?

  private init(day: CivilDate, phase: Phase, after: ReminderStore.Mark?) {
    self.day = day
    self.phase = phase
    self.after = after
  }

  /// A mark of another day begins anew: of a day that is over, or of one that a clock set wrong had reached.
  init(text: String, today: CivilDate) {
    let parts = text.split(separator: "/").map { String($0) }
    day = today
    guard parts.count >= 2, CivilDate(text: parts[0]) == today, let phase = Phase(rawValue: parts[1]) else {
      phase = .running
      after = nil
      return
    }
    self.phase = phase
    if parts.count == 5, let due = CivilDate(text: parts[2]), let matter = ID<Matter>(text: parts[3]),
      let part = Int(parts[4])
    {
      after = ReminderStore.Mark(due: due, matter: matter, part: part)
    } else {
      after = nil
    }
  }

  var text: String {
    let head = "\(day)/\(phase.rawValue)"
    return after.map { "\(head)/\($0.due)/\($0.matter)/\($0.part)" } ?? head
  }

  var nextPhase: ReminderPosition {
    let all = Phase.allCases
    let next = all.firstIndex(of: phase).map { all[min($0 + 1, all.count - 1)] } ?? .done
    return ReminderPosition(day: day, phase: next, after: nil)
  }

  func moved(to mark: ReminderStore.Mark?) -> ReminderPosition {
    ReminderPosition(day: day, phase: phase, after: mark ?? after)
  }
}

/// Due dates page by page, and what a rung does.
enum ReminderWalk {
  struct Due: Sendable {
    let mark: ReminderStore.Mark
    let matter: Matter
    let clock: ReminderClock
    var step = ReminderStep(ordinal: -1, late: 0)
    var rules = ReminderRules()

    func climbing(_ step: ReminderStep, _ rules: ReminderRules) -> Due {
      var due = self
      due.step = step
      due.rules = rules
      return due
    }
  }

  static func page(
    _ position: ReminderPosition, through last: CivilDate, limit: Int, in tx: any ReadTransaction
  ) throws -> [Due] {
    switch position.phase {
    case .running:
      return try ReminderStore.running(through: last, after: position.after, limit: limit, in: tx).compactMap(running)
    case .asking:
      return try ReminderStore.toAsk(through: last, after: position.after, limit: limit, in: tx).compactMap(running)
    case .parts:
      let marks = try ReminderStore.parts(through: last, after: position.after, limit: limit, in: tx)
      let matters = try ReminderStore.matters(Array(Set(marks.map(\.matter))).sorted(), in: tx)
      return marks.compactMap { mark in
        matters[mark.matter].map { Due(mark: mark, matter: $0, clock: .part) }
      }
    case .tell, .done: return []
    }
  }

  private static func running(_ matter: Matter) -> Due? {
    ReminderLadder.clock(of: matter.status).map { running in
      Due(
        mark: ReminderStore.Mark(due: running.due, matter: matter.id, part: 0), matter: matter, clock: running.clock)
    }
  }

  static func climb(_ due: Due, id: Int64, at now: Instant, in tx: any WriteTransaction) throws {
    let (mark, status) = (due.mark, due.matter.status)
    // What was done since the page was read is not reminded of.
    guard let known = try MatterStore.matter(mark.matter, in: tx),
      ReminderLadder.stands(due.clock, part: mark.part, due: mark.due, known.status),
      try ReminderStore.climb(
        mark.matter, part: mark.part, due.clock, due: mark.due, due.step, on: now.date, in: tx)
    else { return }
    let excluded = try MatterStore.facts(of: known, in: tx).excluded
    let part = status.handling(mark.part)
    let audiences = ReminderLadder.audiences(
      due.clock, due.step, rules: due.rules, status: known.status, part: mark.part > 0 ? part : nil)
    var people: Set<ID<Person>> = []
    for audience in audiences {
      people.formUnion(try AudienceFinder.people(audience, known.status.congress, now.date, in: tx))
    }
    for person in people.subtracting(excluded).sorted() {
      try ReminderStore.add(
        person, on: now.date, mark.matter, part: mark.part, due.clock, due: mark.due, due.step, in: tx)
    }
    // The sender is asked, too, once: on the day by which staff would ask him.
    if due.clock == .feedback, due.step.ordinal == 0 {
      try SenderPayload.enqueue(.toRate, mark.matter, known.status.congress, id: { id }, at: now, in: tx)
    }
  }
}
