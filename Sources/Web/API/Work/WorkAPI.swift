import Actions
import Domain
import HTTPKit
import HTTPTypes

/// The workbench: queues, one matter, what can be chosen for its acts, and counts.
enum WorkAPI {
  static let routes: [APIRoute] =
    [queue, counts, matter, choices, watched, reviews] + IntakeAPI.routes

  // MARK: Queues

  private enum Scope: String, CaseIterable { case all, own, grids }

  static let lineShape = Shape<MatterLine>(
    "QueueLine", "队列里的一件",
    [
      .id("id", "编号") { $0.id },
      .text("receipt", "回执号") { $0.receipt },
      .text("title", "标题") { $0.title },
      .text("sender", "提出人，已隐去大部分") { $0.sender },
      .maybeText("category", "类别") { $0.category },
      .maybeText("venue", "站点") { $0.venue },
      .maybeText("owner", "承办的代表或者小组") { $0.owner },
      .word("state", "状态") { $0.state },
      .text("stateName", "状态，中文") { Words.state($0.state) },
      .word("channel", "来源") { $0.channel },
      .word("urgency", "缓急") { $0.urgency },
      .date("sortOn", "按哪天排") { $0.sortOn },
      .maybeDate("due", "期限") { $0.clockDue },
      .count("round", "第几次办理") { $0.round },
      .flag("objection", "代表有异议") { $0.hasObjection },
      .flag("merged", "并入了别的一件") { $0.isMerged },
      .count("others", "另有几位居民反映") { $0.others },
    ])

  private static let queueShape = Shape<QueuePageData>(
    "QueuePage", "一页队列",
    [
      .shapes("items", "这一页", lineShape) { $0.lines },
      .always("counts", .counts("各队列的件数")) { data in
        .record(of: QueueTab.allCases.map { ($0.rawValue, .integer(data.counts[$0] ?? 0)) })
      },
      .maybe("next", JSONSchema(.text(.opaque, 1...300), "下一页从哪里开始，放进 after")) {
        CursorText.text($0.next).map { .text($0) }
      },
    ])

  private static let queue = APIRoute(
    method: .get, path: "/work/matters", name: "queue", summary: "待办队列", chapter: .work,
    access: .token(.read, .signedIn),
    parameters: [
      .query("queue", .word(QueueTab.self, "哪个队列，默认 to-accept"), example: "to-accept"),
      .query("scope", .word(Scope.self, "all 您的全部；own 等您以代表身份办的；grids 您的网格的")),
      .query("query", .line(0...100, "标题里的词，或者回执号")), .query("category", .id("类别")),
      .query("channel", .word(MatterChannel.self, "来源")), .query("campaign", .id("征集活动")),
      .query("sort", .words(["due", "new"], "due 期限近的在前；new 新的在前")), .after,
    ], content: .json(queueShape.schema), refusals: [.passwordOutdated]
  ) { call in
    var filter = QueueFilter()
    filter.tab = call.word("queue") ?? .toAccept
    filter.query = call.text("query") ?? ""
    filter.category = call.id("category")
    filter.channel = call.word("channel")
    filter.campaign = call.id("campaign")
    filter.newestFirst = call.text("sort") == "new"
    filter.cursor = try call.cursor(CursorText.list)
    let scope: Scope = call.word("scope") ?? .all
    let data =
      scope == .grids
      ? try await ReadQueue.ofGrids(filter, by: call.actor, in: call.environment)
      : try await ReadQueue.run(filter, by: call.actor, own: scope == .own, in: call.environment)
    return .json(queueShape.write(data))
  }

  private static let countsShape = Shape<MenuCounts>(
    "WorkCounts", "等着办的件数",
    [
      .always("queues", .counts("您的队列")) { counts in
        .record(of: QueueTab.allCases.map { ($0.rawValue, .integer(counts.queues[$0] ?? 0)) })
      },
      .always("grids", .counts("您的网格")) { counts in
        .record(of: QueueTab.allCases.map { ($0.rawValue, .integer(counts.grids[$0] ?? 0)) })
      },
      .count("parts", "转给本单位的") { $0.parts },
      .always("watched", .counts("别人在办、您跟着的；最多数到100")) { counts in
        .record(of: WatchKind.allCases.map { ($0.rawValue, .integer(counts.watched[$0] ?? 0)) })
      },
      .count("unread", "没看过的提醒；最多数到100") { $0.unread },
    ])

  private static let counts = APIRoute(
    method: .get, path: "/work/counts", name: "counts", summary: "等着办的件数", chapter: .work,
    access: .token(.read, .signedIn), content: .json(countsShape.schema), refusals: [.passwordOutdated]
  ) { call in
    .json(countsShape.write(try await ReadMenu.run(by: call.person(), queues: nil, in: call.environment)))
  }

  private static let watchedPage = ListPage<MatterLine>.shape("WatchedPage", "一页", of: lineShape)

