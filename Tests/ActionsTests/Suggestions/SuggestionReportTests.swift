import Actions
import DatabaseKit
import Domain
import Store
import TestSupport
import Testing

/// 办理情况报告: every number is a recount, and its list has that many rows.
@Suite struct SuggestionReportTests {
  /// The rows of a figure, counted from the statuses themselves.
  private static func rows(_ figure: SuggestionFigure, _ scope: SuggestionReportScope, _ all: [Suggestion])
    -> Set<SuggestionReportRow>
  {
    var result: Set<SuggestionReportRow> = []
    for suggestion in all {
      let status = suggestion.status
      guard status.congress == scope.congress, status.state.isBeforeCongress, let day = status.submittedOn,
        scope.term.map({ $0 == status.term }) ?? (scope.from...scope.through).contains(day),
        scope.reach == .received || status.handedOverOn != nil
      else { continue }
      if figure.kind.isOfParts {
        for part in status.parts where part.hasCome && holds(figure, part, status) {
          result.insert(.init(suggestion: suggestion.id, part: part.number))
        }
      } else if holds(figure, status, scope.today) {
        result.insert(.init(suggestion: suggestion.id, part: 0))
      }
    }
    return result
  }

  private static func holds(_ figure: SuggestionFigure, _ status: SuggestionStatus, _ today: CivilDate) -> Bool {
    let owed = status.answeringParts.filter { status.isOwed($0) }
    return switch figure.kind {
    case .received: true
    case .inSession: status.period == .inSession
    case .outOfSession: status.period == .outOfSession
    case .registered: status.number != nil
    case .handedOver: status.handedOverOn != nil
    case .answered:
      [.replied, .studying, .disputed, .closed].contains(status.state)
        && status.answeringParts.allSatisfy { $0.answeredOn != nil } && status.handedOverOn != nil
    case .notDue: !owed.isEmpty && owed.allSatisfy { $0.replyDue >= today }
    case .overdue: owed.contains { $0.replyDue < today }
    case .rehandled: status.wasRehandled
    case .key: status.key != nil
    case .promisesOpen: !status.openPromises.isEmpty
    case .promisesKept: status.standingPromises.contains { $0.keptOn != nil }
    case .satisfied: status.overall == .satisfied
    case .basic: status.overall == .basic
    case .dissatisfied: status.overall == .dissatisfied
    case .awaiting: status.parts.contains { $0.hasCome && $0.verdict == .awaiting }
    case .unreturned: status.overall == nil && status.parts.contains { $0.hasCome && $0.verdict == .unrated }
    case .category: status.category == figure.category
    case .state: status.state == figure.state
    default: false
    }
  }

  private static func holds(_ figure: SuggestionFigure, _ part: SuggestionPart, _ status: SuggestionStatus) -> Bool {
    if let unit = figure.unit, unit != part.unit { return false }
    let isAnswered = part.role.answers && part.answeredOn != nil
    return switch figure.kind {
    case .parts: true
    case .partAnswering: part.role.answers
    case .partHelping: !part.role.answers
    case .partAnswered: isAnswered
    case .partInTime: isAnswered && part.answeredInTime == true
    case .partRehandled: part.round > 1
    case .partSatisfied: status.overall(of: part) == .satisfied
    case .partBasic: status.overall(of: part) == .basic
    case .partDissatisfied: status.overall(of: part) == .dissatisfied
    case .partUnreturned: status.overall(of: part) == nil && part.verdict == .unrated
    case .partClass: isAnswered && part.resultClass == figure.resultClass
    default: false
    }
  }

  /// Every figure that a report can show.
  private static func figures(_ places: TestPlaces) -> [SuggestionFigure] {
    let units: [ID<HandlingUnit>?] = [nil, places.unit, places.otherUnit]
    return SuggestionFigure.Kind.allCases.flatMap { kind -> [SuggestionFigure] in
      switch kind {
      case .category: [places.category, nil].map { SuggestionFigure(kind, category: $0) }
      case .state: SuggestionState.allCases.map { SuggestionFigure(kind, state: $0) }
      case .partClass:
        units.flatMap { unit in ["A", "B", "C"].map { SuggestionFigure(kind, unit: unit, resultClass: $0) } }
      default: kind.isOfParts ? units.map { SuggestionFigure(kind, unit: $0) } : [SuggestionFigure(kind)]
      }
    }
  }

