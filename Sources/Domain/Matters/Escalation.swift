/// A venue and the congress it belongs to; without a venue, the desk of the congress.
package struct MatterPlace: Sendable, Hashable, Codable {
  package let congress: ID<Congress>
  package let venue: ID<Venue>?

  package init(congress: ID<Congress>, venue: ID<Venue>?) {
    self.congress = congress
    self.venue = venue
  }
}

/// To whom a matter is sent up.
package enum EscalationTarget: Sendable, Hashable {
  /// A venue above that works here: the matter moves there and has to be taken on.
  case venue(ID<Venue>, ID<Congress>)
  /// A congress that is not run here: the matter stays, and its answer is entered when it comes.
  case outside(ID<Congress>)

  package var congress: ID<Congress> {
    switch self {
    case .venue(_, let congress), .outside(let congress): congress
    }
  }

  package var venue: ID<Venue>? {
    if case .venue(let venue, _) = self { return venue }
    return nil
  }
}

package enum EscalationState: String, CaseIterable, Sendable, Codable {
  /// The level above has it.
  case open
  /// The level above has answered.
  case answered
  /// It came back without an answer.
  case sentDown = "sent_down"
  /// The matter ended, or is kept from everybody, before an answer came.
  case ended
}

/// One time that a matter was sent up (上报). Whoever received it first owes the sender the feedback (首接负责), so the place
/// it came from is kept and it comes back there.
package struct Escalation: Sendable, Equatable, Codable {
  /// From 1 within the matter.
  package let number: Int
  package let round: Int
  package let from: MatterPlace
  package let fromOwner: MatterOwner
  package let congress: ID<Congress>
  /// Nil when the congress is not run here.
  package let venue: ID<Venue>?
  package let sentOn: CivilDate
  /// The day by which the level above is asked to answer.
  package let resultDue: CivilDate
  /// It was there before and came back without an answer.
  package let isRepeat: Bool
  package var state: EscalationState
  package var answeredOn: CivilDate?

  package init(
    number: Int, round: Int, from: MatterPlace, fromOwner: MatterOwner, to target: EscalationTarget,
    sentOn: CivilDate, resultDue: CivilDate, isRepeat: Bool
  ) {
    self.number = number
    self.round = round
    self.from = from
    self.fromOwner = fromOwner
    congress = target.congress
    venue = target.venue
    self.sentOn = sentOn
    self.resultDue = resultDue
    self.isRepeat = isRepeat
    state = .open
    answeredOn = nil
  }
}

extension MatterStatus {
  /// The last of those that wait for an answer from above.
  package var openEscalation: Escalation? { escalations.last { $0.state == .open } }

  /// The hand-ups that moved it and wait for its return: their places may follow it.
  package var waiting: [Escalation] { escalations.filter { $0.state == .open && $0.venue != nil } }

  /// It went to the same place above more than once: the chief should look at it.
  package var isGoingInCircles: Bool { escalations.contains(where: \.isRepeat) }

  /// Where it was taken in, while it goes along with another one elsewhere: its sender is known there.
  package var takenInAt: MatterPlace? { mergedInto == nil || origin == place ? nil : origin }

  package var place: MatterPlace { MatterPlace(congress: congress, venue: venue) }

  /// The reply date follows what was promised for others' sake, and not a count of working days from the beginning.
  package var followsOthers: Bool {
    followsUnits || mergedInto != nil || (round == 1 && !followers.isEmpty)
      || (state != .dissatisfied && escalations.contains { $0.round == round })
  }

  /// Nobody above, no group and no other matter has to do with it any more.
  mutating func leaveOthers() {
    for index in escalations.indices where escalations[index].state == .open { escalations[index].state = .ended }
    origin = nil
    offered = []
    overseer = nil
    overseerDue = nil
    mergedInto = nil
  }
}
