/// The same type under a name that no page of the server has.
package typealias BrowserPage = Page

extension Page {
  /// A line of the console, or an exception nobody caught.
  package struct ConsoleMessage: Sendable, Equatable, CustomStringConvertible {
    package enum Level: String, Sendable {
      case warning, error, exception
    }

    package var level: Level
    package var text: String
    /// What it is about, when Chromium says so.
    package var url: String

    package var description: String { "\(level.rawValue): \(text)\(url.isEmpty ? "" : " (\(url))")" }
  }

  /// A picture, style sheet or script the server answered with an error.
  package struct FailedResponse: Sendable, Equatable, CustomStringConvertible {
    package var url: String
    package var status: Int

    package var description: String { "\(status) \(url)" }
  }

  /// A cookie as the browser keeps it.
  package struct Cookie: Sendable, Decodable, Equatable {
    package var name: String
    package var value: String
    package var domain: String
    package var path: String
    /// Seconds since 1970, or negative for a session cookie.
    package var expires: Double
    package var httpOnly: Bool
    package var secure: Bool
    package var session: Bool
    /// `Strict`, `Lax`, `None`, or nil when the server named none.
    package var sameSite: String?
  }

  /// A key by its name.
  package enum Key: String, Sendable {
    case tab = "Tab"
    case enter = "Enter"
    case escape = "Escape"
    case space = " "
    case backspace = "Backspace"
    case delete = "Delete"
    case home = "Home"
    case end = "End"
    case pageUp = "PageUp"
    case pageDown = "PageDown"
    case up = "ArrowUp"
    case down = "ArrowDown"
    case left = "ArrowLeft"
    case right = "ArrowRight"

    var code: String { self == .space ? "Space" : rawValue }

    /// What the key writes.
    var text: String? {
      switch self {
      case .enter: "\r"
      case .space: " "
      default: nil
      }
    }

    /// The number Windows gives the key, which is the one Chromium acts on.
    var number: Int {
      switch self {
      case .backspace: 8
      case .tab: 9
      case .enter: 13
      case .escape: 27
      case .space: 32
      case .pageUp: 33
      case .pageDown: 34
      case .end: 35
      case .home: 36
      case .left: 37
      case .up: 38
      case .right: 39
      case .down: 40
      case .delete: 46
      }
    }
  }
}
