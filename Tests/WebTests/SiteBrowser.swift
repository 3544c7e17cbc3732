import Actions
import DatabaseKit
import Domain
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import TestSupport
import Testing
import Web

/// An answer of the site.
struct SiteAnswer: Sendable {
  let status: Int
  let headers: HTTPFields
  let text: String
  /// As they came, for files.
  var bytes: [UInt8] = []

  var location: String { headers[.location] ?? "" }

  func header(_ name: String) -> String? { HTTPField.Name(name).flatMap { headers[$0] } }

  /// The values that the form with this action would send when nothing is typed.
  func form(_ action: String) -> [(name: String, value: String)] { PageForms.fields(of: action, in: text) }
}

/// A browser without a screen: keeps cookies, reads forms, sends them.
final class SiteBrowser {
  let client: any TestClientProtocol
  private let keepsCookies: Bool
  private(set) var cookies: [String: String] = [:]
  /// What the proxy in front says about where the browser is; nil for one on this machine.
  var forwardedFor: String?

  init(_ client: any TestClientProtocol, keepsCookies: Bool = true) {
    self.client = client
    self.keepsCookies = keepsCookies
  }

  func get(_ path: String, headers: HTTPFields = [:]) async throws -> SiteAnswer {
    try await send(path, .get, headers, nil)
  }

  /// GET, going on through redirects as a browser does.
  func open(_ path: String) async throws -> SiteAnswer {
    var answer = try await get(path)
    for _ in 0..<5 where (300..<400).contains(answer.status) { answer = try await get(answer.location) }
    return answer
  }

  func post(_ path: String, _ fields: [(name: String, value: String)]) async throws -> SiteAnswer {
    let body = fields.map { Self.encode($0.name) + "=" + Self.encode($0.value) }.joined(separator: "&")
    return try await post(path, type: "application/x-www-form-urlencoded", Array(body.utf8))
  }

  func post(_ path: String, type: String, _ body: [UInt8]) async throws -> SiteAnswer {
    try await send(path, .post, [.contentType: type], ByteBuffer(bytes: body))
  }

  /// Opens `page`, fills the form with this action and sends it.
  func fill(_ action: String, on page: String, _ values: [String: String] = [:]) async throws -> SiteAnswer {
    let shown = try await open(page)
    let fields = shown.form(action)
    try #require(!fields.isEmpty, "no form \(action) on \(page): \(shown.status)")
    return try await post(action, Self.merge(fields, values))
  }

  /// A form's own values with what a person chose.
  static func merge(_ fields: [(name: String, value: String)], _ values: [String: String]) -> [(
    name: String, value: String
  )] {
    fields.filter { values[$0.name] == nil } + values.sorted { $0.key < $1.key }.map { (name: $0.key, value: $0.value) }
  }

  func signIn(_ username: String, password: String = TestPlaces.password) async throws {
    let answer = try await fill(
      "/work/sign-in", on: "/work/sign-in", ["username": username, "password": password])
    try #require(answer.status == 303, "\(username) could not sign in")
  }

  private func send(_ path: String, _ method: HTTPRequest.Method, _ headers: HTTPFields, _ body: ByteBuffer?)
    async throws -> SiteAnswer
  {
    var headers = headers
    if let forwardedFor, let name = HTTPField.Name("X-Forwarded-For") { headers[name] = forwardedFor }
    if !cookies.isEmpty {
      headers[.cookie] = cookies.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")
    }
    let answer = try await client.execute(uri: path, method: method, headers: headers, body: body) { response in
      SiteAnswer(
        status: Int(response.status.code), headers: response.headers, text: String(buffer: response.body),
        bytes: Array(response.body.readableBytesView))
    }
    if keepsCookies { for line in answer.headers[values: .setCookie] { keep(line) } }
    return answer
  }

  private func keep(_ line: String) {
    let pair = line.prefix { $0 != ";" }
    guard let equals = pair.firstIndex(of: "=") else { return }
    let (name, value) = (String(pair[..<equals]), String(pair[pair.index(after: equals)...]))
    cookies[name] = value.isEmpty || line.contains("Max-Age=0") ? nil : value
  }

  static func encode(_ text: String) -> String {
    text.utf8.map { byte in
      switch byte {
      case 48...57, 65...90, 97...122, 45, 46, 95, 126: String(UnicodeScalar(byte))
      default: "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }.joined()
  }
}

/// Runs `body` with a small town, its site and a way to get browsers.
func withSite<T: Sendable>(
  on engine: DatabaseEngine = .sqlite, pictures: any PictureMaking = PlainPictures(), log: LogRecorder? = nil,
  options: ServerOptions = ServerOptions(),
  _ body: @escaping @Sendable (TestTown, any TestClientProtocol) async throws -> T
) async throws -> T {
  try await TestTown.run(on: engine, pictures: pictures, log: log) { town in
    try await withSite(of: town.environment, options: options) { client in try await body(town, client) }
  }
}

/// Runs `body` with the site of an installation.
func withSite<T: Sendable>(
  of environment: AppEnvironment, options: ServerOptions = ServerOptions(),
  _ body: @escaping @Sendable (any TestClientProtocol) async throws -> T
) async throws -> T {
  let server = SiteServer(environment: environment, options: options)
  let application = Application(
    router: server.router(), logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
  return try await application.test(.router, body)
}
