import Actions
import Domain
import HTMLKit
import HTTPKit
import Hummingbird

/// 征集活动: what everybody reads, and the workbench of whoever keeps and serves them.
enum CampaignRoutes {
  static func add(to table: inout RouteTable, pages: PageCache) {
    table.get("/campaigns", access: .open) { visit in try await list(visit, pages) }
    table.get("/campaigns/:id", access: .open) { visit in try await show(visit, pages) }
    table.get("/work/campaigns", access: .campaigns) { visit in try await CampaignWork.list(visit) }
    table.get("/work/campaigns/new", access: .congress) { visit in
      try await CampaignEditing.show(visit, nil, CampaignForm.empty(on: visit.today), .ok)
    }
    table.post("/work/campaigns/new", access: .congress) { visit, form in
      try await CampaignEditing.save(visit, nil, form)
    }
    table.get("/work/campaigns/:id", access: .campaigns) { visit in try await CampaignWork.show(visit) }
    table.get("/work/campaigns/:id/edit", access: .congress) { visit in
      let data = try await CampaignEditing.kept(visit)
      return try await CampaignEditing.show(visit, data, CampaignForm.draft(of: data.campaign), .ok)
    }
    table.post("/work/campaigns/:id/edit", access: .congress) { visit, form in
      try await CampaignEditing.save(visit, CampaignEditing.kept(visit), form)
    }
    table.post("/work/campaigns/:id/publish", access: .congress) { visit, form in
      try await CampaignWork.carryOut(visit, form) { id, congress, seen in
        try await SaveCampaign.publish(id, of: congress, seen: seen, by: visit.actor, in: visit.environment)
      }
    }
    table.post("/work/campaigns/:id/stop", access: .congress) { visit, form in
      let reason = form.text("reason")
      return try await CampaignWork.carryOut(visit, form) { id, congress, seen in
        if form.isBroken("reason") { throw ActionError.invalid([FieldProblem("reason", .badCharacters)]) }
        if reason.count > 100 {
          throw ActionError.invalid([FieldProblem("reason", .tooLong(maximum: 100, actual: reason.count))])
        }
        try await SaveCampaign.stop(
          id, of: congress, reason: reason, seen: seen, by: visit.actor, in: visit.environment)
      }
    }
  }

  private static func list(_ visit: Visit, _ pages: PageCache) async throws -> Response {
    let kept = try await pages.page("campaigns \(visit.isElder)", at: visit.environment.now()) {
      let page = CampaignsPage(
        lines: try await ReadCampaigns.list(in: visit.environment), congress: visit.site.congress.id)
      return Document.render(page, visit, .open(tab: nil))
    }
    return Respond.page(kept, for: visit)
  }

  private static func show(_ visit: Visit, _ pages: PageCache) async throws -> Response {
    let id: ID<Campaign> = try visit.id("id")
    guard visit.query["round"] == nil else {
      // An earlier round is asked for seldom; keeping any number that somebody types would push out the others.
      let data = try await ReadCampaigns.one(id, in: visit.environment)
      let html = bytes(visit, data, CampaignCounts.round(visit, of: data), isScanned: false)
      return Respond.page(html, for: visit, keeping: .revalidate)
    }
    let kept = try await pages.page("campaign \(id) \(visit.isElder)", at: visit.environment.now()) {
      let data = try await ReadCampaigns.one(id, in: visit.environment)
      return bytes(visit, data, CampaignCounts.round(visit, of: data), isScanned: false)
    }
    return Respond.page(kept, for: visit)
  }

  /// Where a campaign's own code leads.
  static func scanned(_ visit: Visit, _ id: ID<Campaign>) async throws -> Response {
    let data = try await ReadCampaigns.one(id, in: visit.environment)
    let html = bytes(visit, data, nil, isScanned: true)
    return Respond.page(html, for: visit, keeping: .revalidate)
  }

  private static func bytes(_ visit: Visit, _ data: CampaignPageData, _ round: Int?, isScanned: Bool) -> [UInt8] {
    let page = CampaignPage(data: data, round: round, isScanned: isScanned, telephone: visit.site.telephone)
    return Document.render(page, visit, .open(tab: nil))
  }
}
