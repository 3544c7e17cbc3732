/// Picture files put together by hand, byte by byte, where libgd cannot write what a test needs.
package enum PictureFile {
  /// A JPEG with an EXIF segment (orientation, maker, GPS position) behind its start marker.
  package static func adding(exif: [UInt8], to jpeg: [UInt8]) -> [UInt8] {
    let content = Array("Exif\0\0".utf8) + exif
    return Array(jpeg.prefix(2)) + [0xFF, 0xE1] + big16(content.count + 2) + content + jpeg.dropFirst(2)
  }

  /// A TIFF block with three tags in its first directory and a GPS directory behind it.
  ///
  /// - Parameter maker: at least four characters.
  package static func exif(orientation: Int, bigEndian: Bool, maker: String) -> [UInt8] {
    let short = bigEndian ? big16 : little16
    let long = bigEndian ? big32 : little32
    let text = Array(maker.utf8) + [0]
    let textAt = 8 + 2 + 3 * 12 + 4
    let gpsAt = textAt + text.count + text.count % 2
    let latitudeAt = gpsAt + 2 + 2 * 12 + 4
    func entry(_ tag: Int, _ type: Int, _ count: Int, _ value: [UInt8]) -> [UInt8] {
      short(tag) + short(type) + long(count) + value
    }
    var bytes = Array((bigEndian ? "MM" : "II").utf8) + short(42) + long(8) + short(3)
    bytes += entry(0x010F, 2, text.count, long(textAt))
    bytes += entry(0x0112, 3, 1, short(orientation) + short(0))
    bytes += entry(0x8825, 4, 1, long(gpsAt)) + long(0)
    bytes += text + [UInt8](repeating: 0, count: text.count % 2)
    bytes += short(2) + entry(1, 2, 2, [UInt8(ascii: "N"), 0, 0, 0]) + entry(2, 5, 3, long(latitudeAt)) + long(0)
    for number in [31, 1, 13, 1, 4_200, 100] { bytes += long(number) }
    return bytes
  }

  /// A PNG from its header fields and filtered rows, stored without compression.
  package static func png(width: Int, height: Int, depth: Int, colourType: Int, rows: [[UInt8]]) -> [UInt8] {
    let header = big32(width) + big32(height) + [UInt8(depth), UInt8(colourType), 0, 0, 0]
    let raw: [UInt8] = rows.reduce(into: []) { $0 += [0] + $1 }
    return signature + chunk("IHDR", header) + chunk("IDAT", stored(raw)) + chunk("IEND", [])
  }

  /// A PNG that declares a size and has nothing like as much data.
  package static func hollowPNG(width: Int, height: Int) -> [UInt8] {
    png(width: width, height: height, depth: 8, colourType: 6, rows: [[0, 0, 0, 0]])
  }

  /// A JPEG start, frame header and scan header of this size, with hardly any data.
  package static func hollowJPEG(width: Int, height: Int) -> [UInt8] {
    let frame: [UInt8] = [8] + big16(height) + big16(width) + [1, 1, 0x11, 0]
    let scan: [UInt8] = [1, 1, 0, 0, 63, 0]
    return [0xFF, 0xD8, 0xFF, 0xC0] + big16(frame.count + 2) + frame + [0xFF, 0xDA] + big16(scan.count + 2) + scan
      + [0x12, 0x34, 0xFF, 0xD9]
  }

  /// The header of an extended WebP.
  package static func hollowWebP(width: Int, height: Int, animated: Bool) -> [UInt8] {
    let fields: [UInt8] = [animated ? 2 : 0, 0, 0, 0] + little24(width - 1) + little24(height - 1)
    let body = Array("WEBPVP8X".utf8) + little32(10) + fields
    return Array("RIFF".utf8) + little32(body.count) + body
  }

  /// The first box of an ISO media file.
  package static func ftyp(major: String, compatible: [String]) -> [UInt8] {
    let brands = Array(major.utf8) + [0, 0, 0, 0] + compatible.flatMap { Array($0.utf8) }
    return big32(brands.count + 8) + Array("ftyp".utf8) + brands + [UInt8](repeating: 0, count: 64)
  }

  package static func big16(_ number: Int) -> [UInt8] { [UInt8(number >> 8 & 0xFF), UInt8(number & 0xFF)] }
  package static func big32(_ number: Int) -> [UInt8] { big16(number >> 16) + big16(number) }
  package static func little16(_ number: Int) -> [UInt8] { big16(number).reversed() }
  package static func little24(_ number: Int) -> [UInt8] { little16(number) + [UInt8(number >> 16 & 0xFF)] }
  package static func little32(_ number: Int) -> [UInt8] { big32(number).reversed() }

  private static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  private static func chunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
    let named = Array(name.utf8) + content
    return big32(content.count) + named + big32(crc(named))
  }

  /// One stored deflate block in a zlib wrapper; at most 65,535 bytes.
  private static func stored(_ raw: [UInt8]) -> [UInt8] {
    [0x78, 0x01, 0x01] + little16(raw.count) + little16(~raw.count) + raw + big32(adler(raw))
  }

  private static func crc(_ bytes: [UInt8]) -> Int {
    var value: UInt32 = 0xFFFF_FFFF
    for byte in bytes {
      value ^= UInt32(byte)
      for _ in 0..<8 { value = value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
    }
    return Int(~value)
  }

  private static func adler(_ bytes: [UInt8]) -> Int {
    var low = 1
    var high = 0
    for byte in bytes {
      low = (low + Int(byte)) % 65_521
      high = (high + low) % 65_521
    }
    return high << 16 | low
  }
}
