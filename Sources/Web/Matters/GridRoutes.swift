import Actions
import Domain
import HTMLKit
import HTTPKit
import Hummingbird

/// The grid worker's workplace: the matters of his grids by state, and the form in which he registers one.
enum GridRoutes {
  static func add(to table: inout RouteTable) {
    table.get("/work/grid", access: .grid) { visit in try await list(visit) }
    table.get("/work/grid/new", access: .grid) { visit in try await show(visit, FormDraft(), kept: [], .ok) }
    table.post("/work/grid/new", access: .grid) { visit, form in try await send(visit, form) }
  }

  private static func list(_ visit: Visit) async throws -> Response {
    var filter = GridPage.filter(visit.queryWord("tab"))
    filter.cursor = visit.query["after"].flatMap { ListCursor(text: $0) }
    var data = try await ReadQueue.ofGrids(filter, by: visit.actor, in: visit.environment)
    if visit.query["tab"] == nil, data.lines.isEmpty,
      let tab = GridPage.tabs.first(where: { data.counts[$0, default: 0] > 0 })
    {
      // Nobody opens an empty list when something waits in the next one.
      filter = GridPage.filter(tab)
      data = try await ReadQueue.ofGrids(filter, by: visit.actor, in: visit.environment)
    }
    let areas = try await ReadGrids.areas(of: visit.signedIn(), in: visit.environment)
    return try await Workbench.page(
      GridPage(
        filter: filter, data: data, areas: areas, isInWeChat: visit.isInWeChat, token: FormToken.make(for: visit)),
      visit)
  }

  private static func show(_ visit: Visit, _ draft: FormDraft, kept: [PhotoTicket], _ status: HTTPResponse.Status)
    async throws -> Response
  {
    let areas = try await ReadGrids.areas(of: visit.signedIn(), in: visit.environment)
    var filled = draft
    if filled["grid"].isEmpty { filled.values["grid"] = areas.first?.grid.id.description ?? "" }
    let page = GridRegisterPage(
      draft: filled, token: FormToken.make(for: visit), areas: areas,
      categories: visit.site.categories.filter(\.isActive),
      campaigns: try await ReadCampaigns.running(by: [.grid], in: visit.environment),
      kept: kept.map { ($0.text(visit.environment.tokens), $0.name) })
    return try await Workbench.page(page, visit, status: status)
  }

  private static func send(_ visit: Visit, _ form: PostedForm) async throws -> Response {
    let congress = visit.site.congress.id
    let settings = try await visit.environment.rules.current(of: congress).settings
    let photos = try await form.takePhotos(limit: settings.intake.photoLimit, in: visit.environment)
    let parsed = SubmitMatterForm.parse(
      form, settings: settings, congress: congress, photos: photos.tickets, photoProblems: photos.problems,
      scanned: false, atDesk: true)
    var draft = parsed.draft
    let grid: ID<Region>? = form.id("grid")
    if grid == nil { draft.problems.append((field: "grid", words: "请选择是哪个网格")) }
    guard let input = parsed.input, let grid else {
      return try await show(visit, draft, kept: photos.tickets, .unprocessableContent)
    }
    if let refusal = visit.take(visit.submitClaims(phone: input.phone)).refusal {
      draft.problems.append((field: "send", words: LimitWords.sentence(refusal, visit)))
      var response = try await show(visit, draft, kept: photos.tickets, .tooManyRequests)
      LimitWords.mark(&response, refusal)
      return response
    }
    do {
      let receipt = try await RegisterInGrid.run(
        input, in: grid, by: visit.signedIn(), key: form.key, in: visit.environment)
      // As at the desk: the slip is the answer itself, its code is known only now.
      let page = ReceiptSlipPage(slip: try await ReceiptSlip.make(receipt, for: visit))
      // What was sealed is not his to go on with.
      let isSealed = page.slip.data.record.matter.status.seal != nil
      let back: SitePath = isSealed ? .grid : .record(receipt.matter)
      return Respond.page(Document.render(page, visit, .paper(back: back)), for: visit)
    } catch ActionError.invalid(let problems) {
      draft.problems = SubmitMatterForm.sentences(problems)
      return try await show(visit, draft, kept: photos.tickets, .unprocessableContent)
    }
  }
}
