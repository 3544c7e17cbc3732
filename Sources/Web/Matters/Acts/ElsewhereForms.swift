import Actions
import Domain
import HTMLKit

/// 不予受理.
enum DeclineForm: ActForm {
  static let act = MatterAct.decline
  static let access = RouteAccess.signedIn
  static let icon = Icon.close

  static func write(_ h: inout HTMLWriter, _ view: ActView) {
    h.choices(
      "理由", "reason", view.draft,
      DeclineReason.allCases.map { HTMLWriter.Choice(value: $0.rawValue, words: Words.decline($0)) })
    h.area("对群众怎么说", "words", view.draft, hint: "说清楚为什么，群众看得到", maximum: 500, small: true)
    h.select(
      "请群众再找谁", "next", view.draft,
      options: [("", "没有合适的")]
        + Array(ActForms.assigneeOptions(view, venues: true).dropFirst()).filter { !$0.value.hasPrefix("g-") },
      optional: true)
    h.submit("不予受理，告诉群众", class: "btn btn-block")
  }

  static func run(_ submission: ActSubmission) async throws {
    var sentences = FormSentences()
    let reason: DeclineReason? = submission.word("reason", "理由", &sentences)
    let words = submission.words("words", "对群众说的话", &sentences, maximum: 500)
    try sentences.throwIfAny()
    guard let reason else { return }
    var venue: ID<Venue>?
    var deputy: ID<Person>?
    var ignored = FormSentences()
    switch submission.assignee("next", &ignored) {
    case .venue(let id)?: venue = id
    case .deputy(let id)?: deputy = id
    case .group?, nil: break
    }
    _ = try await DeclineMatter.run(
      DeclineMatter.Input(reason: reason, words: words, nextVenue: venue, nextDeputy: deputy), on: submission.matter,
      submission.request, in: submission.environment)
  }
}

/// 分流告知.
enum DivertForm: ActForm {
  static let act = MatterAct.divert
  static let access = RouteAccess.desk
  static let icon = Icon.transfer

  static func write(_ h: inout HTMLWriter, _ view: ActView) {
    let kinds = DivertKind.allCases.filter { $0 != .accusation || view.matter.status.seal == .accusation }
    h.p(
      .class("small mute"), text: "登记不删。\(DateWords.full(view.matter.status.divertDue, today: view.today))前要书面告知群众去处。")
    h.choices(
      "属于哪一类", "kind", view.draft, kinds.map { HTMLWriter.Choice(value: $0.rawValue, words: Words.divert($0)) })
    h.input("请群众找哪个机关", "organ", view.draft, hint: "如“示范县信访局”", maximum: 60)
    h.area("对群众怎么说", "words", view.draft, maximum: 800, small: true)
    h.submit("分流，打印告知单", icon: .print, class: "btn btn-block")
  }

  static func run(_ submission: ActSubmission) async throws {
    var sentences = FormSentences()
    let kind: DivertKind? = submission.word("kind", "属于哪一类", &sentences)
    let organ = submission.words("organ", "机关名称", &sentences, maximum: 60)
    let words = submission.words("words", "对群众说的话", &sentences, maximum: 800)
    try sentences.throwIfAny()
    guard let kind else { return }
    _ = try await DivertMatter.run(
      DivertMatter.Input(kind: kind, organ: organ, words: words), on: submission.matter, submission.request,
      in: submission.environment)
  }
}

/// 封存移送.
enum SealForm: ActForm {
  static let act = MatterAct.seal
  static let access = RouteAccess.staff
  static let icon = Icon.lock

  static func title(_ view: ActView) -> String { "反映某个人的问题：封存移送" }

  static func write(_ h: inout HTMLWriter, _ view: ActView) {
    h.p(.class("notice"), text: "检举控告不能让被反映的人知道。封存后移送上一级指定的经办人，本站所有人都看不到。")
    h.select(
      "被反映的人（在名录里的）", "accused", view.draft,
      options: [("", "不在名录里")] + view.assignees.deputies.map { ("\($0.id)", $0.name) }, optional: true)
    h.submit("立即封存移送", icon: .lock, class: "btn btn-danger btn-block")
  }

  static func run(_ submission: ActSubmission) async throws {
    let accused: ID<Person>? = submission.form.id("accused")
    _ = try await SealMatter.run(
      SealMatter.Input(accused: accused.map { [$0] } ?? []), on: submission.matter, submission.request,
      in: submission.environment)
  }
}

/// 分类定级.
enum ClassifyForm: ActForm {
  static let act = MatterAct.classify
  static let access = RouteAccess.signedIn
  static let icon = Icon.folder

  static func write(_ h: inout HTMLWriter, _ view: ActView) {
    let draft = view.draft([
      "title": view.matter.title, "grade": view.matter.status.grade?.rawValue ?? "",
      "urgency": view.matter.status.urgency.rawValue, "category": view.matter.category?.description ?? "",
    ])
    h.input("标题", "title", draft, hint: "清单里显示的短句，不写姓名和电话", maximum: 40)
    GradeFields.write(&h, view, draft)
    h.submit("保存分类")
  }

  static func run(_ submission: ActSubmission) async throws {
    var sentences = FormSentences()
    let title = submission.words("title", "标题", &sentences, maximum: 40)
    let urgency: MatterUrgency? = submission.word("urgency", "缓急", &sentences)
    try sentences.throwIfAny()
    guard let urgency else { return }
    _ = try await ClassifyMatter.run(
      ClassifyMatter.Input(
        title: title, grade: submission.form.word("grade"), urgency: urgency, category: submission.form.id("category")),
      on: submission.matter, submission.request, in: submission.environment)
  }
}

/// 依法删除个人信息.
enum EraseForm: ActForm {
  static let act = MatterAct.erase
  static let access = RouteAccess.desk
  static let icon = Icon.trash

  static func write(_ h: inout HTMLWriter, _ view: ActView) {
    h.p(.class("notice"), text: "姓名、电话、原话、照片、公开稿全部删除，不能恢复；办理经过和统计保留。同一张表单提的几件，相同的原话一起删除。")
    h.input("依据和理由", "reason", view.draft, hint: "如“本人书面要求，已核对身份”", maximum: 100)
    h.check("sure", "我已核对，确定删除", view.draft)
    h.submit("删除", icon: .trash, class: "btn btn-danger btn-block")
  }

  static func run(_ submission: ActSubmission) async throws {
    var sentences = FormSentences()
    let reason = submission.words("reason", "依据和理由", &sentences, maximum: 100)
    if !submission.form.has("sure") { sentences.add("reason", "请勾选“我已核对，确定删除”") }
    try sentences.throwIfAny()
    _ = try await EraseMatter.run(
      reason: reason, on: submission.matter, submission.request, in: submission.environment)
  }
}
