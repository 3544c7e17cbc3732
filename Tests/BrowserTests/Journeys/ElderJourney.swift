import TestSupport
import Testing
import Web

/// 长辈版, and the keyboard instead of a finger.
@Suite(.serialized) struct ElderJourney {
  @Test func elderModeIsKeptOverThePagesAndAMatterGoesThrough() async throws {
    try await Journey.run { journey in
      var elder = try await journey.visitor()
      try await elder.open(.home)
      elder.checks = .elder
      try await elder.press("长辈版")
      try await elder.sees("有事您说，代表来听。", "标准版")
      #expect(try await elder.page.url == journey.absolute(.home))
      try await elder.press("找代表")
      try await elder.press("张三")
      #expect(try await elder.page.exists("html[data-elder]"))
      try await elder.press("提诉求")
      try await elder.press("提交，拿回执", status: 422)
      let receipt = try await elder.submit()
      #expect(try await elder.page.exists("html[data-elder]"))
      try await elder.open(receipt.link)

      elder.checks = .standard
      try await elder.press("标准版")
      #expect(try await !elder.page.exists("html[data-elder]"))
      #expect(try await elder.page.url == journey.absolute(.receipt(receipt.number)))
    }
  }

  @Test func aMatterIsSentWithTheKeyboardAlone() async throws {
    try await Journey.run { journey in
      let resident = try await journey.visitor(.desktop)
      try await resident.open(.home)
      try await resident.tab(to: "a.action-main")
      try await resident.look(resident.page.pressAndWait(.enter), 200, #_sourceLocation)
      let plea = Plea()
      for (field, words) in [
        ("#what", plea.what), ("#where", plea.place), ("#name", plea.name), ("#phone", plea.phone),
      ] {
        try await resident.tab(to: field)
        try await resident.page.type(words)
      }
      try await resident.tab(to: "#send button")
      try await resident.look(resident.page.pressAndWait(.enter), 200, #_sourceLocation)
      try await resident.sees("已收到您的诉求")
      // From the head of the page straight to its words.
      try await resident.page.reload()
      try await resident.page.press(.tab)
      #expect(try await resident.page.text(of: ":focus") == "跳到主要内容")
    }
  }
}

extension Visitor {
  struct NotReached: Error {
    let selector: String
  }

  /// Presses Tab until this has the focus.
  fileprivate func tab(to selector: String) async throws {
    for _ in 0..<60 {
      try await page.press(.tab)
      if try await page.exists("\(selector):focus") { return }
    }
    throw NotReached(selector: selector)
  }
}
