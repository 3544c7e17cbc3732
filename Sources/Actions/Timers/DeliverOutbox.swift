import DatabaseKit
import Domain
import Store

/// Passes messages on as notices inside the system, each exactly once: the notice, its way into messages by telephone and
/// mail, and the mark are one transaction.
package struct DeliverOutbox: TimedJob {
  package let name = "deliver-outbox"
  package let interval = 2
  private static let batch = 50
  /// Receivers of a batch that ids are provided for, with a notice and two channels each.
  private static let receivers = batch * 20

  package init() {}

  private enum Content: Sendable {
    case notice(OutboxPayload)
    case sender(SenderPayload)
    /// Of a later version.
    case unknown

    var congress: ID<Congress>? {
      switch self {
      case .notice(let payload): payload.congress
      case .sender(let payload): payload.congress
      case .unknown: nil
      }
    }
  }

  package func run(_ lease: JobLease, in environment: AppEnvironment) async throws -> Bool {
    let now = environment.now()
    let waiting = try await environment.database.read { tx in
      try MessageStore.waiting(at: now, limit: Self.batch, in: tx)
    }
    guard !waiting.isEmpty else { return false }
    let contents = try waiting.map(Self.content)
    let queuing = try await MessageQueuing(environment, congresses: Set(contents.compactMap(\.congress)))
    let supply = MessageSupply(
      environment, ids: Self.receivers * (1 + queuing.channels.count), messages: queuing.channels.isEmpty ? 0 : 50)
    try await environment.database.write { tx in
      try lease.check(in: tx)
      let taker = supply.taker()
      for content in contents {
        switch content {
        case .notice(let payload): try Self.deliver(payload, queuing, taker, at: now, in: tx)
        case .sender(let payload): try queuing.queue(payload, taker, at: now, in: tx)
        case .unknown: break
        }
      }
      try MessageStore.markDone(waiting.map(\.id), at: now, in: tx)
    }
    return waiting.count == Self.batch
  }

  private static func content(_ message: OutboxMessage) throws -> Content {
    switch message.topic {
    case OutboxPayload.topic: .notice(try JSONText.decode(OutboxPayload.self, from: message.payload))
    case SenderPayload.topic: .sender(try JSONText.decode(SenderPayload.self, from: message.payload))
    default: .unknown
    }
  }

  private static func deliver(
    _ payload: OutboxPayload, _ queuing: MessageQueuing, _ taker: MessageSupply.Taker, at now: Instant,
    in tx: any WriteTransaction
  ) throws {
    for person in try recipients(of: payload, on: now.date, in: tx) where taker.hasID {
      // One that is not read yet says it of all that are held.
      if payload.kind == .held, try MessageStore.hasUnread(.held, of: person, in: tx) { continue }
      let notice = ID<Notice>(try taker.id())
      try MessageStore.insertNotice(notice, to: person, kind: payload.kind, matter: payload.matter, at: now, in: tx)
      try queuing.queue(notice, group: payload.kind.group, to: person, taker, at: now, in: tx)
    }
  }

  private static func recipients(of payload: OutboxPayload, on date: CivilDate, in tx: any ReadTransaction) throws
    -> [ID<Person>]
  {
    guard let audience = payload.resolvedAudience else { return [] }
    let facts = try MatterStore.facts(of: [payload.matter], in: tx)[payload.matter]
    // Sealed since the message was written: only the desk hears of it any more.
    if facts?.status.seal != nil, case .desk = audience {} else if facts?.status.seal != nil { return [] }
    return try AudienceFinder.people(audience, payload.congress, date, in: tx).filter {
      $0 != payload.except && facts?.excluded.contains($0) != true
    }
  }
}
