import Domain
import HTTPKit
import HTTPTypes
import Hummingbird
import NIOCore

/// The OpenAPI 3.1 document, made from the table of operations.
enum APIDocument {
  static let path = "/api/openapi.json"

  /// The whole document.
  static let value: JSONValue = .record(of: [
    ("openapi", "3.1.0"),
    (
      "info",
      [
        "title": "联络开放接口", "version": "1",
        "description": "人大代表家室站点的诉求、代表建议、议案、名录和工作台。说明和例子见 /api。",
      ]
    ),
    ("servers", [["url": "/"]]),
    ("tags", .list(APIChapter.allCases.map { ["name": .text($0.rawValue)] })),
    ("paths", paths), ("components", components),
  ])

  private static let kept = KeptPage(html: value.bytes())

  static func response(to request: Request) -> Response {
    var headers = Respond.protective()
    headers[.contentType] = "application/json"
    headers[.cacheControl] = "no-cache"
    headers[.vary] = "Accept-Encoding"
    let packs = AcceptEncoding.allowsGzip(request.headers[.acceptEncoding])
    let packed = packs ? kept.packed { Gzip.compress($0, level: 6) } : nil
    if let tag = ETag.strong(hexDigest: kept.digest, encoding: packed == nil ? nil : "gzip") {
      headers[.eTag] = tag
      if IfNoneMatch.matches(request.headers[.ifNoneMatch], tag) {
        return Response(status: .notModified, headers: headers)
      }
    }
    if packed != nil { headers[.contentEncoding] = "gzip" }
    return Response(
      status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: packed ?? kept.html)))
  }

  // MARK: Paths

  private static var paths: JSONValue {
    var order: [String] = []
    var byPath: [String: [(String, JSONValue?)]] = [:]
    for route in APITable.routes {
      if byPath[route.address] == nil { order.append(route.address) }
      byPath[route.address, default: []].append((route.method.rawValue.lowercased(), operation(route)))
    }
    return .record(of: order.map { ($0, JSONValue.record(of: byPath[$0] ?? [])) })
  }

  private static func operation(_ route: APIRoute) -> JSONValue {
    .record(of: [
      ("operationId", .text(route.name)), ("tags", [.text(route.chapter.rawValue)]), ("summary", .text(route.summary)),
      ("description", route.detail.isEmpty ? nil : .text(route.detail)), ("security", security(route)),
      ("parameters", .list(parameters(route))), ("requestBody", body(route)), ("responses", responses(route)),
    ])
  }

  private static func security(_ route: APIRoute) -> JSONValue {
    switch route.access {
    case .visitor: []
    case .receipt: [["receipt": []]]
    case .receiptOrToken: [["receipt": []], ["bearer": []]]
    case .token: [["bearer": []]]
    }
  }

  private static func parameters(_ route: APIRoute) -> [JSONValue] {
    var found = route.parameters.map { parameter -> JSONValue in
      .record(of: [
        ("name", .text(parameter.name)), ("in", .text(parameter.place.rawValue)),
        ("required", .flag(parameter.place == .path)),
        ("description", parameter.schema.about.isEmpty ? nil : .text(parameter.schema.about)),
        ("schema", parameter.schema.about("").document),
      ])
    }
    if route.isRepeatable { found.append(["$ref": "#/components/parameters/IdempotencyKey"]) }
    if route.isConditional { found.append(["$ref": "#/components/parameters/IfMatch"]) }
    if route.isKept { found.append(["$ref": "#/components/parameters/IfNoneMatch"]) }
    return found
  }

  private static func body(_ route: APIRoute) -> JSONValue? {
    switch route.body {
    case .none: nil
    case .json(let schema, let example):
      [
        "required": true,
        "content": ["application/json": ["schema": schema.document, "example": plain(example)]],
      ]
    case .picture:
      ["required": true, "content": ["image/jpeg": [:], "image/png": [:], "image/webp": [:]]]
    }
  }

  // MARK: Answers

  private static func responses(_ route: APIRoute) -> JSONValue {
    var found: [(String, JSONValue?)] = [("\(route.success.code)", success(route))]
    if route.isKept {
      found.append(("304", ["description": "没有变化", "headers": ["ETag": header("ETag")]]))
    }
    let byStatus = Dictionary(grouping: route.problems) { Int($0.status.code) }
    for (status, problems) in byStatus.sorted(by: { $0.key < $1.key }) {
      found.append(("\(status)", refusal(problems)))
    }
    return .record(of: found)
  }

  private static func success(_ route: APIRoute) -> JSONValue {
    var headers: [(String, JSONValue?)] = [("X-Request-Id", header("RequestId"))]
    if route.isKept || route.tellsRevision { headers.append(("ETag", header("ETag"))) }
    headers += APILimits.headers.map { ($0, header($0)) }
    let content: JSONValue?
    switch route.content {
    case .none: content = nil
    case .json(let schema): content = ["application/json": ["schema": schema.document]]
    case .picture: content = ["image/jpeg": [:]]
    }
    return .record(of: [
      ("description", "成功"), ("headers", .record(of: headers)), ("content", content),
    ])
  }

  private static func refusal(_ problems: [APIProblem]) -> JSONValue {
    var headers: [(String, JSONValue?)] = [("X-Request-Id", header("RequestId"))]
    switch problems.first?.status {
    case .unauthorized?: headers.append(("WWW-Authenticate", header("Challenge")))
    case .tooManyRequests?, .serviceUnavailable?: headers.append(("Retry-After", header("RetryAfter")))
    default: break
    }
    return .record(of: [
      ("description", .text(problems.map { $0.title }.joined(separator: "；"))), ("headers", .record(of: headers)),
      ("content", [APIProblem.contentType: ["schema": APIProblem.schema.document]]),
    ])
  }

  private static func header(_ name: String) -> JSONValue { ["$ref": .text("#/components/headers/\(name)")] }

  // MARK: Components

  private static var components: JSONValue {
    var named: [String: JSONSchema] = [:]
    APIProblem.schema.collect(into: &named)
    for route in APITable.routes {
      if case .json(let schema) = route.content { schema.collect(into: &named) }
      if case .json(let schema, _) = route.body { schema.collect(into: &named) }
    }
    return .record(of: [
      ("schemas", .record(of: named.sorted { $0.key < $1.key }.map { ($0.key, $0.value.whole) })),
      ("parameters", parameters), ("headers", .record(of: headers)),
      (
        "securitySchemes",
        [
          "bearer": [
            "type": "http", "scheme": "bearer", "description": "POST /api/v1/sessions 或者 POST /api/v1/tokens 给的令牌",
          ],
          "receipt": [
            "type": "apiKey", "in": "header", "name": "Lookup-Secret", "description": "回执的 secret，或者6位查询码",
          ],
        ]
      ),
    ])
  }

  private static let key = "\(APIHead.keyLength.lowerBound),\(APIHead.keyLength.upperBound)"

  private static let parameters: JSONValue = [
    "IdempotencyKey": [
      "name": "Idempotency-Key", "in": "header", "required": false,
      "description": "给这个请求起的名字，如随机的 UUID。没有收到回答时用同一个再发，只办一次，回答一样。",
      "schema": [
        "type": "string",
        "pattern": .text(#"^([!#-~]{\#(key)}|"[!#-~]{\#(key)}")$"#),
      ],
    ],
    "IfMatch": [
      "name": "If-Match", "in": "header", "required": false, "description": "看到的是哪一版（ETag）；变了就不办，回答 412。",
      "schema": ["type": "string"],
    ],
    "IfNoneMatch": [
      "name": "If-None-Match", "in": "header", "required": false, "description": "手里是哪一版（ETag）；没有变化就回答 304。",
      "schema": ["type": "string"],
    ],
  ]

  private static var headers: [(String, JSONValue?)] {
    [
      ("RequestId", text("问题编号")), ("ETag", text("这一版的标记")), ("Challenge", text("要什么凭证")),
      ("RetryAfter", ["required": true, "description": "几秒后再试", "schema": ["type": "integer", "minimum": 1]]),
    ] + APILimits.headers.map { ($0, text("限额，见 draft-ietf-httpapi-ratelimit-headers")) }
  }

  private static func text(_ words: String) -> JSONValue {
    ["required": true, "description": .text(words), "schema": ["type": "string"]]
  }

  // MARK: Examples

  /// An example with values that look like real ones where the documentation page has names of variables.
  static func plain(_ example: JSONValue) -> JSONValue {
    switch example {
    case .text(let text): .text(text.hasPrefix("$") ? sample(text) : text)
    case .list(let items): .list(items.map(plain))
    case .record(let members): .record(members.map { JSONMember($0.name, plain($0.value)) })
    case .null, .flag, .integer, .number: example
    }
  }

  private static func sample(_ name: String) -> String {
    switch name {
    case "$RECEIPT": "202648271930"
    case "$DUE": "2026-12-18"
    case "$LATER": "2027-02-01"
    case "$TODAY": "2026-11-20"
    case "$PIN": "135792"
    case "$CODE": "204815"
    case "$PROOF": "AAABmqvN7wCk3yQ5vT1b8wZp0xLr6sHe"
    case "$SLIP": "048271930557"
    case "$USERNAME": "zhaolianluo"
    case "$PASSWORD": "your-password"
    default: "72057594037927936"
    }
  }
}
