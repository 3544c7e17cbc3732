/// Why a session cannot be planned or changed so.
package enum SessionRefusal: String, CaseIterable, Sendable, Error {
  /// It sits, or is over, or was called off.
  case notPlanned, notOpen
  /// Its first day is still to come.
  case notYet
  /// Another session of the congress is open.
  case otherOpen
  /// One with a lower number was neither held nor called off.
  case earlierFirst
  /// Its days and those of another one overlap.
  case overlaps
  /// Before one that was held already.
  case behindHeld
  /// Before the term begins, or after it ended.
  case outsideTerm
  case tooLong
  /// There are meetings still to come.
  case meetingsAhead
  case cancelled
  /// So long after a session leave is not asked for any more.
  case tooLate
  /// A day outside the session.
  case outsideSession
  /// Somebody was ticked already.
  case hasAttendance
  /// The number of meetings is limited.
  case tooManyMeetings
  /// Not among those whom the meeting expects.
  case notExpected
  /// Nobody checks in at this meeting now.
  case checkInClosed
  /// Staff have written down that the deputy is not there.
  case markedAbsent
  /// There is a request that nobody has decided yet.
  case leaveWaits
  /// Leave for these meetings was given already.
  case leaveGiven
}

/// The order of the sessions of a term.
package enum SessionPlan {
  /// What stands in the way of holding a session on these days.
  ///
  /// - Parameters:
  ///   - session: with its wanted days.
  ///   - others: of the same congress, whatever their terms.
  ///   - term: in which it is held; nil for one that begins with it.
  package static func problem(
    _ session: CongressSession, among others: [CongressSession], term: CongressTerm?
  ) -> SessionRefusal? {
    let days = session.endsOn.daysSinceEpoch - session.beginsOn.daysSinceEpoch + 1
    if days > CongressSession.longest { return .tooLong }
    let others = others.filter { $0.id != session.id && $0.state != .cancelled }
    if others.contains(where: { $0.beginsOn <= session.endsOn && session.beginsOn <= $0.endsOn }) { return .overlaps }
    if others.contains(where: { $0.state != .planned && session.endsOn < $0.beginsOn }) { return .behindHeld }
    if let ended = term?.endedOn, session.beginsOn >= ended { return .outsideTerm }
    // A term that nothing was held in yet begins with its first session, whenever that is.
    let isRunning = others.contains { $0.term == session.term && $0.state != .planned }
    if isRunning, let began = term?.beganOn, session.beginsOn < began { return .outsideTerm }
    return nil
  }

  /// Numbers in the order of the days: those that were held keep theirs, those that are planned follow without a gap, so that
  /// one that is called in between moves the later ones, and one that is called off leaves its number to the next.
  ///
  /// - Parameters:
  ///   - sessions: of one term.
  ///   - first: the number of the first one that is kept here: a place that begins in the middle of a term goes on counting.
  /// - Returns: the numbers of the planned ones.
  package static func numbers(of sessions: [CongressSession], from first: Int = 1) -> [ID<CongressSession>: Int] {
    let held = sessions.filter { $0.state == .open || $0.state == .closed }.map(\.number).max() ?? first - 1
    let planned = sessions.filter { $0.state == .planned }.sorted { ($0.beginsOn, $0.id) < ($1.beginsOn, $1.id) }
    return Dictionary(
      planned.enumerated().map { ($1.id, held + 1 + $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// What stands in the way of opening it on a day.
  package static func problem(
    opening session: CongressSession, among others: [CongressSession], on date: CivilDate
  ) -> SessionRefusal? {
    if session.state != .planned { return .notPlanned }
    if date < session.beginsOn { return .notYet }
    let others = others.filter { $0.id != session.id }
    if others.contains(where: { $0.state == .open }) { return .otherOpen }
    let isEarlier = others.contains {
      $0.state == .planned && $0.term == session.term && $0.number < session.number
    }
    return isEarlier ? .earlierFirst : nil
  }
}

/// How often a congress meets: once a year at least, a township's twice as a rule (组织法 14). It is said, never enforced.
package enum SessionCadence {
  /// A year that is over, or nearly, with too few sessions.
  package struct Shortfall: Sendable, Equatable {
    package let year: Int
    package let held: Int
    package let usual: Int
    /// The year is not over yet.
    package let isRunning: Bool

    package init(year: Int, held: Int, usual: Int, isRunning: Bool) {
      self.year = year
      self.held = held
      self.usual = usual
      self.isRunning = isRunning
    }
  }

  package static func usual(at level: CongressLevel) -> Int { level == .township ? 2 : 1 }

  /// From the first of October on the running year is spoken of, too: what is planned counts as held there.
  package static let lateMonth = 10

  /// The last year and, late in it, the running one, in the order of time.
  ///
  /// - Parameter since: when sessions began to be kept here; a year that had begun before is not judged.
  package static func shortfalls(
    _ sessions: [CongressSession], at level: CongressLevel, since: CivilDate, on date: CivilDate
  ) -> [Shortfall] {
    let (year, month, _) = date.parts
    let usual = usual(at: level)
    func count(_ year: Int, _ states: Set<CongressSession.State>) -> Int {
      sessions.count { $0.beginsOn.year == year && $0.kind == .regular && states.contains($0.state) }
    }
    var found: [Shortfall] = []
    let (sinceYear, sinceMonth, sinceDay) = since.parts
    let firstWhole = sinceMonth == 1 && sinceDay == 1 ? sinceYear : sinceYear + 1
    if year - 1 >= firstWhole {
      let held = count(year - 1, [.open, .closed])
      if held < usual { found.append(Shortfall(year: year - 1, held: held, usual: usual, isRunning: false)) }
    }
    if month >= lateMonth, year >= firstWhole {
      let held = count(year, [.open, .closed, .planned])
      if held < usual { found.append(Shortfall(year: year, held: held, usual: usual, isRunning: true)) }
    }
    return found
  }
}
