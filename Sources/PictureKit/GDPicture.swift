import CGD

/// Owns one libgd image. Truecolor unless it was just read.
struct GDPicture: ~Copyable {
  private let image: gdImagePtr

  /// Takes over `image`; nil where libgd gave none.
  init?(_ image: gdImagePtr?) {
    guard let image else { return nil }
    self.image = image
  }

  deinit { gdImageDestroy(image) }

  var size: PictureSize { PictureSize(width: Int(image.pointee.sx), height: Int(image.pointee.sy)) }

  /// Decodes with libgd.
  ///
  /// - Parameter bytes: at most 2³¹ − 1 of them.
  static func reading(_ bytes: [UInt8], kind: SniffedPicture.Kind) -> GDPicture? {
    let image = bytes.withUnsafeBytes { buffer -> gdImagePtr? in
      // libgd asks for a pointer that it may write through but only reads from one it does not own.
      let data = UnsafeMutableRawPointer(mutating: buffer.baseAddress)
      let count = CInt(buffer.count)
      switch kind {
      case .jpeg: return gdImageCreateFromJpegPtrEx(count, data, 0)
      case .png: return gdImageCreateFromPngPtr(count, data)
      case .webp: return gdImageCreateFromWebpPtr(count, data)
      case .gif, .heic, .other: return nil
      }
    }
    return GDPicture(image)
  }

  /// From palette to truecolor, in place. - Returns: false where memory ran out.
  func makeTrueColor() -> Bool { gdImagePaletteToTrueColor(image) != 0 }

  /// Puts the picture on white, in place: no pixel is transparent afterwards. libgd's alpha runs from 0
  /// (opaque) to 127; a PNG may besides name one colour as transparent.
  func flattenOnWhite() {
    guard let rows = image.pointee.tpixels else { return }
    let clear = image.pointee.transparent
    let hasClear = clear >= 0
    let width = Int(image.pointee.sx)
    for y in 0..<Int(image.pointee.sy) {
      guard var place = rows[y] else { continue }
      // Pointers rather than a range: a debug build needs a third of the time for 50 million pixels.
      let end = place + width
      while place < end {
        let pixel = place.pointee
        if pixel & 0x7F00_0000 != 0 {
          place.pointee = Self.onWhite(pixel)
        } else if hasClear, pixel == clear {
          place.pointee = 0xFF_FFFF
        }
        place += 1
      }
    }
  }

  private static func onWhite(_ pixel: CInt) -> CInt {
    let alpha = pixel >> 24 & 0x7F
    func blend(_ channel: CInt) -> CInt { ((channel & 0xFF) * (127 - alpha) + 255 * alpha + 63) / 127 }
    return blend(pixel >> 16) << 16 | blend(pixel >> 8) << 8 | blend(pixel)
  }

  /// A copy of another size (also of the same one); nil where memory ran out.
  ///
  /// The triangle filter: on a zone plate it leaves as little aliasing as Mitchell or Lanczos, which take
  /// one and a half and three times as long; libgd's bilinear and bicubic do not filter when they shrink.
  func scaled(to size: PictureSize) -> GDPicture? {
    guard gdImageSetInterpolationMethod(image, GD_TRIANGLE) != 0 else { return nil }
    guard let copy = GDPicture(gdImageScale(image, UInt32(size.width), UInt32(size.height))) else { return nil }
    gdImageSetResolution(copy.image, 96, 96)
    gdImageInterlace(copy.image, 0)
    return copy
  }

  /// This picture as it is to be looked at; nil where memory ran out.
  consuming func upright(from orientation: ExifOrientation) -> GDPicture? {
    switch orientation {
    case .upright: return self
    case .mirrored: gdImageFlipHorizontal(image)
    case .upsideDown: gdImageFlipBoth(image)
    case .mirroredUpsideDown: gdImageFlipVertical(image)
    case .transposed: return transposed()
    case .onLeftSide:
      guard let turned = transposed() else { return nil }
      gdImageFlipHorizontal(turned.image)
      return turned
    case .transverse:
      guard let turned = transposed() else { return nil }
      gdImageFlipBoth(turned.image)
      return turned
    case .onRightSide:
      guard let turned = transposed() else { return nil }
      gdImageFlipVertical(turned.image)
      return turned
    }
    return self
  }

  /// A copy with columns for rows.
  private func transposed() -> GDPicture? {
    let (width, height) = (Int(image.pointee.sx), Int(image.pointee.sy))
    guard let copy = GDPicture(gdImageCreateTrueColor(CInt(height), CInt(width))),
      let from = image.pointee.tpixels, let to = copy.image.pointee.tpixels
    else { return nil }
    for y in 0..<height {
      guard let source = from[y] else { return nil }
      for x in 0..<width { to[x]?[y] = source[x] }
    }
    return copy
  }

  /// Baseline JPEG; nil where memory ran out.
  ///
  /// - Parameter quality: 0 to 95.
  func jpeg(quality: Int) -> [UInt8]? {
    var count: CInt = 0
    guard let data = gdImageJpegPtr(image, &count, CInt(quality)) else { return nil }
    defer { gdFree(data) }
    return [UInt8](UnsafeRawBufferPointer(start: data, count: Int(count)))
  }
}
