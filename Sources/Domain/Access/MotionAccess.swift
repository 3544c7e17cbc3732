/// What an actor is to a motion; one can be several things at once.
package enum MotionRelation: String, CaseIterable, Sendable {
  case visitor
  /// Leads it; of a delegation its head.
  case proposer
  /// Was asked to sign and has not declined.
  case coSigner
  /// Typed it for the deputy.
  case enterer
  /// Takes it in and writes down what the presidium decides: the secretariat and its clerk, in a township the chair, too.
  case desk
  /// Leads the work of the congress's office between sessions.
  case director
  /// 专门委员会: from when something was referred to it.
  case committee
  /// 政府督查室: carries out what was adopted.
  case government
  case system
}

/// The facts of a motion that permission depends on.
package struct MotionFacts: Sendable, Equatable {
  package let id: ID<Motion>
  package let status: MotionStatus

  package init(id: ID<Motion>, status: MotionStatus) {
    self.id = id
    self.status = status
  }
}

/// The one place that decides who may do what to a motion: act × relation. It never looks at what the workflow decides;
/// both have to agree.
package enum MotionAccess {
  package static func relations(for act: MotionAct) -> Set<MotionRelation> {
    switch act {
    case .draft: []
    case .revise, .invite, .submit, .discard: [.proposer, .enterer]
    case .sign, .declineToSign: [.coSigner]
    case .withdraw: [.proposer]
    case .sendBack, .register, .refer, .putOnAgenda, .becomeSuggestion, .referAfterSession, .vote, .correctVote,
      .settleWithdrawal:
      [.desk]
    case .giveOpinion, .consider: [.desk, .committee]
    case .nameLeader, .releaseLeader, .addMilestone, .moveMilestone, .publish, .report: [.desk, .director]
    case .finishMilestone, .note: [.desk, .director, .committee, .government]
    }
  }

  /// Who has everybody read a note of how a motion is carried out: others write theirs for the house.
  package static let openers: Set<MotionRelation> = [.desk, .director]

  package static func mayOpenNotes(of facts: MotionFacts, _ actor: Actor) -> Bool {
    if case .system = actor { return true }
    return !relations(of: actor, to: facts).isDisjoint(with: openers)
  }

  /// What `actor` is to it. Drafts exist for those who write and sign them only.
  package static func relations(of actor: Actor, to facts: MotionFacts) -> Set<MotionRelation> {
    switch actor {
    case .visitor, .sender: return [.visitor]
    case .system: return [.system]
    case .person(let person):
      var result = authors(person, facts.status)
      if facts.status.submittedOn != nil { result.formUnion(offices(person, facts.status)) }
      return result
    }
  }

  private static func authors(_ person: Actor.SignedIn, _ status: MotionStatus) -> Set<MotionRelation> {
    var result: Set<MotionRelation> = []
    if status.proposer.person == person.person { result.insert(.proposer) }
    if status.coSigners.contains(where: { $0.person == person.person && $0.answer != .declined }) {
      result.insert(.coSigner)
    }
    if status.enteredBy == person.person { result.insert(.enterer) }
    return result
  }

  private static func offices(_ person: Actor.SignedIn, _ status: MotionStatus) -> Set<MotionRelation> {
    var result: Set<MotionRelation> = []
    func holds(_ roles: PostRole...) -> Bool { roles.contains { person.holds($0, of: status.congress) } }
    let isTownship = status.level == .township
    if holds(.secretary, .clerk) || (isTownship && holds(.chair)) { result.insert(.desk) }
    if !isTownship, holds(.director, .chair) { result.insert(.director) }
    if status.committee != nil || status.state.isCarried, holds(.committee) { result.insert(.committee) }
    if status.state.isCarried, holds(.coordinator) { result.insert(.government) }
    return result
  }

  /// Whether somebody sees it at work; what is public is read apart from this.
  package static func sees(_ facts: MotionFacts, _ actor: Actor) -> Bool {
    switch actor {
    case .system: true
    case .visitor, .sender: false
    case .person: !relations(of: actor, to: facts).isEmpty
    }
  }

  package static func decide(_ act: MotionAct, on facts: MotionFacts, by actor: Actor) -> Decision {
    guard sees(facts, actor) else { return .refused(.notVisible) }
    if case .system = actor { return .allowed }
    return relations(of: actor, to: facts).isDisjoint(with: relations(for: act)) ? .refused(.notYours) : .allowed
  }

  /// Who may begin one: a deputy for himself, an office or a liaison for a deputy.
  ///
  /// - Parameter venues: where the deputy is placed.
  package static func mayDraft(
    for deputy: ID<Person>, at congress: ID<Congress>, venues: [ID<Venue>], by actor: Actor
  ) -> Bool {
    SuggestionAccess.mayDraft(for: deputy, at: congress, venues: venues, by: actor)
  }

  /// The congresses whose motions somebody looks after.
  package static func congresses(of actor: Actor) -> [ID<Congress>] {
    let roles: Set<PostRole> = [.secretary, .clerk, .chair, .director, .committee, .coordinator]
    var seen: Set<ID<Congress>> = []
    return (actor.signedIn?.posts ?? []).filter { roles.contains($0.role) && seen.insert($0.congress).inserted }
      .map(\.congress)
  }
}
