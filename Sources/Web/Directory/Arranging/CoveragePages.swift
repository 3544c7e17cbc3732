import Actions
import Domain
import HTMLKit

/// 覆盖情况, both ways and by congress; each number leads to the list that it counts.
struct CoveragePage: HTMLKit.Page {
  let rows: [ReadCoverage.Row]

  var title: String { "覆盖情况" }

  func body(_ h: inout HTMLWriter) {
    h.directoryHead(title, add: nil)
    h.p(.class("page-lead"), text: "代表个个有站点，站点、网格、小组、单位处处有人。点数字看名单。")
    for row in rows {
      h.headed("c\(row.congress.id)", row.congress.name) { h in
        h.div(.class("frame")) { h in
          h.element("table", [.class("table")]) { h in
            h.element("caption", [.class("sr")], text: "\(row.congress.name)的覆盖情况")
            h.element("thead") { h in
              h.element("tr") { h in
                h.element("th", [.fixed("scope", "col")], text: "看什么")
                for words in ["已有", "还缺"] {
                  h.element("th", [.class("t-num"), .fixed("scope", "col")], text: words)
                }
              }
            }
            h.element("tbody") { h in
              for gap in CoverageGap.allCases { line(gap, row.counts[gap], row.congress.id, &h) }
            }
          }
        }
      }
    }
  }

  private func line(_ gap: CoverageGap, _ count: CoverageCount?, _ congress: ID<Congress>, _ h: inout HTMLWriter) {
    guard let count else { return }
    h.element("tr") { h in
      h.element("td", [.class("t-title")], text: Words.covered(gap))
      h.element("td", [.class("t-num"), .fixed("data-label", "已有")], text: "\(count.covered) / \(count.all)")
      h.element("td", [.class("t-num"), .fixed("data-label", "还缺")]) { h in
        if count.without == 0 {
          h.chip(count.all == 0 ? "没有登记" : "全覆盖", count.all == 0 ? .plain : .ok)
        } else {
          h.link(
            SitePath.coverage(gap).with([("congress", congress.description)]), "\(count.without)", class: "btn-link")
        }
      }
    }
  }
}

/// The list behind a number.
struct CoverageListPage: HTMLKit.Page {
  let gap: CoverageGap
  let data: ReadCoverage.Page
  let isFirst: Bool
  let mayEdit: Bool

  var title: String { Words.coverage(gap) }

  private func url(_ after: Int64?) -> String {
    SitePath.coverage(gap).with([("congress", data.congress.id.description), ("after", after.map { "\($0)" })])
  }

  func body(_ h: inout HTMLWriter) {
    h.crumbs([("名录", SitePath.directory.string), ("覆盖情况", SitePath.directoryPart(.coverage).string), (title, nil)])
    h.div(.class("work-title")) { h in
      h.h1(text: title)
      if gap == .deputiesWithoutStation {
        h.div(.class("row")) { h in
          h.link(
            SitePath.directoryPart(.placements).with([("congress", data.congress.id.description)]), "编排代表进站",
            class: "btn btn-s btn-main")
        }
      }
    }
    h.p(
      .class("page-lead"),
      text:
        "\(data.congress.name)　\(Words.covered(gap))\(data.count.covered) / \(data.count.all)，还缺\(data.count.without)")
    if data.count.without == 0 { h.empty("全覆盖，没有缺的。") }
    h.ul(.class("lines section-s")) { h in
      for line in data.lines {
        h.li { h in
          h.a(.class("line"), .href(target(line))) { h in
            h.b(line.name)
            h.small(detail(line))
          }
        }
      }
      for line in data.deputies {
        h.li { h in
          h.a(.class("line"), .href(SitePath.directoryPerson(line.mandate.person.id).string)) { h in
            h.b(line.mandate.person.name)
            h.element("time", text: line.mandate.congress.name + "人大代表")
            h.small(line.gap.map(PlacementWords.gap) ?? "可以编排进站，还没有办")
          }
        }
      }
    }
    h.pager("", next: data.next.map { url($0) }, first: isFirst ? nil : url(nil))
  }

  private func detail(_ line: CoverageLine) -> String {
    gap == .groupsWithoutConvener ? GroupKind(rawValue: line.detail).map(Words.groupKind) ?? "" : line.detail
  }

  private func target(_ line: CoverageLine) -> String {
    switch gap {
    case .deputiesWithoutStation: SitePath.directoryPart(.people).string
    case .villagesWithoutVenue: SitePath.directoryPart(.venues).string
    case .gridsWithoutDeputy:
      mayEdit
        ? SitePath.arrange(.gridHead).with([("grid", "\(line.id)")]) : SitePath.directoryPart(.gridHeads).string
    case .venuesWithoutChief, .venuesWithoutLiaison, .venuesWithoutDeputy: SitePath.directoryVenue(ID(line.id)).string
    case .unitsWithoutAccount: SitePath.directoryCongress(data.congress.id).string
    case .groupsWithoutConvener: SitePath.directoryGroup(ID(line.id)).string
    }
  }
}
