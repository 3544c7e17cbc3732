import Actions
import Domain
import HTMLKit
import HTTPKit

/// 代表建议: what the reader owes, by its dates.
struct SuggestionQueuePage: HTMLKit.Page {
  let page: ReadSuggestionQueue.Page
  let kind: SuggestionClock.Kind?
  let isLate: Bool
  let mayDraft: Bool
  /// He has put forward something, or can.
  let hasOwn: Bool
  let seesAll: Bool
  let hasAnswered: Bool
  let mayReport: Bool
  let hasLedger: Bool
  let hasHandOvers: Bool
  let publishes: Bool
  let calendar: WorkingCalendar

  var title: String { "代表建议" }

  private var late: Int { page.counts.values.reduce(0) { $0 + $1.late } }
  private var all: Int { page.counts.values.reduce(0) { $0 + $1.all } }

  func body(_ h: inout HTMLWriter) {
    h.div(.class("work-title")) { h in
      h.h1(text: title)
      h.div(.class("row")) { h in
        if mayDraft {
          h.a(.class("btn btn-main"), .href(SitePath.newSuggestion.string)) { h in
            h.icon(.pencil)
            h.text("起草建议")
          }
        }
        if hasOwn { h.link(SitePath.ownSuggestions.string, "我提的和联名的", class: "btn") }
        if seesAll { h.link(SitePath.allSuggestions.string, "全部建议", class: "btn") }
        if hasAnswered { h.link(SitePath.answeredSuggestions.string, "已答复的建议", class: "btn") }
        if hasHandOvers { h.link(SitePath.handOverList.string, "交办清单", class: "btn btn-s") }
        if hasLedger { h.link(SitePath.promiseLedger.string, "承诺事项台账", class: "btn btn-s") }
        if mayReport { h.link(SitePath.suggestionReport.string, "办理情况报告", class: "btn btn-s") }
        if publishes { h.link(SitePath.portal.string, "公开材料", class: "btn btn-s") }
      }
    }
    tabs(&h)
    if page.lines.isEmpty {
      h.empty(all == 0 ? "现在没有等您办的建议。" : "这一栏没有等您办的建议。")
      return
    }
    h.div(.class("frame")) { h in
      h.table("等办的建议，期限近的在前", ["建议", "等什么", "提出人", "承办单位", "期限"]) { h in
        for line in page.lines { row(line, &h) }
      }
    }
    h.pager(
      "",
      next: page.next.map { next in
        SitePath.suggestions.with([
          ("kind", kind?.rawValue), ("late", isLate ? "1" : nil),
          ("after", "\(next.due?.description ?? "-").\(next.suggestion).\(next.position)"),
        ])
      })
  }

  private func tabs(_ h: inout HTMLWriter) {
    guard all > 0 else { return }
    h.nav(.class("tabs"), .label("分类")) { h in
      tab(nil, false, "全部 \(all)", &h)
      if late > 0 { tab(nil, true, "已超期 \(late)", &h) }
      for kind in SuggestionClock.Kind.allCases {
        if let count = page.counts[kind]?.all, count > 0 { tab(kind, false, "\(Words.clock(kind)) \(count)", &h) }
      }
    }
  }

  private func tab(_ kind: SuggestionClock.Kind?, _ late: Bool, _ words: String, _ h: inout HTMLWriter) {
    let isCurrent = self.kind == kind && isLate == late
    h.a(
      .href(SitePath.suggestions.with([("kind", kind?.rawValue), ("late", late ? "1" : nil)])),
      isCurrent ? .fixed("aria-current", "page") : .flag("aria-current", false)
    ) { h in h.text(words) }
  }

