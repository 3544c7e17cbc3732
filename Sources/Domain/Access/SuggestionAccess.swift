/// What an actor is to a suggestion; one can be several things at once.
package enum SuggestionRelation: String, CaseIterable, Sendable {
  case visitor
  /// Leads it; of a delegation its head.
  case proposer
  /// Was asked to sign and has not declined.
  case coSigner
  /// Stands behind one that is handled together with it.
  case mergedProposer
  /// Typed it for the deputy.
  case enterer
  /// Takes it in and hands it over: secretariat, body for deputies' work, presidium.
  case receiver
  /// The body for deputies' work, in a township the presidium: looks after it to its end, whoever took it in.
  case workBody
  /// 代表工作机构负责人: leads that body and tells the directors' meeting's decisions.
  case director
  /// 常委会负责人: reads whatever was handed in to his congress, and does none of it himself.
  case chair
  case committee
  /// 政府督查室: between the units of the government.
  case government
  /// On one unit's part, while the unit has it.
  case unitRegistrar
  case unitDrafter
  case unitHead
  /// Of the unit that leads, about a part that helps.
  case leadUnit
  case system
}

/// The facts of a suggestion that permission depends on.
package struct SuggestionFacts: Sendable, Equatable {
  package let id: ID<Suggestion>
  package let status: SuggestionStatus

  package init(id: ID<Suggestion>, status: SuggestionStatus) {
    self.id = id
    self.status = status
  }
}

