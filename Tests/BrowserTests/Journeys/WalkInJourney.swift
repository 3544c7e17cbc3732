import Domain
import TestSupport
import Testing
import Web

/// Visitors of the station, keyed in by the liaison.
@Suite(.serialized) struct WalkInJourney {
  @Test func aDeputyObjectsToWhatWasEnteredForHim() async throws {
    try await Journey.run { journey in
      let liaison = try await journey.staff(journey.places.liaison)
      let receipt = try await keyIn(liaison, to: journey.places.deputy, name: "老周", phone: "13900005678")
      try await liaison.press("去看这件诉求")
      let entered: KeyValuePairs = [
        "behalf-how": "phone", "behalf-on": "2026-11-18", "grade": "in_group", "words": "张代表说本周去看。",
      ]
      try await liaison.act(.accept, entered)
      try await liaison.sees("赵联络，代张三代表", "代为办理")

      let deputy = try await journey.deputy(journey.places.deputy, slipFrom: liaison)
      try await deputy.openCard("渠边的护栏断了")
      try await deputy.sees("代为办理", "张代表说本周去看。")
      try await object(deputy, liaison)

      let chief = try await journey.staff(journey.places.chief)
      try await chief.find(receipt.number)
      try await chief.sees("代表有异议", "我没有说过本周去看。")
      try await chief.act(.object, ["words": "已核实，联络员听错了日子，已当面更正。"])
      try await chief.sees("异议已处理", "联络员听错了日子")
      try await chief.missesOut("代表有异议")
    }
  }

  /// Objecting asks for the PIN first; the deputy has none yet and comes back to where he was.
  private func object(_ deputy: Visitor, _ liaison: Visitor) async throws {
    let record = try await deputy.page.url
    let pin = "a[href^='/work/pin']"
    try await deputy.unfold(pin)
    try await deputy.follow(pin)
    try await deputy.fill("form[action='/work/pin']", ["pin": "123456", "repeat": "123456"])
    try await deputy.press("设好了", status: 422)
    try await deputy.sees("不要用连号")
    try await deputy.fill("form[action='/work/pin']", ["pin": "481926", "repeat": "481926"])
    try await deputy.press("设好了")
    #expect(try await deputy.page.url.hasPrefix(record))
    try await deputy.act(.object, ["words": "我没有说过本周去看。"])
    try await deputy.sees("异议已登记", "我没有说过本周去看。")
  }

  @Test func aResidentWithoutAPhoneIsAnsweredOnPaper() async throws {
    try await Journey.run { journey in
      let liaison = try await journey.staff(journey.places.liaison)
      let receipt = try await keyIn(liaison, to: nil, name: "", phone: "")
      try await liaison.press("去看这件诉求")
      try await liaison.sees("未留姓名", "未留电话", "当面")
      try await liaison.act(.accept, ["grade": "transfer"])
      try await liaison.act(.reply, ["words": "水利站已经把护栏焊好了。"])
      try await liaison.press("答复单（没有手机的群众用）")
      try await liaison.sees("群众诉求答复单", "水利站已经把护栏焊好了。", "您的评价")
      let code = try #require(try await liaison.codes().first)
      #expect(code == journey.absolute(.lookup) + "?number=" + receipt.number)

      try await liaison.press("返回")
      try await liaison.act(.recordFeedback, ["asker": ""], status: 422)
      try await liaison.sees("请选择办理态度", "请填写谁问的")
      try await liaison.act(
        .recordFeedback,
        [
          "attitude": "satisfied", "result": "basic", "words": "焊得结实。", "asker": "赵联络", "asked": "2026-11-18",
          "how": "in_person",
        ])
      try await liaison.sees("反馈已登记", "焊得结实。", "赵联络")
      try await liaison.act(.archive)
      try await liaison.sees("已归档", "东村人大代表联络站〔2026〕1号")

      journey.advance()
      let reader = try await journey.visitor(.narrow)
      try await reader.open(.numbers)
      let rows = try await reader.page.texts(of: ".count-table tbody tr")
      #expect(rows.contains { $0.hasPrefix("工作人员询问登记") && $0.hasSuffix("1") }, "\(rows)")
      #expect(rows.contains { $0.hasPrefix("群众自己评价") && $0.hasSuffix("0") }, "\(rows)")
    }
  }

  /// Keys in what a visitor says; the slip comes in the answer, once, however often the answer is loaded.
  private func keyIn(_ liaison: Visitor, to deputy: TestDeputy?, name: String, phone: String) async throws -> Receipt {
    try await liaison.open(.intake)
    let form = "form[action='/work/intake']"
    try await liaison.fill(form, ["channel": "visit", "what": "渠边", "where": "东村渠首", "name": name, "phone": phone])
    try await liaison.press("登记，打印回执", status: 422)
    try await liaison.sees("至少写5个字，现在是2个字")
    try await liaison.fill(form, ["what": "渠边的护栏断了，老人孩子走着危险。", "via": deputy == nil ? "in_person" : "phone"])
    if let deputy { try await liaison.fill(form, ["to": "d-\(deputy.person)"]) }
    try await liaison.press("登记，打印回执")
    try await liaison.sees("群众诉求回执", "11月23日（周一）前告诉您是否受理")
    let receipt = try await liaison.receiptSlip()
    let again = try await liaison.page.reload()
    #expect(again == 200)
    #expect(try await liaison.receiptSlip() == receipt)
    return receipt
  }
}
