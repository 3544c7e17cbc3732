import Actions
import Domain
import HTMLKit
import HTTPKit

/// The frame around every page: head, header, navigation, footer.
enum Document {
  enum Kind {
    case open(tab: PublicTab?)
    case work(WorkFrame)
    /// A sheet of paper on a desk.
    case paper(back: SitePath)
  }

  static func render(_ page: some Page, _ visit: Visit, _ kind: Kind, reloadsWhenShownAgain: Bool = false) -> [UInt8] {
    var h = HTMLWriter(capacity: 32_768)
    h.raw("<!doctype html>")
    var attributes: [Attribute] = [.fixed("lang", "zh-CN")]
    if visit.isElder, !isPaper(kind) { attributes.append(.flag("data-elder")) }
    h.open("html", attributes)
    head(page.title, visit, kind, &h)
    var body: [Attribute] = [.class(bodyClass(kind))]
    if reloadsWhenShownAgain { body.append(.flag("data-fresh")) }
    h.element("body", body) { h in
      h.element("a", [.class("skip"), .href("#main")], text: "跳到主要内容")
      switch kind {
      case .open(let tab): openBody(page, visit, tab, &h)
      case .work(let frame): workBody(page, visit, frame, &h)
      case .paper(let back): paperBody(page, back, visit, &h)
      }
    }
    h.close("html")
    return h.bytes
  }

  private static func isPaper(_ kind: Kind) -> Bool {
    if case .paper = kind { return true }
    return false
  }

  private static func bodyClass(_ kind: Kind) -> StaticString {
    switch kind {
    case .open: "public"
    case .work: "work"
    case .paper: "desk"
    }
  }

  private static func head(_ title: String, _ visit: Visit, _ kind: Kind, _ h: inout HTMLWriter) {
    h.element("head") { h in
      h.void("meta", [.fixed("charset", "utf-8")])
      h.void("meta", [.fixed("name", "viewport"), .fixed("content", "width=device-width, initial-scale=1")])
      h.void("meta", [.fixed("name", "color-scheme"), .fixed("content", "light dark")])
      h.void("meta", [.fixed("name", "format-detection"), .fixed("content", "telephone=no")])
      if case .open = kind {} else { h.void("meta", [.fixed("name", "robots"), .fixed("content", "noindex")]) }
      h.element("title", text: title == visit.site.name ? title : title + " · " + visit.site.name)
      h.void("link", [.fixed("rel", "stylesheet"), .href(Assets.path(Assets.style))])
      h.void("link", [.fixed("rel", "icon"), .href(Assets.path(Assets.mark)), .fixed("type", "image/svg+xml")])
      h.element("script", [.other("src", Assets.path(Assets.script)), .flag("defer")]) { _ in }
    }
  }

  // MARK: Public pages

  private static func openBody(_ page: some Page, _ visit: Visit, _ tab: PublicTab?, _ h: inout HTMLWriter) {
    h.element("header", [.class("site-head")]) { h in
      h.div(.class("wrap head-in")) { h in
        brand(visit, &h)
        h.div(.class("head-tools")) { h in elderSwitch(visit, &h) }
      }
      h.nav(.class("tabbar"), .label("主导航")) { h in
        h.ul { h in for item in PublicTab.allCases { tabItem(item, tab, &h) } }
      }
    }
    maintenance(visit, &h)
    h.element("main", [.id("main")]) { h in page.body(&h) }
    footer(visit, &h)
  }

  /// While nothing can be changed every page says so.
  private static func maintenance(_ visit: Visit, _ h: inout HTMLWriter) {
    guard let sentence = visit.environment.readOnly else { return }
    h.p(.class("flash flash-warn resting"), .fixed("role", "status")) { h in
      h.icon(.lock)
      h.span(text: sentence)
    }
  }

  private static func brand(_ visit: Visit, _ h: inout HTMLWriter) {
    h.a(.class("brand"), .href(SitePath.home.string)) { h in
      h.span(.class("seal"), .fixed("aria-hidden", "true"), text: "家")
      h.element("span") { h in
        h.b(visit.site.name)
        h.small((visit.site.parentName.map { $0 + " · " } ?? "") + "网上之家")
      }
    }
  }

  /// 长辈版: a form, because it changes what the browser keeps; it comes back to the same page.
  private static func elderSwitch(_ visit: Visit, _ h: inout HTMLWriter) {
    h.element("form", [.class("inline"), .fixed("method", "post"), .other("action", SitePath.elderMode.string)]) { h in
      h.void("input", [.type("hidden"), .name("on"), .value(visit.isElder ? "0" : "1")])
      h.void("input", [.type("hidden"), .name("back"), .value(visit.path)])
      h.element("button", [.class("pill"), .type("submit")]) { h in
        h.icon(.textSize)
        h.text(visit.isElder ? "标准版" : "长辈版")
      }
    }
  }

  private static func tabItem(_ item: PublicTab, _ current: PublicTab?, _ h: inout HTMLWriter) {
    h.li { h in
      var attributes: [Attribute] = [.href(item.path.string)]
      if item == current { attributes.append(.fixed("aria-current", "page")) }
      h.element("a", attributes) { h in
        h.icon(item.icon)
        h.text(item.words)
      }
    }
  }

