import Actions
import Domain
import HTMLKit

/// 名录: where everything about places and people is kept.
struct DirectoryHomePage: HTMLKit.Page {
  let congresses: [Congress]
  let persons: Int
  let mandates: [CongressLevel: Int]
  let mayEdit: Bool

  var title: String { "名录" }

  func body(_ h: inout HTMLWriter) {
    h.div(.class("work-title")) { h in h.h1(text: title) }
    h.p(.class("mini")) { h in
      h.element("span") { h in
        h.text("在任代表 ")
        h.b("\(persons)")
        h.text(" 人")
      }
      for (level, count) in mandates.sorted(by: { $0.key < $1.key }) {
        h.element("span") { h in
          h.text(Words.level(level) + " ")
          h.b("\(count)")
          h.text(" 名")
        }
      }
    }
    h.ul(.class("lines section-s")) { h in
      line(SitePath.directoryPart(.people), "人员和代表", "姓名、代表资格、职务、进站、登录条", &h)
      line(SitePath.directoryPart(.venues), "家室站点", "地址、开放时间、站长、联络员、进站代表、接待日", &h)
      line(SitePath.directoryPart(.regions), "区划", "从省到村、网格", &h)
    }
    h.headed("congresses", "人民代表大会", more: mayEdit ? (SitePath.directoryEdit(.congress).string, "新增") : nil) { h in
      h.ul(.class("lines")) { h in
        for congress in congresses {
          line(
            SitePath.directoryCongress(congress.id), congress.name,
            congress.isRunHere ? "本系统管理：届次、选区、代表团、小组、承办单位、类别" : "不在本系统管理，代表驻本地", &h)
        }
      }
    }
  }

  private func line(_ path: SitePath, _ words: String, _ detail: String, _ h: inout HTMLWriter) {
    h.li { h in
      h.a(.class("line"), .href(path.string)) { h in
        h.b(words)
        h.small(detail)
      }
    }
  }
}

/// The tree of regions.
struct RegionsPage: HTMLKit.Page {
  let regions: [Region]
  let mayEdit: Bool

  var title: String { "区划" }

  func body(_ h: inout HTMLWriter) {
    h.crumbs([("名录", SitePath.directory.string), (title, nil)])
    h.div(.class("work-title")) { h in
      h.h1(text: title)
      if mayEdit {
        h.div(.class("row")) { h in
          h.link(SitePath.directoryEdit(.region).string, "新增区划", class: "btn btn-s btn-main")
        }
      }
    }
    branch(nil, &h)
  }

  private func branch(_ parent: ID<Region>?, _ h: inout HTMLWriter) {
    let children = regions.filter { $0.parent == parent }
    if children.isEmpty { return }
    h.ul(.class("tree")) { h in
      for region in children {
        h.li { h in
          h.div(.class("tree-row")) { h in
            h.element("b", region.validTo == nil ? [] : [.class("off")], text: region.name)
            h.small(Words.regionLevel(region.level) + (region.code.map { "　" + $0 } ?? ""))
            if mayEdit {
              h.element("span", [.class("tree-edit")]) { h in
                h.link(
                  SitePath.directoryEdit(.region).with([("id", region.id.description), ("name", region.name)]), "修改")
                h.text(" ")
                h.link(SitePath.directoryEdit(.region).with([("parent", region.id.description)]), "在下面新增")
              }
            }
          }
          branch(region.id, &h)
        }
      }
    }
  }
}

/// Everybody, by name.
struct PeoplePage: HTMLKit.Page {
  let query: String
  let people: [DeputyLine]
  let next: ListCursor?
  let mayEdit: Bool
  let isFirst: Bool

  var title: String { "人员和代表" }

