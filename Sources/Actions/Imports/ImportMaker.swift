import DatabaseKit
import Domain
import SecretsKit
import Store

/// What a row needs that a transaction may not make: ids, salts, what is encrypted or hashed.
struct ImportIngredients: Sendable {
  let row: ImportRow
  let ids: [Int64]
  let salts: [[UInt8]]
  /// The person of the row, new or known.
  let person: ID<Person>
  let contact: StoredContactField?
  let search: (text: String, sortKey: String)
  let passwordHash: String
}

/// Makes directory records of rows: one transaction's worth at a time, each record with its history.
struct ImportMaker: Sendable {
  struct Outcome: Sendable {
    var records: [ImportedRecord] = []
    /// Rows that cannot be made any more, because the directory changed after the check.
    var findings: [ImportFinding] = []
  }

  let run: ImportRun
  let now: Instant
  let level: CongressLevel
  let term: ID<CongressTerm>?
  var lookup: ImportLookup
  /// The root of the tree.
  let root: Region?
  var nextVenue = 0
  /// Mandates that this transaction has made, by constituency.
  private var seated: [String: Int] = [:]
  private let recorded: RecordActor

  var today: CivilDate { now.date }

  init(_ run: ImportRun, lookup: ImportLookup, at now: Instant, _ tx: any ReadTransaction) throws {
    guard let congress = try CongressStore.congress(run.congress, in: tx) else { throw ActionError.notFound }
    self.run = run
    self.now = now
    self.lookup = lookup
    level = congress.level
    term = try CongressStore.terms(of: run.congress, in: tx).first?.id
    root = run.kind == .region ? try RegionStore.all(in: tx).first { $0.parent == nil } : nil
    recorded = run.madeBy.map { .person($0) } ?? .system
  }

  /// The people that rows name.
  static func names(_ kind: ImportKind, _ rows: [ImportRow]) -> [String] {
    switch kind {
    case .deputy, .post, .account: Array(Set(rows.map { $0[.name] }))
    case .group: Array(Set(rows.flatMap { $0.list(.convener) + $0.list(.members) }))
    case .region, .grid, .constituency, .venue, .unit: []
    }
  }

  func prepare(_ row: ImportRow, in environment: AppEnvironment) async throws -> ImportIngredients {
    let ids = environment.newIDs(8, at: now)
    let person = known(row) ?? ID<Person>(ids[0])
    var contact: StoredContactField?
    if !row[.mobile].isEmpty {
      let sealed = try environment.cipher.seal(
        row[.mobile], record: person.raw, field: "person_contacts", nonce: environment.random(12))
      contact = StoredContactField(
        field: .mobile, sealed: sealed.bytes, keyID: sealed.keyID, mask: ContactMask.mask(phone: row[.mobile]),
        isPublic: row[.isPublic] == "yes")
    }
    let keys = Pinyin.searchKeys(for: row[.name])
    var hash = ""
    if run.kind == .account {
      hash = try await environment.passwords.hash(
        ImportSlips.password(of: person, run: run.id, in: environment), salt: environment.random(16))
    }
    return ImportIngredients(
      row: row, ids: ids, salts: (0..<3).map { _ in environment.random(16) }, person: person, contact: contact,
      search: (keys.searchText, (keys.full.first ?? row[.name]) + " " + row[.name]), passwordHash: hash)
  }

  /// Whom the row means, when the directory knows him.
  private func known(_ row: ImportRow) -> ID<Person>? {
    if run.kind == .account { return ImportReferences(kind: .account, lookup: lookup).holders(of: row).first?.id }
    return row[.namesake] == "same" ? lookup.people[row[.name]]?.first?.id : nil
  }

  /// Inside the transaction.
  mutating func make(_ rows: [ImportIngredients], names: [String], in tx: any WriteTransaction) throws -> Outcome {
    try ImportLookupStore.refresh(&lookup, run.kind, of: run.congress, names: names, in: tx)
    if run.kind == .venue { nextVenue = try VenueStore.nextPosition(of: run.congress, in: tx) }
    var outcome = Outcome()
    for ingredients in rows {
      let row = ingredients.row
      let fault = ImportReferences(kind: run.kind, lookup: lookup).faults(row).first ?? seatFault(row)
      if let fault {
        outcome.findings.append(
          ImportFinding(
            row: row.number, column: nil, head: run.kind.column(fault.field)?.head ?? "", fault: fault.fault,
            shown: run.kind.column(fault.field)?.isPrivate == true ? "" : row[fault.field], detail: fault.detail))
        continue
      }
      outcome.records += try records(of: ingredients, in: tx)
    }
    return outcome
  }

  private mutating func records(of made: ImportIngredients, in tx: any WriteTransaction) throws -> [ImportedRecord] {
    switch run.kind {
    case .region: try region(made, tx)
    case .grid: try grid(made, tx)
    case .constituency: try constituency(made, tx)
    case .venue: try venue(made, tx)
    case .unit: try unit(made, tx)
    case .deputy: try deputy(made, tx)
    case .group: try group(made, tx)
    case .post: try post(made, tx)
    case .account: try account(made, tx)
    }
  }

  /// Others may have been elected since the check.
  private mutating func seatFault(_ row: ImportRow) -> ImportReferences.Fault? {
    guard run.kind == .deputy, let constituency = lookup.constituencies[row[.electedBy]] else { return nil }
    if constituency.taken + seated[row[.electedBy], default: 0] >= constituency.seats {
      return ImportReferences.Fault(.electedBy, .overSeats, "\(constituency.seats)")
    }
    seated[row[.electedBy], default: 0] += 1
    return nil
  }

  /// The first entry of a record's history; a record that was there before gets one more.
  func note(
    _ kind: SubjectKind, _ subject: Int64, _ act: String, _ facts: [String: String], _ made: ImportIngredients,
    _ number: Int, isNew: Bool = true, _ tx: any WriteTransaction
  ) throws {
    var all = facts.filter { !$0.value.isEmpty }
    all["import"] = run.id.description
    all["row"] = "\(made.row.number)"
    let entry = NewEntry(
      id: ID(made.ids[5 + number]), kind: kind, subject: subject, act: act, at: now, actor: recorded,
      facts: try JSONText.encode(all), words: nil, salt: made.salts[number])
    _ = try EventStore.append(entry, after: isNew ? .start : try EventStore.head(of: kind, subject, in: tx), in: tx)
  }
}
