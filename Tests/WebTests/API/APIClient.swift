import DatabaseKit
import Domain
import HTTPKit
import HTTPTypes
import HummingbirdTesting
import NIOCore
import TestSupport
import Testing
import Web

/// An answer of the API, already compared with the document.
struct APIResponse: Sendable {
  let status: Int
  let headers: HTTPFields
  let bytes: [UInt8]
  let json: JSONValue

  subscript(name: String) -> JSONValue? { json[name] }

  func header(_ name: String) -> String? { HTTPField.Name(name).flatMap { headers[$0] } }

  /// The kind of a problem, `invalid` or `not-found`.
  var problem: String? { json["type"]?.text?.split(separator: "-", maxSplits: 1).last.map { String($0) } }
  /// Where something is wrong.
  var pointers: [String] { json["errors"]?.list?.compactMap { $0["pointer"]?.text } ?? [] }
}

/// An application: sends requests and checks that each answer is one that the document names.
struct APIClient: Sendable {
  let client: any TestClientProtocol
  let document: APIDocumentCheck
  var token: String?

  init(_ client: any TestClientProtocol, token: String? = nil) async throws {
    self.client = client
    let answer = try await client.execute(uri: "/api/openapi.json", method: .get) { Array(buffer: $0.body) }
    document = APIDocumentCheck(document: try JSONParser.parse(answer))
    self.token = token
  }

  func signedIn(_ staff: TestStaff, at location: SourceLocation = #_sourceLocation) async throws -> APIClient {
    let answer = try await post(
      "/sessions", ["username": .text(staff.username), "password": .text(TestPlaces.password)])
    try #require(answer.status == 201, sourceLocation: location)
    return with(token: try #require(answer["token"]?.text))
  }

  func with(token: String?) -> APIClient {
    var other = self
    other.token = token
    return other
  }

  func get(
    _ path: String, secret: String? = nil, headers: HTTPFields = [:], at location: SourceLocation = #_sourceLocation
  ) async throws -> APIResponse {
    try await send(.get, path, nil, secret, headers, location)
  }

  func post(
    _ path: String, _ body: JSONValue? = nil, secret: String? = nil, key: String? = nil, headers: HTTPFields = [:],
    at location: SourceLocation = #_sourceLocation
  ) async throws -> APIResponse {
    var headers = headers
    if body != nil, headers[.contentType] == nil { headers[.contentType] = "application/json" }
    if let key, let name = HTTPField.Name("Idempotency-Key") { headers[name] = key }
    return try await send(.post, path, body?.bytes(), secret, headers, location)
  }

  func delete(_ path: String, at location: SourceLocation = #_sourceLocation) async throws -> APIResponse {
    try await send(.delete, path, nil, nil, [:], location)
  }

  func send(
    _ method: HTTPRequest.Method, _ path: String, _ body: [UInt8]?, _ secret: String?, _ headers: HTTPFields,
    _ location: SourceLocation = #_sourceLocation
  ) async throws -> APIResponse {
    var headers = headers
    if let token { headers[.authorization] = "Bearer " + token }
    if let secret, let name = HTTPField.Name("Lookup-Secret") { headers[name] = secret }
    let whole = path.hasPrefix("/api") ? path : "/api/v1" + path
    let answer = try await client.execute(
      uri: whole, method: method, headers: headers, body: body.map { ByteBuffer(bytes: $0) }
    ) { answer in
      let bytes = Array(buffer: answer.body)
      let isJSON = answer.headers[.contentType]?.hasSuffix("json") ?? false
      return APIResponse(
        status: Int(answer.status.code), headers: answer.headers, bytes: bytes,
        json: isJSON && !bytes.isEmpty ? try JSONParser.parse(bytes) : .null)
    }
    let findings = document.findings(method.rawValue, whole, answer)
    #expect(findings == [], "\(method.rawValue) \(whole): \(answer.status)", sourceLocation: location)
    return answer
  }
}

extension ServerOptions {
  /// For tests that ask more in a moment than anybody may in a minute.
  static var patient: ServerOptions {
    var options = ServerOptions()
    options.apiPerMinute = 1_000_000
    return options
  }
}

/// Steps that several tests take.
enum APISteps {
  static let good: JSONValue = [
    "text": "村口的路灯坏了三天，晚上看不见。", "place": "东村村口", "contact": ["name": "陈大娘", "phone": "13800001234"],
  ]

  struct Receipt: Sendable {
    let number: String
    let secret: String
    let code: String
    let id: String

    var path: String { "/matters/\(number)" }
  }

  /// Brings a matter up at the station.
  static func submit(_ api: APIClient, _ town: TestTown, key: String? = nil) async throws -> Receipt {
    try await submit(api, addressee: ["venue": .text("\(town.places.station)")], key: key)
  }

  static func submit(_ api: APIClient, addressee: JSONValue, text: String? = nil, key: String? = nil) async throws
    -> Receipt
  {
    let own = (good.members ?? []).map { member in
      member.name == "text" ? JSONMember("text", text.map { .text($0) } ?? member.value) : member
    }
    let body = JSONValue.record(own + [JSONMember("addressee", addressee)])
    let answer = try await api.post("/matters", body, key: key)
    try #require(answer.status == 201)
    return Receipt(
      number: try #require(answer["receipt"]?.text), secret: try #require(answer["secret"]?.text),
      code: try #require(answer["code"]?.text), id: try #require(answer["id"]?.text))
  }

  static let accept: JSONValue = ["grade": "in_group", "urgency": "normal"]
  static let reply: JSONValue = ["words": "灯已经修好，今晚会亮。"]
  static let rate: JSONValue = ["attitude": "satisfied", "result": "basic"]
}
