import Synchronization

/// Waits for a body only as long as it goes on coming: a sender that holds a connection open and sends nothing is let go.
struct BodyPatience: Sendable {
  private let longestPause: Duration

  init(_ longestPause: Duration) { self.longestPause = longestPause }

  /// Told about every piece that comes.
  final class Progress: Sendable {
    private let pieces = Mutex(0)

    func more() { pieces.withLock { $0 += 1 } }
    fileprivate var count: Int { pieces.withLock { $0 } }
  }

  /// Gives what `body` read; throws ``BodyError/tooSlow`` when a whole pause went by without a piece.
  func read<T: Sendable>(_ body: @escaping @Sendable (Progress) async throws -> T) async throws -> T {
    let progress = Progress()
    return try await withThrowingTaskGroup(of: T.self) { group in
      group.addTask { try await body(progress) }
      group.addTask {
        var seen = -1
        while progress.count != seen {
          seen = progress.count
          try await Task.sleep(for: longestPause)
        }
        throw BodyError.tooSlow
      }
      defer { group.cancelAll() }
      guard let result = try await group.next() else { throw BodyError.tooSlow }
      return result
    }
  }
}
