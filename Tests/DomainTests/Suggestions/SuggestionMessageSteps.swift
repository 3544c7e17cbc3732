import Domain
import Testing

/// Which event of a suggestion tells whom what, each as a line of a table.
enum SuggestionMessageSteps {
  private typealias Sample = SuggestionSample

  /// A way to a status, the act that is looked at, and who hears what of it.
  struct Step: Sendable, CustomTestStringConvertible {
    let name: String
    let expected: [String]
    let way: @Sendable (inout SuggestionLife) throws -> SuggestionCommand
    var testDescription: String { name }

    init(
      _ name: String, _ expected: [String],
      _ way: @escaping @Sendable (inout SuggestionLife) throws -> SuggestionCommand
    ) {
      (self.name, self.expected, self.way) = (name, expected, way)
    }
  }

  static let all: [Step] = authors + review + units + answers + oversight

  private static func signer(_ person: ID<Person>) -> SuggestionCommand { .invite([Sample.signer(person)]) }

  private static func revised(asksAgain: Bool) -> SuggestionCommand {
    .revise(.init(category: nil, proposedUnits: [], isConfidential: false, matters: [], asksAgain: asksAgain))
  }

  /// Behind it stand lead and first; second was asked and did not answer.
  private static func signed(_ life: inout SuggestionLife) throws {
    try life.act(signer(Sample.first))
    try life.act(.sign(Sample.first))
    try life.act(signer(Sample.second))
  }

  private static func submitted(_ life: inout SuggestionLife) throws {
    try signed(&life)
    try life.submit()
  }

  private static func handedOver(_ life: inout SuggestionLife, _ kind: HandlingKind = .lead) throws {
    try submitted(&life)
    try life.handOver(kind)
  }

  private static func signedFor(_ life: inout SuggestionLife, _ kind: HandlingKind = .lead) throws {
    try handedOver(&life, kind)
    for part in life.status.parts { try life.act(.signFor(part: part.number)) }
  }

  private static func prepared(_ life: inout SuggestionLife) throws {
    try handedOver(&life, .sole)
    try life.prepare(1)
  }

  private static func answered(_ life: inout SuggestionLife) throws {
    try prepared(&life)
    try life.act(sign)
  }

  private static func promised(_ life: inout SuggestionLife) throws {
    try signedFor(&life, .sole)
    try life.act(.promise(part: 1, due: life.today.adding(days: 90)))
    try life.prepare(1)
    try life.act(sign)
  }

  private static func kept(_ life: inout SuggestionLife, isSigned: Bool = false) throws {
    try promised(&life)
    try life.act(.keepPromise(1))
    try life.act(.draftPromiseLetter(1, points: 1))
    if isSigned { try life.act(.signPromiseLetter(1)) }
  }

  private static let sign = SuggestionCommand.signLetter(
    part: 1, letterAgreed: false, withoutOpinions: true, toAll: true)
  private static let drafted = SuggestionCommand.draftLetter(part: 1, resultClass: "A", drafter: nil, points: 1)

  private static func asksFiveMonths(_ life: SuggestionLife) -> SuggestionCommand {
    .askExtension(part: 1, until: (life.status.part(1)?.handedOverOn ?? life.today).adding(months: 5))
  }

  // MARK: The table

