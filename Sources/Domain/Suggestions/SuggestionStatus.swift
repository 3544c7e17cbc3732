/// Everything about a suggestion as of now, rebuilt from its events.
package struct SuggestionStatus: Sendable, Equatable, Codable {
  package let congress: ID<Congress>
  package let level: CongressLevel
  package var term: ID<CongressTerm>?
  /// The session in which it was raised, or the last one before.
  package var session: ID<CongressSession>?
  package var period: SuggestionPeriod
  package var receiver: SuggestionReceiver
  package var state: SuggestionState
  package var proposer: SuggestionProposer
  package var coSigners: [CoSigner]
  /// Who typed it for the deputy.
  package var enteredBy: ID<Person>?
  /// The residents' matters that it grew from.
  package var matters: [ID<Matter>]
  package var category: ID<MatterCategory>?
  package var proposedUnits: [ID<HandlingUnit>]
  /// 要求保密: the proposer's name is kept from units and public.
  package var isConfidential: Bool
  package var draftedOn: CivilDate
  package var submittedOn: CivilDate?
  package var handOverDue: DueDate?
  package var number: SuggestionNumber?
  package var registeredOn: CivilDate?
  package var handling: HandlingKind?
  package var handedOverOn: CivilDate?
  package var parts: [SuggestionPart]
  package var ratings: [SuggestionRating]
  package var items: [SuggestionItem]
  package var promises: [SuggestionPromise]
  package var promiseRatings: [PromiseRating]
  package var key: KeyUrging?
  package var urgings: Int
  package var mergedInto: ID<Suggestion>?
  /// The ones handled together with it, each with those who are answered for it.
  package var merged: [MergedProposal]
  package var splitFrom: ID<Suggestion>?
  package var withdrawalAskedOn: CivilDate?
  package var publication: Publication
  package var redactedBy: ID<Person>?
  package var objectsToPublication: Bool
  package var closedOn: CivilDate?
  /// From a motion that the presidium had handled as a suggestion.
  package var motion: ID<Motion>?

  package enum Publication: String, CaseIterable, Sendable, Codable { case none, redacted, published, withheld }

  package struct MergedProposal: Sendable, Hashable, Codable {
    package let suggestion: ID<Suggestion>
    package let proposer: SuggestionProposer
    package let signers: [CoSigner]
    /// Its proposer asked to be kept out of it, which then holds for the whole.
    package let isConfidential: Bool

    package init(
      suggestion: ID<Suggestion>, proposer: SuggestionProposer, signers: [CoSigner], isConfidential: Bool = false
    ) {
      self.suggestion = suggestion
      self.proposer = proposer
      self.signers = signers
      self.isConfidential = isConfidential
    }
  }

  /// 对承诺事项落实情况的评价.
  package struct PromiseRating: Sendable, Hashable, Codable {
    package let promise: Int
    package let person: ID<Person>
    package let verdict: Satisfaction
    package let on: CivilDate
    /// Set from the second time on that it was kept.
    package let round: Int?

    package init(promise: Int, person: ID<Person>, verdict: Satisfaction, on: CivilDate, round: Int? = nil) {
      self.promise = promise
      self.person = person
      self.verdict = verdict
      self.on = on
      self.round = round
    }
  }

  package init(_ drafted: SuggestionEvent.Drafted, on date: CivilDate) {
    congress = drafted.congress
    level = drafted.level
    term = drafted.term
    session = drafted.session
    period = .outOfSession
    receiver = SuggestionReceiver.receiver(at: drafted.level, .outOfSession)
    state = .drafting
    proposer = drafted.proposer
    coSigners = drafted.signed
    enteredBy = drafted.enteredBy
    matters = drafted.matters
    category = drafted.category
    proposedUnits = drafted.proposedUnits
    isConfidential = drafted.isConfidential
    draftedOn = date
    parts = []
    ratings = []
    items = []
    promises = []
    promiseRatings = []
    urgings = 0
    merged = []
    splitFrom = drafted.splitFrom
    publication = .none
    objectsToPublication = false
    motion = drafted.motion
  }
}

