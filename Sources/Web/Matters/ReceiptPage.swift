import Actions
import Documents
import Domain
import HTMLKit

/// A receipt and everything its holder may see and do.
struct ReceiptPage: HTMLKit.Page {
  let data: MatterPageData
  let link: String
  /// Nil for a device that came by number and code.
  let code: String?
  /// For a browser without cookies: travels in the forms.
  let capability: String?
  let messages: StopMessages.Standing
  let token: String
  let draft: FormDraft
  let act: MatterAct?
  let site: SiteInfo
  let today: CivilDate

  private var record: MatterRecord { data.record }
  private var matter: Matter { record.matter }
  private var status: MatterStatus { matter.status }
  private var isFresh: Bool {
    status.state == .submitted && (status.receivedAt.date == today || status.isHeld) && status.escalations.isEmpty
  }

  var title: String { isFresh ? "已收到您的诉求" : "我的诉求：" + matter.title }

  func body(_ h: inout HTMLWriter) {
    h.div(.class("wrap narrow"), .flag("data-receipt")) { h in
      h.crumbs([("首页", SitePath.home.string), ("我的", SitePath.mine.string), (isFresh ? "回执" : "进度", nil)])
      if act != nil { h.errorSummary(draft) }
      if isFresh { receipt(&h) } else { h.h1(.class("page-title"), text: title) }
      h.div(.class("stack section-s")) { h in
        if !isFresh {
          progress.writeState(&h)
          progress.writeCount(&h)
        }
        together(&h)
        asked(&h)
        reply(&h)
        rating(&h)
        declined(&h)
        if isFresh { promises(&h) }
        LinkedSuggestions(suggestions: data.suggestions).writeForSender(&h)
        words(&h)
        if !isFresh {
          h.card("course", "经过") { h in
            MatterTimeline(record: record, reader: .sender, today: today, settings: data.settings, allowed: []).write(
              &h)
          }
          // Whoever joined what is handled already has not seen the number yet.
          let isNew = status.receivedAt.date == today && status.mergedInto != nil
          h.fold(.qr, "回执号、查询码和二维码", isOpen: isNew) { h in ticket(&h) }
        }
        ReceiptMessages(
          standing: messages, receipt: matter.receipt, capability: capability, token: token,
          isEnded: status.state.isEnded
        ).write(&h)
        withdraw(&h)
        again(&h)
        information(&h)
      }
      if !status.state.isEnded { late(&h) }
    }
  }

  /// Others brought the same thing; hers is hers all the same.
  private func together(_ h: inout HTMLWriter) {
    guard data.others > 0 else { return }
    h.p(.class("notice")) { h in
      h.icon(.people)
      h.span(text: "\(Words.others(data.others))同一件事，一起办理。您有自己的回执，答复单独给您，由您自己评价。")
    }
  }

  private func late(_ h: inout HTMLWriter) {
    h.div(.class("notice section-s")) { h in
      h.p(.class("notice-title"), text: "没等到消息？")
      h.p { h in
        h.text("过了上面的日子还没有消息，请拨打 ")
        h.span(.class("nb"), text: site.telephone)
        h.text("，报回执号即可。")
      }
    }
  }

  private var progress: MatterProgress {
    MatterProgress(record: record, workflow: data.workflow, settings: data.settings, today: today, forSender: true)
  }

  // MARK: The receipt itself

  private func receipt(_ h: inout HTMLWriter) {
    h.article(.class("receipt"), .labelledBy("t")) { h in
      h.div(.class("receipt-top")) { h in
        h.chip("\(DateWords.moment(status.receivedAt, today: today)) 收到", .ok, icon: .check)
        h.h1(.class("page-title"), .id("t"), text: title)
        if status.isHeld {
          heldWords(&h)
        } else {
          h.p(.class("page-lead")) { h in
            h.text("\(who)将在\(data.settings.rules.acceptWithin)个工作日内告诉您是否受理（")
            h.b("\(DateWords.full(status.acceptDue.date, today: today))前")
            h.text("）")
          }
        }
        if status.countsFrom != status.receivedAt.date {
          h.p(.class("small mute"), text: "您在非工作时间提交，按\(DateWords.full(status.countsFrom, today: today))收到起算。")
        }
      }
      h.void("hr", [.class("tear")])
      ticket(&h)
    }
    h.div(.class("row section-s noprint")) { h in
      h.element("button", [.class("btn"), .type("button"), .flag("data-print"), .flag("hidden")]) { h in
        h.icon(.print)
        h.text("打印回执")
      }
      h.link(SitePath.submit.string, "再提一件", class: "btn btn-quiet")
    }
  }