  func body(_ h: inout HTMLWriter) {
    h.crumbs([("名录", SitePath.directory.string), (title, nil)])
    h.div(.class("work-title")) { h in
      h.h1(text: title)
      if mayEdit {
        h.div(.class("row")) { h in
          h.link(SitePath.directoryEdit(.person).string, "新增人员", class: "btn btn-s btn-main")
        }
      }
    }
    h.element(
      "form",
      [.class("search"), .fixed("method", "get"), .other("action", SitePath.directoryPart(.people).string), .fixed("role", "search")]
    ) { h in
      h.element("label", [.class("sr"), .fixed("for", "q")], text: "姓名或拼音首字母")
      h.void("input", [.class("input"), .id("q"), .name("q"), .type("search"), .value(query), .fixed("placeholder", "姓名或拼音首字母")])
      h.element("button", [.class("btn"), .type("submit")], text: "查找")
    }
    if people.isEmpty { h.empty("没有找到。") }
    h.ul(.class("lines section-s")) { h in
      for person in people {
        h.li { h in
          h.a(.class("line"), .href(SitePath.directoryPerson(person.id).string)) { h in
            h.b(person.name)
            h.element("time", text: person.mandates.isEmpty ? "" : DeputyWords.levels(person))
            h.small([person.occupation, person.venues.first?.name].compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: "　"))
          }
        }
      }
    }
    let here = SitePath.directoryPart(.people)
    h.pager(
      "", next: next.map { here.with([("q", query), ("after", DeputyCursor.text($0))]) },
      first: isFirst ? nil : here.with([("q", query)]))
  }
}

/// A person: data, mandates, posts, placements, contact, history.
struct PersonPage: HTMLKit.Page {
  let data: ReadPeople.Record
  let history: [DirectoryHistoryLine]
  let mayEdit: Bool
  let maySlip: Bool
  let token: String
  let today: CivilDate

  var title: String { data.person.name }
  private var id: String { data.person.id.description }

  func body(_ h: inout HTMLWriter) {
    h.crumbs([("名录", SitePath.directory.string), ("人员和代表", SitePath.directoryPart(.people).string), (title, nil)])
    h.div(.class("work-title")) { h in
      h.h1(text: title)
      h.div(.class("row")) { h in
        if maySlip, data.mandates.contains(where: { $0.state == .active }) {
          h.buttonForm(SitePath.issueSlip(data.person.id).string, token: token, "打印登录条", icon: .print)
        }
        if mayEdit { h.link(editURL, "修改", class: "btn btn-s") }
      }
    }
    h.div(.class("cols")) { h in
      h.div(.class("stack")) { h in
        basics(&h)
        mandates(&h)
        posts(&h)
        placements(&h)
      }
      h.element("aside", [.class("stack"), .label("联系与历史")]) { h in
        contacts(&h)
        HistoryCard(history: history, today: today).write(&h)
      }
    }
  }

  private var editURL: String {
    SitePath.directoryEdit(.person).with([
      ("id", id), ("name", data.person.name), ("workplace", data.person.workplace),
      ("occupation", data.person.occupation), ("expertise", data.person.expertise.joined(separator: "、")),
      ("introduction", data.person.introduction), ("residence", data.person.residence?.description),
    ])
  }

  private func basics(_ h: inout HTMLWriter) {
    h.card("basics", "基本信息") { h in
      h.dl(.class("facts")) { h in
        h.fact("职业", data.person.occupation.isEmpty ? "—" : data.person.occupation)
        h.fact("单位", data.person.workplace.isEmpty ? "—" : data.person.workplace)
        h.fact("住在", data.residence ?? "—")
        h.fact("擅长", data.person.expertise.isEmpty ? "—" : data.person.expertise.joined(separator: "、"))
        h.fact("用户名", data.username ?? "没有账号")
      }
    }
  }

  private func mandates(_ h: inout HTMLWriter) {
    h.headed("mandates", "代表资格", more: mayEdit ? (SitePath.directoryEdit(.mandate).with([("person", id)]), "新增") : nil) { h in
      if data.mandates.isEmpty { h.empty("不是人大代表。") }
      h.ul(.class("lines")) { h in
        for mandate in data.mandates {
          h.li { h in
            h.div(.class("line")) { h in
              h.b(DeputyWords.mandate(mandate))
              h.element("span") { h in
                h.chip(Words.mandateState(mandate.state), mandate.state == .active ? .ok : .plain)
                if mayEdit, mandate.state != .ended {
                  h.link(SitePath.directoryEdit(.mandateState).with([("mandate", mandate.id.description), ("person", id)]), "变更", class: "btn-link")
                }
              }
              h.small(mandateDetail(mandate))
            }
          }
        }
      }
    }
  }

  private func mandateDetail(_ mandate: MandateLine) -> String {
    var text = "\(mandate.electedBy)　\(DateWords.long(mandate.beganOn))起"
    if let on = mandate.changedOn, let reason = mandate.reason {
      text += "　\(DateWords.long(on))因\(Words.mandateReason(reason))"
    }
    return text
  }

