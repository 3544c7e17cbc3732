/// How far an import has come.
package enum ImportState: String, CaseIterable, Sendable, Codable {
  /// Its rows are being stored.
  case reading
  case checked, applying, applied, undoing, undone, discarded

  package var isUnderWay: Bool { self == .applying || self == .undoing }
}

/// One file on its way into the directory.
package struct ImportRun: Sendable, Equatable {
  package let id: ID<ImportRun>
  package let congress: ID<Congress>
  package let kind: ImportKind
  package let fileName: String
  package let ignoredHeads: [String]
  package let state: ImportState
  /// Rows with anything in them.
  package let rows: Int
  /// Rows that can be made.
  package let ready: Int
  /// Of these, how many the import has gone through.
  package let done: Int
  /// Records that were made, and how many of them are still to be undone.
  package let made: Int
  package let left: Int
  package let madeBy: ID<Person>?
  package let madeAt: Instant
  package let changedAt: Instant

  package init(
    id: ID<ImportRun>, congress: ID<Congress>, kind: ImportKind, fileName: String, ignoredHeads: [String],
    state: ImportState, rows: Int, ready: Int, done: Int, made: Int, left: Int, madeBy: ID<Person>?, madeAt: Instant,
    changedAt: Instant
  ) {
    self.id = id
    self.congress = congress
    self.kind = kind
    self.fileName = fileName
    self.ignoredHeads = ignoredHeads
    self.state = state
    self.rows = rows
    self.ready = ready
    self.done = done
    self.made = made
    self.left = left
    self.madeBy = madeBy
    self.madeAt = madeAt
    self.changedAt = changedAt
  }

  package var wrong: Int { rows - ready }
}

/// A record that an import made.
package struct ImportedRecord: Sendable, Equatable {
  package let kind: SubjectKind
  package let id: Int64
  /// What people call it.
  package let label: String

  package init(_ kind: SubjectKind, _ id: Int64, _ label: String) {
    self.kind = kind
    self.id = id
    self.label = label
  }
}

/// What hangs on a record, so that it cannot be taken out again.
package enum ImportHanger: String, CaseIterable, Sendable, Codable {
  case matters, mandates, posts, accounts, venues, regions, congresses, constituencies, people, codes, receptions,
    groups
  case signIns = "sign_ins"
  case others
}

/// A record that stayed when its import was undone, and why.
package struct KeptRecord: Sendable, Equatable {
  package let record: ImportedRecord
  package let hangers: [ImportHanger: Int]
  /// It was ended instead.
  package let isEnded: Bool

  package init(record: ImportedRecord, hangers: [ImportHanger: Int], isEnded: Bool) {
    self.record = record
    self.hangers = hangers
    self.isEnded = isEnded
  }
}
