import Actions
import Domain
import HTMLKit
import HTTPKit

/// What an act on a part was sent with.
struct HandlingSubmission: FormReading {
  let visit: Visit
  let form: PostedForm
  let data: HandlingPageData
  let target: HandlingActs.Target

  var environment: AppEnvironment { visit.environment }
  var request: MatterRequest { MatterRequest(actor: visit.actor, seen: nil, key: form.key) }
}

/// The acts on one unit's part: their forms and their sending.
enum PartForms {
  /// In the order in which the panel offers them.
  static let acts: [MatterAct] = [.signFor, .settleReturn, .signResult, .draftResult, .appoint, .sendBack, .askReturn]

  static func icon(_ act: MatterAct) -> Icon {
    switch act {
    case .signFor, .signResult: .check
    case .draftResult: .pencil
    case .appoint: .person
    case .sendBack, .askReturn: .refresh
    default: .note
    }
  }

  static func write(_ act: MatterAct, _ h: inout HTMLWriter, _ data: HandlingPageData, _ draft: FormDraft) {
    switch act {
    case .signFor:
      h.p(.class("small"), text: "签收后开始办理。不是本单位的事，不用签收，可以在期限内申请退回。")
      h.submit("签收", icon: .check)
    case .appoint:
      h.select(
        "交给谁承办", "drafter", draft,
        options: [("", "请选择")]
          + data.drafters.filter { $0.id != data.handling.drafter }.map { ($0.id.description, $0.name) })
      h.submit("指定承办人", icon: .person)
    case .draftResult: result(&h, data, draft)
    case .askReturn: giveBack(&h, data, draft)
    case .sendBack:
      h.area("哪里要改", "words", draft, maximum: 500, small: true)
      h.submit("退回修改", icon: .refresh)
    case .signResult:
      // What is signed stands above the button that signs it.
      if let words = data.draftWords {
        h.notice(
          "办理结果：" + (data.handling.outcome.map { data.settings.names.name(of: $0) } ?? ""), words)
      }
      h.p(.class("small"), text: "签发后，结果送到\(data.from)，由他们答复群众。")
      h.submit("签发", icon: .check)
    case .settleReturn:
      SettlementFields.write(&h, draft, data.units, given: [data.handling.unit])
    default: break
    }
  }

  private static func result(_ h: inout HTMLWriter, _ data: HandlingPageData, _ draft: FormDraft) {
    h.choices(
      "办理结果", "outcome", draft,
      MatterOutcome.allCases.map { HTMLWriter.Choice(value: $0.rawValue, words: data.settings.names.name(of: $0)) })
    h.area("办理情况", "words", draft, hint: "查到什么、做了什么、结果怎样；没办完的写明什么时候办完", maximum: 3000, small: true)
    PhotoField.write(&h, draft, "办理前后的照片")
    h.submit("送负责人签批", icon: .send)
  }

  private static func giveBack(_ h: inout HTMLWriter, _ data: HandlingPageData, _ draft: FormDraft) {
    h.p(
      .class("small"),
      text: "从转办之日起算，\(DateWords.full(data.handling.returnDue.date, today: data.today))前可以申请，签收不签收都一样。")
    h.choices(
      "为什么退回", "reason", draft,
      ReturnReason.allCases.map { HTMLWriter.Choice(value: $0.rawValue, words: Words.returnReason($0)) })
    h.select(
      "应当由谁办", "proposed", draft,
      options: [("", "说不准")]
        + data.units.filter { $0.id != data.handling.unit }.map { ($0.id.description, $0.name) }, optional: true)
    h.area("说明理由", "words", draft, hint: "写明依据，如职责分工文件", maximum: 500, small: true)
    h.submit("申请退回", icon: .refresh)
  }

  static func run(_ act: MatterAct, _ submission: HandlingSubmission) async throws {
    let (target, request, environment) = (submission.target, submission.request, submission.environment)
    var sentences = FormSentences()
    switch act {
    case .signFor: _ = try await HandlingActs.signFor(target, request, in: environment)
    case .signResult: _ = try await HandlingActs.signResult(target, request, in: environment)
    case .appoint:
      guard let drafter = ID<Person>(text: submission.form.fields["drafter"] ?? "") else {
        sentences.add("drafter", "请选择承办人")
        throw sentences
      }
      _ = try await HandlingActs.appoint(drafter, target, request, in: environment)
    case .sendBack:
      let words = submission.words("words", "哪里要改", &sentences, maximum: 500)
      try sentences.throwIfAny()
      _ = try await HandlingActs.sendBack(words: words, target, request, in: environment)
    case .askReturn:
      let reason: ReturnReason? = submission.word("reason", "为什么退回", &sentences)
      let words = submission.words("words", "理由", &sentences, maximum: 500)
      try sentences.throwIfAny()
      guard let reason else { return }
      _ = try await HandlingActs.askReturn(
        reason: reason, proposed: submission.unit("proposed"), words: words, target, request, in: environment)
    case .draftResult:
      let outcome: MatterOutcome? = submission.word("outcome", "办理结果", &sentences)
      let words = submission.words("words", "办理情况", &sentences, maximum: 3000)
      let photos = try await submission.photos(&sentences)
      try sentences.throwIfAny()
      guard let outcome else { return }
      _ = try await HandlingActs.draftResult(
        RecordResult.Input(outcome: outcome, words: words, photos: photos), target, request, in: environment)
    case .settleReturn:
      let settlement = SettlementFields.read(submission, &sentences)
      try sentences.throwIfAny()
      guard let settlement else { return }
      _ = try await HandlingActs.settleReturn(settlement, target, request, in: environment)
    default: throw ActionError.notFound
    }
  }
}
