import DatabaseKit
package import Domain
import Store

/// 受理: somebody takes the matter on and classifies it.
package enum AcceptMatter {
  package struct Input: Sendable {
    package let grade: MatterGrade
    package let urgency: MatterUrgency
    package let category: ID<MatterCategory>?
    /// A better line for lists; nil leaves the one made from the first words.
    package let title: String?
    /// A sentence to the sender, if there is one.
    package let words: String?

    package init(
      grade: MatterGrade, urgency: MatterUrgency, category: ID<MatterCategory>?, title: String? = nil,
      words: String? = nil
    ) {
      self.grade = grade
      self.urgency = urgency
      self.category = category
      self.title = title
      self.words = words
    }
  }

  package static let titleLimit = 40

  package static func run(
    _ input: Input, on matter: ID<Matter>, _ request: MatterRequest, in environment: AppEnvironment
  ) async throws -> MatterChanged {
    if let title = input.title, title.count > titleLimit {
      throw ActionError.invalid([FieldProblem("title", .tooLong(maximum: titleLimit, actual: title.count))])
    }
    return try await MatterChange(environment).run(
      .accept, on: matter, request,
      // A group may be offered it, and groups end.
      looksBeyond: { try await !environment.rules.current(of: $0.status.congress).settings.routing.isEmpty }
    ) { work in
      try work.useCategory(input.category)
      let title = work.rename(input.title)
      try work.carryOut(
        .accept(grade: input.grade, urgency: input.urgency, category: input.category),
        words: MatterWords(text: input.words, title: title))
      if let group = try group(for: work) { try work.carryOut(.offer(to: [group])) }
    }
  }

  /// The group that the rules find for what the station itself would have to arrange.
  private static func group(for work: MatterWork) throws -> ID<DeputyGroup>? {
    let matter = work.matter
    guard matter.status.owner == .venue, matter.status.offered.isEmpty, matter.status.mergedInto == nil else {
      return nil
    }
    // By the rules of today, not by those it came in under.
    let rules = try SettingsStore.current(of: matter.status.congress, in: work.tx).settings.routing
    if rules.isEmpty { return nil }
    let facts = RoutingFacts(
      categories: try CategoryParents(of: matter.status.congress, in: work.tx).path(matter.category),
      regions: Set(try MatterStore.levels(of: matter.id, in: work.tx).ids.values), grade: matter.status.grade)
    guard case .group(let group) = Routing.target(for: facts, in: rules) else { return nil }
    let open = try GroupStore.groups(of: matter.status.congress, in: work.tx)
    return open.contains { $0.id == group && $0.validTo == nil } ? group : nil
  }
}
