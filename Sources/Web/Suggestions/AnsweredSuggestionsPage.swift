import Actions
import Domain
import HTMLKit
import HTTPKit

/// 已答复的建议 of a unit.
struct AnsweredSuggestionsPage: HTMLKit.Page {
  let page: ReadAnsweredSuggestions.Page
  let year: Int?

  var title: String { "已答复的建议" }

  /// A term and a year before it.
  private static let years = 6

  func body(_ h: inout HTMLWriter) {
    h.crumbs([("代表建议", SitePath.suggestions.string), (title, nil)])
    h.div(.class("work-title")) { h in h.h1(text: title) }
    h.element(
      "form", [.class("filters"), .fixed("method", "get"), .other("action", SitePath.answeredSuggestions.string)]
    ) { h in
      let this = page.today.year
      let years = (0..<Self.years).map { this - $0 }
      let listed = year.map { years.contains($0) ? years : years + [$0] } ?? years
      h.filterChoice(
        "year", "交办年份", [("", "全部")] + listed.map { ("\($0)", "\($0)年") }, year.map { "\($0)" }, isFirst: true)
      h.filterButton()
    }
    if page.lines.isEmpty {
      h.empty(year == nil ? "还没有答复过建议。" : "这一年没有答复过的建议。")
    } else {
      h.div(.class("frame")) { h in
        h.table("本单位已答复的建议，新的在前", ["建议", "提出人", "进展", "测评", "答复日期"]) { h in
          for line in page.lines { row(line, &h) }
        }
      }
    }
    h.pager(
      "",
      next: page.next.map { next in
        SitePath.answeredSuggestions.with([("year", year.map { "\($0)" }), ("before", "\(next)")])
      })
  }

  private func row(_ line: ReadAnsweredSuggestions.Line, _ h: inout HTMLWriter) {
    h.element("tr") { h in
      h.element("td", [.class("t-title")]) { h in
        h.link(SitePath.suggestion(line.id).string, line.title)
        h.small([line.number.map(Words.number), line.helped ? "协办" : nil].compactMap { $0 }.joined(separator: " · "))
      }
      h.element("td", [.class("t-who"), .fixed("data-label", "提出人")], text: Words.proposer(line.proposer))
      h.element("td", [.fixed("data-label", "进展")], text: Words.suggestion(line.state))
      h.element("td", [.fixed("data-label", "测评")], text: line.overall.map(Words.satisfaction) ?? "—")
      h.element("td", [.class("t-due")], text: line.answeredOn.map { DateWords.near($0, today: page.today) } ?? "—")
    }
  }
}
