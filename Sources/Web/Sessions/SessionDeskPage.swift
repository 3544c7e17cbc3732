import Actions
import Domain
import HTMLKit
import HTTPKit
import HTTPTypes
import Hummingbird

/// 人代会会议 at the desk: all sessions, and what the law reminds of.
struct SessionDeskPage: HTMLKit.Page {
  let desks: [SessionDesk]

  var title: String { "人代会会议" }

  func body(_ h: inout HTMLWriter) {
    h.div(.class("work-title")) { h in
      h.h1(text: title)
      if let desk = desks.first(where: \.mayPlan), desks.count == 1 { plan(desk, &h) }
    }
    h.p(.class("page-lead"), text: "安排会期、登记会议和签到、办理请假。开幕、闭幕由经办人或者主席登记。")
    for desk in desks {
      for shortfall in desk.shortfalls { h.notice("开会次数提醒", SessionWords.shortfall(shortfall), .warn) }
      if desks.count > 1 {
        h.headed("c\(desk.congress.id)", desk.congress.name) { h in
          if desk.mayPlan { h.p { h in plan(desk, &h) } }
          list(desk, &h)
        }
      } else {
        list(desk, &h)
      }
    }
    if desks.isEmpty { h.empty("没有由您办理的人代会会议。") }
  }

  private func plan(_ desk: SessionDesk, _ h: inout HTMLWriter) {
    h.div(.class("row")) { h in
      h.a(
        .class("btn btn-s btn-main"),
        .href(SitePath.sessions(.new).with([("congress", desk.congress.id.description)]))
      ) { h in
        h.icon(.plus)
        h.text("安排会议")
      }
    }
  }

  private func list(_ desk: SessionDesk, _ h: inout HTMLWriter) {
    if desk.lines.isEmpty {
      h.empty("还没有登记会议。")
      return
    }
    SessionList(lines: desk.lines, waiting: desk.waiting) { SitePath.sessions(.work($0)).string }.write(&h)
  }
}

/// A session's page with its tabs, and the acts of whoever keeps it.
enum SessionDeskWork {
  static func show(
    _ visit: Visit, _ draft: FormDraft = FormDraft(), status: HTTPResponse.Status = .ok
  ) async throws -> Response {
    let id: ID<CongressSession> = try visit.id("id")
    let page = SessionWorkPage(
      work: try await ReadSessionWork.one(id, by: visit.actor, in: visit.environment),
      tab: visit.queryWord("tab") ?? .agenda,
      history: try await ReadDirectoryHistory.run(.session, id.raw, in: visit.environment), draft: draft,
      mayEnd: RouteAccess.congress.admits(visit.actor), token: FormToken.make(for: visit), today: visit.today)
    return try await Workbench.page(page, visit, status: status)
  }

  /// One act; what stands in its way is said on the session's page.
  static func carryOut(
    _ visit: Visit, _ form: PostedForm, done: String, _ act: (ID<CongressSession>, Int) async throws -> Void
  ) async throws -> Response {
    let id: ID<CongressSession> = try visit.id("id")
    var draft = FormDraft(form)
    do {
      try await act(id, Int(form.fields["seen"] ?? "") ?? 0)
      return Respond.redirect(SitePath.sessions(.work(id)).with([("done", done)]))
    } catch ActionError.invalid(let problems) {
      draft.problems = problems.map {
        (field: $0.field == "reason" ? "reason" : "about", words: SessionForm.sentence($0))
      }
      return try await show(visit, draft, status: .unprocessableContent)
    } catch ActionError.changedMeanwhile {
      draft.problems = [(field: "about", words: "刚才有人改过这次会议，请看过下面现在的内容，再决定要不要办")]
      return try await show(visit, draft, status: .conflict)
    }
  }
}
