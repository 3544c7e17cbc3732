import Foundation
import Glibc
import Synchronization

/// The connection to one Chromium: commands out, answers and events in.
///
/// One thread of its own reads. It hands events to the log of their page before it looks at the next
/// message, so a page's log is complete up to the answer a caller has just received.
final class DevTools: Sendable {
  private struct Pending {
    var method: String
    var session: String?
    var deadline: ContinuousClock.Instant
    var continuation: CheckedContinuation<Data, any Error>
  }

  private struct State {
    var lastID = 0
    var pending: [Int: Pending] = [:]
    var logs: [String: PageLog] = [:]
    /// Sessions that are no more. Chromium does not answer what is sent to them.
    var lost: [String: ChromiumError] = [:]
    var end: ChromiumError?
    var finished = false
    var waitingForFinish: [CheckedContinuation<Void, Never>] = []
  }

  private struct Header: Decodable {
    struct Failure: Decodable { var message: String }
    struct Detached: Decodable { var sessionId: String? }
    var id: Int?
    var method: String?
    var sessionId: String?
    var error: Failure?
  }

  private struct Command: Encodable {
    var id: Int
    var method: String
    var params: DevToolsValue
    var sessionId: String?
  }

  private struct Answer<Result: Decodable>: Decodable { var result: Result }

  let process: ChromiumProcess
  private let state = Mutex(State())
  private let writing = Mutex(())

  init(_ process: ChromiumProcess) { self.process = process }

  /// Starts the reading thread, which keeps this object alive until the process is gone.
  func start() {
    let thread = Thread { self.read() }
    thread.name = "chromium-\(process.pid)"
    thread.start()
  }

  /// Whether the process still answers.
  var isAlive: Bool { state.withLock { $0.end == nil } }

  /// Events of `session` go to `log` from now on.
  func attach(_ log: PageLog, to session: String) {
    let end = state.withLock { state in
      if state.end == nil { state.logs[session] = log }
      return state.end
    }
    if let end { log.end(end) }
  }

  /// Forgets a session; whoever still waits for it gets an error.
  func detach(_ session: String) { lose(session, .gone("the page was closed")) }

  /// Sends a command and waits for its answer, the whole message.
  @discardableResult
  func call(
    _ method: String, _ parameters: DevToolsValue = [:], session: String? = nil, within: Duration = .seconds(30)
  ) async throws -> Data {
    let id = nextID()
    let message = try encode(Command(id: id, method: method, params: parameters, sessionId: session))
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let deadline = ContinuousClock.now + within
        let pending = Pending(method: method, session: session, deadline: deadline, continuation: continuation)
        let end = state.withLock { state -> ChromiumError? in
          let end = state.end ?? session.flatMap { state.lost[$0] }
          if end == nil { state.pending[id] = pending }
          return end
        }
        if let end { return continuation.resume(throwing: end) }
        if Task.isCancelled { return settle(id, .failure(CancellationError())) }
        if !write(message) { settle(id, .failure(ChromiumError.gone("its socket is closed"))) }
      }
    } onCancel: {
      settle(id, .failure(CancellationError()))
    }
  }

  /// Sends a command and decodes its result.
  func call<Result: Decodable & Sendable>(
    _ method: String, _ parameters: DevToolsValue = [:], session: String? = nil, within: Duration = .seconds(30),
    as type: Result.Type
  ) async throws -> Result {
    let message = try await call(method, parameters, session: session, within: within)
    return try JSONDecoder().decode(Answer<Result>.self, from: message).result
  }

  /// Sends a command nobody waits for.
  func post(_ method: String, _ parameters: DevToolsValue = [:], session: String? = nil) {
    let command = Command(id: nextID(), method: method, params: parameters, sessionId: session)
    if let message = try? encode(command) { _ = write(message) }
  }

  /// Ends the process without waiting.
  func hangUp() { process.hangUp() }

  /// Ends the process and waits until it and its profile are gone.
  func close() async {
    hangUp()
    await withCheckedContinuation { continuation in
      let finished = state.withLock { state in
        if !state.finished { state.waitingForFinish.append(continuation) }
        return state.finished
      }
      if finished { continuation.resume() }
    }
  }

  private func nextID() -> Int {
    state.withLock { state in
      state.lastID += 1
      return state.lastID
    }
  }

  private func encode(_ command: Command) throws -> Data {
    var message = try JSONEncoder().encode(command)
    message.append(0)
    return message
  }

  private func settle(_ id: Int, _ result: Result<Data, any Error>) {
    let pending = state.withLock { $0.pending.removeValue(forKey: id) }
    pending?.continuation.resume(with: result)
  }

  private func write(_ message: Data) -> Bool {
    writing.withLock { _ in
      message.withUnsafeBytes { bytes in
        var sent = 0
        while sent < bytes.count, let base = bytes.baseAddress {
          let count = send(process.socket, base + sent, bytes.count - sent, Int32(MSG_NOSIGNAL))
          if count < 0 && errno == EINTR { continue }
          guard count > 0 else { return false }
          sent += count
        }
        return true
      }
    }
  }
}

