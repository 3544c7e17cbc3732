package import Domain

/// 未评结案: nobody answered within the time; the attempt to reach the resident is on record.
package enum CloseUnrated {
  package struct Input: Sendable {
    package let asker: String
    package let askedOn: CivilDate
    package let how: ContactWay
    package let words: String

    package init(asker: String, askedOn: CivilDate, how: ContactWay, words: String) {
      self.asker = asker
      self.askedOn = askedOn
      self.how = how
      self.words = words
    }
  }

  package static func run(
    _ input: Input, on matter: ID<Matter>, _ request: MatterRequest, in environment: AppEnvironment
  ) async throws -> MatterChanged {
    try await MatterChange(environment).run(.closeUnrated, on: matter, request) { work in
      try work.carryOut(
        .closeUnrated(asker: input.asker, askedOn: input.askedOn, how: input.how),
        words: MatterWords(text: input.words))
    }
  }
}
