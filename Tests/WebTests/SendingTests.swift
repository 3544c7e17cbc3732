import Actions
import DatabaseKit
import Domain
import HTTPTypes
import HummingbirdTesting
import TestSupport
import Testing

/// The same form twice, the back button, shared pages, browsers without cookies.
@Suite struct SendingTests {
  @Test("连点两次：一件事，同一张回执", arguments: DatabaseEngine.allCases)
  func doubleTap(engine: DatabaseEngine) async throws {
    try await withSite(on: engine) { town, client in
      let browser = SiteBrowser(client)
      let fields = SiteBrowser.merge(try await browser.open("/submit").form("/submit"), SubmitSteps.good)
      let first = try await browser.post("/submit", fields)
      let second = try await browser.post("/submit", fields)
      #expect(first.status == 303 && first.location == second.location)
      #expect(try await SubmitSteps.count(town) == 1)
    }
  }

  @Test("退回去改了内容再交：是另一件事")
  func backWithNewText() async throws {
    try await withSite { town, client in
      let browser = SiteBrowser(client)
      let fields = try await browser.open("/submit").form("/submit")
      let first = try await browser.post("/submit", SiteBrowser.merge(fields, SubmitSteps.good))
      let second = try await browser.post(
        "/submit", SiteBrowser.merge(fields, SubmitSteps.good.merging(["what": "另外，自来水也停了两天。"]) { $1 }))
      #expect(second.status == 303 && first.location != second.location)
      #expect(try await SubmitSteps.count(town) == 2)
    }
  }

  @Test("刷新回执页不会重复提交；回执页不进缓存")
  func reload() async throws {
    try await withSite { town, client in
      let browser = SiteBrowser(client)
      let sent = try await SubmitSteps.submit(browser)
      for _ in 0..<2 {
        let page = try await browser.open("/mine/\(sent.number)")
        #expect(page.status == 200 && page.header("Cache-Control") == "no-store")
        #expect(page.header("Referrer-Policy") == "no-referrer")
      }
      #expect(try await SubmitSteps.count(town) == 1)
    }
  }

  @Test("两个人拿到同一个缓存的页面，各交各的")
  func oneCachedPage() async throws {
    try await withSite { town, client in
      let (one, two) = (SiteBrowser(client), SiteBrowser(client))
      let fields = SiteBrowser.merge(try await one.open("/submit").form("/submit"), SubmitSteps.good)
      _ = try await two.open("/submit")
      let first = try await one.post("/submit", fields)
      let second = try await two.post("/submit", fields)
      #expect(first.status == 303 && second.status == 303 && first.location != second.location)
      #expect(try await SubmitSteps.count(town) == 2)
      // Neither opens the other's receipt by number.
      let sent = try await SubmitSteps.read(second, two)
      #expect(try await one.get("/mine/\(sent.number)").status == 404)
    }
  }

  @Test("不收 Cookie 的浏览器也能提交、看回执、评价")
  func withoutCookies() async throws {
    try await withSite { town, client in
      let browser = SiteBrowser(client, keepsCookies: false)
      let answer = try await browser.fill("/submit", on: "/submit", SubmitSteps.good)
      #expect(answer.status == 303)
      let receipt = try await browser.open(answer.location)
      #expect(receipt.status == 200 && receipt.text.contains("查询码"))
      let matter = try await SubmitSteps.newest(town)
      try await answerMatter(matter, town)
      let answered = try await browser.open(answer.location)
      let action = try #require(answered.text.firstMatch(of: /action="(\/mine\/[^"]+\/rate)"/)).output.1
      let rated = try await browser.post(
        String(action),
        SiteBrowser.merge(answered.form(String(action)), ["attitude": "satisfied", "result": "satisfied"]))
      #expect(rated.status == 303)
      let status = try await ReadMatterRecord.run(
        matter, by: town.places.clerk.actor, in: town.environment
      ).record.matter.status
      #expect(status.state == .closed)
    }
  }

