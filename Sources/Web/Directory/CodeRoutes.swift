import Actions
import Domain
import HTMLKit
import HTTPKit
import Hummingbird

/// Codes in print: the list, cards, posters; and the slip with which a deputy signs in.
enum CodeRoutes {
  static func add(to table: inout RouteTable) {
    table.get("/work/codes", access: .staff) { visit in
      try requireDesk(visit)
      let lines = try await ManageCodes.list(of: visit.site.congress.id, in: visit.environment)
      let venues = try await ReadDirectory.venues(of: visit.site.congress.id, in: visit.environment)
      let page = CodesPage(
        lines: lines, venues: venues, mayRevoke: RouteAccess.congress.admits(visit.actor),
        token: FormToken.make(for: visit), today: visit.today)
      return try await Workbench.page(page, visit)
    }
    table.post("/work/codes/:id/revoke", access: .congress) { visit, form in
      let reason = form.text("reason")
      guard !reason.isEmpty else { throw ActionError.invalid([FieldProblem("reason", .missing)]) }
      try await ManageCodes.revoke(visit.id("id"), reason: reason, by: visit.actor, in: visit.environment)
      return Respond.redirect(SitePath.codes.with([("done", "saved")]))
    }
    table.get("/work/codes/cards", access: .staff) { visit in
      try requireDesk(visit)
      return try await cards(visit)
    }
    table.get("/work/codes/posters/:id", access: .staff) { visit in
      try requireDesk(visit)
      return try await poster(visit)
    }
    table.post("/work/directory/people/:id/slip", access: .desk) { visit, form in
      let slip = try await IssueSlip.run(for: visit.id("id"), by: visit.actor, key: form.key, in: visit.environment)
      let page = SignInSlipPage(
        slip: slip, link: visit.absolute(.slip(slip.code)), site: visit.site, today: visit.today)
      return Respond.page(Document.render(page, visit, .paper(back: .directoryPerson(slip.person.id))), for: visit)
    }
  }

  /// Printing makes the codes that are not there yet.
  private static func requireDesk(_ visit: Visit) throws {
    guard DirectoryAccess.mayIssueCode(of: visit.site.congress.id, by: visit.actor) else {
      throw ActionError.refused(.notYours)
    }
  }

  /// Ten cards a sheet: the deputies of a venue, or those of the first pages of the roster.
  private static func cards(_ visit: Visit) async throws -> Response {
    var filter = DeputyFilter()
    filter.venue = visit.queryID("venue")
    let found = try await FindDeputies.run(filter, after: nil, limit: 100, in: visit.environment)
    var cards: [CardsPage.Card] = []
    for deputy in found.deputies {
      let code = try await ManageCodes.current(
        .deputy(deputy.id), of: visit.site.congress.id, by: visit.actor, in: visit.environment)
      let venue = try await deputy.venues.first.asyncMap { try await ReadDirectory.venue($0.id, in: visit.environment) }
      cards.append(
        CardsPage.Card(
          deputy: deputy, venue: venue ?? nil,
          address: visit.absolute(.code(PrintedCode.token(code, in: visit.environment)))))
    }
    let page = CardsPage(cards: cards, site: visit.site)
    return Respond.page(Document.render(page, visit, .paper(back: .codes)), for: visit)
  }

  private static func poster(_ visit: Visit) async throws -> Response {
    let id: ID<Venue> = try visit.id("id")
    guard let data = try await ReadVenue.run(id, in: visit.environment) else { throw ActionError.notFound }
    let code = try await ManageCodes.current(
      .venue(id), of: data.venue.congress, by: visit.actor, in: visit.environment)
    let rules = try await visit.environment.rules.current(of: data.venue.congress).settings.rules
    let page = PosterPage(
      data: data, address: visit.absolute(.code(PrintedCode.token(code, in: visit.environment))), rules: rules,
      today: visit.today)
    return Respond.page(Document.render(page, visit, .paper(back: .codes)), for: visit)
  }
}

extension Optional {
  /// `map` for a transform that waits.
  fileprivate func asyncMap<T>(_ transform: (Wrapped) async throws -> T) async rethrows -> T? {
    guard let self else { return nil }
    return try await transform(self)
  }
}
