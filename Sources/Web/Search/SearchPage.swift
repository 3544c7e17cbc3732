import Actions
import Domain
import HTMLKit

/// How far matters are counted.
enum SearchCount { static let most = SearchAnything.mostCounted }

/// What was found, the newest first: the same page for everybody and for the workbench.
struct SearchPage: HTMLKit.Page {
  /// As it was typed.
  let text: String
  let results: SearchResults
  let isAtWork: Bool
  /// Whether matters are among what the reader can look for.
  let kinds: [SearchKind]
  /// The kind was chosen, and stays chosen when the words change.
  let isChosen: Bool
  let isFirst: Bool
  let today: CivilDate

  var title: String { text.isEmpty ? "搜索" : "搜索：" + text }

  private var path: SitePath { isAtWork ? .workSearch : .search }

  private func url(_ kind: SearchKind?, before: Int64? = nil) -> String {
    path.with([("q", text), ("kind", kind?.rawValue), ("before", before.map { "\($0)" })])
  }

  func body(_ h: inout HTMLWriter) {
    if isAtWork {
      h.div(.class("work-title")) { h in h.h1(text: title) }
      found(&h)
    } else {
      h.div(.class("wrap")) { h in
        h.crumbs([("首页", SitePath.home.string), ("搜索", nil)])
        h.h1(.class("page-title"), text: title)
        found(&h)
      }
    }
  }

  private func found(_ h: inout HTMLWriter) {
    SearchBox(action: path, query: text, kind: isChosen ? results.kind : nil).write(&h)
    if results.query.isEmpty {
      h.p(.class("mute section-s"), text: text.isEmpty ? "写两三个字就行，比如“路灯”。几个词用空格隔开，都有的才找出来。" : "只有标点，没有可以查找的字。")
      return
    }
    if results.query.isCut {
      h.p(.class("small mute"), text: "写得太长了，只按前\(SearchQuery.mostCharacters)个字、\(SearchQuery.mostWords)个词查找。")
    }
    if results.isPartial { h.p(.class("notice"), text: SearchWords.partial) }
    tabs(&h)
    h.section(.class("section-s"), .labelledBy("found")) { h in
      h.h2(.class("sr"), .id("found"), text: SearchWords.kind(results.kind, isAtWork: isAtWork))
      if results.hits.isEmpty { nothing(&h) }
      for hit in results.hits { SearchRow(hit: hit, today: today).write(&h) }
    }
    h.pager(
      results.hits.isEmpty ? "" : "本页\(results.hits.count)条" + (results.kind == .matters ? "，新的在前" : ""),
      next: results.next.map { url(results.kind, before: $0) }, first: isFirst ? nil : url(results.kind))
  }

  private func tabs(_ h: inout HTMLWriter) {
    h.nav(.class("tabs"), .label("找什么")) { h in
      for kind in kinds {
        var attributes: [Attribute] = [.href(url(kind))]
        if kind == results.kind { attributes.append(.fixed("aria-current", "page")) }
        h.element("a", attributes) { h in
          h.text(SearchWords.kind(kind, isAtWork: isAtWork))
          if let count = results.counts[kind] { h.span(.class("count"), text: SearchWords.count(count)) }
        }
      }
    }
  }

  private func nothing(_ h: inout HTMLWriter) {
    if !isAtWork, let number = results.query.receipt, number.count == 12 {
      // The same words for a number that exists and for one that does not.
      h.empty(
        "回执号不在这里查。要看自己的事办到哪了，请到“查进度”，填回执号和查询码。",
        link: (SitePath.lookup.with([("number", number)]), "去查进度"))
      return
    }
    if results.isTooShort {
      h.empty("查诉求请至少写两个字。一个字可以用来找代表和站点。", link: (url(.deputies), "用它找代表"))
      return
    }
    if !isFirst {
      h.empty("后面没有了。", link: (url(results.kind), "回到第一页"))
      return
    }
    if let other = kinds.first(where: { (results.counts[$0] ?? 0) > 0 }) {
      h.empty("这一类里没有找到。", link: (url(other), "看" + SearchWords.kind(other, isAtWork: isAtWork)))
      return
    }
    if isAtWork {
      h.empty("没有找到。只查得到您看得到的事项；换个说法或者少写几个字试试。", link: (SitePath.work.string, "回工作台"))
    } else {
      h.empty("没有找到。换个说法或者少写几个字试试；没人提过的事，您可以来提。", link: (SitePath.submit.string, "去提诉求"))
    }
  }
}

/// One thing that was found.
struct SearchRow {
  let hit: SearchHit
  let today: CivilDate

  func write(_ h: inout HTMLWriter) {
    h.article(.class("case")) { h in
      // One box in the link, which lays its parts out side by side.
      h.element("h3") { h in
        h.element("a", [.href(url)]) { h in h.element("span") { h in h.pieces(hit.title) } }
      }
      if !hit.excerpt.isEmpty { h.element("blockquote") { h in h.pieces(hit.excerpt) } }
      h.p(.class("tiny mute bits")) { h in
        for fact in facts where !fact.isEmpty { h.span(text: fact) }
      }
      if case .record(let line) = hit.subject { chips(line, &h) }
    }
  }

  private func chips(_ line: MatterLine, _ h: inout HTMLWriter) {
    guard line.urgency == .urgent || line.isMerged || line.others > 0 else { return }
    h.p(.class("chips")) { h in
      if line.urgency == .urgent { h.chip("紧急", .late, icon: .warning) }
      if line.isMerged { h.chip("并入办理", .info, icon: .merge) }
      if line.others > 0 { h.chip(Words.others(line.others), .info, icon: .people) }
    }
  }

  private var url: String {
    switch hit.subject {
    case .record(let line): SitePath.record(line.id).string
    case .part(let part): SitePath.handling(part.matter, part.part).string
    case .publication(let item): SitePath.matter(item.matter).string
    case .suggestion(let item): SitePath.publicSuggestion(item.suggestion).string
    case .deputy(let line): SitePath.deputy(line.id).string
    case .venue(let line): SitePath.venue(line.id).string
    case .campaign(let line): SitePath.campaign(line.campaign.id).string
    }
  }

  private var facts: [String] {
    switch hit.subject {
    case .record(let line):
      [
        Words.state(line.state), line.category ?? "未分类", line.venue ?? "", line.owner ?? "",
        DateWords.near(line.receivedOn, today: today) + "收到", DateWords.receipt(line.receipt),
      ]
    case .part(let part):
      [part.unit, Words.handling(part.state), DateWords.near(part.sentOn, today: today) + "转办"]
    case .publication(let item):
      [
        item.category ?? "", item.venue?.name ?? "", item.place,
        DateWords.near(item.publishedAt.date, today: today) + "公开",
      ]
    case .suggestion(let item):
      [
        item.number.map(Words.number) ?? "", item.proposer.isEmpty ? "" : item.proposer + "代表", item.units,
        item.answeredOn.map { DateWords.near($0, today: today) + "答复" } ?? "",
      ]
    case .deputy(let line): [DeputyWords.levels(line), DeputyWords.about(line)]
    case .venue(let line): [line.regionName, line.openingHours]
    case .campaign(let line): [line.congress.name, CampaignWords.state(line.phase, wasPublished: true).words]
    }
  }
}
