import Domain
import HTMLKit

/// 工作人员登录.
struct SignInPage: HTMLKit.Page {
  let draft: FormDraft
  let token: String
  let isDemo: Bool

  var title: String { "工作人员登录" }

  func body(_ h: inout HTMLWriter) {
    h.div(.class("wrap narrow")) { h in
      h.crumbs([("首页", SitePath.home.string), (title, nil)])
      h.h1(.class("page-title"), text: title)
      h.p(.class("page-lead"), text: "联络员、站长、人大办公室从这里登录。")
      h.errorSummary(draft, title: "没有登录成功")
      h.form(SitePath.signIn.string, token: token) { h in
        if !draft["next"].isEmpty { h.hidden("next", draft["next"]) }
        h.input("用户名", "username", draft, maximum: 32, complete: "username")
        h.input("密码", "password", draft, maximum: 128, type: "password", complete: "current-password")
        h.submit("登录", icon: .lock, class: "btn btn-main btn-wide")
      }
      h.div(.class("card section-s")) { h in
        h.h2(text: "您是人大代表？")
        h.p(text: "不用密码。请联络员打一张登录条，扫上面的码，手机就登录了，90天内不用再登。")
        h.p(.class("section-s")) { h in h.link(SitePath.slipEntry.string, "没有摄像头，输入登录码", class: "btn") }
      }
    }
  }
}

/// Typing the digits of a slip.
struct SlipEntryPage: HTMLKit.Page {
  let draft: FormDraft
  let token: String

  var title: String { "代表登录" }

  func body(_ h: inout HTMLWriter) {
    h.div(.class("wrap narrow")) { h in
      h.crumbs([("首页", SitePath.home.string), (title, nil)])
      h.h1(.class("page-title"), text: title)
      h.errorSummary(draft, title: "这个登录码不能用")
      h.form(SitePath.slipEntry.string, token: token) { h in
        h.input("登录条上的登录码", "code", draft, hint: "12位数字，24小时内用一次", maximum: 20, mode: "numeric")
        h.submit("下一步", class: "btn btn-main btn-wide")
      }
    }
  }
}

/// Whose slip it is, before it is used.
struct SlipPage: HTMLKit.Page {
  let name: String
  let code: String
  let token: String

  var title: String { "\(name)代表，您好" }

  func body(_ h: inout HTMLWriter) {
    h.div(.class("wrap narrow")) { h in
      h.h1(.class("page-title section-s"), text: title)
      h.p(.class("page-lead"), text: "点下面的按钮，这部手机就登录了，90天内不用再登。请只在自己的手机上点。")
      h.form(SitePath.slip(code).string, token: token) { h in
        h.submit("是我，登录", icon: .check, class: "btn btn-main btn-wide")
      }
      h.p(.class("section-s small mute"), text: "不是您本人？请关掉这个页面，告诉联络员。")
    }
  }
}

/// The six digits for sensitive acts on a phone.
struct PINPage: HTMLKit.Page {
  let isSet: Bool
  let isFirst: Bool
  let next: String
  let draft: FormDraft
  let token: String

  var title: String { isSet ? "请输入安全码" : "设一个安全码" }

  func body(_ h: inout HTMLWriter) {
    h.div(.class("narrow")) { h in
      h.h1(.class("page-title"), text: title)
      h.p(.class("page-lead"), text: isSet ? "查看群众电话、提出异议这样的事，要再核对一次是您本人。" : "6位数字，查看群众电话这样的事要用。别用连号和相同的数字。")
      h.errorSummary(draft, title: "安全码没有通过")
      h.form(SitePath.pin.string, token: token) { h in
        h.hidden("next", next)
        h.input(
          isSet ? "安全码" : "安全码（6位数字）", "pin", FormDraft(), maximum: 6, type: "password", mode: "numeric",
          complete: "one-time-code")
        if !isSet {
          h.input(
            "再输一次", "repeat", FormDraft(), maximum: 6, type: "password", mode: "numeric", complete: "one-time-code")
        }
        h.submit(isSet ? "继续" : "设好了", class: "btn btn-main btn-wide")
      }
      if !isSet, isFirst {
        h.p(.class("section-s")) { h in h.link(SitePath.work.string, "以后再设", class: "btn btn-quiet") }
      }
    }
  }
}

struct PasswordPage: HTMLKit.Page {
  let draft: FormDraft
  let token: String
  let mustChange: Bool
  let rules: SecuritySettings.Password

