import Domain
import HTMLKit

/// 放假安排.
struct HolidaysPage: HTMLKit.Page {
  let table: HolidayTable
  let draft: FormDraft
  let token: String
  let today: CivilDate

  var title: String { "放假安排" }

  func body(_ h: inout HTMLWriter) {
    let years = table.years.sorted()
    h.div(.class("work-title")) { h in h.h1(text: title) }
    h.p(
      .class("small mute"),
      text: "期限按工作日数，要用国务院办公厅每年的放假通知。已有\(years.first ?? 0)—\(years.last ?? 0)年；没有的年份暂按周末推算，导入后自动重算没办结的期限。")
    h.errorSummary(draft)
    h.fold(.plus, "导入一年的安排", isOpen: !draft.problems.isEmpty) { h in
      h.form(SitePath.holidays.string, token: token) { h in
        h.input("依据", "source", draft, hint: "如“国务院办公厅关于2027年部分节假日安排的通知”", maximum: 80)
        h.area("每行一天：日期,off或work,节日", "csv", draft, hint: "如“2027-01-01,off,元旦”；调休上班写work", maximum: 6000)
        h.submit("导入")
      }
    }
    for year in years.reversed().prefix(3) {
      h.headed("y\(year)", "\(year)年") { h in
        h.element("table", [.class("count-table day-table")]) { h in
          h.element("tbody") { h in
            for (name, kind, days) in Self.groups(table, year) {
              h.element("tr") { h in
                h.element("td", text: name + (kind == .off ? "放假" : "调休上班"))
                h.element("td", text: days)
              }
            }
          }
        }
      }
    }
  }

  /// Days that follow each other are one run.
  private static func groups(_ table: HolidayTable, _ year: Int) -> [(String, HolidayTable.Kind, String)] {
    var runs: [(name: String, kind: HolidayTable.Kind, first: CivilDate, last: CivilDate)] = []
    for day in table.all where day.date.year == year {
      if let run = runs.last, run.name == day.name, run.kind == day.kind, run.last.adding(days: 1) == day.date {
        runs[runs.count - 1].last = day.date
      } else {
        runs.append((day.name, day.kind, day.date, day.date))
      }
    }
    return runs.map { run in
      let days = run.first == run.last ? "" : "—" + DateWords.day(run.last)
      return (run.name, run.kind, DateWords.day(run.first) + days)
    }
  }
}
