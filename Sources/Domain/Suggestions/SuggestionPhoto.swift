/// A photo of a visit, or the scan of a signed paper, of a suggestion; named by the entry of the history that it came with.
package struct SuggestionPhoto: Sendable, Equatable {
  package let id: ID<SuggestionFile>
  package let mainSHA256: String
  package let thumbSHA256: String
  package let width: Int
  package let height: Int
  package let at: Instant

  package init(
    id: ID<SuggestionFile>, mainSHA256: String, thumbSHA256: String, width: Int, height: Int, at: Instant
  ) {
    self.id = id
    self.mainSHA256 = mainSHA256
    self.thumbSHA256 = thumbSHA256
    self.width = width
    self.height = height
    self.at = at
  }
}

extension SuggestionEvent {
  /// The pictures that came with it.
  package var files: [ID<SuggestionFile>] {
    switch self {
    case .contacted(let facts): facts.files
    case .rated(let facts): facts.scans ?? []
    case .urged(_, _, let files): files ?? []
    default: []
    }
  }

  /// They are papers, not photos.
  package var filesAreScans: Bool {
    switch self {
    case .rated: true
    case .contacted(let facts): facts.kind == .faceToFaceReply
    default: false
    }
  }
}
