import Actions
import Domain
import HTMLKit
import HTTPKit

/// A suggestion at the workbench: its text, its people, its units with their clocks and letters, its history, its acts.
struct SuggestionPage: HTMLKit.Page {
  /// What came back from an act that was not carried out.
  struct Returned {
    /// Nil for what residents are told.
    let act: SuggestionAct?
    let part: Int?
    var draft: FormDraft
    var isConflict = false
  }

  let data: SuggestionPageData
  let returned: Returned?
  let units: [HandlingUnit]
  let categories: [MatterCategory]
  let drafters: [ID<HandlingUnit>: [Named<Person>]]
  let deputies: [Named<Person>]
  let mergeable: [SuggestionLine]
  let reader: Actor.SignedIn
  let token: String
  let today: CivilDate

  private var status: SuggestionStatus { data.status }

  var title: String { data.suggestion.title }

  func body(_ h: inout HTMLWriter) {
    h.crumbs([("代表建议", SitePath.suggestions.string), (status.number.map(Words.number) ?? "建议", nil)])
    h.div(.class("work-title")) { h in
      h.h1(text: title)
      h.p(.class("chips")) { h in
        h.chip(Words.suggestion(status.state), status.state.isEnded ? .plain : .info)
        if status.key != nil { h.chip("重点督办", .late, icon: .flag) }
        if status.isConfidential { h.chip("保密", .plain, icon: .lock) }
        if let overall = status.overall { h.chip(Words.satisfaction(overall), overall == .dissatisfied ? .late : .ok) }
      }
    }
    lost(&h)
    if let first = offers.first {
      h.a(.class("btn btn-main jump"), .href("#act")) { h in
        h.text("下一步：" + first.title)
        h.icon(.chevronDown)
      }
    }
    h.div(.class("cols record")) { h in
      h.div(.class("stack")) { h in
        text(&h)
        facts(&h)
        papers(&h)
        SuggestionParts(page: self).write(&h)
        telling(&h)
        SuggestionTimeline(data: data, today: today, token: token).write(&h)
      }
      h.div(.class("stack"), .id("act")) { h in
        ActPanel(offers: offers, note: "代表听取、反映、督促；具体由有职责的单位办理。").write(&h)
      }
    }
  }

  private func lost(_ h: inout HTMLWriter) {
    guard let returned else { return }
    guard let act = returned.act else { return }
    let isOffered = offers.contains { $0.id == id(act, returned.part) }
    if returned.isConflict || !isOffered { h.lostDraft(Words.suggestion(act), returned.draft) }
  }

  private func text(_ h: inout HTMLWriter) {
    h.card("said", "建议内容") { h in
      h.p(.class("quote")) { h in h.lines(data.suggestion.text) }
      if data.acts.contains(.revise) {
        h.p { h in h.link(SitePath.editSuggestion(data.suggestion.id).string, "修改草稿", class: "btn btn-s") }
      }
    }
  }

  private func facts(_ h: inout HTMLWriter) {
    h.card("f", "登记信息") { h in
      h.dl(.class("facts")) { h in
        h.fact("提出人", proposer)
        if data.seesProposer, !status.coSigners.isEmpty { h.fact("联名", signers) }
        h.fact("向谁提", data.names.congress.name + (status.submittedOn == nil ? "" : "（\(Words.period(status.period))）"))
        if let number = status.number {
          h.fact("编号", Words.session(data.names.session, term: data.names.termNumber) + Words.number(number))
        }
        h.fact("类别", data.names.category ?? "未分类")
        if let submitted = status.submittedOn { h.fact("提交", DateWords.long(submitted)) }
        if status.state == .submitted || status.state == .registered {
          h.fact("受理", Words.receiver(status.receiver, data.names.session))
        }
        if let handedOver = status.handedOverOn {
          h.fact("交办", DateWords.long(handedOver) + (status.handling.map { "，" + Words.handlingKind($0) } ?? ""))
        }
        if let key = status.key { h.fact("重点督办", "\(key.decision)，\(key.leader)领衔，\(key.committee)督办") }
        if let lead = status.mergedInto { h.fact("并入") { h in other(lead, &h) } }
        if let from = status.splitFrom { h.fact("分拆自") { h in other(from, &h) } }
        if let motion = status.motion, data.seesWhole {
          h.fact("由议案转来") { h in h.link(SitePath.workMotion(motion).string, "看原来的议案") }
        }
        for one in status.merged { h.fact("一并办理") { h in other(one.suggestion, &h) } }
        if !status.matters.isEmpty, data.seesWhole { h.fact("来自群众反映") { h in matters(&h) } }
      }
    }
  }

