/// What one mandate's attendance at one session came to.
package struct SessionRecord: Sendable, Equatable {
  package enum Meeting: Sendable, Equatable {
    case present
    case excused
    /// Absent while a request for leave is still undecided.
    case pending
    case absent
  }

  package let session: CongressSession
  /// Of the meetings of all deputies at which the mandate was expected.
  package let meetings: [Meeting]

  package init(session: CongressSession, meetings: [Meeting]) {
    self.session = session
    self.meetings = meetings
  }

  /// 未经批准不出席: not there once, and without leave for at least one of the meetings. Whoever came to one of them was not
  /// absent from the session.
  package var isUnapprovedAbsence: Bool {
    session.state == .closed && !meetings.contains(.present) && !meetings.contains(.pending)
      && meetings.contains(.absent)
  }
}

/// 代表法 62: a deputy who was twice absent from sessions without approval ceases to be one.
package enum SessionAbsences {
  package static let limit = 2

  /// The sessions of a term from which a mandate was absent without approval, in their order.
  package static func unapproved(_ records: [SessionRecord]) -> [CongressSession] {
    records.filter(\.isUnapprovedAbsence).map(\.session).sorted { ($0.beginsOn, $0.id) < ($1.beginsOn, $1.id) }
  }

  package enum Standing: Sendable, Equatable {
    case none
    /// Once: one more has an effect in law.
    case noted(CongressSession)
    /// Twice or more: whoever keeps the directory has to act.
    case reached([CongressSession])
  }

  package static func standing(_ records: [SessionRecord]) -> Standing {
    let found = unapproved(records)
    if found.count >= limit { return .reached(found) }
    return found.first.map(Standing.noted) ?? .none
  }
}
