import Actions
import DatabaseKit
import Domain
import TestSupport
import Testing

/// What is sealed is led to its end by the desk of the congress above.
struct DeskArchiveTests {
  @Test(arguments: DatabaseEngine.allCases)
  func theDeskHandlesAgainAndArchives(_ engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { town in
      let tell = MatterTeller(town)
      let desk = town.places.upperClerk.actor
      var numbers: [Int] = []
      for name in ["first", "second"] {
        let matter = try await tell.submit(tell.input(isAccusation: true), key: name).matter
        _ = try await AcceptMatter.run(
          .init(grade: .inGroup, urgency: .normal, category: nil), on: matter, tell.request(desk), in: town.environment)
        try await tell.reply(matter, by: desk, outcome: nil)
        try await tell.rate(matter, .dissatisfied)
        await #expect(throws: ActionError.rule(.rehandleOwed)) { try await tell.archive(matter, by: desk) }
        for staff in town.places.staff where staff.username != "upperclerk" {
          await #expect(throws: ActionError.notFound) {
            try await RehandleMatter.run(
              .init(to: nil, words: "再办"), on: matter, tell.request(staff.actor), in: town.environment)
          }
        }
        await #expect(throws: ActionError.rule(.sealed)) {
          try await RehandleMatter.run(
            .init(to: .deputy(town.places.deputy.person), words: "再办"), on: matter, tell.request(desk),
            in: town.environment)
        }
        _ = try await RehandleMatter.run(
          .init(to: nil, words: "再核实一遍"), on: matter, tell.request(desk), in: town.environment)
        try await tell.reply(matter, by: desk, outcome: nil)
        try await tell.rate(matter, .satisfied)
        try await tell.archive(matter, by: desk)
        let mark = try #require(try await tell.status(matter, by: desk).archive)
        #expect(mark.desk == town.places.county && mark.venue == nil && mark.year == 2026)
        numbers.append(mark.number)
      }
      #expect(numbers == [1, 2])
      // The station's own numbers are not touched.
      let open = try await tell.closed("open")
      try await tell.archive(open)
      let mark = try await tell.status(open).archive
      #expect(mark == ArchiveMark(venue: town.places.station, year: 2026, number: 1))
      let findings = try await tell.findings()
      #expect(findings == [])
    }
  }
}
