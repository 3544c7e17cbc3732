import Actions
import Domain
import HTMLKit
import HTTPKit
import HTTPTypes
import Hummingbird

/// 建议办理规则: how this congress handles suggestions, each value with its article.
enum SuggestionRulesRoutes {
  static func add(to table: inout RouteTable) {
    // The head of deputy work reads what the clerk and the chair change.
    table.get("/work/settings/:id/suggestions", access: .sessions) { visit in try await show(visit) }
    table.post("/work/settings/:id/suggestions", access: .congress) { visit, form in try await save(visit, form) }
  }

  private static func show(_ visit: Visit) async throws -> Response {
    let id: ID<Congress> = try visit.id("id")
    guard SuggestionAccess.mayReadRules(of: id, by: visit.actor) else { throw ActionError.notFound }
    let current = try await visit.environment.rules.current(of: id)
    let preset = SuggestionPresets.all.first { $0.name == visit.queryText("preset") }
    return try await page(
      visit, id, SuggestionRulesFields.draft(preset ?? current.settings.suggestions), preset: preset?.name, .ok)
  }

  private static func save(_ visit: Visit, _ form: PostedForm) async throws -> Response {
    let id = try SettingsRoutes.congress(visit)
    var settings = try await visit.environment.rules.current(of: id).settings
    let read = SuggestionRulesForm(form, before: settings.suggestions)
    var draft = FormDraft(form)
    draft.problems = read.problems
    let reason = form.text("reason")
    if reason.isEmpty { draft.problems.append((field: "reason", words: "请写明为什么修改")) }
    if reason.count > 100 { draft.problems.append((field: "reason", words: "修改的理由最多100个字")) }
    guard draft.problems.isEmpty else { return try await page(visit, id, draft, preset: nil, .unprocessableContent) }
    settings.suggestions = read.rules
    do {
      _ = try await ManageSettings.save(
        settings, reason: "建议办理规则：" + reason, of: id, seen: Int(form.fields["seen"] ?? "") ?? -1, by: visit.actor,
        in: visit.environment)
      return Respond.redirect(SitePath.suggestionRules(id).with([("done", "saved")]))
    } catch ActionError.changedMeanwhile {
      draft.problems = [(field: "reason", words: "刚才有人改过设置，请核对后再保存")]
      return try await page(visit, id, draft, preset: nil, .conflict)
    }
  }

  private static func page(
    _ visit: Visit, _ id: ID<Congress>, _ draft: FormDraft, preset: String?, _ status: HTTPResponse.Status
  ) async throws -> Response {
    let current = try await visit.environment.rules.current(of: id)
    let person = try visit.signedIn()
    let page = SuggestionRulesPage(
      congress: id, current: current, draft: draft, preset: preset,
      mayChange: person.holds(.clerk, of: id) || person.holds(.chair, of: id),
      history: try await ManageSettings.history(of: id, in: visit.environment), token: FormToken.make(for: visit),
      today: visit.today)
    return try await Workbench.page(page, visit, status: status)
  }
}

struct SuggestionRulesPage: HTMLKit.Page {
  let congress: ID<Congress>
  let current: VersionedSettings
  let draft: FormDraft
  /// The real rules that the form was filled with.
  let preset: String?
  let mayChange: Bool
  let history: [(line: SettingsLine, madeBy: String?)]
  let token: String
  let today: CivilDate

  private typealias Fields = SuggestionRulesFields

  var title: String { "建议办理规则" }

  private var rules: SuggestionRules { current.settings.suggestions }

  func body(_ h: inout HTMLWriter) {
    h.crumbs(
      mayChange
        ? [("规则设置", SitePath.settings(congress).string), (title, nil)]
        : [("代表建议", SitePath.suggestions.string), (title, nil)])
    h.div(.class("work-title")) { h in
      h.h1(text: title)
      h.p(
        .class("small mute"),
        text: (current.number == 0 ? "现在用的是默认规则" : "现在用的是第\(current.number)版")
          + (rules.name.isEmpty ? "" : "，参照\(rules.name)"))
    }
    h.p(.class("notice"), text: "改了以后，新提出的建议按新规则办；已经提出的仍按提出时的规则办。")
    h.p(
      .class("small mute"),
      text: "答复期限由法律规定，不能修改：自交办之日起\(SuggestionLaw.replyMonths)个月；涉及面较广、处理难度较大的，"
        + "自交办之日起\(SuggestionLaw.longestMonths)个月（代表法第五十一条）。")
    if mayChange { form(&h) } else { values(&h) }
    h.versions(history.map { ($0.line.version.number, $0.line.reason, $0.line.madeAt, $0.madeBy) }, today: today)
  }

  // MARK: Changing

