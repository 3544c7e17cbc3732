import Actions
import DatabaseKit
import Domain
import HummingbirdTesting
import TestSupport
import Testing

/// Printed codes outlive what they stand for: the page says why and leads on.
@Suite struct EndedCodeTests {
  private func open(_ code: ID<Code>, _ town: TestTown, _ browser: SiteBrowser) async throws -> SiteAnswer {
    try await browser.open("/c/" + PrintedCode.token(code, in: town.environment))
  }

  @Test("换过的码说明已更换，并引到代表和联络站", arguments: DatabaseEngine.allCases)
  func revoked(engine: DatabaseEngine) async throws {
    try await withSite(on: engine) { town, client in
      let places = town.places
      try await ManageCodes.revoke(places.deputyCode, reason: "更换", by: .system, in: town.environment)
      let page = try await open(places.deputyCode, town, SiteBrowser(client))
      #expect(page.text.contains("这个码已经更换"))
      #expect(page.text.contains("/submit?deputy=\(places.deputy.person)"))
      #expect(!page.text.contains("action=\"/submit\""))
    }
  }

  @Test("资格终止引到同选区的代表，暂停执行职务引到联络站", arguments: DatabaseEngine.allCases)
  func mandates(engine: DatabaseEngine) async throws {
    try await withSite(on: engine) { town, client in
      let (places, today) = (town.places, town.now.date)
      func change(_ state: MandateState, _ reason: MandateReason) async throws -> SiteAnswer {
        try await SaveMandate.change(
          places.deputy.mandate, to: state, reason: reason, on: today, by: .system, in: town.environment)
        return try await open(places.deputyCode, town, SiteBrowser(client))
      }
      let suspended = try await change(.suspended, .detained)
      #expect(suspended.text.contains("暂停执行职务") && suspended.text.contains("东村人大代表联络站"))
      #expect(!suspended.text.contains("李四"))
      let ended = try await change(.ended, .resigned)
      #expect(ended.text.contains("已不再担任人大代表") && ended.text.contains("李四"))
    }
  }

  @Test("扫码按码和日期计数，不记是谁")
  func scansAreCounted() async throws {
    try await withSite { town, client in
      for _ in 0..<3 { _ = try await open(town.places.stationCode, town, SiteBrowser(client)) }
      try await TimedJobs.runAll(holder: "test", in: town.environment)
      let lines = try await ManageCodes.list(of: town.places.congress, in: town.environment)
      #expect(lines.first { $0.code.id == town.places.stationCode }?.scans == 3)
    }
  }
}
