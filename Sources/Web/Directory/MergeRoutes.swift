import Actions
import Domain
import HTMLKit
import HTTPKit
import HTTPTypes
import Hummingbird

/// 区划合并, and the numbers by region.
enum MergeRoutes {
  static func add(to table: inout RouteTable) {
    table.get("/work/directory/merge", access: .congress) { visit in
      try await show(visit, FormDraft(), chosen: [], .ok)
    }
    table.post("/work/directory/merge/preview", access: .congress) { visit, form in try await preview(visit, form) }
    table.post("/work/directory/merge", access: .congress) { visit, form in
      _ = try await MergeRegions.run(plan(form), reason: form.text("reason"), by: visit.actor, in: visit.environment)
      return Respond.redirect(SitePath.mergeRegions.with([("done", "merged")]))
    }
    table.get("/work/numbers/regions", access: .congress) { visit in try await numbers(visit) }
  }

  private static func show(
    _ visit: Visit, _ draft: FormDraft, chosen: Set<String>, _ status: HTTPResponse.Status
  ) async throws -> Response {
    let congress = visit.site.congress.id
    let page = MergePage(
      regions: try await ReadDirectory.regions(in: visit.environment).filter { $0.validTo == nil },
      venues: try await ReadDirectory.venues(of: congress, in: visit.environment),
      units: try await ReadDirectory.units(of: congress, in: visit.environment),
      merges: try await MergeRegions.list(in: visit.environment), draft: draft, chosen: chosen,
      token: FormToken.make(for: visit), today: visit.today)
    return try await Workbench.page(page, visit, status: status)
  }

  private static func plan(_ form: PostedForm) -> RegionMergePlan {
    func moves<Subject>(_ prefix: String, _ type: Subject.Type) -> [RegionMergePlan.Move<Subject>] {
      form.fields.fields.compactMap { field in
        guard field.name.hasPrefix(prefix), let to = ID<Subject>(text: field.value),
          let from = ID<Subject>(text: field.name.dropFirst(prefix.count))
        else { return nil }
        return RegionMergePlan.Move(from: from, to: to)
      }
    }
    return RegionMergePlan(
      from: form.fields.all("from").compactMap { ID<Region>(text: $0) }, into: form.id("into"), name: form.text("name"),
      venues: moves("venue-", Venue.self), units: moves("unit-", HandlingUnit.self))
  }

  private static func preview(_ visit: Visit, _ form: PostedForm) async throws -> Response {
    let plan = plan(form)
    var draft = FormDraft(form)
    let preview = try await MergeRegions.preview(plan, in: visit.environment)
    draft.problems = preview.problems.map { (field: field($0), words: MergePreviewPage.words($0)) }
    let reason = form.text("reason")
    if reason.isEmpty { draft.problems.append((field: "reason", words: "请写明依据")) }
    if reason.count > 100 || form.isBroken("reason") || form.text("name").count > 40 || form.isBroken("name") {
      draft.problems.append((field: "reason", words: "依据最多100个字，名称最多40个字，不要有特殊字符"))
    }
    guard draft.problems.isEmpty else {
      return try await show(visit, draft, chosen: Set(form.fields.all("from")), .unprocessableContent)
    }
    let fields = form.fields.fields.filter { $0.name != FormToken.field && !$0.value.isEmpty }
    let page = MergePreviewPage(
      preview: preview, name: plan.name, fields: fields.map { (name: $0.name, value: $0.value) },
      token: FormToken.make(for: visit))
    return try await Workbench.page(page, visit)
  }

  private static func field(_ problem: RegionMergePlan.Problem) -> String {
    switch problem {
    case .nothingToMerge, .regionEnded: "from"
    case .levelsDiffer, .intoItself: "into"
    case .nameMissing: "name"
    case .venueElsewhere, .venueClosed, .noLiaison, .unitElsewhere: "from"
    }
  }

  private static func numbers(_ visit: Visit) async throws -> Response {
    let year = Int(visit.query["year"] ?? "").flatMap { (2000...2200).contains($0) ? $0 : nil } ?? visit.today.year
    let level = visit.query["level"] ?? (visit.site.congress.level == .township ? "village" : "township")
    let asNow = visit.query["by"] == "now"
    let page = RegionNumbersPage(
      year: year, byVillage: level == "village", asNow: asNow,
      lines: try await ReadRegionNumbers.run(
        of: visit.site.congress.id, year: year, byVillage: level == "village", asNow: asNow, in: visit.environment),
      today: visit.today)
    return try await Workbench.page(page, visit)
  }
}
