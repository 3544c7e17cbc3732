import Actions
import Domain
import HTMLKit

/// Every code with its scans.
struct CodesPage: HTMLKit.Page {
  let lines: [ManageCodes.Line]
  let venues: [VenueLine]
  let mayRevoke: Bool
  let token: String
  let today: CivilDate

  var title: String { "联系卡与海报" }

  func body(_ h: inout HTMLWriter) {
    h.div(.class("work-title")) { h in
      h.h1(text: title)
      h.div(.class("row")) { h in
        h.a(.class("btn btn-s"), .href(SitePath.cards.string)) { h in
          h.icon(.print)
          h.text("打印代表联系卡")
        }
      }
    }
    h.headed("posters", "站点海报") { h in
      h.ul(.class("lines")) { h in
        for venue in venues {
          h.li { h in
            h.a(.class("line"), .href(SitePath.poster(venue.id).string)) { h in
              h.b(venue.name)
              h.element("time", text: "打印")
              h.small("进站代表\(venue.deputyCount)位")
            }
          }
        }
      }
    }
    h.headed("codes", "已经发出的码") { h in
      if lines.isEmpty {
        h.empty("打印联系卡或海报时自动生成。")
        return
      }
      h.div(.class("frame")) { h in
        h.element("table", [.class("table")]) { h in
          h.element("caption", [.class("sr")], text: "已经发出的码")
          h.element("thead") { h in
            h.element("tr") { h in
              for words in ["谁的码", "第几版", "发出", "扫码次数", "状态"] {
                h.element("th", [.fixed("scope", "col")], text: words)
              }
            }
          }
          h.element("tbody") { h in for line in lines { row(line, &h) } }
        }
      }
      h.p(.class("hint"), text: "扫码次数只按码和日期计数，不记录是谁扫的。")
    }
  }

  private func row(_ line: ManageCodes.Line, _ h: inout HTMLWriter) {
    h.element("tr") { h in
      h.element("td", [.class("t-title")], text: line.name)
      h.element("td", [.fixed("data-label", "版本")], text: "第\(line.code.version)版")
      h.element("td", [.fixed("data-label", "发出")], text: DateWords.near(line.code.issuedAt.date, today: today))
      h.element("td", [.class("t-num"), .fixed("data-label", "扫码")], text: "\(line.scans)次")
      h.element("td", [.class("t-act")]) { h in
        if let reason = line.code.revokedReason {
          h.chip("已作废：" + reason)
        } else if mayRevoke {
          h.buttonForm(
            SitePath.revokeCode(line.code.id).string, token: token, "作废换新", fields: [("reason", "更换")],
            class: "btn-link")
        } else {
          h.chip("在用", .ok)
        }
      }
    }
  }
}