  /// Assigned to a deputy by the clerk's desk and answered.
  private func answerMatter(_ matter: ID<Matter>, _ town: TestTown) async throws {
    let places = town.places
    func request(_ actor: Actor) -> MatterRequest { MatterRequest(actor: actor, seen: nil) }
    _ = try await AssignMatter.run(
      .init(to: .deputy(places.deputy.person)), on: matter, request(places.clerk.actor), in: town.environment)
    _ = try await AcceptMatter.run(
      .init(grade: .inGroup, urgency: .normal, category: nil), on: matter, request(places.deputy.actor()),
      in: town.environment)
    _ = try await ReplyToMatter.run(
      .init(words: "修好了。", outcome: .solved), on: matter, request(places.deputy.actor()), in: town.environment)
  }

  @Test("两人打开同一件：后交的看到最新情况，自己写的还在")
  func conflict() async throws {
    try await withSite { town, client in
      let (clerk, second) = (SiteBrowser(client), SiteBrowser(client))
      let station = "/submit?venue=\(town.places.station)"
      try await SubmitSteps.submit(SiteBrowser(client), ["to": "v-\(town.places.station)"], on: station)
      let path = "/work/matters/\(try await SubmitSteps.newest(town))"
      try await clerk.signIn("liaison")
      try await second.signIn("chief")
      let one = try await clerk.open(path).form(path + "/accept")
      let two = try await second.open(path).form(path + "/accept")
      #expect(try await clerk.post(path + "/accept", SiteBrowser.merge(one, ["words": "明天去看"])).status == 303)
      let late = try await second.post(path + "/accept", SiteBrowser.merge(two, ["words": "我写了很久的一段话"]))
      #expect(late.status == 409)
      #expect(late.text.contains("我写了很久的一段话"))
    }
  }

  @Test("日志里没有姓名、电话、内容、链接和查询码")
  func logsArePrivate() async throws {
    let log = LogRecorder()
    try await withSite(log: log) { town, client in
      let browser = SiteBrowser(client)
      _ = try await browser.fill("/submit", on: "/submit", SubmitSteps.good.merging(["phone": "1380000"]) { $1 })
      let sent = try await SubmitSteps.submit(browser)
      let page = try await browser.open("/mine/\(sent.number)")
      let code = try #require(page.text.firstMatch(of: /<dd>([0-9]{2} [0-9]{2} [0-9]{2})<\/dd>/)).output.1
      _ = try await browser.fill("/lookup", on: "/lookup", ["number": sent.number, "code": String(code)])
      _ = try await browser.fill("/lookup", on: "/lookup", ["number": sent.number, "code": "000000"])
      try await SlipSteps.redeem(for: town.places.deputy, town, SiteBrowser(client))
      _ = try await browser.fill(
        "/work/sign-in", on: "/work/sign-in", ["username": "liaison", "password": "Geheim-12345"])
      _ = try await browser.get("/deputies?q=%E9%99%88%E5%A4%A7%E5%A8%98")
      let all = log.lines.joined(separator: "\n")
      #expect(log.lines.count > 15)
      for secret in ["陈大娘", "13800001234", "1380000", "路灯", "东村村口", sent.capability, "Geheim", "%E9%99%88"] {
        #expect(!all.contains(secret), "\(secret) is in the log")
      }
      #expect(!all.contains(where: \.isNewline) || !all.contains("/work/slip/0"))
      #expect(all.firstMatch(of: /\/work\/slip\/[0-9]{12}/) == nil)
    }
  }

  @Test("公开页面带校验标签，没变就答 304；都带保护头")
  func headers() async throws {
    try await withSite { _, client in
      let browser = SiteBrowser(client)
      let page = try await browser.get("/privacy")
      let tag = try #require(page.header("ETag"))
      #expect(try await browser.get("/privacy", headers: [.ifNoneMatch: tag]).status == 304)
      for path in ["/", "/submit", "/deputies", "/work/sign-in", "/nothing"] {
        let answer = try await browser.get(path)
        #expect(answer.header("X-Content-Type-Options") == "nosniff", "\(path)")
        #expect(answer.header("X-Frame-Options") == "DENY", "\(path): for browsers that do not know frame-ancestors")
        let policy = try #require(answer.header("Content-Security-Policy"))
        #expect(policy.contains("default-src 'none'") || policy.contains("default-src 'self'"))
        #expect(!policy.contains("unsafe-inline"))
      }
    }
  }
}
