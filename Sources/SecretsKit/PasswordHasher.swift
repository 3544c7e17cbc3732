import CArgon2
import NIOPosix
import Synchronization

/// argon2id (RFC 9106) on threads of its own, a bounded number at a time: a flood of sign-ins cannot take the server's
/// memory or its processors.
package final class PasswordHasher: Sendable {
  /// The cost of one hash.
  package struct Cost: Sendable {
    /// KiB; 19 MiB with two passes is the field's minimum recommendation and takes about 12 ms.
    package var memory: UInt32 = 19_456
    package var passes: UInt32 = 2
    package init(memory: UInt32 = 19_456, passes: UInt32 = 2) {
      self.memory = memory
      self.passes = passes
    }
  }

  private let threads: NIOThreadPool
  private let cost: Cost
  private let waiting = Mutex(0)
  private let longestLine: Int

  package init(threads count: Int = 2, longestLine: Int = 64, cost: Cost = Cost()) {
    threads = NIOThreadPool(numberOfThreads: count)
    threads.start()
    self.longestLine = longestLine
    self.cost = cost
  }

  /// The encoded hash, with its salt and cost.
  package func hash(_ password: String, salt: [UInt8]) async throws -> String {
    let cost = cost
    return try await queued {
      var encoded = [CChar](repeating: 0, count: 256)
      let bytes = Array(password.utf8)
      let status = argon2id_hash_encoded(
        cost.passes, cost.memory, 1, bytes, bytes.count, salt, salt.count, 32, &encoded, encoded.count)
      guard status == ARGON2_OK.rawValue else { throw SecretsError.hashing(status) }
      return String(decoding: encoded.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
  }

  package func verify(_ password: String, against encoded: String) async throws -> Bool {
    try await queued {
      let bytes = Array(password.utf8)
      return argon2id_verify(encoded, bytes, bytes.count) == ARGON2_OK.rawValue
    }
  }

  private func queued<T: Sendable>(_ body: @escaping @Sendable () throws -> T) async throws -> T {
    let admitted = waiting.withLock { count in
      guard count < longestLine else { return false }
      count += 1
      return true
    }
    guard admitted else { throw SecretsError.busy }
    defer { waiting.withLock { $0 -= 1 } }
    return try await threads.runIfActive(body)
  }

  package func shutDown() async {
    // Nothing is lost when the threads are gone already.
    do { try await threads.shutdownGracefully() } catch {}
  }
}
