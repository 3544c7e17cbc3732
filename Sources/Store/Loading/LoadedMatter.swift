import DatabaseKit
import Domain

/// A matter on its way, held in memory until its rows are written: with everything that acts on it read.
struct LoadedMatter: Sendable {
  struct EnteredAct: Sendable, Equatable {
    let seq: Int
    let person: ID<Person>
    var objected: Bool
  }

  struct Receipt: Sendable {
    let capabilityHash: [UInt8]
    let lookupHash: [UInt8]
    let at: Instant
  }

  struct Publication: Sendable {
    var publication: MatterPublication
    let person: ID<Person>?
    let category: ID<MatterCategory>?
  }

  /// What of it stands in the database.
  struct Stored: Sendable {
    let entries: Int
    let entered: [EnteredAct]
    let status: MatterStatus
  }

  var matter: Matter
  var head: ChainHead
  let levels: RegionLevels
  var excluded: Set<ID<Person>> = []
  var entered: [EnteredAct] = []
  /// Its whole history.
  var entries: [RecordEntry]
  var contacts: [StoredContact] = []
  var photos: [MatterPhoto] = []
  /// Until it is written.
  var receipt: Receipt?
  /// The version for everybody, if it was made here; until it is written.
  var publication: Publication?
  var stored: Stored?
  /// When it was last asked for, in transactions.
  var used = 0

  var facts: MatterFacts {
    MatterFacts(
      id: matter.id, status: matter.status, excluded: excluded,
      actedFor: Set(entered.filter { !$0.objected }.map(\.person)), grid: matter.grid)
  }

  /// The same once it is written.
  var written: LoadedMatter {
    var copy = self
    copy.stored = Stored(
      entries: entries.count, entered: entered, status: matter.status)
    copy.receipt = nil
    copy.publication = nil
    return copy
  }
}

extension LoadedMatter {
  /// Writes matters as they are now: by the statements that acts use, many rows at a time.
  static func write(_ matters: [LoadedMatter], in tx: any WriteTransaction) throws {
    let sorted = matters.sorted { $0.matter.id < $1.matter.id }
    let rows = GatheringTransaction(tx)
    for held in sorted { try held.insertRow(in: rows) }
    try rows.finish()
    for held in sorted { try held.updateRow(in: rows) }
    for held in sorted { try held.writeParts(in: rows) }
    try rows.finish()
    for start in stride(from: 0, to: sorted.count, by: mostDocuments) {
      try writeDocuments(sorted[start..<min(start + mostDocuments, sorted.count)], in: tx)
    }
  }

  /// So many matters have their documents written together.
  private static let mostDocuments = 100

  /// What they are found by, made from what they are now.
  private static func writeDocuments(_ matters: ArraySlice<LoadedMatter>, in tx: any WriteTransaction) throws {
    let known = matters.filter { !$0.isNew }.map(\.matter.id.raw)
    for index in SearchIndex.allCases { try SearchStore.remove(known, from: index, tx) }
    let staff = try matters.compactMap { held in
      SearchDocument.staff(held.matter, facts: held.facts, words: try held.spoken)
    }
    try SearchStore.insert(staff, in: .staff, tx)
    let released = matters.filter { $0.matter.status.publication == .published }
    let publications = try SearchSourceStore.publications(of: released.map(\.matter.id), in: tx)
    let open = released.compactMap { SearchDocument.open(publications[$0.matter.id], of: $0.matter.status) }
    try SearchStore.insert(open, in: .open, tx)
  }

  private var spoken: [SpokenWords] {
    get throws { try entries.compactMap { try SearchSourceStore.spoken($0.act, $0.words) } }
  }

  private var isNew: Bool { storedEntries == nil }

  private var storedEntries: Int? { stored?.entries }

  /// Something has happened since it was written.
  var isChanged: Bool { storedEntries != entries.count }

  private func insertRow(in tx: any WriteTransaction) throws {
    if isNew { try MatterStore.insert(matter, levels: levels, head: head, in: tx) }
  }

  private func updateRow(in tx: any WriteTransaction) throws {
    if !isNew, isChanged { try MatterStore.overwrite(matter, head: head, in: tx) }
  }

  private func writeParts(in tx: any WriteTransaction) throws {
    let id = matter.id
    for entry in entries.dropFirst(stored?.entries ?? 0) { try EventStore.insert(entry, in: tx) }
    if isNew { for contact in contacts { try MatterPartStore.insert(contact, of: id, in: tx) } }
    if let receipt {
      try MatterPartStore.setReceipt(
        of: id, capabilityHash: receipt.capabilityHash, lookupHash: receipt.lookupHash, isNew: true, at: receipt.at,
        in: tx)
    }
    let known = stored?.entered ?? []
    for (index, act) in entered.enumerated() {
      if index >= known.count {
        try MatterStore.insertEntered(id, seq: act.seq, for: act.person, objected: act.objected, in: tx)
      } else if act.objected, !known[index].objected {
        _ = try MatterStore.markObjected(id, seq: act.seq, by: act.person, in: tx)
      }
    }
    let status = matter.status
    let unchanged = stored.map { $0.status.congress == status.congress ? $0.status.handlings : [] } ?? []
    try HandlingStore.save(status.handlings, unlessIn: unchanged, of: id, congress: status.congress, in: tx)
    try MatterWatchStore.save(status, after: stored?.status, of: id, in: tx)
    if let publication {
      try PublicationStore.upsert(
        publication.publication, person: publication.person, category: publication.category, in: tx)
    }
  }

  /// A matter that is in the database already.
  static func find(_ id: ID<Matter>, in tx: any ReadTransaction) throws -> LoadedMatter? {
    guard let (matter, head) = try MatterStore.forChange(id, in: tx) else { return nil }
    var held = LoadedMatter(
      matter: matter, head: head, levels: try MatterStore.levels(of: id, in: tx),
      entries: try EventStore.history(of: .matter, id.raw, in: tx))
    held.excluded = try MatterStore.facts(of: matter, in: tx).excluded
    held.entered = try MatterStore.entered(id, in: tx).map {
      EnteredAct(seq: $0.seq, person: $0.person, objected: $0.objected)
    }
    held.contacts = try MatterPartStore.contacts(of: id, in: tx)
    held.photos = try MatterPartStore.photos(of: id, in: tx)
    return held.written
  }
}
