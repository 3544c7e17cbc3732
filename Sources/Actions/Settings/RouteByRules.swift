import DatabaseKit
package import Domain
import Store

/// 分办规则: what the rules of a congress say of a matter, and what they would have said of the past ones.
package enum RouteByRules {
  /// A past matter as a dry run shows it.
  package struct Sample: Sendable, Equatable {
    package let id: ID<Matter>
    package let title: String
  }

  /// What one rule would have caught.
  package struct Caught: Sendable, Equatable {
    package var count = 0
    /// Of these, how many went where the rule points without it.
    package var agreeing = 0
    package var samples: [Sample] = []
  }

  package struct DryRun: Sendable, Equatable {
    /// Rule by rule, in their order.
    package let rules: [Caught]
    package let unmatched: Caught
    package let total: Int
  }

  /// How many past matters a dry run looks at, newest first.
  package static let depth = 1000
  private static let samples = 5

  /// Applies rules to the newest matters of a congress without changing anything.
  package static func dryRun(
    _ rules: [RoutingRule], of congress: ID<Congress>, by actor: Actor, in environment: AppEnvironment
  ) async throws -> DryRun {
    let reader = actor.person ?? ID(0)
    return try await environment.database.read { tx in
      let parents = try CategoryParents(of: congress, in: tx)
      var caught = rules.map { _ in Caught() }
      var unmatched = Caught()
      let past = try MatterStore.newest(of: congress, seenBy: reader, limit: depth, in: tx)
      for (matter, levels) in past {
        let facts = RoutingFacts(
          categories: parents.path(matter.category), regions: Set(levels.ids.values), grade: matter.status.grade)
        let sample = Sample(id: matter.id, title: matter.title)
        guard let index = Routing.first(for: facts, in: rules) else {
          unmatched.take(sample, agrees: false, most: samples)
          continue
        }
        caught[index].take(sample, agrees: went(matter.status, to: rules[index].target), most: samples)
      }
      return DryRun(rules: caught, unmatched: unmatched, total: past.count)
    }
  }

  private static func went(_ status: MatterStatus, to target: RoutingTarget) -> Bool {
    switch target {
    case .group(let id): status.ownerGroup == id || status.offered.contains(id)
    case .venue(let id): status.venue == id || status.origin?.venue == id
    case .unit(let id): status.handlings.contains { $0.unit == id }
    }
  }

  /// Where the rules of today point for a matter; nil when they say nothing.
  package static func proposal(for matter: Matter, in environment: AppEnvironment) async throws -> RoutingTarget? {
    let rules = try await environment.rules.current(of: matter.status.congress).settings.routing
    if rules.isEmpty { return nil }
    return try await environment.database.read { tx in
      let facts = RoutingFacts(
        categories: try CategoryParents(of: matter.status.congress, in: tx).path(matter.category),
        regions: Set(try MatterStore.levels(of: matter.id, in: tx).ids.values), grade: matter.status.grade)
      return Routing.target(for: facts, in: rules)
    }
  }
}

extension RouteByRules.Caught {
  fileprivate mutating func take(_ sample: RouteByRules.Sample, agrees: Bool, most: Int) {
    count += 1
    if agrees { agreeing += 1 }
    if samples.count < most { samples.append(sample) }
  }
}

/// The tree of a congress's categories, upward.
struct CategoryParents {
  private let parents: [ID<MatterCategory>: ID<MatterCategory>]

  init(of congress: ID<Congress>, in tx: any ReadTransaction) throws {
    let all = try GroupStore.categories(of: congress, in: tx)
    parents = Dictionary(
      all.compactMap { category in category.parent.map { (category.id, $0) } }, uniquingKeysWith: { first, _ in first })
  }

  /// A category and those above it.
  func path(_ category: ID<MatterCategory>?) -> Set<ID<MatterCategory>> {
    var result: Set<ID<MatterCategory>> = []
    var next = category
    while let id = next, result.insert(id).inserted { next = parents[id] }
    return result
  }
}
