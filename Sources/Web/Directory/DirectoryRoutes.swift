import Actions
import Domain
import HTMLKit
import HTTPKit
import Hummingbird

/// 找代表、家室站点, and where printed codes lead.
enum DirectoryRoutes {
  static func add(to table: inout RouteTable, pages: PageCache) {
    table.get("/deputies", access: .open) { visit in try await deputies(visit, pages) }
    table.get("/deputies/:id", access: .open) { visit in try await deputy(visit) }
    table.get("/deputies/:id/portrait", access: .open) { visit in
      Respond.picture(try await ReadPortraits.picture(of: visit.id("id"), in: visit.environment))
    }
    table.get("/venues", access: .open) { visit in try await venues(visit) }
    table.get("/venues/:id", access: .open) { visit in try await venue(visit) }
    table.get("/c/:token", access: .open) { visit in try await code(visit) }
  }

  private static func deputies(_ visit: Visit, _ pages: PageCache) async throws -> Response {
    var filter = DeputyFilter()
    filter.query = visit.queryText("q")
    filter.congressLevel = Int(visit.query["level"] ?? "").flatMap { CongressLevel(rawValue: $0) }
    filter.region = visit.queryID("region")
    filter.venue = visit.queryID("venue")
    let field = visit.queryText("field")
    filter.expertise = field.isEmpty ? nil : field
    let (asked, environment) = (filter, visit.environment)
    let cursor = visit.query["after"].flatMap { DeputyCursor.read($0) }
    // What the page is made from, and nothing else that an address may carry.
    let parts = [
      asked.query, asked.expertise ?? "", asked.congressLevel.map { "\($0.rawValue)" } ?? "",
      asked.region?.description ?? "", asked.venue?.description ?? "", cursor.map(DeputyCursor.text) ?? "",
    ]
    let key = "deputies \(parts.joined(separator: "\n")) \(visit.query["after"] == nil) \(visit.isElder)"
    let kept = try await pages.page(key, at: visit.now) {
      let found = try await FindDeputies.run(asked, after: cursor, in: environment)
      let regions = try await ReadDirectory.regions(in: environment).filter {
        $0.level == .village && $0.validTo == nil
      }
      let page = DeputiesPage(
        filter: asked, found: found, regions: regions, levels: visit.site.mandates.keys.sorted(),
        persons: visit.site.persons, today: visit.today, isFirst: visit.query["after"] == nil)
      return Document.render(page, visit, .open(tab: .deputies))
    }
    return Respond.page(kept, for: visit)
  }

  private static func deputy(_ visit: Visit) async throws -> Response {
    let id: ID<Person> = try visit.id("id")
    guard let data = try await ReadDeputy.run(id, in: visit.environment) else { throw ActionError.notFound }
    let code = try await ManageCodes.current(
      .deputy(id), of: visit.site.congress.id, by: .system, unlessReadOnly: visit.environment)
    let page = DeputyPage(
      data: data, code: code.map { visit.absolute(.code(PrintedCode.token($0, in: visit.environment))) },
      countsBasic: try await visit.environment.rules.current(of: visit.site.congress.id).settings.publication
        .countsBasic,
      groups: try await ReadGroups.groups(of: id, in: visit.environment),
      portrait: try await ReadPortraits.marks(of: [id], in: visit.environment)[id], today: visit.today)
    return Respond.page(Document.render(page, visit, .open(tab: .deputies)), for: visit, keeping: .revalidate)
  }

  private static func venues(_ visit: Visit) async throws -> Response {
    let lines = try await ReadDirectory.venues(of: visit.site.congress.id, in: visit.environment)
    let receptions = try await ReadReceptions.run(
      of: visit.site.congress.id, from: visit.today, through: visit.today.adding(days: 45), in: visit.environment)
    let page = VenuesPage(venues: lines, receptions: receptions, today: visit.today)
    return Respond.page(Document.render(page, visit, .open(tab: nil)), for: visit, keeping: .revalidate)
  }

  private static func venue(_ visit: Visit) async throws -> Response {
    let id: ID<Venue> = try visit.id("id")
    guard let data = try await ReadVenue.run(id, in: visit.environment) else { throw ActionError.notFound }
    let code = try await ManageCodes.current(
      .venue(id), of: data.venue.congress, by: .system, unlessReadOnly: visit.environment)
    let page = VenuePage(
      data: data, code: code.map { visit.absolute(.code(PrintedCode.token($0, in: visit.environment))) },
      duties: try await ReadGroups.duties(at: id, in: visit.environment), today: visit.today)
    return Respond.page(Document.render(page, visit, .open(tab: nil)), for: visit, keeping: .revalidate)
  }

  /// A scan: the form with the addressee filled in, the home, or a page that says why the code leads elsewhere.
  private static func code(_ visit: Visit) async throws -> Response {
    switch try await ScanCode.run(
      visit.parameter("token"), isCounted: visit.take([visit.claim(.scan)]).isAllowed, in: visit.environment)
    {
    case .deputy(let id, let code): return try await SubmitRoutes.form(visit, to: .deputy(id), scanned: code)
    case .venue(let id, let code): return try await SubmitRoutes.form(visit, to: .venue(id), scanned: code)
    case .grid(let id, let code): return try await SubmitRoutes.form(visit, inGrid: id, scanned: code)
    case .campaign(let id): return try await CampaignRoutes.scanned(visit, id)
    case .congress: return Respond.redirect(SitePath.home.string)
    case .ended(let end):
      return Respond.page(Document.render(EndedCodePage(end: end), visit, .open(tab: nil)), for: visit, status: .gone)
    }
  }
}

/// A place in the list of deputies: the sort key is text, so it travels encoded.
enum DeputyCursor {
  static func text(_ cursor: ListCursor) -> String { "\(cursor.id).\(cursor.sort)" }

  static func read(_ text: String) -> ListCursor? {
    guard let dot = text.firstIndex(of: "."), let id = Int64(text[..<dot]), id > 0, text.utf8.count < 300 else {
      return nil
    }
    let sort = String(text[text.index(after: dot)...])
    return sort.utf8.contains(0) ? nil : ListCursor(sort: sort, id: id)
  }
}

extension ManageCodes {
  /// The code that holds, made when the page is first shown; nothing is made while only reading is allowed.
  static func current(
    _ subject: CodeRecord.Subject, of congress: ID<Congress>, by actor: Actor,
    unlessReadOnly environment: AppEnvironment
  ) async throws -> ID<Code>? {
    if environment.readOnly != nil { return nil }
    return try await current(subject, of: congress, by: actor, in: environment)
  }
}
