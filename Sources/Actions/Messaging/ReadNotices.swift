import DatabaseKit
package import Domain
import Store

/// 提醒: notices inside the system.
package enum ReadNotices {
  package static let pageSize = 30

  /// A notice stays when what it is about has moved on, been sealed or become hidden; what that is does not.
  package static func list(of actor: Actor, before cursor: Int64?, in environment: AppEnvironment) async throws
    -> (notices: [NoticeLine], next: Int64?)
  {
    guard let person = actor.person else { return ([], nil) }
    let found = try await environment.database.read { tx in
      let lines = try MessageStore.notices(of: person, before: cursor, limit: pageSize + 1, in: tx)
      let known = try NoticeSubjects(of: lines.compactMap(\.subject), in: tx)
      let reminders = try ReminderStore.entries(
        of: lines.filter { $0.kind == .reminder }.map(\.id), person: person, in: tx)
      return try lines.map { line in
        if let entries = reminders[line.id] {
          var line = line
          let overdue = entries.count { $0.step.isOverdue }
          line.reminders = ReminderCount(near: entries.count - overdue, overdue: overdue)
          return line
        }
        return try shown(line, known, to: actor, in: environment, tx)
      }
    }
    let page = Array(found.prefix(pageSize))
    return (page, found.count > pageSize ? page.last?.id.raw : nil)
  }

  private static func shown(
    _ line: NoticeLine, _ known: NoticeSubjects, to actor: Actor, in environment: AppEnvironment,
    _ tx: any ReadTransaction
  ) throws -> NoticeLine {
    switch line.subject {
    case nil: return line.withoutMatter
    case .suggestion(let id): return shown(line, known.suggestions[id], to: actor)
    case .motion(let id): return shown(line, known.motions[id], to: actor)
    case .matter(let id):
      guard let matter = known.matters[id] else { return line.withoutMatter }
      if MatterAccess.sees(matter, actor) { return line }
      // Whoever sees a unit's part is led to that, and reads no title that nobody went over for him.
      let part = matter.status.handlings.last { MatterAccess.sees(part: $0.part, of: matter, actor) }?.part
      guard let part else { return line.withoutMatter }
      let title = try line.title.map { try SenderMask.masked($0, of: matter.id, in: environment, tx) }
      return line.leading(to: part, titled: title)
    }
  }

  /// Of somebody who wants to be kept out of it no name stands with those who may not know.
  private static func shown(_ line: NoticeLine, _ suggestion: Suggestion?, to actor: Actor) -> NoticeLine {
    guard let suggestion else { return line.withoutProposal }
    let facts = SuggestionFacts(id: suggestion.id, status: suggestion.status)
    guard SuggestionAccess.sees(facts, actor) else { return line.withoutProposal }
    var line = line
    line.title = suggestion.title
    line.suggestionNumber = suggestion.status.number
    if !SuggestionAccess.seesProposer(facts, actor) { line.about = nil }
    return line
  }

  private static func shown(_ line: NoticeLine, _ motion: Motion?, to actor: Actor) -> NoticeLine {
    guard let motion, MotionAccess.sees(MotionFacts(id: motion.id, status: motion.status), actor) else {
      return line.withoutProposal
    }
    var line = line
    line.title = motion.text.cause
    line.motionNumber = motion.status.number
    return line
  }

  /// What a notice of dates names, with how each stands now; nil for a notice that is not the reader's.
  package static func reminders(_ notice: ID<Notice>, of actor: Actor, in environment: AppEnvironment) async throws
    -> (day: CivilDate, lines: [ReminderLine])?
  {
    guard let person = actor.person else { return nil }
    let now = environment.now()
    if environment.readOnly == nil {
      try await environment.database.write { tx in
        try MessageStore.markRead(notice, of: person, at: now, in: tx)
      }
    }
    return try await environment.database.read { tx in
      guard let entries = try ReminderStore.entries(of: [notice], person: person, in: tx)[notice],
        let day = try ReminderStore.day(of: notice, in: tx)
      else { return nil }
      let ids = Array(Set(entries.map(\.matter))).sorted()
      let facts = try MatterStore.facts(of: ids, in: tx)
      let matters = try ReminderStore.matters(ids, in: tx)
      let lines = try entries.compactMap { entry -> ReminderLine? in
        guard let known = facts[entry.matter], let matter = matters[entry.matter] else { return nil }
        let sees = MatterAccess.sees(known, actor)
        let part = known.status.handlings.last { MatterAccess.sees(part: $0.part, of: known, actor) }?.part
        guard sees || part != nil else { return nil }
        let title = sees ? matter.title : try SenderMask.masked(matter.title, of: matter.id, in: environment, tx)
        return ReminderLine(
          matter: entry.matter, part: sees ? 0 : part ?? 0, clock: entry.clock, due: entry.due, step: entry.step,
          receipt: matter.receipt, title: title,
          isSettled: !ReminderLadder.stands(entry.clock, part: entry.part, due: entry.due, matter.status))
      }
      return (day, lines)
    }
  }

  package static func markAllRead(of person: ID<Person>, in environment: AppEnvironment) async throws {
    let now = environment.now()
    try await environment.database.write { tx in try MessageStore.markRead(of: person, at: now, in: tx) }
  }
}
