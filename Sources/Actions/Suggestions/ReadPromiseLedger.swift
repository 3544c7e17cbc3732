import DatabaseKit
package import Domain
import Store

/// 承诺事项台账: every promise of a congress's units, or of one's own unit, across sessions and terms.
package enum ReadPromiseLedger {
  package static let pageSize = 50

  package struct Line: Sendable {
    package let row: SuggestionLedgerRow
    package let part: Int
    package let title: String
    package let suggestionNumber: SuggestionNumber?
    package let session: CongressSession?
    package let term: Int?
    /// Nil where the reader does not learn it.
    package let proposer: String?
    package let unit: String
    package let resultClass: String?
    package let state: SuggestionPromiseState
    package let keptOn: CivilDate?
    package let answeredOn: CivilDate?
    package let overall: Satisfaction?
    /// What was promised, and what was done; nil where the words are gone.
    package let promised: String?
    package let done: String?
    package let isLate: Bool
    /// The reader can open its record.
    package let isOpen: Bool
  }

  package struct Page: Sendable {
    package let congressName: String
    package let lines: [Line]
    package let next: SuggestionLedgerRow?
    package let states: [SuggestionPromiseState: Int]
    package let late: Int
    package let years: [Int]
    package let units: [Named<HandlingUnit>]
    /// The reader looks through a congress, not his own unit only.
    package let isOfCongress: Bool
    package let today: CivilDate

    package var all: Int { states.values.reduce(0, +) }
  }

  package static func run(
    _ filter: SuggestionLedgerFilter, after cursor: SuggestionLedgerRow? = nil, limit: Int = pageSize, by actor: Actor,
    in environment: AppEnvironment
  ) async throws -> Page {
    guard let desk = SuggestionAccess.ledger(of: actor) else { throw ActionError.refused(.notYours) }
    let today = environment.now().date
    return try await environment.database.read { tx in
      let rows = try SuggestionPromiseStore.ledger(
        filter, of: desk, today: today, after: cursor, limit: limit + 1, in: tx)
      let shown = Array(rows.prefix(limit))
      let counts = try SuggestionPromiseStore.counts(filter, of: desk, today: today, in: tx)
      return Page(
        congressName: try name(of: desk, actor, in: tx), lines: try dress(shown, actor, today, in: tx),
        next: rows.count > limit ? shown.last : nil, states: counts.states, late: counts.late,
        years: try SuggestionPromiseStore.years(of: desk, in: tx),
        units: try SuggestionPromiseStore.units(of: desk, in: tx),
        isOfCongress: { if case .congress = desk { true } else { false } }(), today: today)
    }
  }

  private static func name(of desk: SuggestionLedgerDesk, _ actor: Actor, in tx: any ReadTransaction) throws -> String {
    switch desk {
    case .congress(let id): return try CongressStore.congress(id, in: tx)?.name ?? ""
    case .units(let ids):
      guard let congress = actor.signedIn?.posts.first(where: { $0.unit.map(ids.contains) ?? false })?.congress else {
        return ""
      }
      return try GroupStore.units(of: congress, in: tx).filter { ids.contains($0.id) }.map(\.name)
        .joined(separator: "、")
    }
  }

  private static func dress(
    _ rows: [SuggestionLedgerRow], _ actor: Actor, _ today: CivilDate, in tx: any ReadTransaction
  ) throws -> [Line] {
    let ids = Array(Set(rows.map(\.suggestion)))
    let found = try SuggestionStore.suggestions(ids, in: tx)
    let known = Dictionary(found.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let people = try PersonStore.names(found.map(\.status.proposer.person), in: tx)
    let places = try SuggestionPlaces(Set(found.map(\.status.congress)), in: tx)
    let words = try said(of: ids, in: tx)
    return rows.compactMap { row in
      guard let suggestion = known[row.suggestion],
        let promise = suggestion.status.promises.first(where: { $0.number == row.number })
      else { return nil }
      let status = suggestion.status
      let part = status.part(promise.part)
      let session = status.session.flatMap { places.sessions[$0] }
      let facts = SuggestionFacts(id: suggestion.id, status: status)
      let sees = SuggestionAccess.namesProposer(facts, actor)
      let said = words[row.suggestion]?[row.number]
      return Line(
        row: row, part: promise.part, title: suggestion.title, suggestionNumber: status.number, session: session,
        term: session.flatMap { places.terms[$0.term] }, proposer: sees ? people[status.proposer.person] : nil,
        unit: part.flatMap { places.units[$0.unit] } ?? "",
        resultClass: part?.resultClass ?? part?.earlierClasses.last, state: status.state(of: promise),
        keptOn: promise.keptOn, answeredOn: promise.answer?.signedOn, overall: status.overall(of: promise),
        promised: said?.promised, done: promise.keptOn == nil ? nil : said?.done,
        isLate: promise.keptOn == nil && promise.due < today,
        isOpen: SuggestionAccess.sees(facts, actor))
    }
  }

  private static func said(of ids: [ID<Suggestion>], in tx: any ReadTransaction) throws
    -> [ID<Suggestion>: [Int: (promised: String?, done: String?)]]
  {
    var result: [ID<Suggestion>: [Int: (promised: String?, done: String?)]] = [:]
    for entry in try SuggestionPromiseStore.entries(of: ids, in: tx) {
      switch entry.event {
      case .promised(let promise):
        result[entry.suggestion, default: [:]][promise.number, default: (nil, nil)].promised = entry.words.text
      case .promiseKept(let number, _):
        result[entry.suggestion, default: [:]][number, default: (nil, nil)].done = entry.words.text
      default: break
      }
    }
    return result
  }
}

/// Names of units, sessions and terms for lists that go across sessions.
struct SuggestionPlaces {
  private(set) var units: [ID<HandlingUnit>: String] = [:]
  private(set) var sessions: [ID<CongressSession>: CongressSession] = [:]
  private(set) var terms: [ID<CongressTerm>: Int] = [:]

  init(_ congresses: Set<ID<Congress>>, in tx: any ReadTransaction) throws {
    for congress in congresses {
      for unit in try GroupStore.units(of: congress, in: tx) { units[unit.id] = unit.name }
      for session in try SessionStore.sessions(of: congress, in: tx) { sessions[session.id] = session }
      for term in try CongressStore.terms(of: congress, in: tx) { terms[term.id] = term.number }
    }
  }
}
