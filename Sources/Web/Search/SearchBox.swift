import Domain
import HTMLKit

/// The field for what is looked for: on the home page, and above what was found.
struct SearchBox {
  let action: SitePath
  let query: String
  /// Kept when the words change.
  let kind: SearchKind?

  func write(_ h: inout HTMLWriter) {
    h.element(
      "form",
      [
        .class("search section-s"), .fixed("method", "get"), .other("action", action.string),
        .fixed("role", "search"),
      ]
    ) { h in
      h.element("label", [.class("sr"), .fixed("for", "sq")], text: SearchWords.hint(action))
      h.void(
        "input",
        [
          .class("input"), .id("sq"), .name("q"), .type("search"), .value(query), .fixed("maxlength", "100"),
          .other("placeholder", SearchWords.hint(action)), .fixed("enterkeyhint", "search"),
        ])
      if let kind { h.hidden("kind", kind.rawValue) }
      h.element("button", [.class("btn"), .type("submit")]) { h in
        h.icon(.search)
        h.text("搜索")
      }
    }
  }
}

enum SearchWords {
  static let partial = "检索正在整理，较早的内容可能还查不到，请过一会儿再查。"

  static func hint(_ action: SitePath) -> String {
    action == .workSearch ? "诉求、回执号、人名" : "搜诉求、建议、代表"
  }

  static func kind(_ kind: SearchKind, isAtWork: Bool) -> String {
    switch kind {
    case .matters: isAtWork ? "诉求" : "公开的诉求"
    case .suggestions: isAtWork ? "公开的建议" : "代表建议"
    case .deputies: "人大代表"
    case .venues: "家室站点"
    case .campaigns: "征集活动"
    }
  }

  static func grade(_ grade: Similarity.Grade) -> String {
    switch grade {
    case .alike: "很像"
    case .likely: "有点像"
    }
  }

  static func count(_ count: Int) -> String { count >= SearchCount.most ? "\(SearchCount.most - 1)+" : "\(count)" }
}

extension HTMLWriter {
  /// Text with what was looked for marked in it.
  mutating func pieces(_ pieces: [SearchPiece]) {
    for piece in pieces {
      if piece.isHit { element("mark", [], text: piece.text) } else { text(piece.text) }
    }
  }
}

extension Words {
  /// How many brought the same thing beside the one that is shown.
  static func others(_ count: Int) -> String { "另有\(count)位居民反映" }
}
