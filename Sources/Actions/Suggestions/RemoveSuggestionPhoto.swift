import DatabaseKit
package import Domain
import Store

/// 移除传错的照片: the entry that it came with stays, and says why; the picture is gone.
package enum RemoveSuggestionPhoto {
  package static func run(
    _ file: ID<SuggestionFile>, reason: String, on id: ID<Suggestion>, _ request: ProposalRequest,
    in environment: AppEnvironment
  ) async throws -> ProposalChanged<Suggestion> {
    let data = try await ReadSuggestion.run(id, by: request.actor, in: environment)
    guard let item = data.history.first(where: { $0.photos.contains { $0.id == file } }),
      let photo = item.photos.first(where: { $0.id == file })
    else {
      // Sent twice: it was done the first time.
      let earlier = try await environment.database.read { tx in try Once.earlier(request.key, in: tx) }
      guard let earlier else { throw ActionError.notFound }
      return try ProposalChanged(result: earlier)
    }
    guard item.mayRemovePhotos else { throw ActionError.refused(.notYours) }
    let part = item.event.part
    let changed = try await SuggestionChange(environment).run(.removePhoto, on: id, part: part, request) { work in
      try work.carryOut(
        .removePhoto(file, part: part, hasReason: !reason.isEmpty), words: SuggestionWords(text: reason))
      // Somebody else was faster.
      guard try SuggestionFileStore.delete(file, of: id, in: work.tx) else { throw ActionError.changedMeanwhile }
    }
    // Whatever a server that dies here leaves goes with the clean-up.
    let files = try await environment.database.read { tx in
      try [photo.mainSHA256, photo.thumbSHA256].filter { try !MatterPartStore.isNeeded($0, in: tx) }
    }
    for file in files { try await environment.files.delete(file) }
    return changed
  }
}
