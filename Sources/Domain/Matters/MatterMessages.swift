/// Whom a message about a matter is for. Who that is on the day is looked up when it is passed on.
package enum MatterAudience: Sendable, Equatable {
  case person(ID<Person>)
  case liaisons(ID<Venue>)
  case chiefs(ID<Venue>)
  case group(ID<DeputyGroup>)
  /// The clerk of the congress above.
  case desk(ID<Congress>)
  case reviewers(ID<Venue>?)
}

package struct MatterMessage: Sendable, Equatable {
  package let kind: NoticeKind
  package let audience: MatterAudience

  package init(_ kind: NoticeKind, _ audience: MatterAudience) {
    self.kind = kind
    self.audience = audience
  }
}

/// Which messages an event gives rise to: a pure function, so that a rule can be read and tested in one place.
package enum MatterMessages {
  package static func after(
    _ event: MatterEvent, from old: MatterStatus?, to new: MatterStatus, onBehalf: OnBehalf?
  ) -> [MatterMessage] {
    var messages: [MatterMessage] = []
    if let onBehalf { messages.append(MatterMessage(.actedFor, .person(onBehalf.person))) }
    switch event {
    case .submitted: messages += toOwner(.arrived, new) + toStation(.arrived, new, unlessOwner: true)
    case .assigned, .reopened:
      messages += toOwner(.assigned, new) + (old?.venue != new.venue ? toStation(.moved, new, unlessOwner: true) : [])
    case .lapsed: messages += toStation(.lapsed, new, unlessOwner: false)
    case .sealed: messages += toOwner(.sealed, new)
    case .supplemented: messages += toOwner(.supplemented, new)
    case .rated, .feedbackRecorded:
      let kind: NoticeKind = new.state == .dissatisfied ? .dissatisfied : .rated
      messages += toOwner(kind, new)
      if new.state == .dissatisfied {
        messages += toStation(kind, new, unlessOwner: true)
        if let venue = new.venue, new.round > 1 { messages.append(MatterMessage(kind, .chiefs(venue))) }
      }
    case .redacted: messages.append(MatterMessage(.toReview, .reviewers(new.venue)))
    case .objected(let objection):
      if !objection.isSettled, let venue = new.venue { messages.append(MatterMessage(.objected, .chiefs(venue))) }
    case .withdrawn: messages += toOwner(.withdrawn, new)
    case .urged: messages += toOwner(.urged, new) + toStation(.urged, new, unlessOwner: true)
    case .accepted, .declined, .diverted, .classified, .noted, .asked, .resultRecorded, .replied, .closedUnrated,
      .published, .archived, .revealed, .reissued, .erased, .recounted:
      break
    }
    return messages
  }

  private static func toOwner(_ kind: NoticeKind, _ status: MatterStatus) -> [MatterMessage] {
    switch status.owner {
    case .deputy(_, let person): [MatterMessage(kind, .person(person))]
    case .group(let group): [MatterMessage(kind, .group(group))]
    case .venue: status.venue.map { [MatterMessage(kind, .liaisons($0))] } ?? []
    case .desk: [MatterMessage(kind, .desk(status.congress))]
    }
  }

  private static func toStation(_ kind: NoticeKind, _ status: MatterStatus, unlessOwner: Bool) -> [MatterMessage] {
    guard let venue = status.venue, !(unlessOwner && status.owner == .venue) else { return [] }
    return [MatterMessage(kind, .liaisons(venue))]
  }
}
