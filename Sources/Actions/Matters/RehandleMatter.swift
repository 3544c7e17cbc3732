package import Domain

/// 重新办理: a dissatisfied sender is entitled to it once, with a new owner and a clock of its own; again by the chief.
package enum RehandleMatter {
  package struct Input: Sendable {
    package let to: Assignee
    package let words: String

    package init(to: Assignee, words: String) {
      self.to = to
      self.words = words
    }
  }

  package static func run(
    _ input: Input, on matter: ID<Matter>, _ request: MatterRequest, in environment: AppEnvironment
  ) async throws -> MatterChanged {
    try await MatterChange(environment).run(.rehandle, on: matter, request) { work in
      let (owner, venue, _) = try work.place(input.to)
      guard venue == work.matter.status.venue else { throw ActionError.invalid([FieldProblem("to", .notAllowed)]) }
      try work.carryOut(.rehandle(owner: owner), words: MatterWords(text: input.words))
    }
  }
}
