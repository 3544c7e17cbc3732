package import Domain

/// 记录协调结果: what a deputy or a group brought about, for matters that a group can solve.
package enum RecordResult {
  package struct Input: Sendable {
    package let outcome: MatterOutcome
    package let words: String
    package let photos: [PhotoTicket]

    package init(outcome: MatterOutcome, words: String, photos: [PhotoTicket] = []) {
      self.outcome = outcome
      self.words = words
      self.photos = photos
    }
  }

  package static func run(
    _ input: Input, on matter: ID<Matter>, _ request: MatterRequest, in environment: AppEnvironment
  ) async throws -> MatterChanged {
    try await MatterChange(environment).run(.recordResult, on: matter, request) { work in
      let files = try AttachPhotos.run(input.photos, to: matter, fromSender: false, at: work.now, in: work.tx)
      try work.carryOut(
        .recordResult(outcome: input.outcome, files: files), words: MatterWords(text: input.words))
    }
  }
}
