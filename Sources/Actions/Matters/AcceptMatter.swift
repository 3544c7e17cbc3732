package import Domain

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
    return try await MatterChange(environment).run(.accept, on: matter, request) { work in
      try work.useCategory(input.category)
      let title = work.rename(input.title)
      try work.carryOut(
        .accept(grade: input.grade, urgency: input.urgency, category: input.category),
        words: MatterWords(text: input.words, title: title))
    }
  }
}
