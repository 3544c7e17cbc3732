import Actions
import Domain
import HummingbirdTesting
import TestSupport
import Testing
import Web

/// Limits by address and number, as a visitor meets them behind a proxy.
@Suite("限次") struct LimitTests {
  private func browser(_ client: any TestClientProtocol, at address: String) -> SiteBrowser {
    let browser = SiteBrowser(client)
    browser.forwardedFor = address
    return browser
  }

  private static func phone(_ number: Int) -> String { "138" + String(100_000_000 + number).dropFirst() }

  /// Sends a form that was opened before with other words; each has a key of its own.
  private func send(
    _ browser: SiteBrowser, _ form: [(name: String, value: String)], phone: String, what: String = "村口的路灯坏了三天，晚上看不见。"
  ) async throws -> SiteAnswer {
    try await browser.post(
      "/submit", SiteBrowser.merge(form, SubmitSteps.good.merging(["phone": phone, "what": what]) { $1 }))
  }

  @Test("一个地址换两千个号码来提：只收到限额，多的请稍后再来，写的都还在")
  func floodFromOneAddress() async throws {
    try await withSite { town, client in
      let browser = browser(client, at: "203.0.113.7")
      let form = try await browser.open("/submit").form("/submit")
      var taken = 0
      var last: SiteAnswer?
      for number in 0..<2000 {
        let answer = try await send(browser, form, phone: Self.phone(number), what: "第\(number)件事，请尽快办理。")
        if answer.status == 303 { taken += 1 } else { last = answer }
      }
      #expect(taken == 40)
      #expect(try await SubmitSteps.count(town) == 40)
      let refused = try #require(last)
      #expect(refused.status == 429)
      #expect(refused.header("Retry-After") == "30")
      #expect(refused.header("RateLimit-Policy") == "\"submit\";q=120;w=3600")
      #expect(refused.header("RateLimit") == "\"submit\";r=0;t=1200")
      #expect(refused.text.contains("今天 10:01以后再提交"))
      let again = refused.form("/submit")
      #expect(again.contains { $0.name == "what" && $0.value == "第1999件事，请尽快办理。" })
      #expect(again.contains { $0.name == "phone" && $0.value == Self.phone(1999) })
      // Somebody else is not concerned, and the same one is let in when it was said.
      let neighbour = self.browser(client, at: "203.0.113.8")
      #expect(try await neighbour.fill("/submit", on: "/submit", SubmitSteps.good).status == 303)
      town.clock.move(to: town.now.adding(seconds: 30))
      #expect(try await browser.post("/submit", again).status == 303)
    }
  }

  @Test("一个号码一小时五件；别的号码、没坏的网页不受影响；双击不算两件")
  func oneContact() async throws {
    try await withSite { town, client in
      let browser = browser(client, at: "203.0.113.7")
      let form = try await browser.open("/submit").form("/submit")
      var first = ""
      for number in 0..<5 {
        let answer = try await send(browser, form, phone: "13800001234", what: "第\(number)件事，请尽快办理。")
        #expect(answer.status == 303)
        if number == 0 { first = answer.location }
      }
      let refused = try await send(browser, form, phone: "138 0000 1234", what: "第六件事，请尽快办理。")
      #expect(refused.status == 429 && refused.text.contains("用这个手机号"))
      #expect(refused.header("Retry-After") == "720")
      // A form that was taken is answered with its receipt, however often it is sent.
      let repeated = try await send(browser, form, phone: "13800001234", what: "第0件事，请尽快办理。")
      #expect(repeated.status == 303 && repeated.location == first)
      #expect(try await send(browser, form, phone: "13800001235").status == 303)
      for path in ["/", "/healthz", "/submit", "/deputies", "/lookup", "/favicon.ico"] {
        #expect(try await browser.get(path).status == 200, "\(path)")
      }
    }
  }

  @Test("自己写的转发地址不算数")
  func forgedAddresses() async throws {
    try await withSite { town, client in
      let browser = browser(client, at: "203.0.113.7")
      let form = try await browser.open("/submit").form("/submit")
      var taken = 0
      for number in 0..<60 {
        let invented = ["198.51.100.\(number)", "junk\(number)", "127.0.0.1", "::\(number)", ""][number % 5]
        browser.forwardedFor = invented + ", 203.0.113.7"
        if try await send(browser, form, phone: Self.phone(number)).status == 303 { taken += 1 }
      }
      #expect(taken == 40)
      // Not even an address: the proxy itself counts, and inventing some changes nothing.
      taken = 0
      for number in 100..<160 {
        browser.forwardedFor = "nobody-\(number)"
        if try await send(browser, form, phone: Self.phone(number)).status == 303 { taken += 1 }
      }
      #expect(taken == 40)
      // Whoever has one IPv6 network has all of its addresses.
      taken = 0
      for number in 200..<260 {
        browser.forwardedFor = "2001:db8:7:1::\(number)"
        if try await send(browser, form, phone: Self.phone(number)).status == 303 { taken += 1 }
      }
      #expect(taken == 40)
    }
  }

