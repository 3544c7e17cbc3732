import HTMLKit

/// What a change of rules would do, before it is saved: the same for the rules of a place and those of security.
struct RulesPreview: HTMLKit.Page {
  let changes: [(label: String, old: String, new: String)]
  /// What it means for people now.
  let notice: String
  let draft: FormDraft
  /// The version that was edited.
  let number: Int
  /// Where the rules are read and saved.
  let path: SitePath
  let token: String

  var title: String { "预览修改" }

  func body(_ h: inout HTMLWriter) {
    h.div(.class("narrow")) { h in
      h.h1(.class("page-title"), text: title)
      if changes.isEmpty {
        h.empty("没有改动。", link: (path.string, "返回"))
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
      h.p(.class("notice section-s"), text: notice)
      h.form(path.string, token: token) { h in
        for (name, value) in draft.values.sorted(by: { $0.key < $1.key }) where name != FormToken.field {
          h.hidden(name, value)
        }
        h.submit("保存为第\(number + 1)版")
      }
      h.p { h in h.link(path.string, "放弃", class: "btn btn-quiet") }
    }
  }
}
