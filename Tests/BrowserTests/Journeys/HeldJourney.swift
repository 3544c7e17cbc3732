import Domain
import TestSupport
import Testing
import Web

/// 甄别: a program fills in what people do not see; the sender has his receipt, the clerk looks and lets it in.
@Suite(.serialized) struct HeldJourney {
  @Test("程序一样的提交先甄别，经办人一键放行，和别的一样办") func heldThenReleased() async throws {
    try await Journey.run { journey in
      let sender = try await journey.visitor()
      try await sender.open(.submit)
      try await sender.write()
      // Nobody comes to it with the keyboard, and it is not on the screen.
      #expect(try await sender.page.evaluate("document.querySelector('#website').tabIndex", as: Int.self) == -1)
      let hidden =
        "(() => { const b = document.querySelector('#website').getBoundingClientRect(); return b.width <= 1 || b.height <= 1 || getComputedStyle(document.querySelector('#website').parentElement).clipPath !== 'none'; })()"
      #expect(try await sender.page.evaluate(hidden, as: Bool.self))
      _ = try await sender.page.evaluate(
        "document.querySelector('#website').value = 'http://example.com', true", as: Bool.self)
      try await sender.press("提交，拿回执")
      try await sender.sees("已收到您的诉求", "先看一看这件诉求", "不用重复提交")
      let receipt = try await sender.receipt()

      let clerk = try await journey.staff(journey.places.clerk)
      try await clerk.press("待甄别")
      try await clerk.sees("像是程序填的", "没人看的话")
      try await clerk.press("打开看看")
      try await clerk.sees("待甄别", "先请您看一眼", "放行，转入办理")
      try await clerk.open(.held)
      try await clerk.follow("button[value^='one-']")
      try await clerk.sees("已放行，转入待受理", "没有等着甄别的诉求")
      try await clerk.open(.queue)
      try await clerk.press("村东头小学门口的路灯坏了三天")
      try await clerk.sees("待受理", "放行")

      try await sender.lookUp(number: receipt.number, code: receipt.code)
      try await sender.missesOut("先看一看这件诉求")
    }
  }
}
