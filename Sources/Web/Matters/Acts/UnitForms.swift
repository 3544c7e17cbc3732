import Actions
import Domain
import HTMLKit
import HTTPKit

/// 转办.
enum TransferForm: ActForm {
  static let act = MatterAct.transfer
  static let access = RouteAccess.signedIn
  static let icon = Icon.send
  /// Fields for units that take part.
  static let others = ["other1", "other2", "other3"]

  static func title(_ view: ActView) -> String {
    view.matter.status.state == .withUnit ? "再转一个单位协办" : "转交单位办理"
  }

  static func write(_ h: inout HTMLWriter, _ view: ActView) {
    let rules = view.data.workflow.rules
    let due = view.data.workflow.calendar.due(workingDays: rules.unitResultWithin, after: view.today).date
    var defaults = ["due": due.description, "sharing": ContactSharing.none.rawValue]
    if case .unit(let unit) = view.proposal { defaults["lead"] = unit.description }
    let draft = view.draft(defaults)
    let hasIt = Set(view.matter.status.openHandlings.map(\.unit))
    let units = view.units.filter { !hasIt.contains($0.id) }
    let options = [("", "请选择")] + units.map { ($0.id.description, $0.name) }
    if view.matter.status.lead == nil {
      if case .unit(let unit) = view.proposal, let name = view.units.first(where: { $0.id == unit })?.name {
        h.p(.class("small"), text: "按分办规则，这类事由\(name)主办。")
      }
      h.select("主办单位", "lead", draft, options: options)
      h.fold(.people, "还有协办单位") { h in
        for (index, name) in others.enumerated() {
          h.select("协办单位\(index + 1)", name, draft, options: options, optional: true)
        }
      }
    } else {
      h.select("协办单位", others[0], draft, options: options)
    }
    h.area("请单位办什么", "words", draft, hint: "写明要查清什么、办成什么样；群众看不到这些话", maximum: 1000, small: true)
    h.input("请在哪天前办结", "due", draft, hint: "一般\(rules.unitResultWithin)个工作日", maximum: 10, type: "date")
    var choices = [
      HTMLWriter.Choice(value: ContactSharing.none.rawValue, words: "不给单位", detail: "单位看不到姓名和电话"),
      HTMLWriter.Choice(value: ContactSharing.agreed.rawValue, words: "群众同意给单位"),
    ]
    if view.data.relations.contains(.clerk) {
      choices.append(HTMLWriter.Choice(value: ContactSharing.needed.rawValue, words: "因办理需要给单位", detail: "要写明理由，留下记录"))
    }
    h.choices("群众的联系方式", "sharing", draft, choices)
    if view.data.relations.contains(.clerk) {
      h.input("给联系方式的理由", "why", draft, hint: "选“因办理需要”时填写", optional: true, maximum: 100)
    }
    h.submit("转交", icon: .send)
  }

  static func run(_ submission: ActSubmission) async throws {
    var sentences = FormSentences()
    let status = submission.data.record.matter.status
    let lead: ID<HandlingUnit>? = submission.unit("lead")
    let others = Self.others.compactMap { submission.unit($0) }
    if status.lead == nil, lead == nil { sentences.add("lead", "请选择主办单位") }
    if status.lead != nil, others.isEmpty { sentences.add(Self.others[0], "请选择协办单位") }
    if Set(others + [lead].compactMap { $0 }).count != others.count + (lead == nil ? 0 : 1) {
      sentences.add(Self.others[0], "同一个单位只选一次")
    }
    let words = submission.words("words", "请单位办什么", &sentences, maximum: 1000)
    let due = submission.day("due", "办结日期", &sentences)
    let sharing: ContactSharing? = submission.word("sharing", "联系方式给不给单位", &sentences)
    let why = submission.words("why", "给联系方式的理由", &sentences, required: sharing == .needed, maximum: 100)
    try sentences.throwIfAny()
    guard let due, let sharing else { return }
    _ = try await TransferMatter.run(
      TransferMatter.Input(
        lead: lead, others: others, resultDue: due, sharing: sharing, sharingReason: why.isEmpty ? nil : why,
        words: words), on: submission.matter, submission.request, in: submission.environment)
  }
}

/// 处理退回.
enum SettleReturnForm: ActForm {
  static let act = MatterAct.settleReturn
  static let access = RouteAccess.signedIn
  static let icon = Icon.refresh

  static func write(_ h: inout HTMLWriter, _ view: ActView) {
    let waiting = view.parts(for: act)
    PartField.write(&h, waiting, view)
    for handling in waiting {
      let item = view.data.record.history.last { item in
        if case .returnAsked(let facts) = item.event { return facts.part == handling.part }
        return false
      }
      if case .returnAsked(let facts)? = item?.event {
        let proposed = facts.proposed.map { "，建议转给" + (view.data.record.names.units[$0] ?? "") } ?? ""
        h.notice(
          "\(view.unitName(handling))申请退回：\(Words.returnReason(facts.reason))\(proposed)", item?.words.text ?? "", .warn
        )
      }
    }
    SettlementFields.write(&h, view.draft, view.units, given: Set(view.matter.status.openHandlings.map(\.unit)))
  }

