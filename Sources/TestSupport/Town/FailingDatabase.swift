package import DatabaseKit
import Synchronization

/// Passes everything on until it is told to fail.
package final class FailingDatabase: Database {
  private struct State {
    var reads: DatabaseError?
    var writes: DatabaseError?
    var readCount = 0
  }

  private let base: any Database
  private let state = Mutex(State())

  package init(_ base: any Database) { self.base = base }

  /// From now on; nil passes on again.
  package func fail(reads: DatabaseError?, writes: DatabaseError?) {
    state.withLock { ($0.reads, $0.writes) = (reads, writes) }
  }

  package var readCount: Int { state.withLock { $0.readCount } }
  package var engine: DatabaseEngine { base.engine }
  package var retryCount: Int { base.retryCount }

  package func read<T: Sendable>(
    _ length: ReadLength, _ body: @escaping @Sendable (any ReadTransaction) throws -> T
  ) async throws -> T {
    let failure = state.withLock { state in
      state.readCount += 1
      return state.reads
    }
    if let failure { throw failure }
    return try await base.read(length, body)
  }

  package func write<T: Sendable>(
    locking keys: [LockKey], isolation: WriteIsolation,
    _ body: @escaping @Sendable (any WriteTransaction) throws -> T
  ) async throws -> T {
    if let failure = state.withLock({ $0.writes }) { throw failure }
    return try await base.write(locking: keys, isolation: isolation, body)
  }

  package func settle() async throws { try await base.settle() }
  package func close() async { await base.close() }
}
