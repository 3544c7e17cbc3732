import Foundation
import Synchronization

/// A gateway for short messages that records what it is asked and behaves as a test wants.
package final class TestGateway: Sendable {
  package enum Behaviour: Sendable, Equatable {
    /// Takes everything.
    case accept
    /// Takes everything, and delivers what comes again under the same id only once.
    case deduplicate
    case answer(status: Int, body: String)
    /// Takes it and never answers; ``release()`` lets it go.
    case hang
    /// Takes it and closes the line without a word.
    case close
  }

  package struct Request: Sendable, Equatable {
    package let target: String
    /// Names in lower case.
    package let headers: [String: String]
    package let body: String

    /// What stands behind a name in a JSON or form body, unread.
    package func value(_ name: String) -> String? {
      if let start = body.firstRange(of: "\"\(name)\":\"") {
        return String(body[start.upperBound...].prefix { $0 != "\"" })
      }
      for pair in body.split(separator: "&") where pair.hasPrefix(name + "=") {
        return String(pair.dropFirst(name.count + 1))
      }
      return nil
    }
  }

  private struct State {
    var behaviour = Behaviour.accept
    var requests: [Request] = []
    var delivered: [String] = []
    var waiting = 0
  }

  private final class Book: Sendable {
    let state = Mutex(State())
    let gate = NSCondition()
  }

  private let book: Book
  private let server: LoopbackServer

  package init(_ behaviour: Behaviour = .accept) throws {
    let book = Book()
    book.state.withLock { $0.behaviour = behaviour }
    self.book = book
    server = try LoopbackServer { line in Self.serve(line, book) }
  }

  package var url: String { "http://127.0.0.1:\(server.port)/send" }
  package var requests: [Request] { book.state.withLock { $0.requests } }
  /// What a reader would have got, by the ids of the messages.
  package var delivered: [String] { book.state.withLock { $0.delivered } }

  package func behave(_ behaviour: Behaviour) {
    book.state.withLock { $0.behaviour = behaviour }
    release()
  }

  /// Lets the ones that hang go, without an answer.
  package func release() {
    book.gate.lock()
    book.gate.broadcast()
    book.gate.unlock()
  }

  package func stop() {
    server.stop()
    release()
  }

  private static func serve(_ line: LoopbackLine, _ book: Book) {
    defer { line.hangUp() }
    guard let request = read(line) else { return }
    let behaviour = book.state.withLock { state in
      state.requests.append(request)
      let id = request.value("id") ?? ""
      switch state.behaviour {
      case .deduplicate where state.delivered.contains(id), .answer: break
      case .accept, .deduplicate, .hang, .close: state.delivered.append(id)
      }
      return state.behaviour
    }
    switch behaviour {
    case .accept, .deduplicate: answer(line, 200, "{\"code\": \"OK\"}")
    case .answer(let status, let body): answer(line, status, body)
    case .hang:
      book.gate.lock()
      _ = book.gate.wait(until: Date(timeIntervalSinceNow: 60))
      book.gate.unlock()
    case .close: break
    }
  }

  private static func read(_ line: LoopbackLine) -> Request? {
    guard let first = line.line() else { return nil }
    var headers: [String: String] = [:]
    while let next = line.line(), !next.isEmpty {
      let parts = next.split(separator: ":", maxSplits: 1)
      headers[parts[0].lowercased()] = parts.count > 1 ? parts[1].trimmingCharacters(in: .whitespaces) : ""
    }
    guard let body = line.bytes(Int(headers["content-length"] ?? "0") ?? 0) else { return nil }
    return Request(
      target: first.split(separator: " ").dropFirst().first.map { String($0) } ?? "", headers: headers,
      body: String(decoding: body, as: UTF8.self))
  }

  private static func answer(_ line: LoopbackLine, _ status: Int, _ body: String) {
    line.say(
      "HTTP/1.1 \(status) X\r\nContent-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n"
        + "Location: /elsewhere\r\nConnection: close\r\n\r\n" + body)
  }
}
