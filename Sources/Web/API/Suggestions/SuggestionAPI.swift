import Actions
import Domain
import HTTPKit
import HTTPTypes

/// 代表建议 at the workbench: queues and lists, one of them, drafts, telling residents.
enum SuggestionAPI {
  static let routes: [APIRoute] = [queue, own, all, choices, draft, suggestion, actChoices, tellResidents]

  static let id = APIParameter.id("建议", example: "$WORK_SUGGESTION")

  // MARK: Lists

  private static let queueLine = Shape<SuggestionQueueLine>(
    "SuggestionQueueLine", "等着办的一件",
    [
      .id("id", "建议") { $0.clock.suggestion },
      .text("title", "标题") { $0.title },
      .word("kind", "等着办什么") { $0.clock.kind },
      .text("kindName", "等着办什么，中文") { Words.clock($0.clock.kind) },
      .maybeDate("due", "期限；没有规定的没有") { $0.clock.due },
      .maybeCount("part", "哪一项任务，或者哪一项承诺") { $0.clock.part == 0 ? nil : $0.clock.part },
      .maybeText("unit", "单位") { $0.unit },
      .maybeText("number", "第几号，中文") { $0.number.map(Words.number) },
      .word("state", "状态") { $0.state },
      .text("stateName", "状态，中文") { Words.suggestion($0.state) },
      .maybeText("proposer", "领衔的代表；要求保密的，不该知道的人没有") { $0.proposer },
      .flag("key", "重点督办") { $0.isKey },
    ])

  private static let queuePage = Shape<ReadSuggestionQueue.Page>(
    "SuggestionQueuePage", "一页等着办的，期限近的在前",
    [
      .shapes("items", "这一页", queueLine) { $0.lines },
      .always("counts", .counts("各种的件数")) { page in
        .record(of: SuggestionClock.Kind.allCases.map { ($0.rawValue, .integer(page.counts[$0]?.all ?? 0)) })
      },
      .always("late", .counts("各种里超过期限的")) { page in
        .record(of: SuggestionClock.Kind.allCases.map { ($0.rawValue, .integer(page.counts[$0]?.late ?? 0)) })
      },
      .maybe("next", JSONSchema(.text(.opaque, 1...300), "下一页从哪里开始，放进 after；没有就是最后一页")) {
        $0.next.map { .text(CursorText.text(text($0))) }
      },
    ])

  private static func text(_ cursor: SuggestionQueue.Cursor) -> String {
    "\(cursor.due?.description ?? "-").\(cursor.suggestion).\(cursor.position)"
  }

  private static func cursor(_ text: String) -> SuggestionQueue.Cursor? {
    let parts = (CursorText.inner(text) ?? "").split(separator: ".")
    guard parts.count == 3, let id = ID<Suggestion>(text: parts[1]), let position = Int(parts[2]) else { return nil }
    let due = CivilDate(text: parts[0])
    guard due != nil || parts[0] == "-" else { return nil }
    return SuggestionQueue.Cursor(due: due, suggestion: id, position: position)
  }

  private static let queue = APIRoute(
    method: .get, path: "/work/suggestions", name: "suggestionQueue", summary: "等着您办的建议：待审查交办、待签收、待答复、待测评等",
    chapter: .suggestions, access: .token(.read, .signedIn),
    parameters: [
      .query("kind", .word(SuggestionClock.Kind.self, "哪一种；不写就是全部"), example: "reply"),
      .query("late", .flag("true 时只看超过期限的")), .after,
    ], content: .json(queuePage.schema), refusals: [.passwordOutdated]
  ) { call in
    let page = try await ReadSuggestionQueue.run(
      kind: call.word("kind"), isLate: call.flag("late"), after: call.cursor(cursor), by: call.actor,
      in: call.environment)
    return .json(queuePage.write(page))
  }

  private static let line = Shape<SuggestionLine>(
    "SuggestionLine", "一件建议",
    [
      .id("id", "编号") { $0.id }, .text("title", "标题") { $0.title },
      .maybeText("number", "第几号，中文") { $0.number.map(Words.number) },
      .word("state", "状态") { $0.state }, .text("stateName", "状态，中文") { Words.suggestion($0.state) },
      .maybeText("proposer", "领衔的代表；要求保密的，不该知道的人没有") { $0.proposer },
      .date("on", "办结、提交或者起草的日期") { $0.on }, .maybeWord("overall", "代表测评") { $0.overall },
    ])

  private static let linePage = ListPage<SuggestionLine>.shape("SuggestionLinePage", "一页建议，新的在前", of: line)

