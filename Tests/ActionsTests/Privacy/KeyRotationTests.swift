import Actions
import DatabaseKit
import Domain
import Foundation
import SecretsKit
import Store
import TestSupport
import Testing

/// 换密钥 while the site is open, with two servers and one key file.
@Suite struct KeyRotationTests {
  private func run(
    _ engine: DatabaseEngine, _ body: (TestTown, KeyFile, AppEnvironment, AppEnvironment) async throws -> Void
  ) async throws {
    try await TestTown.run(on: engine) { town in
      let folder = FileManager.default.temporaryDirectory.appendingPathComponent("rotation-\(UUID().uuidString)")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      defer { try? FileManager.default.removeItem(at: folder) }
      let file = KeyFile(folder.appendingPathComponent("keys.json"))
      try file.save(TestTown.keys)
      let (first, second) = (town.server(node: 5, keyFile: file), town.server(node: 6, keyFile: file))
      let result: Result<Void, any Error>
      do { result = .success(try await body(town, file, first, second)) } catch { result = .failure(error) }
      await first.passwords.shutDown()
      await second.passwords.shutDown()
      try result.get()
    }
  }

  private func counts(_ town: TestTown) async throws -> [Int: Int] {
    try await town.database.read { tx in
      try SealedRowStore.counts(in: tx).values.reduce(into: [:]) { $0.merge($1) { $0 + $1 } }
    }
  }

  private func step(_ rounds: Int, _ environment: AppEnvironment, holder: String = "one") async throws {
    try await TimedJobs.runOnce(ReencryptContacts(), holder: holder, rounds: rounds, in: environment)
  }

  private func submit(_ number: Int, _ tell: MatterTeller, in environment: AppEnvironment) async throws -> ID<Matter> {
    var input = tell.input()
    input.phone = "138\(10_000_000 + number)"
    return try await SubmitMatter.run(
      input, by: .visitor, key: RequestKey(hash: Array("rotation \(number)......".utf8.prefix(16))), in: environment
    ).matter
  }

  /// Every contact opens, and says the number it was left with.
  private func check(_ matters: [Int: ID<Matter>], in environment: AppEnvironment) async throws {
    for (number, matter) in matters {
      let contact = try await environment.database.read { tx in try MatterPartStore.contacts(of: matter, in: tx)[0] }
      let bytes = try #require(contact.phone)
      let phone = try environment.cipher.open(
        .init(keyID: contact.keyID, bytes: bytes), record: matter.raw, field: "matter_contacts.phone")
      #expect(phone == "138\(10_000_000 + number)")
      #expect(contact.phoneIndex == environment.cipher.index(phone))
    }
  }

