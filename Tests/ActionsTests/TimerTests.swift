import Actions
import DatabaseKit
import Domain
import TestSupport
import Testing

/// What time brings about.
@Suite struct TimerTests {
  @Test("代表和小组逾期未受理的转给联络员", arguments: DatabaseEngine.allCases)
  func lapse(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = MatterTeller(town)
      let ofGroup = try await tell.submit(key: "group").matter
      try await tell.assign(ofGroup, to: .group(town.places.group))
      let matter = try await tell.submit(tell.input(to: .deputy(town.places.deputy.person))).matter
      try await TimedJobs.runAll(holder: "test", in: town.environment)
      #expect(try await tell.status(matter).ownerPerson == town.places.deputy.person)
      tell.advance(days: 7)
      try await TimedJobs.runAll(holder: "test", in: town.environment)
      #expect(try await tell.status(matter).owner == .venue)
      #expect(try await tell.status(ofGroup).owner == .venue)
      // The liaison takes it on without anybody's word.
      try await tell.accept(matter)
      #expect(try await tell.findings() == [])
    }
  }

  @Test("换了节假日表，未办结的时限重新计算", arguments: DatabaseEngine.allCases)
  func recount(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = MatterTeller(town)
      let open = try await tell.submit(key: "open").matter
      try await tell.accept(open)
      let done = try await tell.closed("done")
      let before = try await tell.status(open).replyDue.date
      let doneBefore = try await tell.status(done).replyDue
      // Five working days of this very fortnight become a holiday.
      let monday = town.now.date.adding(days: 5)
      let days =
        ShippedHolidays.days.filter { $0.date.year == 2026 }
        + (0..<5).map { HolidayTable.Day(date: monday.adding(days: $0), kind: .off, name: "调整") }
      try await ImportHolidays.run(days, source: "通知", by: .system, in: town.environment)
      town.environment.rules.forget()
      try await TimedJobs.runAll(holder: "test", in: town.environment)
      let after = try await tell.status(open)
      #expect(after.replyDue.date > before)
      #expect(try await tell.status(done).replyDue == doneBefore)
      #expect(try await tell.page(open).record.history.last?.event.act == .recount)
      try await TimedJobs.runAll(holder: "test", in: town.environment)
      #expect(try await tell.page(open).record.history.filter { $0.event.act == .recount }.count == 1)
      #expect(try await tell.findings() == [])
    }
  }

  @Test("两台服务器的定时任务只做一遍，通知不重复", arguments: DatabaseEngine.allCases)
  func noticesOnce(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = MatterTeller(town)
      for number in 0..<5 { _ = try await tell.submit(key: "\(number)") }
      let servers = [town.environment, town.secondServer()]
      try await withThrowingTaskGroup(of: Void.self) { group in
        for (index, server) in servers.enumerated() {
          group.addTask { try await TimedJobs.runOnce(DeliverOutbox(), holder: "server \(index)", in: server) }
        }
        try await group.waitForAll()
      }
      #expect(try await ReadMenu.counts(by: town.places.liaison.actor, in: town.environment).unread == 5)
      #expect(try await ReadMenu.counts(by: town.places.otherLiaison.actor, in: town.environment).unread == 0)
    }
  }

  @Test("没用上的照片一天后清掉，用上的留着", arguments: DatabaseEngine.allCases)
  func cleanUp(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = MatterTeller(town)
      let used = try await PreparePhotos.run(
        [.init(name: "a.jpg", bytes: PlainPictures.upload(1))], kept: [], limit: 6, in: town.environment)
      _ = try await tell.submit(tell.input(photos: used.tickets))
      _ = try await PreparePhotos.run(
        [
          .init(name: "b.jpg", bytes: PlainPictures.upload(2)),
          // The same picture as the one that was sent: its file is shared and stays.
          .init(name: "c.jpg", bytes: PlainPictures.upload(1)),
        ], kept: [], limit: 6, in: town.environment)
      #expect(try await town.files.all().count == 4)
      tell.advance(days: 2)
      try await TimedJobs.runAll(holder: "test", in: town.environment)
      #expect(try await town.files.all().count == 2)
      #expect(try await tell.findings() == [])
    }
  }

  @Test("设置按版本走：旧事按旧的办，新事按新的办", arguments: DatabaseEngine.allCases)
  func settingsVersions(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = MatterTeller(town)
      let old = try await tell.submit(key: "old").matter
      let oldDue = try await tell.status(old).replyDue
      var settings = CongressSettings()
      settings.rules.firstReplyWithin += 5
      func save(seen: Int, by actor: Actor) async throws -> VersionedSettings {
        try await ManageSettings.save(
          settings, reason: "人手不足", of: town.places.congress, seen: seen, by: actor, in: town.environment)
      }
      await #expect(throws: ActionError.refused(.notYours)) {
        try await save(seen: 0, by: town.places.liaison.actor)
      }
      let seen = try await town.environment.rules.current(of: town.places.congress).number
      _ = try await save(seen: seen, by: town.places.clerk.actor)
      await #expect(throws: ActionError.changedMeanwhile) {
        try await save(seen: seen, by: town.places.chair.actor)
      }
      let new = try await tell.submit(key: "new").matter
      #expect(try await tell.status(new).replyDue.date > oldDue.date)
      #expect(try await tell.status(old).replyDue == oldDue)
      #expect(try await tell.page(old).settings.rules.firstReplyWithin == settings.rules.firstReplyWithin - 5)
      #expect(try await tell.findings() == [])
    }
  }
}
