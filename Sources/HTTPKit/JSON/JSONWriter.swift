extension JSONValue {
  /// The value as UTF-8, without blanks between its parts, or over several lines for people.
  package func bytes(pretty: Bool = false) -> [UInt8] {
    var writer = JSONWriter(pretty: pretty)
    writer.write(self, depth: 0)
    return writer.bytes
  }

  /// The value as people read it.
  package var pretty: String { String(decoding: bytes(pretty: true), as: UTF8.self) }
}

private struct JSONWriter {
  let pretty: Bool
  private(set) var bytes: [UInt8] = []

  init(pretty: Bool) { self.pretty = pretty }

  mutating func write(_ value: JSONValue, depth: Int) {
    switch value {
    case .null: add("null")
    case .flag(let flag): add(flag ? "true" : "false")
    case .integer(let number): add(String(number))
    // Neither is a number of JSON; nothing of ours makes one.
    case .number(let number): add(number.isFinite ? "\(number)" : "null")
    case .text(let text): write(text: text)
    case .list(let items):
      write(items.count, depth, ASCII.openBracket, ASCII.closeBracket) { writer, index in
        writer.write(items[index], depth: depth + 1)
      }
    case .record(let members):
      write(members.count, depth, ASCII.openBrace, ASCII.closeBrace) { writer, index in
        writer.write(text: members[index].name)
        writer.add(writer.pretty ? ": " : ":")
        writer.write(members[index].value, depth: depth + 1)
      }
    }
  }

  private mutating func write(
    _ count: Int, _ depth: Int, _ open: UInt8, _ close: UInt8, item: (inout JSONWriter, Int) -> Void
  ) {
    bytes.append(open)
    for index in 0..<count {
      if index > 0 { bytes.append(ASCII.comma) }
      indent(depth + 1)
      item(&self, index)
    }
    if count > 0 { indent(depth) }
    bytes.append(close)
  }

  private mutating func indent(_ depth: Int) {
    if pretty { add("\n" + String(repeating: "  ", count: depth)) }
  }

  private mutating func add(_ text: String) { bytes.append(contentsOf: text.utf8) }

  private mutating func write(text: String) {
    bytes.append(ASCII.quote)
    for byte in text.utf8 {
      switch byte {
      case ASCII.quote, ASCII.backslash: bytes += [ASCII.backslash, byte]
      case 0x0A: add("\\n")
      case 0x0D: add("\\r")
      case 0x09: add("\\t")
      case 0..<0x20:
        let hex = String(byte, radix: 16)
        add("\\u00" + (hex.utf8.count == 1 ? "0" : "") + hex)
      default: bytes.append(byte)
      }
    }
    bytes.append(ASCII.quote)
  }
}
