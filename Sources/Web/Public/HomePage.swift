import Actions
import Domain
import HTMLKit

/// A township's home: the three big actions, the reception days, the numbers, what was answered lately.
struct HomePage: HTMLKit.Page {
  let site: SiteInfo
  let isElder: Bool
  let today: CivilDate
  let acceptWithin: Int
  let receptions: [ReceptionDate]
  let numbers: YearNumbers
  let countsBasic: Bool
  let answered: [MatterPublication]
  /// That take what residents bring now.
  let campaigns: [CampaignLine]

  var title: String { site.name }

  static func load(_ visit: Visit, _ congress: ID<Congress>) async throws -> HomePage {
    let environment = visit.environment
    let today = visit.today
    let settings = try await environment.rules.current(of: congress).settings
    let first = CivilDate(year: today.year, month: today.month, day: 1) ?? today
    let month = try await ReadReceptions.run(
      of: congress, from: first, through: first.adding(months: 1).adding(days: 6), in: environment)
    return HomePage(
      site: visit.site, isElder: visit.isElder, today: today, acceptWithin: settings.rules.acceptWithin,
      receptions: choose(month, today),
      numbers: try await ReadNumbers.run(of: .congress(congress), year: today.year, in: environment),
      countsBasic: settings.publication.countsBasic,
      answered: try await ReadPublications.list(of: .congress(congress), limit: 4, in: environment).publications,
      campaigns: try await ReadCampaigns.running(
        by: MatterChannel.online.union(MatterChannel.desk), in: environment))
  }

  /// The last one held and the next three.
  private static func choose(_ all: [ReceptionDate], _ today: CivilDate) -> [ReceptionDate] {
    let past = all.last { $0.date < today }
    let coming = all.filter { $0.date >= today }.prefix(3)
    return (past.map { [$0] } ?? []) + coming
  }

  func body(_ h: inout HTMLWriter) {
    hero(&h)
    h.div(.class("wrap")) { h in
      actions(&h)
      if isElder {
        // What speaks and whom to call come first, then what may be looked at; the search comes last.
        elderParts(&h)
        collected(&h)
        search(&h)
      } else {
        search(&h)
        fullParts(&h)
      }
    }
  }

  private func hero(_ h: inout HTMLWriter) {
    h.section(.class("hero"), .labelledBy("t")) { h in
      h.div(.class("wrap hero-in")) { h in
        h.h1(.id("t"), text: title)
        h.p(.class("hero-say"), text: isElder ? "有事您说，代表来听。" : "您说，代表听；有去处，有回音。")
        if !isElder {
          h.p(.class("hero-facts")) { h in
            fact("人大代表", site.persons, "人", &h)
            fact("家室站点", site.venueCount, "处", &h)
            h.span(text: coverage)
          }
        }
        h.raw(Art.village)
      }
    }
  }

  private func fact(_ words: String, _ count: Int, _ unit: String, _ h: inout HTMLWriter) {
    h.element("span") { h in
      h.text(words + " ")
      h.b("\(count)")
      h.text(" " + unit)
    }
  }

  private var coverage: String {
    let parts = [site.villages > 0 ? "\(site.villages)个村" : nil, site.communities > 0 ? "\(site.communities)个社区" : nil]
    return parts.compactMap { $0 }.joined(separator: "、")
  }

  private func actions(_ h: inout HTMLWriter) {
    h.nav(.class("actions"), .label("常用服务")) { h in
      h.a(.class("action action-main"), .href(SitePath.submit.string)) { h in
        h.icon(.pencil)
        h.div { h in
          h.b("提诉求")
          h.span(text: isElder ? "说一件事" : "一页填完，\(acceptWithin)个工作日内受理")
        }
        h.icon(.chevronRight)
      }
      action(.deputies, .people, "找代表", isElder ? "看看谁离我近" : "按姓名或村社区", &h)
      action(.lookup, .documentCheck, "查进度", isElder ? "我的事办到哪了" : "凭回执号和查询码", &h)
    }
  }

  private func search(_ h: inout HTMLWriter) { SearchBox(action: .search, query: "", kind: nil).write(&h) }

