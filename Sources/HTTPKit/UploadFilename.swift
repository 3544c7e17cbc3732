/// File names that a client sent. The result is for showing to people and for a download's proposed name; it is never
/// a path, and its ending says nothing certain about the content.
package enum UploadFilename {
  /// The longest name `clean` returns, in UTF-8 bytes.
  package static let maxBytes = 255

  /// Makes a name out of what the client sent: only what follows the last `/` or `\`; no control, zero-width,
  /// direction or noncharacter code points (a tab or line end becomes a space); no blanks at the ends; not `.` or
  /// `..`; cut at `maxBytes` between code points. It may be empty.
  package static func clean(_ raw: String) -> String {
    // Cut by bytes: a combining mark after a slash would make it another Character.
    let base = raw.utf8.split(omittingEmptySubsequences: false) { $0 == ASCII.slash || $0 == ASCII.backslash }.last
    let name = TextCleaning.clean(base.map { String(Substring($0)) } ?? "", multiline: false).text
    var kept = String.UnicodeScalarView()
    var bytes = 0
    for scalar in name.unicodeScalars {
      bytes += UTF8.width(scalar)
      if bytes > maxBytes { break }
      kept.append(scalar)
    }
    let result = String(kept)
    return result == "." || result == ".." ? "" : result
  }

  /// Resolves percent escapes in a `filename` parameter. Browsers escape only quotes and line ends and leave a `%`
  /// that was in the name alone, so `50%20off.jpg` stays. A name written wholly in ASCII whose escapes form UTF-8
  /// text beyond ASCII is taken as encoded (RFC 7578 section 4.2); escaped path separators always count as such.
  static func decodePlain(_ raw: String) -> String {
    if raw.utf8.allSatisfy({ $0 < 0x80 }), let bytes = PercentEncoding.decodeStrictly(raw.utf8),
      bytes.contains(where: { $0 >= 0x80 }), let text = String(validating: bytes, as: UTF8.self)
    {
      return text
    }
    return decode(raw, only: Set("\"\r\n/\\".utf8))
  }

  /// Resolves only those percent escapes that stand for one of `bytes` (all of them ASCII).
  static func decode(_ raw: String, only bytes: Set<UInt8>) -> String {
    let source = Array(raw.utf8)
    var text: [UInt8] = []
    var index = 0
    while index < source.count {
      if let byte = PercentEncoding.escape(in: source[...], at: index), bytes.contains(byte) {
        text.append(byte)
        index += 3
      } else {
        text.append(source[index])
        index += 1
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The bytes of an extended value `UTF-8'language'escaped` (RFC 5987 section 3.2); nil for another character set or
  /// a broken escape.
  static func extendedBytes(_ value: String) -> [UInt8]? {
    let parts = value.utf8.split(separator: UInt8(ascii: "'"), maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, String(Substring(parts[0])).lowercased() == "utf-8" else { return nil }
    return PercentEncoding.decodeStrictly(parts[2])
  }
}
