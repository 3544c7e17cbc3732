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

  /// Two residents told him of it: each has a slip, an answer and a word of his own.
  @Test func withTwoNamedResidents() async throws {
    try await Journey.run { journey in
      let places = journey.places
      let liaison = try await journey.staff(places.liaison)
      let deputy = try await journey.deputy(places.deputy, slipFrom: liaison)
      try await deputy.open(.raise)
      let form = "form[action='/work/raise']"
      try await deputy.fill(
        form,
        [
          "what": "文化广场的健身器材坏了两件，怕伤着孩子。", "where": "东村文化广场", "resident-1-name": "李大爷",
          "resident-1-phone": "1380000", "resident-3-phone": "13900002222",
        ])
      try await deputy.press("提交", status: 422)
      try await deputy.sees("第1位群众的手机号", "请填写第3位群众的称呼")
      try await deputy.fill(form, ["resident-1-phone": "13800001111", "resident-3-name": "王婶"])
      try await deputy.press("提交")
      try await deputy.sees("收到了：您的和2位群众的", "请交给：李大爷", "请交给：王＊")
      let slips = try await deputy.page.texts(of: ".slip-code")
      let links = try await deputy.codes()
      #expect(links.count == 2)
      let own: String = try await deputy.page.evaluate("document.querySelector('.desk-next a').href")
      let shown = try await deputy.page.url
      try await deputy.press("看我提的这一件")
      try await deputy.sees("已收到您的诉求")
      try await deputy.page.back()
      try await deputy.sees("请交给：李大爷")
      let other = try await journey.deputy(places.secondDeputy, slipFrom: liaison)
      try await other.open(shown, status: 404)

      try await liaison.open(.queue)
      try await liaison.press("文化广场的健身器材坏了两件，怕伤着孩子")
      try await liaison.sees("代表随手提（张三代表）", "并案办理（3件）")
      try await liaison.act(.accept, ["grade": "in_group"])
      try await liaison.act(.reply, ["words": "村里换了新器材。"])
      // One types what stands on his slip, the other scans hers.
      let uncle = try await journey.visitor()
      try await uncle.lookUp(number: slips[0].filter(\.isNumber), code: slips[1].filter(\.isNumber))
      try await uncle.sees("村里换了新器材。", "代表代为反映", "您怎么评价")
      try await uncle.missesOut("王婶", "13900002222")
      try await uncle.act(.rate, ["attitude": "satisfied", "result": "satisfied"])
      let aunt = try await journey.visitor(.narrow)
      for link in links {
        try await aunt.open(link)
        if try await aunt.page.exists("form[action$='/rate']") { break }
      }
      try await aunt.missesOut("李大爷", "13800001111")
      try await aunt.act(.rate, ["attitude": "satisfied", "result": "dissatisfied", "reason": "秋千还没有修。"])
      try await deputy.open(own)
      try await deputy.act(.rate, ["attitude": "satisfied", "result": "satisfied"])
      try await liaison.open(.queue)
      try await liaison.sees("不满意")
      let reader = try await journey.visitor()
      try await reader.open(.numbers)
      let rows = try await reader.page.texts(of: ".count-table tbody tr")
      #expect(rows.contains { $0.hasPrefix("收到诉求") && $0.hasSuffix("2") }, "\(rows)")
      #expect(rows.contains { $0.hasPrefix("代表随手提，代表满意") && $0.hasSuffix("1") }, "\(rows)")
    }
  }
}
