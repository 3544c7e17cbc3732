import Actions
import DatabaseKit
import Domain
import SecretsKit
import Store
import TestSupport
import Testing

/// 保存期限 and 保全, over years, on both engines.
@Suite struct RetentionTests {
  private static func erased(_ matter: ID<Matter>, _ town: TestTown) async throws -> Set<ErasedPart> {
    try await town.database.read { tx in try MatterStore.matter(matter, in: tx)?.status.erased ?? [] }
  }

  private static func counts(_ town: TestTown) async throws -> [RetentionClass: Int] {
    let page = try await ManageRetention.page(
      of: town.places.congress, by: town.places.clerk.actor, in: town.environment)
    return Dictionary(page.counts.map { ($0.kind, $0.count) }, uniquingKeysWith: { $1 })
  }

  @Test("没有人确认过，什么也不删；确认后按类到期，统计和验证不变", arguments: DatabaseEngine.allCases)
  func byClass(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { town in
      let tell = MatterTeller(town)
      let matter = try await tell.archived(photos: try await tell.photos(1))
      let open = try await tell.answered("open")
      try await TimedJobs.runAll(holder: "test", in: town.environment)
      let year = town.now.date.year
      let numbers = try await ReadNumbers.run(of: .congress(town.places.congress), year: year, in: town.environment)
      tell.advance(years: 4)
      #expect(try await Self.counts(town) == [.contact: 1, .words: 0, .photos: 0, .sealed: 0])
      try await tell.expire()
      #expect(try await Self.erased(matter, town) == [])
      try await tell.confirmRetention()
      try await tell.expire()
      #expect(try await Self.erased(matter, town) == [.contact])
      #expect(try await tell.opened(matter) == ["", ""])
      #expect(try await tell.writtenWords(matter).contains("路灯"))
      tell.advance(years: 2)
      try await tell.expire()
      #expect(try await Self.erased(matter, town) == MatterTeller.everything)
      #expect(try await Self.erased(open, town) == [])
      #expect(try await town.files.all() == [])
      #expect(try await !tell.writtenWords(matter).contains("路灯"))
      #expect(try await tell.opened(open) == ["陈大娘", MatterTeller.phone])
      let entries = try await tell.page(matter, by: town.places.clerk.actor).record.history.compactMap { item in
        if case .erased(let facts) = item.event { return facts }
        return nil as MatterEvent.Erased?
      }
      #expect(entries.map(\.basis) == [.retention, .retention] && entries.last?.seqs.contains(1) == true)
      #expect(try await tell.findings() == [])
      let after = try await ReadNumbers.run(of: .congress(town.places.congress), year: year, in: town.environment)
      #expect(after.counts == numbers.counts && after.open == numbers.open)
      #expect(try await Self.counts(town) == [.contact: 0, .words: 0, .photos: 0, .sealed: 0])
    }
  }

