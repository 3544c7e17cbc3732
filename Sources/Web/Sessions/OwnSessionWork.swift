import Actions
import Domain
import HTMLKit
import HTTPKit
import HTTPTypes
import Hummingbird

/// 会议和请假: a deputy's own, on the phone.
enum OwnSessionWork {
  static func list(_ visit: Visit) async throws -> Response {
    let page = OwnSessionsPage(
      lines: try await ReadOwnSessions.list(of: visit.signedIn(), in: visit.environment))
    return try await Workbench.page(page, visit)
  }

  static func show(
    _ visit: Visit, _ draft: FormDraft = FormDraft(["scope": "whole"]), status: HTTPResponse.Status = .ok
  ) async throws -> Response {
    let data = try await ReadOwnSessions.one(visit.id("id"), of: visit.signedIn(), in: visit.environment)
    let page = OwnSessionPage(data: data, draft: draft, token: FormToken.make(for: visit), today: visit.today)
    return try await Workbench.page(page, visit, status: status)
  }

  static func ask(_ visit: Visit, _ form: PostedForm) async throws -> Response {
    let id: ID<CongressSession> = try visit.id("id")
    let data = try await ReadOwnSessions.one(id, of: visit.signedIn(), in: visit.environment)
    var draft = FormDraft(form)
    do {
      _ = try await AskLeave.run(
        SessionForm.leave(form, data.meetings.map(\.meeting)), from: id, key: form.key, by: visit.actor,
        in: visit.environment)
      return Respond.redirect(SitePath.sessions(.own(id)).with([("done", "asked-leave")]))
    } catch ActionError.invalid(let problems) {
      draft.problems = SessionForm.sentences(problems)
      return try await show(visit, draft, status: .unprocessableContent)
    }
  }

  static func withdraw(_ visit: Visit, _ form: PostedForm) async throws -> Response {
    let id: ID<CongressSession> = try visit.id("id")
    guard let leave: ID<SessionLeave> = form.id("leave") else { throw ActionError.notFound }
    do {
      try await AskLeave.withdraw(
        leave, seen: Int(form.fields["seen"] ?? "") ?? 0, key: form.key, by: visit.actor, in: visit.environment)
      return Respond.redirect(SitePath.sessions(.own(id)).with([("done", "withdrawn-leave")]))
    } catch ActionError.changedMeanwhile {
      var draft = FormDraft(["scope": "whole"])
      draft.problems = [(field: "leaves", words: "这份请假刚才已经决定，不能撤回了，请看下面的结果")]
      return try await show(visit, draft, status: .conflict)
    }
  }

  // MARK: Checking in

  static func checkIn(_ visit: Visit) async throws -> Response {
    let page = CheckInPage(
      draft: FormDraft(["word": visit.queryText("word")]), token: FormToken.make(for: visit))
    return try await Workbench.page(page, visit)
  }

  static func checkIn(_ visit: Visit, _ form: PostedForm) async throws -> Response {
    var draft = FormDraft(form)
    let word = TextCleaning.toHalfWidthDigits(form.text("word")).filter { $0 != " " }
    do {
      if word.isEmpty { throw ActionError.invalid([FieldProblem("word", .missing)]) }
      let outcome = try await CheckIn.run(word, by: visit.signedIn(), in: visit.environment)
      return Respond.redirect(
        SitePath.sessions(.own(outcome.session)).with([
          ("done", outcome.wasPresent ? "was-checked-in" : "checked-in")
        ]))
    } catch ActionError.invalid(let problems) {
      draft.problems = SessionForm.sentences(problems)
    } catch ActionError.locked {
      draft.problems = [(field: "word", words: "签到码输错太多次，请过一个小时再试，或者找工作人员签到")]
    }
    let page = CheckInPage(draft: draft, token: FormToken.make(for: visit))
    return try await Workbench.page(page, visit, status: .unprocessableContent)
  }
}

struct OwnSessionsPage: HTMLKit.Page {
  let lines: [SessionLine]

  var title: String { "会议和请假" }

  func body(_ h: inout HTMLWriter) {
    h.div(.class("narrow")) { h in
      h.h1(.class("page-title"), text: title)
      h.p(.class("page-lead"), text: "出席人民代表大会会议是代表的职责；有事不能出席的，请先请假。")
      h.p { h in
        h.a(.class("btn"), .href(SitePath.sessions(.checkIn).string)) { h in
          h.icon(.checkCircle)
          h.text("签到")
        }
      }
      if lines.isEmpty { h.empty("还没有会议安排。") }
      h.ul(.class("phone-list section-s")) { h in
        for line in lines { OwnSessionCard(line: line).write(&h) }
      }
    }
  }
}

/// A session as a card that leads to one's own page of it.
struct OwnSessionCard {
  let line: SessionLine

