import Actions
import Domain
import HTMLKit
import HTTPKit

/// 承诺事项台账: what units have promised in their answers, until it is done, told and rated.
struct PromiseLedgerPage: HTMLKit.Page {
  let page: ReadPromiseLedger.Page
  let filter: SuggestionLedgerFilter
  let token: String
  let isInWeChat: Bool
  let calendar: WorkingCalendar

  var title: String { "承诺事项台账" }

  static func query(_ filter: SuggestionLedgerFilter) -> [(String, String?)] {
    [
      ("year", filter.year.map { "\($0)" }), ("unit", filter.unit?.description),
      ("state", filter.isLate ? "late" : filter.state?.rawValue),
    ]
  }

  /// 2026年，县住建局，落实中.
  static func words(_ filter: SuggestionLedgerFilter, _ page: ReadPromiseLedger.Page) -> String {
    [
      filter.year.map { "\($0)年的建议" } ?? "各年的建议", filter.unit.flatMap { id in page.units.first { $0.id == id }?.name },
      filter.isLate ? "超期未落实" : filter.state.map(Words.promiseState),
    ].compactMap { $0 }.joined(separator: "，")
  }

  func body(_ h: inout HTMLWriter) {
    h.crumbs([("代表建议", SitePath.suggestions.string), (title, nil)])
    h.div(.class("work-title")) { h in
      h.h1(text: title)
      h.p(
        .class("small mute"),
        text: page.congressName + "。答复里承诺解决的事项，跨年、跨届跟踪，落实以后再次答复原提建议的代表，请他们评价。")
    }
    tabs(&h)
    choices(&h)
    if page.lines.isEmpty {
      h.empty(page.all == 0 ? "还没有承诺事项。" : "没有这样的承诺事项。")
      return
    }
    h.div(.class("frame")) { h in
      h.table("承诺事项，期限近的在前", ["承诺", "建议", "提出人", "承办单位", "进展", "完成期限"]) { h in
        for line in page.lines { row(line, &h) }
      }
    }
    h.pager(
      "",
      next: page.next.map { next in
        SitePath.promiseLedger.with(Self.query(filter) + [("after", "\(next.due).\(next.suggestion).\(next.number)")])
      })
    h.div(.class("row section-s")) { h in
      h.link(SitePath.suggestionPages(.ledgerPaper).with(Self.query(filter)), "打印", class: "btn btn-s")
      h.element(
        "a",
        [
          .class("btn btn-s"), .href(SitePath.suggestionPages(.ledgerFile).with(Self.query(filter))), .flag("download"),
        ], text: "下载 PDF")
    }
    h.exportRow(
      .suggestionPages(.exportLedger), token: token, isInWeChat: isInWeChat, fields: Self.query(filter))
  }

  private func tabs(_ h: inout HTMLWriter) {
    guard page.all > 0 else { return }
    h.nav(.class("tabs"), .label("进展")) { h in
      tab(nil, false, "全部 \(page.all)", &h)
      if page.late > 0 { tab(nil, true, "超期未落实 \(page.late)", &h) }
      for state in SuggestionPromiseState.allCases {
        if let count = page.states[state], count > 0 { tab(state, false, "\(short(state)) \(count)", &h) }
      }
    }
  }

  private func promise(_ line: ReadPromiseLedger.Line) -> String {
    guard let words = line.promised else { return "承诺\(line.row.number)" }
    return words.count > 60 ? words.prefix(60) + "……" : words
  }

  private func short(_ state: SuggestionPromiseState) -> String {
    switch state {
    case .open: "落实中"
    case .kept: "待再次答复"
    case .answered: "待评价"
    case .rated: "已评价"
    }
  }

  private func tab(_ state: SuggestionPromiseState?, _ late: Bool, _ words: String, _ h: inout HTMLWriter) {
    var other = filter
    other.state = state
    other.isLate = late
    h.a(
      .href(SitePath.promiseLedger.with(Self.query(other))),
      other == filter ? .fixed("aria-current", "page") : .flag("aria-current", false)
    ) { h in h.text(words) }
  }

  private func choices(_ h: inout HTMLWriter) {
    guard page.years.count > 1 || page.units.count > 1 else { return }
    h.element("form", [.class("filters"), .fixed("method", "get"), .other("action", SitePath.promiseLedger.string)]) {
      h in
      h.filterChoice(
        "year", "建议的年份", [("", "各年")] + page.years.map { ("\($0)", "\($0)年") }, filter.year.map { "\($0)" },
        isFirst: true)
      if page.isOfCongress || page.units.count > 1 {
        h.filterChoice(
          "unit", "承办单位", [("", "全部")] + page.units.map { ($0.id.description, $0.name) }, filter.unit?.description)
      }
      if filter.isLate || filter.state != nil {
        h.hidden("state", filter.isLate ? "late" : filter.state?.rawValue ?? "")
      }
      h.filterButton()
    }
  }

  private func row(_ line: ReadPromiseLedger.Line, _ h: inout HTMLWriter) {
    h.element("tr") { h in
      h.element("td", [.class("t-title")]) { h in
        if line.isOpen {
          h.link(SitePath.suggestion(line.row.suggestion).string, promise(line))
        } else {
          h.b(promise(line))
        }
        h.small(Words.session(line.session, term: line.term) + (line.suggestionNumber.map(Words.number) ?? ""))
      }
      h.element("td", [.fixed("data-label", "建议")]) { h in
        h.text(line.title)
        if let code = line.resultClass {
          h.text(" ")
          h.span(.class("tiny mute"), text: code + "类")
        }
      }
      h.element("td", [.class("t-who"), .fixed("data-label", "提出人")], text: Words.proposer(line.proposer))
      h.element("td", [.fixed("data-label", "承办单位")], text: line.unit)
      h.element("td", [.fixed("data-label", "进展")]) { h in
        h.text(Words.promiseState(line.state, line.overall))
        let more = [
          line.keptOn.map { DateWords.near($0, today: page.today) + "落实" }, line.overall.map(Words.satisfaction),
        ].compactMap { $0 }
        if !more.isEmpty {
          h.text(" ")
          h.span(.class("tiny mute"), text: more.joined(separator: "，"))
        }
      }
      h.element("td", [.class("t-due")]) { h in
        if line.state == .open {
          DueChip.write(line.row.due, today: page.today, calendar: calendar, soonDays: 5, &h)
          h.text(" ")
        }
        h.span(.class("tiny mute"), text: DateWords.full(line.row.due, today: page.today))
      }
    }
  }
}
