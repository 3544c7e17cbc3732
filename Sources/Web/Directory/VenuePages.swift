import Actions
import Documents
import Domain
import HTMLKit

/// 家室站点.
struct VenuesPage: HTMLKit.Page {
  let venues: [VenueLine]
  let receptions: [ReceptionDate]
  let today: CivilDate

  var title: String { "家室站点" }

  func body(_ h: inout HTMLWriter) {
    h.div(.class("wrap")) { h in
      h.crumbs([("首页", SitePath.home.string), (title, nil)])
      h.h1(.class("page-title"), text: title)
      h.p(.class("page-lead"), text: "共\(venues.count)处。就近去，或者先打个电话。")
      h.headed("where", "在哪里") { h in
        h.ul(.class("deputies")) { h in
          for venue in venues {
            h.li(.class("deputy")) { h in
              h.span(.class("avatar"), .fixed("aria-hidden", "true"), text: Self.mark(venue.kind))
              h.element("h3") { h in h.link(SitePath.venue(venue.id).string, venue.name) }
              h.p(text: "\(Words.venueKind(venue.kind))，进站代表\(venue.deputyCount)位")
              h.p { h in
                h.text(venue.address)
                if !venue.telephone.isEmpty {
                  h.text("　")
                  h.span(.class("nb"), text: venue.telephone)
                }
              }
            }
          }
        }
      }
      h.headed("days", "接下来的接待日") { h in
        if receptions.isEmpty { h.empty("近期没有排定的接待日。") }
        h.ul(.class("leaves")) { h in
          for (index, date) in receptions.prefix(20).enumerated() {
            ReceptionLeaf(date: date, today: today, isNext: index == 0).write(&h)
          }
        }
      }
    }
  }

  static func mark(_ kind: VenueKind) -> String {
    switch kind {
    case .home: "家"
    case .studio: "室"
    case .station: "站"
    case .point: "点"
    case .window: "窗"
    }
  }
}

/// A venue: who is there, when, how it works, and its code.
struct VenuePage: HTMLKit.Page {
  let data: VenuePageData
  let code: String?
  let duties: [GroupDuty]
  let today: CivilDate

  var title: String { data.venue.name }
  private var venue: Venue { data.venue }

  func body(_ h: inout HTMLWriter) {
    h.div(.class("wrap")) { h in
      h.crumbs([("首页", SitePath.home.string), ("家室站点", SitePath.venues.string), (title, nil)])
      profile(&h)
      h.div(.class("cols section")) { h in
        h.div { h in
          deputies(&h)
          if venue.validTo == nil, !duties.isEmpty { onDuty(&h) }
          board(&h)
          answered(&h)
        }
        h.element("aside", [.class("stack"), .label("接待与位置")]) { h in
          times(&h)
          place(&h)
          codeCard(&h)
        }
      }
    }
  }

  private func profile(_ h: inout HTMLWriter) {
    h.section(.class("card profile"), .labelledBy("t")) { h in
      h.span(.class("avatar avatar-l"), .fixed("aria-hidden", "true"), text: VenuesPage.mark(venue.kind))
      h.div { h in
        h.h1(.class("page-title"), .id("t"), text: title)
        h.p(.class("chips")) { h in
          h.chip(Words.venueKind(venue.kind), .gold)
          if venue.tier != .single { h.chip(Words.tier(venue.tier), .gold) }
          if venue.validTo != nil { h.chip("已撤销") }
        }
        h.p(
          .class("mute small"), text: [venue.address, venue.openingHours].filter { !$0.isEmpty }.joined(separator: "　"))
      }
      if venue.validTo == nil {
        h.div(.class("row")) { h in
          h.a(.class("btn btn-main"), .href(SitePath.submit.with([("venue", venue.id.description)]))) { h in
            h.icon(.pencil)
            h.text("向本站提诉求")
          }
        }
      }
    }
  }

  private func deputies(_ h: inout HTMLWriter) {
    h.headed("d", "进站代表") { h in
      if data.deputies.isEmpty { h.empty("还没有编排代表进站。") }
      // The home has dozens of them: the first fill the screen, the others come on a tap.
      let first = data.deputies.count > Self.firstDeputies + 3 ? Self.firstDeputies : data.deputies.count
      list(data.deputies.prefix(first), &h)
      if first < data.deputies.count {
        h.fold(.people, "另外\(data.deputies.count - first)位代表") { h in list(data.deputies.dropFirst(first), &h) }
      }
    }
  }

  /// Groups at home here, and those that come for a time.
  private func onDuty(_ h: inout HTMLWriter) {
    h.headed("g", "驻站和流动联络的小组") { h in
      h.ul(.class("lines")) { h in
        for duty in duties {
          h.li { h in
            h.div(.class("line")) { h in
              h.b(duty.group.name)
              h.chip(Words.duty(duty.kind), .gold)
              h.small(duty.kind == .resident ? TenureWords.dates(duty.tenure) : "在本站" + TenureWords.dates(duty.tenure))
            }
          }
        }
      }
    }
  }

  private static let firstDeputies = 6

  private func list(_ lines: ArraySlice<DeputyLine>, _ h: inout HTMLWriter) {
    h.ul(.class("deputies")) { h in
      for line in lines {
        h.li(.class("deputy")) { h in
          h.span(.class("avatar"), .fixed("aria-hidden", "true"), text: String(line.name.prefix(1)))
          h.element("h3") { h in h.link(SitePath.deputy(line.id).string, line.name) }
          h.p(.class("chips")) { h in
            for mandate in line.mandates where mandate.state == .active { h.chip(Words.level(mandate.level), .gold) }
          }
          h.p(text: line.expertise.isEmpty ? "" : "擅长" + line.expertise.joined(separator: "、"))
        }
      }
    }
  }