  private func posts(_ h: inout HTMLWriter) {
    h.headed("posts", "职务", more: mayEdit ? (SitePath.directoryEdit(.post).with([("person", id)]), "新增") : nil) { h in
      if data.posts.isEmpty { h.empty("没有职务。") }
      h.ul(.class("lines")) { h in
        for post in data.posts {
          h.li { h in
            h.div(.class("line")) { h in
              h.b(Words.role(post.role))
              if mayEdit {
                h.buttonForm(
                  SitePath.directoryEdit(.post).string, token: token, "结束", fields: [("end", post.id.description), ("person", id)],
                  class: "btn-link")
              }
              h.small("\(post.venue?.name ?? post.congress.name)　\(DateWords.long(post.from))起")
            }
          }
        }
      }
    }
  }

  private func placements(_ h: inout HTMLWriter) {
    h.headed("placements", "进站") { h in
      if data.placements.isEmpty { h.empty("没有编排进站。") }
      h.ul(.class("lines")) { h in
        for placement in data.placements {
          h.li { h in
            h.a(.class("line"), .href(SitePath.directoryVenue(placement.venue.id).string)) { h in h.b(placement.venue.name) }
          }
        }
      }
    }
  }

  private func contacts(_ h: inout HTMLWriter) {
    h.card("contacts", "联系方式") { h in
      if data.contacts.isEmpty { h.p(.class("small mute"), text: "没有登记。") }
      h.dl(.class("facts")) { h in
        for contact in data.contacts {
          h.fact(Words.contactField(contact.field), contact.mask + (contact.isPublic ? "（本人同意公开）" : "（不公开）"))
        }
      }
      if mayEdit { h.p { h in h.link(SitePath.directoryEdit(.contact).with([("person", id)]), "登记", class: "btn btn-s") } }
    }
  }
}

/// What was changed, when and by whom.
struct HistoryCard {
  let history: [DirectoryHistoryLine]
  let today: CivilDate

  private static let labels = [
    "name": "名称", "occupation": "职业", "workplace": "单位", "expertise": "擅长", "address": "地址", "telephone": "电话",
    "hours": "开放时间", "host": "设在", "field": "项目", "public": "公开", "mandate": "代表资格",
  ]
  private static let acts = [
    "add": "新增", "change": "修改", "save": "保存", "contact": "联系方式", "place": "编排进站", "end-placement": "结束进站",
  ]

  func write(_ h: inout HTMLWriter) {
    h.card("history", "变更历史") { h in
      if history.isEmpty { h.p(.class("small mute"), text: "没有记录。") }
      h.ol(.class("timeline")) { h in
        for line in history.prefix(30) {
          h.li(.class("plain")) { h in
            h.element("span", [.class("t-when")], text: DateWords.moment(line.at, today: today) + "　" + (line.actor ?? "系统"))
            h.h3(.class("t-act"), text: Self.acts[line.act] ?? "变更")
            let parts = line.facts.sorted { $0.key < $1.key }.compactMap { key, value -> String? in
              guard let label = Self.labels[key], !value.isEmpty, key != "mandate", key != "field", key != "public" else { return nil }
              return label + "：" + value
            }
            if !parts.isEmpty { h.p(text: parts.joined(separator: "；")) }
          }
        }
      }
    }
  }
}

struct VenueListPage: HTMLKit.Page {
  let venues: [VenueLine]
  let mayEdit: Bool

  var title: String { "家室站点名录" }

  func body(_ h: inout HTMLWriter) {
    h.crumbs([("名录", SitePath.directory.string), ("家室站点", nil)])
    h.div(.class("work-title")) { h in
      h.h1(text: title)
      if mayEdit {
        h.div(.class("row")) { h in
          h.link(SitePath.directoryEdit(.venue).string, "新增站点", class: "btn btn-s btn-main")
        }
      }
    }
    h.ul(.class("lines")) { h in
      for venue in venues {
        h.li { h in
          h.a(.class("line"), .href(SitePath.directoryVenue(venue.id).string)) { h in
            h.b(venue.name)
            h.element("time", text: Words.venueKind(venue.kind))
            h.small("\(venue.regionName)　进站代表\(venue.deputyCount)位　\(venue.telephone)")
          }
        }
      }
    }
  }
}

/// A venue's record for maintenance.
struct VenueRecordPage: HTMLKit.Page {
  let data: VenuePageData
  let parts: ReadPeople.VenueParts
  let history: [DirectoryHistoryLine]
  let mayEdit: Bool
  let token: String
  let today: CivilDate

