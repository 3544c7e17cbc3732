import Actions
import DatabaseKit
import Domain
import Foundation
import HTTPKit
import HummingbirdTesting
import SecretsKit
import TestSupport
import Testing
import Web

/// Marked private values in every field of every kind, looked for in all that each role and a stranger can fetch, in logs,
/// files, error pages and whatever else leaves the system.
@Suite struct PlantedValuesTests {
  /// Something that leaves the system beside the pages. One that is added is one line in ``outlets``.
  struct Outlet: Sendable {
    let name: String
    /// What may stand in it.
    let allowed: Set<Mark>
    /// What has to stand in it, so that a test that finds nothing is not blind.
    var expected: Set<Mark> = []
    let bytes: @Sendable (PlantedTown, any TestClientProtocol, LogRecorder) async throws -> [[UInt8]]
  }

  static let outlets: [Outlet] = [
    Outlet(name: "log lines at every level", allowed: []) { _, _, log in log.lines.map { Array($0.utf8) } },
    Outlet(
      name: "the look of a clerk with a reason", allowed: PlantedSets.privatePage, expected: [.name, .phone, .guardian]
    ) {
      planted, client, _ in
      let browser = SiteBrowser(client)
      try await browser.signIn("clerk")
      let path = "/work/matters/\(planted.privateMatter)"
      return [try await browser.fill(path + "/reveal", on: path, ["reason": "电话核实情况"]).bytes]
    },
    Outlet(name: "the copy for the sender", allowed: PlantedSets.copy, expected: PlantedSets.copyHas) {
      planted, client, _ in try await PlantedSteps.copies(planted, client)
    },
    Outlet(name: "the proof that fails", allowed: [.lookupCode, .revealReason]) { planted, client, _ in
      [try await PlantedSteps.prove(planted, client, phone: "13800000000").answer.bytes]
    },
    Outlet(name: "the history and keys as verify tells of them", allowed: []) { planted, _, _ in
      let report = try await Verify.run(in: planted.town.environment, progress: { _ in })
      return [Array("\(report)".utf8)]
    },
    Outlet(name: "seals outside the database", allowed: []) { planted, _, _ in
      try await TimedJobs.runAll(holder: "planted", in: planted.town.environment)
      return [Array("\(try await planted.town.seals.read() ?? [:])".utf8)]
    },
    Outlet(name: "the manifest of a backup", allowed: []) { planted, _, _ in
      let archive = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).tar")
      defer { unlink(archive.path) }
      let made = try await MakeBackup.run(
        database: nil, to: archive, in: planted.town.environment, progress: { _ in })
      return [Array("\(made.manifest)".utf8)]
    },
    // Whoever could not send his form gets back what he had typed.
    Outlet(name: "pages of a database that fails", allowed: [.publishedWords, .otherWords]) { planted, client, _ in
      try await PlantedSteps.failing(planted, client)
    },
    Outlet(name: "log lines after that", allowed: []) { _, _, log in log.lines.map { Array($0.utf8) } },
  ]

  @Test("谁都只看得到自己该看的：陌生人、每种身份、日志、文件、出错的页面")
  func nothingLeaks() async throws {
    let log = LogRecorder()
    try await withSite(pictures: MarkedPictures(), log: log) { town, client in
      let planted = try await PlantedTown(town)
      try await TimedJobs.runAll(holder: "planted", in: town.environment)
      let readers = try await PlantedReader.all(planted, client)
      var values = planted.values
      values[.session] = readers.compactMap { $0.browser.cookies["session"] } + readers.compactMap(\.token)
      let finder = MarkFinder(values)
      let facts = try await PlantedReader.Facts(planted)
      try await PlantedSteps.refusedRating(planted, readers)
      let crawl = PlantedCrawl(planted: planted, finder: finder)
      var seen: Set<Mark> = []
      var files = 0
      for reader in readers {
        let result = try await crawl.run(reader)
        #expect(result.failed == [], "\(reader.name)")
        #expect(result.pages > 200, "\(reader.name) read only \(result.pages) pages")
        files += result.files
        for (mark, paths) in result.found.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
          let paths = paths.filter { planted.congressWork.isPrivate(mark, at: $0) }
          if paths.isEmpty { continue }
          seen.insert(mark)
          if !reader.sees(mark, in: facts) { Issue.record("\(reader.name) found \(mark) at \(paths.prefix(4))") }
        }
      }
      #expect(files > 40, "only \(files) lists were handed out")
      // Every mark that somebody may see on a page was seen by somebody: the crawl is not blind.
      for mark in Mark.allCases where readers.contains(where: { $0.sees(mark, in: facts) }) {
        if !seen.contains(mark) { Issue.record("nobody found \(mark): is it planted, and is its page crawled?") }
      }
      for outlet in Self.outlets {
        var found: Set<Mark> = []
        for bytes in try await outlet.bytes(planted, client, log) { found.formUnion(finder.marks(in: bytes)) }
        #expect(found.subtracting(outlet.allowed) == [], "\(outlet.name)")
        #expect(outlet.expected.subtracting(found) == [], "\(outlet.name) lacks what it should have")
      }
    }
  }

  @Test("查找本身查得出：每个标记放进去都找得到，分组写的号码也找得到")
  func findsWhatIsThere() {
    let finder = MarkFinder([.phone: ["13871110001", "138 7111 0001"], .words: ["标丙原话"]])
    #expect(finder.marks(in: "电话138 7111 0001。") == [.phone])
    #expect(finder.marks(in: "说：标丙原话，13871110001") == [.phone, .words])
    #expect(finder.marks(in: "标丙 原话 1387111000") == [])
    #expect(finder.marks(in: [0, 1, 2]) == [])
  }
}

