import Actions
import Domain
import HTMLKit

/// 责任联系: the mechanisms of a congress, and how many links are short.
struct MechanismsPage: HTMLKit.Page {
  let congress: Congress
  let lines: [ReadLinks.MechanismLine]
  let mayEdit: Bool

  var title: String { "责任联系" }

  func body(_ h: inout HTMLWriter) {
    h.directoryHead(
      title,
      add: mayEdit ? (SitePath.arrange(.mechanism).with([("congress", congress.id.description)]), "新建机制") : nil)
    h.p(.class("page-lead"), text: "双包双联双导、双联系、包保、分工联系选民：谁联系谁、多久一次，由本级人大自己定。")
    if lines.isEmpty { h.empty("还没有联系机制。") }
    h.ul(.class("lines section-s")) { h in
      for line in lines {
        let mechanism = line.mechanism
        h.li { h in
          h.a(.class("line"), .href(SitePath.directoryMechanism(mechanism.id).string)) { h in
            h.b(mechanism.name)
            h.element(
              "time",
              text: mechanism.validTo != nil ? "已停用" : line.short > 0 ? "本期还差\(line.short)条" : "\(line.links)条")
            h.small(
              "\(Words.linkEnd(mechanism.from)) → \(Words.linkEnd(mechanism.to))　\(Words.cadence(mechanism.cadence))　共\(line.links)条"
            )
          }
        }
      }
    }
  }
}

/// A mechanism with its links and who is short.
struct MechanismPage: HTMLKit.Page {
  let data: ReadLinks.Page
  let filter: ReadLinks.Filter
  let history: [DirectoryHistoryLine]
  let isFirst: Bool
  let today: CivilDate

  private var mechanism: LinkMechanism { data.mechanism }
  private var id: String { mechanism.id.description }
  private var edits: Bool { data.mayEdit && mechanism.validTo == nil }
  var title: String { mechanism.name }

  private func url(_ filter: ReadLinks.Filter, after: ID<ResponsibilityLink>? = nil) -> String {
    SitePath.directoryMechanism(mechanism.id).with([
      ("show", filter == .all ? nil : filter.rawValue), ("after", after?.description),
    ])
  }

  func body(_ h: inout HTMLWriter) {
    h.crumbs([("名录", SitePath.directory.string), ("责任联系", SitePath.directoryPart(.mechanisms).string), (title, nil)])
    h.div(.class("work-title")) { h in
      h.h1(text: title)
      if edits {
        h.div(.class("row")) { h in
          h.link(SitePath.arrange(.mechanism).with([("id", id)]), "修改", class: "btn btn-s")
          h.link(SitePath.arrange(.link).with([("mechanism", id)]), "登记联系", class: "btn btn-s btn-main")
        }
      }
    }
    h.p(.class("page-lead")) { h in
      h.text("\(Words.linkEnd(mechanism.from)) → \(Words.linkEnd(mechanism.to))　")
      h.b(Words.cadence(mechanism.cadence))
      if let to = mechanism.validTo { h.text("　\(DateWords.long(to))停用") }
    }
    if !mechanism.note.isEmpty { h.p(.class("small"), text: mechanism.note) }
    h.div(.class("facets section-s")) { h in
      h.facet("看") { h in
        h.facetOption("全部", filter == .all, url(.all))
        if mechanism.cadence.contacts > 0, mechanism.validTo == nil {
          h.facetOption("本期还差", filter == .short, url(.short))
          h.facetOption("上期没有达到", filter == .shortBefore, url(.shortBefore))
        }
        h.facetOption("已结束", filter == .ended, url(.ended))
      }
    }
    if let period = data.lines.first?.standing.period, filter != .ended, mechanism.cadence.contacts > 0 {
      h.p(
        .class("hint section-s"),
        text: "统计\(DateWords.long(period.lowerBound))至\(DateWords.long(period.upperBound))。期中才开始的，按天折算，不足一次的不计。")
    }
    list(&h)
    h.div(.class("section")) { h in ArrangeHistory(history: history, today: today).write(&h) }
  }

  private func list(_ h: inout HTMLWriter) {
    h.section(.class("section"), .labelledBy("links")) { h in
      h.h2(.class("sr"), .id("links"), text: "联系名单")
      if data.lines.isEmpty { h.empty(filter == .all ? "还没有登记。" : "没有这样的联系。") }
      h.ul(.class("lines")) { h in
        for line in data.lines {
          h.li { h in
            h.a(.class("line"), .href(SitePath.directoryLink(line.link.id).string)) { h in
              h.b("\(line.link.from.name) → \(line.link.targetName)")
              h.element("time", text: LinkWords.standing(line.standing))
              h.small(
                TenureWords.full(line.link.tenure)
                  + (line.last.map { "　最近一次：" + DateWords.near($0, today: today) } ?? "　还没有联系记录"))
            }
          }
        }
      }
      h.pager("", next: data.next.map { url(filter, after: $0) }, first: isFirst ? nil : url(filter))
    }
  }
}

