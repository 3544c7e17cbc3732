/// Who takes on what, by category, region and grade (按“事”找“组”). The first rule that fits counts.
package struct RoutingRule: Sendable, Equatable, Codable {
  /// Nil: any. A category means those below it, too.
  package var category: ID<MatterCategory>?
  /// Nil: anywhere. A region means all that is in it.
  package var region: ID<Region>?
  /// Nil: any, even before a matter is graded.
  package var grade: MatterGrade?
  package var target: RoutingTarget

  package init(
    category: ID<MatterCategory>?, region: ID<Region>?, grade: MatterGrade?, target: RoutingTarget
  ) {
    self.category = category
    self.region = region
    self.grade = grade
    self.target = target
  }
}

package enum RoutingTarget: Sendable, Hashable, Codable {
  /// It is put up for the group to claim.
  case group(ID<DeputyGroup>)
  /// What nobody in particular was addressed with goes to this venue.
  case venue(ID<Venue>)
  /// The unit stands first when it is handed over.
  case unit(ID<HandlingUnit>)
}

/// What a rule looks at.
package struct RoutingFacts: Sendable, Equatable {
  /// The category and those above it.
  package let categories: Set<ID<MatterCategory>>
  /// The levels of the place, from province to grid.
  package let regions: Set<ID<Region>>
  package let grade: MatterGrade?

  package init(categories: Set<ID<MatterCategory>>, regions: Set<ID<Region>>, grade: MatterGrade?) {
    self.categories = categories
    self.regions = regions
    self.grade = grade
  }
}

package enum Routing {
  /// As many as a page can show.
  package static let mostRules = 40

  /// The place of the first rule that fits; nil when none does.
  package static func first(for facts: RoutingFacts, in rules: [RoutingRule]) -> Int? {
    rules.firstIndex { rule in
      if let category = rule.category, !facts.categories.contains(category) { return false }
      if let region = rule.region, !facts.regions.contains(region) { return false }
      if let grade = rule.grade, grade != facts.grade { return false }
      return true
    }
  }

  package static func target(for facts: RoutingFacts, in rules: [RoutingRule]) -> RoutingTarget? {
    first(for: facts, in: rules).map { rules[$0].target }
  }
}
