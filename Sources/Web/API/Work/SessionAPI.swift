import Actions
import Domain
import HTTPKit
import HTTPTypes
import SecretsKit

/// Signing in and out, and who one is.
enum SessionAPI {
  static let routes: [APIRoute] = [signIn, redeemSlip, pin, me, signOut]

  private static let tokenShape = Shape<SignInToken>(
    "Session", "登录",
    [
      .always("token", JSONSchema(.text(.opaque, 43...43), "令牌，只在这里给出：放进 Authorization: Bearer")) {
        .text(Base64URL.encode($0.token))
      },
      .instant("expires", "最晚什么时候失效；太久不用也会失效") { $0.expires },
      .flag("mustChangePassword", "要先到网页上更换密码") { $0.mustChange },
    ])

  private static let signIn = APIRoute(
    method: .post, path: "/sessions", name: "signIn", summary: "用户名和密码登录", chapter: .sessions, access: .visitor,
    detail: "试错的次数和网页上一样有限制。",
    body: .json(
      .record([
        .init("username", .line(1...64, "用户名"), isRequired: true),
        .init("password", JSONSchema(.text(.secret, 1...SignInPolicy.passwordMaximum), "密码"), isRequired: true),
      ]), example: ["username": "$USERNAME", "password": "$PASSWORD"]), success: .created,
    content: .json(tokenShape.schema), refusals: [.wrongCredentials, .locked, .readOnly]
  ) { call in
    try call.visit.require(call.visit.claim(.signIn))
    let token = try await SignIn.run(
      username: TextCleaning.clean(call.body["username"]?.text ?? "", multiline: false).text,
      password: call.body["password"]?.text ?? "", from: call.origin, demoOpen: call.visit.options.demoOpen,
      in: call.environment)
    return .json(tokenShape.write(token))
  }

  private static let redeemSlip = APIRoute(
    method: .post, path: "/sessions/slip", name: "redeemSlip", summary: "代表用登录条登录", chapter: .sessions,
    access: .visitor, detail: "登录条由联络员打印，24小时内用一次。查看群众电话这样的事，要再输安全码。",
    body: .json(
      .record([.init("code", JSONSchema(.text(.digits, 12...12), "登录条上的12位登录码"), isRequired: true)]),
      example: ["code": "$SLIP"]), success: .created, content: .json(tokenShape.schema),
    refusals: [.wrongCredentials, .locked, .readOnly]
  ) { call in
    let token = try await RedeemSlip.run(
      code: call.body["code"]?.text ?? "", from: call.origin, in: call.environment)
    return .json(tokenShape.write(token))
  }

  private static let pin = APIRoute(
    method: .post, path: "/sessions/current/pin", name: "givePIN", summary: "输入6位安全码，10分钟内有效；没有设过的就设成它",
    chapter: .sessions,
    access: .token(.work, .deputy),
    body: .json(
      .record([.init("pin", JSONSchema(.text(.digits, 6...6), "6位安全码"), isRequired: true)]),
      example: ["pin": "$PIN"]), success: .noContent, content: .none,
    refusals: [.wrongCredentials, .locked, .readOnly]
  ) { call in
    let person = try call.person()
    let pin = call.body["pin"]?.text ?? ""
    do {
      if try await PINs.isSet(for: person.person, in: call.environment) {
        try await PINs.give(pin, by: person, in: call.environment)
      } else {
        try await PINs.set(pin, old: nil, by: person, in: call.environment)
      }
    } catch ActionError.invalid(let problems) {
      throw APIRefusal.body(
        problems.map { SchemaProblem("/pin", ProblemWords.sentence($0, label: "安全码")) })
    }
    return .none
  }

  // MARK: Who

  private static let postShape = Shape<Post>(
    "Post", "职务",
    [
      .word("role", "职务") { $0.role },
      .text("roleName", "职务，中文") { Words.role($0.role) },
      .id("congress", "人民代表大会") { $0.congress },
      .maybeID("venue", "站点") { $0.venue },
      .maybeID("unit", "承办单位") { $0.unit },
      .maybeID("grid", "网格") { $0.region },
    ])

  private static let meShape = Shape<Bearer>(
    "Me", "令牌是谁的",
    [
      .shape("person", "谁", NamedItem.shape) { NamedItem($0.person.person, $0.person.name) },
      .shapes("posts", "职务", postShape) { $0.person.posts },
      .flag("deputy", "在任的人大代表") { $0.person.isDeputy },
      .always("groups", .list(.id(), 0...100, "所在的代表小组（编号）")) {
        .list($0.person.groups.map { .text($0.description) })
      },
      .word("scope", "read 只能查看；work 可以办理") { $0.scope },
      .maybeID("token", "令牌的编号；登录得到的没有") { $0.token },
      .instant("expires", "最晚什么时候失效") { $0.expires },
      .flag("mustChangePassword", "要先到网页上更换密码") { $0.person.mustChangePassword },
    ])

  private static let me = APIRoute(
    method: .get, path: "/me", name: "me", summary: "令牌是谁的、能做什么", chapter: .sessions,
    access: .token(.read, .signedIn), content: .json(meShape.schema), isOpenBeforePassword: true
  ) { call in
    guard let bearer = call.bearer else { throw APIRefusal(.unauthenticated) }
    return .json(meShape.write(bearer))
  }

  private static let signOut = APIRoute(
    method: .delete, path: "/sessions/current", name: "signOut", summary: "退出：这个令牌马上失效", chapter: .sessions,
    access: .token(.read, .signedIn), success: .noContent, content: .none, refusals: [.readOnly],
    isOpenBeforePassword: true
  ) { call in
    let person = try call.person()
    if let token = call.bearer?.token {
      try await AccessTokens.revoke(token, of: person.person, from: call.origin, in: call.environment)
    } else {
      try await SignOut.run(person.session, of: person.person, in: call.environment)
    }
    return .none
  }
}

extension APICall {
  var origin: SignInOrigin {
    SignInOrigin(
      address: visit.client.text, device: visit.device, isLoopback: visit.isLoopback, isApplication: true)
  }
}
