import Actions
import DatabaseKit
import Domain
import SecretsKit
import Store
import TestSupport
import Testing

/// 个人信息请求: asked, decided and carried out, on both engines.
@Suite struct InformationActionTests {
  @Test("同意删除：姓名电话原话照片都没有了，经过和验证还在，本人看得到", arguments: DatabaseEngine.allCases)
  func deletionGranted(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { town in
      let tell = MatterTeller(town)
      let matter = try await tell.archived(photos: try await tell.photos(1))
      let id = try await tell.ask(.deletion, on: matter, words: "不想再留着陈大娘的名字")
      try await TimedJobs.runAll(holder: "test", in: town.environment)
      let notices = try await ReadNotices.list(of: town.places.clerk.actor, before: nil, in: town.environment).notices
      #expect(notices.contains { $0.kind == .informationAsked && $0.matter == matter })
      try await tell.decide(id, .granted)
      #expect(try await tell.findings() == [])
      #expect(try await town.files.all() == [])
      let words = try await tell.writtenWords(matter)
      #expect(!words.contains("路灯") && !words.contains("陈大娘") && words.contains("已打电话核实"))
      let page = try await tell.page(matter, by: town.places.clerk.actor)
      #expect(
        page.record.matter.title == ErasedPart.titleErased
          && page.record.matter.status.erased == MatterTeller.everything)
      #expect(page.record.contacts == [ContactMask(name: "已删除", phone: "")])
      let own = try await ReadInformation.own(of: matter, in: town.environment)
      #expect(own.requests.first?.request.state == .granted && own.requests.first?.answer == "已打电话核实。")
      #expect(own.question == .nothing)
      // Decided twice, and once more for what is gone.
      await #expect(throws: InformationRefusal.settled) { try await tell.decide(id, .granted, seen: 2) }
      await #expect(throws: InformationRefusal.nothingLeft) {
        try await tell.ask(.deletion, on: matter, key: "again")
      }
      let lines = try await ReadAudit.run(
        AuditFilter(kind: .privacy), after: nil, by: town.places.auditor.actor, in: town.environment)
      #expect(lines.lines.count == 1)
    }
  }

  @Test("还在办的只能删联系方式；不同意要有法律依据", arguments: DatabaseEngine.allCases)
  func deletionInPart(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { town in
      let tell = MatterTeller(town)
      let matter = try await tell.answered()
      let id = try await tell.ask(.deletion, on: matter)
      await #expect(throws: InformationRefusal.inHandling) { try await tell.decide(id, .granted) }
      await #expect(throws: InformationRefusal.groundMissing) { try await tell.decide(id, .refused) }
      await #expect(throws: ActionError.changedMeanwhile) {
        try await tell.decide(id, .partly, .inHandling, seen: 7)
      }
      try await tell.decide(id, .partly, .inHandling)
      let status = try await tell.status(matter)
      #expect(status.erased == [.contact] && !status.isErased)
      #expect(try await tell.opened(matter) == ["", ""])
      #expect(try await tell.writtenWords(matter).contains("路灯"))
      #expect(try await tell.findings() == [])
      // The rest goes on: it is rated, archived, and then deleted whole.
      try await tell.rate(matter, .satisfied)
      try await tell.archive(matter)
      let again = try await tell.ask(.deletion, on: matter, key: "again")
      try await tell.decide(again, .granted)
      #expect(try await tell.status(matter, by: town.places.clerk.actor).erased == MatterTeller.everything)
      #expect(try await tell.findings() == [])
    }
  }

  @Test("更正：重新加密，电话索引跟着变，经过里是遮盖的样子，原话不动", arguments: DatabaseEngine.allCases)
  func correction(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { town in
      let tell = MatterTeller(town)
      let matter = try await tell.answered()
      let before = try await tell.contact(matter)
      let id = try await tell.ask(
        .correction, on: matter, words: "坏的是村西的路灯。", correction: .init(name: "程大娘", phone: "13900005678"),
        correctsWords: true)
      let looked = try await DecideInformation.look(id, by: town.places.clerk.actor, in: town.environment)
      #expect(looked == InformationCorrection(name: "程大娘", phone: "13900005678"))
      try await tell.decide(id, .partly, .wordsStay, fields: [.phone, .words])
      #expect(try await tell.opened(matter) == ["陈大娘", "13900005678"])
      let after = try await tell.contact(matter)
      #expect(after.phoneIndex == town.environment.cipher.index("13900005678") && after.phone != before.phone)
      let entry = try #require(
        try await tell.page(matter, by: .sender(matter)).record.history.last { $0.event.act == .correct })
      let text = try #require(entry.words.text)
      #expect(text.contains("138****1234 → 139****5678") && text.contains("更正说明：坏的是村西的路灯。"))
      #expect(!text.contains("程大娘") && !text.contains("13900005678"))
      #expect(try await tell.page(matter).record.ownWords == "村口的路灯坏了三天，晚上看不见。")
      let sealed = try await town.database.read { tx in try InformationStore.sealed(id, in: tx) }
      #expect(sealed == nil, "what was asked for is not kept")
      let lines = try await ReadAudit.run(
        AuditFilter(kind: .reveal), after: nil, by: town.places.auditor.actor, in: town.environment)
      #expect(lines.lines.count == 1)
      #expect(try await tell.findings() == [])
    }
  }

  @Test("封存的只有上一级经办人看得见、能决定；站长只知道有", arguments: DatabaseEngine.allCases)
  func rights(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { town in
      let tell = MatterTeller(town)
      let places = town.places
      let open = try await tell.submit().matter
      let sealed = try await tell.submit(tell.input(isAccusation: true), key: "sealed").matter
      let first = try await tell.ask(.deletion, on: open)
      let second = try await tell.ask(.deletion, on: sealed, key: "second")
      func seen(_ actor: Actor) async throws -> [ID<InformationRequest>] {
        try await ReadInformation.queue(by: actor, in: town.environment).open.map(\.request.id)
      }
      #expect(try await seen(places.clerk.actor) == [first])
      #expect(try await seen(places.upperClerk.actor) == [second])
      for actor in [places.chief.actor, places.liaison.actor, places.chair.actor, places.deputy.actor()] {
        #expect(try await seen(actor).isEmpty)
        await #expect(throws: ActionError.notFound) {
          _ = try await ReadInformation.page(first, by: actor, in: town.environment)
        }
        await #expect(throws: ActionError.notFound) { try await tell.decide(first, .refused, .inHandling, by: actor) }
        await #expect(throws: ActionError.notFound) {
          _ = try await DecideInformation.look(first, by: actor, in: town.environment)
        }
      }
      await #expect(throws: ActionError.notFound) { try await tell.decide(second, .refused, .inHandling) }
      let known = try await ReadInformation.open(on: open, by: places.chief.actor, in: town.environment)
      #expect(known.requests.count == 1 && !known.mayDecide)
      #expect(try await ReadInformation.open(on: open, by: places.liaison.actor, in: town.environment).requests.isEmpty)
      // Only through the receipt of the matter itself.
      await #expect(throws: ActionError.notFound) {
        _ = try await AskInformation.run(
          .init(kind: .deletion), on: open, by: .sender(sealed), key: tell.key("x"), in: town.environment)
      }
      try await tell.decide(second, .refused, .inHandling, by: places.upperClerk.actor)
      #expect(try await tell.findings() == [])
    }
  }

  @Test("同一类只有一件在等；两人同时提、同时决定，只成一件", arguments: DatabaseEngine.allCases)
  func once(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { town in
      let tell = MatterTeller(town)
      let matter = try await tell.archived()
      let asked = await withTaskGroup(of: Bool.self) { group in
        for number in 0..<4 {
          group.addTask { (try? await tell.ask(.deletion, on: matter, key: "ask \(number)")) != nil }
        }
        return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
      }
      #expect(asked == 1)
      let queue = try await ReadInformation.queue(by: town.places.clerk.actor, in: town.environment).open
      let id = try #require(queue.first).request.id
      let decided = await withTaskGroup(of: Bool.self) { group in
        for outcome in [InformationDecision.Outcome.granted, .refused, .granted, .refused] {
          group.addTask {
            (try? await tell.decide(id, outcome, outcome == .refused ? .archive : nil)) != nil
          }
        }
        return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
      }
      #expect(decided == 1 && queue.count == 1)
      let state = try await ReadInformation.own(of: matter, in: town.environment).requests[0].request.state
      let erased = try await tell.status(matter, by: town.places.clerk.actor).isErased
      #expect((state == .granted) == erased)
      #expect(try await tell.findings() == [])
    }
  }

  @Test("撤回后可以再提；超过期限的排在前面、标出来")
  func withdrawnAndLate() async throws {
    try await TestTown.run(on: .sqlite) { town in
      let tell = MatterTeller(town)
      let matter = try await tell.archived()
      let id = try await tell.ask(.deletion, on: matter)
      try await AskInformation.withdraw(id, on: matter, by: .sender(matter), in: town.environment)
      await #expect(throws: InformationRefusal.settled) { try await tell.decide(id, .granted) }
      try await tell.ask(.deletion, on: matter, key: "again")
      #expect(try await ReadInformation.counts(by: town.places.clerk.actor, in: town.environment) == (1, 0))
      tell.advance(days: 22)
      #expect(try await ReadInformation.counts(by: town.places.clerk.actor, in: town.environment) == (1, 1))
      #expect(try await ReadMenu.counts(by: town.places.clerk.actor, in: town.environment).information == 1)
      #expect(try await ReadMenu.counts(by: town.places.chief.actor, in: town.environment).information == 0)
    }
  }

  @Test("查询码和电话都对才算本人；错八次锁住，证明半小时有效、只对这一件")
  func proof() async throws {
    try await TestTown.run(on: .sqlite) { town in
      let tell = MatterTeller(town)
      let receipt = try await tell.submit()
      let other = try await tell.submit(key: "other")
      func prove(_ code: String, _ phone: String) async throws -> [UInt8] {
        try await ProveIdentity.run(
          code: code, answer: phone, number: receipt.number, of: receipt.matter, in: town.environment)
      }
      let proof = try await prove(receipt.lookupCode, MatterTeller.phone)
      func holds(_ proof: [UInt8], _ matter: ID<Matter>) -> Bool {
        ProveIdentity.holds(proof, for: matter, at: town.now, in: town.environment)
      }
      #expect(holds(proof, receipt.matter) && !holds(proof, other.matter) && !holds([], receipt.matter))
      #expect(!holds(Array(proof.dropLast()) + [proof[23] ^ 1], receipt.matter))
      town.clock.move(to: town.now.adding(seconds: 1801))
      #expect(!holds(proof, receipt.matter))
      for _ in 0..<4 {
        await #expect(throws: ActionError.wrongSecret) { _ = try await prove(receipt.lookupCode, "13800001235") }
        await #expect(throws: ActionError.wrongSecret) { _ = try await prove("000000", MatterTeller.phone) }
      }
      await #expect(throws: ActionError.locked) { _ = try await prove(receipt.lookupCode, MatterTeller.phone) }
      // The look-up has counts of its own: nobody is locked out there.
      _ = try await LookupMatter.run(
        number: receipt.number, code: receipt.lookupCode, address: "203.0.113.5", in: town.environment)
      town.clock.move(to: town.now.adding(seconds: 3601))
      _ = try await prove(receipt.lookupCode, MatterTeller.phone)
    }
  }
}
