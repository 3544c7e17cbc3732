import DatabaseKit
package import Domain
import Store

/// 提醒: notices inside the system.
package enum ReadNotices {
  package static let pageSize = 30

  package static func list(of person: ID<Person>, before cursor: Int64?, in environment: AppEnvironment) async throws
    -> (notices: [NoticeLine], next: Int64?)
  {
    let found = try await environment.database.read { tx in
      try MessageStore.notices(of: person, before: cursor, limit: pageSize + 1, in: tx)
    }
    let page = Array(found.prefix(pageSize))
    return (page, found.count > pageSize ? page.last?.id.raw : nil)
  }

  package static func unread(of person: ID<Person>, in environment: AppEnvironment) async throws -> Int {
    try await environment.database.read { tx in try MessageStore.unread(of: person, in: tx) }
  }

  package static func markAllRead(of person: ID<Person>, in environment: AppEnvironment) async throws {
    let now = environment.now()
    try await environment.database.write { tx in try MessageStore.markRead(of: person, at: now, in: tx) }
  }
}
