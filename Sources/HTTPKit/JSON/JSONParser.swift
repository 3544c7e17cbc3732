/// Why a text is no JSON that is taken.
package enum JSONError: Error, Sendable, Hashable {
  /// Not JSON, or not UTF-8, from this byte on.
  case malformed(at: Int)
  /// Records and lists inside each other, more than are taken.
  case tooDeep
  /// A record names the same member twice: which one was meant?
  case repeated(name: String)
}

/// Reads JSON strictly (RFC 8259): one value, UTF-8, no member twice, nothing behind it.
package enum JSONParser {
  package static let mostDepth = 24

  package static func parse(_ bytes: [UInt8]) throws(JSONError) -> JSONValue {
    var reader = Reader(bytes: bytes)
    let value = try reader.value(depth: 0)
    reader.skipBlanks()
    guard reader.index == bytes.count else { throw .malformed(at: reader.index) }
    return value
  }

  private struct Reader {
    let bytes: [UInt8]
    var index = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    private var next: UInt8? { index < bytes.count ? bytes[index] : nil }
    private var fault: JSONError { .malformed(at: index) }

    mutating func skipBlanks() {
      while let byte = next, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D { index += 1 }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
      guard next == byte else { return false }
      index += 1
      return true
    }

    mutating func value(depth: Int) throws(JSONError) -> JSONValue {
      if depth > JSONParser.mostDepth { throw .tooDeep }
      skipBlanks()
      switch next {
      case ASCII.openBrace: return try record(depth)
      case ASCII.openBracket: return try list(depth)
      case ASCII.quote: return .text(try text())
      case 0x74: return try word("true", .flag(true))
      case 0x66: return try word("false", .flag(false))
      case 0x6E: return try word("null", .null)
      default: return try number()
      }
    }

    private mutating func word(_ word: StaticString, _ value: JSONValue) throws(JSONError) -> JSONValue {
      let expected = Array("\(word)".utf8)
      guard bytes[index...].starts(with: expected) else { throw fault }
      index += expected.count
      return value
    }

    private mutating func record(_ depth: Int) throws(JSONError) -> JSONValue {
      index += 1
      var members: [JSONMember] = []
      var names: Set<String> = []
      skipBlanks()
      if take(ASCII.closeBrace) { return .record([]) }
      while true {
        skipBlanks()
        guard next == ASCII.quote else { throw fault }
        let name = try text()
        guard names.insert(name).inserted else { throw .repeated(name: name) }
        skipBlanks()
        guard take(ASCII.colon) else { throw fault }
        members.append(JSONMember(name, try value(depth: depth + 1)))
        skipBlanks()
        if take(ASCII.closeBrace) { return .record(members) }
        guard take(ASCII.comma) else { throw fault }
      }
    }

    private mutating func list(_ depth: Int) throws(JSONError) -> JSONValue {
      index += 1
      var items: [JSONValue] = []
      skipBlanks()
      if take(ASCII.closeBracket) { return .list([]) }
      while true {
        items.append(try value(depth: depth + 1))
        skipBlanks()
        if take(ASCII.closeBracket) { return .list(items) }
        guard take(ASCII.comma) else { throw fault }
      }
    }

    private mutating func number() throws(JSONError) -> JSONValue {
      let start = index
      _ = take(0x2D)
      if !take(0x30) { try digits() }
      var isWhole = true
      if take(0x2E) {
        isWhole = false
        try digits()
      }
      if let byte = next, byte | 0x20 == 0x65 {
        isWhole = false
        index += 1
        if next == 0x2B || next == 0x2D { index += 1 }
        try digits()
      }
      let text = String(decoding: bytes[start..<index], as: UTF8.self)
      if isWhole, let number = Int(text) { return .integer(number) }
      guard let number = Double(text), number.isFinite else { throw fault }
      // 1.0 and 1e2 are whole numbers, too.
      if let whole = Int(exactly: number), whole.magnitude < 1 << 53 { return .integer(whole) }
      return .number(number)
    }

    private mutating func digits() throws(JSONError) {
      let start = index
      while let byte = next, byte >= 0x30, byte <= 0x39 { index += 1 }
      if index == start { throw fault }
    }

    private mutating func text() throws(JSONError) -> String {
      let start = index
      index += 1
      var units: [UInt8] = []
      while true {
        guard let byte = next else { throw fault }
        index += 1
        switch byte {
        case ASCII.quote:
          guard let text = String(validating: units, as: UTF8.self) else { throw .malformed(at: start) }
          return text
        case ASCII.backslash: units.append(contentsOf: String(try escape()).utf8)
        case 0..<0x20: throw .malformed(at: index - 1)
        default: units.append(byte)
        }
      }
    }

    private mutating func escape() throws(JSONError) -> Unicode.Scalar {
      guard let byte = next else { throw fault }
      index += 1
      switch byte {
      case ASCII.quote, ASCII.backslash, 0x2F: return Unicode.Scalar(byte)
      case 0x62: return "\u{08}"
      case 0x66: return "\u{0C}"
      case 0x6E: return "\n"
      case 0x72: return "\r"
      case 0x74: return "\t"
      case 0x75: return try scalar()
      default: throw fault
      }
    }

    /// Four digits, or two times four where a pair of surrogates names one character; half a pair names none.
    private mutating func scalar() throws(JSONError) -> Unicode.Scalar {
      let first = try unit()
      guard (0xD800..<0xDC00).contains(first) else {
        guard let scalar = Unicode.Scalar(first) else { throw fault }
        return scalar
      }
      guard take(ASCII.backslash), take(0x75) else { throw fault }
      let second = try unit()
      guard (0xDC00..<0xE000).contains(second),
        let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
      else { throw fault }
      return scalar
    }

    private mutating func unit() throws(JSONError) -> UInt32 {
      guard index + 4 <= bytes.count else { throw fault }
      var unit: UInt32 = 0
      for byte in bytes[index..<index + 4] {
        guard let digit = byte.hexDigitValue else { throw fault }
        unit = unit << 4 | UInt32(digit)
      }
      index += 4
      return unit
    }
  }
}
