import Actions
import Domain
import HTMLKit
import HTTPKit
import HTTPTypes
import Hummingbird

/// Planning a session and changing it: shown, saved, or shown again with what is wrong.
enum SessionEditing {
  /// The congress of the site, or the first that the reader plans for.
  private static func desk(_ visit: Visit) async throws -> SessionDesk {
    let desks = try await ReadSessionDesk.run(by: visit.actor, in: visit.environment).filter(\.mayPlan)
    let wanted: ID<Congress>? = visit.queryID("congress")
    let here = wanted ?? visit.site.congress.id
    guard let desk = desks.first(where: { $0.congress.id == here }) ?? desks.first else {
      throw ActionError.refused(.notYours)
    }
    return desk
  }

  static func new(_ visit: Visit) async throws -> Response {
    let desk = try await desk(visit)
    return try await show(visit, desk, SessionForm.empty(desk), .ok)
  }

  private static func show(_ visit: Visit, _ desk: SessionDesk, _ draft: FormDraft, _ status: HTTPResponse.Status)
    async throws -> Response
  {
    let page = SessionEditPage(line: nil, desk: desk, draft: draft, token: FormToken.make(for: visit))
    return try await Workbench.page(page, visit, status: status)
  }

  static func add(_ visit: Visit, _ form: PostedForm) async throws -> Response {
    let desk = try await desk(visit)
    var draft = FormDraft(form)
    do {
      let id = try await PlanSession.add(
        SessionForm.parse(form), of: desk.congress.id, key: form.key, by: visit.actor, in: visit.environment)
      return Respond.redirect(SitePath.sessions(.work(id)).with([("done", "saved")]))
    } catch ActionError.invalid(let problems) {
      draft.problems = SessionForm.sentences(problems)
      return try await show(visit, desk, draft, .unprocessableContent)
    }
  }

  // MARK: Changing

  private static func kept(_ visit: Visit) async throws -> SessionWork {
    let work = try await ReadSessionWork.one(visit.id("id"), by: visit.actor, in: visit.environment)
    guard work.may(.arrange) else { throw ActionError.refused(.notYours) }
    return work
  }

  static func edit(_ visit: Visit) async throws -> Response {
    let work = try await ReadSessionWork.one(visit.id("id"), by: visit.actor, in: visit.environment)
    // Whoever only looks on, or comes when it is over, sees the session itself.
    guard work.may(.arrange) else { return Respond.redirect(SitePath.sessions(.work(work.session.id)).string) }
    return try await show(visit, work, SessionForm.draft(of: work.session), .ok)
  }

  private static func show(
    _ visit: Visit, _ work: SessionWork, _ draft: FormDraft, meanwhile: FormDraft? = nil, _ status: HTTPResponse.Status
  ) async throws -> Response {
    var page = SessionEditPage(line: work.line, desk: nil, draft: draft, token: FormToken.make(for: visit))
    page.meanwhile = meanwhile
    page.mayMove = work.may(.plan)
    return try await Workbench.page(page, visit, status: status)
  }

  static func save(_ visit: Visit, _ form: PostedForm) async throws -> Response {
    let id: ID<CongressSession> = try visit.id("id")
    var draft = FormDraft(form)
    do {
      try await PlanSession.change(
        id, SessionForm.parse(form), seen: Int(form.fields["seen"] ?? "") ?? 0, key: form.key, by: visit.actor,
        in: visit.environment)
      return Respond.redirect(SitePath.sessions(.work(id)).with([("done", "saved")]))
    } catch ActionError.invalid(let problems) {
      draft.problems = SessionForm.sentences(problems)
      return try await show(visit, kept(visit), draft, .unprocessableContent)
    } catch ActionError.changedMeanwhile {
      let work = try await kept(visit)
      draft.problems = [(field: "changed", words: "刚才有人改过这次会议，请对照下面现在的内容，再决定要不要保存您填的")]
      draft.values["seen"] = "\(work.session.revision)"
      return try await show(
        visit, work, draft, meanwhile: SessionForm.draft(of: work.session), .conflict)
    }
  }
}

struct SessionEditPage: HTMLKit.Page {
  /// Nil for a new one.
  let line: SessionLine?
  /// Where a new one is planned.
  let desk: SessionDesk?
  let draft: FormDraft
  let token: String
  /// What somebody else has saved since the form was opened.
  var meanwhile: FormDraft?
  var mayMove = true

  private var path: SitePath {
    if let line { return .sessions(.edit(line.session.id)) }
    return .sessions(.new)
  }

  var title: String { line == nil ? "安排人代会会议" : "修改会议安排" }

