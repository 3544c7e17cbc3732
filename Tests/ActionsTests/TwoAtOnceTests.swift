import Actions
import DatabaseKit
import Domain
import TestSupport
import Testing

/// Where people meet, two try at the same moment, through two servers on one database.
@Suite struct TwoAtOnceTests {
  /// Runs both at once; gives how they ended.
  private func both<T: Sendable>(
    _ first: @escaping @Sendable () async throws -> T, _ second: @escaping @Sendable () async throws -> T
  ) async -> [Result<T, any Error>] {
    func result(_ body: @escaping @Sendable () async throws -> T) async -> Result<T, any Error> {
      do { return .success(try await body()) } catch { return .failure(error) }
    }
    async let one = result(first)
    async let two = result(second)
    return await [one, two]
  }

  private func errors<T>(_ results: [Result<T, any Error>]) -> [ActionError?] {
    results.compactMap { result in
      if case .failure(let error) = result { return error as? ActionError }
      return nil
    }
  }

  @Test("两人同时受理，只有一人成功", arguments: DatabaseEngine.allCases)
  func acceptOnce(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = MatterTeller(town)
      let other = town.secondServer()
      for round in 0..<5 {
        let matter = try await tell.submit(key: "round \(round)").matter
        let places = town.places
        let input = AcceptMatter.Input(grade: .inGroup, urgency: .normal, category: nil)
        let results = await both(
          { [environment = town.environment] in
            try await AcceptMatter.run(
              input, on: matter, MatterRequest(actor: places.liaison.actor, seen: 1), in: environment)
          },
          {
            try await AcceptMatter.run(
              input, on: matter, MatterRequest(actor: places.chief.actor, seen: 1), in: other)
          })
        #expect(errors(results) == [.changedMeanwhile])
        #expect(try await tell.page(matter).record.history.filter { $0.event.act == .accept }.count == 1)
      }
      #expect(try await tell.findings() == [])
    }
  }

  @Test("档案号连续不断不重", arguments: DatabaseEngine.allCases)
  func archiveNumbersHaveNoGaps(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = MatterTeller(town)
      var matters: [ID<Matter>] = []
      for index in 0..<12 { matters.append(try await tell.closed("matter \(index)")) }
      // One of them was dissatisfied: its archiving is refused and must give its number back.
      let refused = try await tell.answered("refused")
      try await tell.rate(refused, .dissatisfied)
      let servers = [town.environment, town.secondServer()]
      let chief = town.places.chief.actor
      try await withThrowingTaskGroup(of: Void.self) { group in
        for (index, matter) in matters.enumerated() {
          let server = servers[index % 2]
          group.addTask {
            _ = try await ArchiveMatter.run(nil, on: matter, MatterRequest(actor: chief, seen: nil), in: server)
          }
          group.addTask {
            await #expect(throws: ActionError.rule(.rehandleOwed)) {
              try await ArchiveMatter.run(nil, on: refused, MatterRequest(actor: chief, seen: nil), in: server)
            }
          }
        }
        try await group.waitForAll()
      }
      var numbers: [Int] = []
      for matter in matters { numbers.append(try #require(try await tell.status(matter).archive).number) }
      #expect(numbers.sorted() == Array(1...12))
      #expect(try await tell.findings() == [])
    }
  }

  @Test("最后一步同时做：群众评价与到期结案只成其一", arguments: DatabaseEngine.allCases)
  func lastActOnce(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = MatterTeller(town)
      let other = town.secondServer()
      let matter = try await tell.answered()
      tell.advance(days: 60)
      let today = town.now.date
      let liaison = town.places.liaison.actor
      let results = await both(
        { [environment = town.environment] in
          try await RateMatter.run(
            .init(attitude: .satisfied, result: .satisfied, reason: nil, isFlagged: false), on: matter,
            MatterRequest(actor: .sender(matter), seen: nil), in: environment)
        },
        {
          try await CloseUnrated.run(
            .init(asker: "赵联络", askedOn: today, how: .phone, words: "打不通"), on: matter,
            MatterRequest(actor: liaison, seen: nil), in: other)
        })
      // Rating after a closing without one is allowed; the other way round it is not. Never both gates by chance.
      let history = try await tell.page(matter).record.history.map(\.event.act)
      #expect(history.filter { $0 == .rate }.count == 1)
      #expect(errors(results).allSatisfy { $0 == .rule(.notInThisState) })
      #expect(try await tell.status(matter).state == .closed)
      #expect(try await tell.findings() == [])
    }
  }

  @Test("两人同时归档同一件，只归一次", arguments: DatabaseEngine.allCases)
  func archivedOnce(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = MatterTeller(town)
      let other = town.secondServer()
      let matter = try await tell.closed()
      let places = town.places
      let results = await both(
        { [environment = town.environment] in
          try await ArchiveMatter.run(
            nil, on: matter, MatterRequest(actor: places.liaison.actor, seen: nil), in: environment)
        },
        {
          try await ArchiveMatter.run(
            nil, on: matter, MatterRequest(actor: places.chief.actor, seen: nil), in: other)
        })
      #expect(errors(results) == [.rule(.notInThisState)])
      let next = try await tell.closed("next")
      try await tell.archive(next)
      #expect(try await tell.status(next).archive?.number == 2)
    }
  }

  @Test("同一张表单连点两次只登记一件，回执相同", arguments: DatabaseEngine.allCases)
  func doubleTap(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = MatterTeller(town)
      let other = town.secondServer()
      let input = tell.input()
      let key = tell.key("tap")
      let results = await both(
        { [environment = town.environment] in
          try await SubmitMatter.run(input, by: .visitor, key: key, in: environment)
        },
        { try await SubmitMatter.run(input, by: .visitor, key: key, in: other) })
      let receipts = try results.map { try $0.get() }
      #expect(receipts[0] == receipts[1])
      let count = try await town.database.read { tx in
        try tx.row("SELECT COUNT(*) FROM matters").map { try $0.first() as Int } ?? 0
      }
      #expect(count == 1)
      #expect(try await tell.findings() == [])
    }
  }

  @Test("同一次受理重发得到同一结果", arguments: DatabaseEngine.allCases)
  func actTwiceWithOneKey(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = MatterTeller(town)
      let matter = try await tell.submit().matter
      let request = tell.request(town.places.liaison.actor, seen: 1, key: tell.key("accept"))
      let input = AcceptMatter.Input(grade: .inGroup, urgency: .normal, category: nil)
      let first = try await AcceptMatter.run(input, on: matter, request, in: town.environment)
      let second = try await AcceptMatter.run(input, on: matter, request, in: town.environment)
      #expect(first == second)
      #expect(try await tell.page(matter).record.history.count == 2)
    }
  }
}
