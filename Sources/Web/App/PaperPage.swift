import Documents
import HTMLKit
import HTTPKit
import HTTPTypes
import Hummingbird
import NIOCore
import PaperKit

extension Respond {
  /// A PDF to keep: viewers in browsers run what the policy of the pages forbids.
  static func pdf(_ file: PaperFile, named name: String) -> Response {
    var headers = protective()
    headers[.contentType] = "application/pdf"
    headers[.contentDisposition] =
      "attachment; filename=\"lianluo.pdf\"; filename*=UTF-8''" + PercentEncoding.encodeQueryValue(name + ".pdf")
    headers[.cacheControl] = "no-store"
    return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: file.bytes)))
  }
}

/// A paper on the screen, for the browser's own print: the same value that `PaperMaker` makes a PDF of. Shown by
/// `Document.Kind.paper`, whose bar is not printed.
struct PaperPage: HTMLKit.Page {
  let paper: Paper
  /// Where the same is to be had as a PDF.
  var pdf: SitePath?

  var title: String { paper.title }

  func body(_ h: inout HTMLWriter) {
    h.article(.class(names), .label(paper.title + "内容")) { h in
      var writer = PaperWriter(paper)
      writer.write(&h)
    }
    if let pdf {
      h.p(.class("desk-next row noprint")) { h in
        h.a(.class("btn"), .href(pdf.string), .flag("download")) { h in h.text("下载 PDF") }
      }
    }
  }

  private var names: StaticString {
    switch (paper.style, paper.isLandscape) {
    case (_, true): "paper sheet sheet-wide doc"
    case (.letter, false): "paper letter doc"
    case (.compact, false): paper.footer.isNumbered ? "paper sheet doc doc-numbered" : "paper sheet doc"
    }
  }
}

/// Writes the blocks of a paper as HTML.
private struct PaperWriter {
  private let paper: Paper
  private var numbers = PaperNumbers()
  /// Headings on the page begin below its title.
  private let hasTitle: Bool

  init(_ paper: Paper) {
    self.paper = paper
    hasTitle = paper.blocks.contains { if case .title = $0 { true } else { false } }
  }

  mutating func write(_ h: inout HTMLWriter) {
    var index = 0
    while index < paper.blocks.count {
      let items = paper.blocks[index...].prefix { if case .item = $0 { true } else { false } }
      if items.isEmpty {
        write(paper.blocks[index], at: index, &h)
        index += 1
      } else {
        list(items, &h)
        index = items.endIndex
      }
    }
    if !paper.footer.text.isEmpty { h.p(.class("sheet-note"), text: paper.footer.text) }
  }

  private mutating func write(_ block: PaperBlock, at index: Int, _ h: inout HTMLWriter) {
    switch block {
    case .classMark(let mark): h.p(.class("letter-class"), text: mark)
    case .organ(let name, let ink):
      h.p(.class(ink == .red ? "letter-org" : "letter-org is-black")) { h in h.lines(clean(name)) }
      // The line comes after the number if that follows.
      if case .number? = paper.blocks.dropFirst(index + 1).first { return }
      rule(ink, &h)
    case .number(let number):
      h.p(.class("doc-number"), text: clean(number))
      if index > 0, case .organ(_, let ink) = paper.blocks[index - 1] { rule(ink, &h) }
    case .title(let title):
      h.element("h2", [.class(paper.style == .letter ? "letter-title" : "letter-title sheet-title")]) { h in
        h.lines(clean(title))
      }
    case .addressee(let words): paragraphs(words, "flush", &h)
    case .paragraph(let words): paragraphs(words, nil, &h)
    case .heading(let words, let level, let isNumbered):
      heading((isNumbered ? numbers.next(level) : "") + clean(words), level, &h)
    case .item: return
    case .signature(let organ, let date, let seal): signature(organ, date, seal, &h)
    case .note(let words): paragraphs(words, "sheet-note", &h)
    case .copies(let entries, let issuer, let issued): copies(entries, issuer, issued, &h)
    case .form(let form): h.paperForm(form, paper.title)
    case .table(let table): h.paperTable(table, paper.title)
    case .code(let code): self.code(code, &h)
    case .pageBreak: h.void("hr", [.class("doc-break")])
    }
  }

  private func clean(_ text: String) -> String { PaperText.clean(text) }

  private func rule(_ ink: PaperInk, _ h: inout HTMLWriter) {
    h.void("hr", [.class(ink == .red ? "letter-rule" : "letter-rule is-black")])
  }

  private func paragraphs(_ words: String, _ name: StaticString?, _ h: inout HTMLWriter) {
    for line in clean(words).split(separator: "\n", omittingEmptySubsequences: false) {
      h.element("p", name.map { [.class($0)] } ?? [], text: String(line))
    }
  }

  private func heading(_ words: String, _ level: Int, _ h: inout HTMLWriter) {
    switch min(max(level, 1), 3) + (hasTitle ? 1 : 0) {
    case 1: h.element("h2", [.class("flush")], text: words)
    case 2: h.element("h3", text: words)
    case 3: h.element("h4", text: words)
    default: h.element("h5", text: words)
    }
  }

  private func list(_ items: ArraySlice<PaperBlock>, _ h: inout HTMLWriter) {
    h.ul(.class("doc-list")) { h in
      for case .item(let words, let mark) in items {
        h.li { h in
          h.span(text: mark)
          h.p { h in h.lines(clean(words)) }
        }
      }
    }
  }

  private func signature(_ organ: String, _ date: String, _ seal: Bool, _ h: inout HTMLWriter) {
    h.div(.class(seal ? "letter-sign letter-sealed" : "letter-sign")) { h in
      h.div { h in
        h.p { h in h.lines(clean(organ)) }
        h.p(text: clean(date))
        if seal { h.span(.class("stamp"), text: "盖章处") }
      }
    }
  }

  private func copies(_ entries: [String], _ issuer: String, _ issued: String, _ h: inout HTMLWriter) {
    h.div(.class("letter-copy")) { h in
      for entry in entries { h.p { h in h.lines(clean(entry)) } }
      if !(issuer + issued).isEmpty {
        h.p(.class("sheet-no")) { h in
          h.span(text: clean(issuer))
          h.span(text: clean(issued))
        }
      }
    }
  }

  private func code(_ code: PaperCode, _ h: inout HTMLWriter) {
    h.div(.class("sheet-foot")) { h in
      h.p(.class("sheet-note")) { h in h.lines(clean(code.caption)) }
      h.div(.class("qr"), .fixed("role", "img"), .label(code.label)) { h in
        h.raw(trusted: QRCode.svg(modules: code.modules))
      }
    }
  }
}
