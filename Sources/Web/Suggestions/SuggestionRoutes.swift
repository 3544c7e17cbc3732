import Actions
import Domain
import HTMLKit
import HTTPKit
import HTTPTypes
import Hummingbird

/// 代表建议 at the workbench: queues, drafts, records and their acts.
enum SuggestionRoutes {
  static func add(to table: inout RouteTable) {
    table.get("/work/suggestions", access: .signedIn) { visit in try await queue(visit) }
    table.get("/work/suggestions/own", access: .signedIn) { visit in try await own(visit) }
    table.get("/work/suggestions/all", access: .overview) { visit in try await all(visit) }
    table.get("/work/suggestions/answered", access: .units) { visit in try await answered(visit) }
    table.post("/work/suggestions/:id/tell-residents", access: .signedIn) { visit, form in
      try await SuggestionActs.tellResidents(visit, form)
    }
    table.get("/work/suggestions/new", access: .drafts) { visit in try await SuggestionDrafting.new(visit) }
    table.post("/work/suggestions/new", access: .drafts) { visit, form in
      try await SuggestionDrafting.create(visit, form)
    }
    table.get("/work/suggestions/:id", access: .signedIn) { visit in
      try await SuggestionActs.show(
        visit, try await ReadSuggestion.run(visit.id("id"), by: visit.actor, in: visit.environment))
    }
    table.get("/work/suggestions/:id/edit", access: .signedIn) { visit in try await SuggestionDrafting.edit(visit) }
    table.post("/work/suggestions/:id/edit", access: .signedIn) { visit, form in
      try await SuggestionDrafting.revise(visit, form)
    }
    for form in SuggestionForms.all {
      let word = form.act.rawValue
      let pattern =
        form.act.isOnPart ? "/work/suggestions/:id/parts/:part/\(word)" : "/work/suggestions/:id/\(word)"
      table.post(pattern, access: .signedIn) { visit, posted in
        try await SuggestionActs.carryOut(form, visit, posted)
      }
    }
  }

  private static func queue(_ visit: Visit) async throws -> Response {
    let kind: SuggestionClock.Kind? = visit.queryWord("kind")
    let isLate = visit.query["late"] == "1"
    let page = try await ReadSuggestionQueue.run(
      kind: kind, isLate: isLate, after: cursor(visit), by: visit.actor, in: visit.environment)
    let calendar = try await visit.environment.rules.calendar()
    return try await Workbench.page(
      SuggestionQueuePage(
        page: page, kind: kind, isLate: isLate, mayDraft: SuggestionAccess.begins(visit.actor),
        hasOwn: try await hasOwn(visit),
        seesAll: RouteAccess.overview.admits(visit.actor),
        hasAnswered: RouteAccess.units.admits(visit.actor), mayReport: ReadSuggestionReport.mayReport(visit.actor),
        hasLedger: SuggestionAccess.ledger(of: visit.actor) != nil,
        hasHandOvers: SuggestionAccess.handOverList(of: visit.actor) != nil,
        publishes: SuggestionAccess.publishes(visit.actor) != nil,
        calendar: calendar), visit)
  }

  private static func hasOwn(_ visit: Visit) async throws -> Bool {
    if visit.actor.signedIn?.isDeputy == true { return true }
    return try await ReadSuggestionQueue.hasOpen(visit.actor, in: visit.environment)
  }

  /// `after=2026-03-01.123.0`; without a day `-.123.0`.
  private static func cursor(_ visit: Visit) -> SuggestionQueue.Cursor? {
    let parts = (visit.query["after"] ?? "").split(separator: ".")
    guard parts.count == 3, let id = ID<Suggestion>(text: parts[1]), let position = Int(parts[2]) else { return nil }
    return SuggestionQueue.Cursor(due: CivilDate(text: parts[0]), suggestion: id, position: position)
  }

  /// The whole of a congress, for those who look after all of it.
  private static func all(_ visit: Visit) async throws -> Response {
    guard let congress = ReadSuggestionQueue.overseen(by: visit.actor) else { throw ActionError.refused(.notYours) }
    let state: SuggestionState? = visit.queryWord("state")
    let states: Set<SuggestionState> =
      state.map { [$0] } ?? Set(SuggestionState.allCases.filter { $0.isBeforeCongress })
    let found = try await ReadSuggestionQueue.all(
      of: congress, states: states, before: visit.queryID("before"), by: visit.actor, in: visit.environment)
    return try await Workbench.page(
      AllSuggestionsPage(lines: found.lines, next: found.next, state: state, today: visit.today), visit)
  }

  /// What a unit has answered, year by year.
  private static func answered(_ visit: Visit) async throws -> Response {
    let year = visit.query["year"].flatMap { Int($0) }.flatMap { (2000...2100).contains($0) ? $0 : nil }
    let page = try await ReadAnsweredSuggestions.run(
      year: year, before: visit.queryID("before"), by: visit.actor, in: visit.environment)
    return try await Workbench.page(AnsweredSuggestionsPage(page: page, year: year), visit)
  }