  private static let watched = APIRoute(
    method: .get, path: "/work/watched/{kind}", name: "watched", summary: "别人在办、您跟着的", chapter: .work,
    access: .token(.read, .signedIn),
    parameters: [.path("kind", .word(WatchKind.self, "哪一种"), example: WatchKind.allCases[0].rawValue), .after],
    content: .json(watchedPage.schema), refusals: [.passwordOutdated]
  ) { call in
    guard let kind = WatchKind(rawValue: try call.visit.parameter("kind")) else { throw ActionError.notFound }
    let page = try await ReadWatched.run(
      kind, after: call.cursor(CursorText.list), by: call.actor, in: call.environment)
    return .json(watchedPage.write(ListPage(items: page.lines, next: CursorText.text(page.next))))
  }

  private static let reviews = APIRoute(
    method: .get, path: "/work/reviews", name: "reviews", summary: "等您审核公开稿的", chapter: .work,
    access: .token(.read, .lead), detail: "审核用 publish。", content: .json(.list(lineShape.schema, 0...10_000)),
    refusals: [.passwordOutdated]
  ) { call in .json(lineShape.write(try await ReadReviews.run(by: call.actor, in: call.environment))) }

  // MARK: One matter

  private static let matter = APIRoute(
    method: .get, path: "/work/matters/{receipt}", name: "workMatter", summary: "一件诉求：经过、期限、您现在可以做的", chapter: .work,
    access: .token(.read, .signedIn), parameters: [.receipt], content: .json(MatterView.forStaff.schema),
    refusals: [.passwordOutdated], tellsRevision: true
  ) { call in
    let view = MatterView(data: try await call.matter(), isForSender: false)
    return .json(MatterView.forStaff.write(view), revision: "\(view.matter.revision)")
  }

  private static let choices = APIRoute(
    method: .get, path: "/work/matters/{receipt}/choices", name: "choices", summary: "办理这件诉求时可以选的人、站点、单位",
    chapter: .work,
    access: .token(.read, .signedIn), parameters: [.receipt], content: .json(MatterChoices.shape.schema),
    refusals: [.passwordOutdated]
  ) { call in .json(MatterChoices.shape.write(try await MatterChoices.read(call.matter(), call))) }
}

/// What the forms of a matter's acts offer: only what the reader's acts need.
struct MatterChoices: Sendable {
  let assignees: ReadVenue.Assignees
  let units: [HandlingUnit]
  let above: [EscalationChoice]
  let similar: [MatterLine]
  let alike: [SimilarMatter]
  let groups: [ID<DeputyGroup>]

  static func read(_ data: MatterPageData, _ call: APICall) async throws -> MatterChoices {
    let status = data.record.matter.status
    let arranges = !data.allowed.isDisjoint(with: [.assign, .rehandle, .offer, .decline, .seal])
    let company = try await ReadCompany.run(
      data.record.matter.id, by: call.actor, mayMerge: data.allowed.contains(.merge), in: call.environment)
    return MatterChoices(
      assignees: arranges
        ? try await RecordRoutes.assignees(data, status.congress, call.visit)
        : ReadVenue.Assignees.none,
      units: data.allowed.isDisjoint(with: [.transfer, .settleReturn])
        ? [] : try await ReadDirectory.units(of: status.congress, in: call.environment),
      above: try await RecordRoutes.above(data, call.visit), similar: company.similar, alike: company.alike,
      groups: data.allowed.contains(.claim) ? try call.person().groups.filter(status.offered.contains) : [])
  }

  struct Above: Sendable {
    let choice: EscalationChoice

    static let shape = Shape<Above>(
      "Above", "可以上报到的地方",
      [
        .maybeID("venue", "站点") { $0.choice.target.venue },
        .maybeID("congress", "不在本系统的上级人大") { above in
          if case .outside(let id) = above.choice.target { return id }
          return nil
        },
        .text("name", "名称") { $0.choice.name },
      ])
  }

  private static let alikeShape = Shape<SimilarMatter>(
    "AlikeMatter", "像是同一件事的一件",
    [
      .shape("matter", "哪一件", WorkAPI.lineShape) { $0.line },
      .word("grade", "alike 很像；likely 有点像") { $0.grade },
      .flag("leads", "合并时并到那一件；否则那一件并过来") { $0.leads },
    ])

  static let shape = Shape<MatterChoices>(
    "Choices", "办理时可以选的；不归您办的是空的",
    [
      .manyNamed("deputies", "可以交给的代表") { $0.assignees.deputies },
      .manyNamed("groups", "可以交给、提请认领的小组") { $0.assignees.groups },
      .manyNamed("venues", "可以转到的站点") { $0.assignees.venues },
      .manyNamed("units", "可以转办的单位") { $0.units.map { Named(id: $0.id, name: $0.name) } },
      .shapes("above", "可以上报到的地方", Above.shape) { $0.above.map { Above(choice: $0) } },
      .shapes("similar", "可以并进来的", WorkAPI.lineShape) { $0.similar },
      .shapes("alike", "像是同一件事的，最像的在前；合不合并请看过再定", alikeShape) { $0.alike },
      .always("claimAs", .list(.id(), 0...100, "您可以用来认领的小组（编号）")) {
        .list($0.groups.map { .text($0.description) })
      },
    ])
}
