import Domain
import TestSupport
import Testing
import Web

/// Browsers that do less than others: no scripts, no cookies.
@Suite(.serialized) struct PlainBrowserJourney {
  @Test func withoutScriptsMistakesAreNamedAndNothingIsLost() async throws {
    try await Journey.run { journey in
      let resident = try await journey.visitor(.narrow, javaScript: false)
      try await resident.open(journey.printed(journey.places.stationCode))
      try await resident.sees("您扫了这里的码", "东村人大代表联络站")
      try await resident.write(Plea(what: "路灯", place: "村口", name: "陈大娘", phone: ""))
      try await resident.press("提交，拿回执", status: 422)
      try await resident.sees("还有2处要补一补")
      let what = try await resident.page.text(of: "#what-err")
      #expect(what.contains("至少写5个字，现在是2个字"), "\(what)")
      #expect(try await resident.page.text(of: "#phone-err").contains("请填写手机号"))
      #expect(try await resident.page.attribute("aria-describedby", of: "#phone") == "phone-err")
      for (field, typed) in ["what": "路灯", "where": "村口", "name": "陈大娘"] {
        #expect(try await resident.page.value(of: "#" + field) == typed)
      }
      // The line in the summary leads to its field.
      try await resident.page.click(".error-summary a[href='#phone']")
      try await resident.page.fill("#phone", "138 0000 1234")
      try await resident.page.fill("#what", "村口的路灯坏了三天，晚上看不见。")
      try await resident.press("提交，拿回执")
      try await resident.sees("已收到您的诉求", "东村人大代表联络站将在")
      let receipt = try await resident.receipt()
      try await resident.open(receipt.link)
      #expect(try await resident.countOwnMatters() == 1)
    }
  }

  @Test func withoutCookiesTheReceiptIsShownAtOnce() async throws {
    try await Journey.run { journey in
      let resident = try await journey.visitor(cookiesOff: true)
      try await resident.open(.submit)
      let receipt = try await resident.submit()
      try await resident.sees("您的浏览器不保存凭证")
      #expect(try await resident.page.cookies().isEmpty)
      try await resident.open(receipt.link)
      try await resident.sees("已收到您的诉求")
      // Without cookies an act carries the receipt itself.
      try await resident.sees("再提一件")
      try await resident.lookUp(number: receipt.number, code: receipt.code)
      try await resident.sees("已收到您的诉求")
      let other = try await journey.visitor()
      try await other.open(receipt.link)
      #expect(try await other.receipt() == receipt)
    }
  }

  @Test func twoPressesWithoutScriptsMakeOneMatter() async throws {
    try await Journey.run { journey in
      let resident = try await journey.visitor(.desktop, javaScript: false)
      try await resident.open(.submit)
      try await resident.write()
      // The answer takes its time, so that the second press finds the same form and sends it again.
      try await resident.page.throttle(latency: 2000, kbps: 4000)
      try await resident.page.afterNavigation { try await resident.page.clickTwice("#send button") }
      try await resident.page.unthrottle()
      let sent = resident.page.requests.filter { $0 == journey.absolute(.submit) }.count
      #expect(sent == 3, "the form and two sendings, not \(sent)")
      try await resident.sees("已收到您的诉求")
      #expect(try await resident.countOwnMatters() == 1)
      try await expectMatters(1, journey)
    }
  }

  @Test func aDoubleClickMakesOneMatter() async throws {
    try await Journey.run { journey in
      let resident = try await journey.visitor(.desktop)
      try await resident.open(.submit)
      try await resident.write()
      try await resident.page.afterNavigation {
        try await resident.page.run("const send = document.querySelector('#send button'); send.click(); send.click()")
      }
      try await resident.sees("已收到您的诉求")
      try await expectMatters(1, journey)
    }
  }

  @Test func backAndSendingOtherWordsMakesASecondMatterAndReloadingDoesNot() async throws {
    try await Journey.run { journey in
      let resident = try await journey.visitor()
      try await resident.open(.submit)
      let first = try await resident.submit()
      try await resident.page.reload()
      #expect(try await resident.receipt() == first)
      try await resident.page.back()
      try await resident.page.waitFor("#send")
      let second = try await resident.submit(Plea(what: "水渠堵了，稻田进不了水，请找人清一清。", place: "西边水渠"))
      #expect(second.number != first.number)
      try await resident.page.reload()
      #expect(try await resident.countOwnMatters() == 2)
      try await expectMatters(2, journey)
    }
  }

  /// As many as the numbers say were received.
  private func expectMatters(
    _ count: Int, _ journey: Journey, at location: SourceLocation = #_sourceLocation
  ) async throws {
    journey.advance()
    let reader = try await journey.visitor()
    try await reader.open(SitePath.number(.received), at: location)
    try await reader.sees("共\(count)件", at: location)
  }
}
