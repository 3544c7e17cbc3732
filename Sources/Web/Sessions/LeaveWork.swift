import Actions
import Domain
import HTMLKit
import HTTPKit
import HTTPTypes
import Hummingbird

/// A request for leave at the desk: decided, or entered on a deputy's word.
enum LeaveWork {
  private static func work(_ visit: Visit) async throws -> SessionWork {
    try await ReadSessionWork.one(visit.id("id"), by: visit.actor, in: visit.environment)
  }

  static func show(
    _ visit: Visit, _ draft: FormDraft = FormDraft(), status: HTTPResponse.Status = .ok
  ) async throws -> Response {
    let work = try await work(visit)
    let id: ID<SessionLeave> = try visit.id("leave")
    guard let line = work.leaves.first(where: { $0.leave.id == id }) else { throw ActionError.notFound }
    let page = LeavePage(
      work: work, line: line, draft: draft, token: FormToken.make(for: visit), today: visit.today)
    return try await Workbench.page(page, visit, status: status)
  }

  static func decide(_ visit: Visit, _ form: PostedForm) async throws -> Response {
    let (session, id): (ID<CongressSession>, ID<SessionLeave>) = (try visit.id("id"), try visit.id("leave"))
    var draft = FormDraft(form)
    do {
      if form.isBroken("words", multiline: true) {
        throw ActionError.invalid([FieldProblem("words", .badCharacters)])
      }
      guard let act: SessionLeave.Act = form.word("act"), act != .withdraw else {
        throw ActionError.invalid([FieldProblem("words", .missing)])
      }
      try await DecideLeave.run(
        id, approves: act == .approve, words: form.text("words", multiline: true),
        seen: Int(form.fields["seen"] ?? "") ?? 0, key: form.key, by: visit.actor, in: visit.environment)
      return Respond.redirect(
        SitePath.sessions(.work(session)).with([("tab", SessionTab.leave.rawValue), ("done", "decided-leave")]))
    } catch ActionError.invalid(let problems) {
      draft.problems = SessionForm.sentences(problems)
      return try await show(visit, draft, status: .unprocessableContent)
    } catch ActionError.changedMeanwhile {
      draft.problems = [(field: "words", words: "这份请假刚才已经有人决定，或者代表撤回了，请看下面现在的情况")]
      return try await show(visit, draft, status: .conflict)
    }
  }

  // MARK: On a deputy's word

  static func new(_ visit: Visit) async throws -> Response {
    let work = try await work(visit)
    guard work.may(.enterLeave) else {
      return Respond.redirect(
        SitePath.sessions(.work(work.session.id)).with([("tab", SessionTab.leave.rawValue)]))
    }
    return try await new(visit, FormDraft(["scope": "whole"]), .ok)
  }

  private static func new(_ visit: Visit, _ draft: FormDraft, _ status: HTTPResponse.Status) async throws -> Response {
    let work = try await work(visit)
    guard work.may(.enterLeave) else { throw ActionError.refused(.notYours) }
    let page = EnterLeavePage(
      work: work, deputies: try await ReadSessionWork.deputies(of: work.session, in: visit.environment), draft: draft,
      token: FormToken.make(for: visit))
    return try await Workbench.page(page, visit, status: status)
  }

  static func enter(_ visit: Visit, _ form: PostedForm) async throws -> Response {
    let work = try await work(visit)
    var draft = FormDraft(form)
    do {
      guard let mandate: ID<Mandate> = form.id("mandate") else {
        throw ActionError.invalid([FieldProblem("mandate", .missing)])
      }
      _ = try await AskLeave.run(
        SessionForm.leave(form, work.meetings, mandate: mandate), from: work.session.id, key: form.key,
        by: visit.actor, in: visit.environment)
      return Respond.redirect(
        SitePath.sessions(.work(work.session.id)).with([("tab", SessionTab.leave.rawValue), ("done", "saved")]))
    } catch ActionError.invalid(let problems) {
      draft.problems = SessionForm.sentences(problems)
      return try await new(visit, draft, .unprocessableContent)
    }
  }
}

/// One request, with its decision or the form for it.
struct LeavePage: HTMLKit.Page {
  let work: SessionWork
  let line: LeaveLine
  let draft: FormDraft
  let token: String
  let today: CivilDate

  var title: String { line.deputy.name + "的请假" }

