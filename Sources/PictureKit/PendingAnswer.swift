import Synchronization

/// One value that is handed over once, to one who waits for it; later values are dropped.
final class PendingAnswer: Sendable {
  private enum State {
    case open
    case awaited(CheckedContinuation<[UInt8]?, Never>)
    case settled([UInt8]?)
  }

  private let state = Mutex(State.open)

  func settle(_ answer: [UInt8]?) {
    let waiting = state.withLock { state -> CheckedContinuation<[UInt8]?, Never>? in
      switch state {
      case .settled: return nil
      case .open:
        state = .settled(answer)
        return nil
      case .awaited(let continuation):
        state = .settled(answer)
        return continuation
      }
    }
    waiting?.resume(returning: answer)
  }

  /// To be called once. Cancelling the caller's task does not end the wait.
  func value() async -> [UInt8]? {
    await withCheckedContinuation { continuation in
      let settled = state.withLock { state -> [UInt8]?? in
        if case .settled(let answer) = state { return .some(answer) }
        state = .awaited(continuation)
        return nil
      }
      if let settled { continuation.resume(returning: settled) }
    }
  }
}
