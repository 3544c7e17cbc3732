import Foundation
import HTMLKit
import PaperKit
import TestSupport
import Testing

@testable import Web

/// A paper on the screen and out of the browser's printer.
@Suite(.serialized) struct PaperPageTests {
  private static let papers = [PaperSamples.letter, PaperSamples.form, PaperSamples.report]

  /// The page as `Document` frames it, in a folder of its own that is removed afterwards.
  private func show<T>(_ paper: Paper, on device: Device, _ body: (TestSupport.Page, URL) async throws -> T)
    async throws -> T
  {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("lianluo-paper-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let css = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../Sources/Web/Assets/style.css")
    try FileManager.default.copyItem(at: css, to: folder.appendingPathComponent("style.css"))
    let page = PaperPage(paper: paper)
    var h = HTMLWriter()
    h.raw("<!doctype html><html lang=\"zh-CN\"><head><meta charset=\"utf-8\">")
    h.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><link rel=\"icon\" href=\"data:,\">")
    h.element("title", text: page.title + " · 联络站")
    h.raw("<link rel=\"stylesheet\" href=\"style.css\"></head><body class=\"desk\">")
    h.raw("<header class=\"desk-bar\"><div class=\"wrap\">")
    h.h1(text: page.title)
    h.raw("</div></header><main id=\"main\">")
    page.body(&h)
    h.raw("</main></body></html>")
    try Data(h.bytes).write(to: folder.appendingPathComponent("page.html"))
    let shown = try await Chromium.shared().newPage(device)
    try await shown.goto(folder.appendingPathComponent("page.html").absoluteString)
    return try await body(shown, folder)
  }

  @Test("同一份文件在手机、窄屏和电脑上都守规矩", arguments: [Device.phone, .narrow, .desktop])
  func onScreen(_ device: Device) async throws {
    var options = PageChecks.Options.standard
    options.allowedWords = ["x", "PDF"]
    for paper in Self.papers {
      let findings = try await show(paper, on: device) { page, _ in
        try await PageChecks.run(on: page, options)
      }
      #expect(findings == [], "\(paper.title) \(device.width)")
    }
  }

  @Test("打印出来是 A4，没有网站的框，表头每页都有")
  func printed() async throws {
    for paper in Self.papers {
      try await show(paper, on: .desktop) { page, folder in
        let file = folder.appendingPathComponent("print.pdf").path
        try await page.pdf(to: file)
        let size = try await CodeReader.size(ofPrinted: file)
        #expect(abs(size.width - 210) < 1 && abs(size.height - 297) < 1)
        let pages = try await CodeReader.texts(ofPrinted: file)
        let alone = try PaperMaker.draw(paper, createdAt: PaperSamples.createdAt)
        #expect(abs(pages.count - alone.pages) <= 1, "\(paper.title): \(pages.count) and \(alone.pages)")
        if paper == PaperSamples.report { #expect(pages.allSatisfy { $0.contains("领衔代表") }) }
        let title = paper.title.filter { !$0.isWhitespace }
        // The bar with the page's own heading is left out.
        #expect(pages.filter { $0.contains(title) }.isEmpty)
      }
    }
  }
}
