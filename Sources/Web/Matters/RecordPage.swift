import Actions
import Domain
import HTMLKit

/// The record: own words, facts, masked contact behind a reason, history, internal note, and one panel with the next act;
/// the other acts allowed now are folded below it.
struct RecordPage: HTMLKit.Page {
  let data: MatterPageData
  let returned: RecordRoutes.Returned?
  let revealed: [RevealContact.Contact]
  let assignees: ReadVenue.Assignees
  let categories: [MatterCategory]
  let units: [HandlingUnit]
  let above: [EscalationChoice]
  let proposal: RoutingTarget?
  let company: MatterCompany
  /// Open requests of the sender about his own data, for those who may know that there are any.
  let information: (requests: [InformationRequest], mayDecide: Bool)
  let reader: Actor.SignedIn
  let token: String
  let today: CivilDate

  private var record: MatterRecord { data.record }
  private var matter: Matter { record.matter }
  private var status: MatterStatus { matter.status }

  var title: String { matter.title }

  func body(_ h: inout HTMLWriter) {
    h.crumbs([(queueWords, queueURL), ("诉求", nil)])
    h.div(.class("work-title")) { h in
      h.h1(text: title)
      h.p(.class("chips")) { h in
        h.chip(status.queue == .held ? "待甄别" : Words.state(status.state), .info)
        DueChip(status: status, workflow: data.workflow, today: today).write(&h)
        if status.round > 1 { h.chip("重新办理第\(status.round - 1)次", .warn) }
        if status.urgency == .urgent { h.chip("紧急", .late, icon: .warning) }
        if status.isGoingInCircles { h.chip("反复上报", .warn, icon: .refresh) }
        if status.overseer != nil, !status.state.isEnded { h.chip("逾期升级", .late, icon: .arrowUp) }
        if status.mergedInto != nil { h.chip("并入办理", .info, icon: .merge) }
        if data.others > 0 { h.chip(Words.others(data.others), .info, icon: .people) }
        if status.hasObjection { h.chip("代表有异议", .warn, icon: .flag) }
        if status.feedback?.isFlagged == true { h.chip("评价来自工作设备", .warn, icon: .flag) }
      }
    }
    if status.seal != nil { sealed(&h) }
    if status.isHeld {
      h.notice(
        status.state.isEnded ? "这件诉求来得异常，没有计入数字" : "这件诉求来得异常，先请您看一眼",
        status.held.map(Words.hold).joined(separator: "；") + "。", .warn)
    }
    requested(&h)
    conflict(&h)
    if let lead = company.lead {
      h.a(.class("btn btn-main jump"), .href(SitePath.record(lead.id).string)) { h in
        h.text("到一起办的那一件")
        h.icon(.chevronRight)
      }
    } else if let main = panel.first {
      h.a(.class("btn btn-main jump"), .href("#act")) { h in
        h.text("下一步：" + main.form.title(view(main)))
        h.icon(.chevronDown)
      }
    }
    h.div(.class("cols record")) { h in
      h.div(.class("stack")) { h in
        said(&h)
        facts(&h)
        course(&h)
        internalNote(&h)
      }
      h.div(.class("stack"), .id("act")) { h in
        SimilarCard(record: record, company: company, token: token, today: today).write(&h)
        acts(&h)
        withUnits(&h)
        RecordCompany(record: record, company: company, today: today).write(&h)
        LinkedSuggestions(suggestions: data.suggestions).writeForStaff(
          matter.id, mayDraft: SuggestionAccess.begins(.person(reader)) && status.seal == nil, &h)
        clocks(&h)
        papers(&h)
      }
    }
  }

  private var queueWords: String { reader.isStaff ? "待办队列" : data.relations.contains(.gridWorker) ? "网格事项" : "等我办的" }
  private var queueURL: String {
    let path: SitePath = reader.isStaff ? .queue : data.relations.contains(.gridWorker) ? .grid : .work
    return path.string
  }

  private func sealed(_ h: inout HTMLWriter) {
    h.div(.class("sealed")) { h in
      h.icon(.lock)
      h.div { h in
        h.b(status.seal == .accusation ? "检举控告，已封存" : "群众要求不经本站")
        h.p(text: "只有您这样的指定经办人和提出人看得到，站里和被反映的人看不到。")
      }
    }
  }

