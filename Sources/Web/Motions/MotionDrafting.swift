import Actions
import Domain
import HTMLKit
import HTTPKit
import HTTPTypes
import Hummingbird

/// 起草议案: a deputy's own; an office or a liaison for a deputy.
enum MotionDrafting {
  static func mayDraft(_ actor: Actor) -> Bool { RouteAccess.drafts.admits(actor) }

  static func new(_ visit: Visit) async throws -> Response {
    guard mayDraft(visit.actor) else { throw ActionError.refused(.notYours) }
    return try await show(visit, nil, FormDraft(), .ok)
  }

  static func edit(_ visit: Visit) async throws -> Response {
    let data = try await MotionActs.data(visit)
    guard data.acts.contains(.revise) else { throw ActionError.refused(.notYours) }
    let text = data.motion.text
    let draft = FormDraft([
      "cause": text.cause, "grounds": text.grounds, "plan": text.plan, "seen": "\(data.motion.revision)",
    ])
    return try await show(visit, data, draft, .ok)
  }

  private static func show(
    _ visit: Visit, _ data: MotionPageData?, _ draft: FormDraft, _ status: HTTPResponse.Status
  ) async throws -> Response {
    let person = try visit.signedIn()
    let page = MotionDraftPage(
      data: data, draft: draft,
      congresses: data == nil ? try await ReadMandates.run(of: person.person, in: visit.environment) : [],
      forOthers: data == nil && !person.isDeputy
        ? try await ReadCongressDeputies.run(of: visit.site.congress.id, in: visit.environment) : [],
      isOwn: person.isDeputy, token: FormToken.make(for: visit))
    return try await Workbench.page(page, visit, status: status)
  }

  static func create(_ visit: Visit, _ form: PostedForm) async throws -> Response {
    guard mayDraft(visit.actor) else { throw ActionError.refused(.notYours) }
    var draft = FormDraft(form)
    do {
      let changed = try await begin(form, visit)
      return Respond.redirect(SitePath.workMotion(changed.id).with([("done", "motion-draft")]))
    } catch let sentences as FormSentences {
      draft.problems = sentences.problems
    } catch ActionError.invalid(let problems) {
      draft.problems = sentences(problems)
    }
    return try await show(visit, nil, draft, .unprocessableContent)
  }

  /// Begins the draft that a form holds.
  static func begin(_ form: PostedForm, _ visit: Visit) async throws -> ProposalChanged<Motion> {
    let person = try visit.signedIn()
    var sentences = FormSentences()
    let text = read(form, &sentences)
    let deputy = person.isDeputy ? person.person : form.id("deputy")
    if deputy == nil { sentences.add("deputy", "请选择领衔的代表") }
    let congress = try await ProposalDrafting.congress(form, of: deputy, visit)
    if deputy != nil, congress == nil {
      sentences.add(person.isDeputy ? "congress" : "deputy", "不是在这里运行的任何一级人大的代表，请联系人大办公室")
    }
    if let chosen: ID<Congress> = form.id("congress"), chosen != congress {
      sentences.add("congress", "这位代表不在这一级人大")
    }
    try sentences.throwIfAny()
    guard let deputy, let congress else { throw ActionError.notFound }
    return try await DraftMotion.run(
      text, for: deputy, of: congress, ProposalRequest(actor: visit.actor, key: form.key), in: visit.environment)
  }

  /// Changes a draft to what a form holds.
  static func save(_ form: PostedForm, on id: ID<Motion>, _ request: ProposalRequest, _ visit: Visit) async throws {
    var sentences = FormSentences()
    let text = read(form, &sentences)
    try sentences.throwIfAny()
    _ = try await ReviseMotion.run(text, on: id, request, in: visit.environment)
  }

