import Actions
import Domain
import HTMLKit

/// All that is held about somebody from one matter, in plain: to read and to print. It is an answer to a form and has no
/// address of its own.
struct CopyPage: HTMLKit.Page {
  let copy: InformationCopy
  let photos: [MatterPhoto]
  let today: CivilDate

  var title: String { "这件诉求里关于您的全部内容" }

  func body(_ h: inout HTMLWriter) {
    h.div(.class("wrap narrow")) { h in
      h.crumbs([
        ("这件诉求", SitePath.receipt(copy.receipt).string), ("我的个人信息", SitePath.information(copy.receipt).string),
        ("全部内容", nil),
      ])
      h.h1(.class("page-title"), text: title)
      h.p(.class("page-lead"), text: "\(copy.organ)留存，\(DateWords.long(today))调取。看完请关掉这一页。")
      h.div(.class("row noprint")) { h in
        h.element("button", [.class("btn"), .type("button"), .flag("data-print"), .flag("hidden")]) { h in
          h.icon(.print)
          h.text("打印")
        }
        h.link(SitePath.information(copy.receipt).string, "看完了，返回", class: "btn btn-quiet")
      }
      h.div(.class("stack section-s")) { h in
        who(&h)
        entries("said", "您说的", copy.said, &h)
        pictures(&h)
        entries("told", "告诉您的", copy.told, &h)
        looks(&h)
        handed(&h)
        h.card("public", "公开的内容") { h in
          if let text = copy.published { h.p(.class("quote")) { h in h.lines(text) } } else { h.p(text: "没有公开。") }
        }
        if !copy.requests.isEmpty {
          h.card("asked", "您提出过的请求") { h in
            h.ul(.class("plain-list")) { h in for line in copy.requests { h.li(text: line) } }
          }
        }
      }
    }
  }

  private func who(_ h: inout HTMLWriter) {
    h.card("who", "您是谁，怎么联系您") { h in
      h.dl(.class("facts")) { h in
        h.fact("回执号", DateWords.receipt(copy.receipt))
        h.fact("收到", DateWords.moment(copy.receivedAt, today: today))
        if let category = copy.category { h.fact("类别", category) }
        for contact in copy.contacts {
          h.fact("称呼", contact.name.isEmpty ? "已删除" : contact.name)
          h.fact("电话", contact.phone.isEmpty ? "没有" : contact.phone)
          if let guardian = contact.guardian { h.fact("监护人", guardian) }
        }
      }
    }
  }

  private func entries(_ id: String, _ words: String, _ entries: [InformationCopy.Entry], _ h: inout HTMLWriter) {
    h.card(id, words) { h in
      if entries.isEmpty { h.p(.class("mute"), text: "没有。") }
      h.ol(.class("timeline")) { h in
        for entry in entries {
          h.li(.class("plain")) { h in
            h.element(
              "span", [.class("t-when")],
              text: DateWords.moment(entry.at, today: today) + (entry.by.map { "　" + $0 } ?? ""))
            h.h3(.class("t-act"), text: entry.what)
            if let text = entry.text { h.p(.class("said")) { h in h.lines(text) } }
            if let place = entry.place { h.p(text: "地点：" + place) }
          }
        }
      }
    }
  }

  private func pictures(_ h: inout HTMLWriter) {
    if photos.isEmpty { return }
    h.card("pictures", "您的照片") { h in
      PhotoStrip(photos: photos) { SitePath.receiptPhoto(copy.receipt, $0, thumbnail: $1).string }.write(&h)
    }
  }

  private func looks(_ h: inout HTMLWriter) {
    h.card("looks", "谁看过您的联系方式") { h in
      if copy.looks.isEmpty { h.p(.class("mute"), text: "还没有人看过。") }
      h.ul(.class("plain-list")) { h in
        for look in copy.looks {
          h.li(text: "\(DateWords.moment(look.at, today: today))　\(look.office)　事由：\(look.reason)")
        }
      }
    }
  }

  private func handed(_ h: inout HTMLWriter) {
    h.card("handed", "转给了谁") { h in
      if copy.handedTo.isEmpty { h.p(.class("mute"), text: "没有转给别的单位。") }
      h.ul(.class("plain-list")) { h in
        for item in copy.handedTo {
          h.li(
            text: "\(DateWords.moment(item.at, today: today))　\(item.unit)（"
              + (item.withContact ? "可以查看联系方式" : "没有提供联系方式") + "）")
        }
      }
    }
  }
}
