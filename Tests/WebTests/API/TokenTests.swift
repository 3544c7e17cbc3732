import Actions
import DatabaseKit
import Domain
import HTTPKit
import SecretsKit
import TestSupport
import Testing
import Web

/// Tokens: shown once, held by their limits, ended at once.
@Suite struct TokenTests {
  @Test("令牌只给一次，有名字、有范围、有期限，列得出、撤得掉，留下记录", arguments: DatabaseEngine.allCases)
  func madeListedRevoked(engine: DatabaseEngine) async throws {
    try await withSite(on: engine) { town, client in
      let api = try await APIClient(client)
      let session = try await api.signedIn(town.places.liaison)
      let made = try await session.post("/tokens", ["name": "统计程序", "scope": "work", "days": 30])
      #expect(made.status == 201)
      let secret = try #require(made["secret"]?.text)
      let own = api.with(token: secret)
      #expect(try await own.get("/me")["scope"] == "work")
      #expect(try await own.get("/me")["person"]?["name"] == .text(town.places.liaison.name))
      let listed = try await own.get("/tokens")
      #expect(listed.json.list?.compactMap { $0["name"]?.text } == ["统计程序"])
      #expect(!String(decoding: listed.bytes, as: UTF8.self).contains(secret))
      let other = try await own.post("/tokens", ["name": "再来一个", "scope": "work", "days": 30])
      #expect(other.status == 403, "a token makes no tokens")
      let id = try #require(made["token"]?["id"]?.text)
      let stranger = try await api.signedIn(town.places.chief)
      #expect(try await stranger.delete("/tokens/\(id)").status == 404)
      #expect(try await session.delete("/tokens/\(id)").status == 204)
      #expect(try await own.get("/me").status == 401)
      #expect(try await session.delete("/tokens/\(id)").status == 404)
      let lines = try await ReadAudit.run(
        AuditFilter(person: town.places.liaison.person), after: nil, by: town.places.auditor.actor,
        in: town.environment
      ).lines.map(\.line.act)
      #expect(lines.contains("make-token") && lines.contains("revoke-token"))
    }
  }

  @Test("过期、停用账号、别人重设密码：令牌马上失效；自己改密码不失效")
  func endings() async throws {
    try await withSite { town, client in
      let api = try await APIClient(client)
      func token(_ days: Int) async throws -> APIClient {
        let session = try await api.signedIn(town.places.liaison)
        let made = try await session.post("/tokens", ["name": "程序", "scope": "read", "days": .integer(days)])
        return api.with(token: try #require(made["secret"]?.text))
      }
      let short = try await token(1)
      let long = try await token(365)
      town.clock.move(to: town.now.adding(days: 1))
      #expect(try await short.get("/me").status == 401)
      #expect(try await long.get("/me").status == 200)
      let name = town.places.liaison.username
      let changed = "Yilian-2027-new"
      let session = try await api.signedIn(town.places.liaison)
      let bytes = try #require(Base64URL.decode(session.token ?? ""))
      let bearer = try await LoadActor.run(bearer: bytes, in: town.environment)
      let person = try #require(bearer?.person)
      try await ManageAccounts.changeOwn(old: TestPlaces.password, new: changed, by: person, in: town.environment)
      #expect(try await session.get("/me").status == 401)
      #expect(try await long.get("/me").status == 200)
      try await ManageAccounts.setState(
        of: name, .disabled, by: town.places.administrator.actor, in: town.environment)
      #expect(try await long.get("/me").status == 401)
      try await ManageAccounts.setState(of: name, .active, by: town.places.administrator.actor, in: town.environment)
      #expect(try await long.get("/me").status == 401, "it does not come to life again")
    }
  }

  @Test("登录得到的令牌：和网页一样的期限、次数限制，退出就失效")
  func sessions() async throws {
    try await withSite { town, client in
      let api = try await APIClient(client)
      let session = try await api.signedIn(town.places.liaison)
      #expect(try await session.get("/me").status == 200)
      let idle = SecuritySettings().session.idle
      town.clock.move(to: town.now.adding(milliseconds: idle + 1000))
      #expect(try await session.get("/me").status == 401)
      let next = try await api.signedIn(town.places.liaison)
      #expect(try await next.delete("/sessions/current").status == 204)
      #expect(try await next.get("/me").status == 401)
      let name = JSONValue.text(town.places.chief.username)
      for _ in 0..<SecuritySettings().lock.failures {
        let wrong = try await api.post("/sessions", ["username": name, "password": "wrong"])
        #expect(wrong.status == 401 && wrong.problem == "wrong-credentials")
      }
      let locked = try await api.post("/sessions", ["username": name, "password": .text(TestPlaces.password)])
      #expect(locked.status == 429 && locked.header("Retry-After") != nil)
      #expect(
        try await SiteBrowser(client).fill(
          "/work/sign-in", on: "/work/sign-in",
          ["username": town.places.chief.username, "password": TestPlaces.password]
        ).status == 429, "the page counts the same tries")
    }
  }

