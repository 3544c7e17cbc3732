/// What the first bytes of an upload say it is. Nothing is decoded, so nothing here is proof.
package struct SniffedPicture: Sendable, Equatable {
  package enum Kind: String, Sendable, CaseIterable {
    case jpeg, png, webp, gif, heic, other
  }

  package let kind: Kind
  /// Size by the header, in pixels; nil for HEIC and others, and where the header is broken.
  package let size: PictureSize?

  package init(kind: Kind, size: PictureSize?) {
    self.kind = kind
    self.size = size
  }

  /// Pixels; nil like `size`.
  package var width: Int? { size?.width }
  /// Pixels; nil like `size`.
  package var height: Int? { size?.height }
}

/// Reads picture headers. Pure, every access bounds-checked, at most one pass over the bytes; never
/// traps, whatever the bytes are.
package enum PictureSniffer {
  /// Tells kind and claimed size. Never fails: what it does not know is `.other`.
  package static func sniff(_ bytes: [UInt8]) -> SniffedPicture {
    let header = HeaderBytes(bytes)
    if header.has([0xFF, 0xD8, 0xFF], at: 0) {
      return SniffedPicture(kind: .jpeg, size: JPEGStructure.size(of: header))
    }
    if header.has([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], at: 0) {
      return SniffedPicture(kind: .png, size: pngSize(header))
    }
    if header.has("RIFF", at: 0), header.has("WEBP", at: 8) {
      return webp(header)
    }
    if header.has("GIF87a", at: 0) || header.has("GIF89a", at: 0) {
      return SniffedPicture(kind: .gif, size: gifSize(header))
    }
    if header.has("ftyp", at: 4), isHEIC(header) {
      return SniffedPicture(kind: .heic, size: nil)
    }
    return SniffedPicture(kind: .other, size: nil)
  }

  /// IHDR must be the first chunk and 13 bytes long; PNG allows sides up to 2³¹ − 1.
  private static func pngSize(_ header: HeaderBytes) -> PictureSize? {
    guard header.big32(at: 8) == 13, header.has("IHDR", at: 12) else { return nil }
    guard let width = header.big32(at: 16), let height = header.big32(at: 20) else { return nil }
    guard width <= Int(Int32.max), height <= Int(Int32.max) else { return nil }
    return PictureSize(width: width, height: height)
  }

  private static func gifSize(_ header: HeaderBytes) -> PictureSize? {
    guard let width = header.little16(at: 6), let height = header.little16(at: 8) else { return nil }
    return PictureSize(width: width, height: height)
  }

  /// The three first chunks a WebP may have. An animated one counts as other: nothing here shows it.
  private static func webp(_ header: HeaderBytes) -> SniffedPicture {
    if header.has("VP8 ", at: 12) {
      return SniffedPicture(kind: .webp, size: lossyWebPSize(header))
    }
    if header.has("VP8L", at: 12) {
      return SniffedPicture(kind: .webp, size: losslessWebPSize(header))
    }
    guard header.has("VP8X", at: 12) else { return SniffedPicture(kind: .webp, size: nil) }
    guard let flags = header[20], let width = header.little24(at: 24), let height = header.little24(at: 27)
    else { return SniffedPicture(kind: .webp, size: nil) }
    let animated = flags & 0x02 != 0
    guard !animated else { return SniffedPicture(kind: .other, size: nil) }
    return SniffedPicture(kind: .webp, size: PictureSize(width: width + 1, height: height + 1))
  }

  /// A key frame: three bytes of tag, the start code, then 14 bits each (two more scale for display).
  private static func lossyWebPSize(_ header: HeaderBytes) -> PictureSize? {
    guard let tag = header[20], tag & 1 == 0, header.has([0x9D, 0x01, 0x2A], at: 23) else { return nil }
    guard let width = header.little16(at: 26), let height = header.little16(at: 28) else { return nil }
    return PictureSize(width: width & 0x3FFF, height: height & 0x3FFF)
  }

  /// A signature byte, then 14 bits each of width − 1 and height − 1.
  private static func losslessWebPSize(_ header: HeaderBytes) -> PictureSize? {
    guard header[20] == 0x2F, let low = header.little16(at: 21), let high = header.little16(at: 23)
    else { return nil }
    let bits = low | high << 16
    return PictureSize(width: (bits & 0x3FFF) + 1, height: (bits >> 14 & 0x3FFF) + 1)
  }

  /// Looks at the major and the compatible brands of the ftyp box. AVIF shares the container and its
  /// general brands, so those count only where no AVIF brand is named.
  private static func isHEIC(_ header: HeaderBytes) -> Bool {
    guard let boxLength = header.big32(at: 0) else { return false }
    var brands = [header.text4(at: 8)]
    for index in 0..<32 where 20 + index * 4 <= boxLength {
      brands.append(header.text4(at: 16 + index * 4))
    }
    let named = brands.compactMap { $0 }
    if named.contains(where: { hevcBrands.contains($0) }) { return true }
    if named.contains(where: { $0 == "avif" || $0 == "avis" }) { return false }
    return named.contains { $0 == "mif1" || $0 == "msf1" || $0 == "heif" }
  }

  private static let hevcBrands: Set<String> = [
    "heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs",
  ]
}
