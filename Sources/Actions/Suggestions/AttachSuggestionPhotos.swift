import DatabaseKit
import Domain
import Store

/// Turns waiting pictures into those of a suggestion, inside the act's transaction.
enum AttachSuggestionPhotos {
  /// Gives the ids in the order of the tickets; a picture that was used or thrown away meanwhile is left out.
  static func run(_ tickets: [PhotoTicket], to suggestion: ID<Suggestion>, at now: Instant, in tx: any WriteTransaction)
    throws -> [ID<SuggestionFile>]
  {
    var ids: [ID<SuggestionFile>] = []
    for upload in try WaitingPhotos.take(tickets, in: tx) {
      let photo = SuggestionPhoto(
        id: ID(upload.id), mainSHA256: upload.main, thumbSHA256: upload.thumb, width: upload.width,
        height: upload.height, at: now)
      try SuggestionFileStore.insert(photo, of: suggestion, position: ids.count, in: tx)
      ids.append(photo.id)
    }
    return ids
  }
}