  private static let authors: [Step] = [
    Step("邀请", ["co_sign_asked>first"]) { _ in signer(Sample.first) },
    Step("同意联名", ["co_signed>lead/second"]) { life in
      try signed(&life)
      return .sign(Sample.second)
    },
    Step("不参加", ["co_sign_declined>lead/second"]) { life in
      try signed(&life)
      return .declineToSign(Sample.second)
    },
    Step("改了文字，已经签的重新请", ["co_sign_asked>first"]) { life in
      try signed(&life)
      return revised(asksAgain: true)
    },
    Step("没改文字", []) { life in
      try signed(&life)
      return revised(asksAgain: false)
    },
    Step("提交", []) { life in
      try signed(&life)
      return .submit(session: Sample.session, sits: false, hasContent: true)
    },
    Step("申请撤回", ["withdrawal_asked>first"]) { life in
      life.workflow = SuggestionWorkflow(rules: .withAllAgreed, calendar: SampleHolidays.calendar)
      try submitted(&life)
      return .withdraw
    },
    Step("都同意了，撤回", ["proposal_withdrawn>lead", "proposal_withdrawn>first"]) { life in
      life.workflow = SuggestionWorkflow(rules: .withAllAgreed, calendar: SampleHolidays.calendar)
      try submitted(&life)
      try life.act(.withdraw)
      return .agreeToWithdraw(Sample.first)
    },
    Step(
      "办理中撤回",
      ["proposal_withdrawn>lead", "proposal_withdrawn>first", "proposal_withdrawn>unit", "proposal_withdrawn>helper"]
    ) { life in
      try handedOver(&life)
      return .withdraw
    },
  ]

  private static let review: [Step] = [
    Step("退回修改", ["sent_for_revision>lead", "sent_for_revision>enterer"]) { life in
      life = SuggestionLife(Sample.drafted(signers: [Sample.first], enteredBy: Sample.enterer))
      try life.submit()
      return .sendBack
    },
    Step("不予受理", ["proposal_refused>lead", "proposal_refused>first"]) { life in
      try submitted(&life)
      return .refuse(ground: "personal")
    },
    Step("作为来信", ["treated_as_letter>lead", "treated_as_letter>first"]) { life in
      try submitted(&life)
      return .treatAsLetter(ground: "personal")
    },
    Step("编号", ["registered>lead", "registered>first"]) { life in
      try submitted(&life)
      return .register(value: 3, session: Sample.session, category: nil)
    },
    Step("并案", ["merged_into>lead", "merged_into>first"]) { life in
      try submitted(&life)
      var lead = SuggestionLife()
      try lead.submit()
      return .merge(into: lead.status, id: ID(701))
    },
    Step("并入别的", []) { life in
      try submitted(&life)
      return .takeIn(Sample.proposal)
    },
    Step("分拆", ["split>lead", "split>first"]) { life in
      try submitted(&life)
      return .split(into: [ID(801), ID(802)])
    },
    Step("并进来的也听得到", ["registered>lead", "registered>first", "registered>other"]) { life in
      try submitted(&life)
      try life.act(.takeIn(Sample.proposal))
      return .register(value: 3, session: Sample.session, category: nil)
    },
  ]

