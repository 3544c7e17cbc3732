import DatabaseKit
import Domain
import Store

/// Gathers what waits for a person on a channel into one message: what was read or settled meanwhile is taken out, and
/// where nothing is left there is no message.
package struct GatherDigests: TimedJob {
  package let name = "gather-digests"
  package let interval = 10
  private static let batch = 50

  package init() {}

  package func run(_ lease: JobLease, in environment: AppEnvironment) async throws -> Bool {
    let now = environment.now()
    guard !environment.couriers.channels.isEmpty else { return false }
    let due = try await environment.database.read { tx in try DigestStore.due(at: now, limit: Self.batch, in: tx) }
    guard !due.isEmpty else { return false }
    let supply = MessageSupply(environment, ids: due.count, messages: due.count)
    try await environment.database.write { tx in
      try lease.check(in: tx)
      let taker = supply.taker()
      for (person, channel, congress) in due {
        let (standing, settled) = try DigestStanding.split(
          try DigestStore.waiting(for: person, channel, in: tx), person, on: now.date, in: tx)
        try DigestStore.remove(settled.map(\.id), in: tx)
        guard !standing.isEmpty else { continue }
        let message = try Self.message(for: person, channel, congress, taker, at: now, in: tx)
        try DigestStore.take(standing.map(\.id), into: message, in: tx)
      }
    }
    return due.count == Self.batch
  }

  /// The one that waits already, where a gateway was slow, or a new one.
  private static func message(
    for person: ID<Person>, _ channel: MessageChannel, _ congress: ID<Congress>, _ taker: MessageSupply.Taker,
    at now: Instant, in tx: any WriteTransaction
  ) throws -> ID<Message> {
    if let waiting = try SendingStore.waitingDigest(of: person, channel, in: tx) { return waiting }
    let field: ContactField = channel == .sms ? .mobile : .email
    let mask = try PersonStore.contacts(of: person, in: tx).first { $0.field == field }?.mask ?? ""
    let message = StoredMessage(
      id: ID(try taker.id()), reference: try taker.names().reference, channel: channel, kind: .digest,
      congress: congress, person: person, mask: mask, dueAt: now, madeAt: now)
    try SendingStore.insert(message, in: tx)
    return message.id
  }
}

/// Which parts of a digest still say what is so.
enum DigestStanding {
  static func split(
    _ items: [DigestItem], _ person: ID<Person>, on date: CivilDate, in tx: any ReadTransaction
  ) throws -> (standing: [DigestItem], settled: [DigestItem]) {
    let known = try NoticeSubjects(of: items.compactMap(\.subject), in: tx)
    let reminders = try ReminderStore.entries(
      of: items.filter { $0.kind == .reminder }.map(\.notice), person: person, in: tx)
    var standing: [DigestItem] = []
    var settled: [DigestItem] = []
    for item in items {
      let stands = try stands(item, known, reminders[item.notice] ?? [], person, on: date, in: tx)
      if stands { standing.append(item) } else { settled.append(item) }
    }
    return (standing, settled)
  }

  private static func stands(
    _ item: DigestItem, _ known: NoticeSubjects, _ reminders: [ReminderStore.Entry], _ person: ID<Person>,
    on date: CivilDate, in tx: any ReadTransaction
  ) throws -> Bool {
    if item.isRead { return false }
    if item.kind == .reminder {
      let matters = try ReminderStore.matters(Array(Set(reminders.map(\.matter))).sorted(), in: tx)
      return reminders.contains { entry in
        matters[entry.matter].map {
          ReminderLadder.stands(entry.clock, part: entry.part, due: entry.due, $0.status)
        } ?? false
      }
    }
    switch item.subject {
    case nil: return true
    case .matter(let id): return try stands(item.kind, known.matters[id], person, on: date, in: tx)
    case .suggestion(let id):
      return known.suggestions[id].map { SuggestionMessages.stands(item.kind, $0.status, for: person) } ?? false
    case .motion(let id):
      return known.motions[id].map { MotionMessages.stands(item.kind, $0.status, for: person) } ?? false
    }
  }

  private static func stands(
    _ kind: NoticeKind, _ matter: MatterFacts?, _ person: ID<Person>, on date: CivilDate, in tx: any ReadTransaction
  ) throws -> Bool {
    guard let matter, !matter.excluded.contains(person) else { return false }
    if matter.status.seal != nil {
      let desk = try AccountStore.holders(
        of: .upperClerk, venue: nil, congress: matter.status.congress, on: date, in: tx)
      if !desk.contains(person) { return false }
    }
    return NoticeStanding.stands(kind, matter.status)
  }
}
