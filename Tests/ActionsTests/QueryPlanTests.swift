import Actions
import DatabaseKit
import Domain
import Store
import TestSupport
import Testing

/// Hot reads go through an index: their plans are asked of both engines, from the very statements that the actions send.
@Suite struct QueryPlanTests {
  /// Tables that grow with the years.
  private let growing = [
    "matters", "events", "matter_contacts", "matter_files", "matter_publications", "outbox", "count_totals",
    "search_staff",
    "search_open",
    "messages", "message_items", "reminder_entries", "matter_handlings",
  ]

  @Test("常用读取不整表扫描", arguments: DatabaseEngine.allCases)
  func hotReadsUseIndexes(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = MatterTeller(town)
      let receipt = try await tell.submit()
      let recorder = RecordingDatabase(town.database)
      let environment = town.recorded(by: recorder)
      try await read(receipt, CampaignTeller(tell).published(), town.places, environment)
      #expect(recorder.recorded.count > 40)
      let plans = try await town.database.read { tx in
        // Small tables are scanned because that is cheaper; forbidden, PostgreSQL shows whether it could do otherwise.
        if engine == .postgresql { _ = try tx.rows("SET LOCAL enable_seqscan = off") }
        return try recorder.recorded.map { sql in
          let explained: SQL = engine == .sqlite ? "EXPLAIN QUERY PLAN \(sql)" : "EXPLAIN \(sql)"
          return try tx.rows(explained).map { row in
            engine == .sqlite ? try row("detail", as: String.self) : try row.first(as: String.self)
          }
        }
      }
      for (plan, sql) in zip(plans, recorder.recorded) {
        let scans = plan.filter { line in
          growing.contains { table in
            engine == .sqlite
              ? isScan(line, table)
              : line.contains("Seq Scan on \(table)")
          }
        }
        #expect(scans == [], "\(sql)")
      }
    }
  }

  private func isScan(_ line: String, _ table: String) -> Bool {
    let words = line.split(separator: " ")
    // `INDEX 0:M1` is a look-up of words in a full-text table, `INDEX 0:=` one of a number.
    let isLookUp =
      line.contains("USING") || line.contains(":M") || line.contains("INDEX 0:=") || line.contains("INDEX 0:>")
    return words.first == "SCAN" && words.count > 1 && words[1] == Substring(table) && !isLookUp
  }

  /// What a busy day reads.
  private func read(
    _ receipt: SubmitMatter.Receipt, _ campaign: ID<Campaign>, _ places: TestPlaces, _ environment: AppEnvironment
  ) async throws {
    let readers = [
      places.liaison.actor, places.clerk.actor, places.deputy.actor(), places.upperClerk.actor, places.gridWorker.actor,
    ]
    for actor in readers {
      for tab in QueueTab.allCases {
        var filter = QueueFilter()
        filter.tab = tab
        _ = try await ReadQueue.run(filter, by: actor, in: environment)
        filter.campaign = campaign
        _ = try await ReadQueue.run(filter, by: actor, in: environment)
      }
    }
    _ = try await ReadMatterRecord.run(receipt.matter, by: places.liaison.actor, in: environment)
    _ = try await ReadReceipts.list([receipt.capability], in: environment)
    _ = try await LookupMatter.run(number: receipt.number, code: receipt.lookupCode, address: "::1", in: environment)
    for actor in readers + [places.unitRegistrar.actor, .visitor] {
      for text in ["路灯", "灯", "路灯 坏了", receipt.number] {
        for before in [nil, Int64.max / 2] as [Int64?] {
          _ = try await SearchAnything.run(text, kind: .matters, before: before, by: actor, in: environment)
        }
      }
    }
    var looking = QueueFilter()
    looking.query = "路灯"
    _ = try await ReadQueue.run(looking, by: places.liaison.actor, in: environment)
    _ = try await FindSimilar.forResident(
      "村口的路灯坏了三天", place: "东村村口", category: nil, at: nil, of: places.congress, in: environment)
    _ = try await ReadCompany.run(receipt.matter, by: places.liaison.actor, mayMerge: true, in: environment)
    _ = try await ReadNumbers.run(of: .congress(places.congress), year: 2026, in: environment)
    _ = try await ReadNumbers.categories(of: places.congress, year: 2026, in: environment)
    for measure in ReadNumbers.yearly {
      _ = try await ReadNumbers.list(measure, of: places.congress, year: 2026, after: nil, in: environment)
    }
    _ = try await ReadTermNumbers.run(of: places.congress, in: environment)
    for figure in TermFigure.allCases {
      for stream in MatterStream.allCases {
        _ = try await ReadTermNumbers.list(figure, stream, of: places.congress, after: nil, in: environment)
      }
    }
    _ = try await ReadCampaigns.one(campaign, in: environment)
    _ = try await ReadNotices.list(of: places.liaison.actor, before: nil, in: environment)
    _ = try await environment.database.read { tx in
      _ = try MatterStore.lapsed(before: CivilDate(daysSinceEpoch: 20_000), limit: 10, in: tx)
      let (now, today) = (TestTown.start, TestTown.start.date)
      let mark = ReminderStore.Mark(due: today, matter: ID(1), part: 0)
      for after in [nil, mark] {
        _ = try ReminderStore.running(through: today, after: after, limit: 10, in: tx)
        _ = try ReminderStore.toAsk(through: today, after: after, limit: 10, in: tx)
        _ = try ReminderStore.parts(through: today, after: after, limit: 10, in: tx)
      }
      _ = try ReminderStore.untold(on: today, limit: 10, in: tx)
      _ = try DigestStore.due(at: now, limit: 10, in: tx)
      _ = try DigestStore.waiting(for: ID(1), .sms, in: tx)
      for channel in MessageChannel.allCases {
        _ = try SendingStore.waiting(channel, at: now, limit: 10, in: tx)
        _ = try SendingStore.lost(channel, before: now, limit: 10, in: tx)
        _ = try SendingStore.waitingDigest(of: ID(1), channel, in: tx)
      }
      for tab in MessageTab.allCases {
        _ = try SendingStore.page(tab, of: places.congress, before: nil, limit: 10, in: tx)
      }
      _ = try ConsentStore.history(of: [1], on: today, except: ID(1), in: tx)
      return try MessageStore.waiting(at: now, limit: 10, in: tx).count
    }
  }
}
