import Actions
import Domain
import HTTPKit
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import SecretsKit

/// Answers the operations of the API.
struct APIServer: Sendable {
  let environment: AppEnvironment
  let options: ServerOptions
  let site: @Sendable () async throws -> SiteInfo?
  /// After a change.
  let forget: @Sendable () -> Void
  let limits: APILimits
  let recent: RecentTexts
  let rows: RowFragments

  /// The operations, for counting requests.
  static let lines = [("GET", APIDocument.path)] + APITable.routes.map { ($0.method.rawValue, $0.pattern) }

  func add(to router: Router<SiteRequestContext>) {
    router.get(RouterPath(APIDocument.path)) { request, _ in APIDocument.response(to: request) }
    for route in APITable.routes {
      router.on(RouterPath(route.pattern), method: route.method) { request, context in
        await answer(route, request, context)
      }
    }
  }

  /// An address of the API that no operation has, or not with this method.
  static func missing(_ request: Request) -> Response? {
    let path = request.uri.path
    guard path.hasPrefix("/api/") else { return nil }
    let written = APITable.routes.filter { $0.address == path }
    let methods = (written.isEmpty ? APITable.routes.filter { matches($0.address, path) } : written).map(\.method)
    let known = path == APIDocument.path ? [.get] : methods
    guard !known.isEmpty, !known.contains(request.method) else { return APIRefusal(.notFound).response() }
    var refusal = APIRefusal(.methodNotAllowed)
    let allowed = Set(known + (known.contains(.get) ? [.head] : []))
    refusal.headers[.allow] = allowed.map(\.rawValue).sorted().joined(separator: ", ")
    return refusal.response()
  }

  private static func matches(_ template: String, _ path: String) -> Bool {
    let wanted = template.split(separator: "/", omittingEmptySubsequences: false)
    let given = path.split(separator: "/", omittingEmptySubsequences: false)
    return wanted.count == given.count
      && zip(wanted, given).allSatisfy { part, value in part.hasPrefix("{") ? !value.isEmpty : part == value }
  }

  private func answer(_ route: APIRoute, _ request: Request, _ context: SiteRequestContext) async -> Response {
    var limit = HTTPFields()
    var response = await answer(route, request, context, &limit)
    for field in limit { response.headers[field.name] = field.value }
    return response
  }

  private func answer(
    _ route: APIRoute, _ request: Request, _ context: SiteRequestContext, _ limit: inout HTTPFields
  ) async -> Response {
    do {
      // The router overlooks slashes too many; an address has one form.
      guard Self.matches(route.address, request.uri.path) else { throw ActionError.notFound }
      guard let site = try await site() else {
        throw APIRefusal.retry(.unavailable, after: 60, "这个网站还没有建立人民代表大会和代表之家。")
      }
      let bearer: Result<Bearer?, any Error>
      do { bearer = .success(try await APIHead.bearer(request.headers, in: environment)) } catch {
        bearer = .failure(error)
      }
      // A token that does not hold counts for the address: guessing has an end.
      let known = try? bearer.get()
      let visit = VisitReader.readAPI(request, context, site, known, self)
      let verdict = limits.take(route, known, visit)
      limit = APILimits.fields(verdict)
      if let refusal = verdict.refusal { throw APIRefusal.retry(.tooMany, after: max(1, refusal.retryAfter ?? 1)) }
      let call = try await APIReading(route: route, request: request, visit: visit, bearer: bearer.get()).call()
      let answer = try await route.run(call)
      if route.changes { forget() }
      return respond(answer, route, visit)
    } catch {
      return APIRefusal.of(
        error, requestID: context.requestID, readOnly: environment.readOnly, log: environment.logger
      ).response()
    }
  }

  private func respond(_ answer: APIAnswer, _ route: APIRoute, _ visit: Visit) -> Response {
    switch answer.body {
    case .none:
      var headers = Respond.protective()
      headers[.cacheControl] = "no-store"
      return Response(status: .noContent, headers: headers)
    case .picture(let bytes): return Respond.picture(bytes)
    case .json(let value): return respond(value, answer.revision, route, visit)
    }
  }

  private func respond(_ value: JSONValue, _ revision: String?, _ route: APIRoute, _ visit: Visit) -> Response {
    var bytes = value.bytes()
    var headers = Respond.protective()
    headers[.contentType] = "application/json"
    headers[.cacheControl] = route.isKept ? "no-cache" : "no-store"
    headers[.vary] = "Accept-Encoding, Authorization"
    let packed = visit.acceptsGzip && bytes.count > 1400 ? Gzip.compress(bytes, level: 4) : nil
    let encoding = packed == nil ? nil : "gzip"
    if let revision {
      headers[.eTag] = "\"\(revision)\(packed == nil ? "" : "-gzip")\""
    } else if route.isKept, let tag = ETag.strong(hexDigest: ContentTag.hex(bytes), encoding: encoding) {
      headers[.eTag] = tag
      if IfNoneMatch.matches(visit.ifNoneMatch, tag) { return Response(status: .notModified, headers: headers) }
    }
    if let packed {
      headers[.contentEncoding] = "gzip"
      bytes = packed
    }
    return Response(status: route.success, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
  }
}

/// Reads one request against its route: who may, what it says, whether it came before.
private struct APIReading {
  let route: APIRoute
  let request: Request
  let visit: Visit
  let bearer: Bearer?

  private static let jsonLimit = 256 * 1024
  private static let pictureLimit = 10 * 1024 * 1024
  private static let pictureTypes = ["image/jpeg", "image/png", "image/webp"]

