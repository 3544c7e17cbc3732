import Actions
import Domain
import HTMLKit

/// 我的个人信息: what this matter holds of its sender, who looked at it, and what he can ask.
struct InformationPage: HTMLKit.Page {
  enum Form: String { case proof, correction, deletion }

  let record: MatterRecord
  let own: ReadInformation.Own
  let settings: CongressSettings
  let site: SiteInfo
  /// What was given to whoever proved himself a short while ago; nil while he has not.
  let proof: String?
  let form: Form?
  let draft: FormDraft
  let done: String?
  let token: String
  let today: CivilDate

  private var matter: Matter { record.matter }
  private var number: String { matter.receipt }
  private var erased: Set<ErasedPart> { matter.status.erased }

  var title: String { "我的个人信息" }

  func body(_ h: inout HTMLWriter) {
    h.div(.class("wrap narrow")) { h in
      h.crumbs([("我的", SitePath.mine.string), ("这件诉求", SitePath.receipt(number).string), (title, nil)])
      h.h1(.class("page-title"), text: title)
      h.p(.class("page-lead"), text: "这件诉求里留着您的哪些信息、谁看过，您都可以查，也可以要求更正、删除。")
      switch form {
      case .proof: h.errorSummary(draft, title: "没有对上")
      case .correction, .deletion: h.scopingIDs(form?.rawValue ?? "") { h in h.errorSummary(draft) }
      case nil: break
      }
      if let done { h.notice(nil, done, .ok) }
      h.div(.class("stack section-s")) { h in
        if proof == nil {
          ask(&h)
        } else {
          copy(&h)
          if !erased.isSuperset(of: [.contact, .words]) { correction(&h) }
          if !erased.isSuperset(of: [.contact, .words, .photos]) { deletion(&h) }
        }
        requests(&h)
        kept(&h)
        looks(&h)
      }
    }
  }

  // MARK: Who he is

  private func ask(_ h: inout HTMLWriter) {
    h.section(.class("card"), .labelledBy("proof-t")) { h in
      h.h2(.id("proof-t"), text: "查看、更正、删除，先确认是您本人")
      h.p(.class("small mute"), text: "只凭回执看不到完整的姓名和电话。确认以后，这一页半小时内有效。")
      let shown = form == .proof ? draft : FormDraft()
      h.form(SitePath.information(number).string, token: token, class: "form section-s") { h in
        h.input("查询码", "code", shown, hint: "回执上的6位数字", maximum: 10, mode: "numeric")
        switch own.question {
        case .phone: h.input("您留的电话", "answer", shown, hint: "提这件诉求时填的号码", maximum: 30, mode: "tel")
        case .name: h.input("您留的称呼", "answer", shown, hint: "提这件诉求时填的，一字不差", maximum: 30)
        case .nothing: h.p(.class("small mute"), text: "联系方式已经删除，只核对查询码。")
        }
        h.submit("确认是我本人", icon: .shield)
      }
      h.p(.class("small mute")) { h in
        h.text("查询码丢了，请到联络站核对身份后补发")
        if !site.telephone.isEmpty {
          h.text("，或拨打 ")
          h.span(.class("nb"), text: site.telephone)
        }
        h.text("。")
      }
    }
  }

  private func carried(_ h: inout HTMLWriter) { h.hidden("proof", proof ?? "") }

  // MARK: What he can ask

  private func copy(_ h: inout HTMLWriter) {
    h.card("copy", "查阅、复制") { h in
      h.p(text: "马上就能看到这件诉求里关于您的全部内容，也可以存成文件。")
      h.form(SitePath.informationAct(number, .copy).string, token: token, class: "form-s section-s") { h in
        carried(&h)
        h.div(.class("row")) { h in
          button("page", "打开完整的一份", .eye, "btn btn-main", &h)
          button("file", "下载文件", .download, "btn", &h)
        }
      }
    }
  }

  private func button(_ value: String, _ words: String, _ icon: Icon, _ names: StaticString, _ h: inout HTMLWriter) {
    h.element("button", [.class(names), .type("submit"), .name("as"), .value(value)]) { h in
      h.icon(icon)
      h.text(words)
    }
  }

  private func isOpen(_ kind: InformationRequest.Kind) -> Bool {
    own.requests.contains { $0.request.kind == kind && $0.request.state == .open }
  }

  private func correction(_ h: inout HTMLWriter) {
    if isOpen(.correction) { return }
    h.fold(.pencil, "要求更正", isOpen: form == .correction) { h in
      let shown = form == .correction ? draft : FormDraft()
      h.p(.class("small mute"), text: "只填要改的。经办人核实后改，\(InformationRequest.answerWithin)个工作日内答复您。")
      h.scopingIDs("correction") { h in
        h.form(SitePath.informationAct(number, .correction).string, token: token, class: "form-s section-s") { h in
          carried(&h)
          if !erased.contains(.contact) {
            h.input("正确的称呼", "name", shown, optional: true, maximum: 30)
            h.input("正确的电话", "phone", shown, optional: true, maximum: 30, mode: "tel")
            if matter.isMinor { h.input("正确的监护人姓名", "guardian", shown, optional: true, maximum: 30) }
          }
          if !erased.contains(.words) {
            h.area(
              "原话里哪里不对，应当怎么说", "words", shown, hint: "您的原话不改动，更正写在旁边", optional: true, maximum: 1000,
              small: true)
          }
          h.submit("提出更正")
        }
      }
    }
  }

