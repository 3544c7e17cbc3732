import Actions
import DatabaseKit
import Domain
import Foundation
import TestSupport
import Testing

/// A roster from the file to the directory, back, and in again.
@Suite struct ImportTests {
  @discardableResult
  static func bring(
    _ kind: ImportKind, _ bytes: [UInt8], _ town: TestTown, name: String = "名单.xlsx", apply: Bool = true,
    by actor: Actor? = nil, in environment: AppEnvironment? = nil
  ) async throws -> ID<ImportRun> {
    let environment = environment ?? town.environment
    let actor = actor ?? town.places.clerk.actor
    let run = try await PrepareImport.run(
      .init(kind: kind, congress: town.places.congress, fileName: name, bytes: bytes), by: actor, in: environment)
    if apply { try await ApplyImport.run(run, by: actor, in: environment) }
    return run
  }

  static func page(_ run: ID<ImportRun>, _ town: TestTown) async throws -> ImportRunPage {
    try await ReadImports.page(
      run, fault: nil, after: 0, limit: 30_000, by: town.places.clerk.actor, in: town.environment)
  }

  /// How many rows each table of the directory has.
  static func counts(_ town: TestTown) async throws -> [String: Int] {
    try await town.database.read { tx in
      var counts: [String: Int] = [:]
      counts["people"] = try tx.row("SELECT COUNT(*) AS n FROM people")?("n")
      counts["mandates"] = try tx.row("SELECT COUNT(*) AS n FROM mandates")?("n")
      counts["contacts"] = try tx.row("SELECT COUNT(*) AS n FROM person_contacts")?("n")
      counts["expertise"] = try tx.row("SELECT COUNT(*) AS n FROM person_expertise")?("n")
      counts["members"] = try tx.row("SELECT COUNT(*) AS n FROM delegation_members")?("n")
      counts["placements"] = try tx.row("SELECT COUNT(*) AS n FROM venue_deputies")?("n")
      counts["constituencies"] = try tx.row("SELECT COUNT(*) AS n FROM constituencies")?("n")
      counts["regions"] = try tx.row("SELECT COUNT(*) AS n FROM regions")?("n")
      counts["venues"] = try tx.row("SELECT COUNT(*) AS n FROM venues")?("n")
      counts["waiting"] = try tx.row("SELECT COUNT(*) AS n FROM import_rows")?("n")
      return counts
    }
  }

  @Test("两千零一十八名代表、两百处错误：恰好报出这两百处；整批撤销；再导一遍", arguments: DatabaseEngine.allCases)
  func wholeRoster(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let roster = RosterFile(deputies: 2018, faults: 200)
      _ = try await SaveStructure.saveDelegation(
        nil, of: town.places.congress, name: "北团", by: .system, in: town.environment)
      let places = try await Self.bring(.constituency, roster.constituencyWorkbook, town)
      #expect(try await Self.page(places, town).run.made == roster.constituencies.count)
      #expect(try await Self.page(places, town).run.ignoredHeads == ["备注"])
      let before = try await Self.counts(town)

      let workbook = roster.workbook
      let checked = try await Self.bring(.deputy, workbook, town, apply: false)
      let report = try await Self.page(checked, town)
      let found = report.findings.map {
        RosterFile.Planted(row: $0.row, column: $0.column ?? -1, fault: $0.fault)
      }
      #expect(roster.planted.count == 200 && found.count == 200)
      #expect(Set(found).symmetricDifference(roster.planted) == [])
      #expect(report.run.rows == 2018 && report.run.wrong == roster.wrongRows)
      // The dry run changed nothing, and shows nobody's number.
      var waiting = before
      waiting["waiting"] = report.run.ready
      #expect(try await Self.counts(town) == waiting)
      #expect(!report.findings.contains { $0.shown.hasPrefix("1391") || $0.detail.hasPrefix("1391") })

      try await ApplyImport.run(checked, by: town.places.clerk.actor, in: town.environment)
      let applied = try await Self.page(checked, town).run
      #expect(applied.state == .applied && applied.done == report.run.ready && applied.made == 2 * report.run.ready)
      let after = try await Self.counts(town)
      #expect(after["mandates"] == (before["mandates"] ?? 0) + report.run.ready)
      #expect(after["contacts"] == (before["contacts"] ?? 0) + report.run.ready && after["waiting"] == 0)

      try await UndoImport.run(checked, by: town.places.clerk.actor, in: town.environment)
      let undone = try await Self.page(checked, town)
      #expect(undone.run.state == .undone && undone.run.left == 0 && undone.kept.isEmpty)
      #expect(try await Self.counts(town) == before)

      let clock = ContinuousClock()
      let took = try await clock.measure { _ = try await Self.bring(.deputy, workbook, town) }
      print("2,018 mandates on \(engine.rawValue): \(took)")
      #expect(try await Self.counts(town) == after)
      let findings = try await Verify.run(in: town.environment) { _ in }.findings
      #expect(findings.map(\.what) == [])
    }
  }

  @Test("导入的代表：姓名、资格、加密的电话、居住地都在，历史记着是谁导入的", arguments: DatabaseEngine.allCases)
  func whatIsMade(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let heads: [TestWorkbook.Cell] = ["姓名", "选区", "当选日期", "手机", "手机是否公开", "擅长", "进站"].map { .text($0) }
      let bytes = TestWorkbook([
        heads,
        [
          .text("买买提·吐尔逊"), .text("第二选区"), .date(44520), .number("13912345678"), .text("是"), .text("养殖，饮水"),
          .text("东村人大代表联络站"),
        ],
      ]).bytes
      _ = try await SaveStructure.saveConstituency(
        nil, of: town.places.congress, name: "第二选区", seats: 2, regions: [], by: .system, in: town.environment)
      let run = try await Self.bring(.deputy, bytes, town)
      #expect(try await Self.page(run, town).findings == [])
      let person = try #require(
        try await ReadPeople.list("买买提", after: nil, in: town.environment).people.first)
      #expect(person.name == "买买提·吐尔逊" && person.expertise == ["养殖", "饮水"])
      #expect(person.mandates.map(\.electedBy) == ["第二选区"])
      #expect(person.mandates.first?.beganOn == CivilDate(year: 2021, month: 11, day: 20))
      #expect(person.venues.map(\.name) == ["东村人大代表联络站"])
      let own = try await town.database.read { tx in
        try tx.row("SELECT mask, is_public, sealed FROM person_contacts WHERE person_id = \(bind: person.id.raw)")
      }
      #expect(try own?("is_public") == true && own?("mask", as: String.self).contains("2345") == false)
      let history = try await ReadDirectoryHistory.run(.person, person.id.raw, in: town.environment)
      #expect(history.first?.actor == town.places.clerk.name && history.first?.facts["import"] == run.description)
    }
  }

  @Test(
    "文件不是名单时整个不收",
    arguments: [
      (["编号", "备注"], ImportFileProblem.noHeads),
      (["姓名", "手机"], ImportFileProblem.missingHeads(["选区或选举单位", "当选日期"])),
      (["姓名", "代表姓名", "选区", "当选日期"], ImportFileProblem.headTwice("姓名")),
      (["姓名", "选区", "当选日期"], ImportFileProblem.noRows),
    ])
  func wrongHeads(heads: [String], problem: ImportFileProblem) async throws {
    try await TestTown.run(on: .sqlite) { (town) async throws in
      let bytes = Array((heads.joined(separator: ",") + "\r\n").utf8)
      await #expect(throws: problem) {
        try await Self.bring(.deputy, bytes, town)
      }
    }
  }
}