  private func collected(_ h: inout HTMLWriter) {
    if campaigns.isEmpty { return }
    h.headed("campaigns", "正在征集", more: (SitePath.campaigns.string, "全部")) { h in
      CampaignList(lines: Array(campaigns.prefix(3)), congress: site.congress.id) {
        SitePath.campaign($0).string
      }.write(&h)
    }
  }

  private func action(_ path: SitePath, _ icon: Icon, _ words: String, _ detail: String, _ h: inout HTMLWriter) {
    h.a(.class("action"), .href(path.string)) { h in
      h.icon(icon)
      h.div { h in
        h.b(words)
        h.span(text: detail)
      }
    }
  }

  // MARK: Everything

  private func fullParts(_ h: inout HTMLWriter) {
    h.headed("days", "接待选民日", more: (SitePath.venues.string, "各站安排")) { h in leaves(receptions, &h) }
    collected(&h)
    h.headed("nums", "今年的数字", more: (SitePath.numbers.string, "怎么算的")) { h in
      NumberFigures(numbers: numbers, countsBasic: countsBasic).write(&h)
      h.p(.class("tiny mute"), text: "截至\(DateWords.moment(numbers.asOf, today: today))，每个数字点开都能看到它所数的清单。")
    }
    h.div(.class("two")) { h in
      h.headed("done", "刚有回音的事", more: (SitePath.matters.string, "更多")) { h in
        if answered.isEmpty { h.empty("还没有公开的答复。") }
        for item in answered { PublicationCase(publication: item, today: today).write(&h) }
      }
      h.headed("how", "一件事怎么办") { h in
        h.ol(.class("steps")) { h in
          step("有登记", "提交后当场拿回执，写明谁在哪天前答复。", &h)
          step("有答复", "代表听取、转交、督促，结果由代表或联络站反馈给您。", &h)
          step("有反馈", "满意不满意您说了算；不满意，换人重新办理一次。", &h)
        }
      }
    }
    h.headed("blk", "家里有什么") { h in
      h.ul(.class("blocks")) { h in
        for (path, icon, words) in Self.blocks {
          h.li { h in
            h.a(.href(path.string)) { h in
              h.icon(icon)
              h.text(words)
            }
          }
        }
      }
    }
  }

  private static let blocks: [(SitePath, Icon, String)] = [
    (.venues, .venue, "家室站点"), (.deputies, .people, "人大代表"), (.matters, .reply, "公开的诉求"),
    (.numbers, .chart, "工作数字"), (.help, .question, "办事问答"), (.privacy, .shield, "个人信息保护"),
  ]

  private func step(_ words: String, _ detail: String, _ h: inout HTMLWriter) {
    h.li { h in
      h.b(words)
      h.p(text: detail)
    }
  }

  private func leaves(_ dates: [ReceptionDate], _ h: inout HTMLWriter) {
    if dates.isEmpty {
      h.empty("近期没有排定的接待日，您可以随时在网上提。", link: (SitePath.submit.string, "去提诉求"))
      return
    }
    let next = dates.first { $0.date >= today }
    h.ul(.class("leaves")) { h in
      for date in dates { ReceptionLeaf(date: date, today: today, isNext: date == next).write(&h) }
    }
  }

  // MARK: Elder mode

  private func elderParts(_ h: inout HTMLWriter) {
    h.div(.class("elder-tools")) { h in
      h.element("button", [.class("btn"), .type("button"), .flag("data-read-aloud"), .flag("hidden")]) { h in
        h.icon(.speaker)
        h.text("朗读本页")
      }
      h.element("button", [.class("btn"), .type("button"), .flag("data-bigger"), .flag("hidden")]) { h in
        h.icon(.textSize)
        h.text("字再大些")
      }
    }
    h.div(.class("elder-two")) { h in
      h.headed("days", "下一次接待") { h in
        leaves(Array(receptions.filter { $0.date >= today }.prefix(1)), &h)
      }
      if !site.telephone.isEmpty {
        h.headed("call", "不会用？打电话") { h in
          h.div(.class("call")) { h in
            h.p(text: "联络员替您登记")
            h.a(.href("tel:" + site.telephone.filter { $0.isNumber })) { h in
              h.icon(.phone)
              h.text(site.telephone)
            }
            h.p(.class("small"), text: site.hours)
          }
        }
      }
    }
  }
}
