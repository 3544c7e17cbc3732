import Actions
import Domain
import HTMLKit

struct VenueListPage: HTMLKit.Page {
  let venues: [VenueLine]
  let mayEdit: Bool

  var title: String { "家室站点名录" }

  func body(_ h: inout HTMLWriter) {
    h.directoryHead(
      title, crumb: "家室站点", add: mayEdit ? (SitePath.directoryEdit(.venue).string, "新增站点") : nil)
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
  let mayPrint: Bool
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
        if mayPrint {
          h.link(SitePath.poster(venue.id).string, "打印海报", class: "btn btn-s")
          h.link(SitePath.cards.with([("venue", id)]), "打印联系卡", class: "btn btn-s")
          h.link(SitePath.printCodes(.stands).with([("venue", id)]), "打印桌牌", class: "btn btn-s")
          h.link(SitePath.printCodes(.boards).with([("venue", id)]), "打印公示牌", class: "btn btn-s")
        }
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
    h.headed(
      "deputies", "进站代表", more: mayEdit ? (SitePath.directoryEdit(.placement).with([("venue", id)]), "编排进站") : nil
    ) { h in
      if parts.placements.isEmpty { h.empty("还没有编排代表进站。") }
      h.ul(.class("lines")) { h in
        for placement in parts.placements {
          h.li { h in
            h.div(.class("line")) { h in
              h.link(SitePath.directoryPerson(placement.person.id).string, placement.person.name, class: "row-link")
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
    h.headed(
      "receptions", "接待选民日", more: mayEdit ? (SitePath.directoryEdit(.reception).with([("venue", id)]), "新增") : nil
    ) { h in
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
              h.small(
                "\(DateWords.clock(item.rule.opens))–\(DateWords.clock(item.rule.closes))　"
                  + item.people.map(\.name).joined(separator: "、"))
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
          h.fact(Words.role(post.role)) { h in h.link(SitePath.directoryPerson(post.person.id).string, post.person.name)
          }
        }
      }
    }
  }
}
