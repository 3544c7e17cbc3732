import Actions
import Domain
import HTMLKit
import HTTPKit

/// 交办清单: the units of a session with what each has, and a unit's sheet.
struct HandOverListPage: HTMLKit.Page {
  let overview: ReadHandOverList.Overview
  let choice: HandOverListRoutes.Choice
  let sheet: ReadHandOverList.Sheet?
  let token: String
  let isInWeChat: Bool

  var title: String { "交办清单" }

  static func query(_ overview: ReadHandOverList.Overview, _ choice: HandOverListRoutes.Choice) -> [(String, String?)] {
    [("session", overview.session?.id.description), ("unit", choice.text)]
  }

  private var query: [(String, String?)] { Self.query(overview, choice) }

  func body(_ h: inout HTMLWriter) {
    var crumbs: [(String, String?)] = [("代表建议", SitePath.suggestions.string)]
    let isWhole = overview.desk.units == nil
    if choice == .all || !isWhole {
      crumbs.append((title, nil))
    } else {
      crumbs.append((title, SitePath.handOverList.with(Self.query(overview, .all))))
      crumbs.append((name, nil))
    }
    h.crumbs(crumbs)
    h.div(.class("work-title")) { h in
      h.h1(text: title)
      h.p(.class("small mute"), text: heading)
    }
    choices(&h)
    if choice == .all { units(&h) } else { lines(&h) }
    guard !overview.units.isEmpty || overview.ready > 0 else { return }
    h.div(.class("row section-s")) { h in
      h.link(
        SitePath.suggestionPages(.handOversPaper).with(query), choice == .all ? "打印全部清单" : "打印", class: "btn btn-s")
      h.element(
        "a",
        [.class("btn btn-s"), .href(SitePath.suggestionPages(.handOversFile).with(query)), .flag("download")],
        text: "下载 PDF")
    }
    h.exportRow(.suggestionPages(.exportHandOvers), token: token, isInWeChat: isInWeChat, fields: query)
  }

  private var name: String {
    switch choice {
    case .all: title
    case .ready: "待交办"
    case .unit(let id): overview.units.first { $0.unit.id == id }?.unit.name ?? sheet?.unit?.name ?? "承办单位"
    }
  }

  private var heading: String {
    let session = Words.session(overview.session, term: overview.term)
    let place = overview.congressName + (session.isEmpty ? "" : "，" + session)
    return choice == .all ? place + "。每个单位一张，带二维码，扫码签收。" : "\(place)，\(name)，共\(sheet?.lines.count ?? 0)件"
  }

  private func choices(_ h: inout HTMLWriter) {
    guard overview.sessions.count > 1 else { return }
    h.element("form", [.class("filters"), .fixed("method", "get"), .other("action", SitePath.handOverList.string)]) {
      h in
      h.filterChoice(
        "session", "会议（含闭会期间）",
        overview.sessions.map { ($0.id.description, Words.session($0, term: overview.terms[$0.term])) },
        overview.session?.id.description, isFirst: true)
      if let unit = choice.text, overview.desk.units == nil { h.hidden("unit", unit) }
      h.filterButton()
    }
  }

  private func units(_ h: inout HTMLWriter) {
    if overview.units.isEmpty, overview.ready == 0 {
      h.empty("这次会议还没有立案的建议。")
      return
    }
    h.div(.class("frame")) { h in
      h.table("承办单位，件数多的在前", ["承办单位", "独办、主办、分办", "协办", "共"]) { h in
        if overview.ready > 0 {
          h.element("tr") { h in
            h.element("td", [.class("t-title")]) { h in
              h.link(SitePath.handOverList.with(Self.query(overview, .ready)), "待交办（交办会前）")
            }
            h.element("td", [.fixed("data-label", "独办、主办、分办")], text: "—")
            h.element("td", [.fixed("data-label", "协办")], text: "—")
            h.element("td", [.fixed("data-label", "共")], text: "\(overview.ready)")
          }
        }
        for count in overview.units {
          h.element("tr") { h in
            h.element("td", [.class("t-title")]) { h in
              h.link(SitePath.handOverList.with(Self.query(overview, .unit(count.unit.id))), count.unit.name)
            }
            h.element("td", [.fixed("data-label", "独办、主办、分办")], text: "\(count.leads)")
            h.element("td", [.fixed("data-label", "协办")], text: "\(count.helps)")
            h.element("td", [.fixed("data-label", "共")], text: "\(count.leads + count.helps)")
          }
        }
      }
    }
  }

  private func lines(_ h: inout HTMLWriter) {
    guard let sheet, !sheet.lines.isEmpty else {
      h.empty("这次会议没有交办给这里的建议。")
      return
    }
    let isReady = sheet.unit == nil
    h.div(.class("frame")) { h in
      h.table(
        "建议，按编号", ["建议", "领衔代表", isReady ? "建议承办单位" : "任务", isReady ? "交办期限" : "期限"]
      ) { h in
        for line in sheet.lines { row(line, isReady, &h) }
      }
    }
  }

  private func row(_ line: ReadHandOverList.Line, _ isReady: Bool, _ h: inout HTMLWriter) {
    h.element("tr") { h in
      h.element("td", [.class("t-title")]) { h in
        if line.isOpen {
          h.link(SitePath.suggestion(line.suggestion).string, line.title)
        } else {
          h.b(line.title)
        }
        h.small(
          [line.number.map(Words.number), line.category, line.isKey ? "重点督办" : nil].compactMap { $0 }
            .joined(separator: " · "))
      }
      h.element("td", [.class("t-who"), .fixed("data-label", "领衔代表")], text: Words.proposer(line.proposer))
      if isReady {
        h.element(
          "td", [.fixed("data-label", "建议承办单位")], text: line.others.isEmpty ? "—" : line.others.joined(separator: "、"))
      } else {
        let role = line.role.map(Words.suggestionRole) ?? ""
        h.element("td", [.fixed("data-label", "任务")]) { h in
          h.text(role + (line.others.isEmpty ? "" : "，另有" + line.others.joined(separator: "、")))
          h.text(" ")
          h.span(.class("tiny mute"), text: line.signedForOn == nil ? "未签收" : "已签收")
        }
      }
      h.element("td", [.class("t-due")]) { h in
        h.span(.class("tiny mute"), text: line.due.map { DateWords.full($0, today: overview.today) } ?? "未定期限")
      }
    }
  }
}
