/// Percent-encoding (RFC 3986 section 2.1).
package enum PercentEncoding {
  /// Encodes text as one segment of a path: everything but letters, digits and `-._~` becomes `%XX` of its UTF-8
  /// bytes, so the result has no `/`, `?`, `#` or `:`. The segments `.` and `..` cannot be encoded (browsers resolve
  /// `%2E%2E` too); do not make a segment out of them.
  package static func encodePathSegment(_ text: String) -> String { encode(text) }

  /// Encodes text as a name or value in a query string: as a path segment, so a space becomes `%20`, which form
  /// decoders read as well, and `&`, `=` and `+` are escaped.
  package static func encodeQueryValue(_ text: String) -> String { encode(text) }

  private static func encode(_ text: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      if byte.isAlphanumeric || "-._~".utf8.contains(byte) {
        bytes.append(byte)
      } else {
        bytes += [ASCII.percent, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The byte of the escape that begins at `index`; nil when there is none.
  static func escape(in bytes: ArraySlice<UInt8>, at index: Int) -> UInt8? {
    guard bytes[index] == ASCII.percent, index + 2 < bytes.endIndex,
      let high = bytes[index + 1].hexDigitValue, let low = bytes[index + 2].hexDigitValue
    else { return nil }
    return high << 4 | low
  }

  /// Decodes a form's name or value (WHATWG URL, application/x-www-form-urlencoded parsing): `+` is a space, and a `%`
  /// that begins no escape stays as it is.
  static func decodeForm(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var decoded: [UInt8] = []
    decoded.reserveCapacity(bytes.count)
    var index = bytes.startIndex
    while index < bytes.endIndex {
      if let byte = escape(in: bytes, at: index) {
        decoded.append(byte)
        index += 3
      } else {
        decoded.append(bytes[index] == ASCII.plus ? ASCII.space : bytes[index])
        index += 1
      }
    }
    return decoded
  }

  /// Decodes every escape; nil when a `%` begins none.
  static func decodeStrictly(_ source: some Sequence<UInt8>) -> [UInt8]? {
    let bytes = Array(source)
    var decoded: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if bytes[index] == ASCII.percent {
        guard let byte = escape(in: bytes[...], at: index) else { return nil }
        decoded.append(byte)
        index += 3
      } else {
        decoded.append(bytes[index])
        index += 1
      }
    }
    return decoded
  }
}