  @Test("居民同时在提交：新的马上用新密钥，旧的一批批换完，一个也不丢；换完才能删旧的", arguments: DatabaseEngine.allCases)
  func whileServing(engine: DatabaseEngine) async throws {
    try await run(engine) { town, file, first, second in
      let tell = MatterTeller(town)
      var matters: [Int: ID<Matter>] = [:]
      for number in 0..<230 { matters[number] = try await submit(number, tell, in: number % 2 == 0 ? first : second) }
      #expect(try await counts(town)[1] ?? 0 >= 230)
      #expect(try await ManageKeys.rotate(file, in: first) == 2)
      await #expect(throws: ManageKeys.Refusal.current) { try await ManageKeys.retire(2, file, in: first) }
      await #expect(throws: ManageKeys.Refusal.unknown(9)) { try await ManageKeys.retire(9, file, in: first) }
      await #expect(throws: ManageKeys.Refusal.tooYoung(minutes: 10)) {
        try await ManageKeys.retire(1, file, in: first)
      }
      // One batch of two hundred, while residents submit through both servers and a clerk puts numbers right.
      let late = try await withThrowingTaskGroup(of: (Int, ID<Matter>).self) { group in
        for number in 300..<330 {
          group.addTask { (number, try await self.submit(number, tell, in: number % 2 == 0 ? first : second)) }
        }
        try await step(1, first)
        return try await group.reduce(into: [Int: ID<Matter>]()) { $0[$1.0] = $1.1 }
      }
      matters.merge(late) { $1 }
      let between = try await counts(town)
      #expect((between[1] ?? 0) > 0 && (between[2] ?? 0) >= 200)
      town.clock.move(to: town.now.adding(seconds: 601))
      await #expect(throws: ManageKeys.Refusal.needed(between[1] ?? 0)) {
        try await ManageKeys.retire(1, file, in: first)
      }
      // The first server died after its batch; the second goes on where the rows say.
      town.clock.move(to: town.now.adding(seconds: 600))
      try await step(1000, second, holder: "two")
      #expect(try await counts(town)[1] == nil)
      try await check(matters, in: first)
      try await check(matters, in: second)
      try await ManageKeys.retire(1, file, in: second)
      #expect(try await ManageKeys.list(file, in: first).keys.map(\.key.id) == [2])
      try await check(matters, in: first)
      // Deputies' own contact data are among what was sealed anew.
      let own = try await ReadDeputy.contacts(of: town.places.deputy.person, in: first)
      #expect(own.allSatisfy { !$0.text.isEmpty })
      let acts = try await ReadAudit.run(
        AuditFilter(kind: .settings), after: nil, by: town.places.auditor.actor, in: town.environment
      ).lines.filter { $0.line.subject?.kind == .keys }.map(\.line.act)
      #expect(acts == ["retire", "rotate"])
      #expect(try await tell.findings() == [])
    }
  }

  @Test("解不开的行留着不动、说出来，别的照换；它还在，旧密钥就删不掉", arguments: DatabaseEngine.allCases)
  func damagedRow(engine: DatabaseEngine) async throws {
    try await run(engine) { town, file, first, _ in
      let tell = MatterTeller(town)
      let damaged = try await submit(1, tell, in: first)
      let good = try await submit(2, tell, in: first)
      try await town.database.write { tx in
        try tx.execute(
          "UPDATE matter_contacts SET phone_sealed = \(bind: [UInt8](repeating: 1, count: 40)) WHERE matter_id = \(bind: damaged)"
        )
      }
      _ = try await ManageKeys.rotate(file, in: first)
      let log = LogRecorder()
      let server = town.server(node: 7, keyFile: file, log: log)
      try await step(1000, server)
      await server.passwords.shutDown()
      #expect(try await counts(town)[1] == 1)
      #expect(log.lines.contains { $0.contains("rows not sealed anew") && $0.contains("matter_contacts") })
      try await check([2: good], in: first)
      town.clock.move(to: town.now.adding(seconds: 601))
      await #expect(throws: ManageKeys.Refusal.needed(1)) { try await ManageKeys.retire(1, file, in: first) }
    }
  }

  @Test("更正和换密钥碰在一起，谁的都不丢", arguments: DatabaseEngine.allCases)
  func withCorrections(engine: DatabaseEngine) async throws {
    try await run(engine) { town, file, first, second in
      let tell = MatterTeller(town)
      var requests: [ID<InformationRequest>] = []
      for number in 0..<6 {
        let matter = try await submit(number, tell, in: first)
        requests.append(
          try await AskInformation.run(
            .init(kind: .correction, correction: .init(phone: "139\(10_000_000 + number)")), on: matter,
            by: .sender(matter), key: tell.key("c\(number)"), in: first))
      }
      _ = try await ManageKeys.rotate(file, in: first)
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await self.step(1000, first) }
        for id in requests {
          group.addTask {
            for _ in 0..<20 {
              do {
                try await DecideInformation.run(
                  .init(outcome: .granted, ground: nil, reason: "核实", seen: 1), on: id,
                  by: town.places.clerk.actor, in: second)
                return
              } catch ActionError.changedMeanwhile {}
            }
            Issue.record("never came through")
          }
        }
        try await group.waitForAll()
      }
      town.clock.move(to: town.now.adding(seconds: 600))
      try await step(1000, second, holder: "two")
      #expect(try await counts(town)[1] == nil)
      let phones = try await town.database.read { tx in
        try tx.rows("SELECT matter_id FROM matter_contacts ORDER BY matter_id").map {
          try $0.first(as: ID<Matter>.self)
        }
      }
      for (number, matter) in phones.enumerated() {
        let contact = try await town.database.read { tx in try MatterPartStore.contacts(of: matter, in: tx)[0] }
        let phone = try second.cipher.open(
          .init(keyID: contact.keyID, bytes: try #require(contact.phone)), record: matter.raw,
          field: "matter_contacts.phone")
        #expect(phone == "139\(10_000_000 + number)")
      }
    }
  }
}
