import Actions
import Domain
import HTMLKit
import HTTPKit
import HTTPTypes
import Hummingbird
import NIOCore
import PaperKit

/// 公开材料: published suggestions and answers as one page and one PDF for the government's portal and other outlets, and the
/// record of where they stand.
enum PortalRoutes {
  static func add(to table: inout RouteTable) {
    table.get("/work/suggestions/portal", access: .portal) { visit in try await show(visit) }
    table.get("/work/suggestions/portal/html", access: .portal) { visit in
      try await page(try await package(visit), visit)
    }
    table.get("/work/suggestions/portal/pdf", access: .portal) { visit in
      try await file(try await package(visit), visit)
    }
    table.post("/work/suggestions/portal/record", access: .portal) { visit, form in try await record(visit, form) }
    table.get("/work/suggestions/:id/portal/html", access: .portal) { visit in
      try await page(
        try await ReadPortalPackage.one(visit.id("id"), by: visit.actor, in: visit.environment), visit)
    }
    table.get("/work/suggestions/:id/portal/pdf", access: .portal) { visit in
      try await file(
        try await ReadPortalPackage.one(visit.id("id"), by: visit.actor, in: visit.environment), visit)
    }
  }

  private static func package(_ visit: Visit, _ session: ID<CongressSession>? = nil) async throws
    -> ReadPortalPackage.Package
  {
    try await ReadPortalPackage.run(
      session ?? visit.queryID("session"), by: visit.actor, in: visit.environment)
  }

  private static func show(
    _ visit: Visit, _ package: ReadPortalPackage.Package? = nil, _ draft: FormDraft? = nil,
    status: HTTPResponse.Status = .ok
  ) async throws -> Response {
    let shown: ReadPortalPackage.Package
    if let package { shown = package } else { shown = try await self.package(visit) }
    let recorded = visit.query["recorded"].flatMap { Int($0) }.map {
      (done: $0, left: Int(visit.query["left"] ?? "") ?? 0)
    }
    return try await Workbench.page(
      PortalPage(
        package: shown, draft: draft ?? FormDraft(), token: FormToken.make(for: visit), recorded: recorded), visit,
      status: status)
  }

  /// One file that needs nothing beside it.
  private static func page(_ package: ReadPortalPackage.Package, _ visit: Visit) async throws -> Response {
    guard !package.items.isEmpty else { throw ActionError.notFound }
    var headers = Respond.protective()
    headers[.contentType] = "text/html; charset=utf-8"
    headers[.contentDisposition] =
      "attachment; filename=\"lianluo.html\"; filename*=UTF-8''"
      + PercentEncoding.encodeQueryValue(PortalDocument(package).name + ".html")
    headers[.cacheControl] = "no-store"
    return Response(
      status: .ok, headers: headers,
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: PortalDocument(package).html(origin: visit.origin))))
  }

  private static func file(_ package: ReadPortalPackage.Package, _ visit: Visit) async throws -> Response {
    guard !package.items.isEmpty else { throw ActionError.notFound }
    let document = PortalDocument(package)
    let file = try await PaperMaker.pdf(document.paper, createdAt: visit.now.milliseconds)
    return Respond.pdf(file, named: document.name)
  }

  private static func record(_ visit: Visit, _ form: PostedForm) async throws -> Response {
    let package = try await package(visit, form.id("session"))
    var sentences = FormSentences()
    let outlet = PortalReading(visit: visit, form: form).outlet(&sentences)
    guard sentences.problems.isEmpty, let outlet else {
      var draft = FormDraft(form)
      draft.problems = sentences.problems
      return try await show(visit, package, draft, status: .unprocessableContent)
    }
    let outcome = try await RecordOutlets.run(
      outlet, for: package.session?.id, by: visit.actor, in: visit.environment)
    return Respond.redirect(
      SitePath.portal.with([
        ("session", package.session?.id.description), ("recorded", "\(outcome.recorded)"),
        ("left", outcome.left > 0 ? "\(outcome.left)" : nil),
      ]))
  }
}

private struct PortalReading: FormReading {
  let visit: Visit
  let form: PostedForm
}

/// The published text as a page of its own and as a paper. Only what stands on the public page is in it.
struct PortalDocument {
  let package: ReadPortalPackage.Package

