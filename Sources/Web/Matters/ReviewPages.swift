import Actions
import Domain
import HTMLKit

/// 回访抽查: printable, drawn by chance, the same for everybody.
struct CallBackPage: HTMLKit.Page {
  let venues: [VenueLine]
  let venue: ID<Venue>?
  let month: CivilDate
  let lines: [MatterLine]
  let share: Int
  let today: CivilDate

  var title: String { "回访抽查" }

  func body(_ h: inout HTMLWriter) {
    h.div(.class("work-title")) { h in
      h.h1(text: title)
      h.div(.class("row")) { h in
        h.element("button", [.class("btn btn-s"), .type("button"), .flag("data-print"), .flag("hidden")]) { h in
          h.icon(.print)
          h.text("打印")
        }
      }
    }
    h.p(.class("small mute"), text: "\(month.year)年\(month.month)月已答复的诉求，随机抽\(share)%，至少一件。名单由系统抽定，谁来看都一样。")
    if venues.count > 1 { choose(&h) }
    if lines.isEmpty {
      h.empty("这个月没有已答复的诉求。")
      return
    }
    h.div(.class("frame section-s")) { h in
      h.table("回访名单", ["诉求", "来访人", "交给", "状态", "回访结果（手写）"]) { h in
        for line in lines {
          h.element("tr") { h in
            h.element("td", [.class("t-title")]) { h in
              h.link(SitePath.record(line.id).string, line.title)
              h.small(DateWords.receipt(line.receipt))
            }
            h.element("td", [.fixed("data-label", "来访人")], text: line.sender)
            h.element("td", [.class("t-who")], text: line.owner ?? "联络站")
            h.element("td", text: Words.state(line.state))
            h.element("td", [.class("t-write")], text: "")
          }
        }
      }
    }
  }

  private func choose(_ h: inout HTMLWriter) {
    h.element("form", [.class("filters"), .fixed("method", "get"), .other("action", SitePath.callBacks.string)]) { h in
      h.div { h in
        h.element("label", [.fixed("for", "v")], text: "站点")
        h.element("select", [.class("select"), .id("v"), .name("venue")]) { h in
          for item in venues {
            h.element("option", [.value(item.id.description), .flag("selected", item.id == venue)], text: item.name)
          }
        }
      }
      h.div(.class("row")) { h in h.element("button", [.class("btn btn-s"), .type("submit")], text: "查看") }
    }
  }
}

/// 公开稿审核.
struct ReviewsPage: HTMLKit.Page {
  let lines: [MatterLine]
  let today: CivilDate

  var title: String { "公开稿审核" }

  func body(_ h: inout HTMLWriter) {
    h.div(.class("work-title")) { h in h.h1(text: title) }
    h.p(.class("small mute"), text: "脱敏的人不能审核自己的稿子。点开后核对：没有姓名、电话、门牌，没有涉密内容。")
    if lines.isEmpty { h.empty("没有等着审核的公开稿。") }
    h.ul(.class("lines section-s")) { h in
      for line in lines {
        h.li { h in
          h.a(.class("line"), .href(SitePath.record(line.id).string + "#publish")) { h in
            h.b(line.title)
            h.element(
              "time", [.other("datetime", line.sortOn.description)], text: DateWords.near(line.sortOn, today: today))
            h.small([line.venue, line.category].compactMap { $0 }.joined(separator: "　"))
          }
        }
      }
    }
  }
}
