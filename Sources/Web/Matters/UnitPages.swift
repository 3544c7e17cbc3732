import Actions
package import Domain
import HTMLKit

/// A unit's list: tabs with counts, a table that becomes cards on a phone.
struct UnitQueuePage: HTMLKit.Page {
  let tab: HandlingTab
  let page: ReadHandling.Page
  let isFirst: Bool
  let today: CivilDate
  let calendar: WorkingCalendar
  let soonDays: Int
  let isInWeChat: Bool
  let token: String

  var title: String { "转办事项：" + Words.tab(tab) }

  private func url(_ tab: HandlingTab, after: PartCursor? = nil) -> String {
    SitePath.unit.with([("tab", tab.rawValue), ("after", after?.text)])
  }

  func body(_ h: inout HTMLWriter) {
    h.div(.class("work-title")) { h in h.h1(text: title) }
    h.nav(.class("tabs"), .label("转办事项")) { h in
      for other in HandlingTab.allCases {
        var attributes: [Attribute] = [.href(url(other))]
        if other == tab { attributes.append(.fixed("aria-current", "page")) }
        let count = other.states.reduce(0) { $0 + (page.counts[$1] ?? 0) }
        h.element("a", attributes) { h in
          h.text(Words.tab(other))
          if other != .answered { h.span(.class("count"), text: "\(count)") }
        }
      }
    }
    list(&h)
    h.pager(
      page.lines.isEmpty ? "" : "本页\(page.lines.count)件", next: page.next.map { url(tab, after: $0) },
      first: isFirst ? nil : url(tab))
    if !page.lines.isEmpty {
      h.exportRow(.exportParts, token: token, isInWeChat: isInWeChat, fields: [("tab", tab.rawValue)])
    }
  }

  private func list(_ h: inout HTMLWriter) {
    if page.lines.isEmpty {
      h.empty("这里没有等着的事项。")
      return
    }
    h.div(.class("frame")) { h in
      h.table(title, ["事项", "类别", "单位", "状态", "期限"]) { h in for line in page.lines { row(line, &h) } }
    }
  }

  private func row(_ line: HandlingLine, _ h: inout HTMLWriter) {
    h.element("tr") { h in
      h.element("td", [.class("t-title")]) { h in
        h.link(SitePath.handling(line.matter, line.part).string, line.title)
        h.small("\(DateWords.near(line.sentOn, today: today))转来 · \(line.isLead ? "主办" : "协办")")
        if line.urgency == .urgent { h.chip("紧急", .late, icon: .warning) }
      }
      h.element("td", [.class("t-opt")], text: line.category ?? "未分类")
      h.element("td", [.class("t-who"), .fixed("data-label", "单位")], text: line.unit)
      h.element("td", [.class("t-opt")], text: Words.handling(line.state))
      h.element("td", [.class("t-due")]) { h in
        if let answered = line.answeredOn {
          h.chip(line.inTime == true ? "按期办结" : "逾期办结", line.inTime == true ? .ok : .late)
          h.text(" ")
          h.span(.class("tiny mute"), text: DateWords.near(answered, today: today))
        } else {
          DueChip.write(line.due, today: today, calendar: calendar, soonDays: soonDays, &h)
          h.text(" ")
          h.span(.class("tiny mute"), text: DateWords.full(line.due, today: today) + "前")
        }
      }
    }
  }
}

/// One unit's part: what is asked, what happened, and the acts allowed now.
struct HandlingPage: HTMLKit.Page {
  let data: HandlingPageData
  let returned: (act: MatterAct, draft: FormDraft, isConflict: Bool)?
  let revealed: [RevealContact.Contact]
  let token: String
  let today: CivilDate

  private var handling: UnitHandling { data.handling }

  var title: String { data.title }

