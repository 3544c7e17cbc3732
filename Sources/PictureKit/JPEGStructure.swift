/// Walks a JPEG from marker to marker as a decoder would, without decoding.
enum JPEGStructure {
  /// The size in the first frame header; nil where none comes before the picture data. A height of 0
  /// (to be told later in the file) is given as it is and refused by the caller.
  static func size(of header: HeaderBytes) -> PictureSize? {
    var walk = Walk(header)
    while let segment = walk.next() {
      if segment.marker == startOfScan { return nil }
      guard isFrameHeader(segment.marker) else { continue }
      guard let height = header.big16(at: segment.payload + 1), let width = header.big16(at: segment.payload + 3)
      else { return nil }
      return PictureSize(width: width, height: height)
    }
    return nil
  }

  /// Whether the picture data ends where it should, with an end marker. Cameras may put more behind it
  /// (a second picture, a film), which does not matter. A file that was cut short has no end marker:
  /// the one of a preview inside an APP segment is skipped with its segment.
  static func isComplete(_ header: HeaderBytes) -> Bool {
    var walk = Walk(header)
    while let segment = walk.next() {
      if segment.marker == startOfScan { walk.skipScan() }
    }
    return walk.sawEnd
  }

  private static let startOfScan: UInt8 = 0xDA

  /// SOF0 to SOF15; C4, C8 and CC are tables in the same range.
  private static func isFrameHeader(_ marker: UInt8) -> Bool {
    guard (0xC0...0xCF).contains(marker) else { return false }
    return marker != 0xC4 && marker != 0xC8 && marker != 0xCC
  }

  private struct Walk {
    private let bytes: HeaderBytes
    private var position = 2
    private(set) var sawEnd = false

    init(_ bytes: HeaderBytes) { self.bytes = bytes }

    /// The next marker with a length, and where its content starts; nil at the end marker, at the end
    /// of the bytes, or where a length cannot be. Bytes between segments are skipped, as decoders do.
    mutating func next() -> (marker: UInt8, payload: Int)? {
      while let byte = bytes[position] {
        position += 1
        guard byte == 0xFF, let marker = bytes[position] else { continue }
        if marker == 0xD9 {
          sawEnd = true
          return nil
        }
        let hasNoLength = marker == 0x00 || marker == 0xFF || marker == 0x01 || (0xD0...0xD8).contains(marker)
        if hasNoLength { continue }
        guard let length = bytes.big16(at: position + 1), length >= 2 else { return nil }
        let payload = position + 3
        position += 1 + length
        return (marker, payload)
      }
      return nil
    }

    /// Moves to the marker that ends the entropy-coded data: not a stuffed zero, not a restart.
    mutating func skipScan() {
      while let byte = bytes[position] {
        if byte == 0xFF, let next = bytes[position + 1], next != 0x00, !(0xD0...0xD7).contains(next) { return }
        position += 1
      }
    }
  }
}
