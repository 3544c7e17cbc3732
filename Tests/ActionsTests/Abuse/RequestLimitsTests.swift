import Actions
import Domain
import SecretsKit
import TestSupport
import Testing

@Suite("按地址和联系方式限次") struct RequestLimitsTests {
  private let start = TestTown.start
  private let submit = LimitPolicy("submit", [.hourly(120, burst: 30)])
  private let contact = LimitPolicy("contact", [.hourly(5, burst: 5), .daily(20, burst: 20)])

  private func limits(most: Int = 65_536) -> RequestLimits {
    RequestLimits(tokens: Tokens(keys: KeyRing(random: DemoChance(seed: 1).bytes)), most: most)
  }

  @Test("各人各算，用完了说清什么时候再来") func counts() {
    let limits = limits()
    for index in 0..<5 {
      let verdict = limits.take(contact, for: .contact("13800138000"), at: start)
      #expect(verdict.isAllowed)
      #expect(verdict.tightest?.remaining == 4 - index)
    }
    let refused = limits.take(contact, for: .contact("13800138000"), at: start)
    #expect(
      refused.refusal
        == LimitStanding(policy: "contact", limit: 5, window: 3600, remaining: 0, reset: 3600, retryAfter: 720))
    #expect(limits.take(contact, for: .contact("13800138001"), at: start).isAllowed)
    #expect(limits.take(contact, for: .other("13800138000"), at: start).isAllowed)
    #expect(limits.take(contact, for: .contact("13800138000"), at: start.adding(seconds: 720)).isAllowed)
  }

  @Test("一天的限额比一小时的后到") func countsByTheDay() {
    let limits = limits()
    var allowed = 0
    for minute in 0..<24 * 60 {
      let now = start.adding(seconds: Int64(minute) * 60)
      if limits.take(contact, for: .contact("1"), at: now).isAllowed { allowed += 1 }
    }
    // A full bucket of twenty, and what comes back during the day.
    #expect((38...40).contains(allowed))
  }

  @Test("几样一起要，缺一样就都不扣") func takesAllOrNothing() {
    let limits = limits()
    let claims = [
      RequestLimits.Claim(submit, .other("village")), RequestLimits.Claim(contact, .contact("1")),
    ]
    for _ in 0..<5 { #expect(limits.take(claims, at: start).isAllowed) }
    for _ in 0..<10 { #expect(!limits.take(claims, at: start).isAllowed) }
    #expect(limits.take(submit, for: .other("village"), cost: 0, at: start).tightest?.remaining == 25)
  }

  @Test("关掉的限额不拦也不记") func isOff() {
    let limits = limits()
    let verdict = limits.take(LimitPolicy("off", []), for: .contact("1"), at: start)
    #expect(verdict.isAllowed && verdict.standings.isEmpty && verdict.tightest == nil)
    #expect(limits.count == 0)
  }

  @Test("桶有上限，换再多地址也冲不掉自己的空桶") func keepsTheEmptyOnes() {
    let limits = limits(most: 1000)
    for _ in 0..<30 { limits.take(submit, for: .other("attacker"), at: start) }
    for index in 0..<20_000 { limits.take(submit, for: .other("decoy \(index)"), at: start) }
    #expect(limits.count == 1000)
    #expect(!limits.take(submit, for: .other("attacker"), at: start).isAllowed)
  }

  @Test("满了的先让位") func forgetsTheFullOnes() {
    let limits = limits(most: 64)
    for index in 0..<63 { limits.take(submit, for: .other("early \(index)"), at: start) }
    let later = start.adding(hours: 1)
    for _ in 0..<30 { limits.take(submit, for: .other("busy"), at: later) }
    for index in 0..<200 { limits.take(submit, for: .other("late \(index)"), at: later) }
    #expect(!limits.take(submit, for: .other("busy"), at: later).isAllowed)
  }

  @Test("许多人同时来，也只给那么多") func countsWhenManyAskAtOnce() async {
    let limits = limits()
    let allowed = await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<400 {
        group.addTask { limits.take(submit, for: .other("one"), at: start).isAllowed }
      }
      return await group.reduce(into: 0) { count, isAllowed in count += isAllowed ? 1 : 0 }
    }
    #expect(allowed == 30)
  }
}