  @Test("密码要换的，先换再用")
  func outdatedPassword() async throws {
    try await withSite { town, client in
      try await ManageAccounts.setPassword(
        of: town.places.liaison.username, to: TestPlaces.password, mustChange: true,
        by: town.places.administrator.actor, in: town.environment)
      let api = try await APIClient(client).signedIn(town.places.liaison)
      #expect(try await api.get("/me")["mustChangePassword"] == true)
      let refused = try await api.get("/work/matters")
      #expect(refused.status == 403 && refused.problem == "password-outdated")
    }
  }

  @Test("代表用登录条登录；看群众电话要先输安全码")
  func deputyWithASlip() async throws {
    try await withSite { town, client in
      let api = try await APIClient(client)
      let receipt = try await APISteps.submit(api, addressee: ["deputy": .text("\(town.places.deputy.person)")])
      let slip = try await IssueSlip.run(
        for: town.places.deputy.person, by: town.places.liaison.actor,
        key: RequestKey(hash: town.environment.random(16)), in: town.environment)
      let answer = try await api.post("/sessions/slip", ["code": .text(slip.code)])
      #expect(answer.status == 201)
      #expect(try await api.post("/sessions/slip", ["code": .text(slip.code)]).status == 401, "for one use")
      let phone = api.with(token: answer["token"]?.text)
      #expect(try await phone.get("/work/matters?scope=own")["items"]?.list?.count == 1)
      #expect(try await phone.post(receipt.path + "/acts/accept", APISteps.accept).status == 200)
      let reveal: JSONValue = ["reason": "电话答复"]
      let asked = try await phone.post(receipt.path + "/acts/reveal", reveal)
      #expect(asked.status == 403 && asked.problem == "pin-needed")
      #expect(try await phone.post("/sessions/current/pin", ["pin": "111111"]).status == 422)
      #expect(try await phone.post("/sessions/current/pin", ["pin": "135792"]).status == 204)
      #expect(try await phone.post(receipt.path + "/acts/reveal", reveal).status == 200)
      #expect(try await phone.post("/tokens", ["name": "程序", "scope": "read", "days": 1]).status == 403)
      let raised = try await phone.post(
        "/work/raised-matters",
        ["text": "河堤护栏倒了一段。", "place": "东村河堤", "residents": [["name": "陈大娘", "phone": "13800001234"]]])
      #expect(raised.status == 201 && raised["residents"]?.list?.count == 1)
      let wrong = try await phone.post(
        "/work/raised-matters", ["text": "河堤护栏倒了一段。", "place": "东村河堤", "residents": [["name": "陈", "phone": "1"]]])
      #expect(wrong.pointers == ["#/residents/0/phone"])
    }
  }

  @Test("工作台的令牌页：新建时显示一次，按两下也是同一个，撤销后失效")
  func page() async throws {
    try await withSite { town, client in
      let browser = SiteBrowser(client)
      try await browser.signIn(town.places.liaison.username)
      #expect(try await browser.get("/work/sign-ins").text.contains("href=\"/work/tokens\""))
      let empty = try await browser.fill("/work/tokens", on: "/work/tokens", ["name": "", "days": "400"])
      #expect(empty.status == 422 && empty.text.contains("请选择能做什么"))
      let fields = try await browser.get("/work/tokens").form("/work/tokens")
      let filled = SiteBrowser.merge(fields, ["name": "办事程序", "scope": "work", "days": "30"])
      let first = try await browser.post("/work/tokens", filled)
      let second = try await browser.post("/work/tokens", filled)
      let token = try #require(Self.shown(first.text))
      #expect(first.status == 200 && Self.shown(second.text) == token)
      let api = try await APIClient(client, token: token)
      #expect(try await api.get("/me")["scope"] == "work")
      let list = try await browser.get("/work/tokens")
      #expect(list.text.contains("办事程序") && !list.text.contains(token))
      let id = try #require(try await api.get("/tokens").json.list?.first?["id"]?.text)
      let revoked = try await browser.fill("/work/tokens/\(id)/revoke", on: "/work/tokens")
      #expect(revoked.status == 303)
      #expect(try await api.get("/me").status == 401)
    }
  }

  private static func shown(_ page: String) -> String? {
    guard let start = page.firstRange(of: "<pre class=\"code\"><code>")?.upperBound else { return nil }
    return String(page[start...].prefix { $0 != "<" })
  }
}
