package import Domain

/// 评价: the sender says whether the attitude and the result satisfied him.
package enum RateMatter {
  package struct Input: Sendable {
    package let attitude: Satisfaction
    package let result: Satisfaction
    package let reason: String?
    /// Sent from a device on which a member of staff is signed in.
    package let isFlagged: Bool
    /// Who is signed in on the device that rates.
    package let signedIn: ID<Person>?

    package init(
      attitude: Satisfaction, result: Satisfaction, reason: String?, isFlagged: Bool, signedIn: ID<Person>? = nil
    ) {
      self.attitude = attitude
      self.result = result
      self.reason = reason
      self.isFlagged = isFlagged
      self.signedIn = signedIn
    }
  }

  package static func run(
    _ input: Input, on matter: ID<Matter>, _ request: MatterRequest, in environment: AppEnvironment
  ) async throws -> MatterChanged {
    try await MatterChange(environment).run(.rate, on: matter, request) { work in
      try work.carryOut(
        .rate(
          attitude: input.attitude, result: input.result, hasReason: !(input.reason ?? "").isEmpty,
          // Whoever carried it for the resident holds the slip, too: his device is not the resident's.
          isFlagged: input.isFlagged || (input.signedIn != nil && work.matter.status.channel != .deputy)),
        words: MatterWords(text: input.reason))
    }
  }
}
