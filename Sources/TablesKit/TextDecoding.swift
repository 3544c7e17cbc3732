import Glibc

/// Text in the encodings that spreadsheets write: UTF-8 with or without a mark, UTF-16 with one, and GB18030, of which GBK
/// and GB2312 are parts.
package enum TextDecoding {
  package static func decode(_ bytes: [UInt8]) throws(TableProblem) -> String {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      guard let text = String(validating: bytes.dropFirst(3), as: UTF8.self) else { throw .encoding }
      return text
    }
    if bytes.starts(with: [0xFF, 0xFE]) { return try utf16(bytes, isLittle: true) }
    if bytes.starts(with: [0xFE, 0xFF]) { return try utf16(bytes, isLittle: false) }
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    return try gb18030(bytes)
  }

  private static func utf16(_ bytes: [UInt8], isLittle: Bool) throws(TableProblem) -> String {
    guard bytes.count % 2 == 0 else { throw .encoding }
    let units = stride(from: 2, to: bytes.count, by: 2).map { index in
      let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
      return isLittle ? second << 8 | first : first << 8 | second
    }
    guard let text = String(validating: units, as: UTF16.self) else { throw .encoding }
    return text
  }

  /// The C library knows the national standard; a byte that is not of it is refused.
  private static func gb18030(_ bytes: [UInt8]) throws(TableProblem) -> String {
    guard let converter = iconv_open("UTF-8", "GB18030"), Int(bitPattern: converter) != -1 else { throw .encoding }
    defer { iconv_close(converter) }
    var input = bytes.map { CChar(bitPattern: $0) }
    // At most three bytes for two, or four for four.
    var output = [CChar](repeating: 0, count: bytes.count * 2 + 4)
    let written = input.withUnsafeMutableBufferPointer { source -> Int? in
      output.withUnsafeMutableBufferPointer { target -> Int? in
        var from = source.baseAddress
        var to = target.baseAddress
        var left = source.count
        var room = target.count
        guard iconv(converter, &from, &left, &to, &room) != -1, left == 0 else { return nil }
        return target.count - room
      }
    }
    guard let written,
      let text = String(validating: output.prefix(written).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    else { throw .encoding }
    return text
  }
}
