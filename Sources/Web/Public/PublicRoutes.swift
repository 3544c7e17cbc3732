import Actions
import Domain
import HTMLKit
import HTTPKit
import Hummingbird

/// What everybody may read: home, published matters, numbers, and the words about privacy and help.
enum PublicRoutes {
  static func add(to table: inout RouteTable, pages: PageCache) {
    table.get("/", access: .open) { visit in try await home(visit, visit.site.congress.id, pages) }
    table.get("/congresses/:id", access: .open) { visit in
      let id: ID<Congress> = try visit.id("id")
      guard id == visit.site.congress.id else { throw ActionError.notFound }
      return try await home(visit, id, pages)
    }
    table.get("/matters", access: .open) { visit in try await matters(visit, pages) }
    table.get("/matters/:id", access: .open) { visit in try await matter(visit, pages) }
    table.get("/matters/:id/photos/:file", access: .open) { visit in try await photo(visit, thumbnail: false) }
    table.get("/matters/:id/photos/:file/small", access: .open) { visit in try await photo(visit, thumbnail: true) }
    table.get("/numbers", access: .open) { visit in try await numbers(visit, pages) }
    table.get("/numbers/:measure", access: .open) { visit in try await number(visit) }
    table.get("/privacy", access: .open) { visit in
      let settings = try await visit.environment.rules.current(of: visit.site.congress.id).settings
      return open(PrivacyPage(site: visit.site, settings: settings), visit)
    }
    table.get("/accessibility", access: .open) { visit in open(AccessibilityPage(site: visit.site), visit) }
    table.get("/help", access: .open) { visit in
      let settings = try await visit.environment.rules.current(of: visit.site.congress.id).settings
      return open(HelpPage(site: visit.site, settings: settings), visit)
    }
    table.postLenient("/elder-mode", access: .open) { visit, form in elderMode(visit, form) }
  }

  private static func open(_ page: some HTMLKit.Page, _ visit: Visit) -> Response {
    Respond.page(Document.render(page, visit, .open(tab: nil)), for: visit, keeping: .revalidate)
  }

  private static func home(_ visit: Visit, _ congress: ID<Congress>, _ pages: PageCache) async throws -> Response {
    let kept = try await pages.page("home \(congress) \(visit.isElder)", at: visit.environment.now()) {
      let page = try await HomePage.load(visit, congress)
      return Document.render(page, visit, .open(tab: .home))
    }
    return Respond.page(kept, for: visit)
  }

  private static func matters(_ visit: Visit, _ pages: PageCache) async throws -> Response {
    let environment = visit.environment
    let congress = visit.site.congress.id
    let deputy = visit.queryID("deputy", Person.self)
    let venue = visit.queryID("venue", Venue.self)
    let category: ID<MatterCategory>? = visit.queryID("category")
    let cursor = visit.query["after"].flatMap { ListCursor(text: $0) }
    // What the page is made from, and nothing else that an address may carry.
    let asked = [deputy?.raw, venue?.raw, category?.raw].map { $0.map(String.init) ?? "" } + [cursor?.text ?? ""]
    let key = "matters \(asked.joined(separator: " ")) \(visit.isElder)"
    let kept = try await pages.page(key, at: visit.environment.now()) {
      let scope: MatterScope = deputy.map { .deputy($0) } ?? venue.map { .venue($0) } ?? .congress(congress)
      let found = try await ReadPublications.list(of: scope, category: category, after: cursor, in: environment)
      let page = PublicMattersPage(
        publications: found.publications, next: found.next, categories: visit.site.categories.filter { $0.isActive },
        category: category, deputy: deputy, venue: venue, today: visit.today, isFirst: cursor == nil)
      return Document.render(page, visit, .open(tab: nil))
    }
    return Respond.page(kept, for: visit)
  }

  private static func matter(_ visit: Visit, _ pages: PageCache) async throws -> Response {
    let id: ID<Matter> = try visit.id("id")
    let kept = try await pages.page("matter \(id) \(visit.isElder)", at: visit.environment.now()) {
      guard let found = try await ReadPublications.one(id, in: visit.environment) else { throw ActionError.notFound }
      let page = PublicMatterPage(
        publication: found.publication, record: found.record, workflow: found.workflow, settings: found.settings,
        others: found.others, today: visit.today)
      return Document.render(page, visit, .open(tab: nil))
    }
    return Respond.page(kept, for: visit)
  }

  private static func photo(_ visit: Visit, thumbnail: Bool) async throws -> Response {
    let bytes = try await ReadPhoto.run(
      visit.id("file"), of: visit.id("id"), thumbnail: thumbnail, for: .everybody, in: visit.environment)
    return Respond.picture(bytes)
  }