  func body(_ h: inout HTMLWriter) {
    h.crumbs([("转办事项", SitePath.unit.with([("tab", HandlingTab(handling.state)?.rawValue)])), ("事项", nil)])
    h.div(.class("work-title")) { h in
      h.h1(text: title)
      h.p(.class("chips")) { h in
        h.chip(Words.handling(handling.state), .info)
        if handling.state.isOpen {
          DueChip.write(
            handling.resultDue, today: today, calendar: data.workflow.calendar,
            soonDays: data.workflow.rules.dueSoonDays, &h)
        }
        h.chip(handling.isLead ? "主办" : "协办")
        if data.urgency == .urgent { h.chip("紧急", .late, icon: .warning) }
      }
    }
    conflict(&h)
    if let first = offers.first {
      h.a(.class("btn btn-main jump"), .href("#act")) { h in
        h.text("下一步：" + Words.act(first))
        h.icon(.chevronDown)
      }
    }
    h.div(.class("cols record")) { h in
      h.div(.class("stack")) { h in
        asked(&h)
        said(&h)
        facts(&h)
        others(&h)
        course(&h)
      }
      h.div(.class("stack"), .id("act")) { h in acts(&h) }
    }
  }

  private func conflict(_ h: inout HTMLWriter) {
    if let returned, returned.act != .reveal, !offers.contains(returned.act) {
      h.lostDraft(Words.act(returned.act), returned.draft)
      return
    }
    guard returned?.isConflict == true else { return }
    h.div(.class("error-summary"), .fixed("role", "alert"), .labelledBy("conflict"), .fixed("tabindex", "-1")) { h in
      h.element("h2", [.id("conflict")]) { h in
        h.icon(.warning)
        h.text("刚才有人更新了这件事项")
      }
      h.p(text: "现在是“\(Words.handling(handling.state))”。您写的内容还在下面的表单里，看过新情况后，再决定要不要提交。")
    }
  }

  private func asked(_ h: inout HTMLWriter) {
    h.card("asked", "请办理") { h in
      h.p(.class("quote")) { h in h.lines(data.asked ?? "文字已依法删除。") }
      h.p(
        .class("small mute"),
        text: "\(data.from)转办"
          + (data.telephone.isEmpty ? "" : "，联系电话 \(data.telephone)")
          + "，\(DateWords.full(handling.resultDue, today: today))前办结")
    }
  }

  private func said(_ h: inout HTMLWriter) {
    h.card("said", "群众反映") { h in
      if let text = data.text {
        h.p(.class("quote"), text: text)
      } else {
        h.p(.class("mute"), text: "文字已依法删除。")
      }
      PhotoStrip(photos: data.photos) {
        SitePath.handlingPhoto(data.matter, handling.part, $0, thumbnail: $1).string
      }.write(&h)
    }
  }

  private func facts(_ h: inout HTMLWriter) {
    h.card("f", "转办信息") { h in
      h.dl(.class("facts")) { h in
        h.fact("回执号") { h in h.span(.class("num"), text: DateWords.receipt(data.receipt)) }
        h.fact("地点", data.place.isEmpty ? "—" : data.place)
        h.fact("类别", data.category ?? "未分类")
        h.fact("转办", DateWords.full(handling.sentOn, today: today))
        h.fact("承办单位", data.unit + (handling.isLead ? "（主办）" : "（协办）"))
        h.fact("承办人", handling.drafter.map { data.names.people[$0] ?? "" } ?? "未指定")
        h.fact("联系人") { h in contact(&h) }
      }
      reveal(&h)
    }
  }

  private func contact(_ h: inout HTMLWriter) {
    if let contact = revealed.first {
      RevealForm.show(contact, &h)
    } else if handling.sharing == .none {
      h.text("不提供。需要联系群众的，请找\(data.from)")
    } else {
      h.text(handling.sharing == .agreed ? "群众同意提供" : "因办理需要提供")
    }
  }

  private func reveal(_ h: inout HTMLWriter) {
    // Where the words were erased, so was the contact.
    guard data.allowed.contains(.reveal), revealed.isEmpty, data.text != nil else { return }
    RevealForm.write(
      .handlingAct(data.matter, handling.part, .reveal), token: token,
      returned?.act == .reveal ? returned?.draft : nil, &h)
  }

  private func others(_ h: inout HTMLWriter) {
    if data.others.isEmpty { return }
    h.card("others", "一起办的单位") { h in
      h.ul(.class("lines")) { h in
        for other in data.others {
          h.li(.class("line")) { h in
            h.b(other.unit + (other.isLead ? "（主办）" : "（协办）"))
            h.element("time", text: Words.handling(other.state))
            if let result = other.result { h.small(result) }
          }
        }
      }
    }
  }

