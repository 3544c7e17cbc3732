import Actions
import Domain
import HTMLKit
import HTTPKit

/// 上报.
enum EscalateForm: ActForm {
  static let act = MatterAct.escalate
  static let access = RouteAccess.signedIn
  static let icon = Icon.arrowUp

  static func title(_ view: ActView) -> String {
    view.data.relations.contains(.overseer) && !view.choosesTarget ? "提级由本级办理" : "上报"
  }

  private static func value(_ target: EscalationTarget) -> String {
    switch target {
    case .venue(let id, _): "v-\(id)"
    case .outside(let id): "c-\(id)"
    }
  }

  private static func choices(_ view: ActView) -> [EscalationChoice] {
    guard !view.choosesTarget else { return view.above }
    return view.above.filter { $0.target.venue != nil && $0.target.venue == view.matter.status.overseer }
  }

  static func write(_ h: inout HTMLWriter, _ view: ActView) {
    let choices = choices(view)
    if choices.isEmpty {
      h.p(.class("small"), text: "上面没有可以上报的地方。")
      return
    }
    let rules = view.data.workflow.rules
    let due = view.data.workflow.calendar.due(workingDays: rules.unitResultWithin, after: view.today).date
    var draft = view.draft(["due": due.description])
    if choices.count == 1, let only = choices.first { draft.values["to"] = value(only.target) }
    h.select(
      "报给谁", "to", draft,
      options: [("", "请选择")] + choices.map { (value($0.target), $0.name + ($0.target.venue == nil ? "（不在本系统）" : "")) })
    h.area("请上级解决什么", "words", draft, hint: "写明已经做了什么、为什么本级解决不了", maximum: 1000, small: true)
    h.input("请在哪天前答复", "due", draft, maximum: 10, type: "date")
    h.p(.class("small"), text: "首接负责：上报以后，仍由\(view.data.record.venue?.name ?? "本站")向群众反馈。")
    h.submit("上报", icon: .arrowUp)
  }

  static func run(_ submission: ActSubmission) async throws {
    var sentences = FormSentences()
    let target = target(submission)
    if target == nil { sentences.add("to", "请选择报给谁") }
    let words = submission.words("words", "请上级解决什么", &sentences, maximum: 1000)
    let due = submission.day("due", "答复日期", &sentences)
    try sentences.throwIfAny()
    guard let target, let due else { return }
    _ = try await EscalateMatter.run(
      EscalateMatter.Input(to: target, resultDue: due, words: words), on: submission.matter, submission.request,
      in: submission.environment)
  }

  private static func target(_ submission: ActSubmission) -> EscalationTarget? {
    let text = submission.form.fields["to"] ?? ""
    return submission.above.first { value($0.target) == text }?.target
  }
}

/// 答复下级, or 退回下级.
enum PassDownForm: ActForm {
  static let act = MatterAct.passDown
  static let access = RouteAccess.signedIn
  static let icon = Icon.reply

  private static func isOutside(_ view: ActView) -> Bool { view.matter.status.openEscalation?.venue == nil }

  private static func place(_ view: ActView) -> String {
    guard let step = view.matter.status.openEscalation else { return "下级" }
    return step.from.venue.flatMap { view.data.record.names.venues[$0] } ?? "下级"
  }

  static func title(_ view: ActView) -> String { isOutside(view) ? "登记上级的答复" : "答复\(place(view))" }

  static func write(_ h: inout HTMLWriter, _ view: ActView) {
    var draft = view.draft
    if draft.values.isEmpty, let outcome = view.matter.status.outcome { draft.values["outcome"] = outcome.rawValue }
    h.choices(
      isOutside(view) ? "上级怎么答复的" : "办得怎样", "outcome", draft,
      MatterOutcome.allCases.map { HTMLWriter.Choice(value: $0.rawValue, words: view.names.name(of: $0)) }
        + [
          HTMLWriter.Choice(
            value: "none", words: isOutside(view) ? "上级没有办理，收回自己办" : "没有办理，退回去", detail: "写明为什么")
        ])
    h.area("答复的话", "words", draft, hint: "由\(place(view))转告群众", maximum: 2000, small: true)
    h.submit(isOutside(view) ? "登记" : "答复\(place(view))", icon: .reply)
  }

  static func run(_ submission: ActSubmission) async throws {
    var sentences = FormSentences()
    let text = submission.form.fields["outcome"] ?? ""
    let outcome = MatterOutcome(rawValue: text)
    if outcome == nil, text != "none" { sentences.add("outcome", "请选择办得怎样") }
    let words = submission.words("words", "答复的话", &sentences)
    try sentences.throwIfAny()
    _ = try await EscalateMatter.passDown(
      outcome: outcome, words: words, on: submission.matter, submission.request, in: submission.environment)
  }
}

/// 并案办理.
enum MergeForm: ActForm {
  static let act = MatterAct.merge
  static let access = RouteAccess.desk
  static let icon = Icon.merge

  static func write(_ h: inout HTMLWriter, _ view: ActView) {
    if view.company.similar.isEmpty {
      h.p(.class("small"), text: "本站没有可以并进来的诉求。")
      return
    }
    h.p(.class("small"), text: "同一件事一起办：每位群众都会得到答复，各评各的；期限按最早的一件。")
    h.boxes("把哪些并进来", "matters", view.draft) { h in
      let alike = Dictionary(view.company.alike.map { ($0.line.id, $0.grade) }, uniquingKeysWith: { $1 })
      let first = view.company.similar.filter { alike[$0.id] != nil }
      for line in first + view.company.similar.filter({ alike[$0.id] == nil }) {
        let detail = [alike[line.id].map(SearchWords.grade), line.sender, line.category, Words.state(line.state)]
          .compactMap { $0 }.filter { !$0.isEmpty }
        h.check(
          "m-\(line.id)", line.title, view.draft,
          detail: DateWords.receipt(line.receipt) + "　" + detail.joined(separator: "，"))
      }
    }
    h.area("为什么一起办", "words", view.draft, hint: "内部看，群众看不到", maximum: 500, small: true)
    h.submit("并案办理", icon: .merge)
  }

  static func run(_ submission: ActSubmission) async throws {
    var sentences = FormSentences()
    let matters: [ID<Matter>] = submission.ticked("m-")
    if matters.isEmpty { sentences.add("matters", "请至少选一件") }
    let words = submission.words("words", "为什么一起办", &sentences, maximum: 500)
    try sentences.throwIfAny()
    _ = try await MergeMatters.run(
      matters, into: submission.matter, words: words, submission.request, in: submission.environment)
  }
}

/// 分开办理.
enum PartForm: WordsForm {
  static let act = MatterAct.part
  static let access = RouteAccess.desk
  static let icon = Icon.transfer
  static let label = "为什么分开"
  static let hint = "内部看，群众看不到"
  static let button = "分开办理"

  static func act(_ words: String, _ submission: ActSubmission) async throws {
    _ = try await MergeMatters.part(
      words: words, on: submission.matter, submission.request, in: submission.environment)
  }
}