  private func requested(_ h: inout HTMLWriter) {
    for request in information.requests {
      h.div(.class("notice")) { h in
        h.p(.class("notice-title"), text: "群众提出了个人信息请求：" + PrivacyWords.kind(request.kind))
        h.p { h in
          h.text("\(DateWords.full(request.due.date, today: today))前答复。")
          if information.mayDecide {
            h.link(SitePath.informationRequest(request.id).string, "去办理")
          } else {
            h.text("由人大的经办人办理。")
          }
        }
      }
    }
  }

  /// Somebody was faster: both versions, and what was typed stands in the form below.
  private func conflict(_ h: inout HTMLWriter) {
    if let returned, !returned.isConflict, ActForms.all.contains(where: { $0.act == returned.act }),
      !panel.contains(where: { $0.form.act == returned.act })
    {
      h.lostDraft(Words.act(returned.act), returned.draft)
      return
    }
    guard let returned, returned.isConflict else { return }
    let last = record.history.last
    h.div(.class("error-summary"), .fixed("role", "alert"), .labelledBy("conflict"), .fixed("tabindex", "-1")) { h in
      h.element("h2", [.id("conflict")]) { h in
        h.icon(.warning)
        h.text("刚才有人更新了这件诉求")
      }
      h.div(.class("diff")) { h in
        h.section(.class("diff-mine")) { h in
          h.h3(text: "您想做的：" + Words.act(returned.act))
          for field in ["words", "question", "reason"] where !returned.draft[field].isEmpty {
            h.p { h in h.lines(returned.draft[field]) }
          }
        }
        h.section(.class("diff-now")) { h in
          h.h3(text: "现在的情况：" + Words.state(status.state))
          if let last {
            h.p(
              text: "\(DateWords.moment(last.at, today: today))　\(last.actorName ?? "群众")　\(Words.act(last.event.act))")
            if let text = last.words.text { h.p { h in h.lines(text) } }
          }
        }
      }
      h.p(text: "您写的内容还在下面的表单里。看过新情况后，再决定要不要提交。")
    }
  }

  // MARK: Left side

  private func said(_ h: inout HTMLWriter) {
    h.card("said", status.channel.isFromDeputy ? "代表反映" : "群众原话") { h in
      if let words = record.ownWords {
        h.p(.class("quote"), text: words)
      } else {
        h.p(.class("mute"), text: "文字已依法删除。")
      }
      PhotoStrip(photos: record.photos) { SitePath.recordPhoto(matter.id, $0, thumbnail: $1).string }.write(&h)
    }
  }

  private func facts(_ h: inout HTMLWriter) {
    h.card("f", "登记信息") { h in
      h.dl(.class("facts")) { h in
        h.fact("回执号") { h in h.span(.class("num"), text: DateWords.receipt(matter.receipt)) }
        h.fact(
          "收到",
          "\(DateWords.moment(status.receivedAt, today: today))，\(Words.channel(status.channel))"
            + (record.enteredByName.map { status.channel.isFromDeputy ? "（\($0)代表）" : "（\($0)代录）" } ?? ""))
        h.fact("类别", record.category ?? "未分类")
        if let grade = status.grade { h.fact("分级", data.settings.names.name(of: grade)) }
        h.fact("地点", record.place ?? "—")
        if let grid = record.grid { h.fact("网格", grid.name) }
        if let campaign = record.campaign { h.fact("征集活动") { h in self.campaign(campaign, &h) } }
        h.fact("站点", record.venue?.name ?? record.congress.name)
        h.fact("交给", record.ownerName.map { $0 + (status.ownerPerson == nil ? "" : "代表") } ?? "联络站安排")
        h.fact("公开", Words.visibility(status.visibility) + publicationWords)
        h.fact("联系人") { h in contact(&h) }
        h.fact("希望答复", Words.replyWay(matter.replyWay))
        if matter.isMinor { h.fact("未成年人", "不满14周岁，已留监护人姓名") }
        if let archive = status.archive { h.fact("档案号", record.archiveWords(archive)) }
      }
      reveal(&h)
      reissue(&h)
    }
  }

