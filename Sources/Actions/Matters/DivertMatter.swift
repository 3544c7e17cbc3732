package import Domain

/// 分流告知: the matter belongs elsewhere; it is registered, never deleted, and the competent organ is named in writing
/// (信访工作条例 23).
package enum DivertMatter {
  package struct Input: Sendable {
    package let kind: DivertKind
    package let organ: String
    package let words: String

    package init(kind: DivertKind, organ: String, words: String) {
      self.kind = kind
      self.organ = organ
      self.words = words
    }
  }

  package static func run(
    _ input: Input, on matter: ID<Matter>, _ request: MatterRequest, in environment: AppEnvironment
  ) async throws -> MatterChanged {
    try await MatterChange(environment).run(.divert, on: matter, request) { work in
      // Whoever reads an accusation at a station does not answer it: it is sealed first.
      if input.kind == .accusation, work.matter.status.seal == nil {
        throw ActionError.invalid([FieldProblem("kind", .notAllowed)])
      }
      try work.carryOut(.divert(kind: input.kind, organ: input.organ), words: MatterWords(text: input.words))
    }
  }
}
