import Actions
import Domain
import HTMLKit

/// A queue: tabs with counts, filters, a table that becomes cards on a phone, paging by key.
struct QueuePage: HTMLKit.Page {
  let filter: QueueFilter
  let data: QueuePageData
  let categories: [MatterCategory]
  let canEnter: Bool

  var title: String { Words.tab(filter.tab) }

  private static let tabs: [QueueTab] = [
    .toAccept, .toReply, .dueSoon, .overdue, .waiting, .toFeedback, .dissatisfied, .toArchive, .ended,
  ]

  private func url(_ change: (inout QueueFilter) -> Void) -> String {
    var changed = filter
    changed.cursor = nil
    change(&changed)
    return SitePath.queue.with([
      ("queue", changed.tab.rawValue), ("q", changed.query), ("category", changed.category?.description),
      ("channel", changed.channel?.rawValue), ("sort", changed.newestFirst ? "new" : nil),
      ("after", changed.cursor?.text),
    ])
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
    tabs(&h)
    filters(&h)
    list(&h)
    h.pager(
      data.lines.isEmpty ? "" : "本页\(data.lines.count)件", next: data.next.map { next in url { $0.cursor = next } },
      first: filter.cursor == nil ? nil : url { _ in })
  }

  private func tabs(_ h: inout HTMLWriter) {
    h.nav(.class("tabs"), .label("队列")) { h in
      for tab in Self.tabs {
        var attributes: [Attribute] = [.href(url { $0.tab = tab })]
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

  private var isFiltered: Bool {
    !filter.query.isEmpty || filter.category != nil || filter.channel != nil || filter.newestFirst
  }

  private func filters(_ h: inout HTMLWriter) {
    h.a(.class("btn btn-s to-folds"), .href("#filters")) { h in
      h.icon(.filter)
      h.text("筛选")
    }
    h.element(
      "form",
      [
        .classes(isFiltered ? "filters folds is-open" : "filters folds"), .id("filters"), .fixed("method", "get"),
        .other("action", SitePath.queue.string),
      ]
    ) { h in
      h.hidden("queue", filter.tab.rawValue)
      h.div(.class("wide")) { h in
        h.element("label", [.fixed("for", "fq")], text: "标题、回执号")
        h.void("input", [.class("input"), .id("fq"), .name("q"), .type("search"), .value(filter.query)])
      }
      choice("category", "类别", CategoryOptions.list(categories, none: "全部类别"), filter.category?.description, &h)
      choice(
        "channel", "来源", [("", "全部来源")] + MatterChannel.allCases.map { ($0.rawValue, Words.channel($0)) },
        filter.channel?.rawValue, &h)
      choice("sort", "排序", [("", "期限近的在前"), ("new", "晚的在前")], filter.newestFirst ? "new" : "", &h)
      h.div(.class("row")) { h in
        h.element("button", [.class("btn btn-s"), .type("submit")]) { h in
          h.icon(.filter)
          h.text("筛选")
        }
      }
    }
  }

  private func choice(
    _ name: String, _ label: String, _ options: [(value: String, words: String)], _ chosen: String?,
    _ h: inout HTMLWriter
  ) {
    h.div { h in
      h.element("label", [.other("for", "f-\(name)")], text: label)
      h.element("select", [.class("select"), .id("f-\(name)"), .name(name)]) { h in
        for option in options {
          h.element(
            "option", [.value(option.value), .flag("selected", option.value == (chosen ?? ""))], text: option.words)
        }
      }
    }
  }

  private func list(_ h: inout HTMLWriter) {
    if data.lines.isEmpty {
      h.empty(
        isFiltered ? "没有符合条件的诉求。" : "这里没有等着的诉求。",
        link: isFiltered
          ? (
            url {
              $0.query = ""
              $0.category = nil
              $0.channel = nil
              $0.newestFirst = false
            }, "看全部"
          ) : nil)
      return
    }
    h.div(.class("frame")) { h in
      h.element("table", [.class("table")]) { h in
        h.element("caption", [.class("sr")], text: "\(title)的诉求")
        h.element("thead") { h in
          h.element("tr") { h in
            for words in ["诉求", "类别", "站点", "交给", "状态", "期限"] {
              h.element("th", [.fixed("scope", "col")], text: words)
            }
          }
        }
        h.element("tbody") { h in for line in data.lines { row(line, &h) } }
      }
    }
  }

  private func row(_ line: MatterLine, _ h: inout HTMLWriter) {
    h.element("tr") { h in
      h.element("td", [.class("t-title")]) { h in
        h.link(SitePath.record(line.id).string, line.title)
        h.small("\(Words.channel(line.channel)) · \(line.sender.isEmpty ? "未留姓名" : line.sender)")
        if line.urgency == .urgent { h.chip("紧急", .late, icon: .warning) }
        if line.hasObjection { h.chip("有异议", .warn, icon: .flag) }
      }
      h.element("td", [.class("t-opt")], text: line.category ?? "未分类")
      h.element("td", [.class("t-opt")], text: line.venue ?? "—")
      h.element("td", [.class("t-who"), .fixed("data-label", "交给")], text: line.owner ?? "联络站安排")
      h.element("td", [.class("t-opt")], text: Words.state(line.state))
      h.element("td", [.class("t-due")]) { h in due(line, &h) }
    }
  }

  private func due(_ line: MatterLine, _ h: inout HTMLWriter) {
    if line.state == .awaitingSupplement {
      h.chip("暂停计时", .info, icon: .pause)
    } else if let due = line.clockDue {
      DueChip.write(due, today: data.today, calendar: data.calendar, soonDays: data.soonDays, &h)
      h.text(" ")
      h.span(.class("tiny mute"), text: DateWords.full(due, today: data.today) + "前")
    } else {
      h.span(.class("tiny mute"), text: DateWords.near(line.sortOn, today: data.today))
    }
  }
}

/// A deputy's first page on the phone: what waits for me, what I have done.
struct DeputyStartPage: HTMLKit.Page {
  let name: String
  let lists: [(tab: QueueTab, data: QueuePageData)]
  let ended: QueuePageData
  let today: CivilDate

  var title: String { "等我办的" }

  func body(_ h: inout HTMLWriter) {
    let waiting = lists.filter { $0.tab == .toAccept || $0.tab == .toReply }.reduce(0) { $0 + $1.data.lines.count }
    h.div(.class("narrow")) { h in
      h.h1(.class("page-title"), text: title)
      h.p(.class("page-lead"), text: waiting == 0 ? "\(name)代表，您好。现在没有等您办的事。" : "\(name)代表，您好。有\(waiting)件事在等您。")
      for list in lists where !list.data.lines.isEmpty { cards(list.tab, list.data, &h) }
      h.headed("done", "办结的") { h in
        if ended.lines.isEmpty { h.empty("还没有办结的。") }
        h.ul(.class("lines")) { h in
          for line in ended.lines.prefix(20) {
            h.li { h in
              h.a(.class("line"), .href(SitePath.record(line.id).string)) { h in
                h.b(line.title)
                h.element(
                  "time", [.other("datetime", line.sortOn.description)], text: DateWords.near(line.sortOn, today: today)
                )
                h.small(Words.state(line.state))
              }
            }
          }
        }
      }
    }
  }

  private func cards(_ tab: QueueTab, _ data: QueuePageData, _ h: inout HTMLWriter) {
    h.headed("q-\(tab.rawValue)", "\(words(tab)) \(data.lines.count)") { h in
      h.ul(.class("phone-list")) { h in
        for line in data.lines {
          h.li(.class(kind(line))) { h in
            h.a(.href(SitePath.record(line.id).string)) { h in
              if let due = line.clockDue {
                DueChip.write(due, today: today, calendar: data.calendar, soonDays: data.soonDays, &h)
              } else if line.state == .awaitingSupplement {
                h.chip("等群众补充", .info, icon: .pause)
              }
              h.b(line.title)
              h.small([line.sender, line.category].compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: " · "))
            }
          }
        }
      }
    }
  }

  private func words(_ tab: QueueTab) -> String {
    switch tab {
    case .toAccept: "新来的，请受理"
    case .toReply: "等您答复"
    case .dissatisfied: "群众不满意，等联络站换人办"
    case .waiting: "在等群众补充"
    case .toFeedback: "已答复，等群众评价"
    default: Words.tab(tab)
    }
  }

  private func kind(_ line: MatterLine) -> StaticString {
    guard let due = line.clockDue else { return "phone-card" }
    return due < today ? "phone-card phone-hot" : due <= today.adding(days: 2) ? "phone-card phone-soon" : "phone-card"
  }
}

/// 提醒.
struct NoticesPage: HTMLKit.Page {
  let notices: [NoticeLine]
  let next: Int64?
  let token: String
  let today: CivilDate

  var title: String { "提醒" }

  func body(_ h: inout HTMLWriter) {
    h.div(.class("work-title")) { h in
      h.h1(text: title)
      if notices.contains(where: { !$0.isRead }) {
        h.div(.class("row")) { h in h.buttonForm(SitePath.readNotices.string, token: token, "全部标为已读", icon: .check) }
      }
    }
    if notices.isEmpty { h.empty("没有提醒。") }
    h.ul(.class("lines")) { h in
      for notice in notices {
        h.li { h in
          if let matter = notice.matter {
            h.a(.class("line"), .href(SitePath.record(matter).string)) { h in content(notice, &h) }
          } else {
            h.div(.class("line")) { h in content(notice, &h) }
          }
        }
      }
    }
    h.pager("", next: next.map { SitePath.notices.with([("before", "\($0)")]) })
  }

  private func content(_ notice: NoticeLine, _ h: inout HTMLWriter) {
    h.element("b") { h in
      if !notice.isRead { h.chip("新", .late) }
      h.text(" " + Words.notice(notice.kind))
    }
    h.element("time", [.other("datetime", notice.at.date.description)], text: DateWords.moment(notice.at, today: today))
    h.small(notice.title ?? "")
  }
}

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
      h.element("table", [.class("table")]) { h in
        h.element("caption", [.class("sr")], text: "回访名单")
        h.element("thead") { h in
          h.element("tr") { h in
            for words in ["诉求", "来访人", "交给", "状态", "回访结果（手写）"] {
              h.element("th", [.fixed("scope", "col")], text: words)
            }
          }
        }
        h.element("tbody") { h in
          for line in lines {
            h.element("tr") { h in
              h.element("td", [.class("t-title")]) { h in
                h.link(SitePath.record(line.id).string, line.title)
                h.small(DateWords.receipt(line.receipt))
              }
              h.element("td", [.fixed("data-label", "来访人")], text: line.sender)
              h.element("td", [.class("t-who")], text: line.owner ?? "联络站")
              h.element("td", text: Words.state(line.state))
              h.element("td", text: "")
            }
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
