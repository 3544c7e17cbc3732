import Actions
import DatabaseKit
import Domain
import Store
import TestSupport
import Testing

/// What is erased is gone everywhere, whoever brought it in one form with whomever.
@Suite struct ErasureTests {
  /// Tables with a column whose name ends in `suffix`, as the engine knows them.
  private static func columns(_ suffix: String, _ town: TestTown) async throws -> Set<String> {
    let sql: SQL =
      town.database.engine == .sqlite
      ? """
      SELECT m.name AS table_name, p.name AS column_name FROM sqlite_master m, pragma_table_info(m.name) p
      WHERE m.type = 'table'
      """
      : "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'"
    return try await town.database.read { tx in
      Set(
        try tx.rows(sql).compactMap { row in
          let column: String = try row("column_name")
          return column.hasSuffix(suffix) ? "\(try row("table_name", as: String.self)).\(column)" : nil
        })
    }
  }

  @Test("凡是连着诉求的表，都说清楚删什么、留什么、为什么留", arguments: DatabaseEngine.allCases)
  func everyTableIsThoughtOf(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { town in
      let found = try await Self.columns("matter_id", town)
      #expect(found.count > 10)
      #expect(
        found.subtracting(MatterPrivacyStore.fates.keys).sorted() == [],
        "say in MatterPrivacyStore.fates what becomes of it when a matter is erased")
      #expect(Set(MatterPrivacyStore.fates.keys).subtracting(found).sorted() == [])
      for case .kept(let reason) in MatterPrivacyStore.fates.values { #expect(reason.count > 10) }
      // Every table with a key's number is sealed anew when keys are exchanged.
      let sealed = try await Self.columns("key_id", town).filter { $0.hasSuffix(".key_id") }
      #expect(sealed == Set(SealedTable.all.map { $0.word + ".key_id" }))
    }
  }

  @Test("删去一件的全部之后，库里哪张表都找不到他写的一个字", arguments: DatabaseEngine.allCases)
  func nothingIsLeftAnywhere(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { town in
      let tell = MatterTeller(town)
      let matter = try await tell.submit(
        tell.input(text: "标记甲：村口的路灯坏了三天。", visibility: .redacted, photos: try await tell.photos(3))
      ).matter
      try await tell.accept(matter)
      try await tell.assign(matter)
      _ = try await NoteMatter.run(
        "标记乙：备注", photos: [], on: matter, tell.request(town.places.liaison.actor), in: town.environment)
      try await tell.reply(matter)
      _ = try await RedactMatter.run(
        .init(title: "标记丙", text: "标记丙：路灯", place: "村口", reply: "标记丙：修好", photos: []), on: matter,
        tell.request(town.places.liaison.actor), in: town.environment)
      _ = try await PublishMatter.run(
        isPublic: true, words: nil, on: matter, tell.request(town.places.chief.actor), in: town.environment)
      try await tell.rate(matter, .satisfied)
      try await tell.archive(matter)
      try await tell.ask(.correction, on: matter, words: "标记丁：更正", correctsWords: true)
      let request = try await tell.ask(.deletion, on: matter, words: "标记戊：删除", key: "second")
      try await tell.decide(request, .granted)
      let tables = try await Self.columns("", town).map { String($0.prefix { $0 != "." }) }
      for table in Set(tables) where !table.hasPrefix("sqlite") && !table.hasPrefix("pg_") {
        let rows = try await town.database.read { tx in
          try tx.rows("SELECT * FROM \(SQL(trustedFile: table))").map { "\($0)" }
        }
        for mark in ["标记", "路灯", "陈大娘", MatterTeller.phone] where !table.hasPrefix("people") {
          #expect(!rows.contains { $0.contains(mark) }, "\(table) still has \(mark)")
        }
      }
      #expect(try await town.files.all() == [])
      #expect(try await tell.findings() == [])
    }
  }

