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
      return try lines.map { line in
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

  package static func markAllRead(of person: ID<Person>, in environment: AppEnvironment) async throws {
    let now = environment.now()
    try await environment.database.write { tx in try MessageStore.markRead(of: person, at: now, in: tx) }
  }
}
