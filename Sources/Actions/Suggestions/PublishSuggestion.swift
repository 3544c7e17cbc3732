import DatabaseKit
package import Domain
import Store

/// 公开审查: the version for everybody, made together with the answer: no contacts, no residents' names, no secrets.
package enum RedactSuggestion {
  package struct Input: Sendable {
    package let title: String
    package let text: String
    package let reply: String
    package let isSummary: Bool

    package init(title: String, text: String, reply: String, isSummary: Bool) {
      self.title = title
      self.text = text
      self.reply = reply
      self.isSummary = isSummary
    }
  }

  package static func run(
    _ input: Input, on id: ID<Suggestion>, _ request: ProposalRequest, in environment: AppEnvironment
  ) async throws -> ProposalChanged<Suggestion> {
    guard let person = request.actor.person else { throw ActionError.refused(.notYours) }
    var problems: [FieldProblem] = []
    for (field, text) in [("title", input.title), ("text", input.text), ("reply", input.reply)] where text.isEmpty {
      problems.append(FieldProblem(field, .missing))
    }
    if !problems.isEmpty { throw ActionError.invalid(problems) }
    return try await SuggestionChange(environment).run(.redact, on: id, request) { work in
      try work.carryOut(.redact(by: person))
      let status = work.status
      let answered = status.answeringParts
      let units = try GroupStore.units(of: status.congress, in: work.tx).filter { unit in
        answered.contains { $0.unit == unit.id }
      }
      try SuggestionPublicationStore.save(
        SuggestionPublication(
          suggestion: id, congress: status.congress, session: status.session, number: status.number,
          category: status.category, proposer: try work.publicProposer(), title: input.title, text: input.text,
          reply: input.reply,
          isSummary: input.isSummary, units: units.map(\.name).joined(separator: "、"),
          resultClass: answered.compactMap(\.resultClass).first ?? "",
          answeredOn: answered.compactMap(\.answeredOn).max(), overall: status.overall, isPublic: false,
          publishedAt: work.now),
        units: units.map(\.id), in: work.tx)
    }
  }
}

/// 审核公开 by a second person, or 不公开.
package enum PublishSuggestion {
  package static func run(
    _ publishes: Bool, reason: String?, on id: ID<Suggestion>, _ request: ProposalRequest,
    in environment: AppEnvironment
  ) async throws -> ProposalChanged<Suggestion> {
    guard let person = request.actor.person else { throw ActionError.refused(.notYours) }
    return try await SuggestionChange(environment).run(.publish, on: id, request) { work in
      try work.carryOut(.publish(publishes, by: person), words: SuggestionWords(text: reason))
      if publishes { try SuggestionPublicationStore.setPublic(id, true, at: work.now, in: work.tx) }
    }
  }
}

/// Where else it was published: name, address, date, who checked it.
package enum RecordOutlet {
  /// - Parameter once: leaves it as it is where an outlet of that name is recorded already.
  package static func run(
    _ outlet: SuggestionEvent.Outlet, once: Bool = false, on id: ID<Suggestion>, _ request: ProposalRequest,
    in environment: AppEnvironment
  ) async throws -> ProposalChanged<Suggestion> {
    try await SuggestionChange(environment).run(.recordOutlet, on: id, request) { work in
      let known = once ? try SuggestionPublicationStore.outlets(of: [id], in: work.tx)[id] ?? [] : []
      if known.contains(where: { $0.name == outlet.name }) { return }
      try work.carryOut(.recordOutlet(outlet))
      try SuggestionPublicationStore.addOutlet(outlet, of: id, checkedBy: request.actor.person, in: work.tx)
    }
  }
}

