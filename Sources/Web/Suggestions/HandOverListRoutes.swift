import Actions
import Documents
import Domain
import HTTPKit
import HTTPTypes
import Hummingbird
import PaperKit

/// 交办清单 of a session: the page, a sheet for each unit on A4, workbook.
enum HandOverListRoutes {
  static func add(to table: inout RouteTable) {
    table.get("/work/suggestions/hand-overs", access: .ledgers) { visit in try await show(visit) }
    table.get("/work/suggestions/hand-overs/paper", access: .ledgers) { visit in
      try await paper(visit, asFile: false)
    }
    table.get("/work/suggestions/hand-overs/pdf", access: .ledgers) { visit in try await paper(visit, asFile: true) }
    table.post("/work/suggestions/hand-overs/export", access: .ledgers) { visit, form in
      try await export(visit, form)
    }
  }

  /// What of the list is looked at: everything as a table of units, one unit's sheet, or what waits.
  enum Choice: Equatable {
    case all
    case unit(ID<HandlingUnit>)
    case ready

    init(_ text: String?) {
      if text == "ready" { self = .ready } else { self = ID<HandlingUnit>(text: text ?? "").map { .unit($0) } ?? .all }
    }

    var text: String? {
      switch self {
      case .all: nil
      case .unit(let id): id.description
      case .ready: "ready"
      }
    }

    var unit: ID<HandlingUnit>? { if case .unit(let id) = self { id } else { nil } }
  }

  private static func sheets(_ choice: Choice, _ overview: ReadHandOverList.Overview, _ visit: Visit) async throws
    -> [ReadHandOverList.Sheet]
  {
    try await ReadHandOverList.sheets(
      of: choice.unit, ready: choice == .ready, session: overview.session?.id, by: visit.actor, in: visit.environment)
  }

  private static func show(_ visit: Visit) async throws -> Response {
    let overview = try await ReadHandOverList.overview(
      visit.queryID("session"), by: visit.actor, in: visit.environment)
    var choice = Choice(visit.query["unit"])
    // Whoever has one unit sees its sheet at once.
    if choice == .all, let own = overview.desk.units, own.count == 1 { choice = .unit(own[0]) }
    let sheets = choice == .all ? [] : try await sheets(choice, overview, visit)
    return try await Workbench.page(
      HandOverListPage(
        overview: overview, choice: choice, sheet: sheets.first, token: FormToken.make(for: visit),
        isInWeChat: visit.isInWeChat), visit)
  }

  private static func paper(_ visit: Visit, asFile: Bool) async throws -> Response {
    let overview = try await ReadHandOverList.overview(
      visit.queryID("session"), by: visit.actor, in: visit.environment)
    let choice = Choice(visit.query["unit"])
    let sheets = try await sheets(choice, overview, visit)
    let paper = Self.paper(sheets, overview, origin: visit.origin)
    guard asFile else {
      let file = SitePath.suggestionPages(.handOversFile).with(HandOverListPage.query(overview, choice))
      return Respond.page(
        Document.render(
          SuggestionReportPaperPage(page: PaperPage(paper: paper), file: file), visit, .paper(back: .handOverList)),
        for: visit)
    }
    let file = try await PaperMaker.pdf(paper, createdAt: visit.now.milliseconds)
    return Respond.pdf(file, named: "\(paper.title)-\(overview.today)")
  }

