import DatabaseKit
import Domain
import Store

/// Turns waiting photos into photos of a matter, inside the act's transaction.
enum AttachPhotos {
  /// Gives the ids in the order of the tickets; a photo that was used or thrown away meanwhile is left out.
  static func run(
    _ tickets: [PhotoTicket], to matter: ID<Matter>, fromSender: Bool, at now: Instant, in tx: any WriteTransaction
  ) throws -> [ID<MatterFile>] {
    var ids: [ID<MatterFile>] = []
    for upload in try WaitingPhotos.take(tickets, in: tx) {
      let photo = MatterPhoto(
        id: ID(upload.id), isFromSender: fromSender, mainSHA256: upload.main, thumbSHA256: upload.thumb,
        width: upload.width, height: upload.height, at: now)
      try MatterPartStore.insert(photo, of: matter, position: ids.count, in: tx)
      ids.append(photo.id)
    }
    return ids
  }
}

/// Pictures that were made ready for a form and belong to nothing yet.
enum WaitingPhotos {
  /// Those of the tickets that still wait, in their order; they wait no more.
  static func take(_ tickets: [PhotoTicket], in tx: any WriteTransaction) throws -> [StoredUpload] {
    if tickets.isEmpty { return [] }
    let stored = try MatterPartStore.takeUploads(tickets.map(\.id), in: tx)
    return tickets.compactMap { ticket in stored.first { $0.id == ticket.id } }
  }
}
