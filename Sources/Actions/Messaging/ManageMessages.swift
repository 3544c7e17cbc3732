import DatabaseKit
package import Domain
import SecretsKit
import Store

/// 短信和邮件: how the channels are and what became of messages, for whoever runs a place.
package enum ManageMessages {
  package static let pageSize = 50
  /// Test messages to oneself an hour.
  package static let testsAnHour = 3

  package struct Channel: Sendable, Equatable {
    package let channel: MessageChannel
    /// Nil while it is off.
    package let host: String?
    package let knowsIDs: Bool
  }

  package struct Page: Sendable {
    package let channels: [Channel]
    package let counts: [MessageState: Int]
    package let lines: [MessageLine]
    package let next: Int64?
    /// Receipt numbers of the matters that the reader may see.
    package let receipts: [ID<Matter>: String]
  }

  package static func run(
    _ tab: MessageTab, of congress: ID<Congress>, before cursor: Int64?, by actor: Actor,
    in environment: AppEnvironment
  ) async throws -> Page {
    guard MessagingAccess.mayManage(congress, by: actor) else { throw ActionError.refused(.notYours) }
    let (counts, found, receipts) = try await environment.database.read { tx in
      let found = try SendingStore.page(tab, of: congress, before: cursor, limit: pageSize + 1, in: tx)
      let matters = Array(Set(found.compactMap(\.matter))).sorted()
      var receipts: [ID<Matter>: String] = [:]
      if MessagingAccess.seesMatters(congress, by: actor) {
        let facts = try MatterStore.facts(of: matters, in: tx)
        for (id, matter) in try ReminderStore.matters(matters, in: tx) {
          if let known = facts[id], MatterAccess.sees(known, actor) { receipts[id] = matter.receipt }
        }
      }
      return (try SendingStore.counts(of: congress, in: tx), found, receipts)
    }
    let channels = MessageChannel.allCases.map { channel in
      let courier = environment.couriers[channel]
      return Channel(channel: channel, host: courier?.host, knowsIDs: courier?.knowsIDs ?? false)
    }
    return Page(
      channels: channels, counts: counts, lines: Array(found.prefix(pageSize)),
      next: found.count > pageSize ? found[pageSize - 1].id.raw : nil, receipts: receipts)
  }

  /// 再试一次: a failed message goes out again. What may have arrived is not said again.
  package static func retry(_ id: ID<Message>, by actor: Actor, in environment: AppEnvironment) async throws {
    if environment.readOnly != nil { throw ActionError.readOnly }
    let now = environment.now()
    try await environment.database.write { tx in
      guard let (message, _) = try SendingStore.message(id, in: tx),
        MessagingAccess.mayManage(message.congress, by: actor)
      else { throw ActionError.notFound }
      guard try SendingStore.retry(id, at: now, in: tx) else { throw ActionError.changedMeanwhile }
    }
  }

  /// 发一条测试: to one's own address and to nobody else's.
  package static func test(
    _ channel: MessageChannel, of congress: ID<Congress>, by actor: Actor, in environment: AppEnvironment
  ) async throws {
    if environment.readOnly != nil { throw ActionError.readOnly }
    guard let person = actor.person, MessagingAccess.mayManage(congress, by: actor) else {
      throw ActionError.refused(.notYours)
    }
    guard environment.couriers[channel] != nil else { throw ActionError.invalid([FieldProblem("test", .notAllowed)]) }
    let supply = MessageSupply(environment, ids: 1, messages: 1)
    let now = supply.now
    try await environment.database.write(locking: [LockKey(.person, person.raw)]) { tx in
      let field: ContactField = channel == .sms ? .mobile : .email
      guard let contact = try PersonStore.contacts(of: person, in: tx).first(where: { $0.field == field }) else {
        throw ActionError.invalid([FieldProblem("test", .missing)])
      }
      guard try SendingStore.tests(of: person, since: now.adding(hours: -1), in: tx) < testsAnHour else {
        throw ActionError.locked
      }
      let taker = supply.taker()
      try SendingStore.insert(
        StoredMessage(
          id: ID(try taker.id()), reference: try taker.names().reference, channel: channel, kind: .test,
          congress: congress, person: person, mask: contact.mask, dueAt: now, madeAt: now), in: tx)
    }
  }
}
