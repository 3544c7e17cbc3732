import Actions
import DatabaseKit
import Domain
import Foundation
import HummingbirdTesting
import TestSupport
import Testing
import Web

/// 甄别 as people meet it: the form, the receipt, the list.
@Suite("甄别页面") struct HeldPageTests {
  private func heldCount(_ town: TestTown) async throws -> Int {
    try await town.database.read { tx in
      try tx.row("SELECT COUNT(*) FROM matters WHERE queue = 'held'")?.first(as: Int.self) ?? 0
    }
  }

  @Test("程序填了看不见的一栏：回执照给，说明先看一眼，人来放行")
  func trap() async throws {
    try await withSite { town, client in
      let browser = SiteBrowser(client)
      let form = try await browser.open("/submit")
      #expect(form.form("/submit").contains { $0.name == "website" && $0.value.isEmpty })
      let sent = try await SubmitSteps.submit(
        browser, ["website": "http://example.com", "to": "v-\(town.places.station)"])
      let receipt = try await browser.open("/mine/" + sent.number)
      #expect(receipt.text.contains("先看一看这件诉求") && receipt.text.contains("不用重复提交"))
      #expect(!receipt.text.contains("像是程序填的"))
      let staff = SiteBrowser(client)
      try await staff.signIn("liaison")
      let list = try await staff.open("/work/held")
      #expect(list.status == 200 && list.text.contains("像是程序填的") && list.text.contains("村口的路灯坏了三天"))
      let button = try #require(list.text.components(separatedBy: "value=\"one-").dropFirst().first)
      let id = "one-" + button.prefix { $0 != "\"" }
      let token = try #require(list.form("/work/held").first { $0.name == "form" })
      let pressed = [token, (name: "do", value: id)]
      let released = try await staff.post("/work/held", pressed)
      #expect(released.status == 303 && released.location.contains("done=release"))
      #expect(try await staff.post("/work/held", pressed).status == 303)
      #expect(try await staff.open("/work/held").text.contains("没有等着甄别的诉求"))
      #expect(try await browser.open("/mine/" + sent.number).text.contains("看过了，转入办理") == false)
      #expect(!(try await browser.open("/mine/" + sent.number).text.contains("先看一看这件诉求")))
      #expect(try await heldCount(town) == 0)
    }
  }

  @Test("勾选几件一起不予受理：没选、没写理由的说清楚，选过的还在")
  func declinesSeveral() async throws {
    try await withSite { town, client in
      let browser = SiteBrowser(client)
      var numbers: [String] = []
      for number in 0..<3 {
        numbers.append(
          try await SubmitSteps.submit(
            browser, ["website": "x", "what": "第\(number)件，请点开看看便宜的东西。", "phone": "1380000000\(number)"]
          ).number)
      }
      let staff = SiteBrowser(client)
      try await staff.signIn("clerk")
      let fields = try await staff.open("/work/held").form("/work/held")
      let token = try #require(fields.first { $0.name == "form" })
      let ids = try await town.database.read { tx in
        try tx.rows("SELECT id FROM matters ORDER BY id").map { try $0("id", as: ID<Matter>.self).description }
      }
      let none = try await staff.post("/work/held", [token, (name: "do", value: "decline")])
      #expect(none.status == 422 && none.text.contains("请先勾选要办的诉求") && none.text.contains("请选择理由"))
      let picks = ids.prefix(2).map { (name: "pick", value: $0) }
      let half = try await staff.post("/work/held", [token] + picks + [(name: "do", value: "decline")])
      #expect(half.status == 422 && half.text.components(separatedBy: " checked").count == 3)
      let done = try await staff.post(
        "/work/held",
        [token] + picks + [
          (name: "do", value: "decline"), (name: "reason", value: "promotion"), (name: "words", value: "这里不受理推广。"),
        ])
      #expect(done.status == 303)
      #expect(try await heldCount(town) == 1)
      #expect(try await browser.open("/mine/" + numbers[0]).text.contains("这里不受理推广。"))
      let all = try await staff.post(
        "/work/held", [token, (name: "pick", value: ids[2]), (name: "do", value: "release")])
      #expect(all.status == 303)
      #expect(try await heldCount(town) == 0)
    }
  }

  @Test("从许多地方发来一样的话：前面的照常，后面的先甄别，一件不丢")
  func floodOfOneText() async throws {
    try await withSite { town, client in
      let form = try await SiteBrowser(client).open("/submit").form("/submit")
      town.clock.move(to: town.now.adding(seconds: 60))
      for number in 0..<300 {
        let browser = SiteBrowser(client)
        browser.forwardedFor = "203.0.\(number / 200).\(number % 200)"
        let values = [
          "what": "请大家都来支持在河边建一座新的桥，现在绕路要走五公里，孩子上学、老人看病都不方便。\(number % 7)",
          "phone": "139" + String(100_000_000 + number).dropFirst(),
        ]
        let answer = try await browser.post("/submit", SiteBrowser.merge(form, SubmitSteps.good.merging(values) { $1 }))
        #expect(answer.status == 303)
      }
      #expect(try await SubmitSteps.count(town) == 300)
      #expect(try await heldCount(town) == 281)
    }
  }

  @Test("一个村四十个人一小时里来提，都在一个地址后面：没有一件被拦或者甄别")
  func honestVillage() async throws {
    try await withSite { town, client in
      let wishes = ["村口的路灯坏了三天，晚上看不见", "垃圾堆满了没有人来清", "井盖松了，小孩路过很危险", "公交车改了线，老人看病不方便", "灌溉的渠道堵了，田里没有水"]
      let ways = [
        "请尽快来看一看。", "希望早点修好，谢谢。", "反映过一次，还没有消息。", "邻居也说起过这件事。", "不急，有空来看看就行。", "最好在下雨以前弄好。", "可以先打电话给我。", "白天家里都有人。",
      ]
      for number in 0..<40 {
        let browser = SiteBrowser(client)
        browser.forwardedFor = "203.0.113.7"
        let form = try await browser.open("/submit").form("/submit")
        town.clock.move(to: town.now.adding(seconds: 90))
        let values = [
          "what": "我家在第\(number + 1)组，\(wishes[number % 5])，\(ways[number % 8])",
          "phone": "137" + String(100_000_000 + number).dropFirst(),
        ]
        let answer = try await browser.post("/submit", SiteBrowser.merge(form, SubmitSteps.good.merging(values) { $1 }))
        #expect(answer.status == 303)
      }
      #expect(try await SubmitSteps.count(town) == 40)
      #expect(try await heldCount(town) == 0)
    }
  }

  @Test("别人进不来：没登录、代表、别的站")
  func access() async throws {
    try await withSite { town, client in
      let browser = SiteBrowser(client)
      _ = try await SubmitSteps.submit(browser, ["website": "x", "to": "v-\(town.places.station)"])
      #expect(try await browser.get("/work/held").status == 303)
      let other = SiteBrowser(client)
      try await other.signIn("otherliaison")
      #expect(try await other.open("/work/held").text.contains("没有等着甄别的诉求"))
      let id = try await town.database.read { tx in
        try #require(try tx.row("SELECT id FROM matters")).first(as: ID<Matter>.self).description
      }
      let token = try #require(try await other.open("/work/intake").form("/work/intake").first { $0.name == "form" })
      #expect(try await other.post("/work/held", [token, (name: "do", value: "one-\(id)")]).status == 404)
      #expect(try await heldCount(town) == 1)
      for forged in ["one-x", "one-999999999999", ""] {
        let answer = try await other.post("/work/held", [token, (name: "do", value: forged)])
        #expect([404, 422].contains(answer.status))
      }
    }
  }
}
