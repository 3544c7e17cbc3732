import Actions
import Domain
import HTMLKit

/// 工作数字: every number with its numerator, denominator and formula, and the list behind it.
struct NumbersPage: HTMLKit.Page {
  let numbers: YearNumbers
  let categories: [CategoryCount]
  /// Of the whole term; nil where none is entered.
  var term: TermNumbers?
  let settings: CongressSettings
  let today: CivilDate

  var title: String { "工作数字" }

  func body(_ h: inout HTMLWriter) {
    h.div(.class("wrap")) { h in
      h.crumbs([("首页", SitePath.home.string), (title, nil)])
      h.h1(.class("page-title"), text: title)
      h.p(
        .class("page-lead"),
        text: "\(numbers.year)年，截至\(DateWords.moment(numbers.asOf, today: today))。每个数字点开，就是它所数的那些事。")
      years(&h)
      h.section(.class("section-s"), .label("主要数字")) { h in
        NumberFigures(numbers: numbers, countsBasic: settings.publication.countsBasic, isWhole: true).write(&h)
      }
      if let term { TermSection(numbers: term).write(&h) }
      if !categories.isEmpty { h.headed("categories", "收到的诉求，按类别") { h in byCategory(&h) } }
      h.headed("all", "群众诉求的全部数字") { h in
        table(ReadNumbers.yearly.filter { !MatterMeasure.raisedByDeputies.contains($0) }, &h)
      }
      h.headed("raised", "代表随手提") { h in table(MatterMeasure.raisedByDeputies, &h) }
      h.p(.class("small section-s")) { h in
        h.text("围绕一个主题集中收集的，另见")
        h.link(SitePath.campaigns.string, "征集活动")
      }
      h.headed("formula", "怎么算的") { h in
        h.ul(.class("plain-list")) { h in
          h.li(text: "按期答复率＝按期作出第一次答复的件数÷已作出第一次答复的件数。期限按工作日数，等群众补充情况的日子不计。")
          h.li(text: "答复率＝当年收到、应答复的诉求中已经答复的件数÷当年收到、应答复的件数。说明不予受理、告知去处和答复之前群众自己撤回的，不算应答复。")
          h.li(text: satisfactionFormula)
          h.li(text: "工作人员打电话问来的评价另外列出，不计入满意率；联系后没有评价的，也另外列出。")
          h.li(
            text:
              "已解决＝办理结果为“\(settings.names.outcomeSolved)”的件数，不含“\(settings.names.outcomeInProgress)”和“\(settings.names.outcomePlanned)”。"
          )
          h.li(text: "向上级提交＝当年收到的诉求中，上报到上级站点或上级人大的件数，一件只数一次。上级答复以后是否解决，看办理结果，不因为上报就算已解决。")
          h.li(text: "群众提的诉求、代表随手提的问题、代表建议是三件事，分开数。一年的数字不相加；“本届以来”把前两项并列，合计也写明是哪两项，代表建议不在其中。")
        }
      }
    }
  }

  private var satisfactionFormula: String {
    settings.publication.countsBasic
      ? "群众满意率＝（满意＋基本满意）÷提出人自己评价的件数。态度和结果两项取较低的一项。"
      : "群众满意率＝满意÷提出人自己评价的件数，不含基本满意。态度和结果两项取较低的一项。"
  }

  private func years(_ h: inout HTMLWriter) {
    h.div(.class("facets section-s")) { h in
      h.div(.class("facet")) { h in
        h.span(.class("facet-name"), text: "年份")
        h.ul { h in
          for year in (max(2024, today.year - 3)...today.year).reversed() {
            h.li { h in
              var attributes: [Attribute] = [.href(SitePath.numbers.with([("year", "\(year)")]))]
              if year == numbers.year { attributes.append(.fixed("aria-current", "true")) }
              h.element("a", attributes, text: "\(year)年")
            }
          }
        }
      }
    }
  }

  private func table(_ measures: [MatterMeasure], _ h: inout HTMLWriter) {
    table(
      "数的是什么",
      measures.map {
        (
          url: SitePath.number($0).with([("year", "\(numbers.year)")]), words: Words.measure($0), count: numbers[$0]
        )
      }, &h)
  }

  private func byCategory(_ h: inout HTMLWriter) {
    let list = SitePath.number(.received)
    table(
      "类别",
      categories.map { line in
        let category = line.category.map { $0.id.description } ?? NumberListPage.uncategorised
        return (
          url: list.with([("year", "\(numbers.year)"), ("category", category)]), words: line.category?.name ?? "还没有分类",
          count: line.count
        )
      }, &h)
  }

  private func table(
    _ heading: String, _ lines: [(url: String, words: String, count: Int)], _ h: inout HTMLWriter
  ) {
    h.element("table", [.class("count-table")]) { h in
      h.element("thead") { h in
        h.element("tr") { h in
          h.element("th", [.fixed("scope", "col")], text: heading)
          h.element("th", [.fixed("scope", "col")], text: "件")
        }
      }
      h.element("tbody") { h in
        for line in lines {
          h.element("tr") { h in
            h.element("td") { h in h.link(line.url, line.words, class: "row-link") }
            h.element("td", [.class("num")], text: "\(line.count)")
          }
        }
      }
    }
  }
}

/// The list behind a number: as many rows as it says. What is not public shows no word of anybody's.
struct NumberListPage: HTMLKit.Page {
  /// Stands for no category in an address.
  static let uncategorised = "none"

  let title: String
  /// Its last crumb, and the page of numbers that it stands on.
  let crumb: String
  let numbers: String
  /// Its own address, to be gone on with.
  let path: SitePath
  let query: [(String, String)]
  let count: Int
  let rows: [CountedMatter]
  let next: ListCursor?
  let today: CivilDate
  let isFirst: Bool
  /// For staff, who can take the list along.
  var export: SitePath?
  var exportToken: String?

  func body(_ h: inout HTMLWriter) {
    h.div(.class("wrap narrow")) { h in
      h.crumbs([
        ("首页", SitePath.home.string), ("工作数字", numbers), (crumb, nil),
      ])
      h.h1(.class("page-title"), text: title)
      h.p(.class("page-lead"), text: "共\(count)件。未公开的只列日期和类别。")
      if rows.isEmpty { h.empty("还没有。") }
      h.ul(.class("lines section-s")) { h in
        for row in rows {
          h.li { h in
            if let title = row.title {
              h.a(.class("line"), .href(SitePath.matter(row.id).string)) { h in
                h.b(title)
                time(row, &h)
                h.small(detail(row))
              }
            } else {
              h.div(.class("line")) { h in
                h.b("未公开")
                time(row, &h)
                h.small(detail(row))
              }
            }
          }
        }
      }
      h.pager(
        "本页\(rows.count)件",
        next: next.map { path.with(query + [("after", $0.text)]) },
        first: isFirst ? nil : path.with(query))
      if let export, let exportToken {
        h.exportButton(export, token: exportToken, fields: query.map { ($0.0, $0.1) })
      }
    }
  }

  private func time(_ row: CountedMatter, _ h: inout HTMLWriter) {
    h.element("time", [.other("datetime", row.date.description)], text: DateWords.day(row.date))
  }

  private func detail(_ row: CountedMatter) -> String {
    (row.category ?? "未分类") + "　" + Words.state(row.state)
  }
}
