import Actions
import Domain
import HTMLKit
import HTTPKit
import Hummingbird

/// The units' workbench: their parts, and the acts on one of them.
enum UnitRoutes {
  static func add(to table: inout RouteTable) {
    table.get("/work/unit", access: .parts) { visit in try await list(visit) }
    table.get("/work/unit/:id/:part", access: .parts) { visit in try await show(visit, try await read(visit)) }
    for act in PartForms.acts {
      table.post("/work/unit/:id/:part/\(act.rawValue)", access: .parts) { visit, form in
        try await carryOut(act, visit, form)
      }
    }
    table.post("/work/unit/:id/:part/reveal", access: .parts) { visit, form in try await reveal(visit, form) }
    table.get("/work/unit/:id/:part/photos/:file", access: .parts) { visit in try await photo(visit, false) }
    table.get("/work/unit/:id/:part/photos/:file/small", access: .parts) { visit in try await photo(visit, true) }
  }

  private static func part(_ visit: Visit) throws -> Int {
    guard let part = Int(try visit.parameter("part")), part > 0 else { throw ActionError.notFound }
    return part
  }

  private static func read(_ visit: Visit) async throws -> HandlingPageData {
    try await ReadHandling.run(visit.id("id"), part: part(visit), by: visit.actor, in: visit.environment)
  }

  private static func list(_ visit: Visit) async throws -> Response {
    let asked: HandlingTab? = visit.queryWord("tab")
    let cursor = visit.query["after"].flatMap { PartCursor(text: $0) }
    var tab = asked ?? .toSignFor
    var page = try await ReadHandling.list(tab, after: cursor, by: visit.actor, in: visit.environment)
    if asked == nil, page.lines.isEmpty,
      let first = HandlingTab.allCases.first(where: { tab in tab.states.contains { page.counts[$0, default: 0] > 0 } })
    {
      // Nobody opens an empty list when something waits in the next one.
      tab = first
      page = try await ReadHandling.list(tab, after: nil, by: visit.actor, in: visit.environment)
    }
    let calendar = try await visit.environment.rules.calendar()
    let days = try await visit.environment.rules.current(of: visit.site.congress.id).settings.rules.dueSoonDays
    return try await Workbench.page(
      UnitQueuePage(
        tab: tab, page: page, isFirst: cursor == nil, today: visit.today, calendar: calendar, soonDays: days,
        isInWeChat: visit.isInWeChat, token: FormToken.make(for: visit)), visit)
  }

  private static func show(
    _ visit: Visit, _ data: HandlingPageData, returned: (act: MatterAct, draft: FormDraft, isConflict: Bool)? = nil,
    revealed: [RevealContact.Contact] = [], status: HTTPResponse.Status = .ok
  ) async throws -> Response {
    try await Workbench.page(
      HandlingPage(
        data: data, returned: returned, revealed: revealed, token: FormToken.make(for: visit), today: visit.today),
      visit, status: status)
  }

  /// One act: read, decide, carry out; or the page again with what was typed and what is wrong.
  private static func carryOut(_ act: MatterAct, _ visit: Visit, _ form: PostedForm) async throws -> Response {
    let data = try await read(visit)
    let submission = HandlingSubmission(
      visit: visit, form: form, data: data,
      target: HandlingActs.Target(matter: data.matter, part: data.handling.part, seen: form.fields["seen"]))
    var draft = FormDraft(form)
    do {
      try await PartForms.run(act, submission)
      return Respond.redirect(after(act, data))
    } catch let sentences as FormSentences {
      draft.problems = sentences.problems
    } catch ActionError.rule(let refusal) {
      draft.problems = [(field: "act", words: ProblemWords.sentence(refusal))]
    } catch ActionError.invalid(let problems) {
      draft.problems = problems.map { (field: $0.field, words: ProblemWords.sentence($0, label: "这一项")) }
    } catch ActionError.changedMeanwhile {
      return try await show(visit, try await read(visit), returned: (act, draft, true), status: .conflict)
    }
    return try await show(visit, try await read(visit), returned: (act, draft, false), status: .unprocessableContent)
  }

  /// What was given back or settled is not the reader's any more, so the way leads to the list.
  private static func after(_ act: MatterAct, _ data: HandlingPageData) -> String {
    let done = [("done", Optional(act.rawValue))]
    return act == .settleReturn
      ? SitePath.unit.with(done) : SitePath.handling(data.matter, data.handling.part).with(done)
  }

  private static func reveal(_ visit: Visit, _ form: PostedForm) async throws -> Response {
    let data = try await read(visit)
    guard let reason = form.fields["reason"], RevealForm.reasons.contains(reason) else {
      var draft = FormDraft(form)
      draft.problems = [(field: "reason", words: "请选择为什么要看")]
      return try await show(visit, data, returned: (.reveal, draft, false), status: .unprocessableContent)
    }
    let contacts = try await RevealContact.run(
      reason: reason, on: data.matter, part: data.handling.part,
      MatterRequest(actor: visit.actor, seen: nil, key: form.key), in: visit.environment)
    return try await show(visit, data, revealed: contacts)
  }

  private static func photo(_ visit: Visit, _ thumbnail: Bool) async throws -> Response {
    Respond.picture(
      try await ReadHandling.photo(
        visit.id("file"), of: visit.id("id"), part: part(visit), thumbnail: thumbnail, by: visit.actor,
        in: visit.environment))
  }
}
