import Actions
import Domain
import HTMLKit

/// The rules of passwords and sign-ins as fields.
enum SecurityFields {
  static let labels: [String: (label: String, hint: String?)] = [
    "minimum": ("密码最少几位", nil), "kinds": ("密码至少几种字符", "大写、小写、数字、符号"),
    "history": ("最近几次的密码不能再用", nil), "days": ("密码用几天后要换", nil),
    "failures": ("连续输错几次锁定", nil), "minutes": ("锁定几分钟", "在这段时间里数错误次数"),
    "idle": ("几分钟不操作自动退出", nil), "hours": ("电脑登录最长几小时", nil),
    "device": ("代表手机登录最长几天", "用登录条登录的手机"), "sessions": ("每人同时最多几处登录", "多出时，最久没用的一处自动退出"),
    "log": ("登录日志保存几天", "网络安全法要求至少六个月，不能少于183天"),
  ]

  static func label(_ name: String) -> String { labels[name]?.label ?? name }

  static func draft(_ settings: SecuritySettings) -> FormDraft {
    FormDraft(
      Dictionary(
        SecuritySettings.numbers.map { ($0.name, "\(settings[keyPath: $0.path])") }, uniquingKeysWith: { $1 }))
  }

  /// What would change, in words.
  static func changes(from old: SecuritySettings, to new: SecuritySettings) -> [(label: String, old: Int, new: Int)] {
    SecuritySettings.numbers.compactMap { field in
      let (before, after) = (old[keyPath: field.path], new[keyPath: field.path])
      return before == after ? nil : (label(field.name), before, after)
    }
  }
}

/// 安全设置: the values of today, the form, the versions before.
struct SecurityPage: HTMLKit.Page {
  let current: VersionedSecurity
  let draft: FormDraft
  let history: [(line: SecurityLine, madeBy: String?)]
  let mayEdit: Bool
  let token: String
  let today: CivilDate

  var title: String { "安全设置" }

  func body(_ h: inout HTMLWriter) {
    h.div(.class("work-title")) { h in
      h.h1(text: title)
      h.div(.class("row")) { h in h.link(SitePath.liveSignIns.string, "现在的登录和锁定", class: "btn btn-s") }
    }
    h.p(
      .class("small mute"),
      text: (current.number == 0 ? "现在用的是默认规则。" : "现在用的是第\(current.number)版。") + "改了以后对所有人立即生效。")
    h.errorSummary(draft)
    if mayEdit { form(&h) } else { values(&h) }
    h.versions(
      history.map { ($0.line.version.number, $0.line.reason, $0.line.madeAt, $0.madeBy) }, today: today)
  }

  private func form(_ h: inout HTMLWriter) {
    h.form(SitePath.previewSecurity.string, token: token, class: "form form-grid section-s") { h in
      h.hidden("seen", "\(current.number)")
      part("密码", SecuritySettings.numbers[0..<4], &h)
      part("锁定", SecuritySettings.numbers[4..<6], &h)
      part("登录", SecuritySettings.numbers[6..<10], &h)
      part("日志", SecuritySettings.numbers[10...], &h)
      h.h2(.class("form-part wide"), text: "这次修改")
      h.div(.class("wide")) { h in h.input("为什么修改", "reason", draft, maximum: 100) }
      h.div(.class("form-end")) { h in h.submit("预览修改") }
    }
  }

  private func part(_ words: String, _ fields: ArraySlice<SecuritySettings.Number>, _ h: inout HTMLWriter) {
    h.h2(.class("form-part wide"), text: words)
    for field in fields {
      let text = SecurityFields.labels[field.name]
      let range = "\(field.range.lowerBound)到\(field.range.upperBound)"
      h.input(
        text?.label ?? field.name, field.name, draft, hint: text?.hint.map { $0 + "；" + range } ?? range, maximum: 4,
        mode: "numeric")
    }
  }

  private func values(_ h: inout HTMLWriter) {
    h.p(.class("notice"), text: "这些规则由最上一级的安全管理员改。")
    h.element("table", [.class("kv")]) { h in
      h.element("tbody") { h in
        for field in SecuritySettings.numbers {
          h.element("tr") { h in
            h.element("th", [.fixed("scope", "row")], text: SecurityFields.label(field.name))
            h.element("td", text: "\(current.settings[keyPath: field.path])")
          }
        }
      }
    }
  }
}

/// 现在的登录和锁定.
struct LiveSignInsPage: HTMLKit.Page {
  let page: GuardSignIns.Page
  let token: String
  let isFirst: Bool
  let today: CivilDate

  var title: String { "现在的登录和锁定" }

  func body(_ h: inout HTMLWriter) {
    h.crumbs([("安全设置", SitePath.security.string), (title, nil)])
    h.div(.class("work-title")) { h in h.h1(text: title) }
    if isFirst { locked(&h) }
    h.headed("live", "现在的登录") { h in
      if page.lines.isEmpty { h.empty("现在没有人登录。") } else { table(&h) }
    }
    h.pager(
      "", next: page.next.map { SitePath.liveSignIns.with([("after", $0.text)]) },
      first: isFirst ? nil : SitePath.liveSignIns.string)
  }

  private func locked(_ h: inout HTMLWriter) {
    h.headed("locked", "锁定的用户名") { h in
      if page.locked.isEmpty { h.empty("没有锁定的用户名。") }
      h.ul(.class("lines")) { h in
        for item in page.locked {
          h.li { h in
            h.div(.class("line")) { h in
              h.b(item.account.account.username)
              if item.isGuarded {
                h.buttonForm(
                  SitePath.unlock.string, token: token, "解锁",
                  fields: [("username", item.account.account.username)], class: "btn-link")
              }
              h.small(item.account.name)
            }
          }
        }
      }
    }
  }

  private func table(_ h: inout HTMLWriter) {
    h.div(.class("frame")) { h in
      h.table("现在的登录", ["姓名", "设备", "登录时间", "最近使用", "操作"]) { h in
        for line in page.lines {
          h.element("tr") { h in
            h.element("td", [.class("t-title")], text: line.person.name)
            h.element(
              "td", [.fixed("data-label", "设备")], text: line.signIn.device + (line.signIn.isDevice ? "（登录条）" : ""))
            h.element("td", [.fixed("data-label", "登录")], text: DateWords.moment(line.signIn.began, today: today))
            h.element("td", [.fixed("data-label", "最近")], text: DateWords.moment(line.signIn.seen, today: today))
            h.element("td", [.class("t-act")]) { h in
              if line.isGuarded {
                h.buttonForm(
                  SitePath.endLiveSignIn(line.signIn.id).string, token: token, "结束", class: "btn-link")
              }
            }
          }
        }
      }
    }
  }
}
