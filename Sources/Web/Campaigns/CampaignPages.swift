import Actions
import Domain
import HTMLKit

/// 征集活动 for everybody: those that run, those to come, those that are over.
struct CampaignsPage: HTMLKit.Page {
  let lines: [CampaignLine]
  let congress: ID<Congress>

  var title: String { "征集活动" }

  func body(_ h: inout HTMLWriter) {
    h.div(.class("wrap narrow")) { h in
      h.crumbs([("首页", SitePath.home.string), (title, nil)])
      h.h1(.class("page-title"), text: title)
      h.p(.class("page-lead"), text: "围绕一个主题，在一段时间里集中听大家说。平时有事，随时可以提。")
      if lines.isEmpty {
        h.empty("现在没有征集活动，您随时可以提诉求。", link: (SitePath.submit.string, "去提诉求"))
      }
      part("running", "正在征集", &h) { phase in
        if case .running = phase { true } else { false }
      }
      part("coming", "就要开始", &h) { phase in
        switch phase {
        case .coming, .resting: true
        default: false
        }
      }
      part("over", "已经结束", &h) { $0 == .over || $0 == .stopped }
    }
  }

  private func part(
    _ id: String, _ words: String, _ h: inout HTMLWriter, holds: (Campaign.Phase) -> Bool
  ) {
    let shown = lines.filter { holds($0.phase) }
    if shown.isEmpty { return }
    h.headed(id, words) { h in
      CampaignList(lines: shown, congress: congress) { SitePath.campaign($0).string }.write(&h)
    }
  }
}

/// Campaigns as lines.
struct CampaignList {
  let lines: [CampaignLine]
  /// The place of the site: the others are named.
  let congress: ID<Congress>
  var showsState = false
  let url: (ID<Campaign>) -> String

  func write(_ h: inout HTMLWriter) {
    h.ul(.class("lines")) { h in
      for line in lines {
        h.li { h in
          h.a(.class("line"), .href(url(line.campaign.id))) { h in
            h.b(line.campaign.theme)
            if showsState {
              h.element(
                "time",
                text: CampaignWords.state(line.phase, wasPublished: line.campaign.isOpenToRead).words)
            }
            h.small(detail(line))
          }
        }
      }
    }
  }

  private func detail(_ line: CampaignLine) -> String {
    let place = line.congress.id == congress ? nil : line.congress.name
    let audience = "面向" + CampaignWords.audience(line.campaign.audience)
    return [place, CampaignWords.when(line.campaign, line.phase), audience].compactMap { $0 }.joined(separator: "　")
  }
}

/// A campaign for everybody: what is asked, until when, who takes part, and one large button.
struct CampaignPage: HTMLKit.Page {
  let data: CampaignPageData
  let round: Int?
  /// The page was reached by a scan.
  let isScanned: Bool
  let telephone: String

  private var campaign: Campaign { data.campaign }
  var title: String { campaign.theme }

  func body(_ h: inout HTMLWriter) {
    h.div(.class("wrap narrow")) { h in
      h.crumbs([("首页", SitePath.home.string), ("征集活动", SitePath.campaigns.string), (title, nil)])
      h.h1(.class("page-title"), text: title)
      let state = CampaignWords.state(data.phase, wasPublished: true)
      h.p(.class("chips")) { h in h.chip(state.words, state.kind) }
      if case .running = data.phase {
        h.p(.class("page-lead"), text: CampaignWords.when(campaign, data.phase))
      }
      h.div(.class("prose section-s")) { h in h.p { h in h.lines(campaign.text) } }
      takingPart(&h)
      CampaignFacts(data: data).write(&h)
      CampaignCounts(data: data, round: round) { number in
        SitePath.campaign(campaign.id).with([("round", number.map { "\($0)" })])
      }.write(&h)
    }
  }

  private func takingPart(_ h: inout HTMLWriter) {
    h.div(.class("stack section-s")) { h in
      if case .running = data.phase {
        if campaign.takesOnline {
          button(to: campaign.id, &h)
        } else if campaign.audience.takesResidents {
          h.notice(nil, "参加方式：\(CampaignWords.channels(campaign))。" + (telephone.isEmpty ? "" : "电话 \(telephone)"))
        } else {
          h.notice(nil, "这次请人大代表来提：登录后点“随手提”，选这个活动。")
          h.link(SitePath.raise.string, "我是代表，去随手提", class: "btn btn-wide")
        }
      } else {
        h.notice(nil, waiting)
        button(to: nil, &h)
      }
    }
  }

  /// Somebody with an old poster is heard all the same.
  private var waiting: String {
    switch data.phase {
    case .coming(let round): "这次征集\(DateWords.long(round.first))开始。现在有事，您也可以反映。"
    case .resting(let next): "本次征集已结束，您仍可以反映。下一期\(DateWords.long(next.first))开始。"
    case .draft, .running, .over, .stopped: "本次征集已结束，您仍可以反映。"
    }
  }

  private func button(to campaign: ID<Campaign>?, _ h: inout HTMLWriter) {
    let url = SitePath.submit.with([
      ("campaign", campaign?.description), ("from", campaign != nil && isScanned ? "code" : nil),
    ])
    h.a(.class("btn btn-main btn-wide"), .href(url)) { h in
      h.icon(.pencil)
      h.text("我要反映")
    }
  }
}

/// When, who, how, where, about what.
struct CampaignFacts {
  let data: CampaignPageData

  func write(_ h: inout HTMLWriter) {
    let campaign = data.campaign
    h.headed("about", "怎么参加") { h in
      h.dl(.class("facts")) { h in
        h.fact("征集时间", CampaignWords.schedule(campaign.schedule))
        if case .running(let round) = data.phase, round.number > 0 {
          h.fact("这一期", "\(CampaignWords.round(round.number))，\(CampaignWords.days(round))")
        }
        h.fact("面向", CampaignWords.audience(campaign.audience))
        h.fact("参加方式", CampaignWords.channels(campaign))
        h.fact("范围", data.regions.isEmpty ? data.congress.name : CampaignWords.names(data.regions))
        if !data.categories.isEmpty { h.fact("关注", CampaignWords.names(data.categories)) }
        if let stopped = campaign.stoppedAt { h.fact("提前结束", DateWords.long(stopped.date)) }
      }
    }
  }
}

/// The campaign that a form belongs to.
struct CampaignCard {
  let line: CampaignLine?

  func write(_ h: inout HTMLWriter) {
    guard let line else {
      h.notice(nil, "本次征集已结束，您仍可以反映。")
      return
    }
    h.element("aside", [.class("card person"), .label("征集活动")]) { h in
      h.span(.class("avatar"), .fixed("aria-hidden", "true"), text: "征")
      h.div { h in
        h.p(.class("tiny"), text: "您参加的征集活动")
        h.p(.class("person-name"), text: line.campaign.theme)
        h.p(text: CampaignWords.when(line.campaign, line.phase))
      }
    }
  }
}

/// Staff and deputies say in which campaign it is brought, while there is one.
struct CampaignField {
  let lines: [CampaignLine]

  func write(_ h: inout HTMLWriter, _ draft: FormDraft) {
    if lines.isEmpty, draft.problem("campaign") == nil { return }
    h.select(
      "征集活动", "campaign", draft,
      options: [(value: "", words: "不属于征集活动")]
        + lines.map { (value: $0.campaign.id.description, words: $0.campaign.theme) }, optional: true)
  }
}