  private func board(_ h: inout HTMLWriter) {
    for (id, words, lines) in [
      ("flow", "工作流程", venue.workflow), ("duty", "主要职责", venue.duties), ("rule", "工作制度", venue.rules),
    ] where !lines.isEmpty {
      h.headed(id, words) { h in
        h.ol(.class("numbered")) { h in for line in lines { h.li(text: line) } }
      }
    }
  }

  private func answered(_ h: inout HTMLWriter) {
    if data.answered.isEmpty { return }
    h.headed("a", "答复过的事", more: (SitePath.matters.with([("venue", venue.id.description)]), "更多")) { h in
      for item in data.answered { PublicationCase(publication: item, today: today).write(&h) }
    }
  }

  private func times(_ h: inout HTMLWriter) {
    h.card("w", "接待时间") { h in
      if data.receptions.isEmpty { h.p(.class("small"), text: venue.openingHours) }
      h.ul(.class("lines")) { h in
        for date in data.receptions.prefix(4) {
          h.li { h in
            h.div(.class("line")) { h in
              h.b(DateWords.full(date.date, today: today))
              h.span(.class("nb"), text: "\(DateWords.clock(date.opens))–\(DateWords.clock(date.closes))")
              h.small(date.people.map(\.name).joined(separator: "、"))
            }
          }
        }
      }
    }
  }

  private func place(_ h: inout HTMLWriter) {
    h.card("p", "位置与联系") { h in
      h.dl(.class("facts")) { h in
        if !venue.address.isEmpty { h.fact("地址", venue.address) }
        if !venue.host.isEmpty { h.fact("设在", venue.host) }
        if !venue.openingHours.isEmpty { h.fact("开放", venue.openingHours) }
        if !venue.telephone.isEmpty {
          h.fact("电话") { h in
            h.a(.class("num"), .href("tel:" + venue.telephone.filter(\.isNumber))) { h in h.text(venue.telephone) }
          }
        }
        for post in data.staff where post.role == .chief || post.role == .liaison {
          h.fact(Words.role(post.role), post.person.name)
        }
        if let parent = data.parent {
          h.fact("上级") { h in h.link(SitePath.venue(parent.id).string, parent.name) }
        }
      }
    }
  }

  private func codeCard(_ h: inout HTMLWriter) {
    guard let code, venue.validTo == nil, let svg = QRCode.svg(code) else { return }
    h.card("q", "本站二维码") { h in
      h.div(.class("qr"), .fixed("role", "img"), .label("\(title)的二维码，扫码提诉求")) { h in h.raw(trusted: svg) }
      h.p(.class("hint"), text: "扫码向本站提诉求，当场拿回执。")
    }
  }
}

/// A code that does not hold any more: why, and where to go.
struct EndedCodePage: HTMLKit.Page {
  let end: CodeEnd

  var title: String { "这个码已经不用了" }

  private var reason: String {
    switch end.reason {
    case .revoked: "\(end.subject)的这个码已经更换。"
    case .mandateEnded: "\(end.subject)已不再担任人大代表。"
    case .suspended: "\(end.subject)代表暂停执行职务。"
    case .venueClosed: "\(end.subject)已经撤销。"
    case .gridClosed: "\(end.subject)已经调整。"
    }
  }

  /// Why it leads to these.
  private var instead: String {
    let places = end.electedBy.filter { !$0.isEmpty }.joined(separator: "、")
    let venue = end.venue?.name ?? "联络站"
    switch end.reason {
    case .mandateEnded where !end.deputies.isEmpty:
      return end.isIndirect
        ? "下面是同一选举单位（\(places)）选出的代表，您的事照样可以提："
        : "下面是同一选区（\(places)）现在的代表，您的事照样可以提："
    case .mandateEnded: return "同一选区、选举单位现在没有在任的代表，您的事请向\(venue)提："
    case .suspended: return "这段时间由\(venue)接您的事："
    case .revoked, .venueClosed, .gridClosed: return "您的事照样可以提："
    }
  }

  private var colleague: String { end.isIndirect ? "同一选举单位选出的代表" : "同选区的代表" }

  func body(_ h: inout HTMLWriter) {
    h.div(.class("wrap narrow")) { h in
      h.crumbs([("首页", SitePath.home.string), (title, nil)])
      h.h1(.class("page-title"), text: title)
      h.p(.class("page-lead"), text: reason + instead)
      h.ul(.class("actions section-s")) { h in
        for deputy in end.deputies {
          h.li { h in
            h.a(.class("action"), .href(SitePath.submit.with([("deputy", deputy.id.description)]))) { h in
              h.icon(.person)
              h.div { h in
                h.b(deputy.name)
                h.span(text: end.reason == .revoked ? "继续向这位代表提" : colleague)
              }
            }
          }
        }
        if let venue = end.venue {
          h.li { h in
            h.a(.class("action"), .href(SitePath.submit.with([("venue", venue.id.description)]))) { h in
              h.icon(.venue)
              h.div { h in
                h.b(venue.name)
                h.span(text: "由站里安排代表")
              }
            }
          }
        }
      }
    }
  }
}