  func call() async throws -> APICall {
    let secret = route.access.takesSecret ? request.headers[.lookupSecret] : nil
    try gate(secret)
    try path()
    let query = try self.query()
    let key = route.isRepeatable ? try APIHead.idempotencyKey(request.headers) : nil
    let bytes = try await bytes()
    let body = try json(bytes)
    if route.changes, visit.environment.readOnly != nil { throw ActionError.readOnly }
    let seed = key.map { Array($0.utf8) } ?? visit.environment.random(32)
    let requestKey = try await requestKey(seed, isNamed: key != nil, body.map { $0.bytes() } ?? bytes)
    return APICall(
      route: route, visit: visit, bearer: bearer, secret: secret, query: query, body: body ?? .record([]),
      bytes: bytes, key: requestKey, seed: seed,
      revisions: route.isConditional ? APIHead.revisions(request.headers) : nil)
  }

  // MARK: Who

  private func gate(_ secret: String?) throws {
    switch route.access {
    case .visitor: return
    case .receipt:
      if secret == nil { throw APIRefusal(.wrongSecret, "请在 Lookup-Secret 里带上回执的凭证，或者6位查询码。") }
    case .receiptOrToken(let scope):
      if secret != nil { return }
      try admit(scope, .signedIn)
    case .token(let scope, let gate): try admit(scope, gate)
    }
  }

  private func admit(_ scope: TokenScope, _ gate: RouteAccess) throws {
    guard let bearer else { throw APIRefusal(.unauthenticated, "请在 Authorization 里带上令牌。") }
    guard bearer.scope.covers(scope) else { throw APIRefusal(.forbidden, "这个令牌只能查看。") }
    if bearer.person.mustChangePassword, !route.isOpenBeforePassword { throw APIRefusal(.passwordOutdated) }
    guard gate.admits(visit.actor) else { throw APIRefusal(.forbidden, "您的身份没有这项工作。") }
  }

  // MARK: What

  /// What is none of ours is a wrong address.
  private func path() throws {
    for parameter in route.parameters where parameter.place == .path {
      let text = visit.parameters.get(parameter.name) ?? ""
      guard parameter.schema.problems(with: parameter.schema.reading(text)).isEmpty else { throw ActionError.notFound }
    }
  }

  private func query() throws -> [String: JSONValue] {
    let fields: FormFields
    do { fields = try QueryDecoder.decode(request.uri.query, invalidUTF8: .refuse) } catch {
      throw APIRefusal(.malformed, "地址里问号后面的部分没有看懂。")
    }
    var values: [String: JSONValue] = [:]
    for field in fields.fields {
      guard let known = route.parameters.first(where: { $0.place == .query && $0.name == field.name }) else {
        throw APIRefusal.parameter(
          .query(String(field.name.prefix(60)), .line(0...60)), "没有这个参数，请去掉")
      }
      guard values[known.name] == nil else { throw APIRefusal.parameter(known, "只能写一次") }
      let value = known.schema.reading(field.value)
      if let problem = known.schema.problems(with: value).first { throw APIRefusal.parameter(known, problem.words) }
      values[known.name] = value
    }
    return values
  }

  private var contentType: String {
    let header = request.headers[.contentType] ?? ""
    return String(header.prefix { $0 != ";" && $0 != " " }).lowercased()
  }

  private func bytes() async throws -> [UInt8] {
    let limit: Int
    switch route.body {
    case .none: return []
    case .json:
      guard contentType == "application/json" else { throw APIRefusal(.unsupportedType, "请用 application/json。") }
      limit = Self.jsonLimit
    case .picture:
      guard Self.pictureTypes.contains(contentType) else {
        throw APIRefusal(.unsupportedType, "请用 " + Self.pictureTypes.joined(separator: "、") + "。")
      }
      limit = Self.pictureLimit
    }
    let request = request
    return try await BodyPatience(visit.options.bodyPatience).read { progress in
      var bytes: [UInt8] = []
      for try await buffer in request.body {
        progress.more()
        bytes.append(contentsOf: buffer.readableBytesView)
        if bytes.count > limit { throw BodyError.tooLarge }
      }
      return bytes
    }
  }

  private func json(_ bytes: [UInt8]) throws -> JSONValue? {
    guard case .json(let schema, _) = route.body else { return nil }
    let value: JSONValue
    do { value = try JSONParser.parse(bytes) } catch {
      switch error {
      case .malformed(let index): throw APIRefusal(.malformed, "第\(index + 1)个字节起不是正确的 JSON。")
      case .tooDeep: throw APIRefusal(.malformed, "嵌套太深。")
      case .repeated(let name): throw APIRefusal(.malformed, "“\(name.prefix(40))”写了两次。")
      }
    }
    let problems = schema.problems(with: value)
    if !problems.isEmpty { throw APIRefusal.body(problems) }
    return value
  }

  // MARK: Once

  /// Whose key it is: two people who name their requests alike are two.
  private var holder: String {
    if let bearer { return "p\(bearer.person.person)" }
    return route.access.takesSecret ? "r" + (visit.parameters.get("receipt") ?? "") : "v"
  }

  private func requestKey(_ seed: [UInt8], isNamed: Bool, _ content: [UInt8]) async throws -> RequestKey {
    let tokens = visit.environment.tokens
    let said = Tokens.hash(Array("\(route.method.rawValue) \(visit.path)\n".utf8) + content)
    let holder = Array(holder.utf8)
    if isNamed {
      do {
        try await RepeatedRequest.check(
          key: tokens.mac("api-key", [seed, holder]), content: said, in: visit.environment)
      } catch ActionError.duplicate {
        throw APIRefusal(
          .keyReused, "这个 Idempotency-Key 已经用于别的内容。",
          places: [.init(part: .header, pointer: "Idempotency-Key", words: "请换一个新的")])
      }
    }
    return RequestKey(hash: tokens.mac("api-request", [seed, holder, said]))
  }
}
