import Actions
import DatabaseKit
import Domain
import TestSupport
import Testing

/// A deputy objects to one act that was entered in his name; settling it says nothing about another.
struct ObjectionTests {
  @Test(arguments: DatabaseEngine.allCases)
  func eachObjectionIsToOneAct(_ engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { town in
      let tell = MatterTeller(town)
      let places = town.places
      let environment = town.environment
      let matter = try await tell.submit().matter
      try await tell.assign(matter)
      let word = tell.request(places.liaison.actor, onBehalf: tell.onBehalf(of: places.deputy))
      let accepted = try await AcceptMatter.run(
        .init(grade: .inGroup, urgency: .normal, category: nil), on: matter, word, in: environment)
      let replied = try await ReplyToMatter.run(
        .init(words: "修好了。", outcome: .solved), on: matter, word, in: environment)
      let deputy = tell.request(places.deputy.actor())
      let chief = tell.request(places.chief.actor)
      for seq in [accepted.seq, replied.seq] {
        _ = try await ObjectToAct.run("不是我说的", to: seq, on: matter, deputy, in: environment)
      }
      // Not twice, and not to an act that was nobody's word.
      await #expect(throws: ActionError.self) {
        try await ObjectToAct.run("不是我说的", to: accepted.seq, on: matter, deputy, in: environment)
      }
      await #expect(throws: ActionError.rule(.nothingChanged)) {
        try await ObjectToAct.settle("查过了", of: 1, on: matter, chief, in: environment)
      }
      _ = try await ObjectToAct.settle("查过了", of: accepted.seq, on: matter, chief, in: environment)
      var status = try await tell.status(matter, by: places.chief.actor)
      #expect(status.objections == [replied.seq] && status.hasObjection)
      await #expect(throws: ActionError.rule(.nothingChanged)) {
        try await ObjectToAct.settle("查过了", of: accepted.seq, on: matter, chief, in: environment)
      }
      _ = try await ObjectToAct.settle("查过了", of: replied.seq, on: matter, chief, in: environment)
      status = try await tell.status(matter, by: places.chief.actor)
      #expect(!status.hasObjection)
      let findings = try await tell.findings()
      #expect(findings == [])
    }
  }
}
