import Actions
import Domain
import HTTPKit
import HTTPTypes

/// What everybody may read: the place, its deputies and stations, what was published, the numbers.
enum PlaceAPI {
  static let routes: [APIRoute] = [
    site, categories, deputies, deputy, portrait, venues, venue, publications, publication, publicationPhoto, numbers,
    number,
  ]

  // MARK: The place

  private static let siteShape = Shape<SiteInfo>(
    "Site", "这个网站属于哪里",
    [
      .text("name", "名称") { $0.name },
      .shape("congress", "人民代表大会", NamedItem.shape) { NamedItem($0.congress.id, $0.congress.name) },
      .text("organ", "主办机关") { $0.organ },
      .text("telephone", "电话") { $0.telephone },
      .text("openingHours", "开放时间") { $0.hours },
      .count("venues", "家室站点数") { $0.venueCount },
      .count("deputies", "代表人数") { $0.persons },
      .always("mandates", .counts("各级代表资格数")) { site in
        .record(of: site.mandates.keys.sorted().map { (Words.level($0), .integer(site.mandates[$0] ?? 0)) })
      },
    ])

  private static let site = APIRoute(
    method: .get, path: "/site", name: "site", summary: "这个网站属于哪里", chapter: .place, access: .visitor,
    content: .json(siteShape.schema), isKept: true
  ) { call in .json(siteShape.write(call.visit.site)) }

  private static let categories = APIRoute(
    method: .get, path: "/categories", name: "categories", summary: "诉求的类别", chapter: .place, access: .visitor,
    content: .json(.list(MatterCategory.shape.schema, 0...10_000)), isKept: true
  ) { call in .json(MatterCategory.shape.write(call.visit.site.categories.filter(\.isActive))) }

  // MARK: Deputies

  private static let deputyPage = ListPage<DeputyLine>.shape("DeputyPage", "一页代表", of: DeputyLine.shape)

  private static let deputies = APIRoute(
    method: .get, path: "/deputies", name: "deputies", summary: "找代表", chapter: .place, access: .visitor,
    parameters: [
      .query("query", .line(0...100, "姓名、姓名的一部分，或者拼音、拼音首字母"), example: "wang"),
      .query("level", .words(CongressLevel.words, "代表的层级")),
      .query("region", .id("村社区")), .query("venue", .id("站点")), .query("field", .line(1...60, "擅长的领域")),
      .after,
    ], content: .json(deputyPage.schema), isKept: true
  ) { call in
    var filter = DeputyFilter()
    filter.query = call.text("query") ?? ""
    filter.congressLevel = call.text("level").flatMap { word in CongressLevel.allCases.first { $0.word == word } }
    filter.region = call.id("region")
    filter.venue = call.id("venue")
    filter.expertise = call.text("field")
    let cursor = try call.cursor { CursorText.inner($0).flatMap { DeputyCursor.read($0) } }
    let found = try await FindDeputies.run(filter, after: cursor, in: call.environment)
    return .json(
      deputyPage.write(
        ListPage(items: found.deputies, next: found.next.map { CursorText.text(DeputyCursor.text($0)) })))
  }

  private static let deputy = APIRoute(
    method: .get, path: "/deputies/{id}", name: "deputy", summary: "一位代表：资格、接待日、公开的联系方式、履职", chapter: .place,
    access: .visitor, parameters: [.id("代表", example: "$DEPUTY")], content: .json(DeputyDetail.shape.schema),
    isKept: true
  ) { call in
    let id: ID<Person> = try call.visit.id("id")
    guard let data = try await ReadDeputy.run(id, in: call.environment) else { throw ActionError.notFound }
    let groups = try await ReadGroups.groups(of: id, in: call.environment)
    return .json(DeputyDetail.shape.write(DeputyDetail(data: data, groups: groups)))
  }

  private static let portrait = APIRoute(
    method: .get, path: "/deputies/{id}/portrait", name: "portrait", summary: "代表的照片", chapter: .place,
    access: .visitor, parameters: [.id("代表", example: "$DEPUTY")], content: .picture
  ) { call in .picture(try await ReadPortraits.picture(of: call.visit.id("id"), in: call.environment)) }

  // MARK: Venues

  private static let venues = APIRoute(
    method: .get, path: "/venues", name: "venues", summary: "家室站点", chapter: .place, access: .visitor,
    content: .json(.list(VenueLine.shape.schema, 0...10_000)), isKept: true
  ) { call in
    .json(
      VenueLine.shape.write(
        try await ReadDirectory.venues(of: call.visit.site.congress.id, in: call.environment)))
  }

