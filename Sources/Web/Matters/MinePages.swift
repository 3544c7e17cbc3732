import Actions
import Domain
import HTMLKit

/// 我的: the receipts kept on this device.
struct MinePage: HTMLKit.Page {
  let lines: [ReceiptLine]
  let token: String
  let today: CivilDate

  var title: String { "我的诉求" }

  func body(_ h: inout HTMLWriter) {
    h.div(.class("wrap narrow")) { h in
      h.crumbs([("首页", SitePath.home.string), (title, nil)])
      h.h1(.class("page-title"), text: title)
      h.p(.class("page-lead"), text: "这台设备上留着的回执。不用注册，不用登录。")
      if lines.isEmpty {
        h.empty("这台设备上还没有回执。", link: (SitePath.submit.string, "去提诉求"))
      }
      h.ul(.class("lines section-s")) { h in
        for line in lines {
          h.li { h in
            h.a(.class("line"), .href(SitePath.receipt(line.number).string)) { h in
              h.b(line.title)
              h.element(
                "time", [.other("datetime", line.receivedOn.description)],
                text: DateWords.near(line.receivedOn, today: today))
              h.small(detail(line))
            }
          }
        }
      }
      h.div(.class("row section")) { h in
        h.a(.class("btn"), .href(SitePath.lookup.string)) { h in
          h.icon(.search)
          h.text("凭回执号查别的")
        }
        if !lines.isEmpty {
          h.buttonForm(SitePath.forget.string, token: token, "忘掉这台设备上的回执", icon: .trash, class: "btn btn-quiet")
        }
      }
      if !lines.isEmpty { h.p(.class("hint"), text: "忘掉以后，凭回执号和查询码仍然可以查。公用的电脑和手机，用完请忘掉。") }
    }
  }

  private func detail(_ line: ReceiptLine) -> String {
    var text = "\(DateWords.receipt(line.number))　\(Words.stateForSender(line.state))"
    if let due = line.due { text += "，\(DateWords.full(due, today: today))前" }
    return text
  }
}

/// 查进度.
struct LookupPage: HTMLKit.Page {
  let draft: FormDraft
  let token: String
  let site: SiteInfo

  var title: String { "查进度" }

  func body(_ h: inout HTMLWriter) {
    h.div(.class("wrap narrow")) { h in
      h.crumbs([("首页", SitePath.home.string), (title, nil)])
      h.h1(.class("page-title"), text: title)
      h.p(.class("page-lead"), text: "回执号和查询码都在回执上。")
      h.errorSummary(draft, title: "没有查到")
      h.form(SitePath.lookup.string, token: token) { h in
        h.input("回执号", "number", draft, hint: "12位数字，中间的空格不用管", maximum: 20, mode: "numeric")
        h.input("查询码", "code", draft, hint: "6位数字", maximum: 10, mode: "numeric")
        h.submit("查进度", icon: .search, class: "btn btn-main btn-wide")
      }
      h.p(.class("section-s small")) { h in
        h.text("回执丢了？请到联络站，核对是您本人后补发")
        if !site.telephone.isEmpty {
          h.text("，或拨打 ")
          h.span(.class("nb"), text: site.telephone)
        }
        h.text("。")
      }
    }
  }
}
