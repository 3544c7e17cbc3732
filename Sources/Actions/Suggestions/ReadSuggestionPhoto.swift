package import Domain

/// A picture of a suggestion, for whoever reads the entry of the history that it came with and may see it there.
package enum ReadSuggestionPhoto {
  package static func run(
    _ file: ID<SuggestionFile>, of suggestion: ID<Suggestion>, thumbnail: Bool, by actor: Actor,
    in environment: AppEnvironment
  ) async throws -> [UInt8] {
    let data = try await ReadSuggestion.run(suggestion, by: actor, in: environment)
    guard let photo = data.history.lazy.flatMap(\.photos).first(where: { $0.id == file }),
      let bytes = try await environment.files.get(thumbnail ? photo.thumbSHA256 : photo.mainSHA256)
    else { throw ActionError.notFound }
    return bytes
  }
}
