import Actions
import Domain
import HTTPKit
import HTTPTypes

/// 议案 at the workbench: lists, one of them, drafts.
enum MotionWorkAPI {
  static let routes: [APIRoute] = [desk, own, invitations, choices, draft, motion, actChoices]

  static let id = APIParameter.id("议案", example: "$WORK_MOTION")

  // MARK: Lists

  private static let line = Shape<MotionLine>(
    "WorkMotionLine", "一件议案",
    [
      .id("id", "编号") { $0.id }, .text("title", "案由") { $0.title }, .maybeCount("number", "几号议案") { $0.number },
      .named("congress", "哪一级人大的") { $0.congress }, .word("state", "到哪一步") { $0.state },
      .text("stateName", "到哪一步，中文") { Words.motion($0.state) }, .text("proposer", "领衔代表") { $0.proposer },
      .count("signers", "领衔和联名的人数") { $0.signers }, .count("needed", "要几人") { $0.needed },
      .date("on", "提交或者起草的日期") { $0.on }, .count("milestones", "节点数") { $0.milestones },
      .count("milestonesDone", "完成的节点数") { $0.done },
    ])

  private typealias Desk = (page: ReadMotions.Page, counts: [ReadMotions.Tab: Int])

  private static let deskPage = Shape<Desk>(
    "MotionDeskPage", "一页，新的在前",
    [
      .shapes("items", "这一页", line) { $0.page.lines },
      .always("counts", .counts("各栏的件数")) { desk in
        .record(of: ReadMotions.Tab.allCases.map { ($0.rawValue, .integer(desk.counts[$0] ?? 0)) })
      },
      .maybe("next", JSONSchema(.text(.opaque, 1...300), "下一页从哪里开始，放进 after；没有就是最后一页")) {
        $0.page.next.map { .text($0.description) }
      },
    ])

  private static let desk = APIRoute(
    method: .get, path: "/work/motions", name: "workMotions", summary: "您受理、审议、督办的议案", chapter: .motions,
    access: .token(.read, .motions),
    parameters: [.query("tab", .word(ReadMotions.Tab.self, "哪一栏，默认 waiting"), example: "waiting"), .after],
    content: .json(deskPage.schema), refusals: [.passwordOutdated]
  ) { call in
    let found = try await ReadMotions.atDesk(
      call.word("tab") ?? .waiting, before: call.cursor { ID<Motion>(text: $0) }, by: call.actor,
      in: call.environment)
    return .json(deskPage.write(found))
  }

  private static let linePage = ListPage<MotionLine>.shape("WorkMotionPage", "一页议案，新的在前", of: line)

  private static let own = APIRoute(
    method: .get, path: "/work/motions/own", name: "ownMotions", summary: "您领衔、联名、代为录入的议案，新的在前", chapter: .motions,
    access: .token(.read, .motions), parameters: [.after], content: .json(linePage.schema),
    refusals: [.passwordOutdated]
  ) { call in
    let page = try await ReadMotions.own(
      call.person().person, before: call.cursor { ID<Motion>(text: $0) }, in: call.environment)
    return .json(linePage.write(ListPage(items: page.lines, next: page.next?.description)))
  }

  private static let invitations = APIRoute(
    method: .get, path: "/work/motions/invitations", name: "motionInvitations", summary: "请您联名的议案",
    chapter: .motions, access: .token(.read, .deputy), content: .json(.list(line.schema, 0...10_000)),
    refusals: [.passwordOutdated]
  ) { call in
    .json(line.write(try await ReadMotions.invitations(of: call.person().person, in: call.environment)))
  }

  // MARK: Drafts

  static let draftFields: [InputField] = [
    .line("cause", "案由：关于……的议案", MotionText.longestCause),
    .words("grounds", "案据：为什么要提", MotionText.longestPart, required: false),
    .words("plan", "方案：决定什么、怎么办", MotionText.longestPart, required: false),
  ]

  private static let newFields =
    draftFields + [
      .id("deputy", "代哪位代表录入；代表自己起草的不写", required: false),
      .id("congress", "向哪一级人大提；只在一级人大的代表不写", required: false),
    ]

  private static let draft = APIRoute(
    method: .post, path: "/work/motions", name: "draftMotion", summary: "起草议案：代表自己的，或者代代表录入", chapter: .motions,
    access: .token(.work, .drafts), detail: "先存草稿，再用 invite 邀请联名；够了人数，在大会期间用 submit 提交。",
    body: .json(InputField.schema(newFields), example: MotionExamples.draft), success: .created,
    content: .json(RecordDone.shape.schema), refusals: [.notNow, .readOnly, .passwordOutdated, .notFound],
    tellsRevision: true
  ) { call in
    if let earlier = try await call.earlierMotion() { return earlier }
    let form = try call.form(newFields)
    let changed = try await call.telling(newFields) { try await MotionDrafting.begin(form, call.visit) }
    return RecordDone(changed).answer
  }

