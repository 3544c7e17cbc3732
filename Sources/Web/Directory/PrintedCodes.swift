import Actions
import Documents
import Domain
import HTMLKit

/// 代表联系卡: ten of 90 by 54 millimetres on A4.
struct CardsPage: HTMLKit.Page {
  struct Card {
    let deputy: DeputyLine
    let venue: Venue?
    let address: String
  }

  let cards: [Card]
  let site: SiteInfo
  /// Where the next batch is, when there are more.
  var next: String?

  var title: String { "代表联系卡" }

  func body(_ h: inout HTMLWriter) {
    var rest = cards[...]
    while !rest.isEmpty {
      let sheet = rest.prefix(10)
      rest = rest.dropFirst(10)
      h.ul(.class("paper cards")) { h in for card in sheet { write(card, &h) } }
    }
    h.nextBatch(next)
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

/// Posters, a sheet each.
struct PostersPage: HTMLKit.Page {
  let posters: [Poster]

  var title: String { posters.count == 1 ? (posters.first?.data.venue.name ?? "") + "海报" : "站点海报" }

  func body(_ h: inout HTMLWriter) { for poster in posters { poster.write(&h) } }
}

/// A station's poster, A4.
struct Poster {
  let data: VenuePageData
  let address: String
  let rules: MatterRules
  let today: CivilDate

  func write(_ h: inout HTMLWriter) {
    h.section(.class("paper poster"), .label(data.venue.name + "海报")) { h in
      h.div(.class("poster-top")) { h in
        h.span(.class("seal"), .fixed("aria-hidden", "true"), text: "家")
        h.p(.class("poster-name"), text: data.venue.name)
        h.element("h2", [.class("poster-big")]) { h in
          h.text("有话")
          h.void("br")
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
      h.posterSteps(rules)
      foot(&h)
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
          if data.deputies.count > 12 { h.text("　等\(data.deputies.count)人") }
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