  /// Said as it is: somebody looks at it first, nothing has to be sent again, and it is forgotten by nobody.
  private func heldWords(_ h: inout HTMLWriter) {
    let place = status.seal != nil ? "上一级指定的经办人" : record.venue?.name ?? "联络站"
    h.p(.class("page-lead")) { h in
      h.text("\(place)会先看一看这件诉求")
      if let until = data.workflow.releasedAfter(status) {
        h.text("，最迟过了")
        h.b(DateWords.full(until, today: today))
        h.text("就转入办理")
      } else {
        h.text("，再转入办理")
      }
      h.text("。您不用重复提交，着急的话可以给联络站打电话。")
    }
  }

  private var who: String {
    if status.seal != nil { return "上一级指定的经办人" }
    if case .deputy = status.owner { return (record.ownerName ?? "") + "代表" }
    return record.venue?.name ?? "联络站"
  }

  private func ticket(_ h: inout HTMLWriter) {
    h.div(.class("receipt-mid")) { h in
      h.dl(.class("ticket")) { h in
        h.div { h in
          h.element("dt", text: "回执号")
          h.element("dd", text: DateWords.receipt(matter.receipt))
        }
        if let code {
          h.div { h in
            h.element("dt", text: "查询码（请勿告诉他人）")
            h.element("dd", text: DateWords.lookupCode(code))
          }
        }
        h.div { h in
          h.element("dt", text: "事项")
          h.element("dd", [.class("plain")], text: matter.title)
        }
        h.div { h in
          h.element("dt", text: "给不给大家看")
          h.element("dd", [.class("plain")], text: Words.visibility(status.visibility))
        }
      }
      if code != nil, let svg = QRCode.svg(link) {
        h.div { h in
          h.div(.class("qr"), .fixed("role", "img"), .label("回执二维码，扫码直接查进度")) { h in h.raw(trusted: svg) }
          h.p(.class("qr-note"), text: "扫一扫，直接查进度")
        }
      }
    }
    if capability != nil {
      h.p(.class("notice"), text: "您的浏览器不保存凭证，请记下回执号和查询码，或者打印、截图留存。")
    }
  }

  private func promises(_ h: inout HTMLWriter) {
    h.headed("next", "接下来，谁在什么时候做什么") { h in
      h.ol(.class("timeline")) { h in
        step(
          "key", DateWords.moment(status.receivedAt, today: today), "登记",
          "记下了您的原话" + (record.photos.isEmpty ? "。" : "和\(record.photos.count)张照片。"), &h)
        if status.isHeld { step("soon", "先", "看一看", "这件诉求来得有些特别，站里先看一眼，是真的就和别的一样办。", &h) }
        step(
          "soon", status.isHeld ? "看过以后" : DateWords.full(status.acceptDue.date, today: today) + "前", "受理并告诉您",
          "\(who)看过后答复您是否受理、由谁办。", &h)
        step("soon", DateWords.full(status.replyDue.date, today: today) + "前", "答复", "代表听取、转交、督促，结果反馈给您。", &h)
        step("soon", "答复后\(data.settings.rules.closeUnratedAfter)个工作日内", "您来评价", "对态度和结果分别评价。不满意，可以要求重新办理一次。", &h)
      }
    }
  }

  private func step(_ kind: StaticString, _ when: String, _ words: String, _ detail: String, _ h: inout HTMLWriter) {
    h.li(.class(kind)) { h in
      h.element("span", [.class("t-when")], text: when)
      h.h3(.class("t-act"), text: words)
      h.p(text: detail)
    }
  }

  // MARK: What was said

  private func words(_ h: inout HTMLWriter) {
    h.card("said", "您说的") { h in
      if let words = record.ownWords {
        h.p(.class("quote"), text: words)
        h.p(.class("small mute"), text: "地点：" + (record.place ?? ""))
      } else {
        h.p(.class("mute"), text: "文字已依法删除。")
      }
      PhotoStrip(photos: record.photosForSender) { SitePath.receiptPhoto(matter.receipt, $0, thumbnail: $1).string }
        .write(&h)
    }
  }

  private func asked(_ h: inout HTMLWriter) {
    guard data.allowed.contains(.supplement) else { return }
    let question = record.history.last { item in
      if case .asked = item.event { return true }
      return false
    }
    h.section(.class("panel"), .labelledBy("supplement-t")) { h in
      h.div(.class("panel-head")) { h in
        h.h2(.id("supplement-t"), text: "请您补充")
        h.p(text: "等您补充的日子不计入期限。")
      }
      h.div(.class("panel-body")) { h in
        if let text = question?.words.text { h.p(.class("quote")) { h in h.lines(text) } }
        h.form(SitePath.receiptAct(matter.receipt, .supplement).string, token: token, multipart: true) { h in
          carried(&h)
          h.area("补充的情况", "words", act == .supplement ? draft : FormDraft(), small: true)
          h.div(.class("field")) { h in
            h.element("label", [.fixed("for", "photo")], text: "照片")
            h.void(
              "input",
              [
                .id("photo"), .name("photo"), .type("file"), .fixed("accept", "image/jpeg,image/png,image/webp"),
                .flag("multiple"), .flag("data-photos"),
              ])
          }
          h.submit("提交补充", icon: .send)
        }
      }
    }
  }

