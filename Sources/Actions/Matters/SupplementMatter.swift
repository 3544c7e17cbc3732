package import Domain

/// 补充: the sender answers a question, or staff enter what he said on the telephone.
package enum SupplementMatter {
  package static func run(
    _ words: String, photos: [PhotoTicket], on matter: ID<Matter>, _ request: MatterRequest,
    in environment: AppEnvironment
  ) async throws -> MatterChanged {
    let fromSender = request.actor.signedIn == nil
    return try await MatterChange(environment).run(.supplement, on: matter, request) { work in
      let files = try AttachPhotos.run(photos, to: matter, fromSender: fromSender, at: work.now, in: work.tx)
      try work.carryOut(.supplement(files: files), words: MatterWords(text: words))
    }
  }
}
