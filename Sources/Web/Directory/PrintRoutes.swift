import Actions
import Domain
import HTMLKit
import HTTPKit
import Hummingbird

/// Codes on paper, one place or all of them in one document: what is printed, and for whom. The codes that are not there
/// yet are made.
enum PrintRoutes {
  /// Twenty sheets of cards are one batch.
  private static let batch = 200

  static func show(_ visit: Visit) async throws -> Response {
    guard let sheet = PrintedSheet(rawValue: try visit.parameter("sheet")) else { throw ActionError.notFound }
    let back = SitePath.codes
    switch sheet {
    case .cards: return respond(try await cards(visit), visit, back)
    case .posters: return respond(try await posters(of: venues(visit), visit), visit, back)
    case .stands: return respond(try await stands(visit), visit, back)
    case .boards: return respond(try await boards(visit), visit, back)
    case .grids: return respond(try await grids(visit), visit, back)
    case .campaigns: return respond(try await campaigns(visit), visit, back)
    }
  }

  private static func respond(_ page: some HTMLKit.Page, _ visit: Visit, _ back: SitePath) -> Response {
    Respond.page(Document.render(page, visit, .paper(back: back)), for: visit)
  }

  /// The venue that was asked for, or all of the congress.
  private static func venues(_ visit: Visit) async throws -> [ID<Venue>] {
    if visit.query["venue"] != nil {
      guard let venue: ID<Venue> = visit.queryID("venue") else { throw ActionError.notFound }
      return [venue]
    }
    return try await ReadDirectory.venues(of: visit.site.congress.id, in: visit.environment).map(\.id)
  }

  private static func address(_ code: ID<Code>, _ visit: Visit) -> String {
    visit.absolute(.code(PrintedCode.token(code, in: visit.environment)))
  }

  private static func code(of venue: Venue, _ visit: Visit) async throws -> String {
    address(
      try await ManageCodes.current(.venue(venue.id), of: venue.congress, by: visit.actor, in: visit.environment), visit
    )
  }

  static func cards(_ visit: Visit) async throws -> CardsPage {
    var filter = DeputyFilter()
    filter.venue = visit.queryID("venue")
    let found = try await FindDeputies.run(
      filter, after: visit.query["after"].flatMap { DeputyCursor.read($0) }, limit: batch, in: visit.environment)
    let codes = try await ManageCodes.current(
      found.deputies.map { .deputy($0.id) }, of: visit.site.congress.id, by: visit.actor, in: visit.environment)
    var known: [ID<Venue>: Venue] = [:]
    var cards: [CardsPage.Card] = []
    for (deputy, code) in zip(found.deputies, codes) {
      if let venue = deputy.venues.first?.id, known[venue] == nil {
        known[venue] = try await ReadDirectory.venue(venue, in: visit.environment)
      }
      cards.append(
        CardsPage.Card(
          deputy: deputy, venue: deputy.venues.first.flatMap { known[$0.id] }, address: address(code, visit)))
    }
    let next = found.next.map { next in
      SitePath.printCodes(.cards).with([("venue", filter.venue?.description), ("after", DeputyCursor.text(next))])
    }
    return CardsPage(cards: cards, site: visit.site, next: next)
  }

  static func posters(of venues: [ID<Venue>], _ visit: Visit) async throws -> PostersPage {
    var posters: [Poster] = []
    for id in venues {
      guard let data = try await ReadVenue.run(id, in: visit.environment) else { throw ActionError.notFound }
      let rules = try await visit.environment.rules.current(of: data.venue.congress).settings.rules
      posters.append(
        Poster(data: data, address: try await code(of: data.venue, visit), rules: rules, today: visit.today))
    }
    return PostersPage(posters: posters)
  }

  private static func stands(_ visit: Visit) async throws -> StandsPage {
    var stands: [StandsPage.Stand] = []
    for id in try await venues(visit) {
      guard let data = try await ReadVenue.run(id, in: visit.environment) else { throw ActionError.notFound }
      stands.append(StandsPage.Stand(data: data, address: try await code(of: data.venue, visit)))
    }
    return StandsPage(stands: stands, today: visit.today)
  }

  private static func boards(_ visit: Visit) async throws -> BoardsPage {
    var boards: [Board] = []
    for id in try await venues(visit) {
      guard let data = try await ReadBoard.run(id, in: visit.environment) else { throw ActionError.notFound }
      boards.append(Board(data: data, address: try await code(of: data.page.venue, visit), today: visit.today))
    }
    return BoardsPage(boards: boards)
  }

  private static func grids(_ visit: Visit) async throws -> GridPostersPage {
    let congress = visit.site.congress.id
    let asked: ID<Region>? = visit.queryID("grid")
    if visit.query["grid"] != nil, asked == nil { throw ActionError.notFound }
    let all = try await ReadGrids.all(of: congress, in: visit.environment)
    var posters: [GridPostersPage.Poster] = []
    for line in all where asked == nil || line.grid.id == asked {
      guard let area = try await ReadGrids.area(line.grid.id, in: visit.environment),
        let venue = try await ReadDirectory.venue(area.venue.id, in: visit.environment)
      else { continue }
      let code = try await ManageCodes.current(
        .grid(line.grid.id), of: congress, by: visit.actor, in: visit.environment)
      posters.append(
        GridPostersPage.Poster(area: area, venue: venue, address: address(code, visit)))
    }
    if asked != nil, posters.isEmpty { throw ActionError.notFound }
    let rules = try await visit.environment.rules.current(of: congress).settings.rules
    return GridPostersPage(posters: posters, rules: rules)
  }

  /// The campaign that was asked for, or those that run or are still to come.
  private static func campaigns(_ visit: Visit) async throws -> CampaignPostersPage {
    let congress = visit.site.congress.id
    let asked: ID<Campaign>? = visit.queryID("campaign")
    if visit.query["campaign"] != nil, asked == nil { throw ActionError.notFound }
    let lines = try await ReadCampaigns.list(in: visit.environment).filter { line in
      guard line.campaign.state == .published, line.campaign.congress == congress else { return false }
      return asked.map { $0 == line.campaign.id } ?? (line.phase != .over)
    }
    if asked != nil, lines.isEmpty { throw ActionError.notFound }
    let codes = try await ManageCodes.current(
      lines.map { .campaign($0.campaign.id) }, of: congress, by: visit.actor, in: visit.environment)
    var posters: [CampaignPostersPage.Poster] = []
    for (line, code) in zip(lines, codes) {
      posters.append(
        CampaignPostersPage.Poster(
          data: try await ReadCampaigns.one(line.campaign.id, in: visit.environment), address: address(code, visit),
          telephone: visit.site.telephone))
    }
    let rules = try await visit.environment.rules.current(of: congress).settings.rules
    return CampaignPostersPage(posters: posters, rules: rules, place: visit.site.name)
  }
}
