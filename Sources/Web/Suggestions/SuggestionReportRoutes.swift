import Actions
import Documents
import Domain
import HTMLKit
import HTTPKit
import HTTPTypes
import Hummingbird
import PaperKit

/// 办理情况报告: the page, the list behind each number, A4 and workbook.
enum SuggestionReportRoutes {
  static func add(to table: inout RouteTable) {
    table.get("/work/suggestions/report", access: .overview) { visit in try await show(visit) }
    table.get("/work/suggestions/report/list", access: .overview) { visit in try await list(visit) }
    table.get("/work/suggestions/report/paper", access: .overview) { visit in try await paper(visit, asFile: false) }
    table.get("/work/suggestions/report/pdf", access: .overview) { visit in try await paper(visit, asFile: true) }
    table.post("/work/suggestions/report/export", access: .overview) { visit, form in try await export(visit, form) }
  }

  /// The term or the days asked for; this year where they are missing, no days at all or the wrong way round.
  static func span(_ term: String?, _ from: String?, _ through: String?, today: CivilDate) -> (
    span: SuggestionReportSpan, isBad: Bool
  ) {
    let year = SuggestionReportSpan.year(today.year)
    if let term, !term.isEmpty {
      return ID<CongressTerm>(text: term).map { (.term($0), false) } ?? (year, true)
    }
    let typed = [from, through].map { $0.flatMap { $0.isEmpty ? nil : $0 } }
    func date(_ text: String?) -> CivilDate? {
      text.flatMap { CivilDate(text: TextCleaning.toHalfWidthDigits($0).replacing("/", with: "-")) }
    }
    if typed.allSatisfy({ $0 == nil }) { return (year, false) }
    guard let from = date(typed[0]), let through = date(typed[1]), from <= through else { return (year, true) }
    return (SuggestionReportSpan(period: .days(from: from, through: through)), false)
  }

  private static func span(_ visit: Visit) -> (span: SuggestionReportSpan, isBad: Bool) {
    span(visit.query["term"], visit.query["from"], visit.query["through"], today: visit.today)
  }

  private static func tables(_ span: SuggestionReportSpan, _ visit: Visit) async throws -> SuggestionReportTables {
    SuggestionReportTables(
      data: try await ReadSuggestionReport.run(span.period, by: visit.actor, in: visit.environment))
  }

  private static func show(_ visit: Visit) async throws -> Response {
    let (span, isBad) = span(visit)
    let page = SuggestionReportPage(
      tables: try await tables(span, visit), span: span, isBad: isBad, token: FormToken.make(for: visit),
      isInWeChat: visit.isInWeChat, today: visit.today)
    return try await Workbench.page(page, visit, status: isBad ? .unprocessableContent : .ok)
  }

  // MARK: The list

  private static func list(_ visit: Visit) async throws -> Response {
    let (span, isBad) = span(visit)
    guard !isBad, let figure = figure(visit) else { throw ActionError.notFound }
    let tables = try await tables(span, visit)
    let page = try await ReadSuggestionReport.list(
      figure, span.period, after: cursor(visit), by: visit.actor, in: visit.environment)
    return try await Workbench.page(
      SuggestionReportListPage(tables: tables, figure: figure, span: span, page: page, today: visit.today), visit)
  }

  private static func figure(_ visit: Visit) -> SuggestionFigure? {
    guard let kind: SuggestionFigure.Kind = visit.queryWord("figure") else { return nil }
    let figure = SuggestionFigure(
      kind, category: kind == .category ? visit.queryID("category") : nil,
      state: kind == .state ? visit.queryWord("state") : nil, unit: kind.isOfParts ? visit.queryID("unit") : nil,
      resultClass: kind == .partClass ? visit.queryText("class") : nil)
    if kind == .state, figure.state == nil { return nil }
    if kind == .category, figure.category == nil, visit.query["category"] != "none" { return nil }
    return figure
  }

  /// `after=123.1`.
  private static func cursor(_ visit: Visit) -> SuggestionReportRow? {
    let parts = (visit.query["after"] ?? "").split(separator: ".")
    guard parts.count == 2, let id = ID<Suggestion>(text: parts[0]), let part = Int(parts[1]) else { return nil }
    return SuggestionReportRow(suggestion: id, part: part)
  }

  // MARK: Paper and workbook