  func body(_ h: inout HTMLWriter) {
    var crumbs: [(words: String, path: String?)] = [("人代会会议", SitePath.sessions(.desk).string)]
    if let line { crumbs.append((SessionWords.short(line), SitePath.sessions(.work(line.session.id)).string)) }
    h.crumbs(crumbs + [(title, nil)])
    h.div(.class("narrow")) { h in
      h.h1(.class("page-title"), text: title)
      h.p(.class("page-lead"), text: line.map(SessionWords.name) ?? desk?.congress.name ?? "")
      h.errorSummary(draft)
      if let meanwhile { versions(meanwhile, &h) }
      let action = desk.map { path.with([("congress", $0.congress.id.description)]) } ?? path.string
      h.form(action, token: token) { h in
        if !draft["seen"].isEmpty { h.hidden("seen", draft["seen"]) }
        if let desk { term(desk, &h) }
        if mayMove, line?.session.state != .open { days(&h) } else { fixedDays(&h) }
        h.input("地点", "place", draft, optional: true, maximum: CongressSession.placeLength.upperBound)
        h.input(
          "大会期间受理议案和建议的机构", "secretariat", draft, hint: "如“大会秘书处”“大会秘书组”",
          maximum: CongressSession.secretariatLength.upperBound)
        deadlines(&h)
        h.submit(line == nil ? "保存安排" : "保存")
      }
    }
  }

  private func term(_ desk: SessionDesk, _ h: inout HTMLWriter) {
    guard let running = desk.running else {
      h.notice(nil, "还没有登记届次，请先到名录里登记这一届。", .warn)
      return
    }
    let next = desk.next?.number ?? running.number + 1
    h.choices(
      "哪一届", "term", draft,
      [
        .init(value: "running", words: "第\(DateWords.ordinal(running.number))届（本届）", detail: "次数按日期先后连着排"),
        .init(
          value: "next", words: "第\(DateWords.ordinal(next))届第一次会议（换届）",
          detail: "开幕那天新一届开始、上一届结束；没办完的事继续办"),
      ])
    if desk.asksNumber {
      h.input(
        "本届的第几次会议", "number", draft, hint: "这里还没有登记过本届的会议；以前开过的不补登记的，从现在这一次的次数数起", maximum: 2,
        mode: "numeric")
    }
  }

  private func days(_ h: inout HTMLWriter) {
    h.choices(
      "会议", "kind", draft,
      CongressSession.Kind.allCases.map {
        .init(
          value: $0.rawValue, words: SessionWords.kind($0),
          detail: $0 == .extraordinary ? "五分之一以上代表提议，或者召集人认为必要（地方组织法第十四条）" : nil)
      })
    h.div(.class("pair")) { h in
      h.input("第一天", "begins", draft, maximum: 10, type: "date")
      h.input("最后一天", "ends", draft, maximum: 10, type: "date")
    }
  }

  /// What was decided stays; a session that sits may take longer.
  private func fixedDays(_ h: inout HTMLWriter) {
    h.hidden("kind", draft["kind"])
    h.hidden("begins", draft["begins"])
    if mayMove {
      h.input("最后一天", "ends", draft, hint: "已经开幕，第一天不能再改", maximum: 10, type: "date")
    } else {
      h.hidden("ends", draft["ends"])
    }
  }

  private func deadlines(_ h: inout HTMLWriter) {
    h.p(.class("small mute"), text: "截止时间由大会主席团决定，没有决定的可以不填。")
    h.div(.class("pair")) { h in
      h.input("议案截止日期", "motions-date", draft, optional: true, maximum: 10, type: "date")
      h.input("时间", "motions-time", draft, optional: true, maximum: 5, type: "time")
    }
    h.div(.class("pair")) { h in
      h.input("大会期间建议截止日期", "suggestions-date", draft, optional: true, maximum: 10, type: "date")
      h.input("时间", "suggestions-time", draft, optional: true, maximum: 5, type: "time")
    }
  }

  private func versions(_ stored: FormDraft, _ h: inout HTMLWriter) {
    h.element("table", [.class("kv"), .id("changed")]) { h in
      h.element("caption", text: "现在的内容和您填的内容")
      h.element("tbody") { h in
        for name in [
          "begins", "ends", "place", "secretariat", "motions-date", "motions-time", "suggestions-date",
          "suggestions-time",
        ] where stored[name] != draft[name] {
          h.element("tr") { h in
            h.element("th", [.fixed("scope", "row")], text: SessionForm.labels[name] ?? name)
            h.element("td", text: "现在：\(shown(stored[name]))　您填的：\(shown(draft[name]))")
          }
        }
      }
    }
  }

  private func shown(_ value: String) -> String { value.isEmpty ? "没有填" : value }
}
