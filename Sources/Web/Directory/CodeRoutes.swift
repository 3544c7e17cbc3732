import Actions
import Documents
import Domain
import HTMLKit
import HTTPKit
import Hummingbird

/// Codes in print: the list, cards, posters; and the slip with which a deputy signs in.
enum CodeRoutes {
  static func add(to table: inout RouteTable) {
    table.get("/work/codes", access: .staff) { visit in
      try requireDesk(visit)
      let lines = try await ManageCodes.list(of: visit.site.congress.id, in: visit.environment)
      let venues = try await ReadDirectory.venues(of: visit.site.congress.id, in: visit.environment)
      let page = CodesPage(
        lines: lines, venues: venues, mayRevoke: RouteAccess.congress.admits(visit.actor),
        token: FormToken.make(for: visit), today: visit.today)
      return try await Workbench.page(page, visit)
    }
    table.post("/work/codes/:id/revoke", access: .congress) { visit, form in
      let reason = form.text("reason")
      guard !reason.isEmpty else { throw ActionError.invalid([FieldProblem("reason", .missing)]) }
      try await ManageCodes.revoke(visit.id("id"), reason: reason, by: visit.actor, in: visit.environment)
      return Respond.redirect(SitePath.codes.with([("done", "saved")]))
    }
    table.get("/work/codes/cards", access: .staff) { visit in
      try requireDesk(visit)
      return try await cards(visit)
    }
    table.get("/work/codes/posters/:id", access: .staff) { visit in
      try requireDesk(visit)
      return try await poster(visit)
    }
    table.post("/work/directory/people/:id/slip", access: .desk) { visit, form in
      let slip = try await IssueSlip.run(for: visit.id("id"), by: visit.actor, key: form.key, in: visit.environment)
      let page = SignInSlipPage(
        slip: slip, link: visit.absolute(.slip(slip.code)), site: visit.site, today: visit.today)
      return Respond.page(Document.render(page, visit, .paper(back: .directoryPerson(slip.person.id))), for: visit)
    }
  }

  private static func requireDesk(_ visit: Visit) throws {
    guard RouteAccess.desk.admits(visit.actor) || RouteAccess.lead.admits(visit.actor) else {
      throw ActionError.refused(.notYours)
    }
  }

  /// Ten cards a sheet: the deputies of a venue, or those of the first pages of the roster.
  private static func cards(_ visit: Visit) async throws -> Response {
    var filter = DeputyFilter()
    filter.venue = visit.queryID("venue")
    let found = try await FindDeputies.run(filter, after: nil, limit: 100, in: visit.environment)
    var cards: [CardsPage.Card] = []
    for deputy in found.deputies {
      let code = try await ManageCodes.current(
        .deputy(deputy.id), of: visit.site.congress.id, by: visit.actor, in: visit.environment)
      let venue = try await deputy.venues.first.asyncMap { try await ReadDirectory.venue($0.id, in: visit.environment) }
      cards.append(
        CardsPage.Card(
          deputy: deputy, venue: venue ?? nil,
          address: visit.absolute(.code(PrintedCode.token(code, in: visit.environment)))))
    }
    let page = CardsPage(cards: cards, site: visit.site)
    return Respond.page(Document.render(page, visit, .paper(back: .codes)), for: visit)
  }

  private static func poster(_ visit: Visit) async throws -> Response {
    let id: ID<Venue> = try visit.id("id")
    guard let data = try await ReadVenue.run(id, in: visit.environment) else { throw ActionError.notFound }
    let code = try await ManageCodes.current(
      .venue(id), of: data.venue.congress, by: visit.actor, in: visit.environment)
    let rules = try await visit.environment.rules.current(of: data.venue.congress).settings.rules
    let page = PosterPage(
      data: data, address: visit.absolute(.code(PrintedCode.token(code, in: visit.environment))), rules: rules,
      today: visit.today)
    return Respond.page(Document.render(page, visit, .paper(back: .codes)), for: visit)
  }
}

extension Optional {
  /// `map` for a transform that waits.
  fileprivate func asyncMap<T>(_ transform: (Wrapped) async throws -> T) async rethrows -> T? {
    guard let self else { return nil }
    return try await transform(self)
  }
}

