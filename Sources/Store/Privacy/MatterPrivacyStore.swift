package import DatabaseKit
package import Domain

/// Everything that hangs on a matter, in one place, and what becomes of it when the matter is erased. A test walks the
/// schema: a table that names a matter and is not in here does not pass.
package enum MatterPrivacyStore {
  package enum Fate: Sendable, Equatable {
    /// Emptied or removed by ``erase(_:of:words:title:keepsPublished:in:)`` with one of these parts.
    case erased(Set<ErasedPart>)
    /// Holds nothing private, or has to stay; why.
    case kept(String)
  }

  /// By table and column that names the matter.
  package static let fates: [String: Fate] = [
    "matter_contacts.matter_id": .erased([.contact]),
    "matter_files.matter_id": .erased([.photos, .published]),
    "matter_publications.matter_id": .erased([.published]),
    "matter_publication_files.matter_id": .erased([.published]),
    "information_requests.matter_id": .erased([.contact, .words]),
    "message_consents.matter_id": .erased([.contact]),
    "messages.matter_id": .erased([.contact]),
    "reminders.matter_id": .kept("dates on which people at work were reminded"),
    "reminder_entries.matter_id": .kept("of what people at work were reminded: numbers and dates"),
    "bulk_rows.matter_id": .kept("that it was one of many, and the number of the entry that it got"),
    "notices.matter_id": .kept("title is read from the matter; that somebody was told stays"),
    "matter_receipts.matter_id": .kept("keyed hash of the lookup code: the sender reads that it was erased"),
    "matter_capabilities.matter_id": .kept("hashes of links: the sender reads that it was erased"),
    "matter_exclusions.matter_id": .kept("whom it is kept from, for good (信访工作条例 30)"),
    "matter_entered_acts.matter_id": .kept("numbers of entries and deputies"),
    "matter_handlings.matter_id": .kept("units and dates"),
    "matter_watchers.matter_id": .kept("places that follow it"),
    "suggestion_matters.matter_id": .kept("that a suggestion grew from it; no word of the resident"),
    "legal_holds.matter_id": .kept("what was held and why, of which nothing was erased while it was"),
  ]

  /// Where words of a matter stand that no column names: histories by their subject. Messages in `outbox` and results in
  /// `idempotency_keys` hold ids only.
  ///
  /// - Parameters:
  ///   - words: the numbers of the matter's own entries whose words go.
  ///   - keepsPublished: the public page stays, and its pictures with it.
  /// - Returns: the files that no row names any more.
  package static func erase(
    _ parts: Set<ErasedPart>, of matter: ID<Matter>, words seqs: [Int], keepsPublished: Bool,
    in tx: any WriteTransaction
  ) throws -> [String] {
    if !seqs.isEmpty { try EventStore.eraseWords(of: .matter, matter.raw, seqs: seqs, in: tx) }
    if parts.contains(.contact) {
      try MatterPartStore.eraseContacts(of: matter, in: tx)
      try InformationStore.forgetSealed(of: matter, in: tx)
    }
    var orphans: [String] = []
    if parts.contains(.photos) {
      orphans += try MatterPartStore.erasePhotos(of: matter, keepsPublished: keepsPublished, in: tx)
    }
    if parts.contains(.published) {
      try PublicationStore.delete(matter, in: tx)
      // The pictures of the public page were left when the others went.
      if try MatterPartStore.hasErasedPhotos(matter, in: tx) || parts.contains(.photos) {
        orphans += try MatterPartStore.erasePhotos(of: matter, keepsPublished: false, in: tx)
      }
    }
    return Array(Set(orphans)).sorted()
  }
}
