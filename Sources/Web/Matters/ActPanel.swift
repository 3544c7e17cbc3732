import Actions
import Domain
import HTMLKit

/// What the reader can do now: the next act open, the others folded below it. For a matter and for a unit's part alike.
struct ActPanel {
  struct Offer {
    /// Names its fold: the word of the act, and of the part where there are several.
    let id: String
    let title: String
    let icon: Icon
    let form: (inout HTMLWriter) -> Void
  }

  let offers: [Offer]
  /// A line below the heading.
  var note: String?

  func write(_ h: inout HTMLWriter) {
    guard let main = offers.first else {
      h.section(.class("panel"), .labelledBy("none-t")) { h in
        h.div(.class("panel-head")) { h in h.h2(.id("none-t"), text: "现在没有要您做的") }
        h.div(.class("panel-body")) { h in h.p(.class("small mute"), text: "办理有新进展时会在提醒里告诉您。") }
      }
      return
    }
    h.section(.class("panel"), .labelledBy("act-t")) { h in
      h.div(.class("panel-head")) { h in
        h.h2(.id("act-t"), text: "下一步：" + main.title)
        if let note { h.p(text: note) }
      }
      h.div(.class("panel-body")) { h in main.form(&h) }
      for offer in offers.dropFirst() {
        h.element("details", [.class("fold"), .id(offer.id)]) { h in
          h.element("summary") { h in
            h.icon(offer.icon)
            h.text(offer.title)
          }
          h.div(.class("fold-body")) { h in offer.form(&h) }
        }
      }
    }
  }
}

/// 查看联系方式, behind a reason: on the record and on a unit's part.
enum RevealForm {
  static let reasons = ["电话核实情况", "电话答复", "约定见面", "上门查看", "询问是否满意", "核对本人身份"]

  /// - Parameter draft: what came back; nil when nothing did.
  static func write(_ path: SitePath, token: String, _ draft: FormDraft?, _ h: inout HTMLWriter) {
    h.fold(.eye, "查看联系方式", isOpen: draft != nil) { h in
      h.form(path.string, token: token, class: "form-s") { h in
        h.select(
          "为什么要看（会留下记录，本人可查）", "reason", draft ?? FormDraft(),
          options: [("", "请选择事由")] + reasons.map { ($0, $0) })
        h.submit("查看，并记录", class: "btn btn-s")
      }
    }
  }

  /// The contact, in the one answer that shows it.
  static func show(_ contact: RevealContact.Contact, _ h: inout HTMLWriter) {
    h.b(contact.name + "　")
    h.a(.class("num"), .href("tel:" + contact.phone)) { h in h.text(contact.phone) }
    if let guardian = contact.guardian { h.text("　监护人：" + guardian) }
    h.small("已记录这次查看")
  }
}
