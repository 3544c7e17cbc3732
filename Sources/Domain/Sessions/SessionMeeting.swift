/// 全体会议 or another meeting of a session, at which attendance is kept.
package struct SessionMeeting: Sendable, Equatable {
  package static let titleLength = 1...40
  /// A session has no more.
  package static let most = 60

  package let id: ID<SessionMeeting>
  package let session: ID<CongressSession>
  package var heldOn: CivilDate
  /// Minutes since midnight in Beijing.
  package var starts: Int
  package var title: String
  /// Of all deputies: the quorum is asked for. Others are of delegations or of the presidium.
  package var isPlenary: Bool
  /// Six digits that are shown in the hall while deputies check in; nil while that is closed.
  package var word: String?
  package var revision: Int

  package init(
    id: ID<SessionMeeting>, session: ID<CongressSession>, heldOn: CivilDate, starts: Int, title: String,
    isPlenary: Bool, word: String? = nil, revision: Int = 1
  ) {
    self.id = id
    self.session = session
    self.heldOn = heldOn
    self.starts = starts
    self.title = title
    self.isPlenary = isPlenary
    self.word = word
    self.revision = revision
  }

  package var startsAt: Instant { heldOn.start.adding(seconds: Int64(starts) * 60) }
}

/// Where a deputy stands with a meeting.
package enum Attendance: String, CaseIterable, Sendable, Codable {
  case present, absent
  /// Absent, with an approved leave.
  case leave
}

/// Who ticked.
package enum AttendanceSource: String, CaseIterable, Sendable, Codable {
  /// The deputy, by the word in the hall.
  case own = "self"
  case staff
  /// Nobody until the session was closed: then whoever was expected and not ticked was not there.
  case closing
}

/// What was ticked for one deputy at one meeting: present or absent. Leave is no tick; it follows from what was decided.
package struct AttendanceMark: Sendable, Equatable {
  package let meeting: ID<SessionMeeting>
  package let mandate: ID<Mandate>
  package let isPresent: Bool
  package let source: AttendanceSource
  package let by: ID<Person>?
  package let at: Instant

  package init(
    meeting: ID<SessionMeeting>, mandate: ID<Mandate>, isPresent: Bool, source: AttendanceSource, by: ID<Person>?,
    at: Instant
  ) {
    self.meeting = meeting
    self.mandate = mandate
    self.isPresent = isPresent
    self.source = source
    self.by = by
    self.at = at
  }

  /// Whoever came was there, whatever leave he had; whoever did not come and had leave is excused.
  ///
  /// - Returns: nil while nothing is known.
  package static func attendance(_ mark: AttendanceMark?, hasLeave: Bool) -> Attendance? {
    if mark?.isPresent == true { return .present }
    if hasLeave { return .leave }
    return mark == nil ? nil : .absent
  }
}

/// 出席人数: two thirds of all deputies have to be there before a congress can meet (组织法 14, 25; 代表法 13).
package struct Quorum: Sendable, Equatable {
  /// Everybody who is a deputy, those who are suspended included: they do not act, but they still are.
  package let all: Int
  package let present: Int

  package init(all: Int, present: Int) {
    self.all = all
    self.present = present
  }

  /// How many are two thirds of so many deputies.
  package static func needed(of all: Int) -> Int { (all * 2 + 2) / 3 }
  /// How many carry a decision: more than half of all deputies, not of those present.
  package static func majority(of all: Int) -> Int { all / 2 + 1 }

  package var needed: Int { Self.needed(of: all) }
  package var isReached: Bool { all > 0 && present >= needed }
  package var missing: Int { max(0, needed - present) }
}
