import Actions
import Domain
import HTTPKit
import HTTPTypes

/// The acts on a suggestion and on a unit's part of it. Each is carried out by the form of its page.
enum SuggestionActAPI {
  static let routes: [APIRoute] = [revise] + SuggestionForms.all.map(route)

  /// In the order in which a page offers them.
  static let wholeActs: [SuggestionAct] = [.revise] + SuggestionForms.all.map(\.act).filter { !$0.isOnPart }
  static let partActs: [SuggestionAct] = SuggestionForms.all.map(\.act).filter(\.isOnPart)

  private static let part = APIParameter.path("part", .integer(1...99, "第几项任务"), example: "1")

  private static func route(_ form: SuggestionForm) -> APIRoute {
    let (act, fields) = (form.act, SuggestionInputs.fields(of: form.act))
    return route(act, fields) { call in
      let data = try await call.suggestion()
      let submission = SuggestionSubmission(
        visit: call.visit, form: try call.form(fields), data: data,
        part: act.isOnPart ? Int(try call.visit.parameter("part")) ?? 0 : 0, request: call.request(data))
      try await call.telling(fields) { try await form.run(submission) }
    }
  }

  /// The draft's own form.
  private static let revise = route(.revise, SuggestionAPI.draftFields) { call in
    let data = try await call.suggestion()
    let form = try call.form(SuggestionAPI.draftFields)
    try await call.telling(SuggestionAPI.draftFields) {
      try await SuggestionDrafting.save(form, on: data.suggestion.id, call.request(data), call.visit)
    }
  }

  private static func route(
    _ act: SuggestionAct, _ fields: [InputField], _ carryOut: @escaping @Sendable (APICall) async throws -> Void
  ) -> APIRoute {
    let place = act.isOnPart ? "/work/suggestions/{id}/parts/{part}" : "/work/suggestions/{id}"
    return APIRoute(
      method: .post, path: place + "/acts/\(act.rawValue)", name: "suggestion-" + act.rawValue,
      summary: Words.suggestion(act), chapter: act.isOnPart ? .suggestionParts : .suggestions,
      access: .token(.work, .signedIn), parameters: act.isOnPart ? [SuggestionAPI.id, part] : [SuggestionAPI.id],
      body: .json(InputField.schema(fields), example: SuggestionExamples.body(act)),
      content: .json(RecordDone.shape.schema), refusals: [.notNow, .movedOn, .readOnly, .passwordOutdated],
      tellsRevision: true, isConditional: true
    ) { call in
      if let earlier = try await call.earlierSuggestion() { return earlier }
      try await carryOut(call)
      guard let done = try await call.earlierSuggestion() else { throw ActionError.changedMeanwhile }
      return done
    }
  }
}

extension APICall {
  fileprivate func request(_ data: SuggestionPageData) -> ProposalRequest {
    ProposalRequest(actor: actor, seen: seen(data.suggestion.revision), key: key)
  }
}
