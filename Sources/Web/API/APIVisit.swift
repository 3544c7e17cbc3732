import Actions
import Domain
import HTTPKit
import HTTPTypes
import Hummingbird
import SecretsKit

extension VisitReader {
  /// A visit of an application. Cookies are never looked at: whatever a browser sends along by itself does nothing here.
  static func readAPI(
    _ request: Request, _ context: SiteRequestContext, _ site: SiteInfo, _ bearer: Bearer?, _ server: APIServer
  ) -> Visit {
    let (environment, options) = (server.environment, server.options)
    let peer = context.peer.flatMap { ClientAddress(text: $0) } ?? .loopback
    let proxied = !request.headers[values: .forwardedFor].isEmpty
    let now = environment.now()
    return Visit(
      environment: environment, options: options, site: site, rows: server.rows, path: request.uri.path,
      query: FormFields(), parameters: context.parameters, actor: bearer.map { .person($0.person) } ?? .visitor,
      receipts: [], knownNames: [], holder: nil, isElder: false, isStaffDevice: bearer?.person.isStaff ?? false,
      isLoopback: TrustedProxies.loopback.trusts(peer) && !proxied,
      client: options.trustedProxies.client(peer: peer, forwarded: request.headers[values: .forwardedFor]),
      limits: server.limits.buckets, recent: server.recent, device: "应用程序",
      origin: origin(request, options, options.trustedProxies.trusts(peer)),
      acceptsGzip: AcceptEncoding.allowsGzip(request.headers[.acceptEncoding]),
      ifNoneMatch: request.headers[.ifNoneMatch], requestID: context.requestID, today: now.date, now: now)
  }
}

/// Reads what the head of a request says.
enum APIHead {
  /// Nil when there is no token.
  /// - Throws: ``APIRefusal`` when there is one that does not hold.
  static func bearer(_ headers: HTTPFields, in environment: AppEnvironment) async throws -> Bearer? {
    guard let header = headers[.authorization] else { return nil }
    let parts = header.split(separator: " ", omittingEmptySubsequences: true)
    guard parts.count == 2, parts[0].lowercased() == "bearer", let token = Base64URL.decode(parts[1]),
      token.count == TokenPolicy.bytes, let bearer = try await LoadActor.run(bearer: token, in: environment)
    else {
      var refusal = APIRefusal(.unauthenticated, "令牌不对、过期或者已经撤销。")
      refusal.headers[.wwwAuthenticate] = "Bearer realm=\"lianluo\", error=\"invalid_token\""
      throw refusal
    }
    return bearer
  }

  static let keyLength = 16...200

  /// The application's own name for a request: bare, or in quotes as a structured field has it.
  static func idempotencyKey(_ headers: HTTPFields) throws -> String? {
    guard let header = headers[.idempotencyKey] else { return nil }
    let isQuoted = header.utf8.count >= 2 && header.hasPrefix("\"") && header.hasSuffix("\"")
    let key = isQuoted ? String(header.dropFirst().dropLast()) : header
    guard keyLength.contains(key.utf8.count), key.utf8.allSatisfy({ $0 > 32 && $0 < 127 && $0 != 34 }) else {
      throw APIRefusal(
        .malformed, "Idempotency-Key 请用\(keyLength.lowerBound)到\(keyLength.upperBound)个英文字符，如一个随机的 UUID。",
        places: [.init(part: .header, pointer: "Idempotency-Key", words: "不合格式")])
    }
    return key
  }

  /// The revisions that `If-Match` names; nil when there is none, or when any will do.
  static func revisions(_ headers: HTTPFields) -> [String]? {
    let values = headers[values: .ifMatch]
    if values.isEmpty { return nil }
    let tags = values.joined(separator: ",").split(separator: ",").map { tag -> String in
      tag.filter { $0 != " " && $0 != "\t" }
    }
    if tags.contains("*") { return nil }
    var revisions: [String] = []
    for tag in tags where tag.hasPrefix("\"") && tag.hasSuffix("\"") && tag.utf8.count > 2 {
      // The same revision, compressed.
      revisions.append(String(tag.dropFirst().dropLast()).replacing("-gzip", with: ""))
    }
    return revisions
  }
}

extension HTTPField.Name {
  static let idempotencyKey = HTTPField.Name("Idempotency-Key") ?? .accept
  static let lookupSecret = HTTPField.Name("Lookup-Secret") ?? .accept
}
