import Actions
import Domain
import HTMLKit
import HTTPKit
import Hummingbird
import SecretsKit

/// Signing in, by password at a desk and by slip on a deputy's phone; the PIN, one's own sign-ins, password, contacts.
enum AccountRoutes {
  static func add(to table: inout RouteTable) {
    table.get("/work/sign-in", access: .open) { visit in
      if visit.actor.signedIn != nil { return Respond.redirect(SitePath.work.string) }
      return signInPage(visit, FormDraft(["next": visit.query["next"] ?? ""]), .ok)
    }
    table.postLenient("/work/sign-in", access: .open) { visit, form in try await signIn(visit, form) }
    table.post("/work/sign-out", access: .signedIn) { visit, _ in
      let person = try visit.signedIn()
      try await SignOut.run(person.session, of: person.person, in: visit.environment)
      return Respond.redirect(
        SitePath.signIn.string, cookies: Respond.cookie(VisitReader.sessionCookie, "", maxAge: 0, for: visit))
    }
    table.get("/work/slip", access: .open) { visit in slipEntry(visit, FormDraft(), .ok) }
    table.postLenient("/work/slip", access: .open) { visit, form in try await enterSlip(visit, form) }
    table.get("/work/slip/:code", access: .open) { visit in try await slip(visit) }
    table.postLenient("/work/slip/:code", access: .open) { visit, form in try await redeem(visit, form) }
    table.get("/work/pin", access: .deputy) { visit in try await pinPage(visit, FormDraft(), .ok) }
    table.post("/work/pin", access: .deputy) { visit, form in try await pin(visit, form) }
    table.get("/work/password", access: .signedIn) { visit in try await passwordPage(visit, FormDraft(), .ok) }
    table.post("/work/password", access: .signedIn) { visit, form in try await password(visit, form) }
    table.get("/work/sign-ins", access: .signedIn) { visit in try await signIns(visit) }
    table.post("/work/sign-ins/:id/end", access: .signedIn) { visit, _ in
      let person = try visit.signedIn()
      try await SignOut.run(visit.id("id"), of: person.person, in: visit.environment)
      return Respond.redirect(SitePath.signIns.string)
    }
    table.get("/work/contacts", access: .deputy) { visit in try await contacts(visit, FormDraft(), .ok) }
    table.post("/work/contacts", access: .deputy) { visit, form in try await saveContact(visit, form) }
  }

  // MARK: Password

  private static func signInPage(_ visit: Visit, _ draft: FormDraft, _ status: HTTPResponse.Status) -> Response {
    let page = SignInPage(
      draft: draft, token: FormToken.make(for: visit), isDemo: visit.isLoopback || visit.options.demoOpen)
    return Respond.page(Document.render(page, visit, .open(tab: nil)), for: visit, status: status)
  }

  private static func signIn(_ visit: Visit, _ form: PostedForm) async throws -> Response {
    var draft = FormDraft(form)
    draft.values["password"] = nil
    let username = form.text("username")
    let password = form.fields["password"] ?? ""
    if username.isEmpty { draft.problems.append((field: "username", words: "请填写用户名")) }
    if password.isEmpty { draft.problems.append((field: "password", words: "请填写密码")) }
    if !form.isGenuine { draft.problems.append((field: "username", words: "页面打开得太久了，请再登录一次")) }
    guard draft.problems.isEmpty else { return signInPage(visit, draft, .unprocessableContent) }
    if let refusal = visit.take([visit.claim(.signIn)]).refusal {
      draft.problems = [(field: "username", words: "从这个网络登录的次数太多了，请在\(LimitWords.when(refusal, visit))以后再试")]
      var response = signInPage(visit, draft, .tooManyRequests)
      LimitWords.mark(&response, refusal)
      return response
    }
    do {
      let token = try await SignIn.run(
        username: username, password: password, from: visit.signInOrigin, demoOpen: visit.options.demoOpen,
        in: visit.environment)
      let next = form.fields["next"] ?? ""
      let target = isWorkPath(next) ? next : SitePath.work.string
      return Respond.redirect(
        token.mustChange ? SitePath.password.string : target,
        cookies: Respond.cookie(VisitReader.sessionCookie, Base64URL.encode(token.token), maxAge: nil, for: visit)
          + Respond.cookie(VisitReader.staffDeviceCookie, "1", maxAge: 400 * 86_400, for: visit)
          + Respond.cookie(
            VisitReader.knownCookie, token.marks.map { Base64URL.encode($0) }.joined(separator: "."),
            maxAge: 400 * 86_400, for: visit))
    } catch ActionError.wrongSecret {
      draft.problems = [(field: "username", words: "用户名或密码不对，请核对后再试")]
      return signInPage(visit, draft, .unprocessableContent)
    } catch ActionError.locked {
      let minutes = try await visit.environment.rules.security().lock.minutes
      draft.problems = [(field: "username", words: "试的次数太多了，请\(minutes)分钟后再试；在您登录过的电脑上可以照常登录，急用请安全管理员解锁")]
      return signInPage(visit, draft, .tooManyRequests)
    }
  }

