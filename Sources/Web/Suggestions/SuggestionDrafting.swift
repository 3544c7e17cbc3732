import Actions
import Domain
import HTMLKit
import HTTPKit
import HTTPTypes
import Hummingbird

/// 起草建议: a deputy's own, from nothing or from residents' matters; a liaison, chief or clerk for a deputy.
enum SuggestionDrafting {
  static func new(_ visit: Visit) async throws -> Response {
    var draft = FormDraft()
    let named = (visit.query["matters"] ?? "").split(separator: ",").compactMap { ID<Matter>(text: $0) }
    let matters =
      named
      + visit.query.fields.compactMap { field in
        field.name.first == "m" && field.value == "1" ? ID<Matter>(text: field.name.dropFirst()) : nil
      }
    let prefilled = try await PrefillSuggestion.run(matters, by: visit.actor, in: visit.environment)
    draft.values["title"] = prefilled.title
    draft.values["text"] = prefilled.text
    draft.values["matters"] = prefilled.matters.map(\.id.description).joined(separator: ",")
    return try await show(visit, nil, draft, matters: prefilled.matters, .ok)
  }

  static func edit(_ visit: Visit) async throws -> Response {
    let data = try await ReadSuggestion.run(visit.id("id"), by: visit.actor, in: visit.environment)
    guard data.acts.contains(.revise) else { throw ActionError.refused(.notYours) }
    let status = data.status
    var draft = FormDraft([
      "title": data.suggestion.title, "text": data.suggestion.text, "category": status.category?.description ?? "",
      "confidential": status.isConfidential ? "1" : "", "seen": "\(data.suggestion.revision)",
      "matters": status.matters.map(\.description).joined(separator: ","),
    ])
    for unit in status.proposedUnits { draft.values["u\(unit)"] = "1" }
    return try await show(visit, data, draft, matters: data.names.matters.map { Named(id: $0.id, name: $0.title) }, .ok)
  }

  private static func show(
    _ visit: Visit, _ data: SuggestionPageData?, _ draft: FormDraft, matters: [Named<Matter>],
    _ status: HTTPResponse.Status
  ) async throws -> Response {
    let person = try visit.signedIn()
    let congress = data?.status.congress ?? visit.site.congress.id
    let ownCongresses = try await ReadMandates.run(of: person.person, in: visit.environment)
    let page = SuggestionDraftPage(
      data: data, draft: draft, matters: matters,
      choices: data == nil && matters.isEmpty
        ? try await ReadMattersToDraftFrom.run(by: visit.actor, in: visit.environment) : [],
      congresses: ownCongresses,
      delegations: data == nil && person.isDeputy
        ? try await ReadHeadedDelegations.run(by: person.person, in: visit.environment).map(\.delegation) : [],
      forOthers: data == nil && !person.isDeputy
        ? try await SuggestionChoices.deputies(of: congress, visit) : [],
      units: try await ReadDirectory.units(of: congress, in: visit.environment),
      categories: try await ReadDirectory.categories(of: congress, in: visit.environment),
      similar: try await ReadSimilarSuggestions.run(
        draft["title"], of: congress, in: visit.environment),
      token: FormToken.make(for: visit))
    return try await Workbench.page(page, visit, status: status)
  }

  static func create(_ visit: Visit, _ form: PostedForm) async throws -> Response {
    var draft = FormDraft(form)
    do {
      let changed = try await begin(form, visit)
      return Respond.redirect(SitePath.suggestion(changed.id).with([("done", "suggestion-draft")]))
    } catch let sentences as FormSentences {
      draft.problems = sentences.problems
    } catch ActionError.invalid(let problems) {
      draft.problems = problems.map { (field: $0.field, words: ProblemWords.sentence($0, label: label($0.field))) }
    }
    let kept = try await PrefillSuggestion.run(matters(form), by: visit.actor, in: visit.environment)
    return try await show(visit, nil, draft, matters: kept.matters, .unprocessableContent)
  }

  /// In whose name a head puts it forward; nil: in his own.
  private static func delegation(_ form: PostedForm, _ person: Actor.SignedIn, _ visit: Visit) async throws
    -> (delegation: Named<Delegation>, congress: ID<Congress>)?
  {
    guard person.isDeputy, let chosen: ID<Delegation> = form.id("delegation") else { return nil }
    let headed = try await ReadHeadedDelegations.run(by: person.person, in: visit.environment)
    guard let found = headed.first(where: { $0.delegation.id == chosen }) else { throw ActionError.notFound }
    return found
  }

