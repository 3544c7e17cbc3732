import Actions
import Domain
import HTTPTypes
import SecretsKit
import TablesKit
import TestSupport
import Web

/// Everything that a reader can fetch: each GET of the route table with every id that is planted, and what links lead on to.
struct PlantedCrawl {
  let planted: PlantedTown
  let finder: MarkFinder
  /// Pages beyond the route table that are followed.
  static let mostFollowed = 40

  struct Result {
    var found: [Mark: [String]] = [:]
    var pages = 0
    /// Lists that were handed out.
    var files = 0
    /// Answers of 500 and more.
    var failed: [String] = []
  }

  func run(_ reader: PlantedReader) async throws -> Result {
    var result = Result()
    var seen: Set<String> = []
    var links: [String] = []
    for path in paths where seen.insert(path).inserted {
      links += try await fetch(path, reader, &result)
    }
    for path in apiPaths { _ = try await fetch(path, reader, &result, by: reader.application) }
    try await takeLists(reader, &result)
    var followed = 0
    while let path = links.popLast(), followed < Self.mostFollowed {
      guard seen.insert(path).inserted else { continue }
      followed += 1
      links = try await fetch(path, reader, &result) + links
    }
    return result
  }

  /// Every list that is handed out as a file.
  private func takeLists(_ reader: PlantedReader, _ result: inout Result) async throws {
    guard let token = try await reader.browser.open("/work").text.firstMatch(of: /name="form" value="([^"]+)"/) else {
      return
    }
    let exports = SiteServer.table().lines.filter { $0.method == "POST" && $0.pattern.contains("/export") }
    for path in exports.flatMap({ paths($0.pattern) }) {
      let answer = try await reader.browser.post(path, [("form", String(token.1)), ("range", "all")])
      if answer.status == 200 { result.files += 1 }
      look(at: answer, of: "POST " + path, &result)
    }
  }

  private func fetch(_ path: String, _ reader: PlantedReader, _ result: inout Result, by headers: HTTPFields = [:])
    async throws -> [String]
  {
    let answer = try await reader.browser.get(path, headers: headers)
    look(at: answer, of: path, &result)
    return Self.links(in: answer)
  }

  private func look(at answer: SiteAnswer, of path: String, _ result: inout Result) {
    result.pages += 1
    if answer.status >= 500 { result.failed.append("\(answer.status) \(path)") }
    // A browser's own cookies are sent back to it and to nobody else; other secrets are looked for in them, too.
    let headers = answer.headers.map { "\($0.name): \($0.value)" }.joined(separator: "\n")
    var marks = finder.marks(in: answer.bytes).union(finder.marks(in: headers))
    for part in Self.parts(of: answer) { marks.formUnion(finder.marks(in: part)) }
    for mark in marks { result.found[mark, default: []].append(path) }
  }

  /// The sheets of a workbook: what stands in its cells is packed.
  static func parts(of answer: SiteAnswer) -> [[UInt8]] {
    guard answer.bytes.starts(with: [0x50, 0x4B, 3, 4]), var archive = try? ZipArchive(answer.bytes) else { return [] }
    return archive.names.sorted().compactMap { name in (try? archive.contents(of: name)) ?? nil }
  }

  /// Where the page leads on this site, without what is fetched from the table anyway in another order.
  static func links(in answer: SiteAnswer) -> [String] {
    guard answer.header("Content-Type")?.hasPrefix("text/html") == true else {
      return answer.location.hasPrefix("/") ? [answer.location] : []
    }
    var links: [String] = []
    for piece in answer.text.split(separator: "=\"/").dropFirst() {
      let target = "/" + piece.prefix { $0 != "\"" && $0 != "#" }
      if target.hasPrefix("/assets") || target.contains("<") { continue }
      links.append(target.replacing("&amp;", with: "&"))
    }
    return links
  }

  // MARK: Addresses

  /// Every address of the table, with every planted id that could stand in it.
  private var paths: [String] {
    SiteServer.table().lines.filter { $0.method == "GET" && !Self.isPacked($0.pattern) }.flatMap { paths($0.pattern) }
      + [
        "/healthz", "/readyz", "/metrics", "/api/openapi.json", "/nothing",
        // A page shows again what was looked for: no whole mark is.
        "/work/matters?q=\(SiteBrowser.encode("标"))", "/work/matters?q=1387111",
        "/deputies?q=\(SiteBrowser.encode("标"))",
        "/matters?q=\(SiteBrowser.encode("标"))",
      ]
  }

  /// Files of papers that are pages, too: their words are packed, and they take time.
  private static func isPacked(_ pattern: String) -> Bool {
    pattern.hasSuffix("/pdf") && (pattern.contains("/suggestions") || pattern.contains("/motions"))
  }

  /// Every GET of the API, and what its search finds.
  private var apiPaths: [String] {
    let marks = ["标", "1387111"].map(SiteBrowser.encode)
    return APITable.lines.filter { $0.hasPrefix("GET ") }.flatMap { line in
      let pattern = String(line.split(separator: " ")[1]).replacing(/\{([a-z]+)\}/) { ":" + $0.1 }
      return paths(pattern.replacing(":receipt", with: ":number").replacing(":code", with: ":token"))
    }
      + ["search", "work/search", "deputies"].flatMap { path in
        marks.map { "/api/v1/\(path)?\(path == "deputies" ? "query" : "q")=\($0)" }
      }
  }

  private func paths(_ pattern: String) -> [String] {
    // A link is a secret: who has it is its holder.
    if pattern.contains(":capability") { return ["/r/forged", "/r/forged/open"] }
    var result = [""]
    for part in pattern.split(separator: "/") {
      let choices = part.hasPrefix(":") ? values(String(part), in: pattern) : [String(part)]
      result = result.flatMap { start in choices.map { start + "/" + $0 } }
    }
    return pattern == "/" ? ["/"] : result
  }

  private func values(_ name: String, in pattern: String) -> [String] {
    let places = planted.town.places
    let matters = planted.matters.map(\.description)
    switch name {
    case ":number": return planted.receipts.values.map(\.number).sorted()
    case ":file": return planted.photos
    case ":format": return ["csv", "xlsx"]
    case ":part" where pattern.contains("/directory/export/"): return ExportedPart.allCases.map(\.rawValue)
    case ":part": return ["1"]
    case ":token": return [PrintedCode.token(places.stationCode, in: planted.town.environment)]
    case ":measure": return ["received", "answered"]
    case ":paper": return MatterPaper.allCases.map(\.rawValue)
    case ":sheet": return PrintedSheet.allCases.map(\.rawValue)
    case ":watch": return WatchKind.allCases.map { $0.rawValue.replacing("_", with: "-") }
    case ":gap": return ["villages-without-venue"]
    case ":kind":
      if pattern.contains("/watched/") { return WatchKind.allCases.map(\.rawValue) }
      if pattern.contains("/history/") { return SubjectKind.allCases.map(\.rawValue) }
      if pattern.contains("/templates/") { return ImportKind.allCases.map(\.rawValue) }
      if pattern.contains("/edit/") { return DirectoryEditKind.allCases.map(\.rawValue) }
      return ArrangeKind.allCases.map(\.rawValue)
    case ":id": break
    default: return ["1"]
    }
    let special: [(String, [String])] = [
      ("/work/suggestions", planted.congressWork.suggestions.map(\.description)),
      ("/suggestions", planted.congressWork.suggestions.map(\.description)),
      ("/api/v1/suggestions", planted.congressWork.suggestions.map(\.description)),
      ("/api/v1/work/suggestions", planted.congressWork.suggestions.map(\.description)),
      ("/work/motions", planted.congressWork.motions.map(\.description)),
      ("/motions", planted.congressWork.motions.map(\.description)),
      ("/api/v1/motions", planted.congressWork.motions.map(\.description)),
      ("/api/v1/work/motions", planted.congressWork.motions.map(\.description)),
      (
        "/work/directory/history",
        [planted.privateMatter.description, planted.request.description, "\(places.liaison.person)"]
      ),
      ("/work/directory/people", ["\(places.deputy.person)", "\(places.liaison.person)"]),
      ("/work/directory/venues", ["\(places.station)"]), ("/work/directory/congresses", ["\(places.congress)"]),
      ("/work/directory/groups", ["\(places.group)"]), ("/work/imports", [planted.roster.description]),
      ("/work/information", [planted.request.description]),
      ("/work/retention", ["\(places.congress)", "\(places.county)"]), ("/work/settings", ["\(places.congress)"]),
      ("/work/codes/posters", ["\(places.station)"]), ("/work/matters", matters), ("/work/unit", matters),
      ("/matters", matters), ("/deputies", ["\(places.deputy.person)"]), ("/venues", ["\(places.station)"]),
      ("/congresses", ["\(places.congress)"]), ("/api/v1/deputies", ["\(places.deputy.person)"]),
      ("/api/v1/venues", ["\(places.station)"]), ("/api/v1/publications", matters),
    ]
    return special.first { pattern.hasPrefix($0.0) }?.1 ?? ["1"]
  }
}

/// A receipt's link.
enum Base64 {
  static func link(_ receipt: SubmitMatter.Receipt) -> String { Base64URL.encode(receipt.capability) }
}