  private var proposer: String {
    guard data.seesProposer else { return "要求保密" }
    let name = data.names.people[status.proposer.person] ?? ""
    let entered = status.enteredBy.flatMap { data.names.people[$0] }.map { "（\($0)代为录入）" } ?? ""
    return name + "代表" + (status.proposer.delegation == nil ? "" : "（代表团团长）") + entered
  }

  private var signers: String {
    status.coSigners.map { signer in
      let name = data.names.people[signer.person] ?? ""
      return switch signer.answer {
      case .invited: name + "（待答复）"
      case .signed: name
      case .declined: name + "（未联名）"
      }
    }.joined(separator: "、")
  }

  private func other(_ id: ID<Suggestion>, _ h: inout HTMLWriter) {
    h.link(SitePath.suggestion(id).string, data.names.others[id] ?? "建议")
  }

  private func matters(_ h: inout HTMLWriter) {
    for matter in data.names.matters {
      h.div { h in h.link(SitePath.record(matter.id).string, matter.title, class: "row-link") }
    }
    let others = status.matters.count - data.names.matters.count
    if others > 0 { h.text(data.names.matters.isEmpty ? "\(others)件" : "等\(status.matters.count)件") }
  }

  /// 转告群众: those from whose matters it grew hear the answer and are asked to rate.
  private func telling(_ h: inout HTMLWriter) {
    guard data.mayTellResidents else { return }
    var draft = returned?.act == nil ? returned?.draft ?? FormDraft() : FormDraft()
    if draft.values["words"] == nil {
      let letter = data.letters.last { $0.signedOn != nil }
      draft.values["words"] = letter.map { $0.text.points.joined(separator: "\n") } ?? ""
    }
    h.fold(.reply, "转告群众", isOpen: !draft.problems.isEmpty) { h in
      h.scopingIDs("tell") { h in
        h.errorSummary(draft)
        h.form(SitePath.tellResidents(data.suggestion.id).string, token: token, class: "form-s") { h in
          h.p(.class("small mute"), text: "办理结果会答复给反映这件事的群众，请他们评价。不要写代表和别人的联系方式。")
          h.choices(
            "办理结果", "outcome", draft,
            MatterOutcome.allCases.map {
              HTMLWriter.Choice(value: $0.rawValue, words: CongressSettings.Names().name(of: $0))
            })
          h.area("答复群众", "words", draft, maximum: 2000, small: true)
          h.submit("转告群众", icon: .reply)
        }
      }
    }
  }

  private func papers(_ h: inout HTMLWriter) {
    guard status.submittedOn != nil else { return }
    h.p(.class("row")) { h in
      paper(.original, "建议原件", &h)
      if status.handedOverOn != nil { paper(.handOver, "交办单", &h) }
      if data.seesWhole, data.parts.contains(where: { $0.answeredOn != nil }) {
        paper(.questionnaire, "征询意见表", &h)
      }
      if status.publication == .published, SuggestionAccess.publishes(.person(reader)) == status.congress {
        let id = data.suggestion.id
        h.link(SitePath.suggestionPages(.portalPageOf(id)).string, "公开材料（网页）", class: "btn btn-s")
        h.link(SitePath.suggestionPages(.portalFileOf(id)).string, "公开材料（PDF）", class: "btn btn-s")
      }
    }
  }

