package import DatabaseKit
package import Domain

/// Photos and scans of suggestions. The bytes are files named by their content, as those of matters.
package enum SuggestionFileStore {
  package static func insert(
    _ photo: SuggestionPhoto, of suggestion: ID<Suggestion>, position: Int, in tx: any WriteTransaction
  ) throws {
    try tx.execute(
      """
      INSERT INTO suggestion_files (id, suggestion_id, position, main_sha256, thumb_sha256, width, height, at)
      VALUES (\(bind: photo.id), \(bind: suggestion), \(bind: position), \(bind: photo.mainSHA256),
        \(bind: photo.thumbSHA256), \(bind: photo.width), \(bind: photo.height), \(bind: photo.at))
      """)
  }

  package static func photos(of suggestion: ID<Suggestion>, in tx: any ReadTransaction) throws -> [SuggestionPhoto] {
    try tx.rows(
      """
      SELECT id, main_sha256, thumb_sha256, width, height, at FROM suggestion_files
      WHERE suggestion_id = \(bind: suggestion) ORDER BY at, position, id
      """
    ).map(photo)
  }

  /// False when it was gone already.
  package static func delete(_ file: ID<SuggestionFile>, of suggestion: ID<Suggestion>, in tx: any WriteTransaction)
    throws -> Bool
  {
    try tx.execute(
      "DELETE FROM suggestion_files WHERE id = \(bind: file) AND suggestion_id = \(bind: suggestion)") == 1
  }

  static func photo(_ row: Row) throws -> SuggestionPhoto {
    SuggestionPhoto(
      id: try row("id"), mainSHA256: try row("main_sha256"), thumbSHA256: try row("thumb_sha256"),
      width: try row("width"), height: try row("height"), at: try row("at"))
  }

  /// Whether a photo or scan names the file.
  static func isNeeded(_ sha256: String, in tx: any ReadTransaction) throws -> Bool {
    try tx.row(
      """
      SELECT 1 FROM suggestion_files WHERE main_sha256 = \(bind: sha256) OR thumb_sha256 = \(bind: sha256) LIMIT 1
      """) != nil
  }
}