/// What may stand together on a page.
enum PlantedSets {
  /// The record of the private matter, for staff, right after a look.
  static let privatePage: Set<Mark> = [
    .name, .phone, .guardian, .words, .place, .supplement, .note, .revealReason, .askedOfUnit, .unitDraft, .otherWords,
    .originalWords, .proposerName,
  ]
  /// All that is held about the sender himself, and nothing of what offices write to each other.
  static let copy: Set<Mark> = [
    .name, .phone, .guardian, .words, .place, .supplement, .revealReason, .requestWords, .lookupCode,
  ]
  static let copyHas: Set<Mark> = [.name, .phone, .guardian, .words, .place, .supplement, .revealReason]
}

/// Longer ways to something that leaves the system.
enum PlantedSteps {
  static func sender(_ planted: PlantedTown, _ client: any TestClientProtocol) async throws -> (
    browser: SiteBrowser, path: String
  ) {
    let browser = SiteBrowser(client)
    let receipt = try #require(planted.receipts[planted.privateMatter])
    _ = try await browser.open("/r/" + Base64.link(receipt))
    return (browser, "/mine/\(receipt.number)/information")
  }

  static func prove(_ planted: PlantedTown, _ client: any TestClientProtocol, phone: String) async throws -> (
    browser: SiteBrowser, path: String, answer: SiteAnswer
  ) {
    let (browser, path) = try await sender(planted, client)
    let code = try #require(planted.receipts[planted.privateMatter]).lookupCode
    let answer = try await browser.fill(path, on: path, ["code": code, "answer": phone])
    return (browser, path, answer)
  }

  /// A rating that is not taken: what was typed goes back to whoever typed it, and is nowhere else.
  static func refusedRating(_ planted: PlantedTown, _ readers: [PlantedReader]) async throws {
    let signer = try #require(readers.first { $0.name == planted.town.places.secondDeputy.name })
    let page = "/work/suggestions/\(planted.congressWork.confidential)"
    let words = Mark.unsentRating.chosen ?? ""
    let answer = try await signer.browser.fill(
      page + "/parts/1/rate", on: page, ["attitude": "satisfied", "words": words])
    try #require(answer.status == 422 && answer.text.contains(words))
    let api = try await APIClient(signer.browser.client, token: signer.token)
    let refused = try await api.post(
      "/work/suggestions/\(planted.congressWork.confidential)/parts/1/acts/rate",
      ["attitude": "satisfied", "words": .text(words)])
    try #require(refused.status == 422)
  }

  /// The page and the file.
  static func copies(_ planted: PlantedTown, _ client: any TestClientProtocol) async throws -> [[UInt8]] {
    let (browser, path, proved) = try await prove(planted, client, phone: Mark.phone.chosen ?? "")
    try #require(proved.status == 200)
    let form = proved.form(path + "/copy")
    let page = try await browser.post(path + "/copy", SiteBrowser.merge(form, ["as": "page"]))
    let again = try await prove(planted, client, phone: Mark.phone.chosen ?? "")
    let file = try await again.browser.post(
      path + "/copy", SiteBrowser.merge(again.answer.form(path + "/copy"), ["as": "file"]))
    try #require(page.status == 200 && file.status == 200)
    try #require(file.header("Content-Type") == "application/json; charset=utf-8")
    return [page.bytes, file.bytes]
  }

  /// Takes a table away under the running site: nothing of what was asked for stands in the answer.
  static func failing(_ planted: PlantedTown, _ client: any TestClientProtocol) async throws -> [[UInt8]] {
    try await planted.town.database.write { tx in
      try tx.execute("ALTER TABLE matter_contacts RENAME TO contacts_elsewhere")
      try tx.execute("ALTER TABLE matter_publications RENAME TO publications_elsewhere")
    }
    let browser = SiteBrowser(client)
    try await browser.signIn("clerk")
    var bytes: [[UInt8]] = []
    for path in ["/matters/\(planted.publishedMatter)", "/work/matters/\(planted.privateMatter)", "/work/matters"] {
      let answer = try await browser.get(path)
      if path.hasPrefix("/work/matters/") { #expect(answer.status == 500) }
      bytes.append(answer.bytes)
    }
    let sent = try await browser.post(
      "/submit",
      SiteBrowser.merge(
        try await browser.open("/submit").form("/submit"),
        ["what": "标丙原话再说一次。", "where": "标丁地点", "name": "秦标甲", "phone": "13871110001"]))
    #expect(sent.status == 500)
    return bytes + [sent.bytes]
  }
}
