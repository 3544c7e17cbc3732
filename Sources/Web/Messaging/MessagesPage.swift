import Actions
import Domain
import HTMLKit

/// 短信和邮件: how the channels are, and what became of messages.
struct MessagesPage: HTMLKit.Page {
  let data: ManageMessages.Page
  let tab: MessageTab
  let isFirst: Bool
  let draft: FormDraft
  let token: String
  let today: CivilDate

  var title: String { "短信和邮件" }

  func body(_ h: inout HTMLWriter) {
    h.div(.class("work-title")) { h in h.h1(text: title) }
    h.errorSummary(draft, title: draft.problems.isEmpty ? nil : "测试没有发出")
    if isFirst { h.div(.class("stack"), .id("test")) { h in for channel in data.channels { card(channel, &h) } } }
    tabs(&h)
    if data.lines.isEmpty {
      h.empty(tab == .trouble ? "没有出了问题、要您看一看的。" : "这里没有信息。")
    } else {
      if tab == .trouble { h.p(.class("small mute"), text: "“不确定”的可能已经收到，再发会打扰人，所以不再发；要紧的请打电话问一声。") }
      table(&h)
    }
    h.pager(
      "", next: data.next.map { SitePath.messages.with([("tab", tab.rawValue), ("before", "\($0)")]) },
      first: isFirst ? nil : SitePath.messages.with([("tab", tab.rawValue)]))
  }

  private func card(_ channel: ManageMessages.Channel, _ h: inout HTMLWriter) {
    let words = MessagingWords.channel(channel.channel)
    h.card("channel-\(channel.channel.rawValue)", words) { h in
      guard let host = channel.host else {
        h.p(text: "还没有开通，不会发出任何\(words)。要开通，请管理服务器的人按说明书配置；群众和工作人员照常在网上看到一切。")
        return
      }
      h.p { h in
        h.chip("已配置", .ok, icon: .check)
        h.text(" 经 \(host) 发送。")
        h.text(channel.knowsIDs ? "对方按编号去重：中断后用同一个编号再发，收到的人只收到一次。" : "对方不按编号去重：中断后不再发，列在“要看一看”里。")
      }
      h.buttonForm(
        SitePath.testMessage.string, token: token, "给自己发一条测试", icon: .send,
        fields: [("channel", channel.channel.rawValue)])
    }
  }

  private func tabs(_ h: inout HTMLWriter) {
    h.nav(.class("tabs section-s"), .label("信息的状态")) { h in
      for other in MessageTab.allCases {
        let count = other.states.reduce(0) { $0 + (data.counts[$1] ?? 0) }
        let url = SitePath.messages.with([("tab", other.rawValue)])
        var attributes: [Attribute] = [.href(url)]
        if other == tab { attributes.append(.fixed("aria-current", "page")) }
        h.element("a", attributes) { h in
          h.text(MessagingWords.tab(other))
          if count > 0 { h.span(.class("count"), text: "\(count)") }
        }
      }
    }
  }

  private func table(_ h: inout HTMLWriter) {
    h.div(.class("frame section-s")) { h in
      h.table("信息", ["是什么", "发给", "状态", "时间", "操作"]) { h in for line in data.lines { row(line, &h) } }
    }
  }

  private func row(_ line: MessageLine, _ h: inout HTMLWriter) {
    let state = MessagingWords.state(line.state)
    h.element("tr") { h in
      h.element("td", [.class("t-title")]) { h in
        h.text("\(MessagingWords.channel(line.channel))：\(MessagingWords.kind(line.kind))")
        if let matter = line.matter, let receipt = data.receipts[matter] {
          h.text(" ")
          h.link(SitePath.record(matter).string, DateWords.receipt(receipt))
        }
      }
      h.element("td", [.fixed("data-label", "发给")], text: line.mask.isEmpty ? "已删除" : line.mask)
      h.element("td", [.fixed("data-label", "状态")]) { h in
        h.chip(state.words, state.chip)
        if let reason = line.reason { h.small(MessagingWords.reason(reason)) }
        if line.state == .queued, line.attempts > 0 { h.small("试过\(line.attempts)次") }
      }
      h.element("td", [.fixed("data-label", "时间")], text: when(line))
      h.element("td", [.class("t-act")]) { h in
        if line.state == .failed {
          h.buttonForm(SitePath.retryMessage(line.id).string, token: token, "再试一次", class: "btn-link")
        }
      }
    }
  }

  private func when(_ line: MessageLine) -> String {
    line.state == .queued
      ? DateWords.moment(line.dueAt, today: today) + "起发送" : DateWords.moment(line.changedAt, today: today)
  }
}
