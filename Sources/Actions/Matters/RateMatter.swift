package import Domain

/// 评价: the sender says whether the attitude and the result satisfied him.
package enum RateMatter {
  package struct Input: Sendable {
    package let attitude: Satisfaction
    package let result: Satisfaction
    package let reason: String?
    /// Sent from a device on which a member of staff is signed in.
    package let isFlagged: Bool

    package init(attitude: Satisfaction, result: Satisfaction, reason: String?, isFlagged: Bool) {
      self.attitude = attitude
      self.result = result
      self.reason = reason
      self.isFlagged = isFlagged
    }
  }

  package static func run(
    _ input: Input, on matter: ID<Matter>, _ request: MatterRequest, in environment: AppEnvironment
  ) async throws -> MatterChanged {
    try await MatterChange(environment).run(.rate, on: matter, request) { work in
      try work.carryOut(
        .rate(
          attitude: input.attitude, result: input.result, hasReason: !(input.reason ?? "").isEmpty,
          isFlagged: input.isFlagged),
        words: MatterWords(text: input.reason))
    }
  }
}
