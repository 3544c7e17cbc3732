package import Domain

/// 内部备注: seen by those who work on the matter, never by the sender or the public.
package enum NoteMatter {
  package static func run(
    _ words: String, photos: [PhotoTicket], on matter: ID<Matter>, _ request: MatterRequest,
    in environment: AppEnvironment
  ) async throws -> MatterChanged {
    try await MatterChange(environment).run(.note, on: matter, request) { work in
      let files = try AttachPhotos.run(photos, to: matter, fromSender: false, at: work.now, in: work.tx)
      try work.carryOut(.note(files: files), words: MatterWords(text: words))
    }
  }
}
