import Actions
import Domain
import HTTPKit
import HTTPTypes

/// The one search of the site, for everybody and at the workbench.
enum SearchAPI {
  static let routes: [APIRoute] = [search, workSearch]

  private static let pieceShape = Shape<SearchPiece>(
    "SearchPiece", "一段文字，连起来是全文",
    [
      .text("text", "文字") { $0.text },
      .flag("hit", "就是要找的词") { $0.isHit },
    ])

  private static let common: [Shape<SearchHit>.Field] = [
    .word("kind", "哪一类") { $0.subject.kind },
    .shapes("title", "标题或者名称", pieceShape) { $0.title },
    .shapes("excerpt", "找到的词前后的话", pieceShape) { $0.excerpt },
  ]

  /// What stands in the directory is the same for everybody.
  private static let directory: [Shape<SearchHit>.Field] = [
    .maybeShape("suggestion", "公开的代表建议", PublishedSuggestionAPI.lineShape) { hit in
      if case .suggestion(let item) = hit.subject { return item }
      return nil
    },
    .maybeShape("deputy", "代表", DeputyLine.shape) { hit in
      if case .deputy(let line) = hit.subject { return line }
      return nil
    },
    .maybeShape("venue", "站点", VenueLine.shape) { hit in
      if case .venue(let line) = hit.subject { return line }
      return nil
    },
    .maybeShape("campaign", "征集活动", CampaignAPI.lineShape) { hit in
      if case .campaign(let line) = hit.subject { return line }
      return nil
    },
  ]

  private static let hitShape = Shape<SearchHit>(
    "SearchHit", "找到的一条：它是什么，就有那一项",
    common + [
      .maybeShape("publication", "公开的诉求", MatterPublication.shape) { hit in
        if case .publication(let item) = hit.subject { return item }
        return nil
      }
    ] + directory)

  private static let partShape = Shape<SearchHit.Part>(
    "FoundPart", "转给本单位的一份",
    [
      .text("receipt", "回执号") { $0.receipt },
      .count("part", "第几份") { $0.part },
      .text("unit", "单位") { $0.unit },
      .word("state", "状态") { $0.state },
      .text("stateName", "状态，中文") { Words.handling($0.state) },
      .date("sentOn", "哪天转来") { $0.sentOn },
    ])

  private static let workHitShape = Shape<SearchHit>(
    "WorkSearchHit", "工作台找到的一条：它是什么，就有那一项",
    common + [
      .maybeShape("matter", "诉求", WorkAPI.lineShape) { hit in
        if case .record(let line) = hit.subject { return line }
        return nil
      },
      .maybeShape("part", "只看得到转办的那一份", partShape) { hit in
        if case .part(let part) = hit.subject { return part }
        return nil
      },
    ] + directory)

  private static func page(_ name: String, of hit: Shape<SearchHit>) -> Shape<SearchResults> {
    Shape<SearchResults>(
      name, "一页找到的，新的在前",
      [
        .word("kind", "这一页是哪一类") { $0.kind },
        .shapes("items", "这一页", hit) { $0.hits },
        .always("counts", .counts("各类找到几条，最多数到\(SearchAnything.mostCounted)；数不出的没有")) { results in
          .record(of: SearchKind.allCases.map { ($0.rawValue, results.counts[$0].map { .integer($0) }) })
        },
        .flag("tooShort", "查诉求请至少写两个字") { $0.isTooShort },
        .flag("cut", "写得太长，只按前\(SearchQuery.mostCharacters)个字、\(SearchQuery.mostWords)个词查找") { $0.query.isCut },
        .flag("partial", "检索正在整理，较早的内容可能还查不到") { $0.isPartial },
        .maybe("next", JSONSchema(.text(.opaque, 1...300), "下一页从哪里开始，放进 after；没有就是最后一页")) { results in
          results.next.map { .text(CursorText.text("\($0)")) }
        },
      ])
  }

  private static let openPage = page("SearchPage", of: hitShape)
  private static let workPage = page("WorkSearchPage", of: workHitShape)

  private static let parameters: [APIParameter] = [
    // 路灯
    .query("q", .line(0...200, "要找的字；几个词用空格隔开，都有的才找出来"), example: "%E8%B7%AF%E7%81%AF"),
    .query("kind", .word(SearchKind.self, "找哪一类；不写就是有结果的第一类")), .after,
  ]

  private static let search = APIRoute(
    method: .get, path: "/search", name: "search", summary: "搜索公开的诉求、代表建议、代表、站点、征集活动", chapter: .place,
    access: .visitor,
    parameters: parameters, content: .json(openPage.schema), isKept: true
  ) { call in
    // Whoever works here and shows a token finds no more here than anybody.
    .json(openPage.write(try await results(call, by: .visitor)))
  }

  private static let workSearch = APIRoute(
    method: .get, path: "/work/search", name: "workSearch", summary: "搜索您看得到的诉求，和公开的代表建议、代表、站点、征集活动", chapter: .work,
    access: .token(.read, .signedIn), parameters: parameters, content: .json(workPage.schema),
    refusals: [.passwordOutdated]
  ) { call in .json(workPage.write(try await results(call, by: call.actor))) }

  private static func results(_ call: APICall, by actor: Actor) async throws -> SearchResults {
    let before = try call.cursor { text in
      CursorText.inner(text).flatMap { Int64($0) }.flatMap { $0 > 0 ? $0 : nil }
    }
    return try await SearchAnything.run(
      call.text("q") ?? "", kind: call.word("kind"), before: before, by: actor, in: call.environment)
  }
}

extension SearchHit.Subject {
  /// The kind that it is looked for as.
  var kind: SearchKind {
    switch self {
    case .record, .part, .publication: .matters
    case .suggestion: .suggestions
    case .deputy: .deputies
    case .venue: .venues
    case .campaign: .campaigns
    }
  }
}
