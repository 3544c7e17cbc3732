package import Domain

/// 登记反馈: staff asked the resident and enter what he said, with who asked, when and how.
package enum RecordFeedback {
  package struct Input: Sendable {
    package let attitude: Satisfaction
    package let result: Satisfaction
    package let words: String?
    package let asker: String
    package let askedOn: CivilDate
    package let how: ContactWay

    package init(
      attitude: Satisfaction, result: Satisfaction, words: String?, asker: String, askedOn: CivilDate, how: ContactWay
    ) {
      self.attitude = attitude
      self.result = result
      self.words = words
      self.asker = asker
      self.askedOn = askedOn
      self.how = how
    }
  }

  package static func run(
    _ input: Input, on matter: ID<Matter>, _ request: MatterRequest, in environment: AppEnvironment
  ) async throws -> MatterChanged {
    try await MatterChange(environment).run(.recordFeedback, on: matter, request) { work in
      try work.carryOut(
        .recordFeedback(
          attitude: input.attitude, result: input.result, asker: input.asker, askedOn: input.askedOn, how: input.how,
          hasReason: !(input.words ?? "").isEmpty),
        words: MatterWords(text: input.words))
    }
  }
}
