import Actions
import Domain
import HTMLKit

/// 账号.
struct AccountsPage: HTMLKit.Page {
  let lines: [AccountLine]
  let people: [DeputyLine]
  let reader: Actor
  let rules: SecuritySettings.Password
  /// Administrative posts that nobody holds.
  let vacant: Set<PostRole>
  let draft: FormDraft
  let token: String

  var title: String { "账号" }

  /// Whether the reader answers for all posts of the account's holder.
  private func isManaged(_ line: AccountLine) -> Bool {
    DirectoryAccess.mayManageAccount(holding: line.posts.map(\.post), by: reader)
  }

  func body(_ h: inout HTMLWriter) {
    h.div(.class("work-title")) { h in h.h1(text: title) }
    if !vacant.isEmpty {
      let roles = PostRole.allCases.filter(vacant.contains).map(Words.role).joined(separator: "、")
      h.notice(
        "还没有\(roles)",
        "系统管理员、安全管理员、审计员要由三个人分别担任。请先给这几位建账号，再在名录里打开本人的页面，指定第一位；以后的职务由安全管理员给。", .warn)
    }
    h.errorSummary(draft)
    h.div(.class("frame")) { h in
      h.table("账号", ["用户名", "姓名", "职务", "状态"]) { h in for line in lines { row(line, &h) } }
    }
    h.fold(.plus, "新增账号") { h in
      h.form(SitePath.accountAct(.add).string, token: token) { h in
        h.select(
          "人员", "person", draft, options: [("", "请选择")] + people.map { ("\($0.id)", $0.name) },
          hint: "只列出前几十位；人多时先在名录里找到编排职务")
        h.input("用户名", "username", draft, hint: "小写字母、数字", maximum: 32)
        h.input(
          "初始密码", "password", FormDraft(), hint: "至少\(rules.minimum)位，\(rules.kinds == 4 ? "四" : "三")种字符；本人第一次登录要改",
          maximum: 128, type: "password",
          complete: "new-password")
        h.submit("新增")
      }
    }
    h.fold(.key, "重设密码") { h in
      h.scopingIDs("reset") { h in
        h.form(SitePath.accountAct(.password).string, token: token) { h in
          h.select(
            "账号", "username", FormDraft(),
            options: lines.filter(isManaged).map { ($0.account.username, "\($0.account.username)　\($0.name)") })
          h.input(
            "新密码", "password", FormDraft(), hint: "本人下次登录要改", maximum: 128, type: "password", complete: "new-password")
          h.submit("重设")
        }
      }
    }
  }

  private func row(_ line: AccountLine, _ h: inout HTMLWriter) {
    h.element("tr") { h in
      h.element("td", [.class("t-title")], text: line.account.username)
      h.element("td", [.fixed("data-label", "姓名")], text: line.name)
      h.element(
        "td", [.fixed("data-label", "职务")],
        text: line.posts.isEmpty
          ? "没有职务"
          : line.posts.map { Words.role($0.role) + (($0.venue?.name ?? $0.unit?.name).map { "（\($0)）" } ?? "") }.joined(
            separator: "、"))
      h.element("td", [.class("t-act")]) { h in
        let isActive = line.account.state == .active
        if isManaged(line) {
          if isActive, line.account.person == reader.person {
            h.small("您自己的账号")
          } else if isActive {
            h.link(SitePath.disableAccount.with([("username", line.account.username)]), "停用", class: "btn-link")
          } else {
            h.buttonForm(
              SitePath.accountAct(.enable).string, token: token, "启用", fields: [("username", line.account.username)],
              class: "btn-link")
          }
        } else if !isActive {
          h.chip("已停用")
        }
        if line.account.isDemo { h.chip("演示账号", .gold) }
      }
    }
  }
}