  private static let own = APIRoute(
    method: .get, path: "/work/suggestions/own", name: "ownSuggestions", summary: "您领衔、联名、被邀请联名的建议，新的在前",
    chapter: .suggestions, access: .token(.read, .signedIn), parameters: [.after], content: .json(linePage.schema),
    refusals: [.passwordOutdated]
  ) { call in
    let found = try await ReadSuggestionQueue.own(
      before: call.cursor { ID<Suggestion>(text: $0) }, by: call.actor, in: call.environment)
    return .json(linePage.write(ListPage(items: found.lines, next: found.next?.description)))
  }

  private static let all = APIRoute(
    method: .get, path: "/work/suggestions/all", name: "allSuggestions", summary: "本级人大的全部建议，新的在前",
    chapter: .suggestions, access: .token(.read, .overview),
    parameters: [.query("state", .word(SuggestionState.self, "状态；不写就是提交以后的全部"), example: "handling"), .after],
    content: .json(linePage.schema), refusals: [.passwordOutdated]
  ) { call in
    guard let congress = ReadSuggestionQueue.overseen(by: call.actor) else { throw ActionError.refused(.notYours) }
    let state: SuggestionState? = call.word("state")
    let found = try await ReadSuggestionQueue.all(
      of: congress, states: state.map { [$0] } ?? Set(SuggestionState.allCases.filter { $0.isBeforeCongress }),
      before: call.cursor { ID<Suggestion>(text: $0) }, by: call.actor, in: call.environment)
    return .json(linePage.write(ListPage(items: found.lines, next: found.next?.description)))
  }

  // MARK: Drafts

  static let draftFields: [InputField] = [
    .line("title", "标题：关于……的建议", DraftSuggestion.longestTitle),
    .words("text", "内容：情况、问题和具体意见；一事一议", DraftSuggestion.longestText, required: false),
    .id("category", "类别", required: false),
    .marked("units", "建议由哪些单位承办（编号）", prefix: "u", most: 60, fields: ["units"]),
    .flag("confidential", "要求为提出人保密"),
    .joined("matters", .id(), 0...DraftSuggestion.mostMatters, "从哪些群众诉求（编号）整理", by: ",", in: "matters"),
  ]

  private static let newFields =
    draftFields + [
      .id("deputy", "代哪位代表录入；代表自己起草的不写", required: false),
      .id("congress", "向哪一级人大提；只在一级人大的代表不写", required: false),
    ]

  private static let draft = APIRoute(
    method: .post, path: "/work/suggestions", name: "draftSuggestion", summary: "起草建议：代表自己的，或者代代表录入；可以从群众诉求整理",
    chapter: .suggestions, access: .token(.work, .drafts), detail: "先存草稿，再用 invite 邀请联名，用 submit 提交。",
    body: .json(InputField.schema(newFields), example: SuggestionExamples.draft), success: .created,
    content: .json(RecordDone.shape.schema), refusals: [.notNow, .readOnly, .passwordOutdated, .notFound],
    tellsRevision: true
  ) { call in
    if let earlier = try await call.earlierSuggestion() { return earlier }
    let form = try call.form(newFields)
    let changed = try await call.telling(newFields) { try await SuggestionDrafting.begin(form, call.visit) }
    return RecordDone(changed).answer
  }

  private static let choices = APIRoute(
    method: .get, path: "/work/suggestions/choices", name: "suggestionDraftChoices", summary: "起草建议时可以选的人大、代表、承办单位、类别",
    chapter: .suggestions, access: .token(.read, .drafts), content: .json(SuggestionPicks.shape.schema),
    refusals: [.passwordOutdated]
  ) { call in .json(SuggestionPicks.shape.write(try await SuggestionPicks.forDraft(call))) }

  // MARK: One

  private static let suggestion = APIRoute(
    method: .get, path: "/work/suggestions/{id}", name: "workSuggestion", summary: "一件建议：内容、承办任务、答复函、经过、您现在可以做的",
    chapter: .suggestions, access: .token(.read, .signedIn), parameters: [id],
    content: .json(SuggestionShapes.detail.schema), refusals: [.passwordOutdated], tellsRevision: true
  ) { call in
    let data = try await call.suggestion()
    return .json(SuggestionShapes.detail.write(data), revision: "\(data.suggestion.revision)")
  }

  private static let actChoices = APIRoute(
    method: .get, path: "/work/suggestions/{id}/choices", name: "suggestionChoices",
    summary: "办理这件建议时可以选的代表、单位、承办人、类别、理由",
    chapter: .suggestions, access: .token(.read, .signedIn), parameters: [id],
    content: .json(SuggestionPicks.shape.schema), refusals: [.passwordOutdated]
  ) { call in .json(SuggestionPicks.shape.write(try await SuggestionPicks.forActs(call.suggestion(), call))) }

