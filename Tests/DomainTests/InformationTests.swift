import Domain
import Testing

/// 个人信息请求, 保存期限: the rules by themselves.
@Suite struct InformationTests {
  private static let today = CivilDate(daysSinceEpoch: 20_775)

  private static func request(
    _ kind: InformationRequest.Kind, _ state: InformationRequest.State = .open, fields: [CorrectedField] = []
  ) -> InformationRequest {
    InformationRequest(
      id: ID(1), matter: ID(2), kind: kind, state: state, askedAt: today.start, due: DueDate(date: today),
      settledAt: state == .open ? nil : today.start, fields: fields)
  }

  private static func result(_ outcome: InformationDecision, _ request: InformationRequest, _ facts: InformationFacts)
    -> String
  {
    do {
      switch try InformationWorkflow.decide(outcome, on: request, facts) {
      case nil: return "told"
      case .erase(let parts)?: return parts.count == 1 ? "contact" : "all"
      case .correct(let fields)?: return fields.map(\.rawValue).joined(separator: " ")
      }
    } catch {
      return error.rawValue
    }
  }

  private struct Case: Sendable {
    let outcome: InformationDecision.Outcome
    var ground: InformationGround?
    var fields: [CorrectedField] = []
    let ended: String
    let open: String
    let held: String
    let formOpen: String
  }

  /// What comes of a decision on a deletion: the matter has ended, is being handled, is held, or one of its form is open.
  private static let deletions: [Case] = [
    Case(outcome: .granted, ended: "all", open: "inHandling", held: "held", formOpen: "formOpen"),
    Case(outcome: .partly, ground: .inHandling, ended: "contact", open: "contact", held: "held", formOpen: "contact"),
    Case(
      outcome: .partly, ended: "groundMissing", open: "groundMissing", held: "groundMissing",
      formOpen: "groundMissing"),
    Case(outcome: .refused, ground: .held, ended: "told", open: "told", held: "told", formOpen: "told"),
    Case(
      outcome: .refused, ground: .accurate, ended: "groundMissing", open: "groundMissing", held: "groundMissing",
      formOpen: "groundMissing"),
  ]

  @Test("删除：每种决定在每种情形下", arguments: deletions.indices)
  func deletion(index: Int) {
    let item = Self.deletions[index]
    let decision = InformationDecision(outcome: item.outcome, ground: item.ground, hasReason: true)
    let facts: [(InformationFacts, String)] = [
      (.init(isEnded: true, isHeld: false), item.ended), (.init(isEnded: false, isHeld: false), item.open),
      (.init(isEnded: true, isHeld: true), item.held),
      (.init(isEnded: true, isHeld: false, isFormOpen: true), item.formOpen),
    ]
    for (facts, expected) in facts {
      #expect(Self.result(decision, Self.request(.deletion), facts) == expected)
    }
  }

  @Test("更正：全部、部分、不同意")
  func correction() {
    let facts = InformationFacts(isEnded: false, isHeld: true)
    let asked = Self.request(.correction, fields: [.name, .phone])
    func result(
      _ outcome: InformationDecision.Outcome, _ ground: InformationGround?, _ fields: [CorrectedField] = []
    ) -> String {
      Self.result(.init(outcome: outcome, ground: ground, fields: fields, hasReason: true), asked, facts)
    }
    #expect(result(.granted, nil) == "name phone")
    #expect(result(.partly, .accurate, [.phone]) == "phone")
    #expect(result(.partly, .accurate, [.name, .phone]) == "notAPart")
    #expect(result(.partly, .accurate) == "notAPart" && result(.partly, .accurate, [.guardian]) == "notAPart")
    #expect(result(.partly, nil, [.phone]) == "groundMissing")
    #expect(result(.refused, .accurate) == "told" && result(.refused, .archive) == "groundMissing")
  }

