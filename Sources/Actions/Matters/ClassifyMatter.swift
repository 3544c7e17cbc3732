package import Domain
import Store

/// 改类别、分级、标题: how the matter is filed, not what happens to it.
package enum ClassifyMatter {
  package struct Input: Sendable {
    package let title: String
    package let grade: MatterGrade?
    package let urgency: MatterUrgency
    package let category: ID<MatterCategory>?

    package init(title: String, grade: MatterGrade?, urgency: MatterUrgency, category: ID<MatterCategory>?) {
      self.title = title
      self.grade = grade
      self.urgency = urgency
      self.category = category
    }
  }

  package static func run(
    _ input: Input, on matter: ID<Matter>, _ request: MatterRequest, in environment: AppEnvironment
  ) async throws -> MatterChanged {
    try await MatterChange(environment).run(.classify, on: matter, request) { work in
      try work.useCategory(input.category)
      let title = work.rename(input.title)
      try work.carryOut(
        .classify(grade: input.grade, urgency: input.urgency, category: input.category),
        words: MatterWords(title: title))
    }
  }
}

extension MatterWork {
  /// Gives the matter another line for lists; returns it when it is new, for the history's erasable words.
  func rename(_ title: String?) -> String? {
    guard let title, !title.isEmpty, title != matter.title else { return nil }
    matter.title = title
    return title
  }

  /// Files the matter under a category of its congress.
  func useCategory(_ category: ID<MatterCategory>?) throws {
    guard let category else { return }
    if category == matter.category { return }
    let known = try GroupStore.categories(of: matter.status.congress, in: tx)
    guard known.contains(where: { $0.id == category }) else {
      throw ActionError.invalid([FieldProblem("category", .notFound)])
    }
    matter.category = category
  }
}