  private func carried(_ h: inout HTMLWriter) {
    if let capability { h.hidden("capability", capability) }
  }

  private func reply(_ h: inout HTMLWriter) {
    let replies = record.history.filter { item in
      if case .replied = item.event { return true }
      return false
    }
    guard let last = replies.last else { return }
    h.section(.labelledBy("rep")) { h in
      h.h2(.class("card-title"), .id("rep"), text: replies.count > 1 ? "重新办理后的答复" : "答复")
      h.div(.class("reply")) { h in
        for paragraph in (last.words.text ?? "文字已依法删除").split(separator: "\n") { h.p(text: String(paragraph)) }
        h.element("footer") { h in
          if let outcome = status.outcome { h.chip(data.settings.names.name(of: outcome), .gold) }
          h.span(
            text:
              "\(last.onBehalfName.map { $0 + "代表" } ?? last.officeWords)　\(DateWords.moment(last.at, today: today))"
          )
          if last.onBehalf != nil { h.span(.class("tag-entered"), text: "由\(last.officeWords)代为录入") }
        }
      }
    }
  }

  private func rating(_ h: inout HTMLWriter) {
    guard data.allowed.contains(.rate) else { return }
    let shown = act == .rate ? draft : FormDraft()
    h.section(.class("card rating"), .labelledBy("rate-t")) { h in
      h.h2(.id("rate-t"), text: "您怎么评价")
      h.p(.class("small mute"), text: "只有您能评，工作人员不能替您评。有一项不满意，就换人重新办理一次。")
      h.form(SitePath.receiptAct(matter.receipt, .rate).string, token: token) { h in
        carried(&h)
        h.choices("办理态度", "attitude", shown, Self.scale, row: true)
        h.choices("办理结果", "result", shown, Self.scale, row: true)
        h.area("想说的话", "reason", shown, hint: "选“不满意”时请写明哪里没办好", optional: true, maximum: 1000, small: true)
        h.submit("提交评价")
      }
    }
  }

  private static let scale = Satisfaction.allCases.map {
    HTMLWriter.Choice(value: $0.rawValue, words: Words.satisfaction($0))
  }

  private func declined(_ h: inout HTMLWriter) {
    guard let last = record.history.last(where: { $0.event.act == .decline || $0.event.act == .divert }) else { return }
    h.card("why", last.event.act == .divert ? "请到这里办" : "为什么不受理") { h in
      if case .diverted(let facts) = last.event {
        h.p { h in
          h.text("您反映的是\(Words.divert(facts.kind))，请找 ")
          h.b(facts.organ)
        }
      }
      if case .declined(let facts) = last.event { h.p(text: "理由：\(Words.decline(facts.reason))。") }
      if let text = last.words.text { h.p(.class("quote")) { h in h.lines(text) } }
      if case .declined(let facts) = last.event {
        h.div(.class("row")) { h in
          if let deputy = facts.nextDeputy {
            h.link(
              SitePath.submit.with([("deputy", deputy.description), ("again", matter.receipt)]),
              "改交给\(record.names.people[deputy] ?? "")代表", class: "btn")
          }
          if let venue = facts.nextVenue {
            h.link(
              SitePath.submit.with([("venue", venue.description), ("again", matter.receipt)]),
              "改交给\(record.names.venues[venue] ?? "")", class: "btn")
          }
        }
      }
    }
  }

  private func withdraw(_ h: inout HTMLWriter) {
    guard data.allowed.contains(.withdraw), !isFresh || status.isHeld || act == .withdraw else { return }
    h.fold(.back, "不用办了，撤回", isOpen: act == .withdraw) { h in
      h.form(SitePath.receiptAct(matter.receipt, .withdraw).string, token: token, class: "form-s") { h in
        carried(&h)
        // A question of the station stands on the same page, with words of its own.
        h.scopingIDs("withdraw") { h in
          h.area("为什么撤回", "words", act == .withdraw ? draft : FormDraft(), optional: true, maximum: 500, small: true)
        }
        h.submit("撤回这件诉求", class: "btn")
      }
    }
  }

  /// A browser that keeps no receipt has no page of its own for it.
  private func information(_ h: inout HTMLWriter) {
    if capability != nil { return }
    h.p(.class("noprint")) { h in
      h.a(.class("btn btn-quiet"), .href(SitePath.information(matter.receipt).string)) { h in
        h.icon(.shield)
        h.text("我的个人信息：查看、更正、删除")
      }
    }
  }

  private func again(_ h: inout HTMLWriter) {
    guard status.state == .archived || status.state == .closed else { return }
    h.p(.class("small")) { h in
      h.text("又出了问题？")
      h.link(SitePath.submit.with([("again", matter.receipt)]), "接着这件事再提一件")
    }
  }
}
