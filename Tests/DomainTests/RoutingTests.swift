import Domain
import Foundation
import Testing

@Suite struct RoutingTests {
  private static let water = ID<MatterCategory>(1)
  private static let pipes = ID<MatterCategory>(2)
  private static let east = ID<Region>(10)
  private static let rules = [
    RoutingRule(category: pipes, region: nil, grade: .transfer, target: .unit(ID(90))),
    RoutingRule(category: water, region: east, grade: nil, target: .group(ID(30))),
    RoutingRule(category: nil, region: nil, grade: .escalate, target: .venue(ID(20))),
    RoutingRule(category: water, region: nil, grade: nil, target: .group(ID(31))),
  ]

  struct Case: Sendable, CustomTestStringConvertible {
    let categories: Set<ID<MatterCategory>>
    let regions: Set<ID<Region>>
    let grade: MatterGrade?
    let expected: Int?
    var testDescription: String { "\(categories) \(regions) \(grade?.rawValue ?? "-")" }
  }

  private static let elsewhere = ID<Region>(11)
  static let cases: [Case] = [
    Case(categories: [pipes, water], regions: [east], grade: .transfer, expected: 0),
    Case(categories: [pipes, water], regions: [east], grade: nil, expected: 1),
    Case(categories: [water], regions: [elsewhere], grade: .inGroup, expected: 3),
    Case(categories: [water], regions: [elsewhere], grade: .escalate, expected: 2),
    Case(categories: [], regions: [], grade: .escalate, expected: 2),
    Case(categories: [ID(9)], regions: [east], grade: nil, expected: nil),
  ]

  /// The first that fits counts; a category stands for those below it, a region for all that is in it.
  @Test(arguments: Self.cases) func firstThatFits(one: Case) {
    let facts = RoutingFacts(categories: one.categories, regions: one.regions, grade: one.grade)
    #expect(Routing.first(for: facts, in: Self.rules) == one.expected)
    #expect(Routing.target(for: facts, in: Self.rules) == one.expected.map { Self.rules[$0].target })
  }

  /// A version of the settings stored before there were rules still reads.
  @Test func olderSettingsHaveNoRules() throws {
    var settings = CongressSettings()
    settings.rules.acceptWithin = 5
    let stored = try JSONEncoder().encode(settings)
    var parts = try #require(try JSONSerialization.jsonObject(with: stored) as? [String: Any])
    parts["routing"] = nil
    let old = try JSONSerialization.data(withJSONObject: parts)
    #expect(try JSONDecoder().decode(CongressSettings.self, from: old) == settings)
    settings.routing = Self.rules
    let decoded = try JSONDecoder().decode(CongressSettings.self, from: try JSONEncoder().encode(settings))
    #expect(decoded == settings)
  }
}
