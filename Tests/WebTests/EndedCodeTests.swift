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

  @Test("多名额选区列出全部在任代表，码上写明选区", arguments: DatabaseEngine.allCases)
  func everybodyOfTheConstituency(engine: DatabaseEngine) async throws {
    try await withSite(on: engine) { town, client in
      let places = town.places
      try await SaveMandate.change(
        places.deputy.mandate, to: .ended, reason: .movedAway, on: town.now.date, by: .system, in: town.environment)
      let page = try await open(places.deputyCode, town, SiteBrowser(client))
      #expect(page.status == 410)
      #expect(page.text.contains("下面是同一选区（第一选区）现在的代表"))
      for other in [places.secondDeputy, places.otherDeputy] {
        #expect(page.text.contains("/submit?deputy=\(other.person)") && page.text.contains(other.name))
      }
      #expect(page.text.contains("/submit?venue=\(places.station)"))
      // One of them stands still: not named. Nobody left: the venue, and why.
      try await SaveMandate.change(
        places.secondDeputy.mandate, to: .suspended, reason: .detained, on: town.now.date, by: .system,
        in: town.environment)
      #expect(try await !open(places.deputyCode, town, SiteBrowser(client)).text.contains("李四"))
      try await SaveMandate.change(
        places.otherDeputy.mandate, to: .ended, reason: .resigned, on: town.now.date, by: .system,
        in: town.environment)
      let last = try await open(places.deputyCode, town, SiteBrowser(client))
      #expect(last.text.contains("现在没有在任的代表") && last.text.contains("东村人大代表联络站"))
      #expect(!last.text.contains("/submit?deputy="))
    }
  }

  @Test("间接选举的引到同一选举单位的代表，别的单位的不列", arguments: DatabaseEngine.allCases)
  func sameElectingUnit(engine: DatabaseEngine) async throws {
    try await withSite(on: engine) { town, client in
      let (places, environment, today) = (town.places, town.environment, town.now.date)
      var people: [ID<Person>] = []
      var mandates: [ID<Mandate>] = []
      let units = [
        try await SaveStructure.saveElectingUnit(
          of: places.county, name: "三河镇人大", electing: places.congress, by: .system, in: environment),
        try await SaveStructure.saveElectingUnit(
          of: places.county, name: "五河镇人大", electing: nil, by: .system, in: environment),
      ]
      for (index, name) in ["卫一", "卫二", "卫三", "卫四"].enumerated() {
        let person = try await SavePerson.run(.init(id: nil, name: name), by: .system, in: environment)
        people.append(person)
        mandates.append(
          try await SaveMandate.add(
            .init(
              person: person, congress: places.county, electingUnit: units[index == 3 ? 1 : 0],
              beganOn: today.adding(days: -100)), by: .system, in: environment))
      }
      let code = try await ManageCodes.issue(.deputy(people[0]), of: places.congress, by: .system, in: environment)
      try await SaveMandate.change(
        mandates[0], to: .ended, reason: .resigned, on: today, by: .system, in: environment)
      let page = try await open(code, town, SiteBrowser(client))
      #expect(page.text.contains("同一选举单位（三河镇人大）选出的代表"))
      #expect(page.text.contains("卫二") && page.text.contains("卫三") && !page.text.contains("卫四"))
    }
  }

  @Test("换届后选区重划，引到覆盖同一片的新选区", arguments: DatabaseEngine.allCases)
  func redrawnConstituencies(engine: DatabaseEngine) async throws {
    try await withSite(on: engine) { town, client in
      let (places, environment, today) = (town.places, town.environment, town.now.date)
      for deputy in places.deputies {
        try await SaveMandate.change(
          deputy.mandate, to: .ended, reason: .termEnded, on: today, by: .system, in: environment)
      }
      let anew = try await SaveStructure.saveConstituency(
        nil, of: places.congress, name: "东村选区", seats: 2, regions: [places.village], by: .system, in: environment)
      let person = try await SavePerson.run(.init(id: nil, name: "新当选"), by: .system, in: environment)
      _ = try await SaveMandate.add(
        .init(person: person, congress: places.congress, constituency: anew, beganOn: today), by: .system,
        in: environment)
      let page = try await open(places.deputyCode, town, SiteBrowser(client))
      #expect(page.text.contains("东村选区") && page.text.contains("/submit?deputy=\(person)"))
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
