import Actions
import Domain
import HTMLKit
import HTTPKit
import Hummingbird
import SecretsKit

/// 接口令牌: one's own tokens for applications.
enum TokenRoutes {
  static func add(to table: inout RouteTable) {
    table.get("/work/tokens", access: .signedIn) { visit in try await show(visit, FormDraft(["days": "90"]), .ok) }
    table.post("/work/tokens", access: .signedIn) { visit, form in try await make(visit, form) }
    table.post("/work/tokens/:id/revoke", access: .signedIn) { visit, _ in
      try await AccessTokens.revoke(
        visit.id("id"), of: visit.signedIn().person, from: visit.signInOrigin, in: visit.environment)
      return Respond.redirect(SitePath.tokens.string)
    }
  }

  private static func show(
    _ visit: Visit, _ draft: FormDraft, _ status: HTTPResponse.Status, made: NewAccessToken? = nil
  ) async throws -> Response {
    let person = try visit.signedIn()
    let page = TokensPage(
      lines: try await AccessTokens.list(of: person.person, in: visit.environment), made: made, draft: draft,
      isDevice: person.isDevice, token: FormToken.make(for: visit), now: visit.now, today: visit.today)
    return try await Workbench.page(page, visit, status: status)
  }

  /// Shows the token once, in the answer itself: it is in no address and in no history of the browser.
  private static func make(_ visit: Visit, _ form: PostedForm) async throws -> Response {
    var draft = FormDraft(form)
    let scope: TokenScope? = form.word("scope")
    if scope == nil { draft.problems.append((field: "scope", words: "请选择能做什么")) }
    if form.isBroken("name") { draft.problems.append((field: "name", words: "名字里有无法显示的字符，请删去后重新填写")) }
    guard let scope, draft.problems.isEmpty, let seed = FormToken.check(form.fields[FormToken.field], for: visit) else {
      return try await show(visit, draft, .unprocessableContent)
    }
    let input = AccessTokens.Input(
      name: form.text("name"), scope: scope, days: Int(TextCleaning.toHalfWidthDigits(form.text("days"))) ?? 0)
    do {
      let made = try await AccessTokens.make(
        input, by: visit.signedIn(), seed: seed, key: form.key, from: visit.signInOrigin, in: visit.environment)
      return try await show(visit, FormDraft(["days": "90"]), .ok, made: made)
    } catch ActionError.invalid(let problems) {
      draft.problems = problems.map { problem in
        (field: problem.field, words: ProblemWords.sentence(problem, label: problem.field == "name" ? "名字" : "天数"))
      }
      return try await show(visit, draft, .unprocessableContent)
    }
  }
}

struct TokensPage: HTMLKit.Page {
  let lines: [TokenLine]
  let made: NewAccessToken?
  let draft: FormDraft
  let isDevice: Bool
  let token: String
  let now: Instant
  let today: CivilDate

  var title: String { "接口令牌" }

  func body(_ h: inout HTMLWriter) {
    h.crumbs([("我的登录", SitePath.signIns.string), (title, nil)])
    h.div(.class("work-title")) { h in
      h.h1(text: title)
      h.div(.class("row")) { h in h.link(SitePath.api.string, "接口说明", class: "btn btn-s") }
    }
    h.p(.class("small mute"), text: "给手机应用或者别的程序用，以您的身份办事。请只给信得过的程序，不用了就撤销；修改自己的密码不会让令牌失效。")
    if let made {
      h.div(.class("notice notice-ok"), .fixed("role", "status")) { h in
        h.p(.class("notice-title"), text: "令牌“\(made.line.name)”建好了，只显示这一次，请现在就复制：")
        h.code(Base64URL.encode(made.token))
      }
    }
    h.errorSummary(draft)
    h.div(.class("cols section-s")) { h in
      list(&h)
      if isDevice { h.empty("用登录条登录的手机不能建令牌。") } else { form(&h) }
    }
  }

  private func list(_ h: inout HTMLWriter) {
    h.headed("list", "已有的令牌") { h in
      if lines.isEmpty { h.empty("还没有令牌。") }
      h.ul(.class("lines")) { h in
        for line in lines {
          h.li { h in
            h.div(.class("line")) { h in
              h.b(line.name)
              h.chip(line.scope == .work ? "可以办理" : "只能查看", line.scope == .work ? .warn : .info)
              h.small(dates(line))
              if line.isLive(at: now) {
                h.buttonForm(SitePath.revokeToken(line.id).string, token: token, "撤销", class: "btn-link")
              } else {
                h.chip(line.ended == nil ? "已过期" : "已撤销")
              }
            }
          }
        }
      }
    }
  }

  private func dates(_ line: TokenLine) -> String {
    let seen = line.seen.map { "，最近用过：" + DateWords.moment($0, today: today) } ?? "，还没有用过"
    return "\(DateWords.moment(line.made, today: today))新建，\(DateWords.long(line.expires.date))失效" + seen
  }

  private func form(_ h: inout HTMLWriter) {
    h.section(.class("panel"), .labelledBy("new")) { h in
      h.div(.class("panel-head")) { h in h.h2(.id("new"), text: "新建令牌") }
      h.div(.class("panel-body")) { h in
        h.form(SitePath.tokens.string, token: token) { h in
          h.input("名字", "name", draft, hint: "哪个程序用的，以后好认", maximum: TokenPolicy.nameLength.upperBound)
          h.choices(
            "能做什么", "scope", draft,
            [
              HTMLWriter.Choice(value: TokenScope.read.rawValue, words: "只能查看"),
              HTMLWriter.Choice(value: TokenScope.work.rawValue, words: "可以办理", detail: "您在网页上能做的都能做"),
            ])
          h.input("几天后失效", "days", draft, hint: "最长\(TokenPolicy.days.upperBound)天", maximum: 3, mode: "numeric")
          h.submit("新建", icon: .plus)
        }
      }
    }
  }
}
