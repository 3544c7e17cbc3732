package import DatabaseKit
import Synchronization

/// Passes everything on until so many writes are done, and is gone from then on: what was acknowledged stays.
package final class BreakingDatabase: Database {
  private let base: any Database
  private let left: Mutex<Int>

  package init(_ base: any Database, after writes: Int) {
    self.base = base
    left = Mutex(writes)
  }

  package var engine: DatabaseEngine { base.engine }
  package var retryCount: Int { base.retryCount }
  package var isBroken: Bool { left.withLock { $0 < 0 } }

  package func read<T: Sendable>(
    _ length: ReadLength, _ body: @escaping @Sendable (any ReadTransaction) throws -> T
  ) async throws -> T {
    if isBroken { throw DatabaseError.unavailable("broken by a test") }
    return try await base.read(length, body)
  }

  package func write<T: Sendable>(
    locking keys: [LockKey], isolation: WriteIsolation,
    _ body: @escaping @Sendable (any WriteTransaction) throws -> T
  ) async throws -> T {
    let isLast = left.withLock { left in
      left -= 1
      return left < 0
    }
    if isLast { throw DatabaseError.unavailable("broken by a test") }
    return try await base.write(locking: keys, isolation: isolation, body)
  }

  package func settle() async throws { try await base.settle() }
  package func close() async { await base.close() }
}
