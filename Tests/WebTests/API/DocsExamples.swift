import HTTPKit
import Testing

/// The commands of the documentation page, as a reader would copy them.
struct DocsExamples {
  /// By operation, `POST /api/v1/photos`.
  private(set) var commands: [String: String] = [:]
  /// In their order, from the settings on.
  private(set) var firstSteps: [String] = []

  init(page: String) {
    let start = page.firstRange(of: "id=\"begin\"")?.upperBound ?? page.startIndex
    let rules = page.firstRange(of: "id=\"rules\"")?.lowerBound ?? page.endIndex
    firstSteps = Self.blocks(page[start..<rules])
    for piece in page[rules...].split(separator: "<details").dropFirst() {
      guard let name = Self.between("<code>", "</code>", piece), let command = Self.blocks(piece).first else {
        continue
      }
      commands[Self.plain(name)] = command
    }
  }

  private static func blocks(_ page: Substring) -> [String] {
    page.split(separator: "<pre class=\"code\"><code>").dropFirst().map { piece in
      plain(piece[..<(piece.firstRange(of: "</code>")?.lowerBound ?? piece.endIndex)])
    }
  }

  private static func between(_ start: String, _ end: String, _ text: Substring) -> Substring? {
    guard let from = text.firstRange(of: start)?.upperBound, let to = text[from...].firstRange(of: end)?.lowerBound
    else { return nil }
    return text[from..<to]
  }

  private static func plain(_ text: Substring) -> String {
    String(text).replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
      .replacing("&#39;", with: "'").replacing("&amp;", with: "&")
  }

  /// The body that a command sends, with values for its variables.
  func body(_ operation: String, _ values: [String: String]) throws -> JSONValue? {
    let command = try #require(commands[operation], "\(operation)")
    guard let start = command.firstRange(of: "<<JSON\n")?.upperBound,
      let end = command.firstRange(of: "\nJSON")?.lowerBound
    else { return nil }
    return try JSONParser.parse(Array(Self.filled(String(command[start..<end]), values).utf8))
  }

  /// The address that a command asks for, below `$SITE`.
  func address(_ operation: String, _ values: [String: String]) throws -> String {
    let command = try #require(commands[operation], "\(operation)")
    let start = try #require(command.firstRange(of: "\"$SITE")?.upperBound)
    return Self.filled(String(command[start...].prefix { $0 != "\"" }), values)
  }

  private static func filled(_ text: String, _ values: [String: String]) -> String {
    // The longest name first: `$TOKEN_ID` is not `$TOKEN`.
    values.sorted { $0.key.count > $1.key.count }.reduce(text) { $0.replacing("$" + $1.key, with: $1.value) }
  }
}
