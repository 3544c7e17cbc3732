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
      h.text(" ")
      h.a(.class("btn btn-s"), .href(SitePath.suggestionRules(congress).string)) { h in
        h.icon(.document)
        h.text("建议办理规则")
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
      h.div(.class("pair")) { h in
        h.input("几点以后不发信息", "quietfrom", draft, maximum: 5, type: "time")
        h.input("几点以前不发信息", "quietuntil", draft, maximum: 5, type: "time")
      }
      h.check("onday", "到期当天提醒", draft)
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
    h.versions(
      history.map { ($0.line.version.number, $0.line.reason, $0.line.madeAt, $0.madeBy) }, today: today)
  }

  private func part(_ words: String, _ h: inout HTMLWriter) { h.h2(.class("form-part wide"), text: words) }

  private func numbers(_ fields: ArraySlice<SettingsFields.Number>, _ h: inout HTMLWriter) {
    for field in fields { h.input(field.label, field.name, draft, maximum: 3, mode: "numeric") }
  }
}