  @Test("规则改了就停，别的设置改了不停；要再确认", arguments: DatabaseEngine.allCases)
  func newRules(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { town in
      let tell = MatterTeller(town)
      let clerk = town.places.clerk.actor
      let matter = try await tell.archived()
      try await tell.confirmRetention()
      var settings = try await town.environment.rules.current(of: town.places.congress).settings
      settings.rules.acceptWithin = 5
      _ = try await ManageSettings.save(
        settings, reason: "试", of: town.places.congress, seen: 0, by: clerk, in: town.environment)
      tell.advance(years: 4)
      var rules = RetentionRules()
      rules.words = 2
      func save(_ seen: Int) async throws {
        try await ManageRetention.save(
          (contact: 3, rules: rules), reason: "缩短", of: town.places.congress, seen: seen, by: clerk,
          in: town.environment)
      }
      try await tell.expire()
      #expect(try await Self.erased(matter, town) == [.contact])
      await #expect(throws: ActionError.changedMeanwhile) { try await save(0) }
      try await save(1)
      try await tell.expire()
      #expect(try await Self.erased(matter, town) == [.contact])
      await #expect(throws: ActionError.changedMeanwhile) {
        try await ManageRetention.confirm(of: town.places.congress, seen: 1, by: clerk, in: town.environment)
      }
      try await tell.confirmRetention()
      try await tell.expire()
      #expect(try await Self.erased(matter, town) == [.contact, .words, .published])
      for actor in [town.places.chief.actor, town.places.upperClerk.actor, town.places.administrator.actor] {
        await #expect(throws: ActionError.notFound) {
          _ = try await ManageRetention.page(of: town.places.congress, by: actor, in: town.environment)
        }
      }
      let lines = try await ReadAudit.run(
        AuditFilter(kind: .privacy), after: nil, by: town.places.auditor.actor, in: town.environment)
      #expect(lines.lines.count == 2)
      #expect(try await tell.findings() == [])
    }
  }

  @Test("保全：一件、一个站、一类、一段时间，到期和申请都不删，解除后照删", arguments: DatabaseEngine.allCases)
  func holds(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { town in
      let tell = MatterTeller(town)
      let places = town.places
      let matter = try await tell.archived()
      let receipt = try await tell.page(matter, by: places.clerk.actor).record.matter.receipt
      let day = town.now.date
      try await tell.confirmRetention()
      let covering: [(LegalHold.Coverage, String)] = [
        (.init(), receipt), (.init(venue: places.station), ""), (.init(category: places.category), ""),
        (.init(from: day, through: day), ""), (.init(through: day), ""),
        (.init(venue: places.station, category: places.category, from: day), ""),
      ]
      let missing: [LegalHold.Coverage] = [
        .init(venue: places.otherStation), .init(category: places.otherCategory), .init(from: day.adding(days: 1)),
        .init(through: day.adding(days: -1)), .init(venue: places.station, category: places.otherCategory),
      ]
      func place(_ coverage: LegalHold.Coverage, _ receipt: String = "") async throws -> ID<LegalHold> {
        try await HoldMatters.place(
          coverage, receipt: receipt, reason: "来函", of: places.congress, by: places.chair.actor, key: nil,
          in: town.environment)
      }
      func lift(_ id: ID<LegalHold>) async throws {
        try await HoldMatters.lift(
          id, reason: "办结", of: places.congress, by: places.clerk.actor, in: town.environment)
      }
      let request = try await tell.ask(.deletion, on: matter)
      for coverage in missing { _ = try await place(coverage) }
      #expect(try await ReadInformation.own(of: matter, in: town.environment).isHeld == false)
      for (coverage, receipt) in covering {
        let hold = try await place(coverage, receipt)
        #expect(try await ReadInformation.own(of: matter, in: town.environment).isHeld)
        await #expect(throws: InformationRefusal.held) { try await tell.decide(request, .granted) }
        await #expect(throws: ActionError.rule(.held)) {
          _ = try await EraseMatter.run(
            reason: "申请", on: matter, tell.request(places.clerk.actor), in: town.environment)
        }
        tell.advance(years: 6)
        #expect(try await Self.counts(town)[.contact] == 0)
        try await tell.expire()
        #expect(try await Self.erased(matter, town) == [], "\(coverage)")
        try await lift(hold)
        await #expect(throws: ActionError.changedMeanwhile) { try await lift(hold) }
      }
      await #expect(throws: ActionError.invalid([FieldProblem("receipt", .missing)])) { _ = try await place(.init()) }
      await #expect(throws: ActionError.invalid([FieldProblem("receipt", .notFound)])) {
        _ = try await place(.init(), "202600000000")
      }
      await #expect(throws: ActionError.refused(.notYours)) {
        _ = try await HoldMatters.place(
          .init(venue: places.station), receipt: "", reason: "x", of: places.congress, by: places.chief.actor,
          key: nil, in: town.environment)
      }
      try await tell.decide(request, .refused, .held)
      // The day's round was over; the next day's takes it.
      tell.advance(days: 1)
      try await tell.expire()
      #expect(try await Self.erased(matter, town) == MatterTeller.everything)
      #expect(try await tell.findings() == [])
    }
  }

  @Test("停在哪里都从那里接着来，每件一次；两台服务器只有一台在做", arguments: DatabaseEngine.allCases)
  func resumes(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { town in
      let tell = MatterTeller(town)
      var matters: [ID<Matter>] = []
      for number in 0..<56 {
        let matter = try await tell.submit(key: "many \(number)").matter
        _ = try await WithdrawMatter.run(nil, on: matter, tell.request(.sender(matter)), in: town.environment)
        matters.append(matter)
      }
      try await tell.confirmRetention()
      tell.advance(years: 6)
      // One step of fifty, and the server dies.
      try await TimedJobs.runOnce(ExpireMatters(), holder: "first", rounds: 1, in: town.environment)
      #expect(try await Self.counts(town)[.contact] == 6)
      let other = town.secondServer()
      try await TimedJobs.runOnce(ExpireMatters(), holder: "second", rounds: 10, in: other)
      #expect(try await Self.counts(town)[.contact] == 6, "the lease is still the first one's")
      try await TimedJobs.release(holder: "first", in: town.environment)
      town.clock.move(to: town.now.adding(seconds: 1))
      try await TimedJobs.runOnce(ExpireMatters(), holder: "second", rounds: 10, in: other)
      await other.passwords.shutDown()
      #expect(try await Self.counts(town)[.contact] == 0)
      let entries = try await town.database.read { tx in
        try tx.row("SELECT COUNT(*) AS n FROM events WHERE act = 'erase'")?("n", as: Int.self)
      }
      #expect(entries == matters.count)
      #expect(try await tell.findings() == [])
    }
  }

  @Test("公开过的：原话和联系方式到期删，公开稿留着给大家看", arguments: DatabaseEngine.allCases)
  func published(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { town in
      let tell = MatterTeller(town)
      let matter = try await tell.submit(
        tell.input(text: "我家门口的路灯坏了三天。", visibility: .redacted, photos: try await tell.photos(5))
      ).matter
      try await tell.accept(matter)
      try await tell.assign(matter)
      try await tell.reply(matter)
      _ = try await RedactMatter.run(
        .init(title: "村里的路灯", text: "村里的路灯坏了。", place: "东村", reply: "路灯已经修好了。", photos: []), on: matter,
        tell.request(town.places.liaison.actor), in: town.environment)
      _ = try await PublishMatter.run(
        isPublic: true, words: nil, on: matter, tell.request(town.places.chief.actor), in: town.environment)
      try await tell.rate(matter, .satisfied)
      try await tell.archive(matter)
      try await tell.confirmRetention()
      tell.advance(years: 6)
      try await tell.expire()
      #expect(try await Self.erased(matter, town) == [.contact, .words, .photos])
      let words = try await tell.writtenWords(matter)
      #expect(!words.contains("我家门口") && words.contains("村里的路灯坏了。"))
      let shown = try await town.database.read { tx in try PublicationStore.publication(matter, in: tx) }
      #expect(shown?.isPublic == true && shown?.text == "村里的路灯坏了。")
      #expect(try await tell.page(matter, by: town.places.clerk.actor).record.matter.title == "村里的路灯")
      #expect(try await town.files.all() == [])
      #expect(try await tell.findings() == [])
    }
  }

  @Test("封存的按封存的年限，由它所在的那一级定", arguments: DatabaseEngine.allCases)
  func sealed(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { town in
      let tell = MatterTeller(town)
      let places = town.places
      let matter = try await tell.submit(tell.input(isAccusation: true)).matter
      _ = try await DivertMatter.run(
        .init(kind: .accusation, organ: "县纪委监委", words: "请向县纪委监委反映。"), on: matter,
        tell.request(places.upperClerk.actor), in: town.environment)
      try await tell.confirmRetention()
      tell.advance(years: 11)
      try await tell.expire()
      #expect(try await Self.erased(matter, town) == [], "the township's rules are not the county's")
      let page = try await ManageRetention.page(of: places.county, by: places.upperClerk.actor, in: town.environment)
      #expect(page.counts.first { $0.kind == .sealed }?.count == 1)
      try await ManageRetention.confirm(
        of: places.county, seen: 0, by: places.upperClerk.actor, in: town.environment)
      try await tell.expire()
      #expect(try await Self.erased(matter, town) == MatterTeller.everything)
      #expect(try await tell.findings() == [])
    }
  }
}
