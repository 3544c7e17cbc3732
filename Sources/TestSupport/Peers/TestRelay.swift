import Foundation
import Synchronization

/// An SMTP relay that records envelopes and letters and fails where a test wants it to.
package final class TestRelay: Sendable {
  package enum Step: String, Sendable, CaseIterable {
    case greeting, hello, signIn = "sign-in", from, to, data, end
  }

  package enum Behaviour: Sendable, Equatable {
    case accept
    /// Says no with this number at this step.
    case refuse(Step, Int)
    /// Is silent at this step; ``release()`` lets it go.
    case hang(Step)
    /// Closes the line at this step; at the end it has taken the letter before.
    case drop(Step)
  }

  package struct Letter: Sendable, Equatable {
    package let from: String
    package let to: [String]
    /// As it came, dots taken off, lines joined by LF.
    package let data: String
    /// What was said to sign in.
    package let credentials: String?

    /// A line of the head, folded ones joined.
    package func header(_ name: String) -> String? {
      let head = data.prefix(through: data.firstRange(of: "\n\n")?.lowerBound ?? data.index(before: data.endIndex))
      let unfolded = head.replacing("\n ", with: " ")
      return unfolded.split(separator: "\n").first { $0.lowercased().hasPrefix(name.lowercased() + ":") }
        .map { $0.dropFirst(name.count + 1).trimmingCharacters(in: .whitespaces) }
    }

    /// The text, out of its base64.
    package var text: String {
      guard let start = data.firstRange(of: "\n\n")?.upperBound else { return "" }
      let bytes = Data(base64Encoded: String(data[start...]).replacing("\n", with: "")) ?? Data()
      return String(decoding: bytes, as: UTF8.self)
    }
  }

  private struct State {
    var behaviour = Behaviour.accept
    var letters: [Letter] = []
    var steps: [Step] = []
    var sessions = 0
  }

  private final class Book: Sendable {
    let state = Mutex(State())
    let gate = NSCondition()
  }

  private let book: Book
  private let server: LoopbackServer

  package init(_ behaviour: Behaviour = .accept, takesSignIn: Bool = false) throws {
    let book = Book()
    book.state.withLock { $0.behaviour = behaviour }
    self.book = book
    server = try LoopbackServer { line in
      book.state.withLock { $0.sessions += 1 }
      Session(line: line, book: book, takesSignIn: takesSignIn).run()
    }
  }

  package var url: String { "smtp://127.0.0.1:\(server.port)" }
  package var letters: [Letter] { book.state.withLock { $0.letters } }
  package var sessions: Int { book.state.withLock { $0.sessions } }
  /// The steps that were reached, in order.
  package var steps: [Step] { book.state.withLock { $0.steps } }

  package func behave(_ behaviour: Behaviour) {
    book.state.withLock { $0.behaviour = behaviour }
    release()
  }

  package func release() {
    book.gate.lock()
    book.gate.broadcast()
    book.gate.unlock()
  }

  package func stop() {
    server.stop()
    release()
  }

  private struct Session {
    let line: LoopbackLine
    let book: Book
    let takesSignIn: Bool

    func run() {
      defer { line.hangUp() }
      guard step(.greeting, "220 relay.test ESMTP") else { return }
      var from = ""
      var to: [String] = []
      var credentials: String?
      while let said = line.line() {
        let word = said.prefix { $0 != " " && $0 != ":" }.uppercased()
        switch word {
        case "EHLO", "HELO":
          guard step(.hello, takesSignIn ? "250-relay.test\r\n250 AUTH PLAIN" : "250 relay.test") else { return }
        case "AUTH":
          line.say("334 \r\n")
          credentials = line.line()
          guard step(.signIn, "235 welcome") else { return }
        case "MAIL":
          from = String(said.dropFirst("MAIL FROM:".count))
          guard step(.from, "250 ok") else { return }
        case "RCPT":
          to.append(String(said.dropFirst("RCPT TO:".count)))
          guard step(.to, "250 ok") else { return }
        case "DATA":
          guard step(.data, "354 go on") else { return }
          if wasRefused(.data) { continue }
          guard let data = letter() else { return }
          keep(Letter(from: from, to: to, data: data, credentials: credentials))
          guard step(.end, "250 taken") else { return }
        case "QUIT":
          line.say("221 bye\r\n")
          return
        default: line.say("502 what\r\n")
        }
      }
    }

    private func wasRefused(_ step: Step) -> Bool {
      guard case .refuse(let refused, _) = book.state.withLock({ $0.behaviour }) else { return false }
      return refused == step
    }

    private func keep(_ letter: Letter) {
      if wasRefused(.end) { return }
      book.state.withLock { $0.letters.append(letter) }
    }

    private func letter() -> String? {
      var lines: [String] = []
      while let next = line.line() {
        if next == "." { return lines.joined(separator: "\n") }
        lines.append(next.hasPrefix(".") ? String(next.dropFirst()) : next)
      }
      return nil
    }

    /// False when the session is over.
    private func step(_ step: Step, _ answer: String) -> Bool {
      let behaviour = book.state.withLock { state in
        state.steps.append(step)
        return state.behaviour
      }
      switch behaviour {
      case .refuse(step, let code): line.say("\(code) no\r\n")
      case .drop(step): return false
      case .hang(step):
        book.gate.lock()
        _ = book.gate.wait(until: Date(timeIntervalSinceNow: 60))
        book.gate.unlock()
        return false
      default: line.say(answer + "\r\n")
      }
      return true
    }
  }
}
