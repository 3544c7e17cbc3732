import Actions
import DatabaseKit
import Domain
import Store
import TestSupport
import Testing

/// A matter through the units, by the actions, on both engines.
@Suite struct UnitWayTests {
  private static let words = "我叫陈大娘，渠口漏水三天了，电话13800001234，淹了半亩地。"

  private func transfer(
    _ tell: MatterTeller, lead: ID<HandlingUnit>? = nil, others: [ID<HandlingUnit>] = [],
    sharing: ContactSharing = .none, reason: String? = nil
  ) -> TransferMatter.Input {
    TransferMatter.Input(
      lead: lead ?? tell.places.unit, others: others, resultDue: tell.town.now.date.adding(days: 30),
      sharing: sharing, sharingReason: reason, words: "请到渠口看现场。")
  }

  private func handedOver(
    _ tell: MatterTeller, _ name: String = "unit", others: [ID<HandlingUnit>] = [], sharing: ContactSharing = .none
  ) async throws -> ID<Matter> {
    let matter = try await tell.submit(tell.input(text: Self.words), key: name).matter
    try await tell.accept(matter, grade: .transfer)
    try await tell.assign(matter)
    _ = try await TransferMatter.run(
      transfer(tell, others: others, sharing: sharing), on: matter, tell.request(tell.places.deputy.actor()),
      in: tell.environment)
    return matter
  }

  private func target(_ matter: ID<Matter>, _ part: Int = 1, seen: String? = nil) -> HandlingActs.Target {
    HandlingActs.Target(matter: matter, part: part, seen: seen)
  }

  private func part(_ tell: MatterTeller, _ matter: ID<Matter>, _ part: Int = 1, by actor: Actor) async throws
    -> HandlingPageData
  {
    try await ReadHandling.run(matter, part: part, by: actor, in: tell.environment)
  }

