import Actions
import Domain
import HTMLKit

/// 找代表: by name, pinyin, village, level and field.
struct DeputiesPage: HTMLKit.Page {
  let filter: DeputyFilter
  let found: FindDeputies.Page
  let regions: [Region]
  let levels: [CongressLevel]
  let persons: Int
  let today: CivilDate
  let isFirst: Bool

  var title: String { "找代表" }

  private func url(_ change: (inout DeputyFilter) -> Void, after: ListCursor? = nil) -> String {
    var changed = filter
    change(&changed)
    return SitePath.deputies.with([
      ("q", changed.query), ("level", changed.congressLevel.map { "\($0.rawValue)" }),
      ("region", changed.region?.description), ("venue", changed.venue?.description), ("field", changed.expertise),
      ("after", after.map(DeputyCursor.text)),
    ])
  }

  func body(_ h: inout HTMLWriter) {
    h.div(.class("wrap")) { h in
      h.crumbs([("首页", SitePath.home.string), (title, nil)])
      h.h1(.class("page-title"), text: title)
      h.p(.class("page-lead"), text: "共\(persons)位代表。写姓名，或者拼音首字母，比如“lcf”。")
      search(&h)
      facets(&h)
      h.section(.class("section"), .labelledBy("found")) { h in
        h.h2(.class("sr"), .id("found"), text: "找到的代表")
        if found.deputies.isEmpty {
          h.empty("没有找到。换个字试试，或者直接让联络站安排。", link: (SitePath.submit.string, "由联络站安排"))
        }
        h.ul(.class("deputies")) { h in for line in found.deputies { card(line, &h) } }
        h.pager(
          "本页\(found.deputies.count)位", next: found.next.map { url({ _ in }, after: $0) },
          first: isFirst ? nil : url({ _ in }))
      }
    }
  }

  private func search(_ h: inout HTMLWriter) {
    h.element(
      "form",
      [
        .class("search section-s"), .fixed("method", "get"), .other("action", SitePath.deputies.string),
        .fixed("role", "search"),
      ]
    ) { h in
      h.element("label", [.class("sr"), .fixed("for", "q")], text: "代表姓名或拼音首字母")
      h.void(
        "input",
        [
          .class("input"), .id("q"), .name("q"), .type("search"), .value(filter.query), .fixed("maxlength", "40"),
          .fixed("placeholder", "代表姓名或拼音"), .fixed("enterkeyhint", "search"),
        ])
      for (name, value) in [
        ("level", filter.congressLevel.map { "\($0.rawValue)" }), ("region", filter.region?.description),
        ("venue", filter.venue?.description), ("field", filter.expertise),
      ] {
        if let value { h.hidden(name, value) }
      }
      h.element("button", [.class("btn btn-main"), .type("submit")]) { h in
        h.icon(.search)
        h.text("查找")
      }
    }
  }

  private func facets(_ h: inout HTMLWriter) {
    h.div(.class("facets")) { h in
      h.facet("层级") { h in
        h.facetOption("不限", filter.congressLevel == nil, url { $0.congressLevel = nil })
        for level in levels {
          h.facetOption(Words.level(level), filter.congressLevel == level, url { $0.congressLevel = level })
        }
      }
      if !regions.isEmpty {
        let chosen = regions.first { $0.id == filter.region }
        h.fold(.pin, chosen.map { "村社区：" + $0.name } ?? "按村社区找", isOpen: chosen != nil) { h in
          h.facet("村社区") { h in
            h.facetOption("不限", filter.region == nil, url { $0.region = nil })
            for region in regions {
              h.facetOption(region.name, filter.region == region.id, url { $0.region = region.id })
            }
          }
        }
      }
      if !found.expertise.isEmpty {
        h.fold(.star, filter.expertise.map { "擅长：" + $0 } ?? "按擅长领域找", isOpen: filter.expertise != nil) { h in
          h.facet("擅长") { h in
            h.facetOption("不限", filter.expertise == nil, url { $0.expertise = nil })
            for field in found.expertise {
              h.facetOption(field, filter.expertise == field, url { $0.expertise = field })
            }
          }
        }
      }
    }
  }

  private func card(_ line: DeputyLine, _ h: inout HTMLWriter) {
    h.li(.class("deputy")) { h in
      h.span(.class("avatar"), .fixed("aria-hidden", "true"), text: String(line.name.prefix(1)))
      h.element("h3") { h in h.link(SitePath.deputy(line.id).string, line.name) }
      h.p(.class("chips")) { h in
        for mandate in line.mandates where mandate.state == .active { h.chip(Words.level(mandate.level), .gold) }
      }
      h.p(text: DeputyWords.about(line))
      if let next = line.nextReception {
        h.p(.class("next")) { h in
          h.icon(.calendar)
          h.span(text: "下次接待：\(DateWords.full(next.date, today: today))\(DateWords.clock(next.opens))")
        }
      }
    }
  }
}

/// Words about a deputy that several pages use.
enum DeputyWords {
  static func about(_ line: DeputyLine) -> String {
    var parts: [String] = []
    let elected = line.mandates.filter { $0.state == .active && !$0.electedBy.isEmpty }.map(\.electedBy)
    if let first = elected.last { parts.append(first) }
    if !line.expertise.isEmpty { parts.append("擅长" + line.expertise.joined(separator: "、")) }
    var text = parts.joined(separator: " · ")
    if let venue = line.venues.first { text += (text.isEmpty ? "" : "，") + "在" + venue.name + "接待" }
    return text
  }

  /// 示范镇第二十届人大代表.
  static func mandate(_ line: MandateLine) -> String {
    line.congressShortName + (line.termNumber.map { "第\(DateWords.ordinal($0))届" } ?? "") + "人大代表"
  }

  static func levels(_ line: DeputyLine) -> String {
    line.mandates.filter { $0.state == .active }.map { Words.level($0.level) }.joined(separator: "、")
  }
}
