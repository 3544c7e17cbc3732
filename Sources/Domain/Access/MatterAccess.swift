/// What an actor is to a matter. An actor can be several things at once.
package enum MatterRelation: String, CaseIterable, Sendable {
  case visitor
  case sender
  /// The deputy who owes the next step.
  case owner
  /// A member of the group that owes the next step.
  case groupMember
  case liaison
  case chief
  case clerk
  case chair
  case upperClerk
  /// The worker of the grid that the matter comes from.
  case gridWorker
  /// On one unit's part: see ``MatterAccess/relations(of:to:part:)``.
  case unitRegistrar
  /// The one who was given the part to draft.
  case unitDrafter
  case unitHead
  /// Settles a return that is in dispute.
  case coordinator
  /// A member of a group that may claim it.
  case offered
  /// It was sent up from here: whoever received it first still owes the feedback.
  case firstReceiver
  /// The venue above that looks after it because a date was missed.
  case overseer
  /// A deputy for whom somebody entered an act in this matter.
  case actedFor
  case system
}

/// The facts of a matter that permission depends on, loaded with it.
package struct MatterFacts: Sendable, Equatable {
  package let id: ID<Matter>
  package let status: MatterStatus
  /// People who must not see it: the accused, and those who withdrew for their interest (信访工作条例 28, 30).
  package let excluded: Set<ID<Person>>
  /// Deputies for whom an act was entered and not yet objected to.
  package let actedFor: Set<ID<Person>>
  /// The grid that it comes from.
  package let grid: ID<Region>?

  package init(
    id: ID<Matter>, status: MatterStatus, excluded: Set<ID<Person>> = [], actedFor: Set<ID<Person>> = [],
    grid: ID<Region>? = nil
  ) {
    self.id = id
    self.status = status
    self.excluded = excluded
    self.actedFor = actedFor
    self.grid = grid
  }
}

/// Why an actor may not.
package enum AccessRefusal: String, Error, Sendable, Equatable, CaseIterable {
  /// It does not exist for this actor: answered like a wrong address.
  case notVisible
  /// It is visible, but this is somebody else's to do.
  case notYours
  /// The deputy is named as owner: staff may enter it on his word only.
  case onHisWord
  /// A second dissatisfaction is the chief's to decide.
  case chiefDecides
  /// The PIN is asked first.
  case pinNeeded
  /// System, security and audit duties stay with three people.
  case dutiesApart
}

package enum Decision: Sendable, Equatable {
  case allowed
  case refused(AccessRefusal)
}

