package import Domain

/// 受理: somebody takes the matter on and classifies it.
package enum AcceptMatter {
  package struct Input: Sendable {
    package let grade: MatterGrade
    package let urgency: MatterUrgency
    package let category: ID<MatterCategory>?
    /// A sentence to the sender, if there is one.
    package let words: String?

    package init(grade: MatterGrade, urgency: MatterUrgency, category: ID<MatterCategory>?, words: String? = nil) {
      self.grade = grade
      self.urgency = urgency
      self.category = category
      self.words = words
    }
  }

  package static func run(
    _ input: Input, on matter: ID<Matter>, _ request: MatterRequest, in environment: AppEnvironment
  ) async throws -> MatterChanged {
    try await MatterChange(environment).run(.accept, on: matter, request) { work in
      try work.useCategory(input.category)
      try work.carryOut(
        .accept(grade: input.grade, urgency: input.urgency, category: input.category),
        words: MatterWords(text: input.words))
    }
  }
}
