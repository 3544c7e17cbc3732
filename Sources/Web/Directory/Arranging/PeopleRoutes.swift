import Actions
import Domain
import HTMLKit
import HTTPKit
import HTTPTypes
import Hummingbird

/// Groups, clusters, links, heads of grids, coverage and placement: lists and records.
enum PeopleRoutes {
  static func add(to table: inout RouteTable) {
    table.get("/work/directory/groups", access: .staff) { visit in try await groups(visit) }
    table.get("/work/directory/groups/:id", access: .staff) { visit in try await group(visit) }
    table.get("/work/directory/clusters", access: .staff) { visit in try await clusters(visit) }
    table.get("/work/directory/clusters/:id", access: .staff) { visit in try await cluster(visit) }
    table.get("/work/directory/grid-heads", access: .staff) { visit in try await gridHeads(visit) }
    table.get("/work/directory/coverage", access: .staff) { visit in
      try await Workbench.page(CoveragePage(rows: try await ReadCoverage.run(in: visit.environment)), visit)
    }
    table.get("/work/directory/coverage/:gap", access: .staff) { visit in try await coverage(visit) }
    table.get("/work/directory/placements", access: .staff) { visit in try await placements(visit) }
    table.post("/work/directory/placements", access: .congress) { visit, form in try await place(visit, form) }
    LinkRoutes.add(to: &table)
  }

  /// The congress in the address, or the site's own.
  static func congress(_ visit: Visit) async throws -> Congress {
    let id = visit.queryID("congress", Congress.self) ?? visit.site.congress.id
    guard let found = try await ReadDirectory.congresses(in: visit.environment).first(where: { $0.id == id }) else {
      throw ActionError.notFound
    }
    return found
  }

  private static func groups(_ visit: Visit) async throws -> Response {
    let kind: GroupKind? = visit.queryWord("kind")
    let ended = visit.query["ended"] == "1"
    let after: ID<DeputyGroup>? = visit.queryID("after")
    let data = try await ReadGroups.list(
      of: congress(visit).id, kind: kind, ended: ended, after: after, by: visit.actor, in: visit.environment)
    let page = GroupsPage(data: data, kind: kind, ended: ended, isFirst: after == nil)
    return try await Workbench.page(page, visit)
  }

  private static func group(_ visit: Visit) async throws -> Response {
    let id: ID<DeputyGroup> = try visit.id("id")
    guard let record = try await ReadGroups.one(id, by: visit.actor, in: visit.environment) else {
      throw ActionError.notFound
    }
    let history = try await ReadDirectoryHistory.run(.group, id.raw, in: visit.environment)
    return try await Workbench.page(GroupPage(record: record, history: history, today: visit.today), visit)
  }

  private static func clusters(_ visit: Visit) async throws -> Response {
    let congress = try await congress(visit)
    let page = ClustersPage(
      congress: congress, clusters: try await ReadClusters.list(of: congress.id, in: visit.environment),
      mayEdit: try await ReadDirectory.mayEdit(congress.id, by: visit.actor, in: visit.environment))
    return try await Workbench.page(page, visit)
  }

  private static func cluster(_ visit: Visit) async throws -> Response {
    let id: ID<AreaCluster> = try visit.id("id")
    guard let record = try await ReadClusters.one(id, in: visit.environment) else { throw ActionError.notFound }
    let page = ClusterPage(
      record: record, history: try await ReadDirectoryHistory.run(.cluster, id.raw, in: visit.environment),
      mayEdit: try await ReadDirectory.mayEdit(record.cluster.congress, by: visit.actor, in: visit.environment),
      today: visit.today)
    return try await Workbench.page(page, visit)
  }

  private static func gridHeads(_ visit: Visit) async throws -> Response {
    let after = visit.query["after"].flatMap { $0.allSatisfy { $0.isNumber || $0 == "/" } ? $0 : nil }
    let found = try await ReadGridHeads.list(of: congress(visit).id, after: after, in: visit.environment)
    let page = GridHeadsPage(
      grids: found.grids, next: found.next, isFirst: after == nil,
      mayEdit: RouteAccess.congress.admits(visit.actor))
    return try await Workbench.page(page, visit)
  }

  private static func coverage(_ visit: Visit) async throws -> Response {
    guard let gap = CoverageGap(rawValue: try visit.parameter("gap")) else { throw ActionError.notFound }
    let after = visit.query["after"].flatMap { Int64($0) }
    let data = try await ReadCoverage.list(gap, of: congress(visit).id, after: after, in: visit.environment)
    let page = CoverageListPage(
      gap: gap, data: data, isFirst: after == nil, mayEdit: RouteAccess.congress.admits(visit.actor))
    return try await Workbench.page(page, visit)
  }

  // MARK: Placement

  private static func placements(_ visit: Visit) async throws -> Response {
    try await placements(visit, of: congress(visit).id, visit.queryWord("show"), hasChanged: false, .ok)
  }

  private static func placements(
    _ visit: Visit, of congress: ID<Congress>, _ view: PlacementView?, hasChanged: Bool, _ status: HTTPResponse.Status
  ) async throws -> Response {
    let proposal = try await PlaceDeputies.propose(of: congress, by: visit.actor, in: visit.environment)
    let page = PlacementsPage(
      proposal: proposal, view: view ?? (proposal.plan.changes.isEmpty ? .all : .changes),
      after: visit.queryID("after"), hasChanged: hasChanged, token: FormToken.make(for: visit), today: visit.today)
    return try await Workbench.page(page, visit, status: status)
  }

