import DatabaseKit
package import Domain
import Store

/// Takes back what an import made, whole: removed where nothing hangs on it, ended where it has dates, and otherwise named
/// with what hangs on it.
package enum UndoImport {
  private static let chunk = 100

  package static func begin(_ id: ID<ImportRun>, by actor: Actor, in environment: AppEnvironment) async throws {
    try await ImportSteps.move(id, from: .applied, to: .undoing, "undo-import", by: actor, in: environment)
  }

  package static func run(_ id: ID<ImportRun>, by actor: Actor, in environment: AppEnvironment) async throws {
    try await begin(id, by: actor, in: environment)
    try await ImportSteps.goOn(id, in: environment)
  }

  /// The newest records that are still there; false when there are none.
  package static func step(_ id: ID<ImportRun>, in environment: AppEnvironment) async throws -> Bool {
    do { return try await step(id, limit: chunk, in: environment) } catch DatabaseError.foreignKeyViolation {
      // Something of which this list of references does not know: it is found one record at a time.
      do { return try await step(id, limit: 1, in: environment) } catch DatabaseError.foreignKeyViolation {
        return try await step(id, limit: 1, keepsAnyhow: true, in: environment)
      }
    }
  }

  private static func step(
    _ id: ID<ImportRun>, limit: Int, keepsAnyhow: Bool = false, in environment: AppEnvironment
  ) async throws -> Bool {
    let now = environment.now()
    let ids = environment.newIDs(limit, at: now)
    return try await environment.database.write(locking: [ImportSteps.lock(id)]) { tx in
      guard let run = try ImportStore.run(id, in: tx), run.state == .undoing else { return false }
      let batch = try ImportStore.lastMade(of: id, limit: limit, in: tx)
      if batch.isEmpty {
        _ = try ImportStore.move(id, from: .undoing, to: .undone, at: now, in: tx)
        return false
      }
      var undo = Undoing(run: run, now: now, ids: ids, keepsAnyhow: keepsAnyhow)
      try undo.take(batch, in: tx)
      try ImportStore.count(id, done: run.done, made: run.made, left: run.left - batch.count, at: now, in: tx)
      return true
    }
  }

  /// One transaction's worth.
  private struct Undoing {
    let run: ImportRun
    let now: Instant
    let ids: [Int64]
    let keepsAnyhow: Bool
    private var used = 0

    init(run: ImportRun, now: Instant, ids: [Int64], keepsAnyhow: Bool) {
      self.run = run
      self.now = now
      self.ids = ids
      self.keepsAnyhow = keepsAnyhow
    }

    /// What hangs comes before what it hangs on.
    private static let order: [SubjectKind] = [.post, .account, .mandate, .group, .unit, .constituency, .person]

    mutating func take(_ batch: [(seq: Int, record: ImportedRecord)], in tx: any WriteTransaction) throws {
      for kind in Self.order {
        try undo(batch.filter { $0.record.kind == kind }, kind, tx)
      }
      // A region or venue may hang on another one of the same batch: the newest first, one by one.
      for item in batch where !Self.order.contains(item.record.kind) { try undo([item], item.record.kind, tx) }
    }

    private mutating func undo(
      _ items: [(seq: Int, record: ImportedRecord)], _ kind: SubjectKind, _ tx: any WriteTransaction
    ) throws {
      if items.isEmpty { return }
      var hangers = try ImportUndoStore.hangers(of: kind, items.map(\.record.id), in: tx)
      if keepsAnyhow { for item in items { hangers[item.record.id, default: [:]][.others] = 1 } }
      let free = items.filter { hangers[$0.record.id] == nil }
      for item in free { try note(item.record, "undo-import", tx) }
      if !free.isEmpty {
        try ImportUndoStore.remove(kind, free.map(\.record.id), in: tx)
        try ImportStore.markRemoved(free.map(\.seq), of: run.id, in: tx)
      }
      for item in items {
        guard let hanging = hangers[item.record.id] else { continue }
        let isEnded = try ImportUndoStore.end(kind, item.record.id, at: now, in: tx)
        if isEnded { try note(item.record, "end", tx) }
        try ImportStore.markKept(item.seq, of: run.id, hangers: hanging, isEnded: isEnded, in: tx)
      }
    }

    private mutating func note(_ record: ImportedRecord, _ act: String, _ tx: any WriteTransaction) throws {
      let entry = NewEntry(
        id: ID(ids[used]), kind: record.kind, subject: record.id, act: act, at: now,
        actor: run.madeBy.map { .person($0) } ?? .system, facts: try JSONText.encode(["import": run.id.description]),
        words: nil, salt: [])
      used += 1
      _ = try EventStore.append(entry, after: try EventStore.head(of: record.kind, record.id, in: tx), in: tx)
    }
  }
}

/// Throws away a file that was only checked.
package enum DiscardImport {
  package static func run(_ id: ID<ImportRun>, by actor: Actor, in environment: AppEnvironment) async throws {
    try await ImportSteps.move(id, from: .checked, to: .discarded, "discard-import", by: actor, in: environment)
    try await environment.database.write { tx in try ImportStore.forgetRows(of: id, through: Int.max, in: tx) }
  }
}
