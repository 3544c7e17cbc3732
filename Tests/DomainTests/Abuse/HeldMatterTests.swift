import Domain
import Testing

@Suite("可疑的迹象") struct SubmissionSignsTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let what: String
    var text = "村口的路灯坏了三天，晚上看不见，老人走路不安全。"
    var trap = false
    var milliseconds: Int64? = 60_000
    var same = 0
    var inCampaign = false
    var rules = HoldRules()
    var expected: [HoldReason] = []
    var testDescription: String { what }
  }

  private static func rules(_ change: (inout HoldRules) -> Void) -> HoldRules {
    var rules = HoldRules()
    change(&rules)
    return rules
  }

  static let cases: [Case] = [
    Case(what: "平常的一件"),
    Case(what: "看不见的一栏填了", trap: true, expected: [.trap]),
    Case(what: "太快，没有别的", milliseconds: 1_999),
    Case(what: "不知道多快", milliseconds: nil), Case(what: "时钟往回拨了", milliseconds: -500),
    Case(
      what: "太快，又有网址", text: "点开 www.example.top 看一看，很便宜的。", milliseconds: 900, expected: [.tooQuick, .links]),
    Case(what: "网址本身不算什么", text: "镇上的通知见 https://example.gov.cn/a，请解释一下。"),
    Case(what: "自己的号码", text: "请打 13800001234 找我说说路灯的事，谢谢。"),
    Case(
      what: "网址、别人的号码、没有汉字", text: "call 13911112222 www.example.com", expected: [.links, .otherNumbers, .noChinese]),
    Case(what: "外文写的", text: "The street lamp at the village gate has been broken for three days."),
    Case(what: "第十九件一样的", same: 18), Case(what: "第二十件一样的", same: 19, expected: [.sameText]),
    Case(what: "很短的话，碰巧一样", text: "路灯坏了，请修。", same: 58),
    Case(what: "很短的话，六十件", text: "路灯坏了，请修。", same: 59, expected: [.sameText]),
    Case(what: "征集活动里一样的", same: 58, inCampaign: true),
    Case(what: "不甄别", trap: true, rules: rules { $0.score = 0 }),
    Case(what: "门槛高", trap: true, rules: rules { $0.score = 4 }),
    Case(what: "门槛低", milliseconds: 100, rules: rules { $0.score = 2 }, expected: [.tooQuick]),
  ]

  @Test("几样迹象合起来，够分才先甄别", arguments: cases) func weighs(one: Case) {
    var signs = SubmissionSigns()
    signs.isTrapFilled = one.trap
    signs.milliseconds = one.milliseconds
    signs.sameTexts = one.same
    signs.isInCampaign = one.inCampaign
    #expect(signs.reasons(text: one.text, phone: "13800001234", under: one.rules) == one.expected)
  }

  @Test(
    "几乎一样和不一样",
    arguments: [
      ("村口的路灯坏了三天，晚上看不见，老人走路不安全。", "村口的路灯坏了三天 晚上看不见！老人走路不安全", true),
      ("ＡＢＣ小区三号楼的电梯停了一个星期，没有人来修。", "abc小区三号楼的电梯停了一个星期，没有人来修。", true),
      (
        "请大家都来支持在河边建一座新的桥，现在绕路要走五公里，孩子上学不方便，老人看病也不方便，真的很需要。", "请大家都来支持在河边建一座新的桥，现在绕路要走五公里，孩子上学不方便，老人看病也不方便，真的很需要7391。",
        true
      ),
      ("村口的路灯坏了三天，晚上看不见，老人走路不安全。", "我们村头那盏路灯好几天不亮了，夜里走路摔了人，请快修。", false),
      ("村口的路灯坏了三天，晚上看不见，老人走路不安全。", "村口的垃圾堆了三天，没有人来清，气味很大。", false),
      ("", "路灯坏了", false), ("路", "灯", false), ("", "", true), ("！！！", "？？", true),
    ])
  func likeness(one: String, other: String, isLike: Bool) {
    #expect(TextPrint(one).isLike(TextPrint(other)) == isLike, "\(TextPrint(one).likeness(to: TextPrint(other)))")
  }
}

@Suite("待甄别的诉求") struct HeldMatterTests {
  private static var held: MatterEvent.Submitted {
    var event = Sample.submitted()
    event.held = [.trap]
    return event
  }

