package import DatabaseKit
package import Domain

/// A sender's contact as stored: sealed fields and the masks that may be shown.
package struct StoredContact: Sendable, Equatable {
  package let position: Int
  package let name: [UInt8]?
  package let phone: [UInt8]?
  package let guardian: [UInt8]?
  package let keyID: Int
  package let mask: ContactMask
  package let phoneIndex: [UInt8]?

  package init(
    position: Int, name: [UInt8]?, phone: [UInt8]?, guardian: [UInt8]?, keyID: Int, mask: ContactMask,
    phoneIndex: [UInt8]?
  ) {
    self.position = position
    self.name = name
    self.phone = phone
    self.guardian = guardian
    self.keyID = keyID
    self.mask = mask
    self.phoneIndex = phoneIndex
  }
}

/// A photo that was made ready and waits to be attached.
package struct StoredUpload: Sendable, Equatable {
  package let id: Int64
  package let main: String
  package let thumb: String
  package let width: Int
  package let height: Int

  package init(id: Int64, main: String, thumb: String, width: Int, height: Int) {
    self.id = id
    self.main = main
    self.thumb = thumb
    self.width = width
    self.height = height
  }
}

/// What hangs on a matter: contacts, the receipt's secrets, photos.
package enum MatterPartStore {
  // MARK: Contacts

  package static func insert(_ contact: StoredContact, of matter: ID<Matter>, in tx: any WriteTransaction) throws {
    if let loading = tx as? LoadingTransaction { return try loading.change(matter) { $0.contacts.append(contact) } }
    try tx.post(
      """
      INSERT INTO matter_contacts (matter_id, position, name_sealed, phone_sealed, guardian_sealed, key_id, name_mask,
        phone_mask, phone_index)
      VALUES (\(bind: matter), \(bind: contact.position), \(bind: contact.name), \(bind: contact.phone),
        \(bind: contact.guardian), \(bind: contact.keyID), \(bind: contact.mask.name), \(bind: contact.mask.phone),
        \(bind: contact.phoneIndex))
      """)
  }

  package static func contacts(of matter: ID<Matter>, in tx: any ReadTransaction) throws -> [StoredContact] {
    if let loading = tx as? LoadingTransaction { return try loading.held(matter).contacts }
    return try contacts(of: [matter], in: tx)[matter] ?? []
  }

  package static func contacts(of matters: [ID<Matter>], in tx: any ReadTransaction) throws
    -> [ID<Matter>: [StoredContact]]
  {
    if matters.isEmpty { return [:] }
    var result: [ID<Matter>: [StoredContact]] = [:]
    for row in try tx.rows(
      """
      SELECT matter_id, position, name_sealed, phone_sealed, guardian_sealed, key_id, name_mask, phone_mask, phone_index
      FROM matter_contacts WHERE matter_id IN \(SQL.list(matters)) ORDER BY matter_id, position
      """)
    {
      let contact = StoredContact(
        position: try row("position"), name: try row("name_sealed"), phone: try row("phone_sealed"),
        guardian: try row("guardian_sealed"), keyID: try row("key_id"),
        mask: ContactMask(name: try row("name_mask"), phone: try row("phone_mask")),
        phoneIndex: try row("phone_index"))
      result[try row("matter_id"), default: []].append(contact)
    }
    return result
  }

  package static func eraseContacts(of matter: ID<Matter>, in tx: any WriteTransaction) throws {
    try ConsentStore.erase(matter, in: tx)
    try tx.post(
      """
      UPDATE matter_contacts SET name_sealed = NULL, phone_sealed = NULL, guardian_sealed = NULL, key_id = 0,
        name_mask = '已删除', phone_mask = '', phone_index = NULL WHERE matter_id = \(bind: matter)
      """)
  }

  // MARK: Receipts

  /// Sets link and lookup code; every link given before dies.
  package static func setReceipt(
    of matter: ID<Matter>, capabilityHash: [UInt8], lookupHash: [UInt8], isNew: Bool, at now: Instant,
    in tx: any WriteTransaction
  ) throws {
    if isNew, let loading = tx as? LoadingTransaction {
      return try loading.change(matter) {
        $0.receipt = LoadedMatter.Receipt(capabilityHash: capabilityHash, lookupHash: lookupHash, at: now)
      }
    }
    if !isNew {
      try tx.post(
        """
        UPDATE matter_capabilities SET replaced_at = \(bind: now)
        WHERE matter_id = \(bind: matter) AND replaced_at IS NULL
        """)
    }
    try tx.post(
      """
      INSERT INTO matter_receipts (matter_id, lookup_hash, issued_at)
      VALUES (\(bind: matter), \(bind: lookupHash), \(bind: now))
      ON CONFLICT (matter_id) DO UPDATE SET lookup_hash = excluded.lookup_hash, issued_at = excluded.issued_at
      """)
    try addCapability(capabilityHash, to: matter, isPrimary: true, at: now, in: tx)
  }

  package static func addCapability(
    _ hash: [UInt8], to matter: ID<Matter>, isPrimary: Bool, at now: Instant, in tx: any WriteTransaction
  ) throws {
    try tx.post(
      """
      INSERT INTO matter_capabilities (capability_hash, matter_id, is_primary, issued_at)
      VALUES (\(bind: hash), \(bind: matter), \(bind: isPrimary), \(bind: now))
      """)
  }

  package static func matters(capabilityHashes: [[UInt8]], in tx: any ReadTransaction) throws
    -> [(hash: [UInt8], matter: ID<Matter>, isPrimary: Bool)]
  {
    guard !capabilityHashes.isEmpty else { return [] }
    return try tx.rows(
      """
      SELECT capability_hash, matter_id, is_primary FROM matter_capabilities
      WHERE capability_hash IN \(SQL.list(capabilityHashes)) AND replaced_at IS NULL ORDER BY matter_id DESC, is_primary DESC
      """
    ).map { (hash: try $0("capability_hash"), matter: try $0("matter_id"), isPrimary: try $0("is_primary")) }
  }

  /// The first of these capabilities that opens the matter or did before it was replaced.
  package static func everHeld(_ matter: ID<Matter>, among hashes: [[UInt8]], in tx: any ReadTransaction) throws
    -> [UInt8]?
  {
    guard !hashes.isEmpty else { return nil }
    return try tx.row(
      """
      SELECT capability_hash FROM matter_capabilities
      WHERE matter_id = \(bind: matter) AND capability_hash IN \(SQL.list(hashes)) ORDER BY issued_at, capability_hash LIMIT 1
      """)?.first()
  }

  package static func lookupHash(of matter: ID<Matter>, in tx: any ReadTransaction) throws -> [UInt8]? {
    try tx.row("SELECT lookup_hash FROM matter_receipts WHERE matter_id = \(bind: matter)")?.first()
  }

  // MARK: Photos

  package static func insertUpload(_ upload: StoredUpload, at now: Instant, in tx: any WriteTransaction) throws {
    try tx.post(
      """
      INSERT INTO pending_uploads (id, main_sha256, thumb_sha256, width, height, at)
      VALUES (\(bind: upload.id), \(bind: upload.main), \(bind: upload.thumb), \(bind: upload.width),
        \(bind: upload.height), \(bind: now))
      """)
  }

  package static func uploads(_ ids: [Int64], in tx: any ReadTransaction) throws -> [StoredUpload] {
    guard !ids.isEmpty else { return [] }
    return try tx.rows(
      """
      SELECT id, main_sha256, thumb_sha256, width, height FROM pending_uploads WHERE id IN \(SQL.list(ids)) ORDER BY id
      """
    ).map(upload)
  }

  package static func uploads(before: Instant, limit: Int, in tx: any ReadTransaction) throws -> [StoredUpload] {
    try tx.rows(
      """
      SELECT id, main_sha256, thumb_sha256, width, height FROM pending_uploads WHERE at < \(bind: before)
      ORDER BY at LIMIT \(bind: limit)
      """
    ).map(upload)
  }

  /// Those that still wait, which wait no more: whoever comes second gets none.
  package static func takeUploads(_ ids: [Int64], in tx: any WriteTransaction) throws -> [StoredUpload] {
    guard !ids.isEmpty else { return [] }
    return try tx.rows(
      """
      DELETE FROM pending_uploads WHERE id IN \(SQL.list(ids)) RETURNING id, main_sha256, thumb_sha256, width, height
      """
    ).map(upload)
  }

  package static func deleteUploads(_ ids: [Int64], in tx: any WriteTransaction) throws {
    guard !ids.isEmpty else { return }
    try tx.post("DELETE FROM pending_uploads WHERE id IN \(SQL.list(ids))")
  }

  private static func upload(_ row: Row) throws -> StoredUpload {
    StoredUpload(
      id: try row("id"), main: try row("main_sha256"), thumb: try row("thumb_sha256"), width: try row("width"),
      height: try row("height"))
  }

  package static func insert(
    _ photo: MatterPhoto, of matter: ID<Matter>, position: Int, in tx: any WriteTransaction
  ) throws {
    try tx.post(
      """
      INSERT INTO matter_files (id, matter_id, position, is_from_sender, main_sha256, thumb_sha256, width, height, at,
        is_erased)
      VALUES (\(bind: photo.id), \(bind: matter), \(bind: position), \(bind: photo.isFromSender),
        \(bind: photo.mainSHA256), \(bind: photo.thumbSHA256), \(bind: photo.width), \(bind: photo.height),
        \(bind: photo.at), FALSE)
      """)
  }

  package static func photos(of matter: ID<Matter>, in tx: any ReadTransaction) throws -> [MatterPhoto] {
    if let loading = tx as? LoadingTransaction { return try loading.held(matter).photos }
    return try tx.rows(
      """
      SELECT id, is_from_sender, main_sha256, thumb_sha256, width, height, at FROM matter_files
      WHERE matter_id = \(bind: matter) AND NOT is_erased ORDER BY at, position, id
      """
    ).map(photo)
  }

  package static func photo(_ id: ID<MatterFile>, of matter: ID<Matter>, in tx: any ReadTransaction) throws
    -> MatterPhoto?
  {
    try tx.row(
      """
      SELECT id, is_from_sender, main_sha256, thumb_sha256, width, height, at FROM matter_files
      WHERE id = \(bind: id) AND matter_id = \(bind: matter) AND NOT is_erased
      """
    ).map(photo)
  }

  /// Marks a matter's photos erased, perhaps apart from those on its public page; gives the files that no other row needs
  /// any more.
  package static func erasePhotos(of matter: ID<Matter>, keepsPublished: Bool, in tx: any WriteTransaction) throws
    -> [String]
  {
    let shown: [ID<MatterFile>] =
      keepsPublished
      ? try tx.rows("SELECT file_id FROM matter_publication_files WHERE matter_id = \(bind: matter)").map {
        try $0.first()
      } : []
    let photos = try photos(of: matter, in: tx).filter { !shown.contains($0.id) }
    guard !photos.isEmpty else { return [] }
    let ids = photos.map(\.id)
    try tx.post("DELETE FROM matter_publication_files WHERE file_id IN \(SQL.list(ids))")
    try tx.post("UPDATE matter_files SET is_erased = TRUE WHERE id IN \(SQL.list(ids))")
    return try photos.flatMap { [$0.mainSHA256, $0.thumbSHA256] }.filter { try !isNeeded($0, in: tx) }
  }

  /// Some of its photos went before.
  package static func hasErasedPhotos(_ matter: ID<Matter>, in tx: any ReadTransaction) throws -> Bool {
    try tx.row("SELECT 1 FROM matter_files WHERE matter_id = \(bind: matter) AND is_erased LIMIT 1") != nil
  }

  /// 更正: new sealed values and masks in place of the old ones, and the index by which earlier matters are found.
  package static func update(_ contact: StoredContact, of matter: ID<Matter>, in tx: any WriteTransaction) throws {
    try tx.execute(
      """
      UPDATE matter_contacts SET name_sealed = \(bind: contact.name), phone_sealed = \(bind: contact.phone),
        guardian_sealed = \(bind: contact.guardian), key_id = \(bind: contact.keyID),
        name_mask = \(bind: contact.mask.name), phone_mask = \(bind: contact.mask.phone),
        phone_index = \(bind: contact.phoneIndex)
      WHERE matter_id = \(bind: matter) AND position = \(bind: contact.position)
      """)
  }

  /// Whether any row still names the file.
  package static func isNeeded(_ sha256: String, in tx: any ReadTransaction) throws -> Bool {
    if try tx.row(
      """
      SELECT 1 FROM matter_files WHERE (main_sha256 = \(bind: sha256) OR thumb_sha256 = \(bind: sha256))
        AND NOT is_erased LIMIT 1
      """) != nil
    {
      return true
    }
    if try PortraitStore.isNeeded(sha256, in: tx) { return true }
    if try SuggestionFileStore.isNeeded(sha256, in: tx) { return true }
    return try tx.row(
      """
      SELECT 1 FROM pending_uploads WHERE main_sha256 = \(bind: sha256) OR thumb_sha256 = \(bind: sha256) LIMIT 1
      """) != nil
  }

  /// Every file that a row names, after `sha256` in order.
  package static func namedFiles(in tx: any ReadTransaction) throws -> Set<String> {
    let rows = try tx.rows(
      """
      SELECT main_sha256 AS sha FROM matter_files WHERE NOT is_erased
      UNION SELECT thumb_sha256 FROM matter_files WHERE NOT is_erased
      UNION SELECT main_sha256 FROM pending_uploads UNION SELECT thumb_sha256 FROM pending_uploads
      UNION SELECT main_sha256 FROM person_portraits UNION SELECT thumb_sha256 FROM person_portraits
      UNION SELECT main_sha256 FROM suggestion_files UNION SELECT thumb_sha256 FROM suggestion_files
      """)
    return Set(try rows.map { try $0.first(as: String.self) })
  }

  private static func photo(_ row: Row) throws -> MatterPhoto {
    MatterPhoto(
      id: try row("id"), isFromSender: try row("is_from_sender"), mainSHA256: try row("main_sha256"),
      thumbSHA256: try row("thumb_sha256"), width: try row("width"), height: try row("height"), at: try row("at"))
  }
}