  private static func numbers(_ visit: Visit, _ pages: PageCache) async throws -> Response {
    let year = CountedList.year(visit.query["year"], visit)
    let kept = try await pages.page(
      "numbers \(visit.query["year"] == nil) \(year) \(visit.isElder)", at: visit.environment.now()
    ) {
      let congress = visit.site.congress.id
      let numbers = try await numbersShown(visit, year)
      let categories = try await ReadNumbers.categories(of: congress, year: numbers.year, in: visit.environment)
      let term = try await ReadTermNumbers.run(of: congress, in: visit.environment)
      let settings = try await visit.environment.rules.current(of: congress).settings
      return Document.render(
        NumbersPage(numbers: numbers, categories: categories, term: term, settings: settings, today: visit.today),
        visit, .open(tab: nil))
    }
    return Respond.page(kept, for: visit)
  }

  /// Early in a year, when nothing has come in yet, whoever asked for no year sees the last one.
  private static func numbersShown(_ visit: Visit, _ year: Int) async throws -> YearNumbers {
    let scope = MatterScope.congress(visit.site.congress.id)
    let numbers = try await ReadNumbers.run(of: scope, year: year, in: visit.environment)
    guard visit.query["year"] == nil, numbers[.received] == 0 else { return numbers }
    let before = try await ReadNumbers.run(of: scope, year: year - 1, in: visit.environment)
    return before[.received] > 0 ? before : numbers
  }

  private static func number(_ visit: Visit) async throws -> Response {
    let name = try visit.parameter("measure").replacing("-", with: "_")
    if name.hasPrefix("term_") { return try await termNumber(visit, String(name.dropFirst(5))) }
    let asked = try await CountedList.read(
      name, year: visit.query["year"], category: visit.query["category"], visit)
    let congress = visit.site.congress.id
    let count =
      if let part = asked.part { part.count } else {
        try await ReadNumbers.run(of: .congress(congress), year: asked.year, in: visit.environment)[asked.measure]
      }
    let list = try await ReadNumbers.list(
      asked.measure, of: congress, category: asked.part?.category ?? .any, year: asked.year,
      after: visit.query["after"].flatMap { ListCursor(text: $0) },
      in: visit.environment)
    let page = NumberListPage(
      title: "\(asked.year)年\(Words.measure(asked.measure))" + (asked.part.map { "：" + $0.name } ?? ""),
      crumb: Words.measure(asked.measure), numbers: SitePath.numbers.with([("year", "\(asked.year)")]),
      path: .number(asked.measure),
      query: [("year", "\(asked.year)")] + (asked.part.map { [("category", $0.value)] } ?? []), count: count,
      rows: list.rows, next: list.next, today: visit.today, isFirst: visit.query["after"] == nil,
      export: .exportNumber(asked.measure),
      exportToken: RouteAccess.staff.admits(visit.actor) ? FormToken.make(for: visit) : nil)
    return Respond.page(Document.render(page, visit, .open(tab: nil)), for: visit, keeping: .revalidate)
  }

  /// The list behind a number of the term.
  private static func termNumber(_ visit: Visit, _ name: String) async throws -> Response {
    let congress = visit.site.congress.id
    let cursor = visit.query["after"].flatMap { ListCursor(text: $0) }
    guard let figure = TermFigure(rawValue: name),
      let stream = MatterStream(rawValue: visit.query["stream"] ?? MatterStream.both.rawValue),
      !figure.measures(stream).isEmpty,
      let numbers = try await ReadTermNumbers.run(of: congress, in: visit.environment),
      let list = try await ReadTermNumbers.list(figure, stream, of: congress, after: cursor, in: visit.environment)
    else { throw ActionError.notFound }
    let page = NumberListPage(
      title: "本届以来，\(Words.term(figure))：\(Words.stream(stream))", crumb: "本届以来\(Words.term(figure))",
      numbers: SitePath.numbers.string, path: .termNumber(figure), query: [("stream", stream.rawValue)],
      count: numbers[figure, stream], rows: list.rows, next: list.next, today: visit.today, isFirst: cursor == nil)
    return Respond.page(Document.render(page, visit, .open(tab: nil)), for: visit, keeping: .revalidate)
  }

  private static func elderMode(_ visit: Visit, _ form: PostedForm) -> Response {
    let on = form.fields["on"] == "1"
    let back = form.fields["back"] ?? "/"
    // Only an address of this site: one slash, not two.
    let isOurs = back.hasPrefix("/") && !back.hasPrefix("//") && !back.contains("\\") && back.utf8.count < 200
    return Respond.redirect(
      isOurs ? back : "/",
      cookies: Respond.cookie(VisitReader.elderCookie, on ? "1" : "0", maxAge: 365 * 86_400, for: visit))
  }
}
