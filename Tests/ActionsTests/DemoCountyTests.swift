import Actions
import DatabaseKit
import Domain
import Store
import TestSupport
import Testing

/// The county is told to the loader: its numbers are those of the sources, and each is the length of its list.
@Suite(.serialized) struct DemoCountyTests {
  private let today = CivilDate(daysSinceEpoch: 20_775)

  @Test("份额与来源一致：24786件，办结并评价22013件，满意和基本满意21967件")
  func sharesAreTheSources() {
    let shares = CountyShares(of: 24_786)
    #expect(shares.raised + shares.received == 24_786 && shares.raised > shares.received)
    #expect(shares.allConcluded == 22_013)
    #expect(shares.allContent == 21_967)
    let city = CountyShares(of: 247_860)
    #expect(city.allConcluded == 220_130 && city.allContent == 219_670)
  }

  @Test("演示县缩小了也分毫不差：数字、清单、各种状态、验证", arguments: DatabaseEngine.allCases)
  func smallCountyIsExact(engine: DatabaseEngine) async throws {
    let shape = CountyShape.small(matters: 700)
    try await TestTown.demo(.county, on: engine, today: today, seed: 1, shape: shape) { (environment) async throws in
      let report = try await Verify.run(in: environment, progress: { _ in })
      #expect(report.findings.map(\.what) == [])
      #expect(report.matters == 700)
      try await CountyChecks.numbers(shape, environment)
      try await CountyChecks.directory(shape, environment)
      let states = try await environment.database.read { tx in
        Set(try tx.rows("SELECT DISTINCT state FROM matters").map { try $0.first(as: String.self) })
      }
      #expect(Set(MatterState.allCases.map(\.rawValue)).subtracting(states) == [])
      let origin = SignInOrigin(address: "127.0.0.1", device: "电脑浏览器", isLoopback: true)
      for line in DemoScale.county.signIns {
        let session = try await SignIn.run(
          username: line.username, password: DemoTown.password, from: origin, demoOpen: false, in: environment)
        #expect(try await LoadActor.run(token: session.token, in: environment) != nil, "\(line.username)")
      }
    }
  }
}

/// 代表建议 of the demonstration county: as many as a whole one's, in a small place.
@Suite(.serialized) struct DemoCountySuggestionTests {
  private let today = CivilDate(daysSinceEpoch: 20_775)

  @Test("本届501件：今年147件都在办、没有一件办结，以前的都办结测评；柳林镇上一届329件全部答复、全部办结")
  func figures() async throws {
    var shape = CountyShape.small(matters: 300)
    shape.tellsAllSuggestions = true
    try await TestTown.demo(.county, on: .sqlite, today: today, seed: 1, shape: shape) { environment in
      try await county(environment)
      try await formerTerm(environment)
      #expect(try await Verify.run(in: environment, progress: { _ in }).findings.map(\.what) == [])
    }
  }

