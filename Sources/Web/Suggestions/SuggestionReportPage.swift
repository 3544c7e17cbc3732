import Actions
import Domain
import HTMLKit
import HTTPKit

/// 办理情况报告: every number leads to its list.
struct SuggestionReportPage: HTMLKit.Page {
  let tables: SuggestionReportTables
  let span: SuggestionReportSpan
  /// The days asked for were none; this year is shown.
  let isBad: Bool
  let token: String
  let isInWeChat: Bool
  let today: CivilDate

  var title: String { "办理情况报告" }

  /// As many of the newest terms can be chosen.
  private static let terms = 4

  func body(_ h: inout HTMLWriter) {
    h.crumbs([("代表建议", SitePath.suggestions.string), (title, nil)])
    h.div(.class("work-title")) { h in
      h.h1(text: title)
      h.p(.class("small mute"), text: tables.period + (tables.reachNote.map { "，" + $0 } ?? ""))
    }
    if let headline = tables.headline { h.p(text: headline) }
    if isBad { h.notice("日期不对，下面是今年的", "两个日期都要填，按“2026-01-01”的样子，开始不能晚于结束。", .warn) }
    choices(&h)
    for table in tables.all { write(table, &h) }
    h.div(.class("row section-s")) { h in
      h.link(SitePath.suggestionReportPaper.with(span.query), "打印", class: "btn btn-s")
      h.element(
        "a", [.class("btn btn-s"), .href(SitePath.suggestionReportFile.with(span.query)), .flag("download")],
        text: "下载 PDF")
    }
    h.exportRow(.exportSuggestionReport, token: token, isInWeChat: isInWeChat, fields: span.query)
  }

  private func choices(_ h: inout HTMLWriter) {
    h.nav(.class("tabs"), .label("期间")) { h in
      let year = today.year
      let spans: [(String, SuggestionReportSpan)] =
        [("今年", .year(year)), ("上半年", .firstHalf(year)), ("下半年", .secondHalf(year)), ("去年", .year(year - 1))]
        + tables.data.terms.filter { $0.beganOn <= today }.prefix(Self.terms).enumerated().map { index, term in
          (index == 0 ? "本届" : "第\(DateWords.ordinal(term.number))届", .term(term.id))
        }
      for (words, choice) in spans {
        h.a(
          .href(SitePath.suggestionReport.with(choice.query)),
          choice == span ? .fixed("aria-current", "page") : .flag("aria-current", false)
        ) { h in h.text(words) }
      }
    }
    h.element(
      "form", [.class("filters"), .fixed("method", "get"), .other("action", SitePath.suggestionReport.string)]
    ) { h in
      day("from", "从", tables.data.scope.from, &h)
      day("through", "到", tables.data.scope.through, &h)
      h.filterButton()
    }
  }

  private func day(_ name: String, _ label: String, _ value: CivilDate, _ h: inout HTMLWriter) {
    h.div { h in
      h.element("label", [.other("for", "f-\(name)")], text: label)
      h.void("input", [.class("input"), .id("f-\(name)"), .name(name), .type("date"), .value(value.description)])
    }
  }

  private func write(_ table: SuggestionReportTables.Table, _ h: inout HTMLWriter) {
    h.headed(table.id, table.title) { h in
      if table.rows.isEmpty {
        h.empty("这段时间没有。")
        return
      }
      h.div(.class("frame")) { h in
        h.table(table.title, table.head) { h in
          for cells in table.rows { row(cells, table.head, &h) }
        }
      }
      if !table.note.isEmpty { h.p(.class("small mute"), text: table.note) }
    }
  }

  private func row(_ cells: [SuggestionReportTables.Cell], _ head: [String], _ h: inout HTMLWriter) {
    h.element("tr") { h in
      for (index, cell) in cells.enumerated() {
        let names: [Attribute] = index == 0 ? [.class("t-title")] : [.other("data-label", head[index])]
        h.element("td", names) { h in
          switch cell {
          case .words(let words): if index == 0 { h.b(words) } else { rate(words, &h) }
          case .figure(let figure):
            h.link(SuggestionReportListPage.address(figure, span), "\(tables.data.report[figure])")
          }
        }
      }
    }
  }
}

extension SuggestionReportPage {
  /// 96.2%（101÷105） stays on one line; what follows may go on in the next.
  private func rate(_ words: String, _ h: inout HTMLWriter) {
    guard words.contains("%（"), let end = words.firstIndex(of: "）") else { return h.text(words) }
    h.span(.class("nb"), text: String(words[...end]))
    h.text(String(words[words.index(after: end)...]))
  }
}

/// The list behind a number of the report.
struct SuggestionReportListPage: HTMLKit.Page {
  let tables: SuggestionReportTables
  let figure: SuggestionFigure
  let span: SuggestionReportSpan
  let page: ReadSuggestionReport.Page
  let today: CivilDate

  var title: String { tables.words(figure) }

  static func query(_ figure: SuggestionFigure) -> [(String, String?)] {
    [
      ("figure", figure.kind.rawValue),
      ("category", figure.kind == .category ? figure.category.map { "\($0)" } ?? "none" : nil),
      ("state", figure.state?.rawValue), ("unit", figure.unit.map { "\($0)" }), ("class", figure.resultClass),
    ]
  }

  static func address(_ figure: SuggestionFigure, _ span: SuggestionReportSpan) -> String {
    SitePath.suggestionReportList.with(span.query + query(figure))
  }

  func body(_ h: inout HTMLWriter) {
    h.crumbs([
      ("代表建议", SitePath.suggestions.string), ("办理情况报告", SitePath.suggestionReport.with(span.query)), (title, nil),
    ])
    h.div(.class("work-title")) { h in
      h.h1(text: title)
      h.p(.class("small mute"), text: "\(tables.period)，共\(page.count)" + (figure.kind.isOfParts ? "件次" : "件"))
    }
    if page.lines.isEmpty {
      h.empty("没有这样的建议。")
      return
    }
    let isOfParts = figure.kind.isOfParts
    h.div(.class("frame")) { h in
      h.table("建议，新的在前", ["建议"] + (isOfParts ? ["承办单位"] : []) + ["进展", "提交"]) { h in
        for line in page.lines {
          h.element("tr") { h in
            h.element("td", [.class("t-title")]) { h in
              if line.isOpen {
                h.link(SitePath.suggestion(line.row.suggestion).string, line.title)
              } else {
                h.b(line.title)
              }
              h.small(line.number.map(Words.number) ?? "")
            }
            if isOfParts {
              let unit = [line.unit, line.role.map(Words.suggestionRole)].compactMap { $0 }.joined(separator: "，")
              h.element("td", [.fixed("data-label", "承办单位")], text: unit)
            }
            h.element("td", [.fixed("data-label", "进展")], text: Words.suggestion(line.state))
            h.element("td", [.class("t-due")], text: line.submittedOn.map { DateWords.near($0, today: today) } ?? "")
          }
        }
      }
    }
    h.pager(
      "",
      next: page.next.map { next in
        SitePath.suggestionReportList.with(
          span.query + Self.query(figure) + [("after", "\(next.suggestion).\(next.part)")])
      })
  }
}

/// The report on A4.
struct SuggestionReportPaperPage: HTMLKit.Page {
  let page: PaperPage
  let file: String

  var title: String { page.title }

  func body(_ h: inout HTMLWriter) {
    page.body(&h)
    h.p(.class("desk-next row noprint")) { h in
      h.a(.class("btn"), .href(file), .flag("download")) { h in h.text("下载 PDF") }
    }
  }
}
