import Actions
import DatabaseKit
import Domain
import TestSupport
import Testing

/// `verify` finds what was changed behind the system's back, and nothing else.
@Suite struct VerifyTests {
  /// A town with a matter that has a photo, is closed, counted and sealed.
  private func run(
    _ engine: DatabaseEngine, _ body: (MatterTeller, ID<Matter>) async throws -> Void
  ) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = MatterTeller(town)
      let photos = try await PreparePhotos.run(
        [.init(name: "路灯.jpg", bytes: PlainPictures.upload(1))], kept: [], limit: 6, in: town.environment)
      let matter = try await tell.submit(tell.input(photos: photos.tickets)).matter
      try await tell.accept(matter)
      try await tell.assign(matter)
      try await tell.reply(matter)
      try await tell.rate(matter, .satisfied)
      try await TimedJobs.runAll(holder: "test", in: town.environment)
      #expect(try await tell.findings() == [])
      try await body(tell, matter)
    }
  }

  /// One thing somebody changes in the database, and a word of the finding.
  struct Tampering: Sendable, CustomTestStringConvertible {
    let name: String
    let statements: [SQL]
    let finding: String
    var testDescription: String { name }

    init(_ name: String, _ statements: SQL..., finding: String) {
      self.name = name
      self.statements = statements
      self.finding = finding
    }
  }

  static let tamperings: [Tampering] = [
    Tampering(
      "改事件的内容", "UPDATE events SET facts = '{\"grade\":\"escalate\",\"urgency\":\"normal\"}' WHERE act = 'accept'",
      finding: "内容被改动"),
    Tampering("改事件的文字", "UPDATE events SET words = '{\"text\":\"别的\"}' WHERE act = 'reply'", finding: "文字被改动"),
    Tampering(
      "悄悄删去文字", "UPDATE events SET words = NULL, salt = NULL WHERE act = 'reply'", finding: "没有依法删除的记录"),
    Tampering("改事件的时间", "UPDATE events SET at = at - 86400000 WHERE act = 'reply'", finding: "内容被改动"),
    Tampering(
      "改办理人", "UPDATE events SET actor_id = actor_id + 1 WHERE act = 'accept'", finding: "内容被改动"),
    Tampering("删去中间一条", "DELETE FROM events WHERE act = 'assign'", finding: "前面少了一条"),
    Tampering("删去最后一条", "DELETE FROM events WHERE act = 'rate'", finding: "最后一条历史对不上"),
    Tampering("删去整段历史", "DELETE FROM events WHERE subject_kind = 'matter'", finding: "没有历史"),
    Tampering("改当前状态", "UPDATE matters SET state = 'replied'", finding: "当前状态与历史不一致"),
    Tampering("改合计", "UPDATE count_totals SET value = value + 1 WHERE measure = 'received'", finding: "计数"),
    Tampering(
      "添合计",
      "INSERT INTO count_totals (scope_kind, scope_id, measure, on_date, value) VALUES "
        + "('venue', 1, 'received', '2026-01-01', 3)", finding: "应为0"),
    Tampering("删去合计", "DELETE FROM count_totals WHERE measure = 'received'", finding: "记的是0"),
    Tampering("改封存的印记", "UPDATE seals SET mac = digest WHERE number = 1", finding: "印记不对"),
    Tampering("改封存的数目", "UPDATE seals SET event_count = event_count + 1", finding: "现在是"),
    Tampering(
      "删去封存", "UPDATE events SET seal_id = NULL", "DELETE FROM seals", finding: "封存日志里有库中没有的封存"),
  ]

  @Test("查出每一种改动", arguments: DatabaseEngine.allCases, tamperings)
  func findsTampering(engine: DatabaseEngine, tampering: Tampering) async throws {
    try await run(engine) { (tell, _) async throws in
      try await tell.town.database.write { tx in
        for statement in tampering.statements {
          let changed = try tx.execute(statement)
          #expect(changed > 0)
        }
      }
      let findings = try await tell.findings()
      #expect(findings.contains { $0.contains(tampering.finding) }, "\(findings)")
    }
  }

  @Test("查出不见了的、被改的和多出来的文件", arguments: DatabaseEngine.allCases)
  func findsFiles(engine: DatabaseEngine) async throws {
    try await run(engine) { (tell, _) async throws in
      let files = tell.town.files
      let all = try await files.all()
      #expect(all.count == 2)
      files.damage(all[0])
      try await files.delete(all[1])
      _ = try await files.put([1, 2, 3])
      let findings = try await tell.findings()
      #expect(findings.count == 3)
      #expect(findings.contains { $0.contains(all[0].prefix(12)) && $0.contains("内容被改动") })
      #expect(findings.contains { $0.contains(all[1].prefix(12)) && $0.contains("不见了") })
      #expect(findings.contains { $0.contains("1个文件没有记录提到") })
    }
  }

  @Test("依法删除后验证无误，内容确实没有了", arguments: DatabaseEngine.allCases)
  func cleanAfterErasure(engine: DatabaseEngine) async throws {
    try await run(engine) { (tell, matter) async throws in
      _ = try await EraseMatter.run(
        reason: "本人申请", on: matter, tell.request(tell.places.clerk.actor), in: tell.environment)
      #expect(try await tell.findings() == [])
      #expect(try await tell.town.files.all() == [])
      let record = try await tell.page(matter, by: tell.places.clerk.actor).record
      #expect(record.history.allSatisfy { $0.words.isEmpty })
      #expect(record.contacts.allSatisfy { $0.name == "已删除" && $0.phone.isEmpty })
      let left = try await tell.town.database.read { tx in
        try tx.rows("SELECT words FROM events WHERE subject_kind = 'matter' AND words IS NOT NULL").count
          + (try tx.rows("SELECT name_sealed FROM matter_contacts WHERE name_sealed IS NOT NULL").count)
      }
      #expect(left == 0)
    }
  }

  @Test("封存提交后、写日志前断电：下次封存补写，验证无误", arguments: DatabaseEngine.allCases)
  func crashBetweenSealAndLog(engine: DatabaseEngine) async throws {
    try await run(engine) { (tell, matter) async throws in
      tell.town.seals.forget(1)
      #expect(try await tell.findings() == [])
      try await tell.archive(matter)
      try await TimedJobs.runAll(holder: "test", in: tell.environment)
      #expect(try await tell.town.seals.read()?.count == 2)
      #expect(try await tell.findings() == [])
    }
  }

  @Test("有人正在办理时验证不误报", arguments: DatabaseEngine.allCases)
  func whilePeopleAct(engine: DatabaseEngine) async throws {
    try await run(engine) { (tell, _) async throws in
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
          for number in 0..<8 { _ = try await tell.closed("busy \(number)") }
          try await TimedJobs.runAll(holder: "test", in: tell.environment)
        }
        for _ in 0..<6 {
          group.addTask { () async throws -> Void in
            let findings = try await tell.findings()
            #expect(findings == [])
          }
        }
        try await group.waitForAll()
      }
    }
  }
}
