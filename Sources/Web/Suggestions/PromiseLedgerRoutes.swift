import Actions
import Documents
import Domain
import HTTPKit
import HTTPTypes
import Hummingbird
import PaperKit

/// 承诺事项台账: the page, A4 and workbook.
enum PromiseLedgerRoutes {
  static func add(to table: inout RouteTable) {
    table.get("/work/suggestions/ledger", access: .ledgers) { visit in try await show(visit) }
    table.get("/work/suggestions/ledger/paper", access: .ledgers) { visit in try await paper(visit, asFile: false) }
    table.get("/work/suggestions/ledger/pdf", access: .ledgers) { visit in try await paper(visit, asFile: true) }
    table.post("/work/suggestions/ledger/export", access: .ledgers) { visit, form in try await export(visit, form) }
  }

  /// `state=late` stands for open ones whose day is over.
  static func filter(_ value: (String) -> String?) -> SuggestionLedgerFilter {
    var filter = SuggestionLedgerFilter()
    filter.year = Int(value("year") ?? "")
    filter.unit = ID<HandlingUnit>(text: value("unit") ?? "")
    filter.isLate = value("state") == "late"
    filter.state = SuggestionPromiseState(rawValue: value("state") ?? "")
    return filter
  }

  /// `after=2026-03-01.123.1`.
  private static func cursor(_ visit: Visit) -> SuggestionLedgerRow? {
    let parts = (visit.query["after"] ?? "").split(separator: ".")
    guard parts.count == 3, let due = CivilDate(text: parts[0]), let id = ID<Suggestion>(text: parts[1]),
      let number = Int(parts[2])
    else { return nil }
    return SuggestionLedgerRow(suggestion: id, number: number, due: due)
  }

  private static func show(_ visit: Visit) async throws -> Response {
    let filter = filter { visit.query[$0] }
    let page = try await ReadPromiseLedger.run(filter, after: cursor(visit), by: visit.actor, in: visit.environment)
    return try await Workbench.page(
      PromiseLedgerPage(
        page: page, filter: filter, token: FormToken.make(for: visit), isInWeChat: visit.isInWeChat,
        calendar: try await visit.environment.rules.calendar()), visit)
  }

  // MARK: Paper and workbook

  /// As many as a paper holds with sense; the rest is in the workbook.
  private static let mostOnPaper = 1000

  private static func paper(_ visit: Visit, asFile: Bool) async throws -> Response {
    let filter = filter { visit.query[$0] }
    let page = try await ReadPromiseLedger.run(
      filter, limit: mostOnPaper, by: visit.actor, in: visit.environment)
    let paper = Self.paper(page, filter)
    let query = PromiseLedgerPage.query(filter)
    guard asFile else {
      let shown = SuggestionReportPaperPage(
        page: PaperPage(paper: paper), file: SitePath.suggestionPages(.ledgerFile).with(query))
      return Respond.page(Document.render(shown, visit, .paper(back: .promiseLedger)), for: visit)
    }
    let file = try await PaperMaker.pdf(paper, createdAt: visit.now.milliseconds)
    return Respond.pdf(file, named: "承诺事项台账-\(page.today)")
  }

  static func paper(_ page: ReadPromiseLedger.Page, _ filter: SuggestionLedgerFilter) -> Paper {
    let rows = page.lines.map { line in
      [
        [Words.session(line.session, term: line.term), line.suggestionNumber.map(Words.number)]
          .compactMap { $0 }.joined(),
        line.title, Words.proposer(line.proposer), line.unit, line.promised ?? "（文字已删除）",
        DateWords.long(line.row.due), state(line),
      ]
    }
    var blocks: [PaperBlock] = [
      .organ(page.congressName, ink: .black), .title("代表建议承诺事项台账"),
      .number(PromiseLedgerPage.words(filter, page)),
      .table(
        PaperTable(
          columns: [
            .init("编号", weight: 1.5), .init("建议", weight: 2.2), .init("提出人", weight: 1.1),
            .init("承办单位", weight: 1.4), .init("承诺", weight: 3), .init("完成期限", weight: 1.3),
            .init("落实情况", weight: 1.9),
          ], rows: rows)),
    ]
    if page.next != nil { blocks.append(.note("只列出期限最早的\(mostOnPaper)项，其余的见 Excel。")) }
    blocks.append(.note("统计日期：\(DateWords.long(page.today))。"))
    return Paper(title: "代表建议承诺事项台账", style: .compact, isLandscape: true, blocks: blocks)
  }

  private static func state(_ line: ReadPromiseLedger.Line) -> String {
    [
      line.isLate ? "超期未落实" : Words.promiseState(line.state, line.overall),
      line.keptOn.map { DateWords.long($0) + "落实" },
      line.overall.map(Words.satisfaction),
    ].compactMap { $0 }.joined(separator: "，")
  }

  private static func export(_ visit: Visit, _ form: PostedForm) async throws -> Response {
    let filter = filter { form.fields[$0] }
    let first = try await ReadPromiseLedger.run(filter, limit: 1, by: visit.actor, in: visit.environment)
    let export = ListExport(
      list: "承诺事项台账", filter: PromiseLedgerPage.words(filter, first),
      columns: [
        .init("届次", width: 18), .init("编号", width: 12), .init("建议", width: 40), .init("提出人", width: 10),
        .init("承办单位", width: 20), .init("类别", width: 8), .init("承诺", width: 48), .init("完成期限", width: 12),
        .init("进展", width: 20), .init("落实日期", width: 12), .init("再次答复", width: 12), .init("评价", width: 10),
        .init("落实情况", width: 48),
      ])
    var cursor: SuggestionLedgerRow?
    var isFirst = true
    return try await export.respond(visit) {
      if !isFirst, cursor == nil { return nil }
      isFirst = false
      let page = try await ReadPromiseLedger.run(
        filter, after: cursor, limit: ListExport.piece, by: visit.actor, in: visit.environment)
      cursor = page.next
      return page.lines.map(cells)
    }
  }

  private static func cells(_ line: ReadPromiseLedger.Line) -> [SheetCell] {
    [
      .text(Words.session(line.session, term: line.term)), .text(line.suggestionNumber.map(Words.number)),
      .text(line.title), .text(line.proposer ?? "保密"), .text(line.unit), .text(line.resultClass),
      .text(line.promised), .date(line.row.due),
      .text(line.isLate ? "超期未落实" : Words.promiseState(line.state, line.overall)),
      .date(line.keptOn), .date(line.answeredOn), .text(line.overall.map(Words.satisfaction)), .text(line.done),
    ]
  }
}
