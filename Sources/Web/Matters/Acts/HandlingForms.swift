import Actions
import Domain
import HTMLKit

/// 分派.
enum AssignForm: ActForm {
  static let act = MatterAct.assign
  static let access = RouteAccess.signedIn
  static let icon = Icon.send

  /// The worker of a grid reports up.
  static func title(_ view: ActView) -> String { view.data.reportsUp ? "上报" : Words.act(act) }

  static func write(_ h: inout HTMLWriter, _ view: ActView) {
    if view.data.reportsUp {
      reportUp(&h, view)
      return
    }
    h.select("交给谁", "to", view.draft, options: ActForms.assigneeOptions(view, venues: true))
    h.area("交代一句", "words", view.draft, optional: true, maximum: 500, small: true)
    h.submit("分派", icon: .send)
  }

  private static func reportUp(_ h: inout HTMLWriter, _ view: ActView) {
    let isAtVenue = view.matter.status.owner == .venue
    var options = ActForms.assigneeOptions(view, venues: false)
    for venue in view.assignees.venues where !(isAtVenue && view.matter.status.venue == venue.id) {
      options.append(("v-\(venue.id)", venue.name))
    }
    if options.count == 1 {
      h.p(.class("small"), text: "已经在\(view.data.record.venue?.name ?? "联络站")，这一片没有别的代表小组可以上报。")
      return
    }
    h.p(.class("small"), text: "登记、分类后，上报代表小组或者联络站协调解决；办理情况会提醒您，请第一时间告诉群众。")
    h.select("报给谁", "to", view.draft, options: options)
    h.area("说明情况", "words", view.draft, hint: "核实到的情况、建议怎么办", optional: true, maximum: 500, small: true)
    h.submit("上报", icon: .send)
  }

  static func run(_ submission: ActSubmission) async throws {
    var sentences = FormSentences()
    let to = submission.assignee("to", &sentences)
    let words = submission.words("words", "交代的话", &sentences, required: false, maximum: 500)
    try sentences.throwIfAny()
    guard let to else { return }
    _ = try await AssignMatter.run(
      AssignMatter.Input(to: to, words: words.isEmpty ? nil : words), on: submission.matter, submission.request,
      in: submission.environment)
  }
}

/// 重新办理.
enum RehandleForm: ActForm {
  static let act = MatterAct.rehandle
  static let access = RouteAccess.desk
  static let icon = Icon.refresh

  static func write(_ h: inout HTMLWriter, _ view: ActView) {
    let due = DateWords.full(view.matter.status.replyDue.date, today: view.today)
    if view.matter.status.owner == .desk {
      h.p(.class("small"), text: "群众不满意，由您重新办理，\(due)前再答复。")
    } else {
      h.p(.class("small"), text: "群众不满意，要换一位承办人重新办理，\(due)前再答复。")
      var options = ActForms.assigneeOptions(view, venues: false)
      if let venue = view.matter.status.venue, view.matter.status.owner != .venue {
        options.append(("v-\(venue)", "由本站直接办"))
      }
      h.select("换给谁", "to", view.draft, options: options)
    }
    h.area("重新办理的要求", "words", view.draft, maximum: 500, small: true)
    h.submit("重新办理", icon: .refresh)
  }

  static func run(_ submission: ActSubmission) async throws {
    var sentences = FormSentences()
    let isAtDesk = submission.data.record.matter.status.owner == .desk
    let to = isAtDesk ? nil : submission.assignee("to", &sentences)
    let words = submission.words("words", "重新办理的要求", &sentences, maximum: 500)
    try sentences.throwIfAny()
    _ = try await RehandleMatter.run(
      RehandleMatter.Input(to: to, words: words), on: submission.matter, submission.request,
      in: submission.environment)
  }
}

/// 向群众询问.
enum AskForm: ActForm {
  static let act = MatterAct.ask
  static let access = RouteAccess.signedIn
  static let icon = Icon.ask

  static func write(_ h: inout HTMLWriter, _ view: ActView) {
    h.area("想问什么", "question", view.draft, hint: "群众凭回执看得到；等回答的日子不计入期限", maximum: 500, small: true)
    h.submit("询问", icon: .ask)
  }

  static func run(_ submission: ActSubmission) async throws {
    var sentences = FormSentences()
    let question = submission.words("question", "想问的话", &sentences, maximum: 500)
    try sentences.throwIfAny()
    _ = try await AskSender.run(question, on: submission.matter, submission.request, in: submission.environment)
  }
}

/// 补充情况, entered for the sender.
enum SupplementForm: ActForm {
  static let act = MatterAct.supplement
  static let access = RouteAccess.desk
  static let icon = Icon.plus

  static func title(_ view: ActView) -> String { "登记群众补充的情况" }

  static func write(_ h: inout HTMLWriter, _ view: ActView) {
    h.area("群众怎么说", "words", view.draft, hint: "电话或当面问到的，照原话记；联系不上的，写明情况后继续办理", maximum: 2000, small: true)
    h.submit("登记，恢复计时", icon: .check)
  }

  static func run(_ submission: ActSubmission) async throws {
    var sentences = FormSentences()
    let words = submission.words("words", "补充的情况", &sentences)
    try sentences.throwIfAny()
    _ = try await SupplementMatter.run(
      words, photos: [], on: submission.matter, submission.request, in: submission.environment)
  }
}

/// 记录协调结果.
enum RecordResultForm: ActForm {
  static let act = MatterAct.recordResult
  static let access = RouteAccess.signedIn
  static let icon = Icon.note

