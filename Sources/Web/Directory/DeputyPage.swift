import Actions
import Documents
import Domain
import HTMLKit

/// A deputy: mandates, when to meet, what was answered, contact as far as the deputy agreed, the code.
struct DeputyPage: HTMLKit.Page {
  let data: DeputyPageData
  /// The address in the code.
  let code: String?
  let countsBasic: Bool
  let groups: [GroupOfPerson]
  /// The mark of the portrait, if there is one.
  let portrait: String?
  let today: CivilDate

  var title: String { data.person.name }

  func body(_ h: inout HTMLWriter) {
    h.div(.class("wrap")) { h in
      h.crumbs([("首页", SitePath.home.string), ("找代表", SitePath.deputies.string), (title, nil)])
      profile(&h)
      h.div(.class("cols section")) { h in
        h.div { h in
          if data.line.isServing { numbers(&h) }
          answered(&h)
        }
        h.element("aside", [.class("stack"), .label("接待与联系")]) { h in
          meeting(&h)
          if data.line.isServing, !groups.isEmpty { inGroups(&h) }
          contact(&h)
          codeCard(&h)
        }
      }
    }
  }

  private func profile(_ h: inout HTMLWriter) {
    h.section(.class("card profile"), .labelledBy("t")) { h in
      Portrait(person: data.person.id, name: title, mark: data.line.isServing ? portrait : nil).write(&h)
      h.div { h in
        h.h1(.class("page-title"), .id("t"), text: title)
        h.p(.class("chips")) { h in
          for mandate in data.line.mandates {
            switch mandate.state {
            case .active: h.chip(DeputyWords.mandate(mandate), .gold)
            case .suspended: h.chip(DeputyWords.mandate(mandate) + "（暂停执行职务）")
            case .ended: h.chip(DeputyWords.mandate(mandate) + "（已届满或终止）")
            }
          }
        }
        h.p(.class("mute small"), text: introduction)
        if let next = data.receptions.first {
          h.p(.class("next")) { h in
            h.icon(.calendar)
            h.element("span") { h in
              h.text("下次接待：")
              h.b("\(DateWords.full(next.date, today: today))\(DateWords.clock(next.opens))")
              h.text("，" + next.venue.name)
            }
          }
        }
      }
      if data.line.isServing {
        h.div(.class("row")) { h in
          h.a(.class("btn btn-main"), .href(SitePath.submit.with([("deputy", data.person.id.description)]))) { h in
            h.icon(.pencil)
            h.text("向\(title)代表提诉求")
          }
        }
      }
    }
  }

  private var introduction: String {
    var parts: [String] = []
    if !data.person.occupation.isEmpty { parts.append(data.person.occupation) }
    for mandate in data.line.mandates where mandate.state == .active && !mandate.electedBy.isEmpty {
      parts.append(mandate.electedBy + "选出")
    }
    var text = parts.joined(separator: "，")
    if !data.person.expertise.isEmpty { text += "。擅长" + data.person.expertise.joined(separator: "、") }
    if !data.person.introduction.isEmpty { text += "。" + data.person.introduction }
    return text
  }

  private func numbers(_ h: inout HTMLWriter) {
    let numbers = data.numbers
    let satisfied = numbers[.satisfiedBySender] + (countsBasic ? numbers[.basicBySender] : 0)
    h.headed("n", "今年的履职") { h in
      h.dl(.class("figures")) { h in
        figure("收到诉求", numbers[.received], "其中\(numbers[.answered])件已答复", &h)
        let answered = numbers[.answered]
        let rated = numbers[.ratedBySender]
        figure(
          "按期答复", numbers[.answeredInTime],
          answered == 0 ? "还没有答复" : "\(numbers[.answeredInTime]) ÷ \(answered) 件", &h)
        figure("群众满意", satisfied, rated == 0 ? "还没有评价" : "\(satisfied) ÷ \(rated) 件评价", &h)
        figure("已解决", numbers[.solved], "办理结果为已解决的", &h)
      }
    }
  }

  private func figure(_ words: String, _ value: Int, _ detail: String, _ h: inout HTMLWriter) {
    h.div { h in
      h.element("dt", text: words)
      h.element("dd") { h in
        h.b("\(value)")
        h.span(.class("unit"), text: "件")
        h.small(detail)
      }
    }
  }

  private func answered(_ h: inout HTMLWriter) {
    let all = SitePath.matters.with([("deputy", data.person.id.description)])
    h.headed("a", "答复过的事", more: data.moreAnswered ? (all, "全部") : nil) { h in
      if data.answered.isEmpty { h.empty("还没有公开的答复。") }
      for item in data.answered { PublicationCase(publication: item, today: today).write(&h) }
    }
  }

  private func meeting(_ h: inout HTMLWriter) {
    h.card("w", "什么时候能见到") { h in
      if data.receptions.isEmpty {
        h.p(.class("small"), text: "近期没有排定的接待日，可以先在网上提。")
      }
      h.dl(.class("facts")) { h in
        for (index, date) in data.receptions.enumerated() {
          h.fact(index == 0 ? "下一次" : "之后") { h in
            h.b(DateWords.full(date.date, today: today))
            h.text(" ")
            h.element("b", [.class("nb")], text: "\(DateWords.clock(date.opens))–\(DateWords.clock(date.closes))")
            h.void("br")
            h.link(SitePath.venue(date.venue.id).string, date.place.isEmpty ? date.venue.name : date.place)
          }
        }
      }
    }
  }

  /// The groups that he works in, and where they are to be met besides the stations.
  private func inGroups(_ h: inout HTMLWriter) {
    h.card("g", "所在小组") { h in
      h.dl(.class("facts")) { h in
        for item in groups {
          h.fact(item.role == .member ? "小组" : Words.groupRole(item.role), item.group.name)
          for duty in item.duties where duty.tenure.phase(on: today) != .over {
            h.fact(Words.duty(duty.kind)) { h in
              h.link(SitePath.venue(duty.venue.id).string, duty.venue.name)
              if duty.kind == .floating { h.small(TenureWords.dates(duty.tenure)) }
            }
          }
        }
      }
    }
  }

  private func contact(_ h: inout HTMLWriter) {
    h.card("c", "联系方式") { h in
      h.dl(.class("facts")) { h in
        if let venue = data.venue {
          h.fact("联络站") { h in h.link(SitePath.venue(venue.id).string, venue.name) }
          if !venue.telephone.isEmpty {
            h.fact("站里电话") { h in
              h.a(.class("num"), .href("tel:" + venue.telephone.filter(\.isNumber))) { h in h.text(venue.telephone) }
            }
          }
        }
        for contact in data.contacts { h.fact(Words.contactField(contact.field), contact.text) }
      }
      if data.contacts.isEmpty { h.p(.class("hint"), text: "代表没有公开个人电话，请经联络站转达。") }
    }
  }

  private func codeCard(_ h: inout HTMLWriter) {
    guard let code, data.line.isServing, let svg = QRCode.svg(code) else { return }
    h.card("q", "代表二维码") { h in
      h.div(.class("qr"), .fixed("role", "img"), .label("\(title)代表的二维码，扫码提诉求")) { h in h.raw(trusted: svg) }
      h.p(.class("hint"), text: "扫码直接向\(title)代表提诉求。代表离任后，此码会引向同选区的代表或联络站。")
    }
  }
}