  private struct Picks: Sendable {
    var congresses: [Named<Congress>] = []
    var deputies: [Named<Person>] = []
  }

  private static let picks = Shape<Picks>(
    "MotionChoices", "可以选的；不归您办的是空的",
    [
      .manyNamed("congresses", "您可以向哪些人大提") { $0.congresses },
      .manyNamed("deputies", "可以代为录入、可以邀请联名的代表") { $0.deputies },
    ])

  private static let choices = APIRoute(
    method: .get, path: "/work/motions/choices", name: "motionDraftChoices", summary: "起草议案时可以选的人大、代表",
    chapter: .motions, access: .token(.read, .drafts), content: .json(picks.schema), refusals: [.passwordOutdated]
  ) { call in
    let person = try call.person()
    let deputies =
      person.isDeputy
      ? [] : try await ReadCongressDeputies.run(of: call.visit.site.congress.id, in: call.environment)
    return .json(
      picks.write(
        Picks(congresses: try await ReadMandates.run(of: person.person, in: call.environment), deputies: deputies)))
  }

  // MARK: One

  private static let motion = APIRoute(
    method: .get, path: "/work/motions/{id}", name: "workMotion", summary: "一件议案：内容、联名、决定、表决、实施、经过、您现在可以做的",
    chapter: .motions, access: .token(.read, .motions), parameters: [id], content: .json(MotionShapes.detail.schema),
    refusals: [.passwordOutdated], tellsRevision: true
  ) { call in
    let data = try await call.motion()
    return .json(MotionShapes.detail.write(data), revision: "\(data.motion.revision)")
  }

  private static let actChoices = APIRoute(
    method: .get, path: "/work/motions/{id}/choices", name: "motionChoices", summary: "还可以邀请联名的代表", chapter: .motions,
    access: .token(.read, .motions), parameters: [id], content: .json(picks.schema), refusals: [.passwordOutdated]
  ) { call in
    let data = try await call.motion()
    guard data.acts.contains(.invite) else { return .json(picks.write(Picks())) }
    return .json(picks.write(Picks(deputies: MotionView(data: data, draft: FormDraft()).candidates)))
  }
}

/// The acts on a motion. Each is carried out by the form of its page.
enum MotionActAPI {
  static let routes: [APIRoute] = [revise] + MotionForms.all.map(route)

  /// In the order in which a page offers them.
  static let acts: [MotionAct] = [.revise] + MotionForms.all.map(\.act)

  private static func route(_ form: MotionForm) -> APIRoute {
    let fields = MotionInputs.fields(of: form.act)
    return route(form.act, fields) { call in
      let data = try await call.motion()
      let submission = MotionSubmission(
        visit: call.visit, form: try call.form(fields), data: data, request: call.request(data))
      try await call.telling(fields) { try await form.run(submission) }
    }
  }

  /// The draft's own form.
  private static let revise = route(.revise, MotionWorkAPI.draftFields) { call in
    let data = try await call.motion()
    let form = try call.form(MotionWorkAPI.draftFields)
    try await call.telling(MotionWorkAPI.draftFields) {
      try await MotionDrafting.save(form, on: data.motion.id, call.request(data), call.visit)
    }
  }

  private static func route(
    _ act: MotionAct, _ fields: [InputField], _ carryOut: @escaping @Sendable (APICall) async throws -> Void
  ) -> APIRoute {
    APIRoute(
      method: .post, path: "/work/motions/{id}/acts/\(act.rawValue)", name: "motion-" + act.rawValue,
      summary: Words.motion(act), chapter: .motions, access: .token(.work, .motions), parameters: [MotionWorkAPI.id],
      body: .json(InputField.schema(fields), example: MotionExamples.body(act)),
      content: .json(RecordDone.shape.schema), refusals: [.notNow, .movedOn, .readOnly, .passwordOutdated],
      tellsRevision: true, isConditional: true
    ) { call in
      if let earlier = try await call.earlierMotion() { return earlier }
      try await carryOut(call)
      guard let done = try await call.earlierMotion() else { throw ActionError.changedMeanwhile }
      return done
    }
  }
}

extension APICall {
  fileprivate func request(_ data: MotionPageData) -> ProposalRequest {
    ProposalRequest(actor: actor, seen: seen(data.motion.revision), key: key)
  }
}
