import Actions
import Domain
import HTMLKit
import HTTPKit

/// 议案: what a deputy is asked to sign and has put forward; what has come to a desk.
struct MotionListPage: HTMLKit.Page {
  let tab: ReadMotions.Tab
  /// Nil for whoever keeps no list.
  let desk: ReadMotions.Page?
  let counts: [ReadMotions.Tab: Int]
  let invitations: [MotionLine]
  let own: ReadMotions.Page
  let isDeputy: Bool
  let mayDraft: Bool
  /// The place of the site: the others are named.
  let congress: ID<Congress>
  let today: CivilDate

  var title: String { "议案" }

  func body(_ h: inout HTMLWriter) {
    h.div(.class("work-title")) { h in
      h.h1(text: title)
      if mayDraft {
        h.div(.class("row")) { h in
          h.a(.class("btn btn-main"), .href(SitePath.newMotion.string)) { h in
            h.icon(.pencil)
            h.text("起草议案")
          }
        }
      }
    }
    if !invitations.isEmpty {
      h.headed("asked", "请您联名") { h in lines(invitations, &h) }
    }
    if let desk { atDesk(desk, &h) }
    if isDeputy || !own.lines.isEmpty { mine(&h) }
  }

  private func mine(_ h: inout HTMLWriter) {
    h.headed("own", isDeputy ? "我领衔和联名的" : "我代为录入的") { h in
      if own.lines.isEmpty {
        h.empty("还没有。议案由代表联名，在大会期间向本级人大提出；平时可以先起草、邀请联名。")
      }
      lines(own.lines, &h)
      if let next = own.next { h.pager("", next: SitePath.workMotions.with([("own", "\(next)")])) }
    }
  }

  private func lines(_ lines: [MotionLine], _ h: inout HTMLWriter) {
    h.ul(.class("lines")) { h in
      for line in lines {
        h.li { h in
          h.a(.class("line"), .href(SitePath.workMotion(line.id).string)) { h in
            h.b(line.title)
            h.element("time", [.other("datetime", line.on.description)], text: DateWords.near(line.on, today: today))
            h.small(detail(line))
          }
        }
      }
    }
  }

  private func detail(_ line: MotionLine) -> String {
    let signers = line.state == .drafting ? "已有\(line.signers)人（要\(line.needed)人）" : "\(line.signers)人联名"
    return [
      line.number.map(Words.motionNumber), line.proposer + "代表领衔", signers, Words.motion(line.state),
      line.congress.id == congress ? nil : line.congress.name,
    ].compactMap { $0 }.joined(separator: " · ")
  }

  private func atDesk(_ desk: ReadMotions.Page, _ h: inout HTMLWriter) {
    h.nav(.class("tabs"), .label("分类")) { h in
      for tab in ReadMotions.Tab.allCases {
        h.a(
          .href(SitePath.workMotions.with([("tab", tab.rawValue)])),
          tab == self.tab ? .fixed("aria-current", "page") : .flag("aria-current", false)
        ) { h in h.text("\(Words.tab(tab)) \(counts[tab] ?? 0)") }
      }
    }
    if desk.lines.isEmpty {
      h.empty("这一栏没有议案。")
    } else {
      h.div(.class("frame")) { h in
        h.table("议案，新的在前", ["议案", "领衔代表", "联名", "进展", "日期"]) { h in
          for line in desk.lines { row(line, &h) }
        }
      }
    }
    if let next = desk.next {
      h.pager("", next: SitePath.workMotions.with([("tab", tab.rawValue), ("before", "\(next)")]))
    }
  }

  private func row(_ line: MotionLine, _ h: inout HTMLWriter) {
    h.element("tr") { h in
      h.element("td", [.class("t-title")]) { h in
        h.link(SitePath.workMotion(line.id).string, line.title)
        let place = line.congress.id == congress ? nil : line.congress.name
        h.text("　")
        h.small([line.number.map(Words.motionNumber) ?? "未编号", place].compactMap { $0 }.joined(separator: " · "))
      }
      h.element("td", [.class("t-who"), .fixed("data-label", "领衔代表")], text: line.proposer)
      h.element("td", [.fixed("data-label", "联名")], text: "\(line.signers)人")
      h.element("td", [.fixed("data-label", "进展")]) { h in
        h.text(Words.motion(line.state))
        if line.milestones > 0 {
          h.text("　")
          h.small("节点\(line.done)/\(line.milestones)")
        }
      }
      h.element("td", [.class("t-due")]) { h in
        h.span(.class("tiny mute"), text: DateWords.near(line.on, today: today))
      }
    }
  }
}
