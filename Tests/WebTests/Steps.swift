import Actions
import DatabaseKit
import Domain
import SecretsKit
import TestSupport
import Testing

/// Sending a matter through the form.
enum SubmitSteps {
  struct Sent: Sendable {
    let number: String
    let capability: String
  }

  static let good = ["what": "村口的路灯坏了三天，晚上看不见。", "where": "东村村口", "name": "陈大娘", "phone": "13800001234"]

  @discardableResult
  static func submit(_ browser: SiteBrowser, _ values: [String: String] = [:], on page: String = "/submit") async throws
    -> Sent
  {
    let answer = try await browser.fill("/submit", on: page, good.merging(values) { $1 })
    try #require(answer.status == 303, "\(answer.status) \(answer.text)")
    return try await read(answer, browser)
  }

  /// Opens the receipt that a sent form leads to.
  static func read(_ answer: SiteAnswer, _ browser: SiteBrowser) async throws -> Sent {
    let capability = String(answer.location.dropFirst("/r/".count))
    var page = try await browser.get(answer.location)
    var last = answer.location
    while (300..<400).contains(page.status) {
      last = page.location
      page = try await browser.get(last)
    }
    try #require(page.status == 200 && last.hasPrefix("/mine/"))
    let number = String(last.dropFirst("/mine/".count))
    return Sent(number: number, capability: capability)
  }

  static func stationToken(_ town: TestTown) async throws -> String? {
    PrintedCode.token(town.places.stationCode, in: town.environment)
  }

  /// How many matters there are.
  static func count(_ town: TestTown) async throws -> Int {
    try await town.database.read { tx in try tx.row("SELECT COUNT(*) FROM matters")?.first(as: Int.self) ?? 0 }
  }

  /// The newest matter.
  static func newest(_ town: TestTown) async throws -> ID<Matter> {
    let id = try await town.database.read { tx in
      try tx.row("SELECT id FROM matters ORDER BY id DESC LIMIT 1")?.first(as: Int64.self)
    }
    return ID(try #require(id))
  }
}

/// A deputy's phone, signed in with a slip.
enum SlipSteps {
  static func redeem(for deputy: TestDeputy, by actor: Actor? = nil, _ town: TestTown, _ browser: SiteBrowser)
    async throws
  {
    let key = RequestKey(hash: town.environment.random(16))
    let slip = try await IssueSlip.run(
      for: deputy.person, by: actor ?? town.places.liaison.actor, key: key, in: town.environment)
    let path = "/work/slip/\(slip.code)"
    let answer = try await browser.fill(path, on: path)
    try #require(answer.status == 303, "\(answer.status)")
  }
}