  @Test("每个数等于从全部建议重数的，它的清单正好那么多行，翻页不重不漏", arguments: DatabaseEngine.allCases)
  func everyFigureIsARecount(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { town in
      let fixture = try await town.database.read { tx in
        SuggestionReportFixture(
          places: town.places, year: town.now.date.year,
          term: try CongressStore.terms(of: town.places.congress, in: tx).first?.id)
      }
      let all = fixture.all
      #expect(fixture.term != nil)
      #expect(Set(all.map(\.status.state)) == Set(SuggestionState.allCases))
      try await town.database.write { tx in try fixture.insert(all, in: tx) }
      let span = (
        try #require(CivilDate(year: fixture.year, month: 1, day: 1)),
        try #require(CivilDate(year: fixture.year, month: 12, day: 31))
      )
      // Late for what was handed over in January, early for July.
      let today = span.0.adding(days: 250)
      for (reach, through, term) in [
        (SuggestionReach.received, span.1, nil), (.handedOver, span.1, nil), (.received, span.0, nil),
        (.received, span.0.adding(days: 199), nil), (.received, span.1, fixture.term),
        (.handedOver, span.0, fixture.term),
      ] {
        let scope = SuggestionReportScope(
          congress: town.places.congress, reach: reach, from: span.0, through: through, term: term, today: today)
        let report = try await town.database.read { tx in try SuggestionReportStore.report(scope, in: tx) }
        let figures = Self.figures(town.places)
        #expect(Set(report.counts.keys).isSubset(of: figures))
        for figure in figures {
          let expected = Self.rows(figure, scope, all)
          #expect(report[figure] == expected.count, "\(figure)")
          let (count, found) = try await town.database.read { tx in
            var found: [SuggestionReportRow] = []
            while true {
              let rows = try SuggestionReportStore.list(figure, scope, after: found.last, limit: 7, in: tx)
              found += rows
              if rows.count < 7 { break }
            }
            return (try SuggestionReportStore.count(figure, scope, in: tx), found)
          }
          #expect(count == expected.count && found.count == expected.count, "\(figure)")
          #expect(Set(found) == expected, "\(figure)")
        }
        if reach == .received, through == span.1, term == nil {
          // Nothing that the fixture tells is told for nothing.
          for kind in SuggestionFigure.Kind.allCases where kind != .category && kind != .state && kind != .partClass {
            #expect(report[kind] > 0, "\(kind)")
          }
        }
      }
    }
  }

  @Test("没有权的人没有报告；别的人大的数不在里面", arguments: DatabaseEngine.allCases)
  func belongsToItsCongress(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { town in
      let fixture = SuggestionReportFixture(places: town.places, year: town.now.date.year)
      try await town.database.write { tx in try fixture.insert(fixture.all, in: tx) }
      let from = try #require(CivilDate(year: fixture.year - 1, month: 1, day: 1))
      let through = from.adding(days: 900)
      for actor in [town.places.liaison.actor, town.places.deputy.actor(), town.places.unitHead.actor] {
        await #expect(throws: ActionError.self) {
          _ = try await ReadSuggestionReport.run(.days(from: from, through: through), by: actor, in: town.environment)
        }
      }
      let own = try await ReadSuggestionReport.run(
        .days(from: from, through: through), by: town.places.clerk.actor, in: town.environment)
      #expect(own.report[.received] > 40 && own.congressName.contains("三河镇"))
      let above = try await ReadSuggestionReport.run(
        .days(from: from, through: through),
        by: .person(
          Actor.SignedIn(
            person: town.places.clerk.person, name: "县经办", posts: [Post(role: .clerk, congress: town.places.county)],
            mandates: [], session: ID(1))), in: town.environment)
      #expect(above.report == SuggestionReport())
      let page = try await ReadSuggestionReport.list(
        SuggestionFigure(.parts, unit: town.places.unit), .days(from: from, through: through), after: nil,
        by: town.places.clerk.actor, in: town.environment)
      #expect(page.count == page.lines.count && page.lines.allSatisfy { $0.unit != nil && $0.isOpen })
    }
  }
}