/// The published suggestions, for everybody.
package enum ReadPublishedSuggestions {
  package static let pageSize = 20

  package struct Page: Sendable {
    package let lines: [SuggestionPublication]
    package let next: ID<Suggestion>?
    package let sessions: [CongressSession]
    package let terms: [ID<CongressTerm>: Int]
    /// The index is still being filled.
    package let isPartial: Bool
  }

  /// Those that fit, the latest suggestions first.
  package static func run(
    _ search: SuggestionSearch, of congress: ID<Congress>, before cursor: ID<Suggestion>?,
    in environment: AppEnvironment
  ) async throws -> Page {
    let words = SearchQuery(search.words)
    // A single character stands at the beginning of many pairs.
    let isLong = words.words.contains { $0.count == 1 }
    return try await environment.database.read(isLong ? .long : .short) { tx in
      let found = try find(search, words, of: congress, before: cursor, in: tx)
      let lines = Array(found.prefix(pageSize))
      return Page(
        lines: lines, next: found.count > pageSize ? lines.last?.suggestion : nil,
        sessions: try SessionStore.sessions(of: congress, in: tx), terms: try terms(of: congress, in: tx),
        isPartial: search.isOpen ? false : try !IndexSearch.isComplete(in: tx))
    }
  }

  private static func find(
    _ search: SuggestionSearch, _ words: SearchQuery, of congress: ID<Congress>, before cursor: ID<Suggestion>?,
    in tx: any ReadTransaction
  ) throws -> [SuggestionPublication] {
    let limit = pageSize + 1
    if search.isOpen { return try SuggestionPublicationStore.all(of: congress, before: cursor, limit: limit, in: tx) }
    // Nothing but signs and blanks is in no suggestion.
    if words.isEmpty, !search.words.isEmpty { return [] }
    let scope = SearchScope.words(of: search, at: congress).map { SearchExpression.scope([$0]) }
    let said = words.isEmpty ? [] : [words.expression(withReceipt: false)]
    let ids = try SearchStore.find(.all(scope + said), in: .open, before: cursor?.raw, limit: limit, tx)
    return try SuggestionPublicationStore.several(ids.map { ID($0) }, in: tx).filter(\.isPublic).sorted {
      $0.suggestion > $1.suggestion
    }
  }

  /// What was made public last, for whoever follows it.
  package static func latest(of congress: ID<Congress>, in environment: AppEnvironment) async throws
    -> [SuggestionPublication]
  {
    try await environment.database.read { tx in
      try SuggestionPublicationStore.latest(of: congress, limit: pageSize, in: tx)
    }
  }

  /// The sessions that a search can be narrowed to.
  package static func sessions(of congress: ID<Congress>, in environment: AppEnvironment) async throws
    -> (sessions: [CongressSession], terms: [ID<CongressTerm>: Int])
  {
    try await environment.database.read { tx in
      (try SessionStore.sessions(of: congress, in: tx), try terms(of: congress, in: tx))
    }
  }

  package struct One: Sendable {
    package let publication: SuggestionPublication
    package let session: CongressSession?
    package let term: Int?
    /// As it was defined when the suggestion was handed in; nil where its letter named none.
    package let resultClass: ResultClass?
  }

  /// - Throws: `ActionError.notFound` where it is not public.
  package static func one(_ id: ID<Suggestion>, in environment: AppEnvironment) async throws -> One {
    let (suggestion, publication, session, term) = try await environment.database.read { tx in
      guard let publication = try SuggestionPublicationStore.one(id, in: tx), publication.isPublic,
        let suggestion = try SuggestionStore.suggestion(id, in: tx)
      else { throw ActionError.notFound }
      let session = try publication.session.flatMap { try SessionStore.session($0, in: tx) }
      let term = try session.flatMap { try terms(of: publication.congress, in: tx)[$0.term] }
      return (suggestion, publication, session, term)
    }
    let classes = try await environment.rules.suggestionWorkflow(for: suggestion).rules.classes
    return One(
      publication: publication, session: session, term: term,
      resultClass: classes.first { $0.code == publication.resultClass })
  }

  private static func terms(of congress: ID<Congress>, in tx: any ReadTransaction) throws -> [ID<CongressTerm>: Int] {
    Dictionary(
      try CongressStore.terms(of: congress, in: tx).map { ($0.id, $0.number) }, uniquingKeysWith: { first, _ in first })
  }
}
