/// What happens to a matter among groups, levels and other matters.
extension MatterEvent {
  package struct Offered: Sendable, Equatable, Codable { package var groups: [ID<DeputyGroup>] }

  package struct Claimed: Sendable, Equatable, Codable { package var group: ID<DeputyGroup> }

  package struct HandedBack: Sendable, Equatable, Codable { package var owner: MatterOwner }

  package struct Escalated: Sendable, Equatable, Codable {
    package var step: Escalation
    /// Set when a venue above has to take it on.
    package var acceptDue: DueDate?
    /// Until when the sender is answered: never earlier than was promised.
    package var replyDue: DueDate
  }

  package struct PassedDown: Sendable, Equatable, Codable {
    package var number: Int
    /// Nil when it came back without an answer.
    package var outcome: MatterOutcome?
    package var replyDue: DueDate
  }

  package struct Merged: Sendable, Equatable, Codable {
    package var followers: [ID<Matter>]
    /// The earliest of all.
    package var acceptDue: DueDate
    package var replyDue: DueDate
  }

  /// Where the matter is with which this one is handled together: it goes along.
  package struct Joined: Sendable, Equatable, Codable {
    package var lead: ID<Matter>
    package var owner: MatterOwner
    package var place: MatterPlace
    package var replyDue: DueDate

    package init(lead: ID<Matter>, owner: MatterOwner, place: MatterPlace, replyDue: DueDate) {
      self.lead = lead
      self.owner = owner
      self.place = place
      self.replyDue = replyDue
    }
  }

  package struct Risen: Sendable, Equatable, Codable {
    /// The venue that looks after it from now on.
    package var venue: ID<Venue>
    /// The date that was missed.
    package var due: CivilDate
  }
}

extension MatterStatus {
  mutating func applyAmongLevels(_ event: MatterEvent, _ at: Instant) {
    switch event {
    case .offered(let facts): offered = facts.groups
    case .claimed(let facts):
      owner = .group(facts.group)
      offered = []
      if state == .submitted {
        state = .accepted
        acceptedAt = acceptedAt ?? at
      }
      grade = grade ?? .inGroup
    case .handedBack: owner = .venue
    case .escalated(let facts): apply(facts, at)
    case .passedDown(let facts): apply(facts, at)
    case .merged(let facts):
      followers += facts.followers.filter { !followers.contains($0) }
      acceptDue = facts.acceptDue
      replyDue = facts.replyDue
    case .joined(let facts):
      if facts.place != place, origin == nil { origin = place }
      mergedInto = facts.lead
      owner = facts.owner
      congress = facts.place.congress
      venue = facts.place.venue
      offered = []
      replyDue = facts.replyDue
    case .parted: mergedInto = nil
    case .risen(let facts):
      overseer = facts.venue
      overseerDue = facts.due
    default: break
    }
  }

  private mutating func apply(_ escalated: MatterEvent.Escalated, _ at: Instant) {
    let step = escalated.step
    escalations.append(step)
    replyDue = escalated.replyDue
    grade = .escalate
    offered = []
    guard step.venue != nil else { return }
    origin = origin ?? step.from
    congress = step.congress
    venue = step.venue
    owner = .venue
    if overseer == step.venue { overseer = nil }
    state = .submitted
    acceptFrom = at.date
    if let due = escalated.acceptDue { acceptDue = due }
  }

  private mutating func apply(_ passed: MatterEvent.PassedDown, _ at: Instant) {
    guard let index = escalations.firstIndex(where: { $0.number == passed.number }) else { return }
    let step = escalations[index]
    escalations[index].state = passed.outcome == nil ? .sentDown : .answered
    escalations[index].answeredOn = at.date
    congress = step.from.congress
    venue = step.from.venue
    owner = step.fromOwner
    replyDue = passed.replyDue
    state = passed.outcome == nil ? .accepted : .resultRecorded
    acceptedAt = acceptedAt ?? at
    guard let result = passed.outcome else { return }
    outcome = result
    resultAt = at
  }
}
