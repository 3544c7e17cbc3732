package import Domain
import Synchronization

/// The time of a made-up history: it stands where the teller puts it.
package final class DemoClock: Sendable {
  private let instant: Mutex<Instant>

  package init(_ start: Instant) { instant = Mutex(start) }

  package var now: Instant { instant.withLock { $0 } }

  /// What a clock does that somebody sets.
  package func leap(to new: Instant) { instant.withLock { $0 = new } }

  /// Time only goes on.
  package func move(to new: Instant) { instant.withLock { $0 = max($0, new) } }
}

/// Chance that comes out the same for the same seed (splitmix64).
package final class DemoChance: Sendable {
  private let state: Mutex<UInt64>

  package init(seed: UInt64) { state = Mutex(seed &* 0x9E37_79B9_7F4A_7C15 &+ 0x1234_5678) }

  package func next() -> UInt64 {
    state.withLock { state in
      state = state &+ 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
  }

  package func bytes(_ count: Int) -> [UInt8] { (0..<count).map { _ in UInt8(truncatingIfNeeded: next() >> 24) } }

  package func int(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + Int(next() % UInt64(range.count))
  }

  /// True in `percent` of a hundred cases.
  package func happens(_ percent: Int) -> Bool { int(1...100) <= percent }

  package func pick<T>(_ items: [T]) -> T { items[int(0...(items.count - 1))] }
}
