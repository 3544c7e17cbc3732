import Actions
import Domain
import HTMLKit
import HTTPKit
import HTTPTypes
import Hummingbird
import NIOCore

/// 公开的代表建议和答复: search, a permanent page each, an Atom feed.
enum PublicSuggestionRoutes {
  static func add(to table: inout RouteTable, pages: PageCache) {
    table.get("/suggestions", access: .open) { visit in try await list(visit, pages) }
    table.get("/suggestions/feed.atom", access: .open) { visit in try await feed(visit) }
    table.get("/suggestions/:id", access: .open) { visit in
      let id: ID<Suggestion> = try visit.id("id")
      let kept = try await pages.page("suggestion \(id) \(visit.isElder)", at: visit.now) {
        let found = try await ReadPublishedSuggestions.one(id, in: visit.environment)
        let page = PublicSuggestionPage(found: found)
        return Document.render(page, visit, .open(tab: nil))
      }
      return Respond.page(kept, for: visit)
    }
  }

  private static func search(_ visit: Visit) -> SuggestionSearch {
    var search = SuggestionSearch()
    search.words = visit.queryText("q")
    search.number = number(visit.queryText("number"))
    search.session = visit.queryID("session")
    search.category = visit.queryID("category")
    search.unit = visit.queryID("unit")
    search.resultClass = visit.queryText("class")
    return search
  }

  /// `5`, `５`, `第5号`, as people write it down; nil where there is none.
  static func number(_ words: String) -> Int? {
    Int(words.compactMap { $0.wholeNumberValue.map(String.init) }.joined())
  }

  private static func list(_ visit: Visit, _ pages: PageCache) async throws -> Response {
    let congress = visit.site.congress.id
    let search = search(visit)
    let cursor: ID<Suggestion>? = visit.queryID("before")
    // What the page is made from, and nothing else that an address may carry.
    let asked =
      [search.number, cursor.map { Int($0.raw) }].map { $0.map(String.init) ?? "" }
      + [search.session?.description, search.category?.description, search.unit?.description].map { $0 ?? "" }
      + [search.resultClass, search.words]
    let kept = try await pages.page(
      "suggestions \(congress) \(asked.joined(separator: "\n")) \(visit.isElder)", at: visit.now
    ) { try await list(search, before: cursor, visit) }
    return Respond.page(kept, for: visit)
  }

  private static func list(_ search: SuggestionSearch, before cursor: ID<Suggestion>?, _ visit: Visit) async throws
    -> [UInt8]
  {
    let congress = visit.site.congress.id
    let found = try await ReadPublishedSuggestions.run(
      search, of: congress, before: cursor, in: visit.environment)
    let classes = try await visit.environment.rules.current(of: congress).settings.suggestions.classes
    let page = PublicSuggestionsPage(
      found: found, search: search,
      categories: try await ReadDirectory.categories(of: congress, in: visit.environment).filter { $0.parent == nil },
      units: try await ReadDirectory.units(of: congress, in: visit.environment), classes: classes, today: visit.today)
    return Document.render(page, visit, .open(tab: nil))
  }

  /// RFC 4287.
  private static func feed(_ visit: Visit) async throws -> Response {
    let latest = try await ReadPublishedSuggestions.latest(of: visit.site.congress.id, in: visit.environment)
    let feed = AtomFeed(
      id: visit.origin + SitePath.publicSuggestions.string, title: visit.site.name + "：代表建议和答复",
      own: visit.origin + SitePath.suggestionFeed.string, updated: latest.first?.publishedAt ?? visit.now,
      entries: latest.map { line in
        AtomFeed.Entry(
          address: visit.origin + SitePath.publicSuggestion(line.suggestion).string, title: line.title,
          updated: line.publishedAt, summary: String(line.reply.prefix(200)))
      })
    var headers = Respond.protective()
    headers[.contentType] = AtomFeed.mediaType + "; charset=utf-8"
    headers[.cacheControl] = "no-cache"
    return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: feed.bytes)))
  }
}

/// An Atom feed as text.
struct AtomFeed {
  struct Entry {
    let address: String
    let title: String
    let updated: Instant
    let summary: String
  }

  static let mediaType = "application/atom+xml"

  let id: String
  let title: String
  let own: String
  let updated: Instant
  let entries: [Entry]

  var bytes: [UInt8] {
    var text =
      "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"zh-CN\">\n"
    text += "<id>\(escaped(id))</id><title>\(escaped(title))</title><updated>\(stamp(updated))</updated>"
    text += "<author><name>\(escaped(title))</name></author><link rel=\"self\" href=\"\(escaped(own))\"/>\n"
    for entry in entries {
      text += "<entry><id>\(escaped(entry.address))</id><title>\(escaped(entry.title))</title>"
      text += "<updated>\(stamp(entry.updated))</updated><link href=\"\(escaped(entry.address))\"/>"
      text += "<summary>\(escaped(entry.summary))</summary></entry>\n"
    }
    return Array((text + "</feed>\n").utf8)
  }

  /// Beijing time with its offset (RFC 3339).
  private func stamp(_ instant: Instant) -> String {
    let seconds = (instant.milliseconds / 1000) % 60
    return "\(instant.date)T\(DateWords.clock(instant.minuteOfDay)):\(seconds < 10 ? "0" : "")\(seconds)+08:00"
  }

  private func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      // Neither control characters nor these two exist in XML 1.0.
      case "\u{FFFE}", "\u{FFFF}": break
      default: if scalar.value >= 32 || scalar == "\n" || scalar == "\t" { result.unicodeScalars.append(scalar) }
      }
    }
    return result
  }
}

