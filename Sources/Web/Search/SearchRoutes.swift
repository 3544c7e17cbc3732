import Actions
import Domain
import HTMLKit
import HTTPKit
import Hummingbird

/// The one search of the site, for everybody and at the workbench.
enum SearchRoutes {
  static func add(to table: inout RouteTable) {
    table.get("/search", access: .open) { visit in
      // Whoever works here and is signed in finds no more on a public page than anybody.
      let page = try await page(visit, by: .visitor)
      return Respond.page(Document.render(page, visit, .open(tab: nil)), for: visit, keeping: .revalidate)
    }
    table.get("/work/search", access: .signedIn) { visit in
      if let record = try await record(visit) { return Respond.redirect(record.string) }
      return try await Workbench.page(try await page(visit, by: visit.actor), visit)
    }
  }

  /// A whole receipt number leads straight to what it is the number of, unless a kind was chosen below the field.
  private static func record(_ visit: Visit) async throws -> SitePath? {
    guard visit.query["kind"] == nil, visit.query["before"] == nil else { return nil }
    switch try await FindReceipt.run(visit.queryText("q"), by: visit.actor, in: visit.environment) {
    case .record(let id): return .record(id)
    case .part(let id, let part): return .handling(id, part)
    case nil: return nil
    }
  }

  private static func page(_ visit: Visit, by actor: Actor) async throws -> SearchPage {
    let text = visit.queryText("q")
    let isAtWork = actor.signedIn != nil
    let kinds = SearchKind.allCases.filter {
      $0 != .matters || !isAtWork || !SearchScope.words(for: actor).isEmpty
    }
    let kind: SearchKind? = visit.queryWord("kind").flatMap { kinds.contains($0) ? $0 : nil }
    let before = visit.query["before"].flatMap { Int64($0) }.flatMap { $0 > 0 ? $0 : nil }
    let results = try await SearchAnything.run(text, kind: kind, before: before, by: actor, in: visit.environment)
    return SearchPage(
      text: text, results: results, isAtWork: isAtWork, kinds: kinds, isChosen: kind != nil, isFirst: before == nil,
      today: visit.today)
  }
}
