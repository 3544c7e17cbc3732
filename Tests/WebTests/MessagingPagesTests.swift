import Actions
import DatabaseKit
import Domain
import TestSupport
import Testing
import Web

/// 提醒方式, 短信和邮件, and a resident's choice.
@Suite struct MessagingPagesTests {
  private func withSending<T: Sendable>(
    _ body: @escaping @Sendable (TestTown, AppEnvironment, RecordingCourier, SiteBrowser) async throws -> T
  ) async throws -> T {
    try await TestTown.run(on: .sqlite) { town in
      let sms = RecordingCourier()
      let environment = town.sending(Couriers(sms: sms, stopURL: "https://town.example/t/"))
      return try await withSite(of: environment) { client in
        try await body(town, environment, sms, SiteBrowser(client))
      }
    }
  }

  private func deliver(_ environment: AppEnvironment) async throws {
    try await TimedJobs.runOnce(DeliverOutbox(), holder: "test", in: environment)
    try await TimedJobs.runOnce(SendMessages(.sms), holder: "test", in: environment)
  }

  @Test("提诉求时勾选短信，回执上能关能开，短信里的地址能退订")
  func resident() async throws {
    try await withSending { _, environment, sms, browser in
      #expect(try await browser.get("/submit").text.contains("有进展时发短信告诉我"))
      let wrong = try await browser.fill(
        "/submit", on: "/submit", SubmitSteps.good.merging(["tell": "1", "phone": "01012345678"]) { $1 })
      #expect(wrong.status == 422 && wrong.text.contains("手机号应为11位数字"))
      #expect(wrong.form("/submit").contains { $0.name == "tell" })
      let sent = try await SubmitSteps.submit(browser, ["tell": "1"])
      let page = "/mine/\(sent.number)"
      #expect(try await browser.get(page).text.contains("短信提醒：已打开"))
      try await deliver(environment)
      #expect(sms.sent.map(\.address) == ["13800001234"])
      let off = try await browser.fill(page + "/messages", on: page)
      #expect(off.status == 303)
      #expect(try await browser.get(page).text.contains("短信提醒：没有打开"))
      #expect(try await browser.fill(page + "/messages", on: page).status == 303)
      #expect(try await browser.get(page).text.contains("短信提醒：已打开"))
      let text = sms.sent[0].text
      let start = try #require(text.firstRange(of: "/t/")?.lowerBound)
      let stop = String(text[start...])
      #expect(try await browser.get(stop).text.contains("不再收短信"))
      #expect(try await browser.fill(stop, on: stop).status == 303)
      let stopped = try await browser.get(stop).text
      #expect(stopped.contains("这个号码已经退订"))
      // It shows nothing of the matter or of the number.
      for secret in ["路灯", "陈大娘", "13800001234", "138****1234", sent.number] { #expect(!stopped.contains(secret)) }
      #expect(try await browser.get(page).text.contains("这个手机号已经从短信里退订"))
      #expect(try await browser.fill(stop, on: stop).status == 303)
      #expect(try await browser.get(stop).text.contains("不再收短信"))
      #expect(try await browser.get("/t/forged").status == 404)
    }
  }

  @Test("没有短信通道时，表单和回执上都不提短信")
  func withoutGateway() async throws {
    try await withSite { _, client in
      let browser = SiteBrowser(client)
      #expect(try await !browser.get("/submit").text.contains("发短信"))
      let sent = try await SubmitSteps.submit(browser)
      #expect(try await !browser.get("/mine/\(sent.number)").text.contains("短信提醒"))
    }
  }

  @Test("提醒方式：填错了留着、说清楚；逾期一项没有“不另外发”")
  func preferences() async throws {
    try await withSending { town, environment, _, browser in
      try await browser.signIn("liaison")
      let path = "/work/preferences"
      let shown = try await browser.get(path)
      #expect(shown.text.contains("邮件还没有开通"))
      let wrong = try await browser.fill(path, on: path, ["mobile": "123", "mail": "a@b\r\nBcc: c@d.example"])
      #expect(wrong.status == 422 && wrong.text.contains("手机号应为11位数字") && wrong.text.contains("name@example.com"))
      #expect(wrong.form(path).contains { $0.name == "mobile" && $0.value == "123" })
      let forged = try await browser.fill(path, on: path, ["overdue": "none"])
      #expect(forged.status == 422 && forged.text.contains("逾期和催办至少选一种"))
      let good = try await browser.fill(
        path, on: path, ["mobile": "１３９１１１１２２２２", "mail": "zhao@example.com", "progress": "mail", "pace": "daily"])
      #expect(good.status == 303)
      let read = try await SavePreferences.read(of: town.places.liaison.person, in: environment)
      #expect(read.mobile == "13911112222" && read.preferences.progress == .mail && read.preferences.pace == .daily)
      #expect(try await browser.get(path).form(path).contains { $0.name == "mail" && $0.value == "zhao@example.com" })
    }
  }

  @Test("短信和邮件：看得到通道和失败的，看不到密钥和整号；能给自己发测试，能再试")
  func overview() async throws {
    try await withSending { town, environment, sms, browser in
      sms.answer(.refused(isFinal: true))
      let resident = SiteBrowser(browser.client)
      _ = try await SubmitSteps.submit(resident, ["tell": "1"])
      try await deliver(environment)
      try await browser.signIn("admin")
      let page = try await browser.get("/work/messages")
      #expect(page.text.contains("recorder") && page.text.contains("138****1234") && page.text.contains("没有发出"))
      #expect(!page.text.contains("13800001234") && !page.text.contains("/work/matters/"))
      let missing = try await browser.fill("/work/messages/test", on: "/work/messages")
      #expect(missing.status == 422 && missing.text.contains("请先在“提醒方式”里填好"))
      try await SaveContact.run(
        .mobile, "13622223333", isPublic: false, of: town.places.administrator.person, by: .system, in: environment)
      #expect(try await browser.fill("/work/messages/test", on: "/work/messages").status == 303)
      sms.answer(.accepted)
      let failed = try #require(
        try await ManageMessages.run(
          .trouble, of: town.places.congress, before: nil, by: town.places.administrator.actor, in: environment
        ).lines.first)
      let retry = "/work/messages/\(failed.id)/retry"
      #expect(try await browser.fill(retry, on: "/work/messages").status == 303)
      try await deliver(environment)
      #expect(sms.sent.count == 3)
      for tab in MessageTab.allCases {
        #expect(try await browser.get("/work/messages?tab=\(tab.rawValue)").status == 200)
      }
      #expect(try await browser.get("/work/messages").text.contains("没有出了问题"))
    }
  }

  @Test("期限提醒：通知列表里一行，打开是每一件；别人的打不开")
  func reminders() async throws {
    try await withSending { town, environment, _, browser in
      _ = try await SubmitSteps.submit(browser, ["to": "v-\(town.places.station)"])
      town.clock.move(to: town.now.adding(days: 8))
      try await TimedJobs.runOnce(RemindMatters(), holder: "test", rounds: 100, in: environment)
      try await browser.signIn("liaison")
      let list = try await browser.get("/work/notices")
      #expect(list.text.contains("期限提醒") && list.text.contains("逾期1件"))
      let start = try #require(list.text.firstRange(of: "href=\"/work/notices/")?.upperBound)
      let path = "/work/notices/" + list.text[start...].prefix { $0 != "\"" }
      let page = try await browser.get(path)
      #expect(page.status == 200 && page.text.contains("提醒时已逾期") && page.text.contains("/work/matters/"))
      let other = SiteBrowser(browser.client)
      try await other.signIn("otherliaison")
      #expect(try await other.get(path).status == 404)
    }
  }
}