  func body(_ h: inout HTMLWriter) {
    let leave = line.leave
    h.crumbs([
      ("人代会会议", SitePath.sessions(.desk).string),
      (
        SessionWords.short(work.line),
        SitePath.sessions(.work(work.session.id)).with([("tab", SessionTab.leave.rawValue)])
      ), (title, nil),
    ])
    h.div(.class("narrow")) { h in
      h.h1(.class("page-title"), text: title)
      let state = SessionWords.leave(leave.state)
      h.p(.class("chips")) { h in
        h.chip(state.words, state.kind)
        if leave.isLate { h.chip("会议开始以后才提出", .warn) }
      }
      h.errorSummary(draft, title: "没有办成")
      h.dl(.class("facts section-s")) { h in
        h.fact("会议", SessionWords.name(work.line))
        h.fact("请假", SessionWords.scope(leave.scope, work.meetings))
        h.fact("理由", leave.reason)
        let entered = line.asker == line.deputy.name ? "" : "（\(line.asker)代为登记）"
        h.fact("提出", DateWords.moment(leave.askedAt, today: today) + entered)
        if let at = leave.decidedAt {
          h.fact(
            leave.state == .withdrawn ? "撤回" : "决定",
            DateWords.moment(at, today: today) + (line.decider.map { "　" + $0 } ?? ""))
        }
        if let decision = leave.decision { h.fact("答复", decision) }
      }
      if line.mayDecide { form(&h) } else if leave.state == .requested { waiting(&h) }
    }
  }

  private func form(_ h: inout HTMLWriter) {
    h.p(.class("small mute section-s"), text: "请假有法律效力：未经批准两次不出席会议的，代表资格终止（代表法第六十二条）。批不批准由您决定，时间和您的姓名都会记下。")
    h.form(SitePath.sessions(.leave(work.session.id, line.leave.id)).string, token: token, class: "form section-s") {
      h in
      h.hidden("seen", "\(line.leave.revision)")
      h.area(
        "答复", "words", draft, hint: "批准的可以不写；不批准的，写明理由，代表看得到", optional: true,
        maximum: SessionLeave.textLength.upperBound, small: true)
      h.div(.class("row")) { h in
        h.element(
          "button", [.class("btn btn-main"), .type("submit"), .name("act"), .fixed("value", "approve")], text: "批准")
        h.element(
          "button", [.class("btn btn-danger"), .type("submit"), .name("act"), .fixed("value", "refuse")], text: "不批准")
      }
    }
  }

  private func waiting(_ h: inout HTMLWriter) {
    let who = work.session.state == .open && !work.secretaries.isEmpty ? "大会秘书处工作人员" : "人大办公室经办人或者主席"
    h.notice(nil, "这份请假由\(who)决定；本人不能决定自己的请假。")
  }
}

/// A request that came by telephone or on paper.
struct EnterLeavePage: HTMLKit.Page {
  let work: SessionWork
  let deputies: [(mandate: ID<Mandate>, name: String)]
  let draft: FormDraft
  let token: String

  var title: String { "代为登记请假" }

  func body(_ h: inout HTMLWriter) {
    h.crumbs([
      ("人代会会议", SitePath.sessions(.desk).string),
      (
        SessionWords.short(work.line),
        SitePath.sessions(.work(work.session.id)).with([("tab", SessionTab.leave.rawValue)])
      ), (title, nil),
    ])
    h.div(.class("narrow")) { h in
      h.h1(.class("page-title"), text: title)
      h.p(.class("page-lead"), text: "代表打电话、写条子请假的，按他说的登记。登记以后还要有人决定，登记不等于批准。")
      h.errorSummary(draft)
      h.form(SitePath.sessions(.enterLeave(work.session.id)).string, token: token) { h in
        h.select(
          "代表", "mandate", draft,
          options: [(value: "", words: "请选择")]
            + deputies.map { (value: $0.mandate.description, words: $0.name) })
        LeaveFields(meetings: work.meetings).write(draft, &h)
        h.submit("登记")
      }
    }
  }
}

/// Which meetings, and why.
struct LeaveFields {
  let meetings: [SessionMeeting]

  func write(_ draft: FormDraft, _ h: inout HTMLWriter) {
    if !meetings.isEmpty {
      h.choices(
        "请哪些假", "scope", draft,
        [.init(value: "whole", words: "整次会议"), .init(value: "some", words: "只请下面勾选的会议")])
      h.boxes("会议", "meetings", draft) { h in
        for meeting in meetings { h.check("m\(meeting.id)", meeting.title, draft, detail: SessionWords.time(meeting)) }
      }
    }
    h.area(
      "理由", "reason", draft, hint: "如生病住院、出差在外。只有办理请假的人看得到。",
      maximum: SessionLeave.textLength.upperBound, small: true)
  }
}