struct PublicSuggestionsPage: HTMLKit.Page {
  let found: ReadPublishedSuggestions.Page
  let search: SuggestionSearch
  let categories: [MatterCategory]
  let units: [HandlingUnit]
  let classes: [ResultClass]
  let today: CivilDate

  var title: String { "代表建议和答复" }

  func body(_ h: inout HTMLWriter) {
    h.div(.class("wrap")) { h in
      h.crumbs([("首页", SitePath.home.string), (title, nil)])
      h.h1(.class("page-title"), text: title)
      h.p(.class("page-lead"), text: "代表提出的建议、批评和意见，以及承办单位的答复，经公开审查后公布。")
      form(&h)
      if found.isPartial { h.p(.class("notice"), text: SearchWords.partial) }
      h.section(.class("section-s"), .labelledBy("list")) { h in
        h.h2(.class("sr"), .id("list"), text: "清单")
        if found.lines.isEmpty { h.empty("没有找到公开的建议。") }
        for line in found.lines { card(line, &h) }
      }
      h.pager(
        found.next == nil ? "到底了" : "还有更多",
        next: found.next.map { SitePath.publicSuggestions.with(query + [("before", $0.description)]) }
      )
      h.p(.class("small")) { h in
        h.a(.href(SitePath.suggestionFeed.string), .other("type", AtomFeed.mediaType)) { h in h.text("订阅更新（Atom）") }
      }
    }
  }

  private var query: [(String, String?)] {
    [
      ("q", search.words), ("number", search.number.map { "\($0)" }), ("session", search.session?.description),
      ("category", search.category?.description), ("unit", search.unit?.description), ("class", search.resultClass),
    ]
  }

  private func form(_ h: inout HTMLWriter) {
    h.element(
      "form",
      [.class("filters section-s"), .fixed("method", "get"), .other("action", SitePath.publicSuggestions.string)]
    ) {
      h in
      h.div(.class("wide")) { h in
        h.element("label", [.other("for", "f-q")], text: "关键词")
        h.void("input", [.class("input"), .id("f-q"), .name("q"), .type("search"), .value(search.words)])
      }
      h.div { h in
        h.element("label", [.other("for", "f-number")], text: "第几号")
        h.void(
          "input",
          [
            .class("input"), .id("f-number"), .name("number"), .type("text"), .other("inputmode", "numeric"),
            .value(search.number.map { "\($0)" } ?? ""),
          ])
      }
      h.filterChoice(
        "session", "会议",
        [("", "全部")]
          + found.sessions.map { ($0.id.description, Words.session($0, term: found.terms[$0.term])) },
        search.session?.description)
      h.filterChoice(
        "category", "类别", [("", "全部")] + categories.map { ($0.id.description, $0.name) }, search.category?.description)
      h.filterChoice(
        "unit", "承办单位", [("", "全部")] + units.map { ($0.id.description, $0.name) }, search.unit?.description)
      h.filterChoice(
        "class", "办理结果", [("", "全部")] + classes.map { ($0.code, "\($0.code)　\($0.meaning)") }, search.resultClass)
      h.filterButton()
    }
  }

  private func card(_ line: SuggestionPublication, _ h: inout HTMLWriter) {
    h.article(.class("case")) { h in
      h.element("h3", [.class("case-title")]) { h in
        h.link(SitePath.publicSuggestion(line.suggestion).string, line.title)
      }
      h.p(.class("small mute")) { h in
        h.text(
          [
            line.number.map(Words.number), line.proposer.isEmpty ? nil : line.proposer + "代表", line.units,
            line.resultClass.isEmpty ? nil : line.resultClass + "类", line.overall.map(Words.satisfaction),
            line.answeredOn.map { DateWords.near($0, today: today) + "答复" },
          ].compactMap { $0 }.joined(separator: " · "))
      }
      h.p(text: String(line.reply.prefix(100)) + (line.reply.count > 100 ? "……" : ""))
    }
  }
}

struct PublicSuggestionPage: HTMLKit.Page {
  let found: ReadPublishedSuggestions.One

  private var publication: SuggestionPublication { found.publication }
  var title: String { publication.title }

  func body(_ h: inout HTMLWriter) {
    h.div(.class("wrap")) { h in
      h.crumbs([("首页", SitePath.home.string), ("代表建议和答复", SitePath.publicSuggestions.string), ("建议", nil)])
      h.h1(.class("page-title"), text: title)
      h.dl(.class("facts")) { h in
        if let number = publication.number {
          h.fact("编号", Words.session(found.session, term: found.term) + Words.number(number))
        }
        if !publication.proposer.isEmpty { h.fact("提出人", publication.proposer + "代表") }
        h.fact("承办单位", publication.units)
        if let on = publication.answeredOn { h.fact("答复", DateWords.long(on)) }
        if let result = found.resultClass {
          h.fact("办理结果", "\(result.code)类：\(result.meaning)")
        } else if !publication.resultClass.isEmpty {
          h.fact("办理结果", publication.resultClass + "类")
        }
        if let overall = publication.overall { h.fact("代表测评", Words.satisfaction(overall)) }
      }
      h.headed("text", publication.isSummary ? "建议摘要" : "建议内容") { h in
        h.p(.class("quote")) { h in h.lines(publication.text) }
      }
      h.headed("reply", publication.isSummary ? "答复摘要" : "答复") { h in
        h.p(.class("quote")) { h in h.lines(publication.reply) }
      }
    }
  }
}
