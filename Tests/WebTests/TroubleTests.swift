import Actions
import DatabaseKit
import Domain
import HTTPTypes
import SecretsKit
import TestSupport
import Testing
import Web

/// What people see while something is missing below.
@Suite struct TroubleTests {
  private let typed = ["村口的路灯坏了三天，晚上看不见。", "东村村口", "陈大娘", "13800001234"]

  @Test("维护时：表单 503，说到几点，打的字都退回来；网页照看，每页都说；登不了录，登了的照看")
  func maintenance() async throws {
    try await withSite { town, client in
      let (resident, clerk) = (SiteBrowser(client), SiteBrowser(client))
      try await clerk.signIn("clerk")
      let form = try await resident.open("/submit").form("/submit")
      let now = Maintenance(words: "系统升级", until: town.now.adding(seconds: 1800))
      try await SetMaintenance.run(now, in: town.environment)
      try await Task.sleep(for: .milliseconds(1100))
      let answer = try await resident.post("/submit", SiteBrowser.merge(form, SubmitSteps.good))
      #expect(answer.status == 503 && answer.header("Retry-After") == "1800")
      #expect(answer.text.contains("系统升级，现在只能查看，不能提交。预计"))
      for words in typed { #expect(answer.text.contains(words), "\(words) was lost") }
      for (browser, path) in [
        (resident, "/"), (resident, "/matters"), (resident, "/submit"), (clerk, "/work"), (clerk, "/work/matters"),
      ] {
        let page = try await browser.open(path)
        #expect(page.status == 200 && page.text.contains("系统升级"), "\(path): \(page.status)")
      }
      let stranger = SiteBrowser(client)
      let refused = try await stranger.fill(
        "/work/sign-in", on: "/work/sign-in", ["username": "chief", "password": TestPlaces.password])
      #expect(refused.status == 503 && !refused.text.contains(TestPlaces.password))
      let ready = try await stranger.get("/readyz")
      #expect(ready.status == 200 && ready.text.contains("maintenance: on"))
      #expect(try await SubmitSteps.count(town) == 0)
      try await SetMaintenance.run(nil, in: town.environment)
      try await Task.sleep(for: .milliseconds(1100))
      #expect(try await resident.post("/submit", SiteBrowser.merge(form, SubmitSteps.good)).status == 303)
      #expect(!(try await resident.get("/").text.contains("系统升级")))
    }
  }

  private func broken(
    _ body: @escaping @Sendable (TestTown, FailingDatabase, SiteBrowser) async throws -> Void
  ) async throws {
    try await TestTown.run(on: .sqlite) { town in
      let database = FailingDatabase(town.database)
      let environment = town.over(database)
      try await withSite(of: environment) { client in try await body(town, database, SiteBrowser(client)) }
      await environment.passwords.shutDown()
    }
  }

  @Test(
    "数据库连不上、磁盘满：503，过几秒再来，打的字都在；好了以后同一张表单只算一次",
    arguments: [DatabaseError.unavailable("test"), .diskFull, .lockWait])
  func typedWordsComeBack(error: DatabaseError) async throws {
    try await broken { town, database, browser in
      let form = SiteBrowser.merge(try await browser.open("/submit").form("/submit"), SubmitSteps.good)
      // Only writing fails, as on a full disk; then everything does.
      for reads in [nil, error] {
        database.fail(reads: reads, writes: error)
        let answer = try await browser.post("/submit", form)
        #expect(answer.status == 503 && answer.header("Retry-After") == "5")
        for words in typed { #expect(answer.text.contains(words), "\(words) was lost") }
        #expect(answer.text.contains(error == .diskFull ? "存储空间满了" : "同一张表单提交几次都只算一次"))
      }
      #expect(try await browser.get("/healthz").status == 200)
      database.fail(reads: nil, writes: nil)
      let first = try await browser.post("/submit", form)
      #expect(first.status == 303)
      #expect(try await browser.post("/submit", form).location == first.location)
      #expect(try await SubmitSteps.count(town) == 1)
    }
  }

  @Test("什么也写不进去时，工作人员照样看得到网页")
  func readingGoesOn() async throws {
    try await broken { town, database, browser in
      try await browser.signIn("liaison")
      town.clock.move(to: town.now.adding(seconds: 300))
      database.fail(reads: nil, writes: .diskFull)
      #expect(try await browser.get("/work/matters").status == 200)
      let token = PrintedCode.token(town.places.deputyCode, in: town.environment)
      #expect(try await browser.open("/c/" + token).status == 200)
    }
  }

  @Test("什么也写不进去时，带着令牌的程序照样读得到")
  func readingByTokenGoesOn() async throws {
    try await broken { town, database, browser in
      guard case .person(let liaison) = town.places.liaison.actor else { return }
      let made = try await AccessTokens.make(
        .init(name: "程序", scope: .read, days: 30), by: liaison, seed: town.environment.random(32),
        key: RequestKey(hash: town.environment.random(16)),
        from: SignInOrigin(address: "10.0.0.7", device: "应用程序", isLoopback: false), in: town.environment)
      town.clock.move(to: town.now.adding(seconds: 300))
      database.fail(reads: nil, writes: .diskFull)
      let answer = try await browser.get(
        "/api/v1/work/counts", headers: [.authorization: "Bearer " + Base64URL.encode(made.token)])
      #expect(answer.status == 200)
    }
  }

  @Test("就绪检查逐项说明；不说路径和密钥；问得再多，一秒只查一次")
  func readiness() async throws {
    try await broken { _, database, browser in
      let good = try await browser.get("/readyz")
      #expect(good.status == 200)
      #expect(good.text == "ready\ndatabase: ok\nschema: ok\ndisk: ok\nkey: ok\n")
      // Two reads a look, and a look a second however many ask.
      let (before, began) = (database.readCount, ContinuousClock.now)
      for _ in 0..<50 { _ = try await browser.get("/readyz") }
      let seconds = Int((ContinuousClock.now - began) / .seconds(1))
      #expect(database.readCount - before <= 2 * (seconds + 1))
      database.fail(reads: .unavailable("postgresql://secret@host"), writes: nil)
      try await Task.sleep(for: .milliseconds(1100))
      let bad = try await browser.get("/readyz")
      #expect(bad.status == 503 && bad.text.contains("database: does not answer") && !bad.text.contains("secret"))
      #expect(try await browser.get("/healthz").status == 200)
      let asked = database.readCount
      _ = try await browser.get("/healthz")
      #expect(database.readCount == asked)
    }
  }

  @Test("表单打开以后钟往回拨了，照样收")
  func formFromTheFuture() async throws {
    try await withSite { town, client in
      let browser = SiteBrowser(client)
      let form = SiteBrowser.merge(try await browser.open("/submit").form("/submit"), SubmitSteps.good)
      town.clock.leap(to: town.now.adding(days: -2))
      let first = try await browser.post("/submit", form)
      #expect(first.status == 303)
      town.clock.leap(to: town.now.adding(days: 3))
      #expect(try await browser.post("/submit", form).location == first.location)
      #expect(try await SubmitSteps.count(town) == 1)
    }
  }
}
