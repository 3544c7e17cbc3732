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
      let grids = try await ReadGrids.all(of: visit.site.congress.id, in: visit.environment)
      let campaigns = try await ReadCampaigns.list(in: visit.environment)
      let page = CodesPage(
        lines: lines, venues: venues, grids: grids,
        hasCampaigns: campaigns.contains { $0.phase != .over && $0.phase != .stopped },
        mayRevoke: RouteAccess.congress.admits(visit.actor),
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
    table.get("/work/codes/print/:sheet", access: .staff) { visit in
      try requireDesk(visit)
      return try await PrintRoutes.show(visit)
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

  /// Ten cards a sheet: the deputies of a venue, or those of the roster from its first page on.
  private static func cards(_ visit: Visit) async throws -> Response {
    let page = try await PrintRoutes.cards(visit)
    return Respond.page(Document.render(page, visit, .paper(back: .codes)), for: visit)
  }

  private static func poster(_ visit: Visit) async throws -> Response {
    let page = try await PrintRoutes.posters(of: [visit.id("id")], visit)
    return Respond.page(Document.render(page, visit, .paper(back: .codes)), for: visit)
  }
}
