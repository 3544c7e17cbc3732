/// Decodes an upload and makes the two pictures of it. Only ever called in the child.
enum PictureDecoder {
  /// Scaling comes before turning, so that only the small picture is copied. Orientation is a JPEG's only:
  /// no camera is known here that writes it into PNG or WebP. Colour profiles are dropped, not applied.
  ///
  /// A JPEG that was cut short, or that lost part of its picture data, is refused rather than kept half
  /// grey: its markers must lead to an end marker, and libjpeg must not have had to make data up. libgd
  /// passes on libjpeg's first warning only, so a fault behind a harmless one goes through.
  static func prepare(_ bytes: [UInt8], limits: PictureLimits) throws(PictureProblem) -> PreparedPicture {
    let (kind, size) = try limits.check(bytes)
    var orientation = ExifOrientation.upright
    if kind == .jpeg {
      guard JPEGStructure.isComplete(HeaderBytes(bytes)) else { throw .damaged }
      orientation = ExifOrientation.read(fromJPEG: bytes)
    }
    let main = try mainPicture(bytes, kind: kind, size: size, orientation: orientation, limits: limits)
    let mainSize = main.size
    let thumbnailSize = mainSize.fitted(within: limits.thumbnailSide)
    guard let thumbnail = main.scaled(to: thumbnailSize) else { throw .tooManyPixels }
    guard let mainBytes = main.jpeg(quality: limits.quality),
      let thumbnailBytes = thumbnail.jpeg(quality: limits.quality)
    else { throw .tooManyPixels }
    return PreparedPicture(
      main: mainBytes, mainWidth: mainSize.width, mainHeight: mainSize.height,
      thumbnail: thumbnailBytes, thumbWidth: thumbnailSize.width, thumbHeight: thumbnailSize.height)
  }

  private static func mainPicture(
    _ bytes: [UInt8], kind: SniffedPicture.Kind, size: PictureSize, orientation: ExifOrientation,
    limits: PictureLimits
  ) throws(PictureProblem) -> GDPicture {
    guard let decoded = GDPicture.reading(bytes, kind: kind) else {
      throw DecoderMessages.memoryExhausted ? .tooManyPixels : .damaged
    }
    // The header that was checked must be the one that was decoded.
    guard decoded.size == size, !DecoderMessages.pictureDataMissing else { throw .damaged }
    guard decoded.makeTrueColor() else { throw .tooManyPixels }
    if kind != .jpeg { decoded.flattenOnWhite() }
    guard let scaled = decoded.scaled(to: size.fitted(within: limits.mainSide)),
      let upright = scaled.upright(from: orientation)
    else { throw .tooManyPixels }
    return upright
  }
}