  init(_ package: ReadPortalPackage.Package) { self.package = package }

  private var isSingle: Bool { package.items.count == 1 && package.sessions.isEmpty }
  private var session: String {
    Words.session(package.session, term: package.session.flatMap { package.terms[$0.term] })
  }

  var title: String {
    isSingle ? package.items.first?.publication.title ?? "" : "\(package.congressName)\(session)代表建议和答复"
  }

  var name: String { isSingle ? "公开材料-" + title : title }

  private func facts(_ item: ReadPortalPackage.Item) -> [(String, String)] {
    let found = item.publication
    return [
      ("编号", found.number.map { Words.session(item.session, term: item.term) + Words.number($0) } ?? ""),
      ("提出人", found.proposer.isEmpty ? "" : found.proposer + "代表"), ("承办单位", found.units),
      ("答复日期", found.answeredOn.map(DateWords.long) ?? ""), ("办理结果类别", found.resultClass),
      ("代表测评", found.overall.map(Words.satisfaction) ?? ""),
    ].filter { !$0.1.isEmpty }
  }

  // MARK: Page

  func html(origin: String) -> [UInt8] {
    var h = HTMLWriter()
    h.raw("<!doctype html>")
    h.element("html", [.fixed("lang", "zh-CN")]) { h in
      h.element("head") { h in
        h.void("meta", [.fixed("charset", "utf-8")])
        h.void("meta", [.fixed("name", "viewport"), .fixed("content", "width=device-width, initial-scale=1")])
        h.element("title", text: title)
      }
      h.element("body") { h in
        h.h1(text: title)
        if !isSingle {
          h.element("nav") { h in
            h.element("ol") { h in
              for item in package.items {
                h.element("li") { h in h.link("#s\(item.publication.suggestion)", item.publication.title) }
              }
            }
          }
        }
        for item in package.items { article(item, origin, &h) }
        h.p(text: "来源：\(package.congressName)，\(DateWords.long(package.today))。")
      }
    }
    return h.bytes
  }

  private func article(_ item: ReadPortalPackage.Item, _ origin: String, _ h: inout HTMLWriter) {
    let found = item.publication
    h.article(.id("s\(found.suggestion)")) { h in
      if !isSingle { h.h2(text: found.title) }
      h.element("dl") { h in
        for (name, value) in facts(item) {
          h.element("dt", text: name)
          h.element("dd", text: value)
        }
      }
      h.h3(text: found.isSummary ? "建议摘要" : "建议内容")
      paragraphs(found.text, &h)
      h.h3(text: found.isSummary ? "答复摘要" : "答复")
      paragraphs(found.reply, &h)
      h.p { h in h.link(origin + SitePath.publicSuggestion(found.suggestion).string, "原文") }
    }
  }

  private func paragraphs(_ text: String, _ h: inout HTMLWriter) {
    for line in text.split(separator: "\n") { h.p(text: String(line)) }
  }

  // MARK: Paper

  var paper: Paper {
    var blocks: [PaperBlock] = []
    if !isSingle {
      blocks = [
        .title(title),
        .table(
          PaperTable(
            columns: [.init("编号", weight: 1), .init("标题", weight: 4), .init("承办单位", weight: 2)],
            rows: package.items.map {
              [$0.publication.number.map(Words.number) ?? "", $0.publication.title, $0.publication.units]
            })),
      ]
    }
    for item in package.items {
      let found = item.publication
      if !blocks.isEmpty { blocks.append(.pageBreak) }
      blocks.append(.title(found.title))
      blocks.append(.form(PaperForm(facts(item).map { .row(.text($0.0, $0.1)) }, labelWidth: 6)))
      blocks.append(.heading(found.isSummary ? "建议摘要" : "建议内容", isNumbered: false))
      blocks.append(.paragraph(found.text))
      blocks.append(.heading(found.isSummary ? "答复摘要" : "答复", isNumbered: false))
      blocks.append(.paragraph(found.reply))
    }
    blocks.append(.note("来源：\(package.congressName)，\(DateWords.long(package.today))。"))
    return Paper(title: title, style: .compact, blocks: blocks)
  }
}