  private static func footer(_ visit: Visit, _ h: inout HTMLWriter) {
    h.element("footer", [.class("site-foot")]) { h in
      h.div(.class("wrap")) { h in
        h.ul { h in
          for (path, words) in [
            (SitePath.search, "站内搜索"), (.numbers, "工作数字"), (.matters, "公开的诉求"), (.sessions(.list), "人代会会议"),
            (.publicSuggestions, "代表建议"), (.motions, "人大议案"), (.venues, "家室站点"), (.help, "办事问答"),
            (.privacy, "个人信息保护"), (.accessibility, "无障碍声明"), (.signIn, "工作人员登录"),
          ] {
            h.li { h in h.link(path.string, words) }
          }
        }
        h.p { h in
          h.text("主办：" + visit.site.organ)
          if !visit.site.telephone.isEmpty {
            h.text("　联络电话：")
            h.span(.class("num"), text: visit.site.telephone)
            if !visit.site.hours.isEmpty { h.text("（" + visit.site.hours + "）") }
          }
        }
      }
    }
  }

  // MARK: Workbench

  private static func workBody(_ page: some Page, _ visit: Visit, _ frame: WorkFrame, _ h: inout HTMLWriter) {
    h.element("header", [.class("work-head")]) { h in
      h.div(.class("head-in")) { h in
        h.a(.class("brand"), .href(SitePath.work.string)) { h in
          h.span(.class("seal"), .fixed("aria-hidden", "true"), text: "联")
          h.element("span") { h in
            h.b("联络工作台")
            h.small(frame.place)
          }
        }
        if frame.canSearch { search(visit, &h) }
        h.div(.class("head-tools")) { h in
          h.a(.class("pill to-menu"), .href("#menu")) { h in
            h.icon(.menu)
            h.text("菜单")
          }
          h.a(.class("pill"), .href(SitePath.signIns.string)) { h in
            h.text(frame.name)
            h.span(.class("who-role"), text: " · " + frame.roleWords)
          }
        }
      }
    }
    maintenance(visit, &h)
    h.div(.class("work-grid")) { h in
      menu(visit, frame, &h)
      h.element("main", [.class("work-main"), .id("main")]) { h in
        if let notice = frame.notice { flash(notice, &h) }
        page.body(&h)
      }
    }
  }

  private static func search(_ visit: Visit, _ h: inout HTMLWriter) {
    h.element(
      "form",
      [
        .class("work-search search"), .fixed("method", "get"), .other("action", SitePath.workSearch.string),
        .fixed("role", "search"),
      ]
    ) { h in
      h.element("label", [.class("sr"), .fixed("for", "ws")], text: "查诉求、回执号、代表、站点")
      h.void(
        "input",
        [
          .class("input"), .id("ws"), .type("search"), .name("q"), .fixed("placeholder", "查诉求、回执号、代表"),
          .fixed("maxlength", "100"), .value(visit.query["q"] ?? ""),
        ])
      h.element("button", [.class("btn"), .type("submit")], text: "搜索")
    }
  }

  private static func menu(_ visit: Visit, _ frame: WorkFrame, _ h: inout HTMLWriter) {
    h.nav(.class("work-nav"), .id("menu"), .label("工作台菜单")) { h in
      h.a(.class("close"), .href("#main")) { h in
        h.icon(.close)
        h.text("收起菜单")
      }
      for group in frame.menu {
        h.h2(text: group.title)
        h.ul { h in
          for item in group.items {
            h.li { h in
              var attributes: [Attribute] = [.href(item.url)]
              if item.isCurrent { attributes.append(.fixed("aria-current", "page")) }
              h.element("a", attributes) { h in
                h.icon(item.icon)
                h.text(item.words)
                if let count = item.count { h.span(.classes(item.isHot ? "count count-hot" : "count"), text: count) }
              }
            }
          }
        }
      }
    }
  }

  private static func flash(_ words: String, _ h: inout HTMLWriter) {
    h.p(.class("flash"), .fixed("role", "status")) { h in
      h.icon(.checkCircle)
      h.span(text: words)
    }
  }

  // MARK: Paper

  private static func paperBody(_ page: some Page, _ back: SitePath, _ visit: Visit, _ h: inout HTMLWriter) {
    h.element("header", [.class(visit.isElder ? "desk-bar desk-elder" : "desk-bar")]) { h in
      h.div(.class("wrap")) { h in
        h.h1(text: page.title)
        h.div(.class("row")) { h in
          h.a(.class("btn btn-s"), .href(back.string)) { h in
            h.icon(.back)
            h.text("返回")
          }
          h.element("button", [.class("btn btn-s btn-main"), .type("button"), .flag("data-print"), .flag("hidden")]) {
            h in
            h.icon(.print)
            h.text("打印")
          }
        }
      }
    }
    h.element("main", [.id("main")]) { h in page.body(&h) }
  }
}

/// The four places of the public bar.
enum PublicTab: CaseIterable {
  case home, deputies, submit, mine

  var path: SitePath {
    switch self {
    case .home: .home
    case .deputies: .deputies
    case .submit: .submit
    case .mine: .mine
    }
  }

  var words: String {
    switch self {
    case .home: "首页"
    case .deputies: "找代表"
    case .submit: "提诉求"
    case .mine: "我的"
    }
  }

  var icon: Icon {
    switch self {
    case .home: .home
    case .deputies: .people
    case .submit: .pencil
    case .mine: .person
    }
  }
}

/// What the workbench shows around a page.
struct WorkFrame {
  struct Item {
    let url: String
    let words: String
    let icon: Icon
    let isCurrent: Bool
    /// A number, or 99+.
    var count: String?
    var isHot = false
  }

  struct Group {
    let title: String
    let items: [Item]
  }

  let name: String
  let roleWords: String
  let place: String
  let canSearch: Bool
  let menu: [Group]
  /// A line about what was just done.
  let notice: String?
}
