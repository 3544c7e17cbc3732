/// Walks a JPEG from marker to marker as a decoder would, without decoding.
enum JPEGStructure {
  /// The size in the first frame header; nil where none comes before the picture data. A height of 0
  /// (to be told later in the file) is given as it is and refused by the caller.
  static func size(of bytes: HeaderBytes) -> PictureSize? {
    var walk = Walk(bytes)
    while let segment = walk.next(), segment.marker != startOfScan {
      guard isFrameHeader(segment.marker) else { continue }
      let start = segment.content.lowerBound
      guard let height = bytes.big16(at: start + 1), let width = bytes.big16(at: start + 3) else { return nil }
      return PictureSize(width: width, height: height)
    }
    return nil
  }

  /// Where the first EXIF block is, from its "Exif" on; nil where there is none before the picture data.
  static func exif(in bytes: HeaderBytes) -> Range<Int>? {
    var walk = Walk(bytes)
    while let segment = walk.next(), segment.marker != startOfScan {
      let start = segment.content.lowerBound
      if segment.marker == 0xE1, bytes.has([0x45, 0x78, 0x69, 0x66, 0, 0], at: start) { return segment.content }
    }
    return nil
  }

  /// Whether the picture data ends where it should, with an end marker. Cameras may put more behind it
  /// (a second picture, a film), which does not matter. A file that was cut short has no end marker:
  /// the one of a preview inside an APP segment is skipped with its segment.
  static func isComplete(_ bytes: HeaderBytes) -> Bool {
    var walk = Walk(bytes)
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

  private struct Segment {
    let marker: UInt8
    /// What follows the length, as far as there are bytes.
    let content: Range<Int>
  }

  private struct Walk {
    private let bytes: HeaderBytes
    private var position = 2
    private(set) var sawEnd = false

    init(_ bytes: HeaderBytes) { self.bytes = bytes }

    /// The next marker with a length; nil at the end marker, at the end of the bytes, or where a length
    /// cannot be. Bytes between segments are skipped, as decoders do.
    mutating func next() -> Segment? {
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
        let start = position + 3
        position += 1 + length
        return Segment(marker: marker, content: start..<max(start, min(position, bytes.count)))
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