  @Test("决定过的、撤回的，不能再决定、再撤回；没写理由不能决定")
  func settled() {
    let facts = InformationFacts(isEnded: true, isHeld: false)
    for state in InformationRequest.State.allCases where state != .open {
      for kind in [InformationRequest.Kind.correction, .deletion] {
        for outcome in InformationDecision.Outcome.allCases {
          let decision = InformationDecision(
            outcome: outcome, ground: InformationGround.of(kind).first, fields: [.name], hasReason: true)
          #expect(Self.result(decision, Self.request(kind, state, fields: [.name]), facts) == "settled")
        }
        #expect(throws: InformationRefusal.settled) { try InformationWorkflow.withdraw(Self.request(kind, state)) }
      }
    }
    let silent = InformationDecision(outcome: .granted, ground: nil, hasReason: false)
    #expect(Self.result(silent, Self.request(.deletion), facts) == "reasonMissing")
    #expect(throws: Never.self) { try InformationWorkflow.withdraw(Self.request(.deletion)) }
  }

  @Test("提出：同类的一次一件，没有可改可删的不能提")
  func asking() {
    func refusal(
      _ kind: InformationRequest.Kind, _ fields: [CorrectedField] = [], open: Set<InformationRequest.Kind> = [],
      erased: Set<ErasedPart> = []
    ) -> InformationRefusal? {
      do {
        try InformationWorkflow.ask(
          kind, fields: fields, open: open, on: .init(isEnded: true, isHeld: true, erased: erased))
        return nil
      } catch { return error }
    }
    #expect(refusal(.deletion) == nil && refusal(.deletion, open: [.correction]) == nil)
    #expect(refusal(.deletion, open: [.deletion]) == .alreadyOpen)
    #expect(refusal(.deletion, erased: [.contact]) == nil)
    #expect(refusal(.deletion, erased: [.contact, .words, .photos]) == .nothingLeft)
    #expect(refusal(.correction) == .nothingLeft && refusal(.correction, [.name]) == nil)
    #expect(refusal(.correction, [.name], erased: [.contact]) == .nothingLeft)
    #expect(refusal(.correction, [.words], erased: [.contact]) == nil)
    #expect(refusal(.correction, [.words], erased: [.words]) == .nothingLeft)
    #expect(refusal(.copy, erased: Set(ErasedPart.allCases)) == nil)
  }

  @Test("十五个工作日：提出当天不算，放假不算")
  func due() {
    // Wednesday, 18 November 2026.
    let calendar = WorkingCalendar(
      table: HolidayTable(
        days: [.init(date: Self.today.adding(days: 1), kind: .off, name: "假")], years: [2026], version: 1))
    let plain = WorkingCalendar(table: HolidayTable(days: [], years: [2026], version: 1))
    let asked = Self.today.start.adding(hours: 10)
    #expect(InformationWorkflow.due(askedAt: asked, plain).date == Self.today.adding(days: 21))
    #expect(InformationWorkflow.due(askedAt: asked, calendar).date == Self.today.adding(days: 22))
    #expect(Self.request(.deletion).isOverdue(on: Self.today.adding(days: 1)))
    #expect(!Self.request(.deletion).isOverdue(on: Self.today))
    #expect(!Self.request(.deletion, .refused).isOverdue(on: Self.today.adding(days: 1)))
  }

  // MARK: Who

  @Test("谁能提、能决定、能知道", arguments: [false, true])
  func access(isSealed: Bool) {
    let facts = AccessSamples.facts(isSealed ? Sample.atDesk(.accusation) : Sample.submitted())
    var able: [InformationAccess.Act: Set<String>] = [:]
    let names = [
      "sender", "owner", "member", "liaison", "chief", "clerk", "chair", "upper", "acted", "system", "worker",
    ]
    let everybody =
      Array(zip(names, AccessSamples.actors)) + AccessSamples.strangers.map { ("stranger", $0) }
    for (name, actor) in everybody {
      for act in InformationAccess.Act.allCases where InformationAccess.may(act, on: facts, by: actor) {
        able[act, default: []].insert(name)
      }
    }
    #expect(able[.ask] == ["sender"])
    #expect(able[.decide] == (isSealed ? ["upper"] : ["clerk"]))
    #expect(able[.know] == (isSealed ? ["upper"] : ["clerk", "chief", "chair"]))
  }

