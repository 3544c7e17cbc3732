import Actions
import Domain
import HTMLKit
import HTTPKit

/// The acts that a page of a motion offers.
struct MotionPanel {
  /// What came back from an act that was not carried out.
  struct Returned {
    let act: MotionAct
    var draft: FormDraft
    var isConflict = false
  }

  let data: MotionPageData
  let returned: Returned?
  let token: String

  /// Those of one of the two pages; the one that has just come back stands first.
  func offers(implementing: Bool) -> [ActPanel.Offer] {
    var forms = MotionForms.all.filter { data.acts.contains($0.act) && $0.act.isImplementing == implementing }
    if let returned, let index = forms.firstIndex(where: { $0.act == returned.act }) {
      forms.insert(forms.remove(at: index), at: 0)
    }
    return forms.map { form in
      ActPanel.Offer(
        id: form.act.rawValue, title: Words.motion(form.act), icon: form.icon, form: { h in write(form, &h) })
    }
  }

  /// An act that came back and is not offered any more, or was overtaken.
  func lost(_ offers: [ActPanel.Offer], _ h: inout HTMLWriter) {
    guard let returned else { return }
    if returned.isConflict || !offers.contains(where: { $0.id == returned.act.rawValue }) {
      h.lostDraft(Words.motion(returned.act), returned.draft)
    }
  }

  func jump(_ offers: [ActPanel.Offer], _ h: inout HTMLWriter) {
    guard let first = offers.first else { return }
    h.a(.class("btn btn-main jump"), .href("#act")) { h in
      h.text("下一步：" + first.title)
      h.icon(.chevronDown)
    }
  }

  private func write(_ form: MotionForm, _ h: inout HTMLWriter) {
    let view = MotionView(data: data, draft: returned?.act == form.act ? returned?.draft ?? FormDraft() : FormDraft())
    h.scopingIDs(form.act.rawValue) { h in
      h.errorSummary(view.draft)
      h.div(.id(h.fieldID("act"))) { h in
        h.form(SitePath.motionAct(data.motion.id, form.act).string, token: token, class: "form-s") { h in
          h.hidden("seen", "\(data.motion.revision)")
          form.write(&h, view)
        }
      }
    }
  }
}

/// A motion at the workbench: its three parts, its people, how it was decided, its history, its acts.
struct MotionPage: HTMLKit.Page {
  let data: MotionPageData
  let panel: MotionPanel

  private var status: MotionStatus { data.status }

  var title: String { data.motion.text.cause }

  func body(_ h: inout HTMLWriter) {
    let offers = panel.offers(implementing: false)
    h.crumbs([("议案", SitePath.workMotions.string), (status.number.map(Words.motionNumber) ?? "议案", nil)])
    h.div(.class("work-title")) { h in
      h.h1(text: title)
      MotionChips(status: status).write(&h)
    }
    panel.lost(offers, &h)
    when(&h)
    if status.state.isCarried {
      h.p { h in
        h.a(.class("btn btn-main"), .href(SitePath.motionImplementation(data.motion.id).string)) { h in
          h.icon(.flag)
          h.text("实施情况")
        }
      }
    } else {
      panel.jump(offers, &h)
    }
    h.div(.class("cols record")) { h in
      h.div(.class("stack")) { h in
        text(&h)
        signers(&h)
        facts(&h)
        MotionTimeline(data: data).write(&h)
      }
      h.div(.class("stack"), .id("act")) { h in
        if !status.state.isCarried || !offers.isEmpty { ActPanel(offers: offers).write(&h) }
        papers(&h)
      }
    }
  }

  /// Until when it can be handed in.
  private func when(_ h: inout HTMLWriter) {
    guard status.state == .drafting else { return }
    guard let session = data.sitting else {
      h.notice("现在不在大会期间", "议案在大会期间提出。可以先起草、邀请联名，大会开幕以后提交。")
      return
    }
    guard let until = session.motionsUntil else {
      h.notice("大会正在举行", "主席团还没有决定议案截止时间，人数够了就可以提交。")
      return
    }
    h.notice("大会正在举行", "主席团决定的议案截止时间：\(Words.moment(until))。过了时间可以作为代表建议提出。")
  }

  private func text(_ h: inout HTMLWriter) {
    let text = data.motion.text
    h.card("said", "议案内容") { h in
      for (part, words) in [(MotionText.Part.cause, text.cause), (.grounds, text.grounds), (.plan, text.plan)] {
        h.h3(text: Words.part(part))
        if words.isEmpty { h.p(.class("mute"), text: "还没有写") } else { h.p(.class("quote")) { h in h.lines(words) } }
      }
      if data.acts.contains(.revise) {
        h.p { h in h.link(SitePath.editMotion(data.motion.id).string, "修改草稿", class: "btn btn-s") }
      }
    }
  }

  private func signers(_ h: inout HTMLWriter) {
    let count = status.signers.count
    let needs = status.proposer.delegation == nil ? "（要\(status.signersNeeded)人）" : ""
    h.card("signers", "领衔和联名：\(count)人" + (status.state == .drafting ? needs : "")) { h in
      h.ol(.class("lines")) { h in
        signer(status.proposer.person, status.proposer.delegation == nil ? "领衔" : "代表团团长", &h)
        for signer in status.coSigners where signer.answer != .declined || status.state == .drafting {
          self.signer(signer.person, answer(signer), &h)
        }
      }
    }
  }

  private func signer(_ person: ID<Person>, _ words: String, _ h: inout HTMLWriter) {
    h.li { h in
      h.div(.class("line")) { h in
        h.b(data.names.people[person] ?? "")
        h.element("time", text: words)
      }
    }
  }

