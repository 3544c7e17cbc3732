import DatabaseKit
package import Domain
import Store

/// 起草建议: from nothing, or from residents' matters, whose links are kept.
package enum DraftSuggestion {
  package struct Input: Sendable, Equatable {
    package var title: String
    package var text: String
    package var category: ID<MatterCategory>?
    package var proposedUnits: [ID<HandlingUnit>]
    package var isConfidential: Bool
    package var matters: [ID<Matter>]

    package init(
      title: String, text: String, category: ID<MatterCategory>? = nil, proposedUnits: [ID<HandlingUnit>] = [],
      isConfidential: Bool = false, matters: [ID<Matter>] = []
    ) {
      self.title = title
      self.text = text
      self.category = category
      self.proposedUnits = proposedUnits
      self.isConfidential = isConfidential
      var seen: Set<ID<Matter>> = []
      self.matters = matters.filter { seen.insert($0).inserted }
    }
  }

  package static let longestTitle = 60
  package static let longestText = 10_000
  package static let mostMatters = 50

  /// Begins a draft for a deputy of a congress that is run here.
  ///
  /// - Parameters:
  ///   - deputy: who puts it forward; the head where a delegation does.
  ///   - delegation: the delegation that puts it forward.
  package static func run(
    _ input: Input, for deputy: ID<Person>, of congress: ID<Congress>, delegation: ID<Delegation>? = nil,
    _ request: ProposalRequest, in environment: AppEnvironment
  ) async throws -> ProposalChanged<Suggestion> {
    if environment.readOnly != nil { throw ActionError.readOnly }
    let problems = problems(of: input)
    if !problems.isEmpty { throw ActionError.invalid(problems) }
    let change = SuggestionChange(environment, events: 1)
    let id: ID<Suggestion> = environment.newID(at: change.now)
    let locks = request.key.map { [$0.lock] } ?? []
    return try await environment.database.write(locking: locks, isolation: .addsOnly) { tx in
      if let earlier = try Once.earlier(request.key, in: tx) { return try ProposalChanged(result: earlier) }
      let drafted = try begin(input, deputy, congress, delegation, request, on: change.now.date, in: tx)
      let words = SuggestionWords(title: input.title, text: input.text)
      let head = try SuggestionHistory.append(
        .drafted(drafted), words, to: id, after: .start, request, supply: change.supply, in: tx)
      let suggestion = Suggestion(
        id: id, title: input.title, text: input.text, settings: nil,
        status: SuggestionStatus(drafted, on: change.now.date), revision: 1)
      try SuggestionStore.insert(suggestion, head: head, in: tx)
      let result = ProposalChanged(id: id, revision: 1)
      try Once.remember(request.key, result.text, at: change.now, in: tx)
      return result
    }
  }

  private static func begin(
    _ input: Input, _ deputy: ID<Person>, _ congress: ID<Congress>, _ delegation: ID<Delegation>?,
    _ request: ProposalRequest, on date: CivilDate, in tx: any ReadTransaction
  ) throws -> SuggestionEvent.Drafted {
    guard let record = try CongressStore.congress(congress, in: tx), record.isRunHere else {
      throw ActionError.notFound
    }
    let venues = try VenueStore.placements(of: deputy, in: tx).map(\.venue)
    guard SuggestionAccess.mayDraft(for: deputy, at: congress, venues: venues, by: request.actor) else {
      throw ActionError.refused(.notYours)
    }
    guard let mandate = try PersonStore.activeMandate(of: deputy, at: congress, in: tx) else {
      throw ActionError.invalid([FieldProblem("deputy", .notFound)])
    }
    if let delegation {
      guard try SessionStore.delegationHead(of: delegation, on: date, in: tx)?.person == deputy else {
        throw ActionError.invalid([FieldProblem("delegation", .notFound)])
      }
    }
    try checkMatters(input.matters, request.actor, in: tx)
    try ProposalDirectory.check(input.proposedUnits, of: congress, in: tx)
    try ProposalDirectory.check(input.category, of: congress, in: tx)
    return SuggestionEvent.Drafted(
      congress: congress, level: record.level,
      // Whoever is elected again keeps the mandate of his first term.
      term: try CongressStore.term(of: congress, on: date, in: tx) ?? mandate.term,
      proposer: SuggestionProposer(person: deputy, mandate: mandate.id, delegation: delegation),
      enteredBy: request.actor.person == deputy ? nil : request.actor.person, matters: input.matters,
      category: input.category, proposedUnits: input.proposedUnits, isConfidential: input.isConfidential)
  }

  /// Only matters that whoever writes may see: a draft must not become a window into others.
  static func checkMatters(_ matters: [ID<Matter>], _ actor: Actor, in tx: any ReadTransaction) throws {
    if case .system = actor { return }
    let facts = try MatterStore.facts(of: matters, in: tx)
    for matter in matters {
      guard let facts = facts[matter], facts.status.seal == nil, MatterAccess.sees(facts, actor) else {
        throw ActionError.invalid([FieldProblem("matters", .notFound)])
      }
    }
  }

  /// 一事一议、内容具体: what a form can check.
  static func problems(of input: Input) -> [FieldProblem] {
    var problems: [FieldProblem] = []
    if input.title.isEmpty { problems.append(FieldProblem("title", .missing)) }
    if input.title.count > longestTitle {
      problems.append(FieldProblem("title", .tooLong(maximum: longestTitle, actual: input.title.count)))
    }
    if input.text.count > longestText {
      problems.append(FieldProblem("text", .tooLong(maximum: longestText, actual: input.text.count)))
    }
    if input.matters.count > mostMatters {
      problems.append(FieldProblem("matters", .tooLong(maximum: mostMatters, actual: input.matters.count)))
    }
    return problems
  }
}

