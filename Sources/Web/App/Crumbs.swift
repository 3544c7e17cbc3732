import HTMLKit

// Small pieces that many pages share.

extension HTMLWriter {
  /// 首页 › 找代表 › 李春分.
  mutating func crumbs(_ steps: [(words: String, path: String?)]) {
    nav(.class("crumb"), .label("位置")) { h in
      for (index, step) in steps.enumerated() {
        if index > 0 { h.span(.fixed("aria-hidden", "true"), text: "›") }
        if let path = step.path { h.link(path, step.words) } else { h.span(text: step.words) }
      }
    }
  }

  /// A section with a head and, at its end, a link to more.
  mutating func headed(
    _ id: String, _ words: String, more: (url: String, words: String)? = nil,
    content: (inout HTMLWriter) -> Void
  ) {
    section(.class("section"), .labelledBy(id)) { h in
      h.div(.class("section-head")) { h in
        h.h2(.id(id), text: words)
        if let more {
          h.a(.class("more"), .href(more.url)) { h in
            h.text(more.words)
            h.icon(.chevronRight)
          }
        }
      }
      content(&h)
    }
  }

  /// A card with a title of its own.
  mutating func card(_ id: String, _ words: String, content: (inout HTMLWriter) -> Void) {
    section(.class("card"), .labelledBy(id)) { h in
      h.h2(.id(id), text: words)
      content(&h)
    }
  }

  /// Something folded away until it is wanted.
  mutating func fold(_ icon: Icon, _ words: String, isOpen: Bool = false, content: (inout HTMLWriter) -> Void) {
    element("details", [.class("fold"), .flag("open", isOpen)]) { h in
      h.element("summary") { h in
        h.icon(icon)
        h.text(words)
      }
      h.div(.class("fold-body"), content: content)
    }
  }

  mutating func chip(_ words: String, _ kind: ChipKind = .plain, icon: Icon? = nil) {
    element("span", [.class(kind.classes)]) { h in
      if let icon { h.icon(icon) }
      h.text(words)
    }
  }

  /// An empty list says so kindly and leads on.
  mutating func empty(_ words: String, link: (url: String, words: String)? = nil) {
    div(.class("empty")) { h in
      h.p(text: words)
      if let link { h.p { h in h.link(link.url, link.words, class: "btn") } }
    }
  }

  mutating func notice(_ title: String?, _ words: String, _ kind: NoticeKind = .plain) {
    div(.class(kind.classes)) { h in
      if let title { h.p(.class("notice-title"), text: title) }
      h.p { h in h.lines(words) }
    }
  }

  /// An act that came back and is not offered any more: why, and what was typed, to be copied.
  mutating func lostDraft(_ act: String, _ draft: FormDraft) {
    div(.class("error-summary"), .fixed("role", "alert"), .labelledBy("lost"), .fixed("tabindex", "-1")) { h in
      h.element("h2", [.id("lost")]) { h in
        h.icon(.warning)
        h.text("“\(act)”没有办成")
      }
      for problem in draft.problems { h.p(text: problem.words) }
      if draft.problems.isEmpty { h.p(text: "刚才有人更新了，现在不能做这一步。") }
      let typed = ["words", "question", "reason"].map { draft[$0] }.filter { $0.count > 3 }
      if !typed.isEmpty {
        h.p(text: "您写的内容在这里，可以复制：")
        for text in typed { h.p(.class("quote")) { h in h.lines(text) } }
      }
    }
  }

  enum NoticeKind {
    case plain, ok, warn

    var classes: StaticString {
      switch self {
      case .plain: "notice"
      case .ok: "notice notice-ok"
      case .warn: "notice notice-warn"
      }
    }
  }

  /// Next page only: lists go on by key and have no page numbers.
  mutating func pager(_ words: String, next: String?, first: String? = nil) {
    nav(.class("pager"), .label("翻页")) { h in
      h.p(text: words)
      h.div(.class("row")) { h in
        if let first { h.a(.class("btn btn-s"), .href(first)) { h in h.text("回到第一页") } }
        if let next {
          h.a(.class("btn btn-s"), .href(next)) { h in
            h.text("下一页")
            h.icon(.chevronRight)
          }
        }
      }
    }
  }
}

enum ChipKind {
  case plain, ok, warn, late, info, gold, line

  var classes: StaticString {
    switch self {
    case .plain: "chip"
    case .ok: "chip chip-ok"
    case .warn: "chip chip-warn"
    case .late: "chip chip-late"
    case .info: "chip chip-info"
    case .gold: "chip chip-gold"
    case .line: "chip chip-line"
    }
  }
}