  private func campaign(_ campaign: Named<Campaign>, _ h: inout HTMLWriter) {
    let round = status.campaign.map { $0.round > 0 ? CampaignWords.round($0.round) : "" } ?? ""
    if RouteAccess.campaigns.admits(.person(reader)) {
      h.link(SitePath.workCampaign(campaign.id).string, campaign.name)
    } else {
      h.text(campaign.name)
    }
    if !round.isEmpty { h.small(round) }
  }

  private var publicationWords: String {
    switch status.publication {
    case .none: ""
    case .redacted: "，公开稿待审核"
    case .published: "，已公开"
    }
  }

  private func contact(_ h: inout HTMLWriter) {
    if let contact = revealed.first {
      RevealForm.show(contact, &h)
      return
    }
    for mask in record.contacts {
      h.text(mask.name.isEmpty ? "未留姓名" : mask.name)
      h.text("　")
      h.span(.class("mask num"), text: mask.phone.isEmpty ? "未留电话" : mask.phone)
    }
  }

  private func reveal(_ h: inout HTMLWriter) {
    guard data.allowed.contains(.reveal), revealed.isEmpty, !status.erased.contains(.contact) else { return }
    RevealForm.write(
      .recordAct(matter.id, .reveal), token: token, returned?.act == .reveal ? returned?.draft : nil, &h)
  }

  private func reissue(_ h: inout HTMLWriter) {
    guard data.allowed.contains(.reissue) else { return }
    let isBack = returned?.act == .reissue
    h.fold(.refresh, "回执丢了，补发", isOpen: isBack) { h in
      h.form(SitePath.recordAct(matter.id, .reissue).string, token: token, class: "form-s") { h in
        h.input(
          "怎么核对是本人的", "how", isBack ? returned?.draft ?? FormDraft() : FormDraft(), hint: "如“当面，说出了事由和留的电话”",
          maximum: 100)
        h.submit("补发，旧的作废", class: "btn btn-s")
      }
    }
  }

  private func course(_ h: inout HTMLWriter) {
    h.card("course", "经过") { h in
      MatterTimeline(record: record, reader: .staff, today: today, settings: data.settings, allowed: data.allowed)
        .write(&h)
    }
  }

  private func internalNote(_ h: inout HTMLWriter) {
    guard data.allowed.contains(.note) else { return }
    let draft = returned?.act == .note ? returned?.draft ?? FormDraft() : FormDraft()
    h.section(.class("internal"), .labelledBy("note-t")) { h in
      h.div { h in
        h.h2(.class("card-title"), .id("note-t"), text: "写内部备注")
        h.form(SitePath.recordAct(matter.id, .note).string, token: token, class: "form-s") { h in
          h.area("备注", "note", draft, hint: "只有工作人员看得到，不会公开，也不会发给群众", maximum: 2000, small: true)
          h.submit("保存备注", icon: .note, class: "btn btn-s")
        }
      }
    }
  }

  // MARK: Right side

  private struct Offer {
    let form: any ActForm.Type
    let isOnBehalf: Bool
  }

  /// The acts offered now; the one that has just come back stands first.
  private var panel: [Offer] {
    var offers: [Offer] = []
    for form in ActForms.all {
      if form.act == .object, !offersObjection { continue }
      if data.allowed.contains(form.act) {
        offers.append(Offer(form: form, isOnBehalf: false))
      } else if data.onBehalf.contains(form.act) {
        offers.append(Offer(form: form, isOnBehalf: true))
      }
    }
    // What goes along with another one is done there; leaving it again is the exception.
    if let index = offers.firstIndex(where: { $0.form.act == .part }) { offers.append(offers.remove(at: index)) }
    if let back = returned?.act, let index = offers.firstIndex(where: { $0.form.act == back }) {
      offers.insert(offers.remove(at: index), at: 0)
    }
    return offers
  }

  private var offersObjection: Bool {
    data.relations.contains(.actedFor) || (data.relations.contains(.chief) && status.hasObjection)
  }

  private func view(_ offer: Offer) -> ActView {
    ActView(
      data: data, assignees: assignees, categories: categories, units: units, above: above, proposal: proposal,
      company: company,
      readerGroups: reader.groups, token: token,
      draft: returned?.act == offer.form.act ? returned?.draft ?? FormDraft() : FormDraft(), today: today,
      readerName: reader.name, reader: reader.person, isOnBehalf: offer.isOnBehalf)
  }