  static func run(_ submission: ActSubmission) async throws {
    var sentences = FormSentences()
    let target = submission.target(act, &sentences)
    let settlement = SettlementFields.read(submission, &sentences)
    try sentences.throwIfAny()
    guard let target, let settlement else { return }
    _ = try await HandlingActs.settleReturn(
      settlement, target, submission.unversioned, in: submission.environment)
  }
}

/// What a decision about a return asks for, on the record and on the coordinator's page.
enum SettlementFields {
  static func write(
    _ h: inout HTMLWriter, _ draft: FormDraft, _ units: [HandlingUnit], given: Set<ID<HandlingUnit>>
  ) {
    h.choices(
      "怎么处理", "decision", draft,
      [
        HTMLWriter.Choice(value: "agree", words: "同意退回", detail: "可以同时改派别的单位"),
        HTMLWriter.Choice(value: "refuse", words: "不同意，请该单位继续办"),
      ])
    h.select(
      "改派给", "next", draft,
      options: [("", "不改派，收回自己办")] + units.filter { !given.contains($0.id) }.map { ($0.id.description, $0.name) },
      optional: true)
    h.input("新的办结日期", "due", draft, hint: "不填就沿用原来的日期", optional: true, maximum: 10, type: "date")
    h.area("说明", "words", draft, hint: "写给单位看", maximum: 500, small: true)
    h.submit("确定", icon: .check)
  }

  static func read(_ submission: some FormReading, _ sentences: inout FormSentences) -> HandlingActs.Settlement? {
    let decision = submission.form.fields["decision"] ?? ""
    if decision != "agree", decision != "refuse" { sentences.add("decision", "请选择同意还是不同意") }
    let next = submission.unit("next")
    let due = submission.form.text("due").isEmpty ? nil : submission.day("due", "新的办结日期", &sentences)
    let words = submission.words("words", "说明", &sentences, maximum: 500)
    return HandlingActs.Settlement(agrees: decision == "agree", next: next, resultDue: due, words: words)
  }
}

/// 撤回转办.
enum RecallForm: ActForm {
  static let act = MatterAct.recall
  static let access = RouteAccess.signedIn
  static let icon = Icon.close

  static func write(_ h: inout HTMLWriter, _ view: ActView) {
    PartField.write(&h, view.parts(for: act), view)
    h.area("为什么撤回", "words", view.draft, hint: "写给单位看", maximum: 500, small: true)
    h.submit("撤回转办", icon: .close)
  }

  static func run(_ submission: ActSubmission) async throws {
    var sentences = FormSentences()
    let target = submission.target(act, &sentences)
    let words = submission.words("words", "为什么撤回", &sentences, maximum: 500)
    try sentences.throwIfAny()
    guard let target else { return }
    _ = try await HandlingActs.recall(
      words: words, target, submission.unversioned, in: submission.environment)
  }
}

/// Which unit's part a staff act is about, with what was seen of it.
enum PartField {
  static func write(_ h: inout HTMLWriter, _ parts: [UnitHandling], _ view: ActView) {
    func value(_ handling: UnitHandling) -> String { "\(handling.part):\(handling.mark)" }
    guard parts.count > 1 else {
      if let only = parts.first {
        h.hidden("part", value(only))
        h.p(.class("small"), text: view.unitName(only))
      }
      return
    }
    h.select("哪个单位", "part", view.draft, options: parts.map { (value($0), view.unitName($0)) })
  }
}

extension ActView {
  /// The open parts on which the reader can do an act now.
  func parts(for act: MatterAct) -> [UnitHandling] {
    matter.status.openHandlings.filter { data.workflow.offers(act, on: $0, of: matter.status, today: today) }
  }

  func unitName(_ handling: UnitHandling) -> String { data.record.names.units[handling.unit] ?? "" }
}

extension ActSubmission {
  /// The part named in the form; what was seen of it travels along.
  func target(_ act: MatterAct, _ sentences: inout FormSentences) -> HandlingActs.Target? {
    let pieces = (form.fields["part"] ?? "").split(separator: ":", maxSplits: 1)
    guard let part = pieces.first.flatMap({ Int($0) }) else {
      sentences.add("part", "请选择哪个单位")
      return nil
    }
    // An application says apart what it saw, if it does.
    let seen = pieces.count > 1 ? String(pieces[1]) : form.fields["part-mark"]
    return HandlingActs.Target(matter: matter, part: part, seen: seen)
  }

  /// Several units work on one matter: the part is compared, not the matter's revision.
  var unversioned: MatterRequest { MatterRequest(actor: request.actor, seen: nil, key: request.key) }
}