  @Test("一张表单几个人：一件删了，别的件里相同的原话也没有；有一件没办结就都不删", arguments: DatabaseEngine.allCases)
  func sameForm(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { town in
      let tell = MatterTeller(town)
      let deputy = try #require(town.places.deputy.actor().signedIn)
      let receipts = try await RaiseMatter.run(
        .init(
          text: "陈大娘家门口的路灯坏了。", place: "东村", category: nil, visibility: .hidden,
          photos: try await tell.photos(4),
          residents: [.init(name: "陈大娘", phone: MatterTeller.phone), .init(name: "周大爷", phone: "13800005555")]),
        by: deputy, at: town.places.congress, key: tell.key("raise"), in: town.environment)
      let (lead, first, second) = (receipts.own.matter, receipts.residents[0].matter, receipts.residents[1].matter)
      let clerk = town.places.clerk.actor
      func erase(_ matter: ID<Matter>) async throws {
        _ = try await EraseMatter.run(reason: "本人申请", on: matter, tell.request(clerk), in: town.environment)
      }
      await #expect(throws: ActionError.rule(.formOpen)) { try await erase(first) }
      let request = try await tell.ask(.deletion, on: first)
      try await tell.decide(request, .partly, .inHandling)
      for matter in [lead, first, second] {
        _ = try await WithdrawMatter.run(nil, on: matter, tell.request(.sender(matter)), in: town.environment)
      }
      try await erase(first)
      #expect(try await tell.findings() == [])
      for matter in [lead, first, second] {
        #expect(try await !tell.writtenWords(matter).contains("路灯"))
        #expect(try await tell.page(matter, by: clerk).record.matter.title == ErasedPart.titleErased)
      }
      #expect(try await town.files.all() == [])
      // Who is who stays with those who did not ask.
      #expect(try await tell.opened(second) == ["周大爷", "13800005555"])
      #expect(try await !tell.status(second, by: clerk).isErased)
      #expect(try await tell.opened(first) == ["", ""])
      // Only the words of one of them come back behind the system's back: found.
      try await town.database.write { tx in
        try tx.execute(
          """
          UPDATE events SET words = '{"text":"路灯"}', salt = commitment WHERE subject_kind = 'matter' AND seq = 1
            AND subject_id = \(bind: second)
          """)
      }
      #expect(try await tell.findings().contains { $0.contains("相同的原话还在") })
    }
  }

  @Test("并在一起的两头都要对得上", arguments: DatabaseEngine.allCases)
  func bothEnds(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { town in
      let tell = MatterTeller(town)
      let lead = try await tell.submit().matter
      let other = try await tell.submit(key: "other").matter
      _ = try await MergeMatters.run(
        [other], into: lead, words: "同一盏路灯", tell.request(town.places.liaison.actor), in: town.environment)
      #expect(try await tell.findings() == [])
      // A copy of the follower's history without the entry that it joined, its chain made good again.
      try await town.database.write { tx in
        try tx.execute("UPDATE events SET facts = REPLACE(facts, \(bind: "\(other)"), '1') WHERE act = 'merge'")
      }
      let findings = try await tell.findings()
      #expect(findings.contains { $0.contains("并入了另一件，那一件没有记着它") }, "\(findings)")
      #expect(findings.contains { $0.contains("并来了一件，那一件没有记着它") }, "\(findings)")
    }
  }

  @Test("说删了却还在的，验证查得出来", arguments: DatabaseEngine.allCases)
  func leftOvers(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { town in
      let tell = MatterTeller(town)
      let matter = try await tell.archived()
      _ = try await EraseMatter.run(
        reason: "本人申请", on: matter, tell.request(town.places.clerk.actor), in: town.environment)
      #expect(try await tell.findings() == [])
      try await town.database.write { tx in
        try tx.execute("UPDATE matter_contacts SET phone_index = \(bind: [UInt8]([1, 2]))")
      }
      #expect(try await tell.findings().contains { $0.contains("联系方式却还在") })
    }
  }
}
