import Actions
import Domain
import HTMLKit
import HTTPKit
import HTTPTypes
import Hummingbird

/// The meetings of a session: one form.
enum MeetingEditing {
  static func show(_ visit: Visit, _ id: ID<SessionMeeting>?) async throws -> Response {
    let work = try await ReadSessionWork.one(visit.id("id"), by: visit.actor, in: visit.environment)
    guard work.may(.arrange) else { return Respond.redirect(SitePath.sessions(.work(work.session.id)).string) }
    if let id {
      guard let meeting = work.meetings.first(where: { $0.id == id }) else { throw ActionError.notFound }
      return try await show(visit, work, id, SessionForm.draft(of: meeting), .ok)
    }
    // The first free day is the likeliest.
    let day = work.meetings.last?.heldOn ?? work.session.beginsOn
    let draft = FormDraft(["date": "\(day)", "starts": "09:00", "plenary": "1"])
    return try await show(visit, work, nil, draft, .ok)
  }

  private static func kept(_ visit: Visit) async throws -> SessionWork {
    let work = try await ReadSessionWork.one(visit.id("id"), by: visit.actor, in: visit.environment)
    guard work.may(.arrange) else { throw ActionError.refused(.notYours) }
    return work
  }

  private static func show(
    _ visit: Visit, _ work: SessionWork, _ id: ID<SessionMeeting>?, _ draft: FormDraft, _ status: HTTPResponse.Status
  ) async throws -> Response {
    let page = MeetingEditPage(work: work, id: id, draft: draft, token: FormToken.make(for: visit))
    return try await Workbench.page(page, visit, status: status)
  }

  static func save(_ visit: Visit, _ form: PostedForm, _ id: ID<SessionMeeting>?) async throws -> Response {
    let session: ID<CongressSession> = try visit.id("id")
    var draft = FormDraft(form)
    do {
      _ = try await SaveMeeting.run(
        SessionForm.meeting(form, id), in: session, key: form.key, by: visit.actor, in: visit.environment)
      return Respond.redirect(SitePath.sessions(.work(session)).with([("done", "saved")]))
    } catch ActionError.invalid(let problems) {
      draft.problems = SessionForm.sentences(problems)
      return try await show(visit, kept(visit), id, draft, .unprocessableContent)
    } catch ActionError.changedMeanwhile {
      let work = try await kept(visit)
      draft.problems = [(field: "title", words: "刚才有人改过这场会议，您填的还在；现在的内容在会议页上，请看过再保存")]
      draft.values["seen"] = work.meetings.first { $0.id == id }.map { "\($0.revision)" } ?? ""
      return try await show(visit, work, id, draft, .conflict)
    }
  }
}

struct MeetingEditPage: HTMLKit.Page {
  let work: SessionWork
  let id: ID<SessionMeeting>?
  let draft: FormDraft
  let token: String

  var title: String { id == nil ? "添加一场会议" : "修改会议" }

  func body(_ h: inout HTMLWriter) {
    let session = work.session
    h.crumbs([
      ("人代会会议", SitePath.sessions(.desk).string),
      (SessionWords.short(work.line), SitePath.sessions(.work(session.id)).string), (title, nil),
    ])
    h.div(.class("narrow")) { h in
      h.h1(.class("page-title"), text: title)
      h.p(.class("page-lead"), text: "会期：" + SessionWords.days(session))
      h.errorSummary(draft)
      let path = id.map { SitePath.sessions(.meeting(session.id, $0)) } ?? .sessions(.newMeeting(session.id))
      h.form(path.string, token: token) { h in
        if !draft["seen"].isEmpty { h.hidden("seen", draft["seen"]) }
        h.input(
          "会议名称", "title", draft, hint: "如“第一次全体会议（开幕）”“代表团审议”",
          maximum: SessionMeeting.titleLength.upperBound)
        h.div(.class("pair")) { h in
          h.input("日期", "date", draft, maximum: 10, type: "date")
          h.input("开始时间", "starts", draft, maximum: 5, type: "time")
        }
        h.check("plenary", "全体会议", draft, detail: "全体代表出席，计算法定人数；出席情况按全体会议算")
        h.submit("保存")
      }
    }
  }
}
