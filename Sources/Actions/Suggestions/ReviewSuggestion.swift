import DatabaseKit
package import Domain
import Store

/// 立案编号: the next number of the session and the period, gap-free under two clerks at once.
package enum RegisterSuggestion {
  package static func run(
    _ category: ID<MatterCategory>?, on id: ID<Suggestion>, _ request: ProposalRequest,
    in environment: AppEnvironment
  ) async throws -> ProposalChanged<Suggestion> {
    let found = try await environment.database.read { tx in try SuggestionStore.suggestion(id, in: tx) }
    guard let found else { throw ActionError.notFound }
    let series = Series(found.status)
    return try await SuggestionChange(environment).run(.register, on: id, request, locks: [series.lock]) { work in
      let now = Series(work.status)
      guard now == series else { throw ActionError.changedMeanwhile }
      try ProposalDirectory.check(category, of: work.status.congress, in: work.tx)
      let value = try MatterStore.nextNumber(kind: now.kind, scope: now.scope, year: now.year, in: work.tx)
      try work.carryOut(.register(value: value, session: work.status.session, category: category))
    }
  }

  /// Where numbers come from: the session and the period; without any session yet, the congress and the year.
  struct Series: Equatable {
    let kind: String
    let scope: Int64
    let year: Int

    init(_ status: SuggestionStatus) {
      kind = status.period == .inSession ? "suggestion-in" : "suggestion-out"
      scope = status.session?.raw ?? status.congress.raw
      year = status.session == nil ? status.submittedOn?.year ?? 0 : 0
    }

    var lock: LockKey { LockKey(.series, scope) }
  }
}

/// 并案: the same question is handled together; its proposer is answered and asked, too.
package enum MergeSuggestion {
  package static func run(
    _ id: ID<Suggestion>, into lead: ID<Suggestion>, _ request: ProposalRequest, in environment: AppEnvironment
  ) async throws -> ProposalChanged<Suggestion> {
    guard id != lead else { throw ActionError.suggestion(.notMergeable) }
    let change = SuggestionChange(environment, events: 3)
    return try await change.run(.merge, on: id, request, locks: [LockKey(.suggestion, lead.raw)]) { work in
      let other = try SuggestionWork(
        lead, work.tx, workflow: work.workflow, supply: work.supply,
        request: ProposalRequest(actor: request.actor))
      try other.check(.merge, part: nil)
      let proposal = SuggestionStatus.MergedProposal(
        suggestion: id, proposer: work.status.proposer, signers: work.status.signed,
        isConfidential: work.status.isConfidential)
      try work.carryOut(.merge(into: other.status, id: lead))
      try other.carryOut(.takeIn(proposal))
      try other.save()
    }
  }
}

/// 分拆: one that speaks of several matters becomes several, each with the same people behind it.
package enum SplitSuggestion {
  package struct Piece: Sendable, Equatable {
    package let title: String
    package let text: String

    package init(title: String, text: String) {
      self.title = title
      self.text = text
    }
  }

  /// As many as one form can show.
  package static let mostPieces = 6

  package static func run(
    _ pieces: [Piece], on id: ID<Suggestion>, _ request: ProposalRequest, in environment: AppEnvironment
  ) async throws -> ProposalChanged<Suggestion> {
    guard pieces.count <= mostPieces else {
      throw ActionError.invalid([FieldProblem("pieces", .tooMany(limit: mostPieces))])
    }
    for piece in pieces {
      let problems = DraftSuggestion.problems(of: .init(title: piece.title, text: piece.text))
      if !problems.isEmpty { throw ActionError.invalid(problems) }
      if piece.text.allSatisfy(\.isWhitespace) { throw ActionError.invalid([FieldProblem("pieces", .missing)]) }
    }
    let change = SuggestionChange(environment, events: 2 + pieces.count * 2)
    let ids: [ID<Suggestion>] = pieces.map { _ in environment.newID(at: change.now) }
    return try await change.run(.split, on: id, request) { work in
      try work.carryOut(.split(into: ids))
      for (new, piece) in zip(ids, pieces) { try make(new, piece, from: work) }
    }
  }

  private static func make(_ id: ID<Suggestion>, _ piece: Piece, from work: SuggestionWork) throws {
    let old = work.status
    let drafted = SuggestionEvent.Drafted(
      congress: old.congress, level: old.level, term: old.term, session: old.session, proposer: old.proposer,
      signed: old.signed, enteredBy: old.enteredBy, matters: old.matters, category: old.category,
      proposedUnits: old.proposedUnits, isConfidential: old.isConfidential, splitFrom: work.suggestion.id,
      motion: old.motion)
    let submitted = SuggestionEvent.Submitted(
      session: old.session, period: old.period, receiver: old.receiver, handOverDue: old.handOverDue)
    let words = SuggestionWords(title: piece.title, text: piece.text)
    let first = try SuggestionHistory.append(
      .drafted(drafted), words, to: id, after: .start, work.request, supply: work.supply, in: work.tx)
    let head = try SuggestionHistory.append(
      .submitted(submitted), SuggestionWords(), to: id, after: first, work.request, supply: work.supply, in: work.tx)
    var status = SuggestionStatus(drafted, on: work.now.date)
    status.apply(.submitted(submitted), on: work.now.date)
    let made = Suggestion(
      id: id, title: piece.title, text: piece.text, settings: work.suggestion.settings, status: status, revision: 1)
    try SuggestionStore.insert(made, head: head, in: work.tx)
  }
}
