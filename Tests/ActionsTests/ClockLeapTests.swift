import Actions
import DatabaseKit
import Domain
import Store
import TestSupport
import Testing

/// The wall clock is set while people work.
@Suite struct ClockLeapTests {
  private let origin = SignInOrigin(address: "10.0.0.7", device: "电脑浏览器", isLoopback: false)

  @Test("钟拨快一天又拨回来：登录还在，诉求照收，号只增不减", arguments: DatabaseEngine.allCases)
  func work(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { town in
      let tell = MatterTeller(town)
      let start = town.now
      let token = try await SignIn.run(
        username: "liaison", password: TestPlaces.password, from: origin, demoOpen: false, in: town.environment)
      var ids: [ID<Matter>] = [try await tell.submit(key: "before").matter]
      town.clock.leap(to: start.adding(days: 1))
      ids.append(try await tell.submit(key: "ahead").matter)
      town.clock.leap(to: start.adding(days: -2))
      ids.append(try await tell.submit(key: "behind").matter)
      #expect(try await LoadActor.run(token: token.token, in: town.environment)?.person == town.places.liaison.person)
      try await tell.accept(ids[2])
      town.clock.leap(to: start.adding(seconds: 60))
      ids.append(try await tell.submit(key: "after").matter)
      #expect(try await LoadActor.run(token: token.token, in: town.environment) != nil)
      #expect(zip(ids, ids.dropFirst()).allSatisfy { $0.raw < $1.raw })
      // The same form sent before and after is still one.
      #expect(try await tell.submit(key: "before").matter == ids[0])
      try await TimedJobs.runAll(holder: "test", in: town.environment)
      #expect(try await tell.findings() == [])
    }
  }

  @Test("拿着租约死掉，钟又拨回去：别的服务器不用等到那一天", arguments: DatabaseEngine.allCases)
  func lease(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { town in
      let tell = MatterTeller(town)
      let start = town.now
      func waiting() async throws -> Int {
        try await town.database.read { tx in try tx.rows("SELECT id FROM outbox WHERE done_at IS NULL").count }
      }
      town.clock.leap(to: start.adding(days: 1))
      try await TimedJobs.runOnce(DeliverOutbox(), holder: "dead", in: town.environment)
      town.clock.leap(to: start)
      _ = try await tell.submit()
      #expect(try await waiting() > 0)
      try await TimedJobs.runOnce(DeliverOutbox(), holder: "living", in: town.secondServer())
      #expect(try await waiting() == 0)
    }
  }

  @Test("同一台机器上死掉的服务器，重新启动就接过它的任务", arguments: DatabaseEngine.allCases)
  func takeOver(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { town in
      let tell = MatterTeller(town)
      let job = DeliverOutbox()
      func undelivered() async throws -> Int {
        try await town.database.read { tx in try tx.rows("SELECT id FROM outbox WHERE done_at IS NULL").count }
      }
      try await TimedJobs.runOnce(job, holder: "here-1-a", in: town.environment)
      _ = try await tell.submit()
      try await TimedJobs.runOnce(job, holder: "here-2-b", in: town.environment)
      #expect(try await undelivered() > 0)
      try await TimedJobs.release(in: town.environment) { $0 == "here-1-a" }
      try await TimedJobs.runOnce(job, holder: "here-2-b", in: town.environment)
      #expect(try await undelivered() == 0)
      // Without that it is a matter of the lease: two seconds between runs and half a minute.
      try await TimedJobs.runOnce(job, holder: "here-2-b", in: town.environment)
      _ = try await tell.submit(key: "next")
      tell.town.clock.leap(to: town.now.adding(seconds: 40))
      try await TimedJobs.runOnce(job, holder: "there-3-c", in: town.secondServer())
      #expect(try await undelivered() == 0)
    }
  }
}
