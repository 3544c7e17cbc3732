import Actions
import Domain
import HTMLKit
import HTTPKit
import HTTPTypes
import Hummingbird

/// 个人信息请求 at the workbench: the queue, one request, the decision.
enum InformationWorkRoutes {
  static func add(to table: inout RouteTable) {
    table.get("/work/information", access: .information) { visit in try await queue(visit) }
    table.get("/work/information/:id", access: .information) { visit in
      try await show(visit, draft: FormDraft(), looked: nil, status: .ok)
    }
    table.post("/work/information/:id/decide", access: .information) { visit, form in try await decide(visit, form) }
    table.post("/work/information/:id/reveal", access: .information) { visit, _ in
      let looked = try await DecideInformation.look(visit.id("id"), by: visit.actor, in: visit.environment)
      return try await show(visit, draft: FormDraft(), looked: looked, status: .ok)
    }
  }

  private static func queue(_ visit: Visit) async throws -> Response {
    let (open, settled) = try await ReadInformation.queue(by: visit.actor, in: visit.environment)
    let person = try visit.signedIn()
    let here = try await ReadDirectory.congresses(in: visit.environment)
    let desks = person.posts.filter { post in
      post.role == .upperClerk && here.contains { $0.id == post.congress && !$0.isRunHere }
    }
    let page = InformationQueuePage(
      open: open, settled: settled, desk: desks.first?.congress,
      calendar: try await visit.environment.rules.calendar(), today: visit.today)
    return try await Workbench.page(page, visit)
  }

  private static func show(
    _ visit: Visit, draft: FormDraft, looked: InformationCorrection?, status: HTTPResponse.Status
  ) async throws -> Response {
    let page = InformationDecisionPage(
      page: try await ReadInformation.page(visit.id("id"), by: visit.actor, in: visit.environment), looked: looked,
      draft: draft, calendar: try await visit.environment.rules.calendar(), token: FormToken.make(for: visit),
      today: visit.today)
    return try await Workbench.page(page, visit, status: status)
  }

  private static func decide(_ visit: Visit, _ form: PostedForm) async throws -> Response {
    let id: ID<InformationRequest> = try visit.id("id")
    var draft = FormDraft(form)
    let reason = form.text("reason", multiline: true)
    let outcome: InformationDecision.Outcome? = form.word("outcome")
    if outcome == nil { draft.problems.append((field: "outcome", words: "请选择同意、部分同意还是不同意")) }
    if reason.isEmpty { draft.problems.append((field: "reason", words: "请写明理由，会告诉提出的人")) }
    if reason.count > 500 { draft.problems.append((field: "reason", words: "理由最多500个字")) }
    if form.isBroken("reason", multiline: true) {
      draft.problems.append((field: "reason", words: "有无法显示的字符，请删去后再提交"))
    }
    if let outcome, draft.problems.isEmpty {
      let input = DecideInformation.Input(
        outcome: outcome, ground: outcome == .granted ? nil : form.word("ground"),
        fields: CorrectedField.allCases.filter { form.has("field-\($0.rawValue)") }, reason: reason,
        seen: Int(form.fields["seen"] ?? "") ?? -1)
      do {
        try await DecideInformation.run(input, on: id, by: visit.actor, in: visit.environment)
        return Respond.redirect(SitePath.workInformation.with([("done", "decided")]))
      } catch let refusal as InformationRefusal {
        let field = refusal == .groundMissing ? "ground" : refusal == .notAPart ? "fields" : "outcome"
        draft.problems = [(field: field, words: PrivacyWords.sentence(refusal))]
      } catch ActionError.rule(let refusal) {
        draft.problems = [(field: "outcome", words: ProblemWords.sentence(refusal))]
      } catch ActionError.changedMeanwhile {
        draft.problems = [(field: "outcome", words: "刚才情况有了变化，请看看现在的再决定")]
        return try await show(visit, draft: draft, looked: nil, status: .conflict)
      }
    }
    return try await show(visit, draft: draft, looked: nil, status: .unprocessableContent)
  }
}

struct InformationQueuePage: HTMLKit.Page {
  let open: [InformationLine]
  let settled: [InformationLine]
  /// A congress that is not run here, whose rules of keeping its desk makes.
  let desk: ID<Congress>?
  let calendar: WorkingCalendar
  let today: CivilDate

