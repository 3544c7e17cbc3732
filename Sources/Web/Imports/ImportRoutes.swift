import Actions
import Domain
import HTMLKit
import HTTPKit
import HTTPTypes
import Hummingbird
import NIOCore
import TablesKit

/// What is done with a file that was checked.
package enum ImportAct: String, CaseIterable, Sendable {
  case apply, undo, discard
  /// Goes on at once instead of waiting for the timer.
  case goOn = "go-on"
}

/// 导入名单: upload, report, import, undo.
enum ImportRoutes {
  static func add(to table: inout RouteTable) {
    table.get("/work/imports", access: .rosters) { visit in try await list(visit, FormDraft(), .ok) }
    table.post("/work/imports", access: .rosters) { visit, form in try await upload(visit, form) }
    table.get("/work/imports/templates/:kind/:format", access: .rosters) { visit in try template(visit) }
    table.get("/work/imports/:id", access: .rosters) { visit in try await show(visit) }
    table.get("/work/imports/:id/report/:format", access: .rosters) { visit in try await report(visit) }
    table.get("/work/imports/:id/slips", access: .rosters) { visit in try await slips(visit) }
    for act in ImportAct.allCases {
      table.post("/work/imports/:id/\(act.rawValue)", access: .rosters) { visit, _ in try await carryOut(act, visit) }
    }
  }

  // MARK: Upload

  private static func list(_ visit: Visit, _ draft: FormDraft, _ status: HTTPResponse.Status) async throws -> Response {
    let offered = try await ReadImports.kinds(for: visit.actor, in: visit.environment)
    if offered.isEmpty { throw ActionError.refused(.notYours) }
    let runs = try await ReadImports.list(
      by: visit.actor, before: visit.queryID("before"), in: visit.environment)
    let page = ImportsPage(
      offered: offered, runs: runs, isFirst: visit.query["before"] == nil, draft: draft,
      token: FormToken.make(for: visit), today: visit.today)
    return try await Workbench.page(page, visit, status: status)
  }

  private static func upload(_ visit: Visit, _ form: PostedForm) async throws -> Response {
    var draft = FormDraft(form)
    do {
      let offered = try await ReadImports.kinds(for: visit.actor, in: visit.environment)
      let congress = form.id("congress", Congress.self) ?? offered.first?.congress.id
      guard let kind: ImportKind = form.word("kind"), let congress else {
        draft.problems = [(field: "kind", words: "请选择导入什么")]
        return try await list(visit, draft, .unprocessableContent)
      }
      if !form.problems.isEmpty { throw TableProblem.tooLarge(megabytes: 10) }
      guard let file = form.files.first else {
        draft.problems = [(field: "file", words: "请选择文件")]
        return try await list(visit, draft, .unprocessableContent)
      }
      let run = try await PrepareImport.run(
        .init(kind: kind, congress: congress, fileName: file.name, bytes: file.bytes), by: visit.actor, key: form.key,
        in: visit.environment)
      return Respond.redirect(SitePath.importRun(run).string)
    } catch let problem as TableProblem {
      draft.problems = [(field: "file", words: ImportWords.sentence(problem))]
    } catch let problem as ImportFileProblem {
      draft.problems = [(field: "file", words: ImportWords.sentence(problem))]
    }
    return try await list(visit, draft, .unprocessableContent)
  }

  private static func template(_ visit: Visit) throws -> Response {
    guard let kind = ImportKind(rawValue: try visit.parameter("kind")) else { throw ActionError.notFound }
    let format = try format(visit)
    return Respond.download(
      try ImportFiles.template(kind, format), format, named: "模板-" + ImportWords.kind(kind))
  }

  private static func format(_ visit: Visit) throws -> SheetFormat {
    guard let format = SheetFormat(rawValue: try visit.parameter("format")) else { throw ActionError.notFound }
    return format
  }

  // MARK: A run

  private static func show(_ visit: Visit, problem: String? = nil, status: HTTPResponse.Status = .ok) async throws
    -> Response
  {
    let fault: ImportFault? = visit.queryWord("fault")
    let data = try await ReadImports.page(
      visit.id("id"), fault: fault, after: Int(visit.query["after"] ?? "") ?? 0, by: visit.actor, in: visit.environment)
    let page = ImportRunView(
      data: data, fault: fault, isFirst: visit.query["after"] == nil, problem: problem,
      token: FormToken.make(for: visit), today: visit.today)
    var response = try await Workbench.page(page, visit, status: status)
    // Without a script, too, the page follows what goes on.
    if data.run.state.isUnderWay, let refresh = HTTPField.Name("Refresh") { response.headers[refresh] = "4" }
    return response
  }

  private static func carryOut(_ act: ImportAct, _ visit: Visit) async throws -> Response {
    let id: ID<ImportRun> = try visit.id("id")
    do {
      switch act {
      case .apply: try await ApplyImport.run(id, by: visit.actor, in: visit.environment)
      case .undo: try await UndoImport.run(id, by: visit.actor, in: visit.environment)
      case .discard: try await DiscardImport.run(id, by: visit.actor, in: visit.environment)
      case .goOn: try await GoOnImport.run(id, by: visit.actor, in: visit.environment)
      }
      return Respond.redirect(SitePath.importRun(id).string)
    } catch ActionError.changedMeanwhile {
      return try await show(visit, problem: "刚才已经有人办过这一步，下面是现在的情况", status: .conflict)
    }
  }

  private static func report(_ visit: Visit) async throws -> Response {
    let format = try format(visit)
    let data = try await ReadImports.page(
      visit.id("id"), fault: nil, after: 0, limit: 50_000, by: visit.actor, in: visit.environment)
    return Respond.download(
      try ImportFiles.report(data.findings, format), format, named: "检查报告-" + ImportWords.kind(data.run.kind))
  }

  private static func slips(_ visit: Visit) async throws -> Response {
    let id: ID<ImportRun> = try visit.id("id")
    let page = FirstSignInPage(
      slips: try await ImportSlips.run(id, by: visit.actor, in: visit.environment), site: visit.site,
      address: visit.absolute(.signIn))
    return Respond.page(Document.render(page, visit, .paper(back: .importRun(id))), for: visit)
  }
}

extension Respond {
  /// A file to keep: never shown in the browser, never sniffed.
  static func download(_ bytes: [UInt8], _ format: SheetFormat, named name: String) -> Response {
    var headers = protective()
    headers[.contentType] = format.contentType
    headers[.contentDisposition] =
      "attachment; filename=\"lianluo.\(format.rawValue)\"; filename*=UTF-8''"
      + PercentEncoding.encodeQueryValue(name + "." + format.rawValue)
    headers[.cacheControl] = "no-store"
    return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
  }
}
