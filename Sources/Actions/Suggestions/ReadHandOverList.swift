import DatabaseKit
package import Domain
import Store

/// 交办清单 of a session: what lies with which unit, and what waits for the hand-over meeting.
package enum ReadHandOverList {
  /// More than a session of the largest city has.
  package static let mostLines = 3000

  package struct Line: Sendable {
    package let suggestion: ID<Suggestion>
    package let title: String
    package let number: SuggestionNumber?
    /// Nil where the reader does not learn it.
    package let proposer: String?
    package let role: SuggestionRole?
    /// The other units that have a part of it.
    package let others: [String]
    package let handedOverOn: CivilDate?
    package let signedForOn: CivilDate?
    /// Of the answer, or of the opinion.
    package let due: CivilDate?
    package let category: String?
    package let isKey: Bool
    /// The reader can open its record.
    package let isOpen: Bool
  }

  /// A unit's sheet; without a unit: handed over to nobody yet.
  package struct Sheet: Sendable {
    package let unit: Named<HandlingUnit>?
    package let lines: [Line]
  }

  package struct Overview: Sendable {
    package let desk: HandOverListDesk
    package let congressName: String
    /// The newest first; nil stands for those of before the first session.
    package let sessions: [CongressSession]
    package let session: CongressSession?
    package let terms: [ID<CongressTerm>: Int]
    package let units: [(unit: Named<HandlingUnit>, leads: Int, helps: Int)]
    package let ready: Int
    package let today: CivilDate

    package var term: Int? { session.flatMap { terms[$0.term] } }
  }

  /// - Parameter session: nil: the newest one that has begun.
  package static func overview(_ session: ID<CongressSession>?, by actor: Actor, in environment: AppEnvironment)
    async throws -> Overview
  {
    guard let desk = SuggestionAccess.handOverList(of: actor) else { throw ActionError.refused(.notYours) }
    let today = environment.now().date
    return try await environment.database.read { tx in
      let sessions = try SessionStore.sessions(of: desk.congress, in: tx).filter { $0.beginsOn <= today }
      let chosen = try choose(session, sessions)
      let names = Dictionary(
        try GroupStore.units(of: desk.congress, in: tx).map { ($0.id, $0.name) },
        uniquingKeysWith: { first, _ in first })
      let counts = try HandOverListStore.units(of: desk.congress, session: chosen?.id, in: tx)
      let units = counts.filter { count in desk.units.map { $0.contains(count.unit) } ?? true }
        .map { (unit: Named(id: $0.unit, name: names[$0.unit] ?? ""), leads: $0.leads, helps: $0.helps) }
        .sorted { ($1.leads + $1.helps, $0.unit.name) < ($0.leads + $0.helps, $1.unit.name) }
      let ready =
        desk.reach == .received
        ? try HandOverListStore.readyCount(of: desk.congress, session: chosen?.id, in: tx) : 0
      return Overview(
        desk: desk, congressName: try CongressStore.congress(desk.congress, in: tx)?.name ?? "", sessions: sessions,
        session: chosen, terms: try SuggestionPlaces([desk.congress], in: tx).terms, units: units, ready: ready,
        today: today)
    }
  }

  private static func choose(_ id: ID<CongressSession>?, _ sessions: [CongressSession]) throws -> CongressSession? {
    guard let id else { return sessions.first }
    guard let found = sessions.first(where: { $0.id == id }) else { throw ActionError.notFound }
    return found
  }

  /// The sheets of one unit or of all, with what is still to be handed over at the end where the reader may know.
  ///
  /// - Parameters:
  ///   - unit: nil: all that the reader sees.
  ///   - ready: only what waits to be handed over.
  package static func sheets(
    of unit: ID<HandlingUnit>?, ready: Bool = false, session: ID<CongressSession>?, by actor: Actor,
    in environment: AppEnvironment
  ) async throws -> [Sheet] {
    guard let desk = SuggestionAccess.handOverList(of: actor) else { throw ActionError.refused(.notYours) }
    if let unit, let own = desk.units, !own.contains(unit) { throw ActionError.notFound }
    let wanted = unit.map { [$0] } ?? desk.units
    return try await environment.database.read(.long) { tx in
      let places = try SuggestionPlaces([desk.congress], in: tx)
      var sheets: [Sheet] = []
      if !ready {
        let found = try HandOverListStore.handedOver(
          of: desk.congress, session: session, units: wanted, limit: mostLines, in: tx)
        let dresser = try Dresser(found, desk, places, actor, in: tx)
        let units = Set(found.flatMap { $0.status.parts.filter(\.hasCome).map(\.unit) })
        sheets = units.filter { wanted?.contains($0) ?? true }
          .map { unit in (unit, places.units[unit] ?? "") }.sorted { ($0.1, $0.0) < ($1.1, $1.0) }
          .map { unit, name in
            Sheet(unit: Named(id: unit, name: name), lines: found.flatMap { dresser.lines($0, unit) })
          }
      }
      guard desk.reach == .received, unit == nil else { return sheets }
      let waiting = try HandOverListStore.ready(of: desk.congress, session: session, limit: mostLines, in: tx)
      let dresser = try Dresser(waiting, desk, places, actor, in: tx)
      if !waiting.isEmpty || ready { sheets.append(Sheet(unit: nil, lines: waiting.map(dresser.waiting))) }
      return sheets
    }
  }

  /// Puts words to suggestions.
  private struct Dresser {
    let places: SuggestionPlaces
    let people: [ID<Person>: String]
    let categories: [ID<MatterCategory>: String]
    let actor: Actor

    init(
      _ suggestions: [Suggestion], _ desk: HandOverListDesk, _ places: SuggestionPlaces, _ actor: Actor,
      in tx: any ReadTransaction
    ) throws {
      self.places = places
      self.actor = actor
      people = try PersonStore.names(Array(Set(suggestions.map(\.status.proposer.person))), in: tx)
      categories = Dictionary(
        try GroupStore.categories(of: desk.congress, in: tx).map { ($0.id, $0.name) },
        uniquingKeysWith: { first, _ in first })
    }

    private func proposer(_ suggestion: Suggestion) -> String? {
      let facts = SuggestionFacts(id: suggestion.id, status: suggestion.status)
      return SuggestionAccess.namesProposer(facts, actor) ? people[suggestion.status.proposer.person] : nil
    }

    private func isOpen(_ suggestion: Suggestion) -> Bool {
      SuggestionAccess.sees(SuggestionFacts(id: suggestion.id, status: suggestion.status), actor)
    }

    func lines(_ suggestion: Suggestion, _ unit: ID<HandlingUnit>) -> [Line] {
      let status = suggestion.status
      return status.parts.filter { $0.hasCome && $0.unit == unit }.map { part in
        Line(
          suggestion: suggestion.id, title: suggestion.title, number: status.number,
          // The sheet goes to the unit, whoever prints it.
          proposer: status.keepsProposer ? nil : people[status.proposer.person], role: part.role,
          others: status.parts.filter { $0.hasCome && $0.unit != unit }.compactMap { places.units[$0.unit] },
          handedOverOn: part.handedOverOn, signedForOn: part.signedForOn,
          due: part.role.answers ? part.replyDue : part.opinionDue?.date,
          category: status.category.flatMap { categories[$0] }, isKey: status.key != nil, isOpen: isOpen(suggestion))
      }
    }

    func waiting(_ suggestion: Suggestion) -> Line {
      let status = suggestion.status
      return Line(
        suggestion: suggestion.id, title: suggestion.title, number: status.number, proposer: proposer(suggestion),
        role: nil, others: status.proposedUnits.compactMap { places.units[$0] }, handedOverOn: nil, signedForOn: nil,
        due: status.handOverDue?.date, category: status.category.flatMap { categories[$0] }, isKey: status.key != nil,
        isOpen: isOpen(suggestion))
    }
  }
}
