import Actions
import DatabaseKit
import Domain
import Store
import TestSupport
import Testing

/// 期限提醒 as people get them.
@Suite struct ReminderTests {
  private func remind(_ environment: AppEnvironment, holder: String = "test") async throws {
    try await TimedJobs.runOnce(RemindMatters(), holder: holder, rounds: 1000, in: environment)
  }

  private func notices(_ staff: Actor, _ environment: AppEnvironment) async throws -> [ReminderCount] {
    try await ReadNotices.list(of: staff, before: nil, in: environment).notices.compactMap(\.reminders)
  }

  @Test("到期前、当天、逾期各提醒一次，一天一条，几件合在一起", arguments: DatabaseEngine.allCases)
  func ladder(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = MatterTeller(town)
      let places = town.places
      // Received on a Wednesday: to be accepted by Monday.
      let first = try await tell.submit(key: "a").matter
      _ = try await tell.submit(key: "b")
      try await remind(town.environment)
      #expect(try await notices(places.liaison.actor, town.environment) == [])
      tell.advance(days: 1)
      for _ in 0..<3 { try await remind(town.environment) }
      let expected = [ReminderCount(near: 2, overdue: 0)]
      #expect(try await notices(places.liaison.actor, town.environment) == expected)
      #expect(try await notices(places.otherLiaison.actor, town.environment) == [])
      // Friday brings nothing new; nor do Saturday and Sunday.
      for _ in 0..<3 {
        tell.advance(days: 1)
        try await remind(town.environment)
      }
      #expect(try await notices(places.liaison.actor, town.environment) == expected)
      // Monday is the day.
      tell.advance(days: 1)
      try await tell.accept(first)
      try await remind(town.environment)
      #expect(
        try await notices(places.liaison.actor, town.environment) == [ReminderCount(near: 1, overdue: 0)] + expected)
      tell.advance(days: 1)
      try await remind(town.environment)
      #expect(try await notices(places.liaison.actor, town.environment).first == ReminderCount(near: 0, overdue: 1))
      #expect(try await notices(places.chief.actor, town.environment) == [])
      let line = try #require(
        try await ReadNotices.list(of: places.liaison.actor, before: nil, in: town.environment).notices.first)
      let found = try #require(
        try await ReadNotices.reminders(line.id, of: places.liaison.actor, in: town.environment))
      #expect(found.lines.map(\.step.late) == [1] && found.lines.allSatisfy { !$0.isSettled })
      #expect(try await ReadNotices.reminders(line.id, of: places.otherLiaison.actor, in: town.environment) == nil)
      // From the third working day past it the chief hears of it, too; from the sixth the chair.
      for _ in 0..<13 {
        tell.advance(days: 1)
        try await remind(town.environment)
      }
      #expect(try await !notices(places.chief.actor, town.environment).isEmpty)
      #expect(try await !notices(places.chair.actor, town.environment).isEmpty)
      #expect(try await tell.findings() == [])
    }
  }

  @Test("停了一个月再开：只有最新的一级，一条通知；时钟往回拨也不重来")
  func clockJumps() async throws {
    try await TestTown.run(on: .sqlite) { town in
      let tell = MatterTeller(town)
      for number in 0..<120 { _ = try await tell.submit(key: "m\(number)") }
      tell.advance(days: 30)
      try await remind(town.environment)
      #expect(try await notices(town.places.liaison.actor, town.environment) == [ReminderCount(near: 0, overdue: 120)])
      #expect(try await notices(town.places.chief.actor, town.environment) == [ReminderCount(near: 0, overdue: 120)])
      // A server whose clock stands on the day of the date climbs no rung below.
      let back = TestTown.start.adding(days: 5)
      let lease = try await town.database.write { tx in
        try RequestStore.release(holder: "test", at: back, in: tx)
        return try RequestStore.lease("remind-matters", holder: "late", at: town.now, until: town.now, in: tx)
      }
      #expect(lease != nil)
      let early = TestTown.early(town, at: back)
      try await remind(early, holder: "late")
      #expect(try await notices(town.places.liaison.actor, town.environment).count == 1)
    }
  }

  @Test("封存的只提醒上一级经办人；被排除的人收不到", arguments: DatabaseEngine.allCases)
  func sealed(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = MatterTeller(town)
      let places = town.places
      _ = try await tell.submit(tell.input(isAccusation: true))
      tell.advance(days: 20)
      try await remind(town.environment)
      #expect(try await notices(places.upperClerk.actor, town.environment) == [ReminderCount(near: 0, overdue: 1)])
      for other in places.staff where other.person != places.upperClerk.person {
        #expect(try await notices(other.actor, town.environment) == [])
      }
      for deputy in places.deputies { #expect(try await notices(deputy.actor(), town.environment) == []) }
    }
  }

  @Test("两台服务器：走一遍，每人一条；单位的期限、询问群众的日子也提醒", arguments: DatabaseEngine.allCases)
  func twoServers(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let teller = MessageTeller(town)
      let (tell, places) = (teller.tell, town.places)
      try await teller.contact(places.unitRegistrar.person, mobile: "13633334444")
      let handed = try await tell.submit(key: "unit").matter
      try await tell.accept(handed, grade: .transfer)
      _ = try await TransferMatter.run(
        TransferMatter.Input(
          lead: places.unit, others: [], resultDue: town.now.date.adding(days: 2), sharing: .none, sharingReason: nil,
          words: "请到现场看看。"), on: handed, tell.request(places.clerk.actor), in: town.environment)
      let answered = try await teller.submit("asked")
      try await tell.accept(answered)
      try await tell.assign(answered)
      try await tell.reply(answered)
      try await teller.deliver()
      let sentBefore = teller.sms.sent.filter { $0.kind == .toRate }.count
      #expect(sentBefore == 0)
      // A week later: the part is overdue, and it is the day to ask the sender.
      tell.advance(days: 7)
      let second = town.sending(teller.environment.couriers, server: 5)
      try await withThrowingTaskGroup(of: Void.self) { group in
        for (index, server) in [teller.environment, second].enumerated() {
          group.addTask { try await remind(server, holder: "server \(index)") }
        }
        try await group.waitForAll()
      }
      #expect(
        try await notices(places.unitRegistrar.actor, town.environment) == [
          ReminderCount(near: 0, overdue: 1), ReminderCount(near: 1, overdue: 0),
        ])
      #expect(try await notices(places.unitHead.actor, town.environment) == [ReminderCount(near: 0, overdue: 1)])
      #expect(try await notices(places.liaison.actor, town.environment).count == 1)
      town.clock.move(to: town.now.adding(seconds: 660))
      try await TimedJobs.release(holder: "server 0", in: teller.environment)
      try await TimedJobs.release(holder: "server 1", in: teller.environment)
      try await teller.deliver()
      #expect(teller.sms.sent.contains { $0.address == "13633334444" && $0.text.contains("逾期或催办1件") })
      #expect(teller.sms.sent.filter { $0.kind == .toRate }.map(\.address) == ["13800001234"])
    }
  }
}