  static func revise(_ visit: Visit, _ form: PostedForm) async throws -> Response {
    let id: ID<Motion> = try visit.id("id")
    let data = try await MotionActs.data(visit)
    var draft = FormDraft(form)
    var status = HTTPResponse.Status.unprocessableContent
    do {
      let seen = form.fields["seen"].flatMap { Int($0) }
      try await save(form, on: id, ProposalRequest(actor: visit.actor, seen: seen, key: form.key), visit)
      return Respond.redirect(SitePath.workMotion(id).with([("done", "motion-revise")]))
    } catch let sentences as FormSentences {
      draft.problems = sentences.problems
    } catch ActionError.invalid(let problems) {
      draft.problems = sentences(problems)
    } catch ActionError.changedMeanwhile {
      draft.problems = [(field: "cause", words: "刚才有人改过这份草稿，或者有代表联了名。请看过现在的内容，再决定要不要保存您写的")]
      draft.values["seen"] = "\(data.motion.revision)"
      status = .conflict
    }
    return try await show(visit, data, draft, status)
  }

  private static func sentences(_ problems: [FieldProblem]) -> [(field: String, words: String)] {
    problems.map { (field: $0.field, words: ProblemWords.sentence($0, label: MotionForms.labels[$0.field] ?? "这一项")) }
  }

  private static func read(_ form: PostedForm, _ sentences: inout FormSentences) -> MotionText {
    for part in MotionText.Part.allCases where form.isBroken(part.rawValue, multiline: true) {
      sentences.add(part.rawValue, Words.part(part) + "里有无法显示的字符，请删去后重新填写")
    }
    return MotionText(
      cause: form.text("cause"), grounds: form.text("grounds", multiline: true),
      plan: form.text("plan", multiline: true))
  }
}

struct MotionDraftPage: HTMLKit.Page {
  /// Nil for a new one.
  let data: MotionPageData?
  let draft: FormDraft
  /// Where the deputy can put one forward.
  let congresses: [Named<Congress>]
  /// The deputies for whom it can be entered.
  let forOthers: [Named<Person>]
  let isOwn: Bool
  let token: String

  var title: String { data == nil ? "起草议案" : "修改议案" }

  func body(_ h: inout HTMLWriter) {
    h.crumbs([
      ("议案", SitePath.workMotions.string),
      (data?.motion.text.cause ?? title, data.map { SitePath.workMotion($0.motion.id).string }),
    ])
    h.div(.class("narrow")) { h in
      h.h1(.class("page-title"), text: title)
      h.p(.class("page-lead"), text: "议案要有案由、案据和方案，请人大审议、作出决定；反映具体工作的，提代表建议更快。先存草稿，联名、提交在下一步。")
      if data?.status.signed.isEmpty == false {
        h.notice("已有代表联名", "改了内容以后，要请他们看过重新联名。", .warn)
      }
      h.errorSummary(draft)
      let path: SitePath = data.map { .editMotion($0.motion.id) } ?? .newMotion
      h.form(path.string, token: token) { h in
        if !draft["seen"].isEmpty { h.hidden("seen", draft["seen"]) }
        if data == nil, !isOwn {
          h.select(
            "代哪位代表录入", "deputy", draft,
            options: [("", "请选择")] + forOthers.map { ($0.id.description, $0.name) }, hint: "两个人的名字都会留在记录里")
        }
        if data == nil, congresses.count > 1 {
          h.select("向哪一级人大提", "congress", draft, options: congresses.map { ($0.id.description, $0.name) })
        }
        h.input(
          "案由", "cause", draft, hint: "请人大审议、决定什么。写成“关于……的议案”，也是议案的题目。", number: "一",
          maximum: MotionText.longestCause)
        h.area(
          "案据", "grounds", draft, hint: "为什么要提：情况怎么样、依据是什么。不要写群众的姓名和电话。", number: "二",
          maximum: MotionText.longestPart, keepsDraft: data == nil)
        h.area(
          "方案", "plan", draft, hint: "怎么办：做哪些事、谁来做、分几步、什么时候完成。", number: "三",
          maximum: MotionText.longestPart, keepsDraft: data == nil)
        h.submit("保存草稿")
      }
    }
  }
}
