package import Actions
package import Domain
package import HTTPKit
package import Hummingbird
import Logging
import NIOCore
import SecretsKit

/// What Hummingbird keeps for a request, with the peer's address.
package struct SiteRequestContext: RequestContext {
  package var coreContext: CoreRequestContextStorage
  package let peer: String?

  package init(source: ApplicationRequestContextSource) {
    coreContext = CoreRequestContextStorage(source: source)
    peer = source.channel.remoteAddress?.ipAddress
  }

  /// The number under which the log has this request; the framework's own accessor traps under a log handler that keeps
  /// no metadata.
  var requestID: String { logger[metadataKey: "hb.request.id"]?.description ?? "-" }
}

/// Settings of the running server that are not data.
package struct ServerOptions: Sendable {
  /// Demonstration accounts may be used from other machines.
  package var demoOpen = false
  /// The address printed in codes and links, such as `https://lianluo.example`; found from the request when empty.
  package var publicURL = ""
  /// Cookies only over TLS.
  package var secureCookies = false
  /// How long a form may pause while it is being sent; twice this is the longest that a silent sender is waited for.
  package var bodyPatience = Duration.seconds(20)
  let exports = ExportGate()
  /// What a collector of metrics shows; nil where only this machine may ask.
  package var metricsToken: String?
  package var version = ""
  /// What the process says about itself.
  package var process: (@Sendable () -> ProcessFigures)?
  /// The proxies whose word about where a request comes from is believed.
  package var trustedProxies = TrustedProxies.loopback
  package var limits = LimitSettings()
  /// What one person, or one address, may ask of the API in a minute; a change counts three times.
  package var apiPerMinute = 600
  package init() {}
}

/// One request with everything that was found out about who sends it: handed to each handler, passed on by hand.
package struct Visit: Sendable {
  package let environment: AppEnvironment
  package let options: ServerOptions
  package let site: SiteInfo
  /// Rows of lists that this server has written before.
  package let rows: RowFragments
  package let path: String
  package let query: FormFields
  package let parameters: Parameters
  package let actor: Actor
  /// The receipts kept on this device.
  package let receipts: [[UInt8]]
  /// The marks of those who signed in on this device before.
  package let knownNames: [[UInt8]]
  /// The random name of this browser, if it keeps cookies.
  package let holder: String?
  package let isElder: Bool
  /// Staff have signed in on this device: a resident's rating from it is marked.
  package let isStaffDevice: Bool
  package let isLoopback: Bool
  /// The client's address as the trusted proxies tell it: for limits, and for the log of staff's sign-ins.
  package let client: ClientAddress
  /// The token buckets of this server.
  package let limits: RequestLimits
  /// What was sent lately, on this server.
  package let recent: RecentTexts
  package let device: String
  /// Scheme and host for links that leave the page (codes, slips).
  package let origin: String
  package let acceptsGzip: Bool
  package let ifNoneMatch: String?
  package let requestID: String
  package let today: CivilDate
  package let now: Instant

  /// A path parameter as an id; nil is answered as a wrong address.
  package func id<Subject>(_ name: String, _ type: Subject.Type = Subject.self) throws -> ID<Subject> {
    guard let text = parameters.get(name), let id = ID<Subject>(text: text) else { throw ActionError.notFound }
    return id
  }

  /// A part of the query, cleaned; empty when it is not there.
  package func queryText(_ name: String) -> String {
    let cleaned = TextCleaning.clean(query[name] ?? "", multiline: false)
    return cleaned.hasForbiddenCharacters ? "" : String(cleaned.text.prefix(100))
  }

  package func queryID<Subject>(_ name: String, _ type: Subject.Type = Subject.self) -> ID<Subject>? {
    ID<Subject>(text: query[name] ?? "")
  }

  package func queryWord<Word: RawRepresentable>(_ name: String, _ type: Word.Type = Word.self) -> Word?
  where Word.RawValue == String {
    Word(rawValue: query[name] ?? "")
  }

  package func parameter(_ name: String) throws -> String {
    guard let text = parameters.get(name) else { throw ActionError.notFound }
    return text
  }

  package func signedIn() throws -> Actor.SignedIn {
    guard let person = actor.signedIn else { throw ActionError.notFound }
    return person
  }

  /// Who holds the forms of this visit: the sign-in, or the browser's random name, or nobody in particular.
  package var formHolder: String {
    if let person = actor.signedIn { return "s" + person.session.description }
    return holder.map { "h" + $0 } ?? ""
  }

  /// Where a request came from, for sign-ins.
  package var signInOrigin: SignInOrigin {
    SignInOrigin(address: client.text, device: device, isLoopback: isLoopback, marks: knownNames)
  }

  /// WeChat's own browser saves no files.
  package var isInWeChat: Bool { device.hasSuffix("微信") }

  /// The whole address of a path, for codes and slips.
  package func absolute(_ path: SitePath) -> String { origin + path.string }
}

