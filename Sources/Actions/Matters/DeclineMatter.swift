package import Domain

/// 不予受理: with a named reason, a sentence to the sender and, where there is one, the next address.
package enum DeclineMatter {
  package struct Input: Sendable {
    package let reason: DeclineReason
    package let words: String
    package let nextVenue: ID<Venue>?
    package let nextDeputy: ID<Person>?

    package init(reason: DeclineReason, words: String, nextVenue: ID<Venue>? = nil, nextDeputy: ID<Person>? = nil) {
      self.reason = reason
      self.words = words
      self.nextVenue = nextVenue
      self.nextDeputy = nextDeputy
    }
  }

  package static func run(
    _ input: Input, on matter: ID<Matter>, _ request: MatterRequest, in environment: AppEnvironment
  ) async throws -> MatterChanged {
    try await MatterChange(environment).run(.decline, on: matter, request) { work in
      try work.carryOut(
        .decline(reason: input.reason, nextVenue: input.nextVenue, nextDeputy: input.nextDeputy),
        words: MatterWords(text: input.words))
    }
  }
}