  // MARK: Time of keeping

  private static func plan(_ change: (inout CongressSettings) -> Void = { _ in }) -> RetentionPlan {
    var settings = CongressSettings()
    change(&settings)
    return RetentionPlan(settings)
  }

  private static func facts(
    ended: CivilDate?, form: CivilDate?? = nil, sealed: Bool = false, published: Bool = false,
    erased: Set<ErasedPart> = []
  ) -> RetentionFacts {
    RetentionFacts(
      endedOn: ended, formEndedOn: form ?? ended, isSealed: sealed, isPublished: published, erased: erased)
  }

  @Test("到期是期满的第二天，闰日顺延到三月一日")
  func cutoff() throws {
    let plan = Self.plan()
    let ended = try #require(CivilDate(text: "2024-02-29"))
    for (today, isOver) in [("2027-02-28", false), ("2027-03-01", true), ("2028-02-29", true)] {
      let day = try #require(CivilDate(text: today))
      #expect(plan.due(Self.facts(ended: ended), today: day).contains(.contact) == isOver, "\(today)")
      let reaches = try #require(plan.cutoff(.contact, today: day)) >= ended
      #expect(reaches == isOver)
    }
    for offset in 0..<800 {
      let day = ended.adding(days: offset)
      let cutoff = try #require(plan.cutoff(.contact, today: day))
      #expect(cutoff.adding(months: 36) < day && cutoff.adding(days: 1).adding(months: 36) >= day)
    }
  }

  @Test("按类到期：联系方式三年，文字照片五年，封存十年，公开稿不删")
  func classes() {
    let plan = Self.plan()
    func due(_ years: Int, _ facts: (CivilDate) -> RetentionFacts) -> Set<ErasedPart> {
      plan.due(facts(Self.today.adding(months: -12 * years).adding(days: -1)), today: Self.today)
    }
    #expect(due(2) { Self.facts(ended: $0) } == [])
    #expect(due(3) { Self.facts(ended: $0) } == [.contact])
    #expect(due(5) { Self.facts(ended: $0) } == Set(ErasedPart.allCases))
    #expect(due(5) { Self.facts(ended: $0, erased: [.contact]) } == [.words, .photos, .published])
    #expect(due(30) { Self.facts(ended: $0, published: true) } == [.contact, .words, .photos])
    #expect(due(9) { Self.facts(ended: $0, sealed: true) } == [])
    #expect(due(10) { Self.facts(ended: $0, sealed: true) } == Set(ErasedPart.allCases))
    #expect(due(30) { _ in Self.facts(ended: nil) } == [])
    // Another one of the form is still being handled: only what is his alone goes.
    #expect(due(30) { Self.facts(ended: $0, form: .some(nil)) } == [.contact])
  }

  @Test("设为0的不删")
  func kept() {
    let plan = Self.plan { settings in
      settings.retention.words = 0
      settings.retention.photos = 0
    }
    #expect(plan.years(.words) == nil && plan.cutoff(.words, today: Self.today) == nil)
    #expect(plan.due(Self.facts(ended: Self.today.adding(days: -20_000)), today: Self.today) == [.contact])
  }

  @Test("哪一步的文字随哪一部分走")
  func words() {
    for act in MatterAct.allCases {
      let all = Set(ErasedPart.allCases)
      #expect(ErasedPart.takes(all, wordsOf: act, isPublished: true), "\(act)")
      #expect(ErasedPart.takes([.words], wordsOf: act, isPublished: false), "\(act)")
      let isShown = act == .redact || act == .reply
      #expect(ErasedPart.takes([.words], wordsOf: act, isPublished: true) == !isShown, "\(act)")
      #expect(ErasedPart.takes([.contact], wordsOf: act, isPublished: false) == (act == .correct), "\(act)")
    }
  }
}