  private static let units: [Step] = [
    Step("交办", ["part_handed_over>unit", "part_handed_over>helper"]) { life in
      try submitted(&life)
      try life.act(.register(value: 1, session: Sample.session, category: nil))
      return .handOver(.lead, units: Sample.targets(.lead))
    },
    Step("交办时就定为六个月", ["part_handed_over>unit", "extended>lead", "extended>first"]) { life in
      life.workflow = SuggestionWorkflow(rules: .extending(.byClass), calendar: SampleHolidays.calendar)
      try submitted(&life)
      try life.act(.register(value: 1, session: Sample.session, category: nil))
      return .handOver(.sole, units: Sample.targets(.sole, isHard: true))
    },
    Step("签收", []) { life in
      try handedOver(&life)
      return .signFor(part: 1)
    },
    Step("指定承办人", ["appointed>drafter"]) { life in
      try signedFor(&life)
      return .appoint(part: 1, drafter: Sample.drafter)
    },
    Step("申退", ["return_asked>body", "return_asked>government"]) { life in
      try handedOver(&life)
      return .askReturn(part: 2, proposed: Sample.third)
    },
    Step("同意退回", ["return_agreed>helper"]) { life in
      try handedOver(&life)
      try life.act(.askReturn(part: 2, proposed: Sample.third))
      return .settleReturn(part: 2, agrees: true)
    },
    Step("不同意退回", ["return_refused>helper"]) { life in
      try handedOver(&life)
      try life.act(.askReturn(part: 2, proposed: nil))
      return .settleReturn(part: 2, agrees: false)
    },
    Step("改派", ["part_handed_over>third"]) { life in
      try handedOver(&life)
      try life.act(.askReturn(part: 2, proposed: nil))
      return .reassign(part: 2, to: Sample.third, hard: false)
    },
    Step("接手", ["part_handed_over>third"]) { life in
      try handedOver(&life)
      return .succeed(part: 1, by: Sample.third)
    },
    Step("协办意见", ["opinion_arrived>unit"]) { life in
      try signedFor(&life)
      return .giveOpinion(part: 2, hasContent: true)
    },
    Step("协办意见退回", ["opinion_returned>helper"]) { life in
      try signedFor(&life)
      try life.act(.giveOpinion(part: 2, hasContent: true))
      return .returnOpinion(part: 2)
    },
    Step("申请延期", ["extension_asked>body"]) { life in
      try signedFor(&life)
      return asksFiveMonths(life)
    },
    Step("同意延期", ["extension_agreed>unit", "extended>lead", "extended>first"]) { life in
      try signedFor(&life)
      try life.act(asksFiveMonths(life))
      return .settleExtension(part: 1, agrees: true)
    },
    Step("不同意延期", ["extension_refused>unit"]) { life in
      try signedFor(&life)
      try life.act(asksFiveMonths(life))
      return .settleExtension(part: 1, agrees: false)
    },
    Step("报告延期", ["extended>body", "extended>lead", "extended>first"]) { life in
      life.workflow = SuggestionWorkflow(rules: .extending(.byNotice), calendar: SampleHolidays.calendar)
      try signedFor(&life)
      return asksFiveMonths(life)
    },
    Step("拟答复函", ["letter_to_check>unit"]) { life in
      try signedFor(&life)
      return drafted
    },
    Step("再改答复函", []) { life in
      try signedFor(&life)
      try life.act(drafted)
      return drafted
    },
    Step("核稿", ["letter_to_sign>heads of unit"]) { life in
      try signedFor(&life)
      try life.act(drafted)
      return .checkLetter(part: 1)
    },
    Step("退回修改答复函", ["letter_returned>drafter"]) { life in
      try signedFor(&life)
      try life.act(.appoint(part: 1, drafter: Sample.drafter))
      try life.act(drafted)
      return .returnLetter(part: 1)
    },
    Step("没有承办人的退给收发", ["letter_returned>unit"]) { life in
      try signedFor(&life)
      try life.act(drafted)
      return .returnLetter(part: 1)
    },
  ]

