package import DatabaseKit
package import Domain

/// A database for telling a long history to an empty or sleeping installation: the acts are those that people use, but what
/// they leave waits in memory and is written many rows at a time (see ADR 0017).
///
/// One teller at a time, and nobody else may write meanwhile. Nothing is written for certain before ``finish()``.
package actor LoadingDatabase: Database {
  package nonisolated let engine: DatabaseEngine
  private let target: any Database
  private let memory: LoadingMemory
  private var writing: Task<Void, any Error>?
  /// Totals were written that may have come back to nothing.
  private var isUnpruned = false
  /// How many matters are held before some are written: more when many are on their way.
  private var limit = LoadingDatabase.mostHeld
  /// Transactions that had to take the ordinary way, and those that did not.
  package private(set) var ordinary = 0
  package private(set) var short = 0

  /// So many matters are held before those that have ended or rest are written.
  private static let mostHeld = 10_000
  /// As many more may be held than were left.
  private static let moreHeld = 4000
  /// A matter that nobody asked for during so many transactions rests: some weeks of a city. What rests too early has to be
  /// read again and all its index entries written twice.
  private static let rest = 400_000
  private static let mostCounts = 400_000

  /// - Parameter remembersFrom: Messages and request keys from before are left out, as passed on and forgotten; nil keeps
  ///   all.
  package init(_ target: any Database, remembersFrom: Instant? = nil) {
    self.target = target
    engine = target.engine
    memory = LoadingMemory(engine: target.engine, remembersFrom: remembersFrom)
  }

  package nonisolated var retryCount: Int { target.retryCount }

  package func read<T: Sendable>(
    _ length: ReadLength, _ body: @escaping @Sendable (any ReadTransaction) throws -> T
  ) async throws -> T {
    if let value = try await attempt({ tx in try body(tx) }) { return value }
    try await write(all: true)
    try await written()
    return try await target.read(length, body)
  }

  @discardableResult
  package func write<T: Sendable>(
    locking keys: [LockKey], isolation: WriteIsolation, _ body: @escaping @Sendable (any WriteTransaction) throws -> T
  ) async throws -> T {
    if let value = try await attempt({ tx in try body(tx) }) {
      if memory.matters.count >= limit || memory.counts.count >= Self.mostCounts { try await write(all: false) }
      return value
    }
    try await finish()
    return try await target.write(locking: keys, isolation: isolation, body)
  }

  package func settle() async throws {
    try await finish()
    try await target.settle()
  }

  /// Writes everything that waits and forgets it.
  package func finish() async throws {
    try await write(all: true)
    try await written()
    memory.matters = [:]
    memory.forget()
  }

  package func close() async { await target.close() }

  // MARK: The short way

  /// Runs a transaction in memory; nil when it needs the database.
  private func attempt<T>(_ body: (LoadingTransaction) throws -> T) async throws -> T? {
    while true {
      let tx = LoadingTransaction(memory)
      do {
        let value = try body(tx)
        memory.take(tx)
        short += 1
        return value
      } catch {
        switch tx.detour {
        case nil: throw error
        case .read(let sql, let question):
          memory.answers[question] = try await target.read { tx in try tx.rows(sql) }
        case .matter(let id):
          try await written()
          guard let found = try await target.read({ tx in try LoadedMatter.find(id, in: tx) }) else {
            ordinary += 1
            return nil
          }
          memory.matters[id] = found
        case .leave:
          ordinary += 1
          return nil
        }
      }
    }
  }

  // MARK: Writing

  /// Writes what waits: all matters, which stay in memory, or those that have come to an end or rest, which go.
  private func write(all: Bool) async throws {
    var rows = LoadedRows()
    for (id, held) in memory.matters {
      if all {
        if held.isChanged { rows.matters.append(held) }
        memory.matters[id] = held.written
      } else if held.matter.status.state.isEnded || held.used + Self.rest < memory.transactions {
        if held.isChanged { rows.matters.append(held) }
        memory.matters[id] = nil
      }
    }
    rows.loose = memory.loose
    memory.loose = []
    if all || memory.counts.count >= Self.mostCounts {
      rows.counts = memory.counts
      memory.counts = [:]
    }
    isUnpruned = isUnpruned || !rows.counts.isEmpty
    if all, isUnpruned { (rows.prunes, isUnpruned) = (true, false) }
    rows.numbers = memory.changedNumbers.map { ($0.kind, $0.scope, $0.year, memory.numbers[$0] ?? 0) }
    memory.changedNumbers = []
    if !all {
      memory.keys = [:]
      limit = max(Self.mostHeld, memory.matters.count + Self.moreHeld)
    }
    if rows.isEmpty { return }
    // One batch is written while the next is told.
    try await written()
    let (target, ready) = (target, rows)
    writing = Task { try await target.write { tx in try ready.write(in: tx) } }
  }

  private func written() async throws {
    if let writing {
      self.writing = nil
      try await writing.value
    }
  }
}