/// The one place that decides who may do what to a suggestion: act × relation. It never looks at the state, which is the
/// workflow's business; both have to agree.
package enum SuggestionAccess {
  package static func relations(for act: SuggestionAct) -> Set<SuggestionRelation> {
    switch act {
    case .draft: []
    case .revise, .invite, .submit, .discard: [.proposer, .enterer]
    case .sign, .declineToSign, .agreeToWithdraw: [.coSigner]
    case .withdraw: [.proposer]
    case .sendBack, .refuse, .treatAsLetter, .register, .merge, .split, .handOver: [.receiver]
    case .signFor, .appoint, .askReturn: [.unitRegistrar]
    case .settleReturn, .reassign: [.workBody, .government]
    // 上海 19、青岛 25: the work body of the standing committee consents; the government's office is told.
    case .settleExtension: [.workBody]
    // Where the unit does not know the deputy, or cannot reach him, the work body speaks with him and records it.
    case .contact: [.unitRegistrar, .unitDrafter, .workBody]
    case .giveOpinion, .itemize, .settleItem, .promise, .keepPromise, .draftPromiseLetter, .askExtension,
      .draftLetter:
      [.unitRegistrar, .unitDrafter]
    case .returnOpinion: [.leadUnit]
    case .checkLetter: [.unitRegistrar]
    case .returnLetter: [.unitRegistrar, .unitHead]
    case .signLetter, .signPromiseLetter: [.unitHead]
    // The work body keys in what came on paper.
    case .rate, .ratePromise: [.proposer, .coSigner, .mergedProposer, .workBody]
    // Units never remind (重庆 38): only the work body does.
    case .remindRater, .closeUnrated, .remindPromiseRater, .closeUnratedPromise, .study, .settleDispute:
      [.workBody, .director]
    case .makeKey: [.director]
    case .urge: [.workBody, .director, .committee, .government]
    // Whoever took them, as `removesPhotos` has it.
    case .removePhoto: [.workBody, .director, .committee, .government, .unitRegistrar, .unitDrafter]
    case .conceal: [.proposer, .workBody]
    case .redact: [.workBody]
    case .objectToPublication: [.proposer]
    case .publish: [.workBody, .director]
    case .recordOutlet: [.workBody]
    }
  }

  /// What `actor` is to it. Drafts exist for those who write and sign them only; units see it from the hand-over and only
  /// while they have a part.
  package static func relations(of actor: Actor, to facts: SuggestionFacts, part: Int? = nil)
    -> Set<SuggestionRelation>
  {
    switch actor {
    case .visitor, .sender: return [.visitor]
    case .system: return [.system]
    case .person(let person):
      var result = authors(person, facts.status)
      guard facts.status.state.isBeforeCongress || facts.status.submittedOn != nil else { return result }
      result.formUnion(desks(person, facts.status))
      if let part, let known = facts.status.part(part) { result.formUnion(units(person, known, facts.status)) }
      return result
    }
  }

  private static func authors(_ person: Actor.SignedIn, _ status: SuggestionStatus) -> Set<SuggestionRelation> {
    var result: Set<SuggestionRelation> = []
    let id = person.person
    if status.proposer.person == id { result.insert(.proposer) }
    if status.coSigners.contains(where: { $0.person == id && $0.answer != .declined }) { result.insert(.coSigner) }
    // As long as he works at a desk that enters for deputies.
    if status.enteredBy == id, drafters.contains(where: { person.holds($0) }) { result.insert(.enterer) }
    let merged = status.merged.contains { other in
      other.proposer.person == id || other.signers.contains { $0.person == id && $0.answer == .signed }
    }
    if merged { result.insert(.mergedProposer) }
    return result
  }

  private static func desks(_ person: Actor.SignedIn, _ status: SuggestionStatus) -> Set<SuggestionRelation> {
    var result: Set<SuggestionRelation> = []
    func holds(_ roles: PostRole...) -> Bool { roles.contains { person.holds($0, of: status.congress) } }
    let isTownship = status.level == .township
    if holds(.clerk, isTownship ? .chair : .director) { result.insert(.workBody) }
    switch status.receiver {
    case .secretariat: if holds(.secretary, .clerk) { result.insert(.receiver) }
    case .workBody: if holds(.clerk, .director) { result.insert(.receiver) }
    case .presidium: if holds(.clerk, .chair) { result.insert(.receiver) }
    }
    if holds(.director) { result.insert(.director) }
    // A township's chair does the presidium's work on them.
    if holds(.chair), !isTownship { result.insert(.chair) }
    if status.handedOverOn != nil {
      if holds(.committee) { result.insert(.committee) }
      if holds(.coordinator) { result.insert(.government) }
    }
    return result
  }

  private static func units(_ person: Actor.SignedIn, _ part: SuggestionPart, _ status: SuggestionStatus)
    -> Set<SuggestionRelation>
  {
    var result: Set<SuggestionRelation> = []
    if part.hasCome {
      if person.holds(.unitRegistrar, in: part.unit) { result.insert(.unitRegistrar) }
      if person.holds(.unitDrafter, in: part.unit), part.drafter == person.person { result.insert(.unitDrafter) }
      if person.holds(.unitHead, in: part.unit) { result.insert(.unitHead) }
    }
    if part.role == .co, part.hasCome, let lead = status.parts.first(where: { $0.role == .lead && $0.hasCome }),
      person.holds(.unitRegistrar, in: lead.unit) || person.holds(.unitHead, in: lead.unit)
        || (lead.drafter == person.person && person.holds(.unitDrafter, in: lead.unit))
    {
      result.insert(.leadUnit)
    }
    return result
  }

  /// The parts that somebody works on or looks after for his unit; whoever leads reads what the helping units say.
  package static func parts(of actor: Actor, in status: SuggestionStatus) -> [SuggestionPart] {
    guard let person = actor.signedIn else { return [] }
    let own = status.parts.filter { !units(person, $0, status).isEmpty }
    // Whoever took a part over reads what the unit before him had of it.
    var before = Set(own.compactMap(\.follows))
    while true {
      let further = Set(before.compactMap { status.part($0)?.follows }).subtracting(before)
      if further.isEmpty { break }
      before.formUnion(further)
    }
    return status.parts.filter { part in before.contains(part.number) || own.contains { $0.number == part.number } }
  }

  /// Who passes the answer on to the residents from whose matters it grew; the matters' own rules come on top.
  package static func tellsResidents(_ facts: SuggestionFacts, _ actor: Actor) -> Bool {
    if case .system = actor { return true }
    return !relations(of: actor, to: facts).isDisjoint(with: [.proposer, .mergedProposer, .enterer, .workBody])
  }

  /// Those of other units that he reads as the leading one: their opinions come to him (重庆 20).
  package static func helpingParts(of actor: Actor, in status: SuggestionStatus) -> [SuggestionPart] {
    guard let person = actor.signedIn else { return [] }
    return status.parts.filter { units(person, $0, status) == [.leadUnit] }
  }

  /// Whether somebody sees it at all.
  package static func sees(_ facts: SuggestionFacts, _ actor: Actor) -> Bool {
    switch actor {
    case .system: return true
    case .visitor, .sender: return false
    case .person:
      let whole = relations(of: actor, to: facts)
      return !whole.isEmpty || !parts(of: actor, in: facts.status).isEmpty
    }
  }

  /// Whether somebody learns who has proposed it: not the units and the government where the deputy asked to be kept out of
  /// it (青岛 18, 山东 11).
  package static func seesProposer(_ facts: SuggestionFacts, _ actor: Actor) -> Bool {
    guard facts.status.keepsProposer else { return sees(facts, actor) }
    if case .system = actor { return true }
    let open: Set<SuggestionRelation> = [
      .proposer, .coSigner, .mergedProposer, .enterer, .receiver, .workBody, .director, .chair,
    ]
    return !relations(of: actor, to: facts).isDisjoint(with: open)
  }

  package static func decide(_ act: SuggestionAct, on facts: SuggestionFacts, by actor: Actor, part: Int? = nil)
    -> Decision
  {
    guard sees(facts, actor) else { return .refused(.notVisible) }
    if case .system = actor { return .allowed }
    let allowed = relations(for: act)
    return relations(of: actor, to: facts, part: part).isDisjoint(with: allowed)
      ? .refused(.notYours) : .allowed
  }

  /// The posts that enter for deputies.
  private static let drafters: [PostRole] = [.liaison, .chief, .clerk, .secretary]

  /// The posts that see all suggestions of their congress.
  package static let overseers: [PostRole] = [.secretary, .clerk, .chair, .director, .committee, .coordinator]

  /// Whether somebody begins suggestions at all.
  package static func begins(_ actor: Actor) -> Bool {
    guard let person = actor.signedIn else { return false }
    return person.isDeputy || drafters.contains { person.holds($0) }
  }

  /// Who may begin one: a deputy of the congress for himself, the desk of the congress for its deputies, liaison and chief
  /// for deputies of their congress and for those who are placed at their venue.
  ///
  /// - Parameter venues: where the deputy is placed.
  package static func mayDraft(
    for deputy: ID<Person>, at congress: ID<Congress>, venues: [ID<Venue>] = [], by actor: Actor
  ) -> Bool {
    switch actor {
    case .system: return true
    case .visitor, .sender: return false
    case .person(let person):
      if person.person == deputy { return person.isDeputy }
      return drafters.contains { person.holds($0, of: congress) }
        || venues.contains { person.holds(.liaison, at: $0) || person.holds(.chief, at: $0) }
    }
  }

  /// Who makes the report on how suggestions were handled, and opens the lists behind its figures.
  package static func mayReport(on congress: ID<Congress>, by actor: Actor) -> Bool {
    reaches(congress, actor) != nil
  }

  /// What of a congress's suggestions somebody counts; nil: nothing. Committees and the government's office see one only
  /// once it has been handed over.
  package static func reaches(_ congress: ID<Congress>, _ actor: Actor) -> SuggestionReach? {
    switch actor {
    case .system: return .received
    case .visitor, .sender: return nil
    case .person(let person):
      func holds(_ roles: PostRole...) -> Bool { roles.contains { person.holds($0, of: congress) } }
      if holds(.secretary, .clerk, .chair, .director) { return .received }
      return holds(.committee, .coordinator) ? .handedOver : nil
    }
  }

  /// Who reads how the congress handles suggestions; clerk and chair change it.
  package static func mayReadRules(of congress: ID<Congress>, by actor: Actor) -> Bool {
    guard let person = actor.signedIn else { return false }
    return [PostRole.clerk, .chair, .director].contains { person.holds($0, of: congress) }
  }
}

/// From which step on somebody counts suggestions.
package enum SuggestionReach: String, CaseIterable, Sendable { case received, handedOver = "handed_over" }

extension SuggestionDesk {
  /// Whether whoever has it learns who has proposed what is kept: as ``SuggestionAccess/seesProposer(_:_:)`` says of its
  /// holders.
  package var seesKeptProposers: Bool {
    switch self {
    case .receiver, .person, .congress(_, .received): true
    case .unit, .drafter, .congress(_, .handedOver): false
    }
  }
}