  static func write(_ h: inout HTMLWriter, _ view: ActView) {
    OutcomeFields.write(&h, view, view.draft)
    h.area("怎么协调的，结果怎样", "words", view.draft, maximum: 2000, small: true)
    PhotoField.write(&h, view.draft)
    h.submit("记录结果", icon: .note)
  }

  static func run(_ submission: ActSubmission) async throws {
    var sentences = FormSentences()
    let outcome: MatterOutcome? = submission.word("outcome", "办理结果", &sentences)
    let words = submission.words("words", "协调的经过和结果", &sentences)
    let photos = try await submission.photos(&sentences)
    try sentences.throwIfAny()
    guard let outcome else { return }
    _ = try await RecordResult.run(
      RecordResult.Input(outcome: outcome, words: words, photos: photos), on: submission.matter, submission.request,
      in: submission.environment)
  }
}

enum OutcomeFields {
  static func write(_ h: inout HTMLWriter, _ view: ActView, _ draft: FormDraft) {
    h.choices(
      "办理结果", "outcome", draft,
      MatterOutcome.allCases.map { HTMLWriter.Choice(value: $0.rawValue, words: view.names.name(of: $0)) })
  }
}

/// The photos of a form at the workbench; those that were taken already travel along.
enum PhotoField {
  static func write(
    _ h: inout HTMLWriter, _ draft: FormDraft, _ label: String = "照片", kept: [(ticket: String, name: String)] = [],
    isOptional: Bool = true
  ) {
    let name = "photo"
    let problem = draft.problem(name)
    h.div(.class(problem == nil ? "field" : "field bad")) { h in
      h.element("label", [.other("for", h.fieldID(name))]) { h in
        h.text(label)
        h.span(.class("opt"), text: (isOptional ? "选填，" : "") + "请勿上传涉密内容")
      }
      if !kept.isEmpty {
        h.p(.class("small"), text: "已经收到\(kept.count)张")
        for item in kept { h.hidden("kept", item.ticket) }
      }
      if let problem {
        h.p(.class("err")) { h in
          h.icon(.warning)
          h.span(text: problem)
        }
      }
      h.void(
        "input",
        [
          .id(h.fieldID(name)), .name(name), .type("file"), .fixed("accept", "image/jpeg,image/png,image/webp"),
          .flag("multiple"), .flag("data-photos"),
        ])
    }
  }
}

/// 答复.
enum ReplyForm: ActForm {
  static let act = MatterAct.reply
  static let access = RouteAccess.signedIn
  static let icon = Icon.reply

  static func title(_ view: ActView) -> String {
    switch view.matter.replyWay {
    case .online: "答复群众（群众希望网上答复）"
    case .phone: "答复群众（群众希望电话答复）"
    case .inPerson: "答复群众（群众希望当面答复）"
    }
  }

  /// What the leading unit has signed, to be told in the sender's language.
  private static func unitResult(_ h: inout HTMLWriter, _ view: ActView) {
    guard view.matter.status.state == .resultRecorded,
      let item = view.data.record.history.last(where: { $0.event.act == .signResult }),
      let part = item.event.part.flatMap({ view.matter.status.handling($0) }), part.round == view.matter.status.round
    else { return }
    h.notice(view.unitName(part) + "的办理结果", item.words.text ?? "文字已依法删除。")
  }

  /// The result is asked for in the same form where a deputy may record it.
  private static func asksOutcome(_ view: ActView) -> Bool {
    view.matter.status.state == .accepted
      && (view.isOnBehalf ? view.data.onBehalf : view.data.allowed).contains(.recordResult)
  }

  static func write(_ h: inout HTMLWriter, _ view: ActView) {
    let draft = view.draft(["teller": view.readerName, "told": view.today.description, "oral": ""])
    if asksOutcome(view) {
      OutcomeFields.write(&h, view, draft)
    } else if view.matter.status.state == .accepted {
      h.p(.class("notice"), text: "分级不是“\(view.names.gradeInGroup)”，这次答复记为“\(view.names.outcomeExplained)”。")
    }
    unitResult(&h, view)
    h.area("答复的话", "words", draft, hint: "写给群众看的：怎么办的、结果怎样、以后找谁", maximum: 3000, small: true)
    h.check("oral", "已经口头答复过，这里补记", draft, detail: "电话或当面说的，写明谁说的、哪天说的")
    h.div(.class("pair")) { h in
      h.input("谁说的", "teller", draft, optional: true, maximum: 40)
      h.input("哪天说的", "told", draft, optional: true, maximum: 10, type: "date")
    }
    h.submit("答复群众", icon: .send)
  }

  static func run(_ submission: ActSubmission) async throws {
    var sentences = FormSentences()
    let words = submission.words("words", "答复的话", &sentences, maximum: 3000)
    var oral: MatterEvent.OralReply?
    if submission.form.has("oral") {
      let teller = submission.words("teller", "谁说的", &sentences, maximum: 40)
      if let told = submission.date("told", "哪天说的", &sentences) { oral = .init(teller: teller, toldOn: told) }
    }
    let outcome: MatterOutcome? = submission.form.word("outcome")
    let needsOutcome =
      submission.data.record.matter.status.state == .accepted
      && (submission.request.onBehalf == nil ? submission.data.allowed : submission.data.onBehalf)
        .contains(.recordResult)
    if needsOutcome, outcome == nil { sentences.add("outcome", "请选择办理结果") }
    try sentences.throwIfAny()
    _ = try await ReplyToMatter.run(
      ReplyToMatter.Input(words: words, oral: oral, outcome: needsOutcome ? outcome : nil), on: submission.matter,
      submission.request, in: submission.environment)
  }
}
