import DatabaseKit
package import Domain
import Store

/// 提醒: notices inside the system.
package enum ReadNotices {
  package static let pageSize = 30

  /// A notice stays when its matter has moved on, been sealed or become hidden; what the matter is does not.
  package static func list(of actor: Actor, before cursor: Int64?, in environment: AppEnvironment) async throws
    -> (notices: [NoticeLine], next: Int64?)
  {
    guard let person = actor.person else { return ([], nil) }
    let found = try await environment.database.read { tx in
      let lines = try MessageStore.notices(of: person, before: cursor, limit: pageSize + 1, in: tx)
      let facts = try MatterStore.facts(of: Array(Set(lines.compactMap(\.matter))), in: tx)
      let reminders = try ReminderStore.entries(
        of: lines.filter { $0.kind == .reminder }.map(\.id), person: person, in: tx)
      return try lines.map { line in
        if let entries = reminders[line.id] {
          var line = line
          let overdue = entries.count { $0.step.isOverdue }
          line.reminders = ReminderCount(near: entries.count - overdue, overdue: overdue)
          return line
        }
        guard let matter = line.matter.flatMap({ facts[$0] }) else { return line.withoutMatter }
        if MatterAccess.sees(matter, actor) { return line }
        // Whoever sees a unit's part is led to that, and reads no title that nobody went over for him.
        let part = matter.status.handlings.last { MatterAccess.sees(part: $0.part, of: matter, actor) }?.part
        guard let part else { return line.withoutMatter }
        let title = try line.title.map { try SenderMask.masked($0, of: matter.id, in: environment, tx) }
        return line.leading(to: part, titled: title)
      }
    }
    let page = Array(found.prefix(pageSize))
    return (page, found.count > pageSize ? page.last?.id.raw : nil)
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
