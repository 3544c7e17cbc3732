import DatabaseKit
package import Domain
import SecretsKit
import Store
import TablesKit

/// Reads a roster from a file and stores what can be made of it and what is wrong with it. Nothing of the directory changes:
/// this is the dry run, and it is never left out.
package enum PrepareImport {
  package struct Input: Sendable {
    package let kind: ImportKind
    package let congress: ID<Congress>
    package let fileName: String
    package let bytes: [UInt8]

    package init(kind: ImportKind, congress: ID<Congress>, fileName: String, bytes: [UInt8]) {
      self.kind = kind
      self.congress = congress
      self.fileName = fileName
      self.bytes = bytes
    }
  }

  /// Rows of one write: a resident's matter never waits behind a whole roster.
  static let chunk = 200

  /// - Throws: ``TablesKit/TableProblem`` or ``Domain/ImportFileProblem`` when the file is no roster of this kind.
  package static func run(
    _ input: Input, by actor: Actor, key: RequestKey? = nil, in environment: AppEnvironment
  ) async throws -> ID<ImportRun> {
    if environment.readOnly != nil { throw ActionError.readOnly }
    let sheet = ImportSheet(try TableReader.read(input.bytes))
    let heads = try ImportHeads.find(input.kind, in: sheet)
    guard sheet.rows.contains(where: { $0.number > heads.row }) else { throw ImportFileProblem.noRows }
    let names = Array(ImportCheck.names(input.kind, heads, sheet))
    let lookup = try await environment.database.read { tx in
      try ImportLookupStore.load(input.kind, of: input.congress, names: names, for: actor, in: tx)
    }
    let cipher = environment.cipher
    var check = ImportCheck(input.kind, heads: heads, lookup: lookup) { id in
      cipher.index("citizen-id|" + id).map { byte in String(byte, radix: 16) }.joined(separator: ".")
    }
    let report = check.run(sheet)
    let now = environment.now()
    let run = ImportRun(
      id: environment.newID(at: now), congress: input.congress, kind: input.kind,
      fileName: String(input.fileName.prefix(80)), ignoredHeads: heads.ignored, state: .reading,
      rows: report.ready.count + report.wrong, ready: report.ready.count, done: 0, made: 0, left: 0,
      madeBy: actor.person, madeAt: now, changedAt: now)
    if let earlier = try await begin(run, by: actor, key: key, in: environment) { return earlier }
    try await store(report, of: run.id, in: environment)
    try await environment.database.write { tx in
      guard try ImportStore.move(run.id, from: .reading, to: .checked, at: now, in: tx) else {
        throw ActionError.changedMeanwhile
      }
    }
    return run.id
  }

  /// The run that the same request has made before.
  private static func begin(
    _ run: ImportRun, by actor: Actor, key: RequestKey?, in environment: AppEnvironment
  ) async throws -> ID<ImportRun>? {
    try await environment.database.write(locking: key.map { [$0.lock] } ?? []) { tx in
      try ImportRights.check(run.kind, run.congress, by: actor, in: tx)
      if let key, let earlier = try Once.claim(key, run.id.description, at: run.madeAt, in: tx) {
        return ID<ImportRun>(text: earlier)
      }
      try ImportStore.insert(run, in: tx)
      return nil
    }
  }

  private static func store(_ report: ImportReport, of run: ID<ImportRun>, in environment: AppEnvironment) async throws
  {
    for start in stride(from: 0, to: report.ready.count, by: chunk) {
      let rows = try report.ready[start..<min(start + chunk, report.ready.count)].enumerated().map { offset, row in
        try ImportRowSeal.seal(row, position: start + offset + 1, of: run, in: environment)
      }
      try await environment.database.write { tx in try ImportStore.insert(rows, of: run, in: tx) }
    }
    for start in stride(from: 0, to: report.findings.count, by: chunk) {
      let findings = Array(report.findings[start..<min(start + chunk, report.findings.count)])
      try await environment.database.write { tx in
        try ImportStore.insert(findings, from: start + 1, of: run, in: tx)
      }
    }
  }
}

/// Who may bring rosters in, looked up in the transaction.
enum ImportRights {
  static func check(_ kind: ImportKind, _ congress: ID<Congress>, by actor: Actor, in tx: any ReadTransaction) throws {
    let here = Set(try CongressStore.all(in: tx).filter(\.isRunHere).map(\.id))
    guard here.contains(congress), DirectoryAccess.mayImport(kind, into: congress, runHere: here, by: actor) else {
      throw ActionError.refused(.notYours)
    }
  }
}

extension ImportRights {
  /// A person with the posts of today.
  static func actor(_ person: ID<Person>, on date: CivilDate, in tx: any ReadTransaction) throws -> Actor {
    .person(
      Actor.SignedIn(
        person: person, name: "", posts: try AccountStore.posts(of: person, on: date, in: tx), mandates: [],
        session: ID(0)))
  }
}

/// Rows wait encrypted: names and telephone numbers of people who are not in the directory yet.
enum ImportRowSeal {
  private static let field: StaticString = "import_rows"

  private static func record(_ run: ID<ImportRun>, _ position: Int) -> Int64 { run.raw &+ Int64(position) }

  static func seal(_ row: ImportRow, position: Int, of run: ID<ImportRun>, in environment: AppEnvironment) throws
    -> StoredImportRow
  {
    let values = Dictionary(uniqueKeysWithValues: row.values.map { ($0.key.rawValue, $0.value) })
    let sealed = try environment.cipher.seal(
      try JSONText.encode(values), record: record(run, position), field: field, nonce: environment.random(12))
    return StoredImportRow(position: position, row: row.number, sealed: sealed.bytes, keyID: sealed.keyID)
  }

  static func open(_ row: StoredImportRow, of run: ID<ImportRun>, in environment: AppEnvironment) throws -> ImportRow {
    let text = try environment.cipher.open(
      FieldCipher.Sealed(keyID: row.keyID, bytes: row.sealed), record: record(run, row.position), field: field)
    var values: [ImportField: String] = [:]
    for (name, value) in try JSONText.decode([String: String].self, from: text) {
      if let field = ImportField(rawValue: name) { values[field] = value }
    }
    return ImportRow(number: row.row, values: values)
  }
}

extension ImportSheet {
  init(_ table: Table) {
    self.init(
      rows: table.rows.map { row in
        ImportSheet.Row(number: row.number, cells: row.cells.map { ImportCell($0.content) })
      }, merges: table.merges.map { ImportSheet.Merge(rows: $0.rows, columns: $0.columns) })
  }
}

extension ImportCell {
  fileprivate init(_ content: TableCell.Content) {
    switch content {
    case .empty: self = .empty
    case .text(let text): self = .text(text)
    case .number(let text): self = .number(text)
    case .date(let serial): self = .date(serial)
    case .formula: self = .formula
    case .error(let text): self = .error(text)
    }
  }
}
