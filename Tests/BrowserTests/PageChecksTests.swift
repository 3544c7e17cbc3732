import Foundation
import TestSupport
import Testing

/// Plants one fault at a time in a clean page and looks whether the house checks find it, and only it.
@Suite(.serialized) struct PageChecksTests {
  /// A fault: what to replace in the clean page, and the finding to expect.
  struct Fault: Sendable, CustomTestStringConvertible {
    var kind: String
    var what: String
    var old: String
    var new: String

    init(_ kind: String, _ what: String, _ old: String, _ new: String) {
      (self.kind, self.what, self.old, self.new) = (kind, what, old, new)
    }

    var testDescription: String { "\(kind): \(new)" }
  }

  /// One page for all faults: what it saw before does not count against the next document.
  private static let phone = Task { try await Chromium.shared().newPage(.phone) }

  /// Checks a document, written to a directory of its own that is removed afterwards.
  private func check(
    _ html: String, _ device: Device = .phone, _ options: PageChecks.Options = .standard
  ) async throws -> [String] {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("lianluo-checks-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data(Self.css.utf8).write(to: folder.appendingPathComponent("style.css"))
    try Data(html.utf8).write(to: folder.appendingPathComponent("page.html"))
    let shared = device.width == Device.phone.width
    let page = if shared { try await Self.phone.value } else { try await Chromium.shared().newPage(device) }
    try await page.goto(folder.appendingPathComponent("page.html").absoluteString)
    return try await PageChecks.run(on: page, options)
  }

  @Test(arguments: [Device.phone, .narrow, .desktop]) func nothingOnACleanPage(_ device: Device) async throws {
    #expect(try await check(Self.clean, device) == [])
  }

  @Test(arguments: PageChecksTests.faults) func findsThePlantedFault(_ fault: Fault) async throws {
    let page = Self.clean.replacingOccurrences(of: fault.old, with: fault.new)
    #expect(page != Self.clean, "the fault is not in the page")
    let findings = try await check(page)
    let own = findings.filter { $0.hasPrefix("\(fault.kind):") && $0.contains(fault.what) }
    #expect(!own.isEmpty, "not found; found: \(findings)")
    // A field whose label is there but empty has no accessible name either.
    let expected = fault.kind == "label" ? ["label:", "name:"] : ["\(fault.kind):"]
    #expect(findings.filter { finding in !expected.contains { finding.hasPrefix($0) } } == [], "found besides")
  }

  @Test func elderModeAsksForMore() async throws {
    let findings = try await check(Self.clean, .phone, .elder)
    #expect(findings.contains { $0.hasPrefix("target:") && $0.contains("smaller than 60") })
    #expect(findings.contains { $0.hasPrefix("elder: 16px") })
    let large = Self.clean.replacingOccurrences(of: "<body>", with: "<body class='elder'>")
    let none = try await check(large, .phone, .elder)
    #expect(none == [])
  }

  @Test func darkColoursAreMeasuredToo() async throws {
    let page = try await Chromium.shared().newPage(.phone)
    let style = "<style nonce='a'>@media (prefers-color-scheme: dark) { h1 { color: #888; background: #777 } }</style>"
    let html = Self.clean.replacingOccurrences(of: "</head>", with: style + "</head>")
    try await page.goto("data:text/html;base64,\(Data(html.utf8).base64EncodedString())")
    var options = PageChecks.Options.standard
    options.without = ["target", "console"]
    #expect(try await PageChecks.run(on: page, options) == [])
    try await page.emulateDark()
    let findings = try await PageChecks.run(on: page, options)
    #expect(findings.count == 1 && findings.allSatisfy { $0.hasPrefix("contrast: 1.2") }, "\(findings)")
  }

  @Test func exceptionsAreKept() async throws {
    var options = PageChecks.Options.standard
    let named = Self.clean.replacingOccurrences(of: "请您填写", with: "用 iPhone 填写")
    #expect(try await check(named) == ["raw: identifiers in the text: iPhone"])
    options.allowedWords = ["iPhone"]
    #expect(try await check(named, .phone, options) == [])
    let exempt = """
      <p class="faint" aria-hidden="true">装饰</p><button class="faint" disabled>停用</button>
      <p class="onpicture faint">画上的字</p><span class="unseen faint">只供朗读</span>
      <details><summary>更多</summary><a href="/hidden">藏着的链接</a></details>
      <script type="application/json">{"snake_case": null}</script>
      """
    #expect(try await check(Self.clean.replacingOccurrences(of: "</main>", with: exempt + "</main>")) == [])
  }
}

// MARK: - The page and its faults

extension PageChecksTests {
  static let faults: [Fault] = [
    Fault("h1", "2 visible", "</main>", "<h1>提诉求 二</h1></main>"),
    Fault("h1", "0 visible", "<h1>提诉求</h1>", "<p>提诉求</p>"),
    Fault("title", "不是", "<title>提诉求", "<title>不是"),
    Fault("title", "no title", "<title>提诉求 · 联络站</title>", ""),
    Fault("lang", "zh-TW", "zh-CN", "zh-TW"),
    Fault("viewport", "forbids", "initial-scale=1", "maximum-scale=1"),
    Fault("label", "#who", "<label for=\"who\">姓名</label>", "<p>姓名</p>"),
    Fault("label", "#who", "<label for=\"who\">姓名</label>", "<label for=\"who\"></label>"),
    Fault("name", "link without a name", "</main>", "<a class=\"box\" href=\"/a\"></a></main>"),
    Fault("name", "button without a name", "</main>", "<button type=\"button\"></button></main>"),
    Fault("inline", "style attribute", "<p>请", "<p style=\"margin: 0\">请"),
    Fault("inline", "style element", "</head>", "<style>b { margin: 0 }</style></head>"),
    Fault("inline", "script", "</main>", "<script>let a = 1</script></main>"),
    Fault("inline", "onclick", "<button>", "<button onclick=\"go()\">"),
    Fault("form", "neither", "<form action=\"/submit\" method=\"post\">", "<form>"),
    Fault("raw", "undefined", "请您填写", "undefined"),
    Fault("raw", "Optional(", "请您填写", "Optional(\"张三\")"),
    Fault("raw", "votedFor, snake_case", "请您填写", "votedFor 与 snake_case"),
    Fault("scroll", "wider than the window", "</main>", "<div class=\"wide\">宽</div></main>"),
    Fault("target", "button.small “提交” 64x24", "<button>", "<button class=\"small\">"),
    Fault("id", "#twice", "<p>请", "<p id=\"twice\"><b id=\"twice\"></b>请"),
    Fault("alt", "a.png", "</main>", "<img src=\"data:image/gif;base64,R0lGODlhAQABAAAAACw=#a.png\"></main>"),
    Fault("heading", "h2 is followed by h4", "</main>", "<h4>跳级</h4></main>"),
    Fault("contrast", "3.5", "<p>请", "<p class=\"faint\">请"),
    Fault("contrast", "1.73", "<button>", "<button class=\"veiled\">"),
    Fault("contrast", "“如：张三”", "class=\"field\"", "class=\"field pale\""),
    Fault("keyboard", "更正", "<a class=\"box\" ", "<a class=\"box\" tabindex=\"-1\" "),
    Fault("focus", "更正", "<a class=\"box\" ", "<a class=\"box bare\" "),
    Fault("console", "style-missing.css", "</head>", "<link rel=\"stylesheet\" href=\"style-missing.css\"></head>"),
    Fault("console", "坏了", "</main>", "<script src=\"data:text/javascript,console.error('坏了')\"></script></main>"),
    Fault("console", "bad", "</main>", "<script src=\"data:text/javascript,throw Error('bad')\"></script></main>"),
  ]