  private func answer(_ signer: CoSigner) -> String {
    switch signer.answer {
    case .invited: "待答复"
    case .signed: signer.answeredOn.map { DateWords.near($0, today: data.today) + "联名" } ?? "已联名"
    case .declined: "不联名"
    }
  }

  private func facts(_ h: inout HTMLWriter) {
    h.card("f", "登记信息") { h in
      h.dl(.class("facts")) { h in
        if let number = status.number {
          h.fact("编号", Words.session(data.names.session, term: data.names.termNumber) + Words.motionNumber(number))
        }
        h.fact("向谁提", data.names.congress.name)
        if let delegation = data.names.delegation { h.fact("代表团", delegation) }
        if let enterer = status.enteredBy { h.fact("代为录入", data.names.people[enterer] ?? "") }
        if let submitted = status.submittedOn { h.fact("提交", DateWords.long(submitted)) }
        if let committee = status.committee {
          h.fact("委员会", committee + (status.opinion.map { "：" + Words.motion($0) } ?? ""))
        }
        if let decided = status.decidedOn { h.fact(status.isAfterSession ? "决定" : "主席团决定", DateWords.long(decided)) }
        if let suggestion = data.names.suggestion {
          h.fact("转为代表建议") { h in h.link(SitePath.suggestion(suggestion.id).string, suggestion.name) }
        }
        if let considered = status.consideredOn { h.fact("审议", DateWords.long(considered)) }
        if let vote = status.vote {
          h.fact("表决", DateWords.long(vote.on) + "，" + Words.vote(vote, isAfterSession: status.isAfterSession))
        }
        if let reported = status.reportedOn { h.fact("报告实施情况", DateWords.long(reported)) }
      }
    }
  }

  private func papers(_ h: inout HTMLWriter) {
    h.p(.class("row")) { h in
      h.a(.class("btn btn-s"), .href(SitePath.motionPaper(data.motion.id).string)) { h in
        h.icon(.print)
        h.text("打印议案")
      }
      if status.isPublic { h.link(SitePath.motion(data.motion.id).string, "公开的页面", class: "btn btn-s") }
    }
  }
}

struct MotionChips {
  let status: MotionStatus

  func write(_ h: inout HTMLWriter) {
    h.p(.class("chips")) { h in
      if let number = status.number { h.chip(Words.motionNumber(number), .gold) }
      h.chip(Words.motion(status.state), status.state.isEnded ? .plain : .info)
      if status.withdrawalAskedOn != nil, !status.state.isEnded { h.chip("要求撤回", .late, icon: .back) }
      if status.isPublic { h.chip("已公开", .ok, icon: .eye) }
    }
  }
}

/// What has happened, newest first.
struct MotionTimeline {
  let data: MotionPageData

  func write(_ h: inout HTMLWriter) {
    h.card("course", "经过") { h in
      h.ol(.class("timeline")) { h in
        for item in data.history.reversed() {
          h.li(.class("plain")) { h in
            h.element(
              "span", [.class("t-when")],
              text: DateWords.moment(item.at, today: data.today) + "　" + (item.actorName ?? "系统"))
            h.h3(.class("t-act"), text: head(item.event))
            if let line = line(item.event) { h.p(text: line) }
            if let who = item.words.who { h.p(text: "参加：" + who) }
            if let text = item.words.text, !text.isEmpty { h.p(.class("said")) { h in h.lines(text) } }
          }
        }
      }
    }
  }

  func head(_ event: MotionEvent) -> String {
    switch event {
    case .withdrawalAsked: "要求撤回"
    case .withdrawalRefused: "主席团不同意撤回"
    case .withdrawn: "已撤回，审议终止"
    case .voted(_, let isAdopted): isAdopted ? "表决通过" : "表决未通过"
    case .voteCorrected(_, let isAdopted): "更正表决结果：" + (isAdopted ? "通过" : "未通过")
    case .noted(let note): Words.note(note.form)
    case .published(let isPublic): isPublic ? "公开" : "不再公开"
    default: Words.motion(event.act)
    }
  }

  func line(_ event: MotionEvent) -> String? {
    switch event {
    case .revised(let asksAgain): asksAgain && !data.status.coSigners.isEmpty ? "内容有改动，请联名代表重新确认" : nil
    case .invited(let signers): signers.map { data.names.people[$0.person] ?? "" }.joined(separator: "、")
    case .registered(let value): Words.motionNumber(value)
    case .referred(let committee): committee
    case .opinionGiven(let opinion): Words.motion(opinion)
    case .putOnAgenda(let on), .considered(let on), .reported(let on): DateWords.long(on)
    case .referredAfterSession(let committee, let on): committee + "，" + DateWords.long(on)
    case .becameSuggestion(_, let on): DateWords.long(on)
    case .voted(let vote, _), .voteCorrected(let vote, _):
      DateWords.long(vote.on) + "，" + Words.vote(vote, isAfterSession: data.status.isAfterSession)
    case .leaderNamed(let leader): leader.name + "　" + leader.office
    case .milestoneAdded(let milestone): "\(milestone.title)，\(DateWords.long(milestone.due))前"
    case .milestoneMoved(let number, let due):
      "\(data.status.milestone(number)?.title ?? "")，改到\(DateWords.long(due))"
    case .milestoneFinished(let number, let on):
      "\(data.status.milestone(number)?.title ?? "")，\(DateWords.long(on))完成"
    case .noted(let note): DateWords.long(note.on) + (note.isPublic ? "（可以公开）" : "")
    default: nil
    }
  }
}
