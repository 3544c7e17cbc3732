import DatabaseKit
package import Domain
import Store

/// 办理情况报告: its numbers, and the list behind each.
package enum ReadSuggestionReport {
  package static let pageSize = 50

  package struct Data: Sendable {
    package let scope: SuggestionReportScope
    package let congressName: String
    package let report: SuggestionReport
    package let categories: [ID<MatterCategory>: String]
    package let units: [ID<HandlingUnit>: String]
    package let rules: SuggestionRules
    package let countsBasic: Bool
    /// Of the congress, the newest first.
    package let terms: [CongressTerm]
  }

  package struct Line: Sendable {
    package let row: SuggestionReportRow
    package let title: String
    package let number: SuggestionNumber?
    package let state: SuggestionState
    package let submittedOn: CivilDate?
    package let unit: String?
    package let role: SuggestionRole?
    /// The reader can open its record.
    package let isOpen: Bool
  }

  package struct Page: Sendable {
    package let count: Int
    package let lines: [Line]
    package let next: SuggestionReportRow?
  }

  /// The congress of an actor's first post that reports, and what he counts of it; nil for whoever reports on nothing.
  private static func desk(of actor: Actor) -> (congress: ID<Congress>, reach: SuggestionReach)? {
    for post in actor.signedIn?.posts ?? [] {
      if let reach = SuggestionAccess.reaches(post.congress, actor) { return (post.congress, reach) }
    }
    return nil
  }

  /// What an actor counts for a period; a term has to be one of his congress.
  private static func scope(
    _ period: SuggestionReportPeriod, by actor: Actor, today: CivilDate, _ terms: [CongressTerm]
  ) throws -> SuggestionReportScope {
    guard let desk = desk(of: actor) else { throw ActionError.refused(.notYours) }
    switch period {
    case .days(let from, let through):
      return SuggestionReportScope(
        congress: desk.congress, reach: desk.reach, from: from, through: through, today: today)
    case .term(let id):
      guard let term = terms.first(where: { $0.id == id }) else { throw ActionError.notFound }
      // The first session of the next term ends it (代表法 2).
      let last = term.endedOn?.adding(days: -1) ?? today
      return SuggestionReportScope(
        congress: desk.congress, reach: desk.reach, from: term.beganOn, through: max(term.beganOn, last), term: id,
        today: today)
    }
  }

  package static func mayReport(_ actor: Actor) -> Bool {
    actor.signedIn?.posts.contains { SuggestionAccess.mayReport(on: $0.congress, by: actor) } ?? false
  }

  package static func run(_ period: SuggestionReportPeriod, by actor: Actor, in environment: AppEnvironment)
    async throws -> Data
  {
    guard let congress = desk(of: actor)?.congress else { throw ActionError.refused(.notYours) }
    let settings = try await environment.rules.current(of: congress).settings
    let today = environment.now().date
    return try await environment.database.read(.long) { tx in
      let terms = try CongressStore.terms(of: congress, in: tx)
      let scope = try scope(period, by: actor, today: today, terms)
      let categories = try GroupStore.categories(of: scope.congress, in: tx)
      let units = try GroupStore.units(of: scope.congress, in: tx)
      return Data(
        scope: scope, congressName: try CongressStore.congress(scope.congress, in: tx)?.name ?? "",
        report: try SuggestionReportStore.report(scope, in: tx),
        categories: Dictionary(categories.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first }),
        units: Dictionary(units.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first }),
        rules: settings.suggestions, countsBasic: settings.publication.countsBasic, terms: terms)
    }
  }

  package static func list(
    _ figure: SuggestionFigure, _ period: SuggestionReportPeriod, after cursor: SuggestionReportRow?,
    by actor: Actor, in environment: AppEnvironment
  ) async throws -> Page {
    guard let congress = desk(of: actor)?.congress else { throw ActionError.refused(.notYours) }
    let today = environment.now().date
    return try await environment.database.read { tx in
      let scope = try scope(period, by: actor, today: today, CongressStore.terms(of: congress, in: tx))
      let rows = try SuggestionReportStore.list(figure, scope, after: cursor, limit: pageSize + 1, in: tx)
      let shown = Array(rows.prefix(pageSize))
      let found = try SuggestionStore.suggestions(Array(Set(shown.map(\.suggestion))), in: tx)
      let known = Dictionary(found.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
      let units = try GroupStore.units(of: scope.congress, in: tx)
      let names = Dictionary(units.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
      let lines = shown.compactMap { row -> Line? in
        guard let suggestion = known[row.suggestion] else { return nil }
        let status = suggestion.status
        let part = status.part(row.part)
        return Line(
          row: row, title: suggestion.title, number: status.number, state: status.state,
          submittedOn: status.submittedOn, unit: part.flatMap { names[$0.unit] }, role: part?.role,
          isOpen: SuggestionAccess.sees(SuggestionFacts(id: suggestion.id, status: status), actor))
      }
      return Page(
        count: try SuggestionReportStore.count(figure, scope, in: tx), lines: lines,
        next: rows.count > pageSize ? shown.last : nil)
    }
  }
}