  private func deletion(_ h: inout HTMLWriter) {
    if isOpen(.deletion) { return }
    h.fold(.trash, "要求删除", isOpen: form == .deletion) { h in
      if own.isHeld { h.notice("依法保全中", "有关机关要求保全这件诉求，解除以前不能删除。您仍然可以提出，会书面答复您。", .warn) }
      if !matter.status.state.isEnded { h.p(text: "这件诉求还在办。办结以前通常只能先删联系方式；不用办了的，可以先撤回。") }
      h.p(
        .class("small mute"),
        text: "删除后，姓名、电话、原话、照片都没有了，不能恢复；哪天收到、哪天答复这些记录依法保留。\(InformationRequest.answerWithin)个工作日内答复您。")
      h.scopingIDs("deletion") { h in
        h.form(SitePath.informationAct(number, .deletion).string, token: token, class: "form-s section-s") { h in
          carried(&h)
          h.area(
            "为什么要删", "words", form == .deletion ? draft : FormDraft(), optional: true, maximum: 500, small: true)
          h.submit("提出删除", class: "btn btn-block")
        }
      }
    }
  }

  // MARK: What was asked

  private func requests(_ h: inout HTMLWriter) {
    let shown = own.requests.filter { $0.request.kind != .copy }
    if shown.isEmpty { return }
    h.card("requests", "您提出的请求") { h in
      h.ul(.class("lines")) { h in for item in shown { h.li { h in request(item, &h) } } }
    }
  }

  private func request(_ item: InformationRecord, _ h: inout HTMLWriter) {
    let request = item.request
    h.div(.class("line")) { h in
      h.element("b") { h in
        h.text(PrivacyWords.kind(request.kind) + " ")
        h.chip(
          PrivacyWords.state(request.state), request.state == .open ? .info : request.state == .refused ? .warn : .ok)
      }
      h.element("time", text: DateWords.moment(request.askedAt, today: today))
      if !request.fields.isEmpty {
        h.small("更正：" + request.fields.map(PrivacyWords.field).joined(separator: "、"))
      }
    }
    switch request.state {
    case .open:
      h.p(.class("small"), text: "\(DateWords.full(request.due.date, today: today))前答复您。")
      if request.isOverdue(on: today) { h.notice("过了答复的日子", "让您久等了，请拨打\(site.telephone)催问。", .warn) }
      if proof != nil {
        h.buttonForm(
          SitePath.informationAct(number, .withdraw).string, token: token, "撤回这项请求", icon: .back,
          fields: [("request", request.id.description), ("proof", proof ?? "")])
      }
    case .granted, .partly, .refused:
      if let ground = request.ground { h.p(.class("small"), text: "依据：" + PrivacyWords.ground(ground)) }
      if let answer = item.answer { h.p(.class("quote")) { h in h.lines(answer) } }
      if request.state != .granted { h.p(.class("small"), text: PrivacyWords.appeal(site.parentName)) }
    case .withdrawn: break
    }
  }

  // MARK: What there is

  private func kept(_ h: inout HTMLWriter) {
    h.card("kept", "现在留着的") { h in
      h.dl(.class("facts")) { h in
        for contact in record.contacts {
          h.fact("称呼", contact.name)
          if !contact.phone.isEmpty { h.fact("电话", contact.phone) }
        }
        if matter.isMinor { h.fact("监护人", erased.contains(.contact) ? "已删除" : "留有姓名") }
        h.fact("您的原话", record.ownWords == nil ? "已删除" : "留着")
        h.fact("您的照片", "\(record.photos.count(where: \.isFromSender))张")
        h.fact("给大家看", matter.status.publication == .published ? "公开了脱敏稿" : "没有公开")
        h.fact("留到什么时候", keeping)
      }
      h.p(.class("small section-s")) { h in h.link(SitePath.privacy.string, "我们怎样对待您的信息") }
    }
  }

  private var keeping: String {
    if erased.contains(.contact) { return "联系方式已删除" }
    let plan = RetentionPlan(settings)
    guard let years = plan.years(matter.status.seal == nil ? .contact : .sealed) else { return "依法保存" }
    guard let ended = matter.status.endedAt?.date else { return "联系方式办结后留\(years)年" }
    return "联系方式留到\(DateWords.long(ended.adding(months: 12 * years)))" + (own.isHeld ? "（现在依法保全，到期也不删）" : "")
  }

  private func looks(_ h: inout HTMLWriter) {
    let looks = record.history.compactMap { item -> (Instant, String, String)? in
      guard case .revealed(let facts) = item.event else { return nil }
      return (item.at, item.officeWords, facts.reason)
    }
    h.card("looks", "谁看过您的联系方式") { h in
      if looks.isEmpty { h.p(.class("mute"), text: "还没有人看过。") }
      h.ul(.class("lines")) { h in
        for (at, office, reason) in looks.reversed() {
          h.li { h in
            h.div(.class("line")) { h in
              h.b(office)
              h.element("time", text: DateWords.moment(at, today: today))
              h.small("事由：" + reason)
            }
          }
        }
      }
    }
  }
}
