import Actions
import DatabaseKit
import Domain
import Store
import TestSupport
import Testing

/// New rules are for what comes after them.
@Suite struct SuggestionSettingsTests {
  @Test("改规则以前提出的建议，仍按提出时那一版的期限", arguments: DatabaseEngine.allCases)
  func keepsItsVersion(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { town in
      let teller = SuggestionTeller(town)
      func save(_ rules: SuggestionRules) async throws -> VersionedSettings {
        let current = try await town.environment.rules.current(of: town.places.congress)
        var settings = current.settings
        settings.suggestions = rules
        return try await ManageSettings.save(
          settings, reason: "参照\(rules.name)", of: town.places.congress, seen: current.number, by: teller.clerk,
          in: town.environment)
      }
      let first = try await save(SuggestionPresets.chongqing2018)
      let old = try await teller.submitted("关于修复东村水渠的建议")
      let second = try await save(SuggestionPresets.qingdao2021)
      let new = try await teller.submitted("关于修复西村水渠的建议")
      for id in [old, new] {
        try await teller.register(id)
        try await teller.handOver(id)
      }
      let (before, after) = (try await teller.stored(old), try await teller.stored(new))
      #expect(before.settings == first.id && after.settings == second.id)
      let today = town.now.date
      let calendar = try await town.environment.rules.calendar()
      // 重庆 16: ten working days from the hand-over; 重庆 18: contact within twenty. 青岛 names no time for the contact.
      let part = try #require(before.status.part(1))
      #expect(part.returnDue == calendar.due(workingDays: 10, after: today) && part.contactDue != nil)
      let other = try #require(after.status.part(1))
      #expect(other.returnDue == calendar.due(workingDays: 5, after: other.deemedReceivedOn.date))
      #expect(other.contactDue == nil)
    }
  }
}