  /// A sheet for each unit, each on a page of its own with its code.
  static func paper(_ sheets: [ReadHandOverList.Sheet], _ overview: ReadHandOverList.Overview, origin: String) -> Paper
  {
    let session = Words.session(overview.session, term: overview.term)
    var blocks: [PaperBlock] = []
    for sheet in sheets {
      if !blocks.isEmpty { blocks.append(.pageBreak) }
      blocks.append(.title(sheet.unit == nil ? "代表建议拟交办清单" : "代表建议交办清单"))
      blocks.append(.number(overview.congressName + session))
      blocks.append(.table(table(sheet)))
      guard let unit = sheet.unit else { continue }
      blocks.append(.note("答复期限自交办之日起计算，是否签收不影响期限。办理中请先与代表沟通，不得滞留或者自行转办。"))
      blocks.append(.note("交办人：　　　　　　　　　　签收人：　　　　　　　　　　签收日期："))
      let link =
        origin
        + SitePath.handOverList.with([
          ("session", overview.session?.id.description), ("unit", unit.id.description),
        ])
      if let modules = QRCode.modules(link) {
        blocks.append(.code(PaperCode(modules: modules, caption: "扫码查看和签收本单位的建议", label: "本单位交办清单二维码")))
      }
    }
    if blocks.isEmpty { blocks = [.title("代表建议交办清单"), .paragraph("这次会议还没有交办的建议。")] }
    return Paper(title: "代表建议交办清单", style: .compact, isLandscape: true, blocks: blocks)
  }

  private static func table(_ sheet: ReadHandOverList.Sheet) -> PaperTable {
    guard let unit = sheet.unit else {
      return PaperTable(
        caption: "待交办会确定承办单位（\(sheet.lines.count)件）",
        columns: [
          .init("编号", weight: 1.2), .init("标题", weight: 3.4), .init("领衔代表", weight: 1.2),
          .init("类别", weight: 1.2), .init("建议承办单位", weight: 2),
        ],
        rows: sheet.lines.map { line in
          [
            line.number.map(Words.number) ?? "", line.title, line.proposer ?? "（保密）", line.category ?? "",
            line.others.joined(separator: "、"),
          ]
        })
    }
    return PaperTable(
      caption: "\(unit.name)（\(sheet.lines.count)件）",
      columns: [
        .init("编号", weight: 1.2), .init("标题", weight: 3), .init("领衔代表", weight: 1.2),
        .init("任务", weight: 0.8, alignment: .center), .init("其他单位", weight: 1.5), .init("交办", weight: 1.6),
        .init("期限", weight: 1.6), .init("签收", weight: 1),
      ],
      rows: sheet.lines.map { line in
        [
          line.number.map(Words.number) ?? "", line.title + (line.isKey ? "（重点督办）" : ""), line.proposer ?? "（保密）",
          line.role.map(Words.suggestionRole) ?? "", line.others.joined(separator: "、"),
          line.handedOverOn.map(DateWords.long) ?? "", line.due.map(DateWords.long) ?? "",
          line.signedForOn == nil ? "" : "已签收",
        ]
      })
  }

  private static func export(_ visit: Visit, _ form: PostedForm) async throws -> Response {
    let overview = try await ReadHandOverList.overview(
      form.id("session"), by: visit.actor, in: visit.environment)
    let choice = Choice(form.fields["unit"])
    let sheets = try await sheets(choice, overview, visit)
    let export = ListExport(
      list: "代表建议交办清单", filter: Words.session(overview.session, term: overview.term),
      columns: [
        .init("承办单位", width: 22), .init("任务", width: 8), .init("编号", width: 12), .init("标题", width: 44),
        .init("领衔代表", width: 10), .init("类别", width: 14), .init("其他单位（建议承办单位）", width: 28),
        .init("交办", width: 12), .init("签收", width: 12), .init("期限", width: 12), .init("重点督办", width: 10),
        .init("办理页面", width: 48),
      ])
    var left: [[SheetCell]]? = sheets.flatMap { sheet in sheet.lines.map { cells($0, sheet, visit.origin) } }
    return try await export.respond(visit) {
      defer { left = nil }
      return left
    }
  }

  private static func cells(_ line: ReadHandOverList.Line, _ sheet: ReadHandOverList.Sheet, _ origin: String)
    -> [SheetCell]
  {
    [
      .text(sheet.unit?.name ?? "待交办"), .text(line.role.map(Words.suggestionRole)),
      .text(line.number.map(Words.number)), .text(line.title), .text(line.proposer ?? "保密"), .text(line.category),
      .text(line.others.joined(separator: "、")), .date(line.handedOverOn), .date(line.signedForOn), .date(line.due),
      .text(line.isKey ? "是" : ""), .text(origin + SitePath.suggestion(line.suggestion).string),
    ]
  }
}
