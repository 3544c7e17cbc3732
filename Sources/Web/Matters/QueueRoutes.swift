import Actions
import Domain
import HTMLKit
import HTTPKit
import HTTPTypes
import Hummingbird

/// The lists of the workbench: queues, what waits for a deputy, notices, the call-back list, versions to be released.
enum QueueRoutes {
  static func add(to table: inout RouteTable) {
    table.get("/work", access: .signedIn) { visit in try await start(visit) }
    table.get("/work/matters", access: .staff) { visit in try await queue(visit) }
    table.get("/work/notices", access: .signedIn) { visit in try await notices(visit) }
    table.post("/work/notices/read", access: .signedIn) { visit, _ in
      try await ReadNotices.markAllRead(of: visit.signedIn().person, in: visit.environment)
      return Respond.redirect(SitePath.notices.with([("done", "read")]))
    }
    table.get("/work/call-backs", access: .desk) { visit in try await callBacks(visit) }
    WatchedPage.add(to: &table)
    table.get("/work/reviews", access: .lead) { visit in try await reviews(visit) }
  }

  /// A deputy sees what waits for him; staff see their queue.
  private static func start(_ visit: Visit) async throws -> Response {
    let person = try visit.signedIn()
    guard person.isDeputy else {
      if !person.isStaff, !person.grids.isEmpty { return Respond.redirect(SitePath.grid.string) }
      if MatterAccess.scopes(for: visit.actor).isEmpty {
        if person.worksOnParts { return Respond.redirect(SitePath.unit.string) }
        let starts: [(RouteAccess, SitePath)] = [
          (.administrator, .accounts), (.security, .security), (.auditor, .audit),
          (.overview, .suggestions), (.sessions, .sessions(.desk)),
        ]
        if let start = starts.first(where: { $0.0.admits(visit.actor) })?.1 { return Respond.redirect(start.string) }
        // 代表 of a term that is over: what he has put forward goes on.
        let hasOpen = try await ReadSuggestionQueue.hasOpen(visit.actor, in: visit.environment)
        return Respond.redirect((hasOpen ? SitePath.suggestions : .notices).string)
      }
      return Respond.redirect(SitePath.queue.string)
    }
    if person.isStaff, visit.query["own"] == nil {
      return Respond.redirect(SitePath.queue.string)
    }
    // What waits for the deputy stands before what waits for others, what has ended comes last.
    let tabs = [QueueTab.toAccept, .toReply, .dissatisfied, .withUnit, .waiting, .toFeedback, .ended]
    let filters = tabs.map { tab in
      var filter = QueueFilter()
      filter.tab = tab
      filter.newestFirst = tab == .ended
      return filter
    }
    let lists = try await ReadQueue.own(filters, by: visit.actor, in: visit.environment)
    let offered = try await ReadWatched.run(.offered, after: nil, by: visit.actor, in: visit.environment).lines
    let page = DeputyStartPage(
      name: person.name, lists: Array(zip(tabs, lists).dropLast()), ended: lists[lists.count - 1], offered: offered,
      session: try await ReadOwnSessions.current(of: person, in: visit.environment),
      today: visit.today)
    return try await Workbench.page(page, visit)
  }

  private static func queue(_ visit: Visit) async throws -> Response {
    let filter = QueueFilter { visit.query[$0] }
    return try await page(filter, visit, looksEverywhere: visit.query["queue"] == nil)
  }

  /// - Parameter problem: why what was ticked came back.
  static func page(
    _ filter: QueueFilter, _ visit: Visit, looksEverywhere: Bool = false, problem: String? = nil,
    status: HTTPResponse.Status = .ok
  ) async throws -> Response {
    var filter = filter
    let data: QueuePageData
    if looksEverywhere, !filter.query.isEmpty || filter.campaign != nil {
      // A search from the head of the page, or from a campaign, looks everywhere: the first queue that has it is shown.
      (filter.tab, data) = try await ReadQueue.search(
        filter, in: [.toAccept, .toReply, .withUnit, .toFeedback, .dissatisfied, .toArchive, .waiting, .held, .ended],
        by: visit.actor, in: visit.environment)
    } else {
      data = try await ReadQueue.run(filter, by: visit.actor, in: visit.environment)
    }
    let page = QueuePage(
      filter: filter, data: data, rows: visit.rows, categories: visit.site.categories, campaigns: visit.site.campaigns,
      canEnter: RouteAccess.desk.admits(visit.actor), acts: BulkAccess.acts(for: visit.actor), problem: problem,
      isInWeChat: visit.isInWeChat, token: FormToken.make(for: visit))
    return try await Workbench.page(page, visit, status: status, counts: data.counts)
  }

  private static func notices(_ visit: Visit) async throws -> Response {
    let found = try await ReadNotices.list(
      of: visit.actor, before: visit.query["before"].flatMap { Int64($0) }, in: visit.environment)
    let page = NoticesPage(
      notices: found.notices, next: found.next, token: FormToken.make(for: visit), today: visit.today)
    return try await Workbench.page(page, visit)
  }

  private static func callBacks(_ visit: Visit) async throws -> Response {
    let person = try visit.signedIn()
    let all = try await ReadDirectory.venues(of: nil, in: visit.environment)
    let mine = all.filter { venue in
      person.posts.contains { $0.venue == venue.id } || person.holds(.clerk, of: visit.site.congress.id)
    }
    let month = visit.query["month"].flatMap { CivilDate(text: $0 + "-01") } ?? visit.today.adding(months: -1)
    guard let venue = visit.queryID("venue", Venue.self) ?? mine.first?.id else {
      return try await Workbench.page(
        CallBackPage(venues: [], venue: nil, month: month, lines: [], share: 5, today: visit.today), visit)
    }
    let lines = try await ReadCallBackList.run(venue: venue, month: month, by: visit.actor, in: visit.environment)
    let settings = try await visit.environment.rules.current(of: visit.site.congress.id).settings
    let page = CallBackPage(
      venues: mine, venue: venue, month: month, lines: lines, share: settings.publication.callBackShare,
      today: visit.today)
    return try await Workbench.page(page, visit)
  }

  private static func reviews(_ visit: Visit) async throws -> Response {
    let lines = try await ReadReviews.run(by: visit.actor, in: visit.environment)
    return try await Workbench.page(ReviewsPage(lines: lines, today: visit.today), visit)
  }
}