/// Every code with its scans.
struct CodesPage: HTMLKit.Page {
  let lines: [ManageCodes.Line]
  let venues: [VenueLine]
  let mayRevoke: Bool
  let token: String
  let today: CivilDate

  var title: String { "联系卡与海报" }

  func body(_ h: inout HTMLWriter) {
    h.div(.class("work-title")) { h in
      h.h1(text: title)
      h.div(.class("row")) { h in
        h.a(.class("btn btn-s"), .href(SitePath.cards.string)) { h in
          h.icon(.print)
          h.text("打印代表联系卡")
        }
      }
    }
    h.headed("posters", "站点海报") { h in
      h.ul(.class("lines")) { h in
        for venue in venues {
          h.li { h in
            h.a(.class("line"), .href(SitePath.poster(venue.id).string)) { h in
              h.b(venue.name)
              h.element("time", text: "打印")
              h.small("进站代表\(venue.deputyCount)位")
            }
          }
        }
      }
    }
    h.headed("codes", "已经发出的码") { h in
      if lines.isEmpty {
        h.empty("打印联系卡或海报时自动生成。")
        return
      }
      h.div(.class("frame")) { h in
        h.element("table", [.class("table")]) { h in
          h.element("caption", [.class("sr")], text: "已经发出的码")
          h.element("thead") { h in
            h.element("tr") { h in
              for words in ["谁的码", "第几版", "发出", "扫码次数", "状态"] {
                h.element("th", [.fixed("scope", "col")], text: words)
              }
            }
          }
          h.element("tbody") { h in for line in lines { row(line, &h) } }
        }
      }
      h.p(.class("hint"), text: "扫码次数只按码和日期计数，不记录是谁扫的。")
    }
  }

  private func row(_ line: ManageCodes.Line, _ h: inout HTMLWriter) {
    h.element("tr") { h in
      h.element("td", [.class("t-title")], text: line.name)
      h.element("td", [.fixed("data-label", "版本")], text: "第\(line.code.version)版")
      h.element("td", [.fixed("data-label", "发出")], text: DateWords.near(line.code.issuedAt.date, today: today))
      h.element("td", [.class("t-num"), .fixed("data-label", "扫码")], text: "\(line.scans)次")
      h.element("td", [.class("t-act")]) { h in
        if let reason = line.code.revokedReason {
          h.chip("已作废：" + reason)
        } else if mayRevoke {
          h.buttonForm(
            SitePath.revokeCode(line.code.id).string, token: token, "作废换新", fields: [("reason", "更换")],
            class: "btn-link")
        } else {
          h.chip("在用", .ok)
        }
      }
    }
  }
}

/// 代表联系卡: ten of 90 by 54 millimetres on A4.
struct CardsPage: HTMLKit.Page {
  struct Card {
    let deputy: DeputyLine
    let venue: Venue?
    let address: String
  }

  let cards: [Card]
  let site: SiteInfo

  var title: String { "代表联系卡" }

  func body(_ h: inout HTMLWriter) {
    var rest = cards[...]
    while !rest.isEmpty {
      let sheet = rest.prefix(10)
      rest = rest.dropFirst(10)
      h.ul(.class("paper cards")) { h in for card in sheet { write(card, &h) } }
    }
  }

  private func write(_ card: Card, _ h: inout HTMLWriter) {
    h.li(.class("ccard")) { h in
      h.p(.class("ccard-home"), text: site.congress.shortName + "人大代表联系卡")
      h.div { h in
        h.element("h2", card.deputy.name.count > 4 ? [.class("long")] : [], text: card.deputy.name)
        h.p(text: DeputyWords.levels(card.deputy))
        h.p(.class("mute")) { h in
          let elected = card.deputy.mandates.filter { $0.state == .active && !$0.electedBy.isEmpty }.last?.electedBy
          h.lines([elected, card.venue?.name, card.venue?.telephone].compactMap { $0 }.joined(separator: "\n"))
        }
      }
      h.element("figure") { h in
        if let svg = QRCode.svg(card.address) {
          h.div(.class("qr"), .fixed("role", "img"), .label(card.deputy.name + "代表的二维码")) { h in h.raw(trusted: svg) }
        }
        h.element("figcaption", text: "扫码提诉求")
      }
    }
  }
}