  private static func own(_ visit: Visit) async throws -> Response {
    let found = try await ReadSuggestionQueue.own(
      before: visit.queryID("before"), by: visit.actor, in: visit.environment)
    return try await Workbench.page(
      OwnSuggestionsPage(
        lines: found.lines, next: found.next, mayDraft: visit.actor.signedIn?.isDeputy ?? false, today: visit.today),
      visit)
  }
}

/// Shows a suggestion's record and carries its acts out.
enum SuggestionActs {
  static func show(
    _ visit: Visit, _ data: SuggestionPageData, returned: SuggestionPage.Returned? = nil,
    status: HTTPResponse.Status = .ok
  ) async throws -> Response {
    let congress = data.status.congress
    let page = SuggestionPage(
      data: data, returned: returned,
      units: try await ReadDirectory.units(of: congress, in: visit.environment),
      categories: try await ReadDirectory.categories(of: congress, in: visit.environment),
      drafters: try await SuggestionChoices.drafters(data, visit),
      deputies: try await SuggestionChoices.deputies(data, visit),
      mergeable: data.acts.contains(.merge)
        ? try await ReadMergeableSuggestions.run(with: data.suggestion, by: visit.actor, in: visit.environment) : [],
      reader: try visit.signedIn(), token: FormToken.make(for: visit), today: visit.today)
    return try await Workbench.page(page, visit, status: status)
  }

  static func carryOut(_ type: SuggestionForm, _ visit: Visit, _ form: PostedForm) async throws -> Response {
    let id: ID<Suggestion> = try visit.id("id")
    let part = type.act.isOnPart ? Int(try visit.parameter("part")) : nil
    let data = try await ReadSuggestion.run(id, by: visit.actor, in: visit.environment)
    let (form, problems) = try await SuggestionPictures.take(type.act, part, form, data, visit)
    let request = ProposalRequest(actor: visit.actor, seen: form.fields["seen"].flatMap { Int($0) }, key: form.key)
    let submission = SuggestionSubmission(visit: visit, form: form, data: data, part: part ?? 0, request: request)
    var returned = SuggestionPage.Returned(act: type.act, part: part, draft: FormDraft(form))
    returned.draft.values["kept"] = SuggestionPictures.kept(form)
    do {
      if !problems.isEmpty { throw FormSentences(problems: problems) }
      try await type.run(submission)
      // A draft that is no more has no page to go back to; a unit that gave a part back does not see it any more.
      let stays = try await isVisible(id, visit)
      let path: SitePath = stays ? .suggestion(id) : .suggestions
      return Respond.redirect(path.with([("done", "suggestion-" + type.act.rawValue)]))
    } catch let sentences as FormSentences {
      returned.draft.problems = sentences.problems
    } catch ActionError.invalid(let problems) {
      returned.draft.problems = problems.map {
        (field: $0.field, words: ProblemWords.sentence($0, label: SuggestionForms.labels[$0.field] ?? "这一项"))
      }
    } catch ActionError.suggestion(let refusal) {
      returned.draft.problems = [(field: "act", words: ProblemWords.sentence(refusal))]
    } catch ActionError.changedMeanwhile {
      returned.isConflict = true
      let now = try await ReadSuggestion.run(id, by: visit.actor, in: visit.environment)
      return try await show(visit, now, returned: returned, status: .conflict)
    }
    return try await show(visit, data, returned: returned, status: .unprocessableContent)
  }

  static func tellResidents(_ visit: Visit, _ form: PostedForm) async throws -> Response {
    let id: ID<Suggestion> = try visit.id("id")
    let text = form.text("words", multiline: true)
    let outcome: MatterOutcome = form.word("outcome") ?? .explained
    guard !text.isEmpty, text.count <= 2000 else {
      let data = try await ReadSuggestion.run(id, by: visit.actor, in: visit.environment)
      var draft = FormDraft(form)
      draft.problems = [(field: "words", words: text.isEmpty ? "请填写转告群众的话" : "转告群众的话最多2000个字")]
      return try await show(
        visit, data, returned: SuggestionPage.Returned(act: nil, part: nil, draft: draft), status: .unprocessableContent
      )
    }
    let told = try await TellResidents.run(
      text, outcome: outcome, of: id, by: visit.actor, key: form.key, in: visit.environment)
    return Respond.redirect(
      SitePath.suggestion(id).with([("done", told.left.isEmpty ? "suggestion-told" : "suggestion-told-partly")]))
  }

  private static func isVisible(_ id: ID<Suggestion>, _ visit: Visit) async throws -> Bool {
    do {
      _ = try await ReadSuggestion.run(id, by: visit.actor, in: visit.environment)
      return true
    } catch ActionError.notFound {
      return false
    }
  }
}