  private func form(_ h: inout HTMLWriter) {
    h.div(.class("row")) { h in
      h.span(.class("small mute"), text: "从已有的规定开始：")
      for choice in SuggestionPresets.all {
        h.link(SitePath.suggestionRules(congress).with([("preset", choice.name)]), choice.name, class: "btn btn-s")
      }
    }
    if let preset { h.notice("已填入\(preset)的规定，还没有保存", "请逐项核对，写明理由后保存。") }
    h.errorSummary(draft)
    h.form(SitePath.suggestionRules(congress).string, token: token, class: "form section-s") { h in
      h.hidden("seen", draft["seen"].isEmpty ? "\(current.number)" : draft["seen"])
      h.input("参照的规定", "name", draft, hint: "例如：上海市 2015；自己定的可以不填", optional: true, maximum: 30)
      h.h2(.class("form-part"), text: "期限")
      for field in Fields.windows { window(field, &h) }
      h.input(
        "不签收的，几个工作日后视为收到", "deemed", draft, hint: "0到10；本系统的规则，期限不因不签收而不起算", maximum: 2, mode: "numeric")
      h.h2(.class("form-part"), text: "办法")
      for field in Fields.choices {
        item(field.label, field.item, &h) { h in
          h.select("怎么办", field.item.rawValue, draft, options: field.options)
        }
      }
      h.h2(.class("form-part"), text: "结果类别和不作为建议的情形")
      h.area(
        "结果类别", "classes", draft, hint: "一类一行：代号｜含义｜已解决或者跟踪。标“跟踪”的，答复前要列入承诺事项，落实后再次答复",
        maximum: 2000)
      article(.classes, "结果类别依据的条文", &h)
      h.area("不作为建议的情形", "grounds", draft, hint: "一种一行：代号｜情形。代号保存后请不要改", maximum: 3000)
      article(.grounds, "不作为建议的情形依据的条文", &h)
      h.h2(.class("form-part"), text: "这次修改")
      h.input("为什么修改", "reason", draft, maximum: 100)
      h.div(.class("form-end")) { h in h.submit("保存为第\(current.number + 1)版", icon: .check) }
    }
  }

  private func item(
    _ label: String, _ item: SuggestionRules.Item, _ h: inout HTMLWriter, _ content: (inout HTMLWriter) -> Void
  ) {
    h.element("fieldset", [.class("routing-rule")]) { h in
      h.element("legend", text: label)
      h.div(.class("pair")) { h in
        content(&h)
        article(item, "依据的条文", &h)
      }
    }
  }

  private func article(_ item: SuggestionRules.Item, _ label: String, _ h: inout HTMLWriter) {
    h.input(label, Fields.article(item), draft, optional: true, maximum: 20)
  }

  private func window(_ field: Fields.Window, _ h: inout HTMLWriter) {
    let name = field.item.rawValue
    let stored = SuggestionWindow.Anchor(rawValue: draft[name + "-f"])
    let anchors = field.anchors + (stored.map { field.anchors.contains($0) ? [] : [$0] } ?? [])
    item(field.label, field.item, &h) { h in
      h.input(
        field.isOptional ? "多少（不定天数的不填）" : "多少", name + "-n", draft, optional: field.isOptional, maximum: 3,
        mode: "numeric")
      h.select(
        "按什么计算", name + "-u", draft,
        options: SuggestionWindow.Unit.allCases.map { ($0.rawValue, Words.windowUnit($0)) })
      h.select("从哪一天算起", name + "-f", draft, options: anchors.map { ($0.rawValue, Words.anchor($0)) })
    }
  }

  // MARK: Only reading

  private func values(_ h: inout HTMLWriter) {
    h.table("建议办理规则", ["事项", "规定", "依据"]) { h in
      for field in Fields.windows { row(field.label, Fields.words(field.value(in: rules)), field.item, &h) }
      row("不签收的视为收到", "交办后\(rules.deemedReceivedAfter)个工作日", nil, &h)
      for field in Fields.choices {
        let value = field.get(rules)
        row(field.label, field.options.first { $0.value == value }?.words ?? "", field.item, &h)
      }
      row("结果类别", rules.classes.map { "\($0.code)：\($0.meaning)" }.joined(separator: "；"), .classes, &h)
      row("不作为建议的情形", rules.grounds.map(\.text).joined(separator: "；"), .grounds, &h)
    }
  }

  private func row(_ label: String, _ words: String, _ item: SuggestionRules.Item?, _ h: inout HTMLWriter) {
    h.element("tr") { h in
      h.element("td", [.class("t-title")]) { h in h.text(label) }
      h.element("td", [.fixed("data-label", "规定")], text: words)
      h.element("td", [.fixed("data-label", "依据")], text: item.flatMap { rules.article(of: $0) } ?? "本级自定")
    }
  }
}
