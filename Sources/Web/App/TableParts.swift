import Domain
import HTMLKit

/// Tables, and the small forms above them that narrow what they show.
extension HTMLWriter {
  /// A table with a caption for readers who do not see it, one head a column, and the rows.
  mutating func table(_ caption: String, _ columns: [String], rows: (inout HTMLWriter) -> Void) {
    element("table", [.class("table")]) { h in
      h.element("caption", [.class("sr")], text: caption)
      h.element("thead") { h in
        h.element("tr") { h in for words in columns { h.element("th", [.fixed("scope", "col")], text: words) } }
      }
      h.element("tbody") { h in rows(&h) }
    }
  }

  /// One choice of a filter, sent with the rest of its form.
  mutating func filterChoice(
    _ name: String, _ label: String, _ options: [(value: String, words: String)], _ chosen: String?,
    isFirst: Bool = false
  ) {
    element("div", isFirst ? [.class("wide")] : []) { h in
      h.element("label", [.other("for", "f-\(name)")], text: label)
      h.element("select", [.class("select"), .id("f-\(name)"), .name(name)]) { h in
        for option in options {
          h.element(
            "option", [.value(option.value), .flag("selected", option.value == (chosen ?? ""))], text: option.words)
        }
      }
    }
  }

  mutating func filterButton() {
    div(.class("row")) { h in
      h.element("button", [.class("btn btn-s"), .type("submit")]) { h in
        h.icon(.filter)
        h.text("筛选")
      }
    }
  }

  /// When a matter of a list is due: what is left, and the date; nothing is due while a question is out.
  mutating func due(of line: MatterLine, today: CivilDate, calendar: WorkingCalendar, soonDays: Int) {
    if line.state == .awaitingSupplement {
      chip("暂停计时", .info, icon: .pause)
    } else if let due = line.clockDue {
      DueChip.write(due, today: today, calendar: calendar, soonDays: soonDays, &self)
      text(" ")
      span(.class("tiny mute"), text: DateWords.full(due, today: today) + "前")
    } else {
      span(.class("tiny mute"), text: DateWords.near(line.sortOn, today: today))
    }
  }

  /// The versions of some rules before today's, newest first.
  mutating func versions(_ versions: [(number: Int, reason: String, at: Instant, by: String?)], today: CivilDate) {
    headed("versions", "修改历史") { h in
      if versions.isEmpty { h.empty("还没有修改过，用的是默认规则。") }
      h.ul(.class("lines")) { h in
        for version in versions {
          h.li { h in
            h.div(.class("line")) { h in
              h.b("第\(version.number)版　\(version.reason)")
              h.element("time", text: DateWords.moment(version.at, today: today))
              h.small(version.by ?? "系统")
            }
          }
        }
      }
    }
  }
}
