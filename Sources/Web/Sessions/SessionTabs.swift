import Actions
import Domain
import HTMLKit

/// 签到: each meeting with its figures and the way to its list.
struct SessionAttendance {
  let work: SessionWork

  func write(_ h: inout HTMLWriter) {
    let session = work.session
    if work.meetings.isEmpty {
      h.empty("还没有排会议。")
      return
    }
    if session.state == .planned { h.notice(nil, "会议还没有开幕。登记开幕以后才能签到。") }
    h.ul(.class("phone-list")) { h in
      for meeting in work.meetings {
        h.li(.class("phone-card")) { h in
          h.a(.href(SitePath.sessions(.roll(session.id, meeting.id)).string)) { h in
            h.b(meeting.title)
            h.small(SessionWords.time(meeting))
            if let count = work.counts[meeting.id] {
              h.span(text: Self.figures(count))
              if meeting.isPlenary { Self.quorum(count.quorum, &h) }
            }
          }
        }
      }
    }
  }

  static func figures(_ count: MeetingCount) -> String {
    "应到\(count.expected)　到会\(count.present)　请假\(count.leave)　缺席\(count.absent)"
      + (count.open > 0 ? "　未签到\(count.open)" : "")
  }

  static func quorum(_ quorum: Quorum, _ h: inout HTMLWriter) {
    let words =
      "到会\(quorum.present)/全体代表\(quorum.all)，法定人数\(quorum.needed)"
      + (quorum.isReached ? "，已达到" : "，还差\(quorum.missing)人")
    h.chip(words, quorum.isReached ? .ok : .warn)
  }
}

/// 请假: what waits first, then what was decided.
struct SessionLeaves {
  let work: SessionWork
  let today: CivilDate

  func write(_ h: inout HTMLWriter) {
    let session = work.session
    if work.may(.enterLeave) {
      h.p { h in h.link(SitePath.sessions(.enterLeave(session.id)).string, "代为登记请假", class: "btn btn-s") }
    }
    let waiting = work.leaves.filter { $0.leave.state == .requested }
    let decided = work.leaves.filter { $0.leave.state != .requested }.reversed()
    if work.leaves.isEmpty { h.empty("没有代表请假。") }
    if !waiting.isEmpty { h.headed("waiting", "等待决定") { h in list(waiting, &h) } }
    if !decided.isEmpty { h.headed("decided", "已经办理") { h in list(Array(decided), &h) } }
  }

  private func list(_ lines: [LeaveLine], _ h: inout HTMLWriter) {
    h.ul(.class("lines")) { h in
      for line in lines {
        h.li { h in
          h.a(.class("line"), .href(SitePath.sessions(.leave(work.session.id, line.leave.id)).string)) { h in
            h.b(line.deputy.name)
            let state = SessionWords.leave(line.leave.state)
            h.element("span", [.class("line-end")]) { h in
              if line.leave.isLate { h.chip("会后补假", .warn) }
              h.chip(state.words, state.kind)
            }
            h.small(
              SessionWords.scope(line.leave.scope, work.meetings) + "　"
                + DateWords.moment(line.leave.askedAt, today: today) + "提出")
          }
        }
      }
    }
  }
}

/// 代表团, with their heads.
struct SessionDelegations {
  let work: SessionWork

  func write(_ h: inout HTMLWriter) {
    if work.delegations.isEmpty {
      h.empty(
        work.line.level == .township
          ? "没有组成代表团。乡镇人民代表大会可以组成代表团，也可以不组成（代表法第十四条）。" : "还没有登记代表团。县级以上按选举单位或者行政区域组成代表团（代表法第十四条）。",
        link: (SitePath.directoryCongress(work.session.congress).string, "到名录里登记"))
      return
    }
    h.p(
      .class("small mute"),
      text: "按\(DateWords.long(work.session.beginsOn))的编组。"
        + (work.without > 0 ? "有\(work.without)名代表还没有编进代表团。" : "每名代表都编进了代表团。"))
    for line in work.delegations {
      let heads = line.members.filter(\.isHead).map(\.name)
      h.fold(.people, "\(line.delegation.name)　\(line.members.count)名" + (heads.isEmpty ? "　还没有团长" : "")) { h in
        if !heads.isEmpty {
          h.p { h in
            h.b("团长："); h.text(heads.joined(separator: "、"))
          }
        }
        let others = line.members.filter { !$0.isHead }.map(\.name)
        if !others.isEmpty { h.p(text: others.joined(separator: "、")) }
        if line.members.isEmpty { h.p(.class("small mute"), text: "还没有成员。") }
      }
    }
    h.p(.class("section-s")) { h in
      h.link(SitePath.directoryCongress(work.session.congress).string, "到名录里编组、定团长", class: "btn btn-s")
    }
  }
}

/// 提醒: absences without approval, in this term.
struct SessionReminders {
  let work: SessionWork
  let mayEnd: Bool

  func write(_ h: inout HTMLWriter) {
    h.p(.class("small mute"), text: "按本届已经闭幕的会议计算：全体会议一次也没有到会，又有没批准请假的，算未经批准不出席一次。")
    if work.absences.isEmpty { h.empty("没有未经批准不出席会议的代表。") }
    h.div(.class("stack section-s")) { h in for line in work.absences { absence(line, &h) } }
  }

  private func absence(_ line: AbsenceLine, _ h: inout HTMLWriter) {
    let isReached = line.standing.count >= SessionAbsences.limit
    h.notice(line.deputy.name, SessionWords.absence(line.standing), isReached ? .warn : .plain)
    h.div(.class("row")) { h in
      h.link(SitePath.directoryPerson(line.deputy.id).string, "\(line.deputy.name)的名录", class: "btn btn-s")
      if isReached, mayEnd {
        h.link(AbsenceNotice.endURL(line), "办理资格终止", class: "btn btn-s btn-danger")
      }
    }
  }
}

/// What a deputy's page in the directory says.
struct AbsenceNotice {
  let lines: [AbsenceLine]
  let mayEnd: Bool

  /// The existing act, with its reason filled in.
  static func endURL(_ line: AbsenceLine) -> String {
    SitePath.directoryEdit(.mandateState).with([
      ("mandate", line.mandate.description), ("person", line.deputy.id.description),
      ("state", MandateState.ended.rawValue), ("reason", MandateReason.absentTwice.rawValue),
    ])
  }

  func write(_ h: inout HTMLWriter) {
    for line in lines {
      let isReached = line.standing.count >= SessionAbsences.limit
      h.notice("会议出席提醒", SessionWords.absence(line.standing), isReached ? .warn : .plain)
      if isReached, mayEnd {
        h.p { h in h.link(Self.endURL(line), "办理资格终止", class: "btn btn-s btn-danger") }
      }
    }
  }
}