  private func course(_ h: inout HTMLWriter) {
    h.card("course", "经过") { h in
      h.ol(.class("timeline")) { h in
        for item in data.history.reversed() {
          h.element("li", [.class("plain")]) { h in
            h.element("span", [.class("t-when")]) { h in
              h.text(DateWords.moment(item.at, today: today) + "　" + item.officeWords)
            }
            h.h3(.class("t-act"), text: Words.act(item.event.act))
            for line in PartWords.details(item.event, data.names, data.settings, today: today) { h.p(text: line) }
            if let text = item.words.text { h.p(.class("said"), content: { h in h.lines(text) }) }
          }
        }
      }
    }
  }

  private var offers: [MatterAct] {
    var acts = PartForms.acts.filter { data.allowed.contains($0) }
    // Whoever has nobody to name is not asked to.
    if data.drafters.allSatisfy({ $0.id == handling.drafter }) { acts.removeAll { $0 == .appoint } }
    if let back = returned?.act, let index = acts.firstIndex(of: back) { acts.insert(acts.remove(at: index), at: 0) }
    return acts
  }

  private func acts(_ h: inout HTMLWriter) {
    let offers = offers.map { act in
      ActPanel.Offer(id: act.rawValue, title: Words.act(act), icon: PartForms.icon(act), form: { h in form(act, &h) })
    }
    ActPanel(offers: offers).write(&h)
  }

  private func form(_ act: MatterAct, _ h: inout HTMLWriter) {
    let draft = returned?.act == act ? returned?.draft ?? FormDraft() : kept(act)
    h.scopingIDs(act.rawValue) { h in
      h.errorSummary(draft)
      h.form(
        SitePath.handlingAct(data.matter, handling.part, act).string, token: token, multipart: act == .draftResult,
        class: "form-s"
      ) { h in
        h.hidden("seen", handling.mark)
        PartForms.write(act, &h, data, draft)
      }
    }
  }

  /// A draft that was sent back is gone on with, not written anew.
  private func kept(_ act: MatterAct) -> FormDraft {
    guard act == .draftResult else { return FormDraft() }
    return FormDraft(["words": data.draftWords ?? "", "outcome": handling.outcome?.rawValue ?? ""])
  }
}

/// What happened to a unit's part, in lines.
enum PartWords {
  static func details(
    _ event: MatterEvent, _ names: NameBook, _ settings: CongressSettings, today: CivilDate
  ) -> [String] {
    func unit(_ id: ID<HandlingUnit>) -> String { names.units[id] ?? "" }
    func sent(_ transfer: Transfer) -> [String] {
      transfer.parts.map { part in
        "\(part.isLead ? "主办" : "协办")：\(unit(part.unit))，\(DateWords.full(part.resultDue, today: today))前办结"
      }
    }
    switch event {
    case .transferred(let transfer): return sent(transfer)
    case .appointed(let facts): return ["承办人：\(names.people[facts.drafter] ?? "")"]
    case .returnAsked(let facts):
      return [Words.returnReason(facts.reason) + (facts.proposed.map { "，建议转给" + unit($0) } ?? "")]
        + (facts.isDisputed ? ["再次申请，请协调员决定"] : [])
    case .returnSettled(let facts):
      return [facts.agreed ? "同意退回" : facts.isFinal ? "由原单位继续办，不再退回" : "不同意退回"]
        + (facts.next.map(sent) ?? [])
    case .resultDrafted(let facts): return ["结果：\(settings.names.name(of: facts.outcome))，待负责人签批"]
    case .resultSigned(let facts):
      return ["结果：\(settings.names.name(of: facts.outcome))" + (facts.inTime ? "" : "，超过期限")]
    default: return []
    }
  }
}

extension Words {
  package static func tab(_ tab: HandlingTab) -> String {
    switch tab {
    case .toSignFor: "待签收"
    case .handling: "办理中"
    case .toSign: "待签发"
    case .returning: "退回中"
    case .answered: "已办结"
    }
  }
}
