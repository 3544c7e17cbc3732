import Actions
import Domain
import HTMLKit

/// The tabs of a session's page.
enum SessionTab: String, CaseIterable, Sendable {
  case agenda, attendance, leave, delegations, reminders

  var words: String {
    switch self {
    case .agenda: "会议"
    case .attendance: "签到"
    case .leave: "请假"
    case .delegations: "代表团"
    case .reminders: "提醒"
    }
  }
}

/// A session for the secretariat, clerk, chair and the head of deputy work.
struct SessionWorkPage: HTMLKit.Page {
  let work: SessionWork
  let tab: SessionTab
  let history: [DirectoryHistoryLine]
  /// An act that came back.
  let draft: FormDraft
  /// The reader keeps the directory, where mandates are ended.
  let mayEnd: Bool
  let token: String
  let today: CivilDate

  var session: CongressSession { work.session }
  var title: String { session.state == .cancelled ? SessionWords.short(work.line) : SessionWords.name(work.line) }

  func path(_ tab: SessionTab) -> String {
    SitePath.sessions(.work(session.id)).with([("tab", tab == .agenda ? nil : tab.rawValue)])
  }

  func body(_ h: inout HTMLWriter) {
    h.crumbs([("人代会会议", SitePath.sessions(.desk).string), (SessionWords.short(work.line), nil)])
    let state = SessionWords.state(session.state)
    h.div(.class("work-title")) { h in
      h.h1(text: title)
      h.p(.class("chips")) { h in h.chip(state.words, state.kind) }
    }
    h.errorSummary(draft, title: "没有办成")
    warnings(&h)
    h.nav(.class("tabs"), .label("会议")) { h in
      for other in SessionTab.allCases {
        var attributes: [Attribute] = [.href(path(other))]
        if other == tab { attributes.append(.fixed("aria-current", "page")) }
        h.element("a", attributes) { h in
          h.text(other.words)
          let count = count(of: other)
          if count > 0 { h.span(.class("count"), text: "\(count)") }
        }
      }
    }
    h.div(.class("section-s"), .id("about")) { h in
      switch tab {
      case .agenda: SessionAgenda(page: self).write(&h)
      case .attendance: SessionAttendance(work: work).write(&h)
      case .leave: SessionLeaves(work: work, today: today).write(&h)
      case .delegations: SessionDelegations(work: work).write(&h)
      case .reminders: SessionReminders(work: work, mayEnd: mayEnd).write(&h)
      }
    }
  }

  private func count(of tab: SessionTab) -> Int {
    switch tab {
    case .leave: work.leaves.count { $0.leave.state == .requested }
    case .reminders: work.absences.count
    case .agenda, .attendance, .delegations: 0
    }
  }

  /// What has an effect in law stands above everything.
  private func warnings(_ h: inout HTMLWriter) {
    let reached = work.absences.filter {
      if case .reached = $0.standing { return true }
      return false
    }
    if work.former > 0, work.may(.plan) {
      h.notice(
        "换届", "本次会议是本届的第一次会议，上一届代表的资格到此为止（代表法第二条）。名录里还有\(work.former)名以前各届的代表，还没有登记终止或者连任。")
      h.p { h in
        h.link(SitePath.sessions(.formerDeputies(session.id)).string, "核对未连任的代表", class: "btn btn-s")
      }
    }
    if reached.isEmpty || tab == .reminders { return }
    h.notice(
      "两次未经批准不出席会议", reached.map(\.deputy.name).joined(separator: "、") + "：代表法第六十二条，请核实后依法办理，详见“提醒”。", .warn)
  }
}

/// Days, deadlines, meetings, and what can be done with the session.
struct SessionAgenda {
  let page: SessionWorkPage

  private var work: SessionWork { page.work }
  private var session: CongressSession { page.session }

  func write(_ h: inout HTMLWriter) {
    h.div(.class("cols")) { h in
      h.div(.class("stack")) { h in
        h.dl(.class("facts")) { h in SessionFacts(line: work.line).write(&h) }
        if !work.secretaries.isEmpty {
          h.p(
            .class("small mute"), text: "大会秘书处工作人员：" + work.secretaries.map(\.name).joined(separator: "、"))
        }
        buttons(&h)
        meetings(&h)
      }
      h.element("aside", [.class("stack"), .label("历史")]) { h in SessionHistory(page: page).write(&h) }
    }
  }