extension SuggestionStatus {
  package func part(_ number: Int) -> SuggestionPart? { parts.first { $0.number == number } }
  package var signed: [CoSigner] { coSigners.filter { $0.answer == .signed } }
  package var answeringParts: [SuggestionPart] { parts.filter(\.answers) }
  package var coParts: [SuggestionPart] { parts.filter { $0.role == .co && $0.hasCome } }
  /// Promises that a unit has still to keep; those of a unit that gave its part back ended with it.
  package var openPromises: [SuggestionPromise] {
    standingPromises.filter { $0.keptOn == nil }
  }
  /// How often it has been begun to be kept.
  package func turn(ofPromise number: Int) -> Int { promises.first { $0.number == number }?.turn ?? 1 }
  /// Promises that somebody has to keep, to answer for, or has kept; none of a suggestion that was taken back.
  package var standingPromises: [SuggestionPromise] {
    guard state != .withdrawn else { return [] }
    return promises.filter { part($0.part)?.hasCome == true }
  }
  /// A unit has given its answer, be it one that is being given anew.
  package var wasAnswered: Bool { answeringParts.contains { $0.answeredOn != nil || $0.round > 1 } }
  /// Who says whether a promise was kept well: whoever was answered about it.
  package func raters(of promise: SuggestionPromise) -> [ID<Person>] {
    promise.answer?.raters ?? part(promise.part)?.raters ?? []
  }

  /// Who has not said anything about a promise that was kept.
  package func missingRaters(of promise: SuggestionPromise) -> [ID<Person>] {
    guard promise.keptOn != nil, !promise.owesLetter, promise.closedUnratedOn == nil else { return [] }
    let rated = Set(promiseRatings.filter { $0.promise == promise.number && $0.round == promise.round }.map(\.person))
    return raters(of: promise).filter { !rated.contains($0) }
  }

  /// The worst of what was said about a promise, of the last time that anything was.
  package func overall(of promise: SuggestionPromise) -> Satisfaction? {
    // Kept once more it is another question; while it is owed again, the verdict is why.
    let rated = promiseRatings.filter {
      $0.promise == promise.number && (promise.keptOn == nil || ($0.round ?? 1) == promise.turn)
    }
    let last = rated.map { $0.round ?? 1 }.max()
    return rated.filter { ($0.round ?? 1) == last }.map(\.verdict).max()
  }

  /// The last day for what deputies think of a promise that was kept.
  package func ratingDue(of promise: SuggestionPromise) -> CivilDate? {
    promise.answer.map(\.ratingDue) ?? part(promise.part)?.ratingDue?.date
  }

  package func state(of promise: SuggestionPromise) -> SuggestionPromiseState {
    if promise.keptOn == nil { return .open }
    if promise.owesLetter || raters(of: promise).isEmpty { return .kept }
    return missingRaters(of: promise).isEmpty ? .rated : .answered
  }

  /// The names behind it are kept from units, government and committees.
  package var keepsProposer: Bool { isConfidential || merged.contains(where: \.isConfidential) }
  /// A unit still owes something for a part. A helping unit owes its opinion until the leading one has answered.
  package func isOwed(_ part: SuggestionPart) -> Bool {
    guard part.state.isOpen else { return false }
    return part.role.answers || isOpenLead
  }

  /// Everybody who stands behind it or behind one that is handled together with it, each once, the lead first.
  package func people(leadsOnly: Bool) -> [ID<Person>] {
    var result = [proposer.person]
    if !leadsOnly { result += signed.map(\.person) }
    for other in merged {
      result.append(other.proposer.person)
      if !leadsOnly { result += other.signers.filter { $0.answer == .signed }.map(\.person) }
    }
    var seen: Set<ID<Person>> = []
    return result.filter { seen.insert($0).inserted }
  }

  /// The ratings of a part in its present round.
  package func ratings(of part: SuggestionPart) -> [SuggestionRating] {
    ratings.filter { $0.part == part.number && $0.round == part.round }
  }

  /// Who has not rated a part's present answer.
  package func missingRaters(of part: SuggestionPart) -> [ID<Person>] {
    let rated = Set(ratings(of: part).map(\.person))
    return part.raters.filter { !rated.contains($0) }
  }

  /// The last verdict on a part: the worst of its newest rated round; nil before anybody has rated.
  package func overall(of part: SuggestionPart) -> Satisfaction? {
    let rated = ratings.filter { $0.part == part.number }
    guard let round = rated.map(\.round).max() else { return nil }
    return rated.filter { $0.round == round }.map(\.overall).max()
  }

  /// The verdict on the whole: the worst of its parts.
  package var overall: Satisfaction? { answeringParts.compactMap { overall(of: $0) }.max() }

  /// It was answered a second time because a deputy was not content.
  package var wasRehandled: Bool { parts.contains { $0.round > 1 } }

  /// The state that follows from the parts, once they have it.
  var stateOfParts: SuggestionState {
    let answering = answeringParts
    if answering.contains(where: { $0.verdict == .disputed }) { return .disputed }
    if answering.contains(where: { $0.verdict == .studying }) { return .studying }
    if parts.contains(where: isOwed) { return .handling }
    return answering.allSatisfy(\.verdict.isFinal) ? .closed : .replied
  }
}