/// The one place that decides who may do what to a matter: act × relation × facts. It never looks at the state, which
/// is the workflow's business; both have to agree.
package enum MatterAccess {
  /// Who may do an act at all. Facts can narrow it (see ``decide(_:on:by:onBehalfOf:)``), nothing widens it.
  package static func relations(for act: MatterAct) -> Set<MatterRelation> {
    switch act {
    case .submit: [.visitor, .sender, .owner, .liaison, .chief, .clerk, .gridWorker, .system]
    case .accept: [.owner, .groupMember, .liaison, .chief, .upperClerk]
    case .decline: [.owner, .liaison, .chief, .clerk, .upperClerk]
    case .divert: [.liaison, .chief, .clerk, .upperClerk]
    case .seal: [.liaison, .chief, .clerk, .chair]
    case .assign: [.liaison, .chief, .clerk, .upperClerk, .gridWorker]
    case .offer: [.liaison, .chief, .clerk]
    case .claim: [.offered]
    case .handBack: [.groupMember]
    case .escalate: [.owner, .groupMember, .liaison, .chief, .clerk, .overseer]
    case .passDown: [.owner, .groupMember, .liaison, .chief, .clerk]
    case .merge, .join, .part: [.liaison, .chief, .clerk]
    case .classify: [.owner, .liaison, .chief, .clerk, .upperClerk, .gridWorker]
    case .note:
      [.owner, .groupMember, .liaison, .chief, .clerk, .chair, .upperClerk, .gridWorker, .firstReceiver, .overseer]
    case .urge: [.chief, .clerk, .chair, .firstReceiver, .overseer]
    case .ask: [.owner, .groupMember, .liaison, .chief, .upperClerk]
    case .supplement: [.sender, .liaison, .chief, .upperClerk]
    case .transfer, .recall: [.owner, .groupMember, .liaison, .chief, .clerk]
    case .signFor, .appoint, .askReturn: [.unitRegistrar]
    case .settleReturn: [.owner, .groupMember, .liaison, .chief, .clerk, .coordinator]
    case .draftResult: [.unitDrafter, .unitRegistrar]
    case .sendBack, .signResult: [.unitHead]
    case .recordResult: [.owner, .groupMember, .liaison, .chief]
    case .reply: [.owner, .groupMember, .liaison, .chief, .upperClerk]
    case .rate: [.sender]
    case .recordFeedback: [.liaison, .chief, .clerk, .upperClerk, .gridWorker]
    case .closeUnrated: [.liaison, .chief, .upperClerk]
    case .rehandle: [.liaison, .chief, .upperClerk]
    case .withdraw: [.sender]
    case .redact: [.liaison, .chief, .clerk]
    case .publish: [.chief, .clerk, .chair]
    case .archive: [.liaison, .chief, .upperClerk]
    case .object: [.actedFor, .chief]
    case .reveal: [.owner, .liaison, .chief, .clerk, .upperClerk, .gridWorker, .unitRegistrar, .unitDrafter]
    case .reissue: [.liaison, .chief, .upperClerk]
    case .correct: [.clerk, .upperClerk]
    case .erase: [.clerk, .upperClerk, .system]
    case .lapse, .recount, .handOver, .rise: [.system]
    case .release: [.liaison, .chief, .clerk, .upperClerk, .system]
    }
  }

  /// What `actor` is to the matter. Sealed matters exist only for the desk above and the sender.
  ///
  /// - Parameter part: the unit's part in question. Without one nobody is anything as a unit: a unit sees its part and not
  ///   the matter.
  package static func relations(of actor: Actor, to matter: MatterFacts, part: Int? = nil) -> Set<MatterRelation> {
    switch actor {
    case .visitor: return [.visitor]
    case .system: return [.system]
    case .sender(let id): return id == matter.id ? [.sender] : [.visitor]
    case .person(let person):
      let whole = relations(of: person, to: matter)
      guard let part, let handling = matter.status.handling(part) else { return whole }
      return whole.union(relations(of: person, to: handling, of: matter))
    }
  }

  private static func relations(of person: Actor.SignedIn, to handling: UnitHandling, of matter: MatterFacts)
    -> Set<MatterRelation>
  {
    // What came back from a unit is not its business any more; what was sealed is nobody's.
    guard !matter.excluded.contains(person.person), matter.status.seal == nil else { return [] }
    var result: Set<MatterRelation> = []
    if handling.state != .recalled, handling.state != .returned {
      if person.holds(.unitRegistrar, in: handling.unit) { result.insert(.unitRegistrar) }
      if handling.drafter == person.person, person.holds(.unitDrafter, in: handling.unit) {
        result.insert(.unitDrafter)
      }
      if person.holds(.unitHead, in: handling.unit) { result.insert(.unitHead) }
    }
    if handling.state == .disputed, person.holds(.coordinator, of: matter.status.congress) {
      result.insert(.coordinator)
    }
    return result
  }

  private static func relations(of person: Actor.SignedIn, to matter: MatterFacts) -> Set<MatterRelation> {
    guard !matter.excluded.contains(person.person) else { return [] }
    let status = matter.status
    var result: Set<MatterRelation> = []
    if status.seal != nil || status.owner == .desk {
      if person.holds(.upperClerk, of: status.congress) { result.insert(.upperClerk) }
      return result
    }
    if let mandate = status.ownerMandate, person.mandates.contains(mandate) { result.insert(.owner) }
    if let group = status.ownerGroup, person.groups.contains(group) { result.insert(.groupMember) }
    // What nobody has looked at is the place's alone.
    if status.isHeld { result = [] }
    if let venue = status.venue {
      if person.holds(.liaison, at: venue) { result.insert(.liaison) }
      if person.holds(.chief, at: venue) { result.insert(.chief) }
    }
    if person.holds(.clerk, of: status.congress) { result.insert(.clerk) }
    if person.holds(.chair, of: status.congress) { result.insert(.chair) }
    if status.isHeld { return result }
    if let grid = matter.grid, person.holds(.gridWorker, of: grid) { result.insert(.gridWorker) }
    if matter.actedFor.contains(person.person) { result.insert(.actedFor) }
    return result.union(levels(of: person, to: status))
  }

  /// What somebody is to it who has not got it: a group that may claim it, a place that sent it up, one that looks after it.
  private static func levels(of person: Actor.SignedIn, to status: MatterStatus) -> Set<MatterRelation> {
    guard !status.state.isEnded else { return [] }
    var result: Set<MatterRelation> = []
    if status.owner == .venue, status.offered.contains(where: person.groups.contains) { result.insert(.offered) }
    if let venue = status.overseer, person.holds(.liaison, at: venue) || person.holds(.chief, at: venue) {
      result.insert(.overseer)
    }
    for step in status.waiting where sent(step, person) { result.insert(.firstReceiver) }
    if let place = status.takenInAt, works(at: place, person) { result.insert(.firstReceiver) }
    return result
  }

  private static func works(at place: MatterPlace, _ person: Actor.SignedIn) -> Bool {
    if let venue = place.venue, person.holds(.liaison, at: venue) || person.holds(.chief, at: venue) { return true }
    return person.holds(.clerk, of: place.congress) || person.holds(.chair, of: place.congress)
  }

  private static func sent(_ step: Escalation, _ person: Actor.SignedIn) -> Bool {
    if works(at: step.from, person) { return true }
    switch step.fromOwner {
    case .deputy(let mandate, _): return person.mandates.contains(mandate)
    case .group(let group): return person.groups.contains(group)
    case .venue, .desk: return false
    }
  }

  /// Whether the actor may see the matter at the workbench or through the receipt. The published page is apart.
  package static func sees(_ matter: MatterFacts, _ actor: Actor) -> Bool {
    !relations(of: actor, to: matter).subtracting([.visitor]).isEmpty
  }

  /// Whether the actor may see a unit's part: those of the unit, the coordinator while it is in dispute, and whoever may
  /// see the matter.
  package static func sees(part: Int, of matter: MatterFacts, _ actor: Actor) -> Bool {
    guard matter.status.handling(part) != nil else { return false }
    return !relations(of: actor, to: matter, part: part).subtracting([.visitor, .sender]).isEmpty
  }

  /// May `actor` do `act`, and on whose word? `onBehalfOf` names the deputy for whom staff enter it, `part` the unit's
  /// part that it is about.
  package static func decide(
    _ act: MatterAct, on matter: MatterFacts, by actor: Actor, onBehalfOf deputy: ID<Person>? = nil, part: Int? = nil
  ) -> Decision {
    let mine = relations(of: actor, to: matter, part: part)
    guard !mine.subtracting([.visitor]).isEmpty else { return .refused(.notVisible) }
    let able = mine.intersection(relations(for: act))
    guard !able.isEmpty else { return .refused(.notYours) }
    if let raiser = matter.status.raiser, actor.person == raiser, isHandling(act), !able.contains(.clerk) {
      return .refused(.notYours)
    }
    if let refusal = narrowed(act, matter.status, able, deputy) { return .refused(refusal) }
    if let part, let handling = matter.status.handling(part), let refusal = narrowed(act, handling, able) {
      return .refused(refusal)
    }
    if needsPIN(act), case .person(let person) = actor, person.isDevice, !person.hasPIN { return .refused(.pinNeeded) }
    return .allowed
  }

  /// Whether the actor may let a unit know the sender without his word.
  package static func mayShareContact(of matter: MatterFacts, by actor: Actor) -> Bool {
    relations(of: actor, to: matter).contains(.clerk)
  }

  /// Whether the actor chooses where a matter is sent up to; whoever only looks after it can take it to himself.
  package static func mayEscalateAnywhere(_ matter: MatterFacts, by actor: Actor) -> Bool {
    !relations(of: actor, to: matter).isDisjoint(with: [.owner, .groupMember, .liaison, .chief, .clerk])
  }

  /// Acts that a deputy answers for himself: staff enter them on his word, with both names.
  package static func isPersonal(_ act: MatterAct) -> Bool {
    switch act {
    case .accept, .decline, .ask, .recordResult, .reply: true
    default: false
    }
  }

  /// Acts that others do on what a deputy raised himself, whatever posts and groups he has: he is the one who rates.
  private static func isHandling(_ act: MatterAct) -> Bool {
    switch act {
    case .accept, .decline, .transfer, .settleReturn, .recordResult, .reply, .recordFeedback, .closeUnrated, .rehandle:
      true
    default: false
    }
  }

  private static func narrowed(
    _ act: MatterAct, _ status: MatterStatus, _ able: Set<MatterRelation>, _ deputy: ID<Person>?
  ) -> AccessRefusal? {
    let ownsIt = able.contains(.owner) || able.contains(.groupMember)
    // What a grid worker says of class and addressee is a proposal: once somebody has taken it on, it is theirs.
    if able == [.gridWorker], act == .assign || act == .classify, status.acceptedAt != nil { return .notYours }
    if deputy != nil {
      // Only for the deputy who owns it, only by staff, and never by himself.
      guard isPersonal(act), deputy == status.ownerPerson, !ownsIt else { return .notYours }
      return nil
    }
    // What was held is declined by whoever looks at it; of all else that is not the clerk's business.
    if act == .decline, status.isHeld { return nil }
    if act == .decline, able == [.clerk] { return .notYours }
    if isPersonal(act), !ownsIt, status.ownerMandate != nil || status.ownerGroup != nil { return .onHisWord }
    if act == .recordResult, !ownsIt { return .notYours }
    // At the desk there is no chief: whoever works there decides.
    let decides = able.contains(.chief) || able.contains(.upperClerk)
    if act == .rehandle, status.round > 1, !decides { return .chiefDecides }
    if act == .archive, status.state == .dissatisfied, !decides { return .chiefDecides }
    return nil
  }

  private static func narrowed(_ act: MatterAct, _ handling: UnitHandling, _ able: Set<MatterRelation>)
    -> AccessRefusal?
  {
    switch act {
    // In dispute neither side decides; the clerk does where nobody is named to coordinate.
    case .settleReturn where handling.state == .disputed:
      return able.isDisjoint(with: [.coordinator, .clerk]) ? .notYours : nil
    case .reveal where able.isSubset(of: [.unitRegistrar, .unitDrafter]):
      return handling.sharing == .none || !handling.state.isOpen ? .notYours : nil
    default: return nil
    }
  }

  /// Acts on private data or on somebody's word, for which a phone that was left lying about is not enough.
  package static func needsPIN(_ act: MatterAct) -> Bool { act == .reveal || act == .object }
}