  var title: String { "个人信息请求" }

  func body(_ h: inout HTMLWriter) {
    h.div(.class("work-title")) { h in h.h1(text: title) }
    h.p(.class("small mute"), text: "群众凭回执要求更正、删除自己的信息，\(InformationRequest.answerWithin)个工作日内决定，写明理由，提出的人凭回执看得到。")
    if let desk { h.p { h in h.link(SitePath.retention(desk).string, "保存期限和保全", class: "btn btn-s") } }
    h.headed("open", "等待决定") { h in
      if open.isEmpty { h.empty("没有等待决定的请求。") }
      h.ul(.class("lines")) { h in for line in open { h.li { h in item(line, &h) } } }
    }
    if !settled.isEmpty {
      h.headed("settled", "最近决定和撤回的") { h in
        h.ul(.class("lines")) { h in for line in settled { h.li { h in item(line, &h) } } }
      }
    }
  }

  private func item(_ line: InformationLine, _ h: inout HTMLWriter) {
    let request = line.request
    h.a(.class("line"), .href(SitePath.informationRequest(request.id).string)) { h in
      h.element("b") { h in
        h.text(PrivacyWords.kind(request.kind) + " ")
        if request.state == .open {
          DueChip.write(request.due.date, today: today, calendar: calendar, soonDays: 3, &h)
        } else {
          h.chip(PrivacyWords.state(request.state), request.state == .refused ? .warn : .ok)
        }
      }
      h.element("time", text: DateWords.moment(request.settledAt ?? request.askedAt, today: today))
      h.small(
        "回执 \(DateWords.receipt(line.receipt))　\(line.isSealed ? "封存事项" : line.venue ?? "")　\(line.title)")
    }
  }
}

/// One request: what is asked, what stands in the way, the decision.
struct InformationDecisionPage: HTMLKit.Page {
  let page: ReadInformation.Page
  /// What is to be put in place, right after it was looked at.
  let looked: InformationCorrection?
  let draft: FormDraft
  let calendar: WorkingCalendar
  let token: String
  let today: CivilDate

  private var request: InformationRequest { page.record.request }

  var title: String { "个人信息请求：" + PrivacyWords.kind(request.kind) }

  func body(_ h: inout HTMLWriter) {
    h.crumbs([("个人信息请求", SitePath.workInformation.string), (PrivacyWords.kind(request.kind), nil)])
    h.div(.class("work-title")) { h in
      h.h1(text: title)
      h.p(.class("chips")) { h in
        h.chip(PrivacyWords.state(request.state), request.state == .open ? .info : .ok)
        if request.state == .open {
          DueChip.write(request.due.date, today: today, calendar: calendar, soonDays: 3, &h)
        }
      }
    }
    h.errorSummary(draft)
    h.div(.class("cols")) { h in
      h.div(.class("stack")) { h in
        asked(&h)
        matter(&h)
      }
      h.div(.class("stack")) { h in
        if request.state == .open { decision(&h) } else { settled(&h) }
      }
    }
  }

  private func asked(_ h: inout HTMLWriter) {
    h.card("asked", "要求什么") { h in
      h.dl(.class("facts")) { h in
        h.fact("提出", DateWords.moment(request.askedAt, today: today))
        h.fact("答复期限", DateWords.full(request.due.date, today: today))
        if !request.fields.isEmpty {
          h.fact("更正", request.fields.map(PrivacyWords.field).joined(separator: "、"))
        }
      }
      if let said = page.record.said { h.p(.class("quote")) { h in h.lines(said) } }
      if let looked {
        h.dl(.class("facts")) { h in
          if let name = looked.name { h.fact("正确的称呼", name) }
          if let phone = looked.phone { h.fact("正确的电话", phone) }
          if let guardian = looked.guardian { h.fact("正确的监护人", guardian) }
        }
        h.p(.class("small mute"), text: "查看已记录。离开这一页就不再显示。")
      } else if request.state == .open, request.fields.contains(where: { $0 != .words }) {
        h.div(.class("section-s")) { h in
          h.buttonForm(
            SitePath.lookAtInformation(request.id).string, token: token, "查看要更正成什么", icon: .eye)
        }
        h.p(.class("small mute"), text: "核实时查看，会留下记录。")
      }
    }
  }

