import Actions
import Domain
import HTMLKit
import HTTPKit
import HTTPTypes
import Hummingbird

/// 换届: whose mandate of an earlier term ends. First they are ticked, then their names are confirmed.
enum FormerDeputies {
  static func show(_ visit: Visit) async throws -> Response {
    try await show(visit, FormDraft(), .ok)
  }

  private static func show(_ visit: Visit, _ draft: FormDraft, _ status: HTTPResponse.Status) async throws -> Response {
    let data = try await EndFormerMandates.read(visit.id("id"), by: visit.actor, in: visit.environment)
    return try await Workbench.page(
      FormerDeputiesPage(data: data, chosen: nil, draft: draft, token: FormToken.make(for: visit)), visit,
      status: status)
  }

  static func end(_ visit: Visit, _ form: PostedForm) async throws -> Response {
    let id: ID<CongressSession> = try visit.id("id")
    let data = try await EndFormerMandates.read(id, by: visit.actor, in: visit.environment)
    let chosen = data.mandates.filter { form.fields["m\($0.id)"] == "1" }
    let isConfirmed = form.fields["confirmed"] == "1"
    if chosen.isEmpty, !isConfirmed {
      if data.mandates.isEmpty { return try await show(visit, FormDraft(), .ok) }
      var draft = FormDraft(form)
      draft.problems = [(field: "list", words: "请勾选没有连任、要登记资格终止的代表")]
      return try await show(visit, draft, .unprocessableContent)
    }
    guard isConfirmed else {
      return try await Workbench.page(
        FormerDeputiesPage(data: data, chosen: chosen, draft: FormDraft(), token: FormToken.make(for: visit)), visit)
    }
    // Sent a second time, or by two at once: nobody is left to be ended.
    if !chosen.isEmpty {
      _ = try await EndFormerMandates.run(
        Set(chosen.map(\.id)), at: id, by: visit.actor, in: visit.environment)
    }
    return Respond.redirect(SitePath.sessions(.work(id)).with([("done", "term-ended")]))
  }
}

struct FormerDeputiesPage: HTMLKit.Page {
  let data: EndFormerMandates.Data
  /// Set on the second page.
  let chosen: [FormerMandate]?
  let draft: FormDraft
  let token: String

  private var session: CongressSession { data.line.session }
  private var path: SitePath { .sessions(.formerDeputies(session.id)) }

  var title: String { chosen == nil ? "核对未连任的代表" : "确认终止代表资格" }

  func body(_ h: inout HTMLWriter) {
    h.crumbs([
      ("人代会会议", SitePath.sessions(.desk).string),
      (SessionWords.short(data.line), SitePath.sessions(.work(session.id)).string), (title, nil),
    ])
    h.div(.class("narrow")) { h in
      h.h1(.class("page-title"), text: title)
      h.errorSummary(draft)
      if let chosen { confirm(chosen, &h) } else { choose(&h) }
    }
  }

  private func choose(_ h: inout HTMLWriter) {
    if data.mandates.isEmpty {
      h.empty("以前各届的代表资格都已登记终止，或者连任。")
      return
    }
    h.p(text: "代表的任期从每届第一次会议开始，到下届第一次会议为止。请对照选举结果，勾选没有连任的代表；连任的不要勾选。")
    h.p(.class("small mute"), text: "他们提出的建议继续办理，仍然答复原提出人；手上没办完的诉求交回联络站。")
    h.form(path.string, token: token) { h in
      h.element("fieldset", [.class("field"), .id("list")]) { h in
        h.element("legend", text: "以前各届的代表，\(data.mandates.count)名")
        for mandate in data.mandates {
          h.check("m\(mandate.id)", mandate.person.name, draft, detail: detail(mandate))
        }
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

  private func confirm(_ chosen: [FormerMandate], _ h: inout HTMLWriter) {
    h.p(text: "下面\(chosen.count)名代表的资格登记为任期届满终止，日期是\(DateWords.long(session.beginsOn))：")
    h.p(.class("quote"), text: chosen.map(\.person.name).joined(separator: "、"))
    h.p(.class("small mute"), text: "登记以后不能改回。没有连任的代表不再有履职入口，提过的建议没有办结的，登录后仍然看得到、可以评价。")
    h.form(path.string, token: token) { h in
      h.hidden("confirmed", "1")
      for mandate in chosen { h.hidden("m\(mandate.id)", "1") }
      h.submit("确认终止\(chosen.count)名代表的资格", icon: .check)
    }
    h.p { h in h.link(path.string, "回去重新勾选") }
  }
}
