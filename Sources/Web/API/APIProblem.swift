import Actions
import Domain
import HTTPKit
import HTTPTypes
import Hummingbird
import NIOCore

/// Why a request was refused (RFC 9457). The word is part of the type's address and never changes.
package enum APIProblem: String, CaseIterable, Sendable {
  case malformed
  case unauthenticated
  case wrongCredentials = "wrong-credentials"
  case wrongSecret = "wrong-secret"
  case forbidden
  case passwordOutdated = "password-outdated"
  case pinNeeded = "pin-needed"
  case notFound = "not-found"
  case methodNotAllowed = "method-not-allowed"
  case tooSlow = "too-slow"
  case notNow = "not-now"
  case movedOn = "moved-on"
  case duplicate
  case changedMeanwhile = "changed-meanwhile"
  case tooLarge = "too-large"
  case unsupportedType = "unsupported-type"
  case invalid
  case keyReused = "key-reused"
  case locked
  case tooMany = "too-many"
  case internalError = "internal-error"
  case unavailable
  case readOnly = "read-only"

  var status: HTTPResponse.Status {
    switch self {
    case .malformed: .badRequest
    case .unauthenticated, .wrongCredentials, .wrongSecret: .unauthorized
    case .forbidden, .passwordOutdated, .pinNeeded: .forbidden
    case .notFound: .notFound
    case .methodNotAllowed: .methodNotAllowed
    case .tooSlow: .requestTimeout
    case .notNow, .movedOn, .duplicate: .conflict
    case .changedMeanwhile: .preconditionFailed
    case .tooLarge: .contentTooLarge
    case .unsupportedType: .unsupportedMediaType
    case .invalid, .keyReused: .unprocessableContent
    case .locked, .tooMany: .tooManyRequests
    case .internalError: .internalServerError
    case .unavailable, .readOnly: .serviceUnavailable
    }
  }

  var title: String {
    switch self {
    case .malformed: "没有看懂请求"
    case .unauthenticated: "需要登录"
    case .wrongCredentials: "用户名或密码不对"
    case .wrongSecret: "回执号和凭证没有对上"
    case .forbidden: "这一步不由您办理"
    case .passwordOutdated: "请先更换密码"
    case .pinNeeded: "请先输入安全码"
    case .notFound: "没有找到"
    case .methodNotAllowed: "这个地址不支持这种请求"
    case .tooSlow: "等得太久了"
    case .notNow: "现在不能这样做"
    case .movedOn: "刚才有人更新了"
    case .duplicate: "已经有了"
    case .changedMeanwhile: "看到的不是最新的"
    case .tooLarge: "内容太多了"
    case .unsupportedType: "内容的格式不对"
    case .invalid: "有内容需要改一改"
    case .keyReused: "这个请求编号已经用过"
    case .locked: "试的次数太多了"
    case .tooMany: "请求太密了"
    case .internalError: "系统出了点问题"
    case .unavailable: "系统正忙，请稍后再试"
    case .readOnly: "现在只能查看"
    }
  }

  /// For the documentation page: when it comes, and what to do.
  var explanation: String {
    switch self {
    case .malformed: "内容不是正确的 JSON（或者有重复的名字），或者请求编号不合格式。请检查程序。"
    case .unauthenticated: "没有令牌，或者令牌不对、过期、已经撤销。请重新登录。"
    case .wrongCredentials: "登录时用户名、密码或登录码不对。"
    case .wrongSecret: "没有凭证，或者凭证不是这张回执的。不说明回执是否存在。"
    case .forbidden: "令牌的范围不够，或者这一步不归这个人办。"
    case .passwordOutdated: "密码是别人设的，或者已经用满期限。请到网页上更换后再用。"
    case .pinNeeded: "用登录条登录的手机，办这一步要先输入6位安全码。"
    case .notFound: "没有这个地址，或者不给这个人看；两者不作区分。"
    case .methodNotAllowed: "请看 Allow 里列出的方法。"
    case .tooSlow: "内容很久没有传完。请重新发送。"
    case .notNow: "诉求的状态、分级等不允许这一步，detail 里说明理由。再发一次也没有用。"
    case .movedOn: "办理的同时有人更新了它。请重新读取后决定。"
    case .duplicate: "同样的内容已经存在。"
    case .changedMeanwhile: "If-Match 里的版本已经不是最新。请重新读取，看看变化后再决定。"
    case .tooLarge: "JSON 最多256千字节，照片最多10兆。"
    case .unsupportedType: "JSON 用 application/json；照片用 image/jpeg、image/png 或 image/webp。"
    case .invalid: "errors 里逐项写明哪里不对、怎么改。"
    case .keyReused: "同一个 Idempotency-Key 送来了不同的内容。每个请求请用新的编号。"
    case .locked: "密码、查询码、安全码试错太多。过 Retry-After 秒再试。"
    case .tooMany: "超过了限额。过 Retry-After 秒再试。"
    case .internalError: "我们已经记下。可以带着 X-Request-Id 来问。"
    case .unavailable: "数据库暂时连不上，或者同时来的太多，内容没有保存。过 Retry-After 秒再试，请用同一个 Idempotency-Key。"
    case .readOnly: "系统正在维护。"
    }
  }

  var type: String { "/api#problem-" + rawValue }

  static let contentType = "application/problem+json"

  static let schema = JSONSchema(
    .record(
      name: "Problem",
      [
        .init("type", .words(allCases.map(\.type), "问题的种类，相对地址，说明见文档页"), isRequired: true),
        .init("title", .answered("一句话"), isRequired: true),
        .init("status", .integer(400...599, "状态码"), isRequired: true),
        .init("detail", .answered("这一次的情况"), isRequired: false),
        .init("errors", .list(errorSchema, 0...100, "哪里不对"), isRequired: false),
      ]), "问题说明（RFC 9457）")

  private static let errorSchema = JSONSchema(
    .record(
      name: "ProblemPlace",
      [
        .init("in", .words(["body", "query", "path", "header"], "在请求的哪一部分"), isRequired: true),
        .init("pointer", .answered("JSON 指针（RFC 6901），如 #/contact/phone；查询参数和请求头是名字"), isRequired: true),
        .init("detail", .answered("哪里不对，怎么改"), isRequired: true),
      ]), "")
}

