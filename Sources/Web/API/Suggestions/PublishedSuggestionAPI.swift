import Actions
import Domain
import HTTPKit
import HTTPTypes

/// 公开的代表建议和答复, as everybody reads them.
enum PublishedSuggestionAPI {
  static let routes: [APIRoute] = [suggestions, filters, suggestion]

  private struct Published: Sendable {
    let publication: SuggestionPublication
    let session: CongressSession?
    let term: Int?
  }

  private static let shape = Shape<Published>(
    "PublishedSuggestion", "一件公开的建议和答复",
    [
      .id("id", "编号") { $0.publication.suggestion },
      .text("title", "标题") { $0.publication.title },
      .maybeText("number", "第几号，中文") { $0.publication.number.map(Words.number) },
      .maybeID("session", "哪次会议") { $0.publication.session },
      .maybeText("sessionName", "哪次会议，中文") { item in
        item.session.map { Words.session($0, term: item.term) }
      },
      .maybeID("category", "类别") { $0.publication.category },
      .maybeText("proposer", "提出的代表；要求保密的没有") { item in
        item.publication.proposer.isEmpty ? nil : item.publication.proposer
      },
      .text("text", "建议的公开文字") { $0.publication.text },
      .text("reply", "答复的公开文字") { $0.publication.reply },
      .flag("summary", "只公开摘要") { $0.publication.isSummary },
      .text("units", "答复的承办单位") { $0.publication.units },
      .maybeText("class", "办理结果类别") { item in
        item.publication.resultClass.isEmpty ? nil : item.publication.resultClass
      },
      .maybeDate("answeredOn", "哪天答复") { $0.publication.answeredOn },
      .maybeWord("overall", "代表测评") { $0.publication.overall },
      .instant("publishedAt", "什么时候公开") { $0.publication.publishedAt },
    ])

  /// One among other things that were found.
  static let lineShape = Shape<SuggestionPublication>(
    "FoundSuggestion", "找到的一件公开的建议",
    [
      .id("id", "编号") { $0.suggestion },
      .maybeText("number", "第几号，中文") { $0.number.map(Words.number) },
      .maybeText("proposer", "提出的代表；要求保密的没有") { $0.proposer.isEmpty ? nil : $0.proposer },
      .text("units", "答复的承办单位") { $0.units },
      .maybeDate("answeredOn", "哪天答复") { $0.answeredOn },
      .instant("publishedAt", "什么时候公开") { $0.publishedAt },
    ])

  private static let page = ListPage<Published>.shape("PublishedSuggestionPage", "一页公开的建议", of: shape)

  private static let suggestions = APIRoute(
    method: .get, path: "/suggestions", name: "suggestions", summary: "公开的代表建议和答复，新的在前", chapter: .place,
    access: .visitor,
    parameters: [
      .query("q", .line(0...100, "标题、内容、答复里的词")), .query("number", .integer(1...1_000_000, "第几号")),
      .query("session", .id("会议")), .query("category", .id("类别")), .query("unit", .id("承办单位")),
      .query("class", .line(1...40, "办理结果类别，如 A"), example: "A"), .after,
    ], content: .json(page.schema), isKept: true
  ) { call in
    var search = SuggestionSearch()
    search.words = TextCleaning.clean(call.text("q") ?? "", multiline: false).text
    search.number = call.integer("number")
    search.session = call.id("session")
    search.category = call.id("category")
    search.unit = call.id("unit")
    search.resultClass = call.text("class") ?? ""
    let from = try call.cursor { text in CursorText.inner(text).flatMap { ID<Suggestion>(text: $0) } }
    let found = try await ReadPublishedSuggestions.run(
      search, of: call.visit.site.congress.id, before: from, in: call.environment)
    let sessions = Dictionary(found.sessions.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let items = found.lines.map { line in
      let session = line.session.flatMap { sessions[$0] }
      return Published(publication: line, session: session, term: session.flatMap { found.terms[$0.term] })
    }
    let next = found.next.map { CursorText.text($0.description) }
    return .json(page.write(ListPage(items: items, next: next)))
  }

  private struct Filters: Sendable {
    let sessions: [Named<CongressSession>]
    let categories: [MatterCategory]
    let units: [HandlingUnit]
    let classes: [ResultClass]
  }

  private static let filtersShape = Shape<Filters>(
    "SuggestionFilters", "找公开的建议时可以选的",
    [
      .manyNamed("sessions", "会议") { $0.sessions },
      .shapes("categories", "类别", MatterCategory.shape) { $0.categories },
      .manyNamed("units", "承办单位") { $0.units.map { Named(id: $0.id, name: $0.name) } },
      .shapes("classes", "办理结果类别", SuggestionShapes.resultClass) { $0.classes },
    ])

  private static let filters = APIRoute(
    method: .get, path: "/suggestions/filters", name: "suggestionFilters", summary: "找公开的建议时可以选的会议、类别、承办单位、办理结果",
    chapter: .place, access: .visitor, content: .json(filtersShape.schema), isKept: true
  ) { call in
    let congress = call.visit.site.congress.id
    let found = try await ReadPublishedSuggestions.sessions(of: congress, in: call.environment)
    return .json(
      filtersShape.write(
        Filters(
          sessions: found.sessions.map { Named(id: $0.id, name: Words.session($0, term: found.terms[$0.term])) },
          categories: try await ReadDirectory.categories(of: congress, in: call.environment).filter {
            $0.parent == nil
          },
          units: try await ReadDirectory.units(of: congress, in: call.environment),
          classes: try await call.environment.rules.current(of: congress).settings.suggestions.classes)))
  }

  private static let suggestion = APIRoute(
    method: .get, path: "/suggestions/{id}", name: "suggestion", summary: "一件公开的建议和答复", chapter: .place,
    access: .visitor, parameters: [.id("建议", example: "$SUGGESTION")], content: .json(shape.schema), isKept: true
  ) { call in
    let found = try await ReadPublishedSuggestions.one(call.visit.id("id"), in: call.environment)
    return .json(
      shape.write(Published(publication: found.publication, session: found.session, term: found.term)))
  }
}