  var title: String { "修改密码" }

  func body(_ h: inout HTMLWriter) {
    h.div(.class("narrow")) { h in
      h.h1(.class("page-title"), text: title)
      h.p(.class("page-lead"), text: mustChange ? "密码是别人替您设的，或者已经用满\(rules.maximumDays)天，请先换一个。" : "改好后要重新登录。")
      h.errorSummary(draft, title: "密码没有改成")
      h.form(SitePath.password.string, token: token) { h in
        h.input("原密码", "old", draft, maximum: 128, type: "password", complete: "current-password")
        h.input(
          "新密码", "new", draft,
          hint: "至少\(rules.minimum)位，大写、小写、数字、符号用\(rules.kinds == 4 ? "四" : "三")种以上；不能用最近\(rules.history)次用过的",
          maximum: 128, type: "password", complete: "new-password")
        h.input("再输一次新密码", "repeat", draft, maximum: 128, type: "password", complete: "new-password")
        h.submit("保存")
      }
    }
  }
}

/// 登录记录: one's own, each to be ended.
struct SignInsPage: HTMLKit.Page {
  let lines: [SignInLine]
  let current: ID<SignInSession>
  let isDevice: Bool
  let token: String
  let now: Instant
  let today: CivilDate

  var title: String { "我的登录" }

  func body(_ h: inout HTMLWriter) {
    h.div(.class("work-title")) { h in
      h.h1(text: title)
      h.div(.class("row")) { h in
        if !isDevice {
          h.link(SitePath.password.string, "修改密码", class: "btn btn-s")
          h.link(SitePath.tokens.string, "接口令牌", class: "btn btn-s")
        }
        h.buttonForm(SitePath.signOut.string, token: token, "退出登录", icon: .logout)
      }
    }
    h.p(.class("small mute"), text: "不认识的登录请立刻结束，并告诉系统管理员。")
    h.div(.class("frame section-s")) { h in
      h.table("登录记录", ["设备", "登录时间", "最近使用", "状态"]) { h in for line in lines { row(line, &h) } }
    }
  }

  private func row(_ line: SignInLine, _ h: inout HTMLWriter) {
    let isLive = line.ended == nil && line.expires > now
    h.element("tr") { h in
      h.element("td", [.class("t-title")], text: line.device + (line.isDevice ? "（登录条）" : ""))
      h.element("td", [.other("data-label", "登录")], text: DateWords.moment(line.began, today: today))
      h.element("td", [.other("data-label", "最近")], text: DateWords.moment(line.seen, today: today))
      h.element("td", [.class("t-act")]) { h in
        if line.id == current {
          h.chip("就是这次", .ok)
        } else if isLive {
          h.buttonForm(SitePath.endSignIn(line.id).string, token: token, "结束", class: "btn-link")
        } else {
          h.chip("已结束")
        }
      }
    }
  }
}

/// 我的联系方式: each field public only if the deputy says so.
struct OwnContactsPage: HTMLKit.Page {
  let contacts: [(field: ContactField, text: String, isPublic: Bool)]
  let draft: FormDraft
  let token: String

  var title: String { "我的联系方式" }

  func body(_ h: inout HTMLWriter) {
    h.div(.class("narrow")) { h in
      h.h1(.class("page-title"), text: title)
      h.p(.class("page-lead"), text: "一项一项由您定。没有勾“公开”的，群众只看得到联络站的电话。")
      h.errorSummary(draft)
      for field in ContactField.allCases {
        let found = contacts.first { $0.field == field }
        h.section(.class("card section-s"), .labelledBy("c-\(field.rawValue)")) { h in
          h.h2(.id("c-\(field.rawValue)"), text: Words.contactField(field))
          h.form(SitePath.ownContacts.string, token: token, class: "form-s") { h in
            h.hidden("field", field.rawValue)
            h.div(.class("field")) { h in
              h.element("label", [.class("sr"), .other("for", "t-\(field.rawValue)")], text: Words.contactField(field))
              h.void(
                "input",
                [
                  .class("input"), .id("t-\(field.rawValue)"), .name("text"), .value(found?.text ?? ""),
                  .fixed("maxlength", "60"), .fixed("autocomplete", "off"),
                ])
            }
            h.check("public", "公开给群众", FormDraft(["public": found?.isPublic == true ? "1" : ""]))
            h.submit("保存", class: "btn")
          }
        }
      }
    }
  }
}
