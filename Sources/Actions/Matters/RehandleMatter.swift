package import Domain

/// 重新办理: a dissatisfied sender is entitled to it once, with a new owner and a clock of its own; again by the chief.
package enum RehandleMatter {
  package struct Input: Sendable {
    /// Nil at the desk of the congress above, where there is nobody else.
    package let to: Assignee?
    package let words: String

    package init(to: Assignee?, words: String) {
      self.to = to
      self.words = words
    }
  }

  package static func run(
    _ input: Input, on matter: ID<Matter>, _ request: MatterRequest, in environment: AppEnvironment
  ) async throws -> MatterChanged {
    try await MatterChange(environment).run(.rehandle, on: matter, request) { work in
      let words = MatterWords(text: input.words)
      guard let to = input.to else { return try work.carryOut(.rehandle(owner: .desk), words: words) }
      let (owner, venue, _) = try work.place(to)
      if let own = work.matter.status.venue, venue != own {
        throw ActionError.invalid([FieldProblem("to", .notAllowed)])
      }
      try work.carryOut(.rehandle(owner: owner), words: words)
    }
  }
}