  func write(_ h: inout HTMLWriter) {
    h.li(.class(line.session.state == .open ? "phone-card phone-soon" : "phone-card")) { h in
      h.a(.href(SitePath.sessions(.own(line.session.id)).string)) { h in
        let state = SessionWords.state(line.session.state)
        h.chip(state.words, state.kind)
        h.b(SessionWords.name(line))
        h.small([SessionWords.days(line.session), line.session.place].filter { !$0.isEmpty }.joined(separator: "　"))
      }
    }
  }
}

/// One session: when, my attendance, my leave.
struct OwnSessionPage: HTMLKit.Page {
  let data: OwnSession
  let draft: FormDraft
  let token: String
  let today: CivilDate

  private var session: CongressSession { data.line.session }
  var title: String { SessionWords.name(data.line) }

  func body(_ h: inout HTMLWriter) {
    h.crumbs([("会议和请假", SitePath.sessions(.ownList).string), (SessionWords.short(data.line), nil)])
    h.div(.class("narrow")) { h in
      h.h1(.class("page-title"), text: title)
      let state = SessionWords.state(session.state)
      h.p(.class("chips")) { h in h.chip(state.words, state.kind) }
      h.errorSummary(draft)
      if data.meetings.contains(where: { $0.isOpen && $0.attendance != .present }) {
        h.p(.class("section-s")) { h in
          h.a(.class("btn btn-main btn-wide"), .href(SitePath.sessions(.checkIn).string)) { h in
            h.icon(.checkCircle)
            h.text("签到")
          }
        }
      }
      h.dl(.class("facts section-s")) { h in SessionFacts(line: data.line).write(&h) }
      meetings(&h)
      leaves(&h)
      if data.mayAsk { ask(&h) }
    }
  }

  private func meetings(_ h: inout HTMLWriter) {
    if data.meetings.isEmpty { return }
    h.headed("agenda", "会议日程") { h in
      h.ul(.class("lines")) { h in
        for line in data.meetings {
          h.li { h in
            h.div(.class("line")) { h in
              h.b(line.meeting.title)
              if session.state != .planned || line.attendance != nil {
                let words = SessionWords.attendance(line.attendance, isOver: session.state == .closed)
                h.element("span", [.class("line-end")]) { h in h.chip(words.words, words.kind) }
              }
              h.small(SessionWords.time(line.meeting))
            }
          }
        }
      }
    }
  }

  private func leaves(_ h: inout HTMLWriter) {
    if data.leaves.isEmpty { return }
    h.headed("leaves", "我的请假") { h in
      h.div(.class("stack")) { h in
        for leave in data.leaves {
          h.div(.class("card")) { h in
            let state = SessionWords.leave(leave.state)
            h.p(.class("chips")) { h in
              h.chip(state.words, state.kind)
              if leave.isLate { h.chip("补假", .line) }
            }
            h.dl(.class("facts section-s")) { h in
              h.fact("请假", SessionWords.scope(leave.scope, data.meetings.map(\.meeting)))
              h.fact("理由", leave.reason)
              h.fact("提出", DateWords.moment(leave.askedAt, today: today))
              if let at = leave.decidedAt {
                h.fact(
                  leave.state == .withdrawn ? "撤回" : "决定",
                  DateWords.moment(at, today: today) + (data.deciders[leave.id].map { "　" + $0 } ?? ""))
              }
              if let decision = leave.decision { h.fact("答复", decision) }
            }
            if leave.state == .requested {
              h.div(.class("section-s")) { h in
                h.buttonForm(
                  SitePath.sessions(.withdrawLeave(session.id)).string, token: token, "撤回", icon: .back,
                  fields: [("leave", leave.id.description), ("seen", "\(leave.revision)")])
              }
            }
          }
        }
      }
    }
  }

  private func ask(_ h: inout HTMLWriter) {
    h.headed("ask", session.state == .closed ? "补假" : "请假") { h in
      h.p(
        .class("small mute"),
        text: session.state == .closed
          ? "会议已经闭幕，闭幕后\(SessionLeave.lateDays)天内可以补假，批不批准由人大办公室决定。"
          : "提出以后由人决定，不会自动批准；决定后您会收到提醒。未经批准两次不出席会议的，代表资格终止（代表法第六十二条）。")
      h.form(SitePath.sessions(.own(session.id)).string, token: token) { h in
        LeaveFields(meetings: data.meetings.map(\.meeting)).write(draft, &h)
        h.submit("提出请假")
      }
    }
  }
}

struct CheckInPage: HTMLKit.Page {
  let draft: FormDraft
  let token: String

  var title: String { "会议签到" }

  func body(_ h: inout HTMLWriter) {
    h.crumbs([("会议和请假", SitePath.sessions(.ownList).string), (title, nil)])
    h.div(.class("narrow")) { h in
      h.h1(.class("page-title"), text: title)
      h.p(.class("page-lead"), text: "输入会场屏幕上的6位数字。扫码进来的已经填好，按一下就行。")
      h.errorSummary(draft, title: "没有签上")
      h.form(SitePath.sessions(.checkIn).string, token: token) { h in
        h.input("签到码", "word", draft, maximum: 6, mode: "numeric", complete: "one-time-code")
        h.submit("签到")
      }
    }
  }
}
