package struct MatterMessage: Sendable, Equatable {
  package let kind: NoticeKind
  package let audience: NoticeAudience

  package init(_ kind: NoticeKind, _ audience: NoticeAudience) {
    self.kind = kind
    self.audience = audience
  }
}

/// Which messages an event gives rise to: a pure function, so that a rule can be read and tested in one place.
package enum MatterMessages {
  package static func after(
    _ event: MatterEvent, from old: MatterStatus?, to new: MatterStatus, onBehalf: OnBehalf?
  ) -> [MatterMessage] {
    // What nobody has looked at is told to whoever looks at it, and to nobody else.
    if new.isHeld { return event.act == .submit ? [toLookAt(new)] : [] }
    var messages: [MatterMessage] = []
    if let onBehalf { messages.append(MatterMessage(.actedFor, .person(onBehalf.person))) }
    if let raiser = new.raiser, new.channel == .deputy, reachesRaiser(event) {
      messages.append(MatterMessage(.raisedMoved, .person(raiser)))
    }
    switch event {
    // Whoever hears of the leading one sees those that came with it.
    case .submitted(let facts) where facts.lead != nil: break
    case .submitted, .released:
      messages += toOwner(.arrived, new) + toStation(.arrived, new, unlessOwner: true)
      messages += new.offered.map { MatterMessage(.offered, .group($0)) }
    case .assigned, .reopened:
      messages += toOwner(.assigned, new) + (old?.venue != new.venue ? toStation(.moved, new, unlessOwner: true) : [])
    case .handedOver(let facts):
      messages += facts.units.map { MatterMessage(.transferred, .unitRegistrars($0.unit)) }
      if old?.owner != new.owner { messages += toOwner(.assigned, new) }
      messages += (old?.venue != new.venue ? toStation(.moved, new, unlessOwner: true) : [])
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
    case .withdrawn:
      messages += toOwner(.withdrawn, new)
      messages += (old?.openHandlings ?? []).map { MatterMessage(.withdrawn, .unitRegistrars($0.unit)) }
    case .urged:
      messages += toOwner(.urged, new) + toStation(.urged, new, unlessOwner: true)
      messages += new.openHandlings.map { MatterMessage(.urged, .unitRegistrars($0.unit)) }
    case .transferred, .recalled, .signedFor, .appointed, .returnAsked, .returnSettled, .resultDrafted, .sentBack,
      .resultSigned:
      messages += aboutPart(event, from: old, to: new)
    case .offered, .claimed, .handedBack, .escalated, .passedDown, .risen, .parted:
      messages += amongLevels(event, from: old, to: new)
    case .merged, .joined, .accepted, .declined, .diverted, .classified, .noted, .asked, .resultRecorded, .replied,
      .closedUnrated,
      .published, .archived, .revealed, .reissued, .corrected, .erased, .recounted:
      break
    }
    return messages
  }

  private static func toLookAt(_ status: MatterStatus) -> MatterMessage {
    let venue = status.owner == .desk ? nil : status.venue
    return MatterMessage(.held, venue.map { .liaisons($0) } ?? .desk(status.congress))
  }

  private static func amongLevels(_ event: MatterEvent, from old: MatterStatus?, to new: MatterStatus)
    -> [MatterMessage]
  {
    switch event {
    case .offered(let facts): return facts.groups.map { MatterMessage(.offered, .group($0)) }
    case .claimed: return toStation(.claimed, new, unlessOwner: false)
    case .handedBack: return toStation(.handedBack, new, unlessOwner: false)
    case .escalated(let facts): return facts.step.venue == nil ? [] : toStation(.escalated, new, unlessOwner: false)
    case .passedDown: return toOwner(.passedDown, new) + toStation(.passedDown, new, unlessOwner: true)
    case .risen(let facts):
      return [MatterMessage(.risen, .chiefs(facts.venue)), MatterMessage(.risen, .liaisons(facts.venue))]
        + toOwner(.risen, new) + toStation(.risen, new, unlessOwner: true)
    case .parted: return toOwner(.parted, new) + toStation(.parted, new, unlessOwner: true)
    default: return []
    }
  }

  /// What the worker of its grid hears of a matter: that it has come, and whatever he has to feed back to the resident
  /// at once (办理情况第一时间反馈群众). Of a sealed one he hears nothing.
  package static func toGrid(_ grid: ID<Region>?, after event: MatterEvent, _ status: MatterStatus)
    -> [MatterMessage]
  {
    guard let grid, status.seal == nil, !status.isHeld else { return [] }
    switch event {
    case .submitted, .released: return [MatterMessage(.arrived, .gridWorkers(grid))]
    case .accepted, .declined, .diverted, .transferred, .replied, .reopened:
      return [MatterMessage(.gridMoved, .gridWorkers(grid))]
    default: return []
    }
  }

  /// What a deputy hears of the matter that he raised: the same as a resident reads on his receipt.
  private static func reachesRaiser(_ event: MatterEvent) -> Bool {
    switch event {
    case .accepted, .claimed, .declined, .diverted, .asked, .transferred, .escalated, .replied: true
    default: false
    }
  }

  private static func aboutPart(_ event: MatterEvent, from old: MatterStatus?, to new: MatterStatus) -> [MatterMessage]
  {
    let handling = event.part.flatMap { new.handling($0) }
    let arrived = event.transfer?.parts.map { MatterMessage(.transferred, .unitRegistrars($0.unit)) } ?? []
    guard let handling else { return arrived }
    switch event {
    case .recalled: return [MatterMessage(.recalled, .unitRegistrars(handling.unit))]
    case .appointed(let facts): return [MatterMessage(.appointed, .person(facts.drafter))]
    case .returnAsked(let facts):
      if facts.isDisputed { return [MatterMessage(.returnDisputed, .coordinators(new.congress))] }
      return toOwner(.returnAsked, new) + toStation(.returnAsked, new, unlessOwner: true)
    case .returnSettled(let facts):
      let kind: NoticeKind = facts.agreed ? .returnAgreed : .returnRefused
      return [MatterMessage(kind, .unitRegistrars(handling.unit))] + arrived
    case .resultDrafted: return [MatterMessage(.toSign, .unitHeads(handling.unit))]
    case .sentBack:
      return [MatterMessage(.sentBack, handling.drafter.map { .person($0) } ?? .unitRegistrars(handling.unit))]
    case .resultSigned:
      if handling.isLead { return toOwner(.resultArrived, new) + toStation(.resultArrived, new, unlessOwner: true) }
      return new.lead.map { [MatterMessage(.resultArrived, .unitRegistrars($0.unit))] } ?? []
    default: return arrived
    }
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