  /// Only a place of the workbench: nothing that leaves the site.
  static func isWorkPath(_ path: String) -> Bool {
    path.hasPrefix("/work") && !path.contains("//") && !path.contains("\\") && path.utf8.count < 300
      && path.utf8.allSatisfy { $0 > 32 && $0 < 127 }
  }

  private static func passwordPage(_ visit: Visit, _ draft: FormDraft, _ status: HTTPResponse.Status) async throws
    -> Response
  {
    let person = try visit.signedIn()
    let page = PasswordPage(
      draft: draft, token: FormToken.make(for: visit), mustChange: person.mustChangePassword,
      rules: try await visit.environment.rules.security().password)
    return try await Workbench.page(page, visit, status: status)
  }

  private static func password(_ visit: Visit, _ form: PostedForm) async throws -> Response {
    let new = form.fields["new"] ?? ""
    var draft = FormDraft()
    if new != form.fields["repeat"] { draft.problems.append((field: "repeat", words: "两次输入的新密码不一样")) }
    if draft.problems.isEmpty {
      do {
        try await ManageAccounts.changeOwn(
          old: form.fields["old"] ?? "", new: new, by: visit.signedIn(), in: visit.environment)
        return Respond.redirect(
          SitePath.signIn.string, cookies: Respond.cookie(VisitReader.sessionCookie, "", maxAge: 0, for: visit))
      } catch ActionError.invalid(let problems) {
        for problem in problems {
          let field = problem.field == "password" ? "new" : problem.field
          draft.problems.append(
            (field: field, words: ProblemWords.sentence(problem, label: field == "old" ? "原密码" : "新密码")))
        }
      } catch ActionError.locked {
        draft.problems.append((field: "old", words: "原密码试错的次数太多了，请退出后重新登录，或者过一会儿再试"))
        return try await passwordPage(visit, draft, .tooManyRequests)
      }
    }
    return try await passwordPage(visit, draft, .unprocessableContent)
  }

  // MARK: Slips

  private static func slipEntry(_ visit: Visit, _ draft: FormDraft, _ status: HTTPResponse.Status) -> Response {
    let page = SlipEntryPage(draft: draft, token: FormToken.make(for: visit))
    return Respond.page(Document.render(page, visit, .open(tab: nil)), for: visit, status: status)
  }

  private static func enterSlip(_ visit: Visit, _ form: PostedForm) async throws -> Response {
    let code = TextCleaning.toHalfWidthDigits(form.text("code")).filter { $0.isASCII && $0.isNumber }
    guard code.count == 12 else {
      var draft = FormDraft(form)
      draft.problems = [(field: "code", words: code.isEmpty ? "请填写登录码" : "登录码是12位数字，现在是\(code.count)位")]
      return slipEntry(visit, draft, .unprocessableContent)
    }
    return Respond.redirect(SitePath.slip(code).string)
  }

  /// Shows whose slip it is; opening the page does not use it up.
  private static func slip(_ visit: Visit) async throws -> Response {
    let code = try visit.parameter("code")
    do {
      let person = try await RedeemSlip.peek(code: code, address: visit.client.text, in: visit.environment)
      let page = SlipPage(name: person.name, code: code, token: FormToken.make(for: visit))
      return Respond.page(Document.render(page, visit, .open(tab: nil)), for: visit)
    } catch ActionError.wrongSecret {
      var draft = FormDraft()
      draft.problems = [(field: "code", words: "这张登录条已经用过、过期或者换了新的，请联络员再打一张")]
      return slipEntry(visit, draft, .gone)
    }
  }

