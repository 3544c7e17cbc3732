/// 请假: a deputy asks to be absent from a session or some of its meetings (代表法 13). A person decides, always.
package struct SessionLeave: Sendable, Equatable {
  package enum State: String, CaseIterable, Sendable, Codable {
    case requested, approved, refused
    /// Taken back by the deputy before anybody decided.
    case withdrawn
  }

  /// What happens to a request.
  package enum Act: String, CaseIterable, Sendable, Codable { case approve, refuse, withdraw }

  package enum Scope: Sendable, Equatable {
    /// All meetings, also those that are set later.
    case whole
    case meetings([ID<SessionMeeting>])

    package func covers(_ meeting: ID<SessionMeeting>) -> Bool {
      switch self {
      case .whole: true
      case .meetings(let ids): ids.contains(meeting)
      }
    }
  }

  /// Of the reason, and of the answer to it.
  package static let textLength = 2...200
  /// So many days after a session has closed leave can still be asked for.
  package static let lateDays = 30

  package let id: ID<SessionLeave>
  package let session: ID<CongressSession>
  package let mandate: ID<Mandate>
  package let scope: Scope
  package let reason: String
  package let askedAt: Instant
  /// The deputy, or whoever entered it on his word.
  package let askedBy: ID<Person>
  /// Asked when what it is for had begun: 补假.
  package let isLate: Bool
  package var state: State
  package var decidedAt: Instant?
  package var decidedBy: ID<Person>?
  /// What was said with the decision; a refusal says why.
  package var decision: String?
  package var revision: Int

  package init(
    id: ID<SessionLeave>, session: ID<CongressSession>, mandate: ID<Mandate>, scope: Scope, reason: String,
    askedAt: Instant, askedBy: ID<Person>, isLate: Bool, state: State = .requested, decidedAt: Instant? = nil,
    decidedBy: ID<Person>? = nil, decision: String? = nil, revision: Int = 1
  ) {
    self.id = id
    self.session = session
    self.mandate = mandate
    self.scope = scope
    self.reason = reason
    self.askedAt = askedAt
    self.askedBy = askedBy
    self.isLate = isLate
    self.state = state
    self.decidedAt = decidedAt
    self.decidedBy = decidedBy
    self.decision = decision
    self.revision = revision
  }

  /// Where an act leads from a state; nil where it cannot be done: what was decided stays decided.
  package static func next(_ state: State, _ act: Act) -> State? {
    switch (state, act) {
    case (.requested, .approve): .approved
    case (.requested, .refuse): .refused
    case (.requested, .withdraw): .withdrawn
    case (.approved, _), (.refused, _), (.withdrawn, _): nil
    }
  }

  /// Whether a request comes when the first of what it is for has begun.
  ///
  /// - Parameter meetings: all of the session.
  package static func isLate(
    _ scope: Scope, asked now: Instant, _ session: CongressSession, _ meetings: [SessionMeeting]
  ) -> Bool {
    let first = meetings.filter { scope.covers($0.id) }.map(\.startsAt).min()
    return now >= first ?? session.beginsOn.start
  }
}
