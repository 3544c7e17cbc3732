import Domain
import TestSupport
import Testing
import Web

/// A matter that a unit has to handle: from the deputy's phone to the unit, back, on to another unit, signed, answered,
/// disliked, handled again, liked.
@Suite(.serialized) struct UnitJourney {
  @Test func throughTwoUnitsAndTwoRounds() async throws {
    try await Journey.run { journey in
      let places = journey.places
      let resident = try await journey.visitor()
      try await resident.open(journey.printed(places.deputyCode))
      let receipt = try await resident.submit(
        Plea(what: "我叫陈大娘，渠口漏水三天了，淹了半亩地，电话13800001234。", place: "东村渠口"))
      let liaison = try await journey.staff(places.liaison)
      let deputy = try await journey.deputy(places.deputy, slipFrom: liaison)
      try await deputy.openCard("我叫陈大娘，渠口漏水三天了")
      try await deputy.act(.accept, ["grade": "transfer", "words": "转水利站办。"])

      // Nothing chosen: told at the fields, and what was typed stays.
      try await deputy.act(.transfer, ["words": "请查渠口为什么漏，抓紧补好。"], status: 422)
      try await deputy.sees("请选择主办单位")
      let kept = try await deputy.page.value(of: "form[action$='/transfer'] textarea[name=words]")
      #expect(kept == "请查渠口为什么漏，抓紧补好。")
      try await deputy.act(.transfer, ["lead": places.unit.description])
      try await deputy.sees("已转交单位", "三河镇水利站（主办）", "待签收")

      try await sheet(liaison, receipt)
      try await returned(journey, liaison, receipt)
      try await handled(journey, receipt)
      try await resident.open(receipt.link)
      try await resident.sees("三河镇村建办", "结果：已解决")
      try await resident.missesOut("不属于本单位职责", "用了两袋水泥")

      try await deputy.openCard("我叫陈大娘，渠口漏水三天了")
      try await deputy.act(.reply, ["words": "村建办把渠口补好了，请您看看。"])
      try await resident.open(receipt.link)
      try await resident.act(
        .rate, ["attitude": "satisfied", "result": "dissatisfied", "reason": "下了一场雨又漏了。"])
      try await liaison.find(receipt.number)
      try await liaison.act(.rehandle, ["to": "d-\(places.secondDeputy.person)", "words": "请带着单位再去一趟。"])
      let second = try await journey.deputy(places.secondDeputy, slipFrom: liaison)
      try await second.openCard("我叫陈大娘，渠口漏水三天了")
      try await second.act(.reply, ["words": "和村建办一起返工，当面试了水，不漏了。"])
      try await resident.open(receipt.link)
      try await resident.act(.rate, ["attitude": "satisfied", "result": "satisfied"])
      try await liaison.find(receipt.number)
      try await liaison.act(.archive)
      try await liaison.sees("已归档")
    }
  }

  /// 转办单: its code leads the unit to its part, and nothing on it says who the sender is.
  private func sheet(_ liaison: Visitor, _ receipt: Receipt) async throws {
    try await liaison.find(receipt.number)
    try await liaison.press("转办单（扫码即办）")
    try await liaison.sees("群众诉求转办单", "三河镇水利站", "请查渠口为什么漏")
    try await liaison.missesOut("1380000", "陈大娘")
    let code = try #require(try await liaison.codes().first)
    #expect(code.contains("/work/unit/") && code.hasSuffix("/1"))
    let unit = try await liaison.journey.staff(liaison.journey.places.unitRegistrar, .phone)
    try await unit.open(code)
    try await unit.sees("渠口漏水三天了", "不提供")
    try await unit.missesOut("陈大娘", "1380000")
  }

  private func returned(_ journey: Journey, _ liaison: Visitor, _ receipt: Receipt) async throws {
    let unit = try await journey.staff(journey.places.unitRegistrar, .phone)
    try await unit.open(.unit)
    try await unit.missesOut("陈大娘")
    try await unit.follow("td.t-title a")
    try await unit.act(.askReturn, ["words": "渠口以下归村建办。"], status: 422)
    try await unit.sees("请选择为什么退回")
    #expect(try await unit.page.value(of: "form[action$='/ask-return'] textarea") == "渠口以下归村建办。")
    try await unit.act(.askReturn, ["reason": "not_ours", "proposed": journey.places.otherUnit.description])
    try await unit.sees("已申请退回", "建议转给三河镇村建办")
    try await liaison.find(receipt.number)
    try await liaison.sees("三河镇水利站申请退回", "渠口以下归村建办。")
    try await liaison.act(
      .settleReturn,
      ["decision": "agree", "next": journey.places.otherUnit.description, "words": "请村建办补好渠口。"])
    try await liaison.sees("退回已处理", "三河镇村建办（主办）")
    let gone = try await unit.page.reload()
    #expect(gone == 404)
  }

  private func handled(_ journey: Journey, _ receipt: Receipt) async throws {
    let registrar = try await journey.staff(journey.places.otherUnitRegistrar)
    try await registrar.follow("td.t-title a")
    try await registrar.act(.signFor)
    try await registrar.sees("已签收", "办理中")
    try await registrar.act(.draftResult, ["outcome": "solved", "words": "补好了。"])
    let head = try await journey.staff(journey.places.otherUnitHead, .phone)
    try await head.follow("td.t-title a")
    try await head.act(.sendBack, ["words": "写明用了什么料。"])
    try await registrar.open(.unit)
    try await registrar.follow("td.t-title a")
    try await registrar.sees("写明用了什么料。")
    try await registrar.act(.draftResult, ["words": "用了两袋水泥，当天补好。"])
    try await head.open(.unit)
    try await head.follow("td.t-title a")
    try await head.act(.signResult)
    try await head.sees("已签发", "用了两袋水泥")
  }
}