  private func buttons(_ h: inout HTMLWriter) {
    let seen = [("seen", "\(session.revision)")]
    h.div(.class("row")) { h in
      if work.may(.plan), session.state == .planned, page.today >= session.beginsOn {
        h.buttonForm(
          SitePath.sessions(.act(session.id, .open)).string, token: page.token, "登记开幕", icon: .flag, fields: seen,
          class: "btn btn-main")
      }
      if work.may(.plan), session.state == .open {
        h.buttonForm(
          SitePath.sessions(.act(session.id, .close)).string, token: page.token, "登记闭幕", icon: .checkCircle,
          fields: seen, class: "btn btn-main")
      }
      if work.may(.arrange) { h.link(SitePath.sessions(.edit(session.id)).string, "修改安排", class: "btn") }
      if session.state != .cancelled { h.link(SitePath.sessions(.one(session.id)).string, "公开页面", class: "btn") }
    }
    if session.state == .open, work.may(.plan) {
      h.p(.class("small mute"), text: "闭幕以后名单固定：全体会议上没有签到、也没有批准请假的，记为缺席。")
    }
    if work.may(.plan), session.state == .planned {
      h.fold(.close, "取消这次会议", isOpen: page.draft.problem("reason") != nil) { h in
        h.form(SitePath.sessions(.act(session.id, .cancel)).string, token: page.token, class: "form form-s") { h in
          h.hidden("seen", "\(session.revision)")
          h.input("理由", "reason", page.draft, hint: "取消以后不能恢复，次数由下一次会议接着用", maximum: 100)
          h.submit("取消会议", class: "btn btn-danger")
        }
      }
    }
  }

  private func meetings(_ h: inout HTMLWriter) {
    let more = work.may(.arrange) ? (url: SitePath.sessions(.newMeeting(session.id)).string, words: "添加") : nil
    h.headed("meetings", "会议日程", more: more) { h in
      if work.meetings.isEmpty { h.empty("还没有排会议。请假和签到按会议登记，请先把全体会议排进来。") }
      h.ul(.class("lines")) { h in
        for meeting in work.meetings {
          h.li { h in
            h.div(.class("line")) { h in
              h.b(meeting.title)
              h.element("span", [.class("line-end")]) { h in
                if meeting.isPlenary { h.chip("全体会议", .line) }
                if work.may(.arrange) {
                  h.link(
                    SitePath.sessions(.meeting(session.id, meeting.id)).string, "修改", class: "btn-link")
                  if work.counts[meeting.id].map({ $0.present + $0.absent == 0 }) ?? true {
                    h.buttonForm(
                      SitePath.sessions(.removeMeeting(session.id, meeting.id)).string, token: page.token, "删去",
                      class: "btn-link")
                  }
                }
              }
              h.small(SessionWords.time(meeting))
            }
          }
        }
      }
    }
  }
}

/// What was done with a session, and by whom.
struct SessionHistory {
  let page: SessionWorkPage

  private static let acts = [
    "plan": "安排会议", "change": "修改安排", "cancel": "取消会议", "open": "登记开幕", "close": "登记闭幕", "meeting": "排会议",
    "remove-meeting": "删去会议", "attendance": "登记签到", "correct-attendance": "更正签到", "check-in": "代表签到",
    "open-check-in": "开放签到", "close-check-in": "结束签到",
  ]

  func write(_ h: inout HTMLWriter) {
    // Who checked in stands on the roll; the history of the page tells what the desk did.
    let lines = page.history.filter { $0.act != "check-in" }
    h.card("history", "变更历史") { h in
      h.ol(.class("timeline")) { h in
        for line in lines.prefix(20) {
          h.li(.class("plain")) { h in
            h.element(
              "span", [.class("t-when")],
              text: DateWords.moment(line.at, today: page.today) + "　" + (line.actor ?? "系统"))
            h.h3(.class("t-act"), text: Self.acts[line.act] ?? "变更")
            let detail = detail(line)
            if !detail.isEmpty { h.p(text: detail) }
          }
        }
      }
    }
  }

  private func detail(_ line: DirectoryHistoryLine) -> String {
    let facts = line.facts
    switch line.act {
    case "attendance", "correct-attendance":
      let to = ["present": "到会", "absent": "缺席", "nothing": "取消登记"][facts["to"] ?? ""] ?? ""
      return "\(facts["title"] ?? "")：\(facts["count"] ?? "")名\(to)"
    case "plan", "change":
      guard let begins = CivilDate(text: facts["begins"] ?? ""), let ends = CivilDate(text: facts["ends"] ?? "") else {
        return facts["place"] ?? ""
      }
      return SessionWords.days(begins, ends) + "　" + (facts["place"] ?? "")
    case "cancel": return "理由：\(facts["reason"] ?? "")"
    case "open": return facts["term"].map { "第\(DateWords.ordinal(Int($0) ?? 0))届从这次会议开始" } ?? ""
    default: return facts["title"] ?? ""
    }
  }
}