  @Test("转办、退回、改派、拟稿、退改、签发、答复，清单与历史一致", arguments: DatabaseEngine.allCases)
  func wholeWay(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = MatterTeller(town)
      let (places, environment) = (town.places, town.environment)
      let matter = try await handedOver(tell)
      let registrar = places.unitRegistrar.actor
      _ = try await HandlingActs.askReturn(
        reason: .notOurs, proposed: places.otherUnit, words: "不归我们管。", target(matter), tell.request(registrar),
        in: environment)
      _ = try await HandlingActs.settleReturn(
        HandlingActs.Settlement(agrees: true, next: places.otherUnit, resultDue: nil, words: "改请村建办办。"),
        target(matter), tell.request(places.liaison.actor), in: environment)
      // What went back is gone for the first unit.
      await #expect(throws: ActionError.notFound) { try await part(tell, matter, by: registrar) }
      let other = places.otherUnitRegistrar.actor
      let asked = try await part(tell, matter, 2, by: other)
      #expect(asked.handling.isLead && asked.asked == "改请村建办办。")
      #expect(asked.allowed == [.signFor, .askReturn])
      _ = try await HandlingActs.signFor(target(matter, 2), tell.request(other), in: environment)
      let draft = RecordResult.Input(outcome: .solved, words: "渠口补好了。")
      _ = try await HandlingActs.draftResult(draft, target(matter, 2), tell.request(other), in: environment)
      let head = places.otherUnitHead.actor
      _ = try await HandlingActs.sendBack(words: "写明用了几天。", target(matter, 2), tell.request(head), in: environment)
      _ = try await HandlingActs.draftResult(
        RecordResult.Input(outcome: .solved, words: "渠口用两天补好了。"), target(matter, 2), tell.request(other),
        in: environment)
      _ = try await HandlingActs.signResult(target(matter, 2), tell.request(head), in: environment)
      let record = try await tell.page(matter).record
      #expect(record.matter.status.state == .resultRecorded && record.matter.status.outcome == .solved)
      #expect(record.history.last?.words.text == "渠口用两天补好了。")
      _ = try await ReplyToMatter.run(
        .init(words: "村建办补好了渠口。", outcome: nil), on: matter, tell.request(places.deputy.actor()), in: environment)
      #expect(try await tell.status(matter).outcome == .solved)
      #expect(try await tell.findings() == [])
    }
  }

  @Test("单位看不到姓名电话；同意了才看得到，每次查看有记录", arguments: DatabaseEngine.allCases)
  func theUnitDoesNotLearnWhoItWas(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = MatterTeller(town)
      let registrar = town.places.unitRegistrar.actor
      let hidden = try await handedOver(tell, "hidden")
      let page = try await part(tell, hidden, by: registrar)
      let shown = (page.text ?? "") + page.title + page.place
      #expect(!shown.contains("陈大娘") && !shown.contains("1380000") && shown.contains("渠口漏水三天了"))
      #expect(!page.allowed.contains(.reveal))
      await #expect(throws: ActionError.refused(.notYours)) {
        try await RevealContact.run(
          reason: "上门查看", on: hidden, part: 1, tell.request(registrar), in: tell.environment)
      }
      // Without naming a part there is nothing to see, either.
      await #expect(throws: ActionError.notFound) {
        try await RevealContact.run(reason: "上门查看", on: hidden, tell.request(registrar), in: tell.environment)
      }
      await #expect(throws: ActionError.notFound) { try await tell.page(hidden, by: registrar) }

      let agreed = try await handedOver(tell, "agreed", sharing: .agreed)
      #expect(try await part(tell, agreed, by: registrar).text == Self.words)
      let contacts = try await RevealContact.run(
        reason: "上门查看", on: agreed, part: 1, tell.request(registrar), in: tell.environment)
      #expect(contacts.map(\.phone) == ["13800001234"])
      let revealed = try await tell.page(agreed).record.history.filter { $0.event.act == .reveal }
      #expect(revealed.map(\.actorName) == [town.places.unitRegistrar.name])
    }
  }

  @Test("只有经办人能因办理需要给联系方式")
  func onlyAClerkSharesWithoutTheSendersWord() async throws {
    try await TestTown.run(on: .sqlite) { (town) async throws in
      let tell = MatterTeller(town)
      let matter = try await tell.submit().matter
      try await tell.accept(matter, grade: .transfer)
      let input = transfer(tell, sharing: .needed, reason: "要上门施工")
      await #expect(throws: ActionError.refused(.notYours)) {
        try await TransferMatter.run(input, on: matter, tell.request(town.places.liaison.actor), in: tell.environment)
      }
      _ = try await TransferMatter.run(
        input, on: matter, tell.request(town.places.clerk.actor), in: tell.environment)
      let shared = try await part(tell, matter, by: town.places.unitRegistrar.actor)
      #expect(shared.handling.sharing == .needed && shared.allowed.contains(.reveal))
    }
  }

  @Test("别的大会的单位、停用的单位、不在单位里的承办人都不行")
  func foreignIDs() async throws {
    try await TestTown.run(on: .sqlite) { (town) async throws in
      let tell = MatterTeller(town)
      let matter = try await tell.submit().matter
      try await tell.accept(matter, grade: .transfer)
      let wrong = ActionError.invalid([FieldProblem("unit", .notFound)])
      await #expect(throws: wrong) {
        try await TransferMatter.run(
          transfer(tell, lead: ID(77)), on: matter, tell.request(town.places.liaison.actor), in: tell.environment)
      }
      _ = try await SaveStructure.saveUnit(
        town.places.otherUnit, of: town.places.congress, name: "三河镇村建办", telephone: "", endedOn: town.now.date,
        by: .system, in: tell.environment)
      await #expect(throws: wrong) {
        try await TransferMatter.run(
          transfer(tell, lead: town.places.otherUnit), on: matter, tell.request(town.places.liaison.actor),
          in: tell.environment)
      }
      _ = try await TransferMatter.run(
        transfer(tell), on: matter, tell.request(town.places.liaison.actor), in: tell.environment)
      _ = try await HandlingActs.signFor(
        target(matter), tell.request(town.places.unitRegistrar.actor), in: tell.environment)
      await #expect(throws: ActionError.invalid([FieldProblem("drafter", .notFound)])) {
        try await HandlingActs.appoint(
          town.places.liaison.person, target(matter), tell.request(town.places.unitRegistrar.actor),
          in: tell.environment)
      }
    }
  }

  @Test("清单只有自己单位的；承办人只见交给自己的；协调员只见有争议的", arguments: DatabaseEngine.allCases)
  func listsShowWhatIsTheirs(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = MatterTeller(town)
      let places = town.places
      let matter = try await handedOver(tell, others: [places.otherUnit])
      func lines(_ staff: TestStaff, _ tab: HandlingTab) async throws -> [Int] {
        let page = try await ReadHandling.list(tab, after: nil, by: staff.actor, in: tell.environment)
        let open = page.counts.filter { tab.states.contains($0.key) }.values.reduce(0, +)
        #expect(open == page.lines.count)
        return page.lines.map(\.part)
      }
      #expect(try await lines(places.unitRegistrar, .toSignFor) == [1])
      #expect(try await lines(places.otherUnitRegistrar, .toSignFor) == [2])
      #expect(try await lines(places.unitDrafter, .toSignFor) == [])
      #expect(try await lines(places.coordinator, .toSignFor) == [])
      #expect(try await lines(places.liaison, .toSignFor) == [])
      let registrar = tell.request(places.unitRegistrar.actor)
      _ = try await HandlingActs.signFor(target(matter), registrar, in: tell.environment)
      _ = try await HandlingActs.appoint(places.unitDrafter.person, target(matter), registrar, in: tell.environment)
      #expect(try await lines(places.unitDrafter, .handling) == [1])
      for _ in 0..<2 {
        _ = try await HandlingActs.askReturn(
          reason: .otherLeads, proposed: nil, words: "请水利站办。", target(matter, 2),
          tell.request(places.otherUnitRegistrar.actor), in: tell.environment)
        if try await tell.status(matter).handling(2)?.state == .disputed { break }
        _ = try await HandlingActs.settleReturn(
          HandlingActs.Settlement(agrees: false, next: nil, resultDue: nil, words: "请协助。"), target(matter, 2),
          tell.request(places.liaison.actor), in: tell.environment)
      }
      #expect(try await lines(places.coordinator, .returning) == [2])
      #expect(try await ReadHandling.waiting(for: places.coordinator.actor, in: tell.environment) == 1)
      _ = try await HandlingActs.settleReturn(
        HandlingActs.Settlement(agrees: false, next: nil, resultDue: nil, words: "由村建办协办。"), target(matter, 2),
        tell.request(places.coordinator.actor), in: tell.environment)
      #expect(try await lines(places.coordinator, .returning) == [])
      #expect(try await tell.findings() == [])
    }
  }

  @Test("提醒带单位的人到自己那一件，不带到诉求", arguments: DatabaseEngine.allCases)
  func noticesLeadToThePart(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = MatterTeller(town)
      let matter = try await handedOver(tell)
      try await TimedJobs.runAll(holder: "test", in: tell.environment)
      let found = try await ReadNotices.list(
        of: town.places.unitRegistrar.actor, before: nil, in: tell.environment
      ).notices
      #expect(found.map(\.kind) == [.transferred] && found.map(\.matter) == [matter] && found.map(\.part) == [1])
      #expect(found.allSatisfy { !($0.title ?? "").contains("1380000") })
      #expect(try await ReadNotices.unread(of: town.places.otherUnitRegistrar.person, in: tell.environment) == 0)
    }
  }

  // MARK: Two at once

  private func outcomes(_ bodies: [@Sendable () async throws -> MatterChanged]) async -> [ActionError?] {
    await withTaskGroup(of: ActionError?.self) { group in
      for body in bodies {
        group.addTask {
          do {
            _ = try await body()
            return nil
          } catch { return error as? ActionError ?? .busy }
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
  }

  @Test("单位申请退回的同时站里撤回转办，只成一件", arguments: DatabaseEngine.allCases)
  func returnAgainstRecall(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = MatterTeller(town)
      let (places, other) = (town.places, town.secondServer())
      for round in 0..<4 {
        let matter = try await handedOver(tell, "race \(round)")
        let seen = try #require(try await tell.status(matter).handling(1)).mark
        let target = target(matter, seen: seen)
        let results = await outcomes([
          { [environment = town.environment] in
            try await HandlingActs.askReturn(
              reason: .notOurs, proposed: nil, words: "不归我们管。", target,
              MatterRequest(actor: places.unitRegistrar.actor, seen: nil), in: environment)
          },
          {
            try await HandlingActs.recall(
              words: "转错了。", target, MatterRequest(actor: places.liaison.actor, seen: nil), in: other)
          },
        ])
        #expect(results.filter { $0 == nil }.count == 1)
        // Whoever was second is told that it changed, or does not see the part any more.
        #expect(results.compactMap { $0 }.allSatisfy { $0 == .changedMeanwhile || $0 == .notFound }, "\(results)")
      }
      #expect(try await tell.findings() == [])
    }
  }

  @Test("两人同时改派，只派出一家", arguments: DatabaseEngine.allCases)
  func reassignOnce(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = MatterTeller(town)
      let (places, other) = (town.places, town.secondServer())
      for round in 0..<4 {
        let matter = try await handedOver(tell, "again \(round)")
        _ = try await HandlingActs.askReturn(
          reason: .notOurs, proposed: nil, words: "不归我们管。", target(matter),
          tell.request(places.unitRegistrar.actor), in: tell.environment)
        let seen = try #require(try await tell.status(matter).handling(1)).mark
        let target = target(matter, seen: seen)
        let settlement = HandlingActs.Settlement(
          agrees: true, next: places.otherUnit, resultDue: nil, words: "改请村建办办。")
        let results = await outcomes([
          { [environment = town.environment] in
            try await HandlingActs.settleReturn(
              settlement, target, MatterRequest(actor: places.liaison.actor, seen: nil), in: environment)
          },
          {
            try await HandlingActs.settleReturn(
              settlement, target, MatterRequest(actor: places.clerk.actor, seen: nil), in: other)
          },
        ])
        #expect(results.filter { $0 == nil }.count == 1 && results.contains(.changedMeanwhile), "\(results)")
        #expect(try await tell.status(matter).openHandlings.map(\.unit) == [places.otherUnit])
      }
      #expect(try await tell.findings() == [])
    }
  }

  @Test("两个单位同时各办各的，互不妨碍", arguments: DatabaseEngine.allCases)
  func unitsDoNotHinderEachOther(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = MatterTeller(town)
      let (places, other) = (town.places, town.secondServer())
      let matter = try await handedOver(tell, others: [places.otherUnit])
      let status = try await tell.status(matter)
      let marks = try [1, 2].map { try #require(status.handling($0)).mark }
      let results = await outcomes([
        { [environment = town.environment, mark = marks[0]] in
          try await HandlingActs.signFor(
            HandlingActs.Target(matter: matter, part: 1, seen: mark),
            MatterRequest(actor: places.unitRegistrar.actor, seen: nil), in: environment)
        },
        { [mark = marks[1]] in
          try await HandlingActs.signFor(
            HandlingActs.Target(matter: matter, part: 2, seen: mark),
            MatterRequest(actor: places.otherUnitRegistrar.actor, seen: nil), in: other)
        },
      ])
      #expect(results == [nil, nil])
      #expect(try await tell.findings() == [])
    }
  }

  @Test("核对发现被改动的单位清单", arguments: DatabaseEngine.allCases)
  func verifyFindsATamperedList(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = MatterTeller(town)
      _ = try await handedOver(tell)
      #expect(try await tell.findings() == [])
      try await town.database.write { tx in try tx.execute("UPDATE matter_handlings SET due_on = '2030-01-01'") }
      #expect(try await tell.findings().contains { $0.contains("办理清单") })
    }
  }
}
