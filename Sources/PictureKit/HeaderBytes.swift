/// Bounds-checked reads: past the end is nil, never a trap.
struct HeaderBytes: Sendable {
  private let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var count: Int { bytes.count }

  subscript(_ offset: Int) -> UInt8? {
    bytes.indices.contains(offset) ? bytes[offset] : nil
  }

  func has(_ expected: [UInt8], at offset: Int) -> Bool {
    guard offset >= 0, offset <= bytes.count - expected.count else { return false }
    return bytes[offset..<offset + expected.count].elementsEqual(expected)
  }

  func has(_ expected: StaticString, at offset: Int) -> Bool {
    has(expected.withUTF8Buffer { Array($0) }, at: offset)
  }

  func big16(at offset: Int) -> Int? {
    guard let high = self[offset], let low = self[offset + 1] else { return nil }
    return Int(high) << 8 | Int(low)
  }

  func big32(at offset: Int) -> Int? {
    guard let high = big16(at: offset), let low = big16(at: offset + 2) else { return nil }
    return high << 16 | low
  }

  func little16(at offset: Int) -> Int? {
    guard let low = self[offset], let high = self[offset + 1] else { return nil }
    return Int(high) << 8 | Int(low)
  }

  func little24(at offset: Int) -> Int? {
    guard let low = little16(at: offset), let high = self[offset + 2] else { return nil }
    return Int(high) << 16 | low
  }

  /// Four bytes as Latin text, for chunk and brand names.
  func text4(at offset: Int) -> String? {
    guard offset >= 0, offset <= bytes.count - 4 else { return nil }
    return String(decoding: bytes[offset..<offset + 4], as: UTF8.self)
  }
}