  private var venue: Venue { data.venue }
  private var id: String { venue.id.description }
  var title: String { venue.name }

  func body(_ h: inout HTMLWriter) {
    h.crumbs([("名录", SitePath.directory.string), ("家室站点", SitePath.directoryPart(.venues).string), (title, nil)])
    h.div(.class("work-title")) { h in
      h.h1(text: title)
      h.div(.class("row")) { h in
        h.link(SitePath.venue(venue.id).string, "看公开页", class: "btn btn-s")
        h.link(SitePath.poster(venue.id).string, "打印海报", class: "btn btn-s")
        h.link(SitePath.cards.with([("venue", id)]), "打印联系卡", class: "btn btn-s")
        if mayEdit { h.link(SitePath.directoryEdit(.venue).with([("id", id)]), "修改", class: "btn btn-s btn-main") }
      }
    }
    h.div(.class("cols")) { h in
      h.div(.class("stack")) { h in
        basics(&h)
        deputies(&h)
        receptions(&h)
      }
      h.element("aside", [.class("stack"), .label("职务与历史")]) { h in
        staff(&h)
        HistoryCard(history: history, today: today).write(&h)
      }
    }
  }

  private func basics(_ h: inout HTMLWriter) {
    h.card("basics", "基本信息") { h in
      h.dl(.class("facts")) { h in
        h.fact("类别", Words.venueKind(venue.kind) + (venue.tier == .single ? "" : "，" + Words.tier(venue.tier)))
        h.fact("简称", venue.mark)
        h.fact("地址", venue.address.isEmpty ? "—" : venue.address)
        h.fact("设在", venue.host.isEmpty ? "—" : venue.host)
        h.fact("电话", venue.telephone.isEmpty ? "—" : venue.telephone)
        h.fact("开放", venue.openingHours.isEmpty ? "—" : venue.openingHours)
        if let parent = data.parent { h.fact("上级", parent.name) }
      }
    }
  }

  private func deputies(_ h: inout HTMLWriter) {
    h.headed("deputies", "进站代表", more: mayEdit ? (SitePath.directoryEdit(.placement).with([("venue", id)]), "编排进站") : nil) { h in
      if parts.placements.isEmpty { h.empty("还没有编排代表进站。") }
      h.ul(.class("lines")) { h in
        for placement in parts.placements {
          h.li { h in
            h.div(.class("line")) { h in
              h.link(SitePath.directoryPerson(placement.person.id).string, placement.person.name)
              if mayEdit {
                h.buttonForm(
                  SitePath.directoryEdit(.placement).string, token: token, "结束进站",
                  fields: [("venue", id), ("end", placement.mandate.description)], class: "btn-link")
              }
              h.small(Words.level(placement.level))
            }
          }
        }
      }
    }
  }

  private func receptions(_ h: inout HTMLWriter) {
    h.headed("receptions", "接待选民日", more: mayEdit ? (SitePath.directoryEdit(.reception).with([("venue", id)]), "新增") : nil) { h in
      if parts.receptions.isEmpty { h.empty("还没有排接待日。") }
      h.ul(.class("lines")) { h in
        for item in parts.receptions {
          h.li { h in
            h.div(.class("line")) { h in
              h.b(recurrence(item.rule) + (item.rule.topic.isEmpty ? "" : "　" + item.rule.topic))
              if mayEdit {
                h.buttonForm(
                  SitePath.directoryEdit(.reception).string, token: token, "取消",
                  fields: [("venue", id), ("end", item.rule.id.description)], class: "btn-link")
              }
              h.small("\(DateWords.clock(item.rule.opens))–\(DateWords.clock(item.rule.closes))　" + item.people.map(\.name).joined(separator: "、"))
            }
          }
        }
      }
    }
  }

  private func recurrence(_ rule: ReceptionRule) -> String {
    switch rule.recurrence {
    case .monthly(let day): "每月\(day)日，遇节假日顺延"
    case .weekly(let weekday): "每" + DateWords.weekdays[weekday.rawValue]
    }
  }

  private func staff(_ h: inout HTMLWriter) {
    h.card("staff", "站长和联络员") { h in
      if data.staff.isEmpty { h.p(.class("notice"), text: "没有站长和联络员，不符合建站要求。") }
      h.dl(.class("facts")) { h in
        for post in data.staff {
          h.fact(Words.role(post.role)) { h in h.link(SitePath.directoryPerson(post.person.id).string, post.person.name) }
        }
      }
    }
  }
}
