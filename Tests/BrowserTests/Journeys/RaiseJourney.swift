import Domain
import TestSupport
import Testing
import Web

/// A deputy raises what he saw, from his phone, and rates the answer himself.
@Suite(.serialized) struct RaiseJourney {
  @Test func seenOnAWalkAndSolved() async throws {
    try await Journey.run { journey in
      let places = journey.places
      let liaison = try await journey.staff(places.liaison)
      let deputy = try await journey.deputy(places.deputy, slipFrom: liaison)
      try await deputy.press("随手提一件事")
      let form = "form[action='/work/raise']"
      try await deputy.fill(form, ["what": "器材"])
      try await deputy.press("提交", status: 422)
      try await deputy.sees("至少写5个字", "请填写地点")
      try await deputy.fill(form, ["what": "文化广场的健身器材坏了两件，怕伤着孩子。", "where": "东村文化广场"])
      try await deputy.press("提交")
      try await deputy.sees("已收到您的诉求", "文化广场的健身器材坏了两件")
      let receipt = try await deputy.page.url

      try await liaison.open(.queue)
      try await liaison.press("文化广场的健身器材坏了两件，怕伤着孩子")
      try await liaison.sees("代表随手提（张三代表）", "代表反映")
      try await liaison.act(.accept, ["grade": "in_group"])
      try await liaison.act(.assign, ["to": "d-\(places.deputy.person)"], status: 422)
      try await liaison.sees("这是这位代表自己提的")
      try await liaison.act(.assign, ["to": "d-\(places.secondDeputy.person)"])
      let other = try await journey.deputy(places.secondDeputy, slipFrom: liaison)
      try await other.openCard("文化广场的健身器材坏了两件，怕伤着孩子")
      try await other.act(.reply, ["outcome": "solved", "words": "村里换了新器材。"])

      journey.advance()
      try await deputy.open(receipt)
      try await deputy.sees("村里换了新器材。")
      try await deputy.act(.rate, ["attitude": "satisfied", "result": "satisfied"])
      journey.advance()
      let reader = try await journey.visitor(.narrow)
      try await reader.open(.numbers)
      let rows = try await reader.page.texts(of: ".count-table tbody tr")
      #expect(rows.contains { $0.hasPrefix("代表随手提，代表满意") && $0.hasSuffix("1") }, "\(rows)")
      #expect(rows.contains { $0.hasPrefix("收到诉求") && $0.hasSuffix("0") }, "\(rows)")
    }
  }
}
