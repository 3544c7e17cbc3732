import Synchronization

/// Makes ids that grow with time: 41 bits of milliseconds since 2024-01-01 UTC, 10 bits of node, 12 bits of counter.
///
/// It never goes backwards: when the clock does, it stays at the last millisecond and counts on; when a millisecond is
/// used up it borrows the next one.
package final class IDGenerator: Sendable {
  /// 2024-01-01T00:00:00Z; 41 bits last until 2093.
  package static let epoch: Int64 = 1_704_067_200_000

  private struct State {
    var millisecond: Int64 = 0
    var counter: Int64 = 0
    var node: Int64
  }

  private let state: Mutex<State>

  /// - Parameter node: the number of this server among those on one database, 0 to 1023.
  package init(node: Int) { state = Mutex(State(node: Int64(node & 1023))) }

  /// From the next id on; a server learns its number when it has the database.
  package func use(node: Int) { state.withLock { $0.node = Int64(node & 1023) } }

  /// All ids to come are greater than this one, however early the clock may be: after a start, it may have been set back
  /// meanwhile.
  package func beyond(_ id: Int64) {
    state.withLock { state in
      guard id >> 22 >= state.millisecond else { return }
      state.millisecond = id >> 22
      state.counter = 0xFFF
    }
  }

  package func next(at now: Instant) -> Int64 {
    state.withLock { state in
      let wanted = max(0, now.milliseconds - Self.epoch)
      if wanted > state.millisecond {
        state.millisecond = wanted
        state.counter = 0
      } else {
        state.counter += 1
        if state.counter > 0xFFF {
          state.millisecond += 1
          state.counter = 0
        }
      }
      return state.millisecond << 22 | state.node << 12 | state.counter
    }
  }
}