  // MARK: Residents

  private static let tellFields: [InputField] = [
    .words("words", "答复群众的话；不要写代表和别人的联系方式", 2000), .word("outcome", MatterOutcome.self, "办理结果"),
  ]

  private static let toldShape = Shape<TellResidents.Told>(
    "ToldResidents", "转告了谁",
    [
      .always("told", .list(.id(), 0...DraftSuggestion.mostMatters, "答复了的诉求（编号），已请群众评价")) {
        .list($0.matters.map { .text($0.description) })
      },
      .always("left", .list(.id(), 0...DraftSuggestion.mostMatters, "没有答复的：由别人答复，或者已经办结")) {
        .list($0.left.map { .text($0.description) })
      },
    ])

  private static let tellResidents = APIRoute(
    method: .post, path: "/work/suggestions/{id}/tell-residents", name: "tellResidents", summary: "把答复转告反映这件事的群众，请他们评价",
    chapter: .suggestions, access: .token(.work, .signedIn), parameters: [id],
    body: .json(InputField.schema(tellFields), example: SuggestionExamples.tell), content: .json(toldShape.schema),
    refusals: [.notNow, .movedOn, .readOnly, .passwordOutdated]
  ) { call in
    let form = try call.form(tellFields)
    let told = try await call.telling(tellFields) {
      try await TellResidents.run(
        form.text("words", multiline: true), outcome: form.word("outcome") ?? .explained, of: call.visit.id("id"),
        by: call.actor, key: call.key, in: call.environment)
    }
    return .json(toldShape.write(told))
  }
}

/// What the acts on a suggestion can name: only what the reader's acts need.
struct SuggestionPicks: Sendable {
  var congresses: [Named<Congress>] = []
  var deputies: [Named<Person>] = []
  var units: [HandlingUnit] = []
  var categories: [MatterCategory] = []
  var drafters: [Named<Person>] = []
  var classes: [ResultClass] = []
  var grounds: [RefusalGround] = []

  static func forDraft(_ call: APICall) async throws -> SuggestionPicks {
    let (person, congress) = (try call.person(), call.visit.site.congress.id)
    let rules = try await call.environment.rules.current(of: congress).settings.suggestions
    return SuggestionPicks(
      congresses: try await ReadMandates.run(of: person.person, in: call.environment),
      deputies: person.isDeputy ? [] : try await SuggestionChoices.deputies(of: congress, call.visit),
      units: try await ReadDirectory.units(of: congress, in: call.environment),
      categories: try await ReadDirectory.categories(of: congress, in: call.environment), grounds: rules.grounds)
  }

  static func forActs(_ data: SuggestionPageData, _ call: APICall) async throws -> SuggestionPicks {
    let (congress, rules) = (data.status.congress, data.workflow.rules)
    let acts = data.partActs.values.reduce(data.acts) { $0.union($1) }
    let drafters = try await SuggestionChoices.drafters(data, call.visit)
    return SuggestionPicks(
      deputies: try await SuggestionChoices.deputies(data, call.visit),
      units: acts.isDisjoint(with: [.revise, .handOver, .askReturn, .settleReturn, .reassign])
        ? [] : try await ReadDirectory.units(of: congress, in: call.environment),
      categories: acts.isDisjoint(with: [.revise, .register])
        ? [] : try await ReadDirectory.categories(of: congress, in: call.environment),
      drafters: data.parts.map(\.unit).flatMap { drafters[$0] ?? [] },
      classes: acts.contains(.draftLetter) ? rules.classes : [],
      grounds: acts.isDisjoint(with: [.refuse, .treatAsLetter]) ? [] : rules.grounds)
  }

  private static let ground = Shape<RefusalGround>(
    "RefusalGround", "不作为建议提出的一种",
    [.text("ground", "放进 ground") { $0.word }, .text("meaning", "意思") { $0.text }])

  static let shape = Shape<SuggestionPicks>(
    "SuggestionChoices", "可以选的；不归您办的是空的",
    [
      .manyNamed("congresses", "您可以向哪些人大提") { $0.congresses },
      .manyNamed("deputies", "可以代为录入、可以邀请联名的代表") { $0.deputies },
      .manyNamed("units", "承办单位") { $0.units.map { Named(id: $0.id, name: $0.name) } },
      .shapes("categories", "类别", MatterCategory.shape) { $0.categories },
      .manyNamed("drafters", "可以指定的承办人") { $0.drafters },
      .shapes("classes", "办理结果类别", SuggestionShapes.resultClass) { $0.classes },
      .shapes("grounds", "哪些不作为建议提出", ground) { $0.grounds },
    ])
}