  private func paper(_ paper: SuggestionPaper, _ words: String, _ h: inout HTMLWriter) {
    h.a(.class("btn btn-s"), .href(SitePath.suggestionPaper(data.suggestion.id, paper).string)) { h in
      h.icon(.print)
      h.text(words)
    }
  }

  // MARK: Acts

  private func id(_ act: SuggestionAct?, _ part: Int?) -> String {
    (act?.rawValue ?? "") + (part.map { "-\($0)" } ?? "")
  }

  /// The acts offered now; the one that has just come back stands first.
  private var offers: [ActPanel.Offer] {
    var offers: [ActPanel.Offer] = []
    for form in SuggestionForms.all {
      if form.act.isOnPart {
        for part in data.parts where data.partActs[part.number]?.contains(form.act) == true {
          offers.append(offer(form, part))
        }
      } else if data.acts.contains(form.act) {
        offers.append(offer(form, nil))
      }
    }
    if let returned, let index = offers.firstIndex(where: { $0.id == id(returned.act, returned.part) }) {
      offers.insert(offers.remove(at: index), at: 0)
    }
    return offers
  }

  private func offer(_ form: SuggestionForm, _ part: SuggestionPart?) -> ActPanel.Offer {
    let name = id(form.act, part?.number)
    let several = data.parts.count > 1
    let unit = part.flatMap { data.names.units[$0.unit] }
    return ActPanel.Offer(
      id: name, title: Words.suggestion(form.act) + (several ? unit.map { "（\($0)）" } ?? "" : ""), icon: form.icon,
      form: { h in write(form, part, name, &h) })
  }

  private func write(_ form: SuggestionForm, _ part: SuggestionPart?, _ name: String, _ h: inout HTMLWriter) {
    let isBack = returned.map { id($0.act, $0.part) == name } ?? false
    let view = SuggestionView(
      data: data, part: part, units: units, categories: categories,
      drafters: part.flatMap { drafters[$0.unit] } ?? [], deputies: deputies, mergeable: mergeable,
      draft: isBack ? returned?.draft ?? FormDraft() : FormDraft(), today: today)
    h.scopingIDs(name) { h in
      h.errorSummary(view.draft)
      let path: SitePath =
        part.map { .suggestionPartAct(data.suggestion.id, $0.number, form.act) }
        ?? .suggestionAct(data.suggestion.id, form.act)
      h.form(path.string, token: token, multipart: form.act.takesPictures, class: "form-s") { h in
        h.hidden("seen", "\(data.suggestion.revision)")
        form.write(&h, view)
      }
    }
  }
}

/// The units' parts: who has it, by when, how far, and the letters.
struct SuggestionParts {
  let page: SuggestionPage

  private var data: SuggestionPageData { page.data }

  func write(_ h: inout HTMLWriter) {
    for part in data.parts {
      let unit = data.names.units[part.unit] ?? ""
      h.card("part-\(part.number)", "\(Words.suggestionRole(part.role))：\(unit)") { h in
        h.p(.class("chips")) { h in
          h.chip(Words.suggestionPart(part.state), part.state.isOpen ? .info : .plain)
          if part.state.isOpen, part.role.answers {
            DueChip.write(part.replyDue, today: page.today, calendar: data.workflow.calendar, soonDays: 5, &h)
          }
          if part.round > 1 { h.chip("第\(part.round)次办理", .late, icon: .refresh) }
          if part.verdict != .none { h.chip(Words.verdict(part.verdict), part.verdict.isFinal ? .ok : .info) }
        }
        h.dl(.class("facts section-s")) { h in facts(part, &h) }
        letters(part, &h)
      }
    }
  }

