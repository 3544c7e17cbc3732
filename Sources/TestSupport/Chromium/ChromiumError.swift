/// What can go wrong between a test and the browser.
package enum ChromiumError: Error, CustomStringConvertible, Sendable {
  /// The process could not be started, or it ended before it answered.
  case launch(String)
  /// The process or its connection is gone.
  case gone(String)
  /// The browser refused a command.
  case refused(method: String, message: String)
  /// A script threw, or gave a value of another type than the one asked for.
  case script(String)
  /// Something did not happen in time.
  case timedOut(String)
  /// A navigation ended without a document, `net::ERR_INTERNET_DISCONNECTED` for instance.
  case navigation(String)
  /// An element is missing, hidden, covered or of the wrong kind.
  case element(String)

  package var description: String {
    switch self {
    case .launch(let why): "Chromium did not start: \(why)"
    case .gone(let why): "Chromium is gone: \(why)"
    case .refused(let method, let message): "\(method) refused: \(message)"
    case .script(let why): "script failed: \(why)"
    case .timedOut(let what): "timed out: \(what)"
    case .navigation(let why): "navigation failed: \(why)"
    case .element(let why): why
    }
  }

  /// Whether the document went away under a command, which a poll may try again.
  var isPassing: Bool {
    guard case .refused(_, let message) = self else { return false }
    return ["context", "navigated or closed", "Not attached to an active page"].contains { message.contains($0) }
  }
}
