import Actions
import Domain
import HTMLKit

/// 片区 of a congress.
struct ClustersPage: HTMLKit.Page {
  let congress: Congress
  let clusters: [ReadClusters.Record]
  let mayEdit: Bool

  var title: String { "片区" }

  func body(_ h: inout HTMLWriter) {
    h.directoryHead(
      title,
      add: mayEdit ? (SitePath.arrange(.cluster).with([("congress", congress.id.description)]), "新建片区") : nil)
    h.p(.class("page-lead"), text: "几个村（社区）分片建站、分片办活动。没有站点的村，由同一片区的站点联系，编排代表进站也按这里办。")
    if clusters.isEmpty { h.empty("还没有划分片区。") }
    h.ul(.class("lines section-s")) { h in
      for record in clusters {
        h.li { h in
          h.a(.class("line"), .href(SitePath.directoryCluster(record.cluster.id).string)) { h in
            h.b(record.cluster.name)
            let now = record.parts.filter { $0.tenure.to == nil }
            h.element("time", text: record.cluster.to == nil ? "\(now.count)处" : "已撤销")
            h.small(now.map(\.name).joined(separator: "、"))
          }
        }
      }
    }
  }
}

/// A cluster with what is and was in it.
struct ClusterPage: HTMLKit.Page {
  let record: ReadClusters.Record
  let history: [DirectoryHistoryLine]
  let mayEdit: Bool
  let today: CivilDate

  private var cluster: AreaCluster { record.cluster }
  private var id: String { cluster.id.description }
  private var edits: Bool { mayEdit && cluster.to == nil }
  var title: String { cluster.name }

  func body(_ h: inout HTMLWriter) {
    h.crumbs([("名录", SitePath.directory.string), ("片区", SitePath.directoryPart(.clusters).string), (title, nil)])
    h.div(.class("work-title")) { h in
      h.h1(text: title)
      if edits {
        h.div(.class("row")) { h in
          h.link(SitePath.arrange(.cluster).with([("id", id)]), "修改", class: "btn btn-s")
          h.link(SitePath.arrange(.clusterEnd).with([("id", id)]), "撤销", class: "btn btn-s")
        }
      }
    }
    h.div(.class("cols")) { h in
      h.div(.class("stack")) { h in parts(&h) }
      h.element("aside", [.class("stack"), .label("基本信息与历史")]) { h in
        h.card("basics", "基本信息") { h in
          h.dl(.class("facts")) { h in
            h.fact("设立", DateWords.long(cluster.from))
            if let to = cluster.to { h.fact("撤销", DateWords.long(to)) }
            if !cluster.purpose.isEmpty { h.fact("用途", cluster.purpose) }
          }
        }
        let names = record.parts.map { ($0.id.description, $0.name) }
        ArrangeHistory(history: history, names: Dictionary(names, uniquingKeysWith: { $1 }), today: today).write(&h)
      }
    }
  }

  private func parts(_ h: inout HTMLWriter) {
    let now = record.parts.filter { $0.tenure.to == nil }
    for (key, words, isVenue) in [("regions", "村（社区）和乡镇", false), ("venues", "站点", true)] {
      let mine = now.filter { part in
        if case .venue = part.subject { return isVenue }
        return !isVenue
      }
      h.headed(
        key, words + "（\(mine.count)）",
        more: edits ? (SitePath.arrange(.clusterPart).with([("cluster", id)]), "编入") : nil
      ) { h in
        if mine.isEmpty { h.empty("还没有。") }
        h.ul(.class("lines")) { h in for part in mine { row(part, &h) } }
      }
    }
    let over = record.parts.filter { $0.tenure.to != nil }
    if over.isEmpty { return }
    h.fold(.clock, "以前在片区里的（\(over.count)）") { h in
      h.ul(.class("lines")) { h in for part in over { row(part, &h) } }
    }
  }

  private func row(_ part: ClusterPart, _ h: inout HTMLWriter) {
    h.li { h in
      h.div(.class("line")) { h in
        if case .venue(let venue) = part.subject {
          h.link(SitePath.directoryVenue(venue).string, part.name)
        } else {
          h.b(part.name)
        }
        if edits, part.tenure.to == nil {
          h.link(
            SitePath.arrange(.clusterPartEnd).with([("cluster", id), ("id", part.id.description)]), "移出",
            class: "btn-link")
        }
        h.small(TenureWords.full(part.tenure))
      }
    }
  }
}

/// 网格长: every grid with its head, and who was it before.
struct GridHeadsPage: HTMLKit.Page {
  let grids: [GridLine]
  let next: String?
  let isFirst: Bool
  let mayEdit: Bool

  var title: String { "网格长" }

  func body(_ h: inout HTMLWriter) {
    h.directoryHead(title, add: nil)
    h.p(.class("page-lead"), text: "人大代表担任“大网格长”，包保网格。每个网格一位，接任的即日起，前任即日止。")
    if grids.isEmpty {
      h.empty("还没有登记网格。网格在“区划”里登记。", link: (SitePath.directoryPart(.regions).string, "去登记"))
    }
    h.ul(.class("lines section-s")) { h in
      for grid in grids {
        h.li { h in
          h.div(.class("line")) { h in
            h.b("\(grid.above)　\(grid.name)")
            h.element("span", [.class("line-end")]) { h in
              if grid.head == nil { h.chip("没有网格长", .warn) }
              if mayEdit { edit(grid, &h) }
            }
            h.small(words(grid))
          }
        }
      }
    }
    let here = SitePath.directoryPart(.gridHeads)
    h.pager("", next: next.map { here.with([("after", $0)]) }, first: isFirst ? nil : here.string)
  }

  private func edit(_ grid: GridLine, _ h: inout HTMLWriter) {
    h.link(
      SitePath.arrange(.gridHead).with([("grid", grid.id.description)]), grid.head == nil ? "任命" : "换人",
      class: "btn-link")
    if grid.head != nil {
      h.link(SitePath.arrange(.gridHeadEnd).with([("grid", grid.id.description)]), "结束", class: "btn-link")
    }
  }

  private func words(_ grid: GridLine) -> String {
    var parts: [String] = []
    if let head = grid.head {
      parts.append("\(head.person.name)代表，\(DateWords.long(head.from))起，\(head.reason)")
    }
    let before = grid.heads.filter { $0.to != nil }
    if !before.isEmpty { parts.append("前任：" + before.map(\.person.name).joined(separator: "、")) }
    return parts.joined(separator: "　")
  }
}
