import Synchronization

/// The waiting line before the children: at most `maxRunning` inside, first come first served, and a
/// bounded number of calls and of bytes that wait.
final class PictureLine: Sendable {
  private enum Turn { case go, busy, cancelled }

  private struct Waiter {
    let ticket: UInt64
    let bytes: Int
    let continuation: CheckedContinuation<Turn, Never>
  }

  private struct State {
    var running = 0
    var nextTicket: UInt64 = 0
    var waiting: [Waiter] = []
    var waitingBytes = 0

    mutating func take(at index: Int) -> Waiter {
      let waiter = waiting.remove(at: index)
      waitingBytes -= waiter.bytes
      return waiter
    }
  }

  private let maxRunning: Int
  private let maxWaiting: Int
  private let maxWaitingBytes: Int
  private let state = Mutex(State())

  init(maxRunning: Int, maxWaiting: Int, maxWaitingBytes: Int) {
    self.maxRunning = max(1, maxRunning)
    self.maxWaiting = max(0, maxWaiting)
    self.maxWaitingBytes = max(0, maxWaitingBytes)
  }

  /// How many are inside and how many wait.
  var load: (running: Int, waiting: Int) {
    state.withLock { ($0.running, $0.waiting.count) }
  }

  /// Waits for a place. Whoever returns from here without an error must call `leave()` once.
  ///
  /// - Parameter bytes: what the caller holds in memory while it waits.
  /// - Throws: `busy` where the line is full, `workerFailed` where the task is cancelled first.
  func enter(bytes: Int) async throws(PictureProblem) {
    let ticket = state.withLock { state in
      state.nextTicket += 1
      return state.nextTicket
    }
    let turn = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let turn = decide(Waiter(ticket: ticket, bytes: bytes, continuation: continuation))
        if let turn { continuation.resume(returning: turn) }
      }
    } onCancel: {
      giveUp(ticket)
    }
    switch turn {
    case .go: return
    case .busy: throw .busy
    case .cancelled: throw .workerFailed
    }
  }

  /// Gives the place to the one who has waited longest, or frees it.
  func leave() {
    let next = state.withLock { state -> Waiter? in
      guard !state.waiting.isEmpty else {
        state.running -= 1
        return nil
      }
      return state.take(at: 0)
    }
    next?.continuation.resume(returning: .go)
  }

  /// An answer at once, or nil where the waiter now stands in line. A task is marked cancelled before its
  /// handler runs, and the handler needs the same lock: so a cancelled one is seen either here or there.
  private func decide(_ waiter: Waiter) -> Turn? {
    state.withLock { state in
      if Task.isCancelled { return .cancelled }
      if state.running < maxRunning {
        state.running += 1
        return .go
      }
      guard state.waiting.count < maxWaiting, state.waitingBytes + waiter.bytes <= maxWaitingBytes else {
        return .busy
      }
      state.waiting.append(waiter)
      state.waitingBytes += waiter.bytes
      return nil
    }
  }

  private func giveUp(_ ticket: UInt64) {
    let waiter = state.withLock { state -> Waiter? in
      guard let index = state.waiting.firstIndex(where: { $0.ticket == ticket }) else { return nil }
      return state.take(at: index)
    }
    waiter?.continuation.resume(returning: .cancelled)
  }
}