extension MatterAccess {
  /// Whose matters an actor's lists show: the widest scopes he holds, each matter in one of them. Together they are what
  /// ``sees(_:_:)`` lets him see, but for matters in which somebody once acted for him.
  package static func scopes(for actor: Actor) -> [QueueScope] {
    guard let person = actor.signedIn else { return [] }
    let whole = distinct(person.posts.filter { $0.role == .clerk || $0.role == .chair }.map(\.congress))
    let desks = distinct(person.posts.filter { $0.role == .upperClerk }.map(\.congress))
    let venues = distinct(
      person.posts.filter { $0.role.isOfVenue && !whole.contains($0.congress) }.compactMap(\.venue))
    let scopes =
      whole.map { QueueScope.congress($0) } + desks.map { QueueScope.desk($0) } + venues.map { QueueScope.venue($0) }
    if !scopes.isEmpty { return Array(scopes.prefix(8)) }
    let own = ownScopes(for: actor)
    return own.isEmpty ? gridScopes(for: actor) : own
  }

  /// The grids of a grid worker, whatever posts he holds beside.
  package static func gridScopes(for actor: Actor) -> [QueueScope] {
    Array(distinct(actor.signedIn?.grids ?? []).map { QueueScope.grid($0) }.prefix(8))
  }

  /// What waits for the actor as a deputy or as a member of a group, whatever posts he holds beside.
  package static func ownScopes(for actor: Actor) -> [QueueScope] {
    guard let person = actor.signedIn else { return [] }
    let own: [QueueScope] = person.isDeputy ? [.deputy(person.person, person.mandates)] : []
    return Array((own + person.groups.map { .group($0) }).prefix(8))
  }

  /// The matters that others have and the actor follows: what his groups may claim, what was sent up from his place, what
  /// rose to it. With ``scopes(for:)`` and ``ownScopes(for:)`` they are all that he may see.
  package static func watches(for actor: Actor) -> [WatchKind: [MatterWatch]] {
    guard let person = actor.signedIn else { return [:] }
    let places = distinct(
      person.posts.flatMap { post -> [MatterWatch] in
        if post.role == .clerk || post.role == .chair { return [.congress(post.congress)] }
        return post.role.isOfVenue ? post.venue.map { [.venue($0)] } ?? [] : []
      })
    let own: [MatterWatch] = person.groups.map { .group($0) }
    let mandates: [MatterWatch] = person.mandates.map { .mandate($0) }
    return [
      .offered: own, .sentUp: Array((places + mandates + own).prefix(8)),
      .overseen: places.filter { if case .venue = $0 { true } else { false } },
    ]
  }

  private static func distinct<Value: Hashable>(_ values: [Value]) -> [Value] {
    var seen: Set<Value> = []
    return values.filter { seen.insert($0).inserted }
  }
}