  private func row(_ line: SuggestionQueueLine, _ h: inout HTMLWriter) {
    h.element("tr") { h in
      h.element("td", [.class("t-title")]) { h in
        h.link(SitePath.suggestion(line.clock.suggestion).string, line.title)
        h.small([line.number.map(Words.number), line.isKey ? "重点督办" : nil].compactMap { $0 }.joined(separator: " · "))
      }
      h.element("td", [.fixed("data-label", "等什么")], text: Words.clock(line.clock.kind))
      h.element("td", [.class("t-who"), .fixed("data-label", "提出人")], text: Words.proposer(line.proposer))
      h.element("td", [.fixed("data-label", "承办单位")], text: line.unit ?? "—")
      h.element("td", [.class("t-due")]) { h in
        if let due = line.clock.due {
          DueChip.write(due, today: page.today, calendar: calendar, soonDays: 5, &h)
          h.text(" ")
          h.span(.class("tiny mute"), text: DateWords.full(due, today: page.today))
        } else {
          h.span(.class("tiny mute"), text: "未定期限")
        }
      }
    }
  }
}

/// 全部建议.
struct AllSuggestionsPage: HTMLKit.Page {
  let lines: [SuggestionLine]
  let next: ID<Suggestion>?
  let state: SuggestionState?
  let today: CivilDate

  var title: String { "全部建议" }

  func body(_ h: inout HTMLWriter) {
    h.crumbs([("代表建议", SitePath.suggestions.string), (title, nil)])
    h.div(.class("work-title")) { h in h.h1(text: title) }
    h.element("form", [.class("filters"), .fixed("method", "get"), .other("action", SitePath.allSuggestions.string)]) {
      h in
      let states = SuggestionState.allCases.filter(\.isBeforeCongress)
      h.filterChoice(
        "state", "进展", [("", "全部")] + states.map { ($0.rawValue, Words.suggestion($0)) }, state?.rawValue)
      h.filterButton()
    }
    if lines.isEmpty {
      h.empty("没有这样的建议。")
      return
    }
    h.div(.class("frame")) { h in
      h.table("建议，新的在前", ["建议", "提出人", "进展", "测评", "日期"]) { h in
        for line in lines {
          h.element("tr") { h in
            h.element("td", [.class("t-title")]) { h in
              h.link(SitePath.suggestion(line.id).string, line.title)
              h.small(line.number.map(Words.number) ?? "")
            }
            h.element(
              "td", [.class("t-who"), .fixed("data-label", "提出人")], text: Words.proposer(line.proposer))
            h.element("td", [.fixed("data-label", "进展")], text: Words.suggestion(line.state))
            h.element("td", [.fixed("data-label", "测评")], text: line.overall.map(Words.satisfaction) ?? "—")
            h.element("td", [.class("t-due")], text: DateWords.near(line.on, today: today))
          }
        }
      }
    }
    h.pager(
      "", next: next.map { SitePath.allSuggestions.with([("state", state?.rawValue), ("before", "\($0)")]) })
  }
}

/// 我提的和联名的.
struct OwnSuggestionsPage: HTMLKit.Page {
  let lines: [SuggestionLine]
  let next: ID<Suggestion>?
  let mayDraft: Bool
  let today: CivilDate

  var title: String { "我的建议" }

  func body(_ h: inout HTMLWriter) {
    h.crumbs([("代表建议", SitePath.suggestions.string), (title, nil)])
    h.div(.class("narrow")) { h in
      h.h1(.class("page-title"), text: title)
      if mayDraft {
        h.p { h in
          h.a(.class("btn btn-main"), .href(SitePath.newSuggestion.string)) { h in
            h.icon(.pencil)
            h.text("起草建议")
          }
        }
      }
      if lines.isEmpty { h.empty(mayDraft ? "还没有提过建议。可以从群众反映的事项里整理，也可以自己起草。" : "没有您提出或者联名的建议。") }
      h.ul(.class("lines")) { h in
        for line in lines {
          h.li { h in
            h.a(.class("line"), .href(SitePath.suggestion(line.id).string)) { h in
              h.b(line.title)
              h.element("time", [.other("datetime", line.on.description)], text: DateWords.near(line.on, today: today))
              h.small(
                [
                  line.number.map(Words.number), line.proposer.map { $0 + "代表领衔" }, Words.suggestion(line.state),
                  line.overall.map(Words.satisfaction),
                ].compactMap { $0 }.joined(separator: " · "))
            }
          }
        }
      }
      h.pager("", next: next.map { SitePath.ownSuggestions.with([("before", "\($0)")]) })
    }
  }
}
