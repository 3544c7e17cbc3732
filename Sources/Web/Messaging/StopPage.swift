import Actions
import Domain
import HTMLKit

/// 退订短信: for whoever has the telephone, and knows nothing else.
struct StopPage: HTMLKit.Page {
  let code: String
  let isStopped: Bool
  let site: SiteInfo
  let token: String

  var title: String { isStopped ? "这个号码已经退订" : "不再收短信" }

  func body(_ h: inout HTMLWriter) {
    h.div(.class("wrap narrow")) { h in
      h.crumbs([("首页", SitePath.home.string), ("短信退订", nil)])
      h.h1(.class("page-title"), text: title)
      if isStopped {
        h.p(.class("page-lead"), text: "我们不会再给收到短信的这个手机号发短信，不管谁在什么时候填了它。")
        h.p(.class("small mute"), text: "想重新收，还可以从这里打开。")
        h.buttonForm(SitePath.stopMessages(code).string, token: token, "重新收短信", fields: [("stop", "0")], class: "btn")
      } else {
        h.p(.class("page-lead"), text: "有人在\(site.name)提诉求时填了您的手机号，所以您收到了短信。")
        h.p(text: "点下面的按钮，就不再给您的手机号发任何短信。已经提交的诉求照常办理，可以凭回执查进度。")
        h.form(SitePath.stopMessages(code).string, token: token, class: "form-s section-s") { h in
          h.hidden("stop", "1")
          h.submit("不再收短信", class: "btn btn-main btn-wide")
        }
        h.p(.class("small mute section-s"), text: "不是您填的？可以打电话 \(site.telephone) 告诉我们。")
      }
    }
  }
}

/// Short messages about a matter, on its receipt.
struct ReceiptMessages {
  let standing: StopMessages.Standing
  let receipt: String
  let capability: String?
  let token: String
  let isEnded: Bool

  func write(_ h: inout HTMLWriter) {
    if standing == .unavailable || (isEnded && standing != .on) { return }
    h.fold(.phone, standing == .on ? "短信提醒：已打开" : "短信提醒：没有打开") { h in
      switch standing {
      case .on:
        h.p(text: "有答复、要您补充时，会给您留的手机号发短信，里面不写事情内容。")
        button("不再发短信", "0", &h)
      case .off:
        h.p(text: "打开后，先发一条回执短信，有答复、要您补充时再发，里面不写事情内容，随时可以关。")
        button("打开短信提醒", "1", &h)
      case .numberStopped: h.p(text: "这个手机号已经从短信里退订。要重新打开，请点短信里的退订地址。")
      case .unavailable: break
      }
    }
  }

  private func button(_ words: String, _ wants: String, _ h: inout HTMLWriter) {
    h.form(SitePath.receiptMessages(receipt).string, token: token, class: "form-s") { h in
      if let capability { h.hidden("capability", capability) }
      h.hidden("wants", wants)
      h.submit(words, class: "btn")
    }
  }
}
