import Actions
import Domain
import HTMLKit
import HTTPKit

/// 公开材料: what is published of a session, the files for other outlets, and where it stands already.
struct PortalPage: HTMLKit.Page {
  let package: ReadPortalPackage.Package
  let draft: FormDraft
  let token: String
  /// What the visitor has just recorded: to how many, and how many were left.
  let recorded: (done: Int, left: Int)?

  var title: String { "公开材料" }

  private var query: [(String, String?)] { [("session", package.session?.id.description)] }

  func body(_ h: inout HTMLWriter) {
    h.crumbs([("代表建议", SitePath.suggestions.string), (title, nil)])
    h.div(.class("work-title")) { h in
      h.h1(text: title)
      h.p(
        .class("small mute"),
        text: "把已经公开的建议和答复做成一个网页文件或者一份 PDF，交政府门户网站等渠道发布。里面只有经过公开审查的文本。")
    }
    if let recorded {
      h.notice(
        nil,
        "已登记到\(recorded.done)件建议" + (recorded.left > 0 ? "，有\(recorded.left)件没有登记成，请再登记一次。" : "。"),
        recorded.left > 0 ? .warn : .plain)
    }
    choices(&h)
    if package.items.isEmpty {
      h.empty("这次会议还没有公开的建议。")
      return
    }
    h.div(.class("row section-s")) { h in
      h.element(
        "a", [.class("btn"), .href(SitePath.suggestionPages(.portalPage).with(query)), .flag("download")],
        text: "下载网页文件（\(package.items.count)件）")
      h.element(
        "a", [.class("btn"), .href(SitePath.suggestionPages(.portalFile).with(query)), .flag("download")],
        text: "下载 PDF（\(package.items.count)件）")
    }
    list(&h)
    if package.mayRecord { record(&h) }
  }

  private func choices(_ h: inout HTMLWriter) {
    guard package.sessions.count > 1 else { return }
    h.element("form", [.class("filters"), .fixed("method", "get"), .other("action", SitePath.portal.string)]) { h in
      h.filterChoice(
        "session", "会议（含闭会期间）",
        package.sessions.map { ($0.id.description, Words.session($0, term: package.terms[$0.term])) },
        package.session?.id.description, isFirst: true)
      h.filterButton()
    }
  }

  private func list(_ h: inout HTMLWriter) {
    h.headed("published", "已公开\(package.items.count)件") { h in
      h.div(.class("frame")) { h in
        h.table("已公开的建议，按编号", ["建议", "本站公开", "其他渠道", "单件材料"]) { h in
          for item in package.items { row(item, &h) }
        }
      }
    }
  }

  private func row(_ item: ReadPortalPackage.Item, _ h: inout HTMLWriter) {
    let id = item.publication.suggestion
    h.element("tr") { h in
      h.element("td", [.class("t-title")]) { h in
        h.link(SitePath.publicSuggestion(id).string, item.publication.title)
        h.small(item.publication.number.map(Words.number) ?? "")
      }
      h.element(
        "td", [.fixed("data-label", "本站公开")],
        text: DateWords.near(item.publication.publishedAt.date, today: package.today))
      h.element("td", [.fixed("data-label", "其他渠道")]) { h in
        if item.outlets.isEmpty { h.text("—") }
        for (index, outlet) in item.outlets.enumerated() {
          if index > 0 { h.text("、") }
          h.a(.href(outlet.address), .fixed("rel", "noreferrer")) { h in h.text(outlet.name) }
          h.text("（\(DateWords.near(outlet.on, today: package.today))）")
        }
      }
      h.element("td", [.fixed("data-label", "单件材料")]) { h in
        h.link(SitePath.suggestionPages(.portalPageOf(id)).string, "网页")
        h.text("　")
        h.link(SitePath.suggestionPages(.portalFileOf(id)).string, "PDF")
      }
    }
  }

  private func record(_ h: inout HTMLWriter) {
    h.card("record", "登记公开渠道") { h in
      h.errorSummary(draft)
      h.form(SitePath.suggestionPages(.recordPortal).string, token: token, class: "form-s") { h in
        var shown = draft
        if shown.values["on"] == nil { shown.values["on"] = package.today.description }
        if let session = package.session { h.hidden("session", session.id.description) }
        h.p(.class("small mute"), text: "在别处发布以后，在这里一次登记。同一渠道已经登记过的建议不重复登记；网址各不相同的，到各件建议里登记。")
        h.input("公开渠道", "name", shown, hint: "如：县政府门户网站", maximum: 40)
        h.input("网址", "address", shown, maximum: 300)
        h.input("日期", "on", shown, maximum: 10, type: "date")
        h.submit("登记到这次会议已公开的建议", icon: .link)
      }
    }
  }
}