  private static func place(_ visit: Visit, _ form: PostedForm) async throws -> Response {
    let congress: ID<Congress> = form.id("congress") ?? visit.site.congress.id
    do {
      _ = try await PlaceDeputies.apply(
        of: congress, seen: form.text("seen"), key: form.key, by: visit.actor, in: visit.environment)
    } catch ActionError.changedMeanwhile {
      return try await placements(visit, of: congress, nil, hasChanged: true, .conflict)
    }
    return Respond.redirect(
      SitePath.directoryPart(.placements).with([
        ("congress", congress.description), ("show", "all"), ("done", "placed"),
      ]))
  }
}

/// 责任联系: mechanisms and links in the directory, and everybody's own.
enum LinkRoutes {
  static func add(to table: inout RouteTable) {
    table.get("/work/directory/mechanisms", access: .staff) { visit in
      let congress = try await PeopleRoutes.congress(visit)
      let page = MechanismsPage(
        congress: congress, lines: try await ReadLinks.mechanisms(of: congress.id, in: visit.environment),
        mayEdit: try await ReadDirectory.mayEdit(congress.id, by: visit.actor, in: visit.environment))
      return try await Workbench.page(page, visit)
    }
    table.get("/work/directory/mechanisms/:id", access: .staff) { visit in try await mechanism(visit) }
    table.get("/work/directory/links/:id", access: .staff) { visit in
      try await link(visit, visit.id("id"), FormDraft(), isOwn: false, .ok)
    }
    table.get("/work/links", access: .signedIn) { visit in try await own(visit) }
    table.post("/work/links/:id/contacts", access: .signedIn) { visit, form in try await log(visit, form) }
  }

  private static func mechanism(_ visit: Visit) async throws -> Response {
    let id: ID<LinkMechanism> = try visit.id("id")
    let filter: ReadLinks.Filter = visit.queryWord("show") ?? .all
    let after: ID<ResponsibilityLink>? = visit.queryID("after")
    guard let data = try await ReadLinks.page(id, filter, after: after, by: visit.actor, in: visit.environment) else {
      throw ActionError.notFound
    }
    let history = try await ReadDirectoryHistory.run(.mechanism, id.raw, in: visit.environment)
    let page = MechanismPage(
      data: data, filter: filter, history: history, isFirst: after == nil, today: visit.today)
    return try await Workbench.page(page, visit)
  }

  private static func link(
    _ visit: Visit, _ id: ID<ResponsibilityLink>, _ draft: FormDraft, isOwn: Bool, _ status: HTTPResponse.Status
  ) async throws -> Response {
    guard let record = try await ReadLinks.one(id, by: visit.actor, in: visit.environment),
      !isOwn || record.line.link.from.id == visit.actor.person
    else { throw ActionError.notFound }
    let history = isOwn ? [] : try await ReadDirectoryHistory.run(.link, id.raw, in: visit.environment)
    let page = LinkPage(
      record: record, history: history, draft: draft, token: FormToken.make(for: visit), today: visit.today,
      isOwn: isOwn)
    return try await Workbench.page(page, visit, status: status)
  }

  private static func own(_ visit: Visit) async throws -> Response {
    if let id: ID<ResponsibilityLink> = visit.queryID("link") {
      return try await link(visit, id, FormDraft(), isOwn: true, .ok)
    }
    let person = try visit.signedIn().person
    let page = OwnLinksPage(
      links: try await ReadLinks.own(of: person, in: visit.environment),
      grids: try await ReadGridHeads.grids(of: person, in: visit.environment), today: visit.today)
    return try await Workbench.page(page, visit)
  }

  private static func log(_ visit: Visit, _ form: PostedForm) async throws -> Response {
    let id: ID<ResponsibilityLink> = try visit.id("id")
    let isStaff = RouteAccess.staff.admits(visit.actor)
    var draft = FormDraft(form)
    do {
      var problems: [FieldProblem] = []
      let what = form.text("what", multiline: true)
      if form.isBroken("what", multiline: true) { problems.append(FieldProblem("what", .badCharacters)) }
      if what.count > 500 { problems.append(FieldProblem("what", .tooLong(maximum: 500, actual: what.count))) }
      if form.date("date") == nil { problems.append(FieldProblem("date", .notADate)) }
      guard problems.isEmpty, let date = form.date("date"), let way: LinkWay = form.word("way") else {
        throw ActionError.invalid(problems.isEmpty ? [FieldProblem("way", .missing)] : problems)
      }
      _ = try await LogContact.run(
        LogContact.Input(date: date, way: way, what: what), on: id, key: form.key, by: visit.actor,
        in: visit.environment)
    } catch ActionError.invalid(let problems) {
      draft.problems = problems.map { (field: $0.field, words: ArrangeProblems.sentence($0)) }
      return try await link(visit, id, draft, isOwn: !isStaff, .unprocessableContent)
    }
    let back =
      isStaff ? SitePath.directoryLink(id).with([("done", "saved")]) : SitePath.ownLinks.with([("done", "saved")])
    return Respond.redirect(back)
  }
}
