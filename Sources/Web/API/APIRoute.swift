import Actions
import Domain
import HTTPKit
import HTTPTypes

/// Who may use an operation; like every route's access it has no default. The fine decision is made inside the act.
enum APIAccess: Sendable {
  /// Anybody.
  case visitor
  /// Whoever shows the secret of the receipt in the address.
  case receipt
  /// The secret, or somebody at work who may see the matter.
  case receiptOrToken(TokenScope)
  /// A sign-in or a token of at least this scope, of somebody whom the gate admits.
  case token(TokenScope, RouteAccess)

  /// As the golden file has it.
  var text: String {
    switch self {
    case .visitor: "visitor"
    case .receipt: "receipt"
    case .receiptOrToken(let scope): "receipt|\(scope.rawValue)"
    case .token(let scope, let gate): "\(scope.rawValue) \(gate.rawValue)"
    }
  }

  var takesSecret: Bool {
    switch self {
    case .receipt, .receiptOrToken: true
    case .visitor, .token: false
    }
  }

  var takesToken: Bool {
    switch self {
    case .token, .receiptOrToken: true
    case .visitor, .receipt: false
    }
  }
}

/// A chapter of the document.
enum APIChapter: String, CaseIterable, Sendable {
  case place = "公开信息"
  case residents = "群众提诉求"
  case sessions = "登录和令牌"
  case work = "工作台"
  case acts = "办理诉求"
  case parts = "承办单位"
  case suggestions = "代表建议"
  case suggestionParts = "代表建议的承办任务"
  case motions = "议案"
}

/// A value in the path or the query.
struct APIParameter: Sendable {
  enum Place: String, Sendable { case path, query }

  let name: String
  let place: Place
  let schema: JSONSchema
  let example: String?

  static func query(_ name: String, _ schema: JSONSchema, example: String? = nil) -> APIParameter {
    APIParameter(name: name, place: .query, schema: schema, example: example)
  }

  static func path(_ name: String, _ schema: JSONSchema, example: String) -> APIParameter {
    APIParameter(name: name, place: .path, schema: schema, example: example)
  }
}

/// What an operation takes.
enum APIBody: Sendable {
  case none
  case json(JSONSchema, example: JSONValue)
  /// The bytes of one picture.
  case picture
}

/// What an operation gives when it succeeds.
enum APIContent: Sendable {
  case none
  case json(JSONSchema)
  case picture
}

/// One operation of the API as a value: the router, the document and the documentation page are made from it.
struct APIRoute: Sendable {
  typealias Handler = @Sendable (APICall) async throws -> APIAnswer

  let method: HTTPRequest.Method
  /// Below `/api/v1`, with parameters in braces.
  let path: String
  let name: String
  let summary: String
  let chapter: APIChapter
  let access: APIAccess
  var detail = ""
  var parameters: [APIParameter] = []
  var body = APIBody.none
  var success: HTTPResponse.Status = .ok
  let content: APIContent
  /// Refusals of the operation's own, beside those that follow from its kind.
  var refusals: [APIProblem] = []
  /// Answers carry the record's revision as an entity tag.
  var tellsRevision = false
  /// An entity tag of the content, and 304 when it is known already.
  var isKept = false
  /// Honours `If-Match`.
  var isConditional = false
  /// Works with another act's leave only after a new password: signing out, and who one is.
  var isOpenBeforePassword = false
  /// A question with a body: it changes nothing and is never kept.
  var isQuestion = false
  let run: Handler

  var changes: Bool { method == .delete || method == .post && !isQuestion }
  /// A request that changes something and can be sent again under the same key.
  var isRepeatable: Bool { method == .post && !isQuestion }

  static let prefix = "/api/v1"
  var address: String { Self.prefix + path }

  /// For the router: `{id}` as `:id`.
  var pattern: String { Self.prefix + path.replacing("{", with: ":").replacing("}", with: "") }

  /// `GET /api/v1/venues visitor`, as the golden file has it.
  var text: String { "\(method.rawValue) \(address) \(access.text)" }

  /// The problems that it can answer with.
  var problems: [APIProblem] {
    // A part of the query that is none of ours is refused everywhere.
    var found: [APIProblem] = [.malformed, .unauthenticated, .invalid, .tooMany, .internalError, .unavailable]
    if path.contains("{") { found += [.notFound] }
    switch body {
    case .none: break
    case .json, .picture: found += [.tooLarge, .tooSlow, .unsupportedType]
    }
    if access.takesToken { found += [.forbidden] }
    if isRepeatable { found += [.keyReused] }
    if isConditional { found += [.changedMeanwhile] }
    return Set(found + refusals).sorted { ($0.status.code, $0.rawValue) < ($1.status.code, $1.rawValue) }
  }
}

/// What an operation answers with.
struct APIAnswer: Sendable {
  enum Body: Sendable {
    case none
    case json(JSONValue)
    case picture([UInt8])
  }

  var body: Body
  /// The matter's revision, as an entity tag.
  var revision: String?

  static func json(_ value: JSONValue, revision: String? = nil) -> APIAnswer {
    APIAnswer(body: .json(value), revision: revision)
  }
  static let none = APIAnswer(body: .none)

  var untagged: APIAnswer { APIAnswer(body: body) }
  static func picture(_ bytes: [UInt8]) -> APIAnswer { APIAnswer(body: .picture(bytes)) }
}

/// All operations there are; nothing of the API is reachable that is not here.
package enum APITable {
  static let routes: [APIRoute] =
    PlaceAPI.routes + CampaignAPI.routes + MotionAPI.routes + SearchAPI.routes + CodeAPI.routes + ResidentAPI.routes
    + SimilarAPI.routes
    + InformationAPI.routes + SessionAPI.routes + TokenAPI.routes + WorkAPI.routes + NoticeAPI.routes + ActAPI.routes
    + PartAPI.routes + CongressSessionAPI.routes + PublishedSuggestionAPI.routes + SuggestionAPI.routes
    + SuggestionActAPI.routes + MotionWorkAPI.routes + MotionActAPI.routes

  /// For the golden file.
  package static var lines: [String] { routes.map(\.text).sorted() }
}
