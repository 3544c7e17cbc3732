import Actions
import Domain
import HTMLKit

/// Every code with its scans.
struct CodesPage: HTMLKit.Page {
  let lines: [ManageCodes.Line]
  let venues: [VenueLine]
  let grids: [PrintedGrid]
  /// Some are published and not over.
  let hasCampaigns: Bool
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
    batch(&h)
    places(&h)
    inGrids(&h)
    issued(&h)
  }

  private var sheets: [PrintedSheet] {
    PrintedSheet.allCases.filter { sheet in
      switch sheet {
      case .cards, .posters, .stands, .boards: true
      case .grids: !grids.isEmpty
      case .campaigns: hasCampaigns
      }
    }
  }

  private func batch(_ h: inout HTMLWriter) {
    h.headed("batch", "成批打印") { h in
      h.p(.class("hint"), text: "每份单独一页，纸张大小已经设好；打印时请选“实际大小”。")
      h.div(.class("row")) { h in
        for sheet in sheets {
          h.link(SitePath.printCodes(sheet).string, "全部" + Words.sheet(sheet), class: "btn btn-s")
        }
      }
    }
  }

  private func places(_ h: inout HTMLWriter) {
    h.headed("posters", "站点") { h in
      h.ul(.class("lines")) { h in
        for venue in venues {
          h.li { h in
            h.div(.class("line")) { h in
              h.b(venue.name)
              h.small("进站代表\(venue.deputyCount)位")
              h.element("span", [.class("row")]) { h in
                h.link(SitePath.poster(venue.id).string, "海报", class: "btn-link")
                for sheet in [PrintedSheet.stands, .boards, .cards] {
                  h.link(
                    SitePath.printCodes(sheet).with([("venue", venue.id.description)]), Words.sheet(sheet),
                    class: "btn-link")
                }
              }
            }
          }
        }
      }
    }
  }

  private func inGrids(_ h: inout HTMLWriter) {
    if grids.isEmpty { return }
    h.headed("grids", "网格") { h in
      h.fold(.qr, "每个网格的海报（\(grids.count)个网格）", isOpen: grids.count <= 8) { h in
        h.ul(.class("lines")) { h in
          for line in grids {
            h.li { h in
              h.a(
                .class("line"), .href(SitePath.printCodes(.grids).with([("grid", line.grid.id.description)]))
              ) { h in
                h.b(line.grid.name)
                h.element("time", text: "打印海报")
                h.small(line.head.map { "网格长 \($0)代表" } ?? "没有网格长，由联络站答复")
              }
            }
          }
        }
      }
    }
  }

  private func issued(_ h: inout HTMLWriter) {
    h.headed("codes", "已经发出的码") { h in
      if lines.isEmpty {
        h.empty("打印联系卡或海报时自动生成。")
        return
      }
      h.div(.class("frame")) { h in
        h.table("已经发出的码", ["谁的码", "第几版", "发出", "扫码次数", "状态"]) { h in for line in lines { row(line, &h) } }
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
