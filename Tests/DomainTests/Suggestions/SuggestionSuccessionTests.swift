import Domain
import Testing

/// A unit that is dissolved while it has a suggestion, and what is taken back or taken down.
@Suite struct SuggestionSuccessionTests {
  typealias S = SuggestionSample

  private func registrar(_ unit: ID<HandlingUnit>) -> Actor {
    AccessSamples.person(ID(970), [Post(role: .unitRegistrar, congress: S.congress, unit: unit)], mandates: [])
  }

  @Test("接办的单位接着原来的期限、轮次和没兑现的承诺，看得到前一个单位的部分；原单位看不到了")
  func goesOn() throws {
    var life = SuggestionLife()
    try life.submit()
    try life.handOver()
    try life.act(.signFor(part: 1))
    try life.act(.promise(part: 1, due: life.today.adding(days: 60)))
    try life.act(.itemize(part: 1, count: 2))
    let due = try #require(life.status.part(1)).replyDue
    try life.act(.succeed(part: 1, by: S.third), on: "2026-04-20")
    let next = try #require(life.status.part(2))
    #expect(next.unit == S.third && next.follows == 1 && next.replyDue == due && next.role == .sole)
    #expect(life.status.part(1)?.hasCome == false)
    #expect(life.status.openPromises.map(\.part) == [2] && life.status.items.map(\.part) == [2, 2])
    #expect(life.replayed == life.status)
    #expect(life.status.clocks.allSatisfy { $0.debtor == .unit(S.third) })
    #expect(SuggestionAccess.parts(of: registrar(S.third), in: life.status).map(\.number) == [1, 2])
    #expect(SuggestionAccess.parts(of: registrar(S.unit), in: life.status).isEmpty)
  }

  @Test("重新办理中换了单位：轮次、收件的代表都在，已兑现、还欠答复函的承诺跟着走")
  func inTheSecondRound() throws {
    var life = SuggestionLife()
    try life.submit()
    try life.handOver()
    try life.act(.signFor(part: 1))
    try life.act(.promise(part: 1, due: life.today.adding(days: 60)))
    try life.answer()
    try life.act(S.rate(1, S.lead, .dissatisfied))
    try life.act(.keepPromise(1))
    #expect(life.status.promises.first?.owesLetter == true)
    try life.act(.succeed(part: 1, by: S.third))
    #expect(life.status.part(2)?.round == 2 && life.status.part(2)?.raters == [S.lead])
    #expect(life.status.promises.map(\.part) == [2])
    try life.act(.draftPromiseLetter(1, points: 1))
    try life.act(.signPromiseLetter(1))
    #expect(life.replayed == life.status)
  }

  @Test("主办并入协办的：协办接主办，不再另有协办；别的同一单位两次不行")
  func aHelperTakesTheLead() throws {
    var life = SuggestionLife()
    try life.submit()
    try life.handOver(.lead)
    #expect(life.refusal(.succeed(part: 2, by: S.unit)) == .sameUnitTwice)
    #expect(life.refusal(.succeed(part: 1, by: S.unit)) == .sameUnit)
    try life.act(.succeed(part: 1, by: S.helper))
    #expect(life.status.part(3)?.role == .lead && life.status.coParts.isEmpty)
    try life.act(.signFor(part: 3))
    try life.answer(3)
    #expect(life.status.state == .replied && life.replayed == life.status)
    var separate = SuggestionLife()
    try separate.submit()
    try separate.handOver(.separate)
    #expect(separate.refusal(.succeed(part: 1, by: S.helper)) == .sameUnitTwice)
  }

  @Test("并了别的、等联名代表同意撤回的，谁也不会因为撤回没人答复")
  func nobodyIsLeftWithoutAnswer() throws {
    var rules = SuggestionRules()
    rules.withdrawalNeedsAll = true
    var life = SuggestionLife(S.drafted(signers: [S.first]), rules: rules)
    try life.submit()
    try life.act(.withdraw)
    #expect(life.status.clocks.contains(SuggestionClock(.agree, .person(S.first), due: nil)))
    #expect(life.refusal(.merge(into: life.status, id: ID(701))) == .notMergeable)
    try life.act(.takeIn(S.proposal))
    #expect(life.refusal(.agreeToWithdraw(S.first)) == .leadsOthers)
    // Sent back, the request is forgotten.
    var back = SuggestionLife(S.drafted(signers: [S.first]), rules: rules)
    try back.submit()
    try back.act(.withdraw)
    try back.act(.sendBack)
    #expect(back.status.withdrawalAskedOn == nil)
    #expect(back.status.clocks == [SuggestionClock(.revise, .person(S.lead), due: nil)])
    try back.submit()
    #expect(back.refusal(.agreeToWithdraw(S.first)) == .nothingToAgree)
    #expect(back.replayed == back.status)
  }

  @Test("撤回、代表不同意公开、重新办理，公开的就收回来；没有这条规定的地方代表不能不同意")
  func takenDown() throws {
    func published(_ change: (inout SuggestionRules) -> Void = { _ in }) throws -> SuggestionLife {
      var rules = SuggestionRules()
      rules.deputyMayObject = true
      change(&rules)
      var life = SuggestionLife(S.drafted(signers: [S.first]), rules: rules)
      try life.submit()
      try life.handOver()
      try life.answer()
      try life.act(.redact(by: ID(902)))
      try life.act(.publish(true, by: ID(903)))
      #expect(life.status.publication == .published)
      return life
    }
    var objected = try published()
    try objected.act(.objectToPublication(true))
    #expect(objected.status.publication == .withheld)
    #expect(objected.refusal(.publish(true, by: ID(903))) == .deputyObjects)
    var again = try published()
    try again.act(S.rate(1, S.first, .dissatisfied))
    #expect(again.status.publication == SuggestionStatus.Publication.none && again.status.redactedBy == nil)
    #expect(again.refusal(.publish(true, by: ID(903))) == .nothingRedacted)
    var gone = try published { $0.withdrawalNeedsAll = false }
    try gone.act(.withdraw)
    #expect(gone.status.publication == .withheld && gone.replayed == gone.status)
    var studied = try published { $0.dissatisfaction = .studied }
    try studied.act(S.rate(1, S.first, .dissatisfied))
    #expect(studied.status.state == .studying && studied.status.publication == .published)
    try studied.act(.publish(false, by: ID(902)))
    #expect(studied.refusal(.publish(true, by: ID(903))) == .notInThisState)
    let fixed = try published { $0.deputyMayObject = false }
    #expect(fixed.refusal(.objectToPublication(true)) == .objectionsNotProvided)
  }

  @Test("撤回了的，承诺不再跟踪") func nothingToKeep() throws {
    var life = SuggestionLife()
    try life.submit()
    try life.handOver()
    try life.act(.signFor(part: 1))
    try life.act(.promise(part: 1, due: life.today.adding(days: 60)))
    try life.act(.withdraw)
    #expect(life.status.openPromises.isEmpty && life.status.standingPromises.isEmpty && life.status.clocks.isEmpty)
  }
}
