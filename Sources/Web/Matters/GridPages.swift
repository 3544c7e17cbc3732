import Actions
import Domain
import HTMLKit

/// 网格事项: what comes from the worker's grids and what became of each, phone first.
struct GridPage: HTMLKit.Page {
  let filter: QueueFilter
  let data: QueuePageData
  let areas: [GridArea]
  let isInWeChat: Bool
  let token: String

  var title: String { "网格事项：" + Words.tab(filter.tab) }

  static let tabs: [QueueTab] = [
    .toAccept, .toReply, .withUnit, .waiting, .toFeedback, .dissatisfied, .toArchive, .ended,
  ]

  static func filter(_ tab: QueueTab?) -> QueueFilter {
    var filter = QueueFilter()
    filter.tab = tab ?? .toAccept
    filter.newestFirst = filter.tab == .ended
    return filter
  }

  private func url(_ tab: QueueTab, after: ListCursor? = nil) -> String {
    SitePath.grid.with([("tab", tab.rawValue), ("after", after?.text)])
  }

  func body(_ h: inout HTMLWriter) {
    h.div(.class("work-title")) { h in
      h.h1(text: title)
      h.div(.class("row")) { h in
        h.a(.class("btn btn-s btn-main"), .href(SitePath.gridRegister.string)) { h in
          h.icon(.plus)
          h.text("登记诉求")
        }
      }
    }
    tabs(&h)
    list(&h)
    h.pager(
      data.lines.isEmpty ? "" : "本页\(data.lines.count)件", next: data.next.map { url(filter.tab, after: $0) },
      first: filter.cursor == nil ? nil : url(filter.tab))
    if !data.lines.isEmpty {
      h.exportRow(.exportGrid, token: token, isInWeChat: isInWeChat, fields: [("tab", filter.tab.rawValue)])
    }
    h.headed("grids", "我的网格") { h in grids(&h) }
  }

  private func grids(_ h: inout HTMLWriter) {
    if areas.isEmpty {
      h.p(.class("notice"), text: "您的网格已经调整，请联系人大办公室经办人。")
      return
    }
    h.ul(.class("lines")) { h in
      for area in areas {
        h.li { h in
          h.div(.class("line")) { h in
            h.b(area.grid.name)
            h.element("time", text: area.head.map { "网格长 \($0.name)代表" } ?? "没有网格长")
            h.small(
              "由\(area.venue.name)答复"
                + (area.groups.isEmpty ? "" : "；可上报" + area.groups.map(\.name).joined(separator: "、")))
          }
        }
      }
    }
  }

  private func tabs(_ h: inout HTMLWriter) {
    h.nav(.class("tabs"), .label("网格事项")) { h in
      for tab in Self.tabs {
        var attributes: [Attribute] = [.href(url(tab))]
        if tab == filter.tab { attributes.append(.fixed("aria-current", "page")) }
        let count = data.counts[tab] ?? 0
        h.element("a", attributes) { h in
          h.text(Words.tab(tab))
          if tab != .ended {
            let isHot = count > 0 && (tab == .toFeedback || tab == .dissatisfied)
            h.span(.classes(isHot ? "count count-hot" : "count"), text: "\(count)")
          }
        }
      }
    }
  }

  private func list(_ h: inout HTMLWriter) {
    if filter.tab == .toAccept, !data.lines.isEmpty {
      h.p(.class("small mute section-s"), text: "点开一件：核对、分类，再上报代表小组或者联络站。")
    }
    if filter.tab == .toFeedback, !data.lines.isEmpty {
      h.p(.class("small mute section-s"), text: "已经答复，请第一时间告诉群众，问清满不满意，登记反馈。")
    }
    if data.lines.isEmpty {
      h.empty("这里没有等着的事项。")
      return
    }
    h.div(.class("frame")) { h in
      h.table(title, ["诉求", "类别", "交给", "状态", "期限"]) { h in for line in data.lines { row(line, &h) } }
    }
  }

  private func row(_ line: MatterLine, _ h: inout HTMLWriter) {
    h.element("tr") { h in
      h.element("td", [.class("t-title")]) { h in
        h.link(SitePath.record(line.id).string, line.title)
        h.small("\(Words.channel(line.channel)) · \(line.sender.isEmpty ? "未留姓名" : line.sender)")
        if line.urgency == .urgent { h.chip("紧急", .late, icon: .warning) }
      }
      h.element("td", [.class("t-opt")], text: line.category ?? "未分类")
      h.element(
        "td", [.class("t-who"), .fixed("data-label", "交给")], text: line.owner ?? line.venue ?? "联络站安排")
      h.element("td", [.class("t-opt")], text: Words.state(line.state))
      h.element("td", [.class("t-due")]) { h in
        h.due(of: line, today: data.today, calendar: data.calendar, soonDays: data.soonDays)
      }
    }
  }
}

/// 网格员登记: three fields, photos, and how to reach whoever told him.
struct GridRegisterPage: HTMLKit.Page {
  let draft: FormDraft
  let token: String
  let areas: [GridArea]
  let categories: [MatterCategory]
  let campaigns: [CampaignLine]
  let kept: [(ticket: String, name: String)]

  var title: String { "登记网格诉求" }

  func body(_ h: inout HTMLWriter) {
    h.crumbs([("网格事项", SitePath.grid.string), ("登记", nil)])
    h.div(.class("narrow")) { h in
      h.h1(.class("page-title"), text: title)
      h.p(.class("page-lead"), text: "替群众登记，照原话写。登记后先到网格长或者联络站，您再分类、上报。")
      if areas.isEmpty {
        h.p(.class("notice"), text: "您的网格已经调整，请联系人大办公室经办人。")
        return
      }
      h.errorSummary(draft)
      h.form(SitePath.gridRegister.string, token: token, multipart: true) { h in fields(&h) }
    }
  }

  private func fields(_ h: inout HTMLWriter) {
    h.hidden("channel", MatterChannel.grid.rawValue)
    if areas.count == 1, let area = areas.first {
      h.hidden("grid", area.grid.id.description)
      h.p(.class("notice"), text: area.grid.name + (area.head.map { "，网格长 \($0.name)代表" } ?? "，由\(area.venue.name)答复"))
    } else {
      h.select("哪个网格", "grid", draft, options: areas.map { ($0.grid.id.description, $0.grid.name) })
    }
    h.area("什么事（照原话记）", "what", draft, maximum: 2000, keepsDraft: true)
    h.input("在哪里", "where", draft, maximum: 120)
    h.div(.class("pair")) { h in
      h.input("群众怎么称呼", "name", draft, optional: true, maximum: 40)
      h.input("群众的电话", "phone", draft, optional: true, maximum: 30, type: "tel", mode: "tel")
    }
    PhotoField.write(&h, draft, kept: kept)
    if !categories.isEmpty {
      h.select("类别", "category", draft, options: CategoryOptions.list(categories, none: "以后再分"), optional: true)
    }
    CampaignField(lines: campaigns).write(&h, draft)
    h.fold(.plus, "特别情况：检举控告、直接送上一级、未成年人", isOpen: draft.problem("guardian") != nil) { h in
      h.check("accusation", "反映的是某个人的问题（检举控告）", draft, detail: "立即封存移送上一级，网格和本站都看不到")
      h.check("bypass", "群众要求不经本站，直接送上一级", draft)
      h.check("minor", "提的人不满14周岁", draft)
      h.input("监护人姓名", "guardian", draft, optional: true, maximum: 40)
    }
    h.submit("登记，给回执", icon: .check)
  }
}
