import Domain
import TestSupport
import Testing
import Web

/// A petition that belongs elsewhere, and a receipt that was lost.
@Suite(.serialized) struct ElsewhereJourney {
  @Test func aPetitionIsLedToTheOrganThatTakesIt() async throws {
    try await Journey.run { journey in
      let resident = try await journey.visitor()
      try await resident.open(journey.printed(journey.places.stationCode))
      let receipt = try await resident.submit(Plea(what: "对县里的补偿决定不服，要信访，请帮忙。", place: "东村"))
      let liaison = try await journey.staff(journey.places.liaison)
      try await liaison.find(receipt.number)
      try await liaison.act(.divert, ["kind": "petition", "words": "请带上身份证和补偿决定书。"], status: 422)
      try await liaison.sees("请填写机关名称")
      #expect(try await liaison.page.value(of: "#divert-words") == "请带上身份证和补偿决定书。")
      try await liaison.act(.divert, ["organ": "三河县信访局"])
      try await liaison.sees("群众诉求分流告知单", "信访事项", "三河县信访局", "请带上身份证和补偿决定书。")
      try await liaison.press("返回")
      try await liaison.sees("已告知去处")

      try await resident.open(receipt.link)
      try await resident.sees("请到这里办", "信访事项", "三河县信访局", "请带上身份证和补偿决定书。")
      let phone = try await journey.visitor(.narrow)
      try await phone.lookUp(number: receipt.number, code: receipt.code)
      try await phone.sees("请到这里办", "三河县信访局")
    }
  }

  @Test func aLostReceiptIsIssuedAgainAndTheOldOneIsDead() async throws {
    try await Journey.run { journey in
      let resident = try await journey.visitor()
      try await resident.open(journey.printed(journey.places.stationCode))
      let old = try await resident.submit()
      let liaison = try await journey.staff(journey.places.liaison)
      try await liaison.find(old.number)
      try await liaison.act(.reissue, status: 422)
      try await liaison.sees("请写明怎么核对是本人的")
      try await liaison.act(.reissue, ["how": "当面，说出了事由和留的电话"])
      try await liaison.sees("群众诉求回执（补发）", "以前的查询码已经作废")
      let new = try await liaison.receiptSlip()
      #expect(new.number == old.number && new.code != old.code && new.link != old.link)

      let finder = try await journey.visitor(.narrow)
      try await finder.open(old.link, status: 404)
      try await finder.sees("这个回执链接已经不用了", "去查进度")
      try await finder.lookUp(number: old.number, code: old.code, status: 422)
      try await finder.sees("回执号和查询码没有对上")
      #expect(try await resident.countOwnMatters() == 0)

      let phone = try await journey.visitor()
      try await phone.open(new.link)
      try await phone.sees("村东头小学门口的路灯坏了三天")
      let looker = try await journey.visitor(.desktop)
      try await looker.lookUp(number: DateWords.receipt(new.number), code: DateWords.lookupCode(new.code))
      // Whoever came by the code sees the number, not the code again.
      try await looker.sees("已收到您的诉求", DateWords.receipt(new.number))
      try await looker.missesOut(DateWords.lookupCode(new.code))
    }
  }
}
