/// Notices that are wanted, or not, together.
package enum NoticeGroup: String, CaseIterable, Sendable, Codable {
  /// Something new is waiting for the reader.
  case arrivals
  /// Something that the reader has or follows went on.
  case progress
  /// A date comes near.
  case reminders
  /// A date was missed, or somebody is dissatisfied or urges. It cannot be switched off: answering is an office's duty.
  case overdue
}

/// By what channel somebody wants to hear.
package enum MessageWay: String, CaseIterable, Sendable, Codable {
  case none, sms, mail, both

  package var channels: Set<MessageChannel> {
    switch self {
    case .none: []
    case .sms: [.sms]
    case .mail: [.mail]
    case .both: [.sms, .mail]
    }
  }
}

/// What a member of staff or a deputy is sent beside the notices inside the system, which everybody has.
package struct MessagePreferences: Sendable, Equatable, Codable {
  package enum Pace: String, CaseIterable, Sendable, Codable {
    /// What comes within some minutes in one message.
    case atOnce = "at_once"
    /// Once a day when the quiet hours end; what is overdue does not wait for it.
    case daily
  }

  package var arrivals = MessageWay.sms
  package var progress = MessageWay.none
  package var reminders = MessageWay.sms
  package var overdue = MessageWay.both
  package var pace = Pace.atOnce

  package init() {}

  /// Preferences stored before a group existed have its default.
  package init(from decoder: any Decoder) throws {
    let stored = try decoder.container(keyedBy: CodingKeys.self)
    arrivals = try stored.decodeIfPresent(MessageWay.self, forKey: .arrivals) ?? arrivals
    progress = try stored.decodeIfPresent(MessageWay.self, forKey: .progress) ?? progress
    reminders = try stored.decodeIfPresent(MessageWay.self, forKey: .reminders) ?? reminders
    overdue = try stored.decodeIfPresent(MessageWay.self, forKey: .overdue) ?? overdue
    pace = try stored.decodeIfPresent(Pace.self, forKey: .pace) ?? pace
  }

  package func way(_ group: NoticeGroup) -> MessageWay {
    switch group {
    case .arrivals: arrivals
    case .progress: progress
    case .reminders: reminders
    case .overdue: overdue
    }
  }

  /// The channels that a notice goes out by. What is overdue finds its way while there is any.
  package func channels(for group: NoticeGroup, reachable: Set<MessageChannel>) -> Set<MessageChannel> {
    let wanted = way(group).channels.intersection(reachable)
    guard wanted.isEmpty, group == .overdue else { return wanted }
    return reachable.contains(.sms) ? [.sms] : reachable
  }

  /// When a notice may go out at the earliest.
  /// - Parameter gathering: seconds in which notices are waited for that go out together.
  package func due(_ group: NoticeGroup, at now: Instant, gathering: Int64, quiet: QuietHours) -> Instant {
    if pace == .daily, group != .overdue { return quiet.nextEnd(after: now) }
    return quiet.opening(now.adding(seconds: gathering))
  }
}
