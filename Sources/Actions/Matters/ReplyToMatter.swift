package import Domain

/// 答复: in writing, or by word of mouth with who told it and when. A deputy who has a result to record may do both in one
/// go.
package enum ReplyToMatter {
  package struct Input: Sendable {
    package let words: String
    package let oral: MatterEvent.OralReply?
    /// Recorded first, when given.
    package let outcome: MatterOutcome?
    package let photos: [PhotoTicket]

    package init(
      words: String, oral: MatterEvent.OralReply? = nil, outcome: MatterOutcome? = nil, photos: [PhotoTicket] = []
    ) {
      self.words = words
      self.oral = oral
      self.outcome = outcome
      self.photos = photos
    }
  }

  package static func run(
    _ input: Input, on matter: ID<Matter>, _ request: MatterRequest, in environment: AppEnvironment
  ) async throws -> MatterChanged {
    try await MatterChange(environment).run(.reply, on: matter, request) { work in
      if let outcome = input.outcome, work.matter.status.state == .accepted {
        let files = try AttachPhotos.run(input.photos, to: matter, fromSender: false, at: work.now, in: work.tx)
        try work.carryOut(.recordResult(outcome: outcome, files: files), words: MatterWords(text: input.words))
      }
      try work.carryOut(
        .reply(oral: input.oral, isEntered: request.onBehalf != nil), words: MatterWords(text: input.words))
    }
  }
}