  /// A request that leaves the origin also fails here, where nothing listens.
  @Test func findsARequestThatLeavesTheOrigin() async throws {
    let picture = "<img alt=\"\" src=\"http://127.0.0.1:1/elsewhere.png\">"
    let findings = try await check(Self.clean.replacingOccurrences(of: "</main>", with: picture + "</main>"))
    #expect(findings.contains("off-origin: http://127.0.0.1:1/elsewhere.png"), "\(findings)")
  }

  static let css = """
    body { margin: 16px; background: #fff; color: #211c18; font: 16px/1.5 sans-serif }
    .field, button, .box, summary { box-sizing: border-box; min-height: 44px; min-width: 64px; font: inherit }
    .field { width: 100%; color: #211c18; background: #fff }
    .field::placeholder { color: #666 }
    .field.pale::placeholder { color: #bbb }
    .box, summary, label { display: block }
    .choice { min-height: 44px }
    button { color: #fff; background: #a61b1f; border: 0 }
    button.small { min-height: 24px; height: 24px }
    button.veiled { opacity: 0.3 }
    .faint { color: #888 }
    .onpicture { background: linear-gradient(#888, #999) }
    .unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; white-space: nowrap }
    .wide { width: 800px }
    .bare:focus { outline: none }
    .elder { font-size: 20px }
    .elder .field, .elder button, .elder .box, .elder .choice { min-height: 60px }
    """

  static let clean = """
    <!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>提诉求 · 联络站</title>
    <meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">
    <link rel="stylesheet" href="style.css"></head><body><main><h1>提诉求</h1>
    <p>请您填写，或者看<a href="/help">填写说明</a>再写。</p><h2>您的情况</h2>
    <form action="/submit" method="post">
    <label for="who">姓名</label><input class="field" id="who" name="who" placeholder="如：张三">
    <label for="what">诉求</label><textarea class="field" id="what" name="what"></textarea>
    <label for="day">日期</label><input class="field" type="date" id="day" name="day">
    <label class="choice"><input type="radio" name="how" value="1" checked> 公开</label>
    <label class="choice"><input type="radio" name="how" value="2"> 不公开</label>
    <label class="choice"><input type="checkbox" name="agree"> 同意</label>
    <label for="town">街道</label><select class="field" id="town"><option>东街</option><option>西街</option></select>
    <button>提交</button></form><a class="box" href="/fix">更正已提交的诉求</a></main></body></html>
    """
}