  private static func redeem(_ visit: Visit, _ form: PostedForm) async throws -> Response {
    guard form.isGenuine else { return ErrorPages.staleForm(form, visit) }
    do {
      let token = try await RedeemSlip.run(
        code: visit.parameter("code"), from: visit.signInOrigin, in: visit.environment)
      let days = try await visit.environment.rules.security().session.deviceDays
      return Respond.redirect(
        SitePath.pin.with([("first", "1")]),
        cookies: Respond.cookie(
          VisitReader.sessionCookie, Base64URL.encode(token.token), maxAge: days * 86_400, for: visit))
    } catch ActionError.wrongSecret {
      var draft = FormDraft()
      draft.problems = [(field: "code", words: "这张登录条已经用过、过期或者换了新的，请联络员再打一张")]
      return slipEntry(visit, draft, .gone)
    }
  }

  // MARK: PIN

  private static func pinPage(_ visit: Visit, _ draft: FormDraft, _ status: HTTPResponse.Status) async throws
    -> Response
  {
    let isSet = try await PINs.isSet(for: visit.signedIn().person, in: visit.environment)
    if visit.query["first"] == "1", isSet { return Respond.redirect(SitePath.work.string) }
    let page = PINPage(
      isSet: isSet, isFirst: visit.query["first"] == "1", next: visit.query["next"] ?? draft["next"], draft: draft,
      token: FormToken.make(for: visit))
    return try await Workbench.page(page, visit, status: status)
  }

  private static func pin(_ visit: Visit, _ form: PostedForm) async throws -> Response {
    let person = try visit.signedIn()
    let pin = TextCleaning.toHalfWidthDigits(form.text("pin"))
    var draft = FormDraft(["next": form.fields["next"] ?? ""])
    do {
      if try await PINs.isSet(for: person.person, in: visit.environment) {
        try await PINs.give(pin, by: person, in: visit.environment)
      } else if pin != TextCleaning.toHalfWidthDigits(form.text("repeat")) {
        draft.problems = [(field: "repeat", words: "两次输入的安全码不一样")]
      } else {
        try await PINs.set(pin, old: nil, by: person, in: visit.environment)
      }
    } catch ActionError.invalid(let problems) {
      draft.problems = problems.map { (field: "pin", words: ProblemWords.sentence($0, label: "安全码")) }
    } catch ActionError.wrongSecret {
      draft.problems = [(field: "pin", words: "安全码不对，请重新输入")]
    } catch ActionError.locked {
      let minutes = try await visit.environment.rules.security().lock.minutes
      draft.problems = [(field: "pin", words: "试的次数太多了，请\(minutes)分钟后再试，或请联络员重新打登录条")]
    }
    guard draft.problems.isEmpty else { return try await pinPage(visit, draft, .unprocessableContent) }
    let next = form.fields["next"] ?? ""
    return Respond.redirect(isWorkPath(next) ? next : SitePath.work.string)
  }

  // MARK: One's own

  private static func signIns(_ visit: Visit) async throws -> Response {
    let person = try visit.signedIn()
    let lines = try await SignOut.list(of: person.person, in: visit.environment)
    let page = SignInsPage(
      lines: lines, current: person.session, isDevice: person.isDevice, token: FormToken.make(for: visit),
      now: visit.now, today: visit.today)
    return try await Workbench.page(page, visit)
  }

  private static func contacts(_ visit: Visit, _ draft: FormDraft, _ status: HTTPResponse.Status) async throws
    -> Response
  {
    let person = try visit.signedIn()
    if person.isDevice, !person.hasPIN {
      return Respond.redirect(SitePath.pin.with([("next", SitePath.ownContacts.string)]))
    }
    let found = try await ReadDeputy.contacts(of: person.person, in: visit.environment)
    let page = OwnContactsPage(contacts: found, draft: draft, token: FormToken.make(for: visit))
    return try await Workbench.page(page, visit, status: status)
  }

  private static func saveContact(_ visit: Visit, _ form: PostedForm) async throws -> Response {
    let person = try visit.signedIn()
    if person.isDevice, !person.hasPIN {
      return Respond.redirect(SitePath.pin.with([("next", SitePath.ownContacts.string)]))
    }
    guard let field: ContactField = form.word("field") else { throw ActionError.notFound }
    let text = form.text("text")
    if text.count > 60 || form.isBroken("text") {
      var draft = FormDraft(form)
      draft.problems = [(field: "text", words: "最多60个字，不要有特殊字符")]
      return try await contacts(visit, draft, .unprocessableContent)
    }
    try await SaveContact.run(
      field, text, isPublic: form.has("public"), of: person.person, by: visit.actor, in: visit.environment)
    return Respond.redirect(SitePath.ownContacts.string)
  }
}
