import DatabaseKit
package import Domain
import Store

/// 已答复的建议: what somebody's unit has answered, or given its opinion on, the newest first; for a drafter what he was named
/// for.
package enum ReadAnsweredSuggestions {
  package static let pageSize = 50

  package struct Line: Sendable {
    package let id: ID<Suggestion>
    package let title: String
    package let number: SuggestionNumber?
    package let state: SuggestionState
    /// Nil where the unit does not learn it.
    package let proposer: String?
    /// Gave its opinion to the unit that leads.
    package let helped: Bool
    package let answeredOn: CivilDate?
    /// The deputies' verdict on the unit's own answer.
    package let overall: Satisfaction?
  }

  package struct Page: Sendable {
    package let lines: [Line]
    package let next: ID<Suggestion>?
    package let today: CivilDate
  }

  /// The desks at units that somebody's posts give him.
  package static func desks(of actor: Actor) -> [SuggestionDesk] {
    ReadSuggestionQueue.desks(of: actor).filter { desk in
      switch desk {
      case .unit, .drafter: true
      case .receiver, .person, .congress: false
      }
    }
  }

  /// - Parameter year: in which it was handed over; nil for all.
  /// - Throws: `notYours` for whoever works at no unit.
  package static func run(
    year: Int?, before cursor: ID<Suggestion>?, by actor: Actor, in environment: AppEnvironment
  ) async throws -> Page {
    let desks = desks(of: actor)
    guard !desks.isEmpty else { throw ActionError.refused(.notYours) }
    let today = environment.now().date
    return try await environment.database.read { tx in
      let ids = try SuggestionListStore.ofUnits(
        desks, states: [.answered, .opinionGiven], year: year, before: cursor, limit: pageSize + 1, in: tx)
      let shown = Array(ids.prefix(pageSize))
      let found = try SuggestionStore.suggestions(shown, in: tx)
      let people = try PersonStore.names(found.map(\.status.proposer.person), in: tx)
      return Page(
        lines: found.compactMap { line(of: $0, actor, people) }, next: ids.count > pageSize ? shown.last : nil,
        today: today)
    }
  }

  private static func line(of suggestion: Suggestion, _ actor: Actor, _ people: [ID<Person>: String]) -> Line? {
    let status = suggestion.status
    let facts = SuggestionFacts(id: suggestion.id, status: status)
    guard SuggestionAccess.sees(facts, actor) else { return nil }
    let helping = SuggestionAccess.helpingParts(of: actor, in: status).map(\.number)
    let own = SuggestionAccess.parts(of: actor, in: status).filter { !helping.contains($0.number) && $0.hasCome }
    return Line(
      id: suggestion.id, title: suggestion.title, number: status.number, state: status.state,
      proposer: SuggestionAccess.seesProposer(facts, actor) ? people[status.proposer.person] : nil,
      helped: own.allSatisfy { !$0.role.answers },
      answeredOn: own.compactMap { $0.answeredOn ?? $0.opinionGivenOn }.max(),
      overall: own.filter(\.role.answers).compactMap { status.overall(of: $0) }.max())
  }
}