/// A station's poster, A4.
struct PosterPage: HTMLKit.Page {
  let data: VenuePageData
  let address: String
  let rules: MatterRules
  let today: CivilDate

  var title: String { data.venue.name + "海报" }

  func body(_ h: inout HTMLWriter) {
    h.section(.class("paper poster"), .label("海报内容")) { h in
      h.div(.class("poster-top")) { h in
        h.span(.class("seal"), .fixed("aria-hidden", "true"), text: "家")
        h.p(.class("poster-name"), text: data.venue.name)
        h.element("h2", [.class("poster-big")]) { h in
          h.text("有话")
          h.void("br", [.class("poster-br")])
          h.text("对代表说")
        }
        h.p(.class("poster-sub"), text: "您说，代表听；有去处，有回音。")
      }
      h.element("figure", [.class("poster-qr")]) { h in
        if let svg = QRCode.svg(address) {
          h.div(.class("qr"), .fixed("role", "img"), .label(data.venue.name + "二维码，扫码提诉求")) { h in h.raw(trusted: svg) }
        }
        h.element("figcaption", text: "微信扫一扫，说一件事")
      }
      h.ol(.class("poster-steps")) { h in
        step("一", "有登记", "当场拿回执", &h)
        step("二", "有答复", "\(rules.firstReplyWithin)个工作日内", &h)
        step("三", "有反馈", "您来评满意", &h)
      }
      foot(&h)
    }
  }

  private func step(_ number: String, _ words: String, _ detail: String, _ h: inout HTMLWriter) {
    h.li { h in
      h.span(.class("n"), .fixed("aria-hidden", "true"), text: number)
      h.b(words)
      h.text(detail)
    }
  }

  private func foot(_ h: inout HTMLWriter) {
    h.div(.class("poster-foot")) { h in
      h.void("hr", [.class("rule")])
      if let next = data.receptions.first {
        h.p { h in
          h.b("接待选民日")
          h.text("　\(DateWords.full(next.date, today: today)) ")
          h.span(.class("nb"), text: "\(DateWords.clock(next.opens))–\(DateWords.clock(next.closes))")
          h.text("，遇节假日顺延")
        }
      }
      if !data.deputies.isEmpty {
        h.p { h in
          h.b("进站代表")
          h.text("　" + data.deputies.prefix(12).map(\.name).joined(separator: "　"))
        }
      }
      h.p { h in
        h.b("不会扫码")
        h.text("　到站里说，或打电话 ")
        h.span(.class("num"), text: data.venue.telephone)
        if let liaison = data.staff.first(where: { $0.role == .liaison }) { h.text("（联络员 \(liaison.person.name)）") }
      }
    }
  }
}

/// 登录条.
struct SignInSlipPage: HTMLKit.Page {
  let slip: PrintedSlip
  let link: String
  let site: SiteInfo
  let today: CivilDate

  var title: String { "代表登录条" }

  func body(_ h: inout HTMLWriter) {
    h.section(.class("paper slips"), .label("登录条内容")) { h in
      h.article(.class("slip")) { h in
        h.div { h in
          h.p(.class("slip-org"), text: site.name)
          h.element("h2", [.class("slip-title")], text: slip.person.name + "代表登录条")
          h.p(.class("slip-code")) { h in
            h.small("登录码")
            h.text(DateWords.receipt(slip.code))
          }
          h.p(
            .class("slip-note"),
            text: "用自己的手机扫右边的码，点“是我，登录”。\(DateWords.moment(slip.expires, today: today))前用一次，90天内不用再登。")
          h.p(.class("slip-note"), text: "请亲手交给代表本人，不要拍照发群。")
        }
        if let svg = QRCode.svg(link) {
          h.element("figure", [.class("slip-qr")]) { h in
            h.div(.class("qr"), .fixed("role", "img"), .label("登录二维码")) { h in h.raw(trusted: svg) }
            h.element("figcaption", text: "代表本人扫码登录")
          }
        }
      }
    }
  }
}
