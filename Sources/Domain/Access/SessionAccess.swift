/// Who may do what at a session of a congress. Attendance and leave of persons are never public.
package enum SessionAccess {
  /// What is decided about.
  package enum Right: String, CaseIterable, Sendable {
    /// See attendance, leave and what is still to do.
    case look
    /// Plan, move, call off, open, close.
    case plan
    /// Meetings, the presidium's deadlines, the word in the hall.
    case arrange
    case keepAttendance = "keep_attendance"
    /// Enter a request on a deputy's word.
    case enterLeave = "enter_leave"
    case decideLeave = "decide_leave"
  }

  /// - Parameters:
  ///   - state: of the session; nil for one that is not planned yet.
  ///   - hasSecretary: somebody holds the post of a secretary at this congress, other than the deputy that it is about.
  package static func may(
    _ right: Right, at congress: ID<Congress>, in state: CongressSession.State?, hasSecretary: Bool, by actor: Actor
  ) -> Bool {
    guard case .person(let person) = actor else { return actor == .system }
    func holds(_ roles: PostRole...) -> Bool { roles.contains { person.holds($0, of: congress) } }
    switch right {
    case .look: return holds(.secretary, .clerk, .chair, .director)
    case .plan: return holds(.clerk, .chair)
    case .arrange: return state == .planned || state == .open ? holds(.secretary, .clerk, .chair) : false
    case .keepAttendance:
      switch state {
      case .open: return holds(.secretary, .clerk)
      // A slip of the pen is put right afterwards, by one alone and in the history.
      case .closed: return holds(.clerk)
      case .planned, .cancelled, nil: return false
      }
    case .enterLeave: return state == .cancelled || state == nil ? false : holds(.secretary, .clerk)
    case .decideLeave:
      switch state {
      case .open: return hasSecretary ? holds(.secretary) : holds(.clerk, .chair)
      case .planned, .closed: return holds(.clerk, .chair)
      case .cancelled, nil: return false
      }
    }
  }

  /// Who decides leave in a state of the session, as posts; the first of which somebody holds is told.
  package static func deciders(in state: CongressSession.State, hasSecretary: Bool) -> [PostRole] {
    state == .open && hasSecretary ? [.secretary] : [.clerk, .chair]
  }

  /// Nobody decides about himself, and no timer does.
  package static func mayDecide(leaveOf deputy: ID<Person>, by actor: Actor) -> Bool {
    guard let person = actor.person else { return false }
    return person != deputy
  }

  /// A deputy asks and withdraws for himself, with a mandate in force at this congress.
  package static func mayAsk(for mandate: ID<Mandate>, by actor: Actor) -> Bool {
    actor.signedIn?.mandates.contains(mandate) ?? false
  }

  /// Has something to do with sessions at a desk.
  package static func worksOnSessions(_ actor: Actor) -> Bool {
    let roles: [PostRole] = [.secretary, .clerk, .chair, .director]
    return roles.contains { actor.signedIn?.holds($0) ?? false }
  }
}