  private static let venue = APIRoute(
    method: .get, path: "/venues/{id}", name: "venue", summary: "一个站点：谁在、什么时候接待、怎么去", chapter: .place,
    access: .visitor, parameters: [.id("站点", example: "$VENUE")], content: .json(VenueDetail.shape.schema),
    isKept: true
  ) { call in
    let id: ID<Venue> = try call.visit.id("id")
    guard let data = try await ReadVenue.run(id, in: call.environment) else { throw ActionError.notFound }
    let duties = try await ReadGroups.duties(at: id, in: call.environment)
    return .json(VenueDetail.shape.write(VenueDetail(data: data, duties: duties)))
  }

  // MARK: What was published

  private static let publicationPage = ListPage<MatterPublication>.shape(
    "PublicationPage", "一页公开的诉求", of: MatterPublication.shape)

  private static let publications = APIRoute(
    method: .get, path: "/publications", name: "publications", summary: "公开的诉求，新的在前", chapter: .place,
    access: .visitor,
    parameters: [
      .query("category", .id("类别")), .query("deputy", .id("代表")), .query("venue", .id("站点")), .after,
    ], content: .json(publicationPage.schema), isKept: true
  ) { call in
    let scope: MatterScope =
      call.id("deputy", Person.self).map { .deputy($0) } ?? call.id("venue", Venue.self).map { .venue($0) }
      ?? .congress(call.visit.site.congress.id)
    let found = try await ReadPublications.list(
      of: scope, category: call.id("category"), after: call.cursor(CursorText.list), in: call.environment)
    return .json(publicationPage.write(ListPage(items: found.publications, next: CursorText.text(found.next))))
  }

  private static let publication = APIRoute(
    method: .get, path: "/publications/{id}", name: "publication", summary: "一件公开的诉求和它的经过", chapter: .place,
    access: .visitor, parameters: [.id("公开的诉求", example: "$PUBLICATION")],
    content: .json(PublicationDetail.shape.schema), isKept: true
  ) { call in
    guard let found = try await ReadPublications.one(call.visit.id("id"), in: call.environment) else {
      throw ActionError.notFound
    }
    return .json(
      PublicationDetail.shape.write(
        PublicationDetail(
          publication: found.publication,
          status: found.record.matter.status,
          timeline: MatterTimeline(
            record: found.record, reader: .everybody, today: call.today, settings: found.settings, allowed: []))))
  }

  private static let publicationPhoto = APIRoute(
    method: .get, path: "/publications/{id}/photos/{file}", name: "publicationPhoto", summary: "公开的照片", chapter: .place,
    access: .visitor, parameters: [.id("公开的诉求", example: "$PUBLICATION"), .file, .small], content: .picture
  ) { call in
    .picture(
      try await ReadPhoto.run(
        call.visit.id("file"), of: call.visit.id("id"), thumbnail: call.flag("small"), for: .everybody,
        in: call.environment))
  }

  // MARK: Numbers

  private static let year = APIParameter.query("year", .integer(2020...2200, "哪一年，默认今年"))

  private static let numbers = APIRoute(
    method: .get, path: "/numbers", name: "numbers", summary: "工作数字", chapter: .place, access: .visitor,
    parameters: [year], content: .json(NumbersOfYear.shape.schema)
  ) { call in
    let numbers = try await ReadNumbers.run(
      of: .congress(call.visit.site.congress.id), year: call.integer("year") ?? call.today.year, in: call.environment)
    return .json(NumbersOfYear.shape.write(NumbersOfYear(numbers)))
  }

  private static let countedShape = Shape<CountedMatter>(
    "CountedMatter", "数字后面的一件；没有公开的不写标题",
    [
      .maybeID("publication", "公开的诉求") { $0.title == nil ? nil : $0.id },
      .maybeText("title", "标题") { $0.title },
      .maybeText("category", "类别") { $0.category },
      .word("state", "状态") { $0.state },
      .date("date", "计在哪天") { $0.date },
    ])
  private static let countedPage = ListPage<CountedMatter>.shape("CountedPage", "一页", of: countedShape)

  private static let number = APIRoute(
    method: .get, path: "/numbers/{measure}", name: "number", summary: "一个数字后面的清单", chapter: .place, access: .visitor,
    parameters: [
      .path("measure", .words(ReadNumbers.yearly.map(\.rawValue), "哪个数字"), example: "received"), year, .after,
    ], content: .json(countedPage.schema)
  ) { call in
    guard let measure = MatterMeasure(rawValue: try call.visit.parameter("measure")) else {
      throw ActionError.notFound
    }
    let found = try await ReadNumbers.list(
      measure, of: call.visit.site.congress.id, year: call.integer("year") ?? call.today.year,
      after: call.cursor(CursorText.list), in: call.environment)
    return .json(countedPage.write(ListPage(items: found.rows, next: CursorText.text(found.next))))
  }
}