  private static let answers: [Step] = [
    Step("签发", ["letter_to_rate>lead", "letter_to_rate>first"]) { life in
      try prepared(&life)
      return sign
    },
    Step("领衔测评的", ["letter_to_rate>lead", "letter_arrived>first"]) { life in
      var rules = SuggestionRules()
      rules.rater = .lead
      life.workflow = SuggestionWorkflow(rules: rules, calendar: SampleHolidays.calendar)
      try prepared(&life)
      return sign
    },
    Step("满意", ["deputy_rated>unit"]) { life in
      try answered(&life)
      return Sample.rate(1)
    },
    Step(
      "不满意，一律重新办理",
      ["to_rehandle>unit", "deputy_dissatisfied>body", "rehandling>lead", "rehandling>first"]
    ) { life in
      try answered(&life)
      return Sample.rate(1, Sample.first, .dissatisfied)
    },
    Step("不满意，先研究", ["deputy_dissatisfied>unit", "deputy_dissatisfied>body"]) { life in
      life.workflow = SuggestionWorkflow(rules: .studying, calendar: SampleHolidays.calendar)
      try answered(&life)
      return Sample.rate(1, Sample.first, .dissatisfied)
    },
    Step("纸质测评代录", ["deputy_rated>unit", "acted_for>first"]) { life in
      try answered(&life)
      return .rate(
        .init(
          part: 1, person: Sample.first, attitude: .satisfied, result: .satisfied, hasReason: false,
          keyedBy: Sample.clerk, scans: [ID(991)]))
    },
    Step("催测评", ["rating_reminder>first"]) { life in
      try answered(&life)
      try life.act(Sample.rate(1))
      life.now = life.now.adding(days: 60)
      return .remindRater(part: 1)
    },
    Step("研究后重新办理", ["to_rehandle>unit", "rehandling>lead"]) { life in
      life = try SuggestionLife.reaching(.studying)
      return .study(part: 1, rehandles: true)
    },
    Step("研究后不再办理", ["upheld>unit", "upheld>lead"]) { life in
      life = try SuggestionLife.reaching(.studying)
      return .study(part: 1, rehandles: false)
    },
    Step("再次不满意后处理", ["upheld>unit", "upheld>lead"]) { life in
      life = try SuggestionLife.reaching(.disputed)
      return .settleDispute(part: 1, rehandles: false)
    },
    Step("承诺办成", ["promise_kept>lead"]) { life in
      try promised(&life)
      return .keepPromise(1)
    },
    Step("承诺的答复函", ["promise_to_rate>lead", "promise_to_rate>first"]) { life in
      try kept(&life)
      return .signPromiseLetter(1)
    },
    Step("评价承诺", ["deputy_rated>unit"]) { life in
      try kept(&life, isSigned: true)
      return .ratePromise(1, by: Sample.lead, .basic)
    },
    Step("承诺没有落实好：继续落实", ["to_keep_again>unit", "deputy_dissatisfied>body"]) { life in
      try kept(&life, isSigned: true)
      return .ratePromise(1, by: Sample.lead, .dissatisfied)
    },
    Step("催评价承诺", ["promise_to_rate>first"]) { life in
      try kept(&life, isSigned: true)
      try life.act(.ratePromise(1, by: Sample.lead, .basic))
      life.now = life.now.adding(days: 60)
      return .remindPromiseRater(1)
    },
  ]

  private static let oversight: [Step] = [
    Step("重点督办", ["made_key>unit", "made_key>helper", "made_key>lead", "made_key>first"]) { life in
      try handedOver(&life)
      return .makeKey(.init(decidedOn: life.today, decision: "主任会议", leader: "副主任", committee: "社会委"))
    },
    Step("督办", ["urged>unit", "urged>helper"]) { life in
      try handedOver(&life)
      return .urge(form: .onSite, on: life.today)
    },
    Step("答复以后督办：答复的单位", ["urged>unit"]) { life in
      try answered(&life)
      return .urge(form: .onSite, on: life.today)
    },
    Step("脱敏", ["to_review>clerks", "to_review>directors"]) { life in
      try answered(&life)
      return .redact(by: Sample.clerk)
    },
    Step("公开", ["published>lead", "published>first"]) { life in
      try answered(&life)
      try life.act(.redact(by: Sample.clerk))
      return .publish(true, by: Sample.other)
    },
    Step("不公开", []) { life in
      try answered(&life)
      try life.act(.redact(by: Sample.clerk))
      return .publish(false, by: Sample.other)
    },
    Step("反对公开", ["publication_objected>body"]) { life in
      try answered(&life)
      return .objectToPublication(true)
    },
    Step("不再反对", ["publication_allowed>body"]) { life in
      try answered(&life)
      try life.act(.objectToPublication(true))
      return .objectToPublication(false)
    },
  ]
}

extension SuggestionRules {
  fileprivate static var withAllAgreed: SuggestionRules {
    var rules = SuggestionRules()
    rules.withdrawalNeedsAll = true
    return rules
  }

  fileprivate static var studying: SuggestionRules {
    var rules = SuggestionRules()
    rules.dissatisfaction = .studied
    return rules
  }

  fileprivate static func extending(_ mode: SuggestionRules.ExtensionMode) -> SuggestionRules {
    var rules = SuggestionRules()
    rules.extensionMode = mode
    return rules
  }
}
