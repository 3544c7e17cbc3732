import Actions
import Domain
import HTMLKit
import HTTPKit
import HTTPTypes
import Hummingbird

/// 换届: whose mandate of an earlier term ends, and who was elected again. First those who were not are ticked, then all
/// names are confirmed.
enum FormerDeputies {
  static func show(_ visit: Visit) async throws -> Response {
    try await show(visit, FormDraft(), .ok)
  }

  private static func show(_ visit: Visit, _ draft: FormDraft, _ status: HTTPResponse.Status) async throws -> Response {
    let data = try await SettleFormerMandates.read(visit.id("id"), by: visit.actor, in: visit.environment)
    return try await Workbench.page(
      FormerDeputiesPage(data: data, draft: draft, token: FormToken.make(for: visit)), visit, status: status)
  }

  static func settle(_ visit: Visit, _ form: PostedForm) async throws -> Response {
    let id: ID<CongressSession> = try visit.id("id")
    let data = try await SettleFormerMandates.read(id, by: visit.actor, in: visit.environment)
    func named(_ prefix: String) -> [FormerMandate] {
      data.mandates.filter { form.fields[prefix + $0.id.description] == "1" }
    }
    let (ending, renewed) = (named("m"), named("r"))
    guard form.fields["confirmed"] == "1" else {
      if data.mandates.isEmpty { return try await show(visit, FormDraft(), .ok) }
      if ending.isEmpty, form.fields["none"] != "1" {
        return try await refuse(visit, form, "请勾选没有连任、要登记资格终止的代表；都连任了的，勾选最后一项")
      }
      if !ending.isEmpty, form.fields["none"] == "1" {
        return try await refuse(visit, form, "勾选了要终止的代表，最后一项“都已连任”就不要勾选")
      }
      let page = ConfirmFormerDeputiesPage(
        data: data, ending: ending, others: data.mandates.filter { one in !ending.contains { $0.id == one.id } },
        token: FormToken.make(for: visit))
      return try await Workbench.page(page, visit)
    }
    // Sent a second time, or by two at once: nobody is left to be settled.
    if !ending.isEmpty {
      _ = try await SettleFormerMandates.end(Set(ending.map(\.id)), at: id, by: visit.actor, in: visit.environment)
    }
    if form.fields["renew"] == "1", !renewed.isEmpty {
      _ = try await SettleFormerMandates.renew(
        Set(renewed.map(\.id)), at: id, by: visit.actor, in: visit.environment)
    }
    return Respond.redirect(SitePath.sessions(.work(id)).with([("done", "term-settled")]))
  }

  fileprivate static func crumbs(_ title: String, _ data: SettleFormerMandates.Data, _ h: inout HTMLWriter) {
    h.crumbs([
      ("人代会会议", SitePath.sessions(.desk).string),
      (SessionWords.short(data.line), SitePath.sessions(.work(data.line.session.id)).string), (title, nil),
    ])
  }

  private static func refuse(_ visit: Visit, _ form: PostedForm, _ words: String) async throws -> Response {
    var draft = FormDraft(form)
    draft.problems = [(field: "list", words: words)]
    return try await show(visit, draft, .unprocessableContent)
  }
}

struct FormerDeputiesPage: HTMLKit.Page {
  let data: SettleFormerMandates.Data
  let draft: FormDraft
  let token: String

  private var session: CongressSession { data.line.session }

  var title: String { "核对未连任的代表" }

  func body(_ h: inout HTMLWriter) {
    FormerDeputies.crumbs(title, data, &h)
    h.div(.class("narrow")) { h in
      h.h1(.class("page-title"), text: title)
      h.errorSummary(draft)
      if data.mandates.isEmpty { h.empty("以前各届的代表，都已登记资格终止或者连任。") } else { choose(&h) }
    }
  }

  private func choose(_ h: inout HTMLWriter) {
    h.p(text: "代表的任期从每届第一次会议开始，到下届第一次会议为止。请对照选举结果，勾选没有连任的代表；下一步核对连任的。")
    h.p(.class("small mute"), text: "没有连任的代表提出的建议继续办理，仍然答复原提出人；手上没办完的诉求交回联络站。")
    h.form(SitePath.sessions(.formerDeputies(session.id)).string, token: token) { h in
      h.element("fieldset", [.class("field"), .id("list")]) { h in
        h.element("legend", text: "以前各届的代表，\(data.mandates.count)名")
        for mandate in data.mandates {
          h.check("m\(mandate.id)", mandate.person.name, draft, detail: detail(mandate))
        }
        h.check("none", "没有要终止的，上面的代表都已连任", draft)
      }
      h.submit("下一步：核对名单", icon: .check)
    }
  }

  private func detail(_ mandate: FormerMandate) -> String {
    [
      mandate.term.map { "第\(DateWords.ordinal($0))届" }, mandate.electedBy.isEmpty ? nil : mandate.electedBy,
      mandate.state == .suspended ? "暂停执行职务" : nil,
    ].compactMap { $0 }.joined(separator: "，")
  }
}

/// The second step: the names, once more.
struct ConfirmFormerDeputiesPage: HTMLKit.Page {
  let data: SettleFormerMandates.Data
  let ending: [FormerMandate]
  /// Those who were not ticked.
  let others: [FormerMandate]
  let token: String

  private var session: CongressSession { data.line.session }
  private var path: SitePath { .sessions(.formerDeputies(session.id)) }
  private var term: String { "第\(DateWords.ordinal(data.line.term))届" }

  var title: String { ending.isEmpty ? "确认连任" : "确认终止代表资格" }

  func body(_ h: inout HTMLWriter) {
    FormerDeputies.crumbs(title, data, &h)
    h.div(.class("narrow")) { h in
      h.h1(.class("page-title"), text: title)
      h.form(path.string, token: token) { h in
        h.hidden("confirmed", "1")
        if !ending.isEmpty { end(&h) }
        if !others.isEmpty { renew(&h) }
        h.submit(ending.isEmpty ? "确认\(others.count)名代表连任" : "确认终止\(ending.count)名代表的资格", icon: .check)
      }
      h.p { h in h.link(path.string, "回去重新勾选") }
    }
  }

  private func end(_ h: inout HTMLWriter) {
    h.p(text: "下面\(ending.count)名代表的资格登记为任期届满终止，日期是\(DateWords.long(session.beginsOn))：")
    h.p(.class("quote"), text: ending.map(\.person.name).joined(separator: "、"))
    h.p(.class("small mute"), text: "登记以后不能改回。没有连任的代表不再有履职入口，提过的建议没有办结的，登录后仍然看得到、可以评价。")
    for mandate in ending { h.hidden("m\(mandate.id)", "1") }
  }

  private func renew(_ h: inout HTMLWriter) {
    for mandate in others { h.hidden("r\(mandate.id)", "1") }
    let names = others.map(\.person.name).joined(separator: "、")
    if ending.isEmpty {
      h.p(text: "下面\(others.count)名代表已经连任，登记为\(term)代表；所在的站点、小组和手上的事不变：")
      h.p(.class("quote"), text: names)
      h.hidden("renew", "1")
    } else {
      h.check("renew", "其余\(others.count)名已经连任，登记为\(term)代表", FormDraft(), detail: names + "。还没有核对清楚的，先不勾选。")
    }
  }
}