  private func actor(_ username: String, _ environment: AppEnvironment) async throws -> Actor {
    let origin = SignInOrigin(address: "127.0.0.1", device: "电脑浏览器", isLoopback: true)
    let session = try await SignIn.run(
      username: username, password: DemoTown.password, from: origin, demoOpen: false, in: environment)
    return .person(try #require(try await LoadActor.run(token: session.token, in: environment)))
  }

  private func closed(_ data: ReadSuggestionReport.Data) -> Int {
    data.report[SuggestionFigure(.state, state: .closed)]
  }

  private func county(_ environment: AppEnvironment) async throws {
    let clerk = try await actor("clerk", environment)
    func report(_ period: SuggestionReportPeriod) async throws -> ReadSuggestionReport.Data {
      try await ReadSuggestionReport.run(period, by: clerk, in: environment)
    }
    let first = try #require(CivilDate(year: today.year, month: 1, day: 1))
    let year = try await report(.days(from: first, through: today))
    let term = try await report(.term(try #require(year.terms.first).id))
    #expect(term.report[.received] == 501 && closed(term) == 354)
    #expect(year.report[.received] == 147 && closed(year) == 0)
    // Most were handed over long ago, answered, and rated by some; no day for an answer is over.
    #expect(year.report[.inSession] > 20 && year.report[.handedOver] >= 143)
    let share = year.report.answeredShare
    #expect(share.satisfied > 90 && share.satisfied < share.rated && year.report[.overdue] == 0)
    #expect(year.report[.notDue] > 20 && year.report[.awaiting] > 60)
    let ratings = year.report.share(of: nil, countsBasic: true, excludesUnreturned: true)
    #expect(ratings.rated > 70 && (ratings.perMille ?? 0) > 900 && year.report[.dissatisfied] > 0)
    // Every one has a category but the motion that became a suggestion, which is not reviewed yet.
    #expect(term.report[SuggestionFigure(.category)] == 1)
    #expect(Set(term.report.counts.keys.compactMap(\.category)).count > 12)
  }

  private func formerTerm(_ environment: AppEnvironment) async throws {
    let clerk = try await actor("townclerk", environment)
    let year = try await ReadSuggestionReport.run(
      .days(from: today.adding(days: -300), through: today), by: clerk, in: environment)
    #expect(year.terms.count == 2 && year.congressName.contains("柳林镇"))
    let former = try #require(year.terms.last)
    #expect(former.endedOn == year.terms.first?.beganOn)
    let data = try await ReadSuggestionReport.run(.term(former.id), by: clerk, in: environment)
    #expect(data.report[.received] == 329 && closed(data) == 329)
    #expect(data.report.answeredShare.perMille == 1000 && data.report[.answered] == 329)
    let ratings = data.report.share(of: nil, countsBasic: true, excludesUnreturned: true)
    #expect(ratings == SuggestionShare(satisfied: 329, rated: 329) && data.report[.promisesOpen] == 0)
    let page = try await ReadSuggestionReport.list(
      SuggestionFigure(.state, state: .closed), .term(former.id), after: nil, by: clerk, in: environment)
    #expect(page.count == 329 && page.lines.allSatisfy { $0.isOpen })
    // Another congress's term is none of his.
    let here = try await ReadDirectory.congresses(in: environment).first { $0.level == .county && $0.isRunHere }
    let others = try await environment.database.read { tx in
      try CongressStore.terms(of: try #require(here).id, in: tx).map(\.id)
    }
    let other = try #require(others.first)
    await #expect(throws: ActionError.notFound) {
      _ = try await ReadSuggestionReport.run(.term(other), by: clerk, in: environment)
    }
  }
}

/// What must be so of a county of any size.
enum CountyChecks {
  /// Every number of the term is what the shares say, and its list has as many rows.
  static func numbers(_ shape: CountyShape, _ environment: AppEnvironment) async throws {
    let found = try await ReadDirectory.congresses(in: environment).first(where: \.isRunHere)
    let congress = try #require(found).id
    let numbers = try #require(try await ReadTermNumbers.run(of: congress, in: environment))
    let shares = shape.shares
    let expected: [TermFigure: [MatterStream: Int]] = [
      .brought: [.residents: shares.received, .deputies: shares.raised, .both: shape.matters],
      .inCampaign: [.deputies: shares.raised],
      .concluded: [
        .residents: shares.concluded, .deputies: shares.raisedConcluded, .both: shares.allConcluded,
      ],
      .content: [.residents: shares.content, .deputies: shares.raisedContent, .both: shares.allContent],
    ]
    for (figure, streams) in expected {
      for (stream, count) in streams {
        #expect(numbers[figure, stream] == count, "\(figure) \(stream)")
        #expect(try await length(figure, stream, congress, environment) == count, "\(figure) \(stream)")
      }
    }
  }

  private static func length(
    _ figure: TermFigure, _ stream: MatterStream, _ congress: ID<Congress>, _ environment: AppEnvironment
  ) async throws -> Int {
    var ids: Set<ID<Matter>> = []
    var cursor: ListCursor?
    repeat {
      let page = try #require(
        try await ReadTermNumbers.list(figure, stream, of: congress, after: cursor, in: environment))
      ids.formUnion(page.rows.map(\.id))
      cursor = page.next
    } while cursor != nil
    return ids.count
  }

  static func directory(_ shape: CountyShape, _ environment: AppEnvironment) async throws {
    let (venues, mandates, placed) = try await environment.database.read { tx in
      (
        venues: try tx.rows("SELECT kind, COUNT(*) AS n FROM venues GROUP BY kind").map {
          (try $0("kind", as: String.self), try $0("n", as: Int.self))
        },
        mandates: try tx.rows(
          "SELECT level, COUNT(*) AS n FROM mandates WHERE state <> 'ended' GROUP BY level ORDER BY n"
        ).map {
          try $0("n", as: Int.self)
        },
        placed: try tx.rows("SELECT DISTINCT mandate_id FROM venue_deputies WHERE to_on IS NULL").count
      )
    }
    let all = shape.counties
    #expect(
      Dictionary(uniqueKeysWithValues: venues) == [
        "home": all * shape.townships, "station": all * shape.stations, "point": all * shape.points,
        "studio": all * shape.studios,
      ])
    #expect(
      mandates == [shape.province, shape.prefecture, shape.county, shape.township].map { $0 * all })
    #expect(placed == mandates.reduce(0, +))
  }
}
