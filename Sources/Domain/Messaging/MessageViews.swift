/// A message as whoever runs a place reads it in the list: without its words, without the whole address.
package struct MessageLine: Sendable, Equatable {
  package let id: ID<Message>
  package let channel: MessageChannel
  package let kind: MessageKind
  package let mask: String
  package let state: MessageState
  package let reason: DropReason?
  package let attempts: Int
  package let madeAt: Instant
  package let changedAt: Instant
  /// When it is tried next.
  package let dueAt: Instant
  package let matter: ID<Matter>?

  package init(
    id: ID<Message>, channel: MessageChannel, kind: MessageKind, mask: String, state: MessageState,
    reason: DropReason?, attempts: Int, madeAt: Instant, changedAt: Instant, dueAt: Instant, matter: ID<Matter>?
  ) {
    self.id = id
    self.channel = channel
    self.kind = kind
    self.mask = mask
    self.state = state
    self.reason = reason
    self.attempts = attempts
    self.madeAt = madeAt
    self.changedAt = changedAt
    self.dueAt = dueAt
    self.matter = matter
  }
}

/// Which messages a list shows.
package enum MessageTab: String, CaseIterable, Sendable {
  /// What somebody should look at: failed and uncertain.
  case trouble
  case waiting
  case sent
  case dropped

  package var states: [MessageState] {
    switch self {
    case .trouble: [.failed, .uncertain]
    case .waiting: [.queued, .sending]
    case .sent: [.sent]
    case .dropped: [.dropped]
    }
  }
}

/// How many reminders a day's notice brought, by what they were.
package struct ReminderCount: Sendable, Equatable {
  package let near: Int
  package let overdue: Int

  package init(near: Int, overdue: Int) {
    self.near = near
    self.overdue = overdue
  }
}

/// One reminder of a day's notice, with how its matter stands now.
package struct ReminderLine: Sendable, Equatable {
  package let matter: ID<Matter>
  package let part: Int
  package let clock: ReminderClock
  package let due: CivilDate
  package let step: ReminderStep
  package let receipt: String
  /// Nil where the reader may not read it.
  package let title: String?
  /// The date no longer runs: it was done, or it moved.
  package let isSettled: Bool

  package init(
    matter: ID<Matter>, part: Int, clock: ReminderClock, due: CivilDate, step: ReminderStep, receipt: String,
    title: String?, isSettled: Bool
  ) {
    self.matter = matter
    self.part = part
    self.clock = clock
    self.due = due
    self.step = step
    self.receipt = receipt
    self.title = title
    self.isSettled = isSettled
  }
}
