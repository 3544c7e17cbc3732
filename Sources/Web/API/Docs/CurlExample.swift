import HTTPKit
import HTTPTypes

/// How an operation is called from a command line: made from the route, with the values that differ as shell variables.
enum CurlExample {
  static func text(_ route: APIRoute) -> String {
    var lines = [
      "curl -sS" + (route.method == .get ? "" : " -X \(route.method.rawValue)") + " \"$SITE\(address(route))\""
    ]
    switch route.access {
    case .visitor: break
    case .receipt: lines.append("-H \"Lookup-Secret: $SECRET\"")
    // Whoever has no token does it with the secret.
    case .receiptOrToken: lines.append("-H \"Lookup-Secret: $SECRET\"")
    case .token: lines.append("-H \"Authorization: Bearer $TOKEN\"")
    }
    var end = ""
    switch route.body {
    case .none: break
    case .json(_, let example):
      lines.append("-H \"Content-Type: application/json\" -d @- <<JSON")
      end = "\n" + example.pretty + "\nJSON"
    case .picture: lines.append("-H \"Content-Type: image/jpeg\" --data-binary @photo.jpg")
    }
    if case .picture = route.content { lines.append("-o photo-out.jpg") }
    return lines.joined(separator: " \\\n  ") + end
  }

  private static func address(_ route: APIRoute) -> String {
    var path = route.address
    var query: [String] = []
    for parameter in route.parameters {
      guard let example = parameter.example else { continue }
      switch parameter.place {
      case .path: path = path.replacing("{\(parameter.name)}", with: example)
      case .query: query.append("\(parameter.name)=\(example)")
      }
    }
    return query.isEmpty ? path : path + "?" + query.joined(separator: "&")
  }
}

/// The beginning of the documentation: from a resident's matter to his rating, each step by one command. A test runs them
/// one after the other.
enum FirstSteps {
  struct Step: Sendable {
    let words: String
    let command: String
  }

  static func settings(_ site: String) -> String {
    """
    SITE=\(site)
    USERNAME=您的用户名
    PASSWORD=您的密码
    """
  }

  static let steps: [Step] = [
    Step(
      words: "联络员登录；他的站点后面要用",
      command: """
        TOKEN=$(curl -sS "$SITE/api/v1/sessions" -H "Content-Type: application/json" -d @- <<JSON | jq -r .token
        {"username": "$USERNAME", "password": "$PASSWORD"}
        JSON
        )
        VENUE=$(curl -sS "$SITE/api/v1/me" -H "Authorization: Bearer $TOKEN" | jq -r '.posts[0].venue')
        """),
    Step(
      words: "群众提一件诉求，拿到回执号和凭证",
      command: """
        RECEIPT_JSON=$(curl -sS "$SITE/api/v1/matters" \\
          -H "Content-Type: application/json" -H "Idempotency-Key: $(openssl rand -hex 16)" -d @- <<JSON
        {
          "text": "村口的路灯坏了三天，晚上看不见。",
          "place": "东村村口",
          "addressee": {"venue": "$VENUE"},
          "contact": {"name": "陈大娘", "phone": "13800001234"},
          "visibility": "private"
        }
        JSON
        )
        RECEIPT=$(jq -r .receipt <<<"$RECEIPT_JSON")
        SECRET=$(jq -r .secret <<<"$RECEIPT_JSON")
        """),
    Step(
      words: "凭回执看进度",
      command: """
        curl -sS "$SITE/api/v1/matters/$RECEIPT" -H "Lookup-Secret: $SECRET"
        """),
    Step(
      words: "看待受理的",
      command: """
        curl -sS "$SITE/api/v1/work/matters?queue=to-accept" -H "Authorization: Bearer $TOKEN"
        """),
    Step(
      words: "受理；别人刚办过就不办（If-Match），没收到回答可以再发（Idempotency-Key）",
      command: """
        TAG=$(curl -sS -o /dev/null -D - "$SITE/api/v1/work/matters/$RECEIPT" \\
          -H "Authorization: Bearer $TOKEN" | tr -d '\\r' | sed -n 's/^etag: //Ip')
        curl -sS "$SITE/api/v1/matters/$RECEIPT/acts/accept" -H "Authorization: Bearer $TOKEN" \\
          -H "If-Match: $TAG" -H "Idempotency-Key: $(openssl rand -hex 16)" \\
          -H "Content-Type: application/json" -d @- <<JSON
        {"grade": "in_group", "urgency": "normal", "words": "今天下午去看。"}
        JSON
        """),
    Step(
      words: "答复",
      command: """
        curl -sS "$SITE/api/v1/matters/$RECEIPT/acts/reply" -H "Authorization: Bearer $TOKEN" \\
          -H "Content-Type: application/json" -d @- <<JSON
        {"words": "灯已经修好，今晚会亮。"}
        JSON
        """),
    Step(
      words: "群众评价",
      command: """
        curl -sS "$SITE/api/v1/matters/$RECEIPT/acts/rate" -H "Lookup-Secret: $SECRET" \\
          -H "Content-Type: application/json" -d @- <<JSON
        {"attitude": "satisfied", "result": "basic"}
        JSON
        """),
    Step(
      words: "退出，令牌马上失效",
      command: """
        curl -sS -X DELETE "$SITE/api/v1/sessions/current" -H "Authorization: Bearer $TOKEN"
        """),
  ]
}