  private func acts(_ h: inout HTMLWriter) {
    let offers = panel.map { offer in
      ActPanel.Offer(
        id: offer.form.act.rawValue, title: offer.form.title(view(offer)) + (offer.isOnBehalf ? "（代为录入）" : ""),
        icon: offer.form.icon, form: { h in form(offer, &h) })
    }
    ActPanel(
      offers: offers,
      note: company.lead == nil
        ? "代表听取、转交、督促、反馈；具体由有职责的单位办理。" : "这一件并入了另一件，受理、答复都在那一件上办。"
    ).write(&h)
  }

  private func form(_ offer: Offer, _ h: inout HTMLWriter) {
    let view = view(offer)
    if MatterAccess.needsPIN(offer.form.act), reader.isDevice, !reader.hasPIN {
      pinFirst(&h)
      // Nothing is typed that could not be sent; what was typed before the PIN ran out is shown again.
      if returned?.act != offer.form.act { return }
    }
    // Fields of different acts share names; each form gets ids of its own.
    h.scopingIDs(offer.form.act.rawValue) { h in
      h.errorSummary(view.draft)
      h.form(SitePath.recordAct(matter.id, offer.form.act).string, token: token, multipart: true, class: "form-s") {
        h in
        h.hidden("seen", "\(matter.revision)")
        if offer.isOnBehalf { behalf(view, &h) }
        offer.form.write(&h, view)
      }
    }
  }

  private func pinFirst(_ h: inout HTMLWriter) {
    h.p(.class("small"), text: "这一步要先用安全码核对是您本人。")
    h.link(SitePath.pin.with([("next", SitePath.record(matter.id).string + "#act")]), "去核对安全码", class: "btn")
  }

  private func behalf(_ view: ActView, _ h: inout HTMLWriter) {
    let draft = view.draft(["behalf-how": ContactWay.phone.rawValue, "behalf-on": today.description])
    h.hidden("behalf", "1")
    h.div(.class("notice")) { h in
      h.p(.class("notice-title"), text: "代\(record.ownerName ?? "")代表录入")
      h.p(text: "两个人的名字都会写明，代表看得到，不对可以提异议。")
    }
    h.choices(
      "代表怎么说的", "behalf-how", draft,
      ContactWay.allCases.map { HTMLWriter.Choice(value: $0.rawValue, words: Words.contactWay($0)) }, row: true)
    h.input("哪天说的", "behalf-on", draft, maximum: 10, type: "date")
  }

  /// Who has it, how far each has come, and by when.
  private func withUnits(_ h: inout HTMLWriter) {
    let parts = status.handlings.filter { $0.round == status.round && $0.state != .recalled }
    if parts.isEmpty { return }
    h.card("units", "承办单位") { h in
      h.ul(.class("lines")) { h in
        for part in parts {
          h.li(.class("line")) { h in
            h.b((record.names.units[part.unit] ?? "") + (part.isLead ? "（主办）" : "（协办）"))
            h.element("time", text: Words.handling(part.state))
            h.small("\(DateWords.full(part.sentOn, today: today))转办，\(DateWords.full(part.resultDue, today: today))前办结")
          }
        }
      }
    }
  }

  private func clocks(_ h: inout HTMLWriter) {
    // No clock runs before somebody has looked at it.
    if status.queue == .held { return }
    let progress = MatterProgress(
      record: record, workflow: data.workflow, settings: data.settings, today: today, forSender: false)
    progress.writeState(&h)
    progress.writeCount(&h)
  }

  private func papers(_ h: inout HTMLWriter) {
    guard RouteAccess.desk.admits(.person(reader)) else { return }
    h.card("papers", "打印") { h in
      h.div(.class("files")) { h in
        paper(.registration, "接待登记表", &h)
        if status.firstReplyAt != nil { paper(.reply, "答复单（没有手机的群众用）", &h) }
        if !status.openHandlings.isEmpty { paper(.transfer, "转办单（扫码即办）", &h) }
        if status.state == .diverted { paper(.diversion, "告知单", &h) }
      }
    }
  }

  private func paper(_ paper: MatterPaper, _ words: String, _ h: inout HTMLWriter) {
    h.a(.href(SitePath.paper(matter.id, paper).string)) { h in
      h.icon(.print)
      h.text(words)
      h.small("可打印")
    }
  }
}
