import DatabaseKit
import Domain
import Store

/// Turns waiting photos into photos of a matter, inside the act's transaction.
enum AttachPhotos {
  /// Gives the ids in the order of the tickets; a photo that was used or thrown away meanwhile is left out.
  static func run(
    _ tickets: [PhotoTicket], to matter: ID<Matter>, fromSender: Bool, at now: Instant, in tx: any WriteTransaction
  ) throws -> [ID<MatterFile>] {
    guard !tickets.isEmpty else { return [] }
    let stored = try MatterPartStore.uploads(tickets.map(\.id), in: tx)
    var ids: [ID<MatterFile>] = []
    for ticket in tickets {
      guard let upload = stored.first(where: { $0.id == ticket.id }) else { continue }
      let photo = MatterPhoto(
        id: ID(upload.id), isFromSender: fromSender, mainSHA256: upload.main, thumbSHA256: upload.thumb,
        width: upload.width, height: upload.height, at: now)
      try MatterPartStore.insert(photo, of: matter, position: ids.count, in: tx)
      ids.append(photo.id)
    }
    try MatterPartStore.deleteUploads(stored.map(\.id), in: tx)
    return ids
  }
}