/// Changes a draft; whoever has signed is asked again when the words are others.
package enum ReviseSuggestion {
  package static func run(
    _ input: DraftSuggestion.Input, on id: ID<Suggestion>, _ request: ProposalRequest, in environment: AppEnvironment
  ) async throws -> ProposalChanged<Suggestion> {
    let problems = DraftSuggestion.problems(of: input)
    if !problems.isEmpty { throw ActionError.invalid(problems) }
    return try await SuggestionChange(environment).run(.revise, on: id, request) { work in
      let isSame = work.suggestion.title == input.title && work.suggestion.text == input.text
      // Those that were there before stay, whoever edits it now.
      let added = input.matters.filter { !work.status.matters.contains($0) }
      try DraftSuggestion.checkMatters(added, request.actor, in: work.tx)
      // So does a unit that is no longer there.
      let units = input.proposedUnits.filter { !work.status.proposedUnits.contains($0) }
      try ProposalDirectory.check(units, of: work.status.congress, in: work.tx)
      try ProposalDirectory.check(input.category, of: work.status.congress, in: work.tx)
      try work.carryOut(
        .revise(
          .init(
            category: input.category, proposedUnits: input.proposedUnits, isConfidential: input.isConfidential,
            matters: input.matters, asksAgain: !isSame)),
        words: isSame ? SuggestionWords() : SuggestionWords(title: input.title, text: input.text))
      work.suggestion.title = input.title
      work.suggestion.text = input.text
    }
  }
}

/// 邀请联名.
package enum InviteCoSigners {
  package static func run(
    _ people: [ID<Person>], on id: ID<Suggestion>, _ request: ProposalRequest, in environment: AppEnvironment
  ) async throws -> ProposalChanged<Suggestion> {
    try await SuggestionChange(environment).run(.invite, on: id, request) { work in
      try work.carryOut(.invite(try ProposalDirectory.signers(people, of: work.status.congress, in: work.tx)))
    }
  }
}

/// 提交: to the congress in session, otherwise to its body for deputies' work or the presidium.
package enum SubmitSuggestion {
  /// Fewest characters of the text: 有具体内容.
  package static let fewest = 20

  package static func run(_ id: ID<Suggestion>, _ request: ProposalRequest, in environment: AppEnvironment)
    async throws -> ProposalChanged<Suggestion>
  {
    let change = SuggestionChange(environment)
    let found = try await environment.database.read { tx in try SuggestionStore.suggestion(id, in: tx) }
    guard let found else { throw ActionError.notFound }
    let settings = try await environment.rules.current(of: found.status.congress)
    return try await change.run(.submit, on: id, request) { work in
      let today = work.now.date
      try ProposalDirectory.checkDeputy(work.status.proposer.person, of: work.status.congress, in: work.tx)
      let sitting = try SessionStore.sitting(of: work.status.congress, on: today, in: work.tx)
      let isTaken = sitting.map { session in session.suggestionsUntil.map { work.now <= $0 } ?? true } ?? false
      let session = try sitting?.id ?? SessionStore.latest(of: work.status.congress, on: today, in: work.tx)?.id
      try work.carryOut(
        .submit(
          session: session, sits: sitting != nil && isTaken,
          hasContent: work.suggestion.text.count { !$0.isWhitespace } >= fewest),
        words: SuggestionWords(title: work.suggestion.title, text: work.suggestion.text))
      work.suggestion.settings = settings.id
    }
  }
}
