import Actions
import Domain
import HTMLKit

/// 规则设置: the values of today, the form, the versions before.
struct SettingsPage: HTMLKit.Page {
  let congress: ID<Congress>
  let current: VersionedSettings
  let draft: FormDraft
  let history: [(line: SettingsLine, madeBy: String?)]
  let token: String
  let today: CivilDate

  var title: String { "规则设置" }

  func body(_ h: inout HTMLWriter) {
    h.div(.class("work-title")) { h in
      h.h1(text: title)
      h.p(.class("small mute"), text: current.number == 0 ? "现在用的是默认规则" : "现在用的是第\(current.number)版")
    }
    h.p { h in
      h.a(.class("btn btn-s"), .href(SitePath.routing(congress).string)) { h in
        h.icon(.transfer)
        h.text(current.settings.routing.isEmpty ? "设置分办规则" : "分办规则（\(current.settings.routing.count)条）")
      }
    }
    h.p(.class("notice"), text: "改了以后，新收到的诉求按新规则办；已经收到的仍按收到时的规则办。")
    h.errorSummary(draft)
    h.form(SitePath.previewSettings(congress).string, token: token, class: "form form-grid section-s") { h in
      h.hidden("seen", "\(current.number)")
      part("期限", &h)
      numbers(SettingsFields.numbers.prefix(SettingsFields.deadlines), &h)
      h.input("分流告知期限（天）", "divert", draft, hint: "信访工作条例第二十三条：不超过15天", maximum: 2, mode: "numeric")
      h.div(.class("pair")) { h in
        h.input("上班时间", "opens", draft, maximum: 5, type: "time")
        h.input("下班时间", "closes", draft, maximum: 5, type: "time")
      }
      part("收诉求、公开和抽查", &h)
      numbers(SettingsFields.numbers.dropFirst(SettingsFields.deadlines), &h)
      h.select(
        "默认公开方式", "visibility", draft, options: MatterVisibility.allCases.map { ($0.rawValue, Words.visibility($0)) })
      h.check("basic", "基本满意计入满意率", draft)
      part("叫法和名称", &h)
      for field in SettingsFields.texts {
        h.input(
          field.label, field.name, draft, optional: field.name == "organ" || field.name == "contact",
          maximum: field.maximum)
      }
      part("这次修改", &h)
      h.div(.class("wide")) { h in h.input("为什么修改", "reason", draft, maximum: 100) }
      h.div(.class("form-end")) { h in h.submit("预览修改") }
    }
    versions(&h)
  }

  private func part(_ words: String, _ h: inout HTMLWriter) { h.h2(.class("form-part wide"), text: words) }

  private func numbers(_ fields: ArraySlice<SettingsFields.Number>, _ h: inout HTMLWriter) {
    for field in fields { h.input(field.label, field.name, draft, maximum: 3, mode: "numeric") }
  }

  private func versions(_ h: inout HTMLWriter) {
    h.headed("versions", "修改历史") { h in
      if history.isEmpty { h.empty("还没有修改过，用的是默认规则。") }
      h.ul(.class("lines")) { h in
        for item in history {
          h.li { h in
            h.div(.class("line")) { h in
              h.b("第\(item.line.version.number)版　\(item.line.reason)")
              h.element("time", text: DateWords.moment(item.line.madeAt, today: today))
              h.small(item.madeBy ?? "系统")
            }
          }
        }
      }
    }
  }
}

/// What a change would do, before it is saved.
struct SettingsPreviewPage: HTMLKit.Page {
  let congress: ID<Congress>
  let changes: [(label: String, old: String, new: String)]
  let draft: FormDraft
  let promise: MatterWorkflow.Promise
  let number: Int
  let token: String
  let today: CivilDate

  var title: String { "预览修改" }

  func body(_ h: inout HTMLWriter) {
    h.div(.class("narrow")) { h in
      h.h1(.class("page-title"), text: title)
      if changes.isEmpty {
        h.empty("没有改动。", link: (SitePath.settings(congress).string, "返回"))
        return
      }
      h.element("table", [.class("kv")]) { h in
        h.element("tbody") { h in
          for change in changes {
            h.element("tr") { h in
              h.element("th", [.fixed("scope", "row")], text: change.label)
              h.element(
                "td", text: "\(change.old.isEmpty ? "无" : change.old) → \(change.new.isEmpty ? "无" : change.new)")
            }
          }
        }
      }
      h.p(
        .class("notice section-s"),
        text:
          "按新规则，现在提交一件诉求：\(DateWords.full(promise.accept.date, today: today))前受理，\(DateWords.full(promise.reply.date, today: today))前答复。"
      )
      h.form(SitePath.settings(congress).string, token: token) { h in
        for (name, value) in draft.values.sorted(by: { $0.key < $1.key }) where name != FormToken.field {
          h.hidden(name, value)
        }
        h.submit("保存为第\(number + 1)版")
      }
      h.p { h in h.link(SitePath.settings(congress).string, "放弃", class: "btn btn-quiet") }
    }
  }
}
