import Actions
import Domain
import HTMLKit
import HTTPKit
import HTTPTypes
import Hummingbird

/// 议案: what everybody reads, and the workbench of those who propose and decide.
enum MotionRoutes {
  static func add(to table: inout RouteTable, pages: PageCache) {
    table.get("/motions", access: .open) { visit in try await publicList(visit, pages) }
    table.get("/motions/:id", access: .open) { visit in try await publicOne(visit, pages) }
    table.get("/work/motions", access: .motions) { visit in try await list(visit) }
    table.get("/work/motions/new", access: .drafts) { visit in try await MotionDrafting.new(visit) }
    table.post("/work/motions/new", access: .drafts) { visit, form in
      try await MotionDrafting.create(visit, form)
    }
    table.get("/work/motions/:id", access: .motions) { visit in
      try await MotionActs.show(visit, try await MotionActs.data(visit))
    }
    table.get("/work/motions/:id/implementation", access: .motions) { visit in
      let data = try await MotionActs.data(visit)
      guard data.status.state.isCarried else { throw ActionError.notFound }
      return try await MotionActs.showImplementation(visit, data)
    }
    table.get("/work/motions/:id/edit", access: .motions) { visit in try await MotionDrafting.edit(visit) }
    table.post("/work/motions/:id/edit", access: .motions) { visit, form in
      try await MotionDrafting.revise(visit, form)
    }
    for form in MotionForms.all {
      table.post("/work/motions/:id/\(form.act.rawValue)", access: .motions) { visit, posted in
        try await MotionActs.carryOut(form, visit, posted)
      }
    }
    table.get("/work/motions/:id/paper", access: .motions) { visit in
      try await MotionPapers.answer(visit, asFile: false)
    }
    table.get("/work/motions/:id/paper/pdf", access: .motions) { visit in
      try await MotionPapers.answer(visit, asFile: true)
    }
  }

  private static func list(_ visit: Visit) async throws -> Response {
    let person = try visit.signedIn()
    let tab: ReadMotions.Tab = visit.queryWord("tab") ?? .waiting
    let atDesk = !MotionAccess.congresses(of: visit.actor).isEmpty
    let desk =
      atDesk
      ? try await ReadMotions.atDesk(tab, before: visit.queryID("before"), by: visit.actor, in: visit.environment) : nil
    let page = MotionListPage(
      tab: tab, desk: desk?.page, counts: desk?.counts ?? [:],
      invitations: person.isDeputy
        ? try await ReadMotions.invitations(of: person.person, in: visit.environment) : [],
      own: try await ReadMotions.own(person.person, before: visit.queryID("own"), in: visit.environment),
      isDeputy: person.isDeputy, mayDraft: MotionDrafting.mayDraft(visit.actor), congress: visit.site.congress.id,
      today: visit.today)
    return try await Workbench.page(page, visit)
  }

  private static func publicList(_ visit: Visit, _ pages: PageCache) async throws -> Response {
    if let cursor: ID<Motion> = visit.queryID("before") {
      let page = PublicMotionsPage(
        page: try await ReadPublicMotions.list(before: cursor, in: visit.environment),
        congress: visit.site.congress.id, isFirst: false)
      return Respond.page(Document.render(page, visit, .open(tab: nil)), for: visit, keeping: .revalidate)
    }
    let kept = try await pages.page("motions \(visit.isElder)", at: visit.environment.now()) {
      let page = PublicMotionsPage(
        page: try await ReadPublicMotions.list(before: nil, in: visit.environment),
        congress: visit.site.congress.id, isFirst: true)
      return Document.render(page, visit, .open(tab: nil))
    }
    return Respond.page(kept, for: visit)
  }

  private static func publicOne(_ visit: Visit, _ pages: PageCache) async throws -> Response {
    let id: ID<Motion> = try visit.id("id")
    let kept = try await pages.page("motion \(id) \(visit.isElder)", at: visit.environment.now()) {
      let page = PublicMotionPage(
        motion: try await ReadPublicMotions.one(id, in: visit.environment), today: visit.today)
      return Document.render(page, visit, .open(tab: nil))
    }
    return Respond.page(kept, for: visit)
  }
}

/// Shows a motion's record and carries its acts out.
enum MotionActs {
  static func data(_ visit: Visit) async throws -> MotionPageData {
    try await ReadMotion.run(visit.id("id"), by: visit.actor, in: visit.environment)
  }

  static func show(
    _ visit: Visit, _ data: MotionPageData, returned: MotionPanel.Returned? = nil, status: HTTPResponse.Status = .ok
  ) async throws -> Response {
    try await Workbench.page(MotionPage(data: data, panel: panel(visit, data, returned)), visit, status: status)
  }

  static func showImplementation(
    _ visit: Visit, _ data: MotionPageData, returned: MotionPanel.Returned? = nil, status: HTTPResponse.Status = .ok
  ) async throws -> Response {
    try await Workbench.page(
      MotionImplementationPage(data: data, panel: panel(visit, data, returned)), visit, status: status)
  }

  private static func panel(_ visit: Visit, _ data: MotionPageData, _ returned: MotionPanel.Returned?) -> MotionPanel {
    MotionPanel(data: data, returned: returned, token: FormToken.make(for: visit))
  }

  static func carryOut(_ type: MotionForm, _ visit: Visit, _ form: PostedForm) async throws -> Response {
    let data = try await data(visit)
    let id = data.motion.id
    let request = ProposalRequest(actor: visit.actor, seen: form.fields["seen"].flatMap { Int($0) }, key: form.key)
    var returned = MotionPanel.Returned(act: type.act, draft: FormDraft(form))
    let show = type.act.isImplementing && data.status.state.isCarried ? showImplementation : Self.show
    do {
      try await type.run(MotionSubmission(visit: visit, form: form, data: data, request: request))
      return Respond.redirect(try await next(id, type.act, visit).with([("done", "motion-" + type.act.rawValue)]))
    } catch let sentences as FormSentences {
      returned.draft.problems = sentences.problems
    } catch ActionError.invalid(let problems) {
      returned.draft.problems = problems.map {
        (field: $0.field, words: ProblemWords.sentence($0, label: MotionForms.labels[$0.field] ?? "这一项"))
      }
    } catch ActionError.motion(let refusal) {
      returned.draft.problems = [(field: "act", words: ProblemWords.sentence(refusal))]
    } catch ActionError.changedMeanwhile {
      returned.isConflict = true
      return try await show(visit, try await Self.data(visit), returned, .conflict)
    }
    return try await show(visit, data, returned, .unprocessableContent)
  }

  /// Where the reader goes on: a draft that was sent back or declined is not his to see any more.
  private static func next(_ id: ID<Motion>, _ act: MotionAct, _ visit: Visit) async throws -> SitePath {
    do {
      _ = try await ReadMotion.run(id, by: visit.actor, in: visit.environment)
      return act.isImplementing ? .motionImplementation(id) : .workMotion(id)
    } catch ActionError.notFound {
      return .workMotions
    }
  }
}