  private static func paper(_ visit: Visit, asFile: Bool) async throws -> Response {
    let (span, isBad) = span(visit)
    guard !isBad else { throw ActionError.notFound }
    let tables = try await tables(span, visit)
    let paper = Self.paper(tables, today: visit.today)
    guard asFile else {
      let page = SuggestionReportPaperPage(
        page: PaperPage(paper: paper), file: SitePath.suggestionReportFile.with(span.query))
      return Respond.page(Document.render(page, visit, .paper(back: .suggestionReport)), for: visit)
    }
    let file = try await PaperMaker.pdf(paper, createdAt: visit.now.milliseconds)
    let scope = tables.data.scope
    return Respond.pdf(file, named: "\(tables.title)-\(scope.from)-\(scope.through)")
  }

  static func paper(_ tables: SuggestionReportTables, today: CivilDate) -> Paper {
    var blocks: [PaperBlock] = [
      .organ(tables.data.congressName, ink: .black), .title(tables.title), .number(tables.period),
    ]
    if let note = tables.reachNote { blocks.append(.note(note)) }
    if let headline = tables.headline { blocks.append(.note(headline)) }
    for table in tables.all {
      let isWide = table.head.count > 3
      blocks.append(
        .table(
          PaperTable(
            caption: table.title,
            columns: table.head.enumerated().map { index, words in
              index == 0
                ? .init(words, weight: isWide ? 2 : 1.4)
                : words == "含义"
                  ? .init(words, weight: 3)
                  : words == "满意率"
                    ? .init(words, weight: 2, alignment: .right) : .number(words)
            }, rows: table.rows.map { $0.map(tables.text) }, hasTotal: table.hasTotal && !table.rows.isEmpty)))
      if !table.note.isEmpty { blocks.append(.note(table.note)) }
    }
    blocks.append(.note("统计日期：\(DateWords.long(today))。"))
    return Paper(title: tables.title, style: .compact, blocks: blocks)
  }

  private static func export(_ visit: Visit, _ form: PostedForm) async throws -> Response {
    let (span, isBad) = span(
      form.fields["term"], form.fields["from"], form.fields["through"], today: visit.today)
    guard !isBad else { throw ActionError.notFound }
    let tables = try await tables(span, visit)
    let export = ListExport(
      list: "代表建议办理情况报告", filter: tables.period,
      columns: [
        .init("表", width: 20), .init("项目", width: 28), .init("指标", width: 20), .init("数", width: 10),
        .init("说明", width: 48),
      ])
    var left: [[SheetCell]]? = tables.all.flatMap { lines($0, tables) }
    return try await export.respond(visit) {
      defer { left = nil }
      return left
    }
  }

  /// A line for each number, so that it can be sorted and filtered.
  private static func lines(_ table: SuggestionReportTables.Table, _ tables: SuggestionReportTables) -> [[SheetCell]] {
    table.rows.flatMap { cells -> [[SheetCell]] in
      let name = cells.first.map(tables.text) ?? ""
      return zip(table.head, cells).dropFirst().map { head, cell in
        switch cell {
        case .figure(let figure):
          return [
            .text(table.title), .text(name), .text(head), .number(tables.data.report[figure]), .text(table.note),
          ]
        case .words(let words): return [.text(table.title), .text(name), .text(head), .empty, .text(words)]
        }
      }
    }
  }
}

/// What a report is about, as its addresses say it.
struct SuggestionReportSpan: Sendable, Equatable {
  let period: SuggestionReportPeriod

  static func year(_ year: Int) -> SuggestionReportSpan { span(year, 1, 12, 31) }
  static func firstHalf(_ year: Int) -> SuggestionReportSpan { span(year, 1, 6, 30) }
  static func secondHalf(_ year: Int) -> SuggestionReportSpan { span(year, 7, 12, 31) }
  static func term(_ id: ID<CongressTerm>) -> SuggestionReportSpan { SuggestionReportSpan(period: .term(id)) }

  private static func span(_ year: Int, _ first: Int, _ last: Int, _ day: Int) -> SuggestionReportSpan {
    let begin = CivilDate(year: year, month: first, day: 1) ?? CivilDate(daysSinceEpoch: 0)
    return SuggestionReportSpan(
      period: .days(from: begin, through: CivilDate(year: year, month: last, day: day) ?? begin))
  }

  var query: [(String, String?)] {
    switch period {
    case .days(let from, let through): [("from", from.description), ("through", through.description)]
    case .term(let id): [("term", "\(id)")]
    }
  }
}
