package import Domain

/// The addresses of sessions.
package enum SessionPath: Sendable, Equatable {
  // Public
  case list
  case one(ID<CongressSession>)
  // At the desk
  case desk
  case new
  case work(ID<CongressSession>)
  case edit(ID<CongressSession>)
  case act(ID<CongressSession>, Act)
  /// 换届后未连任代表的资格.
  case formerDeputies(ID<CongressSession>)
  case newMeeting(ID<CongressSession>)
  case meeting(ID<CongressSession>, ID<SessionMeeting>)
  case removeMeeting(ID<CongressSession>, ID<SessionMeeting>)
  /// 签到名单.
  case roll(ID<CongressSession>, ID<SessionMeeting>)
  /// The word in the hall, large.
  case hall(ID<CongressSession>, ID<SessionMeeting>)
  case enterLeave(ID<CongressSession>)
  case leave(ID<CongressSession>, ID<SessionLeave>)
  // A deputy's own
  case ownList
  case own(ID<CongressSession>)
  case withdrawLeave(ID<CongressSession>)
  case checkIn

  package enum Act: String, CaseIterable, Sendable { case open, close, cancel }

  package var string: String {
    switch self {
    case .list: "/sessions"
    case .one(let id): "/sessions/\(id)"
    case .desk: "/work/sessions"
    case .new: "/work/sessions/new"
    case .work(let id): "/work/sessions/\(id)"
    case .edit(let id): "/work/sessions/\(id)/edit"
    case .act(let id, let act): "/work/sessions/\(id)/\(act.rawValue)"
    case .formerDeputies(let id): "/work/sessions/\(id)/former-deputies"
    case .newMeeting(let id): "/work/sessions/\(id)/meetings/new"
    case .meeting(let id, let meeting): "/work/sessions/\(id)/meetings/\(meeting)"
    case .removeMeeting(let id, let meeting): "/work/sessions/\(id)/meetings/\(meeting)/remove"
    case .roll(let id, let meeting): "/work/sessions/\(id)/meetings/\(meeting)/roll"
    case .hall(let id, let meeting): "/work/sessions/\(id)/meetings/\(meeting)/hall"
    case .enterLeave(let id): "/work/sessions/\(id)/leaves/new"
    case .leave(let id, let leave): "/work/sessions/\(id)/leaves/\(leave)"
    case .ownList: "/work/attendance"
    case .own(let id): "/work/attendance/\(id)"
    case .withdrawLeave(let id): "/work/attendance/\(id)/withdraw"
    case .checkIn: "/work/check-in"
    }
  }
}