/// Reads who is asking from the head of a request.
enum VisitReader {
  static let sessionCookie = "session"
  static let receiptsCookie = "receipts"
  static let holderCookie = "holder"
  static let elderCookie = "elder"
  static let staffDeviceCookie = "desk"
  static let knownCookie = "known"
  static let keptReceipts = 24

  static func read(
    _ request: Request, _ context: SiteRequestContext, _ site: SiteInfo, _ rows: RowFragments,
    _ environment: AppEnvironment, _ options: ServerOptions, _ limits: RequestLimits, _ recent: RecentTexts
  ) async throws -> Visit {
    let cookies = Cookies(request.headers[.cookie])
    let actor = try await actor(cookies, environment)
    let proxied = request.headers[values: .forwardedFor].isEmpty == false
    let peer = context.peer.flatMap { ClientAddress(text: $0) } ?? .loopback
    let peerIsLoopback = TrustedProxies.loopback.trusts(peer)
    let isTrusted = options.trustedProxies.trusts(peer)
    let now = environment.now()
    return Visit(
      environment: environment, options: options, site: site, rows: rows, path: request.uri.path,
      query: query(request.uri.query), parameters: context.parameters, actor: actor,
      receipts: tokens(cookies[receiptsCookie], keptReceipts, bytes: 16),
      knownNames: tokens(cookies[knownCookie], KnownDevices.most, bytes: KnownDevices.markLength),
      holder: cookies[holderCookie].flatMap(holderName),
      isElder: cookies[elderCookie] == "1",
      isStaffDevice: cookies[staffDeviceCookie] == "1" || (actor.signedIn?.isStaff ?? false),
      isLoopback: peerIsLoopback && !proxied,
      client: options.trustedProxies.client(peer: peer, forwarded: request.headers[values: .forwardedFor]),
      limits: limits, recent: recent, device: device(request.headers[.userAgent]),
      origin: origin(request, options, isTrusted),
      acceptsGzip: AcceptEncoding.allowsGzip(request.headers[.acceptEncoding]),
      ifNoneMatch: request.headers[.ifNoneMatch], requestID: context.requestID, today: now.date, now: now)
  }

  private static func actor(_ cookies: Cookies, _ environment: AppEnvironment) async throws -> Actor {
    guard let text = cookies[sessionCookie], let token = Base64URL.decode(text), token.count == 16,
      let person = try await LoadActor.run(token: token, in: environment)
    else { return .visitor }
    return .person(person)
  }

  private static func query(_ text: String?) -> FormFields {
    // A query that is not even UTF-8 is read as far as it can be; pages treat unknown values as absent.
    do { return try QueryDecoder.decode(text, invalidUTF8: .repair) } catch { return FormFields() }
  }

  /// Values of so many bytes between dots.
  private static func tokens(_ value: String?, _ most: Int, bytes: Int) -> [[UInt8]] {
    guard let value else { return [] }
    return value.split(separator: ".").prefix(most).compactMap { part in
      Base64URL.decode(part).flatMap { $0.count == bytes ? $0 : nil }
    }
  }

  private static func holderName(_ value: String) -> String? {
    Base64URL.decode(value)?.count == 16 ? value : nil
  }

  static func origin(_ request: Request, _ options: ServerOptions, _ isTrusted: Bool) -> String {
    if !options.publicURL.isEmpty { return options.publicURL }
    let host = request.head.authority ?? "127.0.0.1"
    let scheme = isTrusted ? request.headers[.forwardedProto] ?? "http" : "http"
    let isPlain = host.utf8.allSatisfy { byte in
      byte == 45 || byte == 46 || byte == 58 || byte == 91 || byte == 93 || (byte >= 48 && byte <= 57)
        || ((byte | 32) >= 97 && (byte | 32) <= 122)
    }
    return (scheme == "https" ? "https://" : "http://") + (isPlain ? host : "127.0.0.1")
  }

  /// A few plain words for the list of one's own sign-ins; the header itself is not kept.
  private static func device(_ agent: String?) -> String {
    guard let agent else { return "未知设备" }
    let place = agent.contains("MicroMessenger") ? "微信" : "浏览器"
    if agent.contains("iPhone") || agent.contains("iPad") { return "苹果手机" + place }
    if agent.contains("Android") || agent.contains("Mobile") { return "手机" + place }
    return "电脑" + place
  }
}

/// The cookies of a request by name.
private struct Cookies {
  private let pairs: [(name: String, value: String)]

  init(_ header: String?) { pairs = header.map(CookieHeader.parse) ?? [] }

  subscript(name: String) -> String? { pairs.first { $0.name == name }?.value }
}
