import Foundation

/// The house rules every page keeps, looked at in the live page.
///
/// Each finding is one line, `kind: what`, and no finding is an empty list. The kinds: `h1`, `title`,
/// `lang`, `viewport`, `label`, `name`, `inline`, `form`, `raw`, `scroll`, `target`, `id`, `alt`,
/// `heading`, `contrast`, `elder`, `keyboard`, `focus`, `console`, `off-origin`, `weight`.
package enum PageChecks {
  /// What to ask of the page.
  package struct Options: Sendable {
    /// The smallest width and height of what a finger has to hit, in CSS pixels.
    package var minimumTarget = 44.0
    /// The smallest text, or nil where small text is allowed.
    package var minimumText: Double?
    /// Whether to press Tab through the page. It takes a few milliseconds for each stop.
    package var walksKeyboard = true
    /// How often to press Tab at most.
    package var maximumTabs = 300
    /// The bytes of the first view, as sent. A page seen before in the same context weighs less.
    package var maximumBytes = 102_400.0
    /// Words that look like identifiers and are not, `iPhone` for instance.
    package var allowedWords: Set<String> = []
    /// Kinds of findings to leave out.
    package var without: Set<String> = []

    package init() {}

    /// The ordinary page.
    package static let standard = Options()

    /// The version for the old: targets of 60 pixels, text of 18 and lines of 1.3.
    package static var elder: Options {
      var options = Options()
      options.minimumTarget = 60
      options.minimumText = 18
      return options
    }
  }

  /// Checks the document now in `page`, at the size and in the colours it is shown.
  package static func run(on page: Page, _ options: Options = .standard) async throws -> [String] {
    var findings = try await structure(of: page, options)
    findings += try await AccessibleNames.check(page)
    findings += try await script(ContrastScript.source, on: page)
    findings += happened(in: page, options)
    if options.walksKeyboard { findings += try await KeyboardWalk(page, options.maximumTabs).check() }
    return findings.filter { finding in !options.without.contains { finding.hasPrefix("\($0):") } }
  }

  private static func structure(of page: Page, _ options: Options) async throws -> [String] {
    let list = options.allowedWords.map(PageScripts.literal).joined(separator: ",")
    let smallest = options.minimumText.map { "\($0)" } ?? "null"
    let values = "const least = \(options.minimumTarget), smallest = \(smallest), allowed = new Set([\(list)]);"
    let parts = [PageCheckScripts.head, PageCheckScripts.body, PageCheckScripts.text, PageCheckScripts.targets]
    return try await script("\(values)\n\(parts.joined(separator: "\n"))", on: page)
  }

  /// Runs a script that pushes `[kind, what]` pairs onto `out`.
  private static func script(_ source: String, on page: Page) async throws -> [String] {
    let body = "const out = [];\n\(source)\nreturn out;"
    let pairs: [[String]] = try await page.evaluate(PageScripts.call(body))
    return pairs.map { $0.joined(separator: ": ") }
  }

  /// What the log has about the document now in the page.
  private static func happened(in page: Page, _ options: Options) -> [String] {
    let state = page.log.state
    guard let document = state.documents.last else { return [] }
    var findings = state.console.filter { $0.document == state.documents.count }.map { "console: \($0.message)" }
    let here = origin(document.url)
    let requests = state.requests.filter { $0.loader == document.loader }.map(\.url)
    var foreign: [String] = []
    for url in requests where isRemote(url) && origin(url) != here && !foreign.contains(url) { foreign.append(url) }
    findings += foreign.map { "off-origin: \($0)" }
    let bytes = state.bytes[document.loader] ?? 0
    if bytes > options.maximumBytes {
      findings.append("weight: first view \(Int(bytes)) bytes > \(Int(options.maximumBytes))")
    }
    return findings
  }

  private static func isRemote(_ url: String) -> Bool {
    ["http:", "https:", "ws:", "wss:"].contains { url.lowercased().hasPrefix($0) }
  }

  private static func origin(_ url: String) -> String {
    guard let parts = URLComponents(string: url), let host = parts.host else { return "" }
    let scheme = (parts.scheme ?? "").replacingOccurrences(of: "ws", with: "http")
    return "\(scheme)://\(host):\(parts.port ?? (scheme == "https" ? 443 : 80))"
  }
}