// MARK: - The reading thread

extension DevTools {
  private func read() {
    var buffer = MessageBuffer()
    let room = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
    defer { room.deallocate() }
    while true {
      var waiting = pollfd(fd: process.socket, events: Int16(POLLIN), revents: 0)
      let ready = poll(&waiting, 1, 100)
      if ready < 0 && errno != EINTR { break }
      if ready > 0 {
        let count = recv(process.socket, room.baseAddress, room.count, 0)
        if count < 0 && errno == EINTR { continue }
        guard count > 0 else { break }
        for message in buffer.append(UnsafeRawBufferPointer(rebasing: room[..<count])) { deliver(message) }
      }
      expire()
    }
    finish()
  }

  private func deliver(_ message: Data) {
    guard let header = try? JSONDecoder().decode(Header.self, from: message) else { return }
    if let id = header.id {
      guard let error = header.error else { return settle(id, .success(message)) }
      let method = state.withLock { $0.pending[id]?.method } ?? ""
      settle(id, .failure(ChromiumError.refused(method: method, message: error.message)))
    } else if let session = header.sessionId, let method = header.method {
      if method == "Inspector.targetCrashed" { return lose(session, .gone("the page crashed")) }
      state.withLock { $0.logs[session] }?.handle(method, message)
    } else if header.method == "Target.detachedFromTarget" {
      struct Event: Decodable { var params: Header.Detached }
      let event = try? JSONDecoder().decode(Event.self, from: message)
      if let session = event?.params.sessionId { lose(session, .gone("the page was closed")) }
    }
  }

  /// Fails everything that waits for a session which is no more.
  private func lose(_ session: String, _ error: ChromiumError) {
    let (log, pending) = state.withLock { state in
      let lost = state.pending.filter { $0.value.session == session }
      for id in lost.keys { state.pending[id] = nil }
      if state.lost[session] == nil { state.lost[session] = error }
      return (state.logs.removeValue(forKey: session), lost.values.map(\.continuation))
    }
    for continuation in pending { continuation.resume(throwing: error) }
    log?.end(error)
  }

  private func expire() {
    let now = ContinuousClock.now
    let (late, logs) = state.withLock { state in
      let late = state.pending.filter { $0.value.deadline < now }
      for id in late.keys { state.pending[id] = nil }
      return (Array(late.values), Array(state.logs.values))
    }
    for pending in late { pending.continuation.resume(throwing: ChromiumError.timedOut(pending.method)) }
    for log in logs { log.expire(now) }
  }

  private func finish() {
    let end = ChromiumError.gone("process \(process.pid) ended; \(process.lastWords)")
    let (pending, logs) = state.withLock { state in
      state.end = end
      defer { (state.pending, state.logs) = ([:], [:]) }
      return (state.pending.values.map(\.continuation), Array(state.logs.values))
    }
    for continuation in pending { continuation.resume(throwing: end) }
    for log in logs { log.end(end) }
    process.end()
    let waiting = state.withLock { state in
      state.finished = true
      defer { state.waitingForFinish = [] }
      return state.waitingForFinish
    }
    for continuation in waiting { continuation.resume() }
  }
}