  /// Begins the draft that a form holds.
  static func begin(_ form: PostedForm, _ visit: Visit) async throws -> ProposalChanged<Suggestion> {
    let person = try visit.signedIn()
    var sentences = FormSentences()
    let input = read(form, &sentences)
    let deputy = person.isDeputy ? person.person : form.id("deputy")
    if deputy == nil { sentences.add("deputy", "请选择提出建议的代表") }
    let delegation = try await delegation(form, person, visit)
    let congress =
      if let delegation { Optional(delegation.congress) } else {
        try await ProposalDrafting.congress(form, of: deputy, visit)
      }
    if deputy != nil, congress == nil { sentences.add("deputy", "这位不是在这里运行的任何一级人大的代表") }
    if let chosen: ID<Congress> = form.id("congress"), chosen != congress {
      sentences.add("congress", "这位代表不在这一级人大")
    }
    try sentences.throwIfAny()
    guard let deputy, let congress else { throw ActionError.notFound }
    return try await DraftSuggestion.run(
      input, for: deputy, of: congress, delegation: delegation?.delegation.id,
      ProposalRequest(actor: visit.actor, key: form.key), in: visit.environment)
  }

  /// Changes a draft to what a form holds.
  static func save(_ form: PostedForm, on id: ID<Suggestion>, _ request: ProposalRequest, _ visit: Visit)
    async throws
  {
    var sentences = FormSentences()
    let input = read(form, &sentences)
    try sentences.throwIfAny()
    _ = try await ReviseSuggestion.run(input, on: id, request, in: visit.environment)
  }

  static func revise(_ visit: Visit, _ form: PostedForm) async throws -> Response {
    let id: ID<Suggestion> = try visit.id("id")
    let data = try await ReadSuggestion.run(id, by: visit.actor, in: visit.environment)
    var draft = FormDraft(form)
    do {
      let seen = form.fields["seen"].flatMap { Int($0) }
      try await save(form, on: id, ProposalRequest(actor: visit.actor, seen: seen, key: form.key), visit)
      return Respond.redirect(SitePath.suggestion(id).with([("done", "suggestion-revise")]))
    } catch let sentences as FormSentences {
      draft.problems = sentences.problems
    } catch ActionError.invalid(let problems) {
      draft.problems = problems.map { (field: $0.field, words: ProblemWords.sentence($0, label: label($0.field))) }
    } catch ActionError.changedMeanwhile {
      draft.problems = [(field: "text", words: "刚才有人改过这份草稿，请对照现在的内容，再决定要不要保存您写的")]
      draft.values["seen"] = "\(data.suggestion.revision)"
    }
    return try await show(
      visit, data, draft, matters: data.names.matters.map { Named(id: $0.id, name: $0.title) }, .unprocessableContent)
  }

  private static func label(_ field: String) -> String {
    ["title": "标题", "text": "内容", "matters": "群众反映的事项", "deputy": "代表", "units": "建议的承办单位"][field] ?? "这一项"
  }

  private static func matters(_ form: PostedForm) -> [ID<Matter>] {
    form.text("matters").split(separator: ",").compactMap { ID<Matter>(text: $0) }
  }

  private static func read(_ form: PostedForm, _ sentences: inout FormSentences) -> DraftSuggestion.Input {
    for (field, words) in [("title", "标题"), ("text", "内容")] where form.isBroken(field, multiline: true) {
      sentences.add(field, words + "里有无法显示的字符，请删去后重新填写")
    }
    let units = form.fields.fields.compactMap { field -> ID<HandlingUnit>? in
      field.name.first == "u" && field.value == "1" ? ID(text: field.name.dropFirst()) : nil
    }
    return DraftSuggestion.Input(
      title: form.text("title"), text: form.text("text", multiline: true), category: form.id("category"),
      proposedUnits: units, isConfidential: form.fields["confidential"] == "1", matters: matters(form))
  }
}

struct SuggestionDraftPage: HTMLKit.Page {
  /// Nil for a new one.
  let data: SuggestionPageData?
  let draft: FormDraft
  let matters: [Named<Matter>]
  /// Matters of the deputy's own from which it can be written.
  let choices: [Named<Matter>]
  /// Where the deputy can put something forward.
  let congresses: [Named<Congress>]
  /// The delegations that the deputy heads.
  let delegations: [Named<Delegation>]
  /// The deputies for whom it can be entered.
  let forOthers: [Named<Person>]
  let units: [HandlingUnit]
  let categories: [MatterCategory]
  let similar: [SimilarSuggestion]
  let token: String

