package import Domain
package import Logging

/// How a line of the log looks.
package enum LogFormat: String, CaseIterable, Sendable {
  case text, json
}

/// Writes each event as one line, with one call, so that lines of several threads never run into each other.
package struct LineLog: LogHandler {
  private let format: LogFormat
  private let now: @Sendable () -> Instant
  private let write: @Sendable ([UInt8]) -> Void
  package var metadata: Logger.Metadata = [:]
  package var logLevel = Logger.Level.notice

  /// - Parameter write: takes the bytes of one line.
  package init(
    format: LogFormat, now: @escaping @Sendable () -> Instant, write: @escaping @Sendable ([UInt8]) -> Void
  ) {
    self.format = format
    self.now = now
    self.write = write
  }

  package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  package func log(event: LogEvent) {
    let facts = metadata.merging(event.metadata ?? [:]) { $1 }.sorted { $0.key < $1.key }
    var line = format == .json ? "{" : ""
    let head = [("time", Self.time(now())), ("level", "\(event.level)"), ("event", "\(event.message)")]
    for (key, value) in head { add(key, .string(value), to: &line) }
    for (key, value) in facts { add(key, value, to: &line) }
    line += format == .json ? "}\n" : "\n"
    write(Array(line.utf8))
  }

  private func add(_ key: String, _ value: Logger.MetadataValue, to line: inout String) {
    let isFirst = line.isEmpty || line == "{"
    switch format {
    case .json: line += (isFirst ? "" : ",") + Self.quoted(key) + ":" + Self.json(value)
    case .text: line += (isFirst ? "" : " ") + key + "=" + Self.plain(value)
    }
  }

  private static func json(_ value: Logger.MetadataValue) -> String {
    switch value {
    case .string(let text): quoted(text)
    case .stringConvertible(let value): value is any Numeric ? "\(value)" : quoted("\(value)")
    case .array(let values): "[" + values.map(json).joined(separator: ",") + "]"
    case .dictionary(let values):
      "{" + values.sorted { $0.key < $1.key }.map { quoted($0.key) + ":" + json($0.value) }.joined(separator: ",") + "}"
    }
  }

  /// logfmt: quoted where a blank or a sign of the format is in it.
  private static func plain(_ value: Logger.MetadataValue) -> String {
    let text = "\(value)"
    let isPlain = !text.isEmpty && text.unicodeScalars.allSatisfy { $0.value > 0x20 && $0 != "\"" && $0 != "=" }
    return isPlain ? text : quoted(text)
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      default:
        if scalar.value < 0x20 || scalar.value == 0x7F || (0x2028...0x2029).contains(scalar.value) {
          let digits = String(scalar.value, radix: 16)
          result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        } else {
          result.unicodeScalars.append(scalar)
        }
      }
    }
    return result + "\""
  }

  /// 2026-11-18T02:00:00.123Z.
  private static func time(_ instant: Instant) -> String {
    func two(_ number: Int) -> String { (number < 10 ? "0" : "") + "\(number)" }
    // Dates of the house are Beijing's; eight hours back they say what UTC says.
    let there = instant.adding(milliseconds: -8 * 3_600_000)
    let rest = Int(instant.milliseconds % 60_000)
    let (seconds, milliseconds) = (rest / 1000, rest % 1000)
    let fraction = (milliseconds < 100 ? "0" : "") + two(milliseconds)
    let minute = there.minuteOfDay
    return "\(there.date)T\(two(minute / 60)):\(two(minute % 60)):\(two(seconds)).\(fraction)Z"
  }
}
