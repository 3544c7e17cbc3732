import Actions
import DatabaseKit
import Domain
import Store
import TestSupport
import Testing

/// Where people meet over a suggestion, two try at the same moment, through two servers on one database.
@Suite struct SuggestionsAtOnceTests {
  private func result<T: Sendable>(_ body: @escaping @Sendable () async throws -> T) async -> Result<T, any Error> {
    do { return .success(try await body()) } catch { return .failure(error) }
  }

  private func error<T>(_ result: Result<T, any Error>) -> ActionError? {
    if case .failure(let error) = result { return error as? ActionError }
    return nil
  }

  @Test("两人同时编号：连续不断不重，重复立案的把号还回来", arguments: DatabaseEngine.allCases)
  func numbers(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = SuggestionTeller(town)
      let session = try await tell.openSession()
      var ids: [ID<Suggestion>] = []
      for index in 0..<8 { ids.append(try await tell.submitted("建议\(index)")) }
      let refused = try await tell.submitted("退回修改")
      try await tell.act(.sendBack, on: refused, words: "请补充具体地点。", by: tell.clerk)
      let servers = [(town.environment, tell.clerk), (town.secondServer(), town.places.chair.actor)]
      for four in [ids.prefix(4), ids.suffix(4)] {
        try await withThrowingTaskGroup(of: Void.self) { group in
          for (index, id) in four.enumerated() {
            let (server, actor) = servers[index % 2]
            group.addTask { try await tell.register(id, by: actor, in: server) }
            group.addTask {
              await #expect(throws: ActionError.suggestion(.notInThisState)) {
                try await tell.register(refused, by: actor, in: server)
              }
            }
          }
          try await group.waitForAll()
        }
      }
      var numbers: [Int] = []
      for id in ids {
        let number = try #require(try await tell.status(id).number)
        #expect(number.session == session && number.period == .inSession)
        numbers.append(number.value)
      }
      #expect(numbers.sorted() == Array(1...8))
      #expect(try await tell.findings() == [])
    }
  }

  @Test("八件同时交办给一个单位：都成，谁也不用重来", arguments: DatabaseEngine.allCases)
  func handOvers(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = SuggestionTeller(town)
      var ids: [ID<Suggestion>] = []
      for index in 0..<8 { ids.append(try await tell.submitted("建议\(index)")) }
      for id in ids { try await tell.register(id) }
      let before = town.database.retryCount
      try await withThrowingTaskGroup(of: Void.self) { group in
        for id in ids { group.addTask { try await tell.handOver(id) } }
        try await group.waitForAll()
      }
      #expect(town.database.retryCount == before)
      for id in ids { #expect(try await tell.status(id).parts.map(\.unit) == [town.places.unit]) }
      #expect(try await tell.findings() == [])
    }
  }

  @Test("最后一位联名与提交同时：要么在名单里，要么被告知，不会悄悄丢掉", arguments: DatabaseEngine.allCases)
  func lastSigner(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = SuggestionTeller(town)
      let other = town.secondServer()
      let signer = town.places.secondDeputy
      for round in 0..<6 {
        let id = try await tell.draft(tell.input("建议\(round)"))
        let seen = try await InviteCoSigners.run([signer.person], on: id, tell.request(tell.lead), in: town.environment)
        async let signing = result {
          try await ActOnSuggestion.run(.sign(signer.person), on: id, tell.request(signer.actor()), in: other)
        }
        async let submitting = result {
          try await SubmitSuggestion.run(id, tell.request(tell.lead, seen: seen.revision), in: town.environment)
        }
        let (signed, submitted) = await (signing, submitting)
        var status = try await tell.status(id)
        if let told = error(signed) {
          #expect(told == .suggestion(.notInThisState) && error(submitted) == nil)
          #expect(status.signed.isEmpty && status.state == .submitted)
        } else {
          #expect(error(submitted) == .changedMeanwhile && status.state == .drafting)
          _ = try await SubmitSuggestion.run(id, tell.request(tell.lead), in: town.environment)
          status = try await tell.status(id)
          #expect(status.signed.map(\.person) == [signer.person] && status.state == .submitted)
        }
      }
      // The two orders by themselves, whatever chance made of them above.
      let late = try await tell.draft()
      let seen = try await InviteCoSigners.run([signer.person], on: late, tell.request(tell.lead), in: other)
      _ = try await SubmitSuggestion.run(late, tell.request(tell.lead, seen: seen.revision), in: town.environment)
      await #expect(throws: ActionError.suggestion(.notInThisState)) {
        try await ActOnSuggestion.run(.sign(signer.person), on: late, tell.request(signer.actor()), in: other)
      }
      #expect(try await tell.findings() == [])
    }
  }

  @Test("申请退回：期限最后一天23:59:59还可以，过一秒就不行", arguments: DatabaseEngine.allCases)
  func lastMinute(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = SuggestionTeller(town)
      let (one, two) = (try await tell.handedOver(), try await tell.handedOver())
      // Ten working days after Wednesday 2026-11-18: 19, 20, 23 to 27, 30, 1 and 2 December.
      let last = try #require(CivilDate(text: "2026-12-02"))
      #expect(try await tell.status(one).part(1)?.returnDue.date == last)
      func ask(_ id: ID<Suggestion>) async throws {
        try await tell.act(
          .askReturn(part: 1, proposed: town.places.otherUnit), on: id, part: 1, words: "不属于本站职责。",
          by: town.places.unitRegistrar.actor)
      }
      town.clock.move(to: last.adding(days: 1).start.adding(seconds: -1))
      try await ask(one)
      town.clock.move(to: last.adding(days: 1).start)
      await #expect(throws: ActionError.suggestion(.returnTooLate)) { try await ask(two) }
      #expect(try await tell.status(one).part(1)?.state == .returnAsked)
      #expect(try await tell.status(two).part(1)?.state == .handedOver)
    }
  }

  @Test("跨月末延期：11月30日交办，答复到2月28日，最长到5月30日；两人同时申请只成其一", arguments: DatabaseEngine.allCases)
  func extensionOverTheEndOfAMonth(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = SuggestionTeller(town)
      try tell.move(to: "2026-11-30")
      let id = try await tell.handedOver()
      let unit = town.places.unitRegistrar.actor
      try await tell.act(.signFor(part: 1), on: id, part: 1, by: unit)
      let (first, last) = ("2027-02-28", "2027-05-30")
      #expect(try await tell.status(id).part(1)?.replyDue.description == first)
      let until = try #require(CivilDate(text: last))
      try tell.move(to: first, hour: 23)
      await #expect(throws: ActionError.suggestion(.beyondSixMonths)) {
        try await tell.act(.askExtension(part: 1, until: until.adding(days: 1)), on: id, part: 1, by: unit)
      }
      let other = town.secondServer()
      async let one = result { try await tell.act(.askExtension(part: 1, until: until), on: id, part: 1, by: unit) }
      async let two = result {
        try await tell.act(.askExtension(part: 1, until: until), on: id, part: 1, by: unit, in: other)
      }
      #expect(await [error(one), error(two)].compactMap { $0 } == [.suggestion(.alreadyExtended)])
      await #expect(throws: ActionError.refused(.notYours)) {
        try await tell.act(.settleExtension(part: 1, agrees: true), on: id, part: 1, by: town.places.coordinator.actor)
      }
      try await tell.act(.settleExtension(part: 1, agrees: true), on: id, part: 1, by: tell.clerk)
      #expect(try await tell.status(id).part(1)?.replyDue == until)
      #expect(try await tell.findings() == [])
    }
  }

  @Test("两件互相并入：只成其一，不互相等死，两位代表都在", arguments: DatabaseEngine.allCases)
  func mergingIntoEachOther(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = SuggestionTeller(town)
      let other = town.secondServer()
      let chair = town.places.chair.actor
      for round in 0..<4 {
        let (a, b) = (try await tell.submitted("甲\(round)"), try await tell.submitted("乙\(round)"))
        async let one = result {
          try await MergeSuggestion.run(a, into: b, tell.request(tell.clerk), in: town.environment)
        }
        async let two = result { try await MergeSuggestion.run(b, into: a, tell.request(chair), in: other) }
        let errors = await [error(one), error(two)].compactMap { $0 }
        #expect(errors == [.suggestion(.notMergeable)] || errors == [.suggestion(.notInThisState)], "\(errors)")
        let states = [try await tell.status(a), try await tell.status(b)]
        #expect(states.map(\.state).sorted { $0.rawValue < $1.rawValue } == [.merged, .submitted])
        #expect(states.map(\.merged.count).sorted() == [0, 1])
      }
      #expect(try await tell.findings() == [])
    }
  }

  @Test("连点两次只起草一件；提交连点两次结果相同", arguments: DatabaseEngine.allCases)
  func doubleTap(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = SuggestionTeller(town)
      let other = SuggestionTeller(town).town.secondServer()
      let (input, key, lead) = (tell.input(), tell.key("tap"), tell.lead)
      let deputy = town.places.deputy.person
      let congress = town.places.congress
      async let one = result {
        try await DraftSuggestion.run(
          input, for: deputy, of: congress, tell.request(lead, key: key), in: town.environment)
      }
      async let two = result {
        try await DraftSuggestion.run(input, for: deputy, of: congress, tell.request(lead, key: key), in: other)
      }
      let drafts = try await [one.get(), two.get()]
      #expect(drafts[0] == drafts[1])
      #expect(try await town.database.read { tx in try SuggestionStore.count(in: tx) } == 1)
      let request = tell.request(lead, seen: 1, key: tell.key("submit"))
      let first = try await SubmitSuggestion.run(drafts[0].id, request, in: town.environment)
      #expect(try await SubmitSuggestion.run(drafts[0].id, request, in: other) == first)
      #expect(try await tell.history(drafts[0].id).map(\.act) == ["draft", "submit"])
    }
  }
}