  @Test("站里代录按人算，不占村里的限额")
  func staffAreApart() async throws {
    try await withSite { town, client in
      let resident = browser(client, at: "203.0.113.7")
      let form = try await resident.open("/submit").form("/submit")
      for number in 0..<41 { _ = try await send(resident, form, phone: Self.phone(number)) }
      let staff = browser(client, at: "203.0.113.7")
      try await staff.signIn("liaison")
      for number in 0..<45 {
        let answer = try await staff.fill(
          "/work/intake", on: "/work/intake",
          ["what": "来访的第\(number)位说，村口的路不平。", "where": "东村", "to": "v-\(town.places.station)", "channel": "visit"])
        #expect(answer.status == 200)
      }
      #expect(try await SubmitSteps.count(town) == 85)
    }
  }

  @Test("照片太多先不收，写的和以前收下的都还在")
  func photos() async throws {
    var options = ServerOptions()
    options.limits[.photos] = LimitSettings.Limit(burst: 2, hourly: 60)
    try await withSite(options: options) { town, client in
      let browser = browser(client, at: "203.0.113.7")
      let form = try await browser.open("/submit").form("/submit")
      func send(_ number: UInt8, kept: [(name: String, value: String)] = []) async throws -> SiteAnswer {
        let fields = SiteBrowser.merge(form, SubmitSteps.good.merging(["what": "第\(number)件事，请看照片。"]) { $1 }) + kept
        var body: [UInt8] = []
        for field in fields {
          body += Array(
            "--cut\r\nContent-Disposition: form-data; name=\"\(field.name)\"\r\n\r\n\(field.value)\r\n".utf8)
        }
        body +=
          Array(
            "--cut\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"a.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n"
              .utf8) + PlainPictures.upload(number) + Array("\r\n--cut--\r\n".utf8)
        return try await browser.post("/submit", type: "multipart/form-data; boundary=cut", body)
      }
      #expect(try await send(1).status == 303)
      #expect(try await send(2).status == 303)
      let refused = try await send(3)
      #expect(refused.status == 429 && refused.text.contains("照片太多了") && refused.header("Retry-After") == "60")
      let again = refused.form("/submit")
      #expect(again.contains { $0.name == "what" && $0.value == "第3件事，请看照片。" })
      #expect(!again.contains { $0.name == "kept" })
      // Without the photo it goes through at once.
      #expect(try await browser.post("/submit", again).status == 303)
      #expect(try await SubmitSteps.count(town) == 3)
    }
  }

  @Test("查询、评价、登录也有限；关掉的不限")
  func otherForms() async throws {
    var options = ServerOptions()
    options.limits[.lookup] = LimitSettings.Limit(burst: 2, hourly: 60)
    options.limits[.signIn] = LimitSettings.Limit(burst: 2, hourly: 60)
    options.limits[.receipt] = LimitSettings.Limit(burst: 1, hourly: 60)
    options.limits[.contact].burst = 0
    try await withSite(options: options) { town, client in
      let browser = browser(client, at: "203.0.113.7")
      let wrong = ["number": "202612345678", "code": "123456"]
      for status in [422, 422, 429] {
        #expect(try await browser.fill("/lookup", on: "/lookup", wrong).status == status)
      }
      let signIn = ["username": "liaison", "password": "Wrong-1-ok"]
      for status in [422, 422, 429] {
        let answer = try await browser.fill("/work/sign-in", on: "/work/sign-in", signIn)
        #expect(answer.status == status)
        #expect((answer.header("Retry-After") == nil) == (status == 422))
      }
      let form = try await browser.open("/submit").form("/submit")
      for number in 0..<8 {
        #expect(try await send(browser, form, phone: "13800001234", what: "第\(number)件事，请办。").status == 303)
      }
      let sent = try await SubmitSteps.submit(browser)
      let other = try await SubmitSteps.submit(browser, ["what": "还有一件别的事，请办。"])
      // On the day itself the receipt does not offer it yet.
      town.clock.move(to: town.now.adding(days: 1))
      let page = "/mine/" + sent.number
      #expect(try await browser.fill(page + "/withdraw", on: page, ["words": "不用办了，谢谢"]).status == 303)
      let refused = try await browser.fill(
        "/mine/\(other.number)/withdraw", on: "/mine/" + other.number, ["words": "这件也不用办了"])
      #expect(refused.status == 429 && refused.text.contains("这件也不用办了"))
    }
  }
}
