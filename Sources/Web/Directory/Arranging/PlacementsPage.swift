import Actions
import Domain
import HTMLKit

/// Which mandates of a proposal are shown.
enum PlacementView: String, CaseIterable {
  case changes, gaps, exceptions, all

  func shows(_ line: PlacementLine) -> Bool {
    switch self {
    case .changes: line.change != .nothing
    case .gaps: line.gap != nil
    case .exceptions: line.mandate.exception != nil
    case .all: true
    }
  }
}

/// 编排代表进站: the proposal for everybody, and the button that carries it out.
struct PlacementsPage: HTMLKit.Page {
  let proposal: PlaceDeputies.Proposal
  let view: PlacementView
  let after: ID<Mandate>?
  /// Somebody has changed the directory since the page was shown.
  let hasChanged: Bool
  let token: String
  let today: CivilDate

  private static let pageSize = 100
  private var plan: PlacementPlan { proposal.plan }
  private var congress: String { proposal.congress.id.description }
  var title: String { "编排代表进站" }

  private func url(_ view: PlacementView, after: ID<Mandate>? = nil) -> String {
    SitePath.directoryPart(.placements).with([
      ("congress", congress), ("show", view.rawValue), ("after", after?.description),
    ])
  }

  func body(_ h: inout HTMLWriter) {
    h.directoryHead(title, add: nil)
    if hasChanged {
      h.notice("名录刚才有变化，没有接着编排", "已经办的都在。下面是按最新名录重新算的，请核对后再办。", .warn)
    }
    h.p(.class("page-lead")) { h in
      h.text("\(proposal.congress.name)　已进站 ")
      h.b("\(plan.placed) / \(plan.total)")
      h.text(" 名")
    }
    h.p(.class("small"), text: "市级以上代表编入所驻或常住的镇（街道），县级代表编入所选选区的镇、村，乡镇代表编入本村。先看清楚，再一次办完；每名代表都留下历史。")
    apply(&h)
    h.div(.class("facets section-s")) { h in
      h.facet("看") { h in
        for (item, words) in [
          (PlacementView.changes, "要变动"), (.gaps, "编不进去"), (.exceptions, "例外"), (.all, "全部"),
        ] {
          h.facetOption("\(words)\(plan.lines.filter(item.shows).count)", view == item, url(item))
        }
      }
    }
    list(&h)
    runs(&h)
  }

  private func apply(_ h: inout HTMLWriter) {
    let count = plan.changes.count
    if count == 0 {
      h.notice(nil, plan.placed == plan.total ? "每一名代表都已进站，没有要变动的。" : "没有要变动的。还没有进站的，原因写在下面“编不进去”里。", .ok)
      return
    }
    guard proposal.mayApply else { return }
    let places = plan.changes.filter { if case .place = $0.change { true } else { false } }.count
    let moves = plan.changes.filter { if case .move = $0.change { true } else { false } }.count
    let parts = [
      places > 0 ? "新编入\(places)名" : "", moves > 0 ? "换站\(moves)名" : "",
      count - places - moves > 0 ? "按例外退出\(count - places - moves)名" : "",
    ]
    h.div(.class("row section-s")) { h in
      h.buttonForm(
        SitePath.directoryPart(.placements).string, token: token, "一次编排\(count)名", icon: .check,
        fields: [("congress", congress), ("seen", proposal.seen)], class: "btn btn-main")
      h.span(text: parts.filter { !$0.isEmpty }.joined(separator: "，"))
    }
  }

  private func list(_ h: inout HTMLWriter) {
    var lines = plan.lines.filter(view.shows)
    if let after, let index = lines.firstIndex(where: { $0.mandate.id == after }) {
      lines = Array(lines[(index + 1)...])
    }
    let page = lines.prefix(Self.pageSize)
    h.section(.class("section"), .labelledBy("list")) { h in
      h.h2(.class("sr"), .id("list"), text: "代表名单")
      if page.isEmpty {
        h.empty("没有这样的代表。")
        return
      }
      h.div(.class("frame")) { h in
        h.element("table", [.class("table")]) { h in
          h.element("caption", [.class("sr")], text: "编排建议")
          h.element("thead") { h in
            h.element("tr") { h in
              for words in ["代表", "现在", "建议", "为什么"] { h.element("th", [.fixed("scope", "col")], text: words) }
              if proposal.mayApply { h.element("th", [.fixed("scope", "col")], text: "例外") }
            }
          }
          h.element("tbody") { h in for line in page { row(line, &h) } }
        }
      }
      let next = lines.count > page.count ? page.last?.mandate.id : nil
      h.pager(
        "本页\(page.count)名", next: next.map { url(view, after: $0) }, first: after == nil ? nil : url(view))
    }
  }

  private func row(_ line: PlacementLine, _ h: inout HTMLWriter) {
    let mandate = line.mandate
    h.element("tr") { h in
      h.element("td", [.class("t-title")]) { h in
        h.link(SitePath.directoryPerson(mandate.person.id).string, mandate.person.name)
        h.small(mandate.congress.name + "人大代表" + (mandate.constituency.map { "　" + $0 } ?? ""))
      }
      h.element("td", [.fixed("data-label", "现在")], text: now(mandate))
      h.element("td", [.fixed("data-label", "建议")]) { h in proposed(line, &h) }
      h.element("td", [.fixed("data-label", "为什么")], text: why(line))
      if proposal.mayApply {
        h.element("td", [.class("t-act")]) { h in
          h.link(
            SitePath.arrange(.exception).with([("mandate", mandate.id.description), ("congress", congress)]),
            mandate.exception == nil ? "设例外" : "改例外", class: "btn-link")
        }
      }
    }
  }

  private func now(_ mandate: PlacementMandate) -> String {
    let names = mandate.current.compactMap { proposal.venues[$0] } + mandate.elsewhere.map(\.name)
    return names.isEmpty ? "没有进站" : names.joined(separator: "、")
  }

  private func proposed(_ line: PlacementLine, _ h: inout HTMLWriter) {
    switch line.change {
    case .place(let venue), .move(let venue): h.b(proposal.venues[venue] ?? "")
    case .leave: h.chip("退出站点", .warn)
    case .nothing:
      if line.isPlaced { h.chip("不变", .ok) } else { h.chip("编不进去", .warn) }
    }
  }

  private func why(_ line: PlacementLine) -> String {
    switch line.decision {
    case .venue(_, let reason): PlacementWords.reason(reason)
    case .elsewhere(let venue): "在\(venue.name)，由该站点所属的人大编排"
    case .none(let gap): PlacementWords.gap(gap)
    }
  }

  private func runs(_ h: inout HTMLWriter) {
    if proposal.runs.isEmpty { return }
    h.headed("runs", "以前的编排") { h in
      h.ul(.class("lines")) { h in
        for run in proposal.runs {
          h.li { h in
            h.div(.class("line")) { h in
              h.b("\(DateWords.moment(run.began, today: today))　\(run.by ?? "系统")")
              h.element("time", text: "\(run.placed) / \(run.planned) 名")
              h.small(run.finished == nil ? "没有办完：其间名录有变化，或者中断了。剩下的按上面重新算的办。" : "办完了")
            }
          }
        }
      }
    }
  }
}
