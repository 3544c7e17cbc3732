import DatabaseKit
import Domain
import Store

/// Passes messages on as notices inside the system, each exactly once: the notice, its way into messages by telephone and
/// mail, and the mark are one transaction.
package struct DeliverOutbox: TimedJob {
  package let name = "deliver-outbox"
  package let interval = 2
  private static let batch = 50
  /// Receivers of a message that ids are provided for, with a notice and two channels each, and more where it names them;
  /// what one message does not need, another one of the batch may.
  private static let receivers = 20

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

    /// How many people it may be for.
    var receivers: Int {
      guard case .notice(let payload) = self else { return DeliverOutbox.receivers }
      let audiences = payload.audiences
      let named = audiences.count { if case .person = $0 { true } else { false } }
      return named + max(1, audiences.count - named) * DeliverOutbox.receivers
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
    let receivers = max(Self.batch * Self.receivers, contents.reduce(0) { $0 + $1.receivers })
    let supply = MessageSupply(
      environment, ids: receivers * (1 + queuing.channels.count), messages: queuing.channels.isEmpty ? 0 : 50)
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
    guard let subject = payload.subject else { return }
    for person in try recipients(of: payload, subject, on: now.date, in: tx) where taker.hasID {
      // One that is not read yet says it of all that are held.
      if payload.kind == .held, try MessageStore.hasUnread(.held, of: person, in: tx) { continue }
      let notice = ID<Notice>(try taker.id())
      try MessageStore.insertNotice(
        notice, to: person, kind: payload.kind, subject: subject, about: payload.about, at: now, in: tx)
      try queuing.queue(notice, group: payload.kind.group, to: person, taker, at: now, in: tx)
    }
  }

  /// Each once, however many posts he holds.
  private static func recipients(
    of payload: OutboxPayload, _ subject: NoticeSubject, on date: CivilDate, in tx: any ReadTransaction
  ) throws -> [ID<Person>] {
    guard let excluded = try excluded(from: payload, subject, in: tx) else { return [] }
    var seen = excluded
    if let except = payload.except { seen.insert(except) }
    return try payload.audiences.flatMap { audience in
      try AudienceFinder.people(audience, payload.congress, date, in: tx)
    }.filter { seen.insert($0).inserted }
  }

  /// Who must not be told of it; nil: nobody is told of it any more.
  private static func excluded(from payload: OutboxPayload, _ subject: NoticeSubject, in tx: any ReadTransaction)
    throws -> Set<ID<Person>>?
  {
    switch subject {
    case .matter(let id):
      let facts = try MatterStore.facts(of: [id], in: tx)[id]
      let isForDesk = payload.audiences.allSatisfy { if case .desk = $0 { true } else { false } }
      // Sealed since the message was written: only the desk hears of it any more.
      if facts?.status.seal != nil, !isForDesk { return nil }
      return facts?.excluded ?? []
    case .suggestion(let id):
      guard let found = try SuggestionStore.suggestion(id, in: tx) else { return nil }
      return SuggestionMessages.isAnnounced(payload.kind, found.status) ? [] : nil
    case .motion(let id):
      guard let found = try MotionStore.motion(id, in: tx) else { return nil }
      return MotionMessages.isAnnounced(payload.kind, found.status) ? [] : nil
    }
  }
}
