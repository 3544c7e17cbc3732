import Actions
import Domain
import HTMLKit

/// A queue: tabs with counts, filters, a table that becomes cards on a phone, paging by key.
struct QueuePage: HTMLKit.Page {
  let filter: QueueFilter
  let data: QueuePageData
  let rows: RowFragments
  let categories: [MatterCategory]
  let campaigns: [Named<Campaign>]
  let canEnter: Bool
  /// What the reader can do with several of them at once.
  let acts: [BulkAct]
  /// Why what was ticked came back.
  var problem: String?
  let isInWeChat: Bool
  let token: String

  var title: String { Words.tab(filter.tab) }

  private static let tabs: [QueueTab] = [
    .toAccept, .toReply, .withUnit, .dueSoon, .overdue, .waiting, .toFeedback, .dissatisfied, .toArchive, .ended,
  ]

  private func url(_ change: (inout QueueFilter) -> Void) -> String {
    var changed = filter
    changed.cursor = nil
    change(&changed)
    return SitePath.queue.with(changed.fields)
  }

  func body(_ h: inout HTMLWriter) {
    h.div(.class("work-title")) { h in
      h.h1(text: title)
      if canEnter {
        h.div(.class("row")) { h in
          h.a(.class("btn btn-s btn-main"), .href(SitePath.intake.string)) { h in
            h.icon(.plus)
            h.text("代录来访")
          }
        }
      }
    }
    if let problem { h.notice(nil, problem, .warn) }
    tabs(&h)
    filters(&h)
    list(&h)
    h.pager(
      data.lines.isEmpty ? "" : "本页\(data.lines.count)件", next: data.next.map { next in url { $0.cursor = next } },
      first: filter.cursor == nil ? nil : url { _ in })
  }

  private func tabs(_ h: inout HTMLWriter) {
    h.nav(.class("tabs"), .label("队列")) { h in
      let held: [QueueTab] = (data.counts[.held] ?? 0) > 0 || filter.tab == .held ? [.held] : []
      for tab in held + Self.tabs {
        var attributes: [Attribute] = [
          .href(tab == .held && filter.tab != .held ? SitePath.held.string : url { $0.tab = tab })
        ]
        if tab == filter.tab { attributes.append(.fixed("aria-current", "page")) }
        let count = data.counts[tab] ?? 0
        h.element("a", attributes) { h in
          h.text(Words.tab(tab))
          if tab != .ended {
            let isHot = count > 0 && (tab == .overdue || tab == .dissatisfied)
            h.span(.classes(isHot ? "count count-hot" : "count"), text: "\(count)")
          }
        }
      }
    }
  }

  private func filters(_ h: inout HTMLWriter) {
    h.a(.class("btn btn-s to-folds"), .href("#filters")) { h in
      h.icon(.filter)
      h.text("筛选")
    }
    h.element(
      "form",
      [
        .classes(filter.isNarrowed ? "filters folds is-open" : "filters folds"), .id("filters"),
        .fixed("method", "get"),
        .other("action", SitePath.queue.string),
      ]
    ) { h in
      h.hidden("queue", filter.tab.rawValue)
      h.div(.class("wide")) { h in
        h.element("label", [.fixed("for", "fq")], text: "内容、回执号")
        h.void("input", [.class("input"), .id("fq"), .name("q"), .type("search"), .value(filter.query)])
      }
      h.filterChoice("category", "类别", CategoryOptions.list(categories, none: "全部类别"), filter.category?.description)
      h.filterChoice(
        "channel", "来源", [("", "全部来源")] + MatterChannel.allCases.map { ($0.rawValue, Words.channel($0)) },
        filter.channel?.rawValue)
      if !campaigns.isEmpty {
        h.filterChoice(
          "campaign", "征集活动", [("", "不限")] + campaigns.map { ($0.id.description, $0.name) },
          filter.campaign?.description)
      }
      h.filterChoice("sort", "排序", [("", "期限近的在前"), ("new", "晚的在前")], filter.newestFirst ? "new" : "")
      h.filterButton()
    }
  }

  private func list(_ h: inout HTMLWriter) {
    if data.lines.isEmpty {
      h.empty(
        filter.isNarrowed ? "没有符合条件的诉求。" : "这里没有等着的诉求。",
        link: filter.isNarrowed
          ? (
            url {
              $0.query = ""
              $0.category = nil
              $0.channel = nil
              $0.campaign = nil
              $0.newestFirst = false
            }, "看全部"
          ) : nil)
      return
    }
    h.div(.class("frame")) { h in
      h.table("\(title)的诉求", ["选", "诉求", "类别", "站点", "交给", "状态", "期限"]) { h in
        for line in data.lines { rows.write(source(line), into: &h) { h in row(line, &h) } }
      }
      QueueBar(
        filter: filter, onPage: data.lines.count, hasMore: data.next != nil || filter.cursor != nil, acts: acts,
        token: token
      )
      .write(&h)
    }
    h.p(.class("small mute")) { h in
      h.text("没有勾选时，“导出”是符合条件的全部；每次导出都有记录。")
      h.link(SitePath.bulk.string, "我的批量办理")
    }
    if isInWeChat { h.p(.class("small mute"), text: ExportWords.openInBrowser) }
  }

  private func source(_ line: MatterLine) -> RowFragments.Source {
    RowFragments.Source(
      line: line, today: data.today, holidays: data.calendar.table.version, soonDays: data.soonDays)
  }

  private func row(_ line: MatterLine, _ h: inout HTMLWriter) {
    h.element("tr") { h in
      h.element("td", [.class("t-tick")]) { h in QueueBar.tick(line, &h) }
      h.element("td", [.class("t-title")]) { h in
        h.link(SitePath.record(line.id).string, line.title)
        h.small("\(Words.channel(line.channel)) · \(line.sender.isEmpty ? "未留姓名" : line.sender)")
        if line.urgency == .urgent { h.chip("紧急", .late, icon: .warning) }
        if line.isMerged { h.chip("并入办理", .info, icon: .merge) }
        if line.others > 0 { h.chip(Words.others(line.others), .info, icon: .people) }
        if line.hasObjection { h.chip("有异议", .warn, icon: .flag) }
      }
      h.element("td", [.class("t-opt")], text: line.category ?? "未分类")
      h.element("td", [.class("t-opt")], text: line.venue ?? "—")
      h.element("td", [.class("t-who"), .fixed("data-label", "交给")], text: line.owner ?? "联络站安排")
      h.element("td", [.class("t-opt")], text: Words.state(line.state))
      h.element("td", [.class("t-due")]) { h in
        h.due(of: line, today: data.today, calendar: data.calendar, soonDays: data.soonDays)
      }
    }
  }
}
