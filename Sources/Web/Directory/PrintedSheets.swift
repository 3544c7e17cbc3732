import Actions
import Documents
import Domain
import HTMLKit

extension HTMLWriter {
  /// The code as a drawing that a screen reader names.
  mutating func code(_ address: String, _ label: String) {
    guard let svg = QRCode.svg(address) else { return }
    div(.class("qr"), .fixed("role", "img"), .label(label)) { h in h.raw(trusted: svg) }
  }

  /// The three gates, as posters promise them.
  mutating func posterSteps(_ rules: MatterRules) {
    let steps = [
      ("一", "有登记", "当场拿回执"), ("二", "有答复", "\(rules.firstReplyWithin)个工作日内"), ("三", "有反馈", "您来评满意"),
    ]
    ol(.class("poster-steps")) { h in
      for (number, words, detail) in steps {
        h.li { h in
          h.span(.class("n"), .fixed("aria-hidden", "true"), text: number)
          h.b(words)
          h.text(detail)
        }
      }
    }
  }

  /// On the way to the printer: the sheets that did not fit into this batch.
  mutating func nextBatch(_ url: String?) {
    guard let url else { return }
    p(.class("desk-next noprint")) { h in h.link(url, "下一批", class: "btn") }
  }
}

/// 桌牌: a table stand on A5.
struct StandsPage: HTMLKit.Page {
  struct Stand {
    let data: VenuePageData
    let address: String
  }

  let stands: [Stand]
  let today: CivilDate

  var title: String { stands.count == 1 ? (stands.first?.data.venue.name ?? "") + "桌牌" : "站点桌牌" }

  func body(_ h: inout HTMLWriter) { for stand in stands { write(stand, &h) } }

  private func write(_ stand: Stand, _ h: inout HTMLWriter) {
    let venue = stand.data.venue
    h.section(.class("paper stand"), .label(venue.name + "桌牌")) { h in
      h.p(.class("stand-name"), text: venue.name)
      h.element("h2", [.class("stand-big")], text: "有话对代表说")
      h.element("figure", [.class("stand-qr")]) { h in
        h.code(stand.address, venue.name + "二维码，扫码提诉求")
        h.element("figcaption", text: "微信扫一扫，说一件事")
      }
      h.div(.class("stand-foot")) { h in
        if let next = stand.data.receptions.first {
          h.p { h in
            h.b("接待选民日")
            h.text("　\(DateWords.full(next.date, today: today)) ")
            h.span(.class("nb"), text: "\(DateWords.clock(next.opens))–\(DateWords.clock(next.closes))")
          }
        }
        if !venue.openingHours.isEmpty {
          h.p { h in
            h.b("开放")
            h.text("　" + venue.openingHours)
          }
        }
        if !venue.telephone.isEmpty {
          h.p { h in
            h.b("电话")
            h.text("　")
            h.span(.class("num"), text: venue.telephone)
          }
        }
      }
    }
  }
}

/// 网格海报: whom a resident of a grid tells, A4.
struct GridPostersPage: HTMLKit.Page {
  struct Poster {
    let area: GridArea
    let venue: Venue
    let address: String
  }

  let posters: [Poster]
  let rules: MatterRules

  var title: String { posters.count == 1 ? (posters.first?.area.grid.name ?? "") + "海报" : "网格海报" }

  func body(_ h: inout HTMLWriter) {
    if posters.isEmpty { h.p(.class("desk-next"), text: "还没有登记网格。") }
    for poster in posters { write(poster, &h) }
  }

  private func write(_ poster: Poster, _ h: inout HTMLWriter) {
    h.section(.class("paper poster"), .label(poster.area.grid.name + "海报")) { h in
      h.div(.class("poster-top")) { h in
        h.span(.class("seal"), .fixed("aria-hidden", "true"), text: "格")
        h.p(.class("poster-name"), text: poster.area.grid.name)
        h.element("h2", [.class("poster-big")]) { h in
          h.text("身边的事")
          h.void("br")
          h.text("网格里说")
        }
        h.p(.class("poster-sub")) { h in
          if let head = poster.area.head {
            h.text("网格长　\(head.name)代表")
          } else {
            h.text("由\(poster.area.venue.name)答复")
          }
        }
      }
      h.element("figure", [.class("poster-qr")]) { h in
        h.code(poster.address, poster.area.grid.name + "二维码，扫码提诉求")
        h.element("figcaption", text: "微信扫一扫，说一件事")
      }
      h.posterSteps(rules)
      h.div(.class("poster-foot")) { h in
        h.void("hr", [.class("rule")])
        h.p { h in
          h.b("答复")
          h.text("　" + poster.venue.name + (poster.venue.address.isEmpty ? "" : "（\(poster.venue.address)）"))
        }
        h.p { h in
          h.b("不会扫码")
          h.text("　告诉网格员，或打电话 ")
          h.span(.class("num"), text: poster.venue.telephone)
        }
      }
    }
  }
}
