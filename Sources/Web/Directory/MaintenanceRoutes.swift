import Actions
import Domain
import HTMLKit
import HTTPKit
import Hummingbird

/// 名录维护: lists, records with their history, and one form an edit.
enum MaintenanceRoutes {
  static func add(to table: inout RouteTable) {
    table.get("/work/directory", access: .staff) { visit in
      let congresses = try await ReadDirectory.congresses(in: visit.environment)
      let counts = try await ReadDirectory.deputyCounts(in: visit.environment)
      let page = DirectoryHomePage(
        congresses: congresses, persons: counts.persons, mandates: counts.byLevel,
        mayEdit: RouteAccess.congress.admits(visit.actor), isInWeChat: visit.isInWeChat,
        token: FormToken.make(for: visit))
      return try await Workbench.page(page, visit)
    }
    table.get("/work/directory/regions", access: .staff) { visit in
      let page = RegionsPage(
        regions: try await ReadDirectory.regions(in: visit.environment),
        mayEdit: RouteAccess.congress.admits(visit.actor))
      return try await Workbench.page(page, visit)
    }
    table.get("/work/directory/people", access: .staff) { visit in try await people(visit) }
    table.get("/work/directory/people/:id", access: .staff) { visit in try await person(visit) }
    table.post("/work/directory/people/:id/portrait", access: .congress) { visit, form in
      try await portrait(visit, form)
    }
    table.get("/work/directory/venues", access: .staff) { visit in
      let page = VenueListPage(
        venues: try await ReadDirectory.venues(of: visit.site.congress.id, in: visit.environment),
        mayEdit: RouteAccess.congress.admits(visit.actor))
      return try await Workbench.page(page, visit)
    }
    table.get("/work/directory/venues/:id", access: .staff) { visit in try await venue(visit) }
    table.get("/work/directory/congresses/:id", access: .staff) { visit in
      guard let detail = try await ReadDirectory.congress(visit.id("id"), in: visit.environment) else {
        throw ActionError.notFound
      }
      let page = CongressPage(
        detail: detail,
        mayEdit: try await ReadDirectory.mayEdit(detail.congress.id, by: visit.actor, in: visit.environment),
        today: visit.today,
        token: FormToken.make(for: visit))
      return try await Workbench.page(page, visit)
    }
    // Posts are given by administrators, too; everything else is the directory's keepers'.
    table.get("/work/directory/edit/post", access: .posts) { visit in try await form(visit, .post) }
    table.post("/work/directory/edit/post", access: .posts) { visit, form in
      try await EditRoutes.save(visit, .post, form)
    }
    table.get("/work/directory/edit/:kind", access: .congress) { visit in try await form(visit, kind(visit)) }
    table.post("/work/directory/edit/:kind", access: .congress) { visit, form in
      try await EditRoutes.save(visit, kind(visit), form)
    }
  }

  private static func form(_ visit: Visit, _ kind: DirectoryEditKind) async throws -> Response {
    var draft = FormDraft()
    for field in visit.query.fields { draft.values[field.name] = field.value }
    return try await EditRoutes.show(visit, kind, draft, isNew: true, .ok)
  }

  private static func kind(_ visit: Visit) throws -> DirectoryEditKind {
    guard let kind = DirectoryEditKind(rawValue: try visit.parameter("kind")) else { throw ActionError.notFound }
    return kind
  }

  private static func people(_ visit: Visit) async throws -> Response {
    var filter = DeputyFilter()
    filter.query = visit.queryText("q")
    let found = try await ReadPeople.list(
      filter.query, after: visit.query["after"].flatMap { DeputyCursor.read($0) }, in: visit.environment)
    let page = PeoplePage(
      query: filter.query, people: found.people, next: found.next, mayEdit: RouteAccess.congress.admits(visit.actor),
      isFirst: visit.query["after"] == nil)
    return try await Workbench.page(page, visit)
  }

  /// A portrait is put up with the deputy's consent, or taken down.
  private static func portrait(_ visit: Visit, _ form: PostedForm) async throws -> Response {
    let id: ID<Person> = try visit.id("id")
    let done = Respond.redirect(SitePath.directoryPerson(id).with([("done", "saved")]))
    if form.has("remove") {
      try await SavePortrait.remove(of: id, by: visit.actor, in: visit.environment)
      return done
    }
    let photos = try await form.takePhotos(limit: 1, in: visit.environment)
    var draft = FormDraft(form)
    draft.problems = SubmitMatterForm.sentences(photos.problems)
    draft.values["kept"] = photos.tickets.first?.text(visit.environment.tokens) ?? ""
    if photos.tickets.isEmpty, photos.problems.isEmpty { draft.problems.append((field: "photo", words: "请选择一张照片")) }
    if !form.has("agreed") { draft.problems.append((field: "agreed", words: "公开照片要本人同意，请核对后勾选")) }
    guard draft.problems.isEmpty, let ticket = photos.tickets.first else {
      return try await person(visit, draft, status: .unprocessableContent)
    }
    try await SavePortrait.run(ticket, of: id, by: visit.actor, in: visit.environment)
    return done
  }

  private static func person(
    _ visit: Visit, _ draft: FormDraft = FormDraft(), status: HTTPResponse.Status = .ok
  ) async throws -> Response {
    let id: ID<Person> = try visit.id("id")
    guard let data = try await ReadPeople.one(id, by: visit.actor, in: visit.environment) else {
      throw ActionError.notFound
    }
    let history = try await ReadDirectoryHistory.run(.person, id.raw, in: visit.environment)
    let page = PersonPage(
      data: data, history: history, absences: try await ReadAbsences.run(id, by: visit.actor, in: visit.environment),
      duties: try await ReadGroups.duties(of: id, in: visit.environment),
      mayEdit: data.mayEdit, reader: visit.actor,
      maySlip: try await IssueSlip.isOffered(to: visit.actor, for: id, in: visit.environment),
      vacant: try await AdministratorPosts.vacant(in: visit.environment),
      token: FormToken.make(for: visit), today: visit.today,
      portrait: try await ReadPortraits.marks(of: [id], in: visit.environment)[id], draft: draft)
    return try await Workbench.page(page, visit, status: status)
  }

  private static func venue(_ visit: Visit) async throws -> Response {
    let id: ID<Venue> = try visit.id("id")
    guard let data = try await ReadVenue.run(id, in: visit.environment) else { throw ActionError.notFound }
    let history = try await ReadDirectoryHistory.run(.venue, id.raw, in: visit.environment)
    let rules = try await ReadPeople.venueParts(id, in: visit.environment)
    let page = VenueRecordPage(
      data: data, parts: rules, history: history,
      mayEdit: try await ReadDirectory.mayEdit(data.venue.congress, by: visit.actor, in: visit.environment),
      mayPrint: DirectoryAccess.mayIssueCode(of: data.venue.congress, by: visit.actor),
      token: FormToken.make(for: visit), today: visit.today)
    return try await Workbench.page(page, visit)
  }
}