enum LinkWords {
  static func standing(_ standing: CadenceStanding) -> String {
    if standing.owed == 0 { return "\(standing.done)次" }
    let counted = "\(standing.done)/\(standing.owed)次"
    if standing.missing == 0 { return counted }
    return standing.isOver ? counted + "，差\(standing.missing)次" : counted + "，还剩\(standing.workingDaysLeft)个工作日"
  }
}

/// A link with its log, and a form for one more contact.
struct LinkPage: HTMLKit.Page {
  let record: ReadLinks.Record
  let history: [DirectoryHistoryLine]
  let draft: FormDraft
  let token: String
  let today: CivilDate
  /// The reader's own page, for somebody who does not see the directory.
  let isOwn: Bool

  private var link: ResponsibilityLink { record.line.link }
  private var id: String { link.id.description }
  var title: String { "\(link.from.name) → \(link.targetName)" }

  func body(_ h: inout HTMLWriter) {
    let above: [(words: String, path: String?)] =
      isOwn
      ? [("责任联系", SitePath.ownLinks.string)]
      : [
        ("名录", SitePath.directory.string), ("责任联系", SitePath.directoryPart(.mechanisms).string),
        (record.mechanism.name, SitePath.directoryMechanism(record.mechanism.id).string),
      ]
    h.crumbs(above + [(title, nil)])
    h.div(.class("work-title")) { h in
      h.h1(text: title)
      if record.mayEdit, link.tenure.to == nil, !isOwn {
        h.div(.class("row")) { h in
          h.link(SitePath.arrange(.linkEnd).with([("id", id)]), "结束", class: "btn btn-s")
        }
      }
    }
    h.div(.class("cols")) { h in
      h.div(.class("stack")) { h in
        if record.mayLog { form(&h) }
        log(&h)
      }
      h.element("aside", [.class("stack"), .label("基本信息与历史")]) { h in
        h.card("basics", "基本信息") { h in
          h.dl(.class("facts")) { h in
            h.fact("机制", record.mechanism.name)
            h.fact("要求", Words.cadence(record.mechanism.cadence))
            h.fact("起止", TenureWords.dates(link.tenure))
            h.fact("理由", link.tenure.reason)
            if let end = link.tenure.endReason { h.fact("结束", end) }
            if record.line.standing.owed > 0 { h.fact("本期", LinkWords.standing(record.line.standing)) }
          }
        }
        if !isOwn { ArrangeHistory(history: history, today: today).write(&h) }
      }
    }
  }

  private func form(_ h: inout HTMLWriter) {
    h.card("log", "登记一次联系") { h in
      h.errorSummary(draft)
      h.form(SitePath.logContact(link.id).string, token: token) { h in
        var filled = draft
        if filled.values["date"] == nil { filled.values["date"] = today.description }
        h.input("日期", "date", filled, maximum: 10, type: "date")
        h.select("方式", "way", filled, options: LinkWay.allCases.map { ($0.rawValue, Words.linkWay($0)) })
        h.area("联系了什么", "what", filled, hint: "不写群众的姓名和电话，不写涉密内容", maximum: 500, small: true)
        h.submit("登记")
      }
    }
  }

  private func log(_ h: inout HTMLWriter) {
    h.headed("contacts", "联系记录（\(record.contacts.count)）") { h in
      if record.contacts.isEmpty { h.empty("还没有联系记录。") }
      h.ul(.class("lines")) { h in
        for contact in record.contacts {
          h.li { h in
            h.div(.class("line")) { h in
              h.b("\(DateWords.full(contact.date, today: today))　\(Words.linkWay(contact.way))")
              h.small(contact.what + (contact.enteredBy.map { "　登记：\($0)" } ?? ""))
            }
          }
        }
      }
    }
  }
}

/// What somebody answers for himself, and how it stands.
struct OwnLinksPage: HTMLKit.Page {
  let links: [(mechanism: LinkMechanism, line: LinkLine)]
  let grids: [Named<Region>]
  let today: CivilDate

  var title: String { "我的责任联系" }

  func body(_ h: inout HTMLWriter) {
    h.div(.class("work-title")) { h in h.h1(text: title) }
    if !grids.isEmpty {
      h.p(.class("page-lead"), text: "担任网格长：" + grids.map(\.name).joined(separator: "、"))
    }
    if links.isEmpty { h.empty("没有分工给您的责任联系。") }
    h.ul(.class("lines section-s")) { h in
      for item in links {
        h.li { h in
          h.a(.class("line"), .href(SitePath.ownLinks.with([("link", item.line.link.id.description)]))) { h in
            h.b(item.line.link.targetName)
            h.element("time", text: LinkWords.standing(item.line.standing))
            h.small(
              "\(item.mechanism.name)　\(Words.cadence(item.mechanism.cadence))"
                + (item.line.last.map { "　最近一次：" + DateWords.near($0, today: today) } ?? "　还没有联系记录"))
          }
        }
      }
    }
  }
}
