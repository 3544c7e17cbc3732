/// A header value with parameters, `value; name=token; name="quoted"` (RFC 9110 section 5.6.6, RFC 2183).
///
/// It reads what browsers send, which is a little wider than the grammar: in a quoted string a backslash
/// escapes only `"` and `\`, so that `C:\fake\a.jpg` keeps its letters, and a `\"` with nothing after it ends the
/// string, because browsers do not escape a backslash at the end of a file name.
struct HeaderParameters {
  /// The part before the first semicolon, in lower case and without blanks around it.
  let value: String
  /// The parameters in their order, names in lower case, quotes and escapes resolved.
  let parameters: [(name: String, value: String)]

  /// The part of `text` before the first semicolon, in lower case and without blanks around it.
  static func mainValue(of text: String) -> String {
    let end = text.utf8.firstIndex(of: ASCII.semicolon) ?? text.endIndex
    return text[..<end].trimmingBlanks.lowercased()
  }

  /// Reads `text`; nil when a parameter has no `=`, no name, a name that is no token, an open quotation, or text
  /// after a quotation.
  init?(_ text: String) {
    value = Self.mainValue(of: text)
    let bytes = Array(text.utf8)
    var list: [(name: String, value: String)] = []
    var index = bytes.firstIndex(of: ASCII.semicolon) ?? bytes.count
    while index < bytes.count {
      index = Self.skipBlanks(bytes, from: index + 1)
      if index == bytes.count || bytes[index] == ASCII.semicolon { continue }
      guard let equals = bytes[index...].firstIndex(of: ASCII.equals) else { return nil }
      let name = String(decoding: bytes[index..<equals], as: UTF8.self).trimmingBlanks.lowercased()
      guard name.isToken, let read = Self.readValue(bytes, from: equals + 1) else { return nil }
      list.append((name, read.value))
      index = read.end
    }
    parameters = list
  }

  /// All values of the parameter `name` (lower case).
  func all(_ name: String) -> [String] {
    parameters.filter { $0.name == name }.map(\.value)
  }

  private static func skipBlanks(_ bytes: [UInt8], from start: Int) -> Int {
    var index = start
    while index < bytes.count, bytes[index].isBlank { index += 1 }
    return index
  }

  /// Reads one value; `end` is at its semicolon or at the end of the text.
  private static func readValue(_ bytes: [UInt8], from start: Int) -> (value: String, end: Int)? {
    let first = skipBlanks(bytes, from: start)
    if first < bytes.count, bytes[first] == ASCII.quote { return readQuoted(bytes, from: first + 1) }
    let end = bytes[first...].firstIndex(of: ASCII.semicolon) ?? bytes.count
    let value = String(decoding: bytes[first..<end], as: UTF8.self).trimmingBlanks
    guard !value.utf8.contains(where: { $0.isBlank || $0 == ASCII.quote }) else { return nil }
    return (value, end)
  }

  /// Reads a quoted string from the byte after its opening quote.
  private static func readQuoted(_ bytes: [UInt8], from start: Int) -> (value: String, end: Int)? {
    var text: [UInt8] = []
    var index = start
    while index < bytes.count, bytes[index] != ASCII.quote {
      if bytes[index] == ASCII.backslash, index + 1 < bytes.count, isEscape(bytes, at: index) { index += 1 }
      text.append(bytes[index])
      index += 1
    }
    guard index < bytes.count else { return nil }
    let end = skipBlanks(bytes, from: index + 1)
    guard end == bytes.count || bytes[end] == ASCII.semicolon else { return nil }
    return (String(decoding: text, as: UTF8.self), end)
  }

  /// Whether the backslash at `index` escapes the byte after it.
  private static func isEscape(_ bytes: [UInt8], at index: Int) -> Bool {
    switch bytes[index + 1] {
    case ASCII.backslash: true
    case ASCII.quote: skipBlanks(bytes, from: index + 2) < bytes.count
    default: false
    }
  }
}
