import NIOPosix
import Synchronization

/// A fixed number of connections and as many threads. A closure gets a connection, runs whole on one thread and gives the
/// connection back; broken ones are replaced when they are next needed.
final class PostgresPool: Sendable {
  private struct State {
    var idle: [PostgresConnection] = []
    var open = 0
    var waiting: [CheckedContinuation<PostgresConnection?, any Error>] = []
    var trouble = Trouble.none
    var isClosed = false
  }

  /// A server that cannot be reached is tried by one at a time and not at all for a moment, while everybody else hears of
  /// it at once: each try may take seconds, and a queue of people who all wait for theirs would outlast the trouble.
  private enum Trouble {
    case none
    /// For a moment nobody tries.
    case resting
    /// The next one may try.
    case open
    case probing
  }

  private let state = Mutex(State())
  private let url: String
  private let size: Int
  private let threads: NIOThreadPool
  private let durability: Durability
  private let patience: PostgresPatience
  private static let rest = Duration.milliseconds(200)

  init(url: String, size: Int, durability: Durability, patience: PostgresPatience = PostgresPatience()) {
    self.url = url
    self.durability = durability
    self.size = size
    self.patience = patience
    threads = NIOThreadPool(numberOfThreads: size)
    threads.start()
  }

  func use<T: Sendable>(_ body: @escaping @Sendable (PostgresConnection) throws -> T) async throws -> T {
    let existing = try await take()
    let (url, durability, patience) = (url, durability, patience)
    let outcome: (result: Result<T, any Error>, connection: PostgresConnection?)
    do {
      outcome = try await threads.runIfActive { [self] in
        let connection: PostgresConnection
        do {
          connection = try existing ?? PostgresConnection(url: url, durability: durability, patience: patience)
          if existing == nil { recovered() }
        } catch {
          return (.failure(error), nil)
        }
        return (Result { try body(connection) }, connection)
      }
    } catch {
      give(back: existing)
      throw error
    }
    if outcome.connection?.isSilent ?? true { rest() }
    // A connection that could not be opened gives only its place back.
    give(back: outcome.connection)
    return try outcome.result.get()
  }

  private func take() async throws -> PostgresConnection? {
    try await withCheckedThrowingContinuation { continuation in
      let answer: Result<PostgresConnection?, any Error>? = state.withLock { state in
        if state.isClosed { return .failure(DatabaseError.unavailable("closed")) }
        if let connection = state.idle.popLast() { return .success(connection) }
        switch state.trouble {
        case .resting, .probing: return .failure(DatabaseError.unavailable("away"))
        case .open where state.open >= size: return .failure(DatabaseError.unavailable("away"))
        case .open: state.trouble = .probing
        case .none: break
        }
        if state.open < size {
          state.open += 1
          return .success(nil)
        }
        state.waiting.append(continuation)
        return nil
      }
      if let answer { continuation.resume(with: answer) }
    }
  }

  /// Gives a connection (or only its place) to the next in line.
  private func give(back connection: PostgresConnection?) {
    let usable = connection.flatMap { $0.isUsable ? $0 : nil }
    let next = state.withLock { state -> CheckedContinuation<PostgresConnection?, any Error>? in
      if state.isClosed { return nil }
      if !state.waiting.isEmpty { return state.waiting.removeFirst() }
      if let usable { state.idle.append(usable) } else { state.open -= 1 }
      return nil
    }
    next?.resume(returning: usable)
  }

  private func recovered() { state.withLock { $0.trouble = .none } }

  /// After a connection that could not be opened, or a server that fell silent: whoever waits is told, and connections that
  /// lie idle are as dead as this one.
  private func rest() {
    let waiting = state.withLock { state in
      state.trouble = .resting
      state.open -= state.idle.count
      state.idle.removeAll()
      defer { state.waiting.removeAll() }
      return state.waiting
    }
    for continuation in waiting { continuation.resume(throwing: DatabaseError.unavailable("away")) }
    Task { [self] in
      // Cut short only when the program ends.
      do { try await Task.sleep(for: Self.rest) } catch {}
      state.withLock { if case .resting = $0.trouble { $0.trouble = .open } }
    }
  }

  var load: DatabaseLoad {
    state.withLock { state in
      var load = DatabaseLoad()
      (load.connections, load.inUse, load.waiting) = (size, state.open - state.idle.count, state.waiting.count)
      return load
    }
  }

  /// Drops idle connections that the server has ended meanwhile.
  func dropIdle() {
    state.withLock { state in
      state.open -= state.idle.count
      state.idle.removeAll()
    }
  }

  func close() async {
    let waiting = state.withLock { state in
      state.isClosed = true
      state.idle.removeAll()
      defer { state.waiting.removeAll() }
      return state.waiting
    }
    for continuation in waiting { continuation.resume(throwing: DatabaseError.unavailable("closed")) }
    // Threads that are still busy finish first; nothing is lost if the shutdown itself reports a problem.
    do { try await threads.shutdownGracefully() } catch {}
  }
}
