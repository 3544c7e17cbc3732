package import Actions
import Domain
import HTTPKit
import HTTPTypes
package import Hummingbird
import Logging
import NIOCore

/// The site as a responder: one table of routes, one way in, one way for errors out.
package struct SiteServer: Sendable {
  package let environment: AppEnvironment
  package let options: ServerOptions
  package let metrics: ServerMetrics
  private let cache = SiteCache()
  private let pages = PageCache()
  private let rows = RowFragments()
  private let readiness: CheckReadiness
  private let limits: RequestLimits
  private let recent = RecentTexts()

  package init(environment: AppEnvironment, options: ServerOptions = ServerOptions()) {
    self.environment = environment
    self.options = options
    readiness = CheckReadiness(environment)
    let lines =
      Self.systemPaths.map { ("GET", $0) } + Self.table().lines.map { ($0.method, $0.pattern) } + APIServer.lines
    metrics = ServerMetrics(
      lines.map { (method: $0.0, pattern: $0.1, path: RouterPath($0.1).description) })
    limits = RequestLimits(tokens: environment.tokens)
  }

  private static let systemPaths = ["/healthz", "/readyz", "/assets/:name", "/favicon.ico", MetricsRoute.path]

  /// Every route there is, for the router and for the golden file.
  package static func table(pages: PageCache = PageCache()) -> RouteTable {
    var table = RouteTable()
    PublicRoutes.add(to: &table, pages: pages)
    CampaignRoutes.add(to: &table, pages: pages)
    SessionRoutes.add(to: &table, pages: pages)
    SearchRoutes.add(to: &table)
    DirectoryRoutes.add(to: &table, pages: pages)
    SubmitRoutes.add(to: &table)
    ReceiptRoutes.add(to: &table)
    InformationRoutes.add(to: &table)
    AccountRoutes.add(to: &table)
    QueueRoutes.add(to: &table)
    BulkRoutes.add(to: &table)
    ExportRoutes.add(to: &table)
    HeldRoutes.add(to: &table)
    RecordRoutes.add(to: &table)
    UnitRoutes.add(to: &table)
    RaiseRoutes.add(to: &table)
    ImportRoutes.add(to: &table)
    IntakeRoutes.add(to: &table)
    GridRoutes.add(to: &table)
    MaintenanceRoutes.add(to: &table)
    PeopleRoutes.add(to: &table)
    ArrangeRoutes.add(to: &table)
    CodeRoutes.add(to: &table)
    SettingsRoutes.add(to: &table)
    InformationWorkRoutes.add(to: &table)
    RetentionRoutes.add(to: &table)
    SecurityRoutes.add(to: &table)
    HandOverRoutes.add(to: &table)
    MergeRoutes.add(to: &table)
    MessagingRoutes.add(to: &table)
    TokenRoutes.add(to: &table)
    SuggestionRoutes.add(to: &table)
    SuggestionReportRoutes.add(to: &table)
    SuggestionRulesRoutes.add(to: &table)
    SuggestionPapers.add(to: &table)
    SuggestionPictures.add(to: &table)
    PromiseLedgerRoutes.add(to: &table)
    HandOverListRoutes.add(to: &table)
    PortalRoutes.add(to: &table)
    PublicSuggestionRoutes.add(to: &table, pages: pages)
    MotionRoutes.add(to: &table, pages: pages)
    DocsRoutes.add(to: &table)
    return table
  }

  package func router() -> Router<SiteRequestContext> {
    // Whoever only wants to know whether a page is there asks for its head.
    let router = Router(context: SiteRequestContext.self, options: .autoGenerateHeadEndpoints)
    // First: it covers the routes that are added after it.
    router.add(middleware: LastResort(server: self))
    addSystemRoutes(to: router)
    APIServer(
      environment: environment, options: options, site: { [cache, environment] in try await cache.info(environment) },
      forget: { [pages] in pages.forget() },
      limits: APILimits(buckets: limits, perMinute: options.apiPerMinute), recent: recent, rows: rows
    ).add(to: router)
    for (line, handler) in Self.table(pages: pages).routes {
      let method: HTTPRequest.Method = line.method == "POST" ? .post : .get
      router.on(RouterPath(line.pattern), method: method) { request, context in
        await answer(request, context, line.access, handler)
      }
    }
    return router
  }

  /// What machines ask for: no visit is read for these.
  private func addSystemRoutes(to router: Router<SiteRequestContext>) {
    router.get("/healthz") { _, _ in Respond.text("ok\n") }
    router.get("/readyz") { _, _ in
      let readiness = await readiness.now()
      let lines = readiness.lines.map { "\($0.thing): \($0.state)\n" }.joined()
      return Respond.text(
        (readiness.isReady ? "ready\n" : "not ready\n") + lines, status: readiness.isReady ? .ok : .serviceUnavailable)
    }
    router.get("/assets/:name") { request, context in
      let gzip = AcceptEncoding.allowsGzip(request.headers[.acceptEncoding])
      guard let name = context.parameters.get("name"), let response = Assets.response(named: name, acceptsGzip: gzip)
      else { return Respond.text("没有这个文件\n", status: .notFound) }
      return response
    }
    let figures = MetricsRoute(environment: environment, options: options, metrics: metrics)
    router.get(RouterPath(MetricsRoute.path)) { request, context in await figures.answer(request, context) }
    router.get("/favicon.ico") { _, _ in Assets.response(Assets.mark, acceptsGzip: false) }
  }

  // MARK: One request

  private func answer(
    _ request: Request, _ context: SiteRequestContext, _ access: RouteAccess, _ handler: RouteTable.Handler
  ) async -> Response {
    await environment.lookForMaintenance()
    do {
      guard let site = try await cache.info(environment) else { return ErrorPages.notSetUp() }
      let visit = try await VisitReader.read(request, context, site, rows, environment, options, limits, recent)
      do {
        let response = try await admit(request, visit, access, handler)
        if request.method == .post {
          if visit.path.hasPrefix(SitePath.directory.string) || visit.path.hasPrefix(SitePath.imports.string) {
            cache.forget()
          }
          pages.forget()
        }
        return response
      } catch {
        return ErrorPages.response(to: error, visit, log: environment.logger)
      }
    } catch {
      // What was typed is given back even when nobody could be looked up who typed it.
      let kept = request.method == .post ? await FormReader.words(of: request, options.bodyPatience) : []
      return ErrorPages.plain(error, kept: kept, requestID: context.requestID, log: environment.logger)
    }
  }

  private func admit(_ request: Request, _ visit: Visit, _ access: RouteAccess, _ handler: RouteTable.Handler)
    async throws -> Response
  {
    switch handler {
    case .show(let show):
      if let turned = gate(visit, access, isPost: false) { return turned }
      return try await show(visit)
    case .take(let take, let strict):
      guard isSameSite(request) else { return ErrorPages.foreignForm(visit) }
      let form = try await FormReader.read(request, visit)
      // Whoever was signed out meanwhile gets his words back to copy.
      if let turned = gate(visit, access, isPost: true) {
        return visit.actor.signedIn == nil ? ErrorPages.staleForm(form, visit) : turned
      }
      if environment.readOnly != nil { return ErrorPages.readOnly(form, visit) }
      if strict, !form.isGenuine { return ErrorPages.staleForm(form, visit) }
      do { return try await take(visit, form) } catch {
        return ErrorPages.response(to: error, visit, form, log: environment.logger)
      }
    }
  }

  /// Nil when the visitor may come in.
  private func gate(_ visit: Visit, _ access: RouteAccess, isPost: Bool) -> Response? {
    if access.admits(visit.actor) {
      if case .open = access { return nil }
      guard let person = visit.actor.signedIn, person.mustChangePassword else { return nil }
      let mayStay = [SitePath.password.string, SitePath.signOut.string].contains(visit.path)
      return mayStay ? nil : Respond.redirect(SitePath.password.string)
    }
    if visit.actor.signedIn == nil {
      let back = isPost ? nil : visit.path
      return Respond.redirect(SitePath.signIn.with([("next", back)]))
    }
    return ErrorPages.forbidden(visit)
  }

  /// Browsers say where a form came from; another site's form is not carried out.
  private func isSameSite(_ request: Request) -> Bool {
    guard let site = request.headers[.fetchSite] else { return true }
    return site == "same-origin" || site == "none" || site == "same-site"
  }

  /// Wrong addresses.
  fileprivate func missing(_ request: Request, _ context: SiteRequestContext) async -> Response {
    if let response = APIServer.missing(request) { return response }
    return await answer(request, context, .open, .show { _ in throw ActionError.notFound })
  }

  /// Answers addresses that no route has, logs each request without anything private, and makes sure that nothing of an
  /// unforeseen error reaches the visitor.
  private struct LastResort: RouterMiddleware {
    typealias Context = SiteRequestContext
    let server: SiteServer

    func handle(
      _ request: Request, context: SiteRequestContext,
      next: (Request, SiteRequestContext) async throws -> Response
    ) async throws -> Response {
      let began = server.environment.uptime()
      server.metrics.began()
      var response: Response
      do {
        response = try await next(request, context)
      } catch let error as HTTPError where error.status == .notFound {
        response = await server.missing(request, context)
      } catch {
        response = ErrorPages.plain(error, requestID: context.requestID, log: server.environment.logger)
      }
      response.headers[.requestID] = context.requestID
      let seconds = (server.environment.uptime() - began) / .seconds(1)
      let route = server.metrics.route(request.method.rawValue, context.endpointPath)
      server.metrics.ended(route, status: response.status.code, seconds: seconds)
      log(request, context, route, response, seconds)
      return response
    }

    /// The pattern of the route and not the address: an address can hold a secret or what somebody looked for.
    private func log(
      _ request: Request, _ context: SiteRequestContext, _ route: RouteMetrics, _ response: Response, _ seconds: Double
    ) {
      let logger = server.environment.logger
      guard logger.logLevel <= .info else { return }
      var facts: Logger.Metadata = [
        "method": .string(request.method.rawValue), "route": .string(route.pattern),
        "status": .stringConvertible(response.status.code), "id": .string(context.requestID),
        "ms": .stringConvertible((seconds * 100_000).rounded() / 100),
        "bytes": .stringConvertible(response.body.contentLength ?? 0),
      ]
      // Nobody knows what an address means that no route has.
      if logger.logLevel <= .debug, route.pattern != ServerMetrics.unmatched {
        facts["path"] = .string(LogMasking.maskPath(request.uri.path, prefixes: SitePath.secretPrefixes))
      }
      logger.info("request", metadata: facts)
    }
  }
}