  @Test("只在待甄别里，别处一概不算") func waitsApart() throws {
    var life = Life(Self.held)
    #expect(life.status.queue == .held && life.status.runningClock == nil)
    #expect(life.status.tallies.map(\.measure) == [.held] && life.status.tallies.first?.person == nil)
    #expect(life.status.watchers.isEmpty)
    for act in MatterAct.allCases where act.states.contains(.submitted) {
      for command in MatterCandidates.commands(act, for: life.status, today: life.now.date) {
        let isAllowed = life.refusal(command) != .heldFirst
        let may: Set<MatterAct> = [
          .release, .decline, .divert, .seal, .note, .withdraw, .object, .reveal, .reissue, .erase, .recount, .handOver,
        ]
        #expect(isAllowed == may.contains(act), "\(act)")
      }
    }
    try life.act(.decline(reason: .promotion, nextVenue: nil, nextDeputy: nil))
    #expect(life.status.queue == .ended && life.status.tallies.isEmpty)
  }

  @Test("放行以后和别的一样；受理从放行起算，答复从收到起算") func release() throws {
    var life = Life(Self.held)
    let (accept, reply, received) = (life.status.acceptDue, life.status.replyDue, life.status.receivedAt)
    try life.act(.release(isByTimer: false), on: life.status.countsFrom.adding(days: 2).description)
    #expect(!life.status.isHeld && life.status.queue == .toAccept && life.status.state == .submitted)
    #expect(life.status.acceptDue.date > accept.date && life.status.acceptDue.date <= reply.date)
    #expect(life.status.replyDue == reply && life.status.receivedAt == received)
    #expect(life.status.tallies.contains { $0.measure == .received && $0.date == received.date })
    #expect(life.refusal(.release(isByTimer: false)) == .nothingChanged)
  }

  @Test("没人看的，过了一个工作日才自动放行；设为0就一直等人") func timer() throws {
    let life = Life(Self.held)
    let day = life.workflow.releasedAfter(life.status)
    let until = try #require(day)
    #expect(until > life.status.countsFrom)
    #expect(life.refusal(.release(isByTimer: true), on: until.description) == .notLapsed)
    #expect(life.refusal(.release(isByTimer: true), on: until.adding(days: 1).description) == nil)
    var rules = MatterRules()
    rules.releaseHeldAfter = 0
    let waiting = MatterWorkflow(rules: rules, calendar: life.workflow.calendar)
    #expect(waiting.releasedAfter(life.status) == nil)
    #expect(!waiting.isForgotten(life.status, today: until.adding(days: 300)))
  }

  @Test("只有站里和本级看得到、能放行") func access() {
    let facts = AccessSamples.facts(Self.held)
    let free = AccessSamples.facts(Sample.submitted())
    for actor in AccessSamples.actors {
      let relations = MatterAccess.relations(of: actor, to: facts)
      let place: Set<MatterRelation> = [.sender, .liaison, .chief, .clerk, .chair, .system, .visitor]
      #expect(relations == MatterAccess.relations(of: actor, to: free).intersection(place))
      for act in [MatterAct.release, .decline] {
        let mayLook = !relations.isDisjoint(with: [.liaison, .chief, .clerk])
        let isSystem = act == .release && relations.contains(.system)
        #expect((MatterAccess.decide(act, on: facts, by: actor) == .allowed) == (mayLook || isSystem), "\(act)")
      }
    }
  }

  @Test("甄别前只告诉站里一句，放行时才告诉该知道的人") func messages() throws {
    var life = Life(Self.held)
    let first = MatterMessages.after(.submitted(Self.held), from: nil, to: life.status, onBehalf: nil)
    #expect(
      first.map(\.kind) == [.held] && MatterMessages.toGrid(ID(9), after: .submitted(Self.held), life.status).isEmpty)
    #expect(MatterMessages.after(.withdrawn, from: life.status, to: life.status, onBehalf: nil).isEmpty)
    let before = life.status
    try life.act(.release(isByTimer: false))
    let event = try life.workflow.decide(.release(isByTimer: false), on: before, at: life.now)
    let usual = MatterMessages.after(
      .submitted(Sample.submitted()), from: nil, to: MatterStatus(submitted: Sample.submitted()), onBehalf: nil)
    #expect(MatterMessages.after(event, from: before, to: life.status, onBehalf: nil) == usual)
    #expect(MatterMessages.toGrid(ID(9), after: event, life.status).map(\.kind) == [.arrived])
  }
}
