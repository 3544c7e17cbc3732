import Actions
import Domain
import HTTPKit
import HTTPTypes
import SecretsKit

/// Tokens of one's own: listed, made and revoked.
enum TokenAPI {
  static let routes: [APIRoute] = [tokens, makeToken, revokeToken]

  private static let lineFields: [Shape<TokenLine>.Field] = [
    .id("id", "编号") { $0.id },
    .text("name", "名字") { $0.name },
    .word("scope", "read 只能查看；work 可以办理") { $0.scope },
    .instant("made", "什么时候建的") { $0.made },
    .maybeInstant("seen", "最近什么时候用过") { $0.seen },
    .instant("expires", "什么时候失效") { $0.expires },
    .maybeInstant("ended", "什么时候撤销的") { $0.ended },
  ]
  private static let lineShape = Shape<TokenLine>("Token", "一个令牌；令牌本身不再给出", lineFields)

  private static let newShape = Shape<NewAccessToken>(
    "NewToken", "新令牌",
    [
      .always("secret", JSONSchema(.text(.opaque, 43...43), "令牌，只在这里给出")) { .text(Base64URL.encode($0.token)) },
      .shape("token", "它在列表里的样子", lineShape) { $0.line },
    ])

  private static let tokens = APIRoute(
    method: .get, path: "/tokens", name: "tokens", summary: "我的令牌，新的在前", chapter: .sessions,
    access: .token(.read, .signedIn), content: .json(.list(lineShape.schema, 0...AccessTokens.pageSize)),
    refusals: [.passwordOutdated]
  ) { call in
    .json(lineShape.write(try await AccessTokens.list(of: call.person().person, in: call.environment)))
  }

  private static let makeToken = APIRoute(
    method: .post, path: "/tokens", name: "makeToken", summary: "新建一个令牌，给别的程序用", chapter: .sessions,
    access: .token(.work, .signedIn), detail: "要用登录得到的令牌来建：令牌不能再生令牌。用登录条登录的手机不能建。",
    body: .json(
      .record([
        .init("name", .line(TokenPolicy.nameLength, "给它起个名字，以后好认"), isRequired: true),
        .init("scope", .word(TokenScope.self, "read 只能查看；work 可以办理"), isRequired: true),
        .init("days", .integer(TokenPolicy.days, "几天后失效"), isRequired: true),
      ]), example: ["name": "统计程序", "scope": "read", "days": 90]), success: .created, content: .json(newShape.schema),
    refusals: [.duplicate, .readOnly, .passwordOutdated]
  ) { call in
    guard call.bearer?.token == nil else { throw APIRefusal(.forbidden, "令牌不能再生令牌，请先登录。") }
    let input = AccessTokens.Input(
      name: TextCleaning.clean(call.body["name"]?.text ?? "", multiline: false).text,
      scope: call.body["scope"]?.text.flatMap { TokenScope(rawValue: $0) } ?? .read,
      days: call.body["days"]?.integer ?? 0)
    let made = try await AccessTokens.make(
      input, by: call.person(), seed: call.seed, key: call.key, from: call.origin, in: call.environment)
    return .json(newShape.write(made))
  }

  private static let revokeToken = APIRoute(
    method: .delete, path: "/tokens/{id}", name: "revokeToken", summary: "撤销一个令牌，马上失效", chapter: .sessions,
    access: .token(.work, .signedIn), parameters: [.id("令牌", example: "$TOKEN_ID")], success: .noContent,
    content: .none,
    refusals: [.readOnly, .passwordOutdated]
  ) { call in
    try await AccessTokens.revoke(
      call.visit.id("id"), of: call.person().person, from: call.origin, in: call.environment)
    return .none
  }
}