  private func facts(_ part: SuggestionPart, _ h: inout HTMLWriter) {
    h.fact("交办", DateWords.long(part.handedOverOn))
    h.fact("签收", part.signedForOn.map(DateWords.long) ?? "尚未签收，\(DateWords.long(part.deemedReceivedOn.date))视为收到")
    if part.state.isOpen, part.round == 1 {
      let anchor = data.workflow.rules.returnWithin.anchor == .receipt ? "自收到之日" : "自交办之日"
      h.fact("申退期限", "\(DateWords.long(part.returnDue.date))（\(anchor)）")
    }
    if part.role.answers {
      h.fact("答复期限", "\(DateWords.long(part.replyDue))\(part.isExtended ? "（已延期）" : "")（自交办之日）")
    } else if let due = part.opinionDue {
      h.fact("协办意见期限", DateWords.long(due.date))
    }
    if let contacted = part.contactedOn { h.fact("与代表沟通", DateWords.long(contacted)) }
    if let answered = part.answeredOn {
      h.fact("答复", DateWords.long(answered) + (part.answeredInTime == false ? "（逾期）" : ""))
    }
    if let code = data.resultClass(of: part) {
      let meaning = data.workflow.rules.classes.first { $0.code == code }?.meaning
      h.fact("办理结果类别", code + (meaning.map { "：" + $0 } ?? ""))
    }
    let items = data.status.items.filter { $0.part == part.number }
    if !items.isEmpty { h.fact("分项", "\(items.count)项，已办结\(items.count { $0.settledOn != nil })项") }
    for promise in data.status.promises where promise.part == part.number {
      h.fact("承诺\(promise.number)", words(promise))
    }
    for rating in data.status.ratings where rating.part == part.number {
      let name = data.seesProposer ? data.names.people[rating.person] ?? "" : "提出人"
      h.fact(
        "测评（第\(rating.round)次）",
        "\(name)：态度\(Words.satisfaction(rating.attitude))，结果\(Words.satisfaction(rating.result))\(rating.isPaper ? "（书面）" : "")"
      )
    }
  }

  private func words(_ promise: SuggestionPromise) -> String {
    let kept = promise.keptOn.map { "\(DateWords.long($0))已落实" } ?? "跟踪中"
    let answered = promise.answer.map { answer in
      answer.signedOn.map { "\(DateWords.long($0))已再次答复" } ?? "待再次答复"
    }
    let overall = data.status.overall(of: promise)
    return [
      "\(DateWords.long(promise.due))前", kept, answered,
      promise.turn > 1 ? "第\(promise.turn)次落实" : nil, overall.map(Words.satisfaction),
      promise.closedUnratedOn != nil && overall == nil ? "经催促未评价" : nil,
    ].compactMap { $0 }.joined(separator: "，")
  }

  private func letters(_ part: SuggestionPart, _ h: inout HTMLWriter) {
    for letter in data.letters where letter.part == part.number {
      h.p(.class("section-s")) { h in
        h.a(
          .class("btn btn-s"),
          .href(SitePath.suggestionLetter(data.suggestion.id, part.number, letter.round).string)
        ) { h in
          h.icon(.document)
          h.text(letter.signedOn == nil ? "答复函草稿" : letter.round == 1 ? "答复函" : "第\(letter.round)次答复函")
        }
      }
    }
    let promises = Set(data.status.promises.filter { $0.part == part.number }.map(\.number))
    for letter in data.promiseLetters where promises.contains(letter.promise) {
      h.p(.class("section-s")) { h in
        h.a(
          .class("btn btn-s"),
          .href(SitePath.suggestionPages(.promiseLetter(data.suggestion.id, letter.key)).string)
        ) { h in
          h.icon(.document)
          h.text(
            "承诺\(letter.promise)" + (letter.round > 1 ? "第\(letter.round)次" : "") + "答复函"
              + (letter.signedOn == nil ? "草稿" : ""))
        }
      }
    }
  }
}