  private func matter(_ h: inout HTMLWriter) {
    h.card("matter", "关于这件诉求") { h in
      h.dl(.class("facts")) { h in
        h.fact("回执号", DateWords.receipt(page.receipt))
        h.fact("状态", Words.state(page.state) + (page.endedOn.map { "，\(DateWords.long($0))办结" } ?? ""))
        if let contact = page.contact {
          h.fact("称呼", contact.name)
          if !contact.phone.isEmpty { h.fact("电话", contact.phone) }
        }
        if page.companions > 0 { h.fact("同一张表单", "另有\(page.companions)件，原话相同") }
        if !page.facts.erased.isEmpty {
          h.fact(
            "已经删除", ErasedPart.allCases.filter(page.facts.erased.contains).map(PrivacyWords.part).joined(separator: "、")
          )
        }
      }
      h.p(.class("section-s")) { h in h.link(SitePath.record(request.matter).string, page.title) }
    }
  }

  // MARK: The decision

  private func decision(_ h: inout HTMLWriter) {
    h.section(.class("panel"), .labelledBy("decide-t")) { h in
      h.div(.class("panel-head")) { h in h.h2(.id("decide-t"), text: "决定") }
      h.div(.class("panel-body")) { h in
        hints(&h)
        h.form(SitePath.decideInformation(request.id).string, token: token, class: "form section-s") { h in
          h.hidden("seen", "\(request.revision)")
          h.choices(
            "同意不同意", "outcome", draft,
            InformationDecision.Outcome.allCases.filter { $0 != .partly || mayBePartly }.map {
              .init(value: $0.rawValue, words: PrivacyWords.outcome($0), detail: detail($0))
            })
          if request.kind == .correction, request.fields.count > 1 {
            h.boxes("部分同意的，更正哪几项", "fields", draft) { h in
              for field in request.fields { h.check("field-\(field.rawValue)", PrivacyWords.field(field), draft) }
            }
          }
          h.select(
            "法律依据", "ground", draft,
            options: [("", "同意的不用选")]
              + InformationGround.of(request.kind).map { ($0.rawValue, PrivacyWords.ground($0)) })
          h.area("理由", "reason", draft, hint: "会告诉提出的人，请写清楚核实的情况", maximum: 500, small: true)
          h.submit("作出决定")
        }
      }
    }
  }

  private var mayBePartly: Bool { request.kind == .deletion || request.fields.count > 1 }

  private func detail(_ outcome: InformationDecision.Outcome) -> String? {
    switch (outcome, request.kind) {
    case (.granted, .deletion): "姓名、电话、原话、照片、公开稿马上删除，不能恢复"
    case (.partly, .deletion): "只删姓名和电话"
    case (.granted, .correction): "马上更正，改前改后的遮盖样子记入经过"
    default: nil
    }
  }

  private func hints(_ h: inout HTMLWriter) {
    if request.kind == .deletion {
      if page.facts.isHeld {
        h.notice("依法保全中", "解除保全以前不能删除。", .warn)
      } else if !page.facts.isEnded {
        h.notice("还没有办结", "现在不能全部删除，可以只删联系方式，或者写明还在办理。", .warn)
      } else if page.facts.isFormOpen {
        h.notice("同一张表单还有没办结的", "原话相同，都办结以后才能全部删除；可以先只删联系方式。", .warn)
      } else if page.companions > 0 {
        h.notice(nil, "同意后，同一张表单的另外\(page.companions)件里相同的原话一并删除，他们的联系方式不动。")
      }
    }
    if request.kind == .correction { h.notice(nil, "请先核实：可以在诉求里写明事由查看电话，打过去问一问。") }
  }

  private func settled(_ h: inout HTMLWriter) {
    h.card("decided", "决定") { h in
      h.dl(.class("facts")) { h in
        h.fact("结果", PrivacyWords.state(request.state))
        if let at = request.settledAt { h.fact("时间", DateWords.moment(at, today: today)) }
        if let by = page.record.decidedBy { h.fact("由谁", by) }
        if let ground = request.ground { h.fact("依据", PrivacyWords.ground(ground)) }
      }
      if let answer = page.record.answer { h.p(.class("quote")) { h in h.lines(answer) } }
    }
  }
}