  var title: String { data == nil ? "起草建议" : "修改建议" }

  func body(_ h: inout HTMLWriter) {
    h.crumbs([
      ("代表建议", SitePath.suggestions.string),
      (data?.suggestion.title ?? title, data.map { SitePath.suggestion($0.suggestion.id).string }),
    ])
    h.div(.class("narrow")) { h in
      h.h1(.class("page-title"), text: title)
      h.p(.class("page-lead"), text: "一事一议：一件建议只讲一件事，写清情况、问题和具体意见。先存草稿，联名、提交在下一步。")
      h.errorSummary(draft)
      from(&h)
      choose(&h)
      let path: SitePath = data.map { .editSuggestion($0.suggestion.id) } ?? .newSuggestion
      h.form(path.string, token: token) { h in
        if !draft["seen"].isEmpty { h.hidden("seen", draft["seen"]) }
        h.hidden("matters", draft["matters"])
        if !forOthers.isEmpty {
          h.select(
            "代哪位代表录入", "deputy", draft,
            options: [("", "请选择")] + forOthers.map { ($0.id.description, $0.name) }, hint: "两个人的名字都会留在记录里")
        }
        if data == nil, congresses.count > 1 {
          h.select(
            "向哪一级人大提", "congress", draft, options: congresses.map { ($0.id.description, $0.name) })
        }
        if !delegations.isEmpty {
          h.select(
            "以谁的名义提", "delegation", draft,
            options: [("", "我本人")] + delegations.map { ($0.id.description, $0.name + "（团长领衔）") },
            hint: "代表团在大会会议期间提出")
        }
        h.input("标题", "title", draft, hint: "关于……的建议", maximum: DraftSuggestion.longestTitle)
        h.area(
          "内容", "text", draft, hint: "基本情况、存在的问题、具体的意见建议。不要写群众的姓名和电话。", maximum: DraftSuggestion.longestText,
          keepsDraft: data == nil)
        h.select(
          "类别", "category", draft,
          options: [("", "未分类")] + categories.map { ($0.id.description, ($0.parent == nil ? "" : "　") + $0.name) },
          optional: true)
        h.fold(.unit, "建议由哪个单位承办（选填）", isOpen: units.contains { draft["u\($0.id)"] == "1" }) { h in
          h.boxes("建议的承办单位", "units", draft) { h in
            for unit in units { h.check("u\(unit.id)", unit.name, draft) }
          }
        }
        h.check("confidential", "要求为我保密", draft, detail: "承办单位和公众看不到提出人")
        h.submit("保存草稿")
      }
      others(&h)
      outside(&h)
    }
  }

  /// Several residents' matters become one suggestion.
  private func choose(_ h: inout HTMLWriter) {
    if choices.isEmpty { return }
    h.fold(.people, "从群众反映的事项整理（可以选几件）") { h in
      h.element("form", [.fixed("method", "get"), .other("action", SitePath.newSuggestion.string), .class("form-s")]) {
        h in
        h.boxes("同一个问题的，选在一起", "from", draft) { h in
          for matter in choices { h.check("m\(matter.id)", matter.name, draft) }
        }
        h.submit("用选中的起草", icon: .pencil)
      }
    }
  }

  private func from(_ h: inout HTMLWriter) {
    if matters.isEmpty { return }
    h.div(.class("notice")) { h in
      h.p(.class("notice-title"), text: "从群众反映的事项整理")
      h.ul { h in
        for matter in matters {
          h.li { h in h.link(SitePath.record(matter.id).string, matter.name, class: "row-link") }
        }
      }
      h.p(.class("small"), text: "办完以后，答复会转告这几位群众，并请他们评价。")
    }
  }

  private func others(_ h: inout HTMLWriter) {
    if similar.isEmpty { return }
    h.headed("similar", "以前提过的类似建议") { h in
      h.ul(.class("lines")) { h in
        for line in similar {
          h.li { h in
            h.div(.class("line")) { h in
              h.b(line.title)
              h.small(line.reply.isEmpty ? Words.suggestion(line.state) : String(line.reply.prefix(120)))
            }
          }
        }
      }
    }
  }

  private func outside(_ h: inout HTMLWriter) {
    h.fold(.info, "哪些不作为建议提出") { h in
      h.ul { h in
        for ground in (data?.workflow.rules.grounds ?? RefusalGround.customary) { h.li(text: ground.text) }
      }
    }
  }
}
