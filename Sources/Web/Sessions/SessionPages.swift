import Actions
import Domain
import HTMLKit

/// 人代会会议 for everybody: those that sit, those to come, those that were held.
struct SessionsPage: HTMLKit.Page {
  let lines: [SessionLine]

  var title: String { "人代会会议" }

  func body(_ h: inout HTMLWriter) {
    h.div(.class("wrap narrow")) { h in
      h.crumbs([("首页", SitePath.home.string), (title, nil)])
      h.h1(.class("page-title"), text: title)
      h.p(.class("page-lead"), text: "人民代表大会哪一届、第几次会议，什么时候开、在哪里开。")
      if lines.isEmpty { h.empty("还没有登记会议。") }
      part("now", "正在举行", .open, &h)
      part("ahead", "就要举行", .planned, &h)
      part("held", "已经举行", .closed, &h)
    }
  }

  private func part(_ id: String, _ words: String, _ state: CongressSession.State, _ h: inout HTMLWriter) {
    let shown = lines.filter { $0.session.state == state }
    if shown.isEmpty { return }
    h.headed(id, words) { h in
      SessionList(lines: shown) { SitePath.sessions(.one($0)).string }.write(&h)
    }
  }
}

/// One session for everybody.
struct SessionPage: HTMLKit.Page {
  let data: SessionPageData

  private var session: CongressSession { data.line.session }
  var title: String { SessionWords.name(data.line) }

  func body(_ h: inout HTMLWriter) {
    h.div(.class("wrap narrow")) { h in
      h.crumbs([
        ("首页", SitePath.home.string), ("人代会会议", SitePath.sessions(.list).string), (SessionWords.short(data.line), nil),
      ])
      h.h1(.class("page-title"), text: title)
      let state = SessionWords.state(session.state)
      h.p(.class("chips")) { h in h.chip(state.words, state.kind) }
      h.dl(.class("facts section-s")) { h in SessionFacts(line: data.line).write(&h) }
      if !data.meetings.isEmpty { meetings(&h) }
      if !data.delegations.isEmpty { delegations(&h) }
    }
  }

  private func meetings(_ h: inout HTMLWriter) {
    h.headed("meetings", "会议日程") { h in
      h.ul(.class("lines")) { h in
        for meeting in data.meetings {
          h.li { h in
            h.div(.class("line")) { h in
              h.b(meeting.title)
              h.small(SessionWords.time(meeting))
            }
          }
        }
      }
    }
  }

  private func delegations(_ h: inout HTMLWriter) {
    h.headed("delegations", "代表团") { h in
      h.p(.class("small mute"), text: "代表\(data.deputies)名，按代表团参加会议。")
      h.ul(.class("lines section-s")) { h in
        for line in data.delegations {
          h.li { h in
            h.div(.class("line")) { h in
              h.b(line.delegation.name)
              h.element("time", text: "\(line.members)名代表")
            }
          }
        }
      }
    }
  }
}

/// When, where, what kind, and the deadlines.
struct SessionFacts {
  let line: SessionLine

  func write(_ h: inout HTMLWriter) {
    let session = line.session
    h.fact("会期", SessionWords.days(session))
    if !session.place.isEmpty { h.fact("地点", session.place) }
    if session.kind == .extraordinary { h.fact("会议", SessionWords.kind(session.kind)) }
    h.fact("受理议案和建议", session.secretariat)
    if let until = session.motionsUntil { h.fact("议案截止", moment(until)) }
    if let until = session.suggestionsUntil { h.fact("大会期间建议截止", moment(until)) }
  }

  private func moment(_ instant: Instant) -> String {
    DateWords.long(instant.date) + " " + DateWords.clock(instant.minuteOfDay)
  }
}