/// A refusal on its way out.
struct APIRefusal: Error, Sendable {
  struct Place: Sendable {
    enum Part: String, Sendable { case body, query, path, header }

    let part: Part
    /// A pointer, or a name.
    let pointer: String
    let words: String
  }

  let problem: APIProblem
  var detail: String?
  var places: [Place] = []
  var headers: HTTPFields = [:]

  init(_ problem: APIProblem, _ detail: String? = nil, places: [Place] = []) {
    self.problem = problem
    self.detail = detail
    self.places = places
  }

  /// What is wrong with the body.
  static func body(_ problems: [SchemaProblem]) -> APIRefusal {
    APIRefusal(
      .invalid, problems.first.map { $0.words },
      places: problems.map { Place(part: .body, pointer: "#" + $0.pointer, words: $0.words) })
  }

  static func parameter(_ parameter: APIParameter, _ words: String) -> APIRefusal {
    APIRefusal(
      .invalid, "\(parameter.name)：\(words)",
      places: [Place(part: parameter.place == .path ? .path : .query, pointer: parameter.name, words: words)])
  }

  static func retry(_ problem: APIProblem, after seconds: Int, _ detail: String? = nil) -> APIRefusal {
    var refusal = APIRefusal(problem, detail)
    refusal.headers[.retryAfter] = "\(seconds)"
    return refusal
  }

  var json: JSONValue {
    .record(of: [
      ("type", .text(problem.type)), ("title", .text(problem.title)),
      ("status", .integer(Int(problem.status.code))), ("detail", detail.map { .text($0) }),
      (
        "errors",
        places.isEmpty
          ? nil
          : .list(
            places.map {
              ["in": .text($0.part.rawValue), "pointer": .text($0.pointer), "detail": .text($0.words)]
            })
      ),
    ])
  }

  func response() -> Response {
    var headers = headers
    for field in Respond.protective() where headers[field.name] == nil { headers[field.name] = field.value }
    headers[.contentType] = APIProblem.contentType
    headers[.cacheControl] = "no-store"
    if problem.status == .unauthorized, headers[.wwwAuthenticate] == nil {
      headers[.wwwAuthenticate] = problem == .wrongSecret ? "Lookup-Secret" : "Bearer realm=\"lianluo\""
    }
    return Response(
      status: problem.status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: json.bytes())))
  }
}
