/// Entity tags (RFC 9110 section 8.8.3).
package enum ETag {
  /// A strong tag, quotes included, from a digest of the bytes that are sent.
  /// - Parameters:
  ///   - hexDigest: the digest in hexadecimal digits.
  ///   - encoding: the Content-Encoding of the bytes, such as `gzip`; a strong tag must differ between encodings
  ///     (section 8.8.3.3), so it becomes part of the tag.
  /// - Returns: nil when the digest is empty or has another character, or the encoding is not a token.
  package static func strong(hexDigest: String, encoding: String? = nil) -> String? {
    guard !hexDigest.isEmpty, hexDigest.utf8.allSatisfy({ $0.hexDigitValue != nil }) else { return nil }
    guard let encoding else { return "\"\(hexDigest)\"" }
    return encoding.isToken ? "\"\(hexDigest)-\(encoding)\"" : nil
  }
}

/// The request header If-None-Match (RFC 9110 section 13.1.2).
package enum IfNoneMatch {
  /// Whether the header names the tag, so that 304 is the answer: `*` names every tag; otherwise one of the list is
  /// equal by weak comparison (`W/` does not count). A list is read up to its first fault.
  /// - Parameters:
  ///   - header: the header's value, nil when the request has none.
  ///   - tag: the current tag, quotes included.
  package static func matches(_ header: String?, _ tag: String) -> Bool {
    guard let header else { return false }
    if header.trimmingBlanks == "*" { return true }
    let wanted = opaque(Array(tag.utf8)[...])
    var rest = Array(header.utf8)[...]
    while true {
      rest = rest.drop { $0.isBlank || $0 == ASCII.comma }
      rest = opaque(rest)
      guard rest.first == ASCII.quote, let end = rest.dropFirst().firstIndex(of: ASCII.quote) else { return false }
      if rest[...end] == wanted { return true }
      rest = rest[(end + 1)...].drop(while: \.isBlank)
      guard rest.first == ASCII.comma else { return false }
    }
  }

  /// The bytes without a leading `W/`.
  private static func opaque(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    bytes.starts(with: "W/".utf8) ? bytes.dropFirst(2) : bytes
  }
}
