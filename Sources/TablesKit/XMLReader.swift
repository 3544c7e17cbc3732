/// A strict pull reader for the XML inside a workbook: UTF-8, elements, attributes, text. No document type, no entities
/// but the five of XML itself, bounded depth; anything else is refused. Prefixes of names are dropped.
package struct XMLReader {
  package enum Event: Equatable {
    case start(String, [String: String])
    case end(String)
    case text(String)
  }

  private let bytes: [UInt8]
  private var position = 0
  private var open: [String] = []
  /// The end of an element that was written as `<a/>`.
  private var pendingEnd: String?
  private static let deepest = 64
  private static let mostAttributes = 64

  package init(_ bytes: [UInt8]) {
    self.bytes = bytes
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
  }

  /// The next event, or nil at the end of a document whose elements are all closed.
  package mutating func next() throws(TableProblem) -> Event? {
    if let name = pendingEnd {
      pendingEnd = nil
      return .end(name)
    }
    while position < bytes.count {
      if bytes[position] != UInt8(ascii: "<") {
        let text = try characters()
        if open.isEmpty {
          guard text.allSatisfy(\.isWhitespace) else { throw .damaged("text outside") }
          continue
        }
        return .text(text)
      }
      if starts(with: "<?") {
        try skip(through: "?>")
      } else if starts(with: "<!--") {
        try skip(through: "-->")
      } else if starts(with: "<![CDATA[") {
        return .text(try section())
      } else if starts(with: "<!") {
        throw .entities
      } else if starts(with: "</") {
        return try endTag()
      } else {
        return try startTag()
      }
    }
    guard open.isEmpty else { throw .damaged("not closed") }
    return nil
  }

  /// The text inside the element that has just begun, up to its end; elements named in `skipping` are passed over.
  package mutating func text(of name: String, skipping: Set<String> = []) throws(TableProblem) -> String {
    var result = ""
    var depth = 0
    var passed = 0
    while let event = try next() {
      switch event {
      case .start(let inner, _):
        depth += 1
        if passed > 0 || skipping.contains(inner) { passed += 1 }
      case .text(let text): if passed == 0 { result += text }
      case .end:
        if depth == 0 { return result }
        depth -= 1
        if passed > 0 { passed -= 1 }
      }
    }
    throw .damaged("\(name) not closed")
  }

  // MARK: Tags

  private mutating func startTag() throws(TableProblem) -> Event {
    position += 1
    let full = try name()
    var attributes: [String: String] = [:]
    while true {
      let blanks = skipBlanks()
      guard position < bytes.count else { throw .damaged("tag cut short") }
      if bytes[position] == UInt8(ascii: ">") {
        position += 1
        open.append(full)
        break
      }
      if starts(with: "/>") {
        position += 2
        pendingEnd = Self.local(full)
        break
      }
      guard blanks else { throw .damaged("tag") }
      let (key, value) = try attribute()
      guard attributes.updateValue(value, forKey: key) == nil, attributes.count <= Self.mostAttributes else {
        throw .damaged("attribute")
      }
    }
    if open.count > Self.deepest { throw .damaged("too deep") }
    return .start(Self.local(full), attributes)
  }

  private mutating func attribute() throws(TableProblem) -> (String, String) {
    let full = try name()
    skipBlanks()
    guard position < bytes.count, bytes[position] == UInt8(ascii: "=") else { throw .damaged("attribute") }
    position += 1
    skipBlanks()
    guard position < bytes.count else { throw .damaged("attribute") }
    let quote = bytes[position]
    guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { throw .damaged("attribute") }
    position += 1
    guard let end = bytes[position...].firstIndex(of: quote) else { throw .damaged("attribute") }
    let raw = bytes[position..<end]
    guard !raw.contains(UInt8(ascii: "<")) else { throw .damaged("attribute") }
    position = end + 1
    // Relationship ids are `r:id`; nothing else of a workbook needs its prefix.
    return (full == "r:id" ? full : Self.local(full), try Self.decoded(raw))
  }

  private mutating func endTag() throws(TableProblem) -> Event {
    position += 2
    let full = try name()
    skipBlanks()
    guard position < bytes.count, bytes[position] == UInt8(ascii: ">"), open.popLast() == full else {
      throw .damaged("end tag")
    }
    position += 1
    return .end(Self.local(full))
  }

  private mutating func name() throws(TableProblem) -> String {
    let start = position
    while position < bytes.count, Self.isNameByte(bytes[position]) { position += 1 }
    guard position > start, position - start <= 128 else { throw .damaged("name") }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x3A, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x80...0xFF: true
    default: false
    }
  }

  private static func local(_ name: String) -> String {
    name.lastIndex(of: ":").map { String(name[name.index(after: $0)...]) } ?? name
  }

  // MARK: Text

  private mutating func characters() throws(TableProblem) -> String {
    let end = bytes[position...].firstIndex(of: UInt8(ascii: "<")) ?? bytes.count
    let raw = bytes[position..<end]
    position = end
    return try Self.decoded(raw)
  }

  private mutating func section() throws(TableProblem) -> String {
    guard !open.isEmpty else { throw .damaged("text outside") }
    let start = position + 9
    try skip(through: "]]>")
    guard let text = String(validating: bytes[start..<position - 3], as: UTF8.self) else { throw .encoding }
    return text
  }

  /// Text with the entities of XML itself and characters by number; any other entity would have to be declared somewhere.
  private static func decoded(_ raw: ArraySlice<UInt8>) throws(TableProblem) -> String {
    guard let text = String(validating: raw, as: UTF8.self) else { throw .encoding }
    guard raw.contains(UInt8(ascii: "&")) else { return text }
    var result = ""
    var rest = text[...]
    while let ampersand = rest.firstIndex(of: "&") {
      result += rest[..<ampersand]
      guard let end = rest[ampersand...].prefix(12).firstIndex(of: ";") else { throw .entities }
      let entity = rest[rest.index(after: ampersand)..<end]
      switch entity {
      case "amp": result += "&"
      case "lt": result += "<"
      case "gt": result += ">"
      case "quot": result += "\""
      case "apos": result += "'"
      default: result.unicodeScalars.append(try character(entity))
      }
      rest = rest[rest.index(after: end)...]
    }
    return result + rest
  }

  private static func character(_ entity: Substring) throws(TableProblem) -> Unicode.Scalar {
    let number =
      entity.hasPrefix("#x")
      ? UInt32(entity.dropFirst(2), radix: 16) : entity.hasPrefix("#") ? UInt32(entity.dropFirst()) : nil
    guard let number else { throw .entities }
    guard number != 0, let scalar = Unicode.Scalar(number) else { throw .damaged("character") }
    return scalar
  }

  // MARK: Moving

  private func starts(with word: StaticString) -> Bool {
    word.withUTF8Buffer { bytes[position...].starts(with: $0) }
  }

  private mutating func skip(through word: StaticString) throws(TableProblem) {
    while position < bytes.count {
      if starts(with: word) {
        position += word.utf8CodeUnitCount
        return
      }
      position += 1
    }
    throw .damaged("cut short")
  }

  @discardableResult
  private mutating func skipBlanks() -> Bool {
    let start = position
    while position < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[position]) { position += 1 }
    return position > start
  }
}
