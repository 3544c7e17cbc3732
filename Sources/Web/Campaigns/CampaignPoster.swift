import Actions
import Domain
import HTMLKit

/// Posters of campaigns, A4, a sheet each.
struct CampaignPostersPage: HTMLKit.Page {
  struct Poster {
    let data: CampaignPageData
    let address: String
    let telephone: String
  }

  let posters: [Poster]
  let rules: MatterRules
  let place: String

  var title: String { posters.count == 1 ? (posters.first?.data.campaign.theme ?? "") + "海报" : "征集活动海报" }

  func body(_ h: inout HTMLWriter) {
    if posters.isEmpty { h.p(.class("desk-next"), text: "没有正在征集或者就要开始的活动。") }
    for poster in posters { write(poster, &h) }
  }

  private func write(_ poster: Poster, _ h: inout HTMLWriter) {
    let campaign = poster.data.campaign
    h.section(.class("paper poster"), .label(campaign.theme + "海报")) { h in
      h.div(.class("poster-top")) { h in
        h.span(.class("seal"), .fixed("aria-hidden", "true"), text: "征")
        h.p(.class("poster-name"), text: place)
        h.element(
          "h2", [.class(campaign.theme.count > 8 ? "poster-big poster-theme" : "poster-big")], text: campaign.theme)
        h.p(.class("poster-sub"), text: Self.short(campaign.text))
      }
      h.element("figure", [.class("poster-qr")]) { h in
        h.code(poster.address, campaign.theme + "二维码，扫码参加")
        h.element("figcaption", text: campaign.audience == .deputies ? "扫一扫，看征集内容" : "微信扫一扫，说一件事")
      }
      h.posterSteps(rules)
      foot(poster, &h)
    }
  }

  private func foot(_ poster: Poster, _ h: inout HTMLWriter) {
    let campaign = poster.data.campaign
    h.div(.class("poster-foot")) { h in
      h.void("hr", [.class("rule")])
      h.p { h in
        h.b("时间")
        h.text("　" + CampaignWords.schedule(campaign.schedule))
      }
      h.p { h in
        h.b("面向")
        h.text("　" + CampaignWords.audience(campaign.audience))
        if !poster.data.regions.isEmpty { h.text("（\(CampaignWords.names(poster.data.regions))）") }
      }
      if campaign.audience.takesResidents, !poster.telephone.isEmpty {
        h.p { h in
          h.b("不会扫码")
          h.text("　到站里说，或打电话 ")
          h.span(.class("num"), text: poster.telephone)
        }
      }
    }
  }

  /// The first sentence: a poster is read from afar.
  static func short(_ text: String) -> String {
    let line = text.prefix { !$0.isNewline && $0 != "。" && $0 != "！" && $0 != "？" }
    return line.count > 48 ? String(line.prefix(47)) + "…" : String(line)
  }
}
